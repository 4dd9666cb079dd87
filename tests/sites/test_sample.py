"""The sample company's portal holds together: every link, anchor and search hit leads somewhere."""

import json
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

HOST = "https://portal.example/"


class _Page(HTMLParser):
    """Anchors that a page has, links that it makes, and resources that it loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.twice: list[str] = []
        self.links: set[str] = set()
        self.loads: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            if given["id"] in self.ids:
                self.twice.append(given["id"])
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preconnect", "preload", "modulepreload"):
            self.loads.add(given["href"])
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed") and "src" in given:
            self.loads.add(given["src"])


@pytest.fixture(scope="module")
def pages(sample: Path) -> dict[str, _Page]:
    """Every page by its address."""
    read = {}
    for path in sorted(sample.rglob("*.html")):
        page = _Page()
        page.feed(path.read_text("utf-8"))
        address = path.relative_to(sample).as_posix()
        read[address.removesuffix("index.html")] = page
    return read


def test_every_link_within_the_portal_leads_to_a_page_and_to_an_anchor_on_it(
    sample: Path, pages: dict[str, _Page]
) -> None:
    broken = defaultdict(list)
    for address, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(HOST + address, link))
            if target.netloc != "portal.example" or address == "404.html":
                continue
            path, anchor = target.path.lstrip("/"), unquote(target.fragment)
            if path not in pages:
                if not (sample / unquote(path)).is_file():
                    broken[address].append(link)
            elif anchor and not anchor.startswith("__") and anchor not in pages[path].ids:
                broken[address].append(link)
    assert broken == {}


def test_every_search_hit_leads_to_its_own_anchor(sample: Path, pages: dict[str, _Page]) -> None:
    entries = json.loads((sample / "search/search_index.json").read_text("utf-8"))["docs"]
    assert len({entry["location"] for entry in entries}) == len(entries)
    for entry in entries:
        path, _, anchor = entry["location"].partition("#")
        assert path in pages, entry
        assert not anchor or unquote(anchor) in pages[path].ids, entry


def test_no_id_stands_twice_on_a_page(pages: dict[str, _Page]) -> None:
    assert {address: page.twice for address, page in pages.items() if page.twice} == {}


def test_no_page_loads_anything_from_a_third_party(pages: dict[str, _Page]) -> None:
    loaded = {urlsplit(urljoin(HOST, source)).netloc for page in pages.values() for source in page.loads}
    assert loaded == {"portal.example"}
