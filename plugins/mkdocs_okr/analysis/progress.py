"""How far a key result has come, and how far it should have come: pure arithmetic over metrics and readings."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import NamedTuple

from mkdocs_okr.model import Deliverable, KeepMetric, Metric, MilestoneMetric, MovingMetric

Step = tuple[date, float]
"""The raw progress reached on a day; it lasts until the next step."""

_by_date = attrgetter("date")
_by_day = itemgetter(0)


class Reading(NamedTuple):
    """The value of a metric as somebody read it on a day. A key result has at most one reading a day."""

    date: date
    value: float


def way_covered(metric: MovingMetric, value: float) -> float:
    """The part of the way from baseline to target that `value` has covered: 0 at the baseline, 1 at the target.

    It is below 0 on the wrong side of the baseline and above 1 beyond the target. Without a baseline the way begins
    at 0; a target of 0 is then something to get down to. Where baseline and target are equal there is no way to
    cover: the result is 1 for a value at or above the target, else 0.
    """
    if metric.baseline is None and metric.target == 0:
        return 1.0 if value <= 0 else 0.0
    start = metric.baseline or 0.0
    if start == metric.target:
        return 1.0 if value >= metric.target else 0.0
    return (value - start) / (metric.target - start)


def steps(metric: Metric | None, readings: Sequence[Reading]) -> list[Step]:
    """The dated course of a key result's raw progress, oldest first.

    A moving metric steps to `way_covered` with every reading; a kept one to the share of readings so far that were
    in range. Milestones and deliverables take their steps on the days they were done, whatever the readings say.
    """
    if isinstance(metric, MovingMetric):
        return [(day, way_covered(metric, value)) for day, value in sorted(readings, key=_by_date)]
    if isinstance(metric, KeepMetric):
        return _kept_steps(metric, readings)
    if isinstance(metric, MilestoneMetric):
        return _milestone_steps(metric)
    if isinstance(metric, Deliverable):
        return [(metric.done, 1.0)] if metric.done is not None else []
    return []


def _kept_steps(metric: KeepMetric, readings: Sequence[Reading]) -> list[Step]:
    """Each reading with the share of those up to it that were in range."""
    course: list[Step] = []
    held = 0
    for count, reading in enumerate(sorted(readings, key=_by_date), start=1):
        held += metric.holds(reading.value)
        course.append((reading.date, held / count))
    return course


def _milestone_steps(metric: MilestoneMetric) -> list[Step]:
    """Each day that a milestone was done with the share of the weight done by then."""
    weights = _milestone_weights(metric)
    total = sum(weights)
    done = sorted(
        ((m.done, weight) for m, weight in zip(metric.milestones, weights, strict=True) if m.done is not None),
        key=_by_day,
    )
    course: list[Step] = []
    reached = 0.0
    for day, weight in done:
        reached += weight
        course.append((day, reached / total))
    return course


def _milestone_weights(metric: MilestoneMetric) -> list[float]:
    """The weight of each milestone; weights that are all 0 say nothing and count as equal."""
    weights = [milestone.weight for milestone in metric.milestones]
    return weights if any(weights) else [1.0] * len(weights)


def undated(metric: Metric | None) -> float | None:
    """The raw progress by the metric's inline `current` value, which has no date; None where there is none."""
    if isinstance(metric, MovingMetric) and metric.current is not None:
        return way_covered(metric, metric.current)
    if isinstance(metric, KeepMetric) and metric.current is not None:
        return 1.0 if metric.holds(metric.current) else 0.0
    return None


def is_dated(metric: Metric | None) -> bool:
    """Whether progress comes from the days things were done rather than from readings."""
    return isinstance(metric, MilestoneMetric | Deliverable)


def progress(metric: Metric | None, readings: Sequence[Reading], on: date) -> float | None:
    """Raw progress at the end of the day `on`; 1 is the target, and it may lie outside 0 to 1.

    Readings and milestones later than `on` do not count. A metric without a reading goes by its inline `current`
    value. None where there is nothing to compute from: no metric, no reading or no milestone.
    """
    return reached(metric, [step for step in steps(metric, readings) if step[0] <= on])


def reached(metric: Metric | None, course: Sequence[Step]) -> float | None:
    """Raw progress at the end of a course of steps; an empty one leaves the inline value, or that nothing is done."""
    if course:
        return course[-1][1]
    if isinstance(metric, MilestoneMetric):
        return 0.0 if metric.milestones else None
    return 0.0 if isinstance(metric, Deliverable) else undated(metric)


def score_of(progress: float | None) -> float | None:
    """Progress as a score: clamped to 0 to 1, None where there is no progress to speak of."""
    return None if progress is None else clamped(progress)


def clamped(share: float) -> float:
    """`share`, or the nearer end of 0 to 1; never −0, which would be printed."""
    return 0.0 if share <= 0.0 else 1.0 if share > 1.0 else share


def expected(metric: Metric | None, starts: date, due: date, on: date) -> float:
    """The score, 0 to 1, that should have been reached by the end of the day `on` on the way from `starts` to `due`."""
    return way(metric, starts, due)(on)


def way(metric: Metric | None, starts: date, due: date) -> Callable[[date], float]:
    """What is `expected` of a metric on any day: for those who ask about many days.

    A moving metric is expected to go in a straight line, 0 on the first day and 1 on the due day, or through the way
    points of its plan. A kept one has to hold all the time: 1. A deliverable is expected from the day after it is
    due. Milestones likewise where any of them has its own due day (those without one are due with the key result),
    else in a straight line. A key result without a metric goes by the straight line too.
    """
    if isinstance(metric, KeepMetric):
        return lambda _: 1.0
    if isinstance(metric, Deliverable):
        return lambda on: 1.0 if on > due else 0.0
    if isinstance(metric, MilestoneMetric) and any(milestone.due for milestone in metric.milestones):
        return _milestones_due(metric, due)
    if isinstance(metric, MovingMetric) and metric.plan:
        return _by_plan(metric, starts, due)
    return lambda on: straight(starts, due, on)


def straight(starts: date, due: date, on: date) -> float:
    """The share of the time from `starts` to `due` that has passed by `on`: 0 on the first day, 1 on the last."""
    if on >= due:
        return 1.0
    if on <= starts:
        return 0.0
    return (on - starts).days / (due - starts).days


def _milestones_due(metric: MilestoneMetric, due: date) -> Callable[[date], float]:
    """The share of the weight whose due day has passed."""
    weights = _milestone_weights(metric)
    ordered = sorted(
        ((m.due or due, weight) for m, weight in zip(metric.milestones, weights, strict=True)), key=_by_day
    )
    days = [day for day, _ in ordered]
    passed = [0.0, *accumulate(weight for _, weight in ordered)]
    return lambda on: passed[bisect_left(days, on)] / passed[-1]


def _by_plan(metric: MovingMetric, starts: date, due: date) -> Callable[[date], float]:
    """Straight lines from way point to way point; a way point on the first or the due day wins over 0 and 1."""
    points = {starts: 0.0, due: 1.0}
    points |= {day: clamped(way_covered(metric, value)) for day, value in metric.plan.items() if starts <= day <= due}
    course = sorted(points.items())
    days = [day for day, _ in course]

    def on_the_way(on: date) -> float:
        at = bisect_left(days, on)
        if at == len(course):
            return 1.0
        right, high = course[at]
        if on == right:
            return high
        if at == 0:
            return 0.0
        left, low = course[at - 1]
        return low + (high - low) * ((on - left).days / (right - left).days)

    return on_the_way
