"""Ways for arrows between boxes that stand in lines: through the gaps between boxes, never through one.

Boxes have their places from left to right; a line is as high as its boxes, and between two lines lies a gutter that is
as high as the arrows in it need. In a gutter each arrow that turns runs on a track of its own.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_CLEAR = 9  # between a box and an arrow that passes it
_APART = 8  # between two arrows side by side
_PORTS = 26  # between two arrows at one side of a box, where there is room
_CORNER = 14  # nearer than this to the corner of a box no arrow begins
_OVERLAP = 10  # how many crossings are better than two arrows on one line


class Spot(NamedTuple):
    """A box: the number of its line, from the top, and its left and right edges in px."""

    line: int
    left: int
    right: int

    @property
    def middle(self) -> int:
        """The x of its middle."""
        return (self.left + self.right) // 2


class Turn(NamedTuple):
    """A way through a gutter: from x to x, with the part of it that runs sideways on a track, from 0 at the top.

    `track` is None where it goes straight through.
    """

    gutter: int
    start: int
    end: int
    track: int | None


class Route(NamedTuple):
    """The way of an arrow: up or down through gutters, or sideways to the next box on its line.

    `offset` is how far a way sideways runs below the middle of its line, in px.
    """

    turns: tuple[Turn, ...]
    offset: int = 0


class Routes(NamedTuple):
    """The ways of all arrows, in their order, and how many tracks each gutter has; gutter 0 lies above line 0."""

    routes: list[Route]
    tracks: list[int]


@dataclass(slots=True)
class _Way:
    """An arrow on its way: the gutters that it goes through, and where it enters and leaves each of them.

    It goes `up`, down, or, where it is `over`, up and down again in one gutter.
    """

    arrow: int
    up: bool
    over: bool
    gutters: list[int] = field(default_factory=list)
    xs: list[tuple[int, int]] = field(default_factory=list)


def routed(
    spots: Sequence[Spot],
    arrows: Sequence[tuple[int, int]],
    lines: int,
    room: tuple[int, int],
    *,
    kept_free: Sequence[Spot] = (),
) -> Routes:
    """Lead arrows, pairs of numbers of boxes, around all boxes. `room` is the left and the right end of the drawing.

    No arrow passes what is `kept_free`; it may run through it from side to side.

    The cost grows with the square of the number of arrows, and a little faster where all turn in one gutter: 60 arrows
    take 10 ms, 150 take 0.1 s, 500 would take 0.8 s.
    """
    neighbours = _neighbours(spots)
    beside = {at for at, (start, end) in enumerate(arrows) if (min(start, end), max(start, end)) in neighbours}
    ports = _ports(spots, arrows, beside)
    gaps = _gaps([*spots, *kept_free], lines, room)
    used: dict[int, list[int]] = defaultdict(list)
    ways = []
    for at, (start, end) in enumerate(arrows):
        if at not in beside:
            ways.append(_way(at, spots[start].line, spots[end].line, ports[at], gaps, used))
    tracks, counts = _tracks(ways, lines)
    offsets = _offsets(arrows, beside)
    routes = [Route((), offsets[at]) if at in beside else Route(()) for at in range(len(arrows))]
    for way in ways:
        routes[way.arrow] = Route(
            tuple(
                Turn(gutter, *xs, tracks.get((way.arrow, gutter)))
                for gutter, xs in zip(way.gutters, way.xs, strict=True)
            )
        )
    return Routes(routes, counts)


def _neighbours(spots: Sequence[Spot]) -> set[tuple[int, int]]:
    """The pairs of boxes that stand side by side on a line."""
    by_line: dict[int, list[int]] = defaultdict(list)
    for number, spot in enumerate(spots):
        by_line[spot.line].append(number)
    pairs: set[tuple[int, int]] = set()
    for members in by_line.values():
        members.sort(key=lambda number: spots[number].left)
        pairs.update((min(pair), max(pair)) for pair in pairwise(members))
    return pairs


def _offsets(arrows: Sequence[tuple[int, int]], beside: set[int]) -> dict[int, int]:
    """Arrows between the same two neighbours run side by side."""
    same: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in sorted(beside):
        same[min(arrows[at]), max(arrows[at])].append(at)
    return {
        at: round((place - (len(members) - 1) / 2) * 2 * _APART)
        for members in same.values()
        for place, at in enumerate(members)
    }


def _ports(spots: Sequence[Spot], arrows: Sequence[tuple[int, int]], beside: set[int]) -> Mapping[int, tuple[int, int]]:
    """Where arrows leave and arrive: side by side, in the order of where they lead to, and straight where possible."""
    sides: dict[tuple[int, str], list[tuple[int, int, bool]]] = defaultdict(list)
    for at, (start, end) in enumerate(arrows):
        if at in beside:
            continue
        over, under = spots[start].line, spots[end].line
        sides[start, "bottom" if over < under else "top"].append((spots[end].middle, at, True))
        sides[end, "bottom" if under < over else "top"].append((spots[start].middle, at, False))
    found: dict[tuple[int, bool], int] = {}
    alone: set[tuple[int, bool]] = set()
    for (number, _), ends in sides.items():
        spot = spots[number]
        step = min(_PORTS, (spot.right - spot.left - 2 * _CORNER) / max(len(ends) - 1, 1))
        for place, (_, at, leaves) in enumerate(sorted(ends)):
            found[at, leaves] = spot.middle + round((place - (len(ends) - 1) / 2) * step)
            if len(ends) == 1:
                alone.add((at, leaves))
    for at, leaves in sorted(alone):
        spot = spots[arrows[at][0 if leaves else 1]]
        other = found[at, not leaves]
        is_near = abs(spots[arrows[at][0]].line - spots[arrows[at][1]].line) == 1
        if is_near and spot.left + _CORNER <= other <= spot.right - _CORNER:
            found[at, leaves] = other
    return {at: (found[at, True], found[at, False]) for at in range(len(arrows)) if at not in beside}


def _gaps(spots: Sequence[Spot], lines: int, room: tuple[int, int]) -> list[list[tuple[int, int]]]:
    """Of each line the stretches that hold no box, from the left."""
    free: list[list[tuple[int, int]]] = []
    for line in range(lines):
        x, gaps = room[0], []
        for spot in sorted(spot for spot in spots if spot.line == line):
            gaps.append((x, spot.left - _CLEAR))
            x = spot.right + _CLEAR
        gaps.append((x, room[1]))
        free.append([(left, right) for left, right in gaps if left <= right])
    return free


def _way(
    arrow: int,
    line: int,
    goal: int,
    port: tuple[int, int],
    gaps: Sequence[Sequence[tuple[int, int]]],
    used: dict[int, list[int]],
) -> _Way:
    x, end = port
    way = _Way(arrow, up=line > goal, over=line == goal)
    if way.over:
        way.gutters, way.xs = [line], [(x, end)]
        return way
    passed = range(line - 1, goal, -1) if way.up else range(line + 1, goal)
    for between in passed:
        through = _passage(gaps[between], x, end, used[between])
        used[between].append(through)
        way.gutters.append(between + 1 if way.up else between)
        way.xs.append((x, through))
        x = through
    way.gutters.append(goal + 1 if way.up else goal)
    way.xs.append((x, end))
    return way


def _passage(gaps: Sequence[tuple[int, int]], x: int, end: int, used: Sequence[int]) -> int:
    """Where to pass a line on the way from x to the end: without a detour, with as few turns as possible."""
    best, least = x, float("inf")
    for left, right in gaps:
        for wanted in (x, end):
            near = min(max(wanted, left), right)
            for aside in (0, 1, -1, 2, -2, 3, -3):
                at = near + aside * _APART
                if not left <= at <= right:
                    continue
                cost = abs(at - x) + abs(at - end) + 4 * (at != x) + 4 * (at != end)
                cost += 300 * sum(abs(at - other) < _APART for other in used)
                if cost < least:
                    best, least = at, cost
    return best


class _Bend(NamedTuple):
    """A way that turns in a gutter: its ends at the top and at the bottom of the gutter, and how far it reaches."""

    arrow: int
    tops: tuple[int, ...]
    bottoms: tuple[int, ...]
    left: int
    right: int


def _tracks(ways: Sequence[_Way], lines: int) -> tuple[dict[tuple[int, int], int], list[int]]:
    bends: dict[int, list[_Bend]] = defaultdict(list)
    for way in ways:
        for gutter, (start, end) in zip(way.gutters, way.xs, strict=True):
            if start == end:
                continue
            top, bottom = (end, start) if way.up else (start, end)
            tops, bottoms = ((), (start, end)) if way.over else ((top,), (bottom,))
            bends[gutter].append(_Bend(way.arrow, tops, bottoms, min(start, end), max(start, end)))
    found: dict[tuple[int, int], int] = {}
    counts = [0] * (lines + 1)
    for gutter, members in bends.items():
        for bend, track in _stacked(members):
            found[bend.arrow, gutter] = track
            counts[gutter] = max(counts[gutter], track + 1)
    return found, counts


def _stacked(bends: list[_Bend]) -> Iterator[tuple[_Bend, int]]:
    """The tracks of the ways that turn in a gutter, so that few cross and none covers another."""
    order = sorted(bends, key=lambda bend: (bend.right - bend.left, bend.left, bend.arrow))
    for _ in order:
        settled = True
        for at in range(len(order) - 1):
            upper, lower = order[at], order[at + 1]
            if _cost(lower, upper) < _cost(upper, lower):
                order[at], order[at + 1] = lower, upper
                settled = False
        if settled:
            break
    placed: list[tuple[_Bend, int]] = []
    for bend in order:
        above = [track for other, track in placed if _touch(bend, other) or _cost(bend, other) != _cost(other, bend)]
        placed.append((bend, max(above, default=-1) + 1))
    yield from placed


def _touch(one: _Bend, other: _Bend) -> bool:
    return one.left < other.right + _APART and other.left < one.right + _APART


def _cost(upper: _Bend, lower: _Bend) -> int:
    """How often two ways cross if one runs above the other; what covers another counts more."""
    crossed = sum(upper.left < x < upper.right for x in lower.tops)
    crossed += sum(lower.left < x < lower.right for x in upper.bottoms)
    covered = sum(abs(x - y) < _APART for x in lower.tops for y in upper.bottoms)
    return crossed + _OVERLAP * covered
