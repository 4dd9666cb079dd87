"""The cascade of a cycle: the company's page, and one for each unit that has objectives below it."""

from dataclasses import dataclass

from mkdocs_okr.analysis.cascade import Cascade, bottom_up_share
from mkdocs_okr.analysis.spread import Spread
from mkdocs_okr.analysis.standing import UnitStanding
from mkdocs_okr.diagrams.cascade import whole_cascade
from mkdocs_okr.diagrams.extent import COMPANY_LIMIT, UNIT_LIMIT, Extent, extent
from mkdocs_okr.diagrams.outline import outline
from mkdocs_okr.diagrams.picture import Picture
from mkdocs_okr.model import Cycle, CycleState, Ref, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links, unit_address
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.pictures import cascade_view, fence, framed
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

FURTHER = "further"
"""The anchor of the units to go on with."""

_ROWS = 300
_OTHERS = 24


@dataclass(frozen=True, slots=True)
class FurtherUnit:
    """A unit to go on with: how many objectives it has itself, and how many are below it."""

    unit: Named
    objectives: int
    below: int
    standing: UnitStanding | None


def cascade_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of the company, and those of all units that have objectives below them."""
    spread = portal.spread(cycle)
    units = [unit for unit in portal.portfolio.units.values() if unit.parent is not None and spread.below(unit.id)]
    return [_page(portal, cycle, unit) for unit in (None, *units)]


def _page(portal: Portal, cycle: Cycle, unit: Unit | None) -> GeneratedPage:
    return aspect_page(
        portal,
        Aspect.CASCADE,
        cycle,
        unit,
        lambda links: _body(portal, links, cycle, unit),
        others=lambda links: _others(portal, links, cycle, unit),
        search=f"Who contributes to what in {cycle.name}",
    )


def _body(portal: Portal, links: Links, cycle: Cycle, unit: Unit | None) -> AspectBody:
    """What the page says; its cost grows with the objectives of the unit and of those below it."""
    top = unit or portal.portfolio.company
    spread = portal.spread(cycle)
    if top is None or not spread.count:
        return AspectBody("", portal.render("cascade.j2", links, empty=True, cycle=cycle, top=top))
    picture, held = everything_pictured(portal, links, cycle, top)
    linked, adrift = outline(picture)
    content = portal.render(
        "cascade.j2",
        links,
        empty=False,
        cycle=cycle,
        top=top,
        picture=framed(portal, links, picture, "" if unit else fence("cascade", top.id, cycle))
        if picture.boxes
        else "",
        linked=linked,
        adrift=adrift,
        apart_title=picture.apart_title,
        held=held,
        alignment=links.to(aspect_address(Aspect.ALIGNMENT, cycle.id)),
        further=[_further(portal, links, spread, each) for each in held.further[:_ROWS]],
        further_anchor=FURTHER,
        left_units=max(len(held.further) - _ROWS, 0),
        directory=f"{links.to('units')}?within={top.id}",
    )
    return AspectBody(_lead(portal.cascade, spread, top), content)


def everything_pictured(portal: Portal, links: Links, cycle: Cycle, top: Unit) -> tuple[Picture, Extent]:
    """The picture of a unit with everything below it, as far as there is room, and what it holds."""
    spread = portal.spread(cycle)
    is_company = top.parent is None
    held = extent(portal.portfolio, portal.cascade, spread, top, COMPANY_LIMIT if is_company else UNIT_LIMIT)
    own = aspect_address(Aspect.CASCADE, cycle.id, "" if is_company else top.id)

    def more(ref: Ref) -> str | None:
        if ref.cycle == cycle.id and ref.unit == top.id:
            return links.to(own, FURTHER) if held.further else None
        unit = portal.portfolio.units[ref.unit]
        if unit.parent is None:
            return links.to(aspect_address(Aspect.CASCADE, ref.cycle))
        has_page = portal.spread(portal.portfolio.cycles[ref.cycle]).below(unit.id)
        return links.to(aspect_address(Aspect.CASCADE, ref.cycle, unit.id)) if has_page else None

    return whole_cascade(cascade_view(portal, links), top, spread, held, more), held


def _lead(cascade: Cascade, spread: Spread, top: Unit) -> str:
    """How many objectives are aligned and how many of the same came from below, or who is still missing."""
    if spread.is_partly_hidden:  # nobody knows whether an objective without an arrow contributes to a hidden one
        counted, said = [], []
    else:
        counted = spread.alignable(top)
        contributing = sum(1 for each in counted if each.contributes_to)
        said = [figures.aligned(contributing, len(counted))] if counted else []
    if spread.below(top.id):
        objectives = counted or list(spread.within(top))
        share = bottom_up_share(objectives)
        silent = sum(1 for each in objectives if not each.source)
        whom = f"of the {len(objectives) - silent:,} that name their origin, " if silent else ""
        said += [f"{whom}{figures.part(share)} came bottom-up"] if share is not None else []
    elif not spread.is_partly_hidden:
        said += _alone(cascade, spread, top)
    if not said:
        return "Each arrow runs from an objective to the key result above it that it helps."
    lead = "; ".join(said) + "."
    return lead[0].upper() + lead[1:]


def _alone(cascade: Cascade, spread: Spread, top: Unit) -> list[str]:
    """Where nobody below a unit wrote objectives for a cycle: what contributes from shorter ones, or that it is so."""
    shorter = {
        child.ref
        for each in spread.own(top.id)
        for child, _ in cascade.below(each.ref)
        if child.ref.cycle != spread.cycle.id
    }
    if shorter:
        verb = "contributes" if len(shorter) == 1 else "contribute"
        return [f"{figures.count(len(shorter), 'objective')} of shorter cycles {verb} directly"]
    if not spread.portfolio.children.get(top.id):
        return []
    has = "had objectives" if spread.cycle.state is CycleState.CLOSED else "has objectives yet"
    return [f"no unit below {top.name} {has}"]


def _further(portal: Portal, links: Links, spread: Spread, unit: Unit) -> FurtherUnit:
    below = spread.below(unit.id)
    cycle = spread.cycle.id
    address = aspect_address(Aspect.CASCADE, cycle, unit.id) if below else unit_address(cycle, unit.id)
    standing = portal.standings(spread.cycle).units.get(unit.id)
    return FurtherUnit(Named(unit.name, links.to(address)), len(spread.own(unit.id)), below, standing)


def _others(portal: Portal, links: Links, cycle: Cycle, unit: Unit | None) -> tuple[Named, ...]:
    """The pages of the units right below, unless there are too many to name them in a line."""
    top = unit or portal.portfolio.company
    spread = portal.spread(cycle)
    units = [each for each in portal.portfolio.children.get(top.id, ()) if spread.below(each.id)] if top else []
    if len(units) > _OTHERS:
        return ()
    return tuple(Named(each.name, links.to(aspect_address(Aspect.CASCADE, cycle.id, each.id))) for each in units)
