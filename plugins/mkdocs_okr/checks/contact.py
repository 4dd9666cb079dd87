"""E-mail addresses and telephone numbers in texts."""

import re
from collections.abc import Iterable

_EMAIL = re.compile(r"(?<![\w.+/@-])(?P<local>[\w.+-]+)@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(
    r"(?<![\w+])(?P<international>\+\d[\d ().-]{6,}\d)"
    r"|\b(?:tel|telephone|phone|fax)\b\.?:?\s*(?:no\.?|number)?:?\s*(?P<national>\(?\d[\d ()/.-]{4,}\d)",
    re.IGNORECASE | re.ASCII,
)
_GROUPED = re.compile(r"\+?\d{1,3}(?:[ .]\d{3})+")
"""A large number, with its thousands apart."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# fmt: off
_SHARED = frozenset({
    "admin", "contact", "feedback", "git", "hello", "help", "helpdesk", "hr", "info", "jobs", "mail", "marketing",
    "news", "noreply", "no-reply", "office", "okr", "okrs", "press", "sales", "service", "support", "team",
})
# fmt: on
"""The part before the @ of mailboxes that belong to no single person."""


def contact_in(text: str) -> str | None:
    """The first e-mail address or telephone number of a person in a text; None where there is none.

    Mailboxes of a team (`support@…`) are nobody's in particular.
    """
    if "@" in text:
        for found in _EMAIL.finditer(text):
            if found["local"].lower() not in _SHARED:
                return found[0]
    for found in _PHONE.finditer(text):
        number = found["international"] or found["national"]
        if _is_phone(number, is_international=bool(found["international"])):
            return number
    return None


def may_hold_contact(texts: Iterable[str]) -> bool:
    """Whether it is worth to look closer: a quick test of many texts at once."""
    joined = "\n".join(texts)
    if "@" in joined or "+" in joined:
        return True
    lowered = joined.lower()
    return "tel" in lowered or "phone" in lowered or "fax" in lowered


def _is_phone(number: str, *, is_international: bool) -> bool:
    """Whether a run of digits is a telephone number, and neither a date nor a figure such as +1 000 000."""
    digits = sum(sign.isdigit() for sign in number)
    if _DATE.match(number) or digits > 15:
        return False
    if is_international:
        return digits >= 9 and not (digits < 10 and _GROUPED.fullmatch(number))
    return digits >= 6 and not _GROUPED.fullmatch(number)
