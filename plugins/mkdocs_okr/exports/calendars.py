"""A calendar of every unit: the key dates of the company, and the unit's own check-ins."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from mkdocs_okr.analysis.check_in_days import CheckInDays, check_in_days, weekdays_of
from mkdocs_okr.exports.icalendar import Event, Repetition, calendar, event
from mkdocs_okr.model import Cycle, Portfolio, Unit
from mkdocs_okr.pages.addresses import calendar_path, unit_address
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.portal import Portal


def calendar_files(portal: Portal) -> dict[str, bytes]:
    """The calendar of every unit, the company's among them; none while there is no date to put into one.

    The events of key dates are written once for all units, so a unit costs 0.05 ms.
    """
    cycles = calendar_cycles(portal.portfolio)
    shared = [event(each) for cycle in cycles for each in _key_dates(portal, cycle)]
    files: dict[str, bytes] = {}
    for unit in portal.portfolio.units.values():
        own = [event(each) for cycle in cycles for each in _check_ins(portal, cycle, unit)]
        if shared or own:
            files[calendar_path(unit.id)] = calendar(f"OKRs of {unit.name}", [*shared, *own])
    return files


def calendar_cycles(portfolio: Portfolio) -> list[Cycle]:
    """The cycles that are not over, and the last of those that are."""
    over = [cycle for cycle in portfolio.cycles.values() if cycle.ends < portfolio.as_of]
    last = max(over, key=lambda cycle: (cycle.ends, -cycle.days), default=None)
    return [cycle for cycle in portfolio.cycles.values() if cycle.ends >= portfolio.as_of or cycle is last]


def _key_dates(portal: Portal, cycle: Cycle) -> Iterator[Event]:
    """The dates of a cycle. One stays itself when its day is moved, but not when it is called otherwise."""
    company = portal.portfolio.organization.name
    url = portal.addresses.whole(aspect_address(Aspect.DATES, cycle.id))
    names: Counter[str] = Counter()
    for each in portal.dates(cycle):
        names[each.title] += 1
        usual = "" if each.is_written else "This is the usual day for it. Nobody has written another one."
        yield Event(
            name=f"{company}/{cycle.id}/{each.title}/{names[each.title]}",
            starts=each.day,
            summary=f"{each.title} ({cycle.name})",
            revised=cycle.starts,
            description=usual,
            url=url,
        )


def _check_ins(portal: Portal, cycle: Cycle, unit: Unit) -> Iterator[Event]:
    """The check-ins of a unit that has objectives in the cycle: an event that repeats itself."""
    portfolio = portal.portfolio
    okrs = portal.okrs(cycle, unit)
    if okrs is None or not okrs.objectives:
        return
    days = check_in_days(portfolio, cycle, unit)
    first = next(iter(days), None)
    if first is None:
        return
    yield Event(
        name=f"{portfolio.organization.name}/{cycle.id}/check-in of {unit.id}",
        starts=first if days.at is None else datetime.combine(first, days.at),
        summary=f"OKR check-in of {unit.name}",
        revised=cycle.starts,
        description=_said(unit, days),
        url=portal.addresses.whole(unit_address(cycle.id, unit.id)),
        repeated=_repeated(cycle, days),
    )


def _repeated(cycle: Cycle, days: CheckInDays) -> Repetition:
    if days.weekdays:
        return Repetition(days.every // 7, days.weekdays, cycle.ends)
    return Repetition(days.every, (), cycle.ends)


def _said(unit: Unit, days: CheckInDays) -> str:
    """What a check-in's event tells: until when updates are to be written, and where no day is agreed."""
    charter = unit.charter
    due = f"Updates due: {charter.updates_due}." if charter.updates_due else ""
    agreed = "" if weekdays_of(charter) else "The charter names no day of the week. This one is counted."
    return " ".join(part for part in (due, agreed) if part)
