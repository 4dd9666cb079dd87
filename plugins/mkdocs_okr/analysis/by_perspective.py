"""Units by perspective: how many objectives lie where, and how they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.tree import gathered, written
from mkdocs_okr.analysis.weights import weighted_mean
from mkdocs_okr.model import Cycle, Objective, Portfolio


class UnitsByPerspective:
    """The objectives of a cycle by unit and perspective: `own` are a unit's own, `whole` also those of all units below.

    Everything is computed once and costs a look at each unit and objective.
    """

    def __init__(self, portfolio: Portfolio, cycle: Cycle, standings: CycleStandings) -> None:
        self.cycle = cycle
        self._frame = frame = Frame(portfolio, cycle, courses=False)
        self.own: Mapping[str, Cells] = {
            unit.id: _cells(frame, objectives, standings)
            for unit in portfolio.units.values()
            if (objectives := written(portfolio, unit, cycle))
        }
        self.whole: Mapping[str, Cells] = gathered(portfolio, self.own, lambda parts: _added(frame, parts))

    def total(self, cells: "Cells") -> "Cell":
        """The objectives of several perspectives together; one at least."""
        return _cell(self._frame, cells.values())


@dataclass(frozen=True, slots=True)
class Cell:
    """Objectives of one perspective. `score` (0 to 1) is the mean of the `scored` ones, None where none has a score.

    Within a unit objectives count by their weights; of several units, each counts by the number of its scored
    objectives. `expected` is made like the score. `parts` says which statuses they have, with and without a score.
    """

    objectives: int
    scored: int
    score: float | None
    expected: float
    status: Status
    parts: frozenset[tuple[bool, Status]]


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
    parts = frozenset((each.score is not None, each.status) for each in stand)
    scored = sum(each.score is not None for each in stand)
    return _judged(frame, len(objectives), scored, score, expected, parts)


def _cell(frame: Frame, cells: Iterable[Cell]) -> Cell:
    """Several cells as one."""
    known = list(cells)
    if len(known) == 1:
        return known[0]
    counts = [float(each.scored) for each in known]
    score = weighted_mean([each.score for each in known], counts)
    expected = weighted_mean([each.expected if each.score is not None else None for each in known], counts)
    parts = frozenset().union(*(each.parts for each in known))
    return _judged(
        frame, sum(each.objectives for each in known), sum(each.scored for each in known), score, expected, parts
    )


def _judged(
    frame: Frame,
    objectives: int,
    scored: int,
    score: float | None,
    expected: float | None,
    parts: frozenset[tuple[bool, Status]],
) -> Cell:
    due = frame.expected_unscored if expected is None else expected
    status = frame.judge_whole(score, due, "", [(0.0 if has_score else None, status) for has_score, status in parts])
    return Cell(objectives, scored, score, due, status, parts)


def _added(frame: Frame, parts: list[Cells]) -> Cells:
    perspectives = dict.fromkeys(perspective for cells in parts for perspective in cells)
    return {each: _cell(frame, [cells[each] for cells in parts if each in cells]) for each in perspectives}
