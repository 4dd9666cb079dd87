"""Who has checked in lately, and who is waited for: units, never people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_okr.analysis.activity import awaited
from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import OkrSet, Portfolio, Unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit right below the company with all units below it, or the company by itself.

    `present` is how many of them have checked in lately, `missing` those that should have, each with the day of its
    last check-in (None where there never was one).
    """

    head: Unit
    present: int
    missing: Sequence[tuple[Unit, date | None]]

    @property
    def awaited(self) -> int:
        """How many units have checked in or should have."""
        return self.present + len(self.missing)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Which units have checked in as often as they mean to, by today or by the last day of a cycle that is over.

    A unit means to within as many days as lie between two of its check-ins; `shortest` and `longest` of all units.
    `branches` are in order of units and hold only those in which somebody has checked in or should have; `units` is
    how many have an objective in the cycle.
    """

    branches: tuple[Branch, ...]
    units: int
    shortest: int
    longest: int

    @property
    def present(self) -> int:
        """How many units have checked in."""
        return sum(branch.present for branch in self.branches)

    @property
    def missing(self) -> int:
        """How many units should have checked in and have not."""
        return sum(len(branch.missing) for branch in self.branches)


def attendance(portfolio: Portfolio, standings: CycleStandings) -> Attendance:
    """Who has checked in within the days between two check-ins of its unit. Costs 5 µs for a unit with an objective.

    A unit should have when it has a key result that is still to be reported on and has been worked on for longer than
    that. Nobody should in a cycle that is not in force or closed.
    """
    frame = Frame(portfolio, standings.cycle)
    rhythms: set[int] = set()
    present: dict[str, int] = {}
    missing: dict[str, list[tuple[Unit, date | None]]] = {}
    for unit in portfolio.units.values():
        if unit.id not in standings.units:
            continue
        okrs = portfolio.okr_sets[standings.cycle.id, unit.id]
        last = standings.units[unit.id].last_check_in
        branch = _branch(portfolio, unit)
        days = frame.days_between(unit.id)
        rhythms.add(days)
        if last is not None and last > frame.on - timedelta(days=days):
            present[branch] = present.get(branch, 0) + 1
        elif _owes(frame, standings, okrs):
            missing.setdefault(branch, []).append((unit, last))
    branches = (
        Branch(unit, present.get(unit.id, 0), missing.get(unit.id, ()))
        for unit in portfolio.units.values()
        if unit.id in present or unit.id in missing
    )
    return Attendance(tuple(branches), len(standings.units), min(rhythms, default=0), max(rhythms, default=0))


def _branch(portfolio: Portfolio, unit: Unit) -> str:
    """The unit right below the company that a unit belongs to; the company itself for the company."""
    above = [unit, *portfolio.ancestors(unit)]
    return above[-2].id if len(above) > 1 else unit.id


def _owes(frame: Frame, standings: CycleStandings, okrs: OkrSet) -> bool:
    if frame.closed or not frame.begun:
        return False
    return any(frame.is_check_in_overdue(key_result) for key_result in awaited(frame, standings, okrs))
