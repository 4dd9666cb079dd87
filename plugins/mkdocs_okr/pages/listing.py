"""Long tables that can be filtered: the explorer, a cycle's objectives, the directory of units.

The rows are the data: each carries its facets as attributes, and the script filters the rows themselves, so that
nothing is written twice. Tables of more than `ROWS_PER_PAGE` rows continue on further pages, which the script fetches
when somebody filters; without a script they are plain tables that are paged through.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry

ROWS_PER_PAGE = 300
NONE = "-"
"""The choice of what names nothing, as rows without the facet's attribute; no id looks like it."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to filter: its name in the address ("status"), its label and its choices (value, label)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `sort` is the name of the attribute that the rows sort by; empty for a column that does not sort."""

    label: str
    sort: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table over one or more pages.

    `rows` renders the rows from one position up to another as seen from a page; `noun` names what is listed.
    """

    address: str
    continued: str
    title: str
    heading: str
    lead: str
    eyebrow: str
    facets: tuple[Facet, ...]
    columns: tuple[Column, ...]
    total: int
    rows: Callable[[Links, int, int], Markup]
    noun: str
    plural: str
    in_nav: bool = False
    above: Callable[[Links], Markup] | None = None
    empty: str = "Nothing is written here yet."
    search: tuple[SearchEntry, ...] = ()


def listing_pages(portal: Portal, listing: Listing) -> list[GeneratedPage]:
    """The pages of a listing: the first at its address, further ones at `continued`/2, `continued`/3, …"""
    return [_listing_page(portal, listing, address, number) for number, address in enumerate(_addresses(listing))]


def listing_table(portal: Portal, links: Links, listing: Listing, number: int = 0) -> Markup:
    """The table of a listing's page, counted from 0, with its filters and the way to the other pages."""
    start = number * ROWS_PER_PAGE
    return portal.render(
        "listing_table.j2",
        links,
        listing=listing,
        number=number + 1,
        pages=[links.to(address) for address in _addresses(listing)],
        rows=listing.rows(links, start, start + ROWS_PER_PAGE),
    )


def _addresses(listing: Listing) -> list[str]:
    amount = max(-(-listing.total // ROWS_PER_PAGE), 1)
    return [listing.address, *(f"{listing.continued}/{n}" for n in range(2, amount + 1))]


def _listing_page(portal: Portal, listing: Listing, address: str, number: int) -> GeneratedPage:

    def render() -> str:
        links = portal.addresses.seen_from(address)
        return portal.render(
            "listing.j2",
            links,
            listing=listing,
            above=listing.above(links) if listing.above and number == 0 else "",
            table=listing_table(portal, links, listing, number),
        )

    first = number == 0
    return GeneratedPage(
        address=address,
        title=listing.title if first else f"{listing.title}, page {number + 1}",
        render=render,
        search=listing.search if first else (),
        in_nav=listing.in_nav and first,
    )


def choices(values: Iterable[str], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The choices of a facet that occur: those of `names` that are among `values`, in the order of `names`."""
    present = set(values)
    return tuple((value, label) for value, label in names.items() if value in present)
