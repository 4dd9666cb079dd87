"""Where a single key result stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.progress import Reading, clamped, is_dated, reached, score_of, steps, undated
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.track import Track, track_of
from mkdocs_okr.model import CheckInEntry, Grade, KeyResult, Metric, MovingMetric, OkrSet, Ref

Report = tuple[date, int, CheckInEntry]
"""The day of a check-in, the week it belongs to in a history, and what it says of a key result."""


@dataclass(frozen=True, slots=True)
class KeyResultStanding:
    """How a key result stands.

    `score` (0 to 1) is the grade's where a review gave one, else `computed`; both are None where nothing can be
    computed. `progress` is the computed score unclamped: the part of the way to the target that is covered.
    `expected` (0 to 1) is where it should stand by now. `value` with `value_date` is the last reading (an inline value
    has no date, milestones and deliverables have no value). `confidence` with `confidence_date` is the last one given,
    `note` what the last check-in says.

    `history` has the computed score at the end of each week: index 0 is the cycle's first day, then one per week up to
    the current one, None for a week that said nothing; on the first day only what was known by then counts. `path` is
    what was and will be expected (0 to 1) at the end of every week of the whole cycle, from the same index 0.
    `confidences` has one entry a week from week 1. `delta` is the gain in computed score over the last seven days, None
    without data. `quiet_days` are the days since the last check-in where they are more than `rhythm.stale_days` (or
    than its unit's longer rhythm allows) and somebody still owes one, else None. `every` are the weeks from one
    check-in of the unit to the next, 1 at least.

    Where the scores of the cycle are not published, no field tells of one, and the status is CLOSED.
    """

    ref: Ref
    score: float | None
    progress: float | None
    expected: float
    status: Status
    value: float | None
    value_date: date | None
    confidence: float | None
    confidence_date: date | None
    last_check_in: date | None
    note: str
    history: tuple[float | None, ...]
    path: tuple[float, ...]
    confidences: tuple[float | None, ...]
    delta: float | None
    grade: Grade | None
    computed: float | None
    quiet_days: int | None
    every: int


def reports(frame: Frame, okrs: OkrSet) -> Mapping[Ref, Sequence[Report]]:
    """What the check-ins up to today say of each key result, oldest first."""
    said: dict[Ref, list[Report]] = {}
    for check_in in sorted(okrs.check_ins, key=lambda check_in: check_in.date):
        day = check_in.date
        if day > frame.as_of:
            break
        week = frame.week_of(day)
        for entry in check_in.entries:
            said.setdefault(entry.key_result, []).append((day, week, entry))
    return said


def grades(frame: Frame, okrs: OkrSet) -> Mapping[Ref, Grade]:
    """The grades that have been given by today; those of an undated review have."""
    review = okrs.review
    if review is None or (review.date is not None and review.date > frame.as_of):
        return {}
    return {grade.key_result: grade for grade in review.grades}


def assess_key_result(
    frame: Frame, key_result: KeyResult, kind: str, said: Sequence[Report], grade: Grade | None
) -> tuple[KeyResultStanding, Track]:
    """Assess a key result of an objective of this `kind` by what check-ins said of it, oldest first, and its grade."""
    metric, unit = key_result.metric, key_result.ref.unit
    readings = [Reading(day, entry.value) for day, _, entry in said if entry.value is not None]
    course = steps(metric, readings)
    if is_dated(metric):
        course = [step for step in course if step[0] <= frame.on]
    at_start = _at_start(metric)
    raw = reached(metric, course)
    is_inline = not course and undated(metric) is not None
    if raw is None:
        raw = at_start
    if frame.unscored:
        course, raw, at_start, is_inline = [], None, None, False
    computed = score_of(raw)
    track = track_of(
        course,
        at_start=at_start,
        now=computed,
        is_inline=is_inline,
        said=[week for _, week, _ in said],
        frame=frame,
    )

    is_graded = grade is not None and grade.score is not None
    score = clamped(grade.score) if grade is not None and grade.score is not None else computed
    is_overdue = frame.is_check_in_overdue(key_result)
    has_data = bool(course) or is_inline or (is_dated(metric) and (is_overdue or bool(said)))
    now_expected = frame.expected(key_result, frame.as_of)
    if frame.unscored:
        status = Status.CLOSED
    elif not frame.begun:
        status = Status.NOT_STARTED
    elif has_data or is_graded:
        status = frame.judge(score, now_expected, kind)
    else:
        status = Status.NO_DATA if metric is None or is_overdue else Status.NOT_STARTED

    sure = [(day, week, entry.confidence) for day, week, entry in said if entry.confidence is not None]
    last_check_in = said[-1][0] if said else None
    standing = KeyResultStanding(
        ref=key_result.ref,
        score=score,
        progress=raw,
        expected=now_expected,
        status=status,
        value=readings[-1].value if readings else getattr(metric, "current", None),
        value_date=readings[-1].date if readings else None,
        confidence=sure[-1][2] if sure else None,
        confidence_date=sure[-1][0] if sure else None,
        last_check_in=last_check_in,
        note=said[-1][2].note if said else "",
        history=track.history,
        path=frame.path(key_result),
        confidences=_by_week(frame, sure),
        delta=track.change if has_data else None,
        grade=grade,
        computed=computed,
        quiet_days=None
        if is_settled(metric, computed, grade)
        else frame.quiet_days(unit, last_check_in, key_result.due),
        every=frame.weeks_between(unit),
    )
    return standing, track


def is_settled(metric: Metric | None, computed: float | None, grade: Grade | None) -> bool:
    """Whether there is no more news to come: a grade was given, or everything that was to be done is done."""
    return (grade is not None and grade.score is not None) or (is_dated(metric) and computed == 1.0)


def _at_start(metric: Metric | None) -> float | None:
    """The score before anything was read or done: the baseline is 0, nothing done is 0, a kept metric is unknown."""
    if isinstance(metric, MovingMetric):
        return 0.0
    return reached(metric, ()) if is_dated(metric) else None


def _by_week(frame: Frame, dated: Sequence[tuple[date, int, float]]) -> tuple[float | None, ...]:
    """The last figure of each week from week 1 to the current one, None for a week without any."""
    weeks: list[float | None] = [None] * frame.week
    for _, week, figure in dated:
        if week > 0:
            weeks[week - 1] = figure
    return tuple(weeks)
