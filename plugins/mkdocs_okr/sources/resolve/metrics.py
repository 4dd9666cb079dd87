"""The metric of a key result: its keys decide which kind it is."""

from collections.abc import Mapping, Sequence
from datetime import date

from mkdocs_okr.model import (
    Deliverable,
    Keep,
    KeepMetric,
    Metric,
    Milestone,
    MilestoneMetric,
    MovingMetric,
)
from mkdocs_okr.sources.diagnostics import listing
from mkdocs_okr.sources.origin import SourceFile, Step
from mkdocs_okr.sources.records.okrs import MetricRecord
from mkdocs_okr.sources.report import Report

_COMMON = frozenset({"source", "kpi"})
_ALLOWED: Mapping[str, frozenset[str]] = {
    "milestones": _COMMON | {"milestones"},
    "deliverable": _COMMON | {"deliverable", "done"},
    "keep": _COMMON | {"keep", "unit", "baseline", "target", "current", "low", "high"},
    "target": _COMMON | {"unit", "baseline", "target", "current"},
}
_EXAMPLES: Mapping[str, str] = {
    "milestones": "{milestones: [{title: contract signed}, {title: first deal}]}",
    "deliverable": "{deliverable: The new price list}",
    "keep": '{keep: at least, target: 60, unit: "%"}',
    "target": "{baseline: 120, target: 200, unit: MQL}",
}


def metric(
    record: MetricRecord,
    plan: Mapping[date, float] | None,
    report: Report,
    file: SourceFile,
    path: Sequence[Step],
    object: str,
) -> Metric | None:
    """The metric at `path` of `file`; None, with a complaint, when its keys make none."""
    given = {name for name in record.model_fields_set if getattr(record, name) is not None}
    kind = next((kind for kind in _ALLOWED if kind in given), None)
    if kind is None and any(report.is_mistyped(file, path, kind) for kind in _ALLOWED):
        return None
    if kind is None:
        report.value(
            "metric-kind",
            file,
            path,
            "this metric has no `target`",
            f"Add one: `metric: {_EXAMPLES['target']}`.",
            object,
        )
        return None
    strangers = sorted(given - _ALLOWED[kind])
    for name in strangers:
        report.key(
            "metric-kind",
            file,
            (*path, name),
            f"`{name}` does not go with `{kind}`",
            f"A metric with `{kind}` looks like this: `metric: {_EXAMPLES[kind]}`.",
            object,
        )
    if plan and kind != "target" and not strangers:
        report.key(
            "metric-kind",
            file,
            (*path[:-1], "plan"),
            f"`plan` does not go with a metric that has `{kind}`",
            "Way points belong to a number that moves from a baseline to a target; remove `plan`.",
            object,
        )
    if kind == "milestones":
        return _milestones(record, report, file, path, object)
    if kind == "deliverable":
        assert record.deliverable is not None
        return Deliverable(record.deliverable, record.done, record.source or "", record.kpi or "")
    if kind == "keep":
        return _keep(record, report, file, path, object)
    assert record.target is not None
    return MovingMetric(
        record.target,
        record.baseline,
        record.unit or "",
        record.current,
        record.source or "",
        record.kpi or "",
        dict(sorted(plan.items())) if plan else {},
    )


def _milestones(
    record: MetricRecord, report: Report, file: SourceFile, path: Sequence[Step], object: str
) -> Metric | None:
    if not record.milestones:
        report.value(
            "metric-kind",
            file,
            (*path, "milestones"),
            "the list of milestones is empty",
            f"Add at least one: `metric: {_EXAMPLES['milestones']}`.",
            object,
        )
        return None
    return MilestoneMetric(
        tuple(Milestone(m.title, 1.0 if m.weight is None else m.weight, m.done, m.due) for m in record.milestones),
        record.source or "",
        record.kpi or "",
    )


def _keep(record: MetricRecord, report: Report, file: SourceFile, path: Sequence[Step], object: str) -> Metric | None:
    keep = Keep(record.keep or "")
    needed = ("low", "high") if keep is Keep.BETWEEN else ("target",)
    missing = [name for name in needed if getattr(record, name) is None]
    if missing:
        example = "{keep: between, low: 40, high: 60}" if keep is Keep.BETWEEN else _EXAMPLES["keep"]
        report.value(
            "metric-kind",
            file,
            (*path, "keep"),
            f"`keep: {keep}` needs {listing(missing)}",
            f"Write it like this: `metric: {example}`.",
            object,
        )
        return None
    other = ("target",) if keep is Keep.BETWEEN else ("low", "high")
    for name in other:
        if getattr(record, name) is not None:
            report.key(
                "metric-kind",
                file,
                (*path, name),
                f"`{name}` does not go with `keep: {keep}`",
                f"`keep: {keep}` has {listing(needed)}.",
                object,
            )
    low = record.target if keep is Keep.AT_LEAST else record.low
    high = record.target if keep is Keep.AT_MOST else record.high
    if keep is Keep.BETWEEN and low is not None and high is not None and low > high:
        report.value(
            "out-of-range",
            file,
            (*path, "low"),
            f"`low` ({low:g}) lies above `high` ({high:g})",
            "Swap the two.",
            object,
        )
        low, high = high, low
    return KeepMetric(
        keep,
        None if keep is Keep.AT_MOST else low,
        None if keep is Keep.AT_LEAST else high,
        record.baseline,
        record.unit or "",
        record.current,
        record.source or "",
        record.kpi or "",
    )
