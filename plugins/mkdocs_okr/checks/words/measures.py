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
_WORD, _EXACT, _SHARE = BITS["number_words"], BITS["exact_quantities"] | BITS["multiplying_verbs"], BITS["quantifiers"]
_ABOUT, _FREQUENCY, _FROM_TO = BITS["about_words"], BITS["frequencies"], ("from", "to", "von", "auf")
_DEADLINE, _DATE, _RESULT = BITS["deadline_words"], BITS["dates"], BITS["results"]
_PREPOSITION = BITS["prepositions"]
_VERBS = sum(bit for name, bit in BITS.items() if name.endswith("_verbs"))
SPOKEN = _WORD | _EXACT | _SHARE | _FREQUENCY
"""Marks of words that may measure something without a digit."""

_CURRENCY = r"(?:[a-z]{0,2}\$|[€£¥₹])"
_UNITS = (
    r"(?:[kmbtxsh%°€£$]|bn|mm|mn|mio|ms|ns|us|hrs?|mins?|secs?|wks?|days?|kg|km|cm|gb|tb|mb|kb|pb|kwh?|mwh?|gwh?|hz|"
    r"[mg]hz|pp|pts?|bps|ppm|[rqt]ps|eur|usd|gbp|chf)"
)
_ONE = rf"(?P<money>{_CURRENCY})?(?P<digits>\d[\d.,'’]*)(?P<unit>{_UNITS}|[a-z]+)?\+?"
_NUMBER = re.compile(
    rf"[<>=≥≤~≈±+\-−]*{_ONE}(?:(?:[-–—/:→]|->|\.\.+)[<>+]*{_CURRENCY}?\d[\d.,'’]*{_UNITS}?\+?)*"
    r"(?P<per>/[a-z]+)*(?P<joined>-[a-z]+)*",
)
_DIGIT = re.compile(r"\d")
_KNOWN_UNIT = re.compile(_UNITS)
_DATE_LIKE = re.compile(r"\d{4}-\d\d?(?:-\d\d?)?|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?")
_DAY_LIKE = re.compile(r"\d{1,2}[./]\d{1,2}")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?:[ap]m)?")
_YEAR = re.compile(r"(?:19[5-9]|20[0-6])\d")
_NAMES = frozenset(("24/7", "24/7/365", "360", "365", "1:1", "1:1s", "50/50", "80/20", "7/24", "404"))
PLACEHOLDER = re.compile(r"[\[{<]?\$?[XYNxyn]{1,2}[\]}>]?[%kKM]?\+?")
"""A figure that is not told or not yet known: "from X to Y", "$N"."""
_BEFORE_ONE = frozenset(
    (
        "least",
        "most",
        "than",
        "to",
        "from",
        "under",
        "below",
        "only",
        "exactly",
        "or",
        "at least",
        "at most",
        "more than",
    )
)
_SHORT = re.compile(r"(?:ms|s|secs?|mins?|h|hrs?|second|minute|hour|working|business|workday|day)s?")


def measures(words: Sequence[str], spoken: Sequence[str], marks: Sequence[int]) -> Iterator[Measure]:
    """Every measure of a sentence, in order.

    `words` are its words in lower case without marks of punctuation, `spoken` the same as written, `marks` the
    lists that they are on.
    """
    depth = 0
    for at, word in enumerate(words):
        written = spoken[at]
        kind = ""
        if marks[at] & SPOKEN:
            kind = _of_word(at, words, marks)
        elif word.isalpha() and len(word) > 2 and written[-1].isalpha() and written[0].isalpha():
            continue
        elif _DIGIT.search(word) is not None:
            kind = _of_digits(at, words, marks)
        depth += written.startswith(("(", "["))
        if kind:
            deadline = kind == DURATION and _is_deadline(at, words, marks)
            yield Measure(kind, at, depth > 0, deadline)
        elif PLACEHOLDER.fullmatch(written.strip(".,;:()")) and _is_placeholder(at, words, marks):
            yield Measure(AMOUNT, at, depth > 0)
        depth -= written.rstrip(".,;:!?").endswith((")", "]"))
        depth = max(depth, 0)


def _of_word(at: int, words: Sequence[str], marks: Sequence[int]) -> str:
    mark = marks[at]
    before = words[at - 1] if at else ""
    if mark & _FREQUENCY and not mark & (_EXACT | _SHARE):
        return EXACT if before in _FROM_TO else ""
    if mark & _EXACT:
        return "" if before in ("first", "second", "other", "better") else EXACT
    if mark & _WORD:
        if at and marks[at - 1] & _LABEL:
            return ""
        found = _spoken_amount(at, words, marks)
        if words[at] == "one" and found == AMOUNT and before not in _BEFORE_ONE:
            return ""
        return found
    # A share of a span of time is a frequency: "every week".
    for after in (at + 1, at + 2):
        if after < len(words) and marks[after] & _TIME and words[at] in ("every", "each", "all"):
            return ""
    return SHARE


def _spoken_amount(at: int, words: Sequence[str], marks: Sequence[int]) -> str:
    if _time_unit(at, marks) > 0:
        return DURATION
    return PERCENTAGE if at + 1 < len(words) and words[at + 1] in ("percent", "%", "pp", "per cent") else AMOUNT


def _of_digits(at: int, words: Sequence[str], marks: Sequence[int]) -> str:
    word = words[at]
    before = words[at - 1].split(" ")[-1] if at else ""
    mark_before = marks[at - 1] if at else 0
    after = words[at + 1] if at + 1 < len(words) else ""
    mark_after = marks[at + 1] if at + 1 < len(words) else 0
    if word.startswith("#") or (before in ("#", "top", "no", "no.", "nr", "number") and word.isdigit()):
        return RANK if before != "no" or not mark_after & (_TIME | _RESULT) else AMOUNT
    found = _NUMBER.fullmatch(word)
    if found is None or word in _NAMES:
        return ""
    unit = found["unit"]
    if found["joined"] or (unit and not _KNOWN_UNIT.fullmatch(unit)):
        return ""
    if found["money"] or unit in ("€", "£", "$", "eur", "usd", "gbp", "chf"):
        return MONEY
    if (
        word.endswith("%")
        or "%" in word
        or (after in ("%", "percent", "pp", "percentage", "per") and _is_percent(at, words))
    ):
        return PERCENTAGE
    if unit == "x":
        return FACTOR
    if (unit and _SHORT.fullmatch(unit)) or unit in ("days", "wks", "wk"):
        return DURATION
    if mark_after & _UNIT or unit or word[0] in "<>≥≤~≈±" or word.endswith("+") or found["per"]:
        return AMOUNT
    if _is_date(word, before, mark_before, after, mark_after):
        return ""
    if mark_before & _LABEL or (before in ("the", "a") and mark_after & _PREPOSITION):
        return ""
    if _time_unit(at, marks) > 0:
        return DURATION
    return AMOUNT


def _is_placeholder(at: int, words: Sequence[str], marks: Sequence[int]) -> bool:
    word = words[at]
    if "%" in word or "$" in word:
        return True
    before = words[at - 1] if at else ""
    named_next = at + 1 < len(words) and bool(words[at + 1]) and not marks[at + 1] & _PREPOSITION
    return before in ("from", "to", "under", "over", "by", "below", "above") or (
        named_next and bool(marks[at - 1] & _VERBS)
    )


def _is_percent(at: int, words: Sequence[str]) -> bool:
    return words[at + 1] != "per" or words[at + 1 : at + 3] == ["per", "cent"]


def _is_date(word: str, before: str, mark_before: int, after: str, mark_after: int) -> bool:
    if (mark_before | mark_after) & _MONTH or _DATE_LIKE.fullmatch(word):
        return True
    if _CLOCK.fullmatch(word) and before in ("at", "by", "until", "before", "um", "bis"):
        return True
    if _DAY_LIKE.fullmatch(word) and before in ("by", "until", "till", "before", "on", "bis", "am", "zum"):
        return True
    if not _YEAR.fullmatch(word):
        return False
    return not (mark_after & _RESULT or (before in ("from", "to", "of", "over", "than", "least", "reach") and after))


def _time_unit(at: int, marks: Sequence[int]) -> int:
    """The place of the span of time that is counted here ("3 days", "2 full days"); -1 where there is none."""
    for after in (at + 1, at + 2):
        if after < len(marks) and marks[after] & _TIME and (after == at + 1 or marks[at + 1] & _ABOUT):
            return after
    return -1


def _is_deadline(at: int, words: Sequence[str], marks: Sequence[int]) -> bool:
    """Whether it is a time frame for work ("in 3 months") and not how long something takes ("within 2 hours")."""
    before = at - 1
    while before >= 0 and words[before] in ("the", "about", "just", "only", "less", "than", "under", "first", "next"):
        before -= 1
    if before >= 0 and words[before] in ("every", "each"):
        return True
    if before < 0 or (not marks[before] & _DEADLINE and not marks[at - 1] & _DEADLINE):
        return False
    unit = words[at].lstrip("0123456789.,+<>~-–")
    if not unit:
        after = _time_unit(at, marks)
        unit = words[after] if after > 0 else ""
    number = re.match(r"\d+", words[at])
    if unit.startswith("day") or unit.startswith(("working", "business")):
        return number is not None and int(number[0][:6]) > 14
    return not _SHORT.fullmatch(unit)
