"""Whether the targets of contributing key results add up to the one that they contribute to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.cascade import Cascade
from mkdocs_okr.model import Cycle, KeyResult, Metric, MovingMetric, Portfolio, Ref

NO_SUMS = frozenset(
    {
        *("‰", "percent", "per cent", "pp", "bp", "basis point", "percentage point", "point", "pt"),
        *("score", "rating", "star", "grade", "index", "np", "enp", "csat", "ratio", "rate"),
        *("×", "x", "time", "fold", "σ", "°c", "°f", "db"),
        *("ms", "s", "sec", "second", "min", "minute", "h", "hr", "hour", "d", "day", "working day", "business day"),
        *("week", "wk", "month", "mth", "quarter", "year", "yr"),
    }
)
"""Units of figures that cannot be added: shares, ratings, ratios, and spans of time, which are means as a rule.

In small letters and, but for the shortest, without an s at the end; so NPS stands here as “np”.
"""

CURRENCIES = frozenset({"$", "€", "£", "¥", "₹", "usd", "eur", "gbp", "chf", "jpy", "inr", "k$", "k€", "m$", "m€"})
"""Units of money. Money that is to become less is a price or a cost of one piece, and is not added."""

TOLERANCE = 0.02
"""How far, as a share of what is wanted, a sum may be off and still count as right: targets are rounded."""

TARGET, GAIN = "target", "gain"

_PLAUSIBLE = (0.7, 1.5)
"""Where a sum of parts that do not all name the same KPI has to lie, as a share of the whole, to be taken for one."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A key result and those of contributing objectives that are parts of it.

    `total` is what the parts come to and `wanted` what they have to. With `of` "target" these are targets; with "gain"
    they are the ways from baseline to target, which fall below 0 where the figures are to fall.
    """

    whole: KeyResult
    parts: tuple[KeyResult, ...]
    of: str
    total: float
    wanted: float

    @property
    def missing(self) -> float:
        """What the parts lack, as a share of what is wanted; below 0 where they come to more."""
        return 1 - self.total / self.wanted

    @property
    def adds_up(self) -> bool:
        """Whether they come to what is wanted, give or take `TOLERANCE`."""
        return abs(self.missing) <= TOLERANCE


def sums(portfolio: Portfolio, cascade: Cascade, cycle: Cycle) -> Mapping[Ref, Sum]:
    """The sum below every key result of the cycle that has one, in the portfolio's order."""
    found: dict[Ref, Sum] = {}
    for ref, key_result in portfolio.key_results.items():
        below = sum_below(portfolio, cascade, key_result) if ref.cycle == cycle.id else None
        if below is not None:
            found[ref] = below
    return found


def sum_below(portfolio: Portfolio, cascade: Cascade, whole: KeyResult) -> Sum | None:
    """What contributes to a key result in its own cycle, added up; None where there is nothing to add.

    A key result of a contributing objective is a part when it has the same unit and moves the same way; where it and
    the whole both name a KPI, it has to be the same one. Parts that could belong to another key result just as well
    leave the sum open, and parts that are not known to be of the same KPI count only while their sum comes near.
    """
    metric = whole.metric
    if not isinstance(metric, MovingMetric) or not _can_be_added(metric):
        return None
    parts: list[KeyResult] = []
    for objective in cascade.contributors(whole.ref):
        if objective.ref.cycle != whole.ref.cycle:
            continue
        own = _parts(objective.key_results, metric)
        for contribution in objective.contributes_to:
            other = portfolio.key_results.get(contribution.to) if contribution.to != whole.ref else None
            if other is not None and any(_is_part(each.metric, other.metric) for each in own):
                return None
        parts.extend(own)
    return _sum(whole, metric, parts) if parts else None


def _can_be_added(metric: MovingMetric) -> bool:
    unit = _singular(metric.unit)
    if unit in NO_SUMS or "%" in unit or "/" in unit or " per " in unit or unit.startswith("of "):
        return False
    way = _way(metric)
    return bool(unit) and way != 0 and metric.target >= 0 and (way > 0 or unit not in CURRENCIES)


def _singular(unit: str) -> str:
    unit = unit.strip().casefold()
    return unit.removesuffix("s") if len(unit) > 2 else unit


def _way(metric: MovingMetric) -> float:
    return metric.target - (metric.baseline or 0.0)


def _parts(key_results: Sequence[KeyResult], whole: MovingMetric) -> list[KeyResult]:
    """The key results of one contributing objective that can be parts; if any name the KPI of the whole, only those."""
    found = [each for each in key_results if _is_part(each.metric, whole)]
    if whole.kpi:
        sure = [each for each in found if each.metric is not None and each.metric.kpi == whole.kpi]
        return sure or found
    return found


def _is_part(part: Metric | None, whole: Metric | None) -> bool:
    return (
        isinstance(part, MovingMetric)
        and isinstance(whole, MovingMetric)
        and _singular(part.unit) == _singular(whole.unit)
        and (part.kpi == whole.kpi or not part.kpi or not whole.kpi)
        and (_way(part) > 0) == (_way(whole) > 0)
    )


def _sum(whole: KeyResult, metric: MovingMetric, parts: Sequence[KeyResult]) -> Sum | None:
    """The sum of targets or of gains, whichever comes nearer to what is wanted."""
    metrics = [part.metric for part in parts if isinstance(part.metric, MovingMetric)]
    ways = [Sum(whole, tuple(parts), GAIN, sum(map(_way, metrics)), _way(metric))]
    if metric.target:
        ways.insert(0, Sum(whole, tuple(parts), TARGET, sum(each.target for each in metrics), metric.target))
    best = min(ways, key=lambda each: abs(each.missing))
    is_sure = bool(metric.kpi) and all(each.kpi == metric.kpi for each in metrics)
    if best.adds_up or is_sure:
        return best
    low, high = _PLAUSIBLE
    return best if len(parts) > 1 and low <= best.total / best.wanted <= high else None
