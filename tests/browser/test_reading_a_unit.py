"""Finding a unit, an objective or a key result, and what can be done on a unit's page."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from mkdocs_okr.sources import load
from tests.browser.portals import ROOT, unruly
from tests.browser.reading import style

Portal = Callable[[str], str]


# Search


def search(page: Page, words: str) -> None:
    field = page.get_by_role("textbox", name="Search")
    field.click()
    field.press_sequentially(words)


@pytest.mark.parametrize(
    ("words", "title", "path"),
    [
        ("sales leads that they want", "Bring sales leads that they want to call", "2026-q2/marketing/#ready-leads"),
        ("offer and price list", "Offer and price list in the languages", "2026-q2/marketing/#fast-pages/languages"),
        ("recruiting", "Recruiting, 2026 Q2", "2026-q2/recruiting/"),
        ("perkins", "Ms. Perkins", "people/ms-perkins/"),
        ("task or key result", "Task or key result", "playbook/task-or-key-result/"),
    ],
    ids=["objective", "key result", "unit", "person", "playbook"],
)
def test_search_leads_to_the_place_itself(page: Page, sample: str, words: str, title: str, path: str) -> None:
    page.goto(sample)
    search(page, words)
    hit = page.locator(".md-search-result__link").filter(has_text=title)
    more = page.locator(".md-search-result__more > summary")
    expect(hit.or_(more).first).to_be_attached()
    for summary in more.all():
        summary.click()
    hit.first.click()
    expect(page).to_have_url(re.compile(re.escape(sample + path.partition("#")[0])))
    assert page.url.partition("?")[0].removeprefix(sample) == path.partition("#")[0]
    assert urlsplit(page.url).fragment == path.partition("#")[2]


def test_enter_opens_the_first_hit(page: Page, sample: str) -> None:
    page.goto(sample)
    search(page, "Perkins")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Perkins")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("perkins|sales"))


# Permanent addresses


def test_the_address_of_a_key_result_scrolls_to_it_and_marks_it(page: Page, sample: str) -> None:
    page.goto(sample + "2026-q2/marketing/#fast-pages/lead-time")
    key_result = page.locator("[id='fast-pages/lead-time']")
    expect(key_result).to_be_in_viewport()
    box = key_result.bounding_box()
    head = page.locator(".md-header").bounding_box()
    assert box is not None
    assert head is not None
    assert box["y"] >= head["y"] + head["height"]
    assert style(key_result, "box-shadow") != "none"
    assert style(page.locator(".okr-kr").last, "box-shadow") == "none"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("units/marketing/#ready-leads/email", "2026-q2/marketing/#ready-leads/email"),
        ("units/marketing/?from=mail#charter", "2026-q2/marketing/?from=mail#charter"),
        ("explore/?status=off-track", "explore/2026-q2/?status=off-track"),
        ("2026-q1/adwords/", "2026-q1/ppc-marketing/"),
        ("units/human-resources/#charter", "2026-q2/hr/#charter"),
    ],
)
def test_an_old_address_leads_on(page: Page, sample: str, old: str, new: str) -> None:
    page.goto(sample + old)
    expect(page).to_have_url(sample + new)


# Checking in


def test_add_a_check_in_opens_todays_file_with_content_that_can_be_read(
    context: BrowserContext, portal: Portal, tmp_path: Path
) -> None:
    page = context.new_page()
    page.clock.set_fixed_time(f"{date.today()}T12:00:00")
    page.goto(portal("unruly") + "now/company/")
    link = page.get_by_role("link", name="Add a check-in", exact=True).get_attribute("href")
    assert link is not None
    filled = parse_qs(urlsplit(link).query)
    assert filled["filename"] == [f"{date.today()}.yml"]
    unruly(tmp_path)
    path = tmp_path / "okrs/now/check-ins/company" / filled["filename"][0]
    path.write_text(filled["value"][0], "utf-8")
    loaded = load(tmp_path / "okrs")
    assert [d for d in loaded.diagnostics if d.severity == "error"] == []
    assert loaded.portfolio is not None
    check_ins = loaded.portfolio.okr_sets["now", "company"].check_ins
    assert check_ins[-1].date == date.today()
    assert check_ins[-1].by == "kim"


def test_the_day_in_the_link_is_the_readers_not_that_of_the_build(context: BrowserContext, portal: Portal) -> None:
    page = context.new_page()
    page.clock.set_fixed_time("2031-05-06T12:00:00")
    page.goto(portal("unruly") + "now/company/")
    link = page.get_by_role("link", name="Add a check-in", exact=True)
    expect(link).to_have_attribute("href", re.compile(r"filename=2031-05-06\.yml"))


def test_a_portal_with_a_fixed_today_keeps_it(context: BrowserContext, sample: str) -> None:
    page = context.new_page()
    page.clock.set_fixed_time("2031-05-06T12:00:00")
    page.goto(sample + "2026-q2/marketing/")
    link = page.get_by_role("link", name="Add a check-in", exact=True)
    expect(link).to_have_attribute("href", re.compile(r"2026-06-23\.yml"))


def test_edit_leads_to_the_line_of_the_source(page: Page, sample: str) -> None:
    page.goto(sample + "2026-q2/marketing/")
    link = page.locator("[id='fast-pages/lead-time'] .okr-meta a").filter(has_text="edit").get_attribute("href")
    assert link is not None
    file, _, line = link.partition("#L")
    assert file == "https://github.com/acme-example/okrs/edit/main/okrs/2026-q2/marketing.yml"
    written = (ROOT / "okrs/2026-q2/marketing.yml").read_text("utf-8").splitlines()
    assert written[int(line) - 1].strip() == "- id: lead-time"


# Keyboard and focus


@pytest.fixture
def unit(page: Page, sample: str) -> Page:
    """The page of a department in the running cycle."""
    page.goto(sample + "2026-q2/marketing/")
    return page


@pytest.mark.parametrize(
    ("summary", "opens"),
    [
        ("[id='ready-leads/acceptance'] summary", "Ask for the job in hand on every form"),
        (".okr-obj__more > summary", "We delivered 473 leads in the first quarter."),
        ("#check-in-2026-06-16 > summary", "Edit this check-in"),
    ],
    ids=["initiatives", "why", "check-in"],
)
def test_what_is_folded_opens_with_the_keyboard(unit: Page, summary: str, opens: str) -> None:
    head = unit.locator(summary).first
    folded = head.locator("xpath=..").get_by_text(opens)
    expect(folded).to_be_hidden()
    head.focus()
    unit.keyboard.press("Enter")
    expect(folded).to_be_visible()
    unit.keyboard.press("Space")
    expect(folded).to_be_hidden()


def test_the_focus_is_always_to_be_seen(unit: Page, sample: str) -> None:
    def outlined() -> tuple[str, bool]:
        where, seen = unit.evaluate(
            """() => {
              const e = document.activeElement;
              const style = getComputedStyle(e);
              return [e.tagName, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        return where, seen

    def walk(start: Locator, steps: int) -> set[tuple[str, bool]]:
        start.focus()
        found = set()
        for _ in range(steps):
            unit.keyboard.press("Tab")
            found.add(outlined())
        return found

    assert walk(unit.locator(".okr-acts a").first, 30) == {("A", True), ("SUMMARY", True)}
    unit.goto(sample + "explore/2026-q2/")
    form = walk(unit.locator(".okr-eyebrow"), 0) | walk(unit.locator("input[name=q]"), 20)
    assert form == {(tag, True) for tag in ("SELECT", "BUTTON", "DIV", "A")}


# Paper and colours


@pytest.mark.parametrize("path", ["", "2026-q2/marketing/", "weekly/2026-q2/", "weekly/2026-q2/marketing/"])
def test_a_page_prints_on_a4(page: Page, sample: str, path: str) -> None:
    page.goto(sample + path)
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 without its margins, in CSS pixels
    page.emulate_media(media="print")
    # Wide pictures lie on a page of their own, which is wider.
    page.add_style_tag(content=".okr .okr-pic--turned { width: 100% }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    cut: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".okr *")]
          .filter((e) => e.checkVisibility() && !e.closest(".okr-sr"))
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || (e.scrollWidth > e.clientWidth + 2
            && e.clientWidth && getComputedStyle(e).overflowX === "auto"))
          .map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert cut == []
    for hidden in (".okr-side", ".okr-acts", ".okr-jump", ".okr-filter", ".md-header", ".md-tabs"):
        for element in page.locator(hidden).all():
            expect(element).to_be_hidden()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) in range(1, 10)


def test_the_weekly_sheet_of_the_fullest_unit_is_one_page_of_paper(page: Page, portal: Portal) -> None:
    page.goto(portal("full") + "weekly/now/marketing/")
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")
    assert page.locator(".okr-sheet__krs tbody tr").count() == 30
    page.emulate_media(media="print")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4", prefer_css_page_size=True))) == 1


def test_the_switch_of_the_theme_changes_our_colours_too(context: BrowserContext, sample: str) -> None:
    page = context.new_page()
    page.goto(sample)
    card = page.locator(".okr-card__title").first
    status = page.locator(".okr-st .okr-i").first
    light = style(card, "color"), style(status, "color"), style(page.locator(".okr-btn--main"), "background-color")
    page.locator("label[title='Switch to dark mode']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = style(card, "color"), style(status, "color"), style(page.locator(".okr-btn--main"), "background-color")
    assert all(a != b for a, b in zip(light, dark, strict=True))


def test_the_choice_of_colours_is_kept_on_the_next_page(context: BrowserContext, sample: str) -> None:
    page = context.new_page()
    page.goto(sample)
    page.locator("label[title='Switch to dark mode']").click()
    page.goto(sample + "2026-q2/marketing/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
