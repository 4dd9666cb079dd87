"""What a check-in does to scores and pace, as a small table."""

from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding, UnitStanding
from mkdocs_okr.checks.formats.clean import one_line
from mkdocs_okr.model import OkrSet, Unit
from mkdocs_okr.pages import figures

_WIDEST = 56
"""Characters of a title; more of it is cut."""

_HIDDEN = " (readers do not see it)"

Standing = KeyResultStanding | ObjectiveStanding | UnitStanding


class Seen(NamedTuple):
    """Where a cycle stands, for whoever sees everything and for the portal's readers."""

    all: CycleStandings
    by_readers: CycleStandings


def effect(unit: Unit, okrs: OkrSet, before: Seen, after: Seen) -> str:
    """Score and pace of the unit, its objectives and key results: before → now, or only now where nothing moved.

    The unit's are those that the portal will show: of the objectives that its readers see.
    """
    rows = list(_rows(unit, okrs, before, after))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _rows(unit: Unit, okrs: OkrSet, before: Seen, after: Seen) -> Iterator[tuple[str, str, str]]:
    yield "", "score", "pace"
    for objective in okrs.objectives:
        ref = objective.ref
        hidden = "" if ref in after.by_readers.objectives else _HIDDEN
        yield _cut(objective.title, hidden), *_figures(before.all.objectives[ref], after.all.objectives[ref])
        for key_result in objective.key_results:
            name = _cut(f"  KR{key_result.number} {key_result.title}")
            yield name, *_figures(before.all.key_results[key_result.ref], after.all.key_results[key_result.ref])
    then, now = (seen.by_readers.units.get(unit.id) for seen in (before, after))
    if then is not None and now is not None:
        yield _cut(unit.name), *_figures(then, now)


def _cut(title: str, note: str = "") -> str:
    indent = "  " if title.startswith("  ") else ""
    text = indent + one_line(title)
    widest = _WIDEST - len(note)
    return (text if len(text) <= widest else f"{text[: widest - 1]}…") + note


def _figures(before: Standing, after: Standing) -> tuple[str, str]:
    return (
        _step(figures.score(before.score), figures.score(after.score)),
        _step(before.status.word, after.status.word),
    )


def _step(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"
