"""Dependencies: the page of a cycle, with who waits for whom in the whole company."""

from collections import Counter

from mkdocs_okr.analysis.dependencies import DependencyState, Risk, Wait, circles
from mkdocs_okr.diagrams.dependencies import MOST_BOXES, company_dependencies, most_urgent
from mkdocs_okr.model import Cycle
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_page
from mkdocs_okr.pages.dependency_views import dependency_view, wait_view, with_legend
from mkdocs_okr.pages.listing import ROWS_PER_PAGE
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

MOST_CIRCLES = 10
MOST_ELSEWHERE = 60


def dependency_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of the company."""
    return [
        aspect_page(
            portal,
            Aspect.DEPENDENCIES,
            cycle,
            None,
            lambda links: _body(portal, links, cycle),
            search=f"Who waits for whom in {cycle.name}: hard and soft dependencies, late, not confirmed, at risk",
        )
    ]


def _body(portal: Portal, links: Links, cycle: Cycle) -> AspectBody:
    """The picture, and a table of everything, as far as a page can be read; the cost is bounded by that."""
    known = portal.dependencies(cycle)
    rows, rest = known.all[:ROWS_PER_PAGE], known.all[ROWS_PER_PAGE:]
    drawn = most_urgent(known.all, MOST_BOXES)
    picture = company_dependencies(dependency_view(portal, links, cycle), cycle, drawn)
    views = [wait_view(portal, links, each) for each in rows]
    content = portal.render(
        "dependency_page.j2",
        links,
        cycle=cycle,
        example=_example(portal, cycle),
        circles=[_circle(portal, links, cycle, units) for units in circles(known.all)[:MOST_CIRCLES]],
        picture=with_legend(portal, links, picture, _left_out(known.all, drawn)) if drawn else "",
        open=[view for view in views if not view.is_done],
        done=[view for view in views if view.is_done],
        rest=len(rest),
        elsewhere=_elsewhere(portal, links, cycle, rest),
    )
    return AspectBody(_lead(known.all), content)


def _example(portal: Portal, cycle: Cycle) -> tuple[str, str]:
    """A unit that could wait for another one, as its file is called, and what it could wait for."""
    units = portal.portfolio.units
    okr_sets = [okrs for okrs in portal.okrs_by_cycle[cycle.id] if okrs.objectives]
    waiting = next(iter([*(okrs.unit for okrs in okr_sets), *units]), "a-unit")
    goals = (f"{okrs.unit}/{okrs.objectives[0].id}" for okrs in okr_sets if okrs.unit != waiting)
    return waiting, next(goals, None) or next((unit for unit in units if unit != waiting), "another-unit")


def _lead(waits: tuple[Wait, ...]) -> str:
    if not waits:
        return "Who waits for whom, for what, and whether it will come."
    units = {unit for each in waits for unit in (each.waiting, each.giving)}
    states = Counter(each.state for each in waits)
    told = ", ".join(f"{states[state]} {state.word.lower()}" for state in DependencyState if states[state])
    what = figures.count(len(waits), "dependency", "dependencies")
    lead = f"{what} among {figures.count(len(units), 'unit')}: {told}."
    at_risk = sum(each.risk not in (None, Risk.LATE) for each in waits)
    return f"{lead} {at_risk} of them {'is' if at_risk == 1 else 'are'} at risk." if at_risk else lead


def _circle(portal: Portal, links: Links, cycle: Cycle, units: tuple[str, ...]) -> list[tuple[Named, Named]]:
    """The steps of a circle: who waits for whom. The last one closes it."""
    named = [Named(portal.portfolio.units[unit].name, links.to(portal.unit_page(unit, cycle))) for unit in units]
    return list(zip(named, [*named[1:], named[0]], strict=True))


def _left_out(waits: tuple[Wait, ...], drawn: list[Wait]) -> str:
    left_out = len(waits) - len(drawn)
    if not left_out:
        return ""
    count = figures.count(left_out, "dependency is", "dependencies are")
    return f"Drawn is what is at risk or late first, as much as can be followed. {count} in the table only."


def _elsewhere(portal: Portal, links: Links, cycle: Cycle, rest: tuple[Wait, ...]) -> list[tuple[Named, int]]:
    """The units on whose pages most of the rest is found."""
    counts = Counter(each.giving for each in rest).most_common(MOST_ELSEWHERE)
    return [
        (Named(portal.portfolio.units[unit].name, links.to(portal.unit_page(unit, cycle))), count)
        for unit, count in counts
    ]
