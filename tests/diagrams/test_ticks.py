"""An axis takes every value that it was made for, and prints round numbers that can be told apart."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_okr.diagrams.ticks import Ticks, ticks

SIZES = {"M": 1e6, "bn": 1e9, "tn": 1e12}
values = st.lists(
    st.one_of(
        st.floats(allow_nan=False, allow_infinity=False),
        st.floats(min_value=-1000, max_value=1000),
        st.integers(-(10**12), 10**12).map(float),
    ),
    max_size=6,
)


def read(words: str) -> float:
    """The number that somebody reads from a tick."""
    number, _, size = words.replace("\u2212", "-").replace(",", "").partition("\u00a0")
    return float(number) * SIZES.get(size, 1)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ([0, 1], "0 0.2 0.4 0.6 0.8 1.0"),
        ([120, 200], "120 140 160 180 200"),
        ([0, 100], "0 20 40 60 80 100"),
        ([0.0001, 0.0004], "0.0001 0.0002 0.0003 0.0004 0.0005"),
        ([-3, 4], "−4 −2 0 2 4"),
        ([1200, 1900], "1,200 1,400 1,600 1,800 2,000"),
        ([0, 2_100_000], "0 0.5_M 1.0_M 1.5_M 2.0_M 2.5_M"),
        ([0, 1e12], "0 0.2_tn 0.4_tn 0.6_tn 0.8_tn 1.0_tn"),
        ([1e-9, 3e-9], "1e−9 1.5e−9 2e−9 2.5e−9 3e−9"),
        ([5], "4.5 5.0 5.5"),
        ([0], "−1.0 −0.5 0 0.5 1.0"),
        ([], "0 0.2 0.4 0.6 0.8 1.0"),
    ],
)
def test_ticks_are_round_numbers(shown: list[float], printed: str) -> None:
    assert " ".join(words.replace("\u00a0", "_") for words in ticks([float(each) for each in shown]).words) == printed


@given(values)
def test_an_axis_takes_all_values_and_has_few_ticks(shown: list[float]) -> None:
    axis = ticks(shown)
    inside = [value for value in shown if abs(value) <= 1e300]
    assert all(axis.low <= value <= axis.high for value in inside)
    assert 2 <= len(axis.values) <= 7
    assert all(low < high for low, high in pairwise(axis.values))


@given(values)
def test_what_is_printed_is_the_value_of_the_tick(shown: list[float]) -> None:
    axis = ticks(shown)
    assert len(set(axis.words)) == len(axis.words)
    for value, words in zip(axis.values, axis.words, strict=True):
        assert re.fullmatch(r"−?[\d,]+(\.\d+)?(e−?\d+)?(\u00a0(M|bn|tn))?", words)
        assert read(words) == pytest.approx(value, rel=1e-9)


@given(values, st.floats(allow_nan=False))
@example([0.0, 5e-324], 0.0)
def test_a_place_on_the_axis_rises_with_the_value_and_stays_on_it(shown: list[float], value: float) -> None:
    axis = ticks(shown)
    assert axis.share(axis.low) == 0
    assert axis.share(axis.high) == 1
    assert 0 <= axis.share(value) <= 1
    assert axis.share(value) <= axis.share(value + abs(value) / 2)


def test_scores_keep_their_axis() -> None:
    assert Ticks((0.0, 1.0), ("0", "1")).share(0.25) == 0.25
