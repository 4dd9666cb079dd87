"""The word for a score."""

import pytest

from mkdocs_okr.analysis.status import Status, outcome, pace
from mkdocs_okr.model import PaceThresholds, Scoring


@pytest.mark.parametrize(
    ("score", "expected", "word", "why"),
    [
        (0.60, 0.50, "Ahead", "ten points ahead is ahead"),
        (0.59, 0.50, "On track", "nine points ahead is on track"),
        (0.45, 0.50, "On track", "five points behind is still on track"),
        (0.44, 0.50, "At risk", "six points behind is at risk"),
        (0.30, 0.50, "At risk", "twenty points behind is still at risk"),
        (0.29, 0.50, "Off track", "more than that is off track"),
        (0.70, 0.75, "On track", "a gap of exactly 0.05 that binary fractions make a little more"),
        (0.549, 0.60, "At risk", "the gap is not rounded to two digits"),
        (1.00, 1.00, "On track", "the target on the due day is what was expected"),
        (None, 0.50, "No data", "nothing to judge"),
    ],
)
def test_pace(score: float | None, expected: float, word: str, why: str) -> None:
    assert pace(score, expected, PaceThresholds()).word == word, why


def test_pace_follows_the_companys_own_thresholds() -> None:
    strict = PaceThresholds(ahead=0.0, on_track=-0.01, at_risk=-0.02)
    assert [pace(score, 0.5, strict) for score in (0.5, 0.49, 0.48, 0.47)] == [
        Status.AHEAD,
        Status.ON_TRACK,
        Status.AT_RISK,
        Status.OFF_TRACK,
    ]


@pytest.mark.parametrize(
    ("score", "kind", "word", "why"),
    [
        (0.7, "aspirational", "Achieved", "a stretch at 0.7 is good"),
        (0.7, "", "Achieved", "who states no kind is judged as a stretch"),
        (0.1 + 0.6, "", "Achieved", "0.7 put together from binary fractions"),
        (0.69, "", "Partly", "just short of good"),
        (0.4, "", "Partly", "fair"),
        (0.39, "", "Missed", "below fair"),
        (1.0, "committed", "Achieved", "a promise kept"),
        (0.995, "committed", "Achieved", "printed as 1.00"),
        (0.99, "committed", "Partly", "a promise not quite kept"),
        (0.7, "committed", "Partly", "good is not enough for a promise"),
        (0.69, "committed", "Missed", "a promise broken"),
        (None, "committed", "No data", "nobody measured"),
    ],
)
def test_outcome(score: float | None, kind: str, word: str, why: str) -> None:
    assert outcome(score, kind, Scoring()).word == word, why


def test_outcome_follows_the_companys_own_bands() -> None:
    assert outcome(0.6, "", Scoring(good=0.6, fair=0.2)) is Status.ACHIEVED
    assert outcome(0.2, "", Scoring(good=0.6, fair=0.2)) is Status.PARTLY


def test_every_status_has_a_word() -> None:
    assert [status.word for status in Status] == [
        "Ahead",
        "On track",
        "At risk",
        "Off track",
        "Not started",
        "No data",
        "Achieved",
        "Partly",
        "Missed",
        "Closed",
    ]
