"""Confidence: how sure everybody was of the key results week by week, in the company and in units with others below."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from mkdocs_okr.analysis.confidence_sheet import (
    ConfidenceSheet,
    Summary,
    by_unit,
    remarkable,
    total,
)
from mkdocs_okr.analysis.tree import descendants, gathered
from mkdocs_okr.model import Cycle, Unit
from mkdocs_okr.pages.addresses import Links, history_address
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.confidence_sheets import (
    Group,
    Line,
    SheetTable,
    drawn,
    empty,
    given_so_far,
    summary_remarks,
)
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

MOST_KEY_RESULTS = 240
"""Key results that have a row each: of more, there is a row for each unit."""
MOST_LINES = 120
"""Units that have a row each: of more, those right below stand for everybody below them, the worst gaps first."""


@dataclass(frozen=True, slots=True)
class _Figures:
    """The sheet of a cycle, and in figures what each unit has alone, and with everybody below."""

    sheet: ConfidenceSheet
    own: Mapping[str, Summary]
    whole: Mapping[str, Summary]


def confidence_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of the company, and one of every unit with units below it that have objectives.

    The figures of all pages together cost 14 µs a key result; a page has no more than `MOST_KEY_RESULTS` rows.
    """
    portfolio = portal.portfolio

    @cache
    def computed() -> _Figures:
        sheet = ConfidenceSheet(portfolio, cycle)
        own = by_unit(sheet, portal.okrs_by_cycle[cycle.id])
        return _Figures(sheet, own, gathered(portfolio, own, total))

    def page(unit: Unit | None) -> GeneratedPage:
        return aspect_page(
            portal,
            Aspect.CONFIDENCE,
            cycle,
            unit,
            lambda links: _body(portal, links, unit or portfolio.company, cycle, computed),
            search="Confidence sheet: how sure units are of their key results, week by week, and where it is missing",
        )

    below = portal.spread(cycle).below
    leading = [unit for unit in portfolio.units.values() if unit.parent is not None and below(unit.id)]
    return [page(None), *map(page, leading)]


def _body(
    portal: Portal, links: Links, unit: Unit | None, cycle: Cycle, computed: Callable[[], _Figures]
) -> AspectBody:
    known = computed()
    summary = known.whole.get(unit.id) if unit else None
    if unit is None or summary is None or summary.is_empty:
        example = next((each for each in portal.okrs_by_cycle[cycle.id] if each.unit in known.own), None)
        return AspectBody("How sure everybody is of the key results.", empty(portal, links, cycle, example))
    table = SheetTable(portal, links, known.sheet, of_many=True)
    if summary.key_results <= MOST_KEY_RESULTS:
        content = _one_by_one(portal, links, unit, known, table)
    else:
        content = _by_unit(portal, links, unit, known, table)
    return AspectBody(f"How sure everybody is of the key results. {given_so_far(summary)}.", content)


def _one_by_one(portal: Portal, links: Links, unit: Unit, known: _Figures, table: SheetTable) -> Markup:
    """Every key result of a unit and of everybody below it, by unit."""
    cycle = known.sheet.cycle
    groups = []
    for each in (unit, *descendants(portal.portfolio, unit)):
        okrs = portal.okrs(cycle, each) if each.id in known.own else None
        if okrs is not None:
            groups.append(Group(_with_sheet(portal, links, each, cycle), known.sheet.rows(okrs)))
    remarks = table.remarks(remarkable(row for group in groups for row in group.rows))
    return drawn(portal, links, known.sheet, table.key_results(groups, known.whole[unit.id]), remarks)


def _by_unit(portal: Portal, links: Links, unit: Unit, known: _Figures, table: SheetTable) -> Markup:
    """A row for each unit with key results, or for each one right below with everybody below it."""
    summary = known.whole[unit.id]
    depth = sum(1 for _ in portal.portfolio.ancestors(unit))
    within = [each for each in (unit, *descendants(portal.portfolio, unit)) if each.id in known.own]
    if len(within) <= MOST_LINES:
        lines = [
            Line(
                _with_sheet(portal, links, each, known.sheet.cycle),
                sum(1 for _ in portal.portfolio.ancestors(each)) - depth,
                known.own[each.id],
            )
            for each in within
        ]
    else:
        lines = list(_together(portal, links, unit, known))
    left = max(len(lines) - MOST_LINES, 0)
    if left:
        lines.sort(key=lambda line: -line.summary.missing)
    rows = table.units(lines[:MOST_LINES], summary)
    return drawn(portal, links, known.sheet, rows, summary_remarks(known.sheet, summary), left=left)


def _together(portal: Portal, links: Links, unit: Unit, known: _Figures) -> Iterator[Line]:
    cycle = known.sheet.cycle
    if unit.id in known.own:
        yield Line(_with_sheet(portal, links, unit, cycle), 0, known.own[unit.id])
    for each in portal.portfolio.children.get(unit.id, ()):
        if each.id not in known.whole:
            continue
        if portal.spread(cycle).below(each.id):
            name = _named(links.to(aspect_address(Aspect.CONFIDENCE, cycle.id, each.id)), each)
            yield Line(name + " and below", 1, known.whole[each.id])
        else:
            yield Line(_with_sheet(portal, links, each, cycle), 1, known.whole[each.id])


def _with_sheet(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> Markup:
    """The name of a unit that leads to its own sheet."""
    anchor = sections(portal.okrs(cycle, unit))("confidence")
    return _named(links.to(history_address(cycle.id, unit.id), anchor), unit)


def _named(href: str, unit: Unit) -> Markup:
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(href, unit.name)
