"""What a picture shows, before anybody draws it: boxes, the rows in them, and arrows between them.

All values are resolved: texts as readers see them, addresses as links need them. Nothing here knows sizes or places.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from mkdocs_okr.analysis.status import Status


class Look(StrEnum):
    """How a box is set.

    Like all others; as one that the picture is about; apart, below a rule, because no arrow leads from it or to it; or
    loose: in its place, because others lead to it, although it leads nowhere itself.
    """

    PLAIN = "plain"
    OWN = "own"
    APART = "apart"
    LOOSE = "loose"


class Row(NamedTuple):
    """A key result in a box."""

    id: str
    label: str
    title: str
    href: str
    score: float | None
    status: Status


class More(NamedTuple):
    """What a picture has no room for, in words, and where it is shown."""

    words: str
    href: str


class Box(NamedTuple):
    """An objective, or a unit: one link with its status, and rows with links of their own.

    `id` is unique in its picture and never shown. `over` stands above the title: whose it is. `notes` stand below the
    rows, each on a line; `more` closes the box with a link. `words` is what a reader is told who asks for more (the
    tooltip): a sentence or two.
    """

    id: str
    over: str
    title: str
    href: str
    column: int
    score: float | None = None
    status: Status | None = None
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    words: str = ""
    look: Look = Look.PLAIN
    more: More | None = None


class Arrow(NamedTuple):
    """A line with a head from a box to another, or to a row of it.

    `words` say what it means, in a sentence. `label` is set beside it ("60 %"). `style` are names that the stylesheet
    knows, such as "soft late"; empty for the usual line.
    """

    start: str
    end: str
    row: str | None = None
    words: str = ""
    label: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of boxes in columns.

    `name` makes the ids in the drawing unlike those of other pictures on a page. `title` and `description` are for
    people who do not see it. `columns` are headings, from the left; boxes name theirs by number, from 0. Boxes with
    `Look.APART` are set below all others, under `apart_title` and `apart_words`. With `is_ordered` the boxes of a
    column stand in the order given, else so that arrows cross little. `left_out` is how many arrows there was no room
    for.
    """

    name: str
    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()
    columns: tuple[str, ...] = ()
    apart_title: str = ""
    apart_words: tuple[str, ...] = field(default=())
    is_ordered: bool = False
    left_out: int = 0
