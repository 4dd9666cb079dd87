"""Weighted means over what has a score."""

from collections.abc import Sequence


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
    known = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
    if not known:
        return None
    total = sum([weight for _, weight in known])
    if total > 0:
        mean = sum([value * weight for value, weight in known]) / total
    else:
        mean = sum([value for value, _ in known]) / len(known)
    lowest, highest = min(known)[0], max(known)[0]
    return min(max(mean, lowest), highest)
