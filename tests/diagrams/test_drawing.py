"""A drawing can be read: everything in it leads somewhere and says how it stands, and words on arrows are legible."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams import keeping
from mkdocs_okr.diagrams.drawing import arrow_path, drawn
from mkdocs_okr.diagrams.labels import Patch, label_places
from mkdocs_okr.diagrams.layout import Line, Shape, in_columns
from mkdocs_okr.diagrams.picture import Arrow, Box, Picture, Row
from tests.portal.document import Element, parse


def a_picture(status: Status = Status.AT_RISK, name: str = "cascade") -> Picture:
    row = Row("a/o/kr", "KR1", "Anvils sold", "../a/#o.kr", 0.42, status)
    boxes = (
        Box("a/o", "ACME", "Sell more anvils", "../a/#o", 0, 0.43, status, (row,), words="0.40 expected by now"),
        Box("b/o", "Sales", "Call every workshop", "../b/#o", 1, 0.5, status),
    )
    arrow = Arrow("b/o", "a/o", "a/o/kr", "“Call every workshop” contributes to “Anvils sold”", "60 %")
    return Picture(name, "ACME in the cascade", "What contributes to what.", boxes, (arrow,), ("Company", "Units"))


def page(picture: Picture) -> Element:
    return parse(drawn(picture))


@pytest.mark.parametrize("status", Status)
def test_each_box_and_row_leads_somewhere_and_says_its_status(status: Status) -> None:
    svg = page(a_picture(status))
    assert [link["href"] for link in svg.all("a")] == ["../a/#o", "../a/#o.kr", "../b/#o"]
    for link in svg.all("a"):
        assert link.one("use")["href"].startswith("#okr:")
        assert status.word in link.text  # of a row in its description, because the score stands beside its shape
    assert svg.all(".okr-box__kr")[0].one("desc").text == status.word


def test_a_drawing_has_a_name_a_description_and_ids_of_its_own() -> None:
    svg = page(a_picture()).one("svg")
    assert svg["aria-labelledby"] == "cascade:title cascade:about"
    assert [part.text for part in svg.all("title")[:1]] == ["ACME in the cascade"]
    assert page(a_picture(name="other")).one("svg")["id"] == "other:map"


def test_what_did_not_fit_can_be_read_when_pointed_at() -> None:
    long = "Become the supplier that workshops everywhere recommend to each other, " * 3
    first, second = a_picture().boxes
    svg = page(replace(a_picture(), boxes=(replace(first, title=long), second)))
    assert svg.first("a").one("title").text == f"ACME: {long.strip()}. 0.40 expected by now"
    assert svg.first(".okr-box__title").text
    assert "…" in svg.first("a").text


def test_an_arrow_points_at_the_very_row() -> None:
    svg = page(a_picture())
    box = svg.first(".okr-box")
    left, top = map(float, re.findall(r"[\d.]+", box["transform"]))
    rule = float(re.findall(r"M1 (\d+)", box.one(".okr-box__kr").one("path")["d"])[0])
    tip = [float(number) for number in re.findall(r"-?[\d.]+", svg.one(".okr-edge__head")["d"])[:2]]
    assert tip[0] == left + 264
    assert abs(tip[1] - (top + rule + 12.5)) <= 1
    assert svg.one(".okr-edge")["data-okr-arrow"] == "1 0 1"


@pytest.mark.parametrize(
    "curve", [[(9, 9)] * 4, [(0, 0), (42, 0), (42, 90), (84, 90)], [(5, 0), (5, 0), (5, 9), (5, 9)]]
)
def test_an_arrow_has_a_head_wherever_it_leads(curve: list[tuple[float, float]]) -> None:
    line, head = arrow_path(curve)
    assert re.fullmatch(r"M[\d. -]+(C[\d. -]+)+", line)
    assert head.startswith(f"M{curve[-1][0]} {curve[-1][1]}L")


@st.composite
def labelled(draw: st.DrawFn) -> tuple[list[Shape], list[Line]]:
    shapes = [Shape(264, 90, number % 3, (50, 40)) for number in range(draw(st.integers(3, 12)))]
    some = st.integers(0, len(shapes) - 1)
    lines = draw(st.lists(st.tuples(some, some), min_size=1, max_size=8, unique=True))
    return shapes, [Line(start, end, 1) for start, end in lines]


@given(labelled())
def test_words_on_arrows_are_clear_of_boxes(picture: tuple[list[Shape], list[Line]]) -> None:
    shapes, lines = picture
    laid = in_columns(shapes, lines)
    boxes = [Patch(x, y, shape.width, shape.height) for shape, (x, y) in zip(shapes, laid.corners, strict=True)]
    places = label_places(laid.curves, [(32.0, 14.0)] * len(lines), boxes)
    for place in places:
        assert place is not None
        x, y = place
        for box in boxes:
            assert not (box.x < x + 16 and x - 16 < box.x + box.width and box.y < y + 7 and y - 7 < box.y + box.height)


def test_words_on_arrows_from_one_box_do_not_meet() -> None:
    shapes = [Shape(264, 200, 0, (50, 40, 40, 40, 30)), Shape(264, 90, 1, (90,))]
    lines = [Line(1, 0, part) for part in range(1, 5)]
    laid = in_columns(shapes, lines)
    places = label_places(laid.curves, [(32.0, 14.0)] * 4, [])
    for one, other in combinations(filter(None, places), 2):
        assert abs(one[0] - other[0]) >= 32 or abs(one[1] - other[1]) >= 14


def test_arrows_without_words_cost_nothing() -> None:
    assert label_places([[(0, 0)] * 4], [None], []) == [None]


@pytest.fixture
def drawings() -> Iterator[list[str]]:
    """The names of what was drawn, and not found, since the test began."""
    yield []
    keeping.begin_build(keep=False)


def test_while_a_portal_is_served_only_what_changed_is_drawn_again(
    drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @keeping.kept
    def draw(name: str) -> Markup:
        drawings.append(name)
        return Markup(name * 100)

    draw("a")
    draw("a")
    assert drawings == ["a", "a"], "a single build keeps nothing"
    keeping.begin_build(keep=True)
    assert [draw(name) for name in "abab"] == [draw(name) for name in "abab"]
    assert drawings[2:] == ["a", "b"]
    keeping.begin_build(keep=True)
    draw("b")
    keeping.begin_build(keep=True)
    draw("b")
    draw("a")
    assert drawings[4:] == ["a"], "what the last build did not need was forgotten"
    monkeypatch.setattr(keeping, "ROOM", 200)
    keeping.begin_build(keep=True)
    for name in ("a", "c", "c", "a"):
        draw(name)
    assert drawings[5:] == ["c", "c"], "there was room for one"
