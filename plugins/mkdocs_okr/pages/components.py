"""The small parts that hold no text of a user: status word, progress bar, confidence, change, sparkline.

Everything here is written as ready markup because it is drawn thousands of times; whatever holds a user's words goes
through an autoescaped template instead.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Protocol

from markupsafe import Markup

from mkdocs_okr.analysis.dependencies import DependencyState
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.checks.health import State
from mkdocs_okr.diagrams.shapes import SHAPES
from mkdocs_okr.pages import figures

CONFIDENCE_WORDS = {1.0: "high", 0.7: "likely", 0.4: "a challenge", 0.0: "unlikely"}
"""The steps of confidence in words, the highest first."""


def icon(name: str) -> Markup:
    """A symbol of the sprite, for the eye alone."""
    return Markup(f'<svg class="okr-i" aria-hidden="true"><use href="#okr:{name}"/></svg>')


def _status(status: Status) -> Markup:
    name = SHAPES[status]
    return Markup(f'<span class="okr-st okr-s--{name}">{icon(name)}{status.word}</span>')


_STATUS = {status: _status(status) for status in Status}


def status_word(status: Status) -> Markup:
    """A status as shape, colour and word."""
    return _STATUS[status]


@cache
def status_mark(status: Status) -> Markup:
    """A status as shape and colour beside a name; its word is read out and shown on hover."""
    name = SHAPES[status]
    return Markup(
        f'<span class="okr-mark okr-s--{name}" title="{status.word}">{icon(name)}'
        f'<span class="okr-sr">{status.word}</span></span>'
    )


_STATES = {
    State.MET: ("ok", "met", "Met"),
    State.NOT_MET: ("off", "unmet", "Not met"),
    State.ATTESTED: ("ahead", "attest", "Attested"),
    State.NOT_DUE: ("wait", "later", "Not due yet"),
    State.NOT_ASSESSED: ("none", "unknown", "Not assessed"),
}


def state_word(state: State) -> Markup:
    """The state of a checklist item as shape, colour and word."""
    colour, shape, word = _STATES[state]
    return Markup(f'<span class="okr-st okr-s--{colour}">{icon(shape)}{word}</span>')


_WAITS = {
    DependencyState.LATE: ("off", "later"),
    DependencyState.NOT_CONFIRMED: ("none", "unknown"),
    DependencyState.CONFIRMED: ("ahead", "attest"),
    DependencyState.DONE: ("ok", "met"),
}


@cache
def dependency_state(state: DependencyState) -> Markup:
    """How far something that is waited for has come, as shape, colour and word."""
    colour, shape = _WAITS[state]
    return Markup(f'<span class="okr-st okr-s--{colour}">{icon(shape)}{state.word}</span>')


def states_bar(counts: Mapping[State, int]) -> Markup:
    """How many items of a checklist are in each state, as a bar for the eye; what it says stands beside it in words."""
    parts = (
        f'<i class="okr-seg--{state.value}" style="--n:{counts[state]}"></i>' for state in State if counts.get(state)
    )
    return Markup(f'<span class="okr-seg" aria-hidden="true">{"".join(parts)}</span>')


@lru_cache(maxsize=256)
def share(value: float | None) -> Markup:
    """How much is in order, 0 to 1, as a cell prints it: quieter where nothing is missing."""
    if value is None:
        return Markup(f'<span class="okr-dim">{figures.NOTHING}</span>')
    text = figures.part(value)
    return Markup(f'<span class="okr-dim">{text}</span>' if value >= 1 else f"<b>{text}</b>")


def states_in_words(counts: Mapping[State, int]) -> str:
    """The same in words: "4 met, 1 not met"."""
    return ", ".join(f"{counts[state]} {_STATES[state][2].lower()}" for state in State if counts.get(state))


_SEVERITIES = {
    "error": ("off", "off", "Error"),
    "warning": ("risk", "risk", "Warning"),
    "info": ("wait", "hint", "Hint"),
}


@cache
def severity_word(severity: str) -> Markup:
    """How loud a finding is, as shape, colour and word."""
    colour, shape, word = _SEVERITIES[severity]
    return Markup(f'<span class="okr-st okr-s--{colour}">{icon(shape)}{word}</span>')


def course(shares: Sequence[float | None]) -> Markup:
    """Shares from 0 to 1 over the last cycles as a line, for the eye: the figures stand beside it."""
    width, height = 72, 24
    step = (width - 2 * _MARGIN) / max(len(shares) - 1, 1)
    points = [
        (number, f"{_MARGIN + number * step:.1f} {height - _MARGIN - share * (height - 2 * _MARGIN):.1f}")
        for number, share in enumerate(shares)
        if share is not None
    ]
    if not points:
        return Markup("")
    line, gaps = _line_and_gaps(points)
    x, y = points[-1][1].split(" ")
    return Markup(
        f'<svg class="okr-spark okr-s--wait" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true"><path class="okr-spark__base" d="M{_MARGIN:g} {height - _MARGIN:g}H{width - _MARGIN:g}"/>'
        f'<path class="okr-spark__gap" d="{gaps}"/><path class="okr-spark__act" d="{line}"/>'
        f'<circle class="okr-spark__end" cx="{x}" cy="{y}" r="3"/></svg>'
    )


def bar(score: float | None, expected: float | None, status: Status) -> Markup:
    """A progress bar: filled to the score, with a tick where it should be today. Both from 0 to 1.

    None where scores are not published.
    """
    if status is Status.CLOSED:
        return Markup("")
    value = score or 0.0
    label = f"{round(value * 100)} % of the way" if score is not None else "No score yet"
    tick = ""
    if expected is not None:
        tick = f";--e:{expected:.3f}"
        label += f", {round(expected * 100)} % expected by now"
    return Markup(
        f'<span class="okr-bar okr-s--{SHAPES[status]}{"" if tick else " okr-bar--still"}" '
        f'style="--v:{value:.3f}{tick}" role="img" aria-label="{label}"></span>'
    )


def plain_bar(score: float | None, expected: float, status: Status) -> str:
    """The same bar where score and status stand beside it in words: for the eye alone."""
    if status is Status.CLOSED:
        return ""
    return (
        f'<span class="okr-bar okr-s--{SHAPES[status]}" style="--v:{score or 0.0:.3f};--e:{expected:.3f}" '
        'aria-hidden="true"></span>'
    )


@cache
def confidence(value: float | None) -> Markup:
    """A confidence from 0 to 1 as signal bars, number and the word of the nearest value of the scale."""
    if value is None:
        return Markup('<span class="okr-conf okr-conf--none">not given</span>')
    step = _nearest(value)
    return Markup(
        f'<span class="okr-conf"><svg class="okr-i okr-i--conf" aria-hidden="true">'
        f'<use href="#okr:c{round(step * 10)}"/></svg><b>{figures.confidence(value)}</b> '
        f'<span class="okr-conf__word">{CONFIDENCE_WORDS[step]}</span></span>'
    )


@cache
def confidence_words(value: float) -> str:
    """A confidence from 0 to 1 as number and word: "0.4, a challenge"."""
    return f"{figures.confidence(value)}, {CONFIDENCE_WORDS[_nearest(value)]}"


def _nearest(confidence: float) -> float:
    return min(CONFIDENCE_WORDS, key=lambda known: abs(known - confidence))


_LIGHTS = {
    "green": ("ok", "Healthy"),
    "amber": ("risk", "Watch"),
    "red": ("off", "Act"),
    "": ("none", "No light"),
    None: ("none", "No reading"),
}


@cache
def light(value: str | None) -> Markup:
    """The light of a health metric as shape, colour and word; None where it was never read."""
    name, word = _LIGHTS[value]
    return Markup(f'<span class="okr-st okr-s--{name}">{icon(name)}{word}</span>')


def light_word(value: str | None) -> str:
    """The same as a word."""
    return _LIGHTS[value][1]


def change(delta: float | None) -> Markup:
    """A change of a score with an arrow; nothing where there is nothing to compare with."""
    if delta is None:
        return Markup("")
    text = figures.signed(delta)
    if text == "0.00":
        return Markup(f'<span class="okr-delta okr-delta--flat">{icon("flat")}{text}</span>')
    return Markup(f'<span class="okr-delta">{icon("up" if delta > 0 else "down")}{text}</span>')


class Course(Protocol):
    """What has a score with a course over the weeks: a key result, an objective or a unit as it stands."""

    @property
    def history(self) -> tuple[float | None, ...]:
        """The score at the end of each week so far."""

    @property
    def path(self) -> tuple[float, ...]:
        """What is expected at the end of each week of the cycle."""

    @property
    def status(self) -> Status:
        """The status by now."""


def trend(course: Course, width: int, height: int, label: str) -> Markup:
    """The sparkline of something as it stands; none where scores are not published."""
    if course.status is Status.CLOSED:
        return Markup("")
    return sparkline(course.history, course.path, course.status, width=width, height=height, label=label)


def linked(line: Markup, href: str) -> Markup:
    """A sparkline that leads to the history behind it; nothing where there is no line."""
    return Markup(f'<a class="okr-course" href="{href}">{line}</a>') if line else line


_MARGIN = 4.0
_STRAIGHT = 0.025
"""Bends below this share of the height are drawn straight: the first week counts a day less than the others."""


def sparkline(
    history: Sequence[float | None], path: tuple[float, ...], status: Status, *, width: int, height: int, label: str
) -> Markup:
    """Scores by week as a line. x is the whole cycle, y is 0 to 1, so that any two can be compared.

    `history[w]` is the score at the end of week w (0 is the cycle's first day). A week without one breaks the line, and
    dots bridge the break. `path[w]` is what is expected then, for every week of the cycle. `label` is ready text for
    people who do not see the line. A history without any score draws the expected path alone.
    """
    across = _weeks_across(len(path), width)
    rise = height - 2 * _MARGIN
    floor = height - _MARGIN
    points = [
        (week, f"{across[week]} {floor - value * rise:.1f}") for week, value in enumerate(history) if value is not None
    ]
    parts = [
        f'<svg class="okr-spark okr-s--{SHAPES[status]}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{label}"><path class="okr-spark__base" '
        f'd="M{_MARGIN:g} {floor:g}H{width - _MARGIN:g}"/>'
        f'<path class="okr-spark__exp" d="{_way(path, width, height)}"/>'
    ]
    if points:
        line, gaps = _line_and_gaps(points)
        last_week, last = points[-1]
        x, y = last.split(" ")
        if last_week < len(history) - 1:  # a dotted tail up to today, when the last value is old
            gaps += f"M{last}L{across[len(history) - 1]} {y}"
        if gaps:
            parts.append(f'<path class="okr-spark__gap" d="{gaps}"/>')
        if line:
            parts.append(f'<path class="okr-spark__act" d="{line}"/>')
        parts.append(f'<circle class="okr-spark__end" cx="{x}" cy="{y}" r="3"/>')
    parts.append("</svg>")
    return Markup("".join(parts))


@cache
def _weeks_across(weeks: int, width: int) -> tuple[str, ...]:
    """Where so many weeks lie on a line of this width."""
    step = (width - 2 * _MARGIN) / max(weeks - 1, 1)
    return tuple(f"{_MARGIN + week * step:.1f}" for week in range(weeks))


# Most key results of a company go one of a few ways.
@lru_cache(maxsize=4096)
def _way(path: tuple[float, ...], width: int, height: int) -> str:
    """The SVG path of what is expected: a point where it bends, so a straight way has two."""
    step = (width - 2 * _MARGIN) / max(len(path) - 1, 1)
    rise, floor = height - 2 * _MARGIN, height - _MARGIN
    last = len(path) - 1
    bends = [
        week
        for week in range(last + 1)
        if week in (0, last) or abs(path[week - 1] + path[week + 1] - 2 * path[week]) > _STRAIGHT
    ]
    return "M" + "L".join(f"{_MARGIN + week * step:.1f} {floor - path[week] * rise:.1f}" for week in bends)


def _line_and_gaps(points: Sequence[tuple[int, str]]) -> tuple[str, str]:
    """SVG paths of the weeks that follow each other, and of the breaks between them."""
    line, gaps = [f"M{points[0][1]}"], []
    for (week, point), (next_week, next_point) in pairwise(points):
        if next_week == week + 1:
            line.append(f"L{next_point}")
        else:
            line.append(f"M{next_point}")
            gaps.append(f"M{point}L{next_point}")
    return ("".join(line) if len(points) > 1 else ""), "".join(gaps)
