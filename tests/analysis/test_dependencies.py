"""How far dependencies have come, which of them are at risk, and who waits in a circle."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.dependencies import Wait, circles, cycle_dependencies, entangled
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import CycleState, Dependency, MovingMetric, OkrSet, Portfolio
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, an_objective, day, okrs, ref


def waits(portfolio: Portfolio) -> tuple[Wait, ...]:
    [cycle] = portfolio.cycles.values()
    return cycle_dependencies(portfolio, cycle, lambda each: assess(portfolio, each)).all


def days(said: Mapping[str, str]) -> dict[str, Any]:
    """The dates of a dependency, as its fields take them."""
    return {name: day(when) for name, when in said.items()}


def waiting(
    as_of: str = "02-12", state: CycleState = CycleState.ACTIVE, needs: str = "", value: float = 50, **fields: str
) -> Wait:
    """How marketing's wait for sales stands; sales has a key result from 0 to 100 with this value of 8 February."""
    dependency = Dependency("sales", "hard", "a rule", needs=ref(needs) if needs else None, **days(fields))
    orders = an_objective(a_key_result("first", MovingMetric(100, baseline=0), in_="sales/orders"), at="sales/orders")
    portfolio = a_portfolio(
        okrs(an_objective(at="marketing/demand", depends_on=(dependency,)), unit="marketing"),
        okrs(orders, unit="sales", check_ins=[a_check_in("02-08", {"orders/first": value}, unit="sales")]),
        as_of=as_of,
        cycles=[a_cycle(state=state)],
    )
    [found] = waits(portfolio)
    return found


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "Not confirmed"),
        ({"confirmed": "01-04"}, "Confirmed"),
        ({"confirmed": "01-04", "due": "02-12"}, "Confirmed"),
        ({"due": "02-12"}, "Not confirmed"),
        ({"confirmed": "01-04", "due": "02-11"}, "Late"),
        ({"due": "02-11"}, "Late"),
        ({"due": "02-11", "done": "02-12"}, "Done"),
        ({"done": "02-01"}, "Done"),
    ],
)
def test_how_far_it_has_come(said: Mapping[str, Any], state: str) -> None:
    assert waiting(**said).state.word == state


@pytest.mark.parametrize(
    ("said", "risk"),
    [
        ({"confirmed": "01-04"}, None),
        ({"confirmed": "01-04", "due": "02-11"}, "late"),
        ({"due": "02-11", "done": "02-12"}, None),
        # two weeks before its day, or before the cycle's end where it has none, somebody should have agreed
        ({"due": "02-26"}, "unconfirmed"),
        ({"due": "02-27"}, None),
        ({}, None),
        ({"as_of": "03-16"}, None),
        ({"as_of": "03-17"}, "unconfirmed"),
        # what it hangs on
        ({"confirmed": "01-04", "needs": "sales/orders/first", "value": 5}, "standing"),
        ({"confirmed": "01-04", "needs": "sales/orders", "value": 5}, "standing"),
        ({"confirmed": "01-04", "needs": "sales/orders", "value": 50}, None),
        ({"done": "02-01", "needs": "sales/orders", "value": 5}, None),
        # nothing is waited for in a closed cycle, and nothing is behind in one that has not begun
        ({"due": "02-11", "state": CycleState.CLOSED}, None),
        ({"needs": "sales/orders", "value": 5, "state": CycleState.CLOSED}, None),
        ({"confirmed": "01-04", "needs": "sales/orders", "value": 5, "state": CycleState.DRAFT}, None),
    ],
)
def test_what_is_at_risk(said: Mapping[str, Any], risk: str | None) -> None:
    assert waiting(**said).risk == risk


def company(**waits_for: str) -> Portfolio:
    """Units that wait for the units of these letters; a small letter for what has come already."""
    return a_portfolio(*(a_waiting_unit(unit, others) for unit, others in waits_for.items()))


def a_waiting_unit(unit: str, others: str) -> OkrSet:
    needs = tuple(
        Dependency(other.upper(), "soft", "", done=day("02-01") if other.islower() else None) for other in others
    )
    return okrs(an_objective(at=f"{unit}/goal", depends_on=needs), unit=unit)


def test_both_sides_know_of_a_dependency() -> None:
    portfolio = company(A="BC", B="C", C="")
    [cycle] = portfolio.cycles.values()
    known = cycle_dependencies(portfolio, cycle, lambda each: assess(portfolio, each))
    assert [each.giving for each in known.by_waiting["A"]] == ["B", "C"]
    assert [each.waiting for each in known.by_giving["C"]] == ["A", "B"]
    assert "C" not in known.by_waiting


def test_the_most_urgent_comes_first() -> None:
    said = [{"done": "02-01"}, {"confirmed": "01-04"}, {}, {"due": "02-27"}, {"due": "02-11"}, {"due": "02-20"}]
    needs = tuple(Dependency("B", "hard", str(number), **days(each)) for number, each in enumerate(said))
    found = waits(a_portfolio(okrs(an_objective(at="A/goal", depends_on=needs), unit="A"), okrs(unit="B")))
    assert "".join(each.dependency.what for each in found) == "452310"


@pytest.mark.parametrize(
    ("waits_for", "told"),
    [
        ({"A": "B", "B": "C", "C": ""}, []),
        ({"A": "B", "B": "A"}, ["AB"]),
        ({"A": "B", "B": "C", "C": "A"}, ["ABC"]),
        ({"A": "B", "B": "C", "C": "a"}, []),
        ({"A": "A", "B": ""}, []),
        ({"A": "B", "B": "CA", "C": "A"}, ["AB"]),
        ({"X": "A", "A": "B", "B": "A", "C": "D", "D": "C"}, ["AB", "CD"]),
    ],
)
def test_who_waits_in_a_circle(waits_for: Mapping[str, str], told: list[str]) -> None:
    assert ["".join(circle) for circle in circles(waits(company(**waits_for)))] == told


UNITS = st.sampled_from("ABCDEFG")


@given(st.dictionaries(UNITS, st.lists(UNITS, unique=True, max_size=3)))
def test_groups_hold_those_that_reach_each_other(waits_for: dict[str, list[str]]) -> None:
    def reached(unit: str) -> set[str]:
        found: set[str] = set()
        ahead = [unit]
        while ahead:
            new = set(waits_for.get(ahead.pop(), ())) - found
            found |= new
            ahead += new
        return found

    groups = entangled(waits_for)
    place = {unit: number for number, group in enumerate(groups) for unit in group}
    assert sorted(place) == sorted({*waits_for, *(other for others in waits_for.values() for other in others)})
    for unit, at in place.items():
        for other in place:
            mutual = unit == other or (other in reached(unit) and unit in reached(other))
            assert (place[other] == at) == mutual
        assert all(place[other] <= at for other in waits_for.get(unit, ()))


def test_a_chain_of_thousands_is_followed() -> None:
    chain = {str(number): [str(number + 1)] for number in range(5000)}
    assert len(entangled(chain)) == 5001
    assert len(entangled({**chain, "5000": ["0"]})) == 1
