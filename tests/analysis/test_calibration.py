"""How the key results of closed cycles ended."""

from functools import partial

import pytest

from mkdocs_okr.analysis.calibration import Calibration, Calibrations, calibrations
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import CycleState, Grade, Keep, KeepMetric, Metric, MovingMetric, OkrSet
from tests.builders import a_cycle, a_key_result, a_portfolio, a_review, an_objective, okrs, ref

CLOSED = a_cycle(state=CycleState.CLOSED)
RUNNING = a_cycle("2027-q2", "04-01", "06-30")
KEPT = KeepMetric(Keep.AT_LEAST, 5, None, current=6)


def at(score: float) -> MovingMetric:
    """Return a metric that ended with this score."""
    return MovingMetric(target=10, baseline=0, current=10 * score)


def a_set(*metrics: Metric | None, unit: str = "team", kind: str = "", cycle: str = "2027-q1") -> OkrSet:
    """Return a unit's objective with key results of these metrics."""
    goal = f"{unit}/goal"
    key_results = [a_key_result(f"k{i}", metric, in_=goal, cycle=cycle) for i, metric in enumerate(metrics)]
    return okrs(an_objective(*key_results, at=goal, cycle=cycle, kind=kind), unit=unit, cycle=cycle)


def found(*sets: OkrSet) -> Calibrations:
    """Return the calibrations of a company that wrote these."""
    portfolio = a_portfolio(*sets, as_of="04-15", cycles=[CLOSED, RUNNING])
    return calibrations(portfolio, partial(assess, portfolio))


def test_scores_of_units_make_those_of_the_company() -> None:
    both = found(a_set(at(1), at(0.2), unit="sales"), a_set(at(0.6), unit="marketing"))
    assert both.company.scores == (1.0, 0.2, 0.6)
    assert both.units["sales"].scores == (1.0, 0.2)
    assert both.units["marketing"] == Calibration(1, (0.6,), (0.6,))


@pytest.mark.parametrize(
    ("kind", "metric", "is_stretch"),
    [
        ("aspirational", at(1), True),
        ("", at(1), True),
        ("committed", at(1), False),
        ("aspirational", KEPT, False),
    ],
)
def test_what_has_to_reach_one_says_nothing_about_easy_targets(kind: str, metric: Metric, is_stretch: bool) -> None:
    company = found(a_set(metric, kind=kind)).company
    assert company.scores == (1.0,)
    assert company.stretches == ((1.0,) if is_stretch else ())


def test_running_cycles_do_not_count() -> None:
    assert found(a_set(at(1), cycle="2027-q2")).company == Calibration()


def test_what_nobody_reported_on_does_not_count() -> None:
    assert found(a_set(MovingMetric(target=10, baseline=0), None)).company == Calibration()


def test_a_grade_counts_whatever_the_numbers_say() -> None:
    graded = okrs(
        an_objective(a_key_result("k0", None, in_="team/goal")),
        review=a_review(Grade(ref("team/goal/k0"), score=0.7, reason="As agreed.")),
    )
    assert found(graded).company.scores == (0.7,)


@pytest.mark.parametrize(
    ("scores", "reached", "missed", "mean"),
    [
        ((), None, None, None),
        ((1.0, 1.0, 0.995, 0.2), 0.75, 0.25, 0.79875),
        ((0.3, 0.29, 0.0, 0.9), 0.0, 0.5, 0.3725),
    ],
)
def test_shares(scores: tuple[float, ...], reached: float | None, missed: float | None, mean: float | None) -> None:
    calibration = Calibration(2, scores, scores)
    assert (calibration.reached(), calibration.missed()) == (reached, missed)
    assert calibration.mean == (None if mean is None else pytest.approx(mean))


def test_bounds_can_be_chosen() -> None:
    calibration = Calibration(2, (0.8, 0.9, 0.4), (0.8, 0.9, 0.4))
    assert calibration.reached(0.8) == pytest.approx(2 / 3)
    assert calibration.missed(0.5) == pytest.approx(1 / 3)
