"""What moved, what has gone quiet, what was won and what comes next."""

from dataclasses import replace

import pytest

from mkdocs_okr.analysis.activity import Lately, gone_quiet, moved, next_dates, wins
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import (
    CheckIn,
    CycleState,
    Deliverable,
    Keep,
    KeepMetric,
    Milestone,
    MilestoneMetric,
    MovingMetric,
    OkrSet,
    Portfolio,
)
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, a_review, an_objective, day, okrs

PERCENT = MovingMetric(baseline=10, target=110)


def team(*check_ins: CheckIn, unit: str = "team", krs: str = "ab") -> OkrSet:
    """One unit with a key result for every letter."""
    key_results = [a_key_result(id, PERCENT, in_=f"{unit}/goal") for id in krs]
    return okrs(an_objective(*key_results, at=f"{unit}/goal"), check_ins=check_ins, unit=unit)


def movements(portfolio: Portfolio, days: int = 7) -> list[tuple[str, float | None, float, float | None]]:
    """What moved: key result, before, after, gain in score."""
    found = moved(portfolio, assess(portfolio, portfolio.cycles["2027-q1"]), days=days)
    return [
        (m.key_result.id, m.before, m.after, None if m.score_delta is None else round(m.score_delta, 6)) for m in found
    ]


class TestMoved:
    def test_the_biggest_change_of_score_comes_first_be_it_gain_or_loss(self) -> None:
        check_ins = [
            a_check_in("02-04", {"goal/a": 60, "goal/b": 60, "goal/c": 60}),
            a_check_in("02-11", {"goal/a": 70, "goal/b": 40, "goal/c": 60}),
        ]
        assert movements(a_portfolio(team(*check_ins, krs="abc"))) == [("b", 60, 40, -0.2), ("a", 60, 70, 0.1)]

    def test_the_first_reading_counts_from_the_baseline(self) -> None:
        assert movements(a_portfolio(team(a_check_in("02-11", {"goal/a": 20})))) == [("a", 10, 20, 0.1)]

    def test_what_is_kept_has_no_value_before_its_first_reading(self) -> None:
        kept = KeepMetric(Keep.AT_LEAST, 60, None)
        set_of_okrs = okrs(an_objective(a_key_result("a", kept)), check_ins=[a_check_in("02-11", {"goal/a": 61})])
        assert movements(a_portfolio(set_of_okrs)) == [("a", None, 61, None)]

    def test_a_milestone_and_a_deliverable_move_by_what_is_done(self) -> None:
        stages = MilestoneMetric((Milestone("x", 1, done=day("01-20")), Milestone("y", 3, done=day("02-10"))))
        survey = Deliverable("survey", done=day("02-12"))
        late = Deliverable("survey", done=day("02-13"))
        key_results = [a_key_result("a", stages), a_key_result("b", survey), a_key_result("c", late)]
        assert movements(a_portfolio(okrs(an_objective(*key_results)))) == [
            ("b", 0.0, 1.0, 1.0),
            ("a", 0.25, 1.0, 0.75),
        ]

    @pytest.mark.parametrize(
        ("when", "shown", "why"),
        [
            ("02-05", False, "seven days ago is the value before"),
            ("02-06", True, "six days ago is this week"),
            ("02-12", True, "today is"),
            ("02-13", False, "tomorrow has not happened"),
        ],
    )
    def test_only_the_last_seven_days_count(self, when: str, shown: bool, why: str) -> None:
        assert bool(movements(a_portfolio(team(a_check_in(when, {"goal/a": 20}))))) is shown, why

    def test_any_number_of_days(self) -> None:
        assert movements(a_portfolio(team(a_check_in("01-20", {"goal/a": 20}))), days=30) == [("a", 10, 20, 0.1)]


class TestTheLastWeek:
    def test_of_a_cycle_that_is_over_its_last_days_count_and_what_came_in_since(self) -> None:
        check_ins = [
            a_check_in("03-24", {"goal/a": 60, "goal/b": 60, "goal/c": 60}),
            a_check_in("03-25", {"goal/a": 70}),
            a_check_in("04-02", {"goal/b": 30}),
            a_check_in("05-02", {"goal/c": 99}),
        ]
        portfolio = a_portfolio(team(*check_ins, krs="abc"), as_of="05-01")
        assert movements(portfolio) == [("b", 60, 30, -0.3), ("a", 60, 70, 0.1)]

    def test_it_tells_who_rose_who_fell_and_who_is_silent(self) -> None:
        check_ins = [
            a_check_in("01-12", {"goal/quiet": 20, "goal/up": 20, "goal/down": 20, "goal/same": 20}),
            a_check_in("02-10", {"goal/up": 30, "goal/down": 15, "goal/same": 20}),
        ]
        key_results = [a_key_result(id, PERCENT) for id in ("up", "down", "same", "quiet")]
        kept = a_key_result("kept", KeepMetric(Keep.AT_MOST, None, 3))
        portfolio = a_portfolio(
            okrs(an_objective(*key_results, kept), check_ins=[*check_ins, a_check_in("02-11", {"goal/kept": 2})])
        )
        lately = Lately(portfolio, assess(portfolio, portfolio.cycles["2027-q1"]))
        assert [each.key_result.id for each in lately.rose] == ["up"]
        assert [each.key_result.id for each in lately.fell] == ["down"]
        assert {each.key_result.id for each in lately.movements} == {"up", "down", "kept"}
        assert {ref.key_result: word for ref, word in lately.words.items()} == {
            "up": "rose",
            "down": "fell",
            "quiet": "quiet",
        }

    def test_only_what_was_said_in_it_is_told(self) -> None:
        said = [
            replace(a_check_in(when, wins=[f"Win of {when}"]), slows_us_down=obstacle)
            for when, obstacle in (("02-05", "Old"), ("02-06", "First"), ("02-12", "Last"), ("02-13", "Not yet"))
        ]
        portfolio = a_portfolio(okrs(an_objective(), check_ins=said))
        lately = Lately(portfolio, assess(portfolio, portfolio.cycles["2027-q1"]))
        assert [each.text for each in lately.obstacles] == ["Last", "First"]
        assert [each.text for each in lately.wins] == ["Win of 02-12", "Win of 02-06"]


def silences(portfolio: Portfolio) -> list[tuple[str, str | None, int | None]]:
    """Who has gone quiet: unit, key result, days."""
    found = gone_quiet(portfolio, assess(portfolio, portfolio.cycles["2027-q1"]))
    return [(q.unit.id, q.key_result.id if q.key_result else None, q.days) for q in found]


class TestGoneQuiet:
    def test_whole_units_come_first_then_single_key_results_the_longest_silence_first(self) -> None:
        portfolio = a_portfolio(
            team(a_check_in("01-05", {"goal/a": 1, "goal/c": 1}), a_check_in("02-08", {"goal/b": 1}), krs="abc"),
            team(a_check_in("01-20", {"goal/a": 1, "goal/b": 1}, unit="sales"), unit="sales"),
            team(a_check_in("01-12", {"goal/a": 1, "goal/b": 1}, unit="hr"), unit="hr"),
            team(unit="never"),
            team(a_check_in("02-10", {"goal/a": 1}, unit="half"), unit="half"),
        )
        assert silences(portfolio) == [
            ("never", None, None),
            ("hr", None, 31),
            ("sales", None, 23),
            ("half", "b", None),
            ("team", "a", 38),
            ("team", "c", 38),
        ]

    def test_nobody_is_quiet_in_the_first_two_weeks(self) -> None:
        assert silences(a_portfolio(team(), as_of="01-15")) == []
        assert silences(a_portfolio(team(), as_of="01-16")) == [("team", None, None)]

    @pytest.mark.parametrize("state", [CycleState.DRAFT, CycleState.CLOSED])
    def test_nobody_owes_anything_to_a_draft_or_a_closed_cycle(self, state: CycleState) -> None:
        assert silences(a_portfolio(team(), cycles=[a_cycle(state=state)])) == []

    def test_what_is_done_or_was_due_does_not_keep_a_unit_from_being_quiet(self) -> None:
        done = a_key_result("done", Deliverable("survey", done=day("01-10")))
        over = a_key_result("over", PERCENT, due="01-12")
        silent = a_key_result("silent", PERCENT)
        set_of_okrs = okrs(an_objective(done, over, silent), check_ins=[a_check_in("01-08", {"goal/over": 1})])
        assert silences(a_portfolio(set_of_okrs)) == [("team", None, None)]


class TestWins:
    def test_newest_first_and_nothing_from_the_future(self) -> None:
        written = okrs(
            an_objective(),
            check_ins=[
                a_check_in("01-08", wins=["First deal", "A new rep"]),
                a_check_in("02-05", wins=["A fair"]),
                a_check_in("02-13", wins=["Not yet"]),
            ],
            review=a_review(when="02-10", wins=["The half-way mark"]),
        )
        portfolio = a_portfolio(written)
        told = wins(portfolio, portfolio.cycles["2027-q1"])
        assert [win.text for win in told] == ["The half-way mark", "A fair", "First deal", "A new rep"]
        assert {win.unit.id for win in told} == {"team"}

    def test_a_review_without_a_date_counts_for_the_end_of_the_cycle(self) -> None:
        portfolio = a_portfolio(okrs(an_objective(), review=a_review(wins=["600 leads"])), as_of="05-01")
        (win,) = wins(portfolio, portfolio.cycles["2027-q1"])
        assert (win.text, win.date) == ("600 leads", day("03-31"))


def test_next_dates_over_all_cycles_todays_included() -> None:
    quarter = a_cycle(key_dates={"01-10": "Kick-off", "02-12": "Mid-cycle review", "03-30": "Retrospective"})
    year = a_cycle("2027", "01-01", "12-31", key_dates={"02-20": "Board", "12-01": "Plan 2028"})
    portfolio = a_portfolio(cycles=[quarter, year])
    dates = next_dates(portfolio, limit=3)
    assert [key_date.title for key_date, _ in next_dates(portfolio, limit=9, of=year)] == ["Board", "Plan 2028"]
    assert [(key_date.title, cycle.id) for key_date, cycle in dates] == [
        ("Mid-cycle review", "2027-q1"),
        ("Board", "2027"),
        ("Retrospective", "2027-q1"),
    ]
