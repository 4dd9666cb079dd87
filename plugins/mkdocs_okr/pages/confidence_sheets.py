"""The confidence sheet as pages show it: a row for each key result or, of many, for each unit, and what stands out.

Cells are ready markup because a large company draws hundreds of thousands of them; rows escape every user's word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from mkdocs_okr.analysis.confidence_sheet import (
    Blank,
    Cell,
    ConfidenceRow,
    ConfidenceSheet,
    Fall,
    Gap,
    Given,
    Period,
    Remarkable,
    Summary,
    Tally,
    remarkable,
)
from mkdocs_okr.model import Cycle, CycleState, KeyResult, OkrSet, Unit
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links, anchor
from mkdocs_okr.pages.check_in_file import check_in_path
from mkdocs_okr.pages.portal import Portal

MOST_NAMED = 6
"""Key results that are named of each kind of what stands out."""
_MOST_ROWS = 60
"""Key results of a unit that have a row."""

_DATED = 4
"""Of so many weeks one has the day on which it begins below its number: there is no room for all."""
_DEPTHS = {0.0: "sure0", 0.4: "sure4", 0.7: "sure7", 1.0: "sure10"}
_EMPTY = {
    Blank.AHEAD: '<td class="okr-h--ahead"></td>',
    Blank.NOT_DUE: '<td class="okr-h--none"></td>',
}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of key results under the name, already markup, of what they belong to."""

    name: Markup
    rows: Sequence[ConfidenceRow]


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with its sheet in figures. `name` is markup, `depth` counts from 0."""

    name: Markup
    depth: int
    summary: Summary


class SheetTable:
    """Draws the tables of a cycle's sheet on one page. 15 µs a key result of thirteen weeks, 60 µs a line of a unit.

    `of_many` says that the rows are of many units, so that what is named beside the table says whose it is.
    """

    def __init__(self, portal: Portal, links: Links, sheet: ConfidenceSheet, *, of_many: bool) -> None:
        self._portal = portal
        self._links = links
        self._sheet = sheet
        self._has_many_units = of_many
        self._cells: dict[tuple[int, Cell], str] = {}
        cycle = sheet.cycle
        self._has_years = cycle.starts.year != cycle.ends.year
        self._names = [self._name(period) for period in sheet.periods]

    def _name(self, period: Period) -> str:
        """What a column is called in a sentence: "week 3", "March 2027"."""
        return f"week {period.week}" if period.week else figures.month(period.first, with_year=self._has_years)

    def key_results(self, groups: Iterable[Group], total: Summary) -> Markup:
        """The table of key results, with how many were given in each period below."""
        width = len(self._sheet.periods) + 1
        parts = [self._head()]
        for group in groups:
            parts.append(
                f'<tbody><tr class="okr-heat__of"><th scope="rowgroup" colspan="{width}"><span>{group.name}</span>'
                "</th></tr>\n"
            )
            parts += map(self._key_result, group.rows)
            parts.append("</tbody>\n")
        parts.append(f"<tfoot>{self._totals(total)}</tfoot>")
        return Markup("".join(parts))

    def _key_result(self, row: ConfidenceRow) -> str:
        key_result = row.key_result
        cells = "".join(map(self._cell, range(len(row.cells)), row.cells))
        return (
            f'<tr><th scope="row"><a href="{self._links.to_ref(key_result.ref)}"><span class="okr-id">'
            f"KR{key_result.number}</span> {escape(key_result.title)}</a></th>{cells}</tr>\n"
        )

    def _cell(self, index: int, cell: Cell) -> str:
        if isinstance(cell, Blank) and cell in _EMPTY:
            return _EMPTY[cell]
        known = self._cells.get((index, cell))
        if known is None:
            known = self._cells[index, cell] = self._new_cell(self._names[index].capitalize(), cell)
        return known

    def _new_cell(self, period: str, cell: Cell) -> str:
        if isinstance(cell, Given):
            person = self._portal.person(cell.by)
            by = f" by {escape(person.name)}" if person else ""
            word = components.confidence_words(cell.value)
            day = figures.day_in(cell.date, self._sheet.cycle)
            return (
                f'<td class="okr-{_DEPTHS[cell.value]}" title="{period}: {word}; given on {day}{by}">'
                f"{figures.number(cell.value)}</td>"
            )
        if cell is Blank.OPEN:
            return f'<td class="okr-h--open" title="{period}: still to be given"><span class="okr-sr">open</span></td>'
        return f'<td class="okr-h--gap" title="{period}: not given"><span class="okr-sr">not given</span></td>'

    def _head(self) -> str:
        """The names of the columns; the current one says that it is."""
        first = "Week" if self._sheet.periods[0].week else "Month"
        return f'<thead><tr><th scope="col">{first}</th>{"".join(self._heads())}</tr></thead>\n'

    def _heads(self) -> Iterator[str]:
        today, cycle = self._portal.portfolio.as_of, self._sheet.cycle
        for index, period in enumerate(self._sheet.periods):
            is_now = index == self._sheet.current and today <= cycle.ends
            now = ' class="okr-now" aria-current="date"' if is_now else ""
            days = f"{figures.day_in(period.first, cycle)} to {figures.day_in(period.last, cycle)}"
            if period.week:
                begins = f"<small>{figures.day(period.first)}</small>" if index % _DATED == 0 else ""
                label = f'<span class="okr-sr">Week </span>{period.week}{begins}'
            else:
                label = figures.month(
                    period.first, with_year=self._has_years and (index == 0 or period.first.month == 1)
                )
            yield f'<th scope="col"{now} title="{days}">{label}</th>'

    def _totals(self, total: Summary) -> str:
        cells = "".join(map(_given, self._names, total.tallies))
        return f'<tr><th scope="row">Given</th>{cells}</tr>'

    def units(self, lines: Iterable[Line], total: Summary) -> Markup:
        """The table of units: how many of its key results had a confidence in each period, and which."""
        rows = "".join(map(self._unit, lines))
        return Markup(f"{self._head()}<tbody>{rows}</tbody><tfoot>{self._totals(total)}</tfoot>")

    def _unit(self, line: Line) -> str:
        summary = line.summary
        sub = [figures.count(summary.key_results, "key result")]
        if summary.falls:
            sub.append(f"{summary.falls:,} fell")
        if summary.never:
            sub.append(f"{summary.never:,} never given")
        cells = "".join(map(self._mix, self._names, summary.tallies))
        return (
            f'<tr class="okr-d{min(line.depth + 1, 4)}"><th scope="row">{line.name}'
            f'<span class="okr-sub">{", ".join(sub)}</span></th>{cells}</tr>\n'
        )

    def _mix(self, period: str, tally: Tally) -> str:
        """How many were given of how many, in figures, and which ones as a bar; the title says both in words."""
        if not tally.owed:
            return "<td></td>"
        amounts = zip(components.CONFIDENCE_WORDS, _amounts(tally), strict=True)
        bar = "".join(
            f'<i class="okr-{_DEPTHS[value]}" style="--n:{amount}"></i>' for value, amount in amounts if amount
        )
        if left := tally.missing + tally.open:
            bar += f'<i class="okr-h--gap" style="--n:{left}"></i>'
        return (
            f'<td title="{period.capitalize()}: {in_words(tally)}">{part_given(tally)}'
            f'<span class="okr-mix" aria-hidden="true">{bar}</span></td>'
        )

    def remarks(self, found: Remarkable) -> list[Markup]:
        """What stands out among key results, a sentence each."""
        said = [self._fall(fall) for fall in found.falls[:MOST_NAMED]]
        if more := len(found.falls) - MOST_NAMED:
            said += [Markup(f"{figures.count(more, 'more')} fell by two steps or more.")] if more > 0 else []
        if found.never:
            those = self._listed(found.never)
            said.append(Markup("<b>Never given</b> though it was due: {}.").format(those))
        if found.gaps:
            said.append(self._longest(found.gaps))
        return said

    def _fall(self, fall: Fall) -> Markup:
        before, after = _sure(fall.before), _sure(fall.after)
        weeks = self._names[fall.before_period], self._names[fall.after_period]
        return Markup(
            f"<b>{self._link(fall.key_result)} fell</b> from {before} in {weeks[0]} to {after} in {weeks[1]}."
        )

    def _longest(self, gaps: Sequence[Gap]) -> Markup:
        length = figures.count(gaps[0].length, "week" if self._sheet.periods[0].week else "month")
        together: dict[tuple[int, int, bool], list[KeyResult]] = {}
        for gap in gaps:
            together.setdefault((gap.first, gap.last, gap.lasts), []).append(gap.key_result)
        said = [
            Markup("{} {}").format(
                f"since {self._names[first]}:"
                if lasts
                else f"from {self._names[first]} to {self._names[last].removeprefix('week ')}:",
                self._listed(key_results),
            )
            for (first, last, lasts), key_results in together.items()
        ]
        return Markup("<b>Longest gap</b>, {} without a confidence, {}.").format(length, Markup("; ").join(said))

    def _listed(self, key_results: Sequence[KeyResult]) -> Markup:
        named = Markup(", ").join(map(self._link, key_results[:MOST_NAMED]))
        more = len(key_results) - MOST_NAMED
        return named + (f" and {more:,} more" if more > 0 else "")

    def _link(self, key_result: KeyResult) -> Markup:
        unit = self._portal.portfolio.units[key_result.ref.unit] if self._has_many_units else None
        whose = f" (<bdi>{escape(unit.name)}</bdi>)" if unit else ""
        href = self._links.to_ref(key_result.ref)
        return Markup(f'<a href="{href}"><bdi>{escape(key_result.title)}</bdi></a>{whose}')


def _sure(given: Given) -> str:
    """A confidence in a sentence: "likely (0.7)"."""
    return f"{components.CONFIDENCE_WORDS[given.value]} ({figures.number(given.value)})"


def _given(period: str, tally: Tally) -> str:
    if not tally.owed:
        return "<td></td>"
    words = f"{period.capitalize()}: {tally.given:,} of {tally.owed:,} given"
    return f'<td title="{words}">{part_given(tally)}</td>'


def part_given(tally: Tally) -> str:
    """How many were given of how many, as a narrow cell prints it; thousands as a share."""
    return f"{tally.given}/{tally.owed}" if tally.owed < 1000 else figures.part(tally.given / tally.owed)


def _amounts(tally: Tally) -> tuple[int, ...]:
    """How many have each step of confidence, the highest first."""
    return tally.high, tally.likely, tally.challenge, tally.unlikely


def in_words(tally: Tally) -> str:
    """A tally of a period: "7 of 9 given: 2 high, 5 likely"."""
    said = [
        f"{amount:,} {word}"
        for word, amount in zip(components.CONFIDENCE_WORDS.values(), _amounts(tally), strict=True)
        if amount
    ]
    return f"{tally.given:,} of {tally.owed:,} given" + (f": {', '.join(said)}" if said else "")


def summary_remarks(sheet: ConfidenceSheet, total: Summary) -> list[Markup]:
    """What stands out among more key results than can be named."""
    said = []
    if total.falls:
        verb = "stands" if total.falls == 1 else "stand"
        said.append(f"{figures.count(total.falls, 'key result')} {verb} two steps or more below an earlier confidence.")
    if total.never:
        verb = "was" if total.never == 1 else "were"
        said.append(f"{figures.count(total.never, 'key result')} {verb} never given a confidence though it was due.")
    if total.longest:
        longest = figures.count(total.longest, "week" if sheet.periods[0].week else "month")
        said.append(f"The longest gap is {longest} without a confidence.")
    return [Markup(escape(each)) for each in said]


def given_so_far(total: Summary) -> str:
    """How many of the confidences that were due have been given: "60 of 63 confidences given so far"."""
    given = sum(tally.given for tally in total.tallies)
    owed = sum(tally.owed for tally in total.tallies)
    return f"{given:,} of {figures.count(owed, 'confidence')} given"


def drawn(
    portal: Portal, links: Links, sheet: ConfidenceSheet, rows: Markup, remarks: Sequence[Markup], *, left: int = 0
) -> Markup:
    """A table of a sheet with what stands out above it and its key below; `left` units are not in it."""
    return portal.render(
        "confidence_sheet.j2",
        links,
        rows=rows,
        remarks=remarks,
        columns=len(sheet.periods),
        scale=[(_DEPTHS[value], figures.number(value), word) for value, word in components.CONFIDENCE_WORDS.items()],
        is_monthly=sheet.periods[0].week is None,
        left=left,
    )


def unit_sheet(portal: Portal, links: Links, unit: Unit, cycle: Cycle, *, at: str = "confidence") -> Markup:
    """The sheet of one unit, by objective, as a section of any page, `at` its anchor; empty while it has no key result.

    0.6 ms for twelve key results of thirteen weeks.
    """
    okrs = portal.okrs(cycle, unit)
    if okrs is None or not any(objective.key_results for objective in okrs.objectives):
        return Markup("")
    sheet = ConfidenceSheet(portal.portfolio, cycle)
    rows = sheet.rows(okrs)
    found = remarkable(rows)
    total = sheet.summary(rows, found)
    if total.is_empty:
        hint = empty(portal, links, cycle, okrs)
        return portal.render("confidence_section.j2", links, at=at, said="", content=hint, left=0)
    table = SheetTable(portal, links, sheet, of_many=False)
    by_ref = {row.key_result.ref: row for row in rows[:_MOST_ROWS]}
    groups = [
        Group(
            Markup('<a href="{}"><bdi>{}</bdi></a>').format(links.to_ref(objective.ref), objective.title),
            [by_ref[key_result.ref] for key_result in objective.key_results if key_result.ref in by_ref],
        )
        for objective in okrs.objectives
        if any(key_result.ref in by_ref for key_result in objective.key_results)
    ]
    left = len(rows) - len(by_ref)
    content = drawn(portal, links, sheet, table.key_results(groups, total), table.remarks(found))
    return portal.render("confidence_section.j2", links, at=at, said=given_so_far(total), content=content, left=left)


def empty(portal: Portal, links: Links, cycle: Cycle, okrs: OkrSet | None) -> Markup:
    """What to write where while nobody has given a confidence: `okrs` is an example of who could."""
    today = portal.portfolio.as_of
    key_results = [each for objective in (okrs.objectives if okrs else ()) for each in objective.key_results]
    return portal.render(
        "confidence_empty.j2",
        links,
        cycle=cycle,
        key_result=anchor(key_results[0].ref) if key_results else "",
        path=check_in_path(okrs, min(max(today, cycle.starts), cycle.ends)) if okrs else "",
        is_to_come=today < cycle.starts,
        is_over=today > cycle.ends or cycle.state is CycleState.CLOSED,
    )
