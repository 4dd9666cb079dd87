"""Were the teams' OKRs made together, and in time?"""

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_okr.analysis.attested import attested
from mkdocs_okr.checks.phrases import against
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import OkrsSubject
from mkdocs_okr.checks.timing import began_before_the_roll_out, is_past

_ABOUT_TWO_WEEKS = 10
_PEER_REVIEWED = "co-create.peer-reviewed"


def _is_team(subject: OkrsSubject) -> bool:
    """Whether these are OKRs of a unit between the company and single persons."""
    return subject.unit.parent is not None and not subject.level.individual and bool(subject.okrs.objectives)


def _can_be_published_late(subject: OkrsSubject) -> Applies:
    if not _is_team(subject) or began_before_the_roll_out(subject):
        return NOT_ASSESSED
    if subject.okrs.published is not None:
        return JUDGED
    deadline = subject.cycle.starts - timedelta(days=_ABOUT_TWO_WEEKS)
    return JUDGED if subject.company.portfolio.as_of > deadline else NOT_DUE


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
    """Teams that do not begin alone: what nobody read once the cycle begins, and unless somebody vouches for all."""
    if not _is_team(subject) or began_before_the_roll_out(subject):
        return NOT_ASSESSED
    if subject.okrs.peer_reviewed is not None:
        return JUDGED
    portfolio = subject.company.portfolio
    if len(portfolio.organization.roll_out.units) == 1 or _PEER_REVIEWED in attested(portfolio):
        return NOT_ASSESSED
    return JUDGED if portfolio.as_of >= subject.cycle.starts else NOT_DUE


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
            "`peer_reviewed: {by: [the other unit], date: …}`.",
        )
        return
    if unit.id in review.by:
        alone = len(review.by) == 1
        yield Found(
            f"{unit.name} reviewed its own OKRs" + ("" if alone else ", among others"),
            "Name the other units that read them instead.",
            at=("peer_reviewed", "by", review.by.index(unit.id)),
        )
    if not starts - timedelta(days=limits["days"]) <= review.date <= starts:
        yield Found(
            f"the OKRs of {unit.name} were reviewed by others on {review.date}, {against(starts, review.date)}",
            f"Hold the review when there is a draft and it can still be changed: in the last "
            f"{limits['days']:g} days before {starts}.",
            at=("peer_reviewed", "date"),
        )


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
    if not subject.okrs.objectives or began_before_the_roll_out(subject):
        return NOT_ASSESSED
    is_due = subject.okrs.committed is not None or subject.company.portfolio.as_of > subject.cycle.starts
    return JUDGED if is_due else NOT_DUE


@rule(
    "COC003",
    "committed-late",
    OkrsSubject,
    serves="co-create.committed-before-start",
    severity="info",
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
