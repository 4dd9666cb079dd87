"""Nothing in the documentation leads nowhere: links, commands, files."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from mkdocs_okr.cli import COMMANDS, main
from tests.docs.reading import ROOT, blocks, links, named, pages, slugs

PAGES = pages("*.md", "docs/**/*.md")
_CODE = re.compile(r"`([^`\n]+)`")
_PROGRAMS = re.compile(r"(?:^|[\s(/])(okr|make) ([a-z][\w-]*)((?: [\w./-]+)*)")
_EXTERNAL = re.compile(r"https?:|mailto:|#")


def targets() -> list[tuple[Path, str]]:
    return [(page, link) for page in PAGES for link in links(page.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("page", "link"), targets(), ids=lambda value: named(value) if isinstance(value, Path) else value
)
def test_a_link_leads_somewhere(page: Path, link: str) -> None:
    if _EXTERNAL.match(link) and not link.startswith("#"):
        assert link.startswith("https://")
        return
    path, _, anchor = link.partition("#")
    target = (page.parent / unquote(path)).resolve() if path else page
    assert target.is_relative_to(ROOT)
    assert target.exists()
    if anchor:
        assert anchor in slugs(target.read_text("utf-8"))


def commands(page: Path) -> list[tuple[str, str, list[str]]]:
    """Every `okr …` and `make …` of a page: program, command and what follows it."""
    text = page.read_text("utf-8")
    code = [block.text for block in blocks(text) if block.language == "sh"] + _CODE.findall(text)
    lines = [line.partition(" #")[0] for part in code for line in part.splitlines() if not line.startswith("#")]
    return [(program, name, rest.split()) for line in lines for program, name, rest in _PROGRAMS.findall(line)]


NAMED = [(named(page), *command) for page in PAGES for command in commands(page)]


def test_the_documentation_names_commands() -> None:
    assert {command for _, program, command, _ in NAMED if program == "okr"} == set(COMMANDS)


@pytest.mark.parametrize(("page", "program", "command", "rest"), NAMED)
def test_a_command_exists_with_its_options(page: str, program: str, command: str, rest: list[str]) -> None:
    if program == "make":
        makefile = (ROOT / "Makefile").read_text("utf-8")
        assert re.search(rf"^{re.escape(command)}:", makefile, re.MULTILINE), f"{page} names `make {command}`"
        return
    known = main.get_command(click.Context(main), command)
    assert known is not None, f"{page} names `okr {command}`"
    options = {name for parameter in known.params if isinstance(parameter, click.Option) for name in parameter.opts}
    assert {word for word in rest if word.startswith("-")} <= options, page


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    declared += [entry for entry in project["dependency-groups"]["dev"] if isinstance(entry, str)]
    names = {re.split(r"[<>=!\[ ]", requirement)[0] for requirement in declared}
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Dependencies")[2]
    rows = re.findall(r"^\| ([a-z][\w, -]*) \|", section, re.MULTILINE)
    assert {name for row in rows for name in row.split(", ")} - {"at run time", "for development"} == names


def test_every_room_is_named_in_order() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Rooms")[2].partition("###")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    named_rooms = [set(re.findall(r"`(\w+)", row)) for row in rows]
    assert named_rooms == [set(re.findall(r"\w+", layer)) for layer in layers]


def test_every_class_that_contributors_read_about_exists() -> None:
    theme = ROOT / "theme" / "mkdocs_okr_theme"
    style = "".join(
        (theme / "assets" / "okr" / file).read_text("utf-8") for file in ("okr.css", "pictures.css", "tracking.css")
    )
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for name in re.findall(r"`(\.okr-[\w-]+|--okr-[\w-]+)`", text):
        assert name in style, name
    macros = (theme / "portal" / "macros.j2").read_text("utf-8")
    for name in re.findall(r"macro `(\w+)`", text):
        assert f"macro {name}(" in macros, name


def test_every_folder_and_module_that_contributors_read_about_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for path in re.findall(r"`((?:tests|docs|sources|pages|theme|assets|templates)/[\w./-]+)`", text):
        roots = (ROOT, ROOT / "plugins" / "mkdocs_okr", ROOT / "theme" / "mkdocs_okr_theme")
        assert any((root / path).exists() for root in roots), path


def test_every_folder_of_tests_is_explained() -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Tests")[2].partition("\n## ")[0]
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.rglob("test_*.py"))}
    assert folders == set(re.findall(r"`tests/(\w+)`", section))
