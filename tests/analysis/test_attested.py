"""Who vouches for what today."""

from dataclasses import replace

import pytest

from mkdocs_okr.analysis.attested import attested, is_valid
from mkdocs_okr.model import Attestation
from tests.builders import ORIGIN, a_portfolio, day


def an_attestation(date: str, expires: str | None = None, by: str = "mr-aaron") -> Attestation:
    """Return an attestation that the management backs the programme."""
    return Attestation("readiness.leadership", by, day(date), ORIGIN, "Minutes", (expires and day(expires)) or None)


@pytest.mark.parametrize(
    ("date", "expires", "valid"),
    [
        ("02-12", None, True),
        ("02-13", None, False),
        ("01-01", "02-12", True),
        ("01-01", "02-11", False),
        ("2020-01-01", None, True),
    ],
)
def test_an_attestation_counts_from_its_day_to_its_last(date: str, expires: str | None, valid: bool) -> None:
    assert is_valid(an_attestation(date, expires), day("02-12")) is valid


def test_of_several_the_youngest_that_counts_is_shown() -> None:
    told = (
        an_attestation("01-20", by="mr-klein"),
        an_attestation("01-01"),
        an_attestation("01-25", "01-31", by="mr-smith"),
        an_attestation("12-01", by="ms-perkins"),
    )
    portfolio = replace(a_portfolio(), attestations=told)
    assert {item: each.by for item, each in attested(portfolio).items()} == {"readiness.leadership": "mr-klein"}
