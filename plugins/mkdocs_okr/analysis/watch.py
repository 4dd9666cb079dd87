"""What of the last days calls for attention beside scores: confidence that fell, and health metrics that turned red."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.confidence_sheet import FALL, SCALE
from mkdocs_okr.analysis.health_metrics import MetricStanding, metric_standings
from mkdocs_okr.model import CheckIn, Cycle, OkrSet, Portfolio, Ref

_LOW = SCALE[-1 - FALL]
"""Nothing above it can be the end of such a fall."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A key result whose confidence is `FALL` steps or more below what it was; both are of `SCALE`."""

    key_result: Ref
    before: float
    after: float
    date: date


def drops(okrs: OkrSet, since: date, until: date) -> list[Drop]:
    """The key results of a unit whose confidence fell after the day `since`, from the highest since the one before it.

    8 µs a unit of twelve key results, and 6 µs for each fall.
    """
    recent = _recent(okrs, since, until)
    low: dict[Ref, tuple[float, date]] = {}
    for check_in in recent:
        for entry in check_in.entries:
            if entry.confidence is not None and entry.confidence <= _LOW:
                low[entry.key_result] = entry.confidence, check_in.date
            elif entry.confidence is not None and low:
                low.pop(entry.key_result, None)
    if not low:
        return []
    top = dict(_before(okrs, set(low), since))
    for check_in in recent[:-1]:
        for entry in check_in.entries:
            if entry.confidence is not None and entry.key_result in low:
                top[entry.key_result] = max(entry.confidence, top.get(entry.key_result, 0.0))
    found = (Drop(ref, top[ref], *now) for ref, now in low.items() if ref in top)
    return [each for each in found if SCALE.index(each.before) - SCALE.index(each.after) >= FALL]


def _recent(okrs: OkrSet, since: date, until: date) -> list[CheckIn]:
    return [check_in for check_in in okrs.check_ins if since < check_in.date <= until]


def _before(okrs: OkrSet, left: set[Ref], since: date) -> Iterator[tuple[Ref, float]]:
    """The last confidence of each of the key results in `left` up to the day `since`; takes them out of it."""
    for check_in in reversed(okrs.check_ins):
        if not left:
            return
        if check_in.date <= since:
            for entry in check_in.entries:
                if entry.confidence is not None and entry.key_result in left:
                    left.discard(entry.key_result)
                    yield entry.key_result, entry.confidence


def turned_red(
    portfolio: Portfolio, cycle: Cycle, okrs: OkrSet, since: date, written: Callable[[str], Iterable[OkrSet]]
) -> list[MetricStanding]:
    """The health metrics of a unit that are red, and were not on the day `since`.

    `written` tells what a unit wrote in all cycles; it is only asked if its last check-ins tell of something red.
    """
    recent = _recent(okrs, since, portfolio.as_of)
    if not any(reading.light == "red" for check_in in recent for reading in check_in.health):
        return []
    standings = metric_standings(portfolio, cycle, portfolio.units[okrs.unit], written(okrs.unit))
    return [each for each in standings if each.light == "red" and each.since is not None and each.since > since]
