"""How often units are asked to say something, and how long they may be silent before somebody asks.

What only the passing of time brings about must not break a build of the site for everybody: the rules that rest on
this are at most told for information.
"""

from collections.abc import Iterator
from datetime import date

from mkdocs_okr.analysis.check_in_days import patience
from mkdocs_okr.analysis.key_result_standing import is_settled
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies
from mkdocs_okr.checks.subjects import KeyResultSubject, OkrsSubject, UnitSubject
from mkdocs_okr.model import CheckIn, CheckInEntry, Cycle, CycleState, KeyResult, Ref


def is_closed(cycle: Cycle) -> bool:
    """Whether the cycle's scores are final."""
    return cycle.state is CycleState.CLOSED


def while_running(okrs: OkrsSubject) -> Applies:
    """OKRs are judged from the cycle's first day to its last one; after that there is a review to be held."""
    cycle = okrs.cycle
    if not okrs.okrs.objectives or is_closed(cycle):
        return NOT_ASSESSED
    as_of = okrs.company.portfolio.as_of
    if cycle.state is CycleState.DRAFT or as_of < cycle.starts:
        return NOT_DUE
    return JUDGED if as_of <= cycle.ends else NOT_ASSESSED


def while_its_cycle_runs(subject: KeyResultSubject) -> Applies:
    """A key result is judged from its cycle's first day to its last one."""
    return while_running(subject.okrs)


def once_it_has_okrs(subject: UnitSubject) -> Applies:
    """A charter is judged while the unit has OKRs in a cycle that runs, or is to come."""
    portfolio, unit = subject.company.portfolio, subject.unit
    if portfolio.levels[unit.level].individual or unit.id not in subject.company.rolled_out:
        return NOT_ASSESSED
    for okrs in subject.company.sets_by_unit.get(unit.id, ()):
        cycle = portfolio.cycles[okrs.cycle]
        if okrs.objectives and cycle.state is CycleState.ACTIVE and cycle.ends >= portfolio.as_of:
            return JUDGED
    return NOT_ASSESSED


def stale_days(okrs: OkrsSubject) -> float:
    """How many days a unit may be silent."""
    return patience(okrs.cycle, okrs.unit, okrs.company.portfolio.settings.rhythm.stale_days)


def held(okrs: OkrsSubject) -> list[CheckIn]:
    """The check-ins up to today, oldest first."""
    as_of = okrs.company.portfolio.as_of
    return [check_in for check_in in okrs.okrs.check_ins if check_in.date <= as_of]


def owed_from(okrs: OkrsSubject, key_result: KeyResult | None = None) -> date:
    """The day from which check-ins can be expected: the cycle and the work have begun, and the OKRs are written."""
    began = key_result.starts if key_result is not None else None
    days = (okrs.cycle.starts, okrs.okrs.published, okrs.okrs.committed, began)
    return max(day for day in days if day is not None)


def silence(okrs: OkrsSubject) -> int:
    """Days since the unit's last check-in, or since the first one could be expected."""
    dates = [check_in.date for check_in in held(okrs)]
    return (okrs.standings.on - (dates[-1] if dates else owed_from(okrs))).days


def still_open(okrs: OkrsSubject) -> Iterator[KeyResult]:
    """The key results of which there is still something to be told."""
    on, standings = okrs.standings.on, okrs.standings.key_results
    for objective in okrs.okrs.objectives:
        for key_result in objective.key_results:
            standing = standings[key_result.ref]
            if key_result.due >= on and not is_settled(key_result.metric, standing.computed, standing.grade):
                yield key_result


def last_entry(okrs: OkrsSubject, ref: Ref, on: date | None = None) -> tuple[CheckIn, CheckInEntry] | None:
    """The last check-in up to today, or that of the day `on`, that names a key result, and what it says of it."""
    for check_in in reversed(held(okrs)):
        if on is None or check_in.date == on:
            for entry in check_in.entries:
                if entry.key_result == ref:
                    return check_in, entry
    return None


def own_name(ref: Ref) -> str:
    """A key result as a check-in of its unit names it."""
    return f"{ref.objective}/{ref.key_result}"
