"""What a unit is reminded of, and what nobody owes yet."""

from dataclasses import replace
from typing import Any

import pytest

from mkdocs_okr.analysis.reminders import Kind, Reminder, reminders
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import (
    Charter,
    CheckIn,
    CheckInEntry,
    CycleState,
    Deliverable,
    Dependency,
    Grade,
    Keep,
    KeepMetric,
    KeyResult,
    Milestone,
    MilestoneMetric,
    MovingMetric,
    OkrSet,
    PeerReview,
    Portfolio,
)
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, a_review, an_objective, day, okrs, ref

MOVES = MovingMetric(baseline=0, target=100)
IN_TIME: dict[str, Any] = {
    "published": day("2026-12-17"),
    "peer_reviewed": PeerReview(("sales",), day("2026-12-28")),
    "committed": day("2026-12-30"),
}


def a_team(*check_ins: CheckIn, key_results: tuple[KeyResult, ...] = (), **fields: Any) -> OkrSet:
    """A team that set its OKRs in time; its check-in day is Monday."""
    goal = an_objective(*(key_results or (a_key_result("a", MOVES),)), **fields.pop("objective", {}))
    return replace(okrs(goal, check_ins=check_ins), **{**IN_TIME, **fields})


def on_mondays(portfolio: Portfolio) -> Portfolio:
    team = replace(portfolio.units["team"], charter=Charter(cadence="weekly", day="Monday"))
    return replace(portfolio, units={**portfolio.units, "team": team})


def said(when: str, value: float = 10, confidence: float | None = 0.7) -> CheckIn:
    return a_check_in(when, {"goal/a": CheckInEntry(ref("team/goal/a"), value, confidence)})


def all_of(portfolio: Portfolio, unit: str = "team") -> tuple[Reminder, ...]:
    found = reminders(portfolio, lambda cycle: assess(portfolio, cycle), frozenset(portfolio.units), days=7)
    return found.by_unit.get(unit, ())


def told(portfolio: Portfolio, unit: str = "team") -> list[tuple[str, bool]]:
    """The kind of each reminder, and whether it is late."""
    return [(each.kind.value, each.is_late) for each in all_of(portfolio, unit)]


class TestCheckIns:
    @pytest.mark.parametrize(
        ("today", "last", "expected", "why"),
        [
            ("01-03", None, [("check-in", False)], "the first one is tomorrow"),
            ("01-04", None, [("check-in", False)], "it is today"),
            ("01-06", None, [], "in the first week nobody owes one"),
            ("01-09", None, [("check-in", True)], "after a week somebody does"),
            ("02-10", "02-08", [], "it was held"),
            ("02-10", "02-06", [], "it was held on the Saturday before"),
            ("02-10", "02-02", [("check-in", True)], "the one of last Tuesday was last Monday's"),
            ("02-08", "02-05", [], "it was held a little early"),
            ("02-07", "02-01", [("check-in", False)], "it is tomorrow"),
        ],
    )
    def test_a_check_in_is_told_when_it_is_near_or_was_not_held(
        self, today: str, last: str | None, expected: list[tuple[str, bool]], why: str
    ) -> None:
        team = a_team(said(last)) if last else a_team()
        assert told(on_mondays(a_portfolio(team, as_of=today))) == expected, why

    @pytest.mark.parametrize(
        ("today", "last", "expected"),
        [
            ("02-07", None, []),
            ("02-08", "02-01", []),
            ("02-09", "02-01", [("check-in", True)]),
            ("01-08", None, []),
            ("01-09", None, [("check-in", True)]),
        ],
    )
    def test_without_an_agreed_day_only_silence_beyond_the_rhythm_is_told(
        self, today: str, last: str | None, expected: list[tuple[str, bool]]
    ) -> None:
        team = a_team(said(last)) if last else a_team(published=day("02-01") if today == "02-07" else None)
        portfolio = a_portfolio(replace(team, committed=None), as_of=today)
        assert [each for each in told(portfolio) if each[0] == "check-in"] == expected
        assert {each.day for each in all_of(portfolio) if each.kind is Kind.CHECK_IN} <= {last and day(last)}

    def test_a_unit_that_is_silent_altogether_is_told_once(self) -> None:
        portfolio = on_mondays(a_portfolio(a_team(said("01-11")), as_of="02-10"))
        (only,) = all_of(portfolio)
        assert (only.kind, only.day, only.key_result) == (Kind.QUIET, day("01-11"), None)

    def test_a_key_result_that_nobody_speaks_of_is_told_by_itself(self) -> None:
        both = (a_key_result("a", MOVES), a_key_result("b", MOVES))
        portfolio = on_mondays(a_portfolio(a_team(said("01-11"), said("02-08"), key_results=both), as_of="02-10"))
        (only,) = all_of(portfolio)
        assert (only.kind, only.key_result) == (Kind.QUIET, both[1])

    def test_confidence_that_is_two_weeks_old_is_asked_for(self) -> None:
        fresh, without = said("01-25"), said("02-08", confidence=None)
        assert told(on_mondays(a_portfolio(a_team(fresh, without), as_of="02-08"))) == []
        portfolio = on_mondays(a_portfolio(a_team(fresh, without), as_of="02-09"))
        (only,) = all_of(portfolio)
        assert (only.kind, only.day) == (Kind.CONFIDENCE, day("01-25"))

    def test_nobody_is_asked_once_everything_is_done(self) -> None:
        done = a_key_result("a", Deliverable("survey", done=day("01-20")))
        assert told(on_mondays(a_portfolio(a_team(key_results=(done,)), as_of="02-10"))) == []

    @pytest.mark.parametrize("state", [CycleState.DRAFT, CycleState.CLOSED])
    def test_nobody_owes_anything_to_a_draft_or_a_closed_cycle(self, state: CycleState) -> None:
        assert told(on_mondays(a_portfolio(a_team(), as_of="02-10", cycles=[a_cycle(state=state)]))) == []


class TestKeyResults:
    def past(self, metric: Any, value: float, kind: str = "", **changes: Any) -> list[tuple[str, bool]]:
        key_result = a_key_result("a", metric, due="02-05")
        team = a_team(said("02-08", value), key_results=(key_result,), objective={"kind": kind}, **changes)
        return told(on_mondays(a_portfolio(team, as_of="02-10")))

    def test_one_past_its_day_and_not_reached_is_told(self) -> None:
        assert self.past(MOVES, 40) == [("key-result", True)]

    def test_a_stretch_is_reached_at_seven_tenths_and_a_promise_in_full(self) -> None:
        assert self.past(MOVES, 70) == []
        assert self.past(MOVES, 70, "committed") == [("key-result", True)]
        assert self.past(MOVES, 100, "committed") == []

    def test_what_is_only_kept_has_no_last_day(self) -> None:
        assert self.past(KeepMetric(Keep.AT_LEAST, 60, None), 40) == []

    def test_a_milestone_past_its_own_day_is_told_until_it_is_done(self) -> None:
        stages = (
            Milestone("kick-off", done=day("01-10"), due=day("01-12")),
            Milestone("pilot", due=day("02-09")),
            Milestone("roll-out", due=day("02-10")),
            Milestone("party"),
        )
        team = a_team(said("02-08"), key_results=(a_key_result("a", MilestoneMetric(stages)),))
        (only,) = all_of(on_mondays(a_portfolio(team, as_of="02-10")))
        assert (only.kind, only.day, only.milestone) == (Kind.MILESTONE, day("02-09"), stages[1])

    def test_a_graded_one_is_settled(self) -> None:
        review = a_review(Grade(ref("team/goal/a"), 0.4, reason="stopped"), when="02-09")
        assert self.past(MOVES, 40, review=review) == []


class TestDependencies:
    def waiting(self, dependency: Dependency, unit: str) -> list[tuple[str, bool]]:
        sales = replace(okrs(an_objective(at="sales/goal"), unit="sales"), **IN_TIME)
        team = a_team(said("02-08"), objective={"depends_on": (dependency,)})
        return told(on_mondays(a_portfolio(team, sales, as_of="02-10")), unit)

    @pytest.mark.parametrize("unit", ["team", "sales"])
    def test_both_units_are_told_what_is_late_or_not_confirmed(self, unit: str) -> None:
        late = Dependency("sales", "hard", "a list", due=day("02-09"), confirmed=day("01-20"))
        assert self.waiting(late, unit) == [("dependency", True)]
        open_ = Dependency("sales", "hard", "a list", due=day("02-20"))
        assert self.waiting(open_, unit) == [("dependency", False)]

    def test_what_is_confirmed_or_far_away_is_not(self) -> None:
        assert (
            self.waiting(Dependency("sales", "hard", "a list", due=day("02-20"), confirmed=day("01-20")), "team") == []
        )
        assert self.waiting(Dependency("sales", "hard", "a list", due=day("03-20")), "team") == []


class TestBeforeACycle:
    def at(self, today: str, *sets: OkrSet) -> list[str]:
        found = all_of(on_mondays(a_portfolio(*sets, as_of=today)))
        return [each.step.value if each.step else each.kind.value for each in found]

    def test_a_step_is_asked_for_once_its_day_has_passed(self) -> None:
        bare = okrs(an_objective(a_key_result("a", MOVES)))
        assert self.at("2026-12-18", bare) == []
        assert self.at("2026-12-19", bare) == ["units-published"]
        assert self.at("2027-01-01", bare) == ["units-published", "peer-review", "committed"]

    def test_two_weeks_into_the_cycle_it_is_history(self) -> None:
        bare = okrs(an_objective(a_key_result("a", Deliverable("survey", done=day("01-02")))))
        assert len(self.at("2027-01-15", bare)) == 3
        assert self.at("2027-01-16", bare) == []

    def test_a_unit_that_wrote_nothing_is_asked_for_its_okrs(self) -> None:
        portfolio = a_portfolio(okrs(), as_of="2026-12-19")
        assert told(portfolio) == [("okrs", True)]
        hidden = replace(portfolio, hidden=frozenset({("2027-q1", "team")}))
        assert told(hidden) == []


class TestAfterACycle:
    def test_the_review_is_due_and_late_after_two_weeks(self) -> None:
        team = a_team(said("03-29"))
        assert told(a_portfolio(team, as_of="04-01")) == [("review", False)]
        assert told(a_portfolio(team, as_of="04-14")) == [("review", False)]
        assert told(a_portfolio(team, as_of="04-15")) == [("review", True)]

    def test_a_review_without_grades_leaves_them_open(self) -> None:
        portfolio = a_portfolio(a_team(review=a_review(when="03-30")), as_of="04-01")
        (only,) = all_of(portfolio)
        assert (only.kind, only.amount) == (Kind.GRADES, 1)

    def test_nothing_is_left_to_ask_after_a_whole_review(self) -> None:
        review = a_review(Grade(ref("team/goal/a"), learning="Ask earlier"), when="03-30")
        assert told(a_portfolio(a_team(review=review), as_of="04-20")) == []


def test_key_dates_of_the_days_ahead_are_told_with_todays_first() -> None:
    cycle = a_cycle(key_dates={"02-12": "Monthly review", "02-15": "Mid-cycle review", "02-20": "Party"})
    portfolio = a_portfolio(a_team(), cycles=[cycle])
    found = reminders(portfolio, lambda each: assess(portfolio, each), frozenset(portfolio.units), days=7)
    assert [each.title for each in found.dates] == ["Monthly review", "Mid-cycle review"]


def test_only_the_units_that_are_asked_about_are_told_of() -> None:
    portfolio = a_portfolio(okrs(), okrs(unit="sales"), as_of="2026-12-19")
    found = reminders(portfolio, lambda each: assess(portfolio, each), frozenset({"sales"}), days=7)
    assert list(found.by_unit) == ["sales"]
