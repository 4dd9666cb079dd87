"""The tree of units: what was written above a unit, and what there is below it."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from mkdocs_okr.model import Cycle, Objective, OkrSet, Portfolio, Unit

T = TypeVar("T")


def written(portfolio: Portfolio, unit: Unit, cycle: Cycle) -> tuple[Objective, ...]:
    """The objectives of a unit in a cycle."""
    okrs = portfolio.okr_sets.get((cycle.id, unit.id))
    return okrs.objectives if okrs is not None else ()


def written_above(portfolio: Portfolio, cycle: str, unit: Unit) -> Iterator[OkrSet]:
    """What the units above `unit` wrote for the same cycle, the nearest first, where they wrote an objective."""
    for above in portfolio.ancestors(unit):
        okrs = portfolio.okr_sets.get((cycle, above.id))
        if okrs is not None and okrs.objectives:
            yield okrs


def descendants(portfolio: Portfolio, unit: Unit) -> Iterator[Unit]:
    """The units below `unit` in tree order."""
    waiting = list(reversed(portfolio.children.get(unit.id, ())))
    while waiting:
        below = waiting.pop()
        yield below
        waiting += reversed(portfolio.children.get(below.id, ()))


def gathered(portfolio: Portfolio, own: Mapping[str, T], add: Callable[[list[T]], T]) -> dict[str, T]:
    """For each unit what is its own together with what is of all units below; absent where there is nothing. Linear."""
    whole: dict[str, T] = {}
    for unit in reversed(list(portfolio.units.values())):
        parts = [own[unit.id]] if unit.id in own else []
        parts += [whole[child.id] for child in portfolio.children.get(unit.id, ()) if child.id in whole]
        if parts:
            whole[unit.id] = add(parts)
    return whole
