"""Texts become numbers, dates, ids and references: the small grammar inside the values.

Each function takes what stands in a file and returns what it means, or raises `Unreadable` with words for the person
who wrote it.
"""

import math
import re
from datetime import date

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
"""An id, as JSON Schema spells it."""

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})

_SPACES = "[ \u00a0\u2007\u2009\u202f]"
_NUMBER = re.compile(
    rf"""
    (?P<sign>[+\-\u2212]?)
    [$€£¥₹]?{_SPACES}?
    (?P<inner>[+\-\u2212]?)
    (?P<digits>\d{{1,3}}(?:,\d{{3}})+ | \d{{1,3}}(?:{_SPACES}\d{{3}})+ | \d+ | (?=\.\d))
    (?P<fraction>\.\d*)?
    {_SPACES}?(?P<suffix>[KkMB]?)
    {_SPACES}?[%$€£¥₹]?
    """,
    re.ASCII | re.VERBOSE,
)

NUMBER_PATTERN = r"^\s*[+\-−]?[$€£¥₹]?\s?[+\-−]?[0-9., ]+\s?[KkMB]?\s?[%$€£¥₹]?\s*$"
"""Numbers written as texts, as JSON Schema spells them (a little wider than what the reader takes)."""

_SCALE = {"": 1.0, "K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9}

_DECIMAL_COMMA = re.compile(r"[^,]*\d,\d{1,2}\D*", re.ASCII)

LARGEST, SMALLEST = 1e18, 1e-18
"""The size of numbers, 0 apart: sums, differences and quotients of numbers in between stay finite."""

YEARS = range(1900, 3000)
"""The years of dates: a typing mistake apart there are no others, and weeks can be counted from any of their days."""

CONFIDENCES = (0.0, 0.4, 0.7, 1.0)
"""The steps of confidence: unlikely, a challenge, likely, high."""


class Unreadable(ValueError):
    """A value that does not mean what has to stand here: name of the code, message and help."""

    def __init__(self, name: str, message: str, help: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.help = help


def shown(value: object) -> str:
    """A value as it is quoted in a message: short, on one line."""
    text = str(value)
    text = " ".join(text.split())
    return f"`{text}`" if len(text) <= 60 else f"`{text[:57]}…`"


def kind_of(value: object) -> str:
    """What stands here, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping (`key: value`)"
    if isinstance(value, list):
        return "a list"
    return "a text"


def text_in(value: object, wanted: str) -> str:
    """`value` if it is a text; otherwise the complaint that `wanted` belongs here."""
    if isinstance(value, str):
        return value.strip()
    example = "after the colon on the same line"
    raise Unreadable("wrong-type", f"{wanted} belongs here, but there is {kind_of(value)}", f"Write it {example}.")


def number(value: object) -> float:
    """`1 000`, `1,000`, `45 %`, `$600K`, `2.5M`, `.02`, `-3` as a finite number; signs and units only strip."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) < 18:
        return float(value)
    text = text_in(value, "a number")
    match = _NUMBER.fullmatch(text)
    if match is None or (match["sign"] and match["inner"]):
        raise _not_a_number(text)
    digits = re.sub(rf",|{_SPACES}", "", match["digits"])
    parsed = float(f"{digits or '0'}{match['fraction'] or ''}") * _SCALE[match["suffix"]]
    if parsed > LARGEST:
        raise Unreadable("bad-number", f"{shown(text)} is too large a number", "Write it in a larger unit.")
    if parsed < SMALLEST and re.search("[1-9]", match["digits"] + (match["fraction"] or "")):
        raise Unreadable("bad-number", f"{shown(text)} is too small a number", "Write it in a smaller unit.")
    return -parsed if (match["sign"] or match["inner"]) in {"-", "\u2212"} else parsed


def _not_a_number(text: str) -> Unreadable:
    if _DECIMAL_COMMA.fullmatch(text):
        help = f"Decimals are written with a point: `{text.replace(',', '.')}`."
    else:
        help = "Numbers look like `120`, `2.5`, `1,000`, `45 %`, `$600K` or `2.5M`."
    return Unreadable("bad-number", f"{shown(text)} is not a number", help)


def whole(value: object) -> int:
    """A whole number of 0 or more."""
    parsed = number(value)
    if parsed != int(parsed) or parsed < 0:
        raise Unreadable("bad-number", f"{shown(value)} is not a whole number", "Write a number such as `3`.")
    return int(parsed)


def within(value: object, low: float, high: float) -> float:
    """A number from `low` to `high`, both included."""
    parsed = number(value)
    if not low <= parsed <= high:
        span = f"from {low:g} to {high:g}" if high < math.inf else f"of {low:g} or more"
        raise Unreadable("out-of-range", f"{shown(value)} is not a number {span}", f"Write a number {span}.")
    return parsed


def confidence(value: object) -> float:
    """One of the four steps of confidence."""
    try:
        parsed = number(value)
    except Unreadable:
        parsed = math.nan
    if parsed not in CONFIDENCES:
        raise Unreadable(
            "wrong-choice",
            f"{shown(value)} is not a step of confidence",
            "Confidence is `1` (high), `0.7` (likely), `0.4` (a challenge) or `0` (unlikely).",
        )
    return parsed


def day(value: object) -> date:
    """A date, written `2027-02-12`."""
    text = text_in(value, "a date")
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            parsed = date.fromisoformat(text)
        except ValueError:
            if text.replace("-", "").isdecimal():
                raise Unreadable(
                    "bad-date", f"there is no day {shown(text)}", "Dates are written year-month-day: `2027-02-12`."
                ) from None
        else:
            if parsed.year in YEARS:
                return parsed
            raise Unreadable(
                "bad-date", f"{shown(text)} lies too far away", f"Write a year from {YEARS[0]} to {YEARS[-1]}."
            )
    raise Unreadable("bad-date", f"{shown(text)} is not a date", "Dates are written year-month-day: `2027-02-12`.")


def identifier(value: object) -> str:
    """An id: small letters, digits and hyphens, at most 64 of them, and no name that Windows keeps for devices."""
    if isinstance(value, str) and _ID.fullmatch(value) and value not in _DEVICES:
        return value
    text = text_in(value, "an id")
    if _ID.fullmatch(text):
        if text in _DEVICES:
            raise Unreadable(
                "reserved-name",
                f"`{text}` cannot be an id: Windows keeps the name for a device",
                f"Add a word, for example `{text}-team`.",
            )
        return text
    suggestion = suggested_id(text)
    example = f", for example `{suggestion}`" if suggestion else ""
    raise Unreadable(
        "bad-id",
        f"{shown(text)} cannot be an id",
        f"Ids are made of small letters, digits and hyphens, begin with a letter or digit and have at most 64 "
        f"characters{example}.",
    )


def suggested_id(text: str) -> str:
    """The id that comes nearest to a name; empty when nothing of it can be kept."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold(), flags=re.ASCII).strip("-")[:64].strip("-")


def reference(value: object) -> str:
    """A reference: ids separated by slashes, two to four of them. Whether it leads somewhere is seen later."""
    text = text_in(value, "a reference")
    parts = text.split("/")
    if 2 <= len(parts) <= 4 and all(_ID.fullmatch(part) for part in parts):
        return text
    raise Unreadable(
        "bad-reference",
        f"{shown(text)} is not a reference",
        "A reference is written `unit/objective` or `unit/objective/key-result`; one to another cycle begins with "
        "the cycle, as in `2027/company/grow`.",
    )


def unit_or_reference(value: object) -> str:
    """A unit id, or a reference to an objective or key result."""
    text = text_in(value, "a unit or a reference")
    if _ID.fullmatch(text):
        return text
    return reference(text)


def own_key_result(value: object) -> str:
    """The name of a key result inside its unit: `objective/key-result`."""
    text = text_in(value, "a key result")
    objective, _, key_result = text.partition("/")
    if _ID.fullmatch(objective) and _ID.fullmatch(key_result):
        return text
    raise Unreadable(
        "bad-reference",
        f"{shown(text)} does not name a key result",
        "Write `objective/key-result`, the two ids with a slash between them.",
    )


def web_address(value: object) -> str:
    """An address that a link may lead to: http, https or mailto; nothing that a browser would run."""
    text = text_in(value, "a web address")
    scheme, separator, rest = text.partition(":")
    if separator and len(text.split()) == 1:
        if scheme.lower() in {"http", "https"} and rest.startswith("//") and len(rest) > 2:
            return text
        if scheme.lower() == "mailto" and rest:
            return text
    raise Unreadable(
        "bad-address", f"{shown(text)} is not a web address", "Web addresses begin with `https://` and hold no spaces."
    )
