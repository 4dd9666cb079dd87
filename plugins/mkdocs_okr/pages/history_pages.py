"""How a unit came to stand where it does: its key results day by day, and its scores by week and over cycles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from mkdocs_okr.analysis.aims import aim_on, aims
from mkdocs_okr.analysis.course import moments
from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import Report, reports
from mkdocs_okr.analysis.perspective_course import perspective_courses
from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding, UnitStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams.chart import CycleScore, cycles_chart
from mkdocs_okr.diagrams.chart_drawing import drawn
from mkdocs_okr.diagrams.time_axis import TimeAxis
from mkdocs_okr.model import Cycle, Deliverable, KeyResult, Objective, OkrSet, Unit
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links, anchor, history_address
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_page
from mkdocs_okr.pages.change_views import ChangeView, amount, objective_changes, of_key_result, unit_changes
from mkdocs_okr.pages.charts import cycle_axis, key_result_charts, scores_by_week
from mkdocs_okr.pages.company_history import company_history
from mkdocs_okr.pages.comparison_views import comparison_section
from mkdocs_okr.pages.confidence_sheets import unit_sheet
from mkdocs_okr.pages.data_paths import DATA, cycle_anchor
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.health_metric_views import metric_history
from mkdocs_okr.pages.history_rows import HistoryRows, week_cells
from mkdocs_okr.pages.okr_views import former_anchors, run_line
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

MOST_CYCLES = 12
"""Of one kind that are compared: three years of quarters."""
MOST_WEEKS = 16
"""That have a column of their own."""
MOST_KEY_RESULTS = 40
"""Of a unit that have charts and tables; of the others a line says where they stand."""
MOST_DAYS = 66
"""In the table behind a chart, the newest: a quarter of working days."""
_FEWEST_DAYS = 12
_MOST_ROWS = 12 * MOST_DAYS
"""Of all tables of a page together, as long as each has `_FEWEST_DAYS`."""


@dataclass(frozen=True, slots=True)
class KeyResultHistory:
    """A key result: its charts, and the table behind them with `amount` rows, without the `left` days before them.

    With neither where it is not `is_whole`, because the unit has so many. `is_moved`: it aimed elsewhere before.
    """

    anchor: str
    aliases: tuple[str, ...]
    label: str
    title: str
    href: str
    run: Markup
    standing: KeyResultStanding
    charts: Markup
    changes: tuple[ChangeView, ...]
    is_moved: bool
    columns: tuple[str, ...]
    rows: Markup
    amount: int
    left: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ObjectiveHistory:
    """An objective with the histories of its key results."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    href: str
    standing: ObjectiveStanding
    key_results: tuple[KeyResultHistory, ...]


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle of a unit: its score there, and how many objectives it had."""

    name: str
    href: str
    objectives: int
    standing: UnitStanding
    is_shown: bool


def history_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The company's page, and one of every unit with objectives: 7 ms for twelve key results with twelve check-ins."""
    frame = cache(lambda: Frame(portal.portfolio, cycle))
    found = list(company_history(portal, cycle, frame))
    found += [_unit_page(portal, cycle, okrs, frame) for okrs in portal.okrs_by_cycle[cycle.id] if okrs.objectives]
    return found


def _unit_page(portal: Portal, cycle: Cycle, okrs: OkrSet, frame: Callable[[], Frame]) -> GeneratedPage:
    unit = portal.portfolio.units[okrs.unit]
    return aspect_page(
        portal,
        Aspect.HISTORY,
        cycle,
        unit,
        lambda links: _body(portal, links, frame(), unit, okrs),
        search=f"History of {unit.name}: values, scores and confidence over {cycle.name}",
    )


def _body(portal: Portal, links: Links, frame: Frame, unit: Unit, okrs: OkrSet) -> AspectBody:
    standings = portal.standings(frame.cycle)
    standing = standings.units[unit.id]
    cycles = unit_cycles(portal, links, unit, frame.cycle)
    section = sections(okrs)
    content = portal.render(
        "history.j2",
        links,
        unit=unit,
        cycle=frame.cycle,
        standing=standing,
        by_week=unit_by_week(frame, unit, standing, _moved(portal, okrs, frame.cycle)),
        cycles=cycles,
        over_cycles=over_cycles(unit, cycles),
        scorecard=_scorecard(portal, standings, unit, okrs),
        weeks=_shown_weeks(standings, standing),
        objectives=_objectives(portal, links, frame, okrs, standings),
        most=MOST_KEY_RESULTS,
        data=links.to(DATA, cycle_anchor(frame.cycle.id)),
        confidence=unit_sheet(portal, links, unit, frame.cycle, at=section("confidence")),
        health=metric_history(portal, links, unit, frame.cycle),
        comparison=comparison_section(portal, links, unit, frame.cycle, at=section("compared")),
        section=section,
        unscored=frame.unscored,
    )
    return AspectBody(_lead(frame, okrs, standing), content)


def _lead(frame: Frame, okrs: OkrSet, standing: UnitStanding) -> str:
    amount = sum(check_in.date <= frame.as_of for check_in in okrs.check_ins)
    if not amount:
        return "No check-in yet: so far there is only what is expected."
    told = f"What {figures.count(amount, 'check-in')} of {figures.count(standing.key_results, 'key result')} say"
    return f"{told}, against what was expected. Each point tells its day and value."


def _moved(portal: Portal, okrs: OkrSet, cycle: Cycle) -> list[ChangeView]:
    """What moved of that by which a unit's scores are measured, oldest first."""
    found = [each for objective in okrs.objectives for each in objective_changes(portal, objective, cycle)]
    found += unit_changes(portal, okrs, cycle)
    return sorted((each for each in found if each.moves_aims), key=lambda each: each.date)


def unit_by_week(frame: Frame, unit: Unit, standing: UnitStanding, changes: Sequence[ChangeView]) -> Markup:
    """The chart of a unit's score by week; none where scores are not published, or nothing is expected yet."""
    said = [score for score in standing.history if score is not None]
    if frame.unscored or not (said or any(standing.path)):
        return Markup("")
    about = f"It stands at {figures.score(said[-1])}." if said else "No score yet."
    return scores_by_week(frame, f"Score of {unit.name} by week", standing, changes, description=about)


def unit_cycles(portal: Portal, links: Links, unit: Unit, shown: Cycle) -> tuple[CycleRow, ...]:
    """The unit's cycles of the same kind as the one that is shown, oldest first."""
    cycles = portal.portfolio.cycles
    rows = []
    for okrs in reversed(portal.okrs_by_unit.get(unit.id, ())):
        cycle = cycles[okrs.cycle]
        if cycle.kind == shown.kind and okrs.objectives:
            href = links.to(history_address(cycle.id, unit.id))
            standing = portal.standings(cycle).units[unit.id]
            rows.append(CycleRow(cycle.name, href, len(okrs.objectives), standing, cycle.id == shown.id))
    return tuple(rows[-MOST_CYCLES:])


def over_cycles(unit: Unit, cycles: Sequence[CycleRow]) -> Markup:
    """The chart of a unit's scores over its cycles, if there are two to compare."""
    scores = [
        CycleScore(
            row.name,
            row.standing.score,
            f"{row.name}: {figures.score(row.standing.score)}, {row.standing.status.word.lower()}",
            row.standing.status in (Status.ACHIEVED, Status.PARTLY, Status.MISSED),
        )
        for row in cycles
        if row.standing.status is not Status.NOT_STARTED
    ]
    if sum(each.score is not None for each in scores) < 2:
        return Markup("")
    return drawn(cycles_chart(f"Score of {unit.name} over its cycles", scores, description=_of_cycles(scores)))


def _of_cycles(scores: Sequence[CycleScore]) -> str:
    return "; ".join(each.words for each in scores)


def _shown_weeks(standings: CycleStandings, standing: UnitStanding) -> tuple[int, ...]:
    """The weeks that have a column: all of a quarter, of a year as many of those that said something."""
    weeks = range(1, standings.week + 1)
    if standings.weeks <= MOST_WEEKS:
        return tuple(weeks)
    said = [week for week in weeks if standing.history[week] is not None]
    every = max(-(-len(said) // MOST_WEEKS), 1)
    return tuple(said[::-every][::-1])


def _scorecard(
    portal: Portal, standings: CycleStandings, unit: Unit, okrs: OkrSet
) -> tuple[tuple[str, Markup, Markup], ...]:
    """Each perspective with its line over the weeks and its scores; nothing before the first week has begun."""
    portfolio = portal.portfolio
    standing = standings.units[unit.id]
    if standing.status is Status.CLOSED or not standings.week:
        return ()
    weeks = _shown_weeks(standings, standing)
    courses = perspective_courses(standings, okrs, portfolio.levels[unit.level].weights, tuple(portfolio.perspectives))
    names: dict[str | None, str] = {
        **{p.id: p.name for p in portfolio.perspectives.values()},
        None: "Without a perspective",
    }
    rows = [
        (
            names[course.perspective],
            components.course(_whole(course.history, standings), every=standing.every),
            course.history,
        )
        for course in courses
    ]
    rows.append(
        ("Unit", components.course(_whole(standing.history, standings), every=standing.every), standing.history)
    )
    return tuple((name, line, week_cells(history, weeks)) for name, line, history in rows)


def _whole(history: Sequence[float | None], standings: CycleStandings) -> list[float | None]:
    """A history with room for the weeks to come."""
    return [*history, *[None] * (standings.weeks - standings.week)]


def _objectives(
    portal: Portal, links: Links, frame: Frame, okrs: OkrSet, standings: CycleStandings
) -> tuple[ObjectiveHistory, ...]:
    said = reports(frame, okrs)
    told = [check_in.date for check_in in okrs.check_ins if check_in.entries]
    axis = cycle_axis(frame.cycle, frame.as_of, told, every=frame.weeks_between(okrs.unit))
    rows = HistoryRows(portal, okrs, frame.cycle)
    ranked = sorted(okrs.objectives, key=lambda objective: (objective.rank is None, objective.rank or 0))
    refs = [key_result.ref for objective in ranked for key_result in objective.key_results]
    whole = frozenset(refs[:MOST_KEY_RESULTS])
    days = min(max(_MOST_ROWS // max(len(whole), 1), _FEWEST_DAYS), MOST_DAYS)
    return tuple(
        ObjectiveHistory(
            anchor=anchor(objective.ref),
            aliases=objective.aliases,
            title=objective.title,
            href=links.to_ref(objective.ref),
            standing=standings.objectives[objective.ref],
            key_results=tuple(
                _key_result(
                    links,
                    frame,
                    axis,
                    objective,
                    each,
                    standings,
                    said.get(each.ref, ()),
                    of_key_result(each, objective_changes(portal, objective, frame.cycle)),
                    rows,
                    days if each.ref in whole else 0,
                )
                for each in objective.key_results
            ),
        )
        for objective in ranked
    )


def _due(key_result: KeyResult, frame: Frame) -> str:
    """When a deliverable that is not done is due: it has no chart to tell it."""
    metric = key_result.metric
    if not isinstance(metric, Deliverable) or (metric.done is not None and metric.done <= frame.on):
        return ""
    return f", {'was ' if key_result.due < frame.on else ''}due {figures.day_in(key_result.due, frame.cycle)}"


def _key_result(
    links: Links,
    frame: Frame,
    axis: TimeAxis,
    objective: Objective,
    key_result: KeyResult,
    standings: CycleStandings,
    said: Sequence[Report],
    changes: tuple[ChangeView, ...],
    rows: HistoryRows,
    days: int,
) -> KeyResultHistory:
    standing = standings.key_results[key_result.ref]
    known = aims(frame, objective, key_result, amount)
    is_moved = len(known) > 1
    found = moments(frame, key_result, said, (lambda day: aim_on(known, day)) if is_moved else None) if days else ()
    shown = found[-days:]
    columns, body = rows.table(known, shown, is_scored=not frame.unscored)
    return KeyResultHistory(
        anchor=anchor(key_result.ref),
        aliases=former_anchors(objective, key_result),
        label=f"KR{key_result.number}",
        title=key_result.title,
        href=links.to_ref(key_result.ref),
        run=run_line(key_result.metric, standing, standings.on) + _due(key_result, frame),
        standing=standing,
        charts=key_result_charts(frame, axis, known, found, changes, standing.value) if days else Markup(""),
        changes=changes,
        is_moved=is_moved,
        columns=columns,
        rows=body,
        amount=len(shown),
        left=len(found) - len(shown),
        is_whole=days > 0,
    )
