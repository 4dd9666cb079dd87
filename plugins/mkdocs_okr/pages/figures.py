"""Numbers, dates and spans of time as the pages print them."""

from datetime import date
from functools import lru_cache

from mkdocs_okr.model import Cycle, Deliverable, Keep, KeepMetric, Metric, MilestoneMetric, MovingMetric

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CURRENCIES = frozenset("$€£¥₹")
_NO_BREAK = "\u00a0"
_MINUS = "\u2212"
NOTHING = "–"


@lru_cache(maxsize=4096)  # a value stands in a chart, in the table behind it, and beside the next one
def number(value: float) -> str:
    """A value with thousands commas and at most four decimals: "1,200", "0.92"."""
    text = f"{abs(value):,.4f}".rstrip("0").rstrip(".")
    return _MINUS + text if value < 0 and text != "0" else text


def quantity(value: float | None, unit: str) -> str:
    """A value with its unit: "$300,000", "45 %", "200 MQL"; a dash for None."""
    if value is None:
        return NOTHING
    text = number(value)
    if unit in _CURRENCIES:
        sign, digits = (_MINUS, text[1:]) if text.startswith(_MINUS) else ("", text)
        return f"{sign}{unit}{digits}"
    return f"{text}{_NO_BREAK}{unit}" if unit else text


def bare(value: float | None, unit: str) -> str:
    """A value whose unit is printed elsewhere; currency signs stay, because they stand before the number."""
    return quantity(value, unit if unit in _CURRENCIES else "")


def score(value: float | None) -> str:
    """A score or expected progress with two decimals; a dash for None.

    It is rounded to a billionth first, as in the data: 0.135 is 0.14 however it was computed.
    """
    return NOTHING if value is None else f"{round(value, 9):.2f}"


def confidence(value: float) -> str:
    """A confidence from 0 to 1 with at most two decimals: "0.7", "0.58"; rounded like a score."""
    return number(round(round(value, 9), 2))


def signed(value: float) -> str:
    """A change of a score: "+0.06", "−0.02", "0.00"."""
    text = f"{abs(round(value, 9)):.2f}"
    return text if text == "0.00" else f"{'+' if value > 0 else _MINUS}{text}"


def percent(share: float) -> str:
    """A share from 0 to 1 in whole percent: "46 %"."""
    return f"{round(share * 100)}{_NO_BREAK}%"


def part(share: float) -> str:
    """A share from 0 to 1 in whole percent that says 100 only of a whole, and 0 only of nothing."""
    rounded = round(share * 100)
    return f"{min(rounded, 99) if share < 1 and rounded else max(rounded, 1) if share > 0 else 0}{_NO_BREAK}%"


def weight(value: float) -> str:
    """A weight in percent without needless decimals: "33.3 %"."""
    return f"{value:.1f}".removesuffix(".0") + f"{_NO_BREAK}%"


@lru_cache(maxsize=1024)
def day(value: date | None) -> str:
    """A day without its year: "12 Feb"; a dash for None."""
    return NOTHING if value is None else f"{value.day}{_NO_BREAK}{_MONTHS[value.month - 1]}"


def near_day(value: date, today: date) -> str:
    """A day, with its year where that is not this year: "12 Feb", "12 Feb 2027"."""
    return day(value) if value.year == today.year else full_day(value)


def full_day(value: date | None) -> str:
    """A day with its year: "12 Feb 2027"; a dash for None."""
    return NOTHING if value is None else f"{value.day}{_NO_BREAK}{_MONTHS[value.month - 1]}{_NO_BREAK}{value.year}"


def day_in(value: date, cycle: Cycle) -> str:
    """A day on a page about a cycle: with its year where that is not the one that the whole cycle lies in."""
    return day(value) if value.year == cycle.starts.year == cycle.ends.year else full_day(value)


def month(value: date, *, with_year: bool) -> str:
    """The month of a day: "Feb", "Feb 2027"."""
    name = _MONTHS[value.month - 1]
    return f"{name}{_NO_BREAK}{value.year}" if with_year else name


def weekday(value: date) -> str:
    """The day of the week: "Tuesday"."""
    return WEEKDAYS[value.weekday()]


def count(amount: int, noun: str, plural: str = "") -> str:
    """An amount of things: "1 key result", "3 key results"."""
    return f"{amount:,}{_NO_BREAK}{noun if amount == 1 else plural or noun + 's'}"


def size(amount: int) -> str:
    """An amount of bytes, as file managers print it: "340 bytes", "28 KB", "1.4 MB"."""
    if amount < 1000:
        return count(amount, "byte")
    if amount < 999_500:
        return f"{amount / 1000:.0f}{_NO_BREAK}KB"
    return f"{amount / 1_000_000:.1f}{_NO_BREAK}MB"


def aligned(contributing: int, every: int) -> str:
    """How many objectives contribute to something, of `every` one that does or should, at least one."""
    if every == 1:
        return f"The only objective with something above it contributes to {'it' if contributing else 'nothing'}"
    if not contributing:
        return f"None of {every:,} objectives contributes to anything above it"
    which = f"All {every:,}" if contributing == every else f"{contributing:,} of {every:,}"
    return f"{which} objectives contribute to something above them"


def ago(value: date, today: date) -> str:
    """How long ago a day was: "today", "3 days ago"."""
    days = (today - value).days
    return "today" if days == 0 else f"{count(days, 'day')} ago"


def ahead(value: date, today: date) -> str:
    """How far ahead a day is: "today", "tomorrow", "in 12 days"."""
    days = (value - today).days
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {count(days, 'day')}"


def goal(metric: Metric | None) -> str:
    """What a metric asks for, in words: "120 → 200 MQL", "at least 60 %", "2 milestones"."""
    match metric:
        case MovingMetric(baseline=None):
            return f"target {quantity(metric.target, metric.unit)}"
        case MovingMetric():
            return f"{bare(metric.baseline, metric.unit)} → {quantity(metric.target, metric.unit)}"
        case KeepMetric(keep=Keep.AT_LEAST):
            return f"at least {quantity(metric.low, metric.unit)}"
        case KeepMetric(keep=Keep.AT_MOST):
            return f"at most {quantity(metric.high, metric.unit)}"
        case KeepMetric():
            return f"between {bare(metric.low, metric.unit)} and {quantity(metric.high, metric.unit)}"
        case MilestoneMetric():
            return count(len(metric.milestones), "milestone")
        case Deliverable():
            return f"done: {metric.title}"
    return "no metric"
