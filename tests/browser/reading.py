"""What a page shows, measured in the browser."""

from collections.abc import Mapping
from typing import Any, TypedDict

from playwright.sync_api import Locator, Page, expect


class Faint(TypedDict):
    """Something that is hard to see: what it is, its colours, and their contrast."""

    what: str
    colour: str
    ground: str
    contrast: float


# WCAG 2.2, relative luminance and contrast ratio. Colours with alpha are laid over what is below them.
_CONTRAST = """
() => {
  const parse = (text) => {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    const [r, g, b] = text.startsWith("color(srgb") ? numbers.slice(0, 3).map((n) => n * 255) : numbers;
    return [r, g, b, numbers.length > 3 ? numbers[3] : 1];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const linear = (n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    const [R, G, B] = [r, g, b].map((n) => linear(n / 255));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const found = new Map();
  const judge = (what, colour, under, least) => {
    const seen = over(colour, under);
    const ratio = contrast(seen, under);
    const show = (c) => c.slice(0, 3).map(Math.round).join(" ");
    if (ratio < least) found.set(`${what} ${show(seen)} ${show(under)}`,
      { what, colour: show(seen), ground: show(under), contrast: Math.round(ratio * 100) / 100 });
  };
  const name = (e) => `${e.tagName} ${e.getAttribute("class")} "${e.textContent.trim().slice(0, 30)}"`;
  for (const e of document.querySelectorAll(".okr *")) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest("svg, option, .okr-sr")) continue;
    const style = getComputedStyle(e);
    const words = [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (words || e.matches("input, select")) judge(name(e), parse(style.color), ground(e), 4.5);
    if (e.matches(".okr-bar")) {
      const fill = parse(getComputedStyle(e, "::before").backgroundColor);
      judge(`filling of ${name(e.parentElement)}`, fill, ground(e.parentElement), 3);
    }
  }
  const drawn = { ".okr-i": "color", ".okr-spark__end": "fill", ".okr-spark__act": "stroke" };
  for (const [selector, property] of Object.entries(drawn)) {
    for (const e of document.querySelectorAll(`.okr ${selector}`)) {
      const around = e.closest("svg").parentElement;
      judge(`${selector} in ${name(around)}`, parse(getComputedStyle(e)[property]), ground(around), 3);
    }
  }
  return [...found.values()];
}
"""


def hard_to_see(page: Page) -> list[Faint]:
    """Text of less than 4.5:1 and shapes, bars and lines of less than 3:1 against their ground."""
    found: list[Faint] = page.evaluate(_CONTRAST)
    return found


def switch_to(page: Page, scheme: str) -> None:
    """Choose a palette with the switch in the theme's header, unless it is the one that shows."""
    body = page.locator("body")
    if body.get_attribute("data-md-color-scheme") != scheme:
        page.locator("form[data-md-component=palette] label:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", scheme)


def sticking_out(page: Page) -> list[str]:
    """Elements that make the page wider than the window; empty when it does not scroll sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll(".md-container *")]
            .filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest(".okr-scroll > *"))
            .map((e) => `${e.tagName} ${e.getAttribute("class")}: ${Math.round(e.getBoundingClientRect().right)}`);
        }"""
    )
    return found


def style(element: Locator, name: str) -> str:
    """A computed style of an element."""
    value: str = element.evaluate("(e, name) => getComputedStyle(e).getPropertyValue(name)", name)
    return value


def titles(page: Page) -> list[str]:
    """The titles in the rows of a listing, as they stand."""
    return page.locator("[data-okr-rows] tr:not([data-group]) [data-title]").all_text_contents()


def facets(page: Page) -> list[Mapping[str, Any]]:
    """What the rows of a listing say about themselves."""
    found: list[Mapping[str, Any]] = page.evaluate(
        "() => [...document.querySelectorAll('[data-okr-rows] tr:not([data-group])')].map((row) => ({...row.dataset}))"
    )
    return found
