"""Dependencies between units as a unit's page shows them."""

from dataclasses import dataclass
from datetime import date

from mkdocs_okr.model import Cycle, Dependency, Objective, Ref, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal


@dataclass(frozen=True, slots=True)
class DependencyView:
    """Something that is waited for: what, on whom, and how far it has come."""

    way: str
    what: str
    other: Named
    wanted_for: Named | None
    kind: str
    state: str
    state_date: str


def dependencies(portal: Portal, links: Links, unit: Unit, cycle: Cycle, on: date) -> tuple[DependencyView, ...]:
    """What the unit waits for, and what others wait for from it."""
    okrs = portal.okrs(cycle, unit)
    needed = [
        _needed(portal, links, dependency, objective, on)
        for objective in (okrs.objectives if okrs else ())
        for dependency in objective.depends_on
    ]
    given = [
        _given(portal, links, dependency, objective, on)
        for objective, dependency in portal.waiting_for(cycle).get(unit.id, ())
    ]
    return (*needed, *given)


def _needed(portal: Portal, links: Links, dependency: Dependency, objective: Objective, on: date) -> DependencyView:
    """A dependency as the waiting unit sees it."""
    return _dependency(portal, links, dependency, dependency.needs, dependency.unit, "Needs", objective, on)


def _given(portal: Portal, links: Links, dependency: Dependency, objective: Objective, on: date) -> DependencyView:
    """A dependency as the unit sees it that is waited for; `objective` is the waiting one."""
    return _dependency(portal, links, dependency, objective.ref, objective.ref.unit, "Gives", objective, on)


def _dependency(
    portal: Portal,
    links: Links,
    dependency: Dependency,
    to: Ref | None,
    other: str,
    way: str,
    objective: Objective,
    on: date,
) -> DependencyView:
    href = links.to_ref(to) if to else links.to(portal.unit_page(other, portal.portfolio.cycles[objective.ref.cycle]))
    wanted = dependency.wanted_for
    wanted_for = Named(objective.title, links.to_ref(objective.ref))
    if wanted is not None:
        wanted_for = Named(portal.portfolio.key_results[wanted].title, links.to_ref(wanted))
    state, when = _dependency_state(dependency, on)
    return DependencyView(
        way=way,
        what=dependency.what or _needed_title(portal, dependency),
        other=Named(portal.portfolio.units[other].name, href),
        wanted_for=wanted_for,
        kind=dependency.kind,
        state=state,
        state_date=when,
    )


def _needed_title(portal: Portal, dependency: Dependency) -> str:
    needs = dependency.needs
    if needs is None:
        return portal.portfolio.units[dependency.unit].name
    if needs.key_result:
        return portal.portfolio.key_results[needs].title
    return portal.portfolio.objectives[needs].title


def _dependency_state(dependency: Dependency, on: date) -> tuple[str, str]:
    if dependency.done is not None:
        return "Done", figures.day(dependency.done)
    if dependency.due is not None and dependency.due < on:
        return "Late", f"was due {figures.day(dependency.due)}"
    due = f"due {figures.day(dependency.due)}" if dependency.due is not None else ""
    if dependency.confirmed is not None:
        return "Confirmed", due or figures.day(dependency.confirmed)
    return "Not confirmed", due
