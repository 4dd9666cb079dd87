"""What a key result aimed at before its target, baseline or due date was moved inside the cycle."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from mkdocs_okr.analysis.course import expected_course, value_at
from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.progress import expected
from mkdocs_okr.model import Change, KeyResult, MovingMetric, Objective

Span = tuple[date | None, date | None, float]
"""A value with the day from which and the day until which it held; None for the cycle's ends."""


class Aim(NamedTuple):
    """A key result as it was from a day on: with the target, baseline and due date of then. None: from the start."""

    since: date | None
    key_result: KeyResult


def aims(
    frame: Frame, objective: Objective, key_result: KeyResult, number: Callable[[str], float | None]
) -> tuple[Aim, ...]:
    """All aims that a key result of an objective has had in its cycle, oldest first; mostly there is one.

    `number` reads an amount as it was written. What cannot be read, and what is dated later than today, is passed over.
    """
    found: list[Aim] = []
    known = key_result
    for change in sorted(objective.changes, key=lambda each: each.date, reverse=True):
        if not frame.cycle.starts < change.date <= frame.as_of or objective.key_result_of(change) is not key_result:
            continue
        before = _before(known, change, number)
        if before is not None and before != known:
            if not found or found[-1].since != change.date:
                found.append(Aim(change.date, known))
            known = before
    return (Aim(None, known), *reversed(found))


def _before(key_result: KeyResult, change: Change, number: Callable[[str], float | None]) -> KeyResult | None:
    """A key result as it was before a change; None where the change moved something else, or cannot be read."""
    field, metric = change.what.strip("` ").rpartition(".")[2], key_result.metric
    if field == "due":
        try:
            return replace(key_result, due=date.fromisoformat(change.before.strip()))
        except ValueError:
            return None
    if not isinstance(metric, MovingMetric) or field not in ("target", "baseline"):
        return None
    value = number(change.before.strip().removesuffix(metric.unit))
    if value is None:
        return None
    moved = replace(metric, target=value) if field == "target" else replace(metric, baseline=value)
    return replace(key_result, metric=moved)


def aim_on(known: Sequence[Aim], day: date) -> KeyResult:
    """The key result as it was on a day."""
    return next(aim.key_result for aim in reversed(known) if aim.since is None or aim.since <= day)


def expected_values(frame: Frame, known: Sequence[Aim]) -> list[tuple[date, float]]:
    """Where the value should have stood, on the days between which that changes evenly; a share of 0 to 1 of others.

    On the day of a change it stands where it did, and then where it does.
    """
    found = []
    ends = [aim.since for aim in known[1:]]
    for (since, key_result), until in zip(known, (*ends, None), strict=True):
        course = dict(expected_course(frame, key_result))
        for edge in (since, until):
            if edge is not None:
                course[edge] = expected(key_result.metric, frame.starts(key_result), key_result.due, edge)
        metric = key_result.metric
        for day in sorted(course):
            if (since is None or day >= since) and (until is None or day <= until):
                share = course[day]
                found.append((day, value_at(metric, share) if isinstance(metric, MovingMetric) else share))
    return found


def targets(known: Sequence[Aim]) -> list[Span]:
    """The targets of a metric that moves, one after the other."""
    found: list[Span] = []
    for aim, after in pairwise((*known, None)):
        if aim is None or not isinstance(aim.key_result.metric, MovingMetric):
            continue
        target, until = aim.key_result.metric.target, after.since if after else None
        if found and found[-1][2] == target:
            found[-1] = (found[-1][0], until, target)
        else:
            found.append((aim.since, until, target))
    return found
