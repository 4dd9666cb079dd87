"""A unit's check-ins as its page shows them, and the one to write next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import HARD_QUESTIONS, CheckIn, Cycle, CycleState, OkrSet, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.check_in_file import check_in_draft, check_in_path
from mkdocs_okr.pages.editing import new_file_url
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rows import log_tables

SHOWN_CHECK_INS = 12
"""That stand on a unit's page in full; of the others only what the history page shows."""
_MOST_EARLIER = 200
"""That are named below those."""
_MOST_ITEMS = 20
"""Of a list in a check-in that are shown."""


@dataclass(frozen=True, slots=True)
class CheckInView:
    """A check-in with its entries and answers. `lists` have a title, items, and how many more there are."""

    date: date
    week: int
    by: Named | None
    rows: Markup
    answers: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...], int], ...]
    edit_url: str | None


@dataclass(frozen=True, slots=True)
class EarlierCheckIn:
    """A check-in that is only named."""

    date: date
    week: int
    by: str
    edit_url: str | None


@dataclass(frozen=True, slots=True)
class CheckInLog:
    """A unit's check-ins, newest first: those shown in full, those named, and how many `amount` to in all."""

    shown: tuple[CheckInView, ...]
    earlier: tuple[EarlierCheckIn, ...]
    amount: int

    @property
    def left(self) -> int:
        """How many are not even named."""
        return self.amount - len(self.shown) - len(self.earlier)


@dataclass(frozen=True, slots=True)
class NewCheckIn:
    """How to add the next check-in: the file, its content, and the web editor where there is one."""

    path: str
    content: str
    url: str | None
    moving_day: bool


def answers(check_in: CheckIn) -> tuple[tuple[str, str], ...]:
    """The hard questions with their answers, empty for those that were not answered."""
    return tuple((question, getattr(check_in, key)) for key, question in HARD_QUESTIONS.items())


def focus(check_in: CheckIn) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the unit looks at now and next, by kind; a kind may be empty."""
    return (
        ("Near-term priorities", check_in.near_term),
        ("Big projects", check_in.projects),
        ("Critical events", check_in.events),
        ("Priority pipeline", check_in.pipeline),
    )


def check_in_log(portal: Portal, okrs: OkrSet, standings: CycleStandings, links: Links) -> CheckInLog:
    """The unit's check-ins, each value of the newest beside the one before."""
    key_results = {k.ref: k for o in okrs.objectives for k in o.key_results}
    tables = log_tables(key_results, okrs.check_ins, SHOWN_CHECK_INS)
    views = [
        _check_in_view(portal, check_in, rows, standings.cycle, links)
        for check_in, rows in zip(okrs.check_ins[-SHOWN_CHECK_INS:], tables, strict=True)
    ]
    earlier = [
        _earlier(portal, check_in, standings.cycle)
        for check_in in okrs.check_ins[-SHOWN_CHECK_INS - _MOST_EARLIER : -SHOWN_CHECK_INS]
    ]
    return CheckInLog(tuple(reversed(views)), tuple(reversed(earlier)), len(okrs.check_ins))


def _earlier(portal: Portal, check_in: CheckIn, cycle: Cycle) -> EarlierCheckIn:
    person = portal.person(check_in.by)
    edit_url = portal.edit_url(check_in.origin.place())
    return EarlierCheckIn(check_in.date, cycle.week(check_in.date), person.name if person else "", edit_url)


def _check_in_view(portal: Portal, check_in: CheckIn, rows: Markup, cycle: Cycle, links: Links) -> CheckInView:
    return CheckInView(
        date=check_in.date,
        week=cycle.week(check_in.date),
        by=person_link(portal, links, check_in.by),
        rows=rows,
        answers=tuple((question, text) for question, text in answers(check_in) if text.strip()),
        lists=tuple(
            (title, items[:_MOST_ITEMS], max(len(items) - _MOST_ITEMS, 0))
            for title, items in (("Wins", check_in.wins), *focus(check_in))
            if items
        ),
        edit_url=portal.edit_url(check_in.origin.place()),
    )


def last_check_in(check_ins: Sequence[CheckInView], today: date) -> str:
    """When the latest of `check_ins` (newest first) was, and by whom."""
    if not check_ins:
        return "none yet"
    latest = check_ins[0]
    by = f", by {latest.by.name}" if latest.by else ""
    return figures.ago(latest.date, today) + by


def new_check_in(portal: Portal, unit: Unit, okrs: OkrSet, standings: CycleStandings) -> NewCheckIn | None:
    """The next check-in, while the cycle runs."""
    settings = portal.portfolio.settings
    if standings.cycle.state is not CycleState.ACTIVE or not okrs.objectives:
        return None
    if portal.portfolio.as_of < standings.cycle.starts:
        return None
    path = check_in_path(okrs, portal.portfolio.as_of)
    content = check_in_draft(okrs, standings, unit.lead, unit.charter.health_metrics)
    url = new_file_url(settings.repository, path, content)
    todays = [check_in for check_in in okrs.check_ins if check_in.date == portal.portfolio.as_of]
    if todays and settings.as_of is not None:  # elsewhere the reader's own today decides, which the browser knows
        url = portal.edit_url(todays[-1].origin.place())
    return NewCheckIn(path, content, url, settings.as_of is None)
