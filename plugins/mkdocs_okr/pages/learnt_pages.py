"""What was learnt and what was won, of all units and cycles, in two tables that can be filtered."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from mkdocs_okr.analysis.activity import Win, wins
from mkdocs_okr.analysis.learnt import Kind, Learning, learnings, newest_first
from mkdocs_okr.model import Cycle
from mkdocs_okr.pages import figures, markup
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.listing import Column, Facet, Listing, choices, listing_pages
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.review_views import LEARNT
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry

WINS = "wins"
"""Where all wins are gathered."""


def learnt_pages(portal: Portal) -> list[GeneratedPage]:
    """What all reviews say was learnt, newest cycle first, lessons before all else in it. 20 µs an entry."""
    if not portal.portfolio.cycles:
        return []
    found = list(learnings(portal.portfolio))
    kinds = choices((each.kind.key for each in found), {kind.key: kind.word for kind in Kind})
    title = "What we learnt"
    listing = Listing(
        address=LEARNT,
        continued=LEARNT,
        title=title,
        heading=title,
        eyebrow="From the reviews of all units and cycles",
        lead="Read it before you write the next objectives: somebody may have paid for the answer already.",
        facets=_facets(
            portal, {each.cycle.id for each in found}, {each.unit for each in found}, Facet("kind", "Kind", kinds)
        ),
        columns=(Column("What was learnt", "title"), Column("Kind"), Column("Unit", "name"), Column("Cycle")),
        total=len(found),
        rows=lambda links, start, end: Markup("".join(_learnt(_Places(portal, links), found, start, end))),
        noun="entry",
        plural="entries",
        empty="No review has been held yet.",
        search=(SearchEntry("", title, "Lessons, surprises, obstacles, start, stop and continue of all reviews"),),
    )
    return listing_pages(portal, listing)


def wins_pages(portal: Portal) -> list[GeneratedPage]:
    """All wins that check-ins and reviews tell of, newest first. 20 µs a win."""
    if not portal.portfolio.cycles:
        return []
    found = [(win, cycle) for cycle in newest_first(portal.portfolio) for win in wins(portal.portfolio, cycle)]
    found.sort(key=lambda each: each[0].date, reverse=True)
    listing = Listing(
        address=WINS,
        continued=WINS,
        title="Wins",
        heading="Wins",
        eyebrow="From the check-ins and reviews of all units and cycles",
        lead="What there was to celebrate, newest first.",
        facets=_facets(portal, {cycle.id for _, cycle in found}, {win.unit.id for win, _ in found}),
        columns=(Column("Win", "title"), Column("Unit", "name"), Column("Cycle"), Column("Day", "day", right=True)),
        total=len(found),
        rows=lambda links, start, end: Markup("".join(_won(_Places(portal, links), found[start:end]))),
        noun="win",
        plural="wins",
        empty="No win is written yet: a check-in and a review each have a list of wins.",
        search=(SearchEntry("", "Wins", "What there was to celebrate, of all units and cycles"),),
    )
    return listing_pages(portal, listing)


def _facets(portal: Portal, cycles: set[str], units: set[str], *more: Facet) -> tuple[Facet, ...]:
    portfolio = portal.portfolio
    with_those_above = units | {above.id for unit in units for above in portfolio.ancestors(portfolio.units[unit])}
    facets = (
        Facet("cycle", "Cycle", choices(cycles, {cycle.id: cycle.name for cycle in newest_first(portfolio)})),
        Facet(
            "unit",
            "Unit and below",
            choices(with_those_above, {unit.id: unit.name for unit in portfolio.units.values()}),
        ),
        *more,
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


class _Places:
    """Cells that many rows of a page share: whose they are, and of which cycle."""

    def __init__(self, portal: Portal, links: Links) -> None:
        self.portal = portal
        self.links = links
        self._cells: dict[tuple[str, str, str], tuple[str, str]] = {}

    def of(self, unit: str, cycle: Cycle, part: str) -> tuple[str, str]:
        """The attributes of a row, and its cells: the unit, leading to a part of its page, and the cycle."""
        known = self._cells.get((cycle.id, unit, part))
        if known is None:
            portfolio = self.portal.portfolio
            named = portfolio.units[unit]
            path = " ".join(each.id for each in (named, *portfolio.ancestors(named)))
            anchor = sections(portfolio.okr_sets.get((cycle.id, unit)))(part)
            href = self.links.to(self.portal.unit_page(unit, cycle), anchor)
            known = self._cells[cycle.id, unit, part] = (
                f'data-unit="{path}" data-cycle="{cycle.id}"',
                f'<td><a href="{href}" data-name><bdi>{escape(named.name)}</bdi></a></td>'
                f'<td><a href="{self.links.to(cycle.id)}"><bdi>{escape(cycle.name)}</bdi></a></td>',
            )
        return known


def _learnt(places: _Places, found: Sequence[Learning], start: int, end: int) -> Iterable[str]:
    """The entries from one position up to another, below the titles of their groups."""
    group = _group(found[start - 1]) if start else ""
    for each in found[start:end]:
        if group != (group := _group(each)):
            yield f'<tr class="okr-group" data-group><th scope="rowgroup" colspan="4">{escape(group)}</th></tr>\n'
        attributes, cells = places.of(each.unit, each.cycle, "review")
        source = ""
        if each.key_result is not None:
            title = escape(places.portal.portfolio.key_results[each.key_result].title)
            source = f'<a class="okr-sub" href="{places.links.to_ref(each.key_result)}"><bdi>{title}</bdi></a>'
        yield (
            f'<tr {attributes} data-kind="{each.kind.key}"><th scope="row"><span data-title>{markup.inline(each.text)}'
            f"</span>{source}</th><td>{each.kind.word}</td>{cells}</tr>\n"
        )


def _group(each: Learning) -> str:
    return f"{each.cycle.name}: {each.kind.group}"


def _won(places: _Places, found: Sequence[tuple[Win, Cycle]]) -> Iterable[str]:
    for win, cycle in found:
        part = "review" if win.in_review else f"check-in-{win.date}"
        attributes, cells = places.of(win.unit.id, cycle, part)
        yield (
            f'<tr {attributes} data-day="{win.date}"><th scope="row"><span data-title>{markup.inline(win.text)}</span>'
            f'</th>{cells}<td class="okr-r okr-num">{figures.full_day(win.date)}</td></tr>\n'
        )
