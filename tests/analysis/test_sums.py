"""What contributes to a key result is added up where figures can be added."""

from pathlib import Path

import pytest

from mkdocs_okr.analysis.cascade import cascade
from mkdocs_okr.analysis.sums import GAIN, TARGET, Sum, sum_below, sums
from mkdocs_okr.model import KeyResult, MovingMetric, Objective, Portfolio, Ref
from mkdocs_okr.sources import load
from tests.builders import a_key_result, a_portfolio, an_objective, okrs

SAMPLE = Path(__file__).parents[2] / "okrs"


def below(whole: MovingMetric, *objectives: Objective) -> Sum | None:
    """The sum below the key result “top/goal/whole” with these objectives under it."""
    top = an_objective(a_key_result("whole", whole, in_="top/goal"), at="top/goal")
    portfolio = a_portfolio(okrs(top, unit="top"), okrs(*objectives, unit="team"))
    return sum_below(portfolio, cascade(portfolio), top.key_results[0])


def part(id: str, *metrics: MovingMetric, to: tuple[str, ...] = ("top/goal/whole",)) -> Objective:
    """An objective of the team with key results of these metrics, contributing to what `to` names."""
    key_results = [a_key_result(f"{id}-{n}", metric, in_=f"team/{id}") for n, metric in enumerate(metrics)]
    return an_objective(*key_results, at=f"team/{id}", contributes_to=to)


def leads(target: float, baseline: float | None = 0, *, unit: str = "leads", kpi: str = "") -> MovingMetric:
    return MovingMetric(target, baseline, unit, kpi=kpi)


def test_targets_are_added_over_all_objectives_that_contribute() -> None:
    found = below(leads(200), part("a", leads(150)), part("b", leads(30), leads(20)))
    assert found is not None
    assert (found.total, found.wanted, found.of, found.adds_up) == (200, 200, TARGET, True)
    assert [each.id for each in found.parts] == ["a-0", "b-0", "b-1"]


def test_gains_are_added_where_targets_do_not_fit() -> None:
    found = below(leads(40, 37, unit="reps"), part("a", leads(3, 0, unit="reps")))
    assert found is not None
    assert (found.total, found.wanted, found.of, found.adds_up) == (3, 3, GAIN, True)


def test_what_falls_is_added_by_what_it_loses() -> None:
    found = below(leads(60, 100, unit="errors"), part("a", leads(20, 40, unit="errors"), leads(10, 30, unit="errors")))
    assert found is not None
    assert (found.total, found.wanted, found.of, found.adds_up) == (-40, -40, GAIN, True)


def test_a_gap_is_told_as_a_share_of_what_is_wanted() -> None:
    found = below(leads(200), part("a", leads(100), leads(80)))
    assert found is not None
    assert not found.adds_up
    assert found.missing == pytest.approx(0.1)


@pytest.mark.parametrize(
    "unit", ["%", "days", "Days", "h", "of 10", "points", "NPS", "×", "$/lead", "leads per week", "% of 12", ""]
)
def test_shares_times_and_ratings_are_not_added(unit: str) -> None:
    assert below(leads(200, unit=unit), part("a", leads(150, unit=unit), leads(50, unit=unit))) is None


def test_one_lead_and_many_leads_are_one_unit() -> None:
    found = below(leads(200, unit="MQL"), part("a", leads(150, unit="MQLs"), leads(50, unit="mql")))
    assert found is not None
    assert found.adds_up


def test_money_that_is_to_become_less_is_a_price_and_not_added() -> None:
    assert below(leads(350, 410, unit="$"), part("a", leads(200, 240, unit="$"), leads(150, 170, unit="$"))) is None


def test_only_parts_of_the_same_kpi_count_where_one_is_named() -> None:
    revenue, other = leads(300, unit="$", kpi="revenue"), leads(900, unit="$", kpi="pipeline")
    found = below(leads(300, unit="$", kpi="revenue"), part("a", revenue, other, leads(50, unit="$")))
    assert found is not None
    assert [each.id for each in found.parts] == ["a-0"]


def test_the_same_kpi_counts_however_far_the_sum_is_off() -> None:
    found = below(leads(200, kpi="mql"), part("a", leads(20, kpi="mql")))
    assert found is not None
    assert found.missing == pytest.approx(0.9)


def test_the_same_unit_alone_counts_only_while_the_sum_comes_near() -> None:
    assert below(leads(200), part("a", leads(20), leads(30))) is None
    assert below(leads(200), part("a", leads(150))) is None


def test_parts_that_could_belong_to_another_key_result_leave_the_sum_open() -> None:
    first, second = (a_key_result(id, leads(100), in_="top/goal") for id in ("first", "second"))
    top = an_objective(first, second, at="top/goal")
    both = part("a", leads(100), to=("top/goal/first", "top/goal/second"))
    portfolio = a_portfolio(okrs(top, unit="top"), okrs(both, unit="team"))
    assert sum_below(portfolio, cascade(portfolio), first) is None


def sample() -> Portfolio:
    portfolio = load(SAMPLE, audience="restricted").portfolio
    assert portfolio is not None
    return portfolio


def _in(portfolio: Portfolio, cycle: str) -> dict[str, tuple[list[float], float]]:
    found = sums(portfolio, cascade(portfolio), portfolio.cycles[cycle])
    assert all(each.adds_up for each in found.values())
    return {_name(ref): ([_target(part) for part in each.parts], each.wanted) for ref, each in found.items()}


def _name(ref: Ref) -> str:
    return "/".join(str(part) for part in ref[1:])


def _target(key_result: KeyResult) -> float:
    assert isinstance(key_result.metric, MovingMetric)
    return key_result.metric.target


def test_the_sample_adds_up_as_it_was_published() -> None:
    found = _in(sample(), "2026-q1")
    assert found["marketing/mqls/adwords"] == ([150.0, 50.0], 200.0)
    assert found["marketing/mqls/mass-mail"] == ([100.0, 100.0], 200.0)
    assert found["sales/revenue/south-america"] == ([150_000.0, 150_000.0], 300_000.0)
    assert found["sales/revenue/europe"] == ([150_000.0, 50_000.0], 200_000.0)


def test_the_well_written_quarter_adds_up_from_the_teams_to_the_company() -> None:
    found = _in(sample(), "2026-q2")
    assert found["company/profitable-growth/revenue"] == ([300_000.0, 200_000.0], 500_000.0)
    assert found["company/profitable-growth/qualified-leads"] == ([67.0, 73.0, 60.0], 200.0)
    assert found["company/strong-team/positions"] == ([3.0], 3.0)
    assert found["marketing/ready-leads/email"] == ([39.0, 34.0], 73.0)
