"""Who vouches for what: the attestations that count today."""

from collections.abc import Mapping
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
