"""What is due or stale, unit by unit, and the dates that come next: by the same figures as the pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mkdocs_okr.analysis.activity import gone_quiet
from mkdocs_okr.analysis.check_in_days import check_in_days, stretched
from mkdocs_okr.analysis.coverage import may_take_part, rolled_out, takes_part
from mkdocs_okr.analysis.dependencies import CycleDependencies, Risk, Wait, cycle_dependencies
from mkdocs_okr.analysis.key_dates import RhythmDate, Step, concerns, done_on, rhythm_dates
from mkdocs_okr.analysis.key_result_standing import KeyResultStanding, is_settled
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status, outcome
from mkdocs_okr.model import (
    Cycle,
    CycleState,
    KeepMetric,
    KeyResult,
    Milestone,
    MilestoneMetric,
    Objective,
    OkrSet,
    Portfolio,
    Unit,
)

GRACE = timedelta(days=14)
"""How long after a cycle's first day a step before it is still asked for; then it is history, and for `okr check`."""

_OLD_CONFIDENCE = 14  # days of a quarter
_PUBLISHED = frozenset({Step.COMPANY_PUBLISHED, Step.UNITS_PUBLISHED})
_BEFORE = _PUBLISHED | {Step.PEER_REVIEW, Step.COMMITTED}


class Kind(StrEnum):
    """What a unit is reminded of."""

    CHECK_IN = "check-in"
    QUIET = "quiet"
    CONFIDENCE = "confidence"
    KEY_RESULT = "key-result"
    MILESTONE = "milestone"
    DEPENDENCY = "dependency"
    OKRS = "okrs"
    STEP = "step"
    REVIEW = "review"
    GRADES = "grades"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that a unit should do.

    `day` is the day that it is, or was, due on; for silence and old confidence the day of the last word, None where
    there never was one. `is_silence` says the same of a late check-in: no day of the week was agreed on. `key_result`,
    its `milestone`, `wait` (a dependency that the unit waits for or is waited for) and `step` say what it is about.
    `score` (0 to 1) is that of a key result past its day, None where nothing can be computed.
    `amount` counts the key results that a review says nothing of.
    """

    kind: Kind
    unit: Unit
    cycle: Cycle
    is_late: bool
    day: date | None = None
    key_result: KeyResult | None = None
    milestone: Milestone | None = None
    wait: Wait | None = None
    step: Step | None = None
    score: float | None = None
    amount: int = 0
    is_silence: bool = False


@dataclass(frozen=True, slots=True)
class Reminders:
    """All reminders by unit, in the portfolio's order, and the key dates of the days to come."""

    today: date
    days: int
    by_unit: Mapping[str, tuple[Reminder, ...]]
    dates: tuple[RhythmDate, ...]

    @property
    def count(self) -> int:
        """How many reminders there are."""
        return sum(map(len, self.by_unit.values()))


def reminders(
    portfolio: Portfolio, standings: Callable[[Cycle], CycleStandings], units: frozenset[str], *, days: int
) -> Reminders:
    """What `units` are to be reminded of today, and all key dates from today to `days` days from now.

    Closed cycles are not asked about any more. The cost grows with the key results, 5 µs each.
    """
    by_unit: dict[str, list[Reminder]] = {unit: [] for unit in portfolio.units if unit in units}
    dates: list[RhythmDate] = []
    for cycle in portfolio.cycles.values():
        if cycle.state is CycleState.CLOSED:
            continue
        own = rhythm_dates(portfolio, cycle)
        for reminder in _of_cycle(portfolio, cycle, standings(cycle), own, standings):
            if reminder.unit.id in by_unit:
                by_unit[reminder.unit.id].append(reminder)
        until = portfolio.as_of + timedelta(days=days)
        dates += [each for each in own if portfolio.as_of <= each.day <= until]
    dates.sort(key=lambda each: each.day)
    told = {unit: tuple(found) for unit, found in by_unit.items() if found}
    return Reminders(portfolio.as_of, days, told, tuple(dates))


def _of_cycle(
    portfolio: Portfolio,
    cycle: Cycle,
    known: CycleStandings,
    dates: tuple[RhythmDate, ...],
    standings: Callable[[Cycle], CycleStandings],
) -> Iterator[Reminder]:
    today = portfolio.as_of
    is_agreed = cycle.state is CycleState.ACTIVE
    runs = is_agreed and cycle.starts <= today <= cycle.ends
    quiet = gone_quiet(portfolio, known) if runs else ()
    silent = {each.unit.id for each in quiet if each.key_result is None}
    past = [(each, step) for each in dates for step in sorted(each.due & _BEFORE) if each.day < today]
    steps = past if today <= cycle.starts + GRACE else []
    if steps:
        yield from _nothing_written(portfolio, cycle, steps)
    for (cycle_id, unit_id), okrs in portfolio.okr_sets.items():
        if cycle_id != cycle.id or not okrs.objectives:
            continue
        unit = portfolio.units[unit_id]
        yield from _steps(portfolio, cycle, unit, okrs, steps)
        if runs:
            if unit_id not in silent:
                yield from _check_in(portfolio, cycle, unit, okrs, known)
            yield from _key_results(portfolio, cycle, unit, okrs, known)
        elif is_agreed and today > cycle.ends:
            yield from _review(portfolio, cycle, unit, okrs)
    for each in quiet:  # as on the home page: whole units, and single key results of the others
        yield Reminder(Kind.QUIET, each.unit, cycle, True, each.last, each.key_result)
    yield from _dependencies(portfolio, cycle, cycle_dependencies(portfolio, cycle, standings))


def _nothing_written(
    portfolio: Portfolio, cycle: Cycle, steps: Sequence[tuple[RhythmDate, Step]]
) -> Iterator[Reminder]:
    """The units of the roll-out that should have published their OKRs, and show none."""
    published = {step: each.day for each, step in steps if step in _PUBLISHED}
    for unit in rolled_out(portfolio).values() if published else ():
        day = published.get(Step.UNITS_PUBLISHED if unit.parent else Step.COMPANY_PUBLISHED)
        is_known = takes_part(portfolio, cycle, unit.id) or may_take_part(portfolio, cycle, unit.id)
        if day is not None and not is_known:
            yield Reminder(Kind.OKRS, unit, cycle, True, day)


def _steps(
    portfolio: Portfolio, cycle: Cycle, unit: Unit, okrs: OkrSet, steps: Sequence[tuple[RhythmDate, Step]]
) -> Iterator[Reminder]:
    """The steps before a cycle whose day has passed and that the unit's file knows nothing of."""
    for each, step in steps:
        if concerns(portfolio, step, unit.id) and done_on(portfolio, okrs, step) is None:
            yield Reminder(Kind.STEP, unit, cycle, True, each.day, step=step)


def _check_in(
    portfolio: Portfolio, cycle: Cycle, unit: Unit, okrs: OkrSet, known: CycleStandings
) -> Iterator[Reminder]:
    """The check-in of today or tomorrow, or else the last one if it was not held and somebody owes one already.

    Where no day of the week is agreed on, it is owed once the last word is older than the unit's rhythm.
    """
    if next(_open_ones(okrs, known), None) is None:
        return
    today = portfolio.as_of
    days = check_in_days(portfolio, cycle, unit)
    held = known.units[unit.id].last_check_in
    began = max(day for day in (cycle.starts, okrs.published, okrs.committed) if day is not None)
    if not days.weekdays:
        if (today - max(began, held or began)).days > days.every:
            yield Reminder(Kind.CHECK_IN, unit, cycle, True, held, is_silence=True)
        return
    coming = days.next(today)
    if coming is not None and coming <= today + timedelta(days=1) and not days.is_held(coming, held):
        yield Reminder(Kind.CHECK_IN, unit, cycle, False, coming)
        return
    last = days.last(today)
    if last is not None and (today - began).days > days.every and not days.is_held(last, held):
        yield Reminder(Kind.CHECK_IN, unit, cycle, True, last)


def _open_ones(okrs: OkrSet, known: CycleStandings) -> Iterator[KeyResult]:
    """The key results of which there is still something to be told."""
    for objective in okrs.objectives:
        for key_result in objective.key_results:
            standing = known.key_results[key_result.ref]
            if key_result.due >= known.on and not is_settled(key_result.metric, standing.computed, standing.grade):
                yield key_result


def _key_results(
    portfolio: Portfolio, cycle: Cycle, unit: Unit, okrs: OkrSet, known: CycleStandings
) -> Iterator[Reminder]:
    """Key results and milestones past their day and not reached, and what is spoken of without a word on confidence."""
    for objective in okrs.objectives:
        for key_result in objective.key_results:
            standing = known.key_results[key_result.ref]
            if key_result.due < portfolio.as_of and not _is_reached(portfolio, key_result, objective, standing):
                yield Reminder(Kind.KEY_RESULT, unit, cycle, True, key_result.due, key_result, score=standing.score)
    patience = stretched(_OLD_CONFIDENCE, cycle)
    for key_result in _open_ones(okrs, known):
        for milestone in _late_milestones(key_result, portfolio.as_of):
            yield Reminder(Kind.MILESTONE, unit, cycle, True, milestone.due, key_result, milestone)
        standing = known.key_results[key_result.ref]
        if standing.last_check_in is None or standing.quiet_days is not None:
            continue  # it is silent altogether
        since = standing.confidence_date or key_result.starts or cycle.starts
        if (known.on - since).days > patience:
            yield Reminder(Kind.CONFIDENCE, unit, cycle, True, standing.confidence_date, key_result)


def _late_milestones(key_result: KeyResult, today: date) -> Iterator[Milestone]:
    """The milestones with a day of their own that has passed without them."""
    for each in key_result.metric.milestones if isinstance(key_result.metric, MilestoneMetric) else ():
        if each.due is not None and each.due < today and (each.done is None or each.done > today):
            yield each


def _is_reached(portfolio: Portfolio, key_result: KeyResult, objective: Objective, standing: KeyResultStanding) -> bool:
    """Whether nobody has to say anything more: reached as far as its kind asks for, graded, or only ever kept."""
    if isinstance(key_result.metric, KeepMetric) or standing.grade is not None:
        return True
    return outcome(standing.computed, objective.kind, portfolio.settings.scoring) is Status.ACHIEVED


def _dependencies(portfolio: Portfolio, cycle: Cycle, known: CycleDependencies) -> Iterator[Reminder]:
    """What is late or not confirmed, told to both units: the one that waits, and the one that is waited for."""
    for wait in known.all:
        if wait.risk not in (Risk.LATE, Risk.UNCONFIRMED):
            continue
        due = wait.dependency.due or cycle.ends
        for unit in dict.fromkeys((wait.giving, wait.waiting)):
            yield Reminder(Kind.DEPENDENCY, portfolio.units[unit], cycle, wait.risk is Risk.LATE, due, wait=wait)


def _review(portfolio: Portfolio, cycle: Cycle, unit: Unit, okrs: OkrSet) -> Iterator[Reminder]:
    """The review of a cycle that is over, or the key results that it says nothing of."""
    is_late = portfolio.as_of > cycle.ends + GRACE
    if done_on(portfolio, okrs, Step.REVIEW) is None:
        yield Reminder(Kind.REVIEW, unit, cycle, is_late, cycle.ends)
        return
    graded = {grade.key_result for grade in okrs.review.grades} if okrs.review is not None else set()
    missing = sum(k.ref not in graded for objective in okrs.objectives for k in objective.key_results)
    if missing:
        yield Reminder(Kind.GRADES, unit, cycle, is_late, cycle.ends, amount=missing)
