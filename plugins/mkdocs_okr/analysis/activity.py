"""What happened lately and what comes next: movements, silence, wins and dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import KeyResultStanding, Report, is_settled, reports
from mkdocs_okr.analysis.progress import Reading, is_dated, progress, score_of, steps
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Cycle, KeyDate, KeyResult, MovingMetric, OkrSet, Portfolio, Unit


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
    """Something to celebrate, in the unit's own words (Markdown)."""

    text: str
    unit: Unit
    date: date


def moved(portfolio: Portfolio, standings: CycleStandings, *, days: int = 7) -> tuple[Movement, ...]:
    """The key results whose value is not what it was `days` days before today, the biggest change of score first.

    None in a cycle whose scores are not published.
    """
    since = portfolio.as_of - timedelta(days=days)
    frame = Frame(portfolio, standings.cycle)
    if frame.unscored:
        return ()
    movements: list[Movement] = []
    for okrs in _okr_sets(portfolio, standings.cycle):
        is_recent = any(since < check_in.date <= portfolio.as_of for check_in in okrs.check_ins)
        said = reports(frame, okrs) if is_recent else {}
        for key_result in _key_results(okrs):
            if is_dated(key_result.metric):
                movement = _completion(key_result, since, standings.on)
            else:
                movement = _change(key_result, said.get(key_result.ref, ()), since)
            if movement is not None:
                movements.append(movement)
    return tuple(sorted(movements, key=lambda m: (-abs(m.score_delta or 0.0), -m.date.toordinal(), m.key_result.ref)))


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
        unit = portfolio.units[okrs.unit]
        quiet: list[Quiet] = []
        open_ones = 0
        for key_result in _key_results(okrs):
            standing = standings.key_results[key_result.ref]
            if _is_quiet(frame, key_result, standing):
                quiet.append(
                    Quiet(unit, key_result, _days_since(frame, standing.last_check_in), standing.last_check_in)
                )
                open_ones += 1
            elif key_result.due >= frame.on and not is_settled(key_result.metric, standing.computed, standing.grade):
                open_ones += 1
        if quiet and len(quiet) == open_ones:
            last = max((each.last for each in quiet if each.last is not None), default=None)
            units.append(Quiet(unit, None, _days_since(frame, last), last))
        else:
            key_results.extend(quiet)
    return (*_longest_first(units), *_longest_first(key_results))


def _is_quiet(frame: Frame, key_result: KeyResult, standing: KeyResultStanding) -> bool:
    """Whether the key result's standing calls it quiet, or it should long have had its first check-in."""
    if standing.last_check_in is not None:
        return standing.quiet_days is not None
    if is_settled(key_result.metric, standing.computed, standing.grade):
        return False
    return frame.quiet_days(frame.starts(key_result), key_result.due) is not None


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
            told.extend(Win(text, unit, day) for text in okrs.review.wins)
    return tuple(sorted((win for win in told if win.date <= portfolio.as_of), key=lambda win: win.date, reverse=True))


def next_dates(portfolio: Portfolio, *, limit: int) -> tuple[tuple[KeyDate, Cycle], ...]:
    """The first `limit` key dates of all cycles from today on (today's included), in order of date."""
    coming = [
        (key_date, cycle)
        for cycle in portfolio.cycles.values()
        for key_date in cycle.key_dates
        if key_date.date >= portfolio.as_of
    ]
    return tuple(sorted(coming, key=lambda each: each[0].date)[:limit])


def _okr_sets(portfolio: Portfolio, cycle: Cycle) -> Iterator[OkrSet]:
    """The sets of the cycle that hold an objective."""
    return (okrs for (cycle_id, _), okrs in portfolio.okr_sets.items() if cycle_id == cycle.id and okrs.objectives)


def _key_results(okrs: OkrSet) -> Iterator[KeyResult]:
    return (key_result for objective in okrs.objectives for key_result in objective.key_results)
