"""How healthy the numbers are that units keep an eye on beside their OKRs, and whether an OKR is bought with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Cycle, HealthMetric, HealthReading, KeyResult, OkrSet, Portfolio, Unit

LIGHTS = ("red", "amber", "", None, "green")
"""The lights, the most urgent first; empty where a reading gives none, None where there is no reading."""
_WELL = frozenset({Status.AHEAD, Status.ON_TRACK, Status.ACHIEVED})


@dataclass(frozen=True, slots=True)
class DatedReading:
    """What a check-in said of a health metric. `light` is green, amber, red, or empty where only a value was given."""

    date: date
    value: float | None
    light: str
    note: str


@dataclass(frozen=True, slots=True)
class MetricStanding:
    """A unit's health metric as known in a cycle.

    `readings` are those of all cycles, oldest first, up to the cycle's end or today. `key_results` are the unit's key
    results of the cycle that must not harm it.
    """

    unit: Unit
    metric: HealthMetric
    readings: tuple[DatedReading, ...]
    key_results: tuple[KeyResult, ...]

    @property
    def latest(self) -> DatedReading | None:
        """The last reading; None where there never was one."""
        return self.readings[-1] if self.readings else None

    @property
    def light(self) -> str | None:
        """The last light, empty where the last reading gave none; None without any reading."""
        return self.readings[-1].light if self.readings else None

    @property
    def urgency(self) -> int:
        """Its place among others by its light, from 0: what is to be acted on comes first, what is healthy last."""
        return LIGHTS.index(self.light)

    @property
    def last_value(self) -> DatedReading | None:
        """The last reading that gave a value."""
        return next((each for each in reversed(self.readings) if each.value is not None), None)

    @property
    def since(self) -> date | None:
        """The day of the first reading since which the light has been what it is; None without any reading."""
        first = None
        for reading in reversed(self.readings):
            if reading.light != self.light:
                break
            first = reading.date
        return first


@dataclass(frozen=True, slots=True)
class Bought:
    """A key result that goes well while the metric that it must not harm, read in the same cycle, is red."""

    key_result: KeyResult
    status: Status
    metric: MetricStanding


def metric_standings(
    portfolio: Portfolio, cycle: Cycle, unit: Unit, written: Iterable[OkrSet]
) -> tuple[MetricStanding, ...]:
    """The health metrics of a unit in their order; `written` is what the unit wrote in all cycles. 1 µs a reading."""
    if not unit.charter.health_metrics:
        return ()
    sets = list(written)
    found: dict[str, dict[date, DatedReading]] = {metric.id: {} for metric in unit.charter.health_metrics}
    # Of two readings of one day that of the cycle itself counts.
    for okrs in sorted(sets, key=lambda okrs: okrs.cycle == cycle.id):
        for day, reading in _readings(portfolio, cycle, okrs):
            if reading.metric in found:  # no charter holds a metric that is written wrongly
                found[reading.metric][day] = DatedReading(day, reading.value, reading.light, reading.note)
    linked = _linked(okrs for okrs in sets if okrs.cycle == cycle.id)
    return tuple(
        MetricStanding(
            unit,
            metric,
            tuple(reading for _, reading in sorted(found[metric.id].items())),
            tuple(linked.get(metric.id, ())),
        )
        for metric in unit.charter.health_metrics
    )


def _readings(portfolio: Portfolio, cycle: Cycle, okrs: OkrSet) -> Iterator[tuple[date, HealthReading]]:
    """What the check-ins of a set say of health, as far as it was known in the cycle; a bare name says nothing."""
    until = portfolio.as_of if okrs.cycle == cycle.id else min(portfolio.as_of, cycle.ends)
    for check_in in okrs.check_ins:
        if check_in.date <= until:
            for reading in check_in.health:
                if reading.value is not None or reading.light or reading.note:
                    yield check_in.date, reading


def _linked(sets: Iterable[OkrSet]) -> Mapping[str, Sequence[KeyResult]]:
    linked: dict[str, list[KeyResult]] = {}
    for okrs in sets:
        for objective in okrs.objectives:
            for key_result in objective.key_results:
                for metric in key_result.health_metrics:
                    linked.setdefault(metric, []).append(key_result)
    return linked


def bought(metric: MetricStanding, cycle: Cycle, standings: CycleStandings) -> tuple[Bought, ...]:
    """The key results that may be bought with a metric: they go well while it is red in the same cycle."""
    latest = metric.latest
    if latest is None or latest.light != "red" or latest.date < cycle.starts:
        return ()
    return tuple(
        Bought(key_result, status, metric)
        for key_result in metric.key_results
        if (status := standings.key_results[key_result.ref].status) in _WELL
    )
