"""How much the rules judged and how much of it they object to, by checklist item and by what was judged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import NamedTuple

from mkdocs_okr.checks.checklists import CHECKLISTS
from mkdocs_okr.checks.rule import JUDGED, NOT_DUE, AnyRule, Applies
from mkdocs_okr.checks.run import Finding
from mkdocs_okr.checks.subjects import (
    CheckInSubject,
    Company,
    CycleSubject,
    KeyResultSubject,
    ObjectiveSubject,
    OkrsSubject,
    ReviewSubject,
    UnitSubject,
)
from mkdocs_okr.checks.titles import KeyResultTitle, ObjectiveTitle


class Kind(StrEnum):
    """What the things are that an item is judged by, in the order in which they are told."""

    COMPANY = "company"
    CYCLE = "cycle"
    UNIT = "unit"
    OKRS = "unit with OKRs"
    OBJECTIVE = "objective"
    KEY_RESULT = "key result"
    CHECK_IN = "check-in"
    REVIEW = "review"


_KINDS: Mapping[type, Kind] = {
    Company: Kind.COMPANY,
    CycleSubject: Kind.CYCLE,
    UnitSubject: Kind.UNIT,
    OkrsSubject: Kind.OKRS,
    ObjectiveSubject: Kind.OBJECTIVE,
    ObjectiveTitle: Kind.OBJECTIVE,
    KeyResultSubject: Kind.KEY_RESULT,
    KeyResultTitle: Kind.KEY_RESULT,
    CheckInSubject: Kind.CHECK_IN,
    ReviewSubject: Kind.REVIEW,
}
_CHECKLIST_OF: Mapping[str, str] = {item.key: checklist.key for checklist in CHECKLISTS for item in checklist.items}


class Part(NamedTuple):
    """How many things of a kind were judged, and how many of them have a finding."""

    kind: Kind
    judged: int
    failed: int


@dataclass(slots=True)
class Amounts:
    """What was judged, failed and not due, by the number that a `Counting` gives to each item and kind."""

    judged: list[int]
    failed: list[int]
    not_due: list[int]

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            [a + b for a, b in zip(self.judged, other.judged, strict=True)],
            [a + b for a, b in zip(self.failed, other.failed, strict=True)],
            [a + b for a, b in zip(self.not_due, other.not_due, strict=True)],
        )


class Counting:
    """Counts for some rules. It is done for every unit of a company, so everything is looked up beforehand."""

    def __init__(self, rules: Sequence[AnyRule]) -> None:
        self._columns: list[tuple[str, Kind]] = []
        self._of_rule: dict[str, tuple[int, ...]] = {}
        self._of_item: dict[str, list[int]] = defaultdict(list)
        for rule in rules:
            kind = _KINDS.get(rule.subject)
            self._of_rule[rule.code] = tuple(self._column(item, kind) for item in rule.serves) if kind else ()
        for columns in self._of_item.values():
            columns.sort(key=lambda column: list(Kind).index(self._columns[column][1]))

    def _column(self, item: str, kind: Kind) -> int:
        if (item, kind) not in self._columns:
            self._columns.append((item, kind))
            self._of_item[item].append(len(self._columns) - 1)
        return self._columns.index((item, kind))

    def nothing(self) -> Amounts:
        """Amounts of zero."""
        zeros = [0] * len(self._columns)
        return Amounts(zeros, zeros, zeros)

    def count(self, tally: Iterable[tuple[str, Counter[Applies]]], findings: Iterable[Finding]) -> Amounts:
        """What was counted in one scope, by the code of the rule, and what was found there.

        Rules of one kind judge the same things, so that most of them, not all together, is how many there are.
        """
        judged, failed, not_due = ([0] * len(self._columns) for _ in range(3))
        for code, counted in tally:
            columns = self._of_rule[code]
            for applies, amount in counted.items():
                if applies is JUDGED:
                    for column in columns:
                        if amount > judged[column]:
                            judged[column] = amount
                elif applies is NOT_DUE:
                    for column in columns:
                        not_due[column] += amount
        objects: dict[int, set[str]] = defaultdict(set)
        for finding in findings:
            for column in self._of_rule[finding.diagnostic.code]:
                objects[column].add(finding.diagnostic.object)
        for column, those in objects.items():
            failed[column] = len(those)
            judged[column] = max(judged[column], len(those))
        return Amounts(judged, failed, not_due)

    def items_of(self, code: str) -> tuple[str, ...]:
        """The items that a rule decides."""
        return tuple(self._columns[column][0] for column in self._of_rule[code])

    def kinds_of(self, item: str) -> tuple[Kind, ...]:
        """What an item is judged by."""
        return tuple(self._columns[column][1] for column in self._of_item.get(item, ()))

    def parts(self, amounts: Amounts, item: str) -> tuple[Part, ...]:
        """What was judged for an item."""
        return tuple(
            Part(self._columns[column][1], amounts.judged[column], amounts.failed[column])
            for column in self._of_item.get(item, ())
            if amounts.judged[column]
        )

    def is_not_due(self, amounts: Amounts, item: str) -> bool:
        """Whether something will be judged for an item when its time has come."""
        return any(amounts.not_due[column] for column in self._of_item.get(item, ()))

    def shares(self, amounts: Amounts) -> Mapping[str, float]:
        """How much of each checklist is in order, 0 to 1, of those that something was judged of.

        That is the mean over the items that something was judged for, of how much of it has no finding.
        """
        found: dict[str, list[float]] = defaultdict(list)
        for item, columns in self._of_item.items():
            judged = sum([amounts.judged[column] for column in columns])
            if judged:
                failed = sum([amounts.failed[column] for column in columns])
                found[_CHECKLIST_OF[item]].append(1 - failed / judged if failed else 1.0)
        return {checklist.key: fmean(found[checklist.key]) for checklist in CHECKLISTS if checklist.key in found}
