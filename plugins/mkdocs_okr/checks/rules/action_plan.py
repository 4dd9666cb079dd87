"""Is it clear who does what, and when it is looked at?"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from mkdocs_okr.analysis.check_in_days import cadence_days
from mkdocs_okr.analysis.key_dates import is_on_the_way, looks_back
from mkdocs_okr.checks.rhythm import is_closed, once_it_has_okrs
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import CycleSubject, KeyResultSubject, UnitSubject
from mkdocs_okr.model import CycleState, KeyDate


def _is_of_several(subject: KeyResultSubject) -> Applies:
    """One person's own key result needs no contributors."""
    return NOT_ASSESSED if subject.okrs.level.individual else JUDGED


@rule(
    "ACT001",
    "key-result-without-contributors",
    KeyResultSubject,
    serves=("action-plan.leads-and-contributors", "drafting.key-result.clear-accountability", "roles.contributors"),
    severity="info",
    when=_is_of_several,
)
def without_contributors(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that names nobody who works on it besides its lead.

    ## Why it matters

    The lead answers for a key result, but hardly ever moves it alone. Whoever is not named learns of it when it is
    late.

    It is enough that `contributors` names people or units, that an initiative has another lead, or that an objective
    of another unit contributes to the key result.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: trials
            title: Workshops that try a tool for a week
            lead: mr-smith
            metric: {unit: workshops, baseline: 10, target: 40, source: CRM}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: trials
            title: Workshops that try a tool for a week
            lead: mr-smith
            contributors: [sales, search]
            metric: {unit: workshops, baseline: 10, target: 40, source: CRM}
    ```
    """
    key_result = subject.key_result
    if key_result.contributors:
        return
    if any(each.lead not in (None, key_result.lead) for each in key_result.initiatives):
        return
    company = subject.company
    if subject.okrs.cycle.id in company.partly_hidden or company.cascade.contributors(key_result.ref):
        return  # who contributes from a hidden objective cannot be seen
    yield Found(
        f"nobody is named who works on “{key_result.title}”",
        f"Name people or units, for example `contributors: [{', '.join(_likely(subject))}]`.",
    )


def _likely(subject: KeyResultSubject) -> Sequence[str]:
    """Who may well work on it: those who work on the unit's other key results, or else the unit itself."""
    return subject.okrs.contributors[:2] or (subject.okrs.unit.id,)


def _said_schedule(subject: UnitSubject) -> str:
    charter = subject.unit.charter
    said = " ".join(part for part in (charter.cadence, charter.day, charter.time) if part)
    return f"“{said}”" if said else "no words on when it checks in"


@rule(
    "ACT002",
    "no-check-in-schedule",
    UnitSubject,
    serves=("action-plan.check-in-schedule", "check-ins.weekly-time-set"),
    severity="info",
    when=once_it_has_okrs,
    evidence=_said_schedule,
)
def no_schedule(subject: UnitSubject, limits: Limits) -> Iterator[Found]:
    """A unit with OKRs whose charter does not say when it checks in.

    ## Why it matters

    A check-in that has no fixed place in the week is held when there is time, which is never. The weekly look at the
    figures is what makes OKRs more than a list that was written once.

    ## Example

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    ```

    ## Better

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    check_in: {cadence: weekly, day: Monday, time: "10:00", updates_due: Monday 9:00}
    ```
    """
    charter = subject.unit.charter
    if not (charter.cadence or charter.day or charter.time or charter.updates_due):
        yield Found(
            f"the charter of {subject.unit.name} does not say when it checks in",
            'Add a time, for example `check_in: {cadence: weekly, day: Monday, time: "10:00"}`.',
        )


@rule(
    "ACT003",
    "check-ins-too-seldom",
    UnitSubject,
    serves="action-plan.check-in-schedule",
    severity="info",
    limits={"days": 14},
    when=once_it_has_okrs,
)
def too_seldom(subject: UnitSubject, limits: Limits) -> Iterator[Found]:
    """A unit that plans to check in less often than every other week.

    ## Why it matters

    A quarter has thirteen weeks. Who looks at the figures once a month sees a bad one when a third of the time is gone,
    and has two more looks to change something.

    ## Example

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    check_in: {cadence: monthly, day: first Monday, time: "10:00"}
    ```

    ## Better

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    check_in: {cadence: weekly, day: Monday, time: "10:00"}
    ```

    ## Options

    - `days`: how many days there may be between two check-ins; 14.
    """
    cadence = subject.unit.charter.cadence
    days = cadence_days(cadence)
    if days is not None and days > limits["days"]:
        yield Found(
            f"{subject.unit.name} checks in “{cadence}”, about every {days} days",
            "Make it `cadence: weekly`, and make the check-in shorter instead: fifteen minutes are enough.",
            ("check_in", "cadence"),
        )


class _Calendar(NamedTuple):
    """What a cycle's key dates have of reviews: those on the way, and those that look back at its end."""

    between: tuple[KeyDate, ...]
    final: tuple[KeyDate, ...]


def _calendar(subject: CycleSubject) -> _Calendar:
    cycle = subject.cycle
    final = [day for day in cycle.key_dates if looks_back(cycle, day)]
    between = [day for day in cycle.key_dates if is_on_the_way(cycle, day)]
    return _Calendar(tuple(between), tuple(final))


def _missing(subject: CycleSubject) -> str:
    """What of the reviews is not in the calendar, in words; empty where all is."""
    calendar = _calendar(subject)
    there = {"no review on the way": calendar.between, "no retrospective at the end": calendar.final}
    return " and ".join(words for words, dates in there.items() if not dates)


def _is_looked_at(subject: CycleSubject) -> bool:
    """Whether the cycle's OKRs are reviewed by themselves: those of a year are in its quarters' reviews."""
    portfolio = subject.company.portfolio
    return (
        subject.company.language.code == "en"  # the titles of key dates are read
        and any(okrs.objectives for okrs in subject.sets)
        and not any(cycle.parent == subject.cycle.id for cycle in portfolio.cycles.values())
    )


def _once_agreed(subject: CycleSubject) -> Applies:
    if not _is_looked_at(subject):
        return NOT_ASSESSED
    return NOT_DUE if subject.cycle.state is CycleState.DRAFT else JUDGED


def _said_reviews(subject: CycleSubject) -> str:
    dates = [f"{day.title} on {day.date}" for part in _calendar(subject) for day in part]
    return ", ".join(dates) if dates else "no review among the key dates"


@rule(
    "ACT004",
    "reviews-not-scheduled",
    CycleSubject,
    serves="action-plan.reviews-scheduled",
    severity="info",
    when=_once_agreed,
    evidence=_said_reviews,
)
def reviews_not_scheduled(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle whose key dates hold no review on the way, or no retrospective at its end.

    ## Why it matters

    Check-ins move figures, reviews change plans. Both happen only if they are in the calendar before everything else
    is, and a retrospective that is not planned falls into the first busy weeks of the next cycle.

    The titles of `key_dates` are read: a review, a retrospective, a check-up or a mid-cycle meeting counts. The
    retrospective lies at most three weeks before or after the cycle's last day. A cycle that consists of shorter ones,
    such as a year of quarters, is reviewed in those.

    ## Example

    ```yaml
    # okrs/2027-q1/cycle.yml
    name: Q1 2027
    starts: 2027-01-01
    ends: 2027-03-31
    parent: "2027"
    key_dates:
      - {date: 2026-12-17, title: OKRs published}
      - {date: 2027-03-31, title: Grades due}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/cycle.yml
    name: Q1 2027
    starts: 2027-01-01
    ends: 2027-03-31
    parent: "2027"
    key_dates:
      - {date: 2026-12-17, title: OKRs published}
      - {date: 2027-01-26, title: Monthly review}
      - {date: 2027-02-23, title: Monthly review}
      - {date: 2027-03-30, title: Quarterly review and retrospective}
      - {date: 2027-03-31, title: Grades due}
    ```
    """
    missing = _missing(subject)
    if missing:
        yield Found(
            f"the key dates of {subject.cycle.name} {'held' if is_closed(subject.cycle) else 'hold'} {missing}",
            f"Add what is missing to `key_dates`, for example {_proposal(subject)}.",
            ("key_dates",) if subject.cycle.key_dates else (),
        )


def _proposal(subject: CycleSubject) -> str:
    """Key dates to copy, on days of the cycle."""
    cycle, calendar = subject.cycle, _calendar(subject)
    between = f"`{{date: {cycle.starts + timedelta(days=cycle.days // 2)}, title: Mid-cycle review}}`"
    final = f"`{{date: {cycle.ends - timedelta(days=2)}, title: Retrospective}}`"
    return " and ".join(day for day, there in ((between, calendar.between), (final, calendar.final)) if not there)
