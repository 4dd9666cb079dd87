"""How sure people were of their key results, week by week: what was given, what is missing, what is worth a word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.progress import clamped, is_dated, steps
from mkdocs_okr.model import Cycle, KeyResult, Metric, OkrSet, Portfolio

SCALE = (0.0, 0.4, 0.7, 1.0)
"""The steps of confidence, from unlikely to high."""
FALL = 2
"""Steps of confidence whose loss is worth a word."""
LONG_GAP = 2
"""Periods in a row without a confidence that are worth a word."""
_MOST_WEEKS = 26
"""Weeks of a cycle that can be read side by side: a longer one is shown by month."""


class Blank(Enum):
    """Why there is no confidence: it is missing, can still be given, lies ahead, or nobody was to give one."""

    MISSING = "missing"
    OPEN = "open"
    AHEAD = "ahead"
    NOT_DUE = "not-due"


class Given(NamedTuple):
    """A confidence, one of `SCALE`, with the day it was given; `by` is a person id."""

    value: float
    date: date
    by: str | None


Cell = Given | Blank


@dataclass(frozen=True, slots=True)
class Period:
    """A column: the days from `first` to `last`. `week` is the week of the cycle; None for a month."""

    first: date
    last: date
    week: int | None


@dataclass(frozen=True, slots=True)
class ConfidenceRow:
    """A key result with what was given in each period, the last one where there were several."""

    key_result: KeyResult
    cells: tuple[Cell, ...]


class Tally(NamedTuple):
    """How many key results had which confidence in a period: one number for each step of `SCALE`, then the blanks."""

    unlikely: int
    challenge: int
    likely: int
    high: int
    missing: int
    open: int

    @property
    def given(self) -> int:
        """How many were given."""
        return self.unlikely + self.challenge + self.likely + self.high

    @property
    def owed(self) -> int:
        """How many were given or should have been, or still can be."""
        return self.given + self.missing + self.open


@dataclass(frozen=True, slots=True)
class Fall:
    """A key result whose last confidence is `FALL` steps or more below an earlier one; both with their periods."""

    key_result: KeyResult
    before: Given
    before_period: int
    after: Given
    after_period: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A key result without a confidence in the periods from `first` to `last`, counted from 0, though some were due.

    `lasts` says that it is still going on.
    """

    key_result: KeyResult
    first: int
    last: int
    lasts: bool

    @property
    def length(self) -> int:
        """How many periods it lasts."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Remarkable:
    """What is worth a word: the deepest falls first, what was never given though it was due, the longest gaps.

    `gaps` are those that are as long as the longest; there are none below `LONG_GAP` periods.
    """

    falls: tuple[Fall, ...]
    never: tuple[KeyResult, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The sheets of one unit or of many in figures: a tally for each period, and how many key results are remarkable.

    `longest` is the length of the longest gap in periods, 0 below `LONG_GAP`.
    """

    tallies: tuple[Tally, ...]
    key_results: int
    falls: int
    never: int
    longest: int

    @property
    def missing(self) -> int:
        """How many confidences are missing in all periods together."""
        return sum(tally.missing for tally in self.tallies)

    @property
    def is_empty(self) -> bool:
        """Whether nobody gave any confidence."""
        return not any(tally.given for tally in self.tallies)


def periods(cycle: Cycle) -> tuple[Period, ...]:
    """The columns of a cycle's sheet: its weeks or, where it has more than half a year of them, its months."""
    if cycle.weeks <= _MOST_WEEKS:
        return tuple(Period(*cycle.days_of(week), week) for week in range(1, cycle.weeks + 1))
    found: list[Period] = []
    first = cycle.starts
    while first <= cycle.ends:
        following = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
        found.append(Period(first, min(following - timedelta(days=1), cycle.ends), None))
        first = following
    return tuple(found)


class ConfidenceSheet:
    """The confidence sheets of a cycle. 4 µs for a key result and what twelve check-ins say of it.

    A period that has passed without a confidence is a gap while the key result ran: from the day it starts to the day
    it is due or done. Where check-ins are further apart than a period, a gap begins only once one is late.
    `current` is the period of the day of judgement, counted from 0; None before the cycle.
    """

    def __init__(self, portfolio: Portfolio, cycle: Cycle) -> None:
        self.cycle = cycle
        self.periods = periods(cycle)
        self._frame = Frame(portfolio, cycle, courses=False)
        self._blanks: dict[tuple[date, date], list[Cell]] = {}
        self._indices: dict[date, int] = {}
        self._longest = 7 if self.periods[0].week else 31
        self.current = self._index(self._frame.on)

    @cached_property
    def has_begun(self) -> bool:
        """Whether the cycle's OKRs are in force, or were, so that a confidence may be due."""
        return self._frame.begun

    def _index(self, day: date) -> int | None:
        """The period that something of a day belongs to, from 0; the last one after the cycle, None before it."""
        if day < self.cycle.starts:
            return None
        index = self._indices.get(day)
        if index is None:
            last = len(self.periods) - 1
            index = next((i for i, period in enumerate(self.periods) if day <= period.last), last)
            self._indices[day] = index
        return index

    def rows(self, okrs: OkrSet) -> list[ConfidenceRow]:
        """The sheet of a unit, in order of objectives and key results."""
        rows: dict[object, list[Cell]] = {}
        key_results = [each for objective in okrs.objectives for each in objective.key_results]
        for key_result in key_results:
            rows[key_result.ref] = self._empty_row(key_result)
        for check_in in okrs.check_ins:
            day = check_in.date
            if day > self._frame.as_of:
                break
            index = self._index(day)
            if index is None:
                continue
            given: dict[float, Given] = {}
            for entry in check_in.entries:
                value = entry.confidence
                cells = rows.get(entry.key_result)
                if value is not None and cells is not None:
                    cells[index] = given.get(value) or given.setdefault(value, Given(value, day, check_in.by))
        every = -(-self._frame.days_between(okrs.unit) // self._longest)
        if every > 1:
            for cells in rows.values():
                _forgive(cells, every)
        return [ConfidenceRow(each, tuple(rows[each.ref])) for each in key_results]

    def _empty_row(self, key_result: KeyResult) -> list[Cell]:
        starts = self._frame.starts(key_result)
        ends = min(key_result.due, _done_on(key_result.metric, self._frame.on) or date.max)
        row = self._blanks.get((starts, ends))
        if row is None:
            row = self._blanks[starts, ends] = [self._blank(i, starts, ends) for i in range(len(self.periods))]
        return row.copy()

    def _blank(self, index: int, starts: date, ends: date) -> Blank:
        """What a period is without a confidence, for a key result that runs between these days."""
        period, frame = self.periods[index], self._frame
        if period.first > frame.as_of:
            return Blank.AHEAD
        if not frame.begun or period.last < starts or period.first > ends:
            return Blank.NOT_DUE
        if period.last < frame.as_of:
            return Blank.MISSING
        return Blank.NOT_DUE if frame.closed else Blank.OPEN

    def summary(self, rows: Sequence[ConfidenceRow], found: Remarkable) -> Summary:
        """The sheet of a unit in figures; `found` is what is remarkable about its rows."""
        columns = zip(*[row.cells for row in rows], strict=True) if rows else [()] * len(self.periods)
        return Summary(
            tallies=tuple(_tally(column) for column in columns),
            key_results=len(rows),
            falls=len(found.falls),
            never=len(found.never),
            longest=max((gap.length for gap in found.gaps), default=0),
        )


def total(summaries: Sequence[Summary]) -> Summary:
    """What several units, one at least, have together."""
    columns = zip(*[summary.tallies for summary in summaries], strict=True)
    return Summary(
        tallies=tuple(Tally(*map(sum, zip(*column, strict=True))) for column in columns),
        key_results=sum(summary.key_results for summary in summaries),
        falls=sum(summary.falls for summary in summaries),
        never=sum(summary.never for summary in summaries),
        longest=max(summary.longest for summary in summaries),
    )


def remarkable(rows: Iterable[ConfidenceRow]) -> Remarkable:
    """What is worth a word about these rows."""
    falls: list[Fall] = []
    never: list[KeyResult] = []
    gaps: list[Gap] = []
    for row in rows:
        given = [(index, cell) for index, cell in enumerate(row.cells) if isinstance(cell, Given)]
        if given:
            falls += _falls(row.key_result, given)
            gaps += _gaps(row)
        elif Blank.MISSING in row.cells:
            never.append(row.key_result)
    longest = max((gap.length for gap in gaps), default=0)
    falls.sort(key=lambda fall: (fall.after.value - fall.before.value, -fall.after_period))
    return Remarkable(tuple(falls), tuple(never), tuple(gap for gap in gaps if gap.length == longest))


def _falls(key_result: KeyResult, given: Sequence[tuple[int, Given]]) -> list[Fall]:
    """The fall of a key result from the last of its highest confidences, if it is deep enough."""
    last_period, last = given[-1]
    top_period, top = max(given, key=lambda each: (each[1].value, each[0]))
    if SCALE.index(top.value) - SCALE.index(last.value) < FALL:
        return []
    return [Fall(key_result, top, top_period, last, last_period)]


def _gaps(row: ConfidenceRow) -> list[Gap]:
    """The gaps of a row that are long enough."""
    if Blank.MISSING not in row.cells:
        return []
    runs = groupby(enumerate(row.cells), key=lambda each: each[1] is Blank.MISSING)
    found = []
    for is_missing, run in runs:
        places = [index for index, _ in run]
        if is_missing and len(places) >= LONG_GAP:
            after = row.cells[places[-1] + 1 :]
            lasts = not any(isinstance(cell, Given) for cell in after) and Blank.NOT_DUE not in after
            found.append(Gap(row.key_result, places[0], places[-1], lasts))
    return found


def _forgive(cells: list[Cell], every: int) -> None:
    """Nothing is missing as long as the last confidence, or the first day, is not longer ago than a check-in."""
    since = 0
    for index, cell in enumerate(cells):
        since = since + 1 if cell in (Blank.MISSING, Blank.OPEN) else 0
        if 0 < since < every:
            cells[index] = Blank.NOT_DUE


def _tally(column: Sequence[Cell]) -> Tally:
    values = [cell.value for cell in column if isinstance(cell, Given)]
    unlikely, challenge, likely, high = map(values.count, SCALE)
    return Tally(unlikely, challenge, likely, high, column.count(Blank.MISSING), column.count(Blank.OPEN))


def _done_on(metric: Metric | None, today: date) -> date | None:
    """The day that all of it was done, for what is done in stages or at once; None while it is not, or cannot be."""
    course = [step for step in steps(metric, ()) if step[0] <= today] if is_dated(metric) else []
    return course[-1][0] if course and clamped(course[-1][1]) == 1.0 else None


def by_unit(sheet: ConfidenceSheet, sets: Iterable[OkrSet]) -> Mapping[str, Summary]:
    """The sheet of every unit that has a key result, in figures."""
    return {okrs.unit: sheet.summary(rows, remarkable(rows)) for okrs in sets if (rows := sheet.rows(okrs))}
