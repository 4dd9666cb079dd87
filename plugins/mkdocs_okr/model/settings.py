"""How a portal works: the choices of settings.yml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mkdocs_okr.model.organization import Level, Perspective
from mkdocs_okr.model.place import Origin


@dataclass(frozen=True, slots=True)
class PaceThresholds:
    """Lower bounds of score minus expected progress, each included; below `at_risk` a key result is off track."""

    ahead: float = 0.10
    on_track: float = -0.05
    at_risk: float = -0.20


@dataclass(frozen=True, slots=True)
class Scoring:
    """How scores roll up. `objective` is "mean" (weighted mean of key results) or "weakest" (the lowest of them).

    `good` and `fair` are the lower bounds of the bands of a final score (0.7 and 0.4 by default). `publish_closed` says
    whether the portal goes on showing the scores of a cycle once it is closed.
    """

    objective: str = "mean"
    pace: PaceThresholds = PaceThresholds()
    good: float = 0.7
    fair: float = 0.4
    publish_closed: bool = True


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
class RuleSetting:
    """What a company wants of one rule: another `severity` (error, warning, info or ignore), or other limits.

    `limits` maps the names of the rule's numbers to the company's own.
    """

    severity: str | None = None
    limits: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleException:
    """Where rules are judged differently: their findings get `severity` there ("ignore" drops them).

    `rules` are codes or names, empty for all of them. `units` are unit ids with everything below each, `paths` are
    patterns such as `2026-q1/**`, relative to the sources folder; a finding is meant that fits one of either.
    """

    rules: tuple[str, ...]
    reason: str
    units: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    severity: str = "ignore"


@dataclass(frozen=True, slots=True)
class WordSettings:
    """In which language the OKRs are written, and what the company changes in its word lists.

    `add` and `remove` map the name of a list to words.
    """

    language: str = "en"
    add: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remove: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How the checklists are judged. `rules` is keyed by code or name, as written.

    `fail_on` is the severity from which `okr check` fails, `build` the one from which a finding is a warning of the
    site's build ("error", "warning", "info", or "never"). `origin` is that of the section in settings.yml.
    """

    fail_on: str = "error"
    build: str = "warning"
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    exceptions: tuple[RuleException, ...] = ()
    words: WordSettings = WordSettings()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The portal's choices. `as_of` None means the day of the build. `audience` is public, internal or restricted:
    whatever asks for a narrower circle than it is removed before anything is computed. `playbook` is the folder of the
    playbook as it was chosen, relative to the sources folder; None means the usual one.
    """

    levels: tuple[Level, ...]
    perspectives: tuple[Perspective, ...]
    scoring: Scoring = Scoring()
    rhythm: Rhythm = Rhythm()
    audience: str = "public"
    as_of: date | None = None
    repository: Repository | None = None
    playbook: str | None = None
    checks: CheckSettings = CheckSettings()
    meta: Mapping[str, Any] = field(default_factory=dict)
