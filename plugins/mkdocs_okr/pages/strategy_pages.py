"""Strategy: the pages of a cycle."""

from markupsafe import Markup

from mkdocs_okr.model import Cycle
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.picture_pages import Kind, PictureBody, picture_page
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage


def strategy_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of the company."""

    def body(links: Links) -> PictureBody:
        return PictureBody("", Markup(""))

    return [picture_page(portal, Kind.STRATEGY, cycle, None, body)]
