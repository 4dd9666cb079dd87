"""Where pages live under the portal's root, and how one page links to another."""

from dataclasses import dataclass

from mkdocs_okr.model import Portfolio, Ref

HISTORY = "history"
"""The folder of histories."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turns addresses into relative links, so that a site works in any folder of any server.

    `directory_urls` says whether a page is published as `address/index.html` (MkDocs' default) or `address.html`.
    `home` is where on the web the portal's root is ("https://okrs.acme.com/portal/"), empty where nobody said.
    """

    directory_urls: bool
    home: str = ""

    def path(self, address: str) -> str:
        """The path of a page below the portal's root, as it stands in a link: "2027-q1/marketing/"."""
        if self.directory_urls:
            return f"{address}/" if address else ""
        return f"{address or 'index'}.html"

    def whole(self, address: str) -> str:
        """The address of a page for other programs, beginning with "https://"; empty where nobody knows it."""
        return f"{self.home}{self.path(address)}" if self.home else ""

    def root(self, address: str) -> str:
        """The way from the page at `address` up to the portal's root: "../../", or "" for the root itself."""
        depth = address.count("/") + (1 if address and self.directory_urls else 0)
        return "../" * depth

    def seen_from(self, address: str) -> "Links":
        """The links of the page at `address`."""
        return Links(self, address, self.root(address))

    def seen_from_outside(self, way: str, mark: str) -> "Links":
        """The links of something on a page that does not belong to the portal.

        `way` leads from that page to the portal's root: "../okrs/", or "" where both lie in the same folder. `mark`
        tells it apart from other things on the same page.
        """
        return Links(self, None, way, mark)


class Links:
    """Relative links from one page; `address` is None for a page that does not belong to the portal."""

    __slots__ = ("_addresses", "_mark", "_root", "address")

    def __init__(self, addresses: Addresses, address: str | None, root: str, mark: str = "") -> None:
        self.address = address
        self._addresses = addresses
        self._root = root
        self._mark = mark

    def to(self, address: str, anchor: str = "") -> str:
        """A link to a page, or to an anchor on it; within the same page to the anchor alone."""
        if anchor and address == self.address:
            return f"#{anchor}"
        path = self._root + self._addresses.path(address) or "./"
        return f"{path}#{anchor}" if anchor else path

    def to_ref(self, ref: Ref) -> str:
        """A link to an objective or a key result."""
        return self.to(unit_address(ref.cycle, ref.unit), anchor(ref))

    def to_history(self, ref: Ref) -> str:
        """A link to the charts of an objective or a key result."""
        return self.to(history_address(ref.cycle, ref.unit), anchor(ref))

    def own(self, name: str) -> str:
        """A name for something on the page, unlike those of other things that bear it there."""
        return f"{name}-{self._mark}" if self._mark else name

    def file(self, path: str) -> str:
        """A link to a file below the portal's root."""
        return self._root + path


def unit_address(cycle: str, unit: str) -> str:
    """The permanent address of a unit's page of a cycle."""
    return f"{cycle}/{unit}"


def anchor(ref: Ref) -> str:
    """The anchor of an objective or a key result on its unit's page: "demand", "demand/adwords"."""
    return f"{ref.objective}/{ref.key_result}" if ref.key_result else ref.objective


def history_address(cycle: str, unit: str) -> str:
    """Where the history of a unit in a cycle is found, if it has objectives there."""
    return f"{HISTORY}/{cycle}/{unit}"


def calendar_path(unit: str) -> str:
    """Where the calendar of a unit is published."""
    return f"calendar/{unit}.ics"


def current_address(portfolio: Portfolio, unit: str) -> str:
    """Where a unit is found today: its page of the current cycle, or its own page while there is no cycle."""
    cycle = portfolio.current_cycle
    return unit_address(cycle.id, unit) if cycle else f"units/{unit}"
