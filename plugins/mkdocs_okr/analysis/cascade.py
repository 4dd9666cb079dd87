"""Who contributes to what: the objectives below an objective or a key result."""

from collections.abc import Iterable, Iterator

from mkdocs_okr.model import Contribution, Cycle, CycleState, Objective, Portfolio, Ref

BOTTOM_UP = "bottom-up"


class Cascade:
    """The contributions of a company's objectives, readable from above."""

    def __init__(self, objectives: Iterable[Objective]) -> None:
        self._to: dict[Ref, list[tuple[Objective, Contribution]]] = {}
        self._below: dict[Ref, list[tuple[Objective, Contribution]]] = {}
        for objective in objectives:
            for contribution in objective.contributes_to:
                link = (objective, contribution)
                self._to.setdefault(contribution.to, []).append(link)
                self._below.setdefault(contribution.to.of_objective, []).append(link)

    def contributors(self, ref: Ref) -> tuple[Objective, ...]:
        """The objectives that name exactly this objective or key result as what they contribute to."""
        return tuple(objective for objective, _ in self._to.get(ref, ()))

    def below(self, objective: Ref) -> tuple[tuple[Objective, Contribution], ...]:
        """Everything that contributes directly to the objective or to one of its key results.

        An objective that contributes to several of its key results is there once for each.
        """
        return tuple(self._below.get(objective, ()))


def cascade(portfolio: Portfolio) -> Cascade:
    """The cascade over all cycles, in the portfolio's order."""
    return Cascade(portfolio.objectives.values())


def fed_from_below(portfolio: Portfolio) -> frozenset[tuple[str, str]]:
    """Whose OKRs somebody could contribute to: cycle and unit wherever there are objectives right below.

    Right below are the unit's children in the same cycle and, of a longer cycle, what the unit itself wrote for the
    shorter ones in it that are no drafts any more.
    """
    fed: set[tuple[str, str]] = set()
    for okrs in portfolio.okr_sets.values():
        if not okrs.objectives:
            continue
        parent, cycle = portfolio.units[okrs.unit].parent, portfolio.cycles[okrs.cycle]
        if parent is not None:
            fed.add((cycle.id, parent))
        if cycle.state is not CycleState.DRAFT:
            fed.update((longer.id, okrs.unit) for longer in longer_cycles(portfolio, cycle))
    return frozenset(fed)


def longer_cycles(portfolio: Portfolio, cycle: Cycle) -> Iterator[Cycle]:
    """The cycles above `cycle`, the nearest first."""
    while cycle.parent is not None:
        cycle = portfolio.cycles[cycle.parent]
        yield cycle


def bottom_up_share(objectives: Iterable[Objective]) -> float | None:
    """The share (0 to 1) that came bottom-up of the objectives that say where they came from; None if none does."""
    sources = [objective.source for objective in objectives if objective.source]
    return sources.count(BOTTOM_UP) / len(sources) if sources else None
