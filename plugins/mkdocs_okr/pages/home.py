"""The home page: the company in one look."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mkdocs_okr.analysis.activity import next_dates, wins
from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding, UnitStanding
from mkdocs_okr.model import Cycle, CycleState, Objective, Unit
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.activity_views import (
    LATELY,
    date_views,
    moved_view,
    no_movement,
    nobody_quiet,
    quiet_view,
    week_in_words,
    win_view,
)
from mkdocs_okr.pages.addresses import Links, history_address, unit_address
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.cycle_pages import cycle_bar, state_word
from mkdocs_okr.pages.data_paths import COMPANY_FEED, DATA
from mkdocs_okr.pages.editing import new_file_url
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import Feed, GeneratedPage, SearchEntry

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
        feed=Feed("Check-ins of all units", portal.addresses.seen_from("").file(COMPANY_FEED)),
    )


def _render(portal: Portal, links: Links) -> str:
    portfolio = portal.portfolio
    cycle = portfolio.current_cycle
    company = portfolio.company
    standings = portal.standings(cycle) if cycle else None
    okrs = portal.okrs(cycle, company) if cycle and company else None
    lately = portal.lately(cycle) if cycle else None
    quiet = lately.quiet if lately else ()
    movements = lately.movements if lately else ()
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
        week=links.to(aspect_address(Aspect.WEEK, cycle.id)) if cycle else "",
        moved_in=week_in_words(cycle, portfolio.as_of) if cycle else LATELY,
        moved=[moved_view(portal, links, movement) for movement in movements[:FEED]],
        no_movement=no_movement(portfolio, cycle),
        moved_more=max(len(movements) - FEED, 0),
        quiet=[quiet_view(portal, links, cycle, each) for each in quiet[:FEED]] if cycle else [],
        quiet_more=max(len(quiet) - FEED, 0),
        wins=[win_view(portal, links, cycle, win) for win in wins(portfolio, cycle)[:FEED]] if cycle else [],
        dates=date_views(next_dates(portfolio, limit=FEED), portfolio.as_of),
        explorer=links.to(f"explore/{cycle.id}") if cycle else "",
        nobody_quiet=nobody_quiet(portfolio, cycle),
        closed=cycle is not None and cycle.state is CycleState.CLOSED,
        health=components.states_in_words(portal.health.of(cycle).counts) if portal.checked.rules else "",
        data=links.to(DATA),
        feed=links.file(COMPANY_FEED),
    )


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


def _write_url(portal: Portal, company: Unit | None, cycle: Cycle | None) -> str | None:
    if company is None or cycle is None:
        return None
    content = f"unit: {company.id}\nobjectives:\n  - id: first-objective\n    title: \n    key_results: []\n"
    return new_file_url(portal.portfolio.settings.repository, f"{unit_address(cycle.id, company.id)}.yml", content)
