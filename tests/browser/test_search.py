"""Search, as a reader uses it."""

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


def entry(site: Path, prefix: str, depth: int) -> dict[str, str]:
    """A search entry on a page below `prefix`, `depth` levels deep in its anchor: 1 objective, 2 key result."""
    entries: list[dict[str, str]] = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    for found in entries:
        path, _, anchor = found["location"].partition("#")
        if path.startswith(prefix) and len(anchor.split("/") if anchor else []) == depth:
            return found
    raise AssertionError(f"nothing below {prefix} at depth {depth}")


@pytest.mark.parametrize(
    ("prefix", "depth"),
    [("2026-q2/marketing", 1), ("2026-q2/marketing", 2), ("2026-q2/marketing", 0), ("people/", 0)],
    ids=["objective", "key-result", "unit", "person"],
)
def test_a_hit_leads_to_its_own_anchor(
    page: Page, sample: str, portal_folder: Callable[[str], Path], prefix: str, depth: int
) -> None:
    wanted = entry(portal_folder("sample"), prefix, depth)
    path, _, anchor = wanted["location"].partition("#")
    page.goto(sample)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(unescape(wanted["title"]))
    # Between path and anchor stand the words to highlight.
    ending = f'[href$="#{anchor}"]' if anchor else ':not([href*="#"])'
    hit = page.locator(f'.md-search-result__link[href^="{sample}{path}"]{ending}').first
    expect(hit).to_be_attached()
    page.goto(hit.get_attribute("href") or "")
    if anchor:
        expect(page.locator(f'[id="{anchor}"]')).to_be_in_viewport()
