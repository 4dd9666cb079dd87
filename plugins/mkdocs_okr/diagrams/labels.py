"""Where the words on arrows stand: clear of boxes and of each other, and off other arrows if possible."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from mkdocs_okr.diagrams.ways import Curve, Point

Cell = tuple[int, int]
"""A square of the picture: its column and its row."""

_CELL = 8  # px
_NOBODY: Set[int] = frozenset()
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8)  # of the last piece of an arrow, the best place first


class Patch(NamedTuple):
    """A part of the picture: its top left corner and its size, in px."""

    x: float
    y: float
    width: float
    height: float


def label_places(
    curves: Sequence[Curve], sizes: Sequence[tuple[float, float] | None], boxes: Sequence[Patch]
) -> list[Point | None]:
    """The middle of each label; None for an arrow whose size is None.

    An arrow says what it is where it stands alone: those from one box part later, those to one key result meet before.
    The cost is that of the arrows' length. Without any label it is nothing.
    """
    if not any(sizes):
        return [None] * len(curves)
    covered = {cell for box in boxes for cell in _rim(box)}
    passed: dict[Cell, set[int]] = {}
    for number, curve in enumerate(curves):
        for cell in _cells_of(curve):
            passed.setdefault(cell, set()).add(number)
    places: list[Point | None] = []
    for number, (curve, size) in enumerate(zip(curves, sizes, strict=True)):
        if size is None:
            places.append(None)
            continue
        tried = [_on(curve[-4:], share) for share in _SHARES]
        place = min(tried, key=lambda point: _in_the_way(_cells(_patch(point, size)), covered, passed, number))
        covered.update(_cells(_patch(place, size)))
        places.append(place)
    return places


def _in_the_way(cells: Iterable[Cell], covered: Container[Cell], passed: Mapping[Cell, Set[int]], number: int) -> int:
    """How bad it is to set a label here: on other arrows a little, on boxes and labels very."""
    return sum(1000 if cell in covered else len(passed.get(cell, _NOBODY) - {number}) for cell in cells)


def _patch(middle: Point, size: tuple[float, float]) -> Patch:
    return Patch(middle[0] - size[0] / 2, middle[1] - size[1] / 2, *size)


def _on(piece: Curve, share: float) -> Point:
    """The point of a Bézier piece at a share of its way."""
    rest = 1 - share
    weights = (rest**3, 3 * rest * rest * share, 3 * rest * share * share, share**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, piece, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, piece, strict=True)),
    )


def _cells(patch: Patch) -> list[Cell]:
    return [(column, row) for column in _span(patch.x, patch.width) for row in _span(patch.y, patch.height)]


def _rim(patch: Patch) -> Iterator[Cell]:
    """The cells at the edges of a box: a label is too small to be inside and off all of them."""
    columns, rows = _span(patch.x, patch.width), _span(patch.y, patch.height)
    for column in columns:
        yield column, rows[0]
        yield column, rows[-1]
    for row in rows:
        yield columns[0], row
        yield columns[-1], row


def _span(start: float, length: float) -> range:
    return range(int(start // _CELL), int((start + length) // _CELL) + 1)


def _cells_of(curve: Curve) -> Iterator[Cell]:
    """The cells that a curve passes, hardly one of them left out."""
    return chain.from_iterable(_cells_of_piece(curve[at : at + 4]) for at in range(0, len(curve) - 1, 3))


def _cells_of_piece(piece: Curve) -> Iterator[Cell]:
    length = abs(piece[3][0] - piece[0][0]) + abs(piece[3][1] - piece[0][1])
    steps = min(max(4, int(length / _CELL)), 200)
    for step in range(steps + 1):
        x, y = _on(piece, step / steps)
        yield int(x // _CELL), int(y // _CELL)
