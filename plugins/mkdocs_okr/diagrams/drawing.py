"""Draws a picture of boxes as SVG: measures its texts, has it laid out, and fills the template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import hypot
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.keeping import kept
from mkdocs_okr.diagrams.layout import Layout, Line, Shape, in_columns
from mkdocs_okr.diagrams.picture import Arrow, Box, Look, More, Picture, Row
from mkdocs_okr.diagrams.shapes import SHAPES
from mkdocs_okr.diagrams.templates import template
from mkdocs_okr.diagrams.text import ELLIPSIS, cut, printable, width, wrap
from mkdocs_okr.diagrams.ways import Curve, Point

BOX = 264
"""The width of a box, in px. Its texts are set at 12 px, its title at 13.5."""

_PAD = 12
_FIGURES = 62  # at the right of a row: its score, its shape and the distance to them
_TITLE, _TEXT = 13.5, 12.0
_TITLE_LINES, _ROW_LINES = 3, 2
_TITLE_LEAD, _ROW_LEAD = 17, 15
_MORE = 25
_HEADING = 32
_GAP, _BETWEEN = 84, 18
_LABEL = 84  # the most room for words on an arrow
_LABEL_ENDS = 4  # what is seen of an arrow before and after them
_TURN = 64  # the least room for arrows to turn between two columns
_APART_LEAD = 18


class BoxFace(NamedTuple):
    """A box as it is set, and the heights of its head, its rows and its foot, in px."""

    look: str
    inside: Markup
    width: int
    height: int
    parts: tuple[int, ...]


class PlacedBox(NamedTuple):
    """A box and its top left corner."""

    face: BoxFace
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Apart:
    y: float
    lines: tuple[str, ...]
    boxes: list[Markup]
    height: float


@kept
def drawn(picture: Picture) -> Markup:
    """The picture as inline SVG.

    It costs a millisecond to lay out ten boxes and another to draw them.
    """
    faces = [face(box) for box in picture.boxes]
    laid = [number for number, box in enumerate(picture.boxes) if box.look is not Look.APART]
    place = {number: at for at, number in enumerate(laid)}
    numbers = {box.id: number for number, box in enumerate(picture.boxes)}
    parts = {(box.id, row.id): at for box in picture.boxes for at, row in enumerate(box.rows, 1)}
    arrows = [arrow for arrow in picture.arrows if numbers[arrow.start] in place and numbers[arrow.end] in place]
    lines = [
        Line(
            place[numbers[arrow.start]],
            place[numbers[arrow.end]],
            parts[arrow.end, arrow.row] if arrow.row is not None else 0,
        )
        for arrow in arrows
    ]
    labels = [cut(printable(arrow.label), _TEXT, _LABEL) for arrow in arrows]
    level = _level(labels)
    layout = in_columns(
        [Shape(faces[n].width, faces[n].height, picture.boxes[n].column, faces[n].parts) for n in laid],
        lines,
        gap=max(_GAP, level + _TURN),
        between=_BETWEEN,
        level=level,
        is_ordered=picture.is_ordered,
    )
    top = _HEADING if picture.columns else 0
    boxes = [PlacedBox(faces[number], x, y + top) for number, (x, y) in zip(laid, layout.corners, strict=True)]
    curves = [[(x, y + top) for x, y in curve] for curve in layout.curves] if top else layout.curves
    wide = max(layout.width, _apart_width(len(faces) - len(laid)), BOX)
    apart = _set_apart(picture, faces, wide, layout.height + top)
    return Markup(
        template("boxes.j2").render(
            name=picture.name,
            title=printable(picture.title),
            about=printable(picture.description),
            apart_title=cut(printable(picture.apart_title), 14.5, wide, bold=True),
            heads=_heads(picture, laid, layout),
            arrows=list(_edges(arrows, labels, lines, curves)),
            boxes=[_group(each) for each in boxes],
            apart=apart,
            width=round(wide),
            height=round(apart.height if apart else layout.height + top),
        )
    )


def face(box: Box) -> BoxFace:
    """How a box is set.

    Faces are written by hand, not by a template: a large portal has ten thousand of them with twenty values each, and a
    template takes five times as long for each value that it prints. Every text in them is escaped here.
    """
    lines = wrap(box.title, _TITLE, BOX - 2 * _PAD, _TITLE_LINES, bold=True)
    y = head = 35 + _TITLE_LEAD * len(lines)
    rows, heights = [], []
    for row in box.rows:
        drawn_row, height = _row(row, y)
        rows.append(drawn_row)
        heights.append(height)
        y += height
    notes = [cut(printable(note), _TEXT, BOX - 2 * _PAD) for note in box.notes]
    foot = y + (10 + _ROW_LEAD * len(notes) if notes else 5)
    height = foot + (_MORE if box.more else 0)
    word = box.status.word if box.status else ""
    room = BOX - 2 * _PAD - (width(word, _TEXT) + _FIGURES if word else 0)
    whose = printable(box.over)
    over = cut(whose, _TEXT, room)
    is_cut = was_cut(lines) or was_cut((over,))
    told = telling(f"{whose}: {printable(box.title)}" if is_cut else "", box.words, is_cut=is_cut)
    standing = _standing(box.score, box.status, 20, is_worded=True) if box.status else ""
    inside = (
        f'<a href="{escape(box.href)}">{told}<rect width="{BOX}" height="{height}" rx="7"/>'
        f"{set_lines([over], _PAD, 20, 0, 'okr-box__over')}{standing}"
        f"{set_lines(lines, _PAD, 41, _TITLE_LEAD, 'okr-box__title')}</a>"
        f"{''.join(rows)}{set_lines(notes, _PAD, y + 17, _ROW_LEAD, 'okr-box__note')}"
        f"{_more(box.more, foot) if box.more else ''}"
    )
    parts = (head, *heights, height - y) if rows else (height,)
    return BoxFace(box.look.value, Markup(inside), BOX, height, parts)


def _row(row: Row, y: int) -> tuple[str, int]:
    """A row as it is set, and its height."""
    x = _PAD + max(32, round(width(row.label, _TEXT)) + 8)
    lines = wrap(row.title, _TEXT, BOX - x - _FIGURES, _ROW_LINES, balanced=False)
    is_cut = was_cut(lines)
    told = telling(f"{row.label} {printable(row.title)}" if is_cut else "", row.status.word, is_cut=is_cut)
    return (
        f'<a class="okr-box__kr" href="{escape(row.href)}">{told}'
        f'<path d="M1 {y}h{BOX - 2}"/>{set_lines((row.label,), _PAD, y + 17, 0, "okr-box__id")}'
        f"{set_lines(lines, x, y + 17, _ROW_LEAD)}{_standing(row.score, row.status, y + 17, is_worded=False)}</a>"
    ), 10 + _ROW_LEAD * max(len(lines), 1)


def _more(more: More, y: int) -> str:
    """The link at the foot of a box to what the picture has no room for."""
    words = set_lines([cut(printable(more.words), _TEXT, BOX - 2 * _PAD)], _PAD, y + 17, 0)
    return f'<a class="okr-box__more" href="{escape(more.href)}"><path d="M1 {y}h{BOX - 2}"/>{words}</a>'


def set_lines(lines: Sequence[str], x: int, y: int, lead: int, kind: str = "") -> Markup:
    """Lines of text from a point on, escaped."""
    given = f' class="{kind}"' if kind else ""
    return Markup(
        "".join([f'<text{given} x="{x}" y="{y + lead * at}">{escape(line)}</text>' for at, line in enumerate(lines)])
    )


def was_cut(lines: Sequence[str]) -> bool:
    """Whether something of a text did not fit into its lines."""
    return bool(lines) and lines[-1].endswith(ELLIPSIS)


def telling(title: str, words: str, *, is_cut: bool) -> Markup:
    """What a link tells beyond what is seen; with its whole title where that had to be cut.

    A title would be read out in the place of the texts in the link, a description comes after them.
    """
    words = escape(printable(words))
    if is_cut:
        return Markup(f"<title>{escape(title)}. {words}</title>")
    return Markup(f"<desc>{words}</desc>") if words else Markup("")


@lru_cache(maxsize=4096)
def _standing(score: float | None, status: Status, y: int, *, is_worded: bool) -> Markup:
    """At the right of a line: the status in a word, if wanted, the score, and the shape of the status."""
    figure = score_words(score)
    said = f'{status.word}<tspan dx="7">{figure}</tspan>' if is_worded else figure
    shape = SHAPES[status]
    return Markup(
        f'<text class="okr-box__num" x="{BOX - 30}" y="{y}">{said}</text><use href="#okr:{shape}" '
        f'class="okr-s--{shape}" x="{BOX - 24}" y="{y - 10}" width="12" height="12"/>'
    )


def score_words(score: float | None) -> str:
    """A score as pictures print it: two decimals, or a dash."""
    return "–" if score is None else f"{score:.2f}"


def standing_words(score: float | None, status: Status) -> str:
    """A score and its status in words: "0.43, on track"."""
    word = status.word.lower()
    return word if score is None else f"{score:.2f}, {word}"


def _heads(picture: Picture, laid: Sequence[int], layout: Layout) -> list[tuple[str, float]]:
    """The headings of the columns that hold a box, and where they begin."""
    if not picture.columns:
        return []
    starts = {picture.boxes[number].column: x for number, (x, _) in zip(laid, layout.corners, strict=True)}
    return [(cut(printable(picture.columns[column]), 13, BOX, bold=True), x) for column, x in sorted(starts.items())]


def _apart_width(boxes: int) -> int:
    """The room that boxes apart ask for: up to three beside each other, and the words at their left."""
    return (BOX + _GAP) * min(boxes, 3) + BOX if boxes else 0


def _set_apart(picture: Picture, faces: Sequence[BoxFace], wide: float, below: float) -> _Apart | None:
    """What stands below the rule: words at the left, and the boxes in rows beside them where there is room."""
    boxes = [faces[number] for number, box in enumerate(picture.boxes) if box.look is Look.APART]
    if not boxes:
        return None
    lines = tuple(line for words in picture.apart_words for line in wrap(words, 13, min(wide, BOX), 6))
    rule = below + 20 if below else 0
    columns = int((wide + _GAP) // (BOX + _GAP))
    starts = [(BOX + _GAP) * column for column in range(1, columns)] or [0]
    y = rule + 18 if columns > 1 else rule + 44 + _APART_LEAD * len(lines)
    placed = []
    for first in range(0, len(boxes), len(starts)):
        row = boxes[first : first + len(starts)]
        placed += [PlacedBox(each, x, y) for each, x in zip(row, starts, strict=False)]
        y += max(each.height for each in row) + _BETWEEN
    return _Apart(rule, lines, [_group(each) for each in placed], max(y, rule + 44 + _APART_LEAD * len(lines)))


def _level(labels: Sequence[str]) -> int:
    """How far arrows run level before they turn, so that the longest words on one are clear of all others."""
    longest = max((width(label, _TEXT) for label in labels if label), default=None)
    return 0 if longest is None else round(longest) + 2 * _LABEL_ENDS


def _edges(
    arrows: Sequence[Arrow], labels: Sequence[str], lines: Sequence[Line], curves: Sequence[Curve]
) -> Iterator[Markup]:
    for arrow, line, curve, label in zip(arrows, lines, curves, labels, strict=True):
        said = _label(label, curve) if label else ""
        yield edge(arrow.words, line, *arrow_path(curve), label=said, style=arrow.style)


def _label(label: str, curve: Curve) -> Markup:
    """The words on an arrow: beside the box that it comes from, where it has not met another yet."""
    (x, y), (towards, _) = curve[0], curve[1]
    wide = round(width(label, _TEXT))
    aside = wide / 2 + _LABEL_ENDS
    middle = round(x + aside if towards > x else x - aside)
    ground = f'<rect x="{middle - wide // 2 - 2}" y="{round(y) - 7}" width="{wide + 4}" height="14"/>'
    return Markup(f"{ground}{set_lines([label], middle, round(y) + 4, 0)}")


def edge(words: str, line: Line, path: str, head: str, *, label: str = "", style: str = "") -> Markup:
    """An arrow: what it tells, its line and its head, and the words on it as markup.

    The script finds the boxes and the row that it leads from and to by their numbers.
    """
    kind = "".join(f" okr-edge--{escape(each)}" for each in style.split())
    return Markup(
        f'<g class="okr-edge{kind}" data-okr-arrow="{line.start} {line.end} {line.part}">'
        f"<title>{escape(printable(words))}</title>"
        f'<path d="{path}"/><path class="okr-edge__head" d="{head}"/>{label}</g>'
    )


def _group(placed: PlacedBox) -> Markup:
    face, x, y = placed
    return Markup(f'<g class="okr-box okr-box--{face.look}" transform="translate({x} {y})">{face.inside}</g>')


_POINT, _HALF = 9.0, 4.5  # length and half the width of an arrow's head


def arrow_path(curve: Sequence[Point]) -> tuple[str, str]:
    """The SVG paths of an arrow's line and of its head, which ends where the curve does."""
    tip = curve[-1]
    before = next((point for point in reversed(curve) if point != tip), (tip[0] + 1, tip[1]))
    foot, head = arrow_head(before, tip)
    bend = (curve[-2][0] - tip[0] + foot[0], curve[-2][1] - tip[1] + foot[1])
    points = [*curve[:-2], bend, foot]
    said = [f"M{_at(points[0])}"]
    said += [f"C{_at(a)} {_at(b)} {_at(c)}" for a, b, c in zip(points[1::3], points[2::3], points[3::3], strict=True)]
    return "".join(said), head


def arrow_head(before: Point, tip: Point) -> tuple[Point, str]:
    """Where the line of an arrow ends that comes from a point and has its tip at another, and the path of its head."""
    length = hypot(tip[0] - before[0], tip[1] - before[1])
    along, across = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    foot = (tip[0] - _POINT * along, tip[1] - _POINT * across)
    left = (foot[0] - _HALF * across, foot[1] + _HALF * along)
    right = (foot[0] + _HALF * across, foot[1] - _HALF * along)
    return foot, f"M{_at(tip)}L{_at(left)}L{_at(right)}z"


def _at(point: Point) -> str:
    x, y = point
    return f"{x} {y}" if type(x) is type(y) is int else f"{round(x, 1):g} {round(y, 1):g}"
