"""Where boxes and arrows go. Graphviz places boxes of known size; not a word of any text reaches it.

It runs inside this process: a program of its own for each picture would take ten times as long.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import pygraphviz.graphviz as gv

Point = tuple[float, float]
"""x to the right and y downwards, in px."""

_INCH = 72.0


class Shape(NamedTuple):
    """A box to be placed: its size in px, its column from the left, and the heights of its parts from the top.

    Arrows start at the first part, and end at any of them. The parts add up to `height`.
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
    curves: list[list[Point]]
    width: float
    height: float


def in_columns(shapes: Sequence[Shape], lines: Sequence[Line], *, gap: int = 84, between: int = 18) -> Layout:
    """Place boxes in their columns so that arrows from right to left are short and cross little.

    `gap` is the distance between columns, `between` that of boxes in a column, in px. The cost grows a little faster
    than the number of boxes: 1 ms for ten, 35 ms for 150.
    """
    if not shapes:
        return Layout([], [], 0.0, 0.0)
    return _read(_laid_out(_columns_source(shapes, lines, gap, between), b"dot"), shapes, lines)


def around(shapes: Sequence[Shape], corners: Sequence[Point], lines: Sequence[Line]) -> Layout:
    """Lead arrows around boxes that have their places already; `corners` are their top left ones."""
    if not shapes:
        return Layout([], [], 0.0, 0.0)
    return _read(_laid_out(_placed_source(shapes, corners, lines), b"nop"), shapes, lines)


def _columns_source(shapes: Sequence[Shape], lines: Sequence[Line], gap: int, between: int) -> str:
    said = [
        f"digraph{{rankdir=RL;ranksep={gap / _INCH:.3f};nodesep={between / _INCH:.3f};"
        "node[shape=plain];edge[arrowhead=none]"
    ]
    columns: dict[int, list[int]] = defaultdict(list)
    touched: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        touched[line.start].add(0)
        touched[line.end].add(line.part)
    for number, shape in enumerate(shapes):
        columns[shape.column].append(number)
        said.append(f"n{number}[label=<{_table(shape, touched[number])}>]")
    order = sorted(columns)
    # A thread through all columns keeps them apart, even where no arrow does.
    said.append('node[shape=point,label="",width=.01,style=invis];edge[style=invis]')
    for column in order:
        members = ";".join(f"n{number}" for number in columns[column])
        said.append(f"{{rank=same;c{column};{members}}}")
    said += [f"c{right}->c{left}" for left, right in pairwise(order)]
    said.append("edge[style=solid]")
    for line in lines:
        if line.start == line.end:
            said.append(f"n{line.start}:p0:e->n{line.end}:p{line.part}:e[constraint=false]")
        elif shapes[line.start].column == shapes[line.end].column:
            said.append(f"n{line.start}:p0:w->n{line.end}:p{line.part}:e[constraint=false]")
        elif shapes[line.start].column < shapes[line.end].column:
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
    rows = "".join(
        f'<tr><td{port} fixedsize="true" width="{shape.width}" height="{height}"></td></tr>' for port, height in cells
    )
    return f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{rows}</table>'


def _placed_source(shapes: Sequence[Shape], corners: Sequence[Point], lines: Sequence[Line]) -> str:
    said = ['digraph{splines=true;esep="+6";node[shape=box,fixedsize=true,label=""];edge[arrowhead=none]']
    for number, (shape, (x, y)) in enumerate(zip(shapes, corners, strict=True)):
        middle = f"{x + shape.width / 2:.1f},{-y - shape.height / 2:.1f}"
        said.append(f'n{number}[pos="{middle}!",width={shape.width / _INCH:.4f},height={shape.height / _INCH:.4f}]')
    said += [f"n{line.start}->n{line.end}" for line in lines]
    return ";".join(said) + "}"


@cache
def _context() -> Any:
    """Graphviz with its parts loaded: a millisecond, once for the process."""
    return gv.gvContextWithBuiltins()


@cache
def _channel() -> Any:
    """The file that carries graphs to Graphviz, which reads from nothing else; one for the process."""
    return TemporaryFile()


def _laid_out(source: str, engine: bytes) -> str:
    file = _channel()
    file.seek(0)
    file.truncate()
    file.write(source.encode("ascii"))
    file.flush()
    file.seek(0)
    graph = gv.agread(file, None)
    try:
        gv.gvLayout(_context(), graph, engine)
        error, text = gv.gvRenderData(_context(), graph, b"plain")
        gv.gvFreeLayout(_context(), graph)
    finally:
        gv.agclose(graph)
    if error:
        raise RuntimeError(f"Graphviz could not lay out {len(source)} bytes")
    laid_out: str = text.decode("ascii")
    return laid_out


def _read(text: str, shapes: Sequence[Shape], lines: Sequence[Line]) -> Layout:
    """Graphviz' answer: inches upwards become px downwards, from the top left corner of what is drawn."""
    middles: dict[str, Point] = {}
    curves: dict[tuple[str, str], list[list[Point]]] = defaultdict(list)
    height = 0.0
    for said in text.splitlines():
        words = said.split(" ")
        if words[0] == "graph":
            height = float(words[3]) * _INCH
        elif words[0] == "node" and words[1].startswith("n"):
            middles[words[1]] = float(words[2]) * _INCH, height - float(words[3]) * _INCH
        elif words[0] == "edge" and words[1].startswith("n"):
            count = int(words[3])
            curves[words[1], words[2]].append(list(_points(words[4 : 4 + 2 * count], height)))
    corners = [
        (middles[f"n{number}"][0] - shape.width / 2, middles[f"n{number}"][1] - shape.height / 2)
        for number, shape in enumerate(shapes)
    ]
    ordered = [curves[f"n{line.start}", f"n{line.end}"].pop(0) for line in lines]
    # An arrow between boxes of one column leads around them, and may go beyond all boxes.
    points = [point for curve in ordered for point in curve]
    left = min(x for x, _ in [*corners, *points])
    top = min(y for _, y in [*corners, *points])
    corners = [(round(x - left), round(y - top)) for x, y in corners]
    moved = [[(x - left, y - top) for x, y in curve] for curve in ordered]
    right = [x + shape.width for (x, _), shape in zip(corners, shapes, strict=True)]
    bottom = [y + shape.height for (_, y), shape in zip(corners, shapes, strict=True)]
    return Layout(
        corners,
        moved,
        max(*right, *(x - left for x, _ in points), 0.0),
        max(*bottom, *(y - top for _, y in points), 0.0),
    )


def _points(words: Sequence[str], height: float) -> Iterator[Point]:
    for x, y in zip(words[::2], words[1::2], strict=True):
        yield float(x) * _INCH, height - float(y) * _INCH
