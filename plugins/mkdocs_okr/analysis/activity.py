"""What happened lately and what comes next: movements, silence, wins and dates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import KeyResultStanding, Report, is_settled, reports
from mkdocs_okr.analysis.progress import Reading, is_dated, progress, score_of, steps
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Cycle, KeyDate, KeyResult, MovingMetric, OkrSet, Portfolio, Ref, Unit

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Movement:
    """A key result whose value changed. `before` is the value before (the baseline where there was no reading yet).

    For milestones and deliverables `before` and `after` are the share that is done, 0 to 1. `score_delta` is what the
    score gained by it (below 0 for a loss), None where there was no score before. `date` is the day of the last change.
    """

    key_result: KeyResult
    before: float | None
    after: float
    score_delta: float | None
    date: date


@dataclass(frozen=True, slots=True)
class Quiet:
    """A unit, or with `key_result` one of its key results, that owes a check-in for too long.

    `last` is the day of the last one and `days` how long ago that is; both are None where there never was one.
    """

    unit: Unit
    key_result: KeyResult | None
    days: int | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Win:
    """Something to celebrate, in the unit's own words (Markdown); `in_review` says that a review tells of it."""

    text: str
    unit: Unit
    date: date
    in_review: bool = False


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What slows a unit down, in its own words (Markdown)."""

    text: str
    unit: Unit
    date: date


class Lately:
    """What the last week of a cycle brought, computed once and only as far as somebody asks.

    The week is the seven days up to today. Of a cycle that is over it is its last seven days, together with what came
    in since. `since` is the day before the first that counts. Costs 17 µs for a key result that was reported on.
    """

    def __init__(self, portfolio: Portfolio, standings: CycleStandings) -> None:
        self._portfolio = portfolio
        self._standings = standings
        self.since = standings.on - WEEK

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """The key results whose value changed, the biggest change of score first."""
        return moved(self._portfolio, self._standings)

    @cached_property
    def rose(self) -> tuple[Movement, ...]:
        """Those whose score gained, the biggest gain first."""
        return tuple(each for each in self.movements if each.score_delta is not None and each.score_delta > 0)

    @cached_property
    def fell(self) -> tuple[Movement, ...]:
        """Those whose score lost, the biggest loss first."""
        return tuple(each for each in self.movements if each.score_delta is not None and each.score_delta < 0)

    @cached_property
    def quiet(self) -> tuple[Quiet, ...]:
        """Who has not been heard of for too long."""
        return gone_quiet(self._portfolio, self._standings)

    @cached_property
    def wins(self) -> tuple[Win, ...]:
        """The wins of the week, newest first."""
        return tuple(win for win in wins(self._portfolio, self._standings.cycle) if win.date > self.since)

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What check-ins of the week say to be in the way, newest first."""
        said = (
            Obstacle(check_in.slows_us_down, self._portfolio.units[okrs.unit], check_in.date)
            for okrs in _okr_sets(self._portfolio, self._standings.cycle)
            for check_in in okrs.check_ins
            if self.since < check_in.date <= self._portfolio.as_of and check_in.slows_us_down.strip()
        )
        return tuple(sorted(said, key=lambda each: each.date, reverse=True))

    @cached_property
    def words(self) -> Mapping[Ref, str]:
        """What there is to say of a key result in a word: "rose", "fell" or "quiet"; nothing of most."""
        frame = Frame(self._portfolio, self._standings.cycle)
        said = {
            each.key_result.ref: "quiet"
            for okrs in _okr_sets(self._portfolio, self._standings.cycle)
            for each in _quiet_of(frame, self._portfolio, self._standings, okrs)
            if each.key_result is not None
        }
        said |= {each.key_result.ref: "rose" for each in self.rose}
        return said | {each.key_result.ref: "fell" for each in self.fell}


def moved(portfolio: Portfolio, standings: CycleStandings, *, days: int = 7) -> tuple[Movement, ...]:
    """The key results whose value is not what it was `days` days before, the biggest change of score first.

    The days are counted back from today, or from the last day of a cycle that is over. None in a cycle whose scores are
    not published.
    """
    since = standings.on - timedelta(days=days)
    frame = Frame(portfolio, standings.cycle)
    movements: list[Movement] = []
    for okrs in _okr_sets(portfolio, standings.cycle):
        movements += changes_since(frame, okrs, since)
    return tuple(sorted(movements, key=lambda m: (-abs(m.score_delta or 0.0), -m.date.toordinal(), m.key_result.ref)))


def changes_since(frame: Frame, okrs: OkrSet, since: date) -> Iterator[Movement]:
    """The key results of a unit whose value is not what it was on the day `since`, in their order.

    None in a cycle whose scores are not published.
    """
    if frame.unscored:
        return
    is_recent = any(since < check_in.date <= frame.as_of for check_in in okrs.check_ins)
    said = reports(frame, okrs) if is_recent else {}
    for key_result in _key_results(okrs):
        if is_dated(key_result.metric):
            movement = _completion(key_result, since, frame.on)
        else:
            movement = _change(key_result, said.get(key_result.ref, ()), since)
        if movement is not None:
            yield movement


def _change(key_result: KeyResult, said: Sequence[Report], since: date) -> Movement | None:
    """What the readings after the day `since` changed, by these reports, oldest first."""
    readings = [Reading(day, entry.value) for day, _, entry in said if entry.value is not None]
    if not readings or readings[-1].date <= since:
        return None
    metric, last = key_result.metric, readings[-1]
    earlier = [reading for reading in readings if reading.date <= since]
    at_start = (metric.baseline, 0.0) if isinstance(metric, MovingMetric) else (None, None)
    before, score_before = (earlier[-1].value, score_of(progress(metric, earlier, since))) if earlier else at_start
    if before == last.value:
        return None
    score = score_of(progress(metric, readings, last.date))
    delta = None if score is None or score_before is None else score - score_before
    return Movement(key_result, before, last.value, delta, last.date)


def _completion(key_result: KeyResult, since: date, on: date) -> Movement | None:
    """What was done after the day `since` and up to the day `on` of a key result that is done in stages, or at once."""
    metric = key_result.metric
    after = score_of(progress(metric, (), on))
    before = score_of(progress(metric, (), min(since, on)))
    if after is None or before is None or after == before:
        return None
    return Movement(key_result, before, after, after - before, max(day for day, _ in steps(metric, ()) if day <= on))


def gone_quiet(portfolio: Portfolio, standings: CycleStandings) -> tuple[Quiet, ...]:
    """Who owes a check-in for more than `rhythm.stale_days`: whole units first, then key results of the other units.

    A unit is quiet when all of its key results that are still to be reported on are. In each of the two groups the
    longest silence comes first, and what was never checked in before everything else.
    """
    frame = Frame(portfolio, standings.cycle)
    units: list[Quiet] = []
    key_results: list[Quiet] = []
    for okrs in _okr_sets(portfolio, standings.cycle):
        quiet = list(_quiet_of(frame, portfolio, standings, okrs))
        silent = {each.key_result.ref for each in quiet if each.key_result is not None}
        if quiet and silent.issuperset(each.ref for each in awaited(frame, standings, okrs)):
            last = max((each.last for each in quiet if each.last is not None), default=None)
            units.append(Quiet(quiet[0].unit, None, _days_since(frame, last), last))
        else:
            key_results.extend(quiet)
    return (*_longest_first(units), *_longest_first(key_results))


def _quiet_of(frame: Frame, portfolio: Portfolio, standings: CycleStandings, okrs: OkrSet) -> Iterator[Quiet]:
    """The quiet key results of a unit."""
    unit = portfolio.units[okrs.unit]
    for key_result in _key_results(okrs):
        standing = standings.key_results[key_result.ref]
        if _is_quiet(frame, key_result, standing):
            yield Quiet(unit, key_result, _days_since(frame, standing.last_check_in), standing.last_check_in)


def awaited(frame: Frame, standings: CycleStandings, okrs: OkrSet) -> Iterator[KeyResult]:
    """The key results of a unit that are still to be reported on."""
    for key_result in _key_results(okrs):
        standing = standings.key_results[key_result.ref]
        if key_result.due >= frame.on and not is_settled(key_result.metric, standing.computed, standing.grade):
            yield key_result


def _is_quiet(frame: Frame, key_result: KeyResult, standing: KeyResultStanding) -> bool:
    """Whether the key result's standing calls it quiet, or it should long have had its first check-in."""
    if standing.last_check_in is not None:
        return standing.quiet_days is not None
    if is_settled(key_result.metric, standing.computed, standing.grade):
        return False
    return frame.quiet_days(key_result.ref.unit, frame.starts(key_result), key_result.due) is not None


def _days_since(frame: Frame, last: date | None) -> int | None:
    return None if last is None else (frame.on - last).days


def _longest_first(quiet: Sequence[Quiet]) -> list[Quiet]:
    """By length of silence; equal ones stay in the portfolio's order."""
    return sorted(quiet, key=lambda each: (each.days is not None, -(each.days or 0)))


def wins(portfolio: Portfolio, cycle: Cycle) -> tuple[Win, ...]:
    """The wins that check-ins and reviews of the cycle tell of, up to today, newest first.

    A review without a date counts for the cycle's last day, or for today while that is still to come.
    """
    told: list[Win] = []
    for okrs in _okr_sets(portfolio, cycle):
        unit = portfolio.units[okrs.unit]
        for check_in in okrs.check_ins:
            told.extend(Win(text, unit, check_in.date) for text in check_in.wins)
        if okrs.review is not None:
            day = okrs.review.date or min(cycle.ends, portfolio.as_of)
            told.extend(Win(text, unit, day, True) for text in okrs.review.wins)
    return tuple(sorted((win for win in told if win.date <= portfolio.as_of), key=lambda win: win.date, reverse=True))


def next_dates(portfolio: Portfolio, *, limit: int, of: Cycle | None = None) -> tuple[tuple[KeyDate, Cycle], ...]:
    """The first `limit` key dates of a cycle, or of all, from today on (today's included), in order of date."""
    coming = [
        (key_date, cycle)
        for cycle in ([of] if of is not None else portfolio.cycles.values())
        for key_date in cycle.key_dates
        if key_date.date >= portfolio.as_of
    ]
    return tuple(sorted(coming, key=lambda each: each[0].date)[:limit])


def _okr_sets(portfolio: Portfolio, cycle: Cycle) -> Iterator[OkrSet]:
    """The sets of the cycle that hold an objective."""
    return (okrs for (cycle_id, _), okrs in portfolio.okr_sets.items() if cycle_id == cycle.id and okrs.objectives)


def _key_results(okrs: OkrSet) -> Iterator[KeyResult]:
    return (key_result for objective in okrs.objectives for key_result in objective.key_results)
