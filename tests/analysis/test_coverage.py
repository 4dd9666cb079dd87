"""Which units of the roll-out have OKRs."""

from dataclasses import replace

import pytest

from mkdocs_okr.analysis.coverage import coverage, rolled_out, takes_part
from mkdocs_okr.model import Cycle, Portfolio, RollOut
from tests.builders import a_cycle, a_portfolio, an_objective, okrs

YEAR = a_cycle("2027", "01-01", "12-31")
QUARTER = replace(a_cycle(), parent="2027")
GROW = okrs(an_objective(at="company/grow", cycle="2027"), unit="company", cycle="2027")
DEMAND = okrs(an_objective(at="marketing/demand"), unit="marketing")
EMPTY = okrs(unit="sales")


def company(*units: str, hidden: frozenset[tuple[str, str]] = frozenset()) -> Portfolio:
    """Return a company whose roll-out names these units, or all of them."""
    portfolio = a_portfolio(GROW, DEMAND, EMPTY, cycles=[YEAR, QUARTER])
    organization = replace(portfolio.organization, roll_out=RollOut(units=units))
    return replace(portfolio, organization=organization, hidden=hidden)


def test_a_unit_takes_part_with_an_objective_in_the_cycle_or_in_one_above_it() -> None:
    found = coverage(company(), QUARTER).whole
    assert found.taking_part == ("company", "marketing")
    assert found.missing == ("sales",)
    assert found.units == 3
    assert found.share == 2 / 3


def test_the_year_does_not_hold_what_is_only_in_its_quarters() -> None:
    assert coverage(company(), YEAR).whole.taking_part == ("company",)


def test_each_level_has_its_own_coverage() -> None:
    levels = coverage(company(), QUARTER).levels
    assert {level: (each.taking_part, each.missing) for level, each in levels.items()} == {
        "company": (("company",), ()),
        "team": (("marketing",), ("sales",)),
    }


def test_only_units_of_the_roll_out_count() -> None:
    found = coverage(company("marketing"), QUARTER)
    assert (found.whole.taking_part, found.whole.missing) == (("marketing",), ())
    assert list(found.levels) == ["team"]
    assert list(rolled_out(company("sales", "marketing"))) == ["marketing", "sales"]


def test_a_roll_out_of_units_that_do_not_exist_has_no_share() -> None:
    assert coverage(company("nobody"), QUARTER).whole.share is None


def test_what_is_hidden_from_the_readers_is_not_counted() -> None:
    hidden = frozenset({("2027-q1", "sales")})
    assert coverage(company(hidden=hidden), QUARTER) == coverage(company(), QUARTER)


@pytest.mark.parametrize(("unit", "cycle", "expected"), [("company", QUARTER, True), ("marketing", YEAR, False)])
def test_taking_part_looks_upwards_only(unit: str, cycle: Cycle, expected: bool) -> None:
    assert takes_part(company(), cycle, unit) is expected
