"""A portal rendered in memory, and company folders to render it from."""

import copy
import posixpath
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.checks.run import check
from mkdocs_okr.exports.files import exported, exported_files
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.assemble import site
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, Site
from mkdocs_okr.sources import Loaded, load
from tests.portal.document import Element, parse

SAMPLE = Path(__file__).parents[2] / "okrs"


class Published:
    """Every page of a portfolio's portal, parsed when it is asked for; `rules` judge it, all of them by default."""

    def __init__(
        self,
        portfolio: Portfolio,
        *,
        directory_urls: bool = True,
        home: str = "",
        rules: Sequence[AnyRule] = RULES,
        **loaded: Any,
    ) -> None:
        self.portfolio = portfolio
        self.addresses = Addresses(directory_urls, home)
        self.checked = check(Loaded(portfolio, (), SAMPLE, **loaded), rules)
        portal = site(portfolio, self.addresses, self.checked)
        known = Portal(portfolio, self.addresses, self.checked)
        beside = exported(known, exported_files(known))
        self.site = Site((*portal.pages, *beside.pages), portal.redirects, {**portal.files, **beside.files})
        assert len(self.site.files) == len(portal.files) + len(beside.files), "two files at one path"
        self.pages: Mapping[str, GeneratedPage] = {page.address: page for page in self.site.pages}
        assert len(self.pages) == len(self.site.pages), "two pages at one address"
        self._parsed: dict[str, Element] = {}
        self._ids: dict[str, frozenset[str]] = {}

    def html(self, address: str) -> str:
        return self.pages[address].render()

    def __getitem__(self, address: str) -> Element:
        if address not in self._parsed:
            self._parsed[address] = parse(self.html(address))
        return self._parsed[address]

    def ids(self, address: str) -> frozenset[str]:
        """The anchors of a page."""
        if address not in self._ids:
            self._ids[address] = frozenset(self[address].ids)
        return self._ids[address]

    @property
    def home(self) -> Element:
        return self[""]

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The address of the page at each path that a link may lead to, redirects included."""
        return {self.addresses.path(address): address for address in (*self.pages, *self.site.redirects)}

    def target(self, address: str, link: str) -> tuple[str, str]:
        """Where a relative link of the page at `address` leads: to which address and which anchor ("" for none)."""
        path, _, anchor = link.partition("#")
        path = path.partition("?")[0]
        if not path:
            return address, anchor
        base = self.addresses.path(address)
        folder = base if base.endswith("/") or not base else posixpath.dirname(base)
        joined = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
        if path.endswith("/") and joined:
            joined += "/"
        is_file = joined in self.site.files
        assert joined in self.paths or is_file, f"{link} of {address!r} leads to {joined!r}"
        return self.paths.get(joined, joined), anchor


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """A folder with these files: text as it is, anything else as YAML. None leaves a file out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else _yaml(content)
        path.write_text(text, "utf-8")
    return folder


def _yaml(content: Any) -> str:
    """YAML without what is None, which people do not write."""
    return yaml.safe_dump(_without_nothing(content), allow_unicode=True, sort_keys=False)


def _without_nothing(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _without_nothing(value) for key, value in content.items() if value is not None}
    return [_without_nothing(item) for item in content] if isinstance(content, list) else content


def portfolio_of(folder: Path, **options: Any) -> Portfolio:
    """What the folder holds; a complaint about it fails the test."""
    loaded = load(folder, **options)
    assert not loaded.diagnostics, "\n".join(f"{d.place} {d.message}" for d in loaded.diagnostics)
    assert loaded.portfolio is not None
    return loaded.portfolio


def a_company(**changes: Any) -> dict[str, Any]:
    """The files of a company with one team and one objective, in week 6 of a quarter of thirteen weeks.

    A keyword is the name of a file without its ending, with `__` for a slash and `_` for a dash; its value replaces
    the file, or leaves it out when it is None.
    """
    files: dict[str, Any] = {
        "settings.yml": {"as_of": "2027-02-12", "repository": {"url": "https://github.com/acme/okrs"}},
        "organization.yml": {"name": "ACME", "mission": "Anvils for everyone"},
        "people.yml": {"people": [{"id": "ann", "name": "Ann Arbor"}, {"id": "bob", "name": "Bob Boxer"}]},
        "units/company.yml": {"name": "ACME", "level": "company", "lead": "ann"},
        "units/sales.yml": {"name": "Sales", "level": "department", "parent": "company", "lead": "bob"},
        "2027-q1/cycle.yml": {"name": "Q1 2027", "starts": "2027-01-01", "ends": "2027-03-31"},
        "2027-q1/sales.yml": {"objectives": [an_objective()]},
    }
    for name, content in changes.items():
        files[name.replace("__", "/").replace("_", "-") + ".yml"] = content
    return files


def an_objective(**changes: Any) -> dict[str, Any]:
    """An objective of Sales with one key result that has not been reported on."""
    return copy.deepcopy(
        {
            "id": "grow",
            "title": "Sell more anvils",
            "lead": "bob",
            "key_results": [{"id": "anvils", "title": "Anvils sold", "lead": "bob", "metric": moving()}],
            **changes,
        }
    )


def moving(**changes: Any) -> dict[str, Any]:
    """A metric that moves from 100 to 200 anvils."""
    return {"unit": "anvils", "baseline": 100, "target": 200, "source": "ledger", **changes}
