"""Units by perspective, and the four quadrants, as the pages of alignment show them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup, escape

from mkdocs_okr.analysis.alignment import CycleAlignment, Quadrant, Reading
from mkdocs_okr.analysis.by_perspective import Cell, Cells, UnitsByPerspective
from mkdocs_okr.analysis.standing import UnitStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.tree import descendants, written
from mkdocs_okr.checks.rules.drafting_objective import contributes_to_nothing
from mkdocs_okr.checks.rules.perspectives import across_perspectives, perspective_without_objective
from mkdocs_okr.model import Objective, Portfolio, Unit
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.contributing_views import MOST_UNROLLED, MatrixLinks, gap
from mkdocs_okr.pages.finding_views import FindingLinks, rule_address
from mkdocs_okr.pages.portal import Portal

MOST_UNITS = 60
"""Units that are shown one by one: of more, those right below stand for everybody below them."""
MOST_LINES = 150
"""Lines of a table: the units with the most empty perspectives come first where there are more."""
SHOWN = 8
"""Lines of a quadrant that are not folded away."""
FOLDED = 150
"""Lines of a quadrant that are folded away."""


@dataclass(frozen=True, slots=True)
class PerspectivesView:
    """The table of units by perspective. `columns` are names, `rows` and `total` ready, `left` units are not shown."""

    columns: tuple[str, ...]
    rows: Markup
    total: Markup
    left: int
    is_tall: bool


def by_perspective(ways: MatrixLinks, unit: Unit, table: UnitsByPerspective) -> PerspectivesView | None:
    """Units by perspective, with everything below `unit`; None while no objective names a perspective.

    10 µs a line.
    """
    portfolio = ways.portal.portfolio
    total = table.whole[unit.id]
    if not any(total):
        return None
    columns: list[str | None] = [*portfolio.perspectives]
    if None in total:
        columns.append(None)
    is_large = _is_large(ways.portal, unit)
    lines = list(_together(portfolio, unit, table) if is_large else _one_by_one(portfolio, unit, table))
    left = max(len(lines) - MOST_LINES, 0)
    if left:
        lines.sort(key=lambda line: sum(column in line.cells for column in columns))
    units = table.standings.units
    rows = "".join(
        _line(_unit_name(ways, line), line.depth, line.cells, columns, units.get(line.unit.id))
        for line in lines[:MOST_LINES]
    )
    return PerspectivesView(
        columns=tuple(portfolio.perspectives[each].name if each else "Names none" for each in columns),
        rows=Markup(rows),
        total=Markup(_line(Markup("Mean of all"), 0, total, columns, None, _empty_ones(ways, unit))),
        left=left,
        is_tall=len(lines) > MOST_UNROLLED,
    )


def _is_large(portal: Portal, unit: Unit) -> bool:
    """Whether a unit has too many below it to show them one by one."""
    return sum(1 for _ in descendants(portal.portfolio, unit)) > MOST_UNITS


class _Line(NamedTuple):
    """A row: the objectives of a unit or, `with_below`, also of everybody below it, by perspective."""

    unit: Unit
    depth: int
    cells: Cells
    with_below: bool = False


def _one_by_one(portfolio: Portfolio, unit: Unit, table: UnitsByPerspective) -> Iterator[_Line]:
    top = sum(1 for _ in portfolio.ancestors(unit))
    for each in (unit, *descendants(portfolio, unit)):
        if each.id in table.own:
            yield _Line(each, sum(1 for _ in portfolio.ancestors(each)) - top, table.own[each.id])


def _together(portfolio: Portfolio, unit: Unit, table: UnitsByPerspective) -> Iterator[_Line]:
    """The units right below with everybody below them."""
    if unit.id in table.own:
        yield _Line(unit, 0, table.own[unit.id])
    for each in portfolio.children[unit.id]:
        if each.id in table.own and not portfolio.children.get(each.id):
            yield _Line(each, 1, table.own[each.id])
        elif each.id in table.whole:
            yield _Line(each, 1, table.whole[each.id], with_below=True)


def _unit_name(ways: MatrixLinks, line: _Line) -> Markup:
    unit = line.unit
    href = ways.nearest(unit) if line.with_below else ways.links.to(ways.portal.unit_page(unit.id, ways.cycle))
    below = Markup('<span class="okr-sub">mean, with everybody below</span>') if line.with_below else ""
    return Markup('<a href="{}"><bdi>{}</bdi></a>{}').format(href, unit.name, below)


def _empty_ones(ways: MatrixLinks, unit: Unit) -> Mapping[str | None, str]:
    """By perspective, the way to the rule that misses an objective of the company in it."""
    portfolio, code = ways.portal.portfolio, perspective_without_objective.code
    if unit.parent is not None or not any(
        each.diagnostic.code == code for each in ways.portal.health.findings(ways.cycle.id, "")
    ):
        return {}
    href = ways.links.to(rule_address(perspective_without_objective.name))
    return {name: href for level in portfolio.settings.levels for name, weight in level.weights.items() if weight > 0}


def _line(
    name: Markup,
    depth: int,
    cells: Cells,
    columns: Sequence[str | None],
    standing: UnitStanding | None,
    missed: Mapping[str | None, str] = MappingProxyType({}),
) -> str:
    drawn = "".join(_cell(cells.get(each), missed.get(each, "")) for each in columns)
    stands = _stands(standing.status, standing.score) if standing else ""
    unit = f"<td>{stands}{_count(sum(each.objectives for each in cells.values()))}</td>"
    return f'<tr class="okr-d{min(depth + 1, 4)}"><th scope="row">{name}</th>{drawn}{unit}</tr>\n'


def _cell(cell: Cell | None, missed: str = "") -> str:
    if cell is None and missed:
        return f'<td class="okr-px__none">{gap("nobody", missed)}</td>'
    if cell is None:
        return '<td class="okr-px__none"><span aria-hidden="true">–</span><span class="okr-sr">none</span></td>'
    return f"<td>{_stands(cell.status, cell.score)}{_count(cell.objectives)}</td>"


def _stands(status: Status | None, score: float | None) -> str:
    mark = f"{components.status_mark(status)} " if status else ""
    return f"{mark}<b>{figures.score(score)}</b>"


def _count(objectives: int) -> str:
    return f'<span class="okr-sub">{figures.count(objectives, "objective")}</span>'


@dataclass(frozen=True, slots=True)
class QuadrantView:
    """A quadrant in words: what it means, what to do, and what lies in it as lines, the first of them unfolded."""

    key: str
    title: str
    amount: int
    share: str
    means: str
    advice: Markup
    lines: Markup
    folded: Markup
    folded_amount: int
    left: int


_WORDS = {
    Quadrant.NEAR: (
        "In line",
        "They help something above them, in their own perspective or one row away.",
        "Nothing to mend here. Their scores say whether the help arrives.",
    ),
    Quadrant.FAR: (
        "A step may be missing",
        "They help something above them, but across a perspective, or nobody says which perspective the two are in.",
        "Write down what happens in between and contribute to that, or correct or add the perspective.",
    ),
    Quadrant.UNLINKED: (
        "A line is missing",
        "They contribute to nothing, although something above them lies in their perspective or one row away.",
        "Write `contributes_to` with the key result that they help.",
    ),
    Quadrant.ALONE: (
        "On their own",
        "They contribute to nothing, and nothing above them is known to lie near.",
        "Ask whether they are worth doing now, or whether something is missing above.",
    ),
}


def quadrants(ways: MatrixLinks, unit: Unit, alignment: CycleAlignment) -> list[QuadrantView]:
    """The four quadrants of a unit and everything below it; empty where nothing has anything above it. 10 µs a line."""
    counts = alignment.counts.get(unit.id)
    if not counts:
        return []
    lines = _unit_lines if _is_large(ways.portal, unit) else _objective_lines
    by_quadrant = lines(ways, unit, alignment)
    return [_quadrant(each, counts, by_quadrant[each]) for each in Quadrant]


def _quadrant(quadrant: Quadrant, counts: Counter[Quadrant], lines: Sequence[str]) -> QuadrantView:
    title, means, advice = _WORDS[quadrant]
    shown = len(lines) if len(lines) == SHOWN + 1 else SHOWN  # a single line is not worth a fold
    folded = lines[shown : shown + FOLDED]
    return QuadrantView(
        key=quadrant.word,
        title=title,
        amount=counts[quadrant],
        share=figures.part(counts[quadrant] / sum(counts.values())),
        means=means,
        advice=markup.coded(advice),
        lines=Markup("".join(lines[:shown])),
        folded=Markup("".join(folded)),
        folded_amount=len(lines) - min(shown, len(lines)),
        left=max(len(lines) - shown - FOLDED, 0),
    )


def _objective_lines(ways: MatrixLinks, unit: Unit, alignment: CycleAlignment) -> Mapping[Quadrant, list[str]]:
    portfolio, links = ways.portal.portfolio, ways.links
    findings = FindingLinks(ways.portal, links)
    found: dict[Quadrant, list[str]] = {each: [] for each in Quadrant}
    for each in (unit, *descendants(portfolio, unit)):
        name = f"<bdi>{escape(each.name)}</bdi>"
        for objective in written(portfolio, each, ways.cycle):
            reading = alignment.readings.get(objective.ref)
            if reading is not None:
                href = links.to_ref(objective.ref)
                said = _noted(reading, _finding(findings, objective, reading))
                found[reading.quadrant].append(
                    f'<li><a href="{href}"><bdi>{escape(objective.title)}</bdi></a>'
                    f'<span class="okr-sub">{name} · {said}</span></li>\n'
                )
    return found


def _finding(findings: FindingLinks, objective: Objective, reading: Reading) -> str:
    rule = across_perspectives if reading.quadrant.contributes else contributes_to_nothing
    return "" if reading.quadrant is Quadrant.NEAR else findings.of(rule, objective.ref)


def _noted(reading: Reading, finding: str) -> Markup:
    """Why an objective lies where it does, as a link where a rule says more."""
    said = _why(reading)
    return Markup('<a href="{}">{}</a>').format(finding, said) if finding else escape(said)


def _why(reading: Reading) -> str:
    own, above = reading.own, reading.above
    if own is None:
        return "names no perspective"
    if reading.quadrant.contributes:
        if above is None:
            return f"{own.name}; what it contributes to names no perspective"
        return own.name if own == above else f"{own.name} → {above.name}"
    if above is None:
        return f"{own.name}; nothing above names a perspective"
    if own == above:
        return f"{own.name}, as something above"
    return f"{own.name}, {'next to' if reading.quadrant.near else 'far from'} {above.name} above"


def _unit_lines(ways: MatrixLinks, unit: Unit, alignment: CycleAlignment) -> Mapping[Quadrant, list[str]]:
    """Units right below with everybody below them, those with the most objectives in a quadrant first."""
    counted = [
        (each, alignment.counts[each.id])
        for each in ways.portal.portfolio.children[unit.id]
        if each.id in alignment.counts
    ]
    found: dict[Quadrant, list[str]] = {}
    for quadrant in Quadrant:
        there = sorted((pair for pair in counted if pair[1][quadrant]), key=lambda pair: -pair[1][quadrant])
        found[quadrant] = [
            f'<li><a href="{ways.nearest(each)}"><bdi>{escape(each.name)}</bdi></a>'
            f'<span class="okr-sub">{counts[quadrant]} of '
            f"{figures.count(sum(counts.values()), 'objective')}</span></li>\n"
            for each, counts in there
        ]
    return found
