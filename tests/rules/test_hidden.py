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


def said(folder: Path, rule: str, files: Mapping[str, str]) -> list[str]:
    """Return what a rule says in the build of a public portal."""
    shutil.copytree(HERE / "company", folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / "okrs" / name).write_text(text, "utf-8")
    about = rule_called(rule)
    assert about is not None
    return [each.message for each in check(load(folder / "okrs", audience="public"), (about,)).diagnostics]


@pytest.mark.parametrize("rule", ["PRC001", "PRC004", "ENT002", "ENT003", "COC001", "COC002", "COC003", "PRI001"])
@pytest.mark.parametrize("unit", ["company", "sales"])
def test_a_unit_with_secrets_is_not_blamed_for_silence(unit: str, rule: str, tmp_path: Path) -> None:
    text = SECRET if unit == "sales" else SECRET.replace("peer_reviewed", "# peer_reviewed")
    assert said(tmp_path, rule, {f"2027-q1/{unit}.yml": text}) == []


def test_a_company_with_secrets_has_okrs(tmp_path: Path) -> None:
    assert said(tmp_path, "ENT001", {"2027-q1/company.yml": SECRET}) == []


def test_the_share_of_open_objectives_counts_those_that_are_not_shown(tmp_path: Path) -> None:
    assert said(tmp_path, "RDY003", {"2027-q1/sales.yml": SECRET}) == [
        "only 3 of 4 objectives of Q1 2027 (75 %) are open to everybody"
    ]
