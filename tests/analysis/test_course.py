"""The course of a key result agrees with its standing on every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.course import expected_course, moments, value_at
from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import reports
from mkdocs_okr.analysis.progress import expected
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import (
    CheckInEntry,
    Deliverable,
    Keep,
    KeepMetric,
    KeyResult,
    Metric,
    Milestone,
    MilestoneMetric,
    MovingMetric,
    OkrSet,
    Portfolio,
)
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, an_objective, day, okrs, ref

CYCLE = a_cycle()
days = st.integers(0, 89).map(lambda number: CYCLE.starts + timedelta(days=number))
METRICS: dict[str, Metric | None] = {
    "moving": MovingMetric(target=200, baseline=120),
    "planned": MovingMetric(target=200, baseline=120, plan={day("02-01"): 130, day("03-31"): 180}),
    "planned-from-the-start": MovingMetric(target=200, baseline=120, plan={day("01-01"): 140}),
    "kept": KeepMetric(Keep.AT_LEAST, 92, None),
    "stages": MilestoneMetric((Milestone("a", 1, day("01-20"), day("01-15")), Milestone("b", 3, day("02-20")))),
    "stages-in-a-line": MilestoneMetric((Milestone("a"), Milestone("b"))),
    "delivered": Deliverable("Price list", day("02-03")),
    "not-measured": None,
}


def said_of(metric: Metric | None, values: dict[str, float], as_of: str = "02-12") -> tuple[Portfolio, OkrSet]:
    key_result = a_key_result("kr", metric)
    check_ins = [
        a_check_in(when, {"goal/kr": CheckInEntry(ref("team/goal/kr"), value, 0.7, "a note")})
        for when, value in values.items()
    ]
    written = okrs(an_objective(key_result), check_ins=check_ins)
    return a_portfolio(written, as_of=as_of), written


def course_of(metric: Metric | None, starts: str, due: str) -> tuple[Frame, KeyResult]:
    return Frame(a_portfolio(okrs()), CYCLE), a_key_result("kr", metric, starts=starts, due=due)


@pytest.mark.parametrize("kind", METRICS)
def test_the_drawn_path_passes_through_what_is_expected_on_every_day(kind: str) -> None:
    frame, key_result = course_of(METRICS[kind], starts="01-11", due="03-20")
    course = expected_course(frame, key_result)
    assert (course[0][0], course[-1][0]) == (CYCLE.starts, CYCLE.ends)
    for number in range(CYCLE.days):
        when = CYCLE.starts + timedelta(days=number)
        left = max(point for point in course if point[0] <= when)
        right = min(point for point in course if point[0] >= when)
        share = (when - left[0]).days / ((right[0] - left[0]).days or 1)
        drawn = left[1] + (right[1] - left[1]) * share
        assert drawn == pytest.approx(expected(key_result.metric, day("01-11"), day("03-20"), when)), when


@given(st.dictionaries(days, st.floats(100, 220), max_size=5), st.tuples(days, days).map(sorted))
def test_that_holds_for_any_plan(plan: dict[date, float], between: list[date]) -> None:
    starts, due = between
    metric = MovingMetric(target=200, baseline=120, plan=plan)
    frame, key_result = course_of(metric, starts=str(starts), due=str(due))
    for when, share in expected_course(frame, key_result):
        assert share == expected(metric, starts, due, when)


@pytest.mark.parametrize("kind", METRICS)
@pytest.mark.parametrize("as_of", ["02-12", "04-10", "01-01"])
def test_the_last_day_has_the_score_of_the_standing(kind: str, as_of: str) -> None:
    portfolio, written = said_of(METRICS[kind], {"01-08": 130, "02-05": 150, "04-08": 190}, as_of)
    frame = Frame(portfolio, CYCLE)
    [key_result] = written.objectives[0].key_results
    found = moments(frame, key_result, reports(frame, written).get(key_result.ref, ()))
    standing = assess(portfolio, CYCLE).key_results[key_result.ref]
    if found:
        assert found[-1].score == standing.computed
    assert [moment.day for moment in found] == sorted({moment.day for moment in found})
    assert all(moment.day <= portfolio.as_of for moment in found)


def test_a_day_tells_what_was_said_and_what_was_done() -> None:
    portfolio, written = said_of(METRICS["stages"], {"01-20": 1, "01-27": 1})
    frame = Frame(portfolio, CYCLE)
    [key_result] = written.objectives[0].key_results
    first, second = moments(frame, key_result, reports(frame, written)[key_result.ref])
    assert (first.done, first.score, first.week, first.confidence, first.note) == (("a",), 0.25, 3, 0.7, "a note")
    assert (second.done, second.score) == ((), 0.25)


@given(st.floats(-1e9, 1e9), st.one_of(st.none(), st.floats(-1e9, 1e9)))
def test_the_way_leads_from_baseline_to_target(target: float, baseline: float | None) -> None:
    metric = MovingMetric(target=target, baseline=baseline)
    assert value_at(metric, 0) == (baseline or 0)
    assert value_at(metric, 1) == pytest.approx(target, abs=1e-6)


def test_a_decrease_that_has_not_begun_scores_nothing_and_not_less() -> None:
    portfolio, written = said_of(MovingMetric(target=7, baseline=21), {"01-08": 21})
    assert str(assess(portfolio, CYCLE).key_results[written.objectives[0].key_results[0].ref].score) == "0.0"
