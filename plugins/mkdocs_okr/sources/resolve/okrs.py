"""OKR files become objectives and key results, and what they refer to is followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.model import (
    Change,
    Contribution,
    Cycle,
    Dependency,
    Initiative,
    KeyResult,
    Objective,
    OkrSet,
    PeerReview,
    Ref,
    Story,
)
from mkdocs_okr.sources.origin import FileOrigin, SourceFile, Step
from mkdocs_okr.sources.records.okrs import (
    DependencyRecord,
    InitiativeRecord,
    KeyResultRecord,
    ObjectiveRecord,
    OkrFileRecord,
    StoryRecord,
)
from mkdocs_okr.sources.records.values import texts
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve.metrics import metric
from mkdocs_okr.sources.resolve.names import Names, report_duplicates
from mkdocs_okr.sources.resolve.references import Targets


@dataclass(frozen=True, slots=True)
class OkrSource:
    """The record of a unit's OKRs in a cycle, and where it stands."""

    cycle: Cycle
    unit: str
    record: OkrFileRecord
    file: SourceFile


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What objectives may name. `health_metrics` are the ids that each unit's charter lists."""

    people: Names
    units: Names
    helpers: Names
    perspectives: Names
    themes: Names
    health_metrics: dict[str, Names]
    targets: Targets


def okr_set(source: OkrSource, report: Report, around: Surroundings) -> OkrSet:
    """The unit's OKRs of the cycle, without check-ins and review."""
    record, file = source.record, source.file
    if record.unit is not None and record.unit != source.unit:
        report.value(
            "unit-mismatch",
            file,
            ("unit",),
            f"this file is called `{source.unit}` but says `unit: {record.unit}`",
            f"Write `unit: {source.unit}`, or rename the file to `{record.unit}.yml`.",
            source.unit,
        )
    objectives = record.objectives or []
    prefix = f"{source.cycle.id}/{source.unit}"
    doubled = report_duplicates(
        [(o.id, ("objectives", i, "id")) for i, o in enumerate(objectives)], "objective", report, file, prefix
    )
    taken = {objective.id for objective in objectives}
    for i, objective in enumerate(objectives):
        path = ("objectives", i, "aliases")
        _report_taken(objective.aliases, taken, "objective", report, file, path, f"{prefix}/{objective.id}")
    return OkrSet(
        unit=source.unit,
        cycle=source.cycle.id,
        origin=FileOrigin(file),
        objectives=tuple(
            _Objective(source, report, around, objective, i).resolved()
            for i, objective in enumerate(objectives)
            if i not in doubled
        ),
        published=record.published,
        committed=record.committed,
        peer_reviewed=PeerReview(
            around.units.check_all(record.peer_reviewed.by, report, file, ("peer_reviewed", "by"), source.unit),
            record.peer_reviewed.date,
        )
        if record.peer_reviewed
        else None,
        meta=record.meta or {},
    )


def _report_taken(
    aliases: Sequence[str] | None,
    taken: set[str],
    word: str,
    report: Report,
    file: SourceFile,
    path: tuple[Step, ...],
    object: str,
) -> None:
    """Report aliases that are the id or alias of a sibling, and note the others as taken."""
    for i, alias in enumerate(aliases or ()):
        if alias in taken:
            report.value(
                "duplicate-id",
                file,
                (*path, i),
                f"the alias `{alias}` is the name of another {word}",
                "Remove the alias: an address can only lead to one place.",
                object,
            )
        taken.add(alias)


class _Objective:
    """Resolves one objective: keeps what its parts need to report where they stand."""

    def __init__(
        self, source: OkrSource, report: Report, around: Surroundings, record: ObjectiveRecord, index: int
    ) -> None:
        self.cycle = source.cycle
        self.unit = source.unit
        self.file = source.file
        self.report = report
        self.around = around
        self.record = record
        self.path: tuple[Step, ...] = ("objectives", index)
        self.ref = Ref(source.cycle.id, source.unit, record.id)
        self.name = str(self.ref)

    def resolved(self) -> Objective:
        record, around, report, file = self.record, self.around, self.report, self.file
        return Objective(
            ref=self.ref,
            title=record.title,
            origin=FileOrigin(file, self.path),
            key_results=self._key_results(),
            rank=record.rank,
            kind=record.kind or "",
            perspective=around.perspectives.check(
                record.perspective, report, file, (*self.path, "perspective"), self.name
            ),
            theme=around.themes.check(record.theme, report, file, (*self.path, "theme"), self.name),
            source=record.origin or "",
            why=record.why or "",
            story=_story(record.story),
            weight=1.0 if record.weight is None else record.weight,
            lead=around.people.check(record.lead, report, file, (*self.path, "lead"), self.name),
            contributes_to=self._contributions(),
            drives=self._drives(),
            depends_on=self._dependencies(),
            changes=tuple(Change(c.date, c.what, c.from_ or "", c.to or "", c.why or "") for c in record.changes or ()),
            visibility=record.visibility or "public",
            aliases=texts(record.aliases),
            meta=record.meta or {},
        )

    def _key_results(self) -> tuple[KeyResult, ...]:
        records = self.record.key_results or []
        path = (*self.path, "key_results")
        doubled = report_duplicates(
            [(k.id, (*path, j, "id")) for j, k in enumerate(records)], "key result", self.report, self.file, self.name
        )
        taken = {record.id for record in records}
        for j, record in enumerate(records):
            _report_taken(
                record.aliases,
                taken,
                "key result",
                self.report,
                self.file,
                (*path, j, "aliases"),
                f"{self.name}/{record.id}",
            )
        kept = [(j, record) for j, record in enumerate(records) if j not in doubled]
        return tuple(self._key_result(record, (*path, j), n) for n, (j, record) in enumerate(kept, 1))

    def _key_result(self, record: KeyResultRecord, path: tuple[Step, ...], number: int) -> KeyResult:
        report, file, around = self.report, self.file, self.around
        ref = Ref(self.ref.cycle, self.ref.unit, self.ref.objective, record.id)
        name = f"{self.name}/{record.id}"
        self._check_dates(record, path, name)
        return KeyResult(
            ref=ref,
            number=number,
            title=record.title,
            due=record.due or self.cycle.ends,
            origin=FileOrigin(file, path),
            metric=metric(record.metric, record.plan, report, file, (*path, "metric"), name) if record.metric else None,
            lead=around.people.check(record.lead, report, file, (*path, "lead"), name) if record.lead else None,
            contributors=around.helpers.check_all(record.contributors, report, file, (*path, "contributors"), name),
            indicator=record.indicator or "",
            weight=1.0 if record.weight is None else record.weight,
            starts=record.starts,
            initiatives=tuple(
                self._initiative(initiative, (*path, "initiatives", i), name)
                for i, initiative in enumerate(record.initiatives or ())
            ),
            health_metrics=around.health_metrics[self.unit].check_all(
                record.health_metrics, report, file, (*path, "health_metrics"), name
            )
            if record.health_metrics
            else (),
            aliases=texts(record.aliases),
            meta=record.meta or {},
            has_due=record.due is not None,
        )

    def _check_dates(self, record: KeyResultRecord, path: tuple[Step, ...], name: str) -> None:
        """Report days of a key result that its cycle does not have."""
        dates: list[tuple[date | None, tuple[Step, ...], str]] = [
            (record.due, ("due",), "due"),
            (record.starts, ("starts",), "starts"),
        ]
        if record.plan:
            dates.extend((day, ("plan", day.isoformat()), "plan") for day in record.plan)
        if record.metric and record.metric.milestones:
            milestones = enumerate(record.metric.milestones)
            dates.extend((m.due, ("metric", "milestones", i, "due"), "due") for i, m in milestones)
        for day, inner, word in dates:
            if day is not None and not self.cycle.starts <= day <= self.cycle.ends:
                tell = self.report.key if word == "plan" else self.report.value
                tell(
                    "due-outside-cycle",
                    self.file,
                    (*path, *inner),
                    f"`{word}` {day} lies outside the cycle `{self.cycle.id}`, which runs from {self.cycle.starts} to "
                    f"{self.cycle.ends}",
                    "Correct the day, or move the key result to the cycle it belongs to.",
                    name,
                )
        if record.due and record.starts and record.due < record.starts:
            self.report.value(
                "due-outside-cycle",
                self.file,
                (*path, "due"),
                f"it is due on {record.due}, before it starts on {record.starts}",
                "Correct one of the two days.",
                name,
            )

    def _initiative(self, record: InitiativeRecord, path: tuple[Step, ...], name: str) -> Initiative:
        return Initiative(
            record.title,
            record.status or "open",
            self.around.people.check(record.lead, self.report, self.file, (*path, "lead"), name),
            record.due,
            record.url or "",
        )

    def _follow(self, text: str, path: tuple[Step, ...], what: str) -> Ref | None:
        """Where `text` leads; None, with a complaint, when it leads nowhere or back to this objective."""
        ref = self.around.targets.follow(text, self.cycle.id, self.report, self.file, path, self.name)
        if ref is not None and ref.of_objective == self.ref:
            self.report.value(
                "self-reference",
                self.file,
                path,
                f"`{self.record.id}` {what} itself",
                "Name another objective, or remove the line.",
                self.name,
            )
            return None
        return ref

    def _contributions(self) -> tuple[Contribution, ...]:
        found = []
        for i, record in enumerate(self.record.contributes_to or ()):
            ref = self._follow(record.to, (*self.path, "contributes_to", i, "to"), "contributes to")
            if ref is not None:
                found.append(Contribution(ref, 1.0 if record.weight is None else record.weight))
        return tuple(found)

    def _drives(self) -> tuple[Ref, ...]:
        found = (
            self._follow(text, (*self.path, "drives", i), "drives") for i, text in enumerate(self.record.drives or ())
        )
        return tuple(ref.of_objective for ref in found if ref is not None)

    def _dependencies(self) -> tuple[Dependency, ...]:
        found = (self._dependency(record, i) for i, record in enumerate(self.record.depends_on or ()))
        return tuple(dependency for dependency in found if dependency is not None)

    def _dependency(self, record: DependencyRecord, index: int) -> Dependency | None:
        path = (*self.path, "depends_on", index)
        needs: Ref | None = None
        unit: str | None = record.needs
        if "/" in record.needs:
            needs = self._follow(record.needs, (*path, "needs"), "depends on")
            unit = needs.unit if needs is not None else None
        else:
            unit = self.around.units.check(record.needs, self.report, self.file, (*path, "needs"), self.name)
            if unit == self.unit:
                self.report.value(
                    "self-reference",
                    self.file,
                    (*path, "needs"),
                    f"`{unit}` depends on itself",
                    "Name the unit that is waited for, or remove the dependency.",
                    self.name,
                )
                unit = None
        if unit is None:
            return None
        wanted_for, what = None, record.what or ""
        if record.for_ is not None:
            if any(record.for_ == key_result.id for key_result in self.record.key_results or ()):
                wanted_for = Ref(self.ref.cycle, self.ref.unit, self.ref.objective, record.for_)
            else:
                what = what or record.for_
        return Dependency(
            unit, record.kind or "hard", what, needs, wanted_for, record.due, record.confirmed, record.done
        )


def _story(record: StoryRecord | None) -> Story | None:
    if record is None:
        return None
    return Story(
        record.character or "",
        record.goal or "",
        record.obstacle or "",
        record.resolution or "",
        texts(record.metric_ideas),
    )
