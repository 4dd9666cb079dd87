"""When the time has come to judge the OKRs of a cycle."""

from datetime import date, timedelta

from mkdocs_okr.analysis.coverage import has_objectives
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies
from mkdocs_okr.checks.subjects import CycleSubject, OkrsSubject
from mkdocs_okr.model import Cycle, CycleState, KeyResult, OkrSet

GRACE = timedelta(days=14)
"""How long after a cycle's last day its reviews may take."""


def is_in_force(cycle: Cycle, today: date) -> bool:
    """Whether the cycle's OKRs are in force, or were."""
    return cycle.state is CycleState.CLOSED or (cycle.state is not CycleState.DRAFT and cycle.starts <= today)


def is_over(cycle: Cycle, today: date) -> bool:
    """Whether a cycle's reviews should be there: it is closed, or has ended more than two weeks ago."""
    return cycle.state is CycleState.CLOSED or (cycle.state is not CycleState.DRAFT and today > cycle.ends + GRACE)


def is_past(cycle: Cycle, today: date) -> bool:
    """Whether nothing about a cycle's OKRs can be changed any more."""
    return cycle.state is CycleState.CLOSED or today > cycle.ends


def began_before_the_roll_out(subject: OkrsSubject) -> bool:
    """Whether nobody could have been in time for a cycle, because OKRs were introduced while it ran."""
    since = subject.company.portfolio.organization.roll_out.since
    return since is not None and subject.cycle.starts < since


def in_use(subject: CycleSubject) -> list[OkrSet]:
    """The OKRs of the units that show an objective in the cycle."""
    portfolio, cycle = subject.company.portfolio, subject.cycle
    return [okrs for okrs in subject.sets if has_objectives(portfolio, cycle, okrs.unit)]


def key_results_of(subject: CycleSubject) -> list[KeyResult]:
    """Every key result of the cycle."""
    return [k for okrs in subject.sets for objective in okrs.objectives for k in objective.key_results]


def once_used(subject: CycleSubject) -> Applies:
    """A cycle is judged as soon as somebody has an objective in it."""
    return JUDGED if in_use(subject) else NOT_ASSESSED


def once_in_force(subject: CycleSubject) -> Applies:
    """A cycle is judged from its first day."""
    if not in_use(subject):
        return NOT_ASSESSED
    return JUDGED if is_in_force(subject.cycle, subject.company.portfolio.as_of) else NOT_DUE


def once_measured(subject: CycleSubject) -> Applies:
    """A cycle is judged from its first day, if it has a key result."""
    return once_in_force(subject) if key_results_of(subject) else NOT_ASSESSED


def once_over(subject: CycleSubject) -> Applies:
    """A cycle is judged once its reviews should be there."""
    if not in_use(subject):
        return NOT_ASSESSED
    return JUDGED if is_over(subject.cycle, subject.company.portfolio.as_of) else NOT_DUE
