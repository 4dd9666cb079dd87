"""Numbers of things, in words."""

import re
from datetime import date


def count(number: int, noun: str) -> str:
    """How many there are: "1 unit", "40 units", "2 coaches", "3 dependencies"."""
    return f"{number} {noun if number == 1 else _plural(noun)}"


def part(some: int, all_: int, noun: str) -> str:
    """How many of them: "9 of 40 units"."""
    return f"{some} of {count(all_, noun)}"


def only(some: int, all_: int, noun: str) -> str:
    """How few of them: "only 9 of 40 units", "none of 40 units"."""
    return f"only {part(some, all_, noun)}" if some else f"none of {count(all_, noun)}"


def percent(share: float) -> str:
    """A share from 0 to 1, in whole percent: "83 %"."""
    return f"{100 * share:.0f} %"


def against(starts: date, day: date | None) -> str:
    """When something happened, seen from the first day of a cycle: "16 days before the cycle began"."""
    if day is None:
        return "on a day that nobody wrote down"
    days = (starts - day).days
    if days == 0:
        return "on the first day of the cycle"
    if days > 0:
        return f"{count(days, 'day')} before the cycle began"
    return f"{count(-days, 'day')} after the cycle had begun"


def _plural(noun: str) -> str:
    if noun == "person":
        return "people"
    if re.search("[^aeiou]y$", noun):
        return f"{noun.removesuffix('y')}ies"
    return f"{noun}es" if noun.endswith("ch") else f"{noun}s"
