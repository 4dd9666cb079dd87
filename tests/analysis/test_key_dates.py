"""The dates of the rhythm: what is written counts, and what nobody wrote has its usual day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.key_dates import Kept, Step, kept, rhythm_dates
from mkdocs_okr.model import Cycle, CycleState, OkrSet, PeerReview, Portfolio
from tests.builders import a_cycle, a_portfolio, a_review, an_objective, day, okrs


def written(title: str, when: str = "02-01", cycle: Cycle | None = None) -> set[Step]:
    """The steps that a date of this title stands for."""
    cycle = replace(cycle or a_cycle(), key_dates=a_cycle(key_dates={when: title}).key_dates)
    found = rhythm_dates(a_portfolio(okrs(), cycles=[cycle]), cycle)
    return set(next(each for each in found if each.is_written).steps)


@pytest.mark.parametrize(
    ("title", "when", "steps"),
    [
        ("Company OKRs published", "2026-12-15", {Step.COMPANY_PUBLISHED}),
        ("Team OKRs published", "2026-12-15", {Step.UNITS_PUBLISHED}),
        ("OKRs published", "2026-12-15", {Step.COMPANY_PUBLISHED, Step.UNITS_PUBLISHED}),
        ("OKRs veröffentlicht", "2026-12-15", {Step.COMPANY_PUBLISHED, Step.UNITS_PUBLISHED}),
        ("Peer reviews begin", "2026-12-28", {Step.PEER_REVIEW}),
        ("Alignment meeting", "2026-12-29", {Step.PEER_REVIEW}),
        ("Alignment meeting", "02-10", set()),
        ("All OKRs committed", "2026-12-31", {Step.COMMITTED}),
        ("Monthly review", "01-29", {Step.MONTHLY_REVIEW}),
        ("Monatsrückblick", "01-29", {Step.MONTHLY_REVIEW}),
        ("Mid-cycle review", "02-15", {Step.MID_CYCLE}),
        ("Halbzeit", "02-15", {Step.MID_CYCLE}),
        ("Retrospectives prepared", "03-17", {Step.PREPARED}),
        ("Quarterly review and retrospective", "03-25", {Step.REVIEW}),
        ("Review and retrospective", "04-02", {Step.REVIEW}),
        ("Grades due", "03-31", {Step.GRADES}),
        ("Summer party", "03-31", set()),
    ],
)
def test_a_written_date_is_recognised_by_its_words(title: str, when: str, steps: set[Step]) -> None:
    assert written(title, when) == steps


def usual(cycle: Cycle, *sets: OkrSet) -> dict[str, date]:
    found = rhythm_dates(a_portfolio(*(sets or [okrs()]), cycles=[cycle]), cycle)
    return {each.title: each.day for each in found if not each.is_written}


def test_a_quarter_without_written_dates_has_the_usual_ones_none_of_them_on_a_weekend() -> None:
    assert usual(a_cycle()) == {
        "Company OKRs published": day("2026-12-18"),
        "OKRs of all other units published": day("2026-12-18"),
        "Peer reviews done": day("2026-12-29"),
        "All OKRs committed": day("2026-12-31"),
        "Monthly review": day("02-26"),  # the second of two
        "Mid-cycle review": day("02-15"),
        "Retrospectives prepared": day("03-17"),
        "Quarterly review and retrospective": day("03-26"),
        "Grades due": day("03-31"),
    }


def test_a_step_that_somebody_dated_has_no_usual_day() -> None:
    dates = {"2026-12-14": "OKRs published", "01-20": "Monthly review", "03-24": "Retrospective", "03-30": "Grading"}
    assert usual(a_cycle(key_dates=dates)) == {
        "Peer reviews done": day("2026-12-29"),
        "All OKRs committed": day("2026-12-31"),
        "Mid-cycle review": day("02-15"),
        "Retrospectives prepared": day("03-17"),
    }


def test_a_retrospective_is_prepared_a_week_before_it_is_held() -> None:
    assert usual(a_cycle(key_dates={"03-15": "Review and retrospective"}))["Retrospectives prepared"] == day("03-08")


def test_a_year_is_reviewed_every_quarter_and_dates_nothing_for_the_units() -> None:
    year = replace(a_cycle("2027", "2027-01-01", "2027-12-31"), kind="annual")
    found = rhythm_dates(a_portfolio(okrs(), cycles=[year]), year)
    assert [each.day for each in found if each.title == "Quarterly review"] == [
        day("2027-03-31"),
        day("2027-06-30"),
        day("2027-09-30"),
    ]
    assert {"OKRs of all other units published", "Peer reviews done", "Mid-cycle review"}.isdisjoint(usual(year))


def test_a_year_that_somebody_looks_at_in_july_is_not_reviewed_again_in_june() -> None:
    year = replace(
        a_cycle("2027", "2027-01-01", "2027-12-31"), key_dates=a_cycle(key_dates={"07-14": "Half-year look"}).key_dates
    )
    found = rhythm_dates(a_portfolio(okrs(), cycles=[year]), year)
    assert [each.day for each in found if each.title == "Quarterly review"] == [day("03-31"), day("09-30")]


def test_nobody_can_keep_the_usual_days_of_a_closed_cycle() -> None:
    assert usual(a_cycle(state=CycleState.CLOSED)) == {}


def test_a_company_alone_has_nobody_to_publish_after_it() -> None:
    portfolio = a_portfolio()
    assert "Peer reviews done" not in {each.title for each in rhythm_dates(portfolio, portfolio.cycles["2027-q1"])}


@given(starts=st.dates(date(1990, 1, 1), date(2090, 1, 1)), length=st.integers(0, 1500))
def test_every_cycle_has_dates_in_their_order(starts: date, length: int) -> None:
    cycle = replace(a_cycle(), starts=starts, ends=starts + timedelta(days=length))
    days = [each.day for each in rhythm_dates(a_portfolio(okrs(), cycles=[cycle]), cycle)]
    assert days == sorted(days)
    assert all(each.weekday() < 5 for each in days)


def a_unit(unit: str, **fields: Any) -> OkrSet:
    return replace(okrs(an_objective(at=f"{unit}/goal"), unit=unit), **fields)


def how(portfolio: Portfolio, step: Step) -> Kept | None:
    dates = rhythm_dates(portfolio, portfolio.cycles["2027-q1"])
    return kept(portfolio, next(each for each in dates if step in each.due))


class TestKept:
    def test_the_units_files_say_who_took_a_step_and_who_was_late(self) -> None:
        early, late = day("2026-12-17"), day("2026-12-21")
        sets = [
            a_unit("a", published=early),
            a_unit("b", published=late),
            a_unit("c"),
            a_unit("company", published=late),
        ]
        portfolio = a_portfolio(*sets)
        assert how(portfolio, Step.UNITS_PUBLISHED) == Kept(units=3, done=2, late=1, last=late, missing=("c",))
        assert how(portfolio, Step.COMPANY_PUBLISHED) == Kept(units=1, done=1, late=1, last=late)

    def test_what_lies_ahead_has_not_happened(self) -> None:
        portfolio = a_portfolio(a_unit("a", committed=day("2026-12-30")), as_of="2026-12-29")
        assert how(portfolio, Step.COMMITTED) == Kept(units=1, done=0, late=0, last=None, missing=("a",))

    def test_only_the_last_of_two_days_for_a_step_has_to_be_kept(self) -> None:
        cycle = a_cycle(key_dates={"2026-12-22": "Peer reviews begin", "2026-12-30": "Alignment meeting"})
        reviewed = PeerReview(("b",), day("2026-12-28"))
        portfolio = a_portfolio(a_unit("a", peer_reviewed=reviewed), cycles=[cycle])
        first, second = (each for each in rhythm_dates(portfolio, cycle) if Step.PEER_REVIEW in each.steps)
        assert kept(portfolio, first) is None
        assert kept(portfolio, second) == Kept(units=1, done=1, late=0, last=day("2026-12-28"))

    def test_a_review_that_is_held_is_done(self) -> None:
        portfolio = a_portfolio(a_unit("a", review=a_review(when="03-25", unit="a")), a_unit("b"), as_of="03-29")
        assert how(portfolio, Step.REVIEW) == Kept(units=2, done=1, late=0, last=day("03-25"), missing=("b",))

    def test_units_that_show_no_objective_are_not_counted(self) -> None:
        portfolio = a_portfolio(a_unit("a"), okrs(unit="b"))
        assert how(portfolio, Step.COMMITTED) == Kept(units=1, done=0, late=0, last=None, missing=("a",))
