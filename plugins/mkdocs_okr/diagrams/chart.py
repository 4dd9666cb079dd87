"""Charts of what moves with time: values of a metric, scores and confidence over a cycle, scores over cycles.

A chart holds what is seen on it, resolved: places from 0 to 1, ticks, and words for everything. `chart_drawing` draws
it. The words of points are ready sentences; nothing on a chart is computed from what is printed.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from mkdocs_okr.diagrams.ticks import Ticks, fixed, ticks
from mkdocs_okr.diagrams.time_axis import Tick, TimeAxis

SCORE_TICKS = fixed(0, 0.2, 0.4, 0.6, 0.8, 1)
CONFIDENCE_TICKS = fixed(0, 0.4, 0.7, 1)
MOST_NAMES = 4
"""Of cycles that have room beside each other on a phone."""
_TALL, _FLAT = 150, 66


class Dated(NamedTuple):
    """A value of a day, and what it says in words: "12 Feb: 168 MQL"."""

    day: date
    value: float
    words: str


class Level(NamedTuple):
    """A value that a whole chart is about, such as the target, and the words on its line."""

    value: float
    words: str


class Band(NamedTuple):
    """Where values shall lie: up to `high`, or from `low` on; None is an open end."""

    low: float | None
    high: float | None
    words: str


class Flag(NamedTuple):
    """Something that happened on a day: what is printed beside its flag, and all of it in words."""

    day: date
    label: str
    words: str


class CycleScore(NamedTuple):
    """The score of a cycle; None where there is none. `is_final` says that it does not move any more."""

    cycle: str
    score: float | None
    words: str
    is_final: bool


class Look(Enum):
    """What a line tells: what is, or what should be."""

    ACTUAL = "act"
    EXPECTED = "exp"


class Point(NamedTuple):
    """A place on the chart, both shares from 0 to 1; y counts from the bottom.

    `is_after_gap` says that nothing is known of the time before it: its line is dotted up to here. `is_open` draws a
    ring instead of a dot. `label` is printed beside it.
    """

    x: float
    y: float
    words: str = ""
    label: str = ""
    is_after_gap: bool = False
    is_open: bool = False


class Course(NamedTuple):
    """A line through points. A stepped one keeps a value until the next.

    `lasts` is how far to the right the last value still counts without being read again: a dotted line leads there.
    """

    look: Look
    points: tuple[Point, ...]
    is_stepped: bool = False
    lasts: float | None = None


class Rule(NamedTuple):
    """A line from left to right at a height, with its words; in quiet ink unless it is a target."""

    y: float
    words: str


class Area(NamedTuple):
    """A ground between two heights. `is_open` says that it goes on at the top."""

    low: float
    high: float
    words: str
    is_open: bool


class Chart(NamedTuple):
    """What is seen. `title` names it, `description` says in a sentence or two what it shows.
    `name` stands above it where several are drawn below each other.

    All places are shares from 0 to 1. `columns` are words below places in the middle of the chart; `dates` stand in a
    line of their own below them. `within` is the part of the x axis that belongs to the cycle.
    """

    title: str
    description: str
    axis: Ticks
    height: int
    courses: tuple[Course, ...]
    rules: tuple[Rule, ...] = ()
    areas: tuple[Area, ...] = ()
    flags: tuple[tuple[float, Flag], ...] = ()
    today: float | None = None
    within: tuple[float, float] = (0.0, 1.0)
    name: str = ""
    column_head: str = ""
    columns: tuple[Tick, ...] = ()
    dates: tuple[Tick, ...] = ()


def value_chart(
    axis: TimeAxis,
    title: str,
    readings: Sequence[Dated],
    *,
    description: str = "",
    expected: Sequence[Dated] = (),
    target: Level | None = None,
    band: Band | None = None,
    flags: Sequence[Flag] = (),
    label: str = "",
    values: Ticks | None = None,
    is_stepped: bool = False,
) -> Chart:
    """The readings of a metric over a cycle, oldest first, against the path that is expected and its target or band.

    `label` is printed beside the last reading. `values` are the ticks of the upright axis, made to fit by default.
    `is_stepped` suits what changes at once, such as milestones.
    """
    bounds = [bound for bound in (band.low, band.high) if bound is not None] if band else []
    shown = [each.value for each in (*readings, *expected)] + bounds + ([target.value] if target else [])
    scale = values or ticks(shown)
    if band and values is None:
        scale = ticks([*shown, *_around(scale, shown)])
    courses = []
    if expected:
        courses.append(_course(axis, scale, expected, Look.EXPECTED))
    if readings:
        courses.append(_course(axis, scale, readings, Look.ACTUAL, label=label, is_stepped=is_stepped))
    return Chart(
        title=title,
        description=description,
        axis=scale,
        height=_TALL,
        courses=tuple(courses),
        rules=(Rule(scale.share(target.value), target.words),) if target else (),
        areas=(_area(band, scale),) if band else (),
        flags=tuple((axis.share(flag.day), flag) for flag in flags),
        today=axis.today,
        within=(axis.begins, axis.ends),
        column_head="Week",
        columns=axis.weeks,
        dates=axis.dates,
    )


def score_chart(
    axis: TimeAxis, title: str, scores: Sequence[Dated], *, description: str = "", expected: Sequence[Dated] = ()
) -> Chart:
    """Scores over the weeks of a cycle, each on its week's last day, against what is expected: 0 to 1."""
    return value_chart(
        axis,
        title,
        scores,
        description=description,
        expected=expected,
        label=f"{scores[-1].value:.2f}" if scores else "",
        values=SCORE_TICKS,
    )


def confidence_chart(axis: TimeAxis, title: str, given: Sequence[Dated], *, description: str = "") -> Chart:
    """Confidence over the weeks of a cycle: 0 unlikely, 0.4 a challenge, 0.7 likely, 1 high. Gaps stay visible."""
    return Chart(
        title=title,
        description=description,
        axis=CONFIDENCE_TICKS,
        height=_FLAT,
        courses=(_course(axis, CONFIDENCE_TICKS, given, Look.ACTUAL),) if given else (),
        today=axis.today,
        within=(axis.begins, axis.ends),
        name="Confidence",
        column_head="Week",
        columns=axis.weeks,
        dates=axis.dates,
    )


def cycles_chart(title: str, scores: Sequence[CycleScore], *, description: str = "") -> Chart:
    """Scores of several cycles beside each other, oldest first. One that still moves is a ring.

    Of many only some are named below, the last one among them.
    """
    places = [(2 * number + 1) / (2 * len(scores)) for number in range(len(scores))]
    every = -(-len(scores) // MOST_NAMES) or 1
    points = []
    is_after_gap = False
    for x, each in zip(places, scores, strict=True):
        if each.score is not None:
            points.append(Point(x, each.score, each.words, f"{each.score:.2f}", is_after_gap, not each.is_final))
        is_after_gap = each.score is None
    return Chart(
        title=title,
        description=description,
        axis=SCORE_TICKS,
        height=_TALL,
        courses=(Course(Look.ACTUAL, tuple(points)),) if points else (),
        columns=tuple(Tick(x, each.cycle) for x, each in list(zip(places, scores, strict=True))[::-every][::-1]),
    )


def _course(
    axis: TimeAxis, scale: Ticks, dated: Sequence[Dated], look: Look, *, label: str = "", is_stepped: bool = False
) -> Course:
    is_actual = look is Look.ACTUAL
    across, upwards = axis.share, scale.share
    if is_actual and not is_stepped:
        gaps = [False, *[axis.is_gap(before.day, after.day) for before, after in pairwise(dated)]]
    else:
        gaps = [False] * len(dated)
    labels = [*[""] * (len(dated) - 1), label]
    points = tuple(
        [
            Point(across(day), upwards(value), words, label, is_after_gap)
            for (day, value, words), label, is_after_gap in zip(dated, labels, gaps, strict=True)
        ]
    )
    lasts = axis.today if is_actual and axis.today is not None and points[-1].x < axis.today <= axis.ends else None
    return Course(look, points, is_stepped, lasts)


def _around(scale: Ticks, shown: Sequence[float]) -> Iterator[float]:
    """A tick more on each side that a value lies on, so that both sides of a bound are seen."""
    step = scale.values[1] - scale.values[0]
    if min(shown) <= scale.low:
        yield scale.low - step
    if max(shown) >= scale.high:
        yield scale.high + step


def _area(band: Band, scale: Ticks) -> Area:
    low = scale.low if band.low is None else band.low
    high = scale.high if band.high is None else band.high
    return Area(scale.share(low), scale.share(high), band.words, band.high is None)
