"""Comparison: each cycle beside the one before it, for the company and for every unit that has units below."""

from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_okr.analysis.comparison import compare, cycle_before, is_whole
from mkdocs_okr.model import Cycle, CycleState, Unit
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.comparison_views import company_facts, comparison_section, standing_words
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

MOST_UNITS = 100
"""Up to so many units with objectives the company's page has a row for each; else each page has those right below."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its scores in both cycles and what became of its objectives; dashes where it wrote nothing."""

    unit: Named
    depth: int
    before: Markup
    after: Markup
    change: Markup
    carried: str
    new: str
    dropped: str


def comparison_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The pages of a cycle. 0.2 ms for each unit that a page names."""
    pages = [_page(portal, cycle, None)]
    if cycle_before(portal.portfolio, cycle) is not None:
        pages += [_page(portal, cycle, unit) for unit in portal.portfolio.units.values() if _has_page(portal, unit)]
    return pages


def _has_page(portal: Portal, unit: Unit) -> bool:
    """Units below the company with units below themselves."""
    return unit.parent is not None and bool(portal.portfolio.children.get(unit.id))


def _page(portal: Portal, cycle: Cycle, unit: Unit | None) -> GeneratedPage:
    name = unit.name if unit else portal.portfolio.organization.name
    return aspect_page(
        portal,
        Aspect.COMPARISON,
        cycle,
        unit,
        lambda links: _body(portal, links, cycle, unit),
        search=f"{name}: {cycle.name} compared with the cycle before: scores, carried over, new, left behind",
    )


def _body(portal: Portal, links: Links, cycle: Cycle, unit: Unit | None) -> AspectBody:
    before = cycle_before(portal.portfolio, cycle)
    if before is None:
        content = portal.render("comparison_page.j2", links, cycle=cycle, before=None)
        return AspectBody("Each cycle beside the one before it.", content)
    top = unit or portal.portfolio.company
    content = portal.render(
        "comparison_page.j2",
        links,
        cycle=cycle,
        before=before,
        facts=company_facts(portal, before, cycle) if unit is None else (),
        before_href=links.to(before.id),
        after_href=links.to(cycle.id),
        section=comparison_section(portal, links, top, cycle) if top else "",
        unit=top,
        rows=[_row(portal, links, each, depth, before, cycle) for each, depth in _units(portal, unit, before, cycle)],
        is_told=is_whole(portal.portfolio, before, cycle),
        is_final=cycle.state is before.state is CycleState.CLOSED and not portal.portfolio.unscored,
    )
    return AspectBody(f"{cycle.name} beside {before.name}: what was carried on, and how targets turned out.", content)


def _units(portal: Portal, unit: Unit | None, before: Cycle, cycle: Cycle) -> list[tuple[Unit, int]]:
    """The units that a page names, each with its depth below the first: all of a small company, else those below."""
    portfolio = portal.portfolio
    top = unit or portfolio.company
    writing = {okrs.unit for each in (before, cycle) for okrs in portal.okrs_by_cycle[each.id] if okrs.objectives}
    if unit is None and len(writing) <= MOST_UNITS:
        return [(each, len(list(portfolio.ancestors(each)))) for each in portfolio.units.values() if each.id in writing]
    below = portfolio.children.get(top.id, ()) if top else ()
    return [(each, 0) for each in below if each.id in writing or _has_page(portal, each)]


def _row(portal: Portal, links: Links, unit: Unit, depth: int, before: Cycle, cycle: Cycle) -> UnitRow:
    compared = compare(portal.portfolio, unit.id, before, cycle)
    then, now = (portal.standings(each).units.get(unit.id) for each in (before, cycle))
    change = None if then is None or now is None or then.score is None or now.score is None else now.score - then.score
    if _has_page(portal, unit):
        href = links.to(aspect_address(Aspect.COMPARISON, cycle.id, unit.id))
    elif compared.before and compared.after and compared.after.objectives:
        href = links.to(aspect_address(Aspect.HISTORY, cycle.id, unit.id), sections(compared.after)("compared"))
    else:
        href = links.to(portal.unit_page(unit.id, cycle if compared.after else before))
    is_written = bool(compared.before or compared.after)
    return UnitRow(
        unit=Named(unit.name, href),
        depth=min(depth, 4),
        before=standing_words(portal, before, then),
        after=standing_words(portal, cycle, now),
        change=components.change(change),
        carried=str(len(compared.carried)) if compared.before and compared.after else figures.NOTHING,
        new=str(len(compared.new)) if is_written else figures.NOTHING,
        dropped=str(len(compared.dropped)) if is_written else figures.NOTHING,
    )
