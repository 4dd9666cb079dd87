"""What holds for every metric, every reading and every weight: properties, not examples."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.progress import Reading, clamped, expected, progress, score_of, way_covered
from mkdocs_okr.analysis.standing import KeyResultStanding, ObjectiveStanding, UnitStanding, assess
from mkdocs_okr.analysis.status import Status, outcome, pace
from mkdocs_okr.model import (
    Deliverable,
    Keep,
    KeepMetric,
    Metric,
    Milestone,
    MilestoneMetric,
    MovingMetric,
    PaceThresholds,
    Portfolio,
    Scoring,
)
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, an_objective, day, okrs, ref

STARTS, ENDS = day("01-01"), day("03-31")

numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 3))
weights = st.one_of(st.just(0.0), st.floats(0.001, 1e6))
percentages = st.floats(0, 1)
days = st.dates(date(2026, 12, 1), date(2027, 4, 30))
days_of_the_cycle = st.dates(STARTS, ENDS)
readings = st.dictionaries(days_of_the_cycle, numbers, max_size=14).map(
    lambda values: [Reading(when, value) for when, value in values.items()]
)
moving = st.builds(
    MovingMetric,
    target=numbers,
    baseline=st.none() | numbers,
    current=st.none() | numbers,
    plan=st.dictionaries(days_of_the_cycle, numbers, max_size=4),
)
bounds = st.tuples(numbers, numbers).map(sorted)
kept = st.one_of(
    st.builds(lambda low: KeepMetric(Keep.AT_LEAST, low, None), numbers),
    st.builds(lambda high: KeepMetric(Keep.AT_MOST, None, high), numbers),
    st.builds(lambda both: KeepMetric(Keep.BETWEEN, both[0], both[1]), bounds),
)
milestones = st.builds(
    Milestone, title=st.just("stage"), weight=weights, done=st.none() | days, due=st.none() | days_of_the_cycle
)
staged = st.lists(milestones, max_size=5).map(lambda stages: MilestoneMetric(tuple(stages)))
delivered = st.builds(Deliverable, title=st.just("survey"), done=st.none() | days)
metrics: st.SearchStrategy[Metric] = st.one_of(moving, kept, staged, delivered)


@given(metrics, readings, days)
def test_a_score_lies_between_0_and_1(metric: Metric, read: Sequence[Reading], on: date) -> None:
    score = score_of(progress(metric, read, on))
    assert score is None or 0.0 <= score <= 1.0


@given(st.none() | metrics, days_of_the_cycle, days)
def test_expected_progress_lies_between_0_and_1(metric: Metric | None, due: date, on: date) -> None:
    assert 0.0 <= expected(metric, STARTS, due, on) <= 1.0


@given(numbers, numbers, numbers, numbers)
def test_nearer_to_the_target_never_scores_less(baseline: float, target: float, one: float, other: float) -> None:
    metric = MovingMetric(target, baseline)
    low, high = sorted((one, other))
    worse, better = (high, low) if target < baseline else (low, high)
    assert way_covered(metric, worse) <= way_covered(metric, better)


@given(numbers, numbers, numbers)
def test_a_decrease_mirrors_an_increase(baseline: float, target: float, value: float) -> None:
    if baseline != target:
        mirrored = MovingMetric(-target, -baseline)
        assert way_covered(MovingMetric(target, baseline), value) == way_covered(mirrored, -value)


@given(numbers, numbers)
def test_the_baseline_is_0_and_the_target_is_1(baseline: float, target: float) -> None:
    metric = MovingMetric(target, baseline)
    assert way_covered(metric, target) == 1.0
    assert way_covered(metric, baseline) == (0.0 if baseline != target else 1.0)


@given(numbers, numbers)
def test_where_baseline_and_target_are_equal_only_reaching_it_counts(target: float, value: float) -> None:
    assert way_covered(MovingMetric(target, target), value) == (1.0 if value >= target else 0.0)


@given(metrics, readings, days, st.randoms(use_true_random=False))
def test_the_order_of_readings_does_not_matter(metric: Metric, read: list[Reading], on: date, random: Random) -> None:
    shuffled = random.sample(read, len(read))
    assert progress(metric, shuffled, on) == progress(metric, read, on)


@given(metrics, readings, days)
def test_what_is_read_tomorrow_changes_nothing_today(metric: Metric, read: list[Reading], on: date) -> None:
    tomorrow = Reading(on + timedelta(days=1), 1e6)
    before = [reading for reading in read if reading.date <= on]
    assert progress(metric, [*before, tomorrow], on) == progress(metric, before, on)


@given(staged | delivered, days, days)
def test_what_is_done_stays_done(metric: Metric, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    before, after = progress(metric, (), earlier), progress(metric, (), later)
    assert (before is None) == (after is None)
    assert before is None or after is None or before <= after


@given(st.none() | st.builds(MovingMetric, target=numbers, baseline=numbers) | kept | staged | delivered, days, days)
def test_never_less_is_expected_on_a_later_day(metric: Metric | None, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert expected(metric, STARTS, day("03-10"), earlier) <= expected(metric, STARTS, day("03-10"), later)


@given(
    numbers,
    numbers,
    st.lists(st.tuples(days_of_the_cycle, st.floats(0, 1)), max_size=5, unique_by=lambda point: point[0]),
    days,
    days,
)
def test_nor_by_a_plan_that_leads_towards_the_target(
    baseline: float, target: float, points: list[tuple[date, float]], one: date, other: date
) -> None:
    whens = sorted(when for when, _ in points)
    parts = sorted(part for _, part in points)
    plan = {when: baseline + (target - baseline) * part for when, part in zip(whens, parts, strict=True)}
    metric = MovingMetric(target, baseline, plan=plan)
    earlier, later = sorted((one, other))
    assert expected(metric, STARTS, ENDS, earlier) <= expected(metric, STARTS, ENDS, later) + 1e-9


@given(moving)
def test_every_way_point_is_hit_exactly(metric: MovingMetric) -> None:
    for when, value in metric.plan.items():
        assert expected(metric, STARTS, ENDS, when) == clamped(way_covered(metric, value))


@given(percentages, percentages, percentages)
def test_more_is_never_called_worse(one: float, other: float, wanted: float) -> None:
    low, high = sorted((one, other))
    paces = [Status.AHEAD, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK]
    outcomes = [Status.ACHIEVED, Status.PARTLY, Status.MISSED]
    assert paces.index(pace(high, wanted, PaceThresholds())) <= paces.index(pace(low, wanted, PaceThresholds()))
    for kind in ("", "aspirational", "committed"):
        assert outcomes.index(outcome(high, kind, Scoring())) <= outcomes.index(outcome(low, kind, Scoring()))


@st.composite
def companies(draw: st.DrawFn) -> Portfolio:
    """One team with any objectives, metrics, weights and check-ins on any day of the cycle."""
    objectives = []
    for goal in range(draw(st.integers(1, 3))):
        at = f"team/goal{goal}"
        key_results = [
            a_key_result(f"kr{index}", draw(st.none() | metrics), weight=draw(weights), in_=at)
            for index in range(draw(st.integers(0, 3)))
        ]
        perspective = draw(st.sampled_from([None, "financial", "customer"]))
        objectives.append(an_objective(*key_results, at=at, weight=draw(weights), perspective=perspective))
    keys = [f"{objective.id}/{each.id}" for objective in objectives for each in objective.key_results]
    check_ins = [
        a_check_in(when.isoformat(), {key: draw(st.none() | numbers) for key in keys})
        for when in draw(st.lists(days_of_the_cycle, unique=True, max_size=6))
    ]
    return a_portfolio(
        okrs(*objectives, check_ins=check_ins),
        as_of=draw(days).isoformat(),
        cycles=[a_cycle()],
        weights=draw(st.sampled_from([{}, {"financial": 60.0, "customer": 40.0}])),
        scoring=Scoring(objective=draw(st.sampled_from(["mean", "weakest"]))),
    )


@given(companies())
def test_a_whole_lies_between_its_parts(portfolio: Portfolio) -> None:
    standings = assess(portfolio, portfolio.cycles["2027-q1"])
    unit = standings.units["team"]
    scores = [objective.score for objective in standings.objectives.values() if objective.score is not None]
    assert (unit.score is None) == (not scores)
    assert unit.score is None or min(scores) <= unit.score <= max(scores)
    for at, objective in standings.objectives.items():
        parts = [kr.score for where, kr in standings.key_results.items() if where.of_objective == at]
        known = [score for score in parts if score is not None]
        assert objective.unscored == len(parts) - len(known)
        assert (objective.score is None) == (not known)
        assert objective.score is None or min(known) <= objective.score <= max(known)


@given(companies())
def test_a_history_ends_where_the_score_is(portfolio: Portfolio) -> None:
    standings = assess(portfolio, portfolio.cycles["2027-q1"])
    everything: list[KeyResultStanding | ObjectiveStanding | UnitStanding] = [*standings.key_results.values()]
    if portfolio.settings.scoring.objective == "mean":  # which key result is the weakest changes with time alone
        everything += [*standings.objectives.values(), *standings.units.values()]
    for each in everything:
        assert len(each.history) == standings.week + 1
        told = [score for score in each.history if score is not None]
        if each.delta is not None and standings.week:  # where nobody said a word so far, nothing is done
            assert (told[-1] if told else 0.0) == pytest.approx(each.score)


@given(companies())
def test_the_perspectives_of_a_unit_add_up_to_it(portfolio: Portfolio) -> None:
    unit = assess(portfolio, portfolio.cycles["2027-q1"]).units["team"]
    if unit.score is not None:
        assert sum(part.weight for part in unit.perspectives) == pytest.approx(100)
        assert sum(part.weight * (part.score or 0) for part in unit.perspectives) / 100 == pytest.approx(unit.score)


@given(companies(), st.randoms(use_true_random=False))
def test_the_order_of_check_ins_does_not_matter(portfolio: Portfolio, random: Random) -> None:
    cycle = portfolio.cycles["2027-q1"]
    (written,) = portfolio.okr_sets.values()
    shuffled = okrs(*written.objectives, check_ins=random.sample(written.check_ins, len(written.check_ins)))
    same = Portfolio(
        settings=portfolio.settings,
        organization=portfolio.organization,
        as_of=portfolio.as_of,
        units=portfolio.units,
        people={},
        cycles=portfolio.cycles,
        okr_sets={("2027-q1", "team"): shuffled},
    )
    assert assess(same, cycle) == assess(portfolio, cycle)


@given(st.lists(weights, min_size=1, max_size=5), st.floats(0.01, 100))
def test_weights_only_matter_relative_to_each_other(shares: list[float], factor: float) -> None:
    def score(factor: float) -> float | None:
        key_results = [
            a_key_result(f"kr{index}", MovingMetric(100, 0), weight=weight * factor)
            for index, weight in enumerate(shares)
        ]
        check_in = a_check_in("02-12", {f"goal/kr{index}": 20 * index for index in range(len(shares))})
        portfolio = a_portfolio(okrs(an_objective(*key_results), check_ins=[check_in]))
        return assess(portfolio, portfolio.cycles["2027-q1"]).objectives[ref("team/goal")].score

    assert score(factor) == pytest.approx(score(1.0))
