"""Pictures of dependencies: which unit waits for which, and for what of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.dependencies import (
    CycleDependencies,
    DependencyState,
    Risk,
    Wait,
    entangled,
    needed_title,
    who_waits,
)
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.diagrams.picture import Arrow, Box, Look, Picture, Row
from mkdocs_okr.model import Cycle, Portfolio, Ref, Unit

MOST_BOXES, MOST_ARROWS = 40, 50
"""What a reader can still follow, of a whole company."""

MOST_COLUMNS = 4
"""How many columns stand side by side on a screen."""

MOST_AROUND = 16
"""How many units are drawn at most around one, that one included."""


@dataclass(frozen=True)
class DependencyView:
    """What pictures of dependencies are made from.

    `standings` gives the scores of a cycle, `href` the address of an objective or a key result as it stands in a link,
    `unit_href` that of a unit.
    """

    portfolio: Portfolio
    standings: Callable[[Cycle], CycleStandings]
    href: Callable[[Ref], str]
    unit_href: Callable[[str], str]


def most_urgent(waits: Sequence[Wait], boxes: int, arrows: int = MOST_ARROWS) -> list[Wait]:
    """As many of these, which are sorted by urgency, as a picture holds that has so many boxes and arrows at most."""
    units: set[str] = set()
    drawn: set[tuple[str, str, Ref | None]] = set()
    kept = []
    for each in waits:
        with_it, arrow = units | {each.waiting, each.giving}, _arrow_key(each)
        if len(with_it) <= boxes and (arrow in drawn or len(drawn) < arrows):
            units = with_it
            drawn.add(arrow)
            kept.append(each)
    return kept


def company_dependencies(view: DependencyView, cycle: Cycle, waits: Sequence[Wait]) -> Picture:
    """Who waits for whom, as far as `waits` tells, which are no more than a picture holds."""
    company = view.portfolio.organization.name
    return _picture(view, cycle, waits, f"Who waits for whom at {company}, {cycle.name}")


def unit_dependencies(view: DependencyView, unit: Unit, cycle: Cycle, known: CycleDependencies) -> Picture:
    """What a unit waits for at the left, and who waits for it at the right; the most urgent if there are many."""
    own = known.by_waiting.get(unit.id, ())
    others = [each for each in known.by_giving.get(unit.id, ()) if each.waiting != unit.id]
    urgent = most_urgent(sorted([*own, *others], key=lambda each: each.urgency), MOST_AROUND)
    # What it waits for itself comes first, so that whoever waits for it as well is set at the left.
    waits = sorted(urgent, key=lambda each: each.waiting != unit.id)
    return _picture(view, cycle, waits, f"Who waits for whom around {unit.name}, {cycle.name}", own=unit.id)


def _picture(view: DependencyView, cycle: Cycle, waits: Sequence[Wait], title: str, own: str | None = None) -> Picture:
    places = columns(waits)
    needed: dict[str, dict[Ref, None]] = {unit: {} for unit in places}
    together: dict[tuple[str, str, Ref | None], list[Wait]] = {}
    for each in waits:
        if each.dependency.needs is not None:
            needed[each.giving][each.dependency.needs] = None
        together.setdefault(_arrow_key(each), []).append(each)
    # The most urgent arrows are drawn last, above all others.
    return Picture(
        name="dependencies",
        title=title,
        description=(
            "Units, with the objectives and key results that others wait for. Arrows run from the unit that waits to "
            "what it waits for."
        ),
        boxes=tuple(
            _box(view, cycle, view.portfolio.units[unit], column, list(needed[unit]), is_own=unit == own)
            for unit, column in sorted(places.items(), key=lambda place: place[1])
        ),
        arrows=tuple(_arrow(view, several) for several in reversed(together.values())),
    )


def columns(waits: Iterable[Wait]) -> Mapping[str, int]:
    """A column for each unit, from 0 at the left, so that most are right of those that they wait for.

    Where units wait in a circle, or a chain is longer than there are columns, some stand left of what they wait for. A
    unit that waits for nobody stands as near as it can to those that wait for it. The cost grows with the number of
    dependencies.
    """
    waits = list(waits)
    waits_for = who_waits(waits)
    order = dict.fromkeys(unit for group in entangled(waits_for) for unit in reversed(group))
    order.update(dict.fromkeys(each.waiting for each in waits))  # who waits for nobody but itself
    found: dict[str, int] = {}
    waiting: dict[str, list[str]] = {}
    for unit in order:
        before = [other for other in waits_for.get(unit, ()) if other in found]
        found[unit] = _column([found[other] for other in before])
        for other in before:
            waiting.setdefault(other, []).append(unit)
    for unit in order:
        if unit not in waits_for and unit in waiting:
            found[unit] = max(min(found[other] for other in waiting[unit]) - 1, 0)
    return found


def _column(needed: Sequence[int]) -> int:
    """The column for a unit that waits for units in these: right of all of them, else beside as few as possible."""
    beyond = max(needed, default=-1) + 1
    if beyond < MOST_COLUMNS:
        return beyond
    return min(range(MOST_COLUMNS), key=lambda column: (needed.count(column), -column))


def _arrow_key(each: Wait) -> tuple[str, str, Ref | None]:
    """What is waited for by the same unit at the same place is one arrow."""
    return each.waiting, each.giving, each.dependency.needs


def _box(view: DependencyView, cycle: Cycle, unit: Unit, column: int, needed: Sequence[Ref], *, is_own: bool) -> Box:
    portfolio = view.portfolio
    standing = view.standings(cycle).units.get(unit.id)
    return Box(
        id=unit.id,
        over=portfolio.levels[unit.level].name,
        title=unit.name,
        href=view.unit_href(unit.id),
        column=column,
        score=standing.score if standing else None,
        status=standing.status if standing else None,
        rows=tuple(_row(view, ref) for ref in sorted(needed, key=lambda ref: _rank(portfolio, ref))),
        look=Look.OWN if is_own else Look.PLAIN,
    )


def _rank(portfolio: Portfolio, ref: Ref) -> tuple[str, int, int]:
    """The order of rows: that of the objectives in their unit, each before its key results."""
    objectives = [each.id for each in portfolio.okr_sets[ref.cycle, ref.unit].objectives]
    number = 0 if ref.key_result is None else portfolio.key_results[ref].number
    return ref.cycle, objectives.index(ref.objective), number


def _row(view: DependencyView, ref: Ref) -> Row:
    portfolio = view.portfolio
    standings = view.standings(portfolio.cycles[ref.cycle])
    if ref.key_result is None:
        objective, goal = portfolio.objectives[ref], standings.objectives[ref]
        return Row(str(ref), "Obj.", objective.title, view.href(ref), goal.score, goal.status)
    key_result, standing = portfolio.key_results[ref], standings.key_results[ref]
    label = f"KR{key_result.number}"
    return Row(str(ref), label, key_result.title, view.href(ref), standing.score, standing.status)


def _arrow(view: DependencyView, waits: Sequence[Wait]) -> Arrow:
    """An arrow for everything that one unit waits for at one place, as the most urgent, the first of it, stands."""
    first = waits[0]
    needs = first.dependency.needs
    kind = "hard" if any(each.dependency.kind == "hard" for each in waits) else "soft"
    return Arrow(
        start=first.waiting,
        end=first.giving,
        row=None if needs is None else str(needs),
        words="; ".join(_words(view, each) for each in waits),
        label=_label(first),
        style=" ".join((kind, *_tones(first))),
    )


def _tones(each: Wait) -> Iterator[str]:
    """How an arrow is set: as done, or as open, late or at risk and besides as asked for while nobody has agreed."""
    if each.state is DependencyState.DONE:
        yield "done"
        return
    yield "open" if each.risk is None else "late" if each.risk is Risk.LATE else "risk"
    if each.dependency.confirmed is None:
        yield "asked"


def _words(view: DependencyView, each: Wait) -> str:
    units, needs = view.portfolio.units, each.dependency.needs
    what = each.dependency.what or (needed_title(view.portfolio, needs) if needs else "")
    asked = f"“{what}” from {units[each.giving].name}" if what else units[each.giving].name
    at_risk = ", at risk" if each.risk in (Risk.STANDING, Risk.UNCONFIRMED) else ""
    return f"{units[each.waiting].name} waits for {asked} ({each.dependency.kind}, {each.state.word.lower()}{at_risk})"


def _label(each: Wait) -> str:
    """The word at an arrow that has a colour; that nobody has agreed is seen at its head."""
    if each.risk is None:
        return ""
    return "late" if each.risk is Risk.LATE else "at risk"
