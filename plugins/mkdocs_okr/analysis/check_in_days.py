"""When a unit checks in, and how often: by its charter's own words, or else by the company's rhythm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from mkdocs_okr.model import Charter, Cycle, Portfolio, Unit

_NUMBERS = {"other": 2, "second": 2, "two": 2, "third": 3, "three": 3, "four": 4, "six": 6}
_EVERY = re.compile(rf"(?:every|each) (\d+|{'|'.join(_NUMBERS)})(?:st|nd|rd|th)?[ -](day|week|month)")
_DAYS = {"day": 1, "week": 7, "month": 30}
_WORDS = (
    (re.compile(r"fortnight|bi-?week|twice a month|zweiwöch|14-?tägig|vierzehntäg"), 14),
    (re.compile(r"twice a week"), 3),
    (re.compile(r"daily|(?:every|each|work|working|week) ?days?\b|täglich"), 1),
    (re.compile(r"week|\b(?:mon|tues|wednes|thurs|fri)day|wöchentlich|jede woche"), 7),
    (re.compile(r"month|monat"), 30),
    (re.compile(r"quarter|quartal"), 91),
    (re.compile(r"year|annual|jährlich"), 365),
)

LATENESS = 7
"""Days by which a check-in may be late where a unit checks in more seldom than weekly."""

_WEEK = 7  # days
_QUARTER = 13  # weeks
_LONGEST = 366  # days
_DIGITS = 3
_WORKDAYS = (0, 1, 2, 3, 4)
_WEEKDAYS = (
    ("monday", "mon", "montag", "mo"),
    ("tuesday", "tue", "tues", "dienstag", "di"),
    ("wednesday", "wed", "mittwoch", "mi"),
    ("thursday", "thu", "thur", "thurs", "donnerstag", "do"),
    ("friday", "fri", "freitag", "fr"),
    ("saturday", "sat", "samstag", "sonnabend", "sa"),
    ("sunday", "sun", "sonntag", "so"),
)
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_AMBIGUOUS = 2  # letters: "so" and "do" are weekdays only where nothing but weekdays is said
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = frozenset({"and", "und", "to", "bis"})
_RANGE = re.compile(r"\bto\b|\bbis\b|[-–]")
_TIME = re.compile(r"\b(\d{1,2})(?:[:.h](\d{2}))?\s*(am\b|pm\b|a\.m\.|p\.m\.|uhr|o[’']clock)?", re.IGNORECASE)


@lru_cache(maxsize=1024)  # most charters of a company say the same
def cadence_days(cadence: str) -> int | None:
    """The days between check-ins that a unit means by "weekly" or "every two weeks"; None where nobody knows."""
    said = " ".join(cadence.lower().split())
    every = _EVERY.search(said)
    if every is not None:
        if len(every[1]) > _DIGITS and every[1] not in _NUMBERS:
            return None
        days = (_NUMBERS.get(every[1]) or int(every[1])) * _DAYS[every[2]]
        return days if 0 < days <= _LONGEST else None
    return next((days for words, days in _WORDS if words.search(said)), None)


def stretched(days: float, cycle: Cycle) -> float:
    """Days of a quarter in the measure of this cycle: nobody looks at the OKRs of a year every week."""
    return days * max(1, cycle.weeks // _QUARTER)


@lru_cache(maxsize=1024)
def weekdays_in(text: str) -> tuple[int, ...]:
    """The weekdays that a text names in English or German, 0 for Monday to 6 for Sunday: "Tuesdays", "Mo–Mi"."""
    words = _WORD.findall(text.lower())
    known = [_WEEKDAY.get(word, _WEEKDAY.get(word.removesuffix("s"))) for word in words]
    is_plain = all(day is not None or word in _BETWEEN for word, day in zip(words, known, strict=True))
    found = [
        day for word, day in zip(words, known, strict=True) if day is not None and (is_plain or len(word) > _AMBIGUOUS)
    ]
    if len(found) == 2 and found[0] < found[1] and _RANGE.search(text.lower()):
        return tuple(range(found[0], found[1] + 1))
    return tuple(sorted(set(found)))


def time_in(text: str) -> time | None:
    """The time of day that a text begins with: "09:30", "2 pm", "14 Uhr"; None where it names none."""
    found = _TIME.search(text)
    if found is None:
        return time(12) if "noon" in text.lower() else None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower().replace(".", "")
    if not (found[2] or half):
        return None  # a bare number may be anything
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


@dataclass(frozen=True, slots=True)
class CheckInDays:
    """The days on which a unit checks in during a cycle.

    `weekdays` (0 for Monday) are those that its charter names, or all working days where it checks in daily; where it
    names none the days are counted from the cycle's first one, and begin with a working day.
    `every` is the number of days between two, in whole weeks where there are weekdays. `at` is the time of day, None
    where nobody said. The first day of a cycle has nothing to tell yet, so check-ins begin after it. `shift` is by how
    many weeks later they begin: who checks in every two weeks may do so in the odd or in the even ones.
    """

    cycle: Cycle
    weekdays: tuple[int, ...]
    every: int
    at: time | None
    shift: int = 0

    def __iter__(self) -> Iterator[date]:
        """The days in their order, from the second day of the cycle to its last; 13 in a quarter with weekly ones."""
        ends = self.cycle.ends
        if not self.weekdays:
            day = workday(self.cycle.starts + timedelta(days=self.shift * _WEEK or self.every))
            while day <= ends:
                yield day
                day += timedelta(days=self.every)
            return
        second = self.cycle.starts + timedelta(days=1)
        monday = self._first_monday + timedelta(days=self.shift * _WEEK)
        while monday <= ends:
            for number in self.weekdays:
                day = monday + timedelta(days=number)
                if second <= day <= ends:
                    yield day
            monday += timedelta(days=self.every)

    @property
    def _first_monday(self) -> date:
        """The Monday of the first week with one of the weekdays in it."""
        second = self.cycle.starts + timedelta(days=1)
        monday = second - timedelta(days=second.weekday())
        is_over = all(monday + timedelta(days=number) < second for number in self.weekdays)
        return monday + timedelta(days=_WEEK) if is_over else monday

    def in_step(self, held: date) -> "CheckInDays":
        """The same in those weeks to which a check-in that was held on a day is nearest."""
        middle = sum(self.weekdays) / len(self.weekdays) if self.weekdays else 0.0
        since = (held - (self._first_monday if self.weekdays else self.cycle.starts)).days - middle
        return replace(self, shift=round(since / _WEEK) % max(self.every // _WEEK, 1))

    def is_held(self, day: date, last: date | None) -> bool:
        """Whether the last check-in of all belongs to a day, or to one after it.

        It belongs to the nearest day, so one that is a day late is not the next one.
        """
        near = timedelta(days=self.every // max(len(self.weekdays), 1) // 2)
        return last is not None and last >= day - near

    def last(self, today: date) -> date | None:
        """The last one up to today; None before the first."""
        return max((day for day in self if day <= today), default=None)

    def next(self, today: date) -> date | None:
        """The first one from today on; None where there is none left."""
        return next((day for day in self if day >= today), None)


def check_in_days(portfolio: Portfolio, cycle: Cycle, unit: Unit) -> CheckInDays:
    """When a unit checks in during a cycle: in the weeks in which it last did, else from the first one. About 10 µs."""
    weekdays, every = _rhythm(portfolio, cycle, unit)
    days = CheckInDays(cycle, weekdays, every, time_in(unit.charter.time))
    okrs = portfolio.okr_sets.get((cycle.id, unit.id))
    held = [check_in.date for check_in in okrs.check_ins if check_in.date <= portfolio.as_of] if okrs else []
    return days.in_step(max(held)) if held else days


def days_between(portfolio: Portfolio, cycle: Cycle, unit: Unit) -> int:
    """The days from one check-in of a unit to the next during a cycle, 1 at least. 2 µs."""
    return _rhythm(portfolio, cycle, unit)[1]


def weeks_between(portfolio: Portfolio, cycle: Cycle, unit: Unit) -> int:
    """The same in weeks, begun ones counted: so many may follow each other without a word from one to the other."""
    return -(-days_between(portfolio, cycle, unit) // _WEEK)


def patience(cycle: Cycle, unit: Unit, days: float) -> float:
    """How many days of silence are all right where `days` are in a quarter with weekly check-ins."""
    own = cadence_days(unit.charter.cadence) or _WEEK
    return stretched(max(days, own + LATENESS) if own > _WEEK else days, cycle)


def _rhythm(portfolio: Portfolio, cycle: Cycle, unit: Unit) -> tuple[tuple[int, ...], int]:
    """The weekdays on which a unit checks in, and the days from one time to the next."""
    cadence = cadence_days(unit.charter.cadence) or portfolio.settings.rhythm.check_in_days
    weekdays = weekdays_of(unit.charter) or (_WORKDAYS if cadence == 1 else ())
    days = min(max(cadence, round(stretched(min(cadence, _WEEK), cycle))), _LONGEST)
    return weekdays, _WEEK * max(1, round(days / _WEEK)) if weekdays else days


def weekdays_of(charter: Charter) -> tuple[int, ...]:
    """The weekdays that a charter names for check-ins, as its day or in its cadence."""
    return weekdays_in(charter.day) or weekdays_in(charter.cadence)


def workday(day: date) -> date:
    """The day itself, or the Friday before for one of a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))
