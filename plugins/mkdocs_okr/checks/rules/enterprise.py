"""Was it launched well?"""

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_okr.analysis.coverage import may_take_part, takes_part
from mkdocs_okr.checks.phrases import against, count
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import CycleSubject, OkrsSubject
from mkdocs_okr.checks.timing import began_before_the_roll_out, in_use, is_in_force

_TWO_WEEKS = 14


def _should_have_company_okrs(subject: CycleSubject) -> Applies:
    company = subject.company.portfolio.company
    if company is None or company.id not in subject.company.rolled_out or not in_use(subject):
        return NOT_ASSESSED
    portfolio, cycle = subject.company.portfolio, subject.cycle
    if not takes_part(portfolio, cycle, company.id) and may_take_part(portfolio, cycle, company.id):
        return NOT_ASSESSED
    return JUDGED if is_in_force(cycle, portfolio.as_of) else NOT_DUE


@rule(
    "ENT001",
    "company-without-okrs",
    CycleSubject,
    serves="enterprise.company-goals-set",
    when=_should_have_company_okrs,
    evidence=lambda subject: _company_goals(subject),
)
def company_without_okrs(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle without OKRs of the company itself, or with objectives of the company that nobody leads.

    ## Why it matters

    Teams align with what their management wants. If the management has not written it down, each of them guesses.

    The company's OKRs of a longer cycle above it are enough.

    ## Example

    ```yaml
    # okrs/2027-q1/company.yml
    objectives: []
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets, lead: mr-aaron}
    ```
    """
    portfolio, cycle = subject.company.portfolio, subject.cycle
    company = portfolio.company
    assert company is not None  # no cycle is judged without one
    okrs = portfolio.okr_sets.get((cycle.id, company.id))
    if not takes_part(portfolio, cycle, company.id):
        yield Found(
            f"{company.name} itself has no OKRs for {cycle.name}",
            f"Let the management write `{cycle.id}/{company.id}.yml` first: three objectives at most, each led by one "
            "of them.",
            origin=okrs.origin if okrs is not None else None,
        )
    for objective in okrs.objectives if okrs is not None else ():
        if objective.lead is None and company.lead is None:
            yield Found(
                f"nobody leads “{objective.title}”, an objective of the company",
                f"Name one member of the management: `lead: …`, or a lead of {company.name} as a whole.",
                at=("lead",),
                origin=objective.origin,
            )


def _company_goals(subject: CycleSubject) -> str:
    portfolio = subject.company.portfolio
    company = portfolio.company
    key = (subject.cycle.id, company.id if company is not None else "")
    okrs = portfolio.okr_sets.get(key)
    number = len(okrs.objectives) if okrs is not None else 0
    return f"{count(number, 'objective')} of the company" if number else "the company's OKRs of the longer cycle hold"


def _is_company(subject: OkrsSubject) -> bool:
    return subject.unit.parent is None and bool(subject.okrs.objectives)


def _should_be_shared(subject: OkrsSubject) -> Applies:
    if not _is_company(subject):
        return NOT_ASSESSED
    return JUDGED if is_in_force(subject.cycle, subject.company.portfolio.as_of) else NOT_DUE


@rule(
    "ENT002",
    "company-okrs-not-shared",
    OkrsSubject,
    serves="enterprise.shared-with-company",
    when=_should_be_shared,
    evidence=lambda subject: f"published on {subject.okrs.published}",
)
def company_okrs_not_shared(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """OKRs of the company that were never published, or of which not a single objective is open to everybody.

    ## Why it matters

    Nobody can contribute to what they cannot read.

    ## Example

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets, lead: mr-aaron}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/company.yml
    published: 2026-12-16
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets, lead: mr-aaron}
    ```
    """
    okrs, name = subject.okrs, subject.cycle.name
    today = subject.company.portfolio.as_of
    if okrs.published is None:
        yield Found(
            f"nothing says when the company's OKRs for {name} were published",
            "Show them to everybody, and write down the day: `published: …`.",
        )
    elif okrs.published > today:
        yield Found(
            f"{name} has begun, and the company's OKRs are to be published on {okrs.published} only",
            "Show them to everybody now, and correct the day.",
            at=("published",),
        )
    if okrs.objectives and all(objective.visibility == "restricted" for objective in okrs.objectives):
        yield Found(
            f"everything that the company wants in {name} is restricted",
            "Open at least the objectives that hold no secret: `visibility: internal` or `public`.",
            at=("objectives", 0, "visibility"),
        )


def _can_be_late(subject: OkrsSubject) -> Applies:
    """Once there is a day of publication; without one from its deadline to the cycle's first day."""
    if not _is_company(subject) or began_before_the_roll_out(subject):
        return NOT_ASSESSED
    if subject.okrs.published is not None:
        return JUDGED
    today, starts = subject.company.portfolio.as_of, subject.cycle.starts
    if today >= starts:
        return NOT_ASSESSED
    return JUDGED if today > starts - timedelta(days=_TWO_WEEKS) else NOT_DUE


@rule(
    "ENT003",
    "company-okrs-published-late",
    OkrsSubject,
    serves="enterprise.published-two-weeks-before",
    severity="info",
    limits={"days": _TWO_WEEKS},
    when=_can_be_late,
    evidence=lambda subject: f"published {against(subject.cycle.starts, subject.okrs.published)}",
)
def company_okrs_published_late(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """OKRs of the company that were published less than two weeks before the cycle, or are still to be.

    ## Why it matters

    Teams need the time to answer with their own, to show them to each other and to change them. With less, they copy
    what came from above.

    ## Example

    ```yaml
    # okrs/2027-q1/company.yml
    published: 2027-01-08
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/company.yml
    published: 2026-12-16
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets}
    ```

    ## Options

    `days` is how many days before the first day of the cycle they should be out, 14 by default.
    """
    starts, published = subject.cycle.starts, subject.okrs.published
    wanted = starts - timedelta(days=limits["days"])
    if published is None:
        left = (starts - subject.company.portfolio.as_of).days
        if left < limits["days"]:
            yield Found(
                f"{subject.cycle.name} begins in {count(left, 'day')}, and the company's OKRs are not published",
                f"Publish what is there, as a draft if need be, and write down the day; {wanted} would have been good.",
            )
    elif published > wanted:
        yield Found(
            f"the company's OKRs for {subject.cycle.name} were published on {published}, {against(starts, published)}",
            f"Next time, publish them {limits['days']:g} days before: here that was {wanted}.",
            at=("published",),
        )
