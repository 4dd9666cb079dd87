"""Who has checked in lately, and who should have: units, in the cycle as it stands today."""

from dataclasses import replace

import pytest

from mkdocs_okr.analysis.attendance import Attendance, attendance
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import CheckIn, CycleState, Deliverable, MovingMetric, OkrSet, Portfolio, Rhythm
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, an_objective, day, okrs

PERCENT = MovingMetric(baseline=10, target=110)


def attends(portfolio: Portfolio) -> Attendance:
    return attendance(portfolio, assess(portfolio, portfolio.cycles["2027-q1"]))


def missing(portfolio: Portfolio) -> list[str]:
    return [unit.id for branch in attends(portfolio).branches for unit, _ in branch.missing]


def team(unit: str, *checked_in: str) -> OkrSet:
    """A unit with one key result that checked in on these days."""
    key_result = a_key_result("a", PERCENT, in_=f"{unit}/goal")
    check_ins = [a_check_in(when, {"goal/a": 20}, unit=unit) for when in checked_in]
    return okrs(an_objective(key_result, at=f"{unit}/goal"), check_ins=check_ins, unit=unit)


def test_a_unit_is_there_that_checked_in_within_seven_days() -> None:
    found = attends(a_portfolio(team("here", "02-06"), team("late", "02-05"), team("never"), team("soon", "02-13")))
    assert (found.present, found.missing, found.units) == (1, 3, 4)
    assert {branch.head.id: (branch.present, branch.awaited) for branch in found.branches} == {
        "here": (1, 1),
        "late": (0, 1),
        "never": (0, 1),
        "soon": (0, 1),
    }
    assert [last for branch in found.branches for _, last in branch.missing] == [day("02-05"), None, None]


def test_the_company_says_how_often() -> None:
    portfolio = a_portfolio(team("late", "02-01"), rhythm=Rhythm(check_in_days=14))
    assert missing(portfolio) == []


def test_units_are_counted_with_the_department_that_they_belong_to() -> None:
    portfolio = a_portfolio(team("sales", "02-10"), team("team"), team("squad", "02-11"), team("hr", "02-11"))
    parents = {"team": "sales", "squad": "team"}
    moved = {id: replace(unit, parent=parents.get(id, unit.parent)) for id, unit in portfolio.units.items()}
    found = attends(replace(portfolio, units=moved))
    assert [(b.head.id, b.present, [unit.id for unit, _ in b.missing]) for b in found.branches] == [
        ("sales", 2, ["team"]),
        ("hr", 1, []),
    ]


@pytest.mark.parametrize(("today", "owing"), [("01-01", []), ("01-08", []), ("01-09", ["team"])])
def test_nobody_owes_a_check_in_in_the_first_week(today: str, owing: list[str]) -> None:
    assert missing(a_portfolio(team("team"), as_of=today)) == owing


@pytest.mark.parametrize("state", [CycleState.DRAFT, CycleState.CLOSED])
def test_nobody_owes_one_to_a_draft_or_a_closed_cycle(state: CycleState) -> None:
    assert missing(a_portfolio(team("team"), cycles=[a_cycle(state=state)])) == []


@pytest.mark.parametrize(
    ("checked_in", "owing"), [("03-24", ["team"]), ("03-25", []), ("04-10", [])], ids=["before", "last week", "since"]
)
def test_after_the_end_the_last_week_counts(checked_in: str, owing: list[str]) -> None:
    assert missing(a_portfolio(team("team", checked_in), as_of="05-01")) == owing


def test_whoever_has_nothing_more_to_report_owes_nothing() -> None:
    done = a_key_result("done", Deliverable("survey", done=day("01-10")))
    over = a_key_result("over", PERCENT, due="01-31")
    later = a_key_result("later", PERCENT, starts="02-08")
    told: list[CheckIn] = [a_check_in("01-12", {"goal/over": 20})]
    assert missing(a_portfolio(okrs(an_objective(done, over, later), check_ins=told))) == []
    assert missing(a_portfolio(okrs(an_objective(done, over, later), check_ins=told), as_of="02-16")) == ["team"]
