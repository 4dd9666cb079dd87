"""Which objectives a picture of the cascade holds: as many whole generations of units as can be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from mkdocs_okr.analysis.cascade import Cascade
from mkdocs_okr.analysis.spread import Spread
from mkdocs_okr.model import Objective, Portfolio, Ref, Unit

COMPANY_LIMIT = 60
"""Boxes in the picture of the whole company."""

UNIT_LIMIT = 150
"""Boxes in the picture of a unit with everything below it."""

APART_LIMIT = 24
"""Boxes of objectives that contribute to nothing, in any picture."""


@dataclass(frozen=True)
class Extent:
    """What a picture of a unit and everything below it holds.

    `shown` are connected by contributions or could be, `apart` are those that lead nowhere: to nothing above, and
    nothing contributes to them. `left_apart` and `left_own` count those for which there was no room. `further` are the
    units to go on with: those of the lowest generation shown that have something below them, or, with `is_cut`, the
    ones right below the unit, because even they had no room.
    """

    shown: tuple[Objective, ...]
    apart: tuple[Objective, ...] = ()
    left_apart: int = 0
    left_own: int = 0
    further: tuple[Unit, ...] = ()
    is_cut: bool = False


def extent(portfolio: Portfolio, cascade: Cascade, spread: Spread, unit: Unit, limit: int) -> Extent:
    """What a picture of `unit` holds if `limit` boxes, and those apart, can be read.

    Whole generations, and with each of them the ways up to the top. What contributes from elsewhere, from other units
    or shorter cycles, is added if there is room, without its other ways. The cost grows with the
    objectives of the unit and of those below it.
    """
    within = {each.ref: each for each in spread.within(unit)}
    apart = [
        each
        for each in within.values()
        if spread.is_led(each) and not each.contributes_to and not cascade.below(each.ref)
    ]
    set_apart = {each.ref for each in apart}
    generations = [(unit,), *spread.generations(unit)]
    shown: dict[Ref, Objective] = {}
    last = -1
    for number, units in enumerate(generations):
        found = [each for member in units for each in spread.own(member.id) if each.ref not in set_apart]
        grown = _grown(portfolio, shown, found, limit)
        if grown is None:
            break
        shown, last = grown, number
    left_own = 0
    if last < 0:
        own = [each for each in spread.own(unit.id) if each.ref not in set_apart]
        shown, last = {each.ref: each for each in own[:limit]}, 0
        left_own = len(own) - len(shown)
    further: tuple[Unit, ...] = ()
    if last + 1 < len(generations):
        further = tuple(each for each in generations[last] if spread.below(each.id)) if last else generations[1]
    elsewhere = {
        child.ref: child
        for each in shown.values()
        if each.ref in within
        for child, _ in cascade.below(each.ref)
        if child.ref not in within
    }
    if len(grown := {**shown, **elsewhere}) <= limit:
        shown = grown
    return Extent(
        shown=tuple(shown.values()),
        apart=tuple(apart[:APART_LIMIT]),
        left_apart=max(len(apart) - APART_LIMIT, 0),
        left_own=left_own,
        further=further,
        is_cut=bool(further) and last == 0,
    )


def above(portfolio: Portfolio, objectives: Iterable[Objective], most: int | None = None) -> dict[Ref, Objective]:
    """What these contribute to, directly and through others, up to the top: `most` of them, the nearest first."""
    found: dict[Ref, Objective] = {}
    waiting = list(objectives)
    for objective in waiting:
        for contribution in objective.contributes_to:
            ref = contribution.to.of_objective
            if ref not in found:
                if len(found) == most:
                    return found
                found[ref] = portfolio.objectives[ref]
                waiting.append(found[ref])
    return found


def everything_below(cascade: Cascade, objective: Ref) -> set[Ref]:
    """All objectives that contribute to one, directly and through others."""
    found: set[Ref] = set()
    waiting = [objective]
    while waiting:
        for child, _ in cascade.below(waiting.pop()):
            if child.ref not in found:
                found.add(child.ref)
                waiting.append(child.ref)
    return found


def _grown(
    portfolio: Portfolio, shown: dict[Ref, Objective], more: list[Objective], limit: int
) -> dict[Ref, Objective] | None:
    """What is shown together with more and with the ways up from there; None if that is beyond the limit."""
    if len(more) > limit:
        return None  # before looking up where all of them lead
    grown = {**shown, **{each.ref: each for each in chain(more, above(portfolio, more).values())}}
    return grown if len(grown) <= limit else None
