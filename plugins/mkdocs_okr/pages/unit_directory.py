"""The directory of units: the whole organisation in one table."""

from markupsafe import Markup

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Unit
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.listing import Column, Facet, Listing, choices, listing_pages
from mkdocs_okr.pages.okr_views import person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry


def directory_pages(portal: Portal) -> list[GeneratedPage]:
    """All units in tree order with their standing in the current cycle."""
    portfolio = portal.portfolio
    units = list(portfolio.units.values())
    cycle = portfolio.current_cycle
    standings = portal.standings(cycle) if cycle else None
    known = standings.units if standings else {}
    parents = {unit.parent for unit in units if unit.parent}
    facets = (
        Facet(
            "level",
            "Level",
            choices((u.level for u in units), {level.id: level.name for level in portfolio.settings.levels}),
        ),
        Facet("within", "Unit and below", choices(parents, {u.id: u.name for u in units})),
        Facet("status", "Status", choices((s.status for s in known.values()), {s.value: s.word for s in Status})),
    )
    listing = Listing(
        address="units",
        continued="units/page",
        title="Units",
        heading="Units",
        eyebrow=portfolio.organization.name,
        lead=f"Scores of {cycle.name}." if cycle else "",
        facets=tuple(facet for facet in facets if len(facet.choices) > 1),
        columns=(
            Column("Unit", "title"),
            Column("Lead", "name"),
            Column("Score", "score"),
            Column("Status", "pace"),
            Column("7 days", "delta"),
            Column("Last check-in", "checked", right=True),
        ),
        total=len(units),
        rows=lambda links, start, end: _rows(portal, links, units[start:end], standings),
        noun="unit",
        plural="units",
        in_nav=True,
        empty="No unit is written yet. Each unit has a file of its own: okrs/units/marketing.yml",
        search=(SearchEntry("", "Units", "Directory of all units, departments and teams"),),
    )
    return listing_pages(portal, listing)


def _rows(portal: Portal, links: Links, units: list[Unit], standings: CycleStandings | None) -> Markup:
    portfolio = portal.portfolio
    today = portfolio.as_of
    views = []
    for unit in units:
        above = list(portfolio.ancestors(unit))
        standing = standings.units.get(unit.id) if standings else None
        last = standing.last_check_in if standing else None
        views.append(
            {
                "title": unit.name,
                "href": links.to(portal.unit_page(unit.id, standings.cycle if standings else None)),
                "depth": len(above),
                "within": " ".join([unit.id, *(a.id for a in above)]),
                "level": unit.level,
                "level_name": portfolio.levels[unit.level].name,
                "lead": person_link(portal, links, unit.lead),
                "standing": standing,
                "bar": components.bar(standing.score, standing.expected, standing.status) if standing else "",
                "last": last,
                "last_ago": figures.ago(last, today) if last else "",
                "quiet": standing is not None and standing.quiet_days is not None,
            }
        )
    return portal.render("unit_rows.j2", links, rows=views)
