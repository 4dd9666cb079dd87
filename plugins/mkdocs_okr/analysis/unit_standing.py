"""Where a unit stands, from its objectives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.objective_standing import ObjectiveStanding
from mkdocs_okr.analysis.scorecard import PerspectiveScore, Scorecard
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.track import Track, mean_path, roll_up
from mkdocs_okr.model import OkrSet


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How a unit stands, by its objectives and the weights that its level gives to perspectives.

    `renormalised` says that a weighted perspective holds no scored objective, so that the others carry its weight.
    `last_check_in` is the unit's last check-in whatever it says. The other fields are as for an objective.
    """

    unit: str
    score: float | None
    expected: float
    status: Status
    history: tuple[float | None, ...]
    path: tuple[float, ...]
    delta: float | None
    last_check_in: date | None
    quiet_days: int | None
    every: int
    perspectives: tuple[PerspectiveScore, ...]
    renormalised: bool
    objectives: int
    key_results: int


def assess_unit(
    frame: Frame,
    okrs: OkrSet,
    members: Sequence[tuple[ObjectiveStanding, Track]],
    *,
    level_weights: Mapping[str, float],
    perspective_order: Sequence[str],
) -> UnitStanding:
    """Assess a unit by its assessed objectives, one at least, in their order.

    `level_weights` maps perspectives to percent and is empty where the unit's level does not weigh them.
    """
    standings = [standing for standing, _ in members]
    scorecard = Scorecard(okrs.objectives, level_weights)
    scores = [standing.score for standing in standings]
    score = scorecard.mean(scores)
    expected = scorecard.mean([s.expected if s.score is not None else None for s in standings])
    if frame.courses:
        track = roll_up([track for _, track in members], lambda _, column: scorecard.mean(column))
        path = mean_path([standing.path for standing in standings], scores, scorecard.mean)
    else:
        track, path = Track([], [], None), ()
    last_check_in = max((c.date for c in okrs.check_ins if c.date <= frame.as_of), default=None)
    return UnitStanding(
        unit=okrs.unit,
        score=score,
        expected=frame.expected_unscored if expected is None else expected,
        status=frame.judge_whole(score, expected or 0.0, "", [(s.score, s.status) for s in standings]),
        history=track.history,
        path=path,
        delta=track.change if any(standing.delta is not None for standing in standings) else None,
        last_check_in=last_check_in,
        quiet_days=frame.quiet_days(okrs.unit, last_check_in, frame.cycle.ends),
        every=frame.weeks_between(okrs.unit),
        perspectives=scorecard.perspectives(scores, perspective_order),
        renormalised=scorecard.is_renormalised(scores),
        objectives=len(okrs.objectives),
        key_results=sum(len(objective.key_results) for objective in okrs.objectives),
    )
