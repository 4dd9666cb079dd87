"""Where everybody's OKRs of a cycle stand: scores, pace, confidence and their course over the weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.key_result_standing import KeyResultStanding, assess_key_result, grades, reports
from mkdocs_okr.analysis.objective_standing import ObjectiveStanding, assess_objective
from mkdocs_okr.analysis.progress import straight
from mkdocs_okr.analysis.scorecard import PerspectiveScore
from mkdocs_okr.analysis.unit_standing import UnitStanding, assess_unit
from mkdocs_okr.model import Cycle, Portfolio, Ref

__all__ = [
    "CycleStandings",
    "KeyResultStanding",
    "ObjectiveStanding",
    "PerspectiveScore",
    "UnitStanding",
    "assess",
]


@dataclass(frozen=True, slots=True)
class CycleStandings:
    """Where all OKRs of a cycle stand.

    `on` is the day of judgement: today, or the cycle's last day once it is over. `elapsed` is the share of the cycle
    that has passed (0 to 1), equal to the straight-line expectation of something due on the last day. `week` is the
    current week (0 before the cycle) of `weeks`. `units` holds the units that have an objective in the cycle.
    """

    cycle: Cycle
    on: date
    elapsed: float
    week: int
    weeks: int
    key_results: Mapping[Ref, KeyResultStanding]
    objectives: Mapping[Ref, ObjectiveStanding]
    units: Mapping[str, UnitStanding]


def assess(portfolio: Portfolio, cycle: Cycle, *, courses: bool = True) -> CycleStandings:
    """Assess every key result, objective and unit of `cycle` as of the portfolio's today.

    Nothing dated after today counts. Values that were read after the cycle's last day still belong to it, since the
    figures of the last week arrive late; milestones and deliverables have to be done by that day.

    Without `courses`, which take a third of the time, objectives and units have no `history`, `path` and `delta`.
    """
    frame = Frame(portfolio, cycle, courses=courses)
    perspective_order = tuple(portfolio.perspectives)
    key_results: dict[Ref, KeyResultStanding] = {}
    objectives: dict[Ref, ObjectiveStanding] = {}
    units: dict[str, UnitStanding] = {}
    for (cycle_id, unit), okrs in portfolio.okr_sets.items():
        if cycle_id != cycle.id or not okrs.objectives:
            continue
        said = reports(frame, okrs)
        graded = grades(frame, okrs)
        assessed = []
        for objective in okrs.objectives:
            members = [
                assess_key_result(frame, each, objective.kind, said.get(each.ref, ()), graded.get(each.ref))
                for each in objective.key_results
            ]
            key_results.update((standing.ref, standing) for standing, _ in members)
            assessed.append(assess_objective(frame, objective, members))
        objectives.update((standing.ref, standing) for standing, _ in assessed)
        units[unit] = assess_unit(
            frame,
            okrs,
            assessed,
            level_weights=portfolio.levels[portfolio.units[unit].level].weights,
            perspective_order=perspective_order,
        )
    return CycleStandings(
        cycle=cycle,
        on=frame.on,
        elapsed=straight(cycle.starts, cycle.ends, frame.on),
        week=frame.week,
        weeks=cycle.weeks,
        key_results=key_results,
        objectives=objectives,
        units=units,
    )
