"""Does everybody know who does what?"""

import math
from collections.abc import Iterator

from mkdocs_okr.checks.phrases import count, only, part, percent
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import Company, CycleSubject, UnitSubject
from mkdocs_okr.checks.timing import key_results_of, once_measured

_PEOPLE_PER_COACH = 50


def _person(company: Company, id: str | None) -> str:
    people = company.portfolio.people
    return people[id].name if id is not None and id in people else "nobody"


@rule(
    "ROL001",
    "no-sponsor",
    Company,
    serves="roles.sponsor",
    severity="info",
    evidence=lambda company: _person(company, company.portfolio.organization.roles.sponsor),
)
def no_sponsor(company: Company, limits: Limits) -> Iterator[Found]:
    """A company whose OKR programme has no sponsor.

    ## Why it matters

    The sponsor is the executive who says why, finds the time and the money, and brings up OKRs when it is inconvenient.
    Without one, the programme ends with the first busy quarter.

    ## Example

    ```yaml
    # okrs/organization.yml
    roles: {programme_owner: mr-klein, coordinator: mr-klein, coaches: [mr-klein]}
    ```

    ## Better

    ```yaml
    # okrs/organization.yml
    roles: {sponsor: mr-aaron, programme_owner: mr-klein, coordinator: mr-klein, coaches: [mr-klein]}
    ```
    """
    if company.portfolio.organization.roles.sponsor is None:
        yield Found(
            "the OKR programme has no sponsor",
            "Name a member of the management in organization.yml: `roles: {sponsor: …}`.",
            at=("roles",),
        )


@rule(
    "ROL002",
    "no-programme-owner",
    Company,
    serves="roles.programme-owner",
    severity="info",
    evidence=lambda company: _person(company, company.portfolio.organization.roles.programme_owner),
)
def no_programme_owner(company: Company, limits: Limits) -> Iterator[Found]:
    """A company whose OKR programme has no owner.

    ## Why it matters

    Somebody has to decide how scores are read and when a cycle closes. Decided by each unit, it is decided in eleven
    ways.

    ## Example

    ```yaml
    # okrs/organization.yml
    roles: {sponsor: mr-aaron, coordinator: mr-klein, coaches: [mr-klein]}
    ```

    ## Better

    ```yaml
    # okrs/organization.yml
    roles: {sponsor: mr-aaron, programme_owner: mr-klein, coordinator: mr-klein, coaches: [mr-klein]}
    ```
    """
    if company.portfolio.organization.roles.programme_owner is None:
        yield Found(
            "the OKR programme has no owner",
            "Name who leads it in organization.yml: `roles: {programme_owner: …}`.",
            at=("roles",),
        )


@rule(
    "ROL003",
    "no-coordinator",
    Company,
    serves="roles.coordinator",
    severity="info",
    evidence=lambda company: _person(company, company.portfolio.organization.roles.coordinator),
)
def no_coordinator(company: Company, limits: Limits) -> Iterator[Found]:
    """A company where nobody coordinates OKRs.

    ## Why it matters

    Sessions have to be in calendars, and check-ins have to be asked for. It is little work, and it is never done by
    everybody.

    ## Example

    ```yaml
    # okrs/organization.yml
    roles: {sponsor: mr-aaron, programme_owner: mr-klein, coaches: [mr-klein]}
    ```

    ## Better

    ```yaml
    # okrs/organization.yml
    roles: {sponsor: mr-aaron, programme_owner: mr-klein, coordinator: mr-klein, coaches: [mr-klein]}
    ```
    """
    if company.portfolio.organization.roles.coordinator is None:
        yield Found(
            "nobody coordinates OKRs",
            "Name who schedules and reminds in organization.yml: `roles: {coordinator: …}`. It may be the programme "
            "owner.",
            at=("roles",),
        )


@rule(
    "ROL004",
    "too-few-coaches",
    Company,
    serves="roles.coaches",
    severity="info",
    limits={"people": _PEOPLE_PER_COACH},
    when=lambda company: JUDGED if _people(company)[0] else NOT_ASSESSED,
    evidence=lambda company: _coaches(company),
)
def too_few_coaches(company: Company, limits: Limits) -> Iterator[Found]:
    """A company with fewer internal coaches than one for every 50 people of the roll-out.

    ## Why it matters

    A coach sits with a team while it drafts, for an hour or two each quarter. With more than 50 people to look after,
    nobody does that beside other work.

    People are counted from the charters: `people` of a unit, or the sum of the units below it where that is more.

    ## Example

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    people: 45
    ```

    ## Better

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    people: 45
    ```

    ```yaml
    # okrs/organization.yml
    roles: {sponsor: mr-aaron, programme_owner: mr-klein, coordinator: mr-klein, coaches: [mr-klein, mr-smith]}
    ```

    ## Options

    `people` is how many people one coach looks after, 50 by default.
    """
    people, is_all = _people(company)
    coaches, needed = len(company.portfolio.organization.roles.coaches), math.ceil(people / limits["people"])
    if coaches < needed:
        yield Found(
            f"{'' if is_all else 'at least '}{count(people, 'person')} need{'s' if people == 1 else ''} "
            f"{count(needed, 'internal coach')}, there {'are' if coaches > 1 else 'is'} {coaches or 'none'}",
            "Train somebody who likes to ask questions, best from another unit than the coaches so far, and add them "
            "to `roles.coaches` in organization.yml.",
            at=("roles", "coaches"),
        )


def _coaches(company: Company) -> str:
    people, is_all = _people(company)
    coaches = count(len(company.portfolio.organization.roles.coaches), "coach")
    return f"{coaches} for {'' if is_all else 'at least '}{count(people, 'person')}"


def _people(company: Company) -> tuple[int, bool]:
    """The number of people in the roll-out as far as charters tell it, and whether they tell it of every unit."""
    portfolio = company.portfolio
    totals: dict[str, int] = {}
    known: dict[str, bool] = {}
    for unit in reversed(list(portfolio.units.values())):  # a unit comes before those below it
        below = [each.id for each in portfolio.children.get(unit.id, ())]
        is_included = unit.id in company.rolled_out
        told = unit.charter.people if is_included else None
        totals[unit.id] = max(told or 0, sum(totals[each] for each in below))
        known[unit.id] = told is not None or (bool(below or not is_included) and all(known[each] for each in below))
    top = portfolio.company
    return (totals[top.id], known[top.id]) if top is not None else (0, False)


def _should_have_a_lead(subject: UnitSubject) -> Applies:
    is_person = subject.company.portfolio.levels[subject.unit.level].individual
    return JUDGED if subject.unit.id in subject.company.rolled_out and not is_person else NOT_ASSESSED


@rule(
    "ROL005",
    "unit-without-lead",
    UnitSubject,
    serves="roles.unit-leads",
    severity="info",
    when=_should_have_a_lead,
    evidence=lambda subject: _person(subject.company, subject.unit.lead or subject.unit.charter.champion),
)
def unit_without_lead(subject: UnitSubject, limits: Limits) -> Iterator[Found]:
    """A unit of the roll-out that has neither a lead nor a champion.

    ## Why it matters

    Somebody has to call the unit together for the draft, the check-in and the review. Otherwise everybody waits.

    ## Example

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    ```

    ## Better

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    ```
    """
    unit = subject.unit
    if unit.lead is None and unit.charter.champion is None:
        yield Found(
            f"nobody leads {unit.name}",
            "Name one person of people.yml who runs the cycle there: `lead: …`.",
            at=("lead",),
        )


def _led(subject: CycleSubject) -> tuple[int, int]:
    """The number of the cycle's key results that somebody leads, and of all."""
    key_results = key_results_of(subject)
    return sum(key_result.lead is not None for key_result in key_results), len(key_results)


def _helped(subject: CycleSubject) -> tuple[int, int]:
    """The number of the cycle's key results that name a contributor, and of all."""
    key_results = key_results_of(subject)
    return sum(bool(key_result.contributors) for key_result in key_results), len(key_results)


@rule(
    "ROL006",
    "few-key-results-have-a-lead",
    CycleSubject,
    serves="roles.key-result-leads",
    severity="info",
    limits={"share": 90},
    when=once_measured,
    evidence=lambda subject: f"{part(*_led(subject), 'key result')} with a lead",
)
def few_key_results_have_a_lead(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which too many key results are led by nobody.

    ## Why it matters

    A key result without a lead is updated by whoever remembers. When that is usual, the company has not yet said what
    leading a key result means.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, lead: mr-smith}
    ```

    ## Options

    `share` is the percentage of key results that should have a lead, 90 by default.
    """
    led, all_ = _led(subject)
    if 100 * led < limits["share"] * all_:
        yield Found(
            f"{only(led, all_, 'key result')} of {subject.cycle.name} ({percent(led / all_)}) have a lead",
            "Go through the list once: who would notice first when the number moves? `lead: …`.",
        )


@rule(
    "ROL007",
    "few-key-results-name-contributors",
    CycleSubject,
    serves="roles.contributors",
    severity="info",
    limits={"share": 50},
    when=once_measured,
    evidence=lambda subject: f"{part(*_helped(subject), 'key result')} with contributors",
)
def few_key_results_name_contributors(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which few key results say who helps.

    ## Why it matters

    A lead alone moves little. Whoever is named knows that they are counted on, and can object in time.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, lead: mr-smith}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, lead: mr-smith, contributors: [sales, search-manager]}
    ```

    ## Options

    `share` is the percentage of key results that should name a contributor, 50 by default.
    """
    helped, all_ = _helped(subject)
    if 100 * helped < limits["share"] * all_:
        yield Found(
            f"{only(helped, all_, 'key result')} of {subject.cycle.name} ({percent(helped / all_)}) name contributors",
            "Name the people or units whose work moves the number: `contributors: [sales]`.",
        )
