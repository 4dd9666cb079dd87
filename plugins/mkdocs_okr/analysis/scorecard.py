"""From objectives to a unit: whose score counts how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.weights import shares, weighted_mean
from mkdocs_okr.model import Objective


@dataclass(frozen=True, slots=True)
class PerspectiveScore:
    """A unit's objectives in one perspective; None is the perspective of objectives that name none.

    `weight` is what they count for in the unit's score, in percent: the weights of a unit's perspectives add up to 100,
    and the sum of weight times score, divided by 100, is the unit's score. `score` is the weighted mean of those that
    have one, None where none does (the weight is then 0). `objectives` counts all of them.
    """

    perspective: str | None
    weight: float
    score: float | None
    objectives: int


class Scorecard:
    """How the objectives of one unit make up its score.

    With `level_weights` (perspective id → percent) every perspective counts by its weight, whatever the number of its
    objectives; perspectives without a scored objective drop out and the others share their weight. Objectives outside
    the weighted perspectives count for nothing, unless there are no others: then their groups count equally. Without
    `level_weights` the score is the plain mean of the objectives by their own weights.
    """

    def __init__(self, objectives: Sequence[Objective], level_weights: Mapping[str, float]) -> None:
        self._objectives = objectives
        self._level_weights = level_weights
        self._groups: dict[str | None, list[int]] = {}
        for index, objective in enumerate(objectives):
            self._groups.setdefault(objective.perspective, []).append(index)
        self._shares_by_scored: dict[tuple[bool, ...], list[float]] = {}

    def mean(self, values: Sequence[float | None]) -> float | None:
        """The unit's figure from one figure per objective; None where no objective has one."""
        scored = tuple(value is not None for value in values)
        if not any(scored):
            return None
        return weighted_mean(values, self._shares(scored))

    def shares(self, scores: Sequence[float | None]) -> list[float]:
        """What each objective counts for in the unit's figure: shares of 1, 0 for those without a score."""
        return self._shares(tuple(score is not None for score in scores))

    def perspectives(self, scores: Sequence[float | None], order: Sequence[str]) -> tuple[PerspectiveScore, ...]:
        """The perspectives that hold an objective, in the given order; last those without one."""
        scored = tuple(score is not None for score in scores)
        parts = self._shares(scored)
        named = [perspective for perspective in order if perspective in self._groups]
        return tuple(
            PerspectiveScore(
                perspective=perspective,
                weight=100 * sum(parts[index] for index in group),
                score=weighted_mean(
                    [scores[index] for index in group], [self._objectives[index].weight for index in group]
                ),
                objectives=len(group),
            )
            for perspective in [*named, None]
            if (group := self._groups.get(perspective))
        )

    def is_renormalised(self, scores: Sequence[float | None]) -> bool:
        """Whether a weighted perspective holds no scored objective, so that the others carry its weight."""
        held = {
            objective.perspective
            for objective, score in zip(self._objectives, scores, strict=True)
            if score is not None
        }
        return bool(held) and any(weight > 0 and name not in held for name, weight in self._level_weights.items())

    def _shares(self, scored: tuple[bool, ...]) -> list[float]:
        """What each objective counts for when these have a score: shares of 1, 0 for those without."""
        known = self._shares_by_scored.get(scored)
        if known is None:
            known = self._shares_by_scored[scored] = self._compute_shares(scored)
        return known

    def _compute_shares(self, scored: tuple[bool, ...]) -> list[float]:
        parts = [0.0] * len(scored)
        if not any(scored):
            return parts
        if not self._level_weights:
            _share_out(parts, 1.0, [i for i, has in enumerate(scored) if has], self._objectives)
            return parts
        groups = {name: members for name, group in self._groups.items() if (members := [i for i in group if scored[i]])}
        weights = shares([0.0 if name is None else self._level_weights.get(name, 0.0) for name in groups])
        for weight, members in zip(weights, groups.values(), strict=True):
            _share_out(parts, weight, members, self._objectives)
        return parts


def _share_out(parts: list[float], whole: float, members: Sequence[int], objectives: Sequence[Objective]) -> None:
    """Write into `parts` what each member gets of `whole` by its own weight."""
    for index, share in zip(members, shares([objectives[i].weight for i in members]), strict=True):
        parts[index] = whole * share
