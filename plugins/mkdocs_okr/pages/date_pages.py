"""The dates of a cycle: a page of the company, and a fold on every unit's page, with the calendars to subscribe to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mkdocs_okr.analysis.check_in_days import CheckInDays, check_in_days, weekdays_of
from mkdocs_okr.analysis.key_dates import Phase, RhythmDate, kept
from mkdocs_okr.model import Cycle, CycleState, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links, calendar_path
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.badges import PLACEHOLDER
from mkdocs_okr.pages.date_views import around, date_views
from mkdocs_okr.pages.listing import ROWS_PER_PAGE
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

_PHASES = {
    Phase.BEFORE: "Before the first day",
    Phase.DURING: "On the way",
    Phase.END: "At the end",
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """Units that check in on the same day of the week, each with its time."""

    when: str
    units: tuple[tuple[Named, str], ...]


def date_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of the company."""
    return [
        aspect_page(
            portal,
            Aspect.DATES,
            cycle,
            None,
            lambda links: _body(portal, links, cycle),
            search=f"Key dates of {cycle.name}: publication, peer review, commitment, check-in days, reviews, calendar",
        )
    ]


def _body(portal: Portal, links: Links, cycle: Cycle) -> AspectBody:
    """The dates by phase. The cost grows with the number of units: 10 µs each."""
    portfolio = portal.portfolio
    dates = portal.dates(cycle)
    shown = around(dates, portfolio.as_of, lambda each: each.day)
    views = list(zip(shown, date_views(portal, links, shown), strict=True))
    company = portfolio.company
    meetings, others = _meetings(portal, links, cycle)
    content = portal.render(
        "date_page.j2",
        links,
        cycle=cycle,
        phases=[
            (title, rows)
            for phase, title in _PHASES.items()
            if (rows := [view for each, view in views if each.phase is phase])
        ],
        left=len(dates) - len(shown),
        usual=[each for each in dates if not each.is_written],
        all_usual=not any(each.is_written for each in dates),
        file=cycle.origin.place().file,
        edit_url=portal.edit_url(cycle.origin.place("key_dates")),
        meetings=meetings,
        others=others,
        calendar=links.file(calendar_path(company.id)) if company else "",
        root=links.file(""),
        placeholder=PLACEHOLDER,
        calendar_path=calendar_path(company.id) if company else "",
    )
    return AspectBody(_lead(portal, cycle, dates), content)


def _lead(portal: Portal, cycle: Cycle, dates: Sequence[RhythmDate]) -> str:
    today = portal.portfolio.as_of
    coming = next((each for each in dates if each.day >= today), None)
    if coming is not None:
        shown = figures.day(coming.day) if coming.day.year == today.year else figures.full_day(coming.day)
        return f"Next: {coming.title}, on {figures.weekday(coming.day)}, {shown}, {figures.ahead(coming.day, today)}."
    if cycle.state is CycleState.CLOSED:
        return "The cycle is closed."
    return "All dates of this cycle are past." if dates else "When the steps of this cycle are due."


def _meetings(portal: Portal, links: Links, cycle: Cycle) -> tuple[list[Meeting], int]:
    """The units that check in, by day of the week, and how many more there are than a page can name."""
    portfolio = portal.portfolio
    if cycle.state is CycleState.CLOSED:
        return [], 0
    units = [portfolio.units[okrs.unit] for okrs in portal.okrs_by_cycle[cycle.id] if okrs.objectives]
    by_day: dict[tuple[int, ...], list[tuple[Named, str]]] = {}
    for unit in units[:ROWS_PER_PAGE]:
        days = check_in_days(portfolio, cycle, unit)
        name = Named(unit.name, links.to(portal.unit_page(unit.id, cycle)))
        by_day.setdefault(days.weekdays if weekdays_of(unit.charter) else (), []).append((name, _at(unit, days)))
    order = sorted(by_day, key=lambda days: days or (7,))
    meetings = [Meeting(_weekdays(days), tuple(by_day[days])) for days in order]
    return meetings, max(len(units) - ROWS_PER_PAGE, 0)


def _weekdays(days: Sequence[int]) -> str:
    return ", ".join(figures.WEEKDAYS[day] for day in days) if days else "No day of the week"


def _at(unit: Unit, days: CheckInDays) -> str:
    """When a unit checks in besides its weekday: "10:30", "every 14 days"."""
    is_weekly = days.weekdays and days.every <= 7
    every = "" if is_weekly else f"every {figures.count(days.every, 'day')}"
    return ", ".join(part for part in (unit.charter.time, every) if part)


def unit_dates(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> Markup:
    """A fold with a unit's own dates, those to come, its next check-in and its calendar. 0.5 ms a unit.

    What is past and no file of the unit tells of is on the company's page.
    """
    portfolio = portal.portfolio
    coming = _next_check_in(portal, unit, cycle)
    dates = [
        each
        for each in portal.dates(cycle)
        if each.day >= portfolio.as_of or kept(portfolio, each, (unit.id,)) is not None
    ]
    shown = around(dates, portfolio.as_of, lambda each: each.day)
    return portal.render(
        "unit_dates.j2",
        links,
        unit=unit,
        cycle=cycle,
        views=date_views(portal, links, _with_check_in(shown, cycle, unit, coming), (unit.id,)),
        next_check_in=figures.ahead(coming, portfolio.as_of) if coming else "",
        calendar=links.file(calendar_path(unit.id)),
        page=links.to(aspect_address(Aspect.DATES, cycle.id)),
    )


def _next_check_in(portal: Portal, unit: Unit, cycle: Cycle) -> date | None:
    """The next day on which a unit has to check in; None where it has no objectives, in a draft and after the cycle."""
    standing = portal.standings(cycle).units.get(unit.id)
    if standing is None or cycle.state is not CycleState.ACTIVE:
        return None
    days = check_in_days(portal.portfolio, cycle, unit)
    today = portal.portfolio.as_of
    return next((day for day in days if day >= today and not days.is_held(day, standing.last_check_in)), None)


def _with_check_in(dates: Sequence[RhythmDate], cycle: Cycle, unit: Unit, day: date | None) -> Sequence[RhythmDate]:
    """The dates, with the unit's next check-in among them if there is one to come."""
    if day is None:
        return dates
    at = f", {unit.charter.time}" if unit.charter.time else ""
    is_written = bool(weekdays_of(unit.charter))
    check_in = RhythmDate(cycle, day, f"Next check-in{at}", frozenset(), frozenset(), is_written)
    return sorted([*dates, check_in], key=lambda each: each.day)
