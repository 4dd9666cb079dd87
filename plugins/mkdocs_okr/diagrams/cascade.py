"""Pictures of the cascade: which objective contributes to which key result, from persons up to the company."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from itertools import zip_longest

from mkdocs_okr.analysis.cascade import BOTTOM_UP, Cascade
from mkdocs_okr.analysis.spread import Spread
from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.weights import shares
from mkdocs_okr.diagrams.drawing import score_words
from mkdocs_okr.diagrams.extent import Extent, above, everything_below
from mkdocs_okr.diagrams.outline import order
from mkdocs_okr.diagrams.picture import Arrow, Box, Look, More, Picture, Row
from mkdocs_okr.model import Contribution, Cycle, CycleState, KeyResult, Objective, Portfolio, Ref, Unit

MANY_BOXES = 25
"""Where a picture holds more boxes, they show only the key results that an arrow leads to."""

MANY_APART = 6
"""The same for those that stand apart, to which no arrow leads."""

NEAR_LIMIT = 12
"""Contributors that a unit's neighbourhood shows at most; of the ways up and of its own objectives, twice as many."""

MOST_ARROWS = 150
"""How many arrows a neighbourhood shows; nobody can follow more, and they would take longer than the rest of a page."""


@dataclass(frozen=True)
class CascadeView:
    """What pictures of the cascade are made from.

    `standings` gives the scores of a cycle, `href` the address of an objective or a key result as it stands in a link.
    """

    portfolio: Portfolio
    cascade: Cascade
    standings: Callable[[Cycle], CycleStandings]
    href: Callable[[Ref], str]

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The places of the levels, counted from the top."""
        return {level: number for number, level in enumerate(self.portfolio.levels)}


@dataclass(frozen=True)
class Shown:
    """What a picture of the cascade shows of the objectives in it.

    `own` are set off. `whole` show all of their key results, the others those that an arrow leads to. `apart` stand
    below the rule, `loose` are in their place but should contribute to something. `more` closes boxes with a link,
    `hidden` notes how many contribute that are not in the picture.
    """

    own: Collection[Ref] = ()
    whole: Collection[Ref] = ()
    apart: Collection[Ref] = ()
    loose: Collection[Ref] = ()
    more: Mapping[Ref, More] = field(default_factory=dict)
    hidden: Mapping[Ref, int] = field(default_factory=dict)


def neighbourhood(view: CascadeView, unit: Unit, spread: Spread, elsewhere: str) -> Picture:
    """A unit's place in the cascade: the ways up to the top, its own objectives, and what contributes to them.

    Of many contributors it shows the first of each objective in turn, and says how many more there are `elsewhere`, an
    address. Of many arrows it shows those from and to the unit's own objectives first, and `left_out` is how many it
    does not. Its cost grows with the boxes that it holds and with the direct contributors, not with the company.
    """
    cycle = spread.cycle
    mine = {objective.ref: objective for objective in spread.own(unit.id)[: 2 * NEAR_LIMIT]}
    children = {ref: _once(child for child, _ in view.cascade.below(ref) if child.ref not in mine) for ref in mine}
    below = dict(_in_turn(children.values(), NEAR_LIMIT))
    left = {ref: len(each.keys() - below.keys()) for ref, each in children.items()}
    ways_up = above(view.portfolio, mine.values(), 2 * NEAR_LIMIT + len(mine) + len(below))
    up = [each for ref, each in ways_up.items() if ref not in below and ref not in mine]
    objectives = [*mine.values(), *up[: 2 * NEAR_LIMIT], *below.values()]
    return cascade_picture(
        view,
        objectives,
        name="cascade",
        title=f"{unit.name} in the cascade, {cycle.name}",
        description=(
            f"The objectives of {unit.name}, what they contribute to and what contributes to them. "
            "Arrows run from an objective to the key result that it contributes to. "
            "The sections of the objectives above say the same in words."
        ),
        cycle=cycle,
        shown=Shown(
            own=mine.keys(),
            whole=mine.keys(),
            loose=_loose(spread, objectives),
            more={ref: More(f"and {left[ref]} more contribute", elsewhere) for ref in left if left[ref]},
        ),
        most_arrows=MOST_ARROWS,
    )


def whole_cascade(
    view: CascadeView, unit: Unit, spread: Spread, held: Extent, more: Callable[[Ref], str | None]
) -> Picture:
    """The picture of a unit with everything below it, as far as `held` goes.

    `more` is the address of the page that shows what is below an objective; None where there is none. The cost grows
    with the boxes, and with everything that contributes to them.
    """
    cycle = spread.cycle
    objectives = [*held.shown, *held.apart]
    refs = {each.ref for each in objectives}
    within = {each.ref for each in spread.within(unit)} & refs
    from_elsewhere = {
        each.ref
        for each in held.shown
        if each.ref not in within
        and any(contribution.to.of_objective in within for contribution in each.contributes_to)
    }
    hidden = {ref: len(everything_below(view.cascade, ref) - refs) for ref in within | from_elsewhere}
    counts = {ref: count for ref, count in hidden.items() if count}
    pages = {ref: more(ref) for ref in counts}
    is_company = unit.parent is None
    name = view.portfolio.organization.name if is_company else unit.name
    return cascade_picture(
        view,
        objectives,
        name="cascade",
        title=f"Cascade of {name}, {cycle.name}",
        description=(
            "Each box is an objective with its key results. "
            "Arrows run from an objective to the key result that it contributes to. "
            "The tree on this page holds the same."
        ),
        cycle=cycle,
        shown=Shown(
            own=() if is_company else {ref for ref in within if ref.unit == unit.id},
            whole={
                each.ref
                for boxes, most in ((held.shown, MANY_BOXES), (held.apart, MANY_APART))
                if len(boxes) <= most
                for each in boxes
            },
            apart={each.ref for each in held.apart},
            loose=_loose(spread, held.shown),
            more={ref: More(_below_words(counts[ref]), page) for ref, page in pages.items() if page},
            hidden={ref: counts[ref] for ref, page in pages.items() if not page},
        ),
        apart_title="Without an arrow upwards" if spread.is_partly_hidden else "Not aligned",
        apart_words=tuple(_apart_words(spread, len(held.apart) + held.left_apart, held.left_apart)),
    )


def cascade_picture(
    view: CascadeView,
    objectives: Sequence[Objective],
    *,
    name: str,
    title: str,
    description: str,
    cycle: Cycle,
    shown: Shown,
    apart_title: str = "",
    apart_words: tuple[str, ...] = (),
    most_arrows: int | None = None,
) -> Picture:
    """A picture of these objectives and of the contributions among them.

    Columns are the levels of the organisation, those of longer cycles at the left; each shorter cycle has one at the
    right. In a column the boxes stand in the order of the tree, which begins with the objectives of the first rank.
    Of more than `most_arrows`, those that touch what is set off are shown first.
    """
    refs = frozenset(objective.ref for objective in objectives)
    led = [
        (objective, contribution, share)
        for objective in objectives
        for contribution, share in _shared(objective)
        if contribution.to.of_objective in refs
    ]
    left_out = 0
    if most_arrows is not None and len(led) > most_arrows:
        left_out = len(led) - most_arrows
        led.sort(key=lambda link: link[0].ref not in shown.own and link[1].to.of_objective not in shown.own)
        del led[most_arrows:]
    touched = frozenset(contribution.to for _, contribution, _ in led)
    column = cache(lambda level, of: _column(view, level, of, cycle))
    places = {each.ref: column(view.portfolio.units[each.ref.unit].level, each.ref.cycle) for each in objectives}
    units = {unit: at for at, unit in reversed([*enumerate(each.ref.unit for each in objectives)])}
    columns = sorted({place for ref, place in places.items() if ref not in shown.apart})
    picture = Picture(
        name=name,
        title=title,
        description=description,
        boxes=tuple(
            _box(view, each, _number(columns, places[each.ref]), shown, touched)
            for each in sorted(
                objectives,
                key=lambda each: (places[each.ref], units[each.ref.unit], each.rank is None, each.rank or 0),
            )
        ),
        arrows=tuple(_arrow(view, *each) for each in led),
        columns=tuple(_heading(view, column, cycle) for column in columns),
        apart_title=apart_title,
        apart_words=apart_words,
        is_ordered=True,
        left_out=left_out,
    )
    return replace(picture, boxes=tuple(sorted(order(picture), key=lambda box: box.column)))


def _loose(spread: Spread, objectives: Iterable[Objective]) -> set[Ref]:
    """Those of the cycle that should contribute to something and do not, as far as that can be known."""
    if spread.is_partly_hidden:
        return set()
    return {
        each.ref
        for each in objectives
        if not each.contributes_to and each.ref.cycle == spread.cycle.id and spread.is_led(each)
    }


Column = tuple[int, date, str, int]
"""A column of the picture: the weeks of its cycle (the longest first), its first day, its id, and the level.

That of a shorter cycle has all levels in it, and -1 in their place.
"""


def _column(view: CascadeView, level: str, of: str, shown: Cycle) -> Column:
    """Where the objectives of a level and a cycle stand in a picture of the cycle `shown`."""
    cycle = view.portfolio.cycles[of]
    number = view.levels[level] if cycle.weeks >= shown.weeks else -1
    return -cycle.weeks, cycle.starts, cycle.id, number


def _number(columns: Sequence[Column], column: Column) -> int:
    """Which of the columns it is; 0 for one that only boxes below the rule would stand in."""
    return columns.index(column) if column in columns else 0


def _heading(view: CascadeView, column: Column, cycle: Cycle) -> str:
    *_, id, number = column
    if number < 0:
        return view.portfolio.cycles[id].name
    level = view.portfolio.settings.levels[number]
    word = level.name if number == 0 else level.plural
    return word if id == cycle.id else f"{word}, {view.portfolio.cycles[id].name}"


def _shared(objective: Objective) -> list[tuple[Contribution, float]]:
    """What an objective contributes to, each with its share of the objective, which add up to 1."""
    to = objective.contributes_to
    return list(zip(to, shares([contribution.weight for contribution in to]), strict=True)) if to else []


def _once(objectives: Iterable[Objective]) -> dict[Ref, Objective]:
    return {each.ref: each for each in objectives}


def _in_turn(groups: Iterable[Mapping[Ref, Objective]], most: int) -> Iterator[tuple[Ref, Objective]]:
    """The first of each group, then the second of each, until there are so many different ones."""
    seen: set[Ref] = set()
    for turn in zip_longest(*(group.items() for group in groups)):
        for pair in turn:
            if pair is not None and pair[0] not in seen:
                if len(seen) == most:
                    return
                seen.add(pair[0])
                yield pair


def _below_words(count: int) -> str:
    return f"{count} objective{'' if count == 1 else 's'} below"


def _apart_words(spread: Spread, count: int, left: int) -> Iterator[str]:
    """What to do about objectives that contribute to nothing."""
    subject = "One objective" if count == 1 else f"{count} objectives"
    verb = "contributes" if count == 1 else "contribute"
    if spread.is_partly_hidden:
        yield f"{subject} {verb} to nothing that is shown here."
    elif spread.cycle.state is CycleState.CLOSED:
        yield f"{subject} contributed to nothing above. In the next cycle, say where such work leads."
    else:
        yield f"{subject} {verb} to nothing above."
        yield "Link it with “contributes_to:”, keep it local on purpose, or drop it."
    if left:
        yield f"The first {count - left} are shown."


def _box(view: CascadeView, objective: Objective, column: int, shown: Shown, touched: Collection[Ref]) -> Box:
    ref = objective.ref
    cycle = view.portfolio.cycles[ref.cycle]
    standings = view.standings(cycle)
    standing = standings.objectives[ref]
    is_whole = ref in shown.whole
    key_results = [each for each in objective.key_results if is_whole or each.ref in touched]
    return Box(
        id=str(ref),
        over=view.portfolio.units[ref.unit].name,
        title=objective.title,
        href=view.href(ref),
        column=column,
        score=standing.score,
        status=standing.status,
        rows=tuple(_row(view, each, standings.key_results[each.ref]) for each in key_results),
        notes=tuple(_notes(objective, len(objective.key_results) - len(key_results), shown)),
        more=shown.more.get(ref),
        words=_words(cycle, standing),
        look=_look(ref, shown),
    )


def _row(view: CascadeView, key_result: KeyResult, standing: KeyResultStanding) -> Row:
    ref = key_result.ref
    return Row(str(ref), f"KR{key_result.number}", key_result.title, view.href(ref), standing.score, standing.status)


def _notes(objective: Objective, left_out: int, shown: Shown) -> Iterator[str]:
    """What a box says below its key results: on one line where it came from, and what is not shown."""
    said = []
    if objective.source == BOTTOM_UP:
        said.append("bottom-up")
    if objective.ref in shown.loose:
        said.append("not aligned")
    if left_out:
        some = "" if left_out == len(objective.key_results) else "+"
        said.append(f"{some}{left_out} key result{'' if left_out == 1 else 's'}")
    if said:
        yield " · ".join(said)
    if objective.ref in shown.hidden:
        yield _below_words(shown.hidden[objective.ref])


def _look(ref: Ref, shown: Shown) -> Look:
    if ref in shown.apart:
        return Look.APART
    if ref in shown.loose:
        return Look.LOOSE
    return Look.OWN if ref in shown.own else Look.PLAIN


def _words(cycle: Cycle, standing: ObjectiveStanding) -> str:
    if standing.status is Status.CLOSED:
        return "Score not published"
    return "Final score" if cycle.state is CycleState.CLOSED else f"{score_words(standing.expected)} expected by now"


def _arrow(view: CascadeView, objective: Objective, contribution: Contribution, share: float) -> Arrow:
    to = contribution.to
    above = view.portfolio.objectives[to.of_objective]
    key_result = view.portfolio.key_results[to] if to.key_result is not None else None
    goal = f"KR{key_result.number} {key_result.title}" if key_result else above.title
    part = "" if share >= 1 else f"{round(100 * share)}\u00a0%"
    unit = view.portfolio.units[to.unit].name
    return Arrow(
        start=str(objective.ref),
        end=str(to.of_objective),
        row=str(to) if key_result else None,
        words=f"“{objective.title}” contributes {part + ' ' if part else ''}to “{goal}” of {unit}",
        label=part,
    )
