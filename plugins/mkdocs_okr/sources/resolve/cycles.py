"""cycle.yml files become cycles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from mkdocs_okr.model import Cycle, CycleState, KeyDate
from mkdocs_okr.sources.origin import FileOrigin, SourceFile
from mkdocs_okr.sources.records.okrs import CycleRecord
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve.names import Names

_LONGEST = timedelta(days=2000)


@dataclass(frozen=True, slots=True)
class CycleSource:
    """A cycle's record and where it stands."""

    id: str
    record: CycleRecord
    file: SourceFile


def cycles(sources: Sequence[CycleSource], report: Report, known: Names) -> dict[str, Cycle]:
    """All cycles in order of their first day, the longer one first where two begin together."""
    found = {source.id: _cycle(source, report, known) for source in sources}
    for source in sources:
        if _above_itself(source.id, found):
            report.value(
                "parent-cycle",
                source.file,
                ("parent",),
                f"the cycle `{source.id}` is above itself by way of its parents",
                "Correct the parent of one of the cycles.",
                source.id,
            )
            found[source.id] = replace(found[source.id], parent=None)
    ordered = sorted(found.values(), key=lambda cycle: (cycle.starts, -cycle.days, cycle.id))
    return {cycle.id: cycle for cycle in ordered}


def _cycle(source: CycleSource, report: Report, known: Names) -> Cycle:
    record, file = source.record, source.file
    ends = record.ends
    if record.ends < record.starts:
        report.value(
            "cycle-ends-before-start",
            file,
            ("ends",),
            f"the cycle ends on {record.ends}, before it starts on {record.starts}",
            "Correct one of the two days.",
            source.id,
        )
        ends = record.starts
    elif record.ends - record.starts >= _LONGEST:
        report.value(
            "cycle-too-long",
            file,
            ("ends",),
            f"the cycle lasts {(record.ends - record.starts).days + 1:,} days, and 2,000 is the most",
            "Look whether the years are right. What takes longer is several cycles.",
            source.id,
        )
        ends = record.starts + _LONGEST - timedelta(days=1)
    parent = record.parent
    if parent == source.id:
        report.value(
            "self-reference", file, ("parent",), f"`{parent}` is its own parent", "Name the longer cycle.", source.id
        )
        parent = None
    return Cycle(
        id=source.id,
        name=record.name or source.id,
        kind=record.kind or "quarter",
        starts=record.starts,
        ends=ends,
        state=CycleState(record.state or "active"),
        origin=FileOrigin(file),
        parent=known.check(parent, report, file, ("parent",), source.id),
        key_dates=tuple(
            sorted((KeyDate(k.date, k.title) for k in record.key_dates or ()), key=lambda k: (k.date, k.title))
        ),
        meta=record.meta or {},
    )


def _above_itself(name: str, found: dict[str, Cycle]) -> bool:
    seen: set[str] = set()
    current: str | None = found[name].parent
    while current is not None and current not in seen:
        if current == name:
            return True
        seen.add(current)
        current = found[current].parent if current in found else None
    return False
