"""The tables behind charts: rows that are drawn tens of thousands of times, escaped here as in `rows`."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from mkdocs_okr.analysis.course import Moment
from mkdocs_okr.analysis.progress import is_dated
from mkdocs_okr.analysis.standing import CycleStandings, UnitStanding
from mkdocs_okr.model import Cycle, CycleState, KeepMetric, KeyResult, OkrSet, Unit
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.charts import expected_words
from mkdocs_okr.pages.portal import Portal

Columns = tuple[tuple[str, bool], ...]
"""The heads of a table, each with whether its cells are set to the right."""


class HistoryRows:
    """What was said of the key results of a unit, as rows of a table for each. 5 µs a row."""

    def __init__(self, portal: Portal, links: Links, okrs: OkrSet) -> None:
        self._portal = portal
        self._links = links
        self._by = {check_in.date: check_in.by for check_in in okrs.check_ins}
        self._people: dict[str | None, str] = {None: ""}

    def table(self, key_result: KeyResult, said: Sequence[Moment], *, is_scored: bool) -> tuple[Columns, Markup]:
        """The heads and the rows of a key result, the newest first: only columns that can hold something."""
        metric = key_result.metric
        has_values = metric is not None and not is_dated(metric)
        has_expected = is_scored and not isinstance(metric, KeepMetric) and metric is not None
        unit = str(escape(getattr(metric, "unit", "")))
        columns = [("Day", False)]
        columns += [("Value", True)] * has_values + [("Expected", True)] * has_expected
        columns += [("Score", True)] * (is_scored and metric is not None) + [("Confidence", False)]
        rows = []
        for moment in reversed(said):
            parts = [f'<tr><th scope="row">{figures.full_day(moment.day)}{self._below(moment)}</th>']
            if has_values:
                value = (
                    f"<b>{figures.quantity(moment.value, unit)}</b>" if moment.value is not None else figures.NOTHING
                )
                parts.append(f'<td class="okr-r okr-num" data-label="Value">{value}</td>')
            if has_expected:
                words = escape(expected_words(key_result, moment.expected))
                parts.append(f'<td class="okr-r okr-num" data-label="Expected">{words}</td>')
            if is_scored and metric is not None:
                parts.append(f'<td class="okr-r okr-num" data-label="Score">{figures.score(moment.score)}</td>')
            parts.append(f"<td>{components.confidence(moment.confidence)}</td></tr>\n")
            rows.append("".join(parts))
        return tuple(columns), Markup("".join(rows))

    def _below(self, moment: Moment) -> str:
        """The week, who it was, what was done and noted."""
        who = self._person(self._by.get(moment.day))
        told = [f'<span class="okr-dim">, week {moment.week}</span>' if moment.week else ""]
        told.append(f'<span class="okr-sub">{who}</span>' if who else "")
        told += [f'<span class="okr-sub">Done: {markup.inline(title)}</span>' for title in moment.done]
        told.append(f'<span class="okr-sub">{markup.inline(moment.note)}</span>' if moment.note else "")
        return "".join(told)

    def _person(self, id: str | None) -> str:
        known = self._people.get(id)
        if known is None:
            person = self._portal.person(id)
            href = self._links.to(f"people/{person.id}") if person else ""
            known = self._people[id] = f'<a href="{href}">{escape(person.name)}</a>' if person else ""
        return known


def week_cells(history: Sequence[float | None], weeks: Sequence[int]) -> Markup:
    """The scores of some weeks as cells; a dash for a week that said nothing."""
    return Markup("".join([f'<td class="okr-r okr-num">{figures.score(history[week])}</td>' for week in weeks]))


class UnitRows:
    """Units with the course of their score, as rows that can be filtered. 20 µs a row and 1 µs for a cycle before."""

    def __init__(self, portal: Portal, links: Links, standings: CycleStandings, before: Sequence[Cycle]) -> None:
        self._portal = portal
        self._links = links
        self._cycle = standings.cycle
        self._units = standings.units
        self._before = [(cycle, portal.standings(cycle).units) for cycle in before]
        self.is_running = is_running(standings)

    def row(self, unit: Unit) -> str:
        """The row of a unit that has a standing in the cycle."""
        standing = self._units[unit.id]
        within = " ".join([unit.id, *(above.id for above in self._portal.portfolio.ancestors(unit))])
        href = self._links.to(aspect_address(Aspect.HISTORY, self._cycle.id, unit.id))
        facets = [f'<tr data-within="{within}" data-status="{standing.status.value}"']
        if standing.score is not None:
            facets.append(f' data-score="{standing.score:.4f}"')
        if self.is_running and standing.delta is not None:
            facets.append(f' data-delta="{standing.delta:.4f}"')
        change = f'<td data-label="This week">{components.change(standing.delta)}</td>' if self.is_running else ""
        line = components.trend(standing, 108, 30, "Unit score by week against the expected path")
        return (
            f'{"".join(facets)}><th scope="row"><a href="{href}" data-title>{escape(unit.name)}</a></th>'
            f'<td>{line}</td><td class="okr-r okr-num" data-label="Score"><b>{figures.score(standing.score)}</b></td>'
            f"<td>{components.status_word(standing.status)}</td>{change}"
            f"{''.join([self._cell(cycle, units.get(unit.id)) for cycle, units in self._before])}</tr>\n"
        )

    def _cell(self, cycle: Cycle, standing: UnitStanding | None) -> str:
        """The score of an earlier cycle, and the unit's history there."""
        name = escape(cycle.name)
        if standing is None:
            return f'<td class="okr-r okr-dim" data-label="{name}">{figures.NOTHING}</td>'
        href = self._links.to(aspect_address(Aspect.HISTORY, cycle.id, standing.unit))
        return (
            f'<td class="okr-r okr-num" data-label="{name}"><a href="{href}">{figures.score(standing.score)}</a></td>'
        )


def is_running(standings: CycleStandings) -> bool:
    """Whether a cycle is in force today, so that this week's change can be told."""
    cycle = standings.cycle
    is_in_force = cycle.state is CycleState.ACTIVE and standings.week > 0
    return is_in_force and standings.on < cycle.ends
