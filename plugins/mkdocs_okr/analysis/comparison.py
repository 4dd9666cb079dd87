"""Two cycles side by side: what was carried over, what is new, and what was left behind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mkdocs_okr.model import Cycle, CycleState, KeyResult, Objective, OkrSet, Portfolio, Ref

NEARLY = 0.7
"""Titles are nearly the same from this part of common words (twice the common ones by all of both, without numbers)."""

_WORDS = re.compile(r"[^\W\d_]+")
_Item = TypeVar("_Item", bound=Objective | KeyResult)


def cycle_before(portfolio: Portfolio, cycle: Cycle) -> Cycle | None:
    """The last cycle of the same kind that was over when `cycle` began; drafts do not count."""
    before = (
        other
        for other in portfolio.cycles.values()
        if other.kind == cycle.kind and other.ends < cycle.starts and other.state is not CycleState.DRAFT
    )
    return max(before, key=lambda other: other.ends, default=None)


def cycle_after(portfolio: Portfolio, cycle: Cycle) -> Cycle | None:
    """The next cycle of the same kind, even if it is a draft."""
    after = (other for other in portfolio.cycles.values() if other.kind == cycle.kind and other.starts > cycle.ends)
    return min(after, key=lambda other: other.starts, default=None)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a unit wrote for two cycles; None where it wrote nothing.

    `origins` says of each objective and key result that was carried over what it was in the cycle before. `is_whole` is
    False where readers may not see all of both cycles: then nothing is said to be new or left behind. This goes for all
    units, because silence about some would give away which of them hide something.
    """

    before: OkrSet | None
    after: OkrSet | None
    is_whole: bool = True
    origins: Mapping[Ref, Ref] = field(default_factory=dict)

    @property
    def carried(self) -> tuple[Objective, ...]:
        """The objectives that were carried over, as they are now."""
        return tuple(o for o in _objectives(self.after) if o.ref in self.origins)

    @property
    def new(self) -> tuple[Objective, ...]:
        """The objectives that were not there before."""
        return tuple(o for o in _objectives(self.after) if o.ref not in self.origins) if self.is_whole else ()

    @property
    def dropped(self) -> tuple[Objective, ...]:
        """The objectives that do not come back, as they were."""
        back = set(self.origins.values())
        return tuple(o for o in _objectives(self.before) if o.ref not in back) if self.is_whole else ()

    def successor(self, ref: Ref) -> Ref | None:
        """What became of an objective or key result of the cycle before; None for what did not come back."""
        return next((now for now, then in self.origins.items() if then == ref), None)


def became(decision: str, was: KeyResult, now: KeyResult | None) -> tuple[str, bool]:
    """What became of a decision (keep, modify or drop) of a review, in words, and whether something else was decided.

    The words are empty where a key result that was to come back did.
    """
    if decision == "drop":
        return ("gone", False) if now is None else ("still there", True)
    if now is None:
        return ("does not come back" if decision == "keep" else "not found again"), True
    if decision == "modify" and (now.title, now.metric) == (was.title, was.metric):
        return "comes back unchanged", True
    return "", False


def is_whole(portfolio: Portfolio, *cycles: Cycle) -> bool:
    """Whether readers may see all objectives of these cycles."""
    return not any(cycle.id in portfolio.hidden_cycles for cycle in cycles)


def compare(portfolio: Portfolio, unit: str, before: Cycle, after: Cycle) -> Compared:
    """What a unit carried over from one cycle to another: what has the same id, a former one, or nearly the same title.

    Key results come back in the objective that theirs became, or anywhere by title. 0.1 ms a unit.
    """
    then, now = portfolio.okr_sets.get((before.id, unit)), portfolio.okr_sets.get((after.id, unit))
    pairs = _paired(_objectives(then), _objectives(now))
    origins = {new.ref: old.ref for new, old in pairs}
    for new, old in pairs:
        origins.update({k.ref: was.ref for k, was in _paired(old.key_results, new.key_results)})
    taken = set(origins.values())
    left = [k for o in _objectives(then) for k in o.key_results if k.ref not in taken]
    unknown = [k for o in _objectives(now) for k in o.key_results if k.ref not in origins]
    origins.update({new.ref: old.ref for new, old in _alike(left, unknown)})
    return Compared(then, now, is_whole(portfolio, before, after), origins)


def _objectives(okrs: OkrSet | None) -> tuple[Objective, ...]:
    return okrs.objectives if okrs else ()


def _paired(before: Sequence[_Item], after: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    """What of `after` was what of `before`: by id, by a former id, and the rest by title."""
    known = {each.id: each for each in before}
    pairs: list[tuple[_Item, _Item]] = []
    left: list[_Item] = []
    for each in after:
        id = next((id for id in (each.id, *each.aliases) if id in known), None)
        if id is None:
            left.append(each)
        else:
            pairs.append((each, known.pop(id)))
    return pairs + _alike(list(known.values()), left)


def _alike(before: Sequence[_Item], after: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    """What of `after` is called nearly as something of `before`, the most alike first; nothing is taken twice."""
    if not before or not after:
        return []
    then, now = [_words(each) for each in before], [_words(each) for each in after]
    found = sorted(
        (-likeness, i, j)
        for i, mine in enumerate(now)
        for j, others in enumerate(then)
        if (likeness := _likeness(mine, others)) >= NEARLY
    )
    pairs: dict[int, int] = {}
    for _, i, j in found:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(after[i], before[j]) for i, j in pairs.items()]


def _words(item: _Item) -> frozenset[str]:
    return frozenset(_WORDS.findall(item.title.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
