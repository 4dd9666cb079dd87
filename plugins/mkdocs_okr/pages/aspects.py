"""What a cycle can be looked at for: its pictures, and how it moves. The head of such pages, and where they are."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.shapes import SHAPES
from mkdocs_okr.model import Cycle, Level, Unit
from mkdocs_okr.pages.addresses import HISTORY, Links
from mkdocs_okr.pages.cycle_pages import state_word
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry


class Family(Enum):
    """Aspects that readers go to and fro between."""

    PICTURES = "Pictures"
    TRACKING = "Tracking"


class Aspect(Enum):
    """What a cycle can be looked at for: where such pages live, what they are called, and which ones go together.

    Every aspect has a page of the whole company in every cycle, even if that can only say what is missing.
    """

    CASCADE = "cascade", "Cascade", Family.PICTURES
    STRATEGY = "strategy", "Strategy map", Family.PICTURES
    ALIGNMENT = "alignment", "Alignment", Family.PICTURES
    DEPENDENCIES = "dependencies", "Dependencies", Family.PICTURES
    WEEK = "weekly", "Week", Family.TRACKING
    HISTORY = HISTORY, "History", Family.TRACKING
    CONFIDENCE = "confidence", "Confidence", Family.TRACKING
    HEALTH_METRICS = "health-metrics", "Health metrics", Family.TRACKING
    CHANGES = "changes", "Changes", Family.TRACKING
    COMPARISON = "compare", "Comparison", Family.TRACKING
    DATES = "dates", "Key dates", Family.TRACKING

    def __init__(self, folder: str, title: str, family: Family) -> None:
        self.folder = folder
        self.title = title
        self.family = family


_IN_NAVIGATION = frozenset({Aspect.CASCADE, Aspect.STRATEGY, Aspect.WEEK})
_OF_EVERY_UNIT = frozenset({Aspect.WEEK, Aspect.HISTORY})
"""Aspects of tracking that every unit with objectives in the cycle has a page of."""
_LONGEST_SHAPE = max(map(len, SHAPES.values()))


@dataclass(frozen=True, slots=True)
class AspectBody:
    """What a page of an aspect says. `lead` is the sentence under the title.

    `heading` is the title where the aspect's name does not say enough, `acts` the buttons beside it, which stand there
    instead of the legend of statuses.
    """

    lead: str
    content: Markup
    heading: str = ""
    acts: Markup | str = ""


def aspect_address(aspect: Aspect, cycle: str, unit: str = "", *, level: str = "") -> str:
    """Where an aspect of a cycle is found: of the whole company, of one unit, or of a level.

    Levels lie a folder deeper, so that a unit may be called like a level.
    """
    if level:
        return f"{aspect.folder}/{cycle}/levels/{level}"
    return f"{aspect.folder}/{cycle}/{unit}" if unit else f"{aspect.folder}/{cycle}"


def aspect_page(
    portal: Portal,
    aspect: Aspect,
    cycle: Cycle,
    unit: Unit | None,
    body: Callable[[Links], AspectBody],
    *,
    level: Level | None = None,
    others: Callable[[Links], tuple[Named, ...]] = lambda links: (),
    search: str = "",
) -> GeneratedPage:
    """A page of an aspect, of the company (`unit` None), of a unit or of a level.

    `body` gives what it says, `others` further pages of the same aspect that are worth a link (such as the levels),
    `search` the words that search finds it by. Some of those of the current cycle's company stand in the navigation.
    """
    address = aspect_address(aspect, cycle.id, unit.id if unit else "", level=level.id if level else "")
    current = portal.portfolio.current_cycle
    name = unit.name if unit else level.plural if level else portal.portfolio.organization.name
    title = f"{aspect.title} of {name}, {cycle.name}"

    def render() -> str:
        links = portal.addresses.seen_from(address)
        said = body(links)
        return portal.render(
            "aspect_page.j2",
            links,
            aspect=aspect,
            cycle=cycle,
            unit=unit,
            above=_above(portal, links, aspect, cycle, unit, level),
            name=name,
            state=state_word(cycle, portal.portfolio.as_of),
            heading=said.heading or aspect.title,
            lead=said.lead,
            acts=said.acts,
            content=said.content,
            others=others(links),
            aspects=[
                (each, links.to(aspect_address(each, cycle.id, of)))
                for each, of in _together(portal, aspect, cycle, unit)
            ],
            cycles=[
                Named(other.name, links.to(aspect_address(aspect, other.id)))
                for other in portal.portfolio.cycles.values()
                if other.id != cycle.id and portal.okrs_by_cycle[other.id]
            ],
            statuses=_shown(said.content),
        )

    is_current = current is not None and current.id == cycle.id and unit is None and level is None
    return GeneratedPage(
        address=address,
        title=aspect.title if is_current else title,
        render=render,
        # A unit is found by its own page, which leads to how it moves: else every name would be found many times.
        search=() if unit and aspect.family is Family.TRACKING else (SearchEntry("", title, search or title),),
        in_nav=is_current and aspect in _IN_NAVIGATION,
    )


def _shown(content: str) -> list[Status]:
    """The statuses whose shape and word both occur in what a page shows."""
    shown = content.encode("utf-8", "surrogatepass")  # ten times as quick to look through as text with an arrow in it
    shapes = {part[:_LONGEST_SHAPE] for part in shown.split(b"okr-s--")[1:]}
    return [
        status
        for status in Status
        if any(shape.startswith(SHAPES[status].encode()) for shape in shapes) and status.word.encode() in shown
    ]


def _together(portal: Portal, aspect: Aspect, cycle: Cycle, unit: Unit | None) -> list[tuple[Aspect, str]]:
    """The aspects to go to from here, each with the unit that it is of ("" for the company).

    In tracking a unit's pages lead to each other; what it has no page of is left out.
    """
    family = [each for each in Aspect if each.family is aspect.family]
    if unit is None or aspect.family is Family.PICTURES:
        return [(each, "") for each in family]
    okrs = portal.okrs(cycle, unit)
    own = _OF_EVERY_UNIT if okrs and okrs.objectives else frozenset()
    if portal.spread(cycle).below(unit.id):
        own |= {Aspect.CONFIDENCE}
    # The sheet of everybody below the topmost unit is the company's.
    of = {Aspect.CONFIDENCE: ""} if unit.parent is None else {}
    return [(each, of.get(each, unit.id)) for each in family if each in own or each is aspect]


def _above(
    portal: Portal, links: Links, aspect: Aspect, cycle: Cycle, unit: Unit | None, level: Level | None
) -> tuple[Named, ...]:
    """What lies above, the company first: the same aspect of it among pictures, the units' own pages in tracking."""
    if unit is None and level is None:
        return ()
    over = list(reversed(list(portal.portfolio.ancestors(unit)))) if unit else []
    if aspect.family is Family.TRACKING:
        return tuple(Named(each.name, links.to(portal.unit_page(each.id, cycle))) for each in over)
    company = Named(portal.portfolio.organization.name, links.to(aspect_address(aspect, cycle.id)))
    units = [each for each in over if each.parent is not None]
    return (company, *(Named(each.name, links.to(aspect_address(aspect, cycle.id, each.id))) for each in units))
