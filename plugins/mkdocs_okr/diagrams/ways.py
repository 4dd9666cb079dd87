"""The ways of arrows between boxes in columns: gentle curves to the next column, through gaps across others.

Columns leave room for them: nothing but arrows stands between two columns.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

Point = tuple[float, float]
"""x to the right and y downwards, in px."""

Curve = list[Point]
"""A start, followed by three points for each cubic Bézier piece."""

CLEAR, WELL_CLEAR = 8.0, 20.0
"""How far an arrow stays away from a box that it passes, at least and if there is room, in px."""

_APART = 5.0  # between arrows that pass the same gap on their way to different ends
_LEAST_BOW, _MOST_BOW = 36.0, 60.0


class Column(NamedTuple):
    """Where a column stands, and what its boxes cover: pairs of top and bottom, in order."""

    left: float
    right: float
    covered: Sequence[tuple[float, float]]


class Way(NamedTuple):
    """An arrow wanted: from a height in a column to a height in another, each with the number of the column."""

    start: int
    start_y: float
    end: int
    end_y: float


def ways_between(columns: Sequence[Column], ways: Sequence[Way]) -> list[Curve]:
    """The curves of these arrows.

    An arrow leaves a box at the side that faces its end. Within one column it leaves and arrives at the right. The cost
    is that of the arrows, and of finding a gap in each column that they pass.
    """
    gaps = [_Gaps(column) for column in columns]
    return [_curve(columns, gaps, way) for way in ways]


def _curve(columns: Sequence[Column], gaps: Sequence["_Gaps"], way: Way) -> Curve:
    if way.start == way.end:
        return _bow(columns[way.end].right, way.start_y, way.end_y)
    step = 1 if way.end > way.start else -1
    near, far = ("right", "left") if step > 0 else ("left", "right")
    at = (getattr(columns[way.start], near), way.start_y)
    end = (getattr(columns[way.end], far), way.end_y)
    curve: Curve = [at]
    between = range(way.start + step, way.end, step)
    if all(gaps[number].are_free(way.start_y, way.end_y) for number in between):
        return curve + _swing(at, end)
    for number in between:
        x = getattr(columns[number], far)
        wanted = at[1] + (end[1] - at[1]) * (x - at[0]) / (end[0] - at[0])
        y = gaps[number].place(wanted, (way.end, way.end_y))
        curve += _swing(at, (x, y))
        at = (getattr(columns[number], near), y)
        curve += [(x + (at[0] - x) / 3, y), (x + 2 * (at[0] - x) / 3, y), at]
    return curve + _swing(at, end)


def _swing(start: Point, end: Point) -> list[Point]:
    """From one side of the room between two columns to the other, leaving and arriving level."""
    middle = (start[0] + end[0]) / 2
    return [(middle, start[1]), (middle, end[1]), end]


def _bow(x: float, start: float, end: float) -> Curve:
    """Out of a column and back into it."""
    out = min(_MOST_BOW, _LEAST_BOW + abs(end - start) / 8)
    return [(x, start), (x + out, start), (x + out, end), (x, end)]


class _Gaps:
    """The free heights of a column, and which arrows pass there already."""

    def __init__(self, column: Column) -> None:
        edges = [(-inf, -inf), *column.covered, (inf, inf)]
        self._free = [
            _inside(above[1], below[0]) for above, below in pairwise(edges) if below[0] - above[1] >= 2 * CLEAR
        ]
        self._tops = [top for top, _ in self._free]
        self._taken: Mapping[int, dict[tuple[int, float], float]] = defaultdict(dict)

    def are_free(self, y: float, other: float) -> bool:
        """Whether no box is between these heights, or near them."""
        top, bottom = sorted((y, other))
        at = bisect_left(self._tops, top)
        return any(free[0] <= top and bottom <= free[1] for free in self._free[max(0, at - 1) : at + 1])

    def place(self, wanted: float, end: tuple[int, float]) -> float:
        """The free height next to the one that is wanted. Arrows with the same end share one."""
        after = bisect_left(self._tops, wanted)
        near = [number for number in (after - 1, after) if 0 <= number < len(self._free)]
        number = min(near, key=lambda each: abs(self._nearest(each, wanted) - wanted))
        taken = self._taken[number]
        if end not in taken:
            taken[end] = self._beside(number, self._nearest(number, wanted), sorted(taken.values()))
        return taken[end]

    def _nearest(self, number: int, wanted: float) -> float:
        top, bottom = self._free[number]
        return min(max(wanted, top), bottom)

    def _beside(self, number: int, wanted: float, taken: Sequence[float]) -> float:
        """A height near the wanted one that keeps its distance from those taken, or the wanted one if there is none."""
        top, bottom = self._free[number]
        places = [wanted, *(y + _APART for y in taken), *(y - _APART for y in taken)]
        fits = [y for y in places if top <= y <= bottom and all(abs(y - other) >= _APART for other in _close(taken, y))]
        return min(fits, key=lambda y: (abs(y - wanted), y), default=wanted)


def _inside(above: float, below: float) -> tuple[float, float]:
    """The heights between two boxes that arrows may take: the middle of a narrow gap."""
    clear = min(WELL_CLEAR, (below - above) / 2)
    return above + clear, below - clear


def _close(taken: Sequence[float], y: float) -> Sequence[float]:
    at = bisect_left(taken, y)
    return taken[max(0, at - 1) : at + 2]
