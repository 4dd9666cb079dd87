"""The contributing matrix as pages show it: lower objectives in rows, higher ones in columns, marks where they meet."""

from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from mkdocs_okr.analysis.alignment import contributes_to_nothing, waits_for_contributions
from mkdocs_okr.analysis.contributing import Group, Mark, Matrix, matrix, reach
from mkdocs_okr.analysis.tree import descendants
from mkdocs_okr.checks.rules.alignment import without_contributions
from mkdocs_okr.checks.rules.drafting_objective import contributes_to_nothing as nothing_above
from mkdocs_okr.model import Cycle, CycleState, Objective, Ref, Unit
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.finding_views import FindingLinks
from mkdocs_okr.pages.portal import Portal

MOST_GROUPS = 150
"""Units that a matrix by units shows: those that contribute least come first where there are more."""

MOST_UNROLLED = 60
"""Rows of a table on the pages of alignment that are all seen: a taller one scrolls below its head."""


@dataclass(frozen=True, slots=True)
class MatrixLinks:
    """The ways to the alignment of units: `with_page` are those that have a page of it in the cycle."""

    portal: Portal
    links: Links
    cycle: Cycle
    with_page: Container[str]

    def own(self, unit: Unit) -> str:
        """The link to a unit's own page of alignment; empty where it has none."""
        return (
            self.links.to(aspect_address(Aspect.ALIGNMENT, self.cycle.id, unit.id)) if unit.id in self.with_page else ""
        )

    def nearest(self, unit: Unit) -> str:
        """The link to a unit's own page of alignment, or to its OKRs where it has none."""
        return self.own(unit) or self.links.to(self.portal.unit_page(unit.id, self.cycle))


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A higher objective, and how many contribute to it, of all units and cycles.

    `direct_from` and `through_from` say how many of them are from other cycles or units, in words, empty for none.
    `is_empty` says that nobody does, and `gap` also that its unit does not move it all by itself.
    """

    title: str
    href: str
    status: Markup
    direct: int
    direct_from: str
    through: int
    through_from: str
    gap: Markup
    is_empty: bool


def contributing(ways: MatrixLinks, unit: Unit) -> Markup:
    """The matrix of what lies below a unit in a cycle.

    Its cost grows with the objectives that it shows, and with what they lead to.
    """
    portal = ways.portal
    found = matrix(portal.portfolio, portal.cascade, unit, ways.cycle)
    return portal.render("contributing.j2", ways.links, **_Views(ways, unit, found).context())


class _Views:
    """The parts of a matrix. Rows are written here and not by a template: there are a hundred of them. 20 µs a row."""

    def __init__(self, ways: MatrixLinks, unit: Unit, found: Matrix) -> None:
        self._ways = ways
        self._portal = ways.portal
        self._portfolio = ways.portal.portfolio
        self._links = ways.links
        self._unit = unit
        self._cycle = ways.cycle
        self._matrix = found
        self._below = {unit.id, *(each.id for each in descendants(ways.portal.portfolio, unit))}
        self._findings = FindingLinks(ways.portal, ways.links)
        self._yet = " yet" if ways.cycle.state is CycleState.DRAFT else ""

    def context(self) -> dict[str, object]:
        """What the template is given."""
        found, portfolio = self._matrix, self._portfolio
        self._columns = [self._column(each) for each in found.columns]
        return {
            "unit": self._unit,
            "cycle": self._cycle,
            "columns": self._columns,
            "heads": [
                (portfolio.cycles[id].name, len(list(those)))
                for id, those in groupby(found.columns, key=lambda each: each.ref.cycle)
            ],
            "body": Markup(self._by_unit() if found.by_unit else "".join(map(self._group, found.groups))),
            "by_unit": found.by_unit,
            "left": max(len(found.groups) - MOST_GROUPS, 0) if found.by_unit else 0,
            "shown": min(len(found.groups), MOST_GROUPS),
            "rows": found.rows,
            "is_tall": (len(found.groups) if found.by_unit else found.rows) > MOST_UNROLLED,
            "has_below": any((each.unit, each.cycle) != (self._unit, self._cycle) for each in found.groups),
            "example": next((each.id for each in portfolio.children.get(self._unit.id, ())), ""),
            "target": _short(found.columns[0]) if found.columns else "",
        }

    def _column(self, objective: Objective) -> ColumnView:
        portal, ref = self._portal, objective.ref
        direct, through = reach(portal.cascade, ref)
        could_be = portal.company.could_be_contributed_to(self._portfolio.okr_sets[ref.cycle, ref.unit])
        is_gap = could_be and waits_for_contributions(self._portfolio, portal.cascade, objective)
        finding = self._findings.of(without_contributions, *(each.ref for each in objective.key_results))
        return ColumnView(
            title=objective.title,
            href=self._links.to_ref(ref),
            status=self._status(objective),
            direct=len(direct),
            direct_from=self._from(direct),
            through=len(through),
            through_from=self._from(through),
            gap=gap(f"nobody contributes{self._yet}", finding) if is_gap else Markup(""),
            is_empty=could_be and not direct,
        )

    def _from(self, contributors: Collection[Ref]) -> str:
        """How many contributors are from other cycles, or not from the unit and below: "1 of them from 2026 Q3"."""
        cycles = self._portfolio.cycles
        counts = Counter(each.cycle for each in contributors if each.cycle != self._cycle.id)
        said = [(amount, cycle.name) for id, cycle in cycles.items() if (amount := counts[id])]
        beside = sum(each.cycle == self._cycle.id and each.unit not in self._below for each in contributors)
        if beside:
            said.append((beside, "other units"))
        if said and said[0][0] == len(contributors):
            return f"all from {said[0][1]}"
        return ("of them " if said else "") + ", ".join(f"{amount} from {where}" for amount, where in said)

    def _group(self, group: Group) -> str:
        unit, cycle = group.unit, group.cycle
        href = self._links.to(self._portal.unit_page(unit.id, cycle))
        name = f'<a href="{href}"><bdi>{escape(unit.name)}</bdi></a>'
        if cycle is not self._cycle:
            name += f", {escape(cycle.name)}"
        elif unit is not self._unit and (own := self._ways.own(unit)):
            said = f'what lies below<span class="okr-sr"> {escape(unit.name)}</span>'
            name += f' <a class="okr-mx__more" href="{own}">{said}</a>'
        rows = "".join(self._objective(each) for each in group.objectives)
        return (
            f'<tbody>\n<tr class="okr-mx__unit"><th scope="rowgroup" colspan="{len(self._columns) + 1}">'
            f"<span>{name}</span></th></tr>\n{rows}</tbody>\n"
        )

    def _objective(self, objective: Objective) -> str:
        ref, own = objective.ref, self._matrix.marks.get(objective.ref, {})
        name = f'{self._status(objective)} <a href="{self._links.to_ref(ref)}"><bdi>{escape(objective.title)}</bdi></a>'
        is_gap = not own and contributes_to_nothing(self._portfolio, objective)
        if is_gap:
            name = f"{name}{gap(f'contributes to nothing{self._yet}', self._findings.of(nothing_above, ref))}"
        elif not own and objective.contributes_to:
            elsewhere = dict.fromkeys(map(self._named, (each.to for each in objective.contributes_to)))
            name += f'<span class="okr-sub">elsewhere: {", ".join(elsewhere)}</span>'
        return self._row(name, [self._cell(ref, each, own) for each in self._matrix.columns], is_gap)

    def _row(self, name: str, cells: Sequence[str], is_gap: bool) -> str:
        drawn = []
        for cell, column in zip(cells, self._columns, strict=True):
            kind = ' class="okr-mx__self"' if cell == _ITSELF else ' class="okr-mx__empty"' if column.is_empty else ""
            drawn.append(f"<td{kind}>{cell}</td>")
        empty = ' class="okr-mx__empty"' if is_gap else ""
        return f'<tr{empty}><th scope="row">{name}</th>{"".join(drawn)}</tr>\n'

    def _cell(self, row: Ref, column: Objective, own: Mapping[Ref, Mark]) -> str:
        if row == column.ref:
            return _ITSELF
        mark = own.get(column.ref)
        if mark is None:
            return ""
        return " ".join(self._direct(column, to) for to in mark.to) if mark.is_direct else self._through(mark)

    def _direct(self, column: Objective, to: Ref) -> str:
        if to.key_result is None:
            label, words = "whole", f"contributes to the whole of “{column.title}”"
        else:
            key_result = self._portfolio.key_results[to]
            label = f"KR{key_result.number}"
            words = f"contributes to {label} “{key_result.title}”"
        return _mark("direct", label, words, self._links.to_ref(to))

    def _through(self, mark: Mark) -> str:
        objectives, units = self._portfolio.objectives, self._portfolio.units
        ways = [f"“{objectives[ref].title}” of {units[ref.unit].name}" for ref in mark.through]
        more = mark.steps - len(ways)
        words = ", then ".join(ways) + (f", then {more} more" if more else "")
        label = f"via {units[mark.through[0].unit].name}"
        return _mark("through", label, f"{label}: through {words}", self._links.to_ref(mark.through[0]))

    def _by_unit(self) -> str:
        rows = [self._of_unit(each) for each in self._matrix.groups]
        if len(rows) > MOST_GROUPS:
            rows.sort(key=lambda row: row.rank)
        return f"<tbody>\n{''.join(row.html for row in rows[:MOST_GROUPS])}</tbody>\n"

    def _of_unit(self, group: Group) -> "_UnitRow":
        """A unit in one row: in each column how many of its objectives contribute."""
        known, total = self._matrix.marks, len(group.objectives)
        own = [known[each.ref] for each in group.objectives if each.ref in known]
        cells = [
            _summed_up([marks[column.ref] for marks in own if column.ref in marks], total)
            for column in self._matrix.columns
        ]
        gaps = [each.ref for each in group.objectives if contributes_to_nothing(self._portfolio, each)]
        cycle = f", {escape(group.cycle.name)}" if group.cycle is not self._cycle else ""
        name = (
            f'<a href="{self._ways.nearest(group.unit)}"><bdi>{escape(group.unit.name)}</bdi></a>'
            f'<span class="okr-sub">{figures.count(total, "objective")}{cycle}</span>'
        )
        if gaps:
            name = f"{name}{gap(_gaps(len(gaps), total, self._yet), self._findings.of(nothing_above, *gaps))}"
        filled = sum(map(bool, cells))
        return _UnitRow((-len(gaps), filled), self._row(name, cells, len(gaps) == total))

    def _named(self, to: Ref) -> str:
        unit, title = self._portfolio.units[to.unit].name, self._portfolio.objectives[to.of_objective].title
        said = f"<bdi>{escape(unit)}</bdi> › <bdi>{escape(title)}</bdi>"
        return f'<a href="{self._links.to_ref(to.of_objective)}">{said}</a>'

    def _status(self, objective: Objective) -> Markup:
        standings = self._portal.standings(self._portfolio.cycles[objective.ref.cycle])
        return components.status_mark(standings.objectives[objective.ref].status)


_ITSELF = '<span class="okr-sr">the objective itself</span>'


class _UnitRow(NamedTuple):
    """A row and its rank: those that contribute least come first."""

    rank: tuple[int, int]
    html: str


def gap(words: str, finding: str) -> Markup:
    """What is missing in a row or a column, and the way to what a rule says of it."""
    said = Markup('<a href="{}">{}</a>').format(finding, words) if finding else words
    return Markup('<span class="okr-st okr-s--risk okr-mx__gap">{}{}</span>').format(components.icon("unmet"), said)


def _mark(kind: str, label: str, words: str, href: str = "") -> str:
    """A mark: `label` for the eye, `words` for whoever asks and for those who do not see it."""
    safe = escape(words)
    if href:
        link = f'<a class="okr-mx__{kind}" href="{href}" title="{safe}" aria-label="{safe}">'
        return f"{link}<bdi>{escape(label)}</bdi></a>"
    return f'<span class="okr-mx__{kind}" title="{label} {safe}">{label}<span class="okr-sr"> {safe}</span></span>'


def _short(objective: Objective) -> str:
    """The reference to an objective as the same cycle writes it, to its first key result if it has one."""
    ref = objective.key_results[0].ref if objective.key_results else objective.ref
    return str(ref).removeprefix(f"{ref.cycle}/")


def _summed_up(marks: Sequence[Mark], total: int) -> str:
    direct = sum(mark.is_direct for mark in marks)
    through = len(marks) - direct
    of = f"of {figures.count(total, 'objective')}"
    drawn = [_mark("direct", str(direct), f"{of} directly")] if direct else []
    if through:
        drawn.append(_mark("through", str(through), f"{of} through others"))
    return " ".join(drawn)


def _gaps(gaps: int, total: int, yet: str) -> str:
    if gaps == total:
        return f"contributes to nothing{yet}"
    return f"{gaps} of {total} {'contributes' if gaps == 1 else 'contribute'} to nothing{yet}"
