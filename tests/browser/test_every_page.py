"""What holds for every page, in every width and in both schemes."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from mkdocs_okr.pages.aspects import Aspect
from tests.browser.reading import hard_to_see, sticking_out, switch_to

WIDTHS = (320, 768, 1024, 1440)
SAMPLE = (
    "", "2026-q2/", "2026-q2/marketing/", "2026-q2/company/", "2026-q1/marketing/",
    "2026-q3/", "2026-q3/company/", "2026/company/", "explore/2026-q2/", "units/", "people/", "people/mr-smith/",
    "cycles/", "playbook/writing/", "health/", "health/2026-q1/", "health/2026-q1/findings/", "health/2026-q1/units/",
    "rules/", "rules/key-result-without-metric/", "2026-q1/company/",
)  # fmt: skip
OTHERS = {
    "empty": ("", "units/", "cycles/", "health/"),
    "alone": ("", "units/company/", "units/", "health/", "health/findings/"),
    "unruly": (
        "", "now/company/", "now/far/", "now/new/", "now/", "explore/now/", "units/", "people/",
        "people/kim/", "cycles/", "health/", "health/now/findings/", "health/now/units/",
    ),
}  # fmt: skip
PAGES = [("sample", path) for path in SAMPLE] + [(name, path) for name, paths in OTHERS.items() for path in paths]
Portal = Callable[[str], str]


@pytest.fixture(scope="module")
def second_tab(browser: Browser) -> Iterator[Page]:
    """A tab for this module alone."""
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: "/".join(page))
def visited(second_tab: Page, portal: Portal, request: pytest.FixtureRequest) -> Page:
    """A page of one of the portals, opened once for all that is said about it."""
    name, path = request.param
    second_tab.goto(portal(name) + path)
    return second_tab


@pytest.fixture(scope="session")
def addresses(sample: str, portal_folder: Callable[[str], Path]) -> Sequence[str]:
    """Every page that the sample publishes, by the files that are there."""
    site = portal_folder("sample")
    return [str(file.relative_to(site)).removesuffix("index.html") for file in sorted(site.rglob("*.html"))]


@pytest.mark.parametrize("part", range(4))
def test_no_page_asks_anybody_else_for_anything_or_logs_an_error(
    context: BrowserContext, sample: str, addresses: Sequence[str], part: int
) -> None:
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for address in addresses[part::4]:
        page.goto(urljoin(sample, address))
    assert not [url for url in asked if not url.startswith((sample, "data:", "blob:"))]
    assert not failed
    assert not errors


def test_every_page_is_reached_by_links_from_home(sample: str, page: Page, addresses: Sequence[str]) -> None:
    seen = {""}
    waiting = [""]
    page.goto(sample)
    while waiting:
        links: list[str] = page.evaluate(_LINKS, [urljoin(sample, path) for path in waiting])
        found = {url.removeprefix(sample) for url in links if url.startswith(sample)}
        waiting = sorted(found - seen)
        seen |= found
    lonely = {address for address in addresses if address not in seen}
    moved = {"404.html", "explore/", *(f"{aspect.folder}/" for aspect in Aspect)}
    moved |= {a for a in addresses if a.startswith("units/") and a != "units/"}
    moved |= {a for a in addresses if a.endswith(("/adwords/", "/human-resources/"))}
    moved |= {"health/2026-q2/"} | {a for a in addresses if re.fullmatch("rules/[A-Z]+[0-9]+/", a)}
    assert lonely <= moved
    files = (".yml", ".json", ".svg", ".csv", ".ics", ".xml")
    assert {address for address in seen if not address.endswith(files)} <= {*addresses, ""}


_LINKS = """
async (pages) => {
  const found = new Set();
  for (const address of pages) {
    const answer = await fetch(address);
    if (!(answer.headers.get("content-type") || "").startsWith("text/html")) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("a[href]")) {
      const url = new URL(link.getAttribute("href"), answer.url);
      url.hash = url.search = "";
      found.add(url.href);
    }
  }
  return [...found];
}
"""


def test_a_page_fits_every_window_and_can_be_read_in_light(visited: Page) -> None:
    switch_to(visited, "default")
    assert _too_wide(visited, WIDTHS) == {}
    assert hard_to_see(visited) == []


def test_a_page_fits_every_window_and_can_be_read_in_the_dark(visited: Page) -> None:
    switch_to(visited, "slate")
    assert _too_wide(visited, WIDTHS[::3]) == {}
    assert hard_to_see(visited) == []


def _too_wide(page: Page, widths: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if outside := sticking_out(page):
            found[width] = outside[:5]
    return found


def test_a_screen_reader_finds_its_way(visited: Page) -> None:
    assert visited.locator("html").get_attribute("lang") == "en"
    levels: list[int] = visited.evaluate(_HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert visited.locator("main").count() == 1
    assert visited.locator("header.md-header").count() == 1
    assert visited.evaluate(_NAMELESS) == []


_HEADINGS = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, [role=heading])")]
  .filter((e) => e.checkVisibility())
  .map((e) => Number(e.getAttribute("aria-level") || e.tagName[1]))
"""
_NAMELESS = """
() => {
  const found = [];
  const say = (e, what) => found.push(`${what}: ${e.outerHTML.slice(0, 120)}`);
  for (const e of document.querySelectorAll(".okr :is(input, select)")) {
    if (!e.labels.length) say(e, "no label");
  }
  for (const e of document.querySelectorAll(".okr :is(button, a[href], summary)")) {
    const picture = e.querySelector("[role=img][aria-label]");
    if (!e.textContent.trim() && !e.title && !picture) say(e, "no name");
  }
  for (const e of document.querySelectorAll(".okr th:not([scope])")) say(e, "no scope");
  for (const e of document.querySelectorAll(".okr nav:not([aria-label], .md-code__nav)")) say(e, "no name");
  for (const e of document.querySelectorAll(".okr [role=region]:not([aria-label])")) say(e, "no name");
  for (const e of document.querySelectorAll(".okr :is(.okr-bar, .okr-spark):not([aria-hidden=true])")) {
    if (e.getAttribute("role") !== "img" || !e.getAttribute("aria-label")) say(e, "not read out");
  }
  const named = "[role=img], [aria-hidden=true], [role=group][aria-labelledby]";
  for (const e of document.querySelectorAll(`.okr svg:not(${named})`)) {
    say(e, "neither hidden nor named");
  }
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) found.push(`id twice: ${id}`);
  return found;
}
"""
