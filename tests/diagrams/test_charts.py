"""A chart tells what was read and what was expected, on any cycle, to the eye and in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.diagrams.chart import (
    Band,
    Chart,
    CycleScore,
    Dated,
    Flag,
    Level,
    confidence_chart,
    cycles_chart,
    value_chart,
)
from mkdocs_okr.diagrams.chart_drawing import drawn
from mkdocs_okr.pages.charts import cycle_axis
from tests.builders import a_cycle, day
from tests.portal.document import Element, parse

QUARTER = a_cycle()


def read_on(*said: tuple[str, float]) -> list[Dated]:
    return [Dated(day(when), value, f"{when}: {value:g}") for when, value in said]


def of_values(*said: tuple[str, float], today: str = "02-12") -> Chart:
    readings = read_on(*said)
    return value_chart(cycle_axis(QUARTER, day(today), [each.day for each in readings]), "Anvils sold", readings)


def svg(*charts: Chart) -> Element:
    return parse(drawn(*charts))


def test_each_reading_says_its_day_and_value_when_pointed_at() -> None:
    page = svg(of_values(("01-05", 120), ("01-12", 130)))
    assert page.first("title").text == "Anvils sold"
    assert page.texts("circle title") == ["01-05: 120", "01-12: 130"]


def test_a_week_in_which_nobody_said_anything_breaks_the_line() -> None:
    page = svg(of_values(("01-05", 120), ("01-12", 130), ("01-26", 140), ("02-11", 150)))
    line, gaps = page.one(".okr-chart__act")["d"], page.one(".okr-chart__gap")["d"]
    assert line.count("L") == 1
    assert gaps.count("L") == 2


def test_an_old_value_is_drawn_on_to_today_and_no_further_than_the_cycle() -> None:
    assert "H" in svg(of_values(("01-05", 120))).one(".okr-chart__gap")["d"]
    assert not svg(of_values(("02-12", 120))).all(".okr-chart__gap")
    assert not svg(of_values(("01-05", 120), today="06-01")).all(".okr-chart__gap")


def test_what_was_read_after_the_cycle_lies_on_a_ground_of_its_own() -> None:
    page = svg(of_values(("03-30", 190), ("04-06", 200), today="05-01"))
    assert page.one(".okr-chart__out").text == "after the cycle"
    assert page.all("circle")[-1]["cx"] == "100.00%"
    assert not svg(of_values(("03-30", 190))).all(".okr-chart__out")


def test_a_reading_years_later_does_not_squeeze_the_cycle() -> None:
    axis = cycle_axis(QUARTER, day("2031-01-01"), [day("2030-06-01")])
    assert axis.ends == pytest.approx(2 / 3, abs=0.01)


def test_a_cycle_that_crosses_a_year_says_which_years() -> None:
    crossing = cycle_axis(a_cycle(starts="2026-12-01", ends="2027-02-28"), day("2027-01-20"))
    words = [tick.words.replace("\u00a0", " ") for tick in crossing.dates]
    assert (words[0], words[-1]) == ("1 Dec 2026", "28 Feb 2027")
    assert [tick.words.replace("\u00a0", " ") for tick in cycle_axis(QUARTER, day("01-20")).dates] == [
        "1 Jan", "29 Jan", "26 Feb", "31 Mar",
    ]  # fmt: skip


@pytest.mark.parametrize("days", [1, 5, 7, 30, 90, 365, 400])
def test_weeks_and_dates_stand_in_order_inside_the_chart(days: int) -> None:
    starts = date(2027, 1, 1)
    cycle = a_cycle(starts=str(starts), ends=str(starts + timedelta(days=days - 1)))
    axis = cycle_axis(cycle, starts)
    for ticks in (axis.weeks, axis.dates):
        places = [tick.at for tick in ticks]
        assert places == sorted(set(places))
        assert all(0 <= place <= 1 for place in places)
    assert len(axis.weeks) <= 16


def test_today_is_marked_while_it_lies_in_the_cycle() -> None:
    assert [text.text for text in svg(of_values(("01-05", 1))).all(".okr-chart__head")] == ["Today"]
    assert not svg(of_values(("01-05", 1), today="2028-01-01")).all(".okr-chart__today")


def test_flags_keep_their_words_where_they_have_room_and_their_meaning_everywhere() -> None:
    axis = cycle_axis(QUARTER, day("03-31"))
    flags = [Flag(day(when), when, f"target moved on {when}") for when in ("01-20", "01-22", "02-20")]
    page = svg(value_chart(axis, "Anvils", read_on(("01-05", 1)), flags=flags))
    assert page.texts(".okr-chart__flag text") == ["01-20", "02-20"]
    assert page.texts(".okr-chart__flag title") == [f"target moved on {flag.label}" for flag in flags]


def test_confidence_stands_on_its_four_steps_below_the_values_on_the_same_axis() -> None:
    axis = cycle_axis(QUARTER, day("02-12"))
    values = value_chart(axis, "Orders", read_on(("01-05", 120)), targets=[Level(1_234_567, "Target")])
    page = svg(values, confidence_chart(axis, "Confidence", read_on(("01-05", 0.7), ("01-12", 0.4))))
    first, second = (each for each in page.all("svg") if "okr-chart" in each.classes)
    assert first["style"] == second["style"]
    assert first.all("circle")[0]["cx"] == second.all("circle")[0]["cx"]
    assert second.texts(".okr-chart__y") == ["0", "0.4", "0.7", "1", "Week"]
    assert not first.all(".okr-chart__x")


@pytest.mark.parametrize("band", [Band(92, None, "at least"), Band(None, 92, "at most"), Band(92, 92, "exactly")])
def test_both_sides_of_the_bound_of_a_band_are_seen(band: Band) -> None:
    chart = value_chart(cycle_axis(QUARTER, day("02-12")), "Kept", read_on(("01-05", 92.0)), band=band)
    assert chart.axis.low < 92 < chart.axis.high
    assert chart.areas[0].high == (1 if band.high is None else chart.axis.share(92))
    assert chart.areas[0].low == (0 if band.low is None else chart.axis.share(92))


def test_a_cycle_of_a_day_lies_on_no_ground_of_another_time() -> None:
    axis = cycle_axis(a_cycle(starts="2027-01-19", ends="2027-01-19"), day("01-20"))
    assert (axis.begins, axis.ends) == (0, 1)


def test_of_many_cycles_as_many_are_named_as_have_room() -> None:
    page = svg(cycles_chart("Score", [CycleScore(f"C{n}", 0.5, "", is_final=True) for n in range(12)]))
    assert page.texts(".okr-chart__x") == ["C2", "C5", "C8", "C11"]


def test_cycles_that_still_move_are_rings_and_cycles_without_a_score_are_gaps() -> None:
    scores = [("2026 Q1", 0.6, True), ("2026 Q2", None, True), ("2026 Q3", 0.75, True), ("2026 Q4", 0.4, False)]
    page = svg(cycles_chart("Score", [CycleScore(name, score, name, final) for name, score, final in scores]))
    assert page.texts(".okr-chart__now") == ["0.60", "0.75", "0.40"]
    assert page.texts(".okr-chart__x") == ["2026 Q1", "2026 Q2", "2026 Q3", "2026 Q4"]
    assert len(page.all(".okr-chart__ring")) == 1
    assert page.one(".okr-chart__gap")["d"].count("L") == 1


@pytest.mark.parametrize("words", ['<script>alert("1")</script>', "]]>&\x00\u202e'\"", "x" * 5000])
def test_words_that_mean_harm_stay_words(words: str) -> None:
    readings = [Dated(day("01-05"), 1.0, words)]
    axis = cycle_axis(QUARTER, day("02-12"))
    flag = Flag(day("01-20"), words, words)
    level, band = Level(2, words), Band(0, 3, words)
    markup = drawn(
        value_chart(axis, words, readings, description=words, targets=[level], band=band, flags=[flag], label=words),
        cycles_chart(words, [CycleScore(words, 0.5, words, is_final=True)], description=words),
    )
    assert {element.tag for element in parse(markup).walk()} <= {
        "", "svg", "title", "desc", "path", "text", "rect", "line", "circle", "g", "html", "body", "document", "root",
    }  # fmt: skip
    assert "\x00" not in markup
    assert "\u202e" not in markup
    assert len(markup) < 20_000


@given(st.lists(st.tuples(st.integers(-40, 160), st.floats(allow_nan=False, allow_infinity=False)), max_size=8))
def test_any_values_on_any_days_give_a_chart_whose_points_lie_on_it(said: list[tuple[int, float]]) -> None:
    by_day = {QUARTER.starts + timedelta(days=number): value for number, value in sorted(said)}
    readings = [Dated(when, value, "") for when, value in by_day.items()]
    axis = cycle_axis(QUARTER, day("02-12"), by_day)
    chart = value_chart(axis, "Any", readings, targets=[Level(1e12, "Target")])
    page = svg(chart)
    for circle in page.all("circle"):
        assert 0 <= float(circle["cx"].rstrip("%")) <= 100
        assert 0 <= float(circle["cy"]) <= chart.height
    assert len(page.all("circle")) == len(readings)
    assert "nan" not in drawn(chart)
