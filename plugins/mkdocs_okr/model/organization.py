"""The organisation that sets OKRs: levels, units with their charters, people, perspectives and themes."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mkdocs_okr.model.place import Origin


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the organisation, from the company downwards.

    `weights` maps perspective ids to percentages that add up to 100; empty means that the level weighs nothing.
    `individual` marks the level whose units are single persons. `origin` is None for the levels that are there without
    being written.
    """

    id: str
    name: str
    plural: str
    weights: Mapping[str, float] = field(default_factory=dict)
    individual: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Perspective:
    """A Balanced Scorecard dimension. `row` is its row on the strategy map, from 1 at the top."""

    id: str
    name: str
    row: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A strategic theme: a column of the strategy map."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who runs the programme: person ids."""

    sponsor: str | None = None
    programme_owner: str | None = None
    coordinator: str | None = None
    coaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollOut:
    """How the programme is being introduced: `structure` is "pilot", "leads" or "everybody".

    `units` are the units it includes; empty means all of them.
    """

    structure: str = "everybody"
    units: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """The company itself: what it is for, and who runs its OKR programme. Free texts are Markdown."""

    name: str
    origin: Origin
    mission: str = ""
    vision: str = ""
    values: tuple[str, ...] = ()
    strategy: str = ""
    themes: tuple[Theme, ...] = ()
    roles: Roles = Roles()
    roll_out: RollOut = RollOut()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HealthMetric:
    """A number that a unit keeps healthy all the time; it complements OKRs and is never replaced by them."""

    id: str
    title: str
    unit: str = ""
    healthy: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class MetricsMapping:
    """The metrics-mapping worksheet of a unit: what it produces, what predicts, what confirms."""

    outputs: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    lagging: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Charter:
    """What a unit says about itself and its way with OKRs (the embedding worksheet). Free texts are Markdown.

    `time_for_okrs` is a share of working time in percent, 0 to 100. `people` is the number of people in the unit.
    `cadence`, `day`, `time` and `updates_due` say in the unit's own words when it checks in.
    """

    mission: str = ""
    champion: str | None = None
    people: int | None = None
    benefits: str = ""
    cadence: str = ""
    day: str = ""
    time: str = ""
    updates_due: str = ""
    time_for_okrs: float | None = None
    dependencies: str = ""
    hopes: str = ""
    fears: str = ""
    metrics: MetricsMapping = MetricsMapping()
    upcoming_themes: tuple[str, ...] = ()
    health_metrics: tuple[HealthMetric, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the organisation. `level` and `parent` are ids; the company alone has no parent."""

    id: str
    name: str
    level: str
    parent: str | None
    origin: Origin
    lead: str | None = None
    charter: Charter = Charter()
    aliases: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who leads or contributes. No more is kept than is published."""

    id: str
    name: str
    origin: Origin
    title: str = ""
    aliases: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attestation:
    """Somebody vouches for a checklist item (`readiness.leadership`), with evidence, until a date."""

    item: str
    by: str
    date: date
    origin: Origin
    evidence: str = ""
    expires: datetime.date | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
