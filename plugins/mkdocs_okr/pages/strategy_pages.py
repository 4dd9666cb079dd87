"""The pages of strategy maps: of the company, of its levels, and of units that have units below them."""

from markupsafe import Markup

from mkdocs_okr.model import Cycle, Level, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.scorecard_views import level_scorecard, scorecard
from mkdocs_okr.pages.site import GeneratedPage
from mkdocs_okr.pages.strategy_views import (
    has_page,
    level_address,
    level_objectives,
    level_strategy_map,
    shown_objectives,
    strategy_map,
)

_MOST_LINKS = 30
_LEAD = "Each row is a perspective; an arrow runs from an objective to one that it helps to succeed."


def strategy_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """A page of the company, of each level below it that wrote something, and of each unit with units below."""
    portfolio = portal.portfolio
    levels = [level for level in portfolio.settings.levels[1:] if level_objectives(portal, level, cycle)]
    pages = [_unit_page(portal, cycle, None, levels)]
    pages += [_level_page(portal, cycle, level, levels) for level in levels]
    pages += [
        _unit_page(portal, cycle, unit, levels)
        for unit in portfolio.units.values()
        if unit.parent is not None and has_page(portal, unit, cycle)
    ]
    return pages


def _unit_page(portal: Portal, cycle: Cycle, unit: Unit | None, levels: list[Level]) -> GeneratedPage:
    whose = unit or portal.portfolio.company

    def body(links: Links) -> AspectBody:
        if whose is None:
            return AspectBody("", portal.render("strategy.j2", links, map=None, unit=None, cycle=cycle))
        parts = [strategy_map(portal, links, whose, cycle)]
        if portal.okrs(cycle, whose):
            parts.append(Markup('<h2 class="okr-h2" id="scorecard">Scorecard</h2>\n'))
            parts.append(scorecard(portal, links, whose, cycle))
        return AspectBody(_lead(portal, whose, cycle), Markup("").join(parts))

    return aspect_page(
        portal,
        Aspect.STRATEGY,
        cycle,
        unit,
        body,
        others=lambda links: _others(portal, links, cycle, unit, levels),
        search="Perspectives, themes, what drives what, and the scorecard",
    )


def _level_page(portal: Portal, cycle: Cycle, level: Level, levels: list[Level]) -> GeneratedPage:
    def body(links: Links) -> AspectBody:
        parts = [level_strategy_map(portal, links, level, cycle)]
        if not level.individual:  # the scores of persons are not set side by side
            parts.append(Markup('<h2 class="okr-h2" id="scorecard">Scorecards</h2>\n'))
            parts.append(level_scorecard(portal, links, level, cycle))
        amount = len(level_objectives(portal, level, cycle))
        all = f"Here are all {figures.count(amount, 'objective')}" if amount > 1 else "Here is the only objective"
        return AspectBody(f"{_LEAD} {all} of this level.", Markup("").join(parts))

    return aspect_page(
        portal,
        Aspect.STRATEGY,
        cycle,
        None,
        body,
        level=level,
        others=lambda links: _others(portal, links, cycle, None, [each for each in levels if each is not level]),
    )


def _lead(portal: Portal, unit: Unit, cycle: Cycle) -> str:
    shown = shown_objectives(portal, unit, cycle)
    if any(each.ref.unit != unit.id for each in shown) and any(each.ref.unit == unit.id for each in shown):
        return f"{_LEAD} Those of {unit.name} itself have a strong rim."
    return _LEAD


def _others(portal: Portal, links: Links, cycle: Cycle, unit: Unit | None, levels: list[Level]) -> tuple[Named, ...]:
    """The levels, and the units directly below."""
    above = unit or portal.portfolio.company
    children = portal.portfolio.children.get(above.id, ()) if above else ()
    below = [each for each in children if has_page(portal, each, cycle)]
    return (
        *(Named(each.plural, links.to(level_address(portal, each, cycle))) for each in levels),
        *(
            Named(each.name, links.to(aspect_address(Aspect.STRATEGY, cycle.id, each.id)))
            for each in below[:_MOST_LINKS]
        ),
        *((Named("All units", links.to("units")),) if len(below) > _MOST_LINKS else ()),
    )
