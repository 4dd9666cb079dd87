"""A company that names nobody is not told at every key result that nobody leads it."""

from pathlib import Path

from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import load

FILES = {
    "settings.yml": "as_of: 2027-02-15\n",
    "organization.yml": "name: Example Ltd\n",
    "units/company.yml": "name: Example Ltd\n",
    "2027-q1/cycle.yml": "{name: Q1 2027, kind: quarter, starts: 2027-01-01, ends: 2027-03-31}\n",
    "2027-q1/company.yml": "objectives: [{id: grow, title: Grow, key_results: [{id: leads, title: Leads}]}]\n",
}
PEOPLE = {"people.yml": "people: [{id: mr-smith, name: Mr. Smith}]\n"}
LEADS = {"KR003", "OBJ030"}


def found(folder: Path, files: dict[str, str]) -> set[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return {each.code for each in check(load(folder)).diagnostics}


def test_where_nobody_is_listed_nobody_is_missed(tmp_path: Path) -> None:
    assert LEADS.isdisjoint(found(tmp_path, FILES))


def test_where_people_are_listed_a_lead_is_missed(tmp_path: Path) -> None:
    assert found(tmp_path, {**FILES, **PEOPLE}) >= LEADS
