"""A unit's scorecard in full: what each perspective, objective and key result adds to the unit's score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import KeyResultStanding
from mkdocs_okr.analysis.objective_standing import WEAKEST, ObjectiveStanding
from mkdocs_okr.analysis.scorecard import Scorecard
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.weights import shares, weighted_mean
from mkdocs_okr.model import Cycle, KeyResult, Objective, OkrSet, Portfolio


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """Where several objectives stand together: the weighted mean of those that have a score, and its status."""

    score: float | None
    expected: float
    status: Status
    objectives: int


@dataclass(frozen=True, slots=True)
class WeighedKeyResult:
    """A key result; `share` is its part of the objective, 0 to 1, and None where key results are not added up.

    `weighted` is what it adds to the unit's score.
    """

    key_result: KeyResult
    standing: KeyResultStanding
    share: float | None
    weighted: float | None


@dataclass(frozen=True, slots=True)
class WeighedObjective:
    """An objective; `share` is its part of the perspective, 0 to 1, and `weighted` what it adds to the unit's score.

    Both are None without a score.
    """

    objective: Objective
    standing: ObjectiveStanding
    share: float | None
    weighted: float | None
    key_results: tuple[WeighedKeyResult, ...]


@dataclass(frozen=True, slots=True)
class WeighedPerspective:
    """A perspective, or the objectives that name none (`perspective` None).

    `level_weight` is what the unit's level gives it, in percent, None where the level weighs nothing; `weight` is what
    it counts for in this unit, in percent. `weighted` is what it adds to the unit's score, None where nothing in it has
    a score.
    """

    perspective: str | None
    level_weight: float | None
    weight: float
    standing: GroupStanding
    weighted: float | None
    objectives: tuple[WeighedObjective, ...]


@dataclass(frozen=True, slots=True)
class WeighedUnit:
    """A unit's perspectives from the top; their `weighted` add up to the unit's `score`.

    `adds_up` says whether the key results add up to their objectives; they do not where the weakest one decides.
    """

    perspectives: tuple[WeighedPerspective, ...]
    score: float | None
    adds_up: bool

    @property
    def is_weighed(self) -> bool:
        """Whether the weights of the level decide: one of the perspectives that it weighs has a score."""
        return any(each.level_weight and each.standing.score is not None for each in self.perspectives)

    @property
    def names_none(self) -> bool:
        """Whether no objective names a perspective."""
        return all(each.perspective is None for each in self.perspectives if each.objectives)

    def get(self, perspective: str | None) -> WeighedPerspective | None:
        """The perspective of this id, if it has an objective or a weight."""
        return next((each for each in self.perspectives if each.perspective == perspective), None)


def group_standing(
    portfolio: Portfolio, cycle: Cycle, members: Sequence[ObjectiveStanding], weights: Sequence[float]
) -> GroupStanding:
    """Where objectives of a cycle stand together, each by its weight."""
    frame = Frame(portfolio, cycle, courses=False)
    score = weighted_mean([each.score for each in members], weights)
    expected = weighted_mean([each.expected if each.score is not None else None for each in members], weights)
    return GroupStanding(
        score=score,
        expected=frame.expected_unscored if expected is None else expected,
        status=frame.judge_whole(score, expected or 0.0, "", [(each.score, each.status) for each in members])
        if members
        else Status.NO_DATA,
        objectives=len(members),
    )


def weigh(portfolio: Portfolio, standings: CycleStandings, okrs: OkrSet) -> WeighedUnit:
    """The scorecard of a unit in the cycle of `standings`."""
    level_weights = portfolio.levels[portfolio.units[okrs.unit].level].weights
    scorecard = Scorecard(okrs.objectives, level_weights)
    scores = [standings.objectives[objective.ref].score for objective in okrs.objectives]
    parts = scorecard.shares(scores)
    groups: dict[str | None, list[tuple[Objective, float]]] = {name: [] for name in portfolio.perspectives}
    groups[None] = []
    for objective, part in zip(okrs.objectives, parts, strict=True):
        groups[objective.perspective].append((objective, part))
    return WeighedUnit(
        perspectives=tuple(
            _perspective(
                portfolio, standings, name, members, level_weights.get(name or "", 0.0) if level_weights else None
            )
            for name, members in groups.items()
            if members or level_weights.get(name or "")
        ),
        score=scorecard.mean(scores),
        adds_up=portfolio.settings.scoring.objective != WEAKEST,
    )


def _perspective(
    portfolio: Portfolio,
    standings: CycleStandings,
    name: str | None,
    members: Sequence[tuple[Objective, float]],
    level_weight: float | None,
) -> WeighedPerspective:
    whole = sum(part for _, part in members)
    adds_up = portfolio.settings.scoring.objective != WEAKEST
    objectives = tuple(_objective(standings, each, part, whole, adds_up=adds_up) for each, part in members)
    weighted = [each.weighted for each in objectives if each.weighted is not None]
    return WeighedPerspective(
        perspective=name,
        level_weight=level_weight,
        weight=100 * whole,
        standing=group_standing(
            portfolio,
            standings.cycle,
            [each.standing for each in objectives],
            [each.objective.weight for each in objectives],
        ),
        weighted=sum(weighted) if weighted else None,
        objectives=objectives,
    )


def _objective(
    standings: CycleStandings, objective: Objective, part: float, whole: float, *, adds_up: bool
) -> WeighedObjective:
    standing = standings.objectives[objective.ref]
    scored = standing.score is not None
    return WeighedObjective(
        objective=objective,
        standing=standing,
        share=(part / whole if whole > 0 else 0.0) if scored else None,
        weighted=part * standing.score if standing.score is not None else None,
        key_results=tuple(_key_results(standings, objective, part if adds_up else None)),
    )


def _key_results(standings: CycleStandings, objective: Objective, part: float | None) -> Iterator[WeighedKeyResult]:
    """The key results of an objective that counts for this part of the unit's score; None where they do not add up."""
    known = [(each, standings.key_results[each.ref]) for each in objective.key_results]
    scored = [each.weight for each, standing in known if standing.score is not None]
    found = iter(shares(scored) if scored else ())
    for each, standing in known:
        score = standing.score
        share = next(found) if score is not None else None
        if part is None or share is None or score is None:
            yield WeighedKeyResult(each, standing, None, None)
        else:
            yield WeighedKeyResult(each, standing, share, part * share * score)
