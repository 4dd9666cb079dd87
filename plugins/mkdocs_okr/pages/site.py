"""The portal's pages, as data: which exist, what they hold, what search finds on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something that search finds: a page (`anchor` empty) or a part of one. Title and text are plain, unescaped."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that readers of a page may subscribe to; `href` is relative to the page. Both are plain text."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page of the portal.

    `address` is its path below the portal's root without slashes at the ends ("" for the home page), `title` and
    `description` are plain text, `render` gives the safe HTML of its body. Of `search`, the first entry is the page
    itself. `in_nav` is true for the few pages that the site's navigation names. `feed` is what browsers and feed
    readers find when they look at the page for one.
    """

    address: str
    title: str
    render: Callable[[], str]
    description: str = ""
    search: tuple[SearchEntry, ...] = ()
    edit_url: str | None = None
    in_nav: bool = False
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the portal publishes.

    `redirects` maps an address that leads elsewhere to where it leads; `files` maps a path below the portal's root
    to its content.
    """

    pages: tuple[GeneratedPage, ...]
    redirects: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
