"""Old addresses, as a reader's bookmarks use them."""

from playwright.sync_api import Page, expect


def test_an_old_address_keeps_the_part_and_the_question(page: Page, sample: str) -> None:
    page.goto(f"{sample}units/marketing/?h=leads#top")
    page.wait_for_url(lambda url: "/units/marketing" not in url)
    assert page.url.endswith("/marketing/?h=leads#top")
    expect(page.locator("h1").first).to_contain_text("Marketing")
