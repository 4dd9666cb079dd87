"""The resolved portfolio: what a company wrote about its OKRs, as immutable values.

Nothing in this room knows files, YAML, HTML or MkDocs. Where a value came from is kept as an opaque `Origin`.
"""

from mkdocs_okr.model.cycle import Cycle, CycleState, KeyDate
from mkdocs_okr.model.metric import (
    Deliverable,
    Keep,
    KeepMetric,
    Metric,
    Milestone,
    MilestoneMetric,
    MovingMetric,
)
from mkdocs_okr.model.okr import (
    Change,
    CheckIn,
    CheckInEntry,
    Contribution,
    Dependency,
    Grade,
    HealthReading,
    Initiative,
    KeyResult,
    Objective,
    OkrSet,
    PeerReview,
    Retrospective,
    Review,
    Story,
)
from mkdocs_okr.model.organization import (
    Attestation,
    Charter,
    HealthMetric,
    Level,
    MetricsMapping,
    Organization,
    Person,
    Perspective,
    Roles,
    RollOut,
    Theme,
    Unit,
)
from mkdocs_okr.model.place import Origin, Place
from mkdocs_okr.model.portfolio import Portfolio
from mkdocs_okr.model.ref import Ref
from mkdocs_okr.model.settings import PaceThresholds, Repository, Rhythm, Scoring, Settings

__all__ = [
    "Attestation",
    "Change",
    "Charter",
    "CheckIn",
    "CheckInEntry",
    "Contribution",
    "Cycle",
    "CycleState",
    "Deliverable",
    "Dependency",
    "Grade",
    "HealthMetric",
    "HealthReading",
    "Initiative",
    "Keep",
    "KeepMetric",
    "KeyDate",
    "KeyResult",
    "Level",
    "Metric",
    "MetricsMapping",
    "Milestone",
    "MilestoneMetric",
    "MovingMetric",
    "Objective",
    "OkrSet",
    "Organization",
    "Origin",
    "PaceThresholds",
    "PeerReview",
    "Person",
    "Perspective",
    "Place",
    "Portfolio",
    "Ref",
    "Repository",
    "Retrospective",
    "Review",
    "Rhythm",
    "Roles",
    "RollOut",
    "Scoring",
    "Settings",
    "Story",
    "Theme",
    "Unit",
]
