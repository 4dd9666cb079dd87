"""Every file that other programs read, at its path below the portal's root."""

from mkdocs_okr.exports.calendars import calendar_files
from mkdocs_okr.pages.portal import Portal


def exported_files(portal: Portal) -> dict[str, bytes]:
    """The files, by their paths."""
    return {**calendar_files(portal)}
