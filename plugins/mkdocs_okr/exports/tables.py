"""The tables that are published of each cycle, one line for each objective, key result or value of a check-in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mkdocs_okr.exports.csv_file import Cell, csv_bytes
from mkdocs_okr.exports.held import check_ins_of
from mkdocs_okr.exports.made import Make
from mkdocs_okr.exports.portal_data import rounded
from mkdocs_okr.model import (
    Cycle,
    Deliverable,
    KeepMetric,
    KeyResult,
    Metric,
    MilestoneMetric,
    MovingMetric,
    Objective,
    OkrSet,
)
from mkdocs_okr.pages.portal import Portal

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a cycle: the name of its file, its title, what a line is, its columns with their meanings, its lines.

    Columns keep their names and their order; new ones come last.
    """

    name: str
    title: str
    line: str
    columns: Mapping[str, str]
    rows: Callable[[Portal, Cycle], Iterable[Row]]

    def path(self, cycle: str) -> str:
        """Where the table of a cycle is published."""
        return f"data/{cycle}/{self.name}.csv"


def table_files(portal: Portal) -> dict[str, Make]:
    """All tables of all cycles, by path."""
    return {
        table.path(cycle.id): partial(_written, table, portal, cycle)
        for cycle in portal.portfolio.cycles.values()
        for table in TABLES
    }


def _written(table: Table, portal: Portal, cycle: Cycle) -> bytes:
    return csv_bytes(tuple(table.columns), table.rows(portal, cycle))


def _name(portal: Portal, person: str | None) -> str | None:
    known = portal.person(person)
    return known.name if known else None


def _objectives(portal: Portal, cycle: Cycle) -> Iterator[tuple[OkrSet, Objective]]:
    for okrs in portal.okrs_by_cycle[cycle.id]:
        for objective in okrs.objectives:
            yield okrs, objective


def _objective_rows(portal: Portal, cycle: Cycle) -> Iterator[Row]:
    """20 µs an objective."""
    standings = portal.standings(cycle).objectives
    links = portal.addresses.seen_from_file("")
    for okrs, objective in _objectives(portal, cycle):
        unit = portal.portfolio.units[okrs.unit]
        standing = standings[objective.ref]
        yield (
            cycle.id,
            unit.id,
            unit.name,
            unit.level,
            unit.parent,
            objective.id,
            objective.title,
            objective.lead,
            _name(portal, objective.lead),
            objective.rank,
            objective.kind,
            objective.perspective,
            objective.theme,
            objective.source,
            objective.weight,
            len(objective.key_results),
            rounded(standing.score),
            rounded(standing.expected),
            standing.status.value,
            rounded(standing.confidence),
            rounded(standing.delta),
            standing.last_check_in,
            links.to_ref(objective.ref),
        )


def _key_result_rows(portal: Portal, cycle: Cycle) -> Iterator[Row]:
    """20 µs a key result."""
    standings = portal.standings(cycle).key_results
    links = portal.addresses.seen_from_file("")
    for okrs, objective in _objectives(portal, cycle):
        unit = portal.portfolio.units[okrs.unit]
        for key_result in objective.key_results:
            standing = standings[key_result.ref]
            yield (
                cycle.id,
                unit.id,
                unit.name,
                objective.id,
                objective.title,
                key_result.id,
                key_result.number,
                key_result.title,
                key_result.lead,
                _name(portal, key_result.lead),
                key_result.indicator,
                key_result.weight,
                key_result.starts or cycle.starts,
                key_result.due,
                *_measure(key_result.metric),
                standing.value,
                standing.value_date,
                rounded(standing.score),
                rounded(standing.computed),
                rounded(standing.expected),
                standing.status.value,
                standing.confidence,
                standing.confidence_date,
                rounded(standing.delta),
                standing.last_check_in,
                links.to_ref(key_result.ref),
            )


def _measure(metric: Metric | None) -> Row:
    """Kind, unit, baseline, target, lower and upper bound."""
    match metric:
        case MovingMetric():
            return "moving", metric.unit, metric.baseline, metric.target, None, None
        case KeepMetric():
            return "keep", metric.unit, metric.baseline, None, metric.low, metric.high
        case MilestoneMetric():
            return "milestones", None, None, None, None, None
        case Deliverable():
            return "deliverable", None, None, None, None, None
    return None, None, None, None, None, None


def _check_in_rows(portal: Portal, cycle: Cycle) -> Iterator[Row]:
    """2 µs a value."""
    for okrs in portal.okrs_by_cycle[cycle.id]:
        unit = portal.portfolio.units[okrs.unit]
        known = {key_result.ref: _named(key_result) for o in okrs.objectives for key_result in o.key_results}
        for check_in in check_ins_of(portal.portfolio, okrs):
            head = (
                cycle.id,
                unit.id,
                unit.name,
                check_in.date,
                cycle.week(check_in.date),
                check_in.by,
                _name(portal, check_in.by),
            )
            if not check_in.entries:
                yield *head, None, None, None, None, None, None, None
            for entry in check_in.entries:
                yield *head, *known[entry.key_result], entry.value, entry.confidence, entry.note


def _named(key_result: KeyResult) -> Row:
    return (
        key_result.ref.objective,
        key_result.ref.key_result,
        key_result.title,
        getattr(key_result.metric, "unit", None),
    )


_WHERE = {
    "cycle": "the cycle's id",
    "unit": "the unit's id",
    "unit_name": "its name",
}
_NOW = {
    "expected": "where it should stand today, 0 to 1",
    "status": "the same in a word: ahead, on-track, at-risk, off-track, not-started, no-data; of a closed cycle "
    "achieved, partly, missed, no-data; closed where final scores are not published",
}
_PAGE = "where it is found: a whole address where the site knows its own, else relative to the portal's root"

OBJECTIVES = Table(
    "objectives",
    "Objectives",
    "objective",
    {
        **_WHERE,
        "level": "the unit's level",
        "parent": "the unit above",
        "objective": "the objective's id, unique in its unit and cycle",
        "title": "what readers see",
        "lead": "a person's id",
        "lead_name": "their name",
        "rank": "its rank in the unit, from 1",
        "kind": "aspirational, committed or nothing",
        "perspective": "a perspective's id",
        "theme": "a theme's id",
        "source": "top-down, bottom-up or nothing",
        "weight": "how much it counts beside the unit's others of the same perspective",
        "key_results": "how many it has",
        "score": "where it stands, 0 to 1",
        **_NOW,
        "confidence": "weighted mean of its key results' confidence, 0 to 1",
        "delta": "what the score gained in the last seven days",
        "last_check_in": "day of the last check-in on one of its key results",
        "page": _PAGE,
    },
    _objective_rows,
)
KEY_RESULTS = Table(
    "key-results",
    "Key results",
    "key result",
    {
        **_WHERE,
        "objective": "the objective's id",
        "objective_title": "its title",
        "key_result": "the key result's id, unique in its objective",
        "number": "its place in the objective, from 1",
        "title": "what readers see",
        "lead": "a person's id",
        "lead_name": "their name",
        "indicator": "leading, lagging, output or nothing",
        "weight": "how much it counts beside the objective's others",
        "starts": "first day",
        "due": "last day",
        "metric": "moving, keep, milestones, deliverable or nothing",
        "measure": "unit of its values",
        "baseline": "where the number stood before",
        "target": "where it shall be",
        "low": "lower bound of a number that has to stay in a range, included",
        "high": "upper bound, included",
        "value": "the last value",
        "value_date": "the day of that value",
        "score": "where it stands, 0 to 1; a grade given by hand wins over the computed score",
        "computed": "the score as computed from its metric, 0 to 1",
        **_NOW,
        "confidence": "the last one given: 0, 0.4, 0.7 or 1",
        "confidence_date": "the day it was given",
        "delta": "what the computed score gained in the last seven days",
        "last_check_in": "day of the last check-in that names it",
        "page": _PAGE,
    },
    _key_result_rows,
)
CHECK_INS = Table(
    "check-ins",
    "Check-ins",
    "value of a check-in; a check-in without values has one line",
    {
        **_WHERE,
        "date": "the day",
        "week": "the week of the cycle; the last one for days after it",
        "by": "a person's id",
        "by_name": "their name",
        "objective": "the objective's id",
        "key_result": "the key result's id",
        "title": "the key result's title",
        "measure": "unit of the value",
        "value": "the value on that day",
        "confidence": "0, 0.4, 0.7 or 1",
        "note": "a remark; Markdown",
    },
    _check_in_rows,
)
TABLES = (OBJECTIVES, KEY_RESULTS, CHECK_INS)
