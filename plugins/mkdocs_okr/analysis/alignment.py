"""Alignment: which objectives contribute to something above them, and whether in a perspective that lies near."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from mkdocs_okr.analysis.cascade import Cascade
from mkdocs_okr.analysis.tree import gathered, written, written_above
from mkdocs_okr.model import Cycle, KeepMetric, KeyResult, Objective, Perspective, Portfolio, Ref, Unit


def contributes_out_of_sight(objective: Objective) -> bool:
    """Whether contributions are written, although they lead nowhere: to something hidden, or to a mistyped name.

    Nobody may then be told that it contributes to nothing.
    """
    if objective.contributes_to:
        return False
    return objective.origin.place("contributes_to") != objective.origin.place()


def has_something_above(portfolio: Portfolio, objective: Objective) -> bool:
    """Whether an objective contributes to something, or could: a unit above has an objective in the same cycle."""
    if objective.contributes_to:
        return True
    above = written_above(portfolio, objective.ref.cycle, portfolio.units[objective.ref.unit])
    return next(above, None) is not None


def contributes_to_nothing(portfolio: Portfolio, objective: Objective) -> bool:
    """Whether an objective could contribute to something above it and is known not to."""
    if objective.contributes_to or contributes_out_of_sight(objective):
        return False
    return has_something_above(portfolio, objective)


def is_moved_by_itself(portfolio: Portfolio, key_result: KeyResult) -> bool:
    """Whether a key result needs nobody to contribute to it.

    Its unit works on it by initiatives, another unit is named as contributor, or its figure is only to be kept.
    """
    if key_result.initiatives or isinstance(key_result.metric, KeepMetric):
        return True
    return any(each != key_result.ref.unit and each in portfolio.units for each in key_result.contributors)


def waits_for_contributions(portfolio: Portfolio, cascade: Cascade, objective: Objective) -> bool:
    """Whether nobody contributes to an objective, and its unit does not move all of its key results itself."""
    if cascade.below(objective.ref):
        return False
    key_results = objective.key_results
    return not key_results or not all(is_moved_by_itself(portfolio, each) for each in key_results)


def perspective_of(portfolio: Portfolio, objective: Objective) -> Perspective | None:
    """The perspective that an objective names."""
    return portfolio.perspectives.get(objective.perspective) if objective.perspective is not None else None


def is_near(one: Perspective, other: Perspective) -> bool:
    """Whether two perspectives are the same, share a row of the strategy map, or lie in neighbouring rows."""
    return abs(one.row - other.row) <= 1


class Compared(NamedTuple):
    """A contribution whose two ends name a perspective: its place in the list, and what it leads to."""

    place: int
    above: Objective
    own: Perspective
    other: Perspective

    @property
    def is_near(self) -> bool:
        """Whether the two perspectives lie near each other."""
        return is_near(self.own, self.other)


def compared(portfolio: Portfolio, objective: Objective) -> Iterator[Compared]:
    """The contributions of an objective that can be compared by perspective, in their order."""
    own = perspective_of(portfolio, objective)
    if own is None:
        return
    for place, contribution in enumerate(objective.contributes_to):
        above = portfolio.objectives[contribution.to.of_objective]
        other = perspective_of(portfolio, above)
        if other is not None:
            yield Compared(place, above, own, other)


class Quadrant(Enum):
    """Aligned to something above or not × something above in the same or a neighbouring perspective or not.

    What names no perspective, or has nothing above it that does, is not known to lie near anything.
    """

    NEAR = "near", True, True
    FAR = "far", True, False
    UNLINKED = "unlinked", False, True
    ALONE = "alone", False, False

    def __init__(self, word: str, contributes: bool, near: bool) -> None:
        self.word = word
        self.contributes = contributes
        self.near = near


class Reading(NamedTuple):
    """Where an objective lies. `own` and `above` are the perspectives that decided, None where one is not named."""

    quadrant: Quadrant
    own: Perspective | None
    above: Perspective | None


class CycleAlignment:
    """How the objectives of a cycle are aligned.

    `readings` holds every objective that has something above it to be aligned to: it contributes to something, or a
    unit above wrote an objective for the same cycle. Those of which it cannot be known are not in it. `counts` says for
    each unit how many of its objectives, and of those below it, lie in each quadrant.

    Everything is computed once and costs a look at each unit, objective and contribution of the cycle.
    """

    def __init__(self, portfolio: Portfolio, cycle: Cycle) -> None:
        self.readings: dict[Ref, Reading] = {}
        own: dict[str, Counter[Quadrant]] = {}
        for unit in portfolio.units.values():
            objectives = written(portfolio, unit, cycle)
            unlinked = any(not each.contributes_to for each in objectives)
            above = _perspectives_above(portfolio, cycle, unit) if unlinked else None
            read = {each.ref: found for each in objectives if (found := _reading(portfolio, each, above)) is not None}
            if read:
                self.readings.update(read)
                own[unit.id] = Counter(each.quadrant for each in read.values())
        self.counts: Mapping[str, Counter[Quadrant]] = gathered(portfolio, own, _summed)


def _reading(portfolio: Portfolio, objective: Objective, above: Sequence[Perspective] | None) -> Reading | None:
    """Which quadrant an objective lies in; None where nothing lies above it, or it cannot be known.

    `above` are the perspectives of what the units above wrote; None where they wrote nothing.
    """
    own = perspective_of(portfolio, objective)
    if objective.contributes_to:
        found = list(compared(portfolio, objective))
        near = next((each for each in found if each.is_near), None)
        if near is not None:
            return Reading(Quadrant.NEAR, own, near.other)
        return Reading(Quadrant.FAR, own, found[0].other if found else None)
    if above is None or contributes_out_of_sight(objective):
        return None
    nearby = next((each for each in above if own is not None and is_near(own, each)), None)
    if nearby is not None:
        return Reading(Quadrant.UNLINKED, own, nearby)
    return Reading(Quadrant.ALONE, own, above[0] if above else None)


def _perspectives_above(portfolio: Portfolio, cycle: Cycle, unit: Unit) -> tuple[Perspective, ...] | None:
    """Each perspective that units above name in the cycle, the nearest unit's first; None where they wrote nothing."""
    above = list(written_above(portfolio, cycle.id, unit))
    if not above:
        return None
    named = dict.fromkeys(each.perspective for okrs in above for each in okrs.objectives if each.perspective)
    return tuple(portfolio.perspectives[each] for each in named if each in portfolio.perspectives)


def _summed(parts: list[Counter[Quadrant]]) -> Counter[Quadrant]:
    total: Counter[Quadrant] = Counter()
    for part in parts:
        total.update(part)
    return total
