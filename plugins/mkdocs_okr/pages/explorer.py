"""The explorer: every objective and key result of a cycle in one table that can be filtered and shared."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.strategy_map import NO_PERSPECTIVE, NO_THEME
from mkdocs_okr.model import Cycle, KeyResult, Objective
from mkdocs_okr.pages.activity_views import is_over
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.listing import NONE, Column, Facet, Listing, choices, listing_pages
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rows import ExplorerRows
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry

KINDS = {"objective": "Objectives", "key-result": "Key results"}
LATELY = {"rose": "Rose", "fell": "Fell", "quiet": "Gone quiet"}
"""What there is to say of a key result that moved or fell silent, and how the filter says it."""


def explorer_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The explorer of a cycle. It stands in the navigation for the current one."""
    objectives = [o for okrs in portal.okrs_by_cycle[cycle.id] for o in okrs.objectives]
    rows: list[tuple[Objective, KeyResult | None]] = []
    for objective in objectives:
        rows.append((objective, None))
        rows.extend((objective, key_result) for key_result in objective.key_results)
    standings = portal.standings(cycle)
    address = f"explore/{cycle.id}"
    current = portal.portfolio.current_cycle
    listing = Listing(
        address=address,
        continued=address,
        title=f"Explore {cycle.name}",
        heading=f"Explore {cycle.name}",
        eyebrow="Every objective and key result",
        lead="Filter by anything; the address of this page keeps your filters, so a view can be shared.",
        facets=(*objective_facets(portal, objectives, standings, with_key_results=True), *_lately(portal, cycle)),
        columns=(
            Column("Objective or key result", "title"),
            Column("Unit", "name"),
            Column("Score", "score"),
            Column("Status", "pace"),
            Column("Confidence", "confidence"),
            Column("Due", "due", right=True),
        ),
        total=len(rows),
        rows=lambda links, start, end: _rows(portal, links, rows[start:end], standings),
        noun="row",
        plural="rows",
        in_nav=current is not None and current.id == cycle.id,
        empty="No objectives are written for this cycle yet.",
        search=(SearchEntry("", f"Explore {cycle.name}", "Filter every objective and key result of the cycle"),),
    )
    return listing_pages(portal, listing)


def _lately(portal: Portal, cycle: Cycle) -> tuple[Facet, ...]:
    """The way to filter by what the last week brought, if it brought anything."""
    found = choices(portal.lately(cycle).words.values(), LATELY)
    week = "In its last week" if is_over(cycle, portal.portfolio.as_of) else "Last seven days"
    return (Facet("lately", week, found),) if found else ()


def objective_facets(
    portal: Portal, objectives: Sequence[Objective], standings: CycleStandings, *, with_key_results: bool
) -> tuple[Facet, ...]:
    """The ways to filter objectives, with the choices that occur among them."""
    portfolio = portal.portfolio
    statuses = {standings.objectives[o.ref].status for o in objectives}
    leads = {o.lead or portfolio.units[o.ref.unit].lead for o in objectives}
    if with_key_results:
        for objective in objectives:
            for key_result in objective.key_results:
                statuses.add(standings.key_results[key_result.ref].status)
                if key_result.lead:
                    leads.add(key_result.lead)
    units = {o.ref.unit for o in objectives}
    for id in tuple(units):
        units.update(above.id for above in portfolio.ancestors(portfolio.units[id]))
    people = {p.id: p.name for p in sorted(portfolio.people.values(), key=lambda p: p.name.casefold())}
    facets = (
        Facet("kind", "Kind", tuple(KINDS.items()) if with_key_results else ()),
        Facet("unit", "Unit and below", choices(units, {u.id: u.name for u in portfolio.units.values()})),
        Facet(
            "level",
            "Level",
            choices(
                (portfolio.units[o.ref.unit].level for o in objectives),
                {level.id: level.name for level in portfolio.settings.levels},
            ),
        ),
        Facet(
            "perspective",
            "Perspective",
            _choices_or_none(
                {o.perspective for o in objectives},
                {p.id: p.name for p in portfolio.settings.perspectives},
                NO_PERSPECTIVE,
            ),
        ),
        Facet(
            "theme",
            "Theme",
            _choices_or_none(
                {o.theme for o in objectives}, {t.id: t.name for t in portfolio.organization.themes}, NO_THEME
            ),
        ),
        Facet("status", "Status", choices(statuses, {status.value: status.word for status in Status})),
        Facet("lead", "Lead", choices((lead for lead in leads if lead), people)),
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


def _choices_or_none(values: set[str | None], names: Mapping[str, str], none: str) -> tuple[tuple[str, str], ...]:
    """The choices that occur, and where some name nothing, one for these."""
    return (*choices((value for value in values if value), names), *(((NONE, none),) if None in values else ()))


def _rows(
    portal: Portal, links: Links, rows: Sequence[tuple[Objective, KeyResult | None]], standings: CycleStandings
) -> Markup:
    drawn = ExplorerRows(portal, links, standings)
    return Markup("".join(drawn.key_result(o, k) if k else drawn.objective(o) for o, k in rows))
