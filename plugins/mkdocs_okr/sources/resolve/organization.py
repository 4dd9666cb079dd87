"""organization.yml, units, people and attestations become the organisation of the model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mkdocs_okr.model import (
    Attestation,
    Charter,
    HealthMetric,
    Level,
    MetricsMapping,
    Organization,
    Person,
    Roles,
    RollOut,
    Theme,
    Unit,
)
from mkdocs_okr.sources.origin import FileOrigin, SourceFile, Step
from mkdocs_okr.sources.records.organization import (
    AttestationsRecord,
    OrganizationRecord,
    PeopleRecord,
    UnitRecord,
)
from mkdocs_okr.sources.records.values import texts
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve.names import Names, report_duplicates

DEFAULT_NAME = "Our company"


@dataclass(frozen=True, slots=True)
class UnitSource:
    """A unit's record and where it stands."""

    id: str
    record: UnitRecord
    file: SourceFile
    path: tuple[Step, ...] = ()


def people(record: PeopleRecord, file: SourceFile, report: Report) -> dict[str, Person]:
    """Everybody whom other files may name, by id and in order of the file."""
    records = record.people or []
    named = [(person.id, ("people", i, "id")) for i, person in enumerate(records)]
    doubled = report_duplicates(named, "person", report, file)
    found = {
        person.id: Person(
            person.id,
            person.name,
            FileOrigin(file, ("people", i)),
            person.title or "",
            texts(person.aliases),
            person.meta or {},
        )
        for i, person in enumerate(records)
        if i not in doubled
    }
    _check_aliases(
        [
            (p.id, alias, file, ("people", i, "aliases", k))
            for i, p in enumerate(records)
            for k, alias in enumerate(p.aliases or ())
        ],
        found,
        "person",
        report,
    )
    return found


def organization(
    record: OrganizationRecord, file: SourceFile, report: Report, people: Names, units: Names
) -> Organization:
    """The company itself."""
    themes = record.themes or []
    doubled = report_duplicates([(t.id, ("themes", i, "id")) for i, t in enumerate(themes)], "theme", report, file)
    return Organization(
        name=record.name or DEFAULT_NAME,
        origin=FileOrigin(file),
        mission=record.mission or "",
        vision=record.vision or "",
        values=texts(record.values),
        strategy=record.strategy or "",
        themes=tuple(Theme(t.id, t.name, t.description or "") for i, t in enumerate(themes) if i not in doubled),
        roles=_roles(record, file, report, people),
        roll_out=_roll_out(record, file, report, units),
        meta=record.meta or {},
    )


def _roles(record: OrganizationRecord, file: SourceFile, report: Report, people: Names) -> Roles:
    roles = record.roles
    if roles is None:
        return Roles()
    return Roles(
        people.check(roles.sponsor, report, file, ("roles", "sponsor")),
        people.check(roles.programme_owner, report, file, ("roles", "programme_owner")),
        people.check(roles.coordinator, report, file, ("roles", "coordinator")),
        people.check_all(roles.coaches, report, file, ("roles", "coaches")),
    )


def _roll_out(record: OrganizationRecord, file: SourceFile, report: Report, units: Names) -> RollOut:
    roll_out = record.roll_out
    if roll_out is None:
        return RollOut()
    return RollOut(
        roll_out.structure or "everybody",
        units.check_all(roll_out.units, report, file, ("roll_out", "units")),
        roll_out.since,
    )


def attestations(
    record: AttestationsRecord, file: SourceFile, report: Report, people: Names
) -> tuple[Attestation, ...]:
    """Who vouches for what, in order of the file."""
    found = []
    for i, attestation in enumerate(record.attestations or ()):
        path = ("attestations", i)
        by = people.check(attestation.by, report, file, (*path, "by"))
        if attestation.expires is not None and attestation.expires < attestation.date:
            report.value(
                "out-of-range",
                file,
                (*path, "expires"),
                f"it expires on {attestation.expires}, before it was given on {attestation.date}",
                "Correct one of the two dates.",
            )
        found.append(
            Attestation(
                attestation.item,
                by or attestation.by,
                attestation.date,
                FileOrigin(file, path),
                attestation.evidence or "",
                attestation.expires,
                attestation.meta or {},
            )
        )
    return tuple(found)


def units(
    sources: Sequence[UnitSource],
    levels: Sequence[Level],
    report: Report,
    people: Names,
    known_levels: Names,
    known_units: Names,
) -> dict[str, Unit]:
    """All units in tree order: the company first, each unit before those below it, siblings by name."""
    unique = _unique(sources, report)
    parents = _parents(unique, report, known_units)
    depth = {level.id: i for i, level in enumerate(levels)}
    ordered = _tree_order(unique, parents)
    found: dict[str, Unit] = {}
    for name in ordered:
        source = unique[name]
        parent = found.get(parents[name] or "")
        level = known_levels.check(source.record.level, report, source.file, (*source.path, "level"), name)
        if level is None:
            below = depth[parent.level] + 1 if parent is not None else 0
            level = levels[min(below, len(levels) - 1)].id
        elif parent is not None and depth[level] <= depth[parent.level] and source.record.level is not None:
            report.value(
                "level-order",
                source.file,
                (*source.path, "level"),
                f"`{name}` is on level `{level}`, which does not lie below the level of its parent `{parent.id}` "
                f"(`{parent.level}`)",
                "Correct the level, or the parent. The levels of settings.yml go from the company downwards.",
                name,
            )
        found[name] = _unit(source, level, parent.id if parent else None, report, people)
    _check_aliases(
        [
            (source.id, alias, source.file, (*source.path, "aliases", k))
            for source in unique.values()
            for k, alias in enumerate(source.record.aliases or ())
        ],
        found,
        "unit",
        report,
    )
    return found


def _unique(sources: Sequence[UnitSource], report: Report) -> dict[str, UnitSource]:
    unique: dict[str, UnitSource] = {}
    for source in sources:
        other = unique.setdefault(source.id, source)
        if other is not source:
            where = other.file.place((*other.path, "id"))
            report.value(
                "duplicate-id",
                source.file,
                (*source.path, "id"),
                f"there is already a unit `{source.id}` ({where.file}, line {where.line})",
                "Remove one of the two, or give it another id.",
                source.id,
            )
    return unique


def _parents(unique: Mapping[str, UnitSource], report: Report, known_units: Names) -> dict[str, str | None]:
    """Each unit's parent; exactly one unit is left without, and nobody is above themselves."""
    parents: dict[str, str | None] = {}
    tops = [name for name, source in unique.items() if source.record.parent is None]
    company = "company" if "company" in tops else (tops[0] if tops else None)
    for name, source in unique.items():
        written = source.record.parent
        path = (*source.path, "parent")
        if written == name:
            report.value(
                "self-reference", source.file, path, f"`{name}` is its own parent", "Name the unit above it.", name
            )
            written = company
        elif written is not None:
            written = known_units.check(written, report, source.file, path, name) or company
        elif name != company:
            report.value(
                "several-companies",
                source.file,
                path,
                f"`{name}` has no parent, and neither has `{company}`; only one unit stands at the top",
                f"Name the unit above it: `parent: {company}`.",
                name,
            )
            written = company
        parents[name] = written if written != name and written in unique else None
    for circle in circles(parents):
        source = unique[circle[0]]
        report.value(
            "parent-cycle",
            source.file,
            (*source.path, "parent"),
            f"units are each other's parents in a circle: {' → '.join([*circle, circle[0]])}",
            "Correct the parent of one of them.",
            circle[0],
        )
        parents[circle[0]] = company if company not in circle else None
    return parents


def circles(parents: Mapping[str, str | None]) -> list[list[str]]:
    """The circles among parents, each from its first unit by name."""
    state: dict[str, int] = {}
    circles = []
    for number, start in enumerate(parents):
        walked: list[str] = []
        name: str | None = start
        while name is not None and name not in state:
            state[name] = number
            walked.append(name)
            name = parents.get(name)
        if name is not None and state[name] == number and name in walked:
            circle = walked[walked.index(name) :]
            first = circle.index(min(circle))
            circles.append(circle[first:] + circle[:first])
    return circles


def _tree_order(unique: Mapping[str, UnitSource], parents: Mapping[str, str | None]) -> list[str]:
    below: dict[str | None, list[str]] = {}
    for name, parent in parents.items():
        below.setdefault(parent, []).append(name)
    for siblings in below.values():
        siblings.sort(key=lambda name: (unique[name].record.name.casefold(), name), reverse=True)
    ordered: list[str] = []
    pending = list(below.get(None, ()))
    while pending:
        name = pending.pop()
        ordered.append(name)
        pending.extend(below.get(name, ()))
    return ordered


def _unit(source: UnitSource, level: str, parent: str | None, report: Report, people: Names) -> Unit:
    record, file, path = source.record, source.file, source.path
    return Unit(
        id=source.id,
        name=record.name,
        level=level,
        parent=parent,
        origin=FileOrigin(file, path),
        lead=people.check(record.lead, report, file, (*path, "lead"), source.id),
        charter=_charter(source, report, people),
        aliases=texts(record.aliases),
        meta=record.meta or {},
    )


def _charter(source: UnitSource, report: Report, people: Names) -> Charter:
    record, file, path = source.record, source.file, source.path
    rhythm = record.check_in
    health = record.health_metrics or []
    doubled = report_duplicates(
        [(metric.id, (*path, "health_metrics", i, "id")) for i, metric in enumerate(health)],
        "health metric",
        report,
        file,
        source.id,
    )
    charter = Charter(
        mission=record.mission or "",
        champion=people.check(record.champion, report, file, (*path, "champion"), source.id),
        people=record.people,
        benefits=record.benefits or "",
        time_for_okrs=record.time_for_okrs,
        dependencies=record.dependencies or "",
        hopes=record.hopes or "",
        fears=record.fears or "",
        metrics=MetricsMapping(
            texts(record.metrics.outputs), texts(record.metrics.leading), texts(record.metrics.lagging)
        )
        if record.metrics
        else MetricsMapping(),
        upcoming_themes=texts(record.upcoming_themes),
        health_metrics=tuple(
            HealthMetric(metric.id, metric.title, metric.unit or "", metric.healthy or "", metric.source or "")
            for i, metric in enumerate(health)
            if i not in doubled
        ),
    )
    if rhythm is None:
        return charter
    return replace(
        charter,
        cadence=rhythm.cadence or "",
        day=rhythm.day or "",
        time=rhythm.time or "",
        updates_due=rhythm.updates_due or "",
    )


def _check_aliases(
    aliases: Sequence[tuple[str, str, SourceFile, tuple[Step, ...]]],
    taken: Mapping[str, object],
    word: str,
    report: Report,
) -> None:
    """Report aliases that are somebody's id, or another one's alias."""
    owners: dict[str, str] = {}
    for owner, alias, file, path in aliases:
        holder = alias if alias in taken else owners.setdefault(alias, owner)
        if holder != owner or alias in taken:
            report.value(
                "duplicate-id",
                file,
                path,
                f"the alias `{alias}` is taken by the {word} `{holder}`",
                "Remove the alias: an address can only lead to one place.",
                owner,
            )
