"""How well targets are set: how the key results of closed cycles ended."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import COMMITTED, FULLY_REACHED, Status
from mkdocs_okr.model import Cycle, CycleState, KeepMetric, Portfolio

Standings = Callable[[Cycle], CycleStandings]
"""Gives where everything in a cycle stands, computed once by whoever asks first."""

ENOUGH_SCORES = 6
"""The final scores that it takes to judge targets by."""
TOO_EASY, OUT_OF_REACH = 0.8, 0.5
"""Targets are too easy when more than this share of them reaches 1.0, out of reach when more ends below 0.3."""

_ENDED = (Status.ACHIEVED, Status.PARTLY, Status.MISSED)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The final scores (0 to 1) of a unit, or of the whole company, over its closed cycles.

    `cycles` is the number of closed cycles that gave a score, `scores` are all of them. `stretches` are those of them
    that could tell of an easy target: what was committed to is expected to reach 1.0, and so is a number that only had
    to stay in its range.
    """

    cycles: int = 0
    scores: tuple[float, ...] = ()
    stretches: tuple[float, ...] = ()

    @property
    def mean(self) -> float | None:
        """The mean of all scores; None without one."""
        return sum(self.scores) / len(self.scores) if self.scores else None

    def reached(self, least: float = FULLY_REACHED) -> float | None:
        """The share (0 to 1) of the stretches that scored `least` or more; None without one."""
        return _share(self.stretches, lambda score: score >= least)

    def missed(self, below: float = 0.3) -> float | None:
        """The share (0 to 1) of all scores that are lower than `below`; None without one."""
        return _share(self.scores, lambda score: score < below)


@dataclass(frozen=True, slots=True)
class Calibrations:
    """The calibration of the whole company, and of every unit that has a final score, by its id."""

    company: Calibration
    units: Mapping[str, Calibration]


def calibrations(portfolio: Portfolio, standings: Standings, of: Iterable[Cycle] | None = None) -> Calibrations:
    """How the key results of all closed cycles ended, or of those among `of`.

    Those that nobody ever reported on or graded do not count.
    """
    cycles = portfolio.cycles.values() if of is None else of
    closed = {cycle.id: cycle for cycle in cycles if cycle.state is CycleState.CLOSED}
    company, units = _Scores(), defaultdict[str, _Scores](_Scores)
    for (cycle, unit), okrs in portfolio.okr_sets.items():
        if cycle not in closed:
            continue
        final = standings(closed[cycle]).key_results
        for objective in okrs.objectives:
            for key_result in objective.key_results:
                standing = final[key_result.ref]
                if standing.score is None or standing.status not in _ENDED:
                    continue
                is_stretch = objective.kind != COMMITTED and not isinstance(key_result.metric, KeepMetric)
                for scores in (company, units[unit]):
                    scores.add(cycle, round(standing.score, 9), is_stretch)
    return Calibrations(company.calibration(), {unit: scores.calibration() for unit, scores in units.items()})


class _Scores:
    def __init__(self) -> None:
        self.cycles: set[str] = set()
        self.all: list[float] = []
        self.stretches: list[float] = []

    def add(self, cycle: str, score: float, is_stretch: bool) -> None:
        self.cycles.add(cycle)
        self.all.append(score)
        if is_stretch:
            self.stretches.append(score)

    def calibration(self) -> Calibration:
        return Calibration(len(self.cycles), tuple(self.all), tuple(self.stretches))


def _share(scores: Sequence[float], counts: Callable[[float], bool]) -> float | None:
    return sum(map(counts, scores)) / len(scores) if scores else None
