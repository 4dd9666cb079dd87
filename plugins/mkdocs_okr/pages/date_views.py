"""A date of a cycle as pages show it: whether it has been kept, by what the units' files say, and what comes next."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from markupsafe import Markup

from mkdocs_okr.analysis.key_dates import Kept, RhythmDate, Step, kept
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.components import icon
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal

NAMED = 8
"""Units that are named where they have not kept a date."""

_STATES = {
    "Done": ("ok", "met"),
    "Late": ("off", "later"),
    "Past": ("none", "flat"),
    "Not said": ("none", "unknown"),
    "Today": ("ahead", "ahead"),
    "Next": ("ahead", "ahead"),
    "Coming": ("wait", "later"),
}
_REVIEWED = frozenset({Step.REVIEW, Step.GRADES})


_Dated = TypeVar("_Dated")

MOST_DATES = 60
"""Of a list of dates that a page shows."""


@dataclass(frozen=True, slots=True)
class DateView:
    """A date with its state, how far the units are with it, and how far ahead it lies.

    `missing` are units that have not kept it though some have and its day is past; there are `more` of them.
    """

    day: date
    weekday: str
    shown: str
    title: str
    is_usual: bool
    state: Markup
    told: str
    missing: tuple[Named, ...]
    more: int


def around(dates: Sequence[_Dated], today: date, day: Callable[[_Dated], date]) -> Sequence[_Dated]:
    """Of very many dates in their order those that come next and, as far as there is room, the last ones past."""
    begin = max(min(bisect_left(dates, today, key=day), len(dates) - MOST_DATES), 0)
    return dates[begin : begin + MOST_DATES]


def date_views(
    portal: Portal, links: Links, dates: Sequence[RhythmDate], units: Collection[str] | None = None
) -> tuple[DateView, ...]:
    """The dates, kept by all units or by those of `units`; with their years where they are of several."""
    next_day = next((each.day for each in dates if each.day >= portal.portfolio.as_of), None)
    shown = figures.full_day if len({each.day.year for each in dates}) > 1 else figures.day
    return tuple(_view(portal, links, each, next_day, shown(each.day), units) for each in dates)


def _view(
    portal: Portal,
    links: Links,
    each: RhythmDate,
    next_day: date | None,
    shown: str,
    units: Collection[str] | None,
) -> DateView:
    portfolio = portal.portfolio
    how = kept(portfolio, each, units)
    missing = how.missing if how is not None and how.done and each.day < portfolio.as_of else ()
    return DateView(
        day=each.day,
        weekday=figures.weekday(each.day),
        shown=shown,
        title=each.title,
        is_usual=not each.is_written,
        state=date_state(_state(each, how, portfolio.as_of, next_day)),
        told=_told(each, how, portfolio.as_of),
        missing=tuple(
            Named(portfolio.units[unit].name, links.to(portal.unit_page(unit, each.cycle))) for unit in missing[:NAMED]
        ),
        more=len(missing[NAMED:]),
    )


def _state(each: RhythmDate, how: Kept | None, today: date, next_day: date | None) -> str:
    if how is not None and how.done == how.units:
        return "Done"
    if each.day < today:
        if how is None:
            return "Past"
        return "Late" if how.done or each.due & _REVIEWED else "Not said"
    return "Today" if each.day == today else "Next" if each.day == next_day else "Coming"


def _told(each: RhythmDate, how: Kept | None, today: date) -> str:
    """How far the units are, in words: "all 11 units, the last on 31 Mar", "9 of 11 units have", "in 4 days"."""
    when = figures.ahead(each.day, today) if each.day > today else ""
    if how is None or (not how.done and each.day >= today):
        return when
    if how.units == 1:
        on = f"on {figures.day(how.last)}" if how.done else ""
        return f"{on}, late" if how.late else on
    if not how.done:
        return f"none of {figures.count(how.units, 'unit')} yet"
    which = (
        f"all {figures.count(how.units, 'unit')}"
        if how.done == how.units
        else f"{how.done:,} of {how.units:,} units have"
    )
    last = f", the last on {figures.day(how.last)}" if how.done == how.units else ""
    late = f", {how.late:,} of them late" if how.late else ""
    return f"{which}{last}{late}" + (f", {when}" if when else "")


@cache
def date_state(word: str) -> Markup:
    """What has become of a date, as shape, colour and word."""
    colour, shape = _STATES[word]
    return Markup(f'<span class="okr-st okr-s--{colour}">{icon(shape)}{word}</span>')
