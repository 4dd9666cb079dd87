"""A unit's check-ins as its page shows them, and the one to write next."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import HARD_QUESTIONS, CheckIn, Cycle, CycleState, OkrSet, Unit
from mkdocs_okr.pages import figures, markup
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.check_in_file import check_in_draft, check_in_path
from mkdocs_okr.pages.editing import new_file_url
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rows import LONGEST_NOTE, log_tables

SHOWN_CHECK_INS = 12
"""That stand on a unit's page in full; of the others only what the history page shows."""
_MOST_EARLIER = 200
"""That are named below those."""
_MOST_ITEMS = 20
"""Of a list in a check-in that are shown."""
_LONGEST_ANSWER = 2_000  # characters
_EARLIER = '<h3 class="okr-h3">Earlier</h3>'
_TABLE = (
    '<table class="okr-table okr-table--stack okr-log">\n<thead><tr><th scope="col">Key result</th>'
    '<th scope="col" class="okr-r">Value</th><th scope="col">Confidence</th></tr></thead>\n<tbody>\n'
)


@dataclass(frozen=True, slots=True)
class CheckInView:
    """A check-in: when and by whom, and its `entry` in the log, with its values and answers."""

    date: date
    week: int
    by: Named | None
    entry: Markup


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


def check_in_log(
    portal: Portal, okrs: OkrSet, standings: CycleStandings, links: Links, section: Callable[[str], str]
) -> CheckInLog:
    """The unit's check-ins, each value of the newest beside the one before; `section` gives their anchors.

    15 µs a check-in and 2 µs for each of its entries: the log is written by hand, as it is the most of a unit's page.
    """
    key_results = {k.ref: k for o in okrs.objectives for k in o.key_results}
    tables = log_tables(key_results, okrs.check_ins, SHOWN_CHECK_INS)
    check_ins = okrs.check_ins[-SHOWN_CHECK_INS:]
    newest = len(check_ins) - 1
    views = []
    for at, (check_in, rows) in enumerate(zip(check_ins, tables, strict=True)):
        week = standings.cycle.week(check_in.date)
        by = person_link(portal, links, check_in.by)
        edit_url = portal.edit_url(check_in.origin.place())
        body = "".join(_body(check_in, rows, "h3" if at == newest else "h4", edit_url))
        entry = (
            f"{_EARLIER if at == newest - 1 else ''}"
            f'<details class="okr-checkin"{" open" if at == newest else ""} '
            f'id="{section(f"check-in-{check_in.date}")}">\n'
            f'<summary><span>{figures.full_day(check_in.date)}</span> <span class="okr-dim">week {week}'
            f"{f', {escape(by.name)}' if by else ''}</span></summary>\n{body}</details>\n"
        )
        views.append(CheckInView(check_in.date, week, by, Markup(entry)))
    before = okrs.check_ins[-SHOWN_CHECK_INS - _MOST_EARLIER : -SHOWN_CHECK_INS]
    earlier = [_earlier(portal, check_in, standings.cycle) for check_in in reversed(before)]
    return CheckInLog(tuple(reversed(views)), tuple(earlier), len(okrs.check_ins))


def _earlier(portal: Portal, check_in: CheckIn, cycle: Cycle) -> EarlierCheckIn:
    person = portal.person(check_in.by)
    edit_url = portal.edit_url(check_in.origin.place())
    return EarlierCheckIn(check_in.date, cycle.week(check_in.date), person.name if person else "", edit_url)


def _body(check_in: CheckIn, rows: Markup, heading: str, edit_url: str | None) -> Iterator[str]:
    """What is under the day of a check-in; only what was written."""
    if rows:
        yield f"{_TABLE}{rows}\n</tbody>\n</table>\n"
    for question, text in answers(check_in):
        if text.strip():
            yield f'<{heading} class="okr-q">{escape(question)}</{heading}>{markup.blocks(text, _LONGEST_ANSWER)}'
    for title, items in (("Wins", check_in.wins), *focus(check_in)):
        if items:
            bullets = "".join([f"<li>{markup.inline(item, LONGEST_NOTE)}</li>" for item in items[:_MOST_ITEMS]])
            left = len(items) - _MOST_ITEMS
            bullets += f'<li class="okr-dim">{left:,} more in the file</li>' if left > 0 else ""
            yield f'<{heading} class="okr-q">{title}</{heading}><ul class="okr-bullets">{bullets}</ul>'
    if edit_url:
        link = f'<a href="{escape(edit_url)}" rel="noopener">Edit this check-in</a>'
        yield f'<p class="okr-note okr-noprint">{link}</p>'


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
