"""Strategy maps as pages show them: the picture, the same as a list, and what to write where there is nothing yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.picture import Box
from mkdocs_okr.diagrams.strategy_drawing import strategy_drawn
from mkdocs_okr.diagrams.strategy_map import (
    MOST,
    StrategyMap,
    StrategyView,
    level_map,
    unit_map,
)
from mkdocs_okr.model import Cycle, CycleState, Level, Objective, OkrSet, Ref, Unit
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.listing import NONE
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.pictures import fence
from mkdocs_okr.pages.portal import Portal


@dataclass(frozen=True, slots=True)
class _Item:
    """An objective, or what stands for many, in the list beside a map."""

    title: str
    href: str
    over: str
    score: float | None
    status: Status | None
    notes: tuple[str, ...]
    drives: tuple[Named, ...]


def strategy_map(portal: Portal, links: Links, unit: Unit | None, cycle: Cycle) -> Markup:
    """The strategy map of a unit in a cycle, of the company if `unit` is None; empty while there is no unit.

    It shows the unit's own objectives and those of the units directly below. Where these are too many to be read, it
    shows the unit's own; a unit without units below is shown with what its objectives drive and are driven by.
    """
    unit = unit or portal.portfolio.company
    if unit is None:
        return Markup("")
    objectives = shown_objectives(portal, unit, cycle)
    if not objectives:
        return portal.render("strategy.j2", links, map=None, unit=unit, cycle=cycle)
    return _shown(portal, links, unit_map(_view(portal, links, cycle, unit=unit.id), unit, objectives), cycle, unit.id)


def level_strategy_map(portal: Portal, links: Links, level: Level, cycle: Cycle) -> Markup:
    """The strategy map of all units of a level that have an objective in the cycle."""
    objectives = level_objectives(portal, level, cycle)
    return _shown(
        portal, links, level_map(_view(portal, links, cycle, level=level.id), level, objectives), cycle, level.id
    )


def unit_strategy(portal: Portal, links: Links, unit: Unit, cycle: Cycle, okrs: OkrSet) -> Markup:
    """The map on the page of a unit without units below; empty where it would show no cause and effect.

    Most units of a large company have none: to find this out takes a few microseconds.
    """
    if portal.portfolio.children.get(unit.id) or not any(each.perspective for each in okrs.objectives):
        return Markup("")
    if len(shown_objectives(portal, unit, cycle)) == len(okrs.objectives) and not any(
        ref.unit == unit.id and ref.cycle == cycle.id for each in okrs.objectives for ref in each.drives
    ):
        return Markup("")
    return strategy_map(portal, links, unit, cycle)


def strategy_href(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> str:
    """The way to the page of a unit's strategy map, empty where it has none."""
    if unit.parent is None:
        return links.to(aspect_address(Aspect.STRATEGY, cycle.id))
    if not has_page(portal, unit, cycle):
        return ""
    return links.to(aspect_address(Aspect.STRATEGY, cycle.id, unit.id))


def level_address(portal: Portal, level: Level, cycle: Cycle) -> str:
    """Where the map of a level is found. The first level is the company, which has its own map."""
    is_first = level.id == portal.portfolio.settings.levels[0].id
    return aspect_address(Aspect.STRATEGY, cycle.id, level="" if is_first else level.id)


def has_page(portal: Portal, unit: Unit, cycle: Cycle) -> bool:
    """Whether the map of a unit has a page of its own: there are units below, and somebody wrote an objective."""
    below = portal.portfolio.children.get(unit.id, ())
    return bool(below) and any(_own(portal, each, cycle) for each in (unit, *below))


def level_objectives(portal: Portal, level: Level, cycle: Cycle) -> tuple[Objective, ...]:
    """The objectives of all units of a level, in order of units."""
    units = portal.portfolio.units
    return tuple(
        objective
        for okrs in portal.okrs_by_cycle[cycle.id]
        if units[okrs.unit].level == level.id
        for objective in okrs.objectives
    )


def shown_objectives(portal: Portal, unit: Unit, cycle: Cycle) -> tuple[Objective, ...]:
    """The objectives on a unit's map, its own first."""
    own = _own(portal, unit, cycle)
    children = portal.portfolio.children.get(unit.id)
    if children:
        others = [each for child in children for each in _own(portal, child, cycle)]
    else:
        others = [each for each in _around(portal, own) if each.ref.cycle == cycle.id and each.ref.unit != unit.id]
    return (*own, *others) if len(own) + len(others) <= MOST else own


def _own(portal: Portal, unit: Unit, cycle: Cycle) -> tuple[Objective, ...]:
    okrs = portal.okrs(cycle, unit)
    return okrs.objectives if okrs else ()


def _around(portal: Portal, objectives: Sequence[Objective]) -> Iterator[Objective]:
    """What these objectives drive, and what drives them, each once."""
    drivers = portal.driven_by
    refs = dict.fromkeys(ref for each in objectives for ref in (*each.drives, *drivers.get(each.ref, ())))
    for ref in refs:
        yield portal.portfolio.objectives[ref]


def _view(portal: Portal, links: Links, cycle: Cycle, **where: str) -> StrategyView:
    def among(perspective: str | None, theme: str | None) -> str:
        wanted = {"kind": "objective", **where, "perspective": perspective or NONE, "theme": theme or NONE}
        return f"{links.to(f'explore/{cycle.id}')}?{urlencode(wanted)}"

    return StrategyView(portal.portfolio, portal.standings(cycle), links.to_ref, among)


def _shown(portal: Portal, links: Links, drawn: StrategyMap, cycle: Cycle, of: str) -> Markup:
    """The map of a unit or a level, `of` being its id, with what stands beside it."""
    drawn = replace(drawn, name=links.own(drawn.name))
    frame = portal.render(
        "picture.j2",
        links,
        name=drawn.name,
        title=drawn.title,
        svg=strategy_drawn(drawn),
        fence=fence("strategy-map", of, cycle),
        note="",
    )
    return portal.render(
        "strategy.j2",
        links,
        map=drawn,
        cycle=cycle,
        frame=frame,
        lanes=[(lane, [_item(portal, links, drawn, box) for box in lane.boxes]) for lane in drawn.lanes],
        vacant=[lane.name for lane in drawn.lanes if not any(lane.cells)],
        advice=_advice(portal, drawn, cycle),
        unnamed=_unnamed(portal, drawn, cycle),
        still=cycle.state is CycleState.CLOSED and bool(drawn.empty) and not drawn.arrows and not drawn.is_summary,
    )


def _item(portal: Portal, links: Links, drawn: StrategyMap, box: Box) -> _Item:
    title = box.title
    drives: tuple[Named, ...] = ()
    if not drawn.is_summary:
        objectives = portal.portfolio.objectives
        drives = tuple(
            Named(objectives[ref].title, links.to_ref(ref)) for ref in dict.fromkeys(objectives[_ref(box)].drives)
        )
    elif drawn.columns:
        title = f"{box.title}, {drawn.columns[box.column]}"
    return _Item(title, box.href, box.over, box.score, box.status, box.notes, drives)


def _ref(box: Box) -> Ref:
    """The objective that a box stands for."""
    return Ref(*box.id.split("/"))


def _advice(portal: Portal, drawn: StrategyMap, cycle: Cycle) -> str:
    """The file of the lowest objective, which might get a first arrow, where there is none.

    Nothing is advised for a closed cycle, or where there may be arrows to what is hidden from the readers.
    """
    if drawn.arrows or drawn.is_summary or cycle.state is CycleState.CLOSED or not drawn.empty:
        return ""
    *_, lowest = (box for lane in drawn.lanes for box in lane.boxes)
    return portal.portfolio.objectives[_ref(lowest)].origin.place().file


def _unnamed(portal: Portal, drawn: StrategyMap, cycle: Cycle) -> tuple[str, str] | None:
    """The file of an objective without a perspective, and the id of a perspective that it might name."""
    boxes = [box for lane in drawn.lanes if not lane.perspective for box in lane.boxes]
    if not boxes or drawn.is_summary or cycle.state is CycleState.CLOSED or not portal.portfolio.perspectives:
        return None
    file = portal.portfolio.objectives[_ref(boxes[0])].origin.place().file
    return file, next(iter(portal.portfolio.perspectives))
