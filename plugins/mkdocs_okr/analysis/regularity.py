"""Whether units check in regularly, each in its own rhythm."""

from mkdocs_okr.analysis.check_in_days import patience, weeks_between
from mkdocs_okr.model import Cycle, CycleState, OkrSet, Portfolio


def is_too_early(portfolio: Portfolio, cycle: Cycle) -> bool:
    """Whether nobody can be late with check-ins yet: the cycle has not begun, or not long ago."""
    if cycle.state is CycleState.CLOSED:
        return False
    age = (portfolio.as_of - cycle.starts).days
    return cycle.state is CycleState.DRAFT or age <= portfolio.settings.rhythm.stale_days


def check_ins_held(portfolio: Portfolio, cycle: Cycle, okrs: OkrSet) -> tuple[int, int]:
    """How many check-ins a unit has held by today, and how many of them there could have been.

    One in each week, or in as many weeks as lie between two of its check-ins; what is held more often counts once. The
    running week, or weeks, count only once there is a check-in.
    """
    every = weeks_between(portfolio, cycle, portfolio.units[okrs.unit])
    weeks = {cycle.week(each.date) for each in okrs.check_ins if each.date <= portfolio.as_of} - {0}
    held = {(week - 1) // every for week in weeks}
    over = cycle.weeks if portfolio.as_of > cycle.ends else max(cycle.week(portfolio.as_of) - 1, 0)
    return len(held), len(held | set(range(over // every)))


def checks_in_regularly(portfolio: Portfolio, cycle: Cycle, okrs: OkrSet) -> bool:
    """Whether a unit keeps its check-ins up in a cycle that is not too young for that.

    While the cycle runs, the last check-in must not be older than `rhythm.stale_days`, or than the unit's longer rhythm
    allows. Once it is over, at least every other one must have been held.
    """
    days = [check_in.date for check_in in okrs.check_ins if check_in.date <= portfolio.as_of]
    if cycle.state is CycleState.CLOSED or portfolio.as_of > cycle.ends:
        held, due = check_ins_held(portfolio, cycle, okrs)
        return bool(held) and 2 * held >= due
    allowed = patience(cycle, portfolio.units[okrs.unit], portfolio.settings.rhythm.stale_days)
    return bool(days) and (portfolio.as_of - max(days)).days <= allowed
