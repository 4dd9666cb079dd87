"""Units by perspective: how many objectives lie where, and how they stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.tree import gathered, written
from mkdocs_okr.analysis.weights import weighted_mean
from mkdocs_okr.model import Cycle, Objective, Portfolio


class UnitsByPerspective:
    """The objectives of a cycle by unit and perspective: `own` are a unit's own, `whole` also those of all units below.

    `standings` tells how the units stand. Everything is computed once and costs a look at each unit and objective.
    """

    def __init__(self, portfolio: Portfolio, cycle: Cycle, standings: CycleStandings) -> None:
        self.cycle = cycle
        self.standings = standings
        frame = Frame(portfolio, cycle, courses=False)
        self.own: Mapping[str, Cells] = {
            unit.id: _cells(frame, objectives, standings)
            for unit in portfolio.units.values()
            if (objectives := written(portfolio, unit, cycle))
        }
        self.whole: Mapping[str, Cells] = gathered(portfolio, self.own, _added)


@dataclass(frozen=True, slots=True)
class Cell:
    """Objectives of one perspective. `score` (0 to 1) is the mean of the `scored` ones, None where none has a score.

    Within a unit objectives count by their weights, and `status` judges their mean. Of several units each counts by the
    number of its scored objectives, and nothing is judged.
    """

    objectives: int
    scored: int
    score: float | None
    status: Status | None = None


Cells = Mapping[str | None, Cell]
"""Cells by perspective; None is that of objectives that name none."""


def _cells(frame: Frame, objectives: Iterable[Objective], standings: CycleStandings) -> Cells:
    groups: dict[str | None, list[Objective]] = {}
    for objective in objectives:
        groups.setdefault(objective.perspective, []).append(objective)
    return {perspective: _own_cell(frame, members, standings) for perspective, members in groups.items()}


def _own_cell(frame: Frame, objectives: list[Objective], standings: CycleStandings) -> Cell:
    stand = [standings.objectives[each.ref] for each in objectives]
    weights = [each.weight for each in objectives]
    score = weighted_mean([each.score for each in stand], weights)
    expected = weighted_mean([each.expected if each.score is not None else None for each in stand], weights)
    status = frame.judge_whole(score, expected or 0.0, "", [(each.score, each.status) for each in stand])
    return Cell(len(objectives), sum(each.score is not None for each in stand), score, status)


def _mean(cells: Collection[Cell]) -> Cell:
    """Several units' cells as one."""
    score = weighted_mean([each.score for each in cells], [float(each.scored) for each in cells])
    return Cell(sum(each.objectives for each in cells), sum(each.scored for each in cells), score)


def _added(parts: list[Cells]) -> Cells:
    perspectives = dict.fromkeys(perspective for cells in parts for perspective in cells)
    return {each: _mean([cells[each] for cells in parts if each in cells]) for each in perspectives}
