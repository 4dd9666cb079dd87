"""Where what other programs read is published, for the pages that lead there."""

DATA = "data"
"""The page that explains all of it."""

COMPANY_FEED = "feed.xml"


def feed_path(unit: str) -> str:
    """Where the feed of a unit's check-ins is published."""
    return f"feeds/{unit}.xml"


def cycle_anchor(cycle: str) -> str:
    """Where the tables of a cycle stand on that page."""
    return f"tables/{cycle}"
