"""The Balanced Scorecard of a unit: what each perspective, objective and key result adds to its score."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup

from mkdocs_okr.analysis.standing import PerspectiveScore, UnitStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.weighed import WeighedKeyResult, WeighedObjective, WeighedPerspective, WeighedUnit, weigh
from mkdocs_okr.diagrams.weight_words import weight_words
from mkdocs_okr.model import (
    Cycle,
    CycleState,
    Deliverable,
    KeepMetric,
    Level,
    Metric,
    MilestoneMetric,
    MovingMetric,
    Unit,
)
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links, unit_address
from mkdocs_okr.pages.okr_views import NOT_PUBLISHED
from mkdocs_okr.pages.portal import Portal

_MOST_UNITS = 60
_NONE = f'<span class="okr-dim">{figures.NOTHING}</span>'
_RUN = '<td colspan="2" class="okr-card-run"></td>'  # as wide as baseline and target, and gone with them


def scorecard(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> Markup:
    """The scorecard of a unit in a cycle as a table, with the formula in words; of its own objectives only.

    Without objectives it says where to write them.
    """
    okrs = portal.okrs(cycle, unit)
    standings = portal.standings(cycle)
    if okrs is None or not okrs.objectives:
        return portal.render("scorecard.j2", links, unit=unit, cycle=cycle, rows="")
    weighed = weigh(portal.portfolio, standings, okrs)
    standing = standings.units[unit.id]
    tells = (cycle.id, unit.id) not in portal.portfolio.hidden
    table = _Table(portal, links, standings.on, cycle.state, weighed, tells=tells)
    return portal.render(
        "scorecard.j2",
        links,
        unit=unit,
        cycle=cycle,
        rows=Markup("".join(table.rows())),
        total=None if standing.score is None else f"{standing.score:.3f}",
        standing=standing,
        closed=cycle.state is CycleState.CLOSED,
        formula=formula(portal, unit, cycle),
        how=_how(weighed),
    )


def level_scorecard(portal: Portal, links: Links, level: Level, cycle: Cycle) -> Markup:
    """The scores of a level's units by perspective, a row each; of many units, where to find them instead."""
    units = portal.portfolio.units
    standings = portal.standings(cycle).units
    members = [units[okrs.unit] for okrs in portal.okrs_by_cycle[cycle.id] if units[okrs.unit].level == level.id]
    shown = [unit for unit in members if unit.id in standings]
    return portal.render(
        "level_scorecard.j2",
        links,
        level=level,
        names=[(each.id, each.name) for each in portal.portfolio.perspectives.values()],
        rows=[
            (unit, links.to(unit_address(cycle.id, unit.id)), standings[unit.id], _by_perspective(standings[unit.id]))
            for unit in shown
        ]
        if len(shown) <= _MOST_UNITS
        else (),
        amount=len(shown),
        directory=links.to(f"explore/{cycle.id}") + f"?kind=objective&level={level.id}",
        closed=cycle.state is CycleState.CLOSED,
    )


def _by_perspective(standing: UnitStanding) -> Mapping[str | None, PerspectiveScore]:
    return {part.perspective: part for part in standing.perspectives}


def formula(portal: Portal, unit: Unit, cycle: Cycle) -> str:
    """How the score of a unit that has objectives in a cycle came about, in words."""
    standing = portal.standings(cycle).units[unit.id]
    if standing.status is Status.CLOSED:
        return NOT_PUBLISHED
    scored = [p for p in standing.perspectives if p.score is not None]
    if not scored:
        return "No score yet: none of the key results can be measured."
    if not portal.portfolio.levels[unit.level].weights:
        return f"{_mean_words(portal, unit, cycle)}; this level does not weigh perspectives."
    if all(p.perspective is None for p in scored):
        return f"{_mean_words(portal, unit, cycle)}; none of them names a perspective, so weights do not apply."
    names = {id: perspective.name for id, perspective in portal.portfolio.perspectives.items()}
    terms = " + ".join(
        f"{names.get(p.perspective or '', 'No perspective')} {figures.weight(p.weight)} × {figures.score(p.score)}"
        for p in scored
    )
    if standing.renormalised:
        return f"Scorecard: {terms}. Perspectives without an objective are left out, the other weights make up 100 %."
    return f"Scorecard: {terms}."


def _mean_words(portal: Portal, unit: Unit, cycle: Cycle) -> str:
    """What the mean of a unit's objectives is made of: those that have a score."""
    okrs = portal.okrs(cycle, unit)
    objectives = portal.standings(cycle).objectives
    scores = [objectives[each.ref].score for each in okrs.objectives] if okrs else []
    left_out = scores.count(None)
    mean = f"Mean of {figures.count(len(scores) - left_out, 'objective')} by weight"
    return f"{mean}, {left_out} without a score left out" if left_out else mean


def _how(weighed: WeighedUnit) -> str:
    """What the last column is made of; nothing where it is empty."""
    if weighed.score is None:
        return ""
    has_rows = sum(each.weight > 0 for each in weighed.perspectives) > 1
    objective = (
        "what the perspective counts for × share of the objective in it" if has_rows else "share of the objective"
    )
    if not weighed.adds_up:
        return (
            f"Weighted: {objective} × its score. An objective has the score of its "
            "weakest key result, so key results do not add up, and none has a weight."
        )
    return (
        f"Weighted: {objective} × share of the key result in that × score. "
        "The figures add up to the unit’s score; they are rounded, so the last digit of a sum may be one off."
    )


@dataclass(frozen=True)
class _Table:
    """Writes the rows by hand, like other tables that stand on every unit's page: 10 µs a row.

    `tells` says whether it may be said that something is not there.
    """

    portal: Portal
    links: Links
    on: date
    state: CycleState
    weighed: WeighedUnit
    tells: bool

    def rows(self) -> Iterator[str]:
        for perspective in self.weighed.perspectives:
            yield from self._perspective(perspective, adds_up=self.weighed.adds_up)

    def _perspective(self, part: WeighedPerspective, *, adds_up: bool) -> Iterator[str]:
        named = self.portal.portfolio.perspectives.get(part.perspective or "")
        name = escape(named.name) if named else "No perspective"
        span = sum(max(len(each.key_results), 1) for each in part.objectives) or 1
        weight = ", ".join(weight_words(self.weighed, part, self.state, tells=self.tells))
        below = f'<span class="okr-sub">{weight}</span>'
        head = f'<th scope="rowgroup" rowspan="{span}" class="okr-card-row">{name}{below}</th>'
        yield "<tbody>"
        if not part.objectives:
            words = "No objective here" if self.tells else figures.NOTHING
            yield f'<tr>{head}<td colspan="7" class="okr-dim">{words}</td>{_RUN}</tr></tbody>\n'
            return
        for objective in part.objectives:
            for row in self._objective(objective, len(part.objectives), adds_up=adds_up):
                yield f"<tr>{head}{row}</tr>\n"
                head = ""
        yield (
            f'<tr class="okr-card-sum"><th scope="row" colspan="5">{name}</th>'
            f"{_RUN}"
            f'<td class="okr-r"><b>{figures.score(part.standing.score)}</b></td>'
            f"<td>{components.status_word(part.standing.status)}</td>"
            f'<td class="okr-r"><b>{_weighted(part.weighted)}</b></td></tr></tbody>\n'
        )

    def _objective(self, part: WeighedObjective, siblings: int, *, adds_up: bool) -> Iterator[str]:
        objective = part.objective
        span = max(len(part.key_results), 1)
        if part.share is None:
            share = "no score, left out"
        elif siblings == 1:
            share = figures.score(part.standing.score)
        else:
            share = f"{figures.score(part.standing.score)}, {figures.weight(100 * part.share)} of the perspective"
        cell = (
            f'<th scope="rowgroup" rowspan="{span}" class="okr-card-objective">'
            f'<a href="{escape(self.links.to_ref(objective.ref))}"><bdi>{escape(objective.title)}</bdi></a>'
            f'<span class="okr-sub">{share}</span></th>'
        )
        if not part.key_results:
            yield f'{cell}<td colspan="5" class="okr-dim">No key results yet</td>{_RUN}<td class="okr-r">{_NONE}</td>'
            return
        whole = "" if adds_up else f'<td class="okr-r" rowspan="{span}">{_weighted(part.weighted)}</td>'
        for each in part.key_results:
            weighted = f'<td class="okr-r">{_weighted(each.weighted)}</td>' if adds_up else whole
            yield f"{cell}{self._key_result(each)}{weighted}"
            cell = whole = ""

    def _key_result(self, part: WeighedKeyResult) -> str:
        key_result, standing = part.key_result, part.standing
        baseline, target, actual = _figures(key_result.metric, standing.value, self.on)
        share = _NONE if part.share is None else figures.weight(100 * part.share)
        return (
            f'<td><a href="{escape(self.links.to_ref(key_result.ref))}"><span class="okr-id">KR{key_result.number}'
            f'</span> <bdi>{escape(key_result.title)}</bdi></a></td><td class="okr-r okr-num">{share}</td>'
            f'<td class="okr-r okr-card-run">{escape(baseline)}</td>'
            f'<td class="okr-r okr-card-run">{escape(target)}</td>'
            f'<td class="okr-r"><b>{escape(actual)}</b></td><td class="okr-r">{figures.score(standing.score)}</td>'
            f"<td>{components.status_word(standing.status)}</td>"
        )


def _weighted(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _figures(metric: Metric | None, value: float | None, on: date) -> tuple[str, str, str]:
    """Baseline, target and actual as the table prints them."""
    match metric:
        case MovingMetric():
            baseline = "none, from 0" if metric.baseline is None else figures.bare(metric.baseline, metric.unit)
            return baseline, figures.quantity(metric.target, metric.unit), figures.bare(value, metric.unit)
        case KeepMetric():
            return figures.bare(metric.baseline, metric.unit), figures.goal(metric), figures.bare(value, metric.unit)
        case MilestoneMetric():
            done = sum(1 for each in metric.milestones if each.done is not None and each.done <= on)
            return figures.NOTHING, figures.goal(metric), f"{done} reached"
        case Deliverable():
            is_done = metric.done is not None and metric.done <= on
            return figures.NOTHING, "done", figures.day(metric.done) if is_done else "not done"
    return figures.NOTHING, "no metric", figures.NOTHING
