"""Rules about absence do not cry wolf about what the readers of a portal may not see."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from mkdocs_okr.checks.registry import rule_called
from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import load
from tests.rules.cases import HERE

SECRET = """
published: 2026-12-16
committed: 2026-12-29
peer_reviewed: {by: [marketing], date: 2026-12-28}
objectives:
  - {id: secret, title: Buy a competitor, lead: mr-aaron, visibility: restricted}
"""


def said(folder: Path, rule: str, files: Mapping[str, str], audience: str = "public") -> list[str]:
    """Return what a rule says in the build of a portal for this audience."""
    shutil.copytree(HERE / "company", folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / "okrs" / name).parent.mkdir(exist_ok=True)
        (folder / "okrs" / name).write_text(text, "utf-8")
    about = rule_called(rule)
    assert about is not None
    return [each.message for each in check(load(folder / "okrs", audience=audience), (about,)).diagnostics]


@pytest.mark.parametrize("rule", ["PRC001", "PRC004", "ENT002", "ENT003", "COC001", "COC002", "COC003", "PRI001"])
@pytest.mark.parametrize("unit", ["company", "sales"])
def test_a_unit_with_secrets_is_not_blamed_for_silence(unit: str, rule: str, tmp_path: Path) -> None:
    text = SECRET if unit == "sales" else SECRET.replace("peer_reviewed", "# peer_reviewed")
    assert said(tmp_path, rule, {f"2027-q1/{unit}.yml": text}) == []


def test_a_company_with_secrets_has_okrs(tmp_path: Path) -> None:
    assert said(tmp_path, "ENT001", {"2027-q1/company.yml": SECRET}) == []


def test_the_share_of_open_objectives_is_not_told_to_those_who_do_not_see_all(tmp_path: Path) -> None:
    files = {"2027-q1/sales.yml": SECRET}
    assert said(tmp_path, "RDY003", files) == []
    assert said(tmp_path, "RDY003", files, audience="restricted") == [
        "only 3 of 4 objectives of Q1 2027 (75 %) are open to everybody"
    ]


def test_contributors_are_missed_in_cycles_without_secrets(tmp_path: Path) -> None:
    cycle = "{name: Q2 2027, kind: quarter, starts: 2027-04-01, ends: 2027-06-30, state: draft}"
    drafted = "objectives: [{id: next, title: Grow, key_results: [{id: leads, title: Leads a month}]}]"
    files = {"2027-q2/cycle.yml": cycle, "2027-q2/sales.yml": drafted, "2027-q1/company.yml": SECRET}
    assert said(tmp_path, "ACT001", files) == ["nobody is named who works on “Leads a month”"]


def test_a_perspective_is_missed_in_a_year_with_secrets_in_a_quarter(tmp_path: Path) -> None:
    settings = """
as_of: 2027-02-15
levels:
  - {id: company, name: Company, weights: {customer: 60, internal-process: 40}}
  - {id: department, name: Department}
  - {id: team, name: Team}
"""
    year = "objectives: [{id: year, title: Grow, perspective: customer}]"
    files = {"settings.yml": settings, "2027/company.yml": year, "2027-q1/company.yml": SECRET}
    assert said(tmp_path, "ALN024", files) == ["no objective of 2027 lies in the perspective Internal process"]
