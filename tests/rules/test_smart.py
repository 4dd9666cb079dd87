"""The letters of SMART: what a finding costs, and whom."""

import shutil
from pathlib import Path

import pytest

from mkdocs_okr.checks.run import check
from mkdocs_okr.checks.smart import smart_letters
from mkdocs_okr.sources import load
from tests.rules.cases import HERE

MARKETING = """objectives:
  - id: demand
    title: Make sales wait for nobody but us
    key_results:
      - {id: whole, title: Qualified leads, metric: {unit: leads, baseline: 1, target: 2}, due: 2027-03-01}
      - {id: bare, title: More qualified leads of all kinds}
  - id: trust
    title: Become the first address for advice
    contributes_to: company/grow
    key_results:
      - {id: still, title: Answers, metric: {unit: answers, baseline: 5, target: 5}, due: 2027-03-01}
      - {id: fine, title: Questions, metric: {unit: questions, baseline: 5, target: 9}, due: 2027-03-01}
"""


@pytest.fixture
def letters(tmp_path: Path) -> dict[str, dict[str, list[str]]]:
    """By key result of marketing and letter, the codes of the findings that cost it."""
    shutil.copytree(HERE / "company", tmp_path, dirs_exist_ok=True)
    (tmp_path / "okrs" / "2027-q1" / "marketing.yml").write_text(MARKETING, "utf-8")
    loaded = load(tmp_path / "okrs", audience="restricted")
    assert loaded.portfolio is not None
    found = smart_letters(loaded.portfolio.key_results.values(), check(loaded).diagnostics)
    return {
        name: {letter: [each.code for each in findings] for letter, findings in lacking.items()}
        for name, lacking in found.items()
    }


def test_a_finding_costs_its_key_result_a_letter(letters: dict[str, dict[str, list[str]]]) -> None:
    assert letters["2027-q1/marketing/demand/bare"]["M"] == ["KR001"]
    assert letters["2027-q1/marketing/demand/bare"]["T"] == ["KR026"]
    assert letters["2027-q1/marketing/trust/still"]["A"] == ["KR040"]


def test_a_finding_about_an_objective_costs_all_its_key_results(letters: dict[str, dict[str, list[str]]]) -> None:
    assert letters["2027-q1/marketing/demand/whole"]["R"] == ["OBJ028"]
    assert letters["2027-q1/marketing/demand/bare"]["R"] == ["OBJ028"]
    assert "R" not in letters["2027-q1/marketing/trust/still"]


def test_a_key_result_that_lacks_nothing_is_not_there(letters: dict[str, dict[str, list[str]]]) -> None:
    assert {"M", "A", "R", "T"}.isdisjoint(letters.get("2027-q1/marketing/trust/fine", {}))
    assert not any(name.startswith("2027-q1/sales") for name in letters)
