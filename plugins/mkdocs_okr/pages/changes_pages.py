"""Changes: everything that moved inside a cycle, by date, with its reason or without one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from mkdocs_okr.model import ChangeGap, ChangeLog, Cycle, KeyResult, Objective, Unit
from mkdocs_okr.pages import figures, markup
from mkdocs_okr.pages.addresses import Links, anchor, unit_address
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.change_views import (
    ADDED,
    REMOVED,
    WHAT,
    ChangeView,
    objective_changes,
    unit_changes,
)
from mkdocs_okr.pages.listing import Column, Facet, Listing, choices, listing_pages, listing_table
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage
from mkdocs_okr.sources.recorded_changes import counts_from


@dataclass(frozen=True, slots=True)
class _Row:
    """A change and what it is about: the nearest thing of these that is still there."""

    view: ChangeView
    noun: str
    unit: Unit
    objective: Objective | None
    key_result: KeyResult | None


def changes_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of the company, continued on further ones where there are many changes. 50 µs a change."""
    rows = sorted(_rows(portal, cycle), key=lambda row: row.view.date, reverse=True)
    address = aspect_address(Aspect.CHANGES, cycle.id)
    title = f"Changes in {cycle.name}"
    listing = Listing(
        address=address,
        continued=address,
        title=title,
        heading=title,
        eyebrow="What moved inside the cycle",
        lead="",
        facets=_facets(portal, rows),
        columns=(
            Column("What moved", "title"),
            Column("Unit", "name"),
            Column("Date", "date"),
            Column("Before → after"),
            Column("Why"),
            Column("Known from"),
        ),
        total=len(rows),
        rows=lambda links, start, end: _drawn(portal, links, cycle, rows[start:end]),
        noun="change",
        plural="changes",
    )

    def body(links: Links) -> AspectBody:
        okr_sets = portal.okrs_by_cycle[cycle.id]
        since = min((day for okrs in okr_sets if (day := counts_from(okrs, cycle))), default=cycle.starts)
        example = next((okrs.unit for okrs in okr_sets if okrs.objectives), "a-unit")
        content = portal.render(
            "changes.j2",
            links,
            table=listing_table(portal, links, listing) if rows else "",
            log=portal.portfolio.change_log,
            cycle=cycle,
            unit=example,
            since=since,
            day=min(max(portal.portfolio.as_of, cycle.starts), cycle.ends),
            is_to_come=cycle.starts > portal.portfolio.as_of,
            until=portal.portfolio.settings.as_of,
            gaps=_gaps(portal, links, cycle),
        )
        unknown = _unknown(portal.portfolio.change_log, cycle, since, rows)
        return AspectBody(f"{_lead(rows)}{unknown}", content)

    search = f"Changes in {cycle.name}: targets, wording and dates that moved inside the cycle, and why"
    return [aspect_page(portal, Aspect.CHANGES, cycle, None, body, search=search), *listing_pages(portal, listing)[1:]]


def _rows(portal: Portal, cycle: Cycle) -> Iterator[_Row]:
    for okrs in portal.okrs_by_cycle[cycle.id]:
        unit = portal.portfolio.units[okrs.unit]
        by_id = {objective.id: objective for objective in okrs.objectives}
        for view in unit_changes(portal, okrs, cycle):
            yield _Row(view, "Objective", unit, by_id.get(view.what), None)
        for objective in okrs.objectives:
            for view in objective_changes(portal, objective, cycle):
                about = (k for k in objective.key_results if k.id == view.key_result)
                yield _Row(view, "Key result", unit, objective, next(about, None))


_MOST_GAPS = 20
"""How many units a page names of which not everything is known."""


def _gaps(portal: Portal, links: Links, cycle: Cycle) -> list[Markup]:
    """A sentence on each unit of whose files' history not everything is known."""
    log = portal.portfolio.change_log
    gaps = [gap for gap in log.gaps if gap.cycle == cycle.id] if log else []
    said = [_gap(portal, links, cycle, gap) for gap in gaps[:_MOST_GAPS]]
    if more := len(gaps) - len(said):
        said.append(Markup(f"The same is true of {figures.count(more, 'more unit')}."))
    return said


def _gap(portal: Portal, links: Links, cycle: Cycle, gap: ChangeGap) -> Markup:
    name = portal.portfolio.units[gap.unit].name
    said = [Markup('<a href="{}">{}</a>:').format(links.to(unit_address(cycle.id, gap.unit)), name)]
    if gap.unreadable:
        of = "it" if gap.unreadable == 1 else "them"
        many = figures.count(gap.unreadable, "earlier version")
        said.append(Markup(f"{many} of its file cannot be read, so nothing is told of what stood only in {of}."))
    if gap.reason:
        known = f"before {figures.full_day(gap.since)} is" if gap.since else "without being written down is"
        said.append(Markup("What moved {} not known, because {}.").format(known, gap.reason))
    return Markup(" ").join(said)


def _lead(rows: Sequence[_Row]) -> str:
    if not rows:
        return "Targets, wording and dates that moved while the cycle ran, with the reason."
    units = len({row.unit.id for row in rows})
    lead = f"{figures.count(len(rows), 'change')} in {figures.count(units, 'unit')}"
    silent = sum(not row.view.why for row in rows)
    if not silent:
        return f"{lead}, {'with its' if len(rows) == 1 else 'each with its'} reason."
    return f"{lead}; nobody wrote why." if silent == len(rows) else f"{lead}; for {silent:,} of them nobody wrote why."


def _unknown(log: ChangeLog | None, cycle: Cycle, since: date, rows: Sequence[_Row]) -> str:
    """What the headline has to add where the history of the files tells only of a part of the days from `since`."""
    if log is None:
        return ""
    if not log.unknown and not (log.begins and log.begins > since):
        gaps = sum(gap.cycle == cycle.id for gap in log.gaps)
        return f" Of {figures.count(gaps, 'unit')} not everything is known." if gaps else ""
    before = "" if log.unknown or log.begins is None else f" before {figures.full_day(log.begins)}"
    return f" What {'else ' if rows else ''}moved{before} is not known."


def _facets(portal: Portal, rows: Sequence[_Row]) -> tuple[Facet, ...]:
    portfolio = portal.portfolio
    units = {row.unit.id for row in rows}
    for id in tuple(units):
        units.update(above.id for above in portfolio.ancestors(portfolio.units[id]))
    words = {word: word for word in (*WHAT.values(), ADDED, REMOVED)}
    facets = (
        Facet("unit", "Unit and below", choices(units, {unit.id: unit.name for unit in portfolio.units.values()})),
        Facet("what", "What", choices((row.view.word for row in rows), words)),
        Facet("reason", "Reason", choices((_reason(row.view) for row in rows), _REASONS)),
        Facet("from", "Known from", choices((_source(row.view) for row in rows), _SOURCES)),
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


_REASONS = {"given": "Somebody wrote why", "missing": "Nobody wrote why"}
_SOURCES = {"written": "Written down", "history": "The file's history"}


def _reason(view: ChangeView) -> str:
    return "given" if view.why else "missing"


def _source(view: ChangeView) -> str:
    return "history" if view.recorded else "written"


def _drawn(portal: Portal, links: Links, cycle: Cycle, rows: Sequence[_Row]) -> Markup:
    return Markup("".join(_row(portal, links, cycle, row) for row in rows))


def _row(portal: Portal, links: Links, cycle: Cycle, row: _Row) -> str:
    view, unit = row.view, row.unit
    units = " ".join((unit.id, *(above.id for above in portal.portfolio.ancestors(unit))))
    word = f' data-what="{view.word}"' if view.word else ""
    unit_link = f'<a href="{links.to(portal.unit_page(unit.id, cycle))}" data-name>{escape(unit.name)}</a>'
    return (
        f'<tr data-unit="{units}"{word} data-reason="{_reason(view)}" data-from="{_source(view)}" '
        f'data-date="{view.date}"><th scope="row">{_about(links, cycle, row)}</th><td>{unit_link}</td>'
        f'<td class="okr-num" data-label="Date"><time datetime="{view.date}">{view.day}</time></td>'
        f'<td class="okr-moved">{view.moved}</td>'
        f'<td class="okr-why">{_why(view)}</td><td data-label="Known from">{_SOURCES[_source(view)]}</td></tr>\n'
    )


def _about(links: Links, cycle: Cycle, row: _Row) -> str:
    """What moved, and of which objective or key result."""
    word = row.view.word or row.view.what
    title = escape(f"{row.noun} {word.lower()}" if word in (ADDED, REMOVED) else word)
    if row.objective is None:
        return f'<span data-title>{title}</span><span class="okr-sub">{escape(row.view.what)}</span>'
    page = unit_address(cycle.id, row.unit.id)
    item = row.key_result or row.objective
    label = f'<span class="okr-id">KR{row.key_result.number}</span> ' if row.key_result else ""
    link = f'<a href="{links.to(page, anchor(item.ref))}">{label}{escape(item.title)}</a>'
    return f'<span data-title>{title}</span><span class="okr-sub">{link}</span>'


def _why(view: ChangeView) -> str:
    if view.why:
        return str(markup.inline(view.why))
    edit = (
        f'<span class="okr-noprint">, <a href="{escape(view.edit_url)}" rel="noopener">add it</a></span>'
        if view.edit_url
        else ""
    )
    copy = (
        f' <button class="okr-btn okr-noprint" type="button" data-okr-copy="{escape(view.line)}">Copy the line</button>'
        if view.line
        else ""
    )
    return f'<span class="okr-dim">nobody wrote why</span>{edit}{copy}'
