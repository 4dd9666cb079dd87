"""Draws charts as SVG that is as wide as its place while its texts keep their size.

The drawing is the ground between the axes: places across are percentages, and lines lie in a drawing of their own that
is stretched. Words stand outside of it, in margins that the stylesheet keeps free. So phones, screens and paper get the
same bytes. Everything is written by hand, as in `drawing`: a company has tens of thousands of charts. 0.1 ms a chart.
"""

from functools import lru_cache
from html import escape
from itertools import pairwise

from markupsafe import Markup

from mkdocs_okr.diagrams.chart import Area, Chart, Course, Look, Point, Rule
from mkdocs_okr.diagrams.text import cut, printable, width
from mkdocs_okr.diagrams.ticks import Ticks
from mkdocs_okr.diagrams.time_axis import Tick

NARROWEST = 230
"""The least px between the axes: on a phone of 320 px. Words that meet each other there are left out."""

_TEXT = 11.0
_AWAY = 8  # from the axis to its words
_WIDE = 1000  # of the stretched drawing
_MOST_DOTS = 66  # the newest of a line: a quarter of working days
_START, _END = " okr-chart__start", " okr-chart__end"
_RING = ' class="okr-chart__ring"'


def drawn(*charts: Chart) -> Markup:
    """Charts as inline SVG, one below the other on the same axis: the first has today's mark, the last the dates.

    They have to share the x axis.
    """
    gutter = max(_gutter(chart) for chart in charts)
    last = len(charts) - 1
    return Markup(
        "".join([_drawn(chart, gutter, at == 0, at == last) for at, chart in enumerate(charts)]),
    )


def _gutter(chart: Chart) -> int:
    return max(_room(chart.axis.words), _room((chart.column_head,)))


@lru_cache(maxsize=1024)
def _room(words: tuple[str, ...]) -> int:
    widest = max(width(each, _TEXT) for each in words)
    return max(round(widest) + _AWAY + 1, 30)


def _drawn(chart: Chart, gutter: int, is_first: bool, is_last: bool) -> str:
    heads = bool(is_first and (chart.today is not None or chart.flags))
    below = (1 if chart.columns else 0) + (1 if chart.dates else 0) if is_last else 0
    grid, words = _upright(chart.axis, chart.height)
    title, about = escape(printable(chart.title)), escape(printable(chart.description))
    return (
        f'<svg class="okr-chart okr-chart--{below}{" okr-chart--heads" if heads else ""}" '
        f'style="--g:{gutter}" height="{chart.height}" role="img"><title>{title}</title><desc>{about}</desc>'
        f"{_grounds(chart)}{words}"
        f'<svg viewBox="0 0 {_WIDE} {chart.height}" width="100%" height="{chart.height}" preserveAspectRatio="none">'
        f"{grid}{''.join([_lines(course, chart.height) for course in chart.courses])}</svg>"
        f"{''.join([_rule(rule, chart) for rule in chart.rules])}"
        f"{_heads(chart, is_first)}{_name(chart, is_first)}"
        f"{''.join([_dots(course, chart.height) for course in chart.courses if course.look is Look.ACTUAL])}"
        f"{_below(chart.column_head, chart.columns, chart.dates, chart.height) if is_last else ''}</svg>"
    )


def _y(share: float, height: int) -> str:
    return f"{height - share * height:.1f}"


def _x(share: float) -> str:
    return f"{share * 100:.2f}%"


def _grounds(chart: Chart) -> str:
    """What lies below everything: the parts outside of the cycle, and bands."""
    begins, ends = chart.within
    parts = []
    if begins > 0:
        parts.append(_ground("0", begins, chart.height, "before the cycle"))
    if ends < 1:
        parts.append(_ground(_x(ends), 1 - ends, chart.height, "after the cycle"))
    return "".join(parts) + "".join([_area(area, chart) for area in chart.areas])


def _ground(x: str, wide: float, height: int, words: str) -> str:
    return f'<rect class="okr-chart__out" x="{x}" width="{_x(wide)}" height="{height}"><title>{words}</title></rect>'


def _area(area: Area, chart: Chart) -> str:
    """A band with its words outside of it, on the side where it ends, if there is room."""
    top, bottom = chart.height * (1 - area.high), chart.height * (1 - area.low)
    words = escape(cut(printable(area.words), _TEXT, NARROWEST))
    if area.is_open:
        y = bottom + 12 if bottom + 14 < chart.height else bottom - 4
    else:
        y = top - 4 if top > 14 else top + 12
    return (
        f'<rect class="okr-chart__band" y="{top:.1f}" width="100%" height="{bottom - top:.1f}"/>'
        f'<text class="okr-chart__say" y="{y:.1f}" dx="4">{words}</text>'
    )


@lru_cache(maxsize=1024)
def _upright(axis: Ticks, height: int) -> tuple[str, str]:
    """The lines of the ticks, and their words at the left of the axis."""
    places = [_y(axis.share(value), height) for value in axis.values]
    return (
        f'<path class="okr-chart__grid" d="{"".join([f"M0 {y}H{_WIDE}" for y in places])}"/>',
        "".join(
            [
                f'<text class="okr-chart__y" x="-{_AWAY}" y="{y}">{words}</text>'
                for y, words in zip(places, axis.words, strict=True)
            ]
        ),
    )


def _lines(course: Course, height: int) -> str:
    """The line of a course where it is known, and a dotted one where it is not."""
    places = [f"{point.x * _WIDE:.1f} {height - point.y * height:.1f}" for point in course.points]
    line, gaps = [f"M{places[0]}"], []
    for (before, after), point in zip(pairwise(places), course.points[1:], strict=True):
        if point.is_after_gap:
            gaps.append(f"M{before}L{after}")
            line.append(f"M{after}")
        elif course.is_stepped:
            line.append(f"L{after.partition(' ')[0]} {before.partition(' ')[2]}L{after}")
        else:
            line.append(f"L{after}")
    if course.lasts is not None:
        gaps.append(f"M{places[-1]}H{course.lasts * _WIDE:.1f}")
    known = f'<path class="okr-chart__{course.look.value}" d="{"".join(line)}"/>' if len(places) > 1 else ""
    return known + (f'<path class="okr-chart__gap" d="{"".join(gaps)}"/>' if gaps else "")


def _dots(course: Course, height: int) -> str:
    """The points of a course, each with what it says and the words beside it; of very many only the newest."""
    return "".join(
        [
            f'<circle{_RING if point.is_open else ""} cx="{point.x * 100:.2f}%" cy="{height - point.y * height:.1f}" '
            f'r="3"><title>{_said(point.words)}</title></circle>{_label(point, height) if point.label else ""}'
            for point in course.points[-_MOST_DOTS:]
        ]
    )


@lru_cache(maxsize=4096)  # the charts of a unit say the same of the same days
def _said(words: str) -> str:
    return escape(printable(words))


def _label(point: Point, height: int) -> str:
    words = escape(cut(printable(point.label), _TEXT, NARROWEST / 2, bold=True))
    y = height * (1 - point.y)
    return (
        f'<text class="okr-chart__now{_anchor(point.x)}" x="{_x(point.x)}" y="{y - 8 if y > 16 else y + 16:.1f}">'
        f"{words}</text>"
    )


def _rule(rule: Rule, chart: Chart) -> str:
    """The line of a target with its words above it; below it at the top of the chart.

    Of one that held for a part of the time the words stand at the end of the chart that it reaches, if it does. At the
    right end they stand below, for what was read last has its words above.
    """
    y = chart.height * (1 - rule.y)
    is_whole = rule.begins == 0 and rule.ends == 1
    words = escape(cut(printable(rule.words), _TEXT, NARROWEST if is_whole else NARROWEST / 2))
    x1 = f' x1="{_x(rule.begins)}"' if rule.begins else ""
    x2 = _x(rule.ends) if rule.ends < 1 else "100%"
    line = f'<line class="okr-chart__rule"{x1} x2="{x2}" y1="{y:.1f}" y2="{y:.1f}"/>'
    if rule.begins and rule.ends < 1:
        return line
    place = f'{_END}" x="100%" dx="-4"' if rule.begins else '" x="0" dx="4"'
    is_below = y <= 14 or (rule.begins > 0 and y + 14 < chart.height)
    return f'{line}<text class="okr-chart__say{place} y="{y + 12 if is_below else y - 4:.1f}">{words}</text>'


def _heads(chart: Chart, is_first: bool) -> str:
    """Today and the flags, with words above the chart as far as they have room even on a phone."""
    parts, taken = [], []
    if chart.today is not None:
        x = _x(chart.today)
        parts.append(f'<line class="okr-chart__today" x1="{x}" x2="{x}" y2="{chart.height}"/>')
        if is_first:
            parts.append(_head(chart.today, "Today"))
            taken.append(_span(chart.today, "Today"))
    for at, flag in chart.flags:
        x, label = _x(at), cut(printable(flag.label), _TEXT, NARROWEST / 3)
        start, end = _span(at, label)
        has_room = all(end < other[0] or start > other[1] for other in taken)
        if has_room:
            taken.append((start, end))
        parts.append(
            f'<g class="okr-chart__flag"><title>{escape(printable(flag.words))}</title>'
            f'<line x1="{x}" x2="{x}" y2="{chart.height}"/><svg x="{x}" width="9" height="9">'
            f'<path d="M0 0h9l-3 4 3 4H0z"/></svg>{_head(at, label) if has_room else ""}</g>'
        )
    return "".join(parts)


def _name(chart: Chart, is_first: bool) -> str:
    return "" if is_first or not chart.name else f'<text class="okr-chart__say" y="-6">{escape(chart.name)}</text>'


def _head(at: float, words: str) -> str:
    return f'<text class="okr-chart__head{_anchor(at)}" x="{_x(at)}" y="-5">{escape(words)}</text>'


def _span(at: float, words: str) -> tuple[float, float]:
    """From where to where words stand, in px of the narrowest chart."""
    wide = width(words, _TEXT) + 6
    x = at * NARROWEST
    start = {"": x - wide / 2, _START: x, _END: x - wide}[_anchor(at)]
    return start, start + wide


def _anchor(at: float) -> str:
    """On which side of their place words stand, so that they do not leave the chart."""
    return _START if at < 0.15 else _END if at > 0.85 else ""


@lru_cache(maxsize=256)
def _below(column_head: str, columns: tuple[Tick, ...], dates: tuple[Tick, ...], height: int) -> str:
    """The words below the x axis: a line of columns and a line of dates. The charts of a unit share them."""
    parts = []
    room = NARROWEST / max(len(columns), 1)
    y = height + 17
    if column_head:
        parts.append(f'<text class="okr-chart__y" x="-{_AWAY}" y="{y - 4}">{column_head}</text>')
    for tick in columns:
        words = escape(cut(printable(tick.words), _TEXT, room))
        parts.append(f'<text class="okr-chart__x" x="{_x(tick.at)}" y="{y}">{words}</text>')
    y += 16 if columns else 0
    for tick in dates:
        parts.append(
            f'<text class="okr-chart__x{_anchor(tick.at)}" x="{_x(tick.at)}" y="{y}">{escape(tick.words)}</text>'
        )
    return "".join(parts)
