"""How far the roll-out has come: which of its units have OKRs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mkdocs_okr.model import Cycle, Portfolio, Unit


@dataclass(frozen=True, slots=True)
class Coverage:
    """Unit ids in the portfolio's order: those that take part in a cycle, and those that the roll-out waits for."""

    taking_part: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def units(self) -> int:
        """The number of units that the roll-out includes."""
        return len(self.taking_part) + len(self.missing)

    @property
    def share(self) -> float | None:
        """The share (0 to 1) of the units that take part; None where the roll-out includes no unit."""
        return len(self.taking_part) / self.units if self.units else None


@dataclass(frozen=True, slots=True)
class RollOutCoverage:
    """The coverage of a cycle: of the whole company, and of each level that has a unit in the roll-out, by its id."""

    cycle: Cycle
    whole: Coverage
    levels: Mapping[str, Coverage]


def coverage(portfolio: Portfolio, cycle: Cycle) -> RollOutCoverage:
    """Which units of the roll-out have OKRs for `cycle`."""
    included = rolled_out(portfolio)
    taking_part = {unit for unit in included if takes_part(portfolio, cycle, unit)}
    levels = {level: [u.id for u in included.values() if u.level == level] for level in portfolio.levels}
    return RollOutCoverage(
        cycle,
        _split(list(included), taking_part),
        {level: _split(units, taking_part) for level, units in levels.items() if units},
    )


def rolled_out(portfolio: Portfolio) -> Mapping[str, Unit]:
    """The units that the roll-out includes, by id and in the portfolio's order: those it names, or all of them."""
    named = set(portfolio.organization.roll_out.units)
    return {id: unit for id, unit in portfolio.units.items() if id in named} if named else portfolio.units


def takes_part(portfolio: Portfolio, cycle: Cycle, unit: str) -> bool:
    """Whether a unit has an objective in `cycle`, or in a longer cycle above it.

    A company often sets its own OKRs for the year and leaves the quarters to the units below.
    """
    return any(has_objectives(portfolio, each, unit) for each in (cycle, *cycles_above(portfolio, cycle)))


def has_objectives(portfolio: Portfolio, cycle: Cycle, unit: str) -> bool:
    """Whether a unit shows an objective in exactly this cycle.

    What is hidden from the audience is counted in no figure: the figure would tell of it.
    """
    okrs = portfolio.okr_sets.get((cycle.id, unit))
    return okrs is not None and bool(okrs.objectives)


def may_take_part(portfolio: Portfolio, cycle: Cycle, unit: str) -> bool:
    """Whether a unit has an objective in `cycle` or in a longer one above it that this audience does not see.

    Nobody may then be told that the unit has none.
    """
    return any((each.id, unit) in portfolio.hidden for each in (cycle, *cycles_above(portfolio, cycle)))


def cycles_above(portfolio: Portfolio, cycle: Cycle) -> Iterator[Cycle]:
    """The longer cycles that `cycle` is part of, nearest first."""
    while cycle.parent is not None:
        cycle = portfolio.cycles[cycle.parent]
        yield cycle


def _split(units: list[str], taking_part: set[str]) -> Coverage:
    return Coverage(
        tuple(unit for unit in units if unit in taking_part), tuple(unit for unit in units if unit not in taking_part)
    )
