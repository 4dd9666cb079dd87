"""What okrs.json holds: every kind of thing in it, with the meaning and the unit of each field.

The published schema is made of these classes, with their docstrings as descriptions. Within a format fields may be
added; to rename or remove one takes a new format. Texts are as they were written, "" where nothing was; free texts are
Markdown. Anything that is not known is null. Scores, expected progress and confidence go from 0 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import CycleState, Keep

FORMAT: Literal[1] = 1
"""The version of this form; it grows when something in it is renamed or goes."""

Meta = Mapping[str, Any]


class Shape:
    """Something in the data: no field besides those it names."""

    __slots__ = ()
    __pydantic_config__ = ConfigDict(use_attribute_docstrings=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Roles(Shape):
    """Who runs the OKR programme."""

    sponsor: str | None
    """A person's id."""
    programme_owner: str | None
    """A person's id."""
    coordinator: str | None
    """A person's id."""
    coaches: tuple[str, ...]
    """Ids of people."""


@dataclass(frozen=True, slots=True)
class Organization(Shape):
    """The company itself."""

    name: str
    """What readers see."""
    mission: str
    """What it is for. Markdown."""
    vision: str
    """Where it wants to be. Markdown."""
    values: tuple[str, ...]
    """What it stands for. Markdown."""
    strategy: str
    """How it wants to get there. Markdown."""
    roles: Roles
    """People by role in the programme."""
    meta: Meta
    """Keys of the company's own."""


@dataclass(frozen=True, slots=True)
class Level(Shape):
    """A level of the organisation; the list goes from the company downwards."""

    id: str
    """Short name, as in a unit's `level`."""
    name: str
    """What readers see."""
    plural: str
    """The same for several."""
    weights: Mapping[str, float]
    """What each perspective (its id) counts for in the score of a unit, in percent; empty where nothing is weighed."""
    individual: bool
    """Whether the units of this level are single persons."""


@dataclass(frozen=True, slots=True)
class Perspective(Shape):
    """A dimension of the balanced scorecard."""

    id: str
    """Short name, as in an objective's `perspective`."""
    name: str
    """What readers see."""
    row: int
    """Its row on the strategy map, from 1 at the top."""


@dataclass(frozen=True, slots=True)
class Theme(Shape):
    """A strategic theme."""

    id: str
    """Short name, as in an objective's `theme`."""
    name: str
    """What readers see."""
    description: str
    """What is meant. Markdown."""


@dataclass(frozen=True, slots=True)
class Person(Shape):
    """Somebody who leads or contributes, as published."""

    id: str
    """Short name, as in every `lead` and `by`."""
    name: str
    """What readers see."""
    title: str
    """What they do."""
    meta: Meta
    """Keys of the company's own."""
    page: str
    """Their page, relative to the portal's root."""


@dataclass(frozen=True, slots=True)
class HealthMetric(Shape):
    """A number that a unit keeps healthy all the time."""

    id: str
    """Short name, unique in its unit."""
    title: str
    """What readers see."""
    unit: str
    """Unit of its values."""
    healthy: str
    """What counts as healthy, in words. Markdown."""
    source: str
    """Where its values come from. Markdown."""


@dataclass(frozen=True, slots=True)
class Charter(Shape):
    """What a unit says about itself and its way with OKRs. Free texts are Markdown."""

    mission: str
    """What the unit is for."""
    champion: str | None
    """Who looks after its OKRs: a person's id."""
    people: int | None
    """The number of people in the unit."""
    benefits: str
    """How OKRs will help it."""
    cadence: str
    """How often it checks in, in its own words."""
    day: str
    """On which day."""
    time: str
    """At what time."""
    updates_due: str
    """Until when values have to be in."""
    time_for_okrs: float | None
    """Share of working time for OKRs, in percent."""
    dependencies: str
    """What it depends on."""
    hopes: str
    """What it hopes for."""
    fears: str
    """What it is afraid of."""
    outputs: tuple[str, ...]
    """Metrics mapping: what it produces."""
    leading: tuple[str, ...]
    """Metrics mapping: what predicts success."""
    lagging: tuple[str, ...]
    """Metrics mapping: what confirms it."""
    upcoming_themes: tuple[str, ...]
    """What is likely to matter next."""


@dataclass(frozen=True, slots=True)
class Unit(Shape):
    """A unit of the organisation; a unit stands before those below it."""

    id: str
    """Short name, as in every `unit`."""
    name: str
    """What readers see."""
    level: str
    """A level's id."""
    parent: str | None
    """The unit above; null for the company."""
    lead: str | None
    """A person's id."""
    aliases: tuple[str, ...]
    """Former ids."""
    charter: Charter
    """What it says about itself."""
    health_metrics: tuple[HealthMetric, ...]
    """What it keeps healthy."""
    meta: Meta
    """Keys of the company's own."""
    page: str
    """Its page of today, relative to the portal's root."""


@dataclass(frozen=True, slots=True)
class KeyDate(Shape):
    """A date of a cycle's rhythm."""

    date: date
    """The day."""
    title: str
    """What happens."""


@dataclass(frozen=True, slots=True)
class Cycle(Shape):
    """A period that OKRs are set for."""

    id: str
    """Short name, as in every `cycle`."""
    name: str
    """What readers see."""
    kind: str
    """A word such as "quarter" or "annual"."""
    state: CycleState
    """How far it has come, as its people declare it: scores are final once it is closed."""
    starts: date
    """First day."""
    ends: date
    """Last day."""
    parent: str | None
    """The longer cycle above it."""
    week: int
    """The week that is judged, 1 to `weeks`; 0 before the first day, the last one after the cycle."""
    weeks: int
    """Length in weeks."""
    elapsed: float
    """Share of the cycle that has passed, 0 to 1."""
    key_dates: tuple[KeyDate, ...]
    """Dates to remember."""
    meta: Meta
    """Keys of the company's own."""
    page: str
    """Its page, relative to the portal's root."""


@dataclass(frozen=True, slots=True)
class PeerReview(Shape):
    """Who read and commented on a unit's OKRs before the cycle."""

    by: tuple[str, ...]
    """Ids of units."""
    date: date
    """The day."""


@dataclass(frozen=True, slots=True)
class PerspectiveScore(Shape):
    """A unit's objectives in one perspective."""

    perspective: str | None
    """A perspective's id; null for objectives that name none."""
    weight: float
    """What it counts for in the unit's score, in percent; those of a unit add up to 100."""
    score: float | None
    """Weighted mean of its objectives, 0 to 1."""
    objectives: int
    """How many of the unit's objectives it holds."""


@dataclass(frozen=True, slots=True)
class OkrSet(Shape):
    """What one unit wrote for one cycle, and where the unit stands by it."""

    cycle: str
    """A cycle's id."""
    unit: str
    """A unit's id."""
    published: date | None
    """When it was published."""
    committed: date | None
    """When the unit committed to it."""
    peer_reviewed: PeerReview | None
    """Who read it before."""
    objectives: int
    """How many objectives are in these data."""
    key_results: int
    """How many key results are."""
    score: float | None
    """Where the unit stands, 0 to 1."""
    expected: float | None
    """Where it should stand today, 0 to 1; null without objectives."""
    status: Status | None
    """The same in a word; null without objectives."""
    confidence: float | None
    """Mean of its objectives' confidence, 0 to 1."""
    delta: float | None
    """What the score gained in the last seven days."""
    last_check_in: date | None
    """The day of the last check-in."""
    quiet_days: int | None
    """Days since the last check-in where they are too many, else null."""
    perspectives: tuple[PerspectiveScore, ...]
    """How the score comes about."""
    history: tuple[float | None, ...]
    """The score on the cycle's first day, then at the end of each week so far; null where nothing was said."""
    path: tuple[float, ...]
    """What was and will be expected on the same days, for the whole cycle."""
    meta: Meta
    """Keys of the unit's own."""
    page: str
    """Its page of this cycle, relative to the portal's root."""


@dataclass(frozen=True, slots=True)
class Story(Shape):
    """The OKR story of an objective. Markdown."""

    character: str
    """Who benefits."""
    goal: str
    """What they want."""
    obstacle: str
    """What stands in the way."""
    resolution: str
    """How it ends well."""
    metric_ideas: tuple[str, ...]
    """How it could be measured."""


@dataclass(frozen=True, slots=True)
class Contribution(Shape):
    """What an objective contributes to."""

    to: str
    """The `ref` of an objective or a key result."""
    weight: float
    """How much of it goes there, relative to its other contributions."""


@dataclass(frozen=True, slots=True)
class Dependency(Shape):
    """Something that an objective needs from another unit."""

    unit: str
    """The unit that is waited for."""
    needs: str | None
    """The `ref` of its objective or key result; null for the unit as such."""
    wanted_for: str | None
    """The `ref` of the own key result that waits; null for the whole objective."""
    kind: str
    """"soft" (feedback), "hard" (build, sign-off) or ""."""
    what: str
    """What is needed."""
    due: date | None
    """Until when."""
    confirmed: date | None
    """When the other side agreed."""
    done: date | None
    """When it was delivered."""


@dataclass(frozen=True, slots=True)
class Change(Shape):
    """A target, wording or date that moved inside the cycle, as its unit wrote it down."""

    date: date
    """The day."""
    what: str
    """What moved: a path from the objective, such as "adwords.target"."""
    before: str
    """What it was."""
    after: str
    """What it became."""
    why: str
    """The reason. Markdown."""


@dataclass(frozen=True, slots=True)
class Objective(Shape):
    """What a unit wants to accomplish in a cycle, and where it stands."""

    ref: str
    """Its full name, `cycle/unit/id`."""
    cycle: str
    """A cycle's id."""
    unit: str
    """A unit's id."""
    id: str
    """Short name, unique in its unit and cycle."""
    title: str
    """What readers see."""
    rank: int | None
    """Its rank among the unit's objectives, from 1."""
    kind: str
    """"aspirational", "committed" or ""."""
    perspective: str | None
    """A perspective's id."""
    theme: str | None
    """A theme's id."""
    source: str
    """"top-down", "bottom-up" or ""."""
    why: str
    """Why it matters. Markdown."""
    story: Story | None
    """Its story."""
    weight: float
    """How much it counts beside the unit's other objectives of the same perspective."""
    lead: str | None
    """A person's id."""
    contributes_to: tuple[Contribution, ...]
    """What it contributes to."""
    drives: tuple[str, ...]
    """The `ref` of each objective that it drives on the strategy map."""
    depends_on: tuple[Dependency, ...]
    """What it needs from others."""
    changes: tuple[Change, ...]
    """What moved inside the cycle."""
    aliases: tuple[str, ...]
    """Former ids."""
    score: float | None
    """Where it stands, 0 to 1."""
    expected: float
    """Where it should stand today, 0 to 1."""
    status: Status
    """The same in a word."""
    confidence: float | None
    """Weighted mean of its key results' confidence, 0 to 1."""
    delta: float | None
    """What the score gained in the last seven days."""
    last_check_in: date | None
    """The day of the last check-in on one of its key results."""
    unscored: int
    """How many of its key results have no score; the others share their weight."""
    history: tuple[float | None, ...]
    """The score on the cycle's first day, then at the end of each week so far; null where nothing was said."""
    path: tuple[float, ...]
    """What was and will be expected on the same days, for the whole cycle."""
    meta: Meta
    """Keys of the unit's own."""
    page: str
    """Where it is found, relative to the portal's root."""


@dataclass(frozen=True, slots=True)
class MovingMetric(Shape):
    """A number that goes from a baseline to a target."""

    kind: Literal["moving"]
    """The kind of metric."""
    unit: str
    """Unit of its values, such as "MQL" or "%"."""
    baseline: float | None
    """Where it stood before; null counts as 0."""
    target: float
    """Where it shall be. Below the baseline for what shall fall."""
    plan: Mapping[date, float]
    """Values on the way by day; empty for a straight line."""
    source: str
    """Where its values come from. Markdown."""
    kpi: str
    """The company KPI that it is."""


@dataclass(frozen=True, slots=True)
class KeepMetric(Shape):
    """A number that has to stay in a range."""

    kind: Literal["keep"]
    """The kind of metric."""
    keep: Keep
    """On which side of its bounds."""
    unit: str
    """Unit of its values."""
    low: float | None
    """Lower bound, included."""
    high: float | None
    """Upper bound, included."""
    baseline: float | None
    """Where it stood before."""
    source: str
    """Where its values come from. Markdown."""
    kpi: str
    """The company KPI that it is."""


@dataclass(frozen=True, slots=True)
class Milestone(Shape):
    """A stage."""

    title: str
    """What is reached."""
    weight: float
    """How much it counts beside the others."""
    due: date | None
    """When it is expected."""
    done: date | None
    """When it was reached."""


@dataclass(frozen=True, slots=True)
class MilestoneMetric(Shape):
    """Stages that are reached one by one."""

    kind: Literal["milestones"]
    """The kind of metric."""
    milestones: tuple[Milestone, ...]
    """The stages."""
    source: str
    """Where one sees it. Markdown."""
    kpi: str
    """The company KPI that it is."""


@dataclass(frozen=True, slots=True)
class Deliverable(Shape):
    """Something that is done or not."""

    kind: Literal["deliverable"]
    """The kind of metric."""
    title: str
    """What is delivered."""
    done: date | None
    """When it was."""
    source: str
    """Where one sees it. Markdown."""
    kpi: str
    """The company KPI that it is."""


Metric = Annotated[MovingMetric | KeepMetric | MilestoneMetric | Deliverable, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Initiative(Shape):
    """A project or action that is expected to move a key result."""

    title: str
    """What is done."""
    status: str
    """"open", "doing", "done" or "dropped"."""
    lead: str | None
    """A person's id."""
    due: date | None
    """When it shall be done."""
    url: str
    """Its ticket or page."""


@dataclass(frozen=True, slots=True)
class KeyResult(Shape):
    """The measurable evidence that an objective is being reached, and where it stands."""

    ref: str
    """Its full name, `cycle/unit/objective/id`."""
    cycle: str
    """A cycle's id."""
    unit: str
    """A unit's id."""
    objective: str
    """The `ref` of its objective."""
    id: str
    """Short name, unique in its objective."""
    number: int
    """Its place in the objective, from 1: pages say "KR1"."""
    title: str
    """What readers see."""
    lead: str | None
    """A person's id."""
    contributors: tuple[str, ...]
    """Ids of people or units."""
    indicator: str
    """"leading", "lagging", "output" or ""."""
    weight: float
    """How much it counts beside the objective's other key results."""
    starts: date
    """From when."""
    due: date
    """Until when."""
    metric: Metric | None
    """How it is measured."""
    initiatives: tuple[Initiative, ...]
    """What is done to move it."""
    health_metrics: tuple[str, ...]
    """Ids of its unit's health metrics that must not suffer from it."""
    aliases: tuple[str, ...]
    """Former ids."""
    score: float | None
    """Where it stands, 0 to 1: the grade's score where a review gave one, else the computed one."""
    computed: float | None
    """The score as computed from its metric, 0 to 1."""
    expected: float
    """Where it should stand today, 0 to 1."""
    status: Status
    """The same in a word."""
    value: float | None
    """The last value, in the metric's unit."""
    value_date: date | None
    """The day of that value."""
    confidence: float | None
    """The last confidence given: 0, 0.4, 0.7 or 1."""
    confidence_date: date | None
    """The day it was given."""
    delta: float | None
    """What the computed score gained in the last seven days."""
    last_check_in: date | None
    """The day of the last check-in that names it."""
    quiet_days: int | None
    """Days since the last check-in where they are too many, else null."""
    history: tuple[float | None, ...]
    """The computed score on the cycle's first day, then at the end of each week so far; null for a week of silence."""
    path: tuple[float, ...]
    """What was and will be expected on the same days, for the whole cycle."""
    confidences: tuple[float | None, ...]
    """The last confidence of each week so far, from week 1; null for a week without any."""
    meta: Meta
    """Keys of the unit's own."""
    page: str
    """Where it is found, relative to the portal's root."""


@dataclass(frozen=True, slots=True)
class CheckInEntry(Shape):
    """What a check-in says of one key result."""

    key_result: str
    """The key result's `ref`."""
    value: float | None
    """Its value on that day, in the metric's unit."""
    confidence: float | None
    """How sure its people are: 0, 0.4, 0.7 or 1."""
    note: str
    """A remark. Markdown."""


@dataclass(frozen=True, slots=True)
class HealthReading(Shape):
    """The state of a health metric at a check-in."""

    metric: str
    """A health metric's id."""
    value: float | None
    """Its value."""
    light: str
    """"green", "amber", "red" or ""."""
    note: str
    """A remark. Markdown."""


@dataclass(frozen=True, slots=True)
class CheckIn(Shape):
    """A unit's dated update. Free texts are Markdown."""

    cycle: str
    """A cycle's id."""
    unit: str
    """A unit's id."""
    date: date
    """The day."""
    week: int
    """The week of the cycle that the day lies in; the last one after the cycle."""
    by: str | None
    """A person's id."""
    key_results: tuple[CheckInEntry, ...]
    """Values and confidence."""
    changed: str
    """What changed?"""
    how_confident: str
    """How confident are we?"""
    slows_us_down: str
    """What slows us down?"""
    raise_confidence: str
    """How can confidence rise?"""
    wins: tuple[str, ...]
    """What went well."""
    near_term: tuple[str, ...]
    """Focus: near-term priorities."""
    projects: tuple[str, ...]
    """Focus: big projects."""
    events: tuple[str, ...]
    """Focus: critical events."""
    pipeline: tuple[str, ...]
    """Priorities to come."""
    health: tuple[HealthReading, ...]
    """Operational health."""
    meta: Meta
    """Keys of the unit's own."""


@dataclass(frozen=True, slots=True)
class Grade(Shape):
    """The final word on a key result."""

    key_result: str
    """The key result's `ref`."""
    score: float | None
    """The score given by hand, 0 to 1; null where the computed one stands."""
    by: str | None
    """A person's id."""
    reason: str
    """Why another score than the computed one. Markdown."""
    learning: str
    """What was learnt. Markdown."""
    decision: str
    """"keep", "modify", "drop" or ""."""


@dataclass(frozen=True, slots=True)
class Review(Shape):
    """A unit's review of a cycle. Free texts are Markdown."""

    cycle: str
    """A cycle's id."""
    unit: str
    """A unit's id."""
    date: date | None
    """The day."""
    by: str | None
    """A person's id."""
    grades: tuple[Grade, ...]
    """The final word on each key result."""
    went_well: tuple[str, ...]
    """What went well."""
    obstacles: tuple[str, ...]
    """What stood in the way."""
    surprises: tuple[str, ...]
    """What nobody expected."""
    shifted_priorities: tuple[str, ...]
    """Which priorities shifted."""
    adjust: tuple[str, ...]
    """What to adjust."""
    lessons: tuple[str, ...]
    """What was learnt."""
    wins: tuple[str, ...]
    """What to be proud of."""
    start: tuple[str, ...]
    """What to start."""
    stop: tuple[str, ...]
    """What to stop."""
    continue_: Annotated[tuple[str, ...], Field(serialization_alias="continue")]
    """What to continue."""
    meta: Meta
    """Keys of the unit's own."""


@dataclass(frozen=True, slots=True)
class PortalData(Shape):
    """Everything that a portal publishes, for programs."""

    format: Literal[1]
    """The version of this form. It grows when a field is renamed or goes; new fields come without it."""
    schema: str
    """Where the JSON Schema of these data lies, relative to the portal's root."""
    url: str | None
    """The portal's root, which every `page` is relative to; null where the site does not know its address."""
    as_of: date
    """The day of judgement: nothing dated later counts."""
    audience: str
    """For whom the portal was made: "public", "internal" or "restricted"."""
    organization: Organization
    """The company."""
    levels: tuple[Level, ...]
    """Levels, from the company downwards."""
    perspectives: tuple[Perspective, ...]
    """Dimensions of the scorecard, in their order."""
    themes: tuple[Theme, ...]
    """Strategic themes."""
    people: tuple[Person, ...]
    """Who leads or contributes."""
    units: tuple[Unit, ...]
    """Units, each before those below it."""
    cycles: tuple[Cycle, ...]
    """Cycles, in order of their first day."""
    okr_sets: tuple[OkrSet, ...]
    """What each unit wrote for each cycle, and where it stands."""
    objectives: tuple[Objective, ...]
    """Objectives of all cycles."""
    key_results: tuple[KeyResult, ...]
    """Key results of all cycles."""
    check_ins: tuple[CheckIn, ...]
    """Check-ins by cycle and unit, oldest first."""
    reviews: tuple[Review, ...]
    """Reviews by cycle and unit."""
