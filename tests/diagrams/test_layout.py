"""Boxes stand in their columns and never overlap; arrows end where they belong and pass between boxes."""

import time
from itertools import combinations, pairwise

import pygraphviz.graphviz as gv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.diagrams.layout import Layout, Line, Shape, in_columns
from mkdocs_okr.diagrams.ways import Point

WIDE = 200


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[Shape], list[Line]]:
    """Boxes in some columns, not all of which are used, and arrows from any to any, to themselves too."""
    shapes = []
    for _ in range(draw(st.integers(1, 14))):
        parts = tuple(draw(st.lists(st.integers(20, 60), min_size=1, max_size=5)))
        shapes.append(Shape(WIDE, sum(parts), draw(st.integers(0, 5)), parts))
    some = st.integers(0, len(shapes) - 1)
    ends = draw(st.lists(st.tuples(some, some, st.integers(0, 4)), max_size=20))
    return shapes, [Line(start, end, min(part, len(shapes[end].parts) - 1)) for start, end, part in ends]


def middle(shapes: list[Shape], laid: Layout, number: int, part: int) -> float:
    return laid.corners[number][1] + sum(shapes[number].parts[:part]) + shapes[number].parts[part] / 2


def on_the_way(curve: list[Point]) -> list[Point]:
    """Points all along a curve."""
    found = []
    for at in range(0, len(curve) - 1, 3):
        for step in range(41):
            t = step / 40
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
            piece = list(zip(weights, curve[at : at + 4], strict=True))
            found.append((sum(w * x for w, (x, _) in piece), sum(w * y for w, (_, y) in piece)))
    return found


@given(pictures())
def test_boxes_stand_in_their_columns_and_keep_their_distance(picture: tuple[list[Shape], list[Line]]) -> None:
    shapes, lines = picture
    laid = in_columns(shapes, lines, gap=84, between=18)
    for (shape, (x, y)), (other, (other_x, other_y)) in combinations(zip(shapes, laid.corners, strict=True), 2):
        if shape.column == other.column:
            assert x == other_x
            assert y + shape.height + 18 <= other_y or other_y + other.height + 18 <= y
        else:
            assert (shape.column < other.column) == (x + WIDE + 84 <= other_x)
    for shape, (x, y) in zip(shapes, laid.corners, strict=True):
        assert 0 <= x <= laid.width - WIDE
        assert 0 <= y <= laid.height - shape.height


@given(pictures())
def test_no_arrow_begins_where_another_has_its_head(picture: tuple[list[Shape], list[Line]]) -> None:
    curves = in_columns(*picture).curves
    assert not {curve[0] for curve in curves} & {curve[-1] for curve in curves}


@given(pictures())
def test_an_arrow_begins_at_the_head_of_a_box_and_ends_at_the_very_row(picture: tuple[list[Shape], list[Line]]) -> None:
    shapes, lines = picture
    laid = in_columns(shapes, lines)
    for line, curve in zip(lines, laid.curves, strict=True):
        assert len(curve) % 3 == 1
        (start_x, start_y), (end_x, end_y) = curve[0], curve[-1]
        start, end = shapes[line.start].column, shapes[line.end].column
        assert -10 <= start_y - middle(shapes, laid, line.start, 0) <= 1
        assert -1 <= end_y - middle(shapes, laid, line.end, line.part) <= (1 if line.part else 10)
        assert start_x == laid.corners[line.start][0] + (0 if start > end else WIDE)
        assert end_x == laid.corners[line.end][0] + (0 if start < end else WIDE)


@given(pictures())
def test_no_arrow_runs_through_a_box(picture: tuple[list[Shape], list[Line]]) -> None:
    shapes, lines = picture
    laid = in_columns(shapes, lines)
    for curve in laid.curves:
        for x, y in on_the_way(curve):
            assert -1 <= x <= laid.width + 1
            assert -1 <= y <= laid.height + 1
            for shape, (left, top) in zip(shapes, laid.corners, strict=True):
                assert not (left + 1 < x < left + WIDE - 1 and top + 1 < y < top + shape.height - 1)


def test_arrows_on_their_way_to_different_ends_do_not_share_a_line() -> None:
    shapes = [Shape(WIDE, 40, 0, (40,)), Shape(WIDE, 40, 0, (40,)), Shape(WIDE, 400, 1, (400,))]
    shapes += [Shape(WIDE, 40, 2, (40,)), Shape(WIDE, 40, 2, (40,))]
    laid = in_columns(shapes, [Line(3, 0), Line(4, 1), Line(4, 0), Line(2, 0)])
    heights = {line: curve[3][1] for line, curve in zip("abc", laid.curves, strict=False)}
    assert abs(heights["a"] - heights["b"]) >= 5
    assert heights["a"] == heights["c"] or abs(heights["a"] - heights["c"]) > 100


def test_an_arrow_within_a_column_is_a_short_bow_beside_it() -> None:
    shapes = [Shape(WIDE, 100, 0, (40, 60)), Shape(WIDE, 100, 0, (40, 60)), Shape(WIDE, 100, 0, (40, 60))]
    laid = in_columns(shapes, [Line(2, 0, 1)])
    assert len(laid.curves[0]) == 4
    assert all(WIDE <= x <= WIDE + 60 for x, _ in laid.curves[0])


@pytest.mark.parametrize("failure", ["raises", "says no", "says nothing"])
def test_a_picture_comes_out_even_when_graphviz_fails(monkeypatch: pytest.MonkeyPatch, failure: str) -> None:
    class Failing:
        def __getattr__(self, name: str) -> object:
            return getattr(gv, name)

        def gvLayout(self, *given: object) -> int:
            if failure == "raises":
                raise RuntimeError("out of paper")
            return -1 if failure == "says no" else int(gv.gvLayout(*given))

        def gvRenderData(self, *given: object) -> tuple[int, bytes]:
            return 0, b"stop\n"

    monkeypatch.setattr("mkdocs_okr.diagrams.layout.gv", Failing())
    shapes = [Shape(WIDE, 40, 0, (20, 20)), Shape(WIDE, 40, 1, (40,)), Shape(WIDE, 40, 1, (40,))]
    laid = in_columns(shapes, [Line(1, 0, 1), Line(2, 0)], gap=84, between=18)
    assert laid.corners == [(0, 0), (WIDE + 84, 0), (WIDE + 84, 58)]
    assert [curve[-1] for curve in laid.curves] == [(WIDE, 30), (WIDE, 10)]


@pytest.mark.parametrize("each", [1, 2, 5])
def test_a_thousand_boxes_with_thousands_of_arrows_do_not_stop_a_build(each: int) -> None:
    shapes = [Shape(WIDE, 100, number % 5, (40, 30, 30)) for number in range(1000)]
    lines = [Line(n, (7 * n + 13 * k) % 1000, k % 3) for n in range(1000) for k in range(each)]
    in_columns(shapes[:2], lines[:1])  # loads Graphviz
    begun = time.process_time()
    laid = in_columns(shapes, lines)
    assert time.process_time() - begun < 5
    for column in range(5):
        tops = sorted(y for (_, y), shape in zip(laid.corners, shapes, strict=True) if shape.column == column)
        assert all(below - above >= 118 for above, below in pairwise(tops))
