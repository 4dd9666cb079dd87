"""The contributing matrix: which lower objectives contribute to which higher ones, directly and through others."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_okr.analysis.cascade import Cascade, longer_cycles
from mkdocs_okr.analysis.tree import descendants, written
from mkdocs_okr.model import Cycle, Objective, Portfolio, Ref, Unit

MOST_STEPS = 3
"""Objectives on the way to a higher one that a mark names."""
MOST_ROWS = 150
"""Objectives below a unit that a matrix holds: beyond it only those right below, then their units as a whole."""


class Mark(NamedTuple):
    """How an objective contributes to a higher one.

    `to` is what it names of it, the objective or its key results; empty where it contributes through others. `through`
    are the first objectives on the shortest way there, at most `MOST_STEPS` of the `steps` that there are.
    """

    to: tuple[Ref, ...]
    through: tuple[Ref, ...]
    steps: int

    @property
    def is_direct(self) -> bool:
        """Whether it names the higher objective itself."""
        return bool(self.to)


class Group(NamedTuple):
    """Rows of a matrix: what a unit wrote for a cycle."""

    unit: Unit
    cycle: Cycle
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lower objectives and what they contribute to.

    `columns` are the unit's own objectives of the cycle, and those of longer cycles where something here contributes to
    one of them. `marks` are by row and column; a row that is not in it reaches none of them. `by_unit` says that there
    are too many rows to be read one by one.
    """

    columns: tuple[Objective, ...]
    groups: tuple[Group, ...]
    marks: Mapping[Ref, Mapping[Ref, Mark]]

    @property
    def rows(self) -> int:
        """The number of lower objectives."""
        return sum(len(group.objectives) for group in self.groups)

    @property
    def by_unit(self) -> bool:
        """Whether there are too many rows to be read one by one."""
        return self.rows > MOST_ROWS


def matrix(portfolio: Portfolio, cascade: Cascade, unit: Unit, cycle: Cycle) -> Matrix:
    """What lies below a unit in a cycle, and how it contributes to the unit's own objectives.

    Rows are the objectives of all units below while there are not too many, else those of the units right below.
    Objectives of shorter cycles are there if they contribute to a column themselves, and the unit's own ones where
    there are longer cycles for them to contribute to.

    It costs a look at each unit below, and one at every contribution of the rows and of what they lead to.
    """
    own = written(portfolio, unit, cycle)
    below = [
        Group(each, cycle, objectives)
        for each in descendants(portfolio, unit)
        if (objectives := written(portfolio, each, cycle))
    ]
    if sum(len(group.objectives) for group in below) > MOST_ROWS:
        below = [group for group in below if group.unit.parent == unit.id]
    lower = [objective for group in below for objective in group.objectives]
    named = {contribution.to.of_objective for each in (*own, *lower) for contribution in each.contributes_to}
    above = [written(portfolio, unit, each) for each in longer_cycles(portfolio, cycle)]
    longer = [each for objectives in above if named & {each.ref for each in objectives} for each in objectives]
    mine = [Group(unit, cycle, own)] if own and longer else []
    columns = (*own, *longer)
    groups = (*_of_shorter_cycles(portfolio, cascade, own, cycle), *mine, *below)
    rows = [objective.ref for group in groups for objective in group.objectives]
    return Matrix(columns, groups, marks(portfolio.objectives, rows, {each.ref for each in columns}))


def _of_shorter_cycles(
    portfolio: Portfolio, cascade: Cascade, objectives: Iterable[Objective], cycle: Cycle
) -> Iterator[Group]:
    """What contributes to these from other cycles, in the order of cycles."""
    by_set: dict[tuple[str, str], dict[Ref, Objective]] = {}
    for objective in objectives:
        for below, _ in cascade.below(objective.ref):
            if below.ref.cycle != cycle.id:
                by_set.setdefault((below.ref.cycle, below.ref.unit), {})[below.ref] = below
    cycles = list(portfolio.cycles)
    for (cycle_id, unit), found in sorted(by_set.items(), key=lambda item: cycles.index(item[0][0])):
        yield Group(portfolio.units[unit], portfolio.cycles[cycle_id], tuple(found.values()))


def marks(
    objectives: Mapping[Ref, Objective], rows: Iterable[Ref], columns: Collection[Ref]
) -> Mapping[Ref, Mapping[Ref, Mark]]:
    """How each row contributes to each column that it reaches.

    Every contribution of the rows, and of what they lead to, is followed once; of two ways to a column the shorter
    counts, and of two equally short ones the first that is written.
    """
    ways = _ways(objectives, rows, columns)
    return {row: {column: _mark(objectives, ways, row, column) for column in ways[row]} for row in rows if ways[row]}


class Reach(NamedTuple):
    """What contributes to an objective: the objectives that name it, and those that reach it only through others."""

    direct: tuple[Ref, ...]
    through: tuple[Ref, ...]


def reach(cascade: Cascade, ref: Ref) -> Reach:
    """Everything that contributes to an objective, of all units and cycles; each contribution is looked at once."""
    direct = tuple(dict.fromkeys(each.ref for each, _ in cascade.below(ref)))
    known = {ref: None, **dict.fromkeys(direct)}
    found = list(direct)
    for each in found:
        new = [below.ref for below, _ in cascade.below(each) if below.ref not in known]
        known.update(dict.fromkeys(new))
        found += dict.fromkeys(new)
    return Reach(direct, tuple(found[len(direct) :]))


def _mark(objectives: Mapping[Ref, Objective], ways: Mapping[Ref, "_Ways"], row: Ref, column: Ref) -> Mark:
    named = tuple(each.to for each in objectives[row].contributes_to if each.to.of_objective == column)
    if named:
        return Mark(named, (), 0)
    through: list[Ref] = []
    step = ways[row][column].next
    while step != column and len(through) < MOST_STEPS:
        through.append(step)
        step = ways[step][column].next
    return Mark((), tuple(through), ways[row][column].length - 1)


class _Way(NamedTuple):
    """The shortest way to a column: how many contributions it has, and where the first of them leads."""

    length: int
    next: Ref


_Ways = dict[Ref, _Way]


def _ways(objectives: Mapping[Ref, Objective], rows: Iterable[Ref], columns: Collection[Ref]) -> Mapping[Ref, _Ways]:
    """For everything from the rows upwards, the shortest way to each column.

    Depth first and without recursion. The reader refuses circles; here one would be left where it closes.
    """
    ways: dict[Ref, _Ways] = {}
    for start in rows:
        walked = [] if start in ways else [start]
        while walked:
            ref = walked[-1]
            above = [each.to.of_objective for each in objectives[ref].contributes_to]
            if ref not in ways:
                ways[ref] = {}
                walked += [each for each in reversed(above) if each not in ways]
                continue
            walked.pop()
            own = ways[ref]
            for each in above:
                if each in columns:
                    own[each] = _Way(1, each)
                for column, way in ways[each].items():
                    if column != ref and (column not in own or way.length + 1 < own[column].length):
                        own[column] = _Way(way.length + 1, each)
    return ways
