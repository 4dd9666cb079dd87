"""Records of a cycle's files: cycle.yml, OKR files, check-ins and reviews."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from mkdocs_okr.sources.records.values import (
    REFERENCE_SCHEMA,
    Confidence,
    Day,
    Id,
    Ids,
    Meta,
    Number,
    OneOrMany,
    OrBare,
    OwnKeyResult,
    PositiveCount,
    Record,
    Reference,
    References,
    Share,
    Text,
    Texts,
    Title,
    UnitOrReference,
    WebAddress,
    Weight,
    meta_field,
    needed,
    said,
)


class KeyDateRecord(Record):
    """A date of the cycle's rhythm."""

    date: Day = needed("The day.", "2027-02-15")
    title: Title = needed("What happens.", "Mid-quarter review")


class CycleRecord(Record):
    """cycle.yml: a period that OKRs are set for."""

    name: Title | None = said("What readers see; without it, the folder's name.", "Q1 2027")
    kind: Text | None = said("Kind of period.", "quarter", "annual")
    starts: Day = needed("First day.", "2027-01-01")
    ends: Day = needed("Last day.", "2027-03-31")
    parent: Id | None = said("The longer cycle above.", "2027")
    state: Literal["draft", "active", "closed"] | None = said("`closed` once the grades are final.", "active")
    key_dates: list[KeyDateRecord] | None = said(
        "Dates to remember.", [{"date": "2027-02-15", "title": "Mid-quarter review"}]
    )
    meta: Meta | None = meta_field()


class MilestoneRecord(Record):
    """A stage of a milestone metric."""

    title: Title = needed("What is reached.", "contract signed")
    weight: Weight | None = said("How much it counts beside the others.", 1)
    done: Day | None = said("The day it was reached.", "2027-01-20")
    due: Day | None = said("The day it is expected.", "2027-01-31")


class MetricRecord(Record):
    """How a key result is measured. The keys decide the kind.

    `baseline` and `target`: a number that moves. `keep`: a number that stays in a range. `milestones`: stages.
    `deliverable`: done or not done.
    """

    unit: Text | None = said("Unit of the number; a currency sign is printed before it.", "MQL", "%", "$")
    baseline: Number | None = said("Where the number stands before the cycle.", 120)
    target: Number | None = said("Where it shall be; with `keep`, the bound.", 200, "$600K")
    current: Number | None = said("Where it stands now, if you do not keep check-ins.", 168)
    keep: Literal["at least", "at most", "between"] | None = said("On which side of the bound to stay.", "at least")
    low: Number | None = said("Lower bound for `keep: between`.", 40)
    high: Number | None = said("Upper bound for `keep: between`.", 60)
    milestones: list[MilestoneRecord] | None = said("Stages, reached one by one.", [{"title": "contract signed"}])
    deliverable: Title | None = said("What is delivered, where nothing can be counted.", "The new price list")
    done: Day | None = said("The day it was delivered.", "2027-02-20")
    source: Text | None = said("Where the number comes from.", "weekly AdWords report")
    kpi: Text | None = said("The company KPI that it is.", "mql")


class InitiativeRecord(Record):
    """A project or action that is expected to move a key result."""

    title: Title = needed("What is done.", "Rebuild the landing page")
    status: Literal["open", "doing", "done", "dropped"] | None = said("How far it is.", "doing")
    lead: Id | None = said("Who leads it: an id from people.yml.", "mr-smith")
    due: Day | None = said("When it shall be done.", "2027-02-01")
    url: WebAddress | None = said("Its ticket or page.", "https://tracker.example.com/MKT-12")


class KeyResultRecord(Record):
    """The measurable evidence that an objective is being reached."""

    id: Id = needed("Short name; it becomes part of addresses.", "adwords")
    title: Title = needed("What readers see.", "Qualified leads from search ads")
    lead: Id | None = said("Who is answerable: an id from people.yml.", "mr-smith")
    contributors: Ids | None = said("Who helps: ids of people or units.", ["ppc-marketing"])
    metric: MetricRecord | None = said(
        "How it is measured.", {"unit": "MQL", "baseline": 120, "target": 200, "source": "weekly AdWords report"}
    )
    indicator: Literal["leading", "lagging", "output"] | None = said("Kind of indicator.", "leading")
    due: Day | None = said("Until when; without it, the cycle's last day.", "2027-02-24")
    starts: Day | None = said("From when; without it, the cycle's first day.", "2027-01-15")
    weight: Weight | None = said("How much it counts beside the others (1 without it).", 2)
    plan: dict[Day, Number] | None = said("Values on the way; without it, a straight line.", {"2027-01-31": 150})
    initiatives: list[InitiativeRecord] | None = said(
        "What is done to move it.", [{"title": "Rebuild the landing page", "status": "doing"}]
    )
    health_metrics: Ids | None = said("Health metrics that must not suffer from it.", ["team-engagement"])
    aliases: Ids | None = said("Former ids, so that old links and check-ins keep working.", ["ads"])
    meta: Meta | None = meta_field()


class ContributionRecord(Record):
    """What an objective contributes to."""

    to: Reference = needed("An objective or key result.", "company/grow/marketing-strength")
    weight: Weight | None = said("How much of it, beside the other contributions.", 1)


def _contribution(value: object) -> object:
    return {"to": value} if isinstance(value, str) else value


def _contributions(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Contributions = Annotated[
    list[Annotated[ContributionRecord, BeforeValidator(_contribution), OrBare("to", REFERENCE_SCHEMA)]],
    BeforeValidator(_contributions),
    OneOrMany(),
]


class StoryRecord(Record):
    """The OKR story of an objective (Markdown)."""

    character: Text | None = said("Who benefits, and their ordinary life.", "A buyer who compares five offers.")
    goal: Text | None = said("What they want.", "To decide within a week.")
    obstacle: Text | None = said("What stands in the way.", "Nobody calls back.")
    resolution: Text | None = said("How it ends well.", "An answer within two hours.")
    metric_ideas: Texts | None = said("How it could be measured.", ["hours until the first answer"])


class DependencyRecord(Record):
    """Something that is needed from another unit."""

    needs: UnitOrReference = needed("A unit, or an objective or key result of one.", "sales/increase-revenue")
    kind: Literal["soft", "hard"] | None = said("`soft`: feedback. `hard`: build or sign-off.", "hard")
    for_: Text | None = said(
        "The own key result that waits for it, or what is needed.", "lead acceptance rules", alias="for"
    )
    what: Text | None = said("What is needed, where `for` names a key result.", "lead acceptance rules")
    due: Day | None = said("Until when.", "2027-01-31")
    confirmed: Day | None = said("When the other side agreed.", "2026-12-28")
    done: Day | None = said("When it was delivered.", "2027-01-30")


class ChangeRecord(Record):
    """A target, wording or date that moved inside the cycle."""

    date: Day = needed("When.", "2027-02-01")
    what: Title = needed("What moved, as a path from the objective.", "adwords.target")
    from_: Text | None = said("What it was.", "180", alias="from")
    to: Text | None = said("What it is now.", "200")
    why: Text | None = said("Why it moved.", "The budget was raised.")


class ObjectiveRecord(Record):
    """What a unit wants to accomplish in a cycle."""

    id: Id = needed("Short name; it becomes part of addresses.", "qualified-demand")
    title: Title = needed("What readers see: one line, no numbers.", "Make sales wait for nobody but us")
    lead: Id | None = said("Who is answerable: an id from people.yml.", "mr-smith")
    rank: PositiveCount | None = said("Its place among the unit's objectives, from 1.", 1)
    kind: Literal["aspirational", "committed"] | None = said(
        "`committed` is expected in full, `aspirational` is a stretch.", "aspirational"
    )
    perspective: Id | None = said("A perspective of settings.yml.", "customer")
    theme: Id | None = said("A theme of organization.yml.", "enterprise")
    origin: Literal["top-down", "bottom-up"] | None = said("Where the idea came from.", "bottom-up")
    why: Text | None = said("Why it matters now (Markdown).", "Sales lost two deals for want of leads.")
    story: StoryRecord | None = said("The OKR story.", {"character": "A buyer who compares five offers."})
    weight: Weight | None = said("How much it counts beside the unit's other objectives (1 without it).", 1)
    contributes_to: Contributions | None = said(
        "The objective or key result above that it helps; or a list, with weights.", "company/grow/marketing-strength"
    )
    drives: References | None = said("Objectives that it causes to succeed.", ["company/win-enterprise"])
    visibility: Literal["public", "internal", "restricted"] | None = said("Who may read it.", "internal")
    key_results: list[KeyResultRecord] | None = said(
        "How everybody will see that it is reached.", [{"id": "adwords", "title": "Leads from search ads"}]
    )
    depends_on: list[DependencyRecord] | None = said(
        "What is needed from other units.", [{"needs": "sales/increase-revenue", "kind": "hard"}]
    )
    changes: list[ChangeRecord] | None = said(
        "What moved inside the cycle.", [{"date": "2027-02-01", "what": "adwords.target", "from": "180", "to": "200"}]
    )
    aliases: Ids | None = said("Former ids, so that old links and check-ins keep working.", ["demand"])
    meta: Meta | None = meta_field()


class PeerReviewRecord(Record):
    """Who read the OKRs before the cycle."""

    by: Ids = needed("The units that read them.", ["sales", "hr"])
    date: Day = needed("When.", "2026-12-22")


class OkrFileRecord(Record):
    """The OKRs of a unit in a cycle."""

    unit: Id | None = said("The unit; the same as the file's name.", "marketing")
    published: Day | None = said("When they were shown to everybody.", "2026-12-17")
    committed: Day | None = said("When the unit committed to them.", "2026-12-29")
    peer_reviewed: PeerReviewRecord | None = said(
        "Who read them before the cycle.", {"by": ["sales", "hr"], "date": "2026-12-22"}
    )
    objectives: list[ObjectiveRecord] | None = said(
        "One to five objectives.", [{"id": "qualified-demand", "title": "Make sales wait for nobody but us"}]
    )
    meta: Meta | None = meta_field()


class EntryRecord(Record):
    """What a check-in says of one key result."""

    value: Number | None = said("Where the number stands.", 168)
    confidence: Confidence | None = said("1 high, 0.7 likely, 0.4 a challenge, 0 unlikely.", 0.7)
    note: Text | None = said("What happened (Markdown).", "The new page is live.")


class FocusRecord(Record):
    """What the unit looks at next."""

    near_term: Texts | None = said("Near-term priorities.", ["landing page"])
    projects: Texts | None = said("Big projects.", ["new brand"])
    events: Texts | None = said("Critical events.", ["trade fair on 3 March"])


class HealthReadingRecord(Record):
    """The state of a health metric."""

    value: Number | None = said("Where the number stands.", 1.2)
    light: Literal["green", "amber", "red"] | None = said("How healthy that is.", "green")
    note: Text | None = said("Why (Markdown).", "Two people are ill.")


class CheckInRecord(Record):
    """A unit's check-in; the file's name is its date."""

    by: Id | None = said("Who wrote it: an id from people.yml.", "mr-smith")
    key_results: dict[OwnKeyResult, EntryRecord | None] | None = said(
        "What there is to say of each key result, by `objective/key-result`.",
        {"qualified-demand/adwords": {"value": 168, "confidence": 0.7, "note": "The new page is live."}},
    )
    changed: Text | None = said("What changed? (Markdown)", "A large customer left.")
    how_confident: Text | None = said("How confident are we? (Markdown)", "More than last week.")
    slows_us_down: Text | None = said("What slows us down? (Markdown)", "Waiting for the contract.")
    raise_confidence: Text | None = said("How can confidence rise? (Markdown)", "A second pair of hands.")
    wins: Texts | None = said("What went well.", ["first enterprise customer"])
    focus: FocusRecord | None = said("What the unit looks at next.", {"near_term": ["landing page"]})
    pipeline: Texts | None = said("What waits, most important first.", ["price list"])
    health: dict[Id, HealthReadingRecord | None] | None = said(
        "State of the unit's health metrics.", {"team-engagement": {"light": "amber"}}
    )
    meta: Meta | None = meta_field()


class GradeRecord(Record):
    """The final word on a key result."""

    score: Share | None = said("Score given by hand, 0 to 1; it wins over the computed one.", 0.8)
    by: Id | None = said("Who gave it: an id from people.yml.", "mr-smith")
    reason: Text | None = said("Why this score; needed wherever one is given by hand.", "Two deals closed a day late.")
    learning: Text | None = said("What was learnt (Markdown).", "Start with the smaller channel.")
    decision: Literal["keep", "modify", "drop"] | None = said("What happens to it in the next cycle.", "keep")


class RetrospectiveRecord(Record):
    """What to start, stop and continue."""

    start: Texts | None = said("What to start.", ["calling back within a day"])
    stop: Texts | None = said("What to stop.", ["monthly status slides"])
    continue_: Texts | None = said("What to continue.", ["Monday check-ins"], alias="continue")


class ReviewRecord(Record):
    """A unit's review when the cycle closes."""

    date: Day | None = said("When it was held.", "2027-03-29")
    by: Id | None = said("Who wrote it: an id from people.yml.", "mr-smith")
    grades: dict[OwnKeyResult, GradeRecord | None] | None = said(
        "The final word on each key result, by `objective/key-result`.",
        {"qualified-demand/adwords": {"score": 0.8, "reason": "Two deals closed a day late.", "decision": "keep"}},
    )
    went_well: Texts | None = said("What went well.", ["search ads"])
    obstacles: Texts | None = said("What stood in the way.", ["late budget"])
    surprises: Texts | None = said("Unexpected events.", ["a competitor closed"])
    shifted_priorities: Texts | None = said("Priorities that shifted.", ["trade fair dropped"])
    adjust: Texts | None = said("What to adjust.", ["fewer key results"])
    lessons: Texts | None = said("Lessons learnt.", ["measure from day one"])
    wins: Texts | None = said("What to celebrate.", ["200 leads in a month"])
    retrospective: RetrospectiveRecord | None = said("Start, stop, continue.", {"start": ["calling back within a day"]})
    meta: Meta | None = meta_field()
