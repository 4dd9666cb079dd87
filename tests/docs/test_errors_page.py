"""The manual explains every kind of error, and each of its examples is one."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_okr.checks.run import check
from mkdocs_okr.cli import main
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.fence_places import fence_places
from mkdocs_okr.pages.fences import FencedPage
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.sources import CODES, Diagnostic, load
from tests.docs.reading import ROOT, files, write

PAGE = (ROOT / "docs" / "manual" / "errors.md").read_text("utf-8")
SECTIONS = {
    found[1]: (found[2], found[3])
    for found in re.finditer(r"^### (\S+) (\S+)\n\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE)
}
SHOWN = [code for code, (_, text) in SECTIONS.items() if files(text)]

BEFORE = {
    "okrs/organization.yml": "name: Example Ltd\n",
    "okrs/people.yml": "people: [{id: mr-smith, name: Mr. Smith}]\n",
    "okrs/units/company.yml": "name: Example Ltd\n",
    "okrs/units/marketing.yml": "name: Marketing\nparent: company\n",
    "okrs/units/sales.yml": "name: Sales\nparent: company\n",
    "okrs/2027-q1/cycle.yml": "starts: 2027-01-01\nends: 2027-03-31\n",
    "okrs/2027-q1/company.yml": "objectives:\n"
    "  - {id: grow, title: Grow, key_results: [{id: margin, title: Margin, metric: {keep: at least, target: 45}}]}\n",
    "okrs/2027-q1/marketing.yml": "objectives:\n"
    "  - {id: demand, title: Demand, key_results: [{id: leads, title: Leads, metric: {baseline: 120, target: 200}}]}\n",
}
"""The company of the examples, before the mistake."""

TODAY = date(2027, 2, 15)


def test_every_code_is_explained_under_its_name() -> None:
    assert {code: name for code, (name, _) in SECTIONS.items()} == {code: kind.name for code, kind in CODES.items()}


@pytest.mark.parametrize("code", CODES)
def test_the_explanation_begins_with_the_meaning(code: str) -> None:
    text = " ".join(SECTIONS[code][1].replace("`", "").split())
    assert text.startswith(CODES[code].meaning.replace("`", "").removesuffix("."))


def test_the_company_of_the_examples_is_fine_before_the_mistake(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    assert load(tmp_path / "okrs", as_of=TODAY).diagnostics == ()


@pytest.mark.parametrize("code", SHOWN)
def test_the_example_makes_the_mistake(code: str, tmp_path: Path) -> None:
    shown = files(SECTIONS[code][1])
    write(tmp_path, {**BEFORE, **shown})
    found = told(tmp_path, shown)
    assert code in {each.code for each in found}
    place = next(each.place for each in found if each.code == code)
    assert code in {"SRC025", "SRC043"} or shown.keys() & {f"okrs/{place.file}", place.file}


def told(folder: Path, shown: dict[str, str]) -> list[Diagnostic]:
    """What is wrong in the sources in `folder`, and in the fences of the pages among `shown`."""
    loaded = load(folder / "okrs", as_of=TODAY)
    found = list(loaded.diagnostics)
    for name, text in shown.items():
        places = fence_places(text) if name.endswith(".md") else None
        if places is not None and loaded.portfolio is not None:
            portal = Portal(loaded.portfolio, Addresses(True), check(loaded))
            page = FencedPage(portal, "", places, name, folder, text)
            page.filled(places.markdown)
            found += page.diagnostics
    return found


def test_what_the_page_shows_of_the_command_is_what_it_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = PAGE.partition("```text\n")[2].partition("```")[0]
    mistake = (
        "objectives:\n  - id: demand\n    title: Demand\n    key_results:\n"
        "      - id: leads\n        metric: {baseline: 120, target: 200}\n        titel: Qualified leads\n"
    )
    write(tmp_path, {**BEFORE, "okrs/2027-q1/marketing.yml": mistake})
    monkeypatch.chdir(tmp_path)
    assert printed in CliRunner().invoke(main, ["check"]).stdout
