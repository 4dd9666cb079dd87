"""The shape of each status: a silhouette of its own, so that colour never has to be told apart."""

from mkdocs_okr.analysis.status import Status

SHAPES = {
    Status.AHEAD: "ahead",
    Status.ON_TRACK: "ok",
    Status.AT_RISK: "risk",
    Status.OFF_TRACK: "off",
    Status.NOT_STARTED: "wait",
    Status.NO_DATA: "none",
    Status.ACHIEVED: "ok",
    Status.PARTLY: "risk",
    Status.MISSED: "off",
    Status.CLOSED: "closed",
}
"""Status → name of its symbol in the sprite (`#okr:ok`) and of its colour class (`okr-s--ok`)."""
