"""How far a key result has come and how far it should have come, as tables of examples."""

from typing import NamedTuple

import pytest

from mkdocs_okr.analysis.progress import Reading, expected, progress, score_of
from mkdocs_okr.model import Deliverable, Keep, KeepMetric, Metric, Milestone, MilestoneMetric, MovingMetric
from tests.builders import day

LEADS = MovingMetric(baseline=120, target=200)
SHIP_TIME = MovingMetric(baseline=48, target=10)
ACCEPTANCE = KeepMetric(Keep.AT_LEAST, low=60, high=None)
INCIDENTS = KeepMetric(Keep.AT_MOST, low=None, high=3)
STOCK = KeepMetric(Keep.BETWEEN, low=10, high=20)
PARTNERS = MilestoneMetric(
    (
        Milestone("contract signed", weight=1, done=day("01-20")),
        Milestone("first joint deal", weight=3, done=day("02-20")),
        Milestone("second deal", weight=1),
    )
)


class Example(NamedTuple):
    """Progress and score of a metric after some readings, by the end of a day."""

    why: str
    metric: Metric | None
    readings: dict[str, float]
    on: str
    progress: float | None
    score: float | None


EXAMPLES = [
    Example("half of the way up", LEADS, {"01-15": 160}, "02-12", 0.5, 0.5),
    Example("half of the way down", SHIP_TIME, {"01-15": 29}, "02-12", 0.5, 0.5),
    Example("the latest reading counts", LEADS, {"01-15": 160, "02-01": 180}, "02-12", 0.75, 0.75),
    Example("a reading of the day itself counts", LEADS, {"02-12": 200}, "02-12", 1.0, 1.0),
    Example("later readings do not count yet", LEADS, {"01-15": 160, "02-13": 180}, "02-12", 0.5, 0.5),
    Example("the target is passed: shown raw, scored 1", LEADS, {"01-15": 240}, "02-12", 1.5, 1.0),
    Example("an increase fell below its baseline: scored 0", LEADS, {"01-15": 100}, "02-12", -0.25, 0.0),
    Example("a decrease rose above its baseline: scored 0", SHIP_TIME, {"01-15": 67}, "02-12", -0.5, 0.0),
    Example("from a negative baseline", MovingMetric(baseline=-10, target=10), {"01-15": 0}, "02-12", 0.5, 0.5),
    Example("no baseline: counted from 0", MovingMetric(target=40), {"01-15": 10}, "02-12", 0.25, 0.25),
    Example("no baseline, towards a debt", MovingMetric(target=-40), {"01-15": -10}, "02-12", 0.25, 0.25),
    Example("no baseline, down to 0: reached", MovingMetric(target=0), {"01-15": 0}, "02-12", 1.0, 1.0),
    Example("no baseline, down to 0: not yet", MovingMetric(target=0), {"01-15": 7}, "02-12", 0.0, 0.0),
    Example("baseline is the target: held", MovingMetric(baseline=5, target=5), {"01-15": 5}, "02-12", 1.0, 1.0),
    Example("baseline is the target: lost", MovingMetric(baseline=5, target=5), {"01-15": 4}, "02-12", 0.0, 0.0),
    Example("no reading", LEADS, {}, "02-12", None, None),
    Example("only a reading to come", LEADS, {"02-13": 180}, "02-12", None, None),
    Example("an inline value instead", MovingMetric(baseline=120, target=200, current=140), {}, "02-12", 0.25, 0.25),
    Example(
        "a reading beats the inline value",
        MovingMetric(baseline=120, target=200, current=140),
        {"01-15": 160},
        "02-12",
        0.5,
        0.5,
    ),
    Example(
        "kept in 3 of 4 check-ins",
        ACCEPTANCE,
        {"01-08": 61, "01-15": 60, "01-22": 59, "01-29": 70},
        "02-12",
        0.75,
        0.75,
    ),
    Example("kept in both check-ins so far", ACCEPTANCE, {"01-08": 61, "01-15": 60, "01-22": 59}, "01-21", 1.0, 1.0),
    Example("at most 3: the bound itself is fine", INCIDENTS, {"01-08": 3, "01-15": 4}, "02-12", 0.5, 0.5),
    Example(
        "between: both bounds are fine",
        STOCK,
        {"01-08": 10, "01-15": 20, "01-22": 9.9, "01-29": 20.1},
        "02-12",
        0.5,
        0.5,
    ),
    Example("kept, but nobody looked yet", ACCEPTANCE, {}, "02-12", None, None),
    Example("kept by the inline value", KeepMetric(Keep.AT_LEAST, 60, None, current=61), {}, "02-12", 1.0, 1.0),
    Example("not kept by the inline value", KeepMetric(Keep.AT_LEAST, 60, None, current=59), {}, "02-12", 0.0, 0.0),
    Example("no milestone done yet", PARTNERS, {}, "01-19", 0.0, 0.0),
    Example("a milestone of weight 1 in 5 done today", PARTNERS, {}, "01-20", 0.2, 0.2),
    Example("milestones of weight 4 in 5 done", PARTNERS, {}, "03-31", 0.8, 0.8),
    Example(
        "milestones that all weigh 0 count alike",
        MilestoneMetric((Milestone("a", 0, done=day("01-05")), Milestone("b", 0))),
        {},
        "02-12",
        0.5,
        0.5,
    ),
    Example("no milestones at all", MilestoneMetric(()), {}, "02-12", None, None),
    Example("not delivered", Deliverable("survey"), {}, "02-12", 0.0, 0.0),
    Example("delivered today", Deliverable("survey", done=day("02-12")), {}, "02-12", 1.0, 1.0),
    Example("delivered tomorrow", Deliverable("survey", done=day("02-13")), {}, "02-12", 0.0, 0.0),
    Example("nobody said how it is measured", None, {"01-15": 160}, "02-12", None, None),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.why)
def test_progress_and_score(example: Example) -> None:
    readings = [Reading(day(when), value) for when, value in example.readings.items()]
    raw = progress(example.metric, readings, day(example.on))
    assert raw == (None if example.progress is None else pytest.approx(example.progress))
    assert score_of(raw) == (None if example.score is None else pytest.approx(example.score))


class Expectation(NamedTuple):
    """Where a metric should stand at the end of a day, with the way from 1 January to the due day."""

    why: str
    metric: Metric | None
    due: str
    on: str
    expected: float


PLANNED = MovingMetric(baseline=100, target=200, plan={day("01-31"): 150, day("03-01"): 160})
STAGES = MilestoneMetric((Milestone("a", 1, due=day("01-31")), Milestone("b", 3, due=day("02-28")), Milestone("c", 1)))

EXPECTATIONS = [
    Expectation("nothing on the first day", LEADS, "03-02", "01-01", 0.0),
    Expectation("nothing before it", LEADS, "03-02", "2026-12-01", 0.0),
    Expectation("a straight line: half of the 60 days", LEADS, "03-02", "01-31", 0.5),
    Expectation("everything on the due day", LEADS, "03-02", "03-02", 1.0),
    Expectation("everything after it", LEADS, "03-02", "03-20", 1.0),
    Expectation("due in the week the cycle starts", LEADS, "01-03", "01-02", 0.5),
    Expectation("due on the first day", LEADS, "01-01", "01-01", 1.0),
    Expectation("without a metric, the straight line", None, "03-02", "01-31", 0.5),
    Expectation("a way point is hit", PLANNED, "03-31", "01-31", 0.5),
    Expectation("half-way to the first way point", PLANNED, "03-31", "01-16", 0.25),
    Expectation("the next way point", PLANNED, "03-31", "03-01", 0.6),
    Expectation("half-way from there to the target", PLANNED, "03-31", "03-16", 0.8),
    Expectation("the target after the way points", PLANNED, "03-31", "03-31", 1.0),
    Expectation(
        "a decrease by way points", MovingMetric(baseline=48, target=8, plan={day("01-31"): 18}), "03-31", "01-31", 0.75
    ),
    Expectation(
        "a plan that overshoots expects no more than the target",
        MovingMetric(baseline=0, target=10, plan={day("01-31"): 15}),
        "03-31",
        "01-31",
        1.0,
    ),
    Expectation(
        "a way point after the due day is no way point",
        MovingMetric(baseline=0, target=10, plan={day("03-30"): 2}),
        "03-02",
        "01-31",
        0.5,
    ),
    Expectation("what is to be kept is expected from the first day", ACCEPTANCE, "03-31", "01-01", 1.0),
    Expectation("milestones without days: a straight line", PARTNERS, "03-02", "01-31", 0.5),
    Expectation("a milestone is not expected before its day is over", STAGES, "03-31", "01-31", 0.0),
    Expectation("one of weight 1 in 5 is due", STAGES, "03-31", "02-01", 0.2),
    Expectation("the one without a day is due with the key result", STAGES, "03-31", "03-31", 0.8),
    Expectation("after the due day all are expected", STAGES, "03-31", "2027-04-01", 1.0),
    Expectation("a deliverable has until the end of its day", Deliverable("survey"), "02-15", "02-15", 0.0),
    Expectation("and is expected from the next", Deliverable("survey"), "02-15", "02-16", 1.0),
]


@pytest.mark.parametrize("example", EXPECTATIONS, ids=lambda example: example.why)
def test_expected_progress(example: Expectation) -> None:
    assert expected(example.metric, day("01-01"), day(example.due), day(example.on)) == pytest.approx(example.expected)


def test_a_cycle_across_new_year_is_one_straight_line() -> None:
    assert expected(LEADS, day("2026-12-01"), day("2027-01-30"), day("2026-12-31")) == pytest.approx(0.5)
