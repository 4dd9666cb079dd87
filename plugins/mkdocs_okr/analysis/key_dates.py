"""The dates of a cycle's rhythm: those that somebody wrote, and the usual ones for the steps that nobody dated."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from mkdocs_okr.analysis.check_in_days import workday
from mkdocs_okr.model import Cycle, CycleState, KeyDate, OkrSet, Portfolio

_NEAR_THE_END = timedelta(days=21)
_HALF_A_MONTH = timedelta(days=15)
_A_YEAR = 40  # weeks; OKRs that last longer are reviewed every quarter, shorter ones every month
_LOOKS_BACK = re.compile(
    r"\bretro|review|reflect|\blessons|look(?:ing)? back|lookback|post-?mortem|rückblick|abschluss", re.IGNORECASE
)
_ON_THE_WAY = re.compile(
    r"review|retro|check-?(?:up|point)|health check|mid-?(?:cycle|quarter|term|point|way|year)|half-?(?:way|time|year)"
    r"|look at|stock-?tak|taking stock|steering|\bqbr\b|halbzeit|halbjahr|zwischen(?:stand|bilanz)",
    re.IGNORECASE,
)
_PREPARED = re.compile(r"prepar|vorbereit", re.IGNORECASE)
_MONTHLY = re.compile(r"\bmonth|monat", re.IGNORECASE)
_MIDDLE = re.compile(
    r"mid-? ?(?:cycle|quarter|term|point|way|year)|half-? ?(?:way|time|year)|halbzeit|halbjahr"
    r"|zwischen(?:stand|bilanz)",
    re.IGNORECASE,
)
_GRADES = re.compile(r"\bgrad(?:e|ing)|\bscor(?:e|ing)|bewertung|\bnoten\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|publication|veröffentlich", re.IGNORECASE)
_OF_COMPANY = re.compile(r"\bcompany|\bannual|unternehmen|\bfirmen|konzern", re.IGNORECASE)
_OF_UNITS = re.compile(r"\bteam|\bunit|department|abteilung|bereich", re.IGNORECASE)
_PEERS = re.compile(r"\bpeer|each other|\balign|abgleich|abstimm|gegenseitig", re.IGNORECASE)
_COMMITTED = re.compile(r"\bcommit|\bagreed\b|festgelegt|verabschied|beschlossen|verbindlich", re.IGNORECASE)


class Step(StrEnum):
    """A step of the rhythm that has a day: set and align before a cycle, track while it runs, reflect at its end."""

    COMPANY_PUBLISHED = "company-published"
    UNITS_PUBLISHED = "units-published"
    PEER_REVIEW = "peer-review"
    COMMITTED = "committed"
    MONTHLY_REVIEW = "monthly-review"
    MID_CYCLE = "mid-cycle"
    PREPARED = "retrospective-prepared"
    REVIEW = "review"
    GRADES = "grades"


class Phase(StrEnum):
    """The part of the rhythm that a date belongs to."""

    BEFORE = "before"
    DURING = "during"
    END = "end"


@dataclass(frozen=True, slots=True)
class RhythmDate:
    """A date of a cycle. `steps` are those that it stands for; a title may name none, or several.

    `due` are the steps that have to be taken by it, for which no later date stands. `is_written` says that somebody
    wrote it into cycle.yml; else it is the usual day, which may be another one.
    """

    cycle: Cycle
    day: date
    title: str
    steps: frozenset[Step]
    due: frozenset[Step]
    is_written: bool

    @property
    def phase(self) -> Phase:
        """Where in the rhythm it stands."""
        if self.day < self.cycle.starts:
            return Phase.BEFORE
        if self.steps & {Step.PREPARED, Step.REVIEW, Step.GRADES} or self.day > self.cycle.ends:
            return Phase.END
        return Phase.DURING


@dataclass(frozen=True, slots=True)
class Kept:
    """What the files say of a date: how many of the `units` wrote that it is done, how many late, and the last day.

    `missing` are the ids of those that did not.
    """

    units: int
    done: int
    late: int
    last: date | None
    missing: tuple[str, ...] = ()


def is_on_the_way(cycle: Cycle, key_date: KeyDate) -> bool:
    """Whether a written date is a review while there is still time to change something."""
    return cycle.starts <= key_date.date <= cycle.ends - _NEAR_THE_END and bool(_ON_THE_WAY.search(key_date.title))


def looks_back(cycle: Cycle, key_date: KeyDate) -> bool:
    """Whether a written date is a review or retrospective at the cycle's end."""
    return abs(key_date.date - cycle.ends) <= _NEAR_THE_END and bool(_LOOKS_BACK.search(key_date.title))


def rhythm_dates(portfolio: Portfolio, cycle: Cycle) -> tuple[RhythmDate, ...]:
    """The dates of a cycle in their order: all that are written, and the usual ones of the steps among none of them.

    Usual days follow the rhythm of the playbook. They avoid weekends and know no holidays. A closed cycle has none:
    nobody can keep them any more.
    """
    written = [(each, _steps(cycle, each)) for each in cycle.key_dates]
    last = {step: each for each, steps in written for step in steps}
    dates = [
        RhythmDate(cycle, each.date, each.title, steps, frozenset(step for step in steps if last[step] is each), True)
        for each, steps in written
    ]
    reviews = [each.date for each in cycle.key_dates if is_on_the_way(cycle, each)]
    for step, day, title in _usual(portfolio, cycle, last) if cycle.state is not CycleState.CLOSED else ():
        is_near_another = _is_a_year(cycle) and any(abs(other - day) <= _HALF_A_MONTH for other in reviews)
        if step not in last and not is_near_another:
            dates.append(RhythmDate(cycle, workday(day), title, frozenset({step}), frozenset({step}), False))
    return tuple(sorted(dates, key=lambda each: each.day))


def _steps(cycle: Cycle, key_date: KeyDate) -> frozenset[Step]:
    """The steps that a written date stands for, by the words of its title (English or German) and its day."""
    title = key_date.title
    found: set[Step] = set()
    if _PUBLISHED.search(title):
        company, units = _OF_COMPANY.search(title), _OF_UNITS.search(title)
        found |= {Step.COMPANY_PUBLISHED} if company or not units else set()
        found |= {Step.UNITS_PUBLISHED} if units or not company else set()
    if _PEERS.search(title) and key_date.date < cycle.starts:
        found.add(Step.PEER_REVIEW)
    if _COMMITTED.search(title):
        found.add(Step.COMMITTED)
    if _GRADES.search(title):
        found.add(Step.GRADES)
    if _PREPARED.search(title) and _LOOKS_BACK.search(title):
        found.add(Step.PREPARED)
    elif _MONTHLY.search(title):
        found.add(Step.MONTHLY_REVIEW)
    elif _MIDDLE.search(title):
        found.add(Step.MID_CYCLE)
    elif looks_back(cycle, key_date):
        found.add(Step.REVIEW)
    return frozenset(found)


def _usual(portfolio: Portfolio, cycle: Cycle, written: Mapping[Step, KeyDate]) -> Iterator[tuple[Step, date, str]]:
    """The usual days of a cycle, which may fall on a weekend.

    Published two weeks before the first day, reviewed by others in the last days before it, committed before it; looked
    at every month and in the middle, those of a year every quarter; the retrospective is prepared two weeks before the
    end and held in the last week, and grades are due on the last day. Of a year only what concerns the company is dated
    before it begins, for the units set theirs by the quarter.
    """
    starts, ends, is_a_year = cycle.starts, cycle.ends, _is_a_year(cycle)
    yield Step.COMPANY_PUBLISHED, starts - timedelta(days=14), "Company OKRs published"
    if len(portfolio.units) > 1 and not is_a_year:
        yield Step.UNITS_PUBLISHED, starts - timedelta(days=14), "OKRs of all other units published"
        yield Step.PEER_REVIEW, starts - timedelta(days=3), "Peer reviews done"
    yield Step.COMMITTED, starts - timedelta(days=1), "All OKRs committed"
    every, name = (3, "Quarterly") if is_a_year else (1, "Monthly")
    for months in count(every, every):
        day = _months_after(starts, months) - timedelta(days=1)
        if day > ends - _NEAR_THE_END:
            break
        yield Step.MONTHLY_REVIEW, day, f"{name} review"
    if not is_a_year:
        yield Step.MID_CYCLE, starts + timedelta(days=cycle.days // 2), "Mid-cycle review"
    review = written[Step.REVIEW].date if Step.REVIEW in written else max(ends - timedelta(days=5), starts)
    yield (
        Step.PREPARED,
        min(max(ends - timedelta(days=14), starts), review - timedelta(days=7)),
        "Retrospectives prepared",
    )
    yield Step.REVIEW, review, _name_of_review(cycle)
    yield Step.GRADES, ends, "Grades due"


def _is_a_year(cycle: Cycle) -> bool:
    return cycle.weeks >= _A_YEAR


def _name_of_review(cycle: Cycle) -> str:
    if _is_a_year(cycle):
        return "Review of the year"
    return f"{'Quarterly review' if 12 <= cycle.weeks <= 14 else 'Review'} and retrospective"


def _months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


RECORDED = frozenset(
    {
        Step.COMPANY_PUBLISHED,
        Step.UNITS_PUBLISHED,
        Step.PEER_REVIEW,
        Step.COMMITTED,
        Step.REVIEW,
        Step.GRADES,
    }
)
"""The steps that a unit writes down in its own files."""


def done_on(portfolio: Portfolio, okrs: OkrSet, step: Step) -> date | None:
    """The day on which a unit took a step, by its own files; None where they name none, or one that is still to come.

    A review without a date counts for the cycle's last day, or for today while that is still to come.
    """
    review, today = okrs.review, portfolio.as_of
    day: date | None = None
    match step:
        case Step.COMPANY_PUBLISHED | Step.UNITS_PUBLISHED:
            day = okrs.published
        case Step.PEER_REVIEW:
            day = okrs.peer_reviewed.date if okrs.peer_reviewed is not None else None
        case Step.COMMITTED:
            day = okrs.committed
        case Step.REVIEW | Step.GRADES if review is not None and (step is Step.REVIEW or review.grades):
            day = review.date or min(portfolio.cycles[okrs.cycle].ends, today)
    return day if day is not None and day <= today else None


def concerns(portfolio: Portfolio, step: Step, unit: str) -> bool:
    """Whether it is on a unit to take a step, and to write it down."""
    is_company = portfolio.units[unit].parent is None
    return step in RECORDED and step is not (Step.UNITS_PUBLISHED if is_company else Step.COMPANY_PUBLISHED)


def kept(portfolio: Portfolio, each: RhythmDate, units: Collection[str] | None = None) -> Kept | None:
    """How the units that show objectives in the cycle, or those among `units`, kept a date; None if nothing tells.

    The cost grows with the number of units: a microsecond each.
    """
    if not each.due & RECORDED:
        return None
    concerned = done = late = 0
    last: date | None = None
    missing: list[str] = []
    for unit in portfolio.units if units is None else units:
        okrs = portfolio.okr_sets.get((each.cycle.id, unit))
        if okrs is None or not okrs.objectives:
            continue
        steps = [step for step in each.due if concerns(portfolio, step, unit)]
        if not steps:
            continue
        concerned += 1
        days = [day for step in steps if (day := done_on(portfolio, okrs, step)) is not None]
        if len(days) == len(steps):
            done += 1
            late += max(days) > each.day
            last = max(days) if last is None else max(*days, last)
        else:
            missing.append(unit)
    return Kept(concerned, done, late, last, tuple(missing)) if concerned else None
