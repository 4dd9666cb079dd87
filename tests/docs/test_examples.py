"""What the documentation tells people to write works when they write it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from mkdocs_okr.pages.assemble import redirects
from mkdocs_okr.sources import load
from tests.docs.reading import ROOT, blocks, files, named, pages, write

OKR = Path(sys.executable).parent / "okr"
EVERYDAY = ROOT / "docs" / "manual" / "everyday.md"
GUIDES = [ROOT / "README.md", ROOT / "docs" / "manual" / "index.md"]
"""Pages that lead from an empty folder to a portal."""

WITH_SOURCES = [
    page
    for page in pages("README.md", "CONTRIBUTING.md", "docs/**/*.md")
    if page.name != "errors.md" and any(name.startswith("okrs/") for name in files(page.read_text("utf-8")))
]
AFTER_ALL_EXAMPLES = date(2027, 7, 1)
UNJUDGED = {"okrs/settings.yml": "checks: {build: never}\n"}
"""With it a strict build says whether an example works; how good the OKRs of a first portal are is another question."""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([OKR, *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_who_follows_the_page_has_a_portal(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    write(tmp_path, files(text))
    shell = "".join(block.text for block in blocks(text) if block.language == "sh")
    assert 'mkdir docs\necho "# How we work with OKRs" > docs/how-we-work.md\n' in shell
    write(tmp_path, {"docs/how-we-work.md": "# How we work with OKRs\n"})

    checked = run(tmp_path, "check", "okrs", "--fail-on", "warning")
    assert checked.returncode == 0, checked.stdout
    write(tmp_path, UNJUDGED)
    built = run(tmp_path, "build", "--strict")
    assert built.returncode == 0, built.stderr
    title = next(o["title"] for o in objectives(text))
    assert title in (tmp_path / "site" / "explore" / "2027-q1" / "index.html").read_text("utf-8")
    assert (tmp_path / "site" / "how-we-work" / "index.html").exists()


def objectives(text: str) -> list[dict[str, str]]:
    return [
        objective
        for content in files(text).values()
        for objective in (yaml.safe_load(content) or {}).get("objectives", [])
    ]


@pytest.mark.parametrize("page", [page for page in WITH_SOURCES if page != EVERYDAY], ids=named)
def test_the_files_on_a_page_make_a_company_without_errors(page: Path, tmp_path: Path) -> None:
    write(tmp_path, files(page.read_text("utf-8")))
    assert load(tmp_path / "okrs", as_of=AFTER_ALL_EXAMPLES).diagnostics == ()


def test_everyday_work_goes_on_from_the_first_portal(tmp_path: Path) -> None:
    write(tmp_path, files((ROOT / "docs" / "manual" / "index.md").read_text("utf-8")))
    renamed, changes = "okrs/units/growth.yml", files(EVERYDAY.read_text("utf-8"))
    for name, text in changes.items():
        if name == renamed:
            continue
        write(tmp_path, {name: text})
        assert load(tmp_path / "okrs", as_of=AFTER_ALL_EXAMPLES).diagnostics == (), name


def test_a_renamed_unit_is_found_at_its_old_address(tmp_path: Path) -> None:
    guide = files((ROOT / "docs" / "manual" / "index.md").read_text("utf-8"))
    without = {
        name: "\n".join(line for line in text.splitlines() if "id: marketing" not in line)
        for name, text in guide.items()
    }
    without["okrs/2027-q1/growth.yml"] = without.pop("okrs/2027-q1/marketing.yml")
    renamed = files(EVERYDAY.read_text("utf-8"))["okrs/units/growth.yml"]
    write(tmp_path, {**without, "okrs/units/growth.yml": renamed})
    loaded = load(tmp_path / "okrs", as_of=AFTER_ALL_EXAMPLES)
    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    assert redirects(loaded.portfolio)["2027-q1/marketing"] == "2027-q1/growth"


def test_an_existing_site_takes_the_portal_in(tmp_path: Path) -> None:
    shown = files((ROOT / "docs" / "manual" / "publishing.md").read_text("utf-8"))
    guide = files((ROOT / "docs" / "manual" / "index.md").read_text("utf-8"))
    sources = {name: text for name, text in guide.items() if name.startswith("okrs/")}
    write(tmp_path, {**sources, "mkdocs.yml": shown["intranet/mkdocs.yml"], "docs/index.md": "# Intranet\n"})
    write(tmp_path, {**UNJUDGED, "overrides/main.html": '{% extends "base.html" %}\n'})
    built = run(tmp_path, "build", "--strict")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "okrs" / "2027-q1" / "marketing" / "index.html").exists()
    assert "Intranet" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_the_options_of_the_plugin_build_a_site(tmp_path: Path) -> None:
    shown = files((ROOT / "docs" / "manual" / "publishing.md").read_text("utf-8"))
    write(tmp_path, {"mkdocs.yml": shown["mkdocs.yml"], "docs/how-we-work.md": "# How we work\n", **UNJUDGED})
    built = run(tmp_path, "build", "--strict")
    assert built.returncode == 0, built.stderr
