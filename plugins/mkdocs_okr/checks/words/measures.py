"""The numbers of a sentence: which of them measure something, and which are only names and dates."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mkdocs_okr.checks.words.language import BITS

AMOUNT, PERCENTAGE, MONEY, FACTOR, DURATION, RANK, SHARE, EXACT = (
    "amount",
    "percentage",
    "money",
    "factor",
    "duration",
    "rank",
    "share",
    "exact",
)
"""Kinds of measures: 40, 25 %, $5M, 3x, 2 days, #1, everybody, zero."""


class Measure(NamedTuple):
    """Something in a sentence that can be checked.

    `at` is the place of its word. `aside` says that it stands in brackets, `deadline` that it is a span of time in
    which something is to be over.
    """

    kind: str
    at: int
    aside: bool = False
    deadline: bool = False


_LABEL, _MONTH, _UNIT, _TIME = BITS["labels"], BITS["months"], BITS["number_units"], BITS["time_units"]
_PERCENT, _RANK, _RANGE, _ONE_WORD = (
    BITS["percent_words"],
    BITS["rank_words"],
    BITS["range_words"],
    BITS["one_words"],
)
_WORD, _EXACT, _SHARE = BITS["number_words"], BITS["exact_quantities"] | BITS["multiplying_verbs"], BITS["quantifiers"]
_ABOUT, _FREQUENCY, _DEADLINE = BITS["about_words"], BITS["frequencies"], BITS["deadline_words"]
_RESULT, _PREPOSITION = BITS["results"], BITS["prepositions"]
_VERBS = sum(bit for name, bit in BITS.items() if name.endswith("_verbs"))
SPOKEN = _WORD | _EXACT | _SHARE | _FREQUENCY
"""Marks of words that may measure something without a digit."""

_CURRENCY = r"(?:[a-z]{0,2}\$|[€£¥₹])"
_UNITS = (
    r"(?:[kmbtxsh%°€£$]|bn|mm|mn|mio|ms|ns|us|hrs?|mins?|secs?|wks?|days?|kg|km|cm|gb|tb|mb|kb|pb|kwh?|mwh?|gwh?|hz|"
    r"[mg]hz|pp|pts?|bps|ppm|[rqt]ps|eur|usd|gbp|chf)"
)
_NUMBER = re.compile(
    rf"[<>=≥≤~≈±+\-−]*(?P<money>{_CURRENCY})?\d[\d.,'’]*(?P<unit>{_UNITS}|[a-z]+)?\+?"
    rf"(?:(?:[-–—/:→]|->|\.\.+)[<>+]*{_CURRENCY}?\d[\d.,'’]*{_UNITS}?\+?)*(?P<per>/[a-z]+)*(?P<joined>-[a-z]+)*"
)
_DIGIT = re.compile(r"\d")
_KNOWN_UNIT = re.compile(_UNITS)
_MONEY_UNITS = ("€", "£", "$", "eur", "usd", "gbp", "chf")
_ALONE = re.compile(_CURRENCY)
_DATE_LIKE = re.compile(r"\d{4}-\d\d?(?:-\d\d?)?|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?")
_DAY_LIKE = re.compile(r"\d{1,2}[./:]\d{1,2}")
_YEAR = re.compile(r"(?:19[5-9]|20[0-6])\d")
_NAMES = frozenset(("24/7", "24/7/365", "360", "365", "1:1", "50/50", "80/20", "404"))
_PLACEHOLDER = re.compile(r"[\[{<]?\$?[XYNxyn]{1,2}[\]}>]?[%kKM]?\+?")
_SHORT = re.compile(r"(?:ms|s|secs?|mins?|h|hrs?|second|minute|hour|working|business|workday|day)s?")
_DAYS = ("day", "working", "business", "workday", "tag", "werktag", "arbeitstag")
_LONGEST_SERVICE = 14
"""So many days still tell how quick somebody is ("within 5 days"). More of them are a time frame ("in 90 days")."""


def measures(words: Sequence[str], spoken: Sequence[str], marks: Sequence[int]) -> Iterator[Measure]:
    """Every measure of a sentence, in order.

    `words` are its words in lower case without marks of punctuation, `spoken` the same as written, `marks` the lists
    that they are on.
    """
    depth = 0
    has_brackets = any("(" in written or "[" in written for written in spoken)
    for at, word in enumerate(words):
        written = spoken[at]
        kind = ""
        if marks[at] & SPOKEN:
            kind = _of_word(at, words, marks)
        elif word.isalpha() and len(word) > 2:
            pass
        elif _DIGIT.search(word) is not None:
            kind = _of_digits(at, words, marks)
        elif _PLACEHOLDER.fullmatch(written.strip(".,;:()")) and _is_placeholder(at, words, marks):
            kind = AMOUNT
        if has_brackets:
            depth += written.startswith(("(", "["))
        if kind:
            yield Measure(kind, at, depth > 0, kind == DURATION and _is_deadline(at, words, marks))
        if has_brackets:
            depth = max(depth - written.rstrip(".,;:!?").endswith((")", "]")), 0)


def _of_word(at: int, words: Sequence[str], marks: Sequence[int]) -> str:
    mark, before = marks[at], marks[at - 1] if at else 0
    if mark & _EXACT:
        # The second half is no amount, and the million of "3 million" has been counted.
        return "" if before & BITS["ordinals"] or (at and words[at - 1][-1:].isdigit()) else EXACT
    if mark & _FREQUENCY and not mark & _SHARE:
        return EXACT if before & _RANGE else ""
    if mark & _WORD:
        return _of_spoken_number(at, marks) if not before & _LABEL else ""
    # A share of a span of time is a frequency: "every week".
    return "" if _time_unit(at, marks) > 0 else SHARE


def _of_spoken_number(at: int, marks: Sequence[int]) -> str:
    if _time_unit(at, marks) > 0:
        return DURATION
    if at + 1 < len(marks) and marks[at + 1] & _PERCENT:
        return PERCENTAGE
    is_one = marks[at] & _ABOUT  # "one" stands on both lists
    return "" if is_one and not (at and marks[at - 1] & _ONE_WORD) else AMOUNT


def _of_digits(at: int, words: Sequence[str], marks: Sequence[int]) -> str:
    word = words[at]
    before, after = marks[at - 1] if at else 0, marks[at + 1] if at + 1 < len(marks) else 0
    if word.startswith("#") or (before & _RANK and word.isdigit()):
        return RANK
    if word[-1] == "%" and word[:-1].isdigit():
        return PERCENTAGE  # by far the most of them
    found = _NUMBER.fullmatch(word)
    if found is None or word in _NAMES or found["joined"] not in (None, "-star", "-stars"):
        return ""
    unit = found["unit"]
    if unit and not _KNOWN_UNIT.fullmatch(unit):
        return ""
    if found["money"] or unit in _MONEY_UNITS or (at and _ALONE.fullmatch(words[at - 1])):
        return MONEY
    if "%" in word or after & _PERCENT:
        return PERCENTAGE
    if unit == "x":
        return FACTOR
    if (unit and _SHORT.fullmatch(unit)) or unit in ("days", "wks", "wk"):
        return DURATION
    is_amount = bool(after & _UNIT or unit or word[0] in "<>≥≤~≈±" or word.endswith("+") or found["per"])
    if not is_amount and (_is_date(at, words, marks) or _is_name(at, words, marks)):
        return ""
    return DURATION if _time_unit(at, marks) > 0 else AMOUNT


def _is_name(at: int, words: Sequence[str], marks: Sequence[int]) -> bool:
    """Whether the number belongs to a name: "phase 2", "the 8086 as …"."""
    before, after = marks[at - 1] if at else 0, marks[at + 1] if at + 1 < len(marks) else 0
    return bool(before & _LABEL or (before & BITS["articles"] and after & _PREPOSITION))


def _is_date(at: int, words: Sequence[str], marks: Sequence[int]) -> bool:
    word = words[at]
    before, after = marks[at - 1] if at else 0, marks[at + 1] if at + 1 < len(marks) else 0
    if (before | after) & _MONTH or _DATE_LIKE.fullmatch(word):
        return True
    if _DAY_LIKE.fullmatch(word):
        return bool(before & BITS["date_words"])
    if not _YEAR.fullmatch(word) or after & _RESULT:
        return False
    return not (before & (_RANGE | _ABOUT) and at + 1 < len(words))


def _is_placeholder(at: int, words: Sequence[str], marks: Sequence[int]) -> bool:
    """Whether a letter stands for a figure that is not told or not yet known: "from X to Y", "$N"."""
    word = words[at]
    if "%" in word or "$" in word:
        return True
    before = marks[at - 1] if at else 0
    is_named = at + 1 < len(words) and bool(words[at + 1]) and not marks[at + 1] & _PREPOSITION
    return bool(before & (_RANGE | _ABOUT)) or (is_named and bool(before & _VERBS))


def _time_unit(at: int, marks: Sequence[int]) -> int:
    """The place of the span of time that is counted here ("3 days", "2 full days"); -1 where there is none."""
    for after in (at + 1, at + 2):
        if after < len(marks) and marks[after] & _TIME and (after == at + 1 or marks[at + 1] & _ABOUT):
            return after
    return -1


def _is_deadline(at: int, words: Sequence[str], marks: Sequence[int]) -> bool:
    """Whether it is a time frame for work ("in 3 months") and not how long something takes ("within 2 hours")."""
    before = at - 1
    while before >= 0 and marks[before] & (_ABOUT | BITS["articles"]) and not marks[before] & _DEADLINE:
        before -= 1
    if before < 0:
        return False
    if marks[before] & _SHARE:
        return True  # "every two weeks"
    if not marks[before] & _DEADLINE:
        return False
    after = _time_unit(at, marks)
    unit = words[after] if after > 0 else words[at].lstrip("0123456789.,+<>~-–")
    number = re.match(r"\d{1,6}", words[at])
    if number is not None and int(number[0]) > _LONGEST_SERVICE and unit.startswith(_DAYS):
        return True
    return not _SHORT.fullmatch(unit) and not unit.startswith(_DAYS)
