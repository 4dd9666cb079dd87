"""Records of settings.yml."""

from typing import Literal

from mkdocs_okr.sources.records.values import (
    Day,
    Flag,
    Id,
    Meta,
    Number,
    PositiveCount,
    Record,
    Share,
    Text,
    Title,
    WebAddress,
    Weight,
    meta_field,
    needed,
    said,
)


class LevelRecord(Record):
    """A level of the organisation."""

    id: Id = needed("Short name that units use in `level`.", "department")
    name: Title = needed("What readers see.", "Department")
    plural: Title | None = said("The name for several of them.", "Departments")
    weights: dict[Id, Weight] | None = said(
        "How much each perspective weighs on this level, in percent; together 100.",
        {"financial": 40, "customer": 30, "internal-process": 20, "learning-growth": 10},
    )
    individual: Flag | None = said("Whether the units of this level are single persons.", True)


class PerspectiveRecord(Record):
    """A Balanced Scorecard perspective."""

    id: Id = needed("Short name that objectives use in `perspective`.", "customer")
    name: Title = needed("What readers see.", "Customer")
    row: PositiveCount | None = said("Row on the strategy map, from 1 at the top.", 2)


class PaceRecord(Record):
    """Where pace changes its word: lower bounds of score minus expected progress."""

    ahead: Number | None = said("Ahead from here.", 0.1)
    on_track: Number | None = said("On track from here.", -0.05)
    at_risk: Number | None = said("At risk from here, off track below.", -0.2)


class ScoringRecord(Record):
    """How scores are computed."""

    objective: Literal["mean", "weakest"] | None = said(
        "An objective's score: the weighted mean of its key results, or that of the weakest.", "mean"
    )
    pace: PaceRecord | None = said("Where pace changes its word.", {"ahead": 0.1, "on_track": -0.05, "at_risk": -0.2})
    good: Share | None = said("Final scores from here are good.", 0.7)
    fair: Share | None = said("Final scores from here are fair.", 0.4)


class RhythmRecord(Record):
    """How often people check in."""

    check_in_days: PositiveCount | None = said("Days between check-ins.", 7)
    stale_days: PositiveCount | None = said("Days after which a key result counts as quiet.", 14)


class RepositoryRecord(Record):
    """Where the sources live, for links that lead to the editor."""

    url: WebAddress = needed("Address of the repository.", "https://github.com/acme/okrs")
    host: Literal["github", "gitlab", "gitea"] | None = said("What runs there; guessed where it can be.", "gitlab")
    branch: Text | None = said("The branch that is published.", "main")
    sources: Text | None = said("The sources folder inside the repository.", "okrs")


class SettingsRecord(Record):
    """settings.yml: how this portal works."""

    format: PositiveCount | None = said("Version of the source format.", 1)
    as_of: Day | None = said("The portal's “today”; without it, the day it is built.", "2027-02-12")
    audience: Literal["public", "internal", "restricted"] | None = said(
        "Who reads this portal; objectives for a narrower circle are left out.", "public"
    )
    levels: list[LevelRecord] | None = said(
        "Levels from the company downwards.", [{"id": "company", "name": "Company", "plural": "Company"}]
    )
    perspectives: list[PerspectiveRecord] | None = said(
        "Balanced Scorecard perspectives.", [{"id": "financial", "name": "Financial", "row": 1}]
    )
    scoring: ScoringRecord | None = said("How scores are computed.", {"objective": "mean"})
    rhythm: RhythmRecord | None = said("How often people check in.", {"check_in_days": 7, "stale_days": 14})
    repository: RepositoryRecord | None = said(
        "Where the sources live.", {"url": "https://github.com/acme/okrs", "branch": "main", "sources": "okrs"}
    )
    playbook: Title | None = said("The folder of the playbook's pages, seen from this file.", "../docs/playbook")
    meta: Meta | None = meta_field()
