"""The scorecard adds up: key results to objectives, objectives to perspectives, and these to the unit's score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.analysis.weighed import WeighedUnit, weigh
from mkdocs_okr.model import (
    Deliverable,
    Keep,
    KeepMetric,
    Metric,
    Milestone,
    MilestoneMetric,
    MovingMetric,
    Objective,
    Scoring,
)
from tests.builders import a_cycle, a_key_result, a_portfolio, an_objective, day, okrs

METRICS: st.SearchStrategy[Metric | None] = st.one_of(
    st.none(),
    st.builds(MovingMetric, target=st.just(100.0), baseline=st.just(0.0), current=st.floats(0, 120)),
    st.builds(
        KeepMetric,
        keep=st.just(Keep.AT_LEAST),
        low=st.just(5.0),
        high=st.none(),
        current=st.sampled_from([None, 4.0, 6.0]),
    ),
    st.builds(Deliverable, title=st.just("A list"), done=st.sampled_from([None, day("01-20")])),
    st.just(MilestoneMetric((Milestone("one", done=day("01-20")), Milestone("two")))),
)
WEIGHTS = st.sampled_from([0.0, 1.0, 2.0, 3.0])
LEVEL = st.sampled_from(
    [{}, {"financial": 60.0, "customer": 40.0}, {"financial": 100.0, "customer": 0.0}, {"learning": 100.0}]
)


@st.composite
def objectives(draw: st.DrawFn) -> list[Objective]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        key_results = [
            a_key_result(f"kr{at}", draw(METRICS), weight=draw(WEIGHTS), in_=f"team/goal{number}")
            for at in range(draw(st.integers(0, 3)))
        ]
        perspective = draw(st.sampled_from([None, "financial", "customer"]))
        found.append(an_objective(*key_results, at=f"team/goal{number}", perspective=perspective, weight=draw(WEIGHTS)))
    return found


def weighed(*members: Objective, weights: dict[str, float] | None = None, rule: str = "mean") -> WeighedUnit:
    portfolio = a_portfolio(okrs(*members), weights=weights, scoring=Scoring(objective=rule))
    standings = assess(portfolio, a_cycle())
    found = weigh(portfolio, standings, portfolio.okr_sets["2027-q1", "team"])
    assert found.score == standings.units["team"].score
    return found


@given(objectives(), LEVEL, st.sampled_from(["mean", "weakest"]))
def test_every_sum_is_that_of_its_parts(members: list[Objective], weights: dict[str, float], rule: str) -> None:
    found = weighed(*members, weights=weights, rule=rule)
    assert sum(each.weighted or 0.0 for each in found.perspectives) == pytest.approx(found.score or 0.0)
    if found.score is not None:
        assert sum(each.weight for each in found.perspectives) == pytest.approx(100)
    for perspective in found.perspectives:
        assert (perspective.weighted is None) == (perspective.standing.score is None)
        whole = perspective.weighted or 0.0
        assert whole == pytest.approx(sum(each.weighted or 0.0 for each in perspective.objectives))
        assert whole == pytest.approx(perspective.weight / 100 * (perspective.standing.score or 0.0))
        for objective in perspective.objectives:
            parts = [each.weighted for each in objective.key_results if each.weighted is not None]
            if rule == "weakest":
                assert parts == []
            elif objective.weighted is not None:
                assert sum(parts) == pytest.approx(objective.weighted)
                assert sum(each.share or 0.0 for each in objective.key_results) == pytest.approx(1)
    assert sum(len(each.objectives) for each in found.perspectives) == len(members)


def test_a_perspective_with_a_weight_is_there_without_an_objective() -> None:
    goal = an_objective(a_key_result("kr", MovingMetric(baseline=0, target=100, current=50)), perspective="customer")
    found = weighed(goal, weights={"financial": 60, "customer": 40})
    financial, customer = found.perspectives
    assert (financial.perspective, financial.level_weight, financial.weight, financial.objectives) == (
        "financial",
        60,
        0,
        (),
    )
    assert (customer.level_weight, customer.weight) == (40, 100)
    assert customer.weighted == pytest.approx(0.5)


def test_a_perspective_that_its_level_does_not_weigh_adds_nothing() -> None:
    done = MovingMetric(baseline=0, target=100, current=100)
    found = weighed(
        an_objective(a_key_result("a", done, in_="team/a"), at="team/a", perspective="customer"),
        an_objective(a_key_result("b", done, in_="team/b"), at="team/b"),
        weights={"customer": 100},
    )
    unnamed = found.get(None)
    assert unnamed is not None
    assert (unnamed.level_weight, unnamed.weight, unnamed.weighted) == (0, 0, 0)
    assert unnamed.standing.score == 1
