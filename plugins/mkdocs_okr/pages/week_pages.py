"""The weekly pages of a cycle: that of the company, and a sheet for each unit that has an objective."""

from collections.abc import Iterator

from mkdocs_okr.model import Cycle, OkrSet
from mkdocs_okr.pages.aspects import Aspect, aspect_page
from mkdocs_okr.pages.company_week import company_week
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage
from mkdocs_okr.pages.week_sheet import week_sheet


def week_pages(portal: Portal, cycle: Cycle) -> Iterator[GeneratedPage]:
    """The page of the company, then those of the units."""
    yield aspect_page(
        portal,
        Aspect.WEEK,
        cycle,
        None,
        lambda links: company_week(portal, links, cycle),
        search=f"Week of the company in {cycle.name}: who has checked in, what moved, gone quiet, wins, obstacles",
    )
    for okrs in portal.okrs_by_cycle[cycle.id]:
        if okrs.objectives:
            yield _sheet(portal, cycle, okrs)


def _sheet(portal: Portal, cycle: Cycle, okrs: OkrSet) -> GeneratedPage:
    unit = portal.portfolio.units[okrs.unit]
    return aspect_page(
        portal,
        Aspect.WEEK,
        cycle,
        unit,
        lambda links: week_sheet(portal, links, unit, cycle, okrs),
        search=f"Weekly sheet of {unit.name} in {cycle.name}: check-in, confidence, health, focus, hard questions",
    )
