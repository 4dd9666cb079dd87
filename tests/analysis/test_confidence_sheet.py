"""What a confidence sheet says of each key result in each week, and what is worth a word."""

from collections.abc import Mapping
from datetime import date

import pytest

from mkdocs_okr.analysis.confidence_sheet import (
    Cell,
    ConfidenceSheet,
    Given,
    Tally,
    periods,
    remarkable,
    total,
)
from mkdocs_okr.model import CheckIn, CheckInEntry, Cycle, CycleState, Deliverable, KeyResult, Metric, Rhythm
from tests.builders import a_check_in, a_cycle, a_key_result, a_portfolio, an_objective, okrs, ref

NO_METRIC: Metric | None = None
# How a row is written in these tests: what was given, "-" missing, "?" open, "." nothing due, " " to come.
SIGNS = {"missing": "-", "open": "?", "not-due": ".", "ahead": " "}


def sure(when: str, confidence: float, of: str = "kr") -> CheckIn:
    return a_check_in(when, {"goal/x": CheckInEntry(ref(f"team/goal/{of}"), confidence=confidence)})


def sheet_of(
    *said: CheckIn,
    key_results: tuple[KeyResult, ...] = (),
    cycle: Cycle | None = None,
    as_of: str = "02-12",
    check_in_days: int = 7,
) -> tuple[ConfidenceSheet, list[str]]:
    """The sheet of one unit, and its rows in signs."""
    cycle = cycle or a_cycle()
    objective = an_objective(*(key_results or (a_key_result("kr", NO_METRIC),)))
    written = okrs(objective, check_ins=said)
    portfolio = a_portfolio(written, as_of=as_of, cycles=[cycle], rhythm=Rhythm(check_in_days=check_in_days))
    sheet = ConfidenceSheet(portfolio, cycle)
    return sheet, [" ".join(map(sign, row.cells)).rstrip() for row in sheet.rows(written)]


def sign(cell: Cell) -> str:
    return f"{cell.value:g}" if isinstance(cell, Given) else SIGNS[cell.value]


def test_a_past_week_without_a_confidence_is_a_gap_and_the_running_one_is_open() -> None:
    _, [row] = sheet_of(sure("01-05", 0.7), sure("01-20", 0.4))
    assert row == "0.7 - 0.4 - - - ?"  # week 7 runs from 12 to 18 February


def test_the_last_confidence_of_a_week_counts_with_its_day_and_its_author() -> None:
    sheet, [row] = sheet_of(sure("01-02", 0.7), sure("01-06", 1.0))
    assert row.startswith("1 ")
    [cell, *_] = sheet.rows(okrs(an_objective(a_key_result("kr", None)), check_ins=[sure("01-06", 1.0)]))[0].cells
    assert isinstance(cell, Given)
    assert str(cell.date) == "2027-01-06"


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({"starts": "01-20"}, ". . - - - - ?"),
        ({"due": "01-20"}, "- - - . . . ."),
        ({"starts": "01-08", "due": "01-21"}, ". - - . . . ."),
    ],
)
def test_nothing_is_missing_before_a_key_result_starts_and_after_it_is_due(fields: Mapping[str, str], row: str) -> None:
    starts, due = fields.get("starts"), fields.get("due", "03-31")
    _, [found] = sheet_of(key_results=(a_key_result("kr", None, starts=starts, due=due),))
    assert found == row


def test_nothing_is_missing_after_it_is_done() -> None:
    done = a_key_result("kr", Deliverable("handbook", done=date(2027, 1, 13)))
    _, [row] = sheet_of(sure("01-05", 0.7), key_results=(done,))
    assert row == "0.7 - . . . . ."


@pytest.mark.parametrize(
    ("as_of", "cycle", "row"),
    [
        ("01-03", a_cycle(), "?"),
        ("2026-12-20", a_cycle(), ""),
        ("02-12", a_cycle(state=CycleState.DRAFT), ". . . . . . ."),
        ("04-20", a_cycle(), "- - - - - - - - - - - - -"),
        ("04-20", a_cycle(state=CycleState.CLOSED), "- - - - - - - - - - - - -"),
        ("02-12", a_cycle(state=CycleState.CLOSED), "- - - - - - ."),
    ],
)
def test_every_state_of_a_cycle_is_read_as_it_is(as_of: str, cycle: Cycle, row: str) -> None:
    _, [found] = sheet_of(as_of=as_of, cycle=cycle)
    assert found == row


def test_late_check_ins_belong_to_the_last_week_and_later_ones_than_today_to_none() -> None:
    _, [row] = sheet_of(sure("04-05", 1.0), sure("04-11", 0.0), as_of="04-08")
    assert row == "- - - - - - - - - - - - 1"


@pytest.mark.parametrize(
    ("days", "row"),
    [(7, "0.7 - - 0.7 - - ?"), (14, "0.7 . - 0.7 . - ?"), (21, "0.7 . . 0.7 . . ?"), (28, "0.7 . . 0.7 . . .")],
)
def test_who_checks_in_less_often_owes_no_confidence_each_week(days: int, row: str) -> None:
    _, [found] = sheet_of(sure("01-02", 0.7), sure("01-23", 0.7), check_in_days=days)
    assert found == row


def test_a_year_is_shown_by_month_and_crosses_into_the_next_one() -> None:
    year = a_cycle("2027-q1", "2026-07-01", "2027-06-30")
    columns = periods(year)
    assert [f"{each.first:%b %y}" for each in columns][5:8] == ["Dec 26", "Jan 27", "Feb 27"]
    assert (columns[0].first, columns[-1].last) == (year.starts, year.ends)
    said = [sure("2026-08-03", 0.4), sure("2026-08-31", 0.7), sure("01-31", 1.0), sure("02-01", 0.0)]
    _, [row] = sheet_of(*said, cycle=year, key_results=(a_key_result("kr", None, due="06-30"),))
    assert row == "- 0.7 - - - - 1 0"


def test_a_half_year_is_still_shown_by_week() -> None:
    assert len(periods(a_cycle("h1", "01-01", "06-30"))) == 26
    assert len(periods(a_cycle("short", "01-15", "02-10"))) == 4
    assert [len(periods(a_cycle("odd", "01-15", "12-31")))] == [12]


def test_figures_of_a_week_count_what_was_given_and_what_is_missing() -> None:
    two = tuple(a_key_result(id, None) for id in ("kr", "other"))
    written = okrs(an_objective(*two), check_ins=[sure("01-05", 1.0), sure("02-12", 0.4, "other")])
    portfolio = a_portfolio(written, as_of="02-13")
    sheet = ConfidenceSheet(portfolio, a_cycle())
    rows = sheet.rows(written)
    summary = sheet.summary(rows, remarkable(rows))
    assert summary.tallies[0] == Tally(0, 0, 0, high=1, missing=1, open=0)
    assert summary.tallies[6] == Tally(0, challenge=1, likely=0, high=0, missing=0, open=1)
    assert (summary.tallies[6].given, summary.tallies[6].owed) == (1, 2)
    assert summary.missing == 11
    twice = total([summary, summary])
    assert (twice.key_results, twice.missing, twice.longest) == (4, 22, summary.longest)


def test_a_fall_by_two_steps_is_worth_a_word_and_one_by_one_is_not() -> None:
    three = tuple(a_key_result(id, None) for id in ("fell", "slipped", "recovered"))
    said = [
        *(sure("01-05", 1.0, id) for id in ("fell", "slipped", "recovered")),
        sure("01-12", 0.0, "recovered"),
        sure("01-19", 0.7, "slipped"),
        sure("01-20", 0.4, "fell"),
        sure("01-21", 0.7, "recovered"),
    ]
    sheet, _ = sheet_of(*said, key_results=three)
    found = remarkable(sheet.rows(okrs(an_objective(*three), check_ins=said)))
    [fall] = found.falls
    assert (fall.key_result.id, fall.before.value, fall.before_period) == ("fell", 1.0, 0)
    assert (fall.after.value, fall.after_period) == (0.4, 2)


def test_what_was_never_given_is_no_gap_and_the_longest_gap_says_whether_it_lasts() -> None:
    four = tuple(a_key_result(id, None) for id in ("never", "lasting", "over", "short"))
    said = [
        *(sure("01-05", 0.7, id) for id in ("lasting", "over", "short")),
        *(sure("01-12", 0.7, id) for id in ("lasting", "short")),
        sure("01-26", 0.7, "short"),
        sure("02-11", 0.7, "over"),
    ]
    sheet, rows = sheet_of(*said, key_results=four)
    assert rows[1] == "0.7 0.7 - - - - ?"
    found = remarkable(sheet.rows(okrs(an_objective(*four), check_ins=said)))
    assert [each.id for each in found.never] == ["never"]
    assert [(gap.key_result.id, gap.first, gap.last, gap.lasts) for gap in found.gaps] == [
        ("lasting", 2, 5, True),
        ("over", 1, 4, False),
    ]


def test_nothing_is_remarkable_in_the_first_week() -> None:
    sheet, [row] = sheet_of(as_of="01-03")
    assert row == "?"
    assert remarkable(sheet.rows(okrs(an_objective(a_key_result("kr", None))))).never == ()
