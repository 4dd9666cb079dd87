"""A strategy map can be read: everything has its place, and arrows lead from rim to rim without touching a box."""

import re
from collections.abc import Sequence
from itertools import pairwise
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.picture import Arrow, Box
from mkdocs_okr.diagrams.strategy_drawing import strategy_drawn
from mkdocs_okr.diagrams.strategy_map import Cell, Lane, StrategyMap
from tests.portal.document import Element, parse

TITLES = ("Grow", "Become the supplier that workshops recommend", "让每一位客户在第一次使用时就感到宾至如归", "W" * 200)


def a_map(
    places: Sequence[tuple[int, int]],
    arrows: Sequence[tuple[int, int]] = (),
    *,
    columns: int = 3,
    rows: Sequence[int] = (1, 1, 1, 1),
    name: str = "map",
) -> StrategyMap:
    """A map with a box at each place, a perspective and a theme. `rows` tells how many perspectives share each."""
    boxes = [
        Box(f"box{n}", f"Unit {n}", TITLES[n % len(TITLES)], f"#{n}", theme, 0.5, Status.ON_TRACK)
        for n, (_, theme) in enumerate(places)
    ]

    def cell(perspective: int, theme: int) -> Cell:
        return tuple(box for box, place in zip(boxes, places, strict=True) if place == (perspective, theme))

    lanes = [
        Lane(
            f"lane{n}",
            f"Lane {n}",
            ("weight 25 %",),
            0.4,
            Status.AT_RISK,
            tuple(cell(n, theme) for theme in range(columns)),
        )
        for n in range(sum(rows))
    ]
    starts = [sum(rows[:n]) for n in range(len(rows))]
    return StrategyMap(
        name=name,
        title="Map",
        description="A map",
        columns=tuple(f"Theme {n}" for n in range(columns)) if columns > 1 else (),
        rows=tuple(tuple(lanes[start : start + many]) for start, many in zip(starts, rows, strict=True)),
        arrows=tuple(Arrow(f"box{start}", f"box{end}", words="drives") for start, end in arrows),
        empty="No objective here",
    )


Point = tuple[float, float]
Rim = tuple[float, float, float, float]


def rims(svg: Element) -> list[Rim]:
    """Left, top, right and bottom of each box."""
    found = []
    for box in svg.all("g.okr-box"):
        x, y = map(float, re.findall(r"-?\d+", box["transform"]))
        rect = box.one("rect")
        found.append((x, y, x + float(rect["width"]), y + float(rect["height"])))
    return found


def ways(svg: Element) -> list[list[Point]]:
    """The points of each arrow, its tip last."""
    found = []
    for edge in svg.all("g.okr-edge"):
        line, head = (path["d"] for path in edge.all("path"))
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", line)]
        tip = [float(number) for number in re.findall(r"-?[\d.]+", head)[:2]]
        numbers += tip
        found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found


def is_inside(start: Point, end: Point, rim: Rim) -> bool:
    """Whether a part of an arrow lies in a box, and not just on its rim."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < rim[2] and right > rim[0] and top < rim[3] and bottom > rim[1]


def is_on(point: Point, rim: Rim) -> bool:
    (x, y), (left, top, right, bottom) = point, rim
    return (left < x < right and y in (top, bottom)) or (top < y < bottom and x in (left, right))


PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=2, max_size=24)


@given(PLACES, st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), max_size=30, unique=True), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_arrow_leads_from_rim_to_rim_and_through_no_box(
    places: list[tuple[int, int]], pairs: list[tuple[int, int]], is_shared: bool
) -> None:
    arrows = [(start, end) for start, end in pairs if start != end and max(start, end) < len(places)]
    drawn = a_map(places, arrows, rows=(1, 2, 1) if is_shared else (1, 1, 1, 1))
    svg = parse(strategy_drawn(drawn))
    boxes = rims(svg)
    assert len(boxes) == len(places)
    order = [box.id for lane in drawn.lanes for box in lane.boxes]
    for arrow, way in zip(drawn.arrows, ways(svg), strict=True):
        assert is_on(way[0], boxes[order.index(arrow.start)])
        assert is_on(way[-1], boxes[order.index(arrow.end)])
        for start, end in pairwise(way):
            assert not any(is_inside(start, end, rim) for rim in boxes)


@given(PLACES, st.integers(1, 8))
@settings(max_examples=40, deadline=None)
def test_boxes_lie_apart_inside_the_drawing_whatever_the_number_of_themes(
    places: list[tuple[int, int]], columns: int
) -> None:
    svg = parse(strategy_drawn(a_map([(row, theme % columns) for row, theme in places], columns=columns)))
    _, _, width, height = map(float, svg.one("svg")["viewbox"].split())
    boxes = rims(svg)
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert 0 < left < right < width
        assert 0 < top < bottom < height
        for other in boxes[:number]:
            assert left >= other[2] or right <= other[0] or top >= other[3] or bottom <= other[1]


def test_a_cause_right_below_its_effect_has_a_straight_arrow() -> None:
    svg = parse(strategy_drawn(a_map([(0, 1), (1, 1)], [(1, 0)])))
    assert len({x for x, _ in ways(svg)[0]}) == 1


def test_neighbours_are_joined_sideways() -> None:
    svg = parse(strategy_drawn(a_map([(0, 0), (0, 1)], [(0, 1), (1, 0)])))
    there, back = ways(svg)
    assert len({y for _, y in there}) == len({y for _, y in back}) == 1
    assert there[0][1] != back[0][1]


def test_arrows_that_meet_at_a_box_end_at_points_of_their_own() -> None:
    svg = parse(strategy_drawn(a_map([(0, 1), (1, 0), (1, 1), (1, 2), (2, 1)], [(n, 0) for n in range(1, 5)])))
    assert len({way[-1] for way in ways(svg)}) == 4


def test_perspectives_that_share_a_row_stand_side_by_side() -> None:
    svg = parse(strategy_drawn(a_map([(1, 0), (2, 0)], rows=(1, 2, 1))))
    left, right = rims(svg)
    assert left[1] == right[1]
    assert left[2] < right[0]
    assert len(svg.all("path.okr-grid__lane")) == 3
    assert svg.texts("text.okr-grid__name") == ["Lane 0", "Lane 1", "Lane 2", "Lane 3"]


def test_without_themes_boxes_flow_in_rows() -> None:
    svg = parse(strategy_drawn(a_map([(0, 0)] * 9, columns=1, rows=(1,))))
    tops = [top for _, top, _, _ in rims(svg)]
    assert svg.all("text.okr-map__head") == []
    assert len(set(tops)) == 2
    assert {tops.count(top) for top in tops} == {4, 5}


def test_boxes_begin_at_the_left_where_a_phone_shows_them() -> None:
    svg = parse(strategy_drawn(a_map([(0, 0), (1, 0), (1, 0)], columns=1, rows=(1, 1))))
    first, second, third = rims(svg)
    assert first[0] == second[0] < third[0]
    assert first[0] < 200


def test_each_empty_cell_says_so() -> None:
    svg = parse(strategy_drawn(a_map([(0, 0), (3, 2)])))
    assert svg.texts("text.okr-grid__empty") == ["No objective here"] * 10


def test_forty_objectives_with_sixty_arrows_take_a_fifth_of_a_second_at_most() -> None:
    places = [(n * 7 % 4, n * 5 % 3) for n in range(40)]
    arrows = [(n, (n * 11 + k * 13 + 1) % 40) for n in range(40) for k in range(2) if n != (n * 11 + k * 13 + 1) % 40]
    drawn = a_map(places, arrows[:60], name="cold")
    assert len(drawn.arrows) == 60
    before = process_time()
    strategy_drawn(drawn)
    assert process_time() - before < 0.2
