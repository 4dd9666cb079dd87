"""The Balanced Scorecard of a unit week by week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.scorecard import Scorecard
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import OkrSet


@dataclass(frozen=True, slots=True)
class PerspectiveCourse:
    """The computed score of a unit's objectives in a perspective (None: of those without one) over a cycle.

    `history` has the score at the end of each week as far as the cycle has come, from index 0 for the first day; None
    for a week that said nothing about any of them.
    """

    perspective: str | None
    history: tuple[float | None, ...]


def perspective_courses(
    standings: CycleStandings, okrs: OkrSet, level_weights: Mapping[str, float], order: Sequence[str]
) -> tuple[PerspectiveCourse, ...]:
    """The course of each perspective that holds an objective, in the given order.

    In a week that said something of some of the objectives, the others count with what was known of them before. 10 µs
    a week.
    """
    histories = [standings.objectives[objective.ref].history for objective in okrs.objectives]
    carried = [_carried(history) for history in histories]
    scorecard = Scorecard(okrs.objectives, level_weights)
    columns = [scorecard.perspectives(scores, order) for scores in zip(*carried, strict=True)]
    if not columns:
        return ()
    courses = []
    for at, first in enumerate(columns[0]):
        own = [
            history
            for objective, history in zip(okrs.objectives, histories, strict=True)
            if objective.perspective == first.perspective
        ]
        said = [any(score is not None for score in week) for week in zip(*own, strict=True)]
        history = [column[at].score if has else None for column, has in zip(columns, said, strict=True)]
        courses.append(PerspectiveCourse(first.perspective, tuple(history)))
    return tuple(courses)


def _carried(history: Sequence[float | None]) -> list[float | None]:
    """Each week's score, or the last one before it."""
    last = None
    scores = []
    for score in history:
        last = last if score is None else score
        scores.append(last)
    return scores
