"""Where boxes and arrows go. Graphviz places boxes of known size; not a word of any text reaches it.

It runs inside this process: a program of its own for each picture would take ten times as long.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from math import inf
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import pygraphviz.graphviz as gv

from mkdocs_okr.diagrams.ways import Column, Curve, Point, Way, ways_between

_INCH = 72.0
_MOST = 2000  # arrows that Graphviz is asked about; with more of them it takes seconds, and nobody sees an order
_ASIDE = 9  # px from the middle of a part where arrows leave it and arrive at one side


class Shape(NamedTuple):
    """A box to be placed: its size in px, its column from the left, and the heights of its parts from the top.

    Arrows start at the first part, and end at any of them. The parts add up to `height`. Where the first part has both
    at one side, they start above its middle and end below it: two arrows never look like one with two heads.
    """

    width: int
    height: int
    column: int
    parts: tuple[int, ...]


class Line(NamedTuple):
    """An arrow to be drawn: the numbers of two boxes, and of the part of the second that it ends at."""

    start: int
    end: int
    part: int = 0


class Layout(NamedTuple):
    """Where everything goes: the top left corners of the boxes, and the curves of the arrows, in the order asked for.

    A curve is a start followed by three points for each cubic Bézier piece.
    """

    corners: list[Point]
    curves: list[Curve]
    width: float
    height: float


def in_columns(shapes: Sequence[Shape], lines: Sequence[Line], *, gap: int = 84, between: int = 18) -> Layout:
    """Place boxes in their columns so that arrows are short and cross little, and draw these as gentle curves.

    `gap` is the distance between columns, `between` that of boxes in a column, in px. The cost grows a little faster
    than the number of boxes and arrows: 1 ms for ten boxes, 35 ms for 150.
    """
    if not shapes:
        return Layout([], [], 0.0, 0.0)
    numbers = {column: number for number, column in enumerate(sorted({shape.column for shape in shapes}))}
    columns: list[list[int]] = [[] for _ in numbers]
    for number, shape in enumerate(shapes):
        columns[numbers[shape.column]].append(number)
    tops = _tops(shapes, columns, lines, gap, between)
    placed, x = [], 0
    for members in columns:
        wide = max(shapes[number].width for number in members)
        covered = sorted((tops[number], tops[number] + shapes[number].height) for number in members)
        placed.append(Column(x, x + wide, covered))
        x += wide + gap
    corners = [(placed[numbers[shape.column]].left, top) for shape, top in zip(shapes, tops, strict=True)]
    ways = [
        Way(
            numbers[shapes[line.start].column],
            tops[line.start] + start,
            numbers[shapes[line.end].column],
            tops[line.end] + end,
        )
        for line, (start, end) in zip(lines, _ports(shapes, lines), strict=True)
    ]
    return _fitted(shapes, corners, ways_between(placed, ways))


def _ports(shapes: Sequence[Shape], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """How far below the tops of its two boxes each arrow starts and ends."""
    sides = [_sides(shapes[line.start].column, shapes[line.end].column) for line in lines]
    starts = {(line.start, leaves) for line, (leaves, _) in zip(lines, sides, strict=True)}
    ends = {(line.end, arrives) for line, (_, arrives) in zip(lines, sides, strict=True) if not line.part}
    both = starts & ends
    return [
        (
            _middle(shapes[line.start], 0) - (_ASIDE if (line.start, leaves) in both else 0),
            _middle(shapes[line.end], line.part) + (_ASIDE if not line.part and (line.end, arrives) in both else 0),
        )
        for line, (leaves, arrives) in zip(lines, sides, strict=True)
    ]


def _sides(start: int, end: int) -> tuple[str, str]:
    """Where an arrow from a column to another leaves and arrives."""
    return "left" if end < start else "right", "left" if end > start else "right"


def _middle(shape: Shape, part: int) -> int:
    return sum(shape.parts[:part]) + shape.parts[part] // 2


def _tops(
    shapes: Sequence[Shape], columns: Sequence[Sequence[int]], lines: Sequence[Line], gap: int, between: int
) -> list[int]:
    """How far below the upper edge each box begins."""
    across = [line for line in lines if shapes[line.start].column != shapes[line.end].column]
    middles = {}
    if 0 < len(across) <= _MOST:
        middles = _middles(_laid_out(_columns_source(shapes, columns, across, gap, between)))
    tops = [0] * len(shapes)
    for members in columns:
        least = -inf
        # Where Graphviz says nothing, boxes are stacked in the order given.
        for number in sorted(members, key=lambda each: middles.get(each, 0.0)):
            top = round(middles[number] - shapes[number].height / 2) if number in middles else 0
            tops[number] = int(max(top, least))
            least = tops[number] + shapes[number].height + between
    return tops


def _columns_source(
    shapes: Sequence[Shape], columns: Sequence[Sequence[int]], lines: Sequence[Line], gap: int, between: int
) -> str:
    # Graphviz leaves room for arrows, but does not draw them: that takes it as long as all the rest. Its search for the
    # last px ends early: large pictures come out lower for it, and small ones the same.
    said = [
        f"digraph{{splines=none;nslimit=2;rankdir=RL;ranksep={gap / _INCH:.3f};nodesep={between / _INCH:.3f};"
        "node[shape=plain];edge[arrowhead=none]"
    ]
    touched: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        touched[line.start].add(0)
        touched[line.end].add(line.part)
    for number, shape in enumerate(shapes):
        said.append(f"n{number}[label=<{_table(shape, touched[number])}>]")
    # A thread through all columns keeps them apart, even where no arrow does.
    said.append('node[shape=point,label="",width=.01,style=invis];edge[style=invis]')
    for column, members in enumerate(columns):
        said.append(f"{{rank=same;c{column};{';'.join(f'n{number}' for number in members)}}}")
    said += [f"c{right}->c{left}" for left, right in pairwise(range(len(columns)))]
    said.append("edge[style=solid]")
    for line in lines:
        if shapes[line.start].column < shapes[line.end].column:
            said.append(f"n{line.start}:p0:e->n{line.end}:p{line.part}:w[constraint=false]")
        else:
            said.append(f"n{line.start}:p0:w->n{line.end}:p{line.part}:e")
    return ";".join(said) + "}"


def _table(shape: Shape, touched: Collection[int]) -> str:
    """A box as a table of empty cells: one for each part that an arrow touches, the others together."""
    cells: list[tuple[str, int]] = []
    for part, height in enumerate(shape.parts):
        if part in touched:
            cells.append((f' port="p{part}"', height))
        elif cells and not cells[-1][0]:
            cells[-1] = ("", cells[-1][1] + height)
        else:
            cells.append(("", height))
    rows = "".join(f'<tr><td{port} width="{shape.width}" height="{height}"></td></tr>' for port, height in cells)
    return f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{rows}</table>'


@cache
def _context() -> Any:
    """Graphviz with its parts loaded: a millisecond, once for the process."""
    return gv.gvContextWithBuiltins()


@cache
def _channel() -> Any:
    """The file that carries graphs to Graphviz, which reads from nothing else; one for the process."""
    return TemporaryFile()


def _laid_out(source: str) -> str:
    """What Graphviz says of a graph, line by line; nothing where it fails, so that no picture stops a build."""
    file = _channel()
    file.seek(0)
    file.truncate()
    file.write(source.encode("ascii"))
    file.flush()
    file.seek(0)
    try:
        graph = gv.agread(file, None)
    except ValueError:
        return ""
    try:
        if gv.gvLayout(_context(), graph, b"dot"):
            return ""
        error, text = gv.gvRenderData(_context(), graph, b"plain")
        gv.gvFreeLayout(_context(), graph)
    except (ValueError, RuntimeError):
        return ""
    finally:
        gv.agclose(graph)
    laid_out: str = "" if error else text.decode("ascii")
    return laid_out


def _middles(text: str) -> dict[int, float]:
    """From Graphviz' answer, how far below the upper edge the middles of boxes are: inches upwards become px down."""
    middles = {}
    height = 0.0
    for said in text.splitlines():
        if said.startswith("graph "):
            height = float(said.split(" ", 4)[3])
        elif said.startswith("node n"):
            words = said.split(" ", 4)
            middles[int(words[1][1:])] = (height - float(words[3])) * _INCH
    return middles


def _fitted(shapes: Sequence[Shape], corners: Sequence[Point], curves: Sequence[Curve]) -> Layout:
    """Everything moved so that nothing is beyond the left or the upper edge, in whole px."""
    points = [point for curve in curves for point in curve]
    left = round(min(x for x, _ in [*corners, *points]))
    top = round(min(y for _, y in [*corners, *points]))
    moved: list[Point] = [(round(x) - left, round(y) - top) for x, y in corners]
    drawn: list[Curve] = [[(round(x) - left, round(y) - top) for x, y in curve] for curve in curves]
    return Layout(
        moved,
        drawn,
        max([x + shape.width for (x, _), shape in zip(moved, shapes, strict=True)] + [x for c in drawn for x, _ in c]),
        max([y + shape.height for (_, y), shape in zip(moved, shapes, strict=True)] + [y for c in drawn for _, y in c]),
    )
