"""Table rows that are drawn tens of thousands of times: check-in entries and the explorer's lines.

A template takes 50 µs for such a row, mostly for escaping the same titles again; these functions take 5. They escape
every user's word themselves, once for each thing that it names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup, escape

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding
from mkdocs_okr.model import CheckIn, KeyResult, Objective, Person, Ref
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links, anchor
from mkdocs_okr.pages.portal import Portal

MOST_ENTRIES = 30
"""Of a check-in that a log shows."""
LONGEST_NOTE = 1_000
"""Characters of a note in a table."""


def log_tables(key_results: Mapping[Ref, KeyResult], check_ins: Sequence[CheckIn], newest: int) -> list[Markup]:
    """The rows of the tables of the `newest` check-ins, oldest first: key result with note, value before → value,
    confidence.

    2 µs an entry.
    """
    names: dict[Ref, tuple[str, str]] = {}
    for ref, key_result in key_results.items():
        href, title = anchor(ref), escape(key_result.title)
        unit = str(escape(getattr(key_result.metric, "unit", "")))
        cell = f'<tr><th scope="row"><a href="#{href}"><span class="okr-id">KR{key_result.number}</span> {title}</a>'
        names[ref] = (cell, unit)
    last: dict[Ref, float] = {}
    tables = []
    for check_in in check_ins[:-newest]:
        last |= {entry.key_result: entry.value for entry in check_in.entries if entry.value is not None}
    for check_in in check_ins[-newest:]:
        parts = []
        for entry in check_in.entries[:MOST_ENTRIES]:
            cell, unit = names[entry.key_result]
            parts.append(cell)
            if entry.note:
                parts.append(f'<span class="okr-sub">{markup.inline(entry.note, LONGEST_NOTE)}</span>')
            parts.append(f'</th><td class="okr-r okr-num">{_step(last.get(entry.key_result), entry.value, unit)}</td>')
            parts.append(f"<td>{components.confidence(entry.confidence)}</td></tr>\n")
        left = len(check_in.entries) - MOST_ENTRIES
        if left > 0:
            parts.append(f'<tr><td colspan="3">{figures.count(left, "more key result")}, in its file</td></tr>\n')
        last |= {entry.key_result: entry.value for entry in check_in.entries if entry.value is not None}
        tables.append(Markup("".join(parts)))
    return tables


def _step(before: float | None, value: float | None, safe_unit: str) -> str:
    if value is None:
        return f'<span class="okr-dim">{figures.NOTHING}</span>'
    now = f"<b>{figures.quantity(value, safe_unit)}</b>"
    if before is None or before == value:
        return now
    return f'<span class="okr-dim">{figures.bare(before, safe_unit)} →</span> {now}'


@dataclass(frozen=True, slots=True)
class _UnitCells:
    """What all rows of a unit share."""

    facets: str
    link: str


class ExplorerRows:
    """Rows of the explorer as seen from one page. 8 µs a row."""

    def __init__(self, portal: Portal, links: Links, standings: CycleStandings) -> None:
        self._portal = portal
        self._links = links
        self._standings = standings
        self._units: dict[str, _UnitCells] = {}
        self._lately = portal.lately(standings.cycle).words

    def objective(self, objective: Objective) -> str:
        """The row of an objective."""
        perspective = self._portal.portfolio.perspectives.get(objective.perspective or "")
        below = f"Objective, {escape(perspective.name)}" if perspective else "Objective"
        standing = self._standings.objectives[objective.ref]
        return self._row("objective", objective, objective, standing, "", below, None)

    def key_result(self, objective: Objective, key_result: KeyResult) -> str:
        """The row of a key result of `objective`."""
        standing = self._standings.key_results[key_result.ref]
        label = f'<span class="okr-id">KR{key_result.number}</span> '
        return self._row("key-result", objective, key_result, standing, label, escape(objective.title), key_result.due)

    def _row(
        self,
        kind: str,
        objective: Objective,
        item: Objective | KeyResult,
        standing: ObjectiveStanding | KeyResultStanding,
        label: str,
        below: str,
        due: date | None,
    ) -> str:
        unit = self._unit(objective.ref.unit)
        # Whom to ask about an objective that names nobody: the unit's lead.
        lead = item.lead or (self._portal.portfolio.units[objective.ref.unit].lead if item is objective else None)
        facets = [f'<tr class="okr-row--{kind}" data-kind="{kind}" {unit.facets} data-status="{standing.status.value}"']
        if objective.perspective:
            facets.append(f' data-perspective="{objective.perspective}"')
        if objective.theme:
            facets.append(f' data-theme="{objective.theme}"')
        if lead:
            facets.append(f' data-lead="{lead}"')
        if standing.score is not None:
            facets.append(f' data-score="{standing.score:.4f}"')
        if standing.confidence is not None:
            facets.append(f' data-confidence="{standing.confidence:.3g}"')
        if due is not None:
            facets.append(f' data-due="{due}"')
        if item.ref in self._lately:
            facets.append(f' data-lately="{self._lately[item.ref]}"')
        bar = components.plain_bar(standing.score, standing.expected, standing.status)
        score = f'<span class="okr-num">{figures.score(standing.score)}</span>{bar}'
        return (
            f'{"".join(facets)}><th scope="row"><a href="{self._links.to_ref(item.ref)}">{label}'
            f'<span data-title>{escape(item.title)}</span></a><span class="okr-sub">{below}</span></th>'
            f"<td>{unit.link}{self._lead(lead)}</td>"
            f'<td><span class="okr-barnum">{score}</span></td>'
            f"<td>{components.status_word(standing.status)}</td><td>{components.confidence(standing.confidence)}</td>"
            f'<td class="okr-r okr-num" data-label="Due">{figures.day(due) if due else ""}</td></tr>\n'
        )

    def _unit(self, id: str) -> _UnitCells:
        cells = self._units.get(id)
        if cells is None:
            unit = self._portal.portfolio.units[id]
            path = " ".join(["", *(above.id for above in self._portal.portfolio.ancestors(unit))])
            href = self._links.to(self._portal.unit_page(id, self._standings.cycle))
            link = f'<a href="{href}" data-name>{escape(unit.name)}</a>'
            cells = self._units[id] = _UnitCells(f'data-unit="{id}{path}" data-level="{unit.level}"', link)
        return cells

    def _lead(self, id: str | None) -> str:
        return self._people.get(id, "") if id else ""

    @cached_property
    def _people(self) -> Mapping[str, str]:
        return {id: self._person(person) for id, person in self._portal.portfolio.people.items()}

    def _person(self, person: Person) -> str:
        href = self._links.to(f"people/{person.id}")
        return f'<span class="okr-sub"><a href="{href}">{escape(person.name)}</a></span>'
