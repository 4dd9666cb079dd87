"""Charts as pages show them: the axis of a cycle, scores by week, and a key result against what is expected of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import floor, log10

from markupsafe import Markup

from mkdocs_okr.analysis.course import Moment, expected_course, value_at
from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.progress import is_dated
from mkdocs_okr.diagrams.chart import (
    SCORE_TICKS,
    Band,
    Chart,
    Dated,
    Flag,
    Level,
    confidence_chart,
    score_chart,
    value_chart,
)
from mkdocs_okr.diagrams.chart_drawing import drawn
from mkdocs_okr.diagrams.time_axis import TimeAxis, time_axis
from mkdocs_okr.model import Cycle, Deliverable, KeepMetric, KeyResult, MovingMetric
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.change_views import ChangeView


def cycle_axis(cycle: Cycle, today: date, days: Iterable[date] = ()) -> TimeAxis:
    """The axis of a cycle on which all these days have a place."""
    return time_axis(cycle, today, days, figures.day, figures.full_day)


def scores_by_week(
    frame: Frame, title: str, history: Sequence[float | None], path: Sequence[float], *, description: str = ""
) -> Markup:
    """A chart of scores at the end of each week, as standings have them, against the expected path."""
    cycle = frame.cycle
    days = [cycle.starts, *(cycle.days_of(week)[1] for week in range(1, cycle.weeks + 1))]
    scores = [
        Dated(min(day, frame.on), score, f"{_week(week)}: {figures.score(score)}, {figures.score(path[week])} expected")
        for week, (day, score) in enumerate(zip(days, history, strict=False))
        if score is not None
    ]
    expected = [Dated(day, share, "") for day, share in zip(days, path, strict=True)]
    return drawn(score_chart(cycle_axis(cycle, frame.as_of), title, scores, description=description, expected=expected))


def key_result_charts(
    frame: Frame,
    axis: TimeAxis,
    key_result: KeyResult,
    said: Sequence[Moment],
    changes: Sequence[ChangeView],
    current: float | None,
) -> Markup:
    """A key result over its cycle: its values against path and target, and below them how confident somebody was.

    `current` is the value of people who keep no check-ins; it stands at the day of judgement. 0.15 ms.
    """
    undated = current if all(moment.value is None for moment in said) else None
    sure = [
        Dated(
            moment.day,
            moment.confidence,
            f"{figures.day(moment.day)}: {components.confidence_words(moment.confidence)}",
        )
        for moment in said
        if moment.confidence is not None
    ]
    charts = []
    values = _values(frame, axis, key_result, said, [_flag(change) for change in changes], undated)
    if values is not None:
        charts.append(values)
    if sure:
        charts.append(
            confidence_chart(axis, f"Confidence in {key_result.title}", sure, description=_course_words(sure))
        )
    return drawn(*charts) if charts else Markup("")


def _values(
    frame: Frame,
    axis: TimeAxis,
    key_result: KeyResult,
    said: Sequence[Moment],
    flags: Sequence[Flag],
    undated: float | None,
) -> Chart | None:
    """The chart of what was read, or done, of a key result; none where it has no metric."""
    metric = key_result.metric
    if is_dated(metric):
        is_nothing = isinstance(metric, Deliverable) and not any(moment.done for moment in said)
        return None if frame.unscored or is_nothing else _stages(frame, axis, key_result, said, flags)
    if not isinstance(metric, MovingMetric | KeepMetric):
        return None
    readings = [
        Dated(moment.day, moment.value, f"{figures.day(moment.day)}: {figures.quantity(moment.value, metric.unit)}")
        for moment in said
        if moment.value is not None
    ]
    if undated is not None and frame.week:
        readings = [Dated(frame.on, undated, f"{figures.quantity(undated, metric.unit)}, written without a date")]
    told = _course_words(readings)
    label = figures.quantity(readings[-1].value, metric.unit) if readings else ""
    if isinstance(metric, KeepMetric):
        band = Band(metric.low, metric.high, figures.goal(metric))
        return value_chart(axis, key_result.title, readings, description=told, band=band, flags=flags, label=label)
    return value_chart(
        axis,
        key_result.title,
        readings,
        description=told,
        expected=[Dated(day, value_at(metric, share), "") for day, share in expected_course(frame, key_result)],
        target=Level(metric.target, f"Target {figures.quantity(metric.target, metric.unit)}"),
        flags=flags,
        label=label,
    )


def _stages(
    frame: Frame, axis: TimeAxis, key_result: KeyResult, said: Sequence[Moment], flags: Sequence[Flag]
) -> Chart:
    """The chart of what is done in stages, or at once: the share that was done."""
    done = [
        Dated(moment.day, moment.score or 0.0, f"{figures.day(moment.day)}: {', '.join(moment.done)}")
        for moment in said
        if moment.done
    ]
    begun = [Dated(frame.starts(key_result), 0.0, "Nothing done yet")] if frame.week else []
    return value_chart(
        axis,
        key_result.title,
        [*begun, *done],
        description=_course_words(done),
        expected=[Dated(day, share, "") for day, share in expected_course(frame, key_result)],
        flags=flags,
        label=figures.score(done[-1].value) if done else "",
        values=SCORE_TICKS,
        is_stepped=True,
    )


def expected_words(key_result: KeyResult) -> Callable[[float], str]:
    """What prints where a key result should stand, from a share of 0 to 1: a value if it has values, else a score.

    It needs no escaping: of units only currency signs are printed.
    """
    metric = key_result.metric
    if not isinstance(metric, MovingMetric):
        return figures.score
    unit = metric.unit
    way = abs(metric.target - (metric.baseline or 0.0))
    digits = max(2 - floor(log10(way)), 0) if way else 0
    return lambda share: figures.bare(round(value_at(metric, share), digits), unit)


def _flag(change: ChangeView) -> Flag:
    why = f", {change.why}" if change.why else ""
    return Flag(
        change.date, figures.day(change.date), f"Changed {figures.full_day(change.date)}: {change.in_words}{why}"
    )


def _course_words(dated: Sequence[Dated]) -> str:
    """A course in words: its first and its last point."""
    if not dated:
        return "Nothing read yet."
    return dated[0].words if len(dated) == 1 else f"From {dated[0].words} to {dated[-1].words}."


def _week(week: int) -> str:
    return f"End of week {week}" if week else "First day"
