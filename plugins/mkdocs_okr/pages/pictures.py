"""Pictures as pages show them: drawn with the page's own links, and set in a frame that can be scrolled and shared."""

from markupsafe import Markup

from mkdocs_okr.diagrams.cascade import CascadeView, neighbourhood
from mkdocs_okr.diagrams.drawing import drawn
from mkdocs_okr.diagrams.picture import Picture
from mkdocs_okr.model import Cycle, OkrSet, Unit
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.portal import Portal


def cascade_view(portal: Portal, links: Links) -> CascadeView:
    """What pictures of the cascade are made from, with the links of a page."""
    return CascadeView(portal.portfolio, portal.cascade, portal.standings, links.to_ref)


def framed(portal: Portal, links: Links, picture: Picture, fence: str = "") -> Markup:
    """A picture in its frame. `fence` is what an `okr` fence has to say in any other page to show the same."""
    return portal.render("picture.j2", links, name=picture.name, title=picture.title, svg=drawn(picture), fence=fence)


def unit_cascade(portal: Portal, links: Links, unit: Unit, cycle: Cycle, okrs: OkrSet) -> Markup:
    """A unit's place in the cascade; empty where nothing leads to it or away from it."""
    picture = neighbourhood(cascade_view(portal, links), unit, cycle, okrs.objectives)
    return framed(portal, links, picture) if picture.arrows else Markup("")
