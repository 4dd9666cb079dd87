"""From the state of the checklists to the place to mend, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import facets

Portal = Callable[[str], str]


def test_more_findings_of_an_item_are_in_the_table_already_filtered(page: Page, sample: str) -> None:
    page.goto(sample + "health/2026-q1/")
    item = page.locator(".okr-ck", has=page.get_by_text("The unit can act on it", exact=True))
    more = item.get_by_role("link", name="more")
    amount = item.locator(".okr-ck__found > li").count() - 1 + int(more.inner_text().split()[1])
    more.click()
    expect(page.locator("[data-okr-tally]")).to_contain_text(f"{amount} of ")
    shown = facets(page)
    assert len(shown) == amount
    assert all("drafting.objective.actionable" in row["item"].split() for row in shown)


def test_a_folded_checklist_opens_by_the_keyboard_and_for_a_link_to_one_of_its_items(page: Page, sample: str) -> None:
    page.goto(sample + "health/")
    roles = page.locator("[id='roles']")
    assert roles.get_attribute("open") is None
    roles.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(roles.get_by_text("There is one sponsor")).to_be_visible()
    page.goto(sample + "rules/no-sponsor/")
    page.get_by_role("link", name="There is one sponsor").click()
    expect(page.get_by_text("There is one sponsor")).to_be_visible()


def test_a_no_leads_to_what_stands_behind_it(page: Page, sample: str) -> None:
    page.goto(sample + "2026-q1/company/")
    page.locator("details.okr-smart > summary").click()
    no = page.locator(".okr-smart .okr-no a").first
    message = no.get_attribute("title")
    no.focus()
    page.keyboard.press("Enter")
    finding = page.locator(".okr-find:target")
    expect(finding).to_be_visible()
    assert message is not None
    assert finding.locator(".okr-find__said").inner_text() == message


def test_units_are_sorted_by_how_much_is_in_order(page: Page, sample: str) -> None:
    page.goto(sample + "health/2026-q1/units/")
    page.get_by_role("button", name="Objectives").click()
    shares = page.locator("tbody tr").evaluate_all("rows => rows.map((row) => Number(row.dataset.c0))")
    assert shares == sorted(shares)
    assert len(set(shares)) > 1


def test_what_is_pasted_elsewhere_has_the_portals_address(page: Page, sample: str) -> None:
    page.goto(sample + "2026-q2/marketing/")
    page.locator(".okr-embed > summary").click()
    code = page.locator(".okr-embed code")
    expect(code).to_have_text(f"[![OKRs of Marketing]({sample}units/marketing/badge.svg)]({sample}units/marketing/)")
    page.goto(sample + "units/marketing/")
    expect(page).to_have_url(sample + "2026-q2/marketing/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_a_badge_fit_into_it(page: Page, sample: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(sample + "units/marketing/badge.svg")
    inside: list[bool] = page.evaluate(
        """() => {
          const frame = document.querySelector("rect").getBoundingClientRect();
          return [...document.querySelectorAll("text")].map((text) => {
            const box = text.getBoundingClientRect();
            return box.left >= frame.left && box.right <= frame.right && box.width > 20;
          });
        }"""
    )
    assert inside == [True, True]


def test_the_permanent_address_of_a_cycles_health_leads_to_it(page: Page, sample: str) -> None:
    page.goto(sample + "health/2026-q2/#roles.sponsor")
    expect(page).to_have_url(sample + "health/#roles.sponsor")


def test_on_paper_everything_is_unfolded_and_nothing_runs_out(page: Page, sample: str) -> None:
    page.set_viewport_size({"width": 718, "height": 1016})
    page.goto(sample + "health/")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 718
    assert page.locator(".okr-check").count() == page.locator(".okr-check[open]").count()
