"""What can be done with a picture in the browser: being told more, seeing the way, zooming, taking it along."""

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.looks import difference, lay_bare, photo
from tests.browser.portals import LONG
from tests.browser.reading import hard_to_see, sticking_out, style, switch_to

Portal = Callable[[str], str]
LARGE = "2026-q2/marketing/"
SMALL = "2026-q1/hr-management/"
TITLE = "Bring sales leads that they want to call"


@pytest.fixture
def picture(page: Page, sample: str) -> Locator:
    """The cascade on a department's page: larger than its frame."""
    page.goto(sample + LARGE)
    return page.locator("[id='cascade:picture']")


def head(picture: Locator, title: str) -> Locator:
    """The link of an objective in a picture, by the first words of its title."""
    return picture.locator(".okr-box > a:first-of-type").filter(has_text=title)


def title(picture: Locator, words: str) -> Locator:
    """Where a pointer finds the link of an objective."""
    return head(picture, words).first.locator(".okr-box__title").first


def edge(picture: Locator, words: str) -> Locator:
    """The arrow that starts at an objective, by the first words of its title."""
    return picture.locator(".okr-edge").filter(has_text=f"“{words}").first


def tip(picture: Locator) -> Locator:
    return picture.get_by_role("tooltip")


def tool(picture: Locator, name: str) -> Locator:
    return picture.get_by_role("button", name=name, exact=True)


# Being told more


def test_hovering_tells_the_whole_title_the_standing_and_where_it_leads(picture: Locator) -> None:
    title(picture, "Bring sales leads").hover()
    expect(tip(picture)).to_contain_text(f"Marketing: {TITLE}")
    expect(tip(picture)).to_contain_text("On track · 0.93 · 0.96 expected by now")
    expect(tip(picture)).to_contain_text(f"“{TITLE}” contributes to “KR2 Qualified leads a month” of ACME")


def test_a_row_tells_its_status_in_words_and_who_contributes_to_it(picture: Locator) -> None:
    picture.get_by_role("link", name="organic search").hover()
    expect(tip(picture)).to_contain_text("KR3 Qualified leads a month from organic search")
    expect(tip(picture)).to_contain_text("Off track · 0.70")
    expect(tip(picture)).to_contain_text("“Be found by people who do not know us yet” contributes 75")


def test_an_arrow_tells_what_it_means_without_being_hit_exactly(page: Page, picture: Locator) -> None:
    line = edge(picture, "Grow where we are new").locator("path").first
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 40)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 4)
    expect(tip(picture)).to_contain_text("“Grow where we are new, without buying the growth” contributes")


def test_a_tooltip_can_be_hovered_and_goes_with_escape(page: Page, picture: Locator) -> None:
    title(picture, "Bring sales leads").hover()
    expect(tip(picture)).to_be_visible()
    tip(picture).hover()
    page.wait_for_timeout(400)
    expect(tip(picture)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(picture)).to_be_hidden()


def test_a_tooltip_goes_when_the_pointer_leaves(page: Page, picture: Locator) -> None:
    title(picture, "Bring sales leads").hover()
    expect(tip(picture)).to_be_visible()
    page.mouse.move(2, 2)
    expect(tip(picture)).to_be_hidden()


def test_the_keyboard_reaches_every_box_and_is_told_the_same(page: Page, picture: Locator) -> None:
    picture.get_by_role("region").focus()
    page.keyboard.press("Tab")
    first = picture.locator(".okr-box a").first
    expect(first).to_be_focused()
    expect(tip(picture)).to_contain_text("ACME: Build a second home market")
    assert first.get_attribute("aria-describedby") == tip(picture).get_attribute("id")
    page.keyboard.press("Escape")
    expect(tip(picture)).to_be_hidden()
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(tip(picture)).to_contain_text("KR1 Revenue of the year")
    for _ in range(picture.locator(".okr-box a").count() - 2):
        page.keyboard.press("Tab")
    expect(picture.locator(".okr-box a").last).to_be_focused()
    expect(picture.locator(".okr-box").last).to_be_in_viewport(ratio=0.99)
    page.keyboard.press("Tab")
    expect(tip(picture)).to_be_hidden()


def test_a_title_that_is_cut_is_told_whole_and_once(page: Page, portal: Portal) -> None:
    page.goto(portal("unruly") + "now/company/")
    picture = page.locator("[id='cascade:picture']")
    link = picture.locator(".okr-box a:has(> title)").first
    name = link.locator("title").text_content()
    link = picture.locator(f"a[href='{link.get_attribute('href')}']").first  # it keeps its address, not its title
    assert name is not None
    assert LONG[:200] in name
    link.locator(".okr-box__title").first.hover()
    expect(tip(picture)).to_contain_text(name)
    assert link.locator("title").count() == 0  # or the browser would show a second tooltip of its own
    assert link.get_attribute("aria-label") == name
    page.keyboard.press("Escape")
    expect(link.locator("title")).to_have_text(name)


def test_what_is_told_is_text(page: Page, picture: Locator) -> None:
    link = picture.locator(".okr-box--own > a").first
    link.evaluate("(e) => { e.querySelector('.okr-box__title').textContent = '<img src=x onerror=alert(1)>'; }")
    link.locator(".okr-box__over").hover()
    expect(tip(picture)).to_contain_text("<img src=x onerror=alert(1)>")
    assert tip(picture).locator("img").count() == 0


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_a_tooltip_stays_inside_the_window(page: Page, portal: Portal, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 500})
    page.goto(portal("unruly") + "now/far/")
    picture = page.locator("[id='cascade:picture']")
    picture.get_by_role("region").focus()
    for _ in range(picture.locator(".okr-box a").count()):
        page.keyboard.press("Tab")
        expect(tip(picture)).to_be_visible()
        box = tip(picture).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 500


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page under a finger."""
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_the_first_tap_tells_and_the_second_follows(phone: Page, sample: str) -> None:
    phone.goto(sample + LARGE)
    picture = phone.locator("[id='cascade:picture']")
    title(picture, "Build a second home market").tap()
    expect(tip(picture)).to_contain_text("Build a second home market")
    expect(tip(picture)).to_contain_text("Tap again to open.")
    assert phone.url == sample + LARGE
    row = picture.get_by_role("link", name="Revenue of the year")
    row.tap()
    expect(tip(picture)).to_contain_text("KR1 Revenue of the year")
    assert phone.url == sample + LARGE
    row.tap()
    expect(phone).to_have_url(re.compile(r"/2026/company/#.+/"))


def test_a_tap_elsewhere_closes(phone: Page, sample: str) -> None:
    phone.goto(sample + LARGE)
    picture = phone.locator("[id='cascade:picture']")
    title(picture, "Build a second home market").tap()
    expect(tip(picture)).to_be_visible()
    phone.get_by_role("heading", name="Cascade").tap()
    expect(tip(picture)).to_be_hidden()
    title(picture, "Build a second home market").tap()  # that is a first tap again
    expect(tip(picture)).to_be_visible()
    assert phone.url == sample + LARGE


# The way to the top


def lit(picture: Locator) -> set[str]:
    """The titles of the boxes that do not step back."""
    titles: list[str] = picture.locator(".okr-box").evaluate_all(
        """(boxes) => boxes.filter((box) => getComputedStyle(box).opacity === "1")
          .map((box) => [...box.querySelectorAll(".okr-box__title")].map((line) => line.textContent).join(" "))"""
    )
    return set(titles)


def test_a_box_shows_its_way_to_the_top_and_what_contributes_to_it(page: Page, picture: Locator) -> None:
    everything = lit(picture)
    title(picture, "Meet buyers").hover()
    expect(picture.locator(".okr-map--path")).to_be_attached()
    way = {TITLE, "Build a second home market", "Grow where we are new, without buying the growth"}
    below = "Be found by people who do not know us yet"
    assert lit(picture) == {*way, "Meet buyers at the moment they search", below}
    assert len(everything) > len(lit(picture))
    page.mouse.move(2, 2)
    expect(picture.locator(".okr-map--path")).not_to_be_attached()
    assert lit(picture) == everything


def test_the_arrows_of_the_way_differ_by_more_than_colour(page: Page, picture: Locator) -> None:
    arrow = edge(picture, "Grow where we are new")
    thin = style(arrow.locator("path").first, "stroke-width")
    picture.get_by_role("region").focus()
    page.keyboard.press("Tab")
    expect(arrow).to_have_class(re.compile("okr-on"))
    assert float(style(arrow.locator("path").first, "stroke-width")[:-2]) > float(thin[:-2])


def test_a_row_shows_who_contributes_to_it_and_not_who_contributes_to_its_neighbour(picture: Locator) -> None:
    picture.get_by_role("link", name="from mail", exact=False).first.hover()
    expect(picture.locator(".okr-map--path")).to_be_attached()
    assert "Write mails that people look forward to" in lit(picture)
    assert "Meet buyers at the moment they search" not in lit(picture)


# Zoom and pan


def scale(picture: Locator) -> float:
    """How large the picture is, 1 being its natural size."""
    shown: float = picture.locator(".okr-map").evaluate(
        "(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
    )
    return shown


def test_buttons_and_keys_zoom(page: Page, picture: Locator) -> None:
    usual = scale(picture)
    tool(picture, "Zoom in").click()
    assert scale(picture) == pytest.approx(usual * 1.25, rel=0.01)
    tool(picture, "Zoom out").click()
    tool(picture, "Zoom out").click()
    assert scale(picture) == pytest.approx(usual / 1.25, rel=0.01)
    picture.get_by_role("region").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(picture) == pytest.approx(usual * 1.25, rel=0.01)
    page.keyboard.press("-")
    assert scale(picture) == pytest.approx(usual, rel=0.01)
    page.keyboard.press("0")
    region = picture.get_by_role("region")
    assert region.evaluate("(e) => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")
    picture.get_by_role("button", name="Back to the usual size").click()
    assert scale(picture) == pytest.approx(usual, rel=0.01)


def test_ctrl_and_the_wheel_zoom_where_the_pointer_is(page: Page, picture: Locator) -> None:
    box = head(picture, "Publish in days")
    box.hover()
    before = box.bounding_box()
    usual = scale(picture)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("document.querySelector('.okr-pic--zoomed')")
    after = box.bounding_box()
    assert scale(picture) > usual * 1.3
    assert before is not None
    assert after is not None
    middle = before["x"] + before["width"] / 2
    assert after["x"] <= middle <= after["x"] + after["width"]


def test_dragging_pans_and_never_follows_a_link(page: Page, picture: Locator, sample: str) -> None:
    tool(picture, "Zoom in").click()
    tool(picture, "Zoom in").click()
    region = picture.get_by_role("region")
    region.evaluate("(e) => e.scrollTo(200, 0)")
    link = head(picture, "Bring sales leads")
    link.scroll_into_view_if_needed()
    left: float = region.evaluate("(e) => e.scrollLeft")
    box = link.bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=4)
    page.mouse.up()
    assert region.evaluate("(e) => e.scrollLeft") == pytest.approx(left + 60, abs=2)
    assert page.url == sample + LARGE
    title(picture, "Bring sales leads").click()  # a click is still a click
    expect(page).to_have_url(sample + LARGE + "#ready-leads")


def test_a_box_that_is_focused_comes_into_view(page: Page, picture: Locator) -> None:
    for _ in range(4):
        tool(picture, "Zoom in").click()
    picture.get_by_role("region").focus()
    for _ in range(picture.locator(".okr-box a").count()):
        page.keyboard.press("Tab")
        expect(page.locator(".okr-box a:focus")).to_be_in_viewport(ratio=0.9)


def test_full_screen_shows_the_whole_picture_and_gives_it_back(picture: Locator) -> None:
    usual = scale(picture)
    tool(picture, "Full screen").click()
    expect(tool(picture, "Leave full screen")).to_be_visible()
    assert picture.evaluate("(e) => document.fullscreenElement === e")
    title(picture, "Bring sales leads").hover()
    expect(tip(picture)).to_be_visible()
    tool(picture, "Leave full screen").click()
    expect(tool(picture, "Full screen")).to_be_visible()
    expect(picture).not_to_have_class(re.compile("zoomed"))
    assert scale(picture) == pytest.approx(usual, rel=0.01)


def test_a_picture_that_is_seen_whole_needs_no_zoom(page: Page, sample: str) -> None:
    page.goto(sample + SMALL)
    picture = page.locator("[id='cascade:picture']")
    expect(tool(picture, "Save or share")).to_be_visible()
    expect(tool(picture, "Zoom in")).to_be_hidden()
    page.set_viewport_size({"width": 600, "height": 900})
    expect(tool(picture, "Zoom in")).to_be_visible()


# Beginning where it is about


FENCES = "manual/pictures/"


def seen_whole(picture: Locator) -> bool:
    """Whether the first box that a picture is about stands inside its frame."""
    edges = (
        "(e) => { const { left, right, top, bottom } = e.getBoundingClientRect();"
        " return [left, -right, top, -bottom]; }"
    )
    box, frame = (picture.locator(each).first.evaluate(edges) for each in (".okr-box--own", ".okr-scroll"))
    return all(inner >= outer for inner, outer in zip(box, frame, strict=True))


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("place", [LARGE, FENCES])
def test_a_picture_begins_with_what_it_is_about(page: Page, sample: str, place: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(sample + place)
    picture = page.locator("figure[id^='cascade'][id$=':picture']")
    expect(picture).to_have_class(re.compile("okr-pic--ready"))
    page.wait_for_timeout(100)
    assert seen_whole(picture)
    assert page.evaluate("scrollY") == 0


def test_a_picture_that_is_seen_whole_does_not_move(page: Page, sample: str) -> None:
    page.goto(sample + SMALL)
    region = page.locator("[id='cascade:picture'] .okr-scroll")
    page.wait_for_timeout(100)
    assert region.evaluate("(e) => [e.scrollLeft, e.scrollTop]") == [0, 0]


def test_a_scorecard_in_a_narrow_column_keeps_what_counts(page: Page, sample: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(sample + FENCES)
    table = page.locator(".okr-card-table")
    for name in ("Weight", "Actual", "Score", "Pace", "Weighted"):
        expect(table.get_by_role("columnheader", name=name, exact=True)).to_be_visible()
    expect(table.get_by_role("columnheader", name="Baseline")).to_be_hidden()
    assert table.evaluate("(e) => e.offsetWidth <= e.parentElement.clientWidth")
    sums = table.locator(".okr-card-sum, thead tr, tfoot tr").locator(":scope > :last-child")
    ends = [round(each["x"] + each["width"]) for each in (cell.bounding_box() for cell in sums.all()) if each]
    assert len(ends) > 3
    assert len(set(ends)) == 1
    page.goto(sample + LARGE)
    page.locator("details:has(.okr-card-table)").evaluate("(e) => { e.open = true; }")
    expect(page.get_by_role("columnheader", name="Baseline")).to_be_visible()


def test_on_a_phone_the_list_comes_before_the_picture(page: Page, sample: str) -> None:
    page.goto(sample + FENCES)
    words = page.locator(".okr-more").filter(has_text="As a list")
    picture = page.locator("figure[id^='cascade'][id$=':picture']")

    def is_first() -> bool:
        (one, other) = (each.evaluate("(e) => e.getBoundingClientRect().top") for each in (words, picture))
        return bool(one < other)

    assert not is_first()
    page.set_viewport_size({"width": 320, "height": 900})
    assert is_first()


# Taking it along


def downloaded(picture: Locator, kind: str, folder: Path) -> Path:
    if not tool(picture, f"Download {kind}").is_visible():
        tool(picture, "Save or share").click()
    with picture.page.expect_download() as download:
        tool(picture, f"Download {kind}").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_the_svg_needs_nothing_else(page: Page, picture: Locator, sample: str, tmp_path: Path) -> None:
    switch_to(page, "slate")
    dark = downloaded(picture, "SVG", tmp_path).read_text("utf-8")
    switch_to(page, "default")
    file = downloaded(picture, "SVG", tmp_path)
    assert file.name == "marketing-in-the-cascade-2026-q2.svg"
    text = file.read_text("utf-8")
    assert dark == text  # what goes into documents has the colours of paper
    root = ElementTree.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Marketing in the cascade, 2026 Q2"
    tags = {element.tag.removeprefix(space) for element in root.iter()}
    assert tags <= {
        "svg",
        "title",
        "desc",
        "defs",
        "symbol",
        "rect",
        "path",
        "circle",
        "g",
        "a",
        "text",
        "tspan",
        "use",
    }
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not re.match("on|class|style|data-|aria-", name)
            assert "var(" not in value
            assert "url(" not in value
            if name.endswith("href"):
                assert value.startswith("#okr:" if element.tag == f"{space}use" else sample)
    symbols = {f"#{symbol.get('id')}" for symbol in root.iter(f"{space}symbol")}
    assert {use.get("href") for use in root.iter(f"{space}use")} == symbols


def test_the_svg_looks_like_the_picture(context: BrowserContext, sample: str, tmp_path: Path) -> None:
    page = context.new_page()
    page.goto(sample + LARGE)
    file = downloaded(page.locator("[id='cascade:picture']"), "SVG", tmp_path)
    page.mouse.move(2, 2)
    lay_bare(page, "[id='cascade:picture']", "default")
    seen = photo(page, "[id='cascade:picture']")
    width, height = struct.unpack(">II", seen[16:24])
    fresh = context.new_page()
    fresh.set_viewport_size({"width": 1600, "height": 900})
    asked: list[str] = []
    fresh.on("request", lambda request: asked.append(request.url))
    fresh.goto(file.as_uri())
    taken = fresh.screenshot(clip={"x": 14, "y": 14, "width": width, "height": height})
    assert asked == [file.as_uri()]
    apart = difference(page, taken, seen)
    assert not apart.is_seen, apart


def test_the_png_is_twice_as_large_and_opaque(page: Page, picture: Locator, tmp_path: Path) -> None:
    file = downloaded(picture, "PNG", tmp_path)
    assert file.name == "marketing-in-the-cascade-2026-q2.png"
    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    size: list[float] = picture.locator(".okr-map").evaluate(
        "(e) => [e.viewBox.baseVal.width, e.viewBox.baseVal.height]"
    )
    assert [width, height] == [2 * (side + 28) for side in size]
    corner = page.evaluate(
        """async (data) => {
          const bitmap = await createImageBitmap(new Blob([new Uint8Array(data)]));
          const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          brush.drawImage(bitmap, 0, 0);
          return [...brush.getImageData(0, 0, 1, 1).data];
        }""",
        list(file.read_bytes()),
    )
    assert corner == [255, 255, 255, 255]


def test_the_link_leads_to_the_picture(context: BrowserContext, sample: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(sample + LARGE)
    picture = page.locator("[id='cascade:picture']")
    tool(picture, "Save or share").click()
    tool(picture, "Copy link").click()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == sample + LARGE + "#cascade:picture"
    page.goto("about:blank")
    page.goto(address)
    expect(picture).to_be_in_viewport()


def test_the_lines_for_other_pages_are_shown_and_copied(context: BrowserContext, sample: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()

    def say(route: Route) -> None:
        answer = route.fetch()
        said = 'data-okr-picture="cascade" data-okr-fence="cascade: marketing"'
        route.fulfill(response=answer, body=answer.text().replace('data-okr-picture="cascade"', said))

    page.route(sample + LARGE, say)
    page.goto(sample + LARGE)
    picture = page.locator("[id='cascade:picture']")
    tool(picture, "Save or share").click()
    expect(picture.get_by_text("cascade: marketing")).to_be_visible()
    tool(picture, "Copy the lines").click()
    assert page.evaluate("navigator.clipboard.readText()") == "```okr\ncascade: marketing\n```"


def test_save_or_share_is_worked_by_the_keyboard(page: Page, picture: Locator) -> None:
    opener = tool(picture, "Save or share")
    opener.focus()
    expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(tool(picture, "Download SVG")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(tool(picture, "Download SVG")).to_be_hidden()


# Windows, palettes, paper


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_tools_fit_a_narrow_window_and_can_be_read_and_hit(page: Page, picture: Locator, scheme: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    switch_to(page, scheme)
    tool(picture, "Save or share").click()
    head(picture, "Build a second home market").focus()
    tool(picture, "Save or share").click()
    assert sticking_out(page) == []
    assert hard_to_see(page) == []
    for button in picture.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_paper_is_light_and_shows_the_picture_as_it_was_before_zooming(page: Page, picture: Locator) -> None:
    words = picture.locator(".okr-box__title").first
    switch_to(page, "default")
    light = style(words, "fill")
    switch_to(page, "slate")
    assert style(words, "fill") != light
    for _ in range(4):
        tool(picture, "Zoom in").click()
    page.emulate_media(media="print")
    assert style(words, "fill") == light
    assert scale(picture) <= 1
    assert picture.get_by_role("region").evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")
    for button in picture.locator("button").all():
        expect(button).to_be_hidden()


def test_a_wide_picture_is_printed_on_a_page_that_lies_on_its_side(page: Page, picture: Locator, sample: str) -> None:
    def turned() -> int:
        page.emulate_media(media="print")
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(format="A4", prefer_css_page_size=True))
        return sum(float(width) > float(height) for width, height in boxes)

    assert turned() == 1
    page.goto(sample + "2026-q1/company/")
    assert turned() == 0


def test_colours_that_the_reader_forces_are_taken_over(page: Page, picture: Locator) -> None:
    page.emulate_media(forced_colors="active")
    system: str = page.evaluate(
        """() => {
          const probe = document.createElement("i");
          probe.style.color = "CanvasText";
          document.body.append(probe);
          return getComputedStyle(probe).color;
        }"""
    )
    assert style(picture.locator(".okr-box__title").first, "fill") == system
    assert style(picture.locator(".okr-edge path").first, "stroke") == system
    page.emulate_media(forced_colors="none")


def test_without_a_script_nothing_is_dead_and_browsers_show_titles(browser: Browser, portal: Portal) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal("unruly") + "now/company/")
    picture = page.locator("[id='cascade:picture']")
    assert picture.locator("button").count() == 0
    assert picture.locator(".okr-box a[href]").count() > 3
    assert picture.locator(".okr-box a > title").count() > 0
    context.close()


def test_pictures_work_with_instant_navigation(context: BrowserContext, portal: Portal) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(portal("instant") + "now/company/")
    picture = page.locator("[id='cascade:picture']")
    expect(tool(picture, "Save or share")).to_be_visible()
    picture.locator(".okr-box a[href*='far']").first.click()
    expect(page).to_have_url(re.compile("/now/far/"))
    expect(tool(picture, "Save or share")).to_have_count(1)
    page.locator(".md-tabs__link, .md-nav__link").filter(has_text="Units").first.evaluate("(link) => link.click()")
    expect(page).to_have_url(re.compile("/units/"))
    page.go_back()
    expect(page).to_have_url(re.compile("/now/far/"))
    expect(tool(picture, "Save or share")).to_have_count(1)
    title(picture, "").hover()
    expect(tip(picture)).to_be_visible()
    # Material stumbles over every icon on a page and then loads it in the usual way; over our links it must not.
    assert [error for error in errors if "SVGUseElement" not in error] == []
