"""The weekly sheet of a unit: its latest check-in with everything that a meeting looks at, on one page of paper."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from markupsafe import Markup, escape

from mkdocs_okr.analysis.activity import Movement, changes_since, next_dates
from mkdocs_okr.analysis.check_in_days import check_in_days, days_between
from mkdocs_okr.analysis.dependencies import DependencyState
from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import (
    CheckIn,
    CheckInEntry,
    Cycle,
    CycleState,
    Deliverable,
    KeepMetric,
    KeyResult,
    MilestoneMetric,
    MovingMetric,
    Objective,
    OkrSet,
    Ref,
    Unit,
)
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.activity_views import date_views, is_over, not_begun, reading
from mkdocs_okr.pages.addresses import Links, unit_address
from mkdocs_okr.pages.aspects import AspectBody
from mkdocs_okr.pages.change_views import earlier_aims, objective_changes, of_key_result
from mkdocs_okr.pages.check_in_log import answers, focus, new_check_in
from mkdocs_okr.pages.dependency_views import wait_view
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.health_metric_views import MetricViews
from mkdocs_okr.pages.portal import Portal

DATES = 3
WAITS = 3
"""How many dates and dependencies the sheet has room for; the unit's page has all."""

_TREND = "Score by week against the expected path"

_WEEK = 7  # days

ROOMY = 14
"""With more key results than that the sheet is set closer, so that it stays one page."""


def week_sheet(portal: Portal, links: Links, unit: Unit, cycle: Cycle, okrs: OkrSet) -> AspectBody:
    """The sheet of a unit with an objective in a cycle. 1.3 ms for 12 key results with 12 check-ins."""
    today = portal.portfolio.as_of
    standings = portal.standings(cycle)
    standing = standings.units[unit.id]
    check_ins = [check_in for check_in in okrs.check_ins if check_in.date <= today]
    latest = check_ins[-1] if check_ins else None
    section = sections(okrs)
    page = unit_address(cycle.id, unit.id)
    waits = [
        each
        for each in portal.dependencies(cycle).by_waiting.get(unit.id, ())
        if each.state is not DependencyState.DONE
    ]
    metrics = MetricViews(portal, links, cycle)
    amount = sum(len(objective.key_results) for objective in okrs.objectives)
    content = portal.render(
        "week_sheet.j2",
        links,
        standing=standing,
        bar=components.bar(standing.score, standing.expected, standing.status),
        closed=cycle.state is CycleState.CLOSED,
        latest=latest,
        rows=Markup("".join(_rows(portal, links, standings, okrs, check_ins))),
        change_head=_change_head(cycle, check_ins),
        dense=amount > ROOMY,
        focus=[(title, items) for title, items in focus(latest) if items] if latest else [],
        answers=answers(latest) if latest else (),
        metrics=metrics,
        health=metrics.of(unit),
        dates=date_views(next_dates(portal.portfolio, limit=DATES, of=cycle), today),
        waits=[wait_view(portal, links, each) for each in waits[:WAITS]],
        waits_left=len(waits[WAITS:]),
        dependencies=links.to(page, section("dependencies")),
        earlier=len(check_ins) - 1 if check_ins else 0,
        log=links.to(page, section("check-ins")),
    )
    return AspectBody(
        lead=_days(cycle, latest, today) + _lead(portal, unit, cycle, latest),
        content=content,
        heading=_heading(unit, cycle, latest, today),
        acts=_acts(portal, links, unit, okrs, standings, latest),
    )


def _heading(unit: Unit, cycle: Cycle, latest: CheckIn | None, today: date) -> str:
    week = cycle.week(latest.date if latest else today)
    if week == 0 or (latest is None and is_over(cycle, today)):
        return f"{unit.name}, {cycle.name}"
    return f"{unit.name}, week {week} of {cycle.weeks}"


def _days(cycle: Cycle, latest: CheckIn | None, today: date) -> str:
    """The days of the week that the sheet is of; empty where it is of none."""
    week = cycle.week(latest.date if latest else today)
    is_of_week = week and (latest is not None or not is_over(cycle, today))
    return f"Week {week}: {figures.span(*cycle.days_of(week), cycle)}. " if is_of_week else ""


def _lead(portal: Portal, unit: Unit, cycle: Cycle, latest: CheckIn | None) -> str:
    """Whose check-in the sheet shows, and what is missing."""
    today = portal.portfolio.as_of
    by = portal.person(latest.by) if latest else None
    told = f"{figures.full_day(latest.date)}{f', by {by.name}' if by else ''}" if latest else ""
    if cycle.state is CycleState.CLOSED:
        return f"The cycle is closed. The last check-in is of {told}." if told else "Closed without any check-in."
    waiting = not_begun(portal.portfolio, cycle)
    if waiting:
        return f"{waiting} There is one of {told}." if told else waiting
    if today > cycle.ends:
        over = f"{cycle.name} ended on {figures.near_day(cycle.ends, today)} and is not closed yet."
        return f"{over} The last check-in is of {told}." if told else f"{over} There is no check-in."
    if latest is None:
        due = cycle.starts + timedelta(days=days_between(portal.portfolio, cycle, unit))
        when = figures.near_day(due, today)
        return f"No check-in yet; the first {'was' if due < today else 'is'} due by {when}."
    week, shown = cycle.week(today), cycle.week(latest.date)
    if week == shown:
        return f"Check-in of {told}."
    days = check_in_days(portal.portfolio, cycle, unit)
    last, coming = days.last(today), days.next(today)
    if days.every > _WEEK and coming is not None and (last is None or days.is_held(last, latest.date)):
        return f"Check-in of {told}; the next one is on {figures.near_day(coming, today)}."
    missing = f"Week {week} has no check-in yet"
    if week - shown > 1:
        missing = f"Weeks {shown + 1} to {week} have no check-in"
    return f"{missing}; this is {f'week {shown}' if shown else 'the one before the cycle'}, of {told}."


def _change_head(cycle: Cycle, check_ins: Sequence[CheckIn]) -> str:
    """Since when changes are told."""
    return (
        f"Change since {figures.day_in(check_ins[-2].date, cycle)}" if len(check_ins) > 1 else "Change since the start"
    )


def _acts(
    portal: Portal, links: Links, unit: Unit, okrs: OkrSet, standings: CycleStandings, latest: CheckIn | None
) -> Markup:
    """The buttons: the check-in of this week is either to be written or to be edited."""
    cycle = standings.cycle
    is_there = latest is not None and cycle.week(latest.date) == cycle.week(portal.portfolio.as_of)
    add = None if is_there else new_check_in(portal, unit, okrs, standings)
    return portal.render(
        "week_acts.j2",
        links,
        add=add,
        by_hand=links.to(unit_address(cycle.id, unit.id), sections(okrs)("add-check-in")) if add else "",
        edit=portal.edit_url(latest.origin.place()) if is_there and latest else None,
    )


def _rows(
    portal: Portal, links: Links, standings: CycleStandings, okrs: OkrSet, check_ins: list[CheckIn]
) -> Iterator[str]:
    """The table's rows: each objective with its key results, in order of rank. 20 µs a row."""
    frame = Frame(portal.portfolio, standings.cycle)
    latest = check_ins[-1] if check_ins else None
    before = check_ins[-2].date if len(check_ins) > 1 else date.min
    changes = {each.key_result.ref: each for each in changes_since(frame, okrs, before)} if latest else {}
    said = {entry.key_result: entry for entry in latest.entries} if latest else {}
    cycle = standings.cycle
    for objective in sorted(okrs.objectives, key=lambda each: (each.rank is None, each.rank or 0)):
        yield f"<tbody>{_objective_row(links, standings, objective)}"
        moved = objective_changes(portal, objective, cycle)
        for key_result in objective.key_results:
            earlier = earlier_aims(of_key_result(key_result, moved)) if moved else ()
            yield _key_result_row(portal, links, standings, key_result, changes, said, earlier)
        yield "</tbody>\n"


def _objective_row(links: Links, standings: CycleStandings, objective: Objective) -> str:
    standing = standings.objectives[objective.ref]
    return (
        f'<tr class="okr-sheet__of"><th scope="rowgroup" colspan="3"><a href="{links.to_ref(objective.ref)}">'
        f'{escape(objective.title)}</a></th><td class="okr-r" data-label="Score"><b>{figures.score(standing.score)}</b>'
        '</td><td></td><td class="okr-sheet__trend"></td>'
        f"<td>{components.status_word(standing.status)}</td><td></td></tr>\n"
    )


def _key_result_row(
    portal: Portal,
    links: Links,
    standings: CycleStandings,
    key_result: KeyResult,
    changes: Mapping[Ref, Movement],
    said: Mapping[Ref, CheckInEntry],
    earlier: Sequence[str],
) -> str:
    ref = key_result.ref
    standing = standings.key_results[ref]
    entry, change = said.get(ref), changes.get(ref)
    lead = portal.person(key_result.lead)
    note = markup.inline(entry.note) if entry is not None else ""
    if entry is None and standing.last_check_in is not None:
        note = Markup(f"last reported on {figures.day_in(standing.last_check_in, standings.cycle)}")
    by = escape(lead.name) if lead else "no lead yet"
    below = "".join(f'<span class="okr-sub">{each}</span>' for each in (note, *map(escape, earlier)) if each)
    delta = change.score_delta if change is not None else 0.0 if entry is not None and entry.value is not None else None
    trend = components.linked(components.trend(standing, 92, 24, _TREND), links.to_history(ref))
    actual, target = _run(key_result, standing.value, change, standings.on)
    return (
        f'<tr><th scope="row"><a href="{links.to_ref(ref)}"><span class="okr-id">KR{key_result.number}</span> '
        f'{escape(key_result.title)}</a> <span class="okr-sheet__lead">{by}</span>{below}</th>'
        f'<td class="okr-r" data-label="Actual">{actual}</td><td class="okr-r" data-label="Target">{target}</td>'
        f'<td class="okr-r" data-label="Score">{figures.score(standing.score)}</td>'
        f'<td class="okr-r" data-label="Change">{components.change(delta)}</td>'
        f'<td class="okr-sheet__trend">{trend}</td>'
        f"<td>{components.status_word(standing.status)}</td><td>{components.confidence(standing.confidence)}</td></tr>\n"
    )


def _run(key_result: KeyResult, value: float | None, change: Movement | None, on: date) -> tuple[str, str]:
    """Actual, with what it was before the last check-in where that is another value, and target."""
    match key_result.metric:
        case MovingMetric() | KeepMetric() as metric:
            before = ""
            if change is not None and change.before is not None:
                was = escape(reading(metric, change.before, bare=True))
                before = f'<span class="okr-sheet__before okr-dim">{was} →</span> '
            target = (
                figures.quantity(metric.target, metric.unit)
                if isinstance(metric, MovingMetric)
                else figures.goal(metric)
            )
            return f"{before}<b>{escape(figures.bare(value, metric.unit))}</b>", str(escape(target))
        case MilestoneMetric(milestones=milestones) as metric:
            done = sum(1 for each in milestones if each.done is not None and each.done <= on)
            return f"<b>{done} done</b>", figures.goal(metric)
        case Deliverable(done=done):
            return f"<b>{'done' if done is not None and done <= on else 'not done'}</b>", "done"
    return figures.NOTHING, "no metric"
