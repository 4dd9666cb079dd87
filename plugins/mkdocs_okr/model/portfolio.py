"""The whole: an organisation, its cycles and everybody's OKRs in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mkdocs_okr.model.cycle import Cycle, CycleState
from mkdocs_okr.model.okr import ChangeLog, KeyResult, Objective, OkrSet
from mkdocs_okr.model.organization import Attestation, Level, Organization, Person, Perspective, Theme, Unit
from mkdocs_okr.model.playbook import Playbook
from mkdocs_okr.model.ref import Ref
from mkdocs_okr.model.settings import Settings


@dataclass(frozen=True)
class Portfolio:
    """Every reference inside it leads to something in it; nothing in it changes.

    `as_of` is the portal's "today". `units` are in tree order (a unit before its children), `cycles` in order of
    their first day, `okr_sets` keyed by (cycle id, unit id). `hidden` are the keys of those of which
    objectives were left out because they are not for the portal's readers; how many must not be told anywhere.
    `unscored` are the ids of closed cycles whose scores are not published: nothing computes one for them.
    `change_log` is None where nobody asked what changed inside the cycles without being written down.
    """

    settings: Settings
    organization: Organization
    as_of: date
    units: Mapping[str, Unit]
    people: Mapping[str, Person]
    cycles: Mapping[str, Cycle]
    okr_sets: Mapping[tuple[str, str], OkrSet]
    attestations: tuple[Attestation, ...] = ()
    playbook: Playbook | None = None
    hidden: frozenset[tuple[str, str]] = frozenset()
    unscored: frozenset[str] = frozenset()
    change_log: ChangeLog | None = None

    @cached_property
    def hidden_cycles(self) -> frozenset[str]:
        """The ids of cycles of which any unit's objectives were left out for the portal's readers."""
        return frozenset(cycle for cycle, _ in self.hidden)

    @cached_property
    def objectives(self) -> Mapping[Ref, Objective]:
        """Every objective by its reference, in order of cycle and unit."""
        return {o.ref: o for okrs in self.okr_sets.values() for o in okrs.objectives}

    @cached_property
    def key_results(self) -> Mapping[Ref, KeyResult]:
        """Every key result by its reference, in order of cycle, unit and objective."""
        return {k.ref: k for o in self.objectives.values() for k in o.key_results}

    @cached_property
    def children(self) -> Mapping[str, tuple[Unit, ...]]:
        """The units directly below each unit, in their order."""
        below: dict[str, list[Unit]] = {}
        for unit in self.units.values():
            if unit.parent is not None:
                below.setdefault(unit.parent, []).append(unit)
        return {unit: tuple(children) for unit, children in below.items()}

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """Levels by id, from the company downwards."""
        return {level.id: level for level in self.settings.levels}

    @cached_property
    def perspectives(self) -> Mapping[str, Perspective]:
        """Perspectives by id, in row order."""
        return {perspective.id: perspective for perspective in self.settings.perspectives}

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """Strategic themes by id."""
        return {theme.id: theme for theme in self.organization.themes}

    @cached_property
    def company(self) -> Unit | None:
        """The topmost unit; None while no unit is written."""
        return next((unit for unit in self.units.values() if unit.parent is None), None)

    def ancestors(self, unit: Unit) -> Iterator[Unit]:
        """The units above `unit`, nearest first."""
        while unit.parent is not None:
            unit = self.units[unit.parent]
            yield unit

    @cached_property
    def current_cycle(self) -> Cycle | None:
        """The cycle that the portal opens on.

        The shortest cycle that `as_of` lies in and that is not a draft; else the last one that has begun; else the
        first one to come; None while there is no cycle.
        """
        cycles = list(self.cycles.values())
        running = [c for c in cycles if c.starts <= self.as_of <= c.ends and c.state is not CycleState.DRAFT]
        if running:
            return min(running, key=lambda c: (c.days, c.id))
        begun = [c for c in cycles if c.starts <= self.as_of and c.state is not CycleState.DRAFT]
        if begun:
            return max(begun, key=lambda c: (c.ends, -c.days))
        return cycles[0] if cycles else None
