"""What happened lately, as lists on pages: what moved, who is silent, wins, obstacles and the dates to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.activity import Movement, Obstacle, Quiet, Win
from mkdocs_okr.model import Cycle, CycleState, KeepMetric, KeyDate, Metric, MovingMetric, Portfolio
from mkdocs_okr.pages import figures, markup
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal

MOST_WORDS = 280
"""How many characters of an obstacle a list shows; its check-in has the rest."""


LATELY = "in the last seven days"


@dataclass(frozen=True, slots=True)
class Moved:
    """A key result that moved. `before` is empty where nothing was read before."""

    title: str
    href: str
    before: str
    after: str
    unit: str
    change: str


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit, or a key result of the unit that `where` names, that has not been heard of for `days` days."""

    it: Named
    where: str
    days: int | None
    last: str


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a unit with the day on which it said them."""

    text: str
    unit: Named
    day: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A key date, the cycle that it belongs to, and how far ahead it is."""

    date: date
    day: str
    title: str
    cycle: str
    when: str


def moved_view(portal: Portal, links: Links, movement: Movement) -> Moved:
    """A movement as seen from the page of `links`."""
    key_result = movement.key_result
    return Moved(
        title=key_result.title,
        href=links.to_ref(key_result.ref),
        before="" if movement.before is None else reading(key_result.metric, movement.before, bare=True),
        after=reading(key_result.metric, movement.after),
        unit=portal.portfolio.units[key_result.ref.unit].name,
        change=figures.signed(movement.score_delta) if movement.score_delta is not None else "",
    )


def reading(metric: Metric | None, value: float, *, bare: bool = False) -> str:
    """A value as its metric counts: with its unit, or as a share of the milestones."""
    if isinstance(metric, MovingMetric | KeepMetric):
        return figures.bare(value, metric.unit) if bare else figures.quantity(value, metric.unit)
    return figures.percent(value)


def quiet_view(portal: Portal, links: Links, cycle: Cycle, quiet: Quiet) -> Silent:
    """Somebody silent as seen from the page of `links`."""
    last = figures.day_in(quiet.last, cycle) if quiet.last else ""
    if quiet.key_result is not None:
        it = Named(quiet.key_result.title, links.to_ref(quiet.key_result.ref))
        return Silent(it, quiet.unit.name, quiet.days, last)
    it = Named(quiet.unit.name, links.to(portal.unit_page(quiet.unit.id, cycle)))
    return Silent(it, "whole unit", quiet.days, last)


def win_view(portal: Portal, links: Links, cycle: Cycle, win: Win) -> Told:
    """A win as seen from the page of `links`."""
    unit = Named(win.unit.name, links.to(portal.unit_page(win.unit.id, cycle)))
    return Told(win.text, unit, figures.day_in(win.date, cycle))


def obstacle_view(obstacle: Obstacle, cycle: Cycle, href: str) -> Told:
    """An obstacle, as far as a list has room for it; `href` leads to the whole check-in."""
    text = obstacle.text
    if len(text) > MOST_WORDS:
        words = markup.plain(text)
        text = words[:MOST_WORDS].rsplit(" ", 1)[0] + " …" if len(words) > MOST_WORDS else words
    return Told(text, Named(obstacle.unit.name, href), figures.day_in(obstacle.date, cycle))


def date_views(coming: Iterable[tuple[KeyDate, Cycle]], today: date) -> list[Coming]:
    """Key dates to come."""
    return [
        Coming(
            date=key_date.date,
            day=figures.near_day(key_date.date, today),
            title=key_date.title,
            cycle=cycle.name,
            when=figures.ahead(key_date.date, today),
        )
        for key_date, cycle in coming
    ]


def is_over(cycle: Cycle, today: date) -> bool:
    """Whether a cycle's last week is no longer this week."""
    return cycle.state is CycleState.CLOSED or today > cycle.ends


def week_in_words(cycle: Cycle, today: date) -> str:
    """Which days lists of what happened lately tell of."""
    return "in its last week" if is_over(cycle, today) else LATELY


def no_movement(portfolio: Portfolio, cycle: Cycle | None) -> str:
    """What stands in a list of what moved when nothing did."""
    today = portfolio.as_of
    if cycle is not None and cycle.id in portfolio.unscored:
        return "The scores of closed cycles are not published here."
    if cycle is not None and is_over(cycle, today):
        return f"Nothing in the last seven days of {cycle.name}, or since."
    return "Nothing in the last seven days."


def not_begun(portfolio: Portfolio, cycle: Cycle | None) -> str:
    """Why nobody can have checked in, in a sentence; empty once a cycle is in force."""
    if cycle is None:
        return "Check-ins begin with the first cycle."
    if cycle.state is CycleState.DRAFT and portfolio.as_of >= cycle.starts:
        return f"{cycle.name} is a draft; check-ins begin when it is made active."
    if cycle.state is CycleState.DRAFT or (cycle.state is CycleState.ACTIVE and portfolio.as_of < cycle.starts):
        return f"Check-ins begin with the cycle, on {figures.near_day(cycle.starts, portfolio.as_of)}."
    return ""


def nobody_quiet(portfolio: Portfolio, cycle: Cycle | None) -> str:
    """What stands in the list of the quiet when nobody is."""
    if cycle is not None and cycle.state is CycleState.CLOSED:
        return "The cycle is closed; nobody owes a check-in."
    days = figures.count(portfolio.settings.rhythm.stale_days, "day")
    return not_begun(portfolio, cycle) or f"Nobody has been silent for more than {days}."
