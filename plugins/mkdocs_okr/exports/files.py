"""Every file that other programs read, at its path below the portal's root, and the page that explains them."""

from functools import partial

from mkdocs_okr.exports.calendars import calendar_files
from mkdocs_okr.exports.data_page import data_page
from mkdocs_okr.exports.feed import feed_files
from mkdocs_okr.exports.json_file import json_files
from mkdocs_okr.exports.made import MadeFiles
from mkdocs_okr.exports.tables import table_files
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import Site


def exported(portal: Portal, files: MadeFiles) -> Site:
    """What is published beside the portal's own pages. The page tells sizes: it is best rendered after the files."""
    return Site((data_page(portal, files),), {}, files)


def exported_files(portal: Portal) -> MadeFiles:
    """The files, by their paths."""
    calendars = {path: partial(bytes, content) for path, content in calendar_files(portal).items()}
    return MadeFiles({**json_files(portal), **table_files(portal), **feed_files(portal), **calendars})
