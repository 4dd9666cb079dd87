"""Check-ins as Atom feeds (RFC 4287): one of the company, one of each unit.

What stands in a feed depends on nothing but what was written, so that it changes with a new check-in and not with a new
day: values and words, and no score.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from heapq import nlargest
from itertools import groupby
from typing import NamedTuple, TypeVar

from markupsafe import escape

from mkdocs_okr.exports.held import check_ins_of
from mkdocs_okr.exports.made import Make
from mkdocs_okr.model import CheckIn, CheckInEntry, OkrSet, Ref
from mkdocs_okr.pages import figures, markup
from mkdocs_okr.pages.addresses import Links, current_address, unit_address
from mkdocs_okr.pages.check_in_log import answers, focus
from mkdocs_okr.pages.data_paths import COMPANY_FEED, feed_path
from mkdocs_okr.pages.portal import Portal

NEWEST_OF_COMPANY = 100
NEWEST_OF_UNIT = 6
LARGEST = 1_000_000
"""Characters of a feed: what is older than those is left out."""
LARGEST_ENTRY = 20_000
"""Characters of what an entry says; the rest is on the page that it leads to."""
_LONGEST = 1_000  # characters of a text in it

_TAG = "tag:mkdocs-okr,2026:"
"""What all ids begin with: a name (RFC 4151) that says nothing of where the site lies."""

_Any = TypeVar("_Any")

Entries = Sequence[tuple[OkrSet, CheckIn]]
"""Check-ins with what their unit wrote for the cycle, the newest first."""

KeyResultName = tuple[str, str]
"""A key result's title as a link, and the unit of its values; both are HTML."""


def feed_files(portal: Portal) -> dict[str, Make]:
    """The feed of the company and that of each unit, by path; also at each former name of a unit, because feeds
    cannot be redirected.

    25 µs a check-in and 2 µs a value of it.
    """
    portfolio = portal.portfolio
    by_unit: dict[str, list[tuple[OkrSet, CheckIn]]] = {unit: [] for unit in portfolio.units}
    for sets in portal.okrs_by_cycle.values():
        for okrs in sets:
            by_unit[okrs.unit] += [(okrs, check_in) for check_in in check_ins_of(portfolio, okrs)]
    files: dict[str, Make] = {}
    for unit in portfolio.units.values():
        newest = nlargest(NEWEST_OF_UNIT, by_unit[unit.id], key=_day)
        links = portal.addresses.seen_from_file(feed_path(unit.id))
        home = links.to(current_address(portfolio, unit.id))
        title = f"Check-ins of {unit.name}"
        for name in (unit.id, *unit.aliases):
            files[feed_path(name)] = partial(_feed, portal, links, feed_path(name), unit.id, title, home, newest)
    newest = nlargest(NEWEST_OF_COMPANY, [entry for entries in by_unit.values() for entry in entries], key=_day)
    links = portal.addresses.seen_from_file(COMPANY_FEED)
    title = f"Check-ins of all units of {portfolio.organization.name}"
    return {COMPANY_FEED: partial(_feed, portal, links, COMPANY_FEED, "", title, links.to(""), newest), **files}


def _day(entry: tuple[OkrSet, CheckIn]) -> date:
    return entry[1].date


def _feed(portal: Portal, links: Links, path: str, id: str, title: str, home: str, newest: Entries) -> bytes:
    organization = portal.portfolio.organization.name
    names = {(okrs.cycle, okrs.unit): _names(links, okrs) for okrs, _ in newest}
    entries = (_entry(portal, links, okrs, said, names[okrs.cycle, okrs.unit]) for okrs, said in newest)
    itself = f'<link rel="self" type="application/atom+xml" href="{escape(links.file(path))}"/>\n'
    return "".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
            f"<title>{escape(_line(title))}</title>\n",
            f"<id>{_TAG}{_slug(organization)}:{id}</id>\n",
            f"<updated>{_noon(newest[0][1].date if newest else _first_day(portal))}</updated>\n",
            f"<author><name>{escape(_line(organization))}</name></author>\n",
            f'<link rel="alternate" type="text/html" href="{escape(home)}"/>\n',
            itself if portal.addresses.home else "",
            *_up_to(LARGEST, entries, len),
            "</feed>\n",
        ]
    ).encode()


def _entry(portal: Portal, links: Links, okrs: OkrSet, check_in: CheckIn, names: Mapping[Ref, KeyResultName]) -> str:
    portfolio = portal.portfolio
    unit, cycle = portfolio.units[okrs.unit], portfolio.cycles[okrs.cycle]
    person = portal.person(check_in.by)
    week = f"week {cycle.week(check_in.date)} of {cycle.name}"
    href = links.to(unit_address(cycle.id, unit.id), f"check-in-{check_in.date}")
    content = _content(check_in, names, href)
    id = f"{_slug(portfolio.organization.name)}:{cycle.id}/{unit.id}/{check_in.date}"
    return (
        f"<entry>\n<title>{escape(_line(f'{unit.name}, {figures.full_day(check_in.date)}, {week}'))}</title>\n"
        f"<id>{_TAG}{id}</id>\n<updated>{_noon(check_in.date)}</updated>\n"
        f"<author><name>{escape(_line(person.name if person else unit.name))}</name></author>\n"
        f'<link rel="alternate" type="text/html" href="{escape(href)}"/>\n'
        f'<category term="{unit.id}" label="{escape(_line(unit.name))}"/>\n'
        f'<content type="html"><![CDATA[{content.replace("]]>", "]]&gt;")}]]></content>\n</entry>\n'
    )


def _content(check_in: CheckIn, names: Mapping[Ref, KeyResultName], href: str) -> str:
    """What a check-in says, as safe HTML: as much of it as an entry holds."""
    whole = list(_parts(check_in, names))
    shown = list(_up_to(LARGEST_ENTRY, whole, lambda part: len(part.html)))
    content = []
    for (head, is_list), parts in groupby(shown, key=lambda part: (part.head, part.is_item)):
        words = "".join(part.html for part in parts)
        content.append(f"<h4>{head}</h4>\n" if head else "")
        content.append(f"<ul>{words}</ul>\n" if is_list else words)
    rest = f'<p><a href="{escape(href)}">More on its page</a></p>\n' if len(shown) < len(whole) else ""
    return "".join(content) + rest


def _up_to(most: int, parts: Iterable[_Any], size: Callable[[_Any], int]) -> Iterator[_Any]:
    """The parts that are no larger than `most` together, and always the first one."""
    total = 0
    for number, part in enumerate(parts):
        total += size(part)
        if number and total > most:
            return
        yield part


class _Part(NamedTuple):
    """A piece of what a check-in says below a heading: an item of a list, or paragraphs."""

    head: str
    is_item: bool
    html: str


def _parts(check_in: CheckIn, names: Mapping[Ref, KeyResultName]) -> Iterator[_Part]:
    for entry in check_in.entries:
        yield _item("", _value(entry, *names[entry.key_result]))
    for question, text in answers(check_in):
        if text.strip():
            yield _Part(question, False, f"{markup.blocks(text, _LONGEST)}\n")
    for title, items in (("Wins", check_in.wins), *focus(check_in)):
        yield from (_item(title, markup.inline(item, _LONGEST)) for item in items)


def _item(head: str, words: str) -> _Part:
    return _Part(head, True, f"<li>{words}</li>\n")


def _value(entry: CheckInEntry, name: str, unit: str) -> str:
    """A key result with its value, confidence and note."""
    value = f": {figures.quantity(entry.value, unit)}" if entry.value is not None else ""
    sure = f", confidence {figures.confidence(entry.confidence)}" if entry.confidence is not None else ""
    note = f"<br>{markup.inline(entry.note, _LONGEST)}" if entry.note else ""
    return f"{name}{value}{sure}{note}"


def _names(links: Links, okrs: OkrSet) -> Mapping[Ref, KeyResultName]:
    return {
        key_result.ref: (
            f'<a href="{escape(links.to_ref(key_result.ref))}">{escape(key_result.title)}</a>',
            str(escape(getattr(key_result.metric, "unit", ""))),
        )
        for objective in okrs.objectives
        for key_result in objective.key_results
    }


def _noon(day: date) -> str:
    """A day as a moment that is the same day in nearly every time zone."""
    return f"{day}T12:00:00Z"


def _first_day(portal: Portal) -> date:
    """What a feed without any check-in was last changed on: no day that moves with today."""
    return min((cycle.starts for cycle in portal.portfolio.cycles.values()), default=date(2000, 1, 1))


def _line(text: str) -> str:
    return " ".join(text.split())


def _slug(name: str) -> str:
    """The company's name as part of an id, so that two companies in one feed reader stay apart."""
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "company"
