"""The page of a unit in a cycle: the best page of the portal, because this is where a team works with its OKRs."""

from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.learnt import Kind, learnt
from mkdocs_okr.analysis.standing import CycleStandings, UnitStanding
from mkdocs_okr.model import (
    Cycle,
    CycleState,
    KeyDate,
    OkrSet,
    Unit,
)
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links, anchor, history_address, unit_address
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.badges import embedding
from mkdocs_okr.pages.change_views import unit_changes
from mkdocs_okr.pages.check_in_log import check_in_log, last_check_in, new_check_in
from mkdocs_okr.pages.data_paths import DATA, feed_path
from mkdocs_okr.pages.date_pages import unit_dates
from mkdocs_okr.pages.dependency_views import amount, dependencies_picture, dependencies_table
from mkdocs_okr.pages.editing import new_file_url
from mkdocs_okr.pages.finding_views import RULES, sections
from mkdocs_okr.pages.health_metric_views import unit_metrics
from mkdocs_okr.pages.metrics_mapping import metrics_mapping
from mkdocs_okr.pages.okr_views import Named, ObjectiveView, objective_view, person_link
from mkdocs_okr.pages.pictures import unit_cascade
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.review_views import held, review_section
from mkdocs_okr.pages.scorecard_views import formula, scorecard
from mkdocs_okr.pages.side_tree import side_tree
from mkdocs_okr.pages.site import Feed, GeneratedPage, SearchEntry
from mkdocs_okr.pages.strategy_views import strategy_href, unit_strategy
from mkdocs_okr.pages.unit_findings import unit_findings


@dataclass(frozen=True, slots=True)
class PastCycle:
    """A row of the unit's other cycles."""

    name: str
    href: str
    period: str
    objectives: int
    standing: UnitStanding | None


_SEARCHED = frozenset({Kind.LESSON, Kind.KEY_RESULT, Kind.SURPRISE})
"""What of a review search finds: of the rest every unit has the same."""


def unit_pages(portal: Portal) -> list[GeneratedPage]:
    """One page for each cycle that a unit wrote something for, and one in the current cycle for those that did not."""
    portfolio = portal.portfolio
    current = portfolio.current_cycle
    pages = [
        unit_page(portal, portfolio.units[okrs.unit], portfolio.cycles[okrs.cycle])
        for okrs in portfolio.okr_sets.values()
    ]
    for unit in portfolio.units.values():
        if current is None or (current.id, unit.id) not in portfolio.okr_sets:
            pages.append(unit_page(portal, unit, current))
    return pages


def unit_page(portal: Portal, unit: Unit, cycle: Cycle | None) -> GeneratedPage:
    """The page of a unit in `cycle`; in no cycle at all while none is written."""
    address = unit_address(cycle.id, unit.id) if cycle else f"units/{unit.id}"
    okrs = portal.okrs(cycle, unit) if cycle else None
    title = f"{unit.name}, {cycle.name}" if cycle else unit.name
    origin = okrs.origin if okrs else unit.origin
    return GeneratedPage(
        address=address,
        title=title,
        description=markup.plain(unit.charter.mission),
        render=lambda: _render(portal, unit, cycle, okrs, portal.addresses.seen_from(address)),
        search=_search(portal, unit, cycle, okrs, title),
        edit_url=portal.edit_url(origin.place()),
        feed=Feed(f"Check-ins of {unit.name}", portal.addresses.seen_from(address).file(feed_path(unit.id))),
    )


def _search(
    portal: Portal, unit: Unit, cycle: Cycle | None, okrs: OkrSet | None, title: str
) -> tuple[SearchEntry, ...]:
    lead = portal.person(unit.lead)
    words = [markup.plain(unit.charter.mission), lead.name if lead else ""]
    entries = [SearchEntry("", title, " · ".join(word for word in words if word))]
    for objective in okrs.objectives if okrs else ():
        where = f"Objective of {title}"
        why = markup.plain(objective.why)
        entries.append(SearchEntry(anchor(objective.ref), objective.title, f"{where}. {why}" if why else where))
        for key_result in objective.key_results:
            person = portal.person(key_result.lead)
            parts = [f"Key result of {unit.name}: {objective.title}", figures.goal(key_result.metric)]
            if person:
                parts.append(person.name)
            entries.append(SearchEntry(anchor(key_result.ref), key_result.title, " · ".join(parts)))
    if okrs and cycle and held(okrs.review, portal.portfolio.as_of):
        words = [markup.plain(each.text) for each in learnt(okrs, cycle) if each.kind in _SEARCHED]
        entries.append(SearchEntry(sections(okrs)("review"), f"Review of {title}", " · ".join(words)))
    return tuple(entries)


def _render(portal: Portal, unit: Unit, cycle: Cycle | None, okrs: OkrSet | None, links: Links) -> str:
    portfolio = portal.portfolio
    standings = portal.standings(cycle) if cycle else None
    standing = standings.units.get(unit.id) if standings else None
    section = sections(okrs)
    log = check_in_log(portal, okrs, standings, links, section) if okrs and standings else None
    objectives = _objectives(portal, links, okrs, standings) if okrs and standings else ()
    return portal.render(
        "unit.j2",
        links,
        unit=unit,
        charter=unit.charter,
        cycle=cycle,
        okrs=okrs,
        level=portfolio.levels[unit.level].name,
        ancestors=[
            Named(above.name, links.to(portal.unit_page(above.id, cycle)))
            for above in reversed(list(portfolio.ancestors(unit)))
        ],
        tree=side_tree(portal, links, unit, cycle),
        lead=person_link(portal, links, unit.lead),
        champion=person_link(portal, links, unit.charter.champion),
        standings=standings,
        standing=standing,
        spark=_unit_spark(standing, links.to(history_address(standings.cycle.id, unit.id)))
        if standing and standings
        else "",
        history=links.to(history_address(cycle.id, unit.id)) if cycle and standing else "",
        formula=formula(portal, unit, cycle) if cycle and standing else "",
        closed=cycle is not None and cycle.state is CycleState.CLOSED,
        objectives=objectives,
        came_and_went=tuple(unit_changes(portal, okrs, cycle)) if cycle and okrs else (),
        cascade=unit_cascade(portal, links, unit, cycle, okrs, section("cascade")) if cycle and okrs else "",
        strategy=unit_strategy(portal, links, unit, cycle, okrs) if cycle and okrs else "",
        strategy_href=strategy_href(portal, links, unit, cycle) if cycle else "",
        scorecard=scorecard(portal, links, unit, cycle) if cycle and objectives else "",
        expected_empty=_what_parent_offers(portal, links, unit, cycle),
        log=log,
        check_ins=log.shown if log else (),
        last_check_in=last_check_in(log.shown if log else (), portfolio.as_of),
        new_check_in=new_check_in(portal, unit, okrs, standings) if okrs and standings else None,
        new_okrs_url=_new_okrs_url(portal, unit, cycle) if cycle and not okrs else None,
        company_dependencies=links.to(aspect_address(Aspect.DEPENDENCIES, cycle.id)) if cycle else "",
        waits=amount(portal, unit, cycle) if cycle else 0,
        dependencies_table=dependencies_table(portal, links, unit, cycle) if cycle else "",
        dependencies_picture=dependencies_picture(portal, links, unit, cycle) if cycle else "",
        dates=unit_dates(portal, links, unit, cycle) if cycle else "",
        metrics_mapping=metrics_mapping(portal, links, unit, cycle),
        review=review_section(portal, links, unit, cycle, okrs, section("review")) if cycle and okrs else "",
        health=unit_metrics(portal, links, unit, cycle) if cycle else "",
        company_health=links.to(aspect_address(Aspect.HEALTH_METRICS, cycle.id)) if cycle else "",
        other_cycles=_other_cycles(portal, links, unit, cycle),
        upcoming=_upcoming(portal, unit, cycle),
        week=links.to(aspect_address(Aspect.WEEK, cycle.id, unit.id)) if cycle and objectives else "",
        children=_children(portal, links, unit, cycle),
        edit_okrs=portal.edit_url(okrs.origin.place()) if okrs else None,
        edit_charter=portal.edit_url(unit.origin.place()),
        peer_reviewers=_peer_reviewers(portal, okrs, cycle, links),
        next_date=_next_date(cycle, portfolio.as_of),
        found=unit_findings(portal, links, unit, cycle, okrs),
        rules=links.to(RULES),
        embed=embedding(portal, links, unit, cycle),
        data=links.to(DATA),
        feed=links.file(feed_path(unit.id)),
        section=section,
    )


def _objectives(portal: Portal, links: Links, okrs: OkrSet, standings: CycleStandings) -> tuple[ObjectiveView, ...]:
    ranked = sorted(okrs.objectives, key=lambda o: (o.rank is None, o.rank or 0))
    return tuple(objective_view(portal, links, o, standings) for o in ranked)


def _unit_spark(standing: UnitStanding, history: str) -> str:
    line = components.trend(standing, 216, 76, "Unit score by week against the expected path")
    return components.linked(line, history)


def _new_okrs_url(portal: Portal, unit: Unit, cycle: Cycle) -> str | None:
    content = (
        f"unit: {unit.id}\n"
        "objectives:\n"
        "  - id: first-objective\n"
        "    title: \n"
        "    why: \n"
        "    key_results:\n"
        "      - id: first-key-result\n"
        "        title: \n"
        f"        lead: {unit.lead or ''}\n"
        "        metric: {unit: , baseline: , target: , source: }\n"
    )
    return new_file_url(portal.portfolio.settings.repository, f"{cycle.id}/{unit.id}.yml", content)


def _what_parent_offers(portal: Portal, links: Links, unit: Unit, cycle: Cycle | None) -> tuple[Named, int] | None:
    """The unit above and how many objectives it has that an empty unit could contribute to."""
    if unit.parent is None or cycle is None:
        return None
    parent = portal.portfolio.units[unit.parent]
    okrs = portal.okrs(cycle, parent)
    if okrs is None or not okrs.objectives:
        return None
    return Named(parent.name, links.to(unit_address(cycle.id, parent.id))), len(okrs.objectives)


def _other_cycles(portal: Portal, links: Links, unit: Unit, cycle: Cycle | None) -> tuple[PastCycle, ...]:
    rows = []
    for okrs in portal.okrs_by_unit.get(unit.id, ()):
        if cycle is not None and okrs.cycle == cycle.id:
            continue
        other = portal.portfolio.cycles[okrs.cycle]
        rows.append(
            PastCycle(
                name=other.name,
                href=links.to(unit_address(other.id, unit.id)),
                period=f"{figures.full_day(other.starts)} to {figures.full_day(other.ends)}",
                objectives=len(okrs.objectives),
                standing=portal.standings(other).units.get(unit.id),
            )
        )
    return tuple(rows)


def _upcoming(portal: Portal, unit: Unit, shown: Cycle | None) -> tuple[tuple[Cycle, str | None], ...]:
    """Cycles that are still to come and that the unit has written nothing for, with where to write."""
    return tuple(
        (cycle, _new_okrs_url(portal, unit, cycle))
        for cycle in portal.portfolio.cycles.values()
        if cycle is not shown and cycle.starts > portal.portfolio.as_of and portal.okrs(cycle, unit) is None
    )


def _children(
    portal: Portal, links: Links, unit: Unit, cycle: Cycle | None
) -> tuple[tuple[Named, UnitStanding | None], ...]:
    standings = portal.standings(cycle).units if cycle else {}
    return tuple(
        (Named(child.name, links.to(portal.unit_page(child.id, cycle))), standings.get(child.id))
        for child in portal.portfolio.children.get(unit.id, ())
    )


def _peer_reviewers(portal: Portal, okrs: OkrSet | None, cycle: Cycle | None, links: Links) -> tuple[Named, ...]:
    if okrs is None or okrs.peer_reviewed is None:
        return ()
    units = portal.portfolio.units
    return tuple(Named(units[id].name, links.to(portal.unit_page(id, cycle))) for id in okrs.peer_reviewed.by)


def _next_date(cycle: Cycle | None, today: date) -> KeyDate | None:
    return next((key_date for key_date in cycle.key_dates if key_date.date >= today), None) if cycle else None
