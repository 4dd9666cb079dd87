"""The course of a key result day by day: what was expected, and what each check-in made of it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import Report
from mkdocs_okr.analysis.progress import Reading, is_dated, score_of, steps, way
from mkdocs_okr.model import Deliverable, KeyResult, Metric, MilestoneMetric, MovingMetric

_STRAIGHT = 1e-9
_DAY = timedelta(days=1)


class Moment(NamedTuple):
    """A day on which something was said of a key result, or something of it was done.

    `week` is the day's week in the cycle. `value` is what was read on it, `confidence` how sure somebody was (0 to 1),
    `note` what they wrote. `score` (0 to 1) is the computed one at the end of the day, None where it is not known or
    not published, `expected` (0 to 1) where it should have stood. `done` are the milestones, or the deliverable, that
    were done on it.
    """

    day: date
    week: int
    value: float | None
    score: float | None
    expected: float
    confidence: float | None
    note: str
    done: tuple[str, ...]


def moments(
    frame: Frame, key_result: KeyResult, said: Sequence[Report], aim_on: Callable[[date], KeyResult] | None = None
) -> tuple[Moment, ...]:
    """All days of a key result by what check-ins said of it, oldest first. 2 µs a day.

    `aim_on` says what the key result was on a day, where its due date moved. The last score is the computed one of its
    standing, unless that comes from a value without a date.
    """
    metric = key_result.metric
    readings = [Reading(day, entry.value) for day, _, entry in said if entry.value is not None]
    course = [] if frame.unscored else steps(metric, readings)
    last_day = frame.on if is_dated(metric) else frame.as_of
    scores = {day: score_of(raw) for day, raw in course if day <= last_day}
    done = _done(metric, frame.on)
    entries = {day: entry for day, _, entry in said}
    week_of = frame.week_of
    aim, expected = key_result, frame.way(key_result)
    found = []
    score = 0.0 if not frame.unscored and (isinstance(metric, MovingMetric) or is_dated(metric)) else None
    for day in sorted({*entries, *done}):
        entry = entries.get(day)
        score = scores.get(day, score)
        if aim_on is not None and aim_on(day) is not aim:
            aim = aim_on(day)
            expected = way(aim.metric, frame.starts(aim), aim.due)
        found.append(
            Moment(
                day=day,
                week=week_of(day),
                value=entry.value if entry else None,
                score=score,
                expected=expected(day),
                confidence=entry.confidence if entry else None,
                note=entry.note if entry else "",
                done=tuple(done.get(day, ())),
            )
        )
    return tuple(found)


def _done(metric: Metric | None, on: date) -> dict[date, list[str]]:
    """What was done by the day `on`, by its day."""
    parts = metric.milestones if isinstance(metric, MilestoneMetric) else ()
    done: dict[date, list[str]] = {}
    for each in (metric,) if isinstance(metric, Deliverable) else parts:
        if each.done is not None and each.done <= on:
            done.setdefault(each.done, []).append(each.title)
    return done


def expected_course(frame: Frame, key_result: KeyResult) -> tuple[tuple[date, float], ...]:
    """Where the key result should stand, 0 to 1, on the days between which that changes evenly.

    From the first day of the cycle to its last, or to the day after that for what is expected only once it has passed.
    """
    metric, starts, due, cycle = key_result.metric, frame.starts(key_result), key_result.due, frame.cycle
    bends = {starts, due}
    if isinstance(metric, MovingMetric):
        bends.update(metric.plan)
    elif isinstance(metric, MilestoneMetric):
        bends.update(milestone.due for milestone in metric.milestones if milestone.due)
    end = max(cycle.ends, min(due, cycle.ends) + _DAY)
    around = {day + distance for day in bends for distance in (-_DAY, timedelta(), _DAY)}
    days = sorted({cycle.starts, end, *(day for day in around if cycle.starts <= day <= end)})
    expected = frame.way(key_result)
    course = [(day, expected(day)) for day in days]
    kept = [course[0]]
    for point, after in pairwise(course[1:]):
        if not _lies_between(kept[-1], point, after):
            kept.append(point)
    return (*kept, course[-1]) if len(course) > 1 else tuple(course)


def _lies_between(left: tuple[date, float], point: tuple[date, float], right: tuple[date, float]) -> bool:
    share = (point[0] - left[0]).days / (right[0] - left[0]).days
    return abs(left[1] + (right[1] - left[1]) * share - point[1]) < _STRAIGHT


def value_at(metric: MovingMetric, share: float) -> float:
    """The value at a share of the way from baseline (0) to target (1); without a baseline the way begins at 0."""
    start = metric.baseline or 0.0
    return start + share * (metric.target - start)
