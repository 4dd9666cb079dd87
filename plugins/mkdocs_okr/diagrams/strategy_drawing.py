"""Draws a strategy map as SVG: a grid of perspectives and themes, boxes in lines, and arrows around them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.drawing import arrow_head, edge, score_words, set_lines, telling, was_cut
from mkdocs_okr.diagrams.gutters import Route, Spot, routed
from mkdocs_okr.diagrams.keeping import kept
from mkdocs_okr.diagrams.layout import Line
from mkdocs_okr.diagrams.picture import Box
from mkdocs_okr.diagrams.shapes import SHAPES
from mkdocs_okr.diagrams.strategy_map import Lane, StrategyMap
from mkdocs_okr.diagrams.templates import template
from mkdocs_okr.diagrams.text import cut, printable, width, wrap

_WIDE = 1364  # as wide as a page; with many themes a map is wider
_HEAD = 148  # the column of the perspectives
_MARGIN = 16  # from the rim of a cell to its boxes
_BETWEEN = 28  # between two boxes side by side: room for an arrow
_NARROW, _BROAD = 162, 264  # the widths of a box
_PAD = 12
_TITLE, _TEXT = 13.5, 12.0
_TITLE_LEAD, _LEAD = 17, 15
_TITLE_LINES = 3
_GUTTER, _TRACK = 32, 9  # the height of a gutter, and what each arrow that turns in it adds
_BELOW = 16  # of a gutter, up to the rule between two rows
_EMPTY = 56  # the height of a line without boxes
_RADIUS = 7


class _Grid(NamedTuple):
    """The columns: how wide one is, and how wide everything is."""

    column: int
    width: int


class _Place(NamedTuple):
    """A box on its line: its left edge and its width."""

    box: Box
    line: int
    x: int
    width: int


class _Band(NamedTuple):
    """A row of the map: its lanes, its first line, and how many lines it has."""

    lanes: tuple[Lane, ...]
    first: int
    lines: int


class _Rows(NamedTuple):
    """What is where from top to bottom: tops and heights of lines, tops of gutters, the rules between rows."""

    tops: list[int]
    heights: list[int]
    gutters: list[int]
    rules: list[int]
    bottom: int


class _Text(NamedTuple):
    """Set lines of text, and how high they are. `words` is what a link with them tells beyond them."""

    markup: Markup
    height: int
    words: Markup = Markup("")


@kept
def strategy_drawn(strategy: StrategyMap) -> Markup:
    """The map as inline SVG: 0.1 ms for each box and as much for each arrow."""
    grid = _grid(strategy)
    bands, places = _placed(strategy, grid)
    numbers = {place.box.id: number for number, place in enumerate(places)}
    arrows = [(numbers[arrow.start], numbers[arrow.end]) for arrow in strategy.arrows]
    spots = [Spot(place.line, place.x, place.x + place.width) for place in places]
    count = bands[-1].first + bands[-1].lines if bands else 0
    routes = routed(spots, arrows, count, (_HEAD + 6, grid.width - 6), kept_free=_empties(strategy, bands, grid))
    faces = [_face(place.box, place.width) for place in places]
    columns = [_column(name, number, grid) for number, name in enumerate(strategy.columns)]
    heads = [_heads(band.lanes) for band in bands]
    top = max((each.height for each in columns), default=0)
    rows = _stacked(bands, places, faces, heads, routes.tracks, top)
    return Markup(
        template("strategy.j2").render(
            map=strategy,
            title=printable(strategy.title),
            about=printable(strategy.description),
            columns=[each.markup for each in columns],
            walls=list(_walls(strategy, bands, grid, rows)),
            rules=rows.rules,
            heads=list(zip(rows.rules, [each.markup for each in heads], strict=True)),
            empties=[
                (each.left, rows.tops[each.line] + rows.heights[each.line] // 2 - 8)
                for each in _empties(strategy, bands, grid)
            ],
            arrows=[
                _arrow(arrow.words, Line(*ends), _points(route, [spots[n] for n in ends], rows))
                for arrow, ends, route in zip(strategy.arrows, arrows, routes.routes, strict=True)
            ],
            boxes=[
                _box(place, inside, rows.tops[place.line], rows.heights[place.line])
                for place, inside in zip(places, faces, strict=True)
            ],
            width=grid.width,
            height=rows.bottom,
        )
    )


def _grid(strategy: StrategyMap) -> _Grid:
    """Columns share the page, and are never narrower than a box for each perspective of a row."""
    amount = max(len(strategy.columns), 1)
    lanes = max((len(row) for row in strategy.rows), default=1)
    column = max((_WIDE - _HEAD) // amount, lanes * (_NARROW + 2 * _MARGIN))
    return _Grid(column, _HEAD + amount * column)


def _placed(strategy: StrategyMap, grid: _Grid) -> tuple[list[_Band], list[_Place]]:
    """The boxes on their lines. A cell has as many lines as its boxes need, a row as many as its fullest cell.

    They begin at the left: on a phone the first of each row is seen beside its head.
    """
    bands: list[_Band] = []
    places: list[_Place] = []
    first = 0
    for lanes in strategy.rows:
        room = grid.column // len(lanes) - 2 * _MARGIN
        amount = max((room + _BETWEEN) // (_NARROW + _BETWEEN), 1)
        lines = 1
        for number, lane in enumerate(lanes):
            for column, cell in enumerate(lane.cells):
                left = _HEAD + column * grid.column + number * (grid.column // len(lanes)) + _MARGIN
                rows = _even(cell, amount)
                across = min((room + _BETWEEN) // min(max(len(cell), 1), amount) - _BETWEEN, _BROAD)
                for line, boxes in enumerate(rows):
                    places += [
                        _Place(box, first + line, left + at * (across + _BETWEEN), across)
                        for at, box in enumerate(boxes)
                    ]
                lines = max(lines, len(rows))
        bands.append(_Band(lanes, first, lines))
        first += lines
    return bands, places


def _even(cell: tuple[Box, ...], amount: int) -> list[tuple[Box, ...]]:
    """The boxes of a cell on lines of about the same length, at most so many each: seven as 4 + 3, not 6 + 1."""
    if not cell:
        return []
    lines = -(-len(cell) // amount)
    most = -(-len(cell) // lines)
    return [cell[at : at + most] for at in range(0, len(cell), most)]


def _stacked(
    bands: Sequence[_Band],
    places: Sequence[_Place],
    faces: Sequence["_Text"],
    heads: Sequence["_Text"],
    tracks: Sequence[int],
    top: int,
) -> _Rows:
    """Lines as high as their highest box, gutters as high as their arrows need, rows as high as their heads."""
    heights = [0] * (len(tracks) - 1)
    for place, inside in zip(places, faces, strict=True):
        heights[place.line] = max(heights[place.line], inside.height)
    tops, gutters, rules = [], [], []
    y = top
    for band, head in zip(bands, heads, strict=True):
        for line in range(band.first, band.first + band.lines):
            heights[line] = heights[line] or _EMPTY
            gutters.append(y)
            if line == band.first:
                rules.append(y + _BELOW)
            y += _GUTTER + (_TRACK * tracks[line] + 4 if tracks[line] else 0)
            tops.append(y)
            y += heights[line]
        y = max(y, rules[-1] + head.height)
    return _Rows(tops, heights, gutters, rules, y + _BELOW)


def _walls(
    strategy: StrategyMap, bands: Sequence[_Band], grid: _Grid, rows: _Rows
) -> Iterator[tuple[int, int, int, str]]:
    """Upright lines, as x, top, bottom and kind: between themes, and between perspectives that share a row."""
    if not bands:
        return
    amount = max(len(strategy.columns), 1)
    for column in range(1, amount):
        yield _HEAD + column * grid.column, rows.rules[0], rows.bottom, "okr-grid__wall"
    ends = [*rows.rules[1:], rows.bottom]
    for band, top, bottom in zip(bands, rows.rules, ends, strict=True):
        for column in range(amount):
            for lane in range(1, len(band.lanes)):
                x = _HEAD + column * grid.column + lane * (grid.column // len(band.lanes))
                yield x, top, bottom, "okr-grid__lane"


def _empties(strategy: StrategyMap, bands: Sequence[_Band], grid: _Grid) -> list[Spot]:
    """Where it is said that a cell has no box: in the first line of its row, above the middle.

    An arrow may run below it, from one cell to the next but one.
    """
    if not strategy.empty:
        return []
    reach = round(width(strategy.empty, _TEXT))
    found = []
    for band in bands:
        part = grid.column // len(band.lanes)
        for number, lane in enumerate(band.lanes):
            for column, cell in enumerate(lane.cells):
                if not cell:
                    left = _HEAD + column * grid.column + number * part + _MARGIN
                    found.append(Spot(band.first, left, left + reach))
    return found


def _column(name: str, number: int, grid: _Grid) -> _Text:
    lines = wrap(name, 13, grid.column - 2 * _MARGIN, 2, bold=True)
    x = _HEAD + number * grid.column + _MARGIN
    return _Text(set_lines(lines, x, 14, _LEAD + 1, "okr-map__head"), 12 + (_LEAD + 1) * len(lines))


def _heads(lanes: Sequence[Lane]) -> _Text:
    """The heads of the perspectives in a row, one below the other."""
    parts, y = [], 26
    for lane in lanes:
        lines = wrap(lane.name, 14, _HEAD - 16, 3, bold=True)
        parts.append(set_lines(lines, 0, y, _TITLE_LEAD, "okr-grid__name"))
        y += _TITLE_LEAD * max(len(lines), 1)
        said = (*lane.notes, *((f"{lane.whose}:",) if lane.whose else ()))
        notes = [line for note in said for line in wrap(note, _TEXT, _HEAD - 16, 3, balanced=False)]
        parts.append(set_lines(notes, 0, y, _LEAD, "okr-grid__note"))
        y += _LEAD * len(notes) + 3
        if lane.status:
            parts.append(_standing(lane.score, lane.status, 0, y))
            y += _LEAD
        y += 12
    return _Text(Markup("".join(parts)), y - 12)


@lru_cache(maxsize=4096)
def _face(box: Box, across: int) -> _Text:
    """The texts of a box and the height that they need; the foot is set when the height of its line is known."""
    room = across - 2 * _PAD
    over = cut(printable(box.over), _TEXT, room)
    lines = wrap(box.title, _TITLE, room, _TITLE_LINES, bold=True)
    notes = [cut(printable(note), _TEXT, room) for note in box.notes]
    words = telling(
        f"{printable(box.over)}: {printable(box.title)}", box.words, is_cut=was_cut(lines) or was_cut((over,))
    )
    y = 41 + _TITLE_LEAD * len(lines)
    inside = (
        f"{set_lines([over], _PAD, 20, 0, 'okr-box__over')}{set_lines(lines, _PAD, 40, _TITLE_LEAD, 'okr-box__title')}"
        f"{set_lines(notes, _PAD, y + 2, _LEAD, 'okr-box__note')}"
    )
    return _Text(Markup(inside), y + _LEAD * len(notes) + 20, words)


def _box(place: _Place, inside: _Text, y: int, height: int) -> Markup:
    """A box as high as its line: a link with its texts, and its score and status at the foot."""
    box = place.box
    standing = _standing(box.score, box.status, _PAD, height - 12) if box.status else ""
    return Markup(
        f'<g class="okr-box okr-box--{box.look.value}" transform="translate({place.x} {y})">'
        f'<a href="{escape(box.href)}">'
        f'{inside.words}<rect width="{place.width}" height="{height}" rx="7"/>{inside.markup}{standing}</a></g>'
    )


@lru_cache(maxsize=1024)
def _standing(score: float | None, status: Status, x: int, y: int) -> Markup:
    """The shape of a status, the score, and the status in a word."""
    shape = SHAPES[status]
    return Markup(
        f'<use href="#okr:{shape}" class="okr-s--{shape}" x="{x}" y="{y - 10}" width="12" height="12"/>'
        f'<text class="okr-box__standing" x="{x + 18}" y="{y}"><tspan>{score_words(score)}</tspan> {status.word}</text>'
    )


def _points(route: Route, ends: Sequence[Spot], rows: _Rows) -> list[tuple[int, int]]:
    """The corners of a way, from the rim of one box to that of the other."""
    start, end = ends
    if not route.turns:
        y = rows.tops[start.line] + rows.heights[start.line] // 2 + route.offset
        return [(start.right, y), (end.left, y)] if start.left < end.left else [(start.left, y), (end.right, y)]
    down = start.line < end.line
    first = rows.tops[start.line] + (rows.heights[start.line] if down else 0)
    last = rows.tops[end.line] + (rows.heights[end.line] if start.line > end.line else 0)
    points = [(route.turns[0].start, first)]
    for turn in route.turns:
        if turn.track is not None:
            y = rows.gutters[turn.gutter] + _BELOW + 11 + _TRACK * turn.track
            points += [(turn.start, y), (turn.end, y)]
    return [*points, (route.turns[-1].end, last)]


def _arrow(words: str, line: Line, points: Sequence[tuple[int, int]]) -> Markup:
    foot, head = arrow_head(points[-2], points[-1])
    return edge(words, line, _path([*points[:-1], (round(foot[0]), round(foot[1]))]), head)


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A line through these points with rounded corners."""
    said = [f"M{points[0][0]} {points[0][1]}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        near, far = _towards(at, before), _towards(at, after)
        said.append(f"L{near[0]} {near[1]}Q{at[0]} {at[1]} {far[0]} {far[1]}")
    return f"{''.join(said)}L{points[-1][0]} {points[-1][1]}"


def _towards(at: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The point where a rounded corner begins; a short leg has a small corner."""
    across, along = other[0] - at[0], other[1] - at[1]
    reach = min(_RADIUS, (abs(across) + abs(along)) // 2)
    return at[0] + reach * ((across > 0) - (across < 0)), at[1] + reach * ((along > 0) - (along < 0))
