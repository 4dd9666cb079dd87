"""Who vouches for what: the attestations that count today."""

from collections.abc import Mapping, Sequence
from datetime import date

from mkdocs_okr.model import Attestation, Portfolio


def is_valid(attestation: Attestation, today: date) -> bool:
    """Whether an attestation counts: it has been given, and has not expired (its last day is included)."""
    return attestation.date <= today and (attestation.expires is None or today <= attestation.expires)


def attested(portfolio: Portfolio) -> Mapping[str, Attestation]:
    """The attestation that counts today for each checklist item that has one: of several valid ones the youngest."""
    valid = sorted(
        (each for each in portfolio.attestations if is_valid(each, portfolio.as_of)), key=lambda each: each.date
    )
    return {each.item: each for each in valid}


def attested_again(portfolio: Portfolio) -> Sequence[Attestation | None]:
    """For each attestation another one of its item that counts today and was given later; None where there is none.

    One of the same day is later where it stands further down. Of several the last in the file is named.
    """
    attestations = portfolio.attestations
    again: list[Attestation | None] = [None] * len(attestations)
    last: dict[str, int] = {}  # of each item, among those that are later than what comes next
    for index in sorted(range(len(attestations)), key=lambda index: (attestations[index].date, index), reverse=True):
        each = attestations[index]
        if each.item in last:
            again[index] = attestations[last[each.item]]
        if is_valid(each, portfolio.as_of):
            last[each.item] = max(index, last.get(each.item, index))
    return again
