"""The home page: the company in one look."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mkdocs_okr.analysis.activity import Movement, gone_quiet, moved, next_dates, wins
from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding, UnitStanding
from mkdocs_okr.model import Cycle, CycleState, KeepMetric, Metric, MovingMetric, Objective, Portfolio, Unit
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links, history_address, unit_address
from mkdocs_okr.pages.cycle_pages import cycle_bar, state_word
from mkdocs_okr.pages.editing import new_file_url
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry

FEED = 5
"""Rows of each list beside the tiles."""
TILES = 24
"""Units directly below the company that get a tile; the directory has them all."""
TEAMS = 8
"""Teams that a tile names."""


@dataclass(frozen=True, slots=True)
class Card:
    """A company objective on the home page."""

    title: str
    href: str
    rank: int | None
    perspective: str
    kind: str
    standing: ObjectiveStanding
    spark: Markup
    key_results: tuple[tuple[Named, KeyResultStanding, Markup], ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit below the company with the units below it."""

    name: str
    href: str
    lead: Named | None
    standing: UnitStanding | None
    spark: Markup | str
    bar: Markup | str
    checked: str
    teams: tuple[tuple[Named, UnitStanding | None], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A key result that moved."""

    title: str
    href: str
    before: str
    after: str
    unit: str
    change: str


def home_page(portal: Portal) -> GeneratedPage:
    """The portal's first page."""
    organization = portal.portfolio.organization
    mission = markup.plain(organization.mission)
    return GeneratedPage(
        address="",
        title="Home",
        description=mission,
        render=lambda: _render(portal, portal.addresses.seen_from("")),
        search=(SearchEntry("", organization.name, mission),),
        edit_url=portal.edit_url(organization.origin.place()),
        in_nav=True,
    )


def _render(portal: Portal, links: Links) -> str:
    portfolio = portal.portfolio
    cycle = portfolio.current_cycle
    company = portfolio.company
    standings = portal.standings(cycle) if cycle else None
    okrs = portal.okrs(cycle, company) if cycle and company else None
    quiet = gone_quiet(portfolio, standings) if standings else ()
    movements = moved(portfolio, standings) if standings else ()
    children = portfolio.children.get(company.id, ()) if company else ()
    return portal.render(
        "home.j2",
        links,
        organization=portfolio.organization,
        cycle=cycle,
        state=state_word(cycle, portfolio.as_of) if cycle else "",
        bar=cycle_bar(portal, links, cycle) if cycle else "",
        company=Named(company.name, links.to(portal.unit_page(company.id, cycle))) if company else None,
        cards=[_card(portal, links, o, standings) for o in okrs.objectives] if okrs and standings else [],
        write_url=_write_url(portal, company, cycle),
        write_path=f"{cycle.id}/{company.id}.yml" if cycle and company else "",
        tiles=[_tile(portal, links, unit, cycle) for unit in children[:TILES]],
        units=len(portfolio.units),
        tiles_left=max(len(children) - TILES, 0),
        moved=[_moved(portal, links, movement) for movement in movements[:FEED]],
        moved_more=max(len(movements) - FEED, 0),
        quiet=[
            (
                Named(
                    q.key_result.title if q.key_result else q.unit.name,
                    links.to_ref(q.key_result.ref) if q.key_result else links.to(portal.unit_page(q.unit.id, cycle)),
                ),
                q.unit.name if q.key_result else "whole unit",
                q.days,
                q.last,
            )
            for q in quiet[:FEED]
        ],
        quiet_more=max(len(quiet) - FEED, 0),
        wins=[
            (win.text, Named(win.unit.name, links.to(portal.unit_page(win.unit.id, cycle))), win.date)
            for win in (wins(portfolio, cycle)[:FEED] if cycle else ())
        ],
        dates=[
            (key_date, of, figures.ahead(key_date.date, portfolio.as_of))
            for key_date, of in next_dates(portfolio, limit=FEED)
        ],
        explorer=links.to(f"explore/{cycle.id}") if cycle else "",
        nobody_quiet=_nobody_quiet(portfolio, cycle),
        closed=cycle is not None and cycle.state is CycleState.CLOSED,
        health=components.states_in_words(portal.health.of(cycle).counts) if portal.checked.rules else "",
    )


def _nobody_quiet(portfolio: Portfolio, cycle: Cycle | None) -> str:
    """What stands in the list of the quiet when nobody is."""
    if cycle is None:
        return "Check-ins begin with the first cycle."
    if cycle.state is CycleState.CLOSED:
        return "The cycle is closed; nobody owes a check-in."
    if portfolio.as_of < cycle.starts or cycle.state is CycleState.DRAFT:
        return f"Check-ins begin with the cycle, on {figures.day(cycle.starts)}."
    return f"Nobody has been silent for more than {figures.count(portfolio.settings.rhythm.stale_days, 'day')}."


def _card(portal: Portal, links: Links, objective: Objective, standings: CycleStandings) -> Card:
    standing = standings.objectives[objective.ref]
    perspective = portal.portfolio.perspectives.get(objective.perspective or "")
    key_results = []
    for key_result in objective.key_results:
        of_key_result = standings.key_results[key_result.ref]
        bar = components.bar(of_key_result.score, of_key_result.expected, of_key_result.status)
        key_results.append((Named(key_result.title, links.to_ref(key_result.ref)), of_key_result, bar))
    return Card(
        title=objective.title,
        href=links.to_ref(objective.ref),
        rank=objective.rank,
        perspective=perspective.name if perspective else "",
        kind=objective.kind,
        standing=standing,
        spark=components.linked(
            components.trend(standing, 168, 56, "Objective score by week against the expected path"),
            links.to_history(objective.ref),
        ),
        key_results=tuple(key_results),
    )


def _tile(portal: Portal, links: Links, unit: Unit, cycle: Cycle | None) -> Tile:
    standings = portal.standings(cycle) if cycle else None
    known = standings.units if standings else {}
    standing = known.get(unit.id)
    teams = portal.portfolio.children.get(unit.id, ())
    spark: Markup | str = ""
    if standing and standings:
        line = components.trend(standing, 120, 40, "Unit score by week against the expected path")
        spark = components.linked(line, links.to(history_address(standings.cycle.id, unit.id)))
    return Tile(
        name=unit.name,
        href=links.to(portal.unit_page(unit.id, cycle)),
        lead=person_link(portal, links, unit.lead),
        standing=standing,
        spark=spark,
        bar=components.bar(standing.score, standing.expected, standing.status) if standing else "",
        checked=_checked(standing, portal.portfolio.as_of),
        teams=tuple(
            (Named(team.name, links.to(portal.unit_page(team.id, cycle))), known.get(team.id)) for team in teams[:TEAMS]
        ),
        more=max(len(teams) - TEAMS, 0),
    )


def _checked(standing: UnitStanding | None, today: date) -> str:
    if standing is None:
        return "No OKRs for this cycle yet"
    if standing.last_check_in is None:
        return "No check-in yet"
    return f"Checked in {figures.ago(standing.last_check_in, today)}"


def _moved(portal: Portal, links: Links, movement: Movement) -> Moved:
    key_result = movement.key_result
    change = figures.signed(movement.score_delta) if movement.score_delta is not None else ""
    return Moved(
        title=key_result.title,
        href=links.to_ref(key_result.ref),
        before="" if movement.before is None else _reading(key_result.metric, movement.before, bare=True),
        after=_reading(key_result.metric, movement.after),
        unit=portal.portfolio.units[key_result.ref.unit].name,
        change=change,
    )


def _reading(metric: Metric | None, value: float, *, bare: bool = False) -> str:
    """A value as its metric counts: with its unit, or as a share of the milestones."""
    if isinstance(metric, MovingMetric | KeepMetric):
        return figures.bare(value, metric.unit) if bare else figures.quantity(value, metric.unit)
    return figures.percent(value)


def _write_url(portal: Portal, company: Unit | None, cycle: Cycle | None) -> str | None:
    if company is None or cycle is None:
        return None
    content = f"unit: {company.id}\nobjectives:\n  - id: first-objective\n    title: \n    key_results: []\n"
    return new_file_url(portal.portfolio.settings.repository, f"{unit_address(cycle.id, company.id)}.yml", content)
