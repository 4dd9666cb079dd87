"""What a check-in does to scores and pace, as a small table."""

from collections.abc import Iterator

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding, UnitStanding
from mkdocs_okr.checks.formats.clean import one_line
from mkdocs_okr.model import OkrSet, Unit
from mkdocs_okr.pages import figures

_WIDEST = 56
"""Characters of a title; more of it is cut."""

Standing = KeyResultStanding | ObjectiveStanding | UnitStanding


def effect(unit: Unit, okrs: OkrSet, before: CycleStandings, after: CycleStandings) -> str:
    """Score and pace of the unit, its objectives and key results: before → now, or only now where nothing moved."""
    rows = list(_rows(unit, okrs, before, after))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _rows(unit: Unit, okrs: OkrSet, before: CycleStandings, after: CycleStandings) -> Iterator[tuple[str, str, str]]:
    yield "", "score", "pace"
    for objective in okrs.objectives:
        ref = objective.ref
        yield _cut(objective.title), *_figures(before.objectives[ref], after.objectives[ref])
        for key_result in objective.key_results:
            name = _cut(f"  KR{key_result.number} {key_result.title}")
            yield name, *_figures(before.key_results[key_result.ref], after.key_results[key_result.ref])
    yield _cut(unit.name), *_figures(before.units[unit.id], after.units[unit.id])


def _cut(title: str) -> str:
    indent = "  " if title.startswith("  ") else ""
    text = indent + one_line(title)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _figures(before: Standing, after: Standing) -> tuple[str, str]:
    return (
        _step(figures.score(before.score), figures.score(after.score)),
        _step(before.status.word, after.status.word),
    )


def _step(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"
