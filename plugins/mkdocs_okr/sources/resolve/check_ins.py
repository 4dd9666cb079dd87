"""Check-in and review files become check-ins and reviews."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from mkdocs_okr.sources.plain_entries import PlainEntry
from mkdocs_okr.sources.records.okrs import CheckInRecord, ReviewRecord
from mkdocs_okr.sources.records.values import texts
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve.names import Names

AFTER_CYCLE = timedelta(days=14)
"""How long after a cycle's last day its check-ins may still be dated."""


@dataclass(frozen=True, slots=True)
class KnownKeyResults:
    """The key results of one unit in one cycle, by `objective/key-result`.

    `former` holds those that were renamed, or whose objective was, by their former names. `declared` also holds those
    that are written but faulty; `certain` is False when the OKR file is not valid YAML.
    """

    refs: Mapping[str, Ref]
    former: Mapping[str, Ref]
    declared: Sequence[str]
    certain: bool

    def is_unknown(self, name: str) -> bool:
        """Whether there is no key result `name`, and that does not follow from another mistake."""
        return self.certain and name not in self.declared


@dataclass(slots=True)
class _Unknown:
    """A key result that does not exist: where it is named first, and in how many files."""

    file: SourceFile
    path: Sequence[Step]
    files: int = 0


def entries_of(record: CheckInRecord) -> Iterator[PlainEntry]:
    """What a check-in's record says of key results."""
    for name, entry in (record.key_results or {}).items():
        if entry is None:
            yield PlainEntry(name, None, None, "")
        else:
            yield PlainEntry(name, entry.value, entry.confidence, entry.note or "")


@dataclass(frozen=True, slots=True)
class Log:
    """What the check-ins and the review of one unit in one cycle are read against."""

    cycle: Cycle
    unit: str
    known: KnownKeyResults
    people: Names
    health_metrics: Names
    report: Report
    _unknown: dict[str, _Unknown] = field(default_factory=dict)

    @property
    def object(self) -> str:
        """What findings are about."""
        return f"{self.cycle.id}/{self.unit}"

    def _note_unknown(self, name: str, file: SourceFile, path: Sequence[Step]) -> None:
        """Remember that there is no key result `name`: whoever renames one leaves the old name in many files."""
        if self.known.is_unknown(name):
            self._unknown.setdefault(name, _Unknown(file, path)).files += 1

    def report_unknown(self) -> None:
        """Report each key result that does not exist once, where it is named first."""
        declared = self.known.declared
        for name, unknown in self._unknown.items():
            more = unknown.files - 1
            also = f", named here and in {more} more file{'s' if more > 1 else ''}" if more else ""
            known = listing(declared) if declared else "none yet"
            help = did_you_mean(name, declared, f"Its key results are: {known}.")
            if more and declared:
                objective, _, key_result = name.partition("/")
                is_there = any(other.startswith(f"{objective}/") for other in declared)
                renamed, what = (key_result, "key result") if is_there else (objective, "objective")
                help += f" If it has been renamed, add `{renamed}` to the `aliases` of the {what} that it is now."
            self.report.key(
                "unknown-key-result",
                unknown.file,
                unknown.path,
                f"`{self.object}` has no key result `{name}`{also}",
                help,
                self.object,
            )

    def _report_named_twice(self, name: str, ref: Ref, file: SourceFile, path: Sequence[Step]) -> None:
        self.report.key(
            "duplicate-key",
            file,
            path,
            f"`{name}` is a former name of `{ref.objective}/{ref.key_result}`, which stands here as well",
            "Keep one of the two.",
            str(ref),
        )

    def check_date(self, day: date, as_of: date, file: SourceFile) -> None:
        """Report a check-in whose date lies in the future or too far from the cycle."""
        cycle = self.cycle
        if day > as_of:
            self.report.value(
                "check-in-in-future",
                file,
                (),
                f"this check-in is dated {day}, but today is {as_of}",
                "Rename the file to the day it was written, or wait; `as_of` in settings.yml can fix “today”.",
                self.object,
            )
        elif not cycle.starts <= day <= cycle.ends + AFTER_CYCLE:
            self.report.value(
                "check-in-outside-cycle",
                file,
                (),
                f"this check-in is dated {day}, outside the cycle `{cycle.id}` ({cycle.starts} to {cycle.ends})",
                f"Correct the date, or move the file to its cycle. Up to {AFTER_CYCLE.days} days after it are fine.",
                self.object,
            )

    def check_in(self, record: CheckInRecord, said: Iterable[PlainEntry], day: date, file: SourceFile) -> CheckIn:
        """A check-in: what it says of key results, and everything else from its record."""
        refs = self.known.refs
        entries = []
        former = []
        for name, value, confidence, note in said:
            ref = refs.get(name)
            if ref is not None:
                entries.append(CheckInEntry(ref, value, confidence, note))
            elif name in self.known.former:
                former.append((name, CheckInEntry(self.known.former[name], value, confidence, note)))
            else:
                self._note_unknown(name, file, ("key_results", name))
        for name, entry in former:
            if any(entry.key_result == other.key_result for other in entries):
                self._report_named_twice(name, entry.key_result, file, ("key_results", name))
            else:
                entries.append(entry)
        focus = record.focus
        by = record.by
        return CheckIn(
            unit=self.unit,
            cycle=self.cycle.id,
            date=day,
            origin=FileOrigin(file),
            by=by and self.people.check(by, self.report, file, ("by",), self.object),
            entries=tuple(entries),
            changed=record.changed or "",
            how_confident=record.how_confident or "",
            slows_us_down=record.slows_us_down or "",
            raise_confidence=record.raise_confidence or "",
            wins=texts(record.wins),
            near_term=texts(focus.near_term) if focus else (),
            projects=texts(focus.projects) if focus else (),
            events=texts(focus.events) if focus else (),
            pipeline=texts(record.pipeline),
            health=self._health(record, file) if record.health else (),
            meta=record.meta or {},
        )

    def _health(self, record: CheckInRecord, file: SourceFile) -> tuple[HealthReading, ...]:
        found = []
        for name, reading in (record.health or {}).items():
            if self.health_metrics.check_key(name, self.report, file, ("health", name), self.unit):
                found.append(
                    HealthReading(name, reading.value, reading.light or "", reading.note or "")
                    if reading
                    else HealthReading(name)
                )
        return tuple(found)

    def review(self, record: ReviewRecord, file: SourceFile) -> Review:
        """The unit's review of the cycle."""
        retrospective = record.retrospective
        return Review(
            unit=self.unit,
            cycle=self.cycle.id,
            origin=FileOrigin(file),
            date=record.date,
            by=self.people.check(record.by, self.report, file, ("by",), self.object),
            grades=tuple(self._grades(record, file)),
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

    def _grades(self, record: ReviewRecord, file: SourceFile) -> Iterator[Grade]:
        graded: set[Ref] = set()
        for name, grade in (record.grades or {}).items():
            path = ("grades", name)
            ref = self.known.refs.get(name) or self.known.former.get(name)
            if ref is None:
                self._note_unknown(name, file, path)
                continue
            if ref in graded:
                self._report_named_twice(name, ref, file, path)
                continue
            graded.add(ref)
            if grade is None:
                yield Grade(ref)
                continue
            if grade.score is not None and not grade.reason:
                self.report.value(
                    "grade-without-reason",
                    file,
                    (*path, "score"),
                    f"`{name}` has a score given by hand and no reason for it",
                    "Add `reason: …`, so that everybody can follow it; or remove the score to keep the computed one.",
                    str(ref),
                )
            yield Grade(
                ref,
                grade.score,
                self.people.check(grade.by, self.report, file, (*path, "by"), str(ref)),
                grade.reason or "",
                grade.learning or "",
                grade.decision or "",
            )
