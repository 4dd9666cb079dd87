"""Where a key result stands, from what its people wrote."""

from datetime import date
from typing import NamedTuple

import pytest

from mkdocs_okr.analysis.standing import KeyResultStanding, assess
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import (
    CheckInEntry,
    Cycle,
    CycleState,
    Deliverable,
    Grade,
    Keep,
    KeepMetric,
    Metric,
    Milestone,
    MilestoneMetric,
    MovingMetric,
    Rhythm,
)
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, a_review, an_objective, day, okrs, ref

LEADS = MovingMetric(baseline=100, target=200)
ACCEPTANCE = KeepMetric(Keep.AT_LEAST, low=60, high=None)
KR = ref("team/goal/kr")


def standing_of(
    metric: Metric | None,
    readings: dict[str, float | None] | None = None,
    *,
    as_of: str = "02-12",
    cycle: Cycle | None = None,
    grade: Grade | None = None,
    due: str = "03-31",
    starts: str | None = None,
    kind: str = "",
    entries: dict[str, CheckInEntry] | None = None,
    rhythm: Rhythm | None = None,
) -> KeyResultStanding:
    """Assess a single key result with one check-in for each reading."""
    said: dict[str, CheckInEntry | float | None] = {**(readings or {}), **(entries or {})}
    cycle = cycle or a_cycle()
    key_result = a_key_result("kr", metric, due=due, starts=starts, cycle=cycle.id)
    portfolio = a_portfolio(
        okrs(
            an_objective(key_result, kind=kind, cycle=cycle.id),
            check_ins=[a_check_in(when, {"goal/kr": what}, cycle=cycle.id) for when, what in said.items()],
            review=None if grade is None else a_review(grade),
            cycle=cycle.id,
        ),
        as_of=as_of,
        cycles=[cycle],
        rhythm=rhythm,
    )
    return assess(portfolio, cycle).key_results[key_result.ref]


DRAFT = a_cycle(state=CycleState.DRAFT)
CLOSED = a_cycle(state=CycleState.CLOSED)


class Example(NamedTuple):
    """Score, expected progress and status of a key result that is due on the cycle's last day."""

    why: str
    metric: Metric | None
    readings: dict[str, float | None]
    as_of: str
    score: float | None
    expected: float
    word: str
    cycle: Cycle | None = None


EXAMPLES = [
    Example("a quarter half over, half of the way", LEADS, {"02-12": 150}, "02-14", 0.5, 44 / 89, "On track"),
    Example("the same a month later", LEADS, {"02-12": 150}, "03-14", 0.5, 72 / 89, "Off track"),
    Example("well before its time", LEADS, {"01-08": 150}, "01-10", 0.5, 9 / 89, "Ahead"),
    Example("the first check-in is not due yet", LEADS, {}, "01-08", 0.0, 7 / 89, "Not started"),
    Example("it was due yesterday", LEADS, {}, "01-09", 0.0, 8 / 89, "No data"),
    Example("who checks in early is judged early", LEADS, {"01-02": 100}, "01-03", 0.0, 2 / 89, "On track"),
    Example("a check-in that gives no value is no data", LEADS, {"01-08": None}, "01-12", 0.0, 11 / 89, "No data"),
    Example("the baseline is where it stands", LEADS, {}, "03-31", 0.0, 1.0, "No data"),
    Example("nobody looked yet whether it is kept", ACCEPTANCE, {}, "01-05", None, 1.0, "Not started"),
    Example("nobody looked in time", ACCEPTANCE, {}, "02-12", None, 1.0, "No data"),
    Example("kept all the time", ACCEPTANCE, {"01-08": 60, "01-15": 61}, "02-12", 1.0, 1.0, "On track"),
    Example("kept half of the time", ACCEPTANCE, {"01-08": 60, "01-15": 59}, "02-12", 0.5, 1.0, "Off track"),
    Example("no metric, from the first day", None, {}, "01-02", None, 1 / 89, "No data"),
    Example("a value without a check-in", MovingMetric(200, 100, current=150), {}, "02-14", 0.5, 44 / 89, "On track"),
    Example("a deliverable before its time", Deliverable("survey"), {}, "02-12", 0.0, 0.0, "On track"),
    Example("a deliverable in the first days", Deliverable("survey"), {}, "01-05", 0.0, 0.0, "Not started"),
    Example("a deliverable done early", Deliverable("survey", done=day("01-04")), {}, "01-05", 1.0, 0.0, "Ahead"),
    Example("a deliverable never done", Deliverable("survey"), {}, "2027-04-01", 0.0, 1.0, "Off track"),
    Example(
        "done when the cycle was over", Deliverable("survey", done=day("04-02")), {}, "04-05", 0.0, 1.0, "Off track"
    ),
    Example("read when the cycle was over", LEADS, {"02-12": 150, "04-02": 200}, "04-05", 1.0, 1.0, "On track"),
    Example("the cycle is still to come", LEADS, {}, "2026-12-20", 0.0, 0.0, "Not started"),
    Example("the cycle is still to come, to be kept", ACCEPTANCE, {}, "2026-12-20", None, 0.0, "Not started"),
    Example("the cycle is still to come, no metric", None, {}, "2026-12-20", None, 0.0, "Not started"),
    Example("nothing is expected of a draft", LEADS, {}, "02-12", 0.0, 0.0, "Not started", DRAFT),
    Example("closed at 0.7", LEADS, {"03-31": 170}, "05-01", 0.7, 1.0, "Achieved", CLOSED),
    Example("closed at 0.4", LEADS, {"03-31": 140}, "05-01", 0.4, 1.0, "Partly", CLOSED),
    Example("closed at 0.3", LEADS, {"03-31": 130}, "05-01", 0.3, 1.0, "Missed", CLOSED),
    Example("closed early", LEADS, {"02-10": 200}, "02-12", 1.0, 1.0, "Achieved", CLOSED),
    Example("closed without anybody having measured", LEADS, {}, "05-01", 0.0, 1.0, "No data", CLOSED),
    Example("closed, never delivered", Deliverable("survey"), {}, "05-01", 0.0, 1.0, "Missed", CLOSED),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.why)
def test_score_expectation_and_word(example: Example) -> None:
    standing = standing_of(example.metric, example.readings, as_of=example.as_of, cycle=example.cycle)
    assert standing.score == (None if example.score is None else pytest.approx(example.score))
    assert standing.expected == pytest.approx(example.expected)
    assert standing.status.word == example.word


def test_a_key_result_that_starts_later_is_not_started_until_its_own_first_check_in() -> None:
    assert standing_of(LEADS, starts="02-10").status is Status.NOT_STARTED
    assert standing_of(LEADS, starts="02-10", as_of="02-17").status is Status.NOT_STARTED
    assert standing_of(LEADS, starts="02-10", as_of="02-18").status is Status.NO_DATA


def test_a_key_result_due_in_the_week_the_cycle_starts_is_expected_in_full_from_then() -> None:
    standing = standing_of(LEADS, {"01-05": 190}, due="01-05", as_of="01-06")
    assert (standing.expected, standing.status) == (1.0, Status.AT_RISK)


def test_a_cycle_may_cross_the_year() -> None:
    winter = a_cycle("winter", "2026-12-01", "2027-02-28")
    standing = standing_of(LEADS, {"2026-12-20": 110, "2027-01-10": 150}, as_of="01-14", due="02-28", cycle=winter)
    assert standing.score == 0.5
    assert standing.expected == pytest.approx(44 / 89)
    assert standing.history == (None, None, None, 0.1, None, None, 0.5, None)


def test_a_decrease_is_judged_like_an_increase() -> None:
    falling = standing_of(MovingMetric(baseline=48, target=8), {"02-12": 28}, as_of="02-14")
    rising = standing_of(MovingMetric(baseline=8, target=48), {"02-12": 28}, as_of="02-14")
    assert (falling.score, falling.status) == (rising.score, rising.status) == (0.5, Status.ON_TRACK)


class TestGrades:
    def test_a_grade_wins_over_the_computed_score_which_stays_visible(self) -> None:
        grade = Grade(KR, score=0.8, reason="The reports count late deals")
        standing = standing_of(LEADS, {"03-30": 150}, cycle=CLOSED, as_of="05-01", grade=grade)
        assert (standing.score, standing.computed, standing.progress) == (0.8, 0.5, 0.5)
        assert standing.status is Status.ACHIEVED
        assert standing.grade == grade

    def test_a_grade_gives_a_score_to_what_cannot_be_measured(self) -> None:
        standing = standing_of(None, cycle=CLOSED, as_of="05-01", grade=Grade(KR, score=0.5, reason="By eye"))
        assert (standing.score, standing.computed, standing.status) == (0.5, None, Status.PARTLY)

    def test_a_grade_judges_what_nobody_checked_in(self) -> None:
        standing = standing_of(LEADS, cycle=CLOSED, as_of="05-01", grade=Grade(KR, score=0.2, reason="Dropped"))
        assert (standing.score, standing.status) == (0.2, Status.MISSED)

    def test_a_grade_counts_in_a_running_cycle_too(self) -> None:
        standing = standing_of(LEADS, {"02-12": 100}, as_of="02-14", grade=Grade(KR, score=0.5, reason="Late report"))
        assert (standing.score, standing.status) == (0.5, Status.ON_TRACK)

    def test_words_without_a_score_leave_the_computed_one(self) -> None:
        standing = standing_of(
            LEADS, {"03-30": 150}, cycle=CLOSED, as_of="05-01", grade=Grade(KR, learning="Start sooner")
        )
        assert (standing.score, standing.status) == (0.5, Status.PARTLY)

    def test_a_committed_key_result_has_to_be_reached_in_full(self) -> None:
        readings: dict[str, float | None] = {"03-30": 190}
        assert standing_of(LEADS, readings, cycle=CLOSED, as_of="05-01", kind="committed").status is Status.PARTLY
        assert standing_of(LEADS, readings, cycle=CLOSED, as_of="05-01").status is Status.ACHIEVED

    def test_a_review_of_tomorrow_does_not_count_today(self) -> None:
        key_result = a_key_result("kr", LEADS)
        review = a_review(Grade(KR, score=0.9, reason="Good"), when="02-13")
        for as_of, score in [("02-12", 0.0), ("02-13", 0.9)]:
            portfolio = a_portfolio(okrs(an_objective(key_result), review=review), as_of=as_of)
            assert assess(portfolio, portfolio.cycles["2027-q1"]).key_results[KR].score == score


class TestWeeks:
    def test_history_has_a_gap_for_every_week_without_a_check_in(self) -> None:
        standing = standing_of(LEADS, {"01-04": 110, "01-20": 130, "01-21": 140, "02-10": 160}, as_of="02-12")
        assert standing.history == (None, 0.1, None, 0.4, None, None, 0.6, None)

    def test_a_check_in_without_a_value_carries_the_score_on(self) -> None:
        standing = standing_of(LEADS, {"01-04": 110, "01-12": None}, as_of="01-15")
        assert standing.history == (None, 0.1, 0.1, None)

    def test_what_is_kept_has_no_score_on_the_first_day(self) -> None:
        assert standing_of(ACCEPTANCE, {"01-04": 60, "01-12": 50}, as_of="01-15").history == (None, 1.0, 0.5, None)

    def test_milestones_fill_the_weeks_they_were_done_in(self) -> None:
        metric = MilestoneMetric((Milestone("a", 1, done=day("01-04")), Milestone("b", 3, done=day("01-14"))))
        assert standing_of(metric, as_of="01-15").history == (None, 0.25, 1.0, None)

    def test_an_inline_value_is_of_this_week(self) -> None:
        standing = standing_of(MovingMetric(200, 100, current=150), as_of="01-15")
        assert standing.history == (None, None, None, 0.5)
        assert (standing.value, standing.value_date, standing.delta) == (150, None, None)

    def test_figures_that_arrive_after_the_end_belong_to_the_last_week(self) -> None:
        standing = standing_of(LEADS, {"03-24": 150, "04-03": 180}, as_of="04-20")
        assert len(standing.history) == 14
        assert standing.history[-2:] == (0.5, 0.8)

    def test_before_the_cycle_there_is_only_its_first_day(self) -> None:
        standing = standing_of(LEADS, as_of="2026-12-20")
        assert (standing.history, standing.confidences) == ((None,), ())

    def test_confidence_by_week(self) -> None:
        entries = {
            "01-04": CheckInEntry(KR, 110, 1.0, "A good start"),
            "01-12": CheckInEntry(KR, 110, 0.7),
            "01-13": CheckInEntry(KR, None, 0.4, "The agency is late"),
            "01-20": CheckInEntry(KR, 120),
        }
        standing = standing_of(LEADS, entries=entries, as_of="01-23")
        assert standing.confidences == (1.0, 0.4, None, None)
        assert (standing.confidence, standing.confidence_date) == (0.4, date(2027, 1, 13))
        assert (standing.value, standing.value_date) == (120, date(2027, 1, 20))
        assert (standing.last_check_in, standing.note) == (date(2027, 1, 20), "")

    def test_tomorrows_check_in_does_not_count_today(self) -> None:
        standing = standing_of(LEADS, {"02-12": 150, "02-13": 200}, as_of="02-12")
        assert (standing.score, standing.last_check_in) == (0.5, date(2027, 2, 12))


class TestDelta:
    @pytest.mark.parametrize(
        ("readings", "delta", "why"),
        [
            ({"02-05": 110, "02-12": 150}, 0.4, "since the reading of seven days ago"),
            ({"02-04": 110, "02-06": 120, "02-12": 150}, 0.4, "a reading of six days ago is part of the week"),
            ({"02-05": 150, "02-12": 110}, -0.4, "a loss"),
            ({"01-20": 150}, 0.0, "nothing new"),
            ({"02-10": 150}, 0.5, "the first reading counts from the baseline"),
            ({}, None, "no data, no change"),
        ],
    )
    def test_the_gain_of_the_last_seven_days(
        self, readings: dict[str, float | None], delta: float | None, why: str
    ) -> None:
        standing = standing_of(LEADS, readings)
        assert standing.delta == (None if delta is None else pytest.approx(delta)), why

    def test_what_is_kept_has_none_before_its_second_week(self) -> None:
        assert standing_of(ACCEPTANCE, {"02-10": 60}).delta is None
        assert standing_of(ACCEPTANCE, {"02-04": 60, "02-10": 50}).delta == pytest.approx(-0.5)

    def test_a_milestone_done_this_week(self) -> None:
        metric = MilestoneMetric((Milestone("a", done=day("02-10")), Milestone("b")))
        assert standing_of(metric).delta == 0.5


class TestQuiet:
    def test_more_than_fourteen_days_without_a_check_in(self) -> None:
        assert standing_of(LEADS, {"01-29": 110}, as_of="02-12").quiet_days is None
        assert standing_of(LEADS, {"01-28": 110}, as_of="02-12").quiet_days == 15

    def test_the_company_sets_its_own_patience(self) -> None:
        assert standing_of(LEADS, {"02-04": 110}, rhythm=Rhythm(stale_days=7)).quiet_days == 8

    def test_nobody_owes_news_after_the_due_day(self) -> None:
        assert standing_of(LEADS, {"01-27": 190}, due="01-30", as_of="03-12").quiet_days is None
        assert standing_of(LEADS, {"01-10": 190}, due="01-30", as_of="03-12").quiet_days == 61

    def test_nobody_owes_news_of_what_is_done(self) -> None:
        entries = {"01-10": CheckInEntry(KR, note="Done")}
        assert standing_of(Deliverable("survey", done=day("01-10")), entries=entries).quiet_days is None
        assert standing_of(Deliverable("survey"), entries=entries).quiet_days == 33

    def test_nobody_owes_news_to_a_closed_cycle(self) -> None:
        assert standing_of(LEADS, {"01-28": 110}, cycle=CLOSED, as_of="05-01").quiet_days is None

    def test_silence_ends_with_the_cycle(self) -> None:
        assert standing_of(LEADS, {"03-10": 110}, as_of="06-30").quiet_days == 21
