"""The days of a cycle from left to right: its weeks, dates, today, and what was read before or after it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from mkdocs_okr.model import Cycle

_EACH_WEEK_UP_TO = 16
_DATES_BETWEEN_FROM = 6  # weeks
_WEEK = timedelta(days=7)


class Tick(NamedTuple):
    """Words at a place of an axis, as a share of it from 0 to 1."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A cycle as an axis, with some room before and after it where something was read there.

    `begins` and `ends` are where the cycle's first and last day lie, as shares of the axis from 0 to 1; `today` is None
    where it lies outside. `weeks` are the numbers below the middle of each week, `dates` the days below its beginning.
    """

    cycle: Cycle
    first: date
    last: date
    begins: float
    ends: float
    today: float | None
    weeks: tuple[Tick, ...]
    dates: tuple[Tick, ...]

    def share(self, day: date) -> float:
        """Where a day lies: 0 at the left end, 1 at the right one; days beyond the ends lie on them."""
        if day <= self.first:
            return 0.0
        return 1.0 if day >= self.last else (day - self.first).days / (self.last - self.first).days

    def is_gap(self, before: date, after: date) -> bool:
        """Whether a whole week of the cycle lies between two days."""
        return after - before > _WEEK and self.cycle.week(after) - self.cycle.week(before) > 1


def time_axis(
    cycle: Cycle, today: date, days: Iterable[date], day_words: Callable[[date], str], year_words: Callable[[date], str]
) -> TimeAxis:
    """The axis of a cycle on which all these days have a place, at most half as long again as the cycle on each side.

    `day_words` prints a day, `year_words` with its year: the first and the last of a cycle that crosses a year have it.
    """
    room = timedelta(days=cycle.days // 2)
    known = list(days)
    first = max(min([cycle.starts, *known]), cycle.starts - room)
    last = min(max([cycle.ends, *known]), cycle.ends + room)
    length = (last - first).days or 1

    def share(day: date) -> float:
        return (day - first).days / length

    begun = [cycle.days_of(week)[0] for week in range(1, cycle.weeks + 1)]
    every = 1 if cycle.weeks <= _EACH_WEEK_UP_TO else 4
    edge = year_words if cycle.starts.year != cycle.ends.year else day_words
    between = range(cycle.weeks // 3, cycle.weeks - 1, max(cycle.weeks // 3, 1))
    return TimeAxis(
        cycle=cycle,
        first=first,
        last=last,
        begins=share(cycle.starts),
        ends=1.0 if last == cycle.ends else share(cycle.ends),
        today=share(today) if first <= today <= last else None,
        weeks=tuple(
            Tick((share(begun[week - 1]) + share(_end(cycle, week))) / 2, str(week))
            for week in range(1, cycle.weeks + 1)
            if every == 1 or week == 1 or week % every == 0
        ),
        dates=(
            Tick(share(cycle.starts), edge(cycle.starts)),
            *(
                Tick(share(begun[week]), day_words(begun[week]))
                for week in list(between)[:2]
                if cycle.weeks >= _DATES_BETWEEN_FROM
            ),
            *([Tick(share(cycle.ends), edge(cycle.ends))] if cycle.days > 1 else []),
        ),
    )


def _end(cycle: Cycle, week: int) -> date:
    return cycle.days_of(week)[1]
