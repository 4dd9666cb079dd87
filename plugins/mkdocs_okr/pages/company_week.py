"""The week of the whole company: who has checked in, what moved, who is silent, what was won and what is in the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from mkdocs_okr.analysis.activity import Lately, next_dates
from mkdocs_okr.analysis.attendance import Attendance, Branch, attendance
from mkdocs_okr.model import Cycle, CycleState, Portfolio, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.activity_views import (
    date_views,
    is_over,
    moved_view,
    no_movement,
    nobody_quiet,
    not_begun,
    obstacle_view,
    quiet_view,
    week_in_words,
    win_view,
)
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address
from mkdocs_okr.pages.cycle_pages import cycle_bar
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.watch_views import Watch

T = TypeVar("T")

FEED = 8
"""Entries that a list shows at once."""
FOLDED = 40
"""Entries behind its fold; what is left over is found elsewhere."""
DATES = 6
BRANCHES = 60
"""Departments in the table; those in which most units are missing come first where there are more."""
NAMED = 12
"""Missing units that are named at once; up to `FOLDED` more stand behind a fold."""


@dataclass(frozen=True, slots=True)
class MissingView:
    """A unit that has not checked in, and how long ago it did: "9 days ago", "never"."""

    unit: Named
    last: str


@dataclass(frozen=True, slots=True)
class BranchView:
    """A department's row: how many of its units have checked in, and which should have."""

    head: Named
    present: int
    awaited: int
    share: float
    missing: Sequence[MissingView]
    folded: Sequence[MissingView]
    more: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of what happened: what it shows at once, what stands behind its fold, and how many more there are."""

    shown: Sequence[object]
    folded: Sequence[object]
    left: int


def company_week(portal: Portal, links: Links, cycle: Cycle) -> AspectBody:
    """The body of the page. Its lists are bounded, so that 3,000 units make a page of 200 KB in 30 ms.

    What has to be computed for it costs 20 µs a unit, and is shared with the home page and the explorer.
    """
    portfolio = portal.portfolio
    today = portfolio.as_of
    standings = portal.standings(cycle)
    lately = portal.lately(cycle)
    present = attendance(portfolio, standings)
    watch = Watch(portal, links, cycle)
    explorer = links.to(f"explore/{cycle.id}")
    content = portal.render(
        "company_week.j2",
        links,
        cycle=cycle,
        is_empty=not standings.units,
        bar=cycle_bar(portal, links, cycle),
        week=week_in_words(cycle, today),
        waiting=not_begun(portfolio, cycle),
        checked_in=_checked_in(portfolio, cycle, present),
        over=is_over(cycle, today),
        closed=cycle.state is CycleState.CLOSED,
        branches=[_branch(portal, links, cycle, each) for each in _first(present.branches)],
        branches_left=max(len(present.branches) - BRANCHES, 0),
        directory=links.to("units"),
        watch=_feed(watch.found(lately.since), watch.view),
        elsewhere=[
            Named(aspect.title, links.to(aspect_address(aspect, cycle.id)))
            for aspect in (Aspect.HEALTH_METRICS, Aspect.CONFIDENCE, Aspect.CHANGES)
        ],
        rose=_feed(lately.rose, lambda each: moved_view(portal, links, each)),
        fell=_feed(lately.fell, lambda each: moved_view(portal, links, each)),
        quiet=_feed(lately.quiet, lambda each: quiet_view(portal, links, cycle, each)),
        wins=_feed(lately.wins, lambda each: win_view(portal, links, cycle, each)),
        obstacles=_feed(
            lately.obstacles, lambda each: obstacle_view(each, cycle, _sheet(portal, links, cycle, each.unit))
        ),
        no_movement=no_movement(portfolio, cycle),
        nobody_quiet=nobody_quiet(portfolio, cycle),
        dates=date_views(next_dates(portfolio, limit=DATES, of=None if _is_current(portal, cycle) else cycle), today),
        explorer=explorer,
    )
    return AspectBody(
        lead=_lead(portal, cycle, present),
        content=content,
        heading=_heading(cycle, today),
        acts=portal.render("week_acts.j2", links, add=None, by_hand="", edit=None),
    )


def _feed(found: Sequence[T], view: Callable[[T], object]) -> Feed:
    """What a list has room for, as `view` makes it to be seen."""
    views = [view(each) for each in found[: FEED + FOLDED]]
    return Feed(views[:FEED], views[FEED:], len(found) - len(views))


def _is_current(portal: Portal, cycle: Cycle) -> bool:
    current = portal.portfolio.current_cycle
    return current is not None and current.id == cycle.id


def _heading(cycle: Cycle, today: date) -> str:
    if is_over(cycle, today):
        return f"The last week of {cycle.name}"
    week = cycle.week(today)
    return f"Week {week} of {cycle.weeks}" if week else f"Before {cycle.name}"


def _lead(portal: Portal, cycle: Cycle, present: Attendance) -> str:
    """Which days the page tells of, and how it reads in figures."""
    portfolio = portal.portfolio
    waiting = not_begun(portfolio, cycle)
    if not present.units or waiting:
        return waiting or "What moved, who is silent and what was won."
    if cycle.id in portfolio.unscored:
        return f"{cycle.name} is closed, and its scores are not published."
    moved = _moved(portal.lately(cycle))
    if is_over(cycle, portfolio.as_of):
        closed = "closed" if cycle.state is CycleState.CLOSED else "over, but not closed yet"
        return f"{cycle.name} is {closed}. In its last seven days, and in what came in since, {moved}."
    return f"{_checked_in(portfolio, cycle, present)} This week {moved}."


def _moved(lately: Lately) -> str:
    """How many key results rose and fell."""
    rose, fell = len(lately.rose), len(lately.fell)
    if rose:
        return f"{figures.count(rose, 'key result')} rose and {f'{fell:,}' if fell else 'none'} fell"
    return f"{figures.count(fell, 'key result')} fell and none rose" if fell else "no key result rose or fell"


def _checked_in(portfolio: Portfolio, cycle: Cycle, present: Attendance) -> str:
    """How many units have checked in, in a sentence."""
    if cycle.state is CycleState.CLOSED:
        return f"{present.present:,} of {figures.count(present.units, 'unit')} checked in during its last week."
    due = cycle.starts + timedelta(days=present.days)
    if not present.missing and portfolio.as_of <= due:
        first = f"the first are due by {figures.near_day(due, portfolio.as_of)}"
        if not present.present:
            return f"Nobody owes a check-in yet; {first}."
        return f"{present.present:,} of {figures.count(present.units, 'unit')} checked in already; {first}."
    awaited = present.present + present.missing
    if not awaited:
        return "Nobody owes a check-in."
    share = figures.part(present.present / awaited)
    when = "during its last" if portfolio.as_of > cycle.ends else "within the last"
    days = figures.count(present.days, "day")
    return f"{present.present:,} of {figures.count(awaited, 'unit')} ({share}) checked in {when} {days}."


def _first(branches: Sequence[Branch]) -> Sequence[Branch]:
    """The branches that the table has room for, in their order or, where there are too many, the worst first."""
    if len(branches) <= BRANCHES:
        return branches
    return sorted(branches, key=lambda each: -len(each.missing))[:BRANCHES]


def _branch(portal: Portal, links: Links, cycle: Cycle, branch: Branch) -> BranchView:
    missing = [
        MissingView(
            Named(unit.name, _sheet(portal, links, cycle, unit)),
            figures.ago(last, portal.portfolio.as_of) if last else "never",
        )
        for unit, last in branch.missing[: NAMED + FOLDED]
    ]
    return BranchView(
        head=Named(branch.head.name, _sheet(portal, links, cycle, branch.head)),
        present=branch.present,
        awaited=branch.awaited,
        share=branch.present / branch.awaited,
        missing=missing[:NAMED],
        folded=missing[NAMED:],
        more=len(branch.missing) - len(missing),
    )


def _sheet(portal: Portal, links: Links, cycle: Cycle, unit: Unit) -> str:
    """The way to a unit's weekly sheet, or to its page where it has no objective in the cycle."""
    if unit.id in portal.standings(cycle).units:
        return links.to(aspect_address(Aspect.WEEK, cycle.id, unit.id))
    return links.to(portal.unit_page(unit.id, cycle))
