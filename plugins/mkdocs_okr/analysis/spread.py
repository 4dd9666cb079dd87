"""Where in the organisation the objectives of a cycle are, and which of them lead upwards."""

from collections.abc import Iterator, Sequence
from itertools import chain

from mkdocs_okr.analysis.alignment import contributes_out_of_sight
from mkdocs_okr.analysis.cascade import longer_cycles
from mkdocs_okr.model import Cycle, Objective, Portfolio, Unit


class Spread:
    """The objectives of a cycle by the places of their units. Making one costs a little for each unit.

    `count` is the number of all objectives. `is_partly_hidden` says whether some that this audience does not see may
    lead to these or from them: nobody may then be told that nothing does.
    """

    def __init__(self, portfolio: Portfolio, cycle: Cycle) -> None:
        self.portfolio = portfolio
        self.cycle = cycle
        self.is_partly_hidden = _is_partly_hidden(portfolio, cycle)
        self._own = {
            unit: okrs.objectives
            for unit in portfolio.units
            if (okrs := portfolio.okr_sets.get((cycle.id, unit))) is not None and okrs.objectives
        }
        self.count = sum(len(objectives) for objectives in self._own.values())
        self._below = self._counted_below()
        self._led = self._with_something_above()

    def own(self, unit: str) -> tuple[Objective, ...]:
        """The objectives of a unit, those with a rank first."""
        return tuple(sorted(self._own.get(unit, ()), key=lambda each: (each.rank is None, each.rank or 0)))

    def below(self, unit: str) -> int:
        """How many objectives all the units below a unit have."""
        return self._below.get(unit, 0)

    def generations(self, unit: Unit) -> Iterator[tuple[Unit, ...]]:
        """The units right below, those below them, and so on, without those that neither have nor lead to any."""
        children = self.portfolio.children
        units: Sequence[Unit] = (unit,)
        while units := tuple(
            child
            for each in units
            for child in children.get(each.id, ())
            if child.id in self._own or child.id in self._below
        ):
            yield units

    def within(self, unit: Unit) -> Iterator[Objective]:
        """The objectives of a unit and of all units below it, generation by generation."""
        for units in chain([(unit,)], self.generations(unit)):
            for each in units:
                yield from self.own(each.id)

    def is_led(self, objective: Objective) -> bool:
        """Whether there is something above that an objective could contribute to.

        That is an objective of a unit above in the same or a longer cycle, or one of the unit itself in a longer cycle.
        The company's own are never asked for: nobody is above them.
        """
        return objective.ref.unit in self._led

    def alignable(self, unit: Unit) -> list[Objective]:
        """Of the objectives of a unit and of all below it those that contribute to something, or should.

        They are what shares of aligned objectives are of, wherever such a share is told.
        """
        return [
            each
            for each in self.within(unit)
            if each.contributes_to or (self.is_led(each) and not contributes_out_of_sight(each))
        ]

    def _counted_below(self) -> dict[str, int]:
        below: dict[str, int] = {}
        for unit in reversed(list(self.portfolio.units.values())):
            found = below.get(unit.id, 0) + len(self._own.get(unit.id, ()))
            if unit.parent is not None and found:
                below[unit.parent] = below.get(unit.parent, 0) + found
        return below

    def _with_something_above(self) -> set[str]:
        longer = [each.id for each in longer_cycles(self.portfolio, self.cycle)]
        okr_sets = self.portfolio.okr_sets
        led: set[str] = set()
        for unit in self.portfolio.units.values():
            if unit.parent is None:
                continue
            keys = [(self.cycle.id, unit.parent), *((each, of) for each in longer for of in (unit.parent, unit.id))]
            if unit.parent in led or any(key in okr_sets and okr_sets[key].objectives for key in keys):
                led.add(unit.id)
        return led


def _is_partly_hidden(portfolio: Portfolio, cycle: Cycle) -> bool:
    above = {cycle.id, *(each.id for each in longer_cycles(portfolio, cycle))}
    return any(
        hidden in above or cycle in longer_cycles(portfolio, portfolio.cycles[hidden]) for hidden, _ in portfolio.hidden
    )
