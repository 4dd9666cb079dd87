"""The tables behind charts: rows that are drawn tens of thousands of times, escaped here as in `rows`."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from markupsafe import Markup, escape

from mkdocs_okr.analysis.aims import Aim
from mkdocs_okr.analysis.course import Moment
from mkdocs_okr.analysis.progress import is_dated
from mkdocs_okr.analysis.standing import CycleStandings, UnitStanding
from mkdocs_okr.model import Cycle, CycleState, KeepMetric, OkrSet, Unit
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links, history_address
from mkdocs_okr.pages.charts import expected_words
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rows import LONGEST_NOTE


class HistoryRows:
    """What was said of the key results of a unit, as rows of a table for each. 5 µs a row."""

    def __init__(self, portal: Portal, okrs: OkrSet, cycle: Cycle) -> None:
        self._portal = portal
        self._cycle = cycle
        self._by = {check_in.date: check_in.by for check_in in okrs.check_ins}
        self._heads: dict[date, str] = {}

    def table(self, known: Sequence[Aim], said: Sequence[Moment], *, is_scored: bool) -> tuple[tuple[str, ...], Markup]:
        """The heads and the rows of these days, the newest first: only columns that can hold something.

        What was expected is by the aim, one of `known`, of its day.
        """
        metric = known[-1].key_result.metric
        has_values = metric is not None and not is_dated(metric)
        has_scores = is_scored and metric is not None
        has_expected = has_scores and not isinstance(metric, KeepMetric)
        unit = str(escape(getattr(metric, "unit", "")))
        aims = list(known)
        expected = expected_words(aims[-1].key_result)
        parts: list[str] = []
        for moment in reversed(said):
            while (since := aims[-1].since) is not None and moment.day < since:
                aims.pop()
                expected = expected_words(aims[-1].key_result)
            parts.append(self._head(moment.day))
            for title in moment.done:
                parts.append(f"<small>Done: {markup.inline(title)}</small>")
            if moment.note:
                parts.append(f"<small>{markup.inline(moment.note, LONGEST_NOTE)}</small>")
            parts.append("</th>")
            if has_values:
                parts.append(f'<td data-label="Value">{figures.quantity(moment.value, unit)}</td>')
            if has_expected:
                parts.append(f'<td data-label="Expected">{expected(moment.expected)}</td>')
            if has_scores:
                parts.append(f'<td data-label="Score">{figures.score(moment.score)}</td>')
            parts.append(f'<td data-label="Confidence">{_confidence(moment.confidence)}</td></tr>\n')
        heads = ["Day", *["Value"] * has_values, *["Expected"] * has_expected, *["Score"] * has_scores, "Confidence"]
        return tuple(heads), Markup("".join(parts))

    def _head(self, day: date) -> str:
        """The beginning of a row: the day, its week, and who checked in on it."""
        known = self._heads.get(day)
        if known is None:
            person = self._portal.person(self._by.get(day))
            week = self._cycle.week(day)
            told = ", ".join(filter(None, (f"week {week}" if week else "", escape(person.name) if person else "")))
            known = self._heads[day] = f'<tr><th scope="row">{figures.full_day(day)}<small>{told}</small>'
        return known


@cache
def _confidence(value: float | None) -> str:
    return figures.NOTHING if value is None else components.confidence_words(value)


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
        href = self._links.to(history_address(self._cycle.id, unit.id))
        facets = [f'<tr data-within="{within}" data-status="{standing.status.value}"']
        if standing.score is not None:
            facets.append(f' data-score="{standing.score:.4f}"')
        if self.is_running and standing.delta is not None:
            facets.append(f' data-delta="{standing.delta:.4f}"')
        change = f'<td data-label="7 days">{components.change(standing.delta)}</td>' if self.is_running else ""
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
        href = self._links.to(history_address(cycle.id, standing.unit))
        return (
            f'<td class="okr-r okr-num" data-label="{name}"><a href="{href}">{figures.score(standing.score)}</a></td>'
        )


def is_running(standings: CycleStandings) -> bool:
    """Whether a cycle is in force today, so that the change of the last seven days can be told."""
    cycle = standings.cycle
    is_in_force = cycle.state is CycleState.ACTIVE and standings.week > 0
    return is_in_force and standings.on < cycle.ends
