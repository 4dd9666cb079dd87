"""Pictures of the cascade: which objective contributes to which key result, from persons up to the company."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.cascade import Cascade
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.weights import shares
from mkdocs_okr.diagrams.drawing import score_words
from mkdocs_okr.diagrams.picture import Arrow, Box, Look, Picture, Row
from mkdocs_okr.model import Contribution, Cycle, Objective, Portfolio, Ref, Unit


@dataclass(frozen=True)
class CascadeView:
    """What pictures of the cascade are made from.

    `standings` gives the scores of a cycle, `href` the address of an objective or a key result as it stands in a link.
    """

    portfolio: Portfolio
    cascade: Cascade
    standings: Callable[[Cycle], CycleStandings]
    href: Callable[[Ref], str]

    def above(self, objectives: Iterable[Objective]) -> dict[Ref, Objective]:
        """Everything that these contribute to, directly and through others, up to the top."""
        found: dict[Ref, Objective] = {}
        waiting = list(objectives)
        while waiting:
            for contribution in waiting.pop().contributes_to:
                ref = contribution.to.of_objective
                if ref not in found:
                    found[ref] = self.portfolio.objectives[ref]
                    waiting.append(found[ref])
        return found

    def below(self, objectives: Iterable[Objective]) -> dict[Ref, Objective]:
        """What contributes to these directly."""
        return {child.ref: child for objective in objectives for child, _ in self.cascade.below(objective.ref)}


def neighbourhood(view: CascadeView, unit: Unit, cycle: Cycle, own: Sequence[Objective]) -> Picture:
    """A unit's place in the cascade: the ways up to the top, its own objectives, and what contributes to them.

    Its cost grows with the boxes that it holds, not with the company.
    """
    mine = {objective.ref: objective for objective in own}
    shown = {**view.above(own), **view.below(own), **mine}
    return cascade_picture(
        view,
        list(shown.values()),
        name="cascade",
        title=f"{unit.name} in the cascade, {cycle.name}",
        description=(
            f"The objectives of {unit.name}, what they contribute to and what contributes to them. "
            "Arrows run from an objective to the key result that it contributes to."
        ),
        cycle=cycle,
        own=frozenset(mine),
    )


def cascade_picture(
    view: CascadeView,
    objectives: Sequence[Objective],
    *,
    name: str,
    title: str,
    description: str,
    cycle: Cycle,
    own: frozenset[Ref] = frozenset(),
) -> Picture:
    """A picture of these objectives and of the contributions among them.

    Columns are the levels of the organisation, those of longer cycles at the left. With `own`, these are set off, and
    key results that nothing of theirs leads to are set back.
    """
    shown = frozenset(objective.ref for objective in objectives)
    arrows = tuple(
        _arrow(view, objective, contribution, share)
        for objective in objectives
        for contribution, share in _shared(objective)
        if contribution.to.of_objective in shown
    )
    touched = frozenset(contribution.to for objective in objectives for contribution in objective.contributes_to)
    columns = sorted({_column(view, objective) for objective in objectives})
    return Picture(
        name=name,
        title=title,
        description=description,
        boxes=tuple(
            _box(view, objective, columns.index(_column(view, objective)), own=own, touched=touched)
            for objective in sorted(objectives, key=lambda each: _column(view, each))
        ),
        arrows=arrows,
        columns=tuple(_heading(view, column, cycle) for column in columns),
    )


Column = tuple[int, int]
"""A column of the picture: the place of its cycle, the longest first, and that of its level, from the top."""


def _column(view: CascadeView, objective: Objective) -> Column:
    portfolio = view.portfolio
    cycle = portfolio.cycles[objective.ref.cycle]
    level = portfolio.units[objective.ref.unit].level
    return -cycle.days, list(portfolio.levels).index(level)


def _heading(view: CascadeView, column: Column, cycle: Cycle) -> str:
    days, number = column
    level = view.portfolio.settings.levels[number]
    word = level.name if number == 0 else level.plural
    if -days == cycle.days:
        return word
    longer = next(each for each in view.portfolio.cycles.values() if each.days == -days)
    return f"{word}, {longer.name}"


def _shared(objective: Objective) -> list[tuple[Contribution, float]]:
    """What an objective contributes to, each with its share of the objective, which add up to 1."""
    to = objective.contributes_to
    return list(zip(to, shares([contribution.weight for contribution in to]), strict=True)) if to else []


def _box(view: CascadeView, objective: Objective, column: int, *, own: frozenset[Ref], touched: frozenset[Ref]) -> Box:
    ref = objective.ref
    standings = view.standings(view.portfolio.cycles[ref.cycle])
    standing = standings.objectives[ref]
    unit = view.portfolio.units[ref.unit]
    return Box(
        id=str(ref),
        over=unit.name,
        title=objective.title,
        href=view.href(ref),
        column=column,
        score=standing.score,
        status=standing.status,
        rows=tuple(
            Row(
                id=str(each.ref),
                label=f"KR{each.number}",
                title=each.title,
                href=view.href(each.ref),
                score=standings.key_results[each.ref].score,
                status=standings.key_results[each.ref].status,
                quiet=bool(own) and ref not in own and each.ref not in touched,
            )
            for each in objective.key_results
        ),
        words=f"{score_words(standing.expected)} expected by now",
        look=Look.OWN if ref in own else Look.PLAIN,
    )


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
