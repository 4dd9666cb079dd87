"""Pictures as pages show them: drawn with the page's own links, and set in a frame that can be scrolled and shared."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from mkdocs_okr.analysis.cascade import longer_cycles
from mkdocs_okr.diagrams.cascade import CascadeView, neighbourhood
from mkdocs_okr.diagrams.drawing import drawn
from mkdocs_okr.diagrams.extent import COMPANY_LIMIT
from mkdocs_okr.diagrams.picture import Picture
from mkdocs_okr.model import Cycle, CycleState, Objective, OkrSet, Unit
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.portal import Portal


def cascade_view(portal: Portal, links: Links) -> CascadeView:
    """What pictures of the cascade are made from, with the links of a page."""
    return CascadeView(portal.portfolio, portal.cascade, portal.standings, links.to_ref)


def framed(portal: Portal, links: Links, picture: Picture, fence: str = "") -> Markup:
    """A picture in its frame. `fence` is what an `okr` fence has to say on any other page to show the same."""
    picture = replace(picture, name=links.own(picture.name))
    return portal.render(
        "picture.j2",
        links,
        name=picture.name,
        title=picture.title,
        svg=drawn(picture),
        fence=fence,
        note=_left_out(picture),
    )


def _left_out(picture: Picture) -> str:
    """What a reader of a picture is told of arrows that are not in it."""
    if not picture.left_out:
        return ""
    shown = len(picture.arrows)
    return (
        f"{shown} of {shown + picture.left_out:,} arrows are drawn, those from and to the unit’s own objectives first: "
        "nobody could follow all of them. The pages of the units name the others."
    )


def fence(kind: str, of: str, cycle: Cycle) -> str:
    """The lines of an `okr` fence that shows a picture of a unit or a level, of this cycle for good."""
    return f"{kind}: {of}\ncycle: {cycle.id}"


def in_words(portal: Portal, links: Links, picture: Picture) -> Markup:
    """What a picture shows as a list that can be unfolded: each box with what its arrows say."""
    said: dict[str, list[str]] = {}
    for arrow in picture.arrows:
        said.setdefault(arrow.start, []).append(arrow.words)
    items = [(box, said.get(box.id, ())) for box in picture.boxes]
    return portal.render("picture_list.j2", links, items=items)


def unit_cascade(portal: Portal, links: Links, unit: Unit, cycle: Cycle, okrs: OkrSet, section: str) -> Markup:
    """The section of a unit's page about its place in the cascade; `section` is its anchor.

    Where nothing leads to the unit or away from it, a sentence says what to add. It is empty where there is nothing to
    say, or where hidden objectives may be what leads there.
    """
    if not okrs.objectives:
        return Markup("")
    whole = links.to(cascade_address(portal, cycle, unit))
    picture = neighbourhood(cascade_view(portal, links), unit, portal.spread(cycle), whole)
    advice = None if picture.arrows else _advice(portal, unit, cycle, okrs.objectives)
    if not picture.arrows and advice is None:
        return Markup("")
    return portal.render(
        "neighbourhood.j2",
        links,
        section=section,
        picture=framed(portal, links, picture, fence("cascade", unit.id, cycle)) if picture.arrows else "",
        advice=advice,
        unit=unit,
        cycle=cycle,
        whole=whole,
    )


def cascade_address(portal: Portal, cycle: Cycle, unit: Unit) -> str:
    """The page of the cascade that shows a unit: the company's where all fit, else its own, else that of its parent."""
    spread = portal.spread(cycle)
    if unit.parent is None or spread.count <= COMPANY_LIMIT:
        return f"cascade/{cycle.id}"
    if spread.below(unit.id):
        return f"cascade/{cycle.id}/{unit.id}"
    parent = portal.portfolio.units[unit.parent]
    return f"cascade/{cycle.id}" if parent.parent is None else f"cascade/{cycle.id}/{parent.id}"


@dataclass(frozen=True, slots=True)
class Advice:
    """What a unit's page says instead of a picture: what is missing ("up", "down", "over"), and what to write."""

    missing: str
    write: str = ""


def _advice(portal: Portal, unit: Unit, cycle: Cycle, objectives: tuple[Objective, ...]) -> Advice | None:
    spread = portal.spread(cycle)
    if spread.is_partly_hidden:
        return None
    if cycle.state is CycleState.CLOSED:
        return Advice("over") if spread.is_led(objectives[0]) or spread.below(unit.id) else None
    if spread.is_led(objectives[0]):
        return Advice("up", f"contributes_to: {_written(_target(portal, unit, cycle), cycle)}")
    if portal.portfolio.children.get(unit.id):
        return Advice("down", f"contributes_to: {_written(objectives[0], cycle)}")
    return None


def _target(portal: Portal, unit: Unit, cycle: Cycle) -> Objective:
    """The nearest objective above a unit that is led by one: of a unit above, else of a longer cycle."""
    units = [each.id for each in portal.portfolio.ancestors(unit)]
    keys = [(cycle.id, each) for each in units]
    keys += [(longer.id, each) for longer in longer_cycles(portal.portfolio, cycle) for each in (unit.id, *units)]
    okr_sets = portal.portfolio.okr_sets
    return next(okr_sets[key].objectives[0] for key in keys if key in okr_sets and okr_sets[key].objectives)


def _written(objective: Objective, cycle: Cycle) -> str:
    """How somebody refers to an objective, or to its first key result, from within a cycle."""
    ref = objective.key_results[0].ref if objective.key_results else objective.ref
    return str(ref).removeprefix(f"{cycle.id}/")
