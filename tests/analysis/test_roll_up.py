"""From key results to objectives to units to the company's scorecard."""

from datetime import date

import pytest

from mkdocs_okr.analysis.standing import CycleStandings, PerspectiveScore, assess
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import CheckInEntry, CycleState, Grade, MovingMetric, Objective, OkrSet, Scoring
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, a_review, an_objective, day, okrs, ref

PERCENT = MovingMetric(baseline=0, target=100)
GOAL = ref("team/goal")


def assessed(
    *sets: OkrSet,
    as_of: str = "02-14",
    weights: dict[str, float] | None = None,
    scoring: Scoring | None = None,
    state: CycleState = CycleState.ACTIVE,
) -> CycleStandings:
    """Assess the first quarter."""
    cycle = a_cycle(state=state)
    return assess(a_portfolio(*sets, as_of=as_of, cycles=[cycle], weights=weights, scoring=scoring), cycle)


def goal_of(*at: tuple[float | None, float], scoring: Scoring | None = None, kind: str = "") -> CycleStandings:
    """Assess an objective whose key results stand at these percentages, each with a weight; None has no metric."""
    key_results = [
        a_key_result(f"kr{index}", None if percent is None else PERCENT, weight=weight)
        for index, (percent, weight) in enumerate(at)
    ]
    values = {f"goal/kr{index}": percent for index, (percent, _) in enumerate(at) if percent is not None}
    return assessed(
        okrs(an_objective(*key_results, kind=kind), check_ins=[a_check_in("02-12", values)]), scoring=scoring
    )


@pytest.mark.parametrize(
    ("at", "score", "unscored", "why"),
    [
        ([(80, 1), (40, 1)], 0.6, 0, "the mean"),
        ([(80, 3), (40, 1)], 0.7, 0, "by weight"),
        ([(80, 0.03), (40, 0.01)], 0.7, 0, "weights need not add up to anything"),
        ([(80, 0), (40, 1)], 0.4, 0, "a weight of 0 counts for nothing"),
        ([(80, 0), (40, 0)], 0.6, 0, "weights that are all 0 count alike"),
        ([(80, 1), (None, 5)], 0.8, 1, "what has no metric is left out"),
        ([(80, 0), (None, 5)], 0.8, 1, "left with weights of 0 only, these count alike"),
        ([(None, 1)], None, 1, "nothing to compute from"),
        ([], None, 0, "no key results at all"),
    ],
)
def test_an_objective_is_the_weighted_mean_of_its_key_results(
    at: list[tuple[float | None, float]], score: float | None, unscored: int, why: str
) -> None:
    standing = goal_of(*at).objectives[GOAL]
    assert standing.score == (None if score is None else pytest.approx(score)), why
    assert standing.unscored == unscored


def test_an_objective_without_a_scored_key_result_has_no_data() -> None:
    assert goal_of((None, 1)).objectives[GOAL].status is Status.NO_DATA
    assert goal_of().objectives[GOAL].status is Status.NO_DATA


def test_expected_progress_is_weighed_like_the_score() -> None:
    early = a_key_result("early", PERCENT, due="02-14", weight=3)
    late = a_key_result("late", PERCENT, weight=1)
    unmeasured = a_key_result("unmeasured", None, weight=9)
    check_in = a_check_in("02-12", {"goal/early": 80, "goal/late": 40})
    standing = assessed(okrs(an_objective(early, late, unmeasured), check_ins=[check_in])).objectives[GOAL]
    assert standing.score == pytest.approx(0.7)
    assert standing.expected == pytest.approx((3 * 1.0 + 44 / 89) / 4)
    assert standing.status is Status.AT_RISK


def test_weakest_is_whichever_lags_most_behind_its_expectation() -> None:
    early = a_key_result("early", PERCENT, due="02-14")
    late = a_key_result("late", PERCENT)
    check_ins = [
        a_check_in("01-07", {"goal/early": 10, "goal/late": 5}),
        a_check_in("02-12", {"goal/early": 60, "goal/late": 40}),
    ]
    standing = assessed(
        okrs(an_objective(early, late), check_ins=check_ins), scoring=Scoring(objective="weakest")
    ).objectives[GOAL]
    assert (standing.score, standing.expected, standing.status) == (0.6, 1.0, Status.OFF_TRACK)
    assert standing.history == (None, 0.1, None, None, None, None, None, 0.6)


def test_weakest_of_nothing_scored_has_no_data() -> None:
    standing = goal_of((None, 1), (None, 1), scoring=Scoring(objective="weakest")).objectives[GOAL]
    assert (standing.score, standing.status, standing.unscored) == (None, Status.NO_DATA, 2)


def test_an_objective_is_not_started_until_one_of_its_key_results_is() -> None:
    objective = an_objective(a_key_result("a", PERCENT), a_key_result("b", PERCENT), a_key_result("c", None))
    assert assessed(okrs(objective), as_of="01-05").objectives[GOAL].status is Status.NOT_STARTED
    assert assessed(okrs(objective), as_of="01-20").objectives[GOAL].status is Status.NO_DATA
    check_in = a_check_in("01-04", {"goal/a": 10})
    assert assessed(okrs(objective, check_ins=[check_in]), as_of="01-05").objectives[GOAL].status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("kind", "word"), [("", "Achieved"), ("aspirational", "Achieved"), ("committed", "Partly")], ids=str
)
def test_the_outcome_of_a_closed_cycle_depends_on_what_was_promised(kind: str, word: str) -> None:
    graded = a_review(
        Grade(ref("team/goal/a"), score=0.9, reason="x"), Grade(ref("team/goal/b"), score=0.7, reason="x")
    )
    objective = an_objective(a_key_result("a", PERCENT), a_key_result("b", None), kind=kind)
    standings = assessed(okrs(objective, review=graded), as_of="05-01", state=CycleState.CLOSED)
    assert standings.objectives[GOAL].score == pytest.approx(0.8)
    assert standings.objectives[GOAL].expected == 1.0
    assert standings.objectives[GOAL].status.word == word


def test_the_history_of_an_objective_carries_on_what_is_known() -> None:
    objective = an_objective(a_key_result("a", PERCENT), a_key_result("b", PERCENT, weight=3))
    check_ins = [
        a_check_in("01-04", {"goal/a": 40}),
        a_check_in("01-18", {"goal/b": 20}),
        a_check_in("01-29", {"goal/a": 80, "goal/b": 40}),
    ]
    standing = assessed(okrs(objective, check_ins=check_ins), as_of="01-30").objectives[GOAL]
    assert [None if score is None else round(score, 9) for score in standing.history] == [
        None,
        0.1,
        None,
        0.25,
        None,
        0.5,
    ]
    assert standing.delta == pytest.approx(0.25)
    assert standing.last_check_in == date(2027, 1, 29)


def test_confidence_is_the_weighted_mean_of_what_was_given() -> None:
    key_results = [
        a_key_result("a", PERCENT, weight=3),
        a_key_result("b", PERCENT),
        a_key_result("c", PERCENT, weight=9),
    ]
    said = {
        "goal/a": CheckInEntry(ref("team/goal/a"), 1, 0.4),
        "goal/b": CheckInEntry(ref("team/goal/b"), 1, 1.0),
        "goal/c": CheckInEntry(ref("team/goal/c"), 1),
    }
    standing = assessed(okrs(an_objective(*key_results), check_ins=[a_check_in("02-12", said)])).objectives[GOAL]
    assert standing.confidence == pytest.approx(0.55)


def unit_of(*goals: tuple[str | None, float | None, float], weights: dict[str, float] | None = None) -> CycleStandings:
    """Assess a unit of objectives: perspective, percentage (None: no metric) and weight of each."""
    objectives: list[Objective] = []
    values: dict[str, CheckInEntry | float | None] = {}
    for index, (perspective, percent, weight) in enumerate(goals):
        at = f"team/goal{index}"
        key_result = a_key_result("kr", None if percent is None else PERCENT, in_=at)
        objectives.append(an_objective(key_result, at=at, perspective=perspective, weight=weight))
        if percent is not None:
            values[f"goal{index}/kr"] = percent
    return assessed(okrs(*objectives, check_ins=[a_check_in("02-12", values)]), weights=weights)


WEIGHTS = {"financial": 40.0, "customer": 30.0, "process": 20.0, "learning": 10.0}


def test_without_level_weights_a_unit_is_the_mean_of_its_objectives() -> None:
    unit = unit_of(("financial", 80, 1), ("customer", 40, 1), (None, 10, 2)).units["team"]
    assert unit.score == pytest.approx(0.35)
    assert unit.perspectives == (
        PerspectiveScore("financial", 25.0, 0.8, 1),
        PerspectiveScore("customer", 25.0, 0.4, 1),
        PerspectiveScore(None, 50.0, 0.1, 1),
    )
    assert not unit.renormalised


def test_with_level_weights_perspectives_count_and_not_the_number_of_objectives() -> None:
    unit = unit_of(
        ("learning", 100, 1),
        ("financial", 80, 1),
        ("financial", 40, 3),
        ("customer", 20, 1),
        ("process", 60, 1),
        weights=WEIGHTS,
    ).units["team"]
    assert unit.score == pytest.approx(0.4 * 0.5 + 0.3 * 0.2 + 0.2 * 0.6 + 0.1 * 1.0)
    assert [(p.perspective, round(p.weight, 6), p.objectives) for p in unit.perspectives] == [
        ("financial", 40, 2),
        ("customer", 30, 1),
        ("process", 20, 1),
        ("learning", 10, 1),
    ]
    assert not unit.renormalised


def test_an_empty_perspective_leaves_its_weight_to_the_others_and_the_page_can_say_so() -> None:
    unit = unit_of(("financial", 80, 1), ("customer", 40, 1), ("process", None, 1), weights=WEIGHTS).units["team"]
    assert unit.score == pytest.approx((40 * 0.8 + 30 * 0.4) / 70)
    assert unit.renormalised
    assert [(p.perspective, p.score, round(p.weight, 6)) for p in unit.perspectives] == [
        ("financial", 0.8, 57.142857),
        ("customer", 0.4, 42.857143),
        ("process", None, 0.0),
    ]


def test_an_objective_outside_the_weighted_perspectives_does_not_count() -> None:
    unit = unit_of(("financial", 80, 1), (None, 0, 1), weights={"financial": 100.0}).units["team"]
    assert unit.score == pytest.approx(0.8)
    assert unit.perspectives[-1] == PerspectiveScore(None, 0.0, 0.0, 1)


def test_unless_there_is_nothing_else() -> None:
    unit = unit_of((None, 30, 1), ("learning", 50, 1), weights={"financial": 100.0}).units["team"]
    assert unit.score == pytest.approx(0.4)
    assert unit.renormalised


def test_a_unit_counts_what_it_has_and_when_it_spoke_last() -> None:
    goals = [
        an_objective(
            a_key_result("a", PERCENT, in_="team/one"), a_key_result("b", PERCENT, in_="team/one"), at="team/one"
        ),
        an_objective(a_key_result("c", PERCENT, in_="team/two"), at="team/two"),
    ]
    check_ins = [a_check_in("01-10", {"one/a": 10}), a_check_in("01-25", wins=["A fair"]), a_check_in("02-20")]
    unit = assessed(okrs(*goals, check_ins=check_ins)).units["team"]
    assert (unit.objectives, unit.key_results) == (2, 3)
    assert unit.last_check_in == day("01-25")
    assert unit.quiet_days == 20


def test_only_units_with_objectives_have_a_standing() -> None:
    standings = assessed(okrs(an_objective(a_key_result("kr", PERCENT))), okrs(unit="empty"))
    assert list(standings.units) == ["team"]


def test_other_cycles_are_left_alone() -> None:
    other = okrs(an_objective(a_key_result("kr", PERCENT, cycle="2027"), cycle="2027"), cycle="2027")
    standings = assessed(okrs(an_objective(a_key_result("kr", PERCENT))), other)
    assert set(standings.objectives) == {GOAL}


@pytest.mark.parametrize(
    ("as_of", "on", "week", "elapsed", "why"),
    [
        ("2026-12-31", "2026-12-31", 0, 0.0, "not begun"),
        ("01-01", "01-01", 1, 0.0, "just begun"),
        ("02-14", "02-14", 7, 44 / 89, "about half over"),
        ("03-31", "03-31", 13, 1.0, "the last day"),
        ("2028-06-01", "03-31", 13, 1.0, "long over"),
    ],
)
def test_the_cycle_itself(as_of: str, on: str, week: int, elapsed: float, why: str) -> None:
    standings = assessed(as_of=as_of)
    assert standings.on == day(on), why
    assert (standings.week, standings.weeks) == (week, 13)
    assert standings.elapsed == pytest.approx(elapsed)
