"""How far a company has come with OKRs: five stages, each decided from what its sources show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mkdocs_okr.analysis.amount import is_healthy
from mkdocs_okr.analysis.calibration import ENOUGH_SCORES, OUT_OF_REACH, TOO_EASY, Standings, calibrations
from mkdocs_okr.analysis.coverage import has_objectives, rolled_out, takes_part
from mkdocs_okr.analysis.regularity import checks_in_regularly, is_too_early
from mkdocs_okr.model import Cycle, CycleState, OkrSet, Portfolio, Review

SEVERAL_CYCLES = 3
"""The closed cycles that it takes to call it a habit."""

NOT_BEGUN = "Not begun"
NOBODY = "nobody has OKRs yet"
NO_END = "no cycle is closed yet"
PILOT = "pilot"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that has to be true for a stage, whether it is, and the figures that show it.

    `met` is None where there is nothing that it could be true of, and nothing need be: it holds nobody up.
    """

    title: str
    met: bool | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of maturity, from 1 to 5, with everything that it takes beyond the stages before it."""

    number: int
    name: str
    criteria: tuple[Criterion, ...]

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """What the sources do not show yet."""
        return tuple(criterion for criterion in self.criteria if criterion.met is False)


@dataclass(frozen=True, slots=True)
class Maturity:
    """How far a company has come. `stages` are all five, whether reached or not.

    A stage is reached once everything is there that it and the stages before it take; `number` is 0 and `name` "Not
    begun" while the first one is not.
    """

    stages: tuple[Stage, ...]

    @property
    def number(self) -> int:
        """The number of the last stage that is reached, 0 to 5."""
        return next((stage.number - 1 for stage in self.stages if stage.missing), len(self.stages))

    @property
    def name(self) -> str:
        """The name of the last stage that is reached."""
        return self.stages[self.number - 1].name if self.number else NOT_BEGUN

    @property
    def next(self) -> Stage | None:
        """The stage to come; its `missing` is what to do. None for those who master it."""
        return self.stages[self.number] if self.number < len(self.stages) else None


def maturity(portfolio: Portfolio, standings: Standings) -> Maturity:
    """The company's maturity as of the portfolio's today."""
    evidence = _Evidence(portfolio, standings)
    return Maturity(
        (
            Stage(1, "Curious", (evidence.mission(), evidence.vision())),
            Stage(2, "Piloting", (evidence.first_okrs(), evidence.first_check_ins())),
            Stage(
                3,
                "Established",
                (evidence.past_the_pilot(), evidence.participation(), evidence.health(), evidence.check_ins()),
            ),
            Stage(
                4,
                "Aligned",
                (evidence.cascade(), evidence.perspectives(), evidence.dependencies(), evidence.reviews()),
            ),
            Stage(
                5,
                "Mastering",
                (evidence.several_cycles(), evidence.targets(), evidence.decisions(), evidence.adjustments()),
            ),
        )
    )


class _Evidence:
    """What a portfolio shows of each criterion."""

    def __init__(self, portfolio: Portfolio, standings: Standings) -> None:
        self.portfolio = portfolio
        self.standings = standings

    @cached_property
    def begun(self) -> list[Cycle]:
        """The cycles that are or were in force and that somebody set OKRs for, in order of their first day.

        Of cycles that begin on the same day the shortest comes last.
        """
        portfolio = self.portfolio
        used = {cycle for (cycle, unit) in portfolio.okr_sets if self._is_set(cycle, unit)}
        begun = [
            cycle
            for cycle in portfolio.cycles.values()
            if cycle.id in used and cycle.state is not CycleState.DRAFT and cycle.starts <= portfolio.as_of
        ]
        return sorted(begun, key=lambda cycle: (cycle.starts, -cycle.days))

    @cached_property
    def cycle(self) -> Cycle | None:
        """The cycle that a company is judged by: the last one that is old enough for it, else the last one."""
        settled = [cycle for cycle in self.begun if not is_too_early(self.portfolio, cycle)]
        return next(reversed(settled or self.begun), None)

    @cached_property
    def closed(self) -> list[Cycle]:
        """The closed ones of the cycles, in order of their last day."""
        return sorted((c for c in self.begun if c.state is CycleState.CLOSED), key=lambda cycle: cycle.ends)

    @cached_property
    def sets(self) -> list[OkrSet]:
        """The OKRs of the cycle that the company is judged by, of units that have an objective in it."""
        return self._sets(self.cycle)

    @cached_property
    def last_sets(self) -> list[OkrSet]:
        """The OKRs of the cycle that was closed last."""
        return self._sets(self.closed[-1] if self.closed else None)

    def _sets(self, cycle: Cycle | None) -> list[OkrSet]:
        portfolio = self.portfolio
        return [
            okrs
            for (each, unit), okrs in portfolio.okr_sets.items()
            if cycle is not None and each == cycle.id and self._is_set(each, unit)
        ]

    def _is_set(self, cycle: str, unit: str) -> bool:
        return has_objectives(self.portfolio, self.portfolio.cycles[cycle], unit)

    def mission(self) -> Criterion:
        return _written("mission", self.portfolio.organization.mission)

    def vision(self) -> Criterion:
        return _written("vision", self.portfolio.organization.vision)

    def first_okrs(self) -> Criterion:
        said = f"{_count(len(self.sets), 'unit')} in {self._name}" if self.sets else NOBODY
        return Criterion("A unit has OKRs in a cycle that has begun", bool(self.sets), said)

    def first_check_ins(self) -> Criterion:
        today = self.portfolio.as_of
        return _share(
            "Somebody checks in",
            _some,
            [any(check_in.date <= today for check_in in okrs.check_ins) for okrs in self.sets],
            "unit",
            self._name,
        )

    def past_the_pilot(self) -> Criterion:
        structure = self.portfolio.organization.roll_out.structure
        included = len(rolled_out(self.portfolio))
        units = _count(included, "unit") if included else "no unit"
        said = f"it is a pilot of {units}" if structure == PILOT else f"it includes {units}"
        return Criterion("The roll-out is more than a pilot", structure != PILOT and included > 0, said)

    def participation(self) -> Criterion:
        portfolio, cycle = self.portfolio, self.cycle
        return _share(
            "Most units of the roll-out have OKRs",
            _most,
            [cycle is not None and takes_part(portfolio, cycle, unit) for unit in rolled_out(portfolio)],
            "unit",
            self._name,
        )

    def health(self) -> Criterion:
        return _share(
            "Most of them have one to five objectives with three to five key results",
            _most,
            [self._is_healthy(okrs) for okrs in self.sets],
            "unit",
            self._name,
        )

    def _is_healthy(self, okrs: OkrSet) -> bool:
        portfolio = self.portfolio
        level = portfolio.levels[portfolio.units[okrs.unit].level]
        return is_healthy(okrs, level)

    def check_ins(self) -> Criterion:
        cycle = self.cycle
        return _share(
            "Most of them check in regularly",
            _most,
            [cycle is not None and checks_in_regularly(self.portfolio, cycle, okrs) for okrs in self.sets],
            "unit",
            self._name,
        )

    def cascade(self) -> Criterion:
        units = self.portfolio.units
        below = [o for okrs in self.sets if units[okrs.unit].parent is not None for o in okrs.objectives]
        return _share(
            "Objectives below the company's contribute to another one",
            _nearly_all,
            [bool(objective.contributes_to) for objective in below],
            "objective",
            self._name,
        )

    def perspectives(self) -> Criterion:
        return _share(
            "Objectives stand in a perspective",
            _nearly_all,
            [objective.perspective is not None for okrs in self.sets for objective in okrs.objectives],
            "objective",
            self._name,
        )

    def dependencies(self) -> Criterion:
        title = "Dependencies are confirmed by the other side"
        all_ = [each for okrs in self.sets for objective in okrs.objectives for each in objective.depends_on]
        if self.sets and not all_:
            return Criterion(title, None, f"nobody waits for anybody in {self._name}")
        confirmed = [each.confirmed is not None or each.done is not None for each in all_]
        return _share(title, _nearly_all, confirmed, "dependency", self._name)

    def reviews(self) -> Criterion:
        return _share(
            "Cycles end with a review",
            _nearly_all,
            [okrs.review is not None for okrs in self.last_sets],
            "unit",
            self._last_name,
            otherwise=NO_END,
        )

    def several_cycles(self) -> Criterion:
        said = f"{len(self.closed)} of {SEVERAL_CYCLES} cycles"
        return Criterion("Several cycles are closed", len(self.closed) >= SEVERAL_CYCLES, said)

    def targets(self) -> Criterion:
        title = "Targets are neither too easy nor out of reach"
        company = calibrations(self.portfolio, self.standings).company
        reached, missed = company.reached() or 0.0, company.missed() or 0.0
        scores = _count(len(company.scores), "key result")
        if len(company.scores) < ENOUGH_SCORES:
            return Criterion(title, False, f"{scores} of closed cycles, too few to tell")
        return Criterion(
            title,
            reached <= TOO_EASY and missed <= OUT_OF_REACH,
            f"of {scores} of closed cycles {100 * missed:.0f} % ended below 0.3, "
            f"and {100 * reached:.0f} % of the stretches at 1.0",
        )

    def decisions(self) -> Criterion:
        reviews = [okrs.review for okrs in self.last_sets if okrs.review is not None]
        decided = {grade.key_result for review in reviews for grade in review.grades if grade.decision}
        key_results = [k for okrs in self.last_sets for objective in okrs.objectives for k in objective.key_results]
        return _share(
            "Most key results are kept, modified or dropped on purpose",
            _most,
            [key_result.ref in decided for key_result in key_results],
            "key result",
            self._last_name,
            otherwise=NO_END,
        )

    def adjustments(self) -> Criterion:
        return _share(
            "Most reviews say what to start, stop or adjust",
            _most,
            [_changes_something(okrs.review) for okrs in self.last_sets],
            "unit",
            self._last_name,
            otherwise=NO_END,
        )

    @property
    def _name(self) -> str:
        return self.cycle.name if self.cycle is not None else ""

    @property
    def _last_name(self) -> str:
        return self.closed[-1].name if self.closed else ""


def _changes_something(review: Review | None) -> bool:
    return review is not None and bool(review.adjust or review.retrospective.start or review.retrospective.stop)


def _written(what: str, text: str) -> Criterion:
    there = bool(text.strip())
    return Criterion(f"The {what} is written", there, f"organization.yml has {'one' if there else 'none'}")


def _share(
    title: str,
    enough: Callable[[float], bool],
    cases: Sequence[bool],
    noun: str,
    cycle: str,
    otherwise: str = NOBODY,
) -> Criterion:
    """A criterion that enough of the cases have to meet; `otherwise` is its evidence where there is no case."""
    if not cases:
        return Criterion(title, False, otherwise)
    return Criterion(
        title,
        enough(sum(cases) / len(cases)),
        f"{sum(cases)} of {_count(len(cases), noun)}" + (f" in {cycle}" if cycle else ""),
    )


def _some(share: float) -> bool:
    return share > 0


def _most(share: float) -> bool:
    return share > 0.5


def _nearly_all(share: float) -> bool:
    return share >= 0.8


def _count(number: int, noun: str) -> str:
    plural = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
