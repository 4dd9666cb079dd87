"""Who waits for whom: how far every dependency has come, whether it is at risk, and who waits in a circle."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Cycle, CycleState, Dependency, Objective, Portfolio, Ref

AGREED_BEFORE = timedelta(days=14)
"""How long before its day something should be agreed: a cycle's dependencies before it begins, each before its due."""

STANDS_BADLY = frozenset({Status.AT_RISK, Status.OFF_TRACK})
"""What hangs on something of such a status may come late."""


class DependencyState(StrEnum):
    """How far something that is waited for has come, the most urgent first."""

    LATE = "late"
    NOT_CONFIRMED = "not-confirmed"
    CONFIRMED = "confirmed"
    DONE = "done"

    @property
    def word(self) -> str:
        """The state as readers see it: "Not confirmed"."""
        return self.value.replace("-", " ").capitalize()


class Risk(StrEnum):
    """Why something that is waited for may not come: its day is over, what it hangs on stands badly, nobody agreed."""

    LATE = "late"
    STANDING = "standing"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Wait:
    """A dependency as it stands: `objective` waits for it. `needed` is the status of what it hangs on, if anything."""

    objective: Objective
    dependency: Dependency
    state: DependencyState
    needed: Status | None
    risk: Risk | None

    @property
    def waiting(self) -> str:
        """The unit that waits."""
        return self.objective.ref.unit

    @property
    def giving(self) -> str:
        """The unit that is waited for."""
        return self.dependency.unit

    @property
    def urgency(self) -> tuple[bool, int]:
        """What sorts those to look at first to the front: at risk, then late, not confirmed, confirmed, done."""
        return self.risk is None, list(DependencyState).index(self.state)


@dataclass(frozen=True, slots=True)
class CycleDependencies:
    """All dependencies of a cycle, the most urgent first; by the unit that waits, and by the one that is waited for.

    A unit that waits for itself stands in both.
    """

    all: tuple[Wait, ...]
    by_waiting: Mapping[str, Sequence[Wait]]
    by_giving: Mapping[str, Sequence[Wait]]


def cycle_dependencies(
    portfolio: Portfolio, cycle: Cycle, standings: Callable[[Cycle], CycleStandings]
) -> CycleDependencies:
    """What the objectives of `cycle` wait for. The cost grows with the number of objectives and dependencies."""
    waits = [
        wait(portfolio, objective, dependency, standings)
        for (cycle_id, _), okrs in portfolio.okr_sets.items()
        if cycle_id == cycle.id
        for objective in okrs.objectives
        for dependency in objective.depends_on
    ]
    waits.sort(key=lambda each: each.urgency)
    by_waiting: dict[str, list[Wait]] = {}
    by_giving: dict[str, list[Wait]] = {}
    for each in waits:
        by_waiting.setdefault(each.waiting, []).append(each)
        by_giving.setdefault(each.giving, []).append(each)
    return CycleDependencies(tuple(waits), by_waiting, by_giving)


def wait(
    portfolio: Portfolio, objective: Objective, dependency: Dependency, standings: Callable[[Cycle], CycleStandings]
) -> Wait:
    """How a dependency of an objective stands today."""
    state = state_of(dependency, portfolio.as_of)
    needed = needed_status(portfolio, dependency, standings)
    cycle = portfolio.cycles[objective.ref.cycle]
    return Wait(objective, dependency, state, needed, _risk(cycle, dependency, state, needed, portfolio.as_of))


def state_of(dependency: Dependency, today: date) -> DependencyState:
    """How far a dependency has come. The day on which it is due is not late yet."""
    if dependency.done is not None:
        return DependencyState.DONE
    if dependency.due is not None and dependency.due < today:
        return DependencyState.LATE
    return DependencyState.NOT_CONFIRMED if dependency.confirmed is None else DependencyState.CONFIRMED


def is_running(cycle: Cycle, today: date) -> bool:
    """Whether a cycle has begun and is neither a draft nor closed."""
    return cycle.state is CycleState.ACTIVE and today >= cycle.starts


def needed_title(portfolio: Portfolio, needs: Ref) -> str:
    """The title of an objective or a key result that is waited for."""
    return portfolio.objectives[needs].title if needs.key_result is None else portfolio.key_results[needs].title


def needed_status(
    portfolio: Portfolio, dependency: Dependency, standings: Callable[[Cycle], CycleStandings]
) -> Status | None:
    """The status of the objective or key result that is waited for; None where it is the unit as such."""
    needs = dependency.needs
    if needs is None:
        return None
    known = standings(portfolio.cycles[needs.cycle])
    return known.objectives[needs].status if needs.key_result is None else known.key_results[needs].status


def _risk(
    cycle: Cycle, dependency: Dependency, state: DependencyState, needed: Status | None, today: date
) -> Risk | None:
    """Nothing is at risk that has come, and in a closed cycle nothing is waited for any more."""
    if state is DependencyState.DONE or cycle.state is CycleState.CLOSED:
        return None
    if state is DependencyState.LATE:
        return Risk.LATE
    if needed in STANDS_BADLY and is_running(cycle, today):
        return Risk.STANDING
    until = dependency.due or cycle.ends
    return Risk.UNCONFIRMED if dependency.confirmed is None and today >= until - AGREED_BEFORE else None


def circles(waits: Iterable[Wait]) -> list[tuple[str, ...]]:
    """Units that wait for each other in a circle, each for the next and the last for the first.

    Only what has not come counts. Of units that are entangled in several circles one of the shortest is told. The
    cost grows with the number of dependencies.
    """
    waits_for = who_waits(each for each in waits if each.state is not DependencyState.DONE)
    return [_shortest(waits_for, group) for group in entangled(waits_for) if len(group) > 1]


WaitsFor = Mapping[str, Collection[str]]
"""The other units that a unit waits for."""


def who_waits(waits: Iterable[Wait]) -> WaitsFor:
    """Which unit waits for which others, each of them once."""
    found: dict[str, dict[str, None]] = {}
    for each in waits:
        if each.waiting != each.giving:
            found.setdefault(each.waiting, {})[each.giving] = None
    return found


def entangled(waits_for: WaitsFor) -> list[list[str]]:
    """Groups of units of which each waits for every other, directly or through others; those that are waited for first.

    A unit that is in no circle is a group of its own. (Tarjan's algorithm, without recursion.)
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    is_open: set[str] = set()
    groups: list[list[str]] = []
    for root in waits_for:
        way = [] if root in number else [(root, iter(waits_for.get(root, ())))]
        while way:
            unit, others = way[-1]
            if unit not in number:
                number[unit] = low[unit] = len(number)
                open_.append(unit)
                is_open.add(unit)
            for other in others:
                if other not in number:
                    way.append((other, iter(waits_for.get(other, ()))))
                    break
                if other in is_open:
                    low[unit] = min(low[unit], number[other])
            else:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[unit])
                if low[unit] == number[unit]:
                    group = [open_.pop()]
                    while group[-1] != unit:
                        group.append(open_.pop())
                    is_open.difference_update(group)
                    groups.append(group[::-1])
    return groups


def _shortest(waits_for: WaitsFor, group: Sequence[str]) -> tuple[str, ...]:
    """One of the shortest circles through the first unit of a group that is entangled."""
    first, members = group[0], set(group)
    before: dict[str, str] = {}
    reached = [first]
    for unit in reached:
        for other in waits_for[unit]:
            if other == first:
                circle = [unit]
                while circle[-1] != first:
                    circle.append(before[circle[-1]])
                return tuple(reversed(circle))
            if other in members and other not in before:
                before[other] = unit
                reached.append(other)
    raise ValueError(f"{first} is in no circle")
