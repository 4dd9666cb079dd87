"""Where an objective stands, from its key results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import KeyResultStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.track import Track, mean_path, roll_up
from mkdocs_okr.analysis.weights import weighted_mean
from mkdocs_okr.model import Objective, Ref

WEAKEST = "weakest"


@dataclass(frozen=True, slots=True)
class ObjectiveStanding:
    """How an objective stands: the weighted mean of its scored key results, or the weakest of them.

    `unscored` counts the key results that have no score (no metric and no grade, or a kept metric that nobody has read
    yet); they are left out and the others share their weight. `expected` is rolled up like the score. `confidence` is
    the weighted mean of the last confidences given. The other fields are as for a key result; a week is a gap in
    `history` when none of the key results was touched in it.
    """

    ref: Ref
    score: float | None
    expected: float
    status: Status
    history: tuple[float | None, ...]
    path: tuple[float, ...]
    delta: float | None
    last_check_in: date | None
    unscored: int
    confidence: float | None
    every: int


def assess_objective(
    frame: Frame, objective: Objective, members: Sequence[tuple[KeyResultStanding, Track]]
) -> tuple[ObjectiveStanding, Track]:
    """Assess an objective by its assessed key results, in their order."""
    standings = [standing for standing, _ in members]
    tracks = [track for _, track in members]
    weights = [key_result.weight for key_result in objective.key_results]
    scores = [standing.score for standing in standings]
    confidence = weighted_mean([standing.confidence for standing in standings], weights)
    expected: float | None
    if not members:
        score, expected, status = None, None, frame.judge_whole(None, 0.0, objective.kind, ())
        track = Track([None] * (frame.week + 1), [False] * (frame.week + 1), None)
        path: tuple[float, ...] = (0.0,) * (frame.cycle.weeks + 1)
    elif frame.scoring.objective == WEAKEST:
        weakest = _weakest(scores, [standing.expected for standing in standings])
        score, expected, status = standings[weakest].score, standings[weakest].expected, standings[weakest].status
        track = (
            _weakest_track(frame, objective, tracks, tracks[weakest].change) if frame.courses else Track([], [], None)
        )
        path = standings[weakest].path
    else:
        score = weighted_mean(scores, weights)
        expected = weighted_mean([s.expected if s.score is not None else None for s in standings], weights)
        status = frame.judge_whole(
            score, expected or 0.0, objective.kind, [(standing.score, standing.status) for standing in standings]
        )
        if frame.courses:
            track = roll_up(tracks, lambda _, column: weighted_mean(column, weights))
            path = mean_path([s.path for s in standings], scores, lambda column: weighted_mean(column, weights))
        else:
            track, path = Track([], [], None), ()
    standing = ObjectiveStanding(
        ref=objective.ref,
        score=score,
        expected=frame.expected_unscored if expected is None else expected,
        status=status,
        history=track.history,
        path=path,
        delta=track.change if any(standing.delta is not None for standing in standings) else None,
        last_check_in=max((s.last_check_in for s in standings if s.last_check_in is not None), default=None),
        unscored=sum(score is None for score in scores),
        confidence=confidence,
        every=frame.weeks_between(objective.ref.unit),
    )
    return standing, track


def _weakest(scores: Sequence[float | None], expecteds: Sequence[float]) -> int:
    """The place of the key result that lags most behind what is expected of it; the first while none has a score."""
    gaps = [
        (score - expected, index)
        for index, (score, expected) in enumerate(zip(scores, expecteds, strict=True))
        if score is not None
    ]
    return min(gaps)[1] if gaps else 0


def _weakest_track(frame: Frame, objective: Objective, tracks: Sequence[Track], change: float | None) -> Track:
    """The track of whichever key result was the weakest at the end of each week."""
    expecteds = [[frame.expected(key_result, day) for key_result in objective.key_results] for day in frame.week_ends]
    track = roll_up(tracks, lambda week, column: column[_weakest(column, expecteds[week])])
    track.change = change
    return track
