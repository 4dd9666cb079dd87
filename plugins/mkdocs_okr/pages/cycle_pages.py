"""A cycle's page (its objectives by level) and the archive of all cycles."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mkdocs_okr.analysis.cascade import bottom_up_share
from mkdocs_okr.analysis.progress import straight
from mkdocs_okr.analysis.standing import CycleStandings, UnitStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Cycle, CycleState, Objective
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links, unit_address
from mkdocs_okr.pages.data_paths import DATA, cycle_anchor
from mkdocs_okr.pages.date_views import around
from mkdocs_okr.pages.explorer import objective_facets
from mkdocs_okr.pages.finding_views import health_address
from mkdocs_okr.pages.listing import Column, Listing, listing_pages
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry


@dataclass(frozen=True, slots=True)
class Mark:
    """A date on the cycle's axis: its place as a share from 0 to 1, its words, and how it is set."""

    at: float
    day: str
    title: str
    kind: str


def state_word(cycle: Cycle, today: date) -> str:
    """How far a cycle has come, in a word or two."""
    if cycle.state is CycleState.DRAFT:
        return "Draft"
    if cycle.state is CycleState.CLOSED:
        return "Closed"
    if today < cycle.starts:
        return f"Begins {figures.ahead(cycle.starts, today)}"
    if today > cycle.ends:
        return "Over, not closed yet"
    return f"Week {cycle.week(today)} of {cycle.weeks}"


def marks(cycle: Cycle, today: date) -> tuple[Mark, ...]:
    """The dates to print under the cycle's axis: first day, last day, today, then key dates where there is room."""
    found: list[Mark] = []

    def place(day: date, title: str, kind: str) -> None:
        at = straight(cycle.starts, cycle.ends, day)  # where what is expected by that day stands on the bar above
        if all(abs(at - other.at) >= 0.15 for other in found):
            found.append(Mark(at, figures.day(day), title, kind))

    def title_on(day: date, otherwise: str) -> str:
        return next((k.title for k in cycle.key_dates if k.date == day), otherwise)

    place(cycle.starts, title_on(cycle.starts, "First day"), "start")
    if cycle.starts <= today <= cycle.ends:
        place(today, "Today", "now")
    place(cycle.ends, title_on(cycle.ends, "Last day"), "end")
    for key_date in cycle.key_dates:
        if cycle.starts < key_date.date < cycle.ends and key_date.date > today:
            place(key_date.date, key_date.title, "date")
    return tuple(sorted(found, key=lambda mark: mark.at))


def cycle_bar(portal: Portal, links: Links, cycle: Cycle) -> Markup:
    """The cycle at a glance: weeks, progress of the company and key dates on one axis."""
    standings = portal.standings(cycle)
    company = portal.portfolio.company
    today = portal.portfolio.as_of
    return portal.render(
        "cycle_bar.j2",
        links,
        cycle=cycle,
        standings=standings,
        standing=standings.units.get(company.id) if company else None,
        company=company,
        marks=marks(cycle, today),
        running=cycle.starts <= today <= cycle.ends,
        days_left=(cycle.ends - today).days,
        state=state_word(cycle, today),
    )


def cycle_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """All objectives of a cycle by level. The current one stands in the navigation."""
    portfolio = portal.portfolio
    levels = {level.id: number for number, level in enumerate(portfolio.settings.levels)}
    objectives = sorted(
        (o for okrs in portal.okrs_by_cycle[cycle.id] for o in okrs.objectives),
        key=lambda o: levels[portfolio.units[o.ref.unit].level],
    )
    standings = portal.standings(cycle)
    current = portfolio.current_cycle
    listing = Listing(
        address=cycle.id,
        continued=f"cycles/{cycle.id}",
        title=cycle.name,
        heading=cycle.name,
        eyebrow=f"{cycle.kind.capitalize()}, {figures.full_day(cycle.starts)} to {figures.full_day(cycle.ends)}",
        lead="",
        facets=objective_facets(portal, objectives, standings, with_key_results=False),
        columns=(
            Column("Objective", "title"),
            Column("Unit", "name"),
            Column("Score", "score"),
            Column("Status", "pace"),
            Column("Confidence", "confidence"),
            Column("Key results", right=True),
        ),
        total=len(objectives),
        rows=lambda links, start, end: _rows(portal, links, objectives[start:end], standings),
        noun="objective",
        plural="objectives",
        in_nav=current is not None and current.id == cycle.id,
        above=lambda links: _above(portal, links, cycle, objectives, standings),
        empty="No objectives are written for this cycle yet.",
        search=(SearchEntry("", cycle.name, f"Cycle: all objectives of {cycle.name} by level"),),
    )
    return listing_pages(portal, listing)


def _above(
    portal: Portal, links: Links, cycle: Cycle, objectives: list[Objective], standings: CycleStandings
) -> Markup:
    counts = Counter(standings.objectives[o.ref].status for o in objectives)
    parent = portal.portfolio.cycles.get(cycle.parent or "")
    within = [c for c in portal.portfolio.cycles.values() if c.parent == cycle.id]
    return portal.render(
        "cycle_head.j2",
        links,
        cycle=cycle,
        key_dates=around(cycle.key_dates, portal.portfolio.as_of, lambda each: each.date),
        bar=cycle_bar(portal, links, cycle),
        statuses=[(status, counts[status]) for status in Status if counts[status]],
        objectives=len(objectives),
        key_results=sum(len(o.key_results) for o in objectives),
        units=len(standings.units),
        bottom_up=bottom_up_share(objectives),
        parent=Named(parent.name, links.to(parent.id)) if parent else None,
        within=[Named(c.name, links.to(c.id)) for c in within],
        explorer=links.to(f"explore/{cycle.id}"),
        health=links.to(health_address(portal, cycle.id)),
        data=links.to(DATA, cycle_anchor(cycle.id)),
        edit_url=portal.edit_url(cycle.origin.place()),
    )


def _rows(portal: Portal, links: Links, objectives: list[Objective], standings: CycleStandings) -> Markup:
    portfolio = portal.portfolio
    views = []
    level = ""
    for objective in objectives:
        unit = portfolio.units[objective.ref.unit]
        standing = standings.objectives[objective.ref]
        perspective = portfolio.perspectives.get(objective.perspective or "")
        theme = portfolio.themes.get(objective.theme or "")
        views.append(
            {
                "group": portfolio.levels[unit.level].plural if unit.level != level else "",
                "title": objective.title,
                "href": links.to_ref(objective.ref),
                "tags": [tag.name for tag in (perspective, theme) if tag] + [objective.kind] * bool(objective.kind),
                "unit_ids": " ".join([unit.id, *(above.id for above in portfolio.ancestors(unit))]),
                "unit": unit.name,
                "unit_href": links.to(unit_address(standings.cycle.id, unit.id)),
                "level": unit.level,
                "perspective": objective.perspective or "",
                "theme": objective.theme or "",
                "lead": objective.lead or unit.lead or "",
                "lead_link": person_link(portal, links, objective.lead or unit.lead),
                "status": standing.status,
                "score": standing.score,
                "bar": components.bar(standing.score, standing.expected, standing.status),
                "confidence": standing.confidence,
                "key_results": len(objective.key_results),
            }
        )
        level = unit.level
    return portal.render("cycle_rows.j2", links, rows=views)


@dataclass(frozen=True, slots=True)
class ArchivedCycle:
    """A row of the archive."""

    name: str
    href: str
    kind: str
    period: str
    state: str
    current: bool
    units: int
    objectives: int
    key_results: int
    standing: UnitStanding | None
    explorer: str


def archive_page(portal: Portal) -> GeneratedPage:
    """All cycles, newest first."""
    portfolio = portal.portfolio

    def render() -> str:
        links = portal.addresses.seen_from("cycles")
        cycles = sorted(portfolio.cycles.values(), key=lambda c: (c.starts, -c.days), reverse=True)
        return portal.render("archive.j2", links, cycles=[_archived(portal, links, cycle) for cycle in cycles])

    return GeneratedPage(
        address="cycles",
        title="Cycles",
        render=render,
        search=(
            SearchEntry("", "Cycles", "Archive of all cycles: " + ", ".join(c.name for c in portfolio.cycles.values())),
        ),
        in_nav=True,
    )


def _archived(portal: Portal, links: Links, cycle: Cycle) -> ArchivedCycle:
    objectives = [o for okrs in portal.okrs_by_cycle[cycle.id] for o in okrs.objectives]
    standings = portal.standings(cycle)
    company = portal.portfolio.company
    current = portal.portfolio.current_cycle
    return ArchivedCycle(
        name=cycle.name,
        href=links.to(cycle.id),
        kind=cycle.kind,
        period=f"{figures.full_day(cycle.starts)} to {figures.full_day(cycle.ends)}",
        state=state_word(cycle, portal.portfolio.as_of),
        current=current is not None and current.id == cycle.id,
        units=len(standings.units),
        objectives=len(objectives),
        key_results=sum(len(o.key_results) for o in objectives),
        standing=standings.units.get(company.id) if company else None,
        explorer=links.to(f"explore/{cycle.id}"),
    )
