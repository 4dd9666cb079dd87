"""Objectives, key results and everything that is said about them during a cycle."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mkdocs_okr.model.metric import Metric
from mkdocs_okr.model.place import Origin
from mkdocs_okr.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Initiative:
    """A project or action that is expected to move a key result. `status` is open, doing, done or dropped."""

    title: str
    status: str = "open"
    lead: str | None = None
    due: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeyResult:
    """The measurable evidence that an objective is being reached.

    `number` is its place in the objective, from 1 (shown as "KR1"). `due` is the cycle's last day where nobody wrote
    one, and `has_due` says whether somebody did; `weight` is relative to its siblings, 0 or more. `metric` None means
    that nobody said how it is measured. `indicator` is "leading", "lagging", "output" or empty. `lead` is a person,
    `contributors` are person or unit ids.
    """

    ref: Ref
    number: int
    title: str
    due: date
    origin: Origin
    metric: Metric | None = None
    lead: str | None = None
    contributors: tuple[str, ...] = ()
    indicator: str = ""
    weight: float = 1.0
    starts: date | None = None
    initiatives: tuple[Initiative, ...] = ()
    health_metrics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    has_due: bool = False

    @property
    def id(self) -> str:
        """The key result's own id, unique in its objective."""
        assert self.ref.key_result is not None
        return self.ref.key_result


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an objective contributes to: an objective or a key result above it, or beside it. `weight` is relative."""

    to: Ref
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Dependency:
    """Something that an objective needs from another unit. `kind` is "soft" (feedback) or "hard" (build, sign-off).

    `unit` is the unit that is waited for; `needs` is its objective or key result, or None when it is the unit as such.
    `wanted_for` is the waiting unit's key result, if it is only one of them.
    """

    unit: str
    kind: str
    what: str
    needs: Ref | None = None
    wanted_for: Ref | None = None
    due: date | None = None
    confirmed: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The OKR story of an objective. Free texts are Markdown."""

    character: str = ""
    goal: str = ""
    obstacle: str = ""
    resolution: str = ""
    metric_ideas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A target, wording or date that moved inside the cycle. `what` is a path from the objective: "adwords.target".

    `recorded` says that nobody wrote it down: it was found by comparing versions of the file, each dated by the day it
    was committed. Then `what` alone ("adwords") means that the key result was added (`before` is empty) or removed
    (`after` is), and the other of the two is its title.
    """

    date: date
    what: str
    before: str
    after: str
    why: str = ""
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class ChangeGap:
    """What the history of one unit's OKRs in a cycle does not tell.

    `unreadable` versions were passed over: too large, or with a mistake. With a `reason`, in words, only the newest
    versions were compared: those from the day `since` on, none at all where that is None.
    """

    cycle: str
    unit: str
    unreadable: int = 0
    reason: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """How far the files' own history tells of changes that nobody wrote down.

    `unknown` says in words why it tells nothing; it is empty where it does. `begins` is the day of the oldest version
    that is there, None where nothing is missing. `gaps` are the OKRs of which less is known than of the others.
    """

    unknown: str = ""
    begins: date | None = None
    gaps: tuple[ChangeGap, ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """What a unit wants to accomplish in a cycle.

    `kind` is "aspirational", "committed" or empty; `source` is "top-down", "bottom-up" or empty; `rank` counts
    from 1; `weight` is relative to the unit's other objectives of the same perspective. `drives` are the
    objectives that it causes to succeed on the strategy map. `visibility` is public, internal or restricted.
    """

    ref: Ref
    title: str
    origin: Origin
    key_results: tuple[KeyResult, ...] = ()
    rank: int | None = None
    kind: str = ""
    perspective: str | None = None
    theme: str | None = None
    source: str = ""
    why: str = ""
    story: Story | None = None
    weight: float = 1.0
    lead: str | None = None
    contributes_to: tuple[Contribution, ...] = ()
    drives: tuple[Ref, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    changes: tuple[Change, ...] = ()
    visibility: str = "public"
    aliases: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The objective's own id, unique in its unit and cycle."""
        return self.ref.objective

    def key_result_of(self, change: Change) -> KeyResult | None:
        """The key result that one of the objective's changes is about, by its id or a former one; None for others."""
        name = change.what.strip("` ").partition(".")[0]
        return next((k for k in self.key_results if name == k.id or name in k.aliases), None)


@dataclass(frozen=True, slots=True)
class CheckInEntry:
    """What a check-in says of one key result. `confidence` is 0, 0.4, 0.7 or 1; None where nothing was given."""

    key_result: Ref
    value: float | None = None
    confidence: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HealthReading:
    """The state of a health metric at a check-in. `light` is green, amber, red or empty."""

    metric: str
    value: float | None = None
    light: str = ""
    note: str = ""


HARD_QUESTIONS: Mapping[str, str] = {
    "changed": "What changed?",
    "how_confident": "How confident are we?",
    "slows_us_down": "What slows us down?",
    "raise_confidence": "How can confidence rise?",
}
"""The four questions of a check-in by their keys, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One unit's dated update: values and confidence, the hard questions, focus and operational health.

    Free texts are Markdown. `by` is a person id.
    """

    unit: str
    cycle: str
    date: date
    origin: Origin
    by: str | None = None
    entries: tuple[CheckInEntry, ...] = ()
    changed: str = ""
    how_confident: str = ""
    slows_us_down: str = ""
    raise_confidence: str = ""
    wins: tuple[str, ...] = ()
    near_term: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    pipeline: tuple[str, ...] = ()
    health: tuple[HealthReading, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grade:
    """The final word on a key result. `score` (0 to 1) wins over the computed one and needs a `reason`.

    `decision` is keep, modify, drop or empty.
    """

    key_result: Ref
    score: float | None = None
    by: str | None = None
    reason: str = ""
    learning: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Retrospective:
    """What to start, stop and continue."""

    start: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    continue_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A unit's review of a cycle: grades and what was learnt. Items of the lists and free texts are Markdown."""

    unit: str
    cycle: str
    origin: Origin
    date: datetime.date | None = None
    by: str | None = None
    grades: tuple[Grade, ...] = ()
    went_well: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    surprises: tuple[str, ...] = ()
    shifted_priorities: tuple[str, ...] = ()
    adjust: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    wins: tuple[str, ...] = ()
    retrospective: Retrospective = Retrospective()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeerReview:
    """Which units read and commented on this unit's OKRs before the cycle, and when."""

    by: tuple[str, ...]
    date: date


@dataclass(frozen=True, slots=True)
class OkrSet:
    """Everything that one unit said about one cycle. `check_ins` are in order of date.

    `changes` are objectives that were added or removed inside the cycle, as the file's history tells: `what` is the
    objective's id, and `before` or `after` its title.
    """

    unit: str
    cycle: str
    origin: Origin
    objectives: tuple[Objective, ...] = ()
    published: date | None = None
    committed: date | None = None
    peer_reviewed: PeerReview | None = None
    check_ins: tuple[CheckIn, ...] = ()
    review: Review | None = None
    changes: tuple[Change, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
