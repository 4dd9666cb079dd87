"""What moves with time, in a browser: sheets that open on this week, charts that tell, lists that filter."""

from playwright.sync_api import Page, expect


def test_a_confidence_sheet_opens_on_the_current_week(page: Page, sample: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{sample}confidence/2026-q2/")
    week = page.locator(".okr-heat .okr-now").first
    week.scroll_into_view_if_needed()
    expect(week).to_be_in_viewport(ratio=1)
    expect(week).to_contain_text("Week 12")
    page.set_viewport_size({"width": 1440, "height": 800})
    page.reload()
    expect(page.locator(".okr-heat thead th").nth(1)).to_contain_text("Week 1")
    expect(page.locator(".okr-heat thead th").nth(1)).to_be_in_viewport()


def test_a_sparkline_leads_to_the_chart_behind_it(page: Page, sample: str) -> None:
    page.goto(f"{sample}2026-q2/marketing/")
    page.locator('[id="ready-leads/email"] a.okr-course').first.click()
    chart = page.locator('.okr-past__kr[id="ready-leads/email"]')
    expect(chart).to_be_in_viewport()
    assert page.url.endswith("history/2026-q2/marketing/#ready-leads/email")
    expect(chart.get_by_role("img", name="Qualified leads a month from mail", exact=True)).to_be_visible()
    table = chart.locator("table")
    expect(table).to_be_hidden()
    chart.locator("summary").click()
    expect(table.get_by_role("row").nth(1)).to_contain_text("73 leads")


def test_what_fell_lately_can_be_asked_for_by_address(page: Page, sample: str) -> None:
    page.goto(f"{sample}explore/2026-q2/?lately=rose")
    expect(page.locator("[data-okr-tally]")).to_contain_text("46")
    page.goto(f"{sample}explore/2026-q2/?lately=quiet&unit=recruiting")
    expect(page.locator("[data-okr-rows] tr:visible").first).to_contain_text("Recruiting")
