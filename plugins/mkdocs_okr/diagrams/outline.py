"""A picture as a tree: what leads to a box stands below it, or below the row of it that the arrow ends at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from mkdocs_okr.diagrams.picture import Arrow, Box, Look, Picture, Row


class Step(StrEnum):
    """What comes next when a tree is read: a branch or a row begins or ends, or a branch is only named again."""

    OPEN = "open"
    ROW = "row"
    AGAIN = "again"
    ROW_END = "row-end"
    CLOSE = "close"


class Also(NamedTuple):
    """A further box or row that a branch leads to, and the label of that arrow.

    `is_here` says that it is in the same box as the branch stands in.
    """

    box: Box
    row: Row | None
    label: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the tree with what it is about.

    `depth` counts the branches above it. `label` is that of the arrow that leads upwards from here. `has_more` says
    whether anything stands inside, `is_led_to` whether an arrow leads to it. `others` is what else it leads to:
    there it is only named again.
    """

    step: Step
    box: Box | None = None
    row: Row | None = None
    label: str = ""
    depth: int = 0
    has_more: bool = False
    is_led_to: bool = False
    others: tuple[Also, ...] = ()


def outline(picture: Picture) -> tuple[list[Line], list[Line]]:
    """The lines of the tree, and those of the trees that stand apart or loose because they lead to nothing.

    Each box is there once with everything that leads to it; where it leads to several, it is named again below the
    others. The cost grows with the boxes, rows and arrows of the picture.
    """
    tree = _Tree(picture)
    tops, apart = _tops(picture)
    linked = [line for box in tops for line in tree.branch(box)]
    adrift = [line for box in apart for line in tree.branch(box)]
    # Boxes that lead to each other in a circle have no top; the first of them will do.
    linked += [line for box in picture.boxes if box.id not in tree.told for line in tree.branch(box)]
    return linked, adrift


def order(picture: Picture) -> list[Box]:
    """The boxes in the order of the tree's lines, which takes much longer to make than this."""
    tree = _Tree(picture)
    tops, apart = _tops(picture)
    linked = [each for box in tops for each in tree.opened(box)]
    adrift = [each for box in apart for each in tree.opened(box)]
    return [*linked, *(each for box in picture.boxes for each in tree.opened(box)), *adrift]


def _tops(picture: Picture) -> tuple[list[Box], list[Box]]:
    """The boxes that lead nowhere: those at the top of a tree, and those that stand apart or loose."""
    led = {arrow.start for arrow in picture.arrows if arrow.start != arrow.end}
    tops = [box for box in picture.boxes if box.id not in led]
    return [box for box in tops if not _is_adrift(box)], [box for box in tops if _is_adrift(box)]


def _is_adrift(box: Box) -> bool:
    return box.look in (Look.APART, Look.LOOSE)


class _Tree:
    def __init__(self, picture: Picture) -> None:
        self.told: set[str] = set()
        self._led_to = {arrow.end for arrow in picture.arrows}
        self._boxes = {box.id: box for box in picture.boxes}
        self._rows: dict[tuple[str, str | None], Row] = {
            (box.id, row.id): row for box in picture.boxes for row in box.rows
        }
        self._up: dict[str, list[Arrow]] = {}
        self._down: dict[tuple[str, str | None], list[Arrow]] = {}
        for arrow in picture.arrows:
            self._up.setdefault(arrow.start, []).append(arrow)
            self._down.setdefault((arrow.end, arrow.row), []).append(arrow)

    def branch(self, box: Box, arrow: Arrow | None = None, depth: int = 0) -> Iterator[Line]:
        """A box with everything below it, or only its name where it has been told already."""
        label = arrow.label if arrow else ""
        if box.id in self.told:
            if arrow:
                yield Line(Step.AGAIN, box, label=label, depth=depth)
            return
        self.told.add(box.id)
        direct = self._down.get((box.id, None), ())
        others = tuple(
            Also(
                self._boxes[each.end],
                self._rows.get((each.end, each.row)),
                each.label,
                arrow is not None and each.end == arrow.end,
            )
            for each in self._up.get(box.id, ())
            if each is not arrow
        )
        has_more = bool(box.rows or direct)
        yield Line(Step.OPEN, box, None, label, depth, has_more, box.id in self._led_to, others)
        for row in box.rows:
            leading = self._down.get((box.id, row.id), ())
            yield Line(Step.ROW, box, row, depth=depth, has_more=bool(leading))
            yield from self._branches(leading, depth + 1)
            yield Line(Step.ROW_END, box, row, depth=depth, has_more=bool(leading))
        yield from self._branches(direct, depth + 1)
        yield Line(Step.CLOSE, box, depth=depth, has_more=has_more)

    def opened(self, box: Box) -> Iterator[Box]:
        """The boxes that a branch opens, in the order of its lines."""
        waiting = [box]
        while waiting:
            box = waiting.pop()
            if box.id in self.told:
                continue
            self.told.add(box.id)
            yield box
            places = [*(row.id for row in box.rows), None]
            leading = [arrow for place in places for arrow in self._down.get((box.id, place), ())]
            waiting += [self._boxes[arrow.start] for arrow in reversed(leading)]

    def _branches(self, arrows: Sequence[Arrow], depth: int) -> Iterator[Line]:
        for arrow in arrows:
            yield from self.branch(self._boxes[arrow.start], arrow, depth)
