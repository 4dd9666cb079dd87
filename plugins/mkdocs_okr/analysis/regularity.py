"""Whether units check in regularly."""

from mkdocs_okr.model import Cycle, CycleState, OkrSet, Portfolio


def is_too_early(portfolio: Portfolio, cycle: Cycle) -> bool:
    """Whether nobody can be late with check-ins yet: the cycle has not begun, or not long ago."""
    if cycle.state is CycleState.CLOSED:
        return False
    age = (portfolio.as_of - cycle.starts).days
    return cycle.state is CycleState.DRAFT or age <= portfolio.settings.rhythm.stale_days


def weeks_checked_in(portfolio: Portfolio, cycle: Cycle, okrs: OkrSet) -> int:
    """In how many weeks of a cycle a unit has checked in by today."""
    return len({cycle.week(each.date) for each in okrs.check_ins if each.date <= portfolio.as_of} - {0})


def checks_in_regularly(portfolio: Portfolio, cycle: Cycle, okrs: OkrSet) -> bool:
    """Whether a unit keeps its check-ins up in a cycle that is not too young for that.

    While the cycle runs, the last check-in must not be older than `rhythm.stale_days`. Once it is over, there must have
    been one in at least every other week.
    """
    days = [check_in.date for check_in in okrs.check_ins if check_in.date <= portfolio.as_of]
    if cycle.state is CycleState.CLOSED or portfolio.as_of > cycle.ends:
        return 2 * weeks_checked_in(portfolio, cycle, okrs) >= cycle.weeks
    return bool(days) and (portfolio.as_of - max(days)).days <= portfolio.settings.rhythm.stale_days
