"""Texts in pictures stay where they belong, in every script and in whatever font the reader's machine has."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from mkdocs_okr.diagrams.text import printable, width
from tests.browser.conftest import ARGUMENTS, CHROMIUMS
from tests.browser.portals import SCRIPTS

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
LETTERS = (
    [chr(number) for number in range(0x21, 0x7F)]
    + [chr(number) for number in range(0xA1, 0x180) if number != 0xAD]
    + list("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ")
    + [chr(number) for number in range(0x401, 0x460)]
    + list("–—‘’‚“”„†‡•…‰‹›€№™−")
)

CROWDED = """() => {
  const found = [];
  for (const box of document.querySelectorAll(".okr-box")) {
    const rim = box.querySelector("rect").getBoundingClientRect();
    for (const link of box.querySelectorAll("a")) {
      const number = link.querySelector(".okr-box__num")?.getBoundingClientRect();
      for (const text of link.querySelectorAll("text:not(.okr-box__num)")) {
        const at = text.getBoundingClientRect();
        if (!at.width) continue;
        const meets = number && at.right > number.left && at.bottom > number.top && at.top < number.bottom;
        if (at.left < rim.left || at.right > rim.right || at.bottom > rim.bottom || meets)
          found.push(text.textContent);
      }
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def without_arial(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on a machine that has no font with the measures of Arial, only a much wider one."""
    if not DEJAVU.exists():
        pytest.skip("There is no DejaVu Sans here: sudo apt install fonts-dejavu-core")
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.conf").write_text(
        f"<fontconfig><dir>{DEJAVU}</dir><cachedir>{folder}/cache</cachedir>"
        "<alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias></fontconfig>"
    )
    chromium = browser.browser_type.launch(
        executable_path=next(path for path in CHROMIUMS if Path(path).exists()),
        args=ARGUMENTS,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )
    yield chromium
    chromium.close()


@pytest.mark.parametrize("weight", [400, 600])
def test_letters_are_as_wide_as_the_table_says(page: Page, weight: int) -> None:
    wide: dict[str, float] = page.evaluate(
        """([letters, weight]) => {
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.font = `${weight} 1000px Arial, "Liberation Sans"`;
          return Object.fromEntries(letters.map(letter => [letter, canvas.measureText(letter).width]));
        }""",
        [LETTERS, weight],
    )
    if wide["m"] != pytest.approx(833 if weight == 400 else 889, abs=1):
        pytest.skip("There is no font with the measures of Arial here: sudo apt install fonts-liberation")
    told = {letter: width(letter, 1000, bold=weight == 600) for letter in LETTERS}
    # The caron of ď, ľ and ť, the Greek accent before a capital: a px in a title.
    narrow = {letter: (wide[letter], told[letter]) for letter in LETTERS if wide[letter] > told[letter] + 1}
    assert all(said + 150 > real for real, said in narrow.values()), narrow
    assert len(narrow) <= 12, narrow


def crowded(page: Page, address: str, scheme: str = "light") -> list[str]:
    """The texts of the pictures on a page that leave their box or meet the figure beside them."""
    page.goto(address)
    assert page.locator(".okr-box").count() > 1
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    found: list[str] = page.evaluate(CROWDED)
    return found


@pytest.mark.parametrize(
    ("name", "path"), [("scripts", "now/company/"), ("unruly", "now/far/"), ("sample", "2026-q2/company/")]
)
def test_texts_stay_in_their_boxes_and_off_the_figures(
    page: Page, portal: Callable[[str], str], name: str, path: str
) -> None:
    assert crowded(page, portal(name) + path) == []


@pytest.mark.parametrize(("name", "path"), [("scripts", "now/company/"), ("sample", "2026-q2/company/")])
@pytest.mark.parametrize("scale", [1, 2])
def test_they_do_so_in_a_wider_font_too(
    without_arial: Browser, portal: Callable[[str], str], name: str, path: str, scale: int
) -> None:
    tab = without_arial.new_page(device_scale_factor=scale)
    assert crowded(tab, portal(name) + path) == []
    tab.close()


def test_this_would_notice_a_text_that_is_too_long(page: Page, portal: Callable[[str], str]) -> None:
    page.goto(portal("sample") + "2026-q2/company/")
    page.evaluate("document.querySelector('.okr-box__kr text:nth-of-type(2)').textContent = 'x'.repeat(40)")
    assert page.evaluate(CROWDED) == ["x" * 40]


@pytest.mark.parametrize(
    ("script", "rightward"), [("arabic", False), ("hebrew", False), ("russian", True), ("wide", True)]
)
def test_texts_run_in_their_own_direction(
    page: Page, portal: Callable[[str], str], script: str, rightward: bool
) -> None:
    page.goto(portal("scripts") + f"now/{script}/")
    first: Any = page.locator(".okr-box--own .okr-box__title").first
    assert printable(SCRIPTS[script]).startswith(first.text_content())
    last = first.evaluate("t => t.getNumberOfChars() - 1")
    begins, ends = (first.evaluate("(t, n) => t.getStartPositionOfChar(n).x", n) for n in (0, last))
    assert (begins < ends) == rightward
