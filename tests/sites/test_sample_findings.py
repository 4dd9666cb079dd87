"""What the checklists say of the sample: the quarter that was written well is clean, the published one is honest."""

import re
from pathlib import Path

import pytest

from mkdocs_okr.checks.run import Checked, check
from mkdocs_okr.sources import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(load(ROOT / "okrs", audience="restricted"))


def _loud(checked: Checked, cycle: str) -> set[str]:
    return {
        f"{finding.diagnostic.name} {finding.diagnostic.object}"
        for finding in checked.findings
        if finding.scope.cycle == cycle and finding.diagnostic.severity != "info"
    }


@pytest.mark.parametrize("cycle", ["2026", "2026-q2", "2026-q3", ""])
def test_the_quarter_that_was_written_well_is_clean_and_so_is_what_holds_for_all_of_them(
    checked: Checked, cycle: str
) -> None:
    assert _loud(checked, cycle) == set()


def test_nothing_is_silenced_for_that() -> None:
    assert check(load(ROOT / "okrs", audience="restricted")).accepted == ()
    assert not [path for path in (ROOT / "okrs").rglob("*.yml") if re.search(r"#\s*okr:", path.read_text("utf-8"))]
    assert not (ROOT / "okrs" / "baseline.yml").exists()


@pytest.mark.parametrize(
    "finding",
    [
        "objective-holds-a-number 2026-q1/marketing/mqls",
        "objective-holds-a-number 2026-q1/sales/revenue",
        "key-result-without-baseline 2026-q1/marketing/mqls/adwords",
        "key-result-without-metric 2026-q1/recruiting/new-reps/shortlist",
        "key-result-without-lead 2026-q1/seo-marketing/seo/organic",
    ],
)
def test_the_published_quarter_shows_what_the_checklists_say_of_it(checked: Checked, finding: str) -> None:
    assert finding in _loud(checked, "2026-q1")


def test_the_findings_are_the_same_whether_what_was_judged_is_counted_or_not(checked: Checked) -> None:
    uncounted = check(load(ROOT / "okrs", audience="restricted"), counted=False)
    assert uncounted.diagnostics == checked.diagnostics
    assert not uncounted.tally
