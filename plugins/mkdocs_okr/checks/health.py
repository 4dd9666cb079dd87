"""The state of the checklists: what findings and attestations say of every item, for a cycle, its levels and its units.

What is judged whatever the cycle, such as the mission, the roles or a unit's charter, is judged as it is today. It
counts for the current cycle alone, because nobody knows how it was when another one ran.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from mkdocs_okr.analysis.attested import is_valid
from mkdocs_okr.checks.amounts import Amounts, Counting, Kind, Part
from mkdocs_okr.checks.checklists import ATTESTED, AUTO, CHECKLISTS, Checklist, Item
from mkdocs_okr.checks.choices import IGNORE, choices
from mkdocs_okr.checks.rule import AnyRule, Applies
from mkdocs_okr.checks.run import Accepted, Checked, Finding, Scope
from mkdocs_okr.model import Attestation, Cycle, Portfolio


class State(StrEnum):
    """What is known of an item."""

    MET = "met"
    NOT_MET = "not-met"
    ATTESTED = "attested"
    NOT_DUE = "not-due"
    NOT_ASSESSED = "not-assessed"


_OF_NO_CYCLE = frozenset({Kind.COMPANY, Kind.UNIT})


class Why(StrEnum):
    """Why an item has no state of its own, or a bad one without any finding."""

    NOTHING = ""
    NO_RULE = "no-rule"
    SWITCHED_OFF = "switched-off"
    NOTHING_THERE = "nothing-there"
    NOBODY = "nobody"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ItemHealth:
    """The state of an item, and what it rests on.

    `findings` are those against it, `accepted` those that the company lives with. `evidence` are words of the rules
    that judge the company or the cycle as a whole. `attestation` is the word that decides, or that has run out.
    """

    item: Item
    state: State
    parts: tuple[Part, ...] = ()
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    evidence: tuple[str, ...] = ()
    attestation: Attestation | None = None
    why: Why = Why.NOTHING


@dataclass(frozen=True, slots=True)
class ChecklistHealth:
    """The state of a checklist."""

    checklist: Checklist
    items: tuple[ItemHealth, ...]

    @property
    def counts(self) -> Counter[State]:
        """How many items are in each state."""
        return Counter(item.state for item in self.items)


class UnitHealth(NamedTuple):
    """How much of each checklist a unit's own OKRs and charter have in order, and its findings by severity."""

    shares: Mapping[str, float]
    severities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CycleHealth:
    """The state of all checklists in a cycle (None: while there is no cycle).

    `whole` says whether it includes what is judged whatever the cycle. `findings` are in order of files and lines.

    A share says how much of a checklist is in order, 0 to 1, as `Counting.shares` has it. `levels` holds those of each
    level by its id, `units` those of every unit that was judged, and `own` those of the cycle by what is judged in it
    alone, which compares with other cycles.
    """

    cycle: Cycle | None
    whole: bool
    checklists: tuple[ChecklistHealth, ...]
    levels: Mapping[str, Mapping[str, float]]
    units: Mapping[str, UnitHealth]
    own: Mapping[str, float]
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> Counter[State]:
        """How many items are in each state."""
        return sum((each.counts for each in self.checklists), Counter[State]())


class Health:
    """The state of all checklists, computed for a cycle when it is asked for.

    It costs one pass over findings and tally, and for each cycle one over its own part of both.
    """

    def __init__(self, portfolio: Portfolio, checked: Checked) -> None:
        self._portfolio = portfolio
        self._checked = checked
        self._known: dict[str, CycleHealth] = {}
        chosen = choices(portfolio.settings.checks, checked.rules)
        self._rules: dict[str, list[AnyRule]] = defaultdict(list)  # by item, those that are switched off included
        self._active: set[str] = set()
        self._counting = Counting(checked.rules)
        for rule in checked.rules:
            for item in rule.serves:
                self._rules[item].append(rule)
            if chosen[rule.code].severity != IGNORE:
                self._active.add(rule.code)

    def of(self, cycle: Cycle | None) -> CycleHealth:
        """The state of the checklists in `cycle`; without one, what can be said all the same."""
        key = cycle.id if cycle else ""
        if key not in self._known:
            self._known[key] = self._of(cycle)
        return self._known[key]

    def findings(self, cycle: str, unit: str) -> Sequence[Finding]:
        """What was found in a unit's OKRs of a cycle; in its charter where `cycle` is empty."""
        return self._findings.get(Scope(cycle, unit), ())

    @cached_property
    def smart_rules(self) -> tuple[AnyRule, ...]:
        """The rules that judge a letter of SMART here."""
        return tuple(rule for rule in self._checked.rules if rule.smart and rule.code in self._active)

    @cached_property
    def _findings(self) -> Mapping[Scope, list[Finding]]:
        found: dict[Scope, list[Finding]] = defaultdict(list)
        for finding in self._checked.findings:
            found[finding.scope].append(finding)
        return found

    @cached_property
    def _accepted(self) -> Mapping[Scope, list[Accepted]]:
        found: dict[Scope, list[Accepted]] = defaultdict(list)
        for accepted in self._checked.accepted:
            found[accepted.finding.scope].append(accepted)
        return found

    @cached_property
    def _tally(self) -> Mapping[Scope, list[tuple[str, Counter[Applies]]]]:
        found: dict[Scope, list[tuple[str, Counter[Applies]]]] = defaultdict(list)
        for (code, scope), counted in self._checked.tally.items():
            found[scope].append((code, counted))
        return found

    @cached_property
    def _scopes(self) -> Mapping[str, list[Scope]]:
        """The scopes of each cycle, and under "" those of none."""
        found: dict[str, list[Scope]] = defaultdict(list)
        for scope in dict.fromkeys((*self._tally, *self._findings, *self._accepted)):
            found[scope.cycle].append(scope)
        return found

    def _of(self, cycle: Cycle | None) -> CycleHealth:
        current = self._portfolio.current_cycle
        whole = cycle is None or (current is not None and current.id == cycle.id)
        wanted = dict.fromkeys((cycle.id if cycle else "", *([""] if whole else [])))
        scopes = [scope for each in wanted for scope in self._scopes.get(each, ())]
        counting = self._counting
        by_unit: dict[str, list[Scope]] = defaultdict(list)
        for scope in scopes:
            by_unit[scope.unit].append(scope)
        # By level, and by whether it is part of the cycle: every other sum is made of these.
        sums: dict[tuple[str, bool], Amounts] = defaultdict(counting.nothing)
        units = {}
        for unit in ("", *self._portfolio.units):
            amounts = counting.nothing()
            level = self._portfolio.units[unit].level if unit else ""
            for scope in by_unit.get(unit, ()):
                of_scope = counting.count(self._tally.get(scope, ()), self._findings.get(scope, ()))
                sums[level, bool(scope.cycle)] += of_scope
                amounts += of_scope
            if unit in by_unit:
                found = [f.diagnostic.severity for scope in by_unit[unit] for f in self._findings.get(scope, ())]
                units[unit] = UnitHealth(counting.shares(amounts), Counter(found))
        units.pop("", None)

        def summed(*levels: str, whatever: bool = True) -> Amounts:
            """What was counted on these levels, with or without what is judged whatever the cycle."""
            meant = [of for (level, in_cycle), of in sums.items() if level in levels and (in_cycle or whatever)]
            return sum(meant, counting.nothing())

        levels = [level.id for level in self._portfolio.settings.levels if any(of == level.id for of, _ in sums)]
        return CycleHealth(
            cycle,
            whole,
            tuple(self._checklists(cycle, whole, scopes, summed("", *levels))),
            {level: counting.shares(summed(level)) for level in levels},
            units,
            counting.shares(summed("", *levels, whatever=False)),
            tuple(finding for finding in self._checked.findings if finding.scope.cycle in wanted),
        )

    def _checklists(
        self, cycle: Cycle | None, whole: bool, scopes: Sequence[Scope], total: Amounts
    ) -> Iterator[ChecklistHealth]:
        against: dict[str, list[Finding]] = defaultdict(list)
        lived_with: dict[str, list[Accepted]] = defaultdict(list)
        for scope in scopes:
            for finding in self._findings.get(scope, ()):
                for item in self._items_of(finding):
                    against[item].append(finding)
            for accepted in self._accepted.get(scope, ()):
                for item in self._items_of(accepted.finding):
                    lived_with[item].append(accepted)
        on = self._portfolio.as_of if whole or cycle is None else min(self._portfolio.as_of, cycle.ends)
        for checklist in CHECKLISTS:
            items = tuple(
                self._item(item, on, scopes, total, tuple(against[item.key]), tuple(lived_with[item.key]))
                for item in checklist.items
                if whole or self._is_of_a_cycle(item)
            )
            if items:
                yield ChecklistHealth(checklist, items)

    def _items_of(self, finding: Finding) -> tuple[str, ...]:
        """The items that a finding is told under: those of its rule, or the one that an attestation is for."""
        diagnostic = finding.diagnostic
        return self._counting.items_of(diagnostic.code) or (diagnostic.object,)

    def _is_of_a_cycle(self, item: Item) -> bool:
        """Whether something is known of the item for a cycle that is not the current one."""
        return item.decided != AUTO or not _OF_NO_CYCLE.issuperset(self._counting.kinds_of(item.key))

    def _item(
        self,
        item: Item,
        on: date,
        scopes: Sequence[Scope],
        total: Amounts,
        findings: tuple[Finding, ...],
        accepted: tuple[Accepted, ...],
    ) -> ItemHealth:
        parts = self._counting.parts(total, item.key)
        if parts and item.decided != ATTESTED:
            state = State.NOT_MET if any(part.failed for part in parts) else State.MET
            return ItemHealth(item, state, parts, findings, accepted, tuple(self._evidence(item, scopes)))
        if item.decided != AUTO:
            word = self._attestation(item, on)
            if word is not None:
                state, why = (State.ATTESTED, Why.NOTHING) if is_valid(word, on) else (State.NOT_MET, Why.EXPIRED)
                return ItemHealth(item, state, (), findings, accepted, attestation=word, why=why)
            if item.decided == ATTESTED:
                return ItemHealth(item, State.NOT_ASSESSED, (), findings, accepted, why=Why.NOBODY)
        if self._counting.is_not_due(total, item.key):
            return ItemHealth(item, State.NOT_DUE, (), findings, accepted)
        return ItemHealth(item, State.NOT_ASSESSED, (), findings, accepted, why=self._why_not_assessed(item))

    def _why_not_assessed(self, item: Item) -> Why:
        rules = self._rules[item.key]
        if not rules:
            return Why.NO_RULE if item.decided == AUTO else Why.NOBODY
        if not any(rule.code in self._active for rule in rules):
            return Why.SWITCHED_OFF
        return Why.NOTHING_THERE if item.decided == AUTO else Why.NOBODY

    def _evidence(self, item: Item, scopes: Sequence[Scope]) -> Iterator[str]:
        for rule in self._rules[item.key]:
            for scope in scopes if rule.evidence is not None else ():
                if not scope.unit and (said := self._checked.evidence.get((rule.code, scope))):
                    yield said()

    def _attestation(self, item: Item, on: date) -> Attestation | None:
        """The youngest word on an item that holds on a day; without one, the youngest that was given by then."""
        given = [each for each in self._portfolio.attestations if each.item == item.key and each.date <= on]
        return max(reversed(given), key=lambda each: (is_valid(each, on), each.date), default=None)
