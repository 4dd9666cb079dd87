"""The path that a score is expected to take, as the dashed line of a trend shows it."""

import pytest

from mkdocs_okr.analysis.standing import CycleStandings, assess
from mkdocs_okr.model import Keep, KeepMetric, KeyResult, Metric, MovingMetric
from tests.builders import a_key_result, a_portfolio, an_objective, day, okrs


def standings_of(*key_results: KeyResult) -> CycleStandings:
    portfolio = a_portfolio(okrs(an_objective(*key_results)))
    return assess(portfolio, portfolio.cycles["2027-q1"])


def path_of(metric: Metric | None, due: str = "03-31") -> tuple[float, ...]:
    (standing,) = standings_of(a_key_result("kr", metric, due=due)).key_results.values()
    return standing.path


def test_it_runs_over_the_whole_cycle_from_nothing_to_all() -> None:
    path = path_of(MovingMetric(target=200, baseline=100))
    assert len(path) == 14
    assert (path[0], path[-1]) == (0.0, 1.0)
    assert list(path) == sorted(path)


def test_what_is_due_early_is_expected_early() -> None:
    path = path_of(MovingMetric(target=200, baseline=100), due="02-15")
    assert path[6] < 1
    assert path[7:] == (1.0,) * 7


def test_it_goes_through_the_way_points_of_a_plan() -> None:
    path = path_of(MovingMetric(target=200, baseline=100, plan={day("02-11"): 110.0}))
    assert path[6] == pytest.approx(0.1, abs=0.005), "the end of week 6 is 11 February"


def test_what_is_kept_is_expected_all_the_time() -> None:
    assert set(path_of(KeepMetric(keep=Keep.AT_LEAST, low=60, high=None))) == {1.0}


def test_a_whole_is_expected_to_go_the_mean_way_of_its_parts() -> None:
    early = a_key_result("early", MovingMetric(target=2, baseline=1), due="02-15")
    late = a_key_result("late", MovingMetric(target=2, baseline=1), weight=3)
    standings = standings_of(early, late)
    first, second = (standing.path for standing in standings.key_results.values())
    (objective,) = standings.objectives.values()
    assert objective.path == pytest.approx([(a + 3 * b) / 4 for a, b in zip(first, second, strict=True)])
    assert standings.units["team"].path == objective.path
