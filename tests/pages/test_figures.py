"""Numbers, dates and spans as a reader sees them."""

from datetime import date

import pytest

from mkdocs_okr.model import Deliverable, Keep, KeepMetric, Metric, Milestone, MilestoneMetric, MovingMetric
from mkdocs_okr.pages import figures

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (168.0, "MQL", "168 MQL"),
        (1_200_000.0, "", "1,200,000"),
        (0.92, "€", "€0.92"),
        (-3.5, "$", "−$3.5"),
        (-0.0, "", "0"),
        (45.0, "%", "45 %"),
        (0.02, "%", "0.02 %"),
        (1 / 3, "", "0.3333"),
        (None, "MQL", "–"),
    ],
)
def test_a_quantity_is_printed_once_with_its_unit(value: float | None, unit: str, printed: str) -> None:
    assert printed == figures.quantity(value, unit).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("delta", "printed"), [(0.064, "+0.06"), (-0.02, "−0.02"), (0.004, "0.00"), (-0.001, "0.00"), (0.0, "0.00")]
)
def test_a_change_that_rounds_to_nothing_has_no_sign(delta: float, printed: str) -> None:
    assert printed == figures.signed(delta)


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        (MovingMetric(target=200, baseline=120, unit="MQL"), "120 → 200 MQL"),
        (MovingMetric(target=500_000, baseline=300_000, unit="$"), "$300,000 → $500,000"),
        (MovingMetric(target=200, unit="MQL"), "target 200 MQL"),
        (KeepMetric(keep=Keep.AT_LEAST, low=60, high=None, unit="%"), "at least 60 %"),
        (KeepMetric(keep=Keep.AT_MOST, low=None, high=5, unit="days"), "at most 5 days"),
        (KeepMetric(keep=Keep.BETWEEN, low=40, high=60, unit="%"), "between 40 and 60 %"),
        (MilestoneMetric((Milestone("signed"), Milestone("live"))), "2 milestones"),
        (Deliverable("pulse survey live"), "done: pulse survey live"),
        (None, "no metric"),
    ],
)
def test_the_goal_of_every_kind_of_metric_reads_as_words(metric: Metric | None, words: str) -> None:
    assert words == figures.goal(metric).replace(NBSP, " ")


def test_days_are_told_from_today() -> None:
    today = date(2027, 2, 12)
    assert figures.ago(today, today) == "today"
    assert figures.ago(date(2027, 2, 11), today).replace(NBSP, " ") == "1 day ago"
    assert figures.ahead(date(2027, 2, 13), today) == "tomorrow"
    assert figures.ahead(date(2027, 3, 31), today).replace(NBSP, " ") == "in 47 days"


def test_a_cycle_that_crosses_a_year_prints_both_years() -> None:
    assert figures.full_day(date(2026, 12, 29)).replace(NBSP, " ") == "29 Dec 2026"
    assert figures.full_day(date(2027, 1, 4)).replace(NBSP, " ") == "4 Jan 2027"
