"""The tree of a cascade: the path to the top of a branch, and all branches at once."""

import pytest
from playwright.sync_api import Page, expect

PAGE = "cascade/2026-q2/"
BRANCH = "#tree:2026-q2/seo-marketing/found-first"


def test_the_address_of_a_branch_shows_its_path_to_the_top_and_nothing_else(page: Page, sample: str) -> None:
    page.goto(f"{sample}{PAGE}{BRANCH}")
    titles = page.locator(".okr-twig > .okr-twig__line, .okr-twig > details > .okr-twig__line")
    shown = titles.locator("visible=true").locator("> span > a").all_inner_texts()
    assert shown == [
        "Build a second home market",
        "Grow where we are new, without buying the growth",
        "Bring sales leads that they want to call",
        "Meet buyers at the moment they search",
        "Be found by people who do not know us yet",
    ]
    page.get_by_role("link", name="Show everything again").click()
    expect(titles.locator("visible=true")).to_have_count(titles.count())


def test_all_branches_close_and_a_path_opens_its_own(page: Page, sample: str) -> None:
    page.goto(f"{sample}{PAGE}")
    page.get_by_role("button", name="Close all").click()
    branch = page.locator(f"[id='{BRANCH[1:]}']")
    expect(branch).to_be_hidden()
    page.goto(f"{sample}{PAGE}{BRANCH}")
    expect(branch).to_be_visible()
    page.get_by_role("button", name="Open all").click()
    expect(page.locator("[data-okr-tree] details:not([open])")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 768])
def test_the_page_never_scrolls_sideways(page: Page, sample: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{sample}{PAGE}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    tree, picture = page.locator(".okr-cascade__tree").bounding_box(), page.locator(".okr-map").bounding_box()
    assert tree
    assert picture
    assert (tree["y"] < picture["y"]) == (width == 320)
