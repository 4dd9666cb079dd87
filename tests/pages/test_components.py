"""The small drawn parts say in words what they show."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.pages import components

PATH = tuple(week / 13 for week in range(14))


def test_every_status_has_a_word_a_shape_and_a_colour() -> None:
    sprite = (components_sprite := _sprite())
    assert components_sprite
    for status in Status:
        html = components.status_word(status)
        assert status.word in html
        shape = re.search(r"#okr:([a-z]+)", html)
        assert shape
        assert f'id="okr:{shape[1]}"' in sprite


def _sprite() -> str:
    from pathlib import Path

    import mkdocs_okr_theme

    return Path(mkdocs_okr_theme.__file__).parent.joinpath("templates", "okr-sprite.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("value", "symbol", "words"),
    [
        (0.0, "c0", "unlikely"),
        (0.4, "c4", "a challenge"),
        (0.7, "c7", "likely"),
        (1.0, "c10", "high"),
        (0.62, "c7", "likely"),
    ],
)
def test_confidence_shows_bars_number_and_word(value: float, symbol: str, words: str) -> None:
    html = components.confidence(value)
    assert f"#okr:{symbol}" in html
    assert words in html


def test_a_bar_tells_score_and_expectation_to_those_who_do_not_see_it() -> None:
    html = components.bar(0.43, 0.46, Status.ON_TRACK)
    assert 'aria-label="43 % of the way, 46 % expected by now"' in html
    assert "--v:0.430;--e:0.460" in html


def test_a_missing_week_breaks_the_line_and_dots_bridge_it() -> None:
    html = components.sparkline([0.0, 0.2, None, 0.4, 0.5], PATH, Status.ON_TRACK, width=108, height=40, label="x")
    line = re.search(r'okr-spark__act" d="([^"]*)"', html)
    gap = re.search(r'okr-spark__gap" d="([^"]*)"', html)
    assert line
    assert line[1].count("M") == 2
    assert gap
    assert gap[1].count("M") == 1


def test_an_old_last_value_runs_on_as_dots_until_today() -> None:
    html = components.sparkline([0.0, 0.2, None, None], PATH, Status.ON_TRACK, width=108, height=40, label="x")
    gap = re.search(r'okr-spark__gap" d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)"', html)
    assert gap
    assert gap[1] == gap[2], "the tail is level"


def test_nothing_measured_yet_shows_the_expected_path_alone() -> None:
    html = components.sparkline([None, None], PATH, Status.NO_DATA, width=108, height=40, label="x")
    assert "okr-spark__exp" in html
    assert "okr-spark__end" not in html


@given(st.lists(st.none() | st.floats(0, 1), max_size=60), st.integers(1, 60))
def test_no_history_draws_outside_its_box(history: list[float | None], weeks: int) -> None:
    path = tuple(week / weeks for week in range(weeks + 1))
    html = components.sparkline(history[: weeks + 1], path, Status.ON_TRACK, width=108, height=40, label="x")
    for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", html):
        assert 0 <= float(x) <= 108
        assert 0 <= float(y) <= 40


def test_the_expected_path_is_the_one_that_the_figures_expect() -> None:
    straight = components.sparkline([], PATH, Status.NO_DATA, width=108, height=40, label="x")
    assert 'okr-spark__exp" d="M4.0 36.0L104.0 4.0"' in straight
    due_early = (0.0, 0.5, 1.0, 1.0, 1.0)
    bent = components.sparkline([], due_early, Status.NO_DATA, width=108, height=40, label="x")
    assert 'okr-spark__exp" d="M4.0 36.0L54.0 4.0L104.0 4.0"' in bent
