"""When a unit checks in, by the words of its charter."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.check_in_days import CheckInDays, check_in_days, time_in, weekdays_in
from mkdocs_okr.model import Charter, Cycle, CycleState, Rhythm
from tests.builders import ORIGIN, a_check_in, a_cycle, a_portfolio, day, okrs


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday", (0,)),
        ("Tuesdays", (1,)),
        ("wed", (2,)),
        ("Donnerstags", (3,)),
        ("Mo", (0,)),
        ("Mi, Fr", (2, 4)),
        ("Monday and Thursday", (0, 3)),
        ("Mon–Fri", (0, 1, 2, 3, 4)),
        ("Montag bis Mittwoch", (0, 1, 2)),
        ("the first Monday of a month", (0,)),
        ("when we do so", ()),
        ("", ()),
    ],
)
def test_weekdays_are_recognised_in_two_languages(text: str, days: tuple[int, ...]) -> None:
    assert weekdays_in(text) == days


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("09:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("2 pm", time(14)),
        ("12:15 am", time(0, 15)),
        ("14 Uhr", time(14)),
        ("at noon", time(12)),
        ("10:00–10:15", time(10)),
        ("10", None),
        ("25:00", None),
        ("after lunch", None),
    ],
)
def test_a_time_of_day_is_recognised_where_it_is_one(text: str, at: time | None) -> None:
    assert time_in(text) == at


def check_ins(charter: Charter, cycle: Cycle | None = None, check_in_days_: int = 7) -> CheckInDays:
    cycle = cycle or a_cycle()
    portfolio = a_portfolio(okrs(), cycles=[cycle], rhythm=Rhythm(check_in_days=check_in_days_))
    return check_in_days(portfolio, cycle, replace(portfolio.units["team"], charter=charter))


def test_a_weekly_day_is_each_of_its_weekdays_up_to_the_last_day_of_the_cycle() -> None:
    days = list(check_ins(Charter(cadence="weekly", day="Wednesday")))
    assert days == [day("01-06") + timedelta(weeks=week) for week in range(13)]
    assert days[-1] == day("03-31")


def test_the_first_day_of_a_cycle_has_nothing_to_tell_yet() -> None:
    assert next(iter(check_ins(Charter(day="Friday")))) == day("01-08")  # the cycle begins on a Friday


def test_every_other_week_leaves_out_every_other_week() -> None:
    days = list(check_ins(Charter(cadence="every two weeks", day="Monday")))
    assert days[:3] == [day("01-04"), day("01-18"), day("02-01")]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("01-11", ["01-11", "01-25"]),
        ("01-13", ["01-11", "01-25"]),
        ("02-05", ["01-11", "01-25"]),
        ("02-01", ["01-04", "01-18"]),
        ("12-31", ["01-04", "01-18"]),
    ],
    ids=["even weeks", "late", "early", "odd weeks", "to come"],
)
def test_who_checks_in_every_two_weeks_does_so_in_the_weeks_of_the_last_one(held: str, expected: list[str]) -> None:
    okr_set = okrs(check_ins=[a_check_in(held, {})])
    portfolio = a_portfolio(okr_set, as_of="02-12")
    team = replace(portfolio.units["team"], charter=Charter(cadence="every two weeks", day="Monday"))
    assert list(check_in_days(portfolio, a_cycle(), team))[:2] == [day(each) for each in expected]


def test_without_a_weekday_the_weeks_are_those_of_the_last_one_too() -> None:
    portfolio = a_portfolio(okrs(check_ins=[a_check_in("01-22", {})]), rhythm=Rhythm(check_in_days=14))
    assert list(check_in_days(portfolio, a_cycle(), portfolio.units["team"]))[:2] == [day("01-08"), day("01-22")]


def test_without_a_weekday_days_are_counted_by_the_companys_rhythm_and_begin_on_a_working_day() -> None:
    assert list(check_ins(Charter()))[:2] == [day("01-08"), day("01-15")]
    saturday = replace(a_cycle(), starts=day("01-02"))
    assert list(check_ins(Charter(), saturday, 14))[:2] == [day("01-15"), day("01-29")]


def test_who_checks_in_daily_does_so_on_working_days() -> None:
    assert list(check_ins(Charter(cadence="daily")))[:6] == [
        day(text) for text in ("01-04", "01-05", "01-06", "01-07", "01-08", "01-11")
    ]


def test_the_okrs_of_a_year_are_looked_at_every_four_weeks() -> None:
    year = a_cycle("2027", "2027-01-01", "2027-12-31")
    days = list(check_ins(Charter(cadence="weekly", day="Tuesday"), year))
    assert days[:2] == [day("01-05"), day("02-02")]
    assert len(days) == 13


def test_the_last_and_the_next_one_include_today() -> None:
    days = check_ins(Charter(day="Monday"))
    assert (days.last(day("01-03")), days.next(day("01-03"))) == (None, day("01-04"))
    assert (days.last(day("01-04")), days.next(day("01-04"))) == (day("01-04"), day("01-04"))
    assert days.next(day("03-30")) is None


@given(
    starts=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    length=st.integers(0, 400),
    cadence=st.sampled_from(["", "weekly", "daily", "every 10 days", "monthly", "every 99999999999999 weeks"]),
    weekday=st.sampled_from(["", "Monday", "Sunday", "Monday and Thursday", "Mon-Fri"]),
)
def test_all_days_lie_in_the_cycle_in_their_order(starts: date, length: int, cadence: str, weekday: str) -> None:
    cycle = Cycle("c", "C", "quarter", starts, starts + timedelta(days=length), CycleState.ACTIVE, ORIGIN)
    days = list(check_ins(Charter(cadence=cadence, day=weekday), cycle))
    assert days == sorted(set(days))
    assert all(cycle.starts < each <= cycle.ends for each in days)
