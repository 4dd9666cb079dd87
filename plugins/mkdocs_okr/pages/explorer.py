"""The explorer: every objective and key result of a cycle in one table that can be filtered and shared."""

from collections.abc import Sequence

from markupsafe import Markup

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Cycle, KeyResult, Objective
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.listing import Column, Facet, Listing, choices, listing_pages
from mkdocs_okr.pages.okr_views import person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry

KINDS = {"objective": "Objectives", "key-result": "Key results"}


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
        facets=objective_facets(portal, objectives, standings, with_key_results=True),
        columns=(
            Column("Objective or key result", "title"),
            Column("Unit", "name"),
            Column("Score", "score"),
            Column("Status", "pace"),
            Column("Confidence", "confidence"),
            Column("Due", "due", right=True),
        ),
        total=len(rows),
        rows=lambda links, start, end: render_rows(portal, links, rows[start:end], standings),
        noun="row",
        plural="rows",
        in_nav=current is not None and current.id == cycle.id,
        empty="No objectives are written for this cycle yet.",
        search=(SearchEntry("", f"Explore {cycle.name}", "Filter every objective and key result of the cycle"),),
    )
    return listing_pages(portal, listing)


def objective_facets(
    portal: Portal, objectives: Sequence[Objective], standings: CycleStandings, *, with_key_results: bool
) -> tuple[Facet, ...]:
    """The ways to filter objectives, with the choices that occur among them."""
    portfolio = portal.portfolio
    statuses = {standings.objectives[o.ref].status for o in objectives}
    leads = {o.lead for o in objectives if o.lead}
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
            choices(
                (o.perspective for o in objectives if o.perspective),
                {p.id: p.name for p in portfolio.settings.perspectives},
            ),
        ),
        Facet(
            "theme",
            "Theme",
            choices((o.theme for o in objectives if o.theme), {t.id: t.name for t in portfolio.organization.themes}),
        ),
        Facet("status", "Status", choices(statuses, {status.value: status.word for status in Status})),
        Facet("lead", "Lead", choices(leads, people)),
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


def render_rows(
    portal: Portal, links: Links, rows: Sequence[tuple[Objective, KeyResult | None]], standings: CycleStandings
) -> Markup:
    """Table rows of objectives (None) and key results."""
    portfolio = portal.portfolio
    paths: dict[str, str] = {}
    views = []
    for objective, key_result in rows:
        unit = portfolio.units[objective.ref.unit]
        if unit.id not in paths:
            paths[unit.id] = " ".join([unit.id, *(above.id for above in portfolio.ancestors(unit))])
        item = key_result or objective
        standing = standings.key_results[key_result.ref] if key_result else standings.objectives[objective.ref]
        perspective = portfolio.perspectives.get(objective.perspective or "")
        views.append(
            {
                "kind": "key-result" if key_result else "objective",
                "title": item.title,
                "href": links.to_ref(item.ref),
                "objective": objective.title if key_result else "",
                "label": f"KR{key_result.number}" if key_result else "",
                "unit_ids": paths[unit.id],
                "unit": unit.name,
                "unit_href": links.to(portal.unit_page(unit.id, standings.cycle)),
                "level": unit.level,
                "perspective": objective.perspective or "",
                "perspective_name": perspective.name if perspective else "",
                "theme": objective.theme or "",
                "lead": item.lead or "",
                "lead_link": person_link(portal, links, item.lead),
                "status": standing.status,
                "score": standing.score,
                "bar": components.bar(standing.score, standing.expected, standing.status),
                "confidence": standing.confidence,
                "due": figures.day(key_result.due) if key_result else "",
                "due_iso": key_result.due.isoformat() if key_result else "",
            }
        )
    return portal.render("explorer_rows.j2", links, rows=views)
