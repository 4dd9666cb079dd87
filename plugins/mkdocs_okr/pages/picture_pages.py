"""The pages of pictures: their common head, and the way from one to the next."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.shapes import SHAPES
from mkdocs_okr.model import Cycle, Level, Unit
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.cycle_pages import state_word
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry


class Kind(Enum):
    """The kinds of pictures that have pages of their own: where these live, and what they are called."""

    CASCADE = "cascade", "Cascade"
    STRATEGY = "strategy", "Strategy map"
    ALIGNMENT = "alignment", "Alignment"
    DEPENDENCIES = "dependencies", "Dependencies"

    def __init__(self, folder: str, title: str) -> None:
        self.folder = folder
        self.title = title


@dataclass(frozen=True, slots=True)
class PictureBody:
    """What a page of pictures says below its head. `lead` is the sentence under the title."""

    lead: str
    content: Markup


def picture_address(kind: Kind, cycle: str, unit: str = "", *, level: str = "") -> str:
    """Where a picture of a cycle is found: of the whole company, of one unit, or of a level.

    Levels lie a folder deeper, so that a unit may be called like a level.
    """
    if level:
        return f"{kind.folder}/{cycle}/levels/{level}"
    return f"{kind.folder}/{cycle}/{unit}" if unit else f"{kind.folder}/{cycle}"


def picture_page(
    portal: Portal,
    kind: Kind,
    cycle: Cycle,
    unit: Unit | None,
    body: Callable[[Links], PictureBody],
    *,
    level: Level | None = None,
    others: Callable[[Links], tuple[Named, ...]] = lambda links: (),
    search: str = "",
) -> GeneratedPage:
    """A page of a picture, of the company (`unit` None), of a unit or of a level.

    `body` gives what it says, `others` further pages of the same kind that are worth a link (such as the levels),
    `search` the words that search finds it by. Those of the current cycle's company stand in the navigation.
    """
    address = picture_address(kind, cycle.id, unit.id if unit else "", level=level.id if level else "")
    current = portal.portfolio.current_cycle
    name = unit.name if unit else level.plural if level else portal.portfolio.organization.name
    title = f"{kind.title} of {name}, {cycle.name}"

    def render() -> str:
        links = portal.addresses.seen_from(address)
        said = body(links)
        return portal.render(
            "picture_page.j2",
            links,
            kind=kind,
            cycle=cycle,
            unit=unit,
            above=_above(portal, links, kind, cycle, unit, level),
            name=name,
            state=state_word(cycle, portal.portfolio.as_of),
            lead=said.lead,
            content=said.content,
            others=others(links),
            kinds=[(each, links.to(picture_address(each, cycle.id))) for each in Kind],
            cycles=[
                Named(other.name, links.to(picture_address(kind, other.id)))
                for other in portal.portfolio.cycles.values()
                if other.id != cycle.id and portal.okrs_by_cycle[other.id]
            ],
            statuses=_shown(said.content),
        )

    is_current = current is not None and current.id == cycle.id and unit is None and level is None
    return GeneratedPage(
        address=address,
        title=kind.title if is_current else title,
        render=render,
        search=(SearchEntry("", title, search or title),),
        in_nav=is_current and kind in (Kind.CASCADE, Kind.STRATEGY),
    )


def _shown(content: str) -> list[Status]:
    """The statuses whose shape and word both occur in what a page shows."""
    return [status for status in Status if f"okr-s--{SHAPES[status]}" in content and status.word in content]


def _above(
    portal: Portal, links: Links, kind: Kind, cycle: Cycle, unit: Unit | None, level: Level | None
) -> tuple[Named, ...]:
    """The same picture of the units above, the company first."""
    if unit is None and level is None:
        return ()
    over = reversed(list(portal.portfolio.ancestors(unit))) if unit else ()
    units = [each for each in over if each.parent is not None]
    company = Named(portal.portfolio.organization.name, links.to(picture_address(kind, cycle.id)))
    return (company, *(Named(each.name, links.to(picture_address(kind, cycle.id, each.id))) for each in units))
