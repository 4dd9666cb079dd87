"""Round numbers for an axis of values, whatever their size."""

from dataclasses import dataclass
from functools import lru_cache
from math import floor, isfinite, log10

_STEPS = (1, 2, 5, 10, 20)
_LARGEST = 1e300
_SMALLEST = 1e-300
_MINUS = "\u2212"
_SCALES = ((12, "tn"), (9, "bn"), (6, "M"))


@dataclass(frozen=True, slots=True)
class Ticks:
    """An axis from `low` to `high`, and the values that are printed on it, rising, both ends among them."""

    values: tuple[float, ...]
    words: tuple[str, ...]

    @property
    def low(self) -> float:
        """The lowest value of the axis."""
        return self.values[0]

    @property
    def high(self) -> float:
        """The highest value of the axis, above the lowest."""
        return self.values[-1]

    def share(self, value: float) -> float:
        """Where a value lies between the ends: 0 at the lowest, 1 at the highest; beyond them, at the nearer one."""
        low, high = self.values[0], self.values[-1]
        if not value > low:
            return 0.0
        return 1.0 if value >= high else (value / 2 - low / 2) / (high / 2 - low / 2)


def ticks(values: list[float], *, most: int = 6) -> Ticks:
    """An axis that takes all these values, with at most `most` ticks (3 at least).

    They are a round number apart: 1, 2 or 5 × 10ⁿ. One value, or several that are the same, lie inside the axis.
    Without any it goes from 0 to 1. Values beyond 10³⁰⁰ lie on its end, and what
    is nearer than 10⁻³⁰⁰ is the same.
    """
    known = [min(max(value, -_LARGEST), _LARGEST) for value in values if isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    size = max(abs(low), abs(high))
    if high - low <= max(size * 1e-9, _SMALLEST):
        room = size / 10 if size > _SMALLEST else 1.0
        low, high = low - room, high + room
    digits = floor(log10((high - low) / (most - 1)))
    for factor, exponent in ((step, digits) for step in _STEPS):
        first, last = _below(low, factor, exponent), -_below(-high, factor, exponent)
        if last - first < most:
            break
    return _of_steps(first, last, factor, exponent)


@lru_cache(maxsize=1024)  # many key results have the same axis
def _of_steps(first: int, last: int, factor: int, exponent: int) -> Ticks:
    """The axis from `first` to `last` times factor × 10^exponent."""
    steps = range(first, last + 1)
    found = tuple(_times(step * factor, exponent) for step in steps)
    return Ticks(found, tuple(_words([step * factor for step in steps], exponent)))


def fixed(*values: float) -> Ticks:
    """An axis with exactly these ticks, rising: scores, or the steps of confidence."""
    return Ticks(values, tuple(f"{value:g}" for value in values))


def _below(value: float, factor: int, exponent: int) -> int:
    """How many steps of factor × 10^exponent lead to the last one that is not above `value`."""
    numerator, denominator = value.as_integer_ratio()
    power: int = 10 ** abs(exponent)
    return numerator // (denominator * factor * power) if exponent >= 0 else numerator * power // (denominator * factor)


def _times(whole: int, exponent: int) -> float:
    power: int = 10 ** abs(exponent)
    return float(whole * power) if exponent >= 0 else whole / power


def _words(wholes: list[int], exponent: int) -> list[str]:
    """Numbers of whole × 10^exponent, all printed alike: "0.25", "1,500", "2.5 M", "3e−9"."""
    largest = max(abs(whole) for whole in wholes)
    size = len(str(largest)) - 1 + exponent
    while all(whole % 10 == 0 for whole in wholes):
        wholes, exponent = [whole // 10 for whole in wholes], exponent + 1
    if size >= 15 or exponent < -6:
        return [_with_exponent(whole, exponent) for whole in wholes]
    for scale, name in _SCALES:
        if size >= scale and exponent >= scale - 3:
            return [_decimal(whole, exponent - scale) + (f"\u00a0{name}" if whole else "") for whole in wholes]
    return [_decimal(whole, exponent) for whole in wholes]


def _decimal(whole: int, exponent: int) -> str:
    """A number without needless zeros after the point, from integers alone."""
    sign = _MINUS if whole < 0 else ""
    if exponent >= 0:
        return f"{sign}{abs(whole) * 10**exponent:,}"
    before, after = divmod(abs(whole), 10**-exponent)
    digits = str(after).rjust(-exponent, "0")
    return f"{sign}{before:,}.{digits}" if whole else "0"


def _with_exponent(whole: int, exponent: int) -> str:
    if not whole:
        return "0"
    digits = str(abs(whole))
    exponent += len(digits) - 1
    digits = digits.rstrip("0")
    return f"{_MINUS if whole < 0 else ''}{digits[0]}{'.' * (len(digits) > 1)}{digits[1:]}e{exponent}".replace(
        "e-", f"e{_MINUS}"
    )
