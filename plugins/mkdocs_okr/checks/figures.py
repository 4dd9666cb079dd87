"""Figures as messages print them: plain characters, so that they can be copied into a file."""

import json
import re

_CURRENCIES = frozenset("$€£¥₹")
_OTHER_THAN_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def number(value: float) -> str:
    """A value with at most four decimals: "1200", "0.72"."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def amount(value: float, unit: str) -> str:
    """A value with its unit: "$500,000", "45 %", "200 leads"."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    if unit in _CURRENCIES:
        return f"-{unit}{text[1:]}" if value < 0 else f"{unit}{text}"
    return f"{text} {unit}" if unit else text


def count(many: int, noun: str) -> str:
    """So many things: "1 objective", "6 objectives"."""
    return f"{many} {noun}{'' if many == 1 else 's'}"


def listing(words: list[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def quoted(text: str) -> str:
    """A text as it may stand in a YAML flow mapping: in quotes where it needs them."""
    is_plain = re.fullmatch(r"[^\W\d]([\w -]*\w)?", text) and text.casefold() not in _OTHER_THAN_TEXT
    return text if is_plain else json.dumps(text, ensure_ascii=False)
