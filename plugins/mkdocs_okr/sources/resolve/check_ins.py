"""Check-in and review files become check-ins and reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_okr.model import (
    CheckIn,
    CheckInEntry,
    Cycle,
    Grade,
    HealthReading,
    Ref,
    Retrospective,
    Review,
)
from mkdocs_okr.sources.diagnostics import did_you_mean, listing
from mkdocs_okr.sources.origin import FileOrigin, SourceFile, Step
from mkdocs_okr.sources.records.okrs import CheckInRecord, FocusRecord, ReviewRecord
from mkdocs_okr.sources.records.values import texts
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve.names import Names

DAYS_AFTER_CYCLE = 14
"""How long after a cycle's last day its check-ins may still be dated."""


@dataclass(frozen=True, slots=True)
class KnownKeyResults:
    """The key results of one unit in one cycle, by `objective/key-result`.

    `declared` also holds those that are written but faulty; `certain` is False when the OKR file is not valid YAML.
    """

    refs: Mapping[str, Ref]
    declared: Sequence[str]
    certain: bool

    def find(self, name: str, report: Report, file: SourceFile, path: Sequence[Step], object: str) -> Ref | None:
        """The key result called `name`; None, with a complaint at the key, when there is none."""
        ref = self.refs.get(name)
        if ref is None and self.certain and name not in self.declared:
            known = listing(self.declared) if self.declared else "none yet"
            report.key(
                "unknown-key-result",
                file,
                path,
                f"`{object}` has no key result `{name}`",
                did_you_mean(name, self.declared, f"Its key results are: {known}."),
                object,
            )
        return ref


def check_date(day: date, cycle: Cycle, as_of: date, report: Report, file: SourceFile, object: str) -> None:
    """Report a check-in whose date lies in the future or too far from its cycle."""
    if day > as_of:
        report.value(
            "check-in-in-future",
            file,
            (),
            f"this check-in is dated {day}, but today is {as_of}",
            "Rename the file to the day it was written, or wait; `as_of` in settings.yml can fix “today”.",
            object,
        )
    elif not cycle.starts <= day <= cycle.ends + timedelta(days=DAYS_AFTER_CYCLE):
        report.value(
            "check-in-outside-cycle",
            file,
            (),
            f"this check-in is dated {day}, outside the cycle `{cycle.id}` ({cycle.starts} to {cycle.ends})",
            f"Correct the date, or move the file to its cycle. Up to {DAYS_AFTER_CYCLE} days after the end are fine.",
            object,
        )


def check_in(
    record: CheckInRecord,
    day: date,
    cycle: Cycle,
    unit: str,
    file: SourceFile,
    report: Report,
    known: KnownKeyResults,
    people: Names,
    health_metrics: Names,
) -> CheckIn:
    """One unit's check-in."""
    object = f"{cycle.id}/{unit}"
    entries = []
    for name, entry in (record.key_results or {}).items():
        ref = known.find(name, report, file, ("key_results", name), object)
        if ref is not None:
            entries.append(
                CheckInEntry(ref, entry.value, entry.confidence, entry.note or "") if entry else CheckInEntry(ref)
            )
    health = []
    for name, reading in (record.health or {}).items():
        if health_metrics.check_key(name, report, file, ("health", name), unit):
            health.append(
                HealthReading(name, reading.value, reading.light or "", reading.note or "")
                if reading
                else HealthReading(name)
            )
    focus = record.focus or FocusRecord()
    return CheckIn(
        unit=unit,
        cycle=cycle.id,
        date=day,
        origin=FileOrigin(file),
        by=people.check(record.by, report, file, ("by",), object),
        entries=tuple(entries),
        changed=record.changed or "",
        how_confident=record.how_confident or "",
        slows_us_down=record.slows_us_down or "",
        raise_confidence=record.raise_confidence or "",
        wins=texts(record.wins),
        near_term=texts(focus.near_term),
        projects=texts(focus.projects),
        events=texts(focus.events),
        pipeline=texts(record.pipeline),
        health=tuple(health),
        meta=record.meta or {},
    )


def review(
    record: ReviewRecord,
    cycle: Cycle,
    unit: str,
    file: SourceFile,
    report: Report,
    known: KnownKeyResults,
    people: Names,
) -> Review:
    """One unit's review of a cycle."""
    object = f"{cycle.id}/{unit}"
    grades = []
    for name, grade in (record.grades or {}).items():
        path: tuple[Step, ...] = ("grades", name)
        ref = known.find(name, report, file, path, object)
        if ref is None:
            continue
        if grade is None:
            grades.append(Grade(ref))
            continue
        if grade.score is not None and not grade.reason:
            report.value(
                "grade-without-reason",
                file,
                (*path, "score"),
                f"`{name}` has a score given by hand and no reason for it",
                "Add `reason: …`, so that everybody can follow it; or remove the score to keep the computed one.",
                str(ref),
            )
        grades.append(
            Grade(
                ref,
                grade.score,
                people.check(grade.by, report, file, (*path, "by"), str(ref)),
                grade.reason or "",
                grade.learning or "",
                grade.decision or "",
            )
        )
    retrospective = record.retrospective
    return Review(
        unit=unit,
        cycle=cycle.id,
        origin=FileOrigin(file),
        date=record.date,
        by=people.check(record.by, report, file, ("by",), object),
        grades=tuple(grades),
        went_well=texts(record.went_well),
        obstacles=texts(record.obstacles),
        surprises=texts(record.surprises),
        shifted_priorities=texts(record.shifted_priorities),
        adjust=texts(record.adjust),
        lessons=texts(record.lessons),
        wins=texts(record.wins),
        retrospective=Retrospective(
            texts(retrospective.start), texts(retrospective.stop), texts(retrospective.continue_)
        )
        if retrospective
        else Retrospective(),
        meta=record.meta or {},
    )
