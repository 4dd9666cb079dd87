"""Weighted means over what has a score."""

from collections.abc import Sequence
from operator import mul


def shares(weights: Sequence[float]) -> list[float]:
    """The weights as shares of their sum. Weights that are all 0 say nothing, and count as equal."""
    total = sum(weights)
    if total > 0:
        return [weight / total for weight in weights]
    return [1.0 / len(weights)] * len(weights)


def weighted_mean(values: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The mean of the values that are there, each by its weight among them; None where none is.

    Weights are 0 or more and need not add up to anything; all 0 among the values that are there counts as equal.
    The result never leaves the range of the values.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    if len(known) == 1:
        return known[0]
    if len(known) < len(values):
        weights = [weight for value, weight in zip(values, weights, strict=True) if value is not None]
    total = sum(weights)
    mean = sum(map(mul, known, weights)) / total if total > 0 else sum(known) / len(known)
    return min(max(mean, min(known)), max(known))
