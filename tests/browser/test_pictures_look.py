"""The sample's pictures look as they did. `make references` takes them anew; look at them before you commit them."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.looks import difference, lay_bare, photo, set_in_dejavu

REFERENCES = Path(__file__).parent / "references"
TAKEN = Path(__file__).parents[2] / "test-results" / "pictures"
PICTURES = {
    "cascade-of-marketing": ("2026-q2/marketing/", "[id='cascade:picture']", "default"),
    "cascade-of-marketing-dark": ("2026-q2/marketing/", "[id='cascade:picture']", "slate"),
    "cascade-below-hr": ("cascade/2026-q2/hr/", "[data-okr-picture]", "default"),
    "strategy-map": ("strategy/2026-q2/", "[data-okr-picture]", "default"),
    "strategy-map-dark": ("strategy/2026-q2/", "[data-okr-picture]", "slate"),
    "dependencies": ("dependencies/2026-q2/", "[data-okr-picture]", "default"),
    "dependencies-dark": ("dependencies/2026-q2/", "[data-okr-picture]", "slate"),
    "alignment": ("alignment/2026-q2/", ".okr-mx", "default"),
}
"""Name of the reference → page, picture and palette. Of the cascade a part will do: all of it is half a megabyte."""


@pytest.fixture(params=PICTURES)
def bare(page: Page, sample: str, request: pytest.FixtureRequest) -> tuple[str, str]:
    """The name of a reference, and the id of its picture, which is all that is left in the tab."""
    path, figure, scheme = PICTURES[request.param]
    page.goto(sample + path)
    lay_bare(page, figure, scheme)
    if not set_in_dejavu(page):
        why = "There is no DejaVu Sans here: sudo apt install fonts-dejavu-core"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return request.param, figure


def test_a_picture_looks_as_it_did(page: Page, bare: tuple[str, str]) -> None:
    name, figure = bare
    taken = photo(page, figure)
    reference = REFERENCES / f"{name}.png"
    if os.environ.get("REFERENCES") == "write":
        REFERENCES.mkdir(exist_ok=True)
        reference.write_bytes(taken)
        return
    apart = difference(page, taken, reference.read_bytes())
    if apart.is_seen:
        TAKEN.mkdir(parents=True, exist_ok=True)
        (TAKEN / reference.name).write_bytes(taken)
        pytest.fail(
            f"{name} does not look as it did: {apart}. Compare {TAKEN / reference.name} with {reference}. "
            "If it is meant to look so, run `make references`."
        )


@pytest.mark.parametrize(
    "change",
    [
        "box.setAttribute('transform', box.getAttribute('transform').replace(/[0-9]+/, (x) => Number(x) + 1))",
        "box.querySelector('use').setAttribute('href', '#okr:off')",
        "box.querySelector('use').setAttribute('class', 'okr-s--off')",
        "box.querySelector('tspan').textContent = '0.28'",
        "document.querySelector('.okr-edge').remove()",
        "box.querySelector('rect').style.strokeWidth = 4",
    ],
    ids=["moved by a pixel", "another shape", "another colour", "another figure", "an arrow less", "another rim"],
)
def test_what_a_reader_would_notice_is_noticed(page: Page, sample: str, change: str) -> None:
    page.goto(sample + "2026-q2/marketing/")
    lay_bare(page, "[id='cascade:picture']", "default")
    before = photo(page, "[id='cascade:picture']")
    assert not difference(page, photo(page, "[id='cascade:picture']"), before).is_seen
    page.evaluate(f"const box = document.querySelectorAll('.okr-box')[2]; {change}")
    assert difference(page, photo(page, "[id='cascade:picture']"), before).is_seen
