"""How pictures look: taken in the same way on every machine, and compared by pixels in the browser."""

from base64 import b64encode
from dataclasses import dataclass

from playwright.sync_api import Page

FAR = 32
"""Of 255: a pixel differs when one of its colours is further off than this. Edges of letters are, here and there."""
SHARE = 0.001
"""How many of all pixels may differ."""
TILE = 24
"""In px: a picture is also judged by squares of this size. A status that changed is a few pixels of a million."""
TILE_SHARE = 0.02
"""How many pixels of any square may differ."""


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart: which share of all pixels differs, and of those in the worst square."""

    sizes: str
    share: float
    worst: float
    where: str

    @property
    def is_seen(self) -> bool:
        """Whether it is more than two machines differ by."""
        return bool(self.sizes) or self.share > SHARE or self.worst > TILE_SHARE

    def __str__(self) -> str:
        if self.sizes:
            return f"its size is {self.sizes}"
        return f"{self.share:.2%} of its pixels differ, {self.worst:.0%} around {self.where}"


def lay_bare(page: Page, figure: str, scheme: str) -> None:
    """Leave nothing on the page but one picture, at its natural size and in a palette, "default" or "slate".

    `figure` is a selector: of the frame of a picture, or of the region around a table.
    """
    page.set_viewport_size({"width": 1600, "height": 900})
    page.evaluate(_LAY_BARE, [figure, scheme])


def set_in_dejavu(page: Page) -> bool:
    """Set what was laid bare in letters that look alike on every machine. Answers whether this one has them.

    DejaVu Sans comes with Debian's fontconfig and has not changed since 2016; our stylesheet narrows it to Arial.
    """
    has_letters: bool = page.evaluate(_SET_IN_DEJAVU)
    return has_letters


def photo(page: Page, figure: str) -> bytes:
    """A PNG of a picture that was laid bare."""
    return page.locator(figure).locator(".okr-map, table").first.screenshot(animations="disabled")


def difference(page: Page, actual: bytes, expected: bytes) -> Difference:
    """Compare two PNGs, in any page."""
    found = page.evaluate(_COMPARE, [b64encode(actual).decode(), b64encode(expected).decode(), FAR, TILE])
    return Difference(**found)


_LAY_BARE = """
async ([selector, scheme]) => {
  document.body.dataset.mdColorScheme = scheme;
  const figure = document.querySelector(selector);
  const okr = document.createElement("div");
  okr.className = "okr md-typeset okr-bare";
  okr.style.cssText = "position: absolute; inset: 0; background: var(--okr-bg)";
  okr.append(figure);
  document.body.replaceChildren(document.querySelector(".okr-sprite"), okr);
  const look = document.createElement("style");
  look.textContent = `
    .okr-scroll { background: none !important; overflow: visible !important; max-height: none !important; }
    .okr-scroll > .okr-map { width: calc(var(--w) * 1px) !important; max-width: none !important; }
    .okr-tools { display: none !important; }`;
  document.head.append(look);
}
"""
_SET_IN_DEJAVU = """
async () => {
  const look = document.createElement("style");
  look.textContent = `.okr-bare * { font-family: "okr as Arial" !important; }`;
  document.head.append(look);
  const found = await Promise.allSettled(
    ["12px 'okr as Arial'", "600 12px 'okr as Arial'"].map((font) => document.fonts.load(font)));
  return found.every(({ status, value }) => status === "fulfilled" && value.length === 1);
}
"""
_COMPARE = """
async ([actual, expected, far, tile]) => {
  const [a, b] = await Promise.all([actual, expected].map(async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.drawImage(image, 0, 0);
    return brush.getImageData(0, 0, image.width, image.height);
  }));
  const size = (image) => `${image.width} × ${image.height}`;
  if (size(a) !== size(b)) return { sizes: `${size(a)} px and was ${size(b)}`, share: 1, worst: 1, where: "" };
  const across = Math.ceil(a.width / tile);
  const tiles = new Array(across * Math.ceil(a.height / tile)).fill(0);
  let all = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    if ([0, 1, 2].every((c) => Math.abs(a.data[at + c] - b.data[at + c]) <= far)) continue;
    const [x, y] = [(at / 4) % a.width, Math.floor(at / 4 / a.width)];
    tiles[Math.floor(y / tile) * across + Math.floor(x / tile)] += 1;
    all += 1;
  }
  const most = tiles.indexOf(Math.max(...tiles));
  const where = `${(most % across) * tile}, ${Math.floor(most / across) * tile}`;
  return { sizes: "", share: all / (a.width * a.height), worst: tiles[most] / (tile * tile), where };
}
"""
