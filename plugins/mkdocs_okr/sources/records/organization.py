"""Records of organization.yml, units/*.yml, people.yml and attestations.yml."""

from typing import Literal

from mkdocs_okr.sources.records.values import (
    Count,
    Day,
    Id,
    Ids,
    Meta,
    Percent,
    Record,
    Text,
    Texts,
    Title,
    meta_field,
    needed,
    said,
)


class ThemeRecord(Record):
    """A strategic theme: a column of the strategy map."""

    id: Id = needed("Short name that objectives use in `theme`.", "enterprise")
    name: Title = needed("What readers see.", "Grow in enterprise")
    description: Text | None = said("What the theme means (Markdown).", "Win and keep companies above 1,000 people.")


class RolesRecord(Record):
    """Who runs the OKR programme: ids from people.yml."""

    sponsor: Id | None = said("The executive who says why the company uses OKRs.", "mr-aaron")
    programme_owner: Id | None = said("Leads the programme and recommends conventions.", "mr-smith")
    coordinator: Id | None = said("Schedules sessions and reminds.", "mr-klein")
    coaches: Ids | None = said("Internal coaches, one for about 50 people.", ["mr-klein"])


class RollOutRecord(Record):
    """How OKRs are being introduced."""

    structure: Literal["pilot", "leads", "everybody"] | None = said("Who takes part by now.", "pilot")
    units: Ids | None = said("The units that take part; without it, all of them.", ["marketing", "sales"])
    since: Day | None = said("The day the roll-out began.", "2026-10-01")


class CheckInRhythmRecord(Record):
    """When a unit checks in."""

    cadence: Text | None = said("How often.", "weekly")
    day: Text | None = said("On which day.", "Monday")
    time: Text | None = said("At what time.", "09:30")
    updates_due: Text | None = said("Until when everybody has written their update.", "Friday noon")


class MetricsMappingRecord(Record):
    """The metrics-mapping worksheet."""

    outputs: Texts | None = said("What the unit produces.", ["newsletters sent"])
    leading: Texts | None = said("What predicts success.", ["replies within a day"])
    lagging: Texts | None = said("What confirms it.", ["revenue per customer"])


class HealthMetricRecord(Record):
    """A number that the unit keeps healthy all the time."""

    id: Id = needed("Short name that check-ins use in `health`.", "team-engagement")
    title: Title = needed("What readers see.", "Team engagement")
    unit: Text | None = said("Unit of the number.", "%")
    healthy: Text | None = said("What healthy means, in words.", "8 or more")
    source: Text | None = said("Where the number comes from.", "monthly pulse survey")


class UnitRecord(Record):
    """A unit of the organisation and its charter."""

    name: Title = needed("What readers see.", "Marketing")
    level: Id | None = said("A level of settings.yml; without it, the one below the parent's.", "department")
    parent: Id | None = said("The unit above; only the company has none.", "company")
    lead: Id | None = said("Who leads the unit: an id from people.yml.", "mr-smith")
    aliases: Ids | None = said("Former ids, so that old links keep working.", ["promotion"])
    mission: Text | None = said("What the unit is for (Markdown).", "Make the right people know us.")
    champion: Id | None = said("The unit's OKR champion: an id from people.yml.", "mr-klein")
    people: Count | None = said("How many people work in the unit.", 12)
    benefits: Text | None = said("How OKRs will help the unit (Markdown).", "Fewer projects at once.")
    check_in: CheckInRhythmRecord | None = said("When the unit checks in.", {"cadence": "weekly", "day": "Monday"})
    time_for_okrs: Percent | None = said("Share of working time for OKRs, 0 to 100 %.", "15 %")
    dependencies: Text | None = said("Whom the unit depends on (Markdown).", "Sales for lead feedback.")
    hopes: Text | None = said("What the unit hopes for (Markdown).", "Clear priorities.")
    fears: Text | None = said("What the unit is afraid of (Markdown).", "One more report to write.")
    metrics: MetricsMappingRecord | None = said(
        "What is produced, what predicts, what confirms.", {"outputs": ["newsletters sent"], "leading": ["replies"]}
    )
    upcoming_themes: Texts | None = said("What will matter in the next cycles.", ["partner programme"])
    health_metrics: list[HealthMetricRecord] | None = said(
        "Numbers kept healthy beside the OKRs.", [{"id": "team-engagement", "title": "Team engagement"}]
    )
    meta: Meta | None = meta_field()


class InlineUnitRecord(UnitRecord):
    """A unit that stands in organization.yml instead of a file of its own."""

    id: Id = needed("Short name; it becomes part of addresses.", "marketing")


class OrganizationRecord(Record):
    """organization.yml: what the company is for, and who runs its OKR programme."""

    name: Title | None = said("The company's name.", "ACME")
    mission: Text | None = said("What the company is for (Markdown).", "Make good tools easy to get.")
    vision: Text | None = said("What the world looks like when it has succeeded (Markdown).", "A tool in every home.")
    values: Texts | None = said("What the company holds dear.", ["honesty", "curiosity"])
    strategy: Text | None = said("How it wants to get there (Markdown).", "Grow with larger customers.")
    themes: list[ThemeRecord] | None = said(
        "Strategic themes: the columns of the strategy map.", [{"id": "enterprise", "name": "Grow in enterprise"}]
    )
    roles: RolesRecord | None = said("Who runs the OKR programme.", {"sponsor": "mr-aaron"})
    roll_out: RollOutRecord | None = said("How OKRs are being introduced.", {"structure": "pilot"})
    units: list[InlineUnitRecord] | None = said(
        "Units of a small company, instead of files in units/.", [{"id": "company", "name": "ACME"}]
    )
    meta: Meta | None = meta_field()


class PersonRecord(Record):
    """Somebody who leads or contributes."""

    id: Id = needed("Short name; it becomes part of addresses.", "mr-smith")
    name: Title = needed("What readers see.", "Mr. Smith")
    title: Text | None = said("The person's role.", "Chief marketing officer")
    aliases: Ids | None = said("Former ids, so that old links keep working.", ["j-smith"])
    meta: Meta | None = meta_field()


class PeopleRecord(Record):
    """people.yml: everybody whom other files name. Write no more than may be published."""

    people: list[PersonRecord] | None = said("One entry for each person.", [{"id": "mr-smith", "name": "Mr. Smith"}])
    meta: Meta | None = meta_field()


class AttestationRecord(Record):
    """Somebody vouches for a checklist item."""

    item: Title = needed("Key of the checklist item.", "readiness.leadership")
    by: Id = needed("Who vouches: an id from people.yml.", "mr-aaron")
    date: Day = needed("When.", "2026-12-01")
    evidence: Text | None = said("What shows it: a text or a link (Markdown).", "Minutes of the board, 1 December")
    expires: Day | None = said("Until when it holds.", "2027-12-01")
    meta: Meta | None = meta_field()


class AttestationsRecord(Record):
    """attestations.yml: who vouches for what."""

    attestations: list[AttestationRecord] | None = said(
        "One entry for each item.", [{"item": "readiness.leadership", "by": "mr-aaron", "date": "2026-12-01"}]
    )
    meta: Meta | None = meta_field()
