"""Does somebody really vouch for what is attested?"""

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_okr.analysis.attested import is_valid
from mkdocs_okr.checks.checklists import ATTESTED, AUTO, ITEMS
from mkdocs_okr.checks.rule import Found, Limits, rule
from mkdocs_okr.checks.subjects import At, AttestationSubject, Company
from mkdocs_okr.model import Attestation, Place
from mkdocs_okr.sources.diagnostics import did_you_mean, listing


@rule("ATT001", "attestation-of-unknown-item", AttestationSubject, serves=())
def unknown_item(subject: AttestationSubject, limits: Limits) -> Iterator[Found]:
    """An attestation of something that no checklist asks for.

    ## Why it matters

    A mistyped key vouches for nothing, and the item that was meant stays open.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadreship, by: mr-aaron, date: 2026-10-05, evidence: Minutes of 5 October}
    ```

    ## Better

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05, evidence: Minutes of 5 October}
    ```
    """
    item = subject.attestation.item
    if item not in ITEMS:
        wanted = [each.key for each in ITEMS.values() if each.decided != AUTO]
        yield Found(
            f"no checklist has an item `{item}`",
            did_you_mean(item, ITEMS, f"What can be vouched for: {listing(wanted)}."),
            at=("item",),
        )


@rule("ATT002", "attestation-has-no-effect", AttestationSubject, serves=(), severity="info")
def no_effect(subject: AttestationSubject, limits: Limits) -> Iterator[Found]:
    """An attestation of an item that is decided by rules alone.

    ## Why it matters

    What the files show needs nobody's word, and nobody's word can replace it. The item stays what the rules say.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: roles.sponsor, by: mr-aaron, date: 2026-10-05, evidence: I am the sponsor.}
    ```

    ## Better

    ```yaml
    # okrs/organization.yml
    roles: {sponsor: mr-aaron}
    ```
    """
    known = ITEMS.get(subject.attestation.item)
    if known is not None and known.decided == AUTO:
        yield Found(
            f"“{known.title}” is decided by rules; the attestation has no effect",
            "Take it out. If a rule is wrong about you, settings.yml can make an exception.",
            at=("item",),
        )


@rule("ATT003", "attestation-expired", AttestationSubject, serves=())
def expired(subject: AttestationSubject, limits: Limits) -> Iterator[Found]:
    """An attestation whose time has run out, without a newer one.

    ## Why it matters

    What was true when a programme began need not be true a year later. An expired attestation counts as none.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - item: readiness.leadership
        by: mr-aaron
        date: 2026-01-05
        evidence: Minutes of 5 January
        expires: 2027-01-05
    ```

    ## Better

    ```yaml
    # okrs/attestations.yml
    attestations:
      - item: readiness.leadership
        by: mr-aaron
        date: 2027-01-04
        evidence: Minutes of 4 January
        expires: 2028-01-04
    ```
    """
    attestation = subject.attestation
    today = subject.company.portfolio.as_of
    if attestation.expires is not None and attestation.expires < today and not subject.newer:
        yield Found(
            f"the attestation of {_titled(attestation)} expired on {attestation.expires}",
            "Let somebody look again: if it still holds, give it a new date, evidence and expiry; if not, take it out.",
            at=("expires",),
        )


@rule("ATT004", "attestation-expires-soon", AttestationSubject, serves=(), severity="info", limits={"days": 30})
def expires_soon(subject: AttestationSubject, limits: Limits) -> Iterator[Found]:
    """An attestation that will expire within the next weeks.

    ## Why it matters

    Looking again takes a talk with somebody, and the talk takes a while to arrange.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - item: readiness.leadership
        by: mr-aaron
        date: 2026-03-01
        evidence: Minutes of 1 March
        expires: 2027-03-01
    ```

    ## Better

    ```yaml
    # okrs/attestations.yml
    attestations:
      - item: readiness.leadership
        by: mr-aaron
        date: 2027-02-08
        evidence: Minutes of 8 February
        expires: 2028-02-08
    ```

    ## Options

    `days` is how many days before its expiry an attestation is named, 30 by default.
    """
    attestation = subject.attestation
    today = subject.company.portfolio.as_of
    if attestation.expires is None or not is_valid(attestation, today) or subject.newer:
        return
    if attestation.expires - today <= timedelta(days=limits["days"]):
        yield Found(
            f"the attestation of {_titled(attestation)} expires on {attestation.expires}",
            "Ask whether it still holds, and give it a new date, evidence and expiry.",
            at=("expires",),
        )


@rule("ATT005", "attestation-without-evidence", AttestationSubject, serves=())
def without_evidence(subject: AttestationSubject, limits: Limits) -> Iterator[Found]:
    """An attestation that names nothing that shows it.

    ## Why it matters

    “Because I say so” ends a talk. A link, a date or the minutes let others see it for themselves.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05}
    ```

    ## Better

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05, evidence: Minutes of 5 October}
    ```
    """
    if not subject.attestation.evidence.strip():
        yield Found(
            f"nothing shows that {_titled(subject.attestation)} is true",
            "Add what somebody could look at: `evidence: Minutes of 5 October`, or a link.",
            at=("evidence",),
        )


@rule("ATT006", "attested-twice", AttestationSubject, serves=(), severity="info")
def attested_twice(subject: AttestationSubject, limits: Limits) -> Iterator[Found]:
    """An attestation that still counts although a newer one says the same.

    ## Why it matters

    Readers see the newer one. The older one is only there to be forgotten when something changes.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05, evidence: Minutes of 5 October}
      - {item: readiness.leadership, by: mr-klein, date: 2027-01-11, evidence: Minutes of 11 January}
    ```

    ## Better

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-klein, date: 2027-01-11, evidence: Minutes of 11 January}
    ```
    """
    newer = subject.newer
    if newer is not None and is_valid(subject.attestation, subject.company.portfolio.as_of):
        yield Found(
            f"{_titled(subject.attestation)} is attested again on {newer.date}",
            "Take the older one out.",
            at=("item",),
        )


@rule("ATT007", "item-not-attested", Company, serves=(), severity="info")
def not_attested(company: Company, limits: Limits) -> Iterator[Found]:
    """A checklist item that only a person can vouch for, and nobody does.

    ## Why it matters

    No file shows whether the management stands behind the programme. Either somebody says so, with a date and something
    to look at, or it remains unknown.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05, evidence: Minutes of 5 October}
    ```

    ## Better

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05, evidence: Minutes of 5 October}
      - {item: readiness.commitment, by: mr-klein, date: 2026-10-05, evidence: Share of time in each charter}
      - {item: best-practice.educated, by: mr-klein, date: 2026-11-20, evidence: List of participants}
      - {item: practitioner.training-held, by: mr-klein, date: 2026-11-20, evidence: List of participants}
      - {item: enterprise.announced, by: mr-aaron, date: 2026-10-01, evidence: Letter to everybody}
    ```
    """
    portfolio = company.portfolio
    told = {attestation.item for attestation in portfolio.attestations}
    by = portfolio.organization.roles.sponsor or "…"
    for item in ITEMS.values():
        if item.decided == ATTESTED and item.key not in told:
            yield Found(
                f"nobody vouches for “{item.title}”",
                "If it is true, write it into attestations.yml: "
                f"`- {{item: {item.key}, by: {by}, date: {portfolio.as_of}, evidence: …}}`.",
                origin=At(Place("attestations.yml", 1, 1)),
            )


@rule("ATT008", "attestation-in-the-future", AttestationSubject, serves=())
def in_the_future(subject: AttestationSubject, limits: Limits) -> Iterator[Found]:
    """An attestation that is dated after today.

    ## Why it matters

    Nobody can vouch for tomorrow. It does not count before its day.

    ## Example

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2027-10-05, evidence: Minutes of 5 October}
    ```

    ## Better

    ```yaml
    # okrs/attestations.yml
    attestations:
      - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05, evidence: Minutes of 5 October}
    ```
    """
    attestation, today = subject.attestation, subject.company.portfolio.as_of
    if attestation.date > today:
        yield Found(
            f"{_titled(attestation)} is attested for {attestation.date}, and today is {today}",
            "Correct the year, or wait for the day.",
            at=("date",),
        )


def _titled(attestation: Attestation) -> str:
    known = ITEMS.get(attestation.item)
    return f"“{known.title}”" if known is not None else f"`{attestation.item}`"
