"""How a portal works: the choices of settings.yml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mkdocs_okr.model.organization import Level, Perspective


@dataclass(frozen=True, slots=True)
class PaceThresholds:
    """Lower bounds of score minus expected progress, each included; below `at_risk` a key result is off track."""

    ahead: float = 0.10
    on_track: float = -0.05
    at_risk: float = -0.20


@dataclass(frozen=True, slots=True)
class Scoring:
    """How scores roll up. `objective` is "mean" (weighted mean of key results) or "weakest" (the lowest of them).

    `good` and `fair` are the lower bounds of the bands of a final score (0.7 and 0.4 by default).
    """

    objective: str = "mean"
    pace: PaceThresholds = PaceThresholds()
    good: float = 0.7
    fair: float = 0.4


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days between check-ins, and the number of days after which a key result counts as quiet."""

    check_in_days: int = 7
    stale_days: int = 14


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the sources live, for "edit this" links. `host` is github, gitlab or gitea.

    `sources` is the path of the sources folder inside the repository.
    """

    url: str
    host: str
    branch: str = "main"
    sources: str = "okrs"


@dataclass(frozen=True, slots=True)
class Settings:
    """The portal's choices. `as_of` None means the day of the build. `audience` is public, internal or restricted:
    whatever asks for a narrower circle than it is removed before anything is computed.
    """

    levels: tuple[Level, ...]
    perspectives: tuple[Perspective, ...]
    scoring: Scoring = Scoring()
    rhythm: Rhythm = Rhythm()
    audience: str = "public"
    as_of: date | None = None
    repository: Repository | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
