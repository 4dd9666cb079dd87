"""Cycles: the periods that OKRs are set for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from mkdocs_okr.model.place import Origin


class CycleState(StrEnum):
    """How far a cycle has come, as its people declare it."""

    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A date of the cycle's rhythm (publication, mid-cycle review, retrospective, …)."""

    date: date
    title: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """A period from `starts` to `ends`, both days included. `kind` is a word such as "quarter" or "annual".

    `parent` is the id of the longer cycle above it. `state` is CLOSED once scores are final.
    """

    id: str
    name: str
    kind: str
    starts: date
    ends: date
    state: CycleState
    origin: Origin
    parent: str | None = None
    key_dates: tuple[KeyDate, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Length in days, at least 1."""
        return (self.ends - self.starts).days + 1

    @property
    def weeks(self) -> int:
        """Length in weeks: 13 for any quarter, 52 for any year. Up to three days over belong to the last week."""
        return max((self.days + 3) // 7, 1)

    def week(self, day: date) -> int:
        """The week of the cycle that `day` lies in, from 1 to `weeks`; 0 before the cycle, `weeks` after it."""
        return min(max((day - self.starts).days // 7 + 1, 0), self.weeks)

    def days_of(self, week: int) -> tuple[date, date]:
        """The first and the last day of a week, from 1 to `weeks`; the last week ends with the cycle."""
        first = self.starts + timedelta(days=7 * (week - 1))
        return first, self.ends if week == self.weeks else first + timedelta(days=6)
