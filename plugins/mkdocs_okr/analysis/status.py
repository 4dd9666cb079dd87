"""The words that say how a key result, an objective or a unit stands."""

from enum import StrEnum

from mkdocs_okr.model import PaceThresholds, Scoring

COMMITTED = "committed"
FULLY_REACHED = 0.995
"""What counts as 1.0 for a committed objective: a score that is printed as 1.00 is never called missed."""


class Status(StrEnum):
    """How something stands: four words of pace, two for what cannot be judged, three for how a closed cycle ended.

    CLOSED is everything in a closed cycle whose scores are not published.
    """

    AHEAD = "ahead"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    NOT_STARTED = "not-started"
    NO_DATA = "no-data"
    ACHIEVED = "achieved"
    PARTLY = "partly"
    MISSED = "missed"
    CLOSED = "closed"

    @property
    def word(self) -> str:
        """The status as readers see it: "On track"."""
        return self.value.replace("-", " ").capitalize()


def pace(score: float | None, expected: float, thresholds: PaceThresholds) -> Status:
    """How a score compares with the progress expected by now, both 0 to 1; NO_DATA without a score.

    The gap is `score - expected`; each threshold belongs to the better status. The gap is rounded to a billionth,
    so that a gap that is exactly a threshold on paper is not lost to binary fractions.
    """
    if score is None:
        return Status.NO_DATA
    gap = round(score - expected, 9)
    if gap >= thresholds.ahead:
        return Status.AHEAD
    if gap >= thresholds.on_track:
        return Status.ON_TRACK
    if gap >= thresholds.at_risk:
        return Status.AT_RISK
    return Status.OFF_TRACK


def outcome(score: float | None, kind: str, scoring: Scoring) -> Status:
    """How a closed cycle ended for something with this final score, 0 to 1; NO_DATA without one.

    A stretch (`kind` "aspirational" or unstated) is achieved from `scoring.good` and partly reached from
    `scoring.fair`. What was "committed" was promised in full: achieved at 1.0, partly reached from `scoring.good`.
    """
    if score is None:
        return Status.NO_DATA
    achieved, partly = (FULLY_REACHED, scoring.good) if kind == COMMITTED else (scoring.good, scoring.fair)
    rounded = round(score, 9)
    if rounded >= achieved:
        return Status.ACHIEVED
    return Status.PARTLY if rounded >= partly else Status.MISSED
