"""How a key result is measured: one class per kind of metric."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Keep(StrEnum):
    """On which side of its bounds a kept metric has to stay."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class MovingMetric:
    """A number that goes from a baseline to a target; it is a decrease when the target lies below the baseline.

    `unit` is printed after the number ("MQL", "%"), or before it when it is a currency sign. `baseline` None means
    that nobody wrote one: progress is then counted from 0. `current` is the inline value of people who do not keep
    check-ins. `plan` maps a date to the value expected on it.
    """

    target: float
    baseline: float | None = None
    unit: str = ""
    current: float | None = None
    source: str = ""
    kpi: str = ""
    plan: Mapping[date, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeepMetric:
    """A number that has to stay in a range. `low` is None for "at most", `high` is None for "at least"."""

    keep: Keep
    low: float | None
    high: float | None
    baseline: float | None = None
    unit: str = ""
    current: float | None = None
    source: str = ""
    kpi: str = ""

    def holds(self, value: float) -> bool:
        """Whether `value` lies in the range, bounds included."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage of a milestone metric. `weight` is relative to its siblings; `done` is the day it was reached."""

    title: str
    weight: float = 1.0
    done: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneMetric:
    """Stages that are reached one by one; progress is the weight of those that are done."""

    milestones: tuple[Milestone, ...]
    source: str = ""
    kpi: str = ""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Done or not done. `title` says what is delivered, `done` the day it was."""

    title: str
    done: date | None = None
    source: str = ""
    kpi: str = ""


Metric = MovingMetric | KeepMetric | MilestoneMetric | Deliverable
