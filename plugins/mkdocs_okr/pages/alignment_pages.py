"""Alignment: what contributes to what, in which perspective everybody is at work, and what hangs in the air."""

from functools import cache

from markupsafe import Markup

from mkdocs_okr.analysis.alignment import CycleAlignment, Quadrant
from mkdocs_okr.analysis.by_perspective import UnitsByPerspective
from mkdocs_okr.model import Cycle, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.alignment_tables import by_perspective, quadrants
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_page
from mkdocs_okr.pages.contributing_views import MatrixLinks, contributing
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage


def alignment_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of the company, and one of every unit with units below it where somebody wrote something.

    All of them together cost a look at each objective for every unit above it.
    """
    portfolio = portal.portfolio

    units = _with_matrix(portal, cycle)
    with_page = frozenset(unit.id for unit in units)

    @cache
    def computed() -> tuple[CycleAlignment, UnitsByPerspective]:
        return CycleAlignment(portfolio, cycle), UnitsByPerspective(portfolio, cycle, portal.standings(cycle))

    def page(unit: Unit | None) -> GeneratedPage:
        return aspect_page(
            portal,
            Aspect.ALIGNMENT,
            cycle,
            unit,
            lambda links: _body(MatrixLinks(portal, links, cycle, with_page), unit or portfolio.company, *computed()),
            search="Alignment matrix: who contributes to what, units by perspective, four quadrants",
        )

    return [page(None), *(page(unit) for unit in units)]


def alignment(portal: Portal, links: Links, unit: Unit | None, cycle: Cycle) -> Markup:
    """The contributing matrix of a unit, or of the company, for any page; empty while there is no unit."""
    whose = unit or portal.portfolio.company
    if whose is None:
        return Markup("")
    with_page = frozenset(each.id for each in _with_matrix(portal, cycle))
    return contributing(MatrixLinks(portal, links, cycle, with_page), whose)


def _with_matrix(portal: Portal, cycle: Cycle) -> list[Unit]:
    """The units with a page of their own: there are units below, and somebody of them wrote an objective."""
    portfolio = portal.portfolio
    writing: set[str] = set()
    for okrs in portal.okrs_by_cycle[cycle.id]:
        if okrs.objectives:
            writing.update(above.id for above in portfolio.ancestors(portfolio.units[okrs.unit]))
    return [unit for unit in portfolio.units.values() if unit.id in writing and unit.parent is not None]


def _body(ways: MatrixLinks, unit: Unit | None, alignment: CycleAlignment, table: UnitsByPerspective) -> AspectBody:
    if unit is None or unit.id not in table.whole:
        return AspectBody(
            "Who contributes to what, and in which perspective.",
            ways.portal.render("alignment_empty.j2", ways.links, cycle=ways.cycle, unit=unit.id if unit else "company"),
        )
    content = ways.portal.render(
        "alignment.j2",
        ways.links,
        unit=unit,
        cycle=ways.cycle,
        matrix=contributing(ways, unit),
        table=by_perspective(ways, unit, table),
        quadrants=quadrants(ways, unit, alignment),
    )
    return AspectBody(_lead(ways.portal, unit, ways.cycle, alignment), content)


def _lead(portal: Portal, unit: Unit, cycle: Cycle, alignment: CycleAlignment) -> str:
    alignable = portal.spread(cycle).alignable(unit)
    if not alignable:
        return f"What contributes to the objectives of {unit.name}, and in which perspectives they lie."
    contributing = sum(1 for each in alignable if each.contributes_to)
    near = alignment.counts[unit.id][Quadrant.NEAR] if contributing else 0
    those = "all of them" if near == contributing else f"{near:,} of them"
    where = f"; {those} in the same or the neighbouring perspective" if near and len(alignable) > 1 else ""
    return f"{figures.aligned(contributing, len(alignable))}{where}."
