"""A unit's check-ins as its page shows them, and the one to write next."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import HARD_QUESTIONS, CheckIn, CycleState, OkrSet, Unit
from mkdocs_okr.pages import figures, markup
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.check_in_file import check_in_draft, check_in_path
from mkdocs_okr.pages.editing import new_file_url
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rows import log_tables

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


def check_in_views(
    portal: Portal, okrs: OkrSet, standings: CycleStandings, links: Links, section: Callable[[str], str]
) -> tuple[CheckInView, ...]:
    """The unit's check-ins, newest first, each value beside the one before; `section` gives their anchors.

    15 µs a check-in and 2 µs for each of its entries: the log is written by hand, as it is the most of a unit's page.
    """
    key_results = {k.ref: k for o in okrs.objectives for k in o.key_results}
    tables = log_tables(key_results, okrs.check_ins)
    newest = len(okrs.check_ins) - 1
    views = []
    for at, (check_in, rows) in enumerate(zip(okrs.check_ins, tables, strict=True)):
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
    return tuple(reversed(views))


def _body(check_in: CheckIn, rows: Markup, heading: str, edit_url: str | None) -> Iterator[str]:
    """What is under the day of a check-in; only what was written."""
    if rows:
        yield f"{_TABLE}{rows}\n</tbody>\n</table>\n"
    for question, text in answers(check_in):
        if text.strip():
            yield f'<{heading} class="okr-q">{escape(question)}</{heading}>{markup.blocks(text)}'
    for title, items in (("Wins", check_in.wins), *focus(check_in)):
        if items:
            bullets = "".join([f"<li>{markup.inline(item)}</li>" for item in items])
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
