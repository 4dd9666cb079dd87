"""How all units came to stand where they do: a line for each, level by level."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Cycle, Level, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.history_rows import UnitRows, is_running
from mkdocs_okr.pages.listing import ROWS_PER_PAGE, Column, Facet, Listing, choices, listing_pages
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

CYCLES_BEFORE = 3


@dataclass(frozen=True, slots=True)
class LevelHistory:
    """The units of a level: as rows, or where there are too many for the page, where they are listed."""

    plural: str
    amount: int
    rows: Markup
    href: str


def company_history(portal: Portal, cycle: Cycle, frame: Callable[[], Frame]) -> Iterator[GeneratedPage]:
    """The page of the company, and lists of the levels that it has no room for. 25 µs a unit."""
    levels = _levels(portal, cycle)
    listed = _listed(levels)
    yield aspect_page(
        portal,
        Aspect.HISTORY,
        cycle,
        None,
        lambda links: _body(portal, links, cycle, levels, listed),
        search=f"History of {cycle.name}: the scores of all units by week and over cycles",
    )
    for level, units in levels:
        if level in listed:
            yield from _listing(portal, cycle, level, units)


def _levels(portal: Portal, cycle: Cycle) -> list[tuple[Level, list[Unit]]]:
    """The units with objectives in the cycle by level, the highest first."""
    units = [portal.portfolio.units[okrs.unit] for okrs in portal.okrs_by_cycle[cycle.id] if okrs.objectives]
    levels = [(level, [unit for unit in units if unit.level == level.id]) for level in portal.portfolio.settings.levels]
    return [(level, own) for level, own in levels if own]


def _listed(levels: Sequence[tuple[Level, list[Unit]]]) -> list[Level]:
    """The levels that have lists of their own, because the page would get too long with them."""
    room = ROWS_PER_PAGE
    listed = []
    for level, units in levels:
        if len(units) > room:
            listed.append(level)
        else:
            room -= len(units)
    return listed


def _before(portal: Portal, cycle: Cycle) -> list[Cycle]:
    """The last cycles of the same kind before a cycle in which anybody had objectives, the newest first."""
    earlier = [
        other
        for other in portal.portfolio.cycles.values()
        if other.kind == cycle.kind and other.starts < cycle.starts and portal.okrs_by_cycle[other.id]
    ]
    return sorted(earlier, key=lambda other: other.starts, reverse=True)[:CYCLES_BEFORE]


def _body(
    portal: Portal, links: Links, cycle: Cycle, levels: Sequence[tuple[Level, list[Unit]]], listed: Sequence[Level]
) -> AspectBody:
    before = _before(portal, cycle)
    rows = UnitRows(portal, links, portal.standings(cycle), before)
    content = portal.render(
        "company_history.j2",
        links,
        cycle=cycle,
        example=next(iter(portal.portfolio.units), "company"),
        before=before,
        is_running=rows.is_running,
        levels=[
            LevelHistory(
                plural=level.plural,
                amount=len(units),
                rows=Markup("") if level in listed else Markup("".join(map(rows.row, units))),
                href=links.to(aspect_address(Aspect.HISTORY, cycle.id, level=level.id)) if level in listed else "",
            )
            for level, units in levels
        ],
    )
    amount = sum(len(units) for _, units in levels)
    if not amount:
        return AspectBody("How every unit came to stand where it does.", content)
    lead = f"The scores of {figures.count(amount, 'unit')} by week. Each leads to its key results, day by day."
    return AspectBody(lead, content)


def _listing(portal: Portal, cycle: Cycle, level: Level, units: Sequence[Unit]) -> list[GeneratedPage]:
    portfolio = portal.portfolio
    standings = portal.standings(cycle)
    before = _before(portal, cycle)
    parents = {above.id for unit in units for above in portfolio.ancestors(unit)}
    statuses = {standings.units[unit.id].status for unit in units}
    facets = (
        Facet("within", "Unit and below", choices(parents, {u.id: u.name for u in portfolio.units.values()})),
        Facet("status", "Status", choices(statuses, {status.value: status.word for status in Status})),
    )
    address = aspect_address(Aspect.HISTORY, cycle.id, level=level.id)

    def rows(links: Links, start: int, end: int) -> Markup:
        drawn = UnitRows(portal, links, standings, before)
        return Markup("".join(map(drawn.row, units[start:end])))

    return listing_pages(
        portal,
        Listing(
            address=address,
            continued=f"{address}/page",
            title=f"History of {level.plural.lower()}, {cycle.name}",
            heading=level.plural,
            lead="The score of each by week, and in the cycles before.",
            eyebrow=f"History, {cycle.name}",
            facets=tuple(facet for facet in facets if len(facet.choices) > 1),
            columns=(
                Column("Unit", "title"),
                Column("Course"),
                Column("Score", "score", right=True),
                Column("Status", "pace"),
                *([Column("7 days", "delta")] if is_running(standings) else []),
                *(Column(other.name, right=True) for other in before),
            ),
            total=len(units),
            rows=rows,
            noun="unit",
            plural="units",
        ),
    )
