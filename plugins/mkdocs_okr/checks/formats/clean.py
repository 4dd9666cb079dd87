"""Texts that are only read: without signs that would do something to a terminal or to a program."""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, line breaks that few editors know, signs that turn the direction of writing, broken halves."""


_COMMANDS = re.compile(r"##(?=\[|vso\[)")
"""What the runners of GitHub and Azure take for a command wherever it stands in a line of a log."""


def visible(text: str) -> str:
    """The text with a replacement sign for every hidden one; tabs and line breaks stay.

    What a runner would obey is broken by a sign without width.
    """
    return _COMMANDS.sub("#\N{WORD JOINER}#", _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))


def one_line(text: str) -> str:
    """The text on a single line, and without hidden signs."""
    return " ".join(visible(text).split())


def shortened(text: str, limit: int = 1_000) -> str:
    """The text, cut with an ellipsis where it is longer than `limit` characters: nobody reads on."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
