"""Every file that other programs read, at its path below the portal's root, and the page that explains them."""

from mkdocs_okr.exports.calendars import calendar_files
from mkdocs_okr.exports.data_page import data_page
from mkdocs_okr.exports.feed import feed_files
from mkdocs_okr.exports.json_file import json_files
from mkdocs_okr.exports.tables import table_files
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import Site


def exported(portal: Portal) -> Site:
    """What is published beside the portal's own pages."""
    files = exported_files(portal)
    return Site((data_page(portal, {path: len(content) for path, content in files.items()}),), {}, files)


def exported_files(portal: Portal) -> dict[str, bytes]:
    """The files, by their paths."""
    return {**json_files(portal), **table_files(portal), **feed_files(portal), **calendar_files(portal)}
