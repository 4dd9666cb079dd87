"""Finding objectives and key results in the long tables."""

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.reading import facets, titles

Portal = Callable[[str], str]


@pytest.fixture
def explorer(page: Page, sample: str) -> Page:
    """The explorer of the sample's running cycle."""
    page.goto(sample + "explore/2026-q2/")
    expect(page.locator("form.okr-filter")).to_be_visible()
    return page


def tally(page: Page) -> str:
    return page.locator("[data-okr-tally]").inner_text().replace("\xa0", " ")


def everything(page: Page) -> str:
    """The tally of a table that is not filtered."""
    return f"{page.locator('form.okr-filter').get_attribute('data-total')} rows"


def query(page: Page) -> Mapping[str, str]:
    return dict(parse_qsl(page.evaluate("location.search.slice(1)")))


@pytest.mark.parametrize(
    ("label", "choice", "facet", "value"),
    [
        ("Kind", "Key results", "kind", "key-result"),
        ("Unit and below", "Marketing", "unit", "marketing"),
        ("Level", "Team", "level", "team"),
        ("Perspective", "Learning & growth", "perspective", "learning-growth"),
        ("Theme", "Earn the next order", "theme", "next-order"),
        ("Status", "Off track", "status", "off-track"),
        ("Lead", "Mr. Smith", "lead", "mr-smith"),
    ],
)
def test_a_choice_leaves_the_rows_that_it_names(
    explorer: Page, label: str, choice: str, facet: str, value: str
) -> None:
    before = facets(explorer)
    explorer.get_by_role("combobox", name=label, exact=True).select_option(label=choice)
    shown = facets(explorer)
    assert 0 < len(shown) < len(before)
    assert shown == [row for row in before if value in row[facet].split()]
    assert tally(explorer) == f"{len(shown)} of {everything(explorer)}"
    assert query(explorer) == {facet: value}


def test_a_unit_brings_the_units_below_it(explorer: Page) -> None:
    explorer.get_by_role("combobox", name="Unit and below", exact=True).select_option("marketing")
    units = set(explorer.locator("[data-okr-rows] [data-name]").all_text_contents())
    assert units == {"Marketing", "Email Marketing", "PPC Marketing", "SEO Marketing"}


def test_every_word_of_the_text_must_stand_in_the_row(explorer: Page) -> None:
    explorer.get_by_role("searchbox", name="Text").fill("LEADS mail")
    rows = explorer.locator("[data-okr-rows] tr").all_inner_texts()
    assert rows
    assert all("leads" in row.lower() and "mail" in row.lower() for row in rows)


def test_filters_add_up_and_the_address_shows_the_same_to_somebody_else(
    explorer: Page, context: BrowserContext
) -> None:
    explorer.get_by_role("combobox", name="Unit and below", exact=True).select_option("marketing")
    explorer.get_by_role("combobox", name="Kind", exact=True).select_option("key-result")
    explorer.get_by_role("searchbox", name="Text").fill("leads")
    explorer.get_by_role("button", name="Score").click()
    assert query(explorer) == {"unit": "marketing", "kind": "key-result", "q": "leads", "sort": "score"}
    mine = titles(explorer)
    assert len(mine) > 3
    other = context.new_page()
    other.goto(explorer.url)
    assert titles(other) == mine
    assert tally(other) == tally(explorer)
    assert other.get_by_role("combobox", name="Unit and below", exact=True).input_value() == "marketing"


def test_back_from_a_key_result_shows_the_same_rows(explorer: Page) -> None:
    explorer.get_by_role("combobox", name="Status", exact=True).select_option("off-track")
    before = titles(explorer)
    explorer.locator("[data-okr-rows] a").first.click()
    expect(explorer).to_have_url(re.compile(r"2026-q2/[a-z-]+/#"))
    explorer.go_back()
    expect(explorer.locator("[data-okr-tally]")).to_contain_text(" of ")
    assert titles(explorer) == before
    assert explorer.get_by_role("combobox", name="Status", exact=True).input_value() == "off-track"


def test_the_keyboard_is_enough(explorer: Page) -> None:
    explorer.get_by_role("searchbox", name="Text").focus()
    explorer.keyboard.type("pulse")
    found = len(titles(explorer))
    explorer.keyboard.press("Tab")
    assert explorer.evaluate("document.activeElement.name") == "kind"
    explorer.keyboard.press("ArrowDown")
    assert query(explorer) == {"q": "pulse", "kind": "objective"}
    assert len(titles(explorer)) < found
    explorer.locator("form.okr-filter").get_by_role("button", name="Clear").focus()
    explorer.keyboard.press("Enter")
    expect(explorer.locator("[data-okr-tally]")).to_have_text(everything(explorer))
    assert query(explorer) == {}
    explorer.locator("th button").first.focus()
    explorer.keyboard.press("Space")
    assert query(explorer) == {"sort": "title"}


def _title(page: Page) -> list[object]:
    return [title.strip().lower() for title in titles(page)]


def _unit(page: Page) -> list[object]:
    return [name.lower() for name in page.locator("[data-okr-rows] [data-name]").all_text_contents()]


def _pace(page: Page) -> list[object]:
    words = page.get_by_role("combobox", name="Status", exact=True).locator("option").all_text_contents()
    return [words.index(word.strip()) for word in page.locator("[data-okr-rows] .okr-st").all_text_contents()]


def _number(name: str) -> Callable[[Page], list[object]]:
    return lambda page: [float(row[name]) for row in facets(page) if name in row]


def _due(page: Page) -> list[object]:
    return [row["due"] for row in facets(page) if "due" in row]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Objective or key result", _title),
        ("Unit", _unit),
        ("Score", _number("score")),
        ("Status", _pace),
        ("Confidence", _number("confidence")),
        ("Due", _due),
    ],
)
def test_a_column_sorts_up_then_down_then_as_it_was(
    explorer: Page, column: str, values: Callable[[Page], list[object]]
) -> None:
    as_written = titles(explorer)
    head = explorer.locator("th[data-okr-sort]").filter(has_text=re.compile(f"^{column}"))
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    up = values(explorer)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    down = values(explorer)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert titles(explorer) == as_written
    if all(isinstance(value, int | float) for value in up) or column == "Due":
        assert up == explorer.evaluate("(values) => [...values].sort((a, b) => (a < b ? -1 : Number(a > b)))", up)
    else:
        order = explorer.evaluate("(words) => [...words].sort((a, b) => a.localeCompare(b))", up)
        assert up == order
    assert len(set(map(str, up))) > 1
    assert down == sorted(down, key=up.index, reverse=True)


def test_rows_without_a_value_come_last_both_ways(explorer: Page) -> None:
    for _ in range(2):
        explorer.locator("th").get_by_role("button", name="Due").click()
        dated = ["due" in row for row in facets(explorer)]
        assert dated == sorted(dated, reverse=True)


def test_nothing_matches_and_there_is_a_way_out(explorer: Page) -> None:
    explorer.get_by_role("searchbox", name="Text").fill("no such words anywhere")
    expect(explorer.get_by_text("Nothing matches.")).to_be_visible()
    assert tally(explorer) == f"0 of {everything(explorer)}"
    explorer.get_by_role("button", name="Clear the filters").click()
    expect(explorer.locator("[data-okr-tally]")).to_have_text(everything(explorer))
    expect(explorer.get_by_text("Nothing matches.")).to_be_hidden()
    assert explorer.evaluate("document.activeElement.name") == "q"


def test_a_shared_choice_that_no_longer_occurs_finds_nothing_and_says_so(page: Page, sample: str) -> None:
    page.goto(sample + "explore/2026-q2/?lead=somebody-who-left")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    assert page.get_by_role("combobox", name="Lead", exact=True).input_value() == "somebody-who-left"


def test_what_names_nothing_can_be_asked_for(page: Page, sample: str) -> None:
    def without(route: Route) -> None:
        html = route.fetch().text().replace(' data-theme="next-order"', "")
        route.fulfill(body=html, content_type="text/html")

    page.route(re.compile("/explore/2026-q2/"), without)
    page.goto(sample + "explore/2026-q2/?theme=-")
    shown = facets(page)
    assert shown
    assert not any("theme" in row for row in shown)


def test_the_link_is_copied(context: BrowserContext, sample: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(sample + "explore/2026-q2/?status=off-track")
    button = page.locator("[data-okr-copy]")
    button.click()
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_groups_without_a_match_lose_their_heading(page: Page, sample: str) -> None:
    page.goto(sample + "2026-q2/")
    page.get_by_role("combobox", name="Level", exact=True).select_option(label="Department")
    assert page.locator("[data-group]").all_inner_texts() == ["Departments"]


def test_the_directory_of_units_is_filtered_too(page: Page, sample: str) -> None:
    page.goto(sample + "units/")
    page.get_by_role("combobox", name="Unit and below", exact=True).select_option(label="Sales")
    assert titles(page) == ["Sales", "European Sales", "South American Sales"]


# Without a script


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A tab in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_the_table_is_complete_and_the_form_is_not_shown(plain: Page, sample: str) -> None:
    plain.goto(sample + "explore/2026-q2/")
    expect(plain.locator("form.okr-filter")).to_be_hidden()
    assert plain.locator("[data-okr-rows] tr").count() > 50
    assert f"{plain.locator('[data-okr-rows] tr').count()} rows" == tally(plain) == everything(plain)
    expect(plain.locator("[data-okr-more]")).to_be_hidden()


def test_without_scripts_a_long_table_is_paged_through(plain: Page, portal: Portal) -> None:
    plain.goto(portal("large") + "explore/2027-q1/")
    assert tally(plain) == "1,050 rows, page 1 of 4"
    expect(plain.locator("[data-okr-rows] tr")).to_have_count(300)
    plain.get_by_role("navigation", name="Pages").get_by_role("link", name="4").click()
    assert tally(plain) == "1,050 rows, page 4 of 4"
    expect(plain.locator("[data-okr-rows] tr")).to_have_count(150)


# Over several pages


@pytest.mark.parametrize("path", ["explore/2027-q1/", "explore/2027-q1/2/"])
def test_a_filter_looks_through_all_pages_and_shows_them_bit_by_bit(page: Page, portal: Portal, path: str) -> None:
    page.goto(portal("large") + path)
    page.get_by_role("combobox", name="Kind", exact=True).select_option("key-result")
    expect(page.locator("[data-okr-tally]")).to_have_text("840 of 1,050 rows")
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    rows = page.locator("[data-okr-rows] tr")
    more = page.locator("[data-okr-more]")
    for amount in (300, 600):
        expect(rows).to_have_count(amount)
        more.click()
    expect(rows).to_have_count(840)
    expect(more).to_be_hidden()


def test_rows_of_another_page_keep_their_links(page: Page, portal: Portal) -> None:
    page.goto(portal("large") + "explore/2027-q1/")
    page.get_by_role("button", name="Score", exact=True).click()
    expect(page.locator("[data-okr-tally]")).to_have_text("1,050 of 1,050 rows")
    links = page.locator("[data-okr-rows] th a").evaluate_all("(all) => all.map((a) => a.href)")
    assert all(re.fullmatch(r"http://[^/]+/2027-q1/[a-z0-9-]+/#[a-z0-9/-]+", link) for link in links)


def test_when_a_page_cannot_be_loaded_the_reader_is_told(page: Page, portal: Portal) -> None:
    page.goto(portal("large") + "explore/2027-q1/")
    page.route("**/explore/2027-q1/2/", lambda route: route.abort())
    page.get_by_role("combobox", name="Kind", exact=True).select_option("objective")
    expect(page.locator("[data-okr-tally]")).to_contain_text("could not be loaded")
    expect(page.locator("[data-okr-rows] tr")).to_have_count(300)
