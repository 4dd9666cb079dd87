"""Records of settings.yml."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict

from mkdocs_okr.sources.records.values import (
    Day,
    Flag,
    Id,
    Ids,
    Meta,
    Number,
    OrBare,
    PositiveCount,
    Record,
    Share,
    Text,
    Texts,
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
    publish_closed: Flag | None = said("Whether the portal still shows the scores of closed cycles.", False)


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


class RuleSettingRecord(Record):
    """What this company wants of one rule.

    Every other key is the name of one of the rule's numbers; only the rules themselves know which of them exist.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Number]

    severity: Literal["error", "warning", "info", "ignore"] | None = said("How loud its findings are.", "error")

    @property
    def limits(self) -> dict[str, float]:
        """The numbers by name."""
        return self.__pydantic_extra__


def _rule_setting(value: object) -> object:
    return {"severity": value} if isinstance(value, str) else value


RuleSetting = Annotated[
    RuleSettingRecord,
    BeforeValidator(_rule_setting),
    OrBare("severity", {"enum": ["error", "warning", "info", "ignore"], "type": "string"}),
]
"""A bare word is the severity: `KR020: ignore`."""


class RuleExceptionRecord(Record):
    """Units or files where rules are judged differently."""

    rules: Texts | None = said("Codes or names of rules; without it, all rules are meant.", ["OBJ002"])
    units: Ids | None = said("Units that it holds for, with every unit below them.", ["sales"])
    paths: Texts | None = said(
        "Files that it holds for, from the sources folder; `*` stands for any characters, `/` among them.",
        ["2026-q1/*"],
    )
    severity: Literal["error", "warning", "info", "ignore"] | None = said(
        "How loud findings are there; `ignore` keeps them quiet.", "info"
    )
    reason: Title = needed("Why, in words that a colleague understands a year later.", "Sales counts in euros.")


class WordsRecord(Record):
    """The words that titles are judged by."""

    language: Text | None = said("The language that OKRs are written in.", "en")
    add: dict[Text, Texts] | None = said("Words to add, by the name of the list.", {"task_verbs": ["roll out"]})
    remove: dict[Text, Texts] | None = said(
        "Words to leave out, by the name of the list.", {"vague_words": ["several"]}
    )


class ChecksRecord(Record):
    """How the checklists are judged."""

    fail_on: Literal["error", "warning", "info", "never"] | None = said(
        "Findings from this severity on make `okr check` fail.", "warning"
    )
    build: Literal["error", "warning", "info", "never"] | None = said(
        "Findings from this severity on are warnings when the site is built.", "error"
    )
    rules: dict[Text, RuleSetting] | None = said(
        "What you want of single rules, by code or name: a severity, or a mapping with the rule's numbers.",
        {"KR020": "ignore", "OBJ020": {"most": 4}},
    )
    exceptions: list[RuleExceptionRecord] | None = said(
        "Where rules are judged differently; the first that fits a finding counts.",
        [{"rules": ["OBJ002"], "units": ["sales"], "reason": "Sales counts in euros."}],
    )
    words: WordsRecord | None = said("The words that titles are judged by.", {"language": "en"})


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
    checks: ChecksRecord | None = said("How the checklists are judged.", {"fail_on": "warning"})
    meta: Meta | None = meta_field()
