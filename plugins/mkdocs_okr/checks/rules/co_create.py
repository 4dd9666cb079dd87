"""Were the teams' OKRs made together, and in time?"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from mkdocs_okr.analysis.attested import attested
from mkdocs_okr.checks.phrases import against, count
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import CycleSubject, OkrsSubject
from mkdocs_okr.checks.timing import in_use, is_past

_ABOUT_TWO_WEEKS = 10
_PEER_REVIEWED = "co-create.peer-reviewed"


def _is_team(subject: OkrsSubject) -> bool:
    """Whether these are OKRs of a unit between the company and single persons."""
    return (
        subject.unit.parent is not None
        and not subject.level.individual
        and bool(subject.okrs.objectives or subject.hidden)
    )


def _can_be_published_late(subject: OkrsSubject) -> Applies:
    if not _is_team(subject):
        return NOT_ASSESSED
    if subject.okrs.published is not None:
        return JUDGED
    return _unless_nobody_says(subject, "published", is_due=_is_publication_due(subject))


def _is_publication_due(subject: OkrsSubject | CycleSubject) -> bool:
    return subject.company.portfolio.as_of > subject.cycle.starts - timedelta(days=_ABOUT_TWO_WEEKS)


def _unless_nobody_says(subject: OkrsSubject, key: str, *, is_due: bool) -> Applies:
    """A unit is not blamed for what no unit writes down: that is told once, of the cycle."""
    if not is_due:
        return NOT_DUE
    return JUDGED if key in subject.company.preparations[subject.cycle.id] else NOT_ASSESSED


@rule(
    "COC001",
    "okrs-published-late",
    OkrsSubject,
    serves="co-create.teams-published-two-weeks-before",
    severity="info",
    limits={"days": _ABOUT_TWO_WEEKS},
    when=_can_be_published_late,
    evidence=lambda subject: f"published {against(subject.cycle.starts, subject.okrs.published)}",
)
def okrs_published_late(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """OKRs of a unit below the company that were not published about two weeks before the cycle.

    ## Why it matters

    Units can only find what they need from each other, and what contradicts, while everything can still be changed.

    The company itself has a rule of its own, and a person's OKRs follow later.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    published: 2027-01-08
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    published: 2026-12-17
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Options

    `days` is how many days before the first day of the cycle they should be out at the latest, 10 by default: about two
    weeks, and the exact day does not matter.
    """
    starts, published = subject.cycle.starts, subject.okrs.published
    wanted = starts - timedelta(days=limits["days"])
    if published is None:
        if subject.company.portfolio.as_of > wanted:
            yield Found(
                f"nothing says when the OKRs of {subject.unit.name} for {subject.cycle.name} were published",
                "Write down the day on which the others could read them: `published: …`.",
            )
    elif published > wanted:
        yield Found(
            f"the OKRs of {subject.unit.name} were published on {published}, {against(starts, published)}",
            "Next time, show a draft two weeks before, however unfinished: that is what the two weeks are for.",
            at=("published",),
        )


def _can_be_reviewed(subject: OkrsSubject) -> Applies:
    """Teams that are not alone; those that were not reviewed once the cycle begins and unless somebody vouches."""
    if not _is_team(subject):
        return NOT_ASSESSED
    if subject.okrs.peer_reviewed is not None:
        return JUDGED
    company = subject.company
    if len(company.sets_by_cycle[subject.cycle.id]) < 2 or _PEER_REVIEWED in attested(company.portfolio):
        return NOT_ASSESSED
    is_due = company.portfolio.as_of >= subject.cycle.starts
    return _unless_nobody_says(subject, "peer_reviewed", is_due=is_due)


@rule(
    "COC002",
    "not-peer-reviewed",
    OkrsSubject,
    serves=_PEER_REVIEWED,
    severity="info",
    limits={"days": 14},
    when=_can_be_reviewed,
    evidence=lambda subject: _reviewers(subject),
)
def not_peer_reviewed(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """OKRs of a unit below the company that no other unit read in the last weeks before the cycle.

    ## Why it matters

    A neighbour sees in ten minutes what one's own team has stopped seeing: a word that nobody else knows, a target that
    needs somebody who was never asked.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    peer_reviewed: {by: [marketing], date: 2026-12-28}
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    peer_reviewed: {by: [sales], date: 2026-12-28}
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Options

    `days` is how many days before the first day of the cycle the review may be held, 14 by default. Earlier, there is
    hardly anything to read yet.

    ## See also

    Where reviews are held but not written down for each unit, somebody can vouch for `co-create.peer-reviewed` in
    attestations.yml.
    """
    review, unit, starts = subject.okrs.peer_reviewed, subject.unit, subject.cycle.starts
    if review is None:
        yield Found(
            f"no other unit has read the OKRs of {unit.name} for {subject.cycle.name}",
            f"{_now(subject)} ask a neighbour for ten minutes, and write down who read them and when: "
            f"`peer_reviewed: {{by: [{_neighbour(subject)}], date: …}}`.",
        )
        return
    if unit.id in review.by:
        alone = len(review.by) == 1
        yield Found(
            f"{unit.name} reviewed its own OKRs" + ("" if alone else ", among others"),
            f"Name the other units that read them, for example `{_neighbour(subject)}`.",
            at=("peer_reviewed", "by", review.by.index(unit.id)),
        )
    if not starts - timedelta(days=limits["days"]) <= review.date <= starts:
        yield Found(
            f"the OKRs of {unit.name} were reviewed by others on {review.date}, {against(starts, review.date)}",
            f"Hold the review when there is a draft and it can still be changed: in the last "
            f"{limits['days']:g} days before {starts}.",
            at=("peer_reviewed", "date"),
        )


def _neighbour(subject: OkrsSubject) -> str:
    """A unit beside this one, else any other one that has OKRs in the cycle."""
    portfolio, unit = subject.company.portfolio, subject.unit
    beside = (each.id for each in portfolio.children.get(unit.parent or "", ()))
    all_ = (okrs.unit for okrs in subject.company.sets_by_cycle[subject.cycle.id])
    has_okrs = (id for id in chain(beside, all_) if id != unit.id and (subject.cycle.id, id) in portfolio.okr_sets)
    return next(has_okrs, "…")


def _now(subject: OkrsSubject) -> str:
    """Since when advice can be followed."""
    return "Next time," if is_past(subject.cycle, subject.company.portfolio.as_of) else "Even now,"


def _reviewers(subject: OkrsSubject) -> str:
    review = subject.okrs.peer_reviewed
    if review is None:
        return "nobody"
    units = subject.company.portfolio.units
    return f"by {' and '.join(units[unit].name for unit in review.by)} on {review.date}"


def _can_be_committed_late(subject: OkrsSubject) -> Applies:
    if not (subject.okrs.objectives or subject.hidden):
        return NOT_ASSESSED
    if subject.okrs.committed is not None:
        return JUDGED
    is_due = subject.company.portfolio.as_of > subject.cycle.starts
    if is_due and subject.unit.parent is None:
        return JUDGED
    return _unless_nobody_says(subject, "committed", is_due=is_due)


@rule(
    "COC003",
    "committed-late",
    OkrsSubject,
    serves="co-create.committed-before-start",
    when=_can_be_committed_late,
    evidence=lambda subject: f"committed {against(subject.cycle.starts, subject.okrs.committed)}",
)
def committed_late(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """OKRs that a unit had not committed to by the first day of the cycle.

    ## Why it matters

    Until somebody says “this is what we will do”, it is a list of wishes, and the first weeks of a short quarter go by.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    committed: 2027-01-12
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    committed: 2026-12-29
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```
    """
    starts, committed = subject.cycle.starts, subject.okrs.committed
    if committed is None:
        yield Found(
            f"nothing says that {subject.unit.name} has committed to its OKRs for {subject.cycle.name}",
            f"{_now(subject)} agree on them in the team, and write down the day: `committed: …`.",
        )
    elif committed > starts:
        yield Found(
            f"{subject.unit.name} committed to its OKRs on {committed}, {against(starts, committed)}",
            "Next time, commit before the first day, to fewer of them if need be.",
            at=("committed",),
        )


def _teams(subject: CycleSubject) -> int:
    """The number of units between the company and single persons that have an objective in the cycle."""
    portfolio = subject.company.portfolio
    units = (portfolio.units[okrs.unit] for okrs in in_use(subject))
    return sum(unit.parent is not None and not portfolio.levels[unit.level].individual for unit in units)


def _if_nobody_says(subject: CycleSubject, key: str, *, is_due: bool) -> Applies:
    """A cycle is judged once, and only where no unit below the company says when it did that."""
    if not _teams(subject) or key in subject.company.preparations[subject.cycle.id]:
        return NOT_ASSESSED
    return JUDGED if is_due else NOT_DUE


@rule(
    "COC004",
    "nobody-says-when-published",
    CycleSubject,
    serves="co-create.teams-published-two-weeks-before",
    severity="info",
    when=lambda subject: _if_nobody_says(subject, "published", is_due=_is_publication_due(subject)),
)
def nobody_says_when_published(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which no unit below the company says when its OKRs were published.

    ## Why it matters

    Without the day nobody can tell whether there was time to read them. It is told here once, and not of every unit.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    published: 2026-09-16
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```
    """
    yield Found(
        f"none of {count(_teams(subject), 'unit')} below the company says when its OKRs for {subject.cycle.name} were "
        "published",
        "Let each unit write down the day on which the others could read its OKRs: `published: …`.",
    )


def _is_review_missing(subject: CycleSubject) -> Applies:
    portfolio = subject.company.portfolio
    if len(subject.sets) < 2 or _PEER_REVIEWED in attested(portfolio):
        return NOT_ASSESSED
    return _if_nobody_says(subject, "peer_reviewed", is_due=portfolio.as_of >= subject.cycle.starts)


@rule(
    "COC005",
    "nobody-is-peer-reviewed",
    CycleSubject,
    serves=_PEER_REVIEWED,
    severity="info",
    when=_is_review_missing,
)
def nobody_is_peer_reviewed(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle before which no unit read the OKRs of another one.

    ## Why it matters

    An hour in which neighbours read each other's drafts finds most of what would be found in week seven. It is told
    here once, and not of every unit.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - {id: orders, title: Win customers who come back for more}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    peer_reviewed: {by: [sales], date: 2026-09-24}
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    peer_reviewed: {by: [marketing], date: 2026-09-24}
    objectives:
      - {id: orders, title: Win customers who come back for more}
    ```

    ## See also

    Where reviews are held but not written down for each unit, somebody can vouch for `co-create.peer-reviewed` in
    attestations.yml.
    """
    yield Found(
        f"none of {count(_teams(subject), 'unit')} below the company had its OKRs for {subject.cycle.name} read by "
        "another one",
        "Put an hour into the calendar for the last week before the next cycle: each unit reads a neighbour's draft, "
        "and its own file says `peer_reviewed: {by: […], date: …}`.",
    )


@rule(
    "COC006",
    "nobody-says-when-committed",
    CycleSubject,
    serves="co-create.committed-before-start",
    when=lambda subject: _if_nobody_says(
        subject, "committed", is_due=subject.company.portfolio.as_of > subject.cycle.starts
    ),
)
def nobody_says_when_committed(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle that has begun, and for which no unit below the company says that it has committed to its OKRs.

    ## Why it matters

    If nobody says so, perhaps nobody has. It is told here once, and not of every unit.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    committed: 2026-09-29
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```
    """
    yield Found(
        f"none of {count(_teams(subject), 'unit')} below the company says that it has committed to its OKRs for "
        f"{subject.cycle.name}",
        "Let each unit agree on its OKRs, and write down the day: `committed: …`.",
    )
