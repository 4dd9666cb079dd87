"""What units mean by their cadence, and what is not told to readers who do not see everything."""

import shutil
from pathlib import Path

import pytest

from mkdocs_okr.analysis.check_in_days import cadence_days
from mkdocs_okr.checks.registry import rule_called
from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import load
from tests.rules.cases import HERE


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        ("weekly", 7),
        ("Weekly", 7),
        ("every week", 7),
        ("every Monday", 7),
        ("Tuesdays", 7),
        ("once a week", 7),
        ("twice a week", 3),
        ("daily", 1),
        ("every day", 1),
        ("each working day", 1),
        ("fortnightly", 14),
        ("bi-weekly", 14),
        ("biweekly", 14),
        ("every two weeks", 14),
        ("every 2 weeks", 14),
        ("every other week", 14),
        ("every second Week", 14),
        ("twice a month", 14),
        ("every three weeks", 21),
        ("every 10 days", 10),
        ("every 52 weeks", 364),
        ("every 99 weeks", None),
        ("every 0 weeks", None),
        pytest.param(f"every {'9' * 5000} weeks", None, id="more digits than a number has"),
        ("monthly", 30),
        ("once a month", 30),
        ("every other month", 60),
        ("quarterly", 91),
        ("annually", 365),
        ("", None),
        ("as needed", None),
        ("when the moon is full", None),
    ],
)
def test_a_cadence_is_understood_in_many_words(cadence: str, days: int | None) -> None:
    assert cadence_days(cadence) == days


SECRET = """
objectives:
  - id: orders
    title: Win customers who come back for more
    visibility: restricted
    key_results: [{id: first, title: Leads, metric: {target: 200}}]
  - {id: open, title: Be kind, key_results: [{id: thanks, title: Letters of thanks, metric: {target: 9, current: 1}}]}
"""


@pytest.mark.parametrize("rule", ["ACT001", "CHK002", "CHK003", "CHK005", "CHK013", "REV003"])
def test_what_is_hidden_is_not_missed(rule: str, tmp_path: Path) -> None:
    shutil.copytree(HERE / "company", tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "okrs"
    (folder / "2027-q1/sales.yml").write_text(SECRET, "utf-8")
    (folder / "2027-q1/reviews").mkdir()
    (folder / "2027-q1/reviews/sales.yml").write_text(
        "date: 2027-02-12\ngrades: {orders/first: {decision: keep}, open/thanks: {decision: keep}}\n", "utf-8"
    )
    about = rule_called(rule)
    assert about is not None
    assert check(load(folder, audience="public"), (about,)).diagnostics == ()
