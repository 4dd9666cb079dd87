"""How wide a text is, and where it breaks: without a font, so that every machine comes to the same lines.

Pictures are set in Arial or in a font that was made to its measures; every system has one. The widths of other letters
are estimates on the safe side: a line may end early, but hardly ever runs into what stands beside it.
"""

import unicodedata
from functools import lru_cache

# In thousandths of the type size. Helvetica's published widths, which Arial and Liberation Sans share.
_ORDER = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 "
    "584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 "
    "333 611 556 778 556 556 500 389 280 389 584"
)
_WIDTHS = tuple(dict(zip(_ORDER, map(int, widths.split()), strict=True)) for widths in (_PLAIN, _BOLD))

_OTHER, _IDEOGRAPH, _SYMBOL = 720, 1000, 1300
_SIGNS = {"…": 1000, "–": 556, "—": 1000, "’": 240, "‘": 240, "“": 400, "”": 400, "·": 300, "€": 560, "×": 584}
_SAFETY = 1.02
ELLIPSIS = "…"
"""What stands at the end of a text that was cut."""

LONGEST = 600
"""Of a longer text only so many characters are looked at: more cannot be shown anywhere in a picture."""

_JOINERS = "\u200c\u200d"
_UNSEEN = ("Cc", "Cf", "Cs", "Cn", "Co")


def printable(text: str) -> str:
    """`text` on one line, without signs that nobody sees and that change what is seen: controls, marks of direction."""
    text = text[: 2 * LONGEST]
    if not text.isprintable():
        text = "".join(
            " " if sign.isspace() else sign
            for sign in text
            if sign.isspace() or sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN
        )
    return " ".join(text.split())[:LONGEST]


@lru_cache(maxsize=16384)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at most, in px, set at `size` px."""
    known = _WIDTHS[bold]
    return sum([known.get(sign) or _other(sign, bold) for sign in text]) * size * _SAFETY / 1000


@lru_cache(maxsize=4096)
def _other(sign: str, bold: bool) -> int:
    """The width of a sign beyond ASCII: of the letter below its accent, or an estimate by its script."""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", sign)[0]
    if base in _WIDTHS[bold]:
        return _WIDTHS[bold][base]
    if unicodedata.east_asian_width(sign) in "WF":
        return _SYMBOL if unicodedata.category(sign) == "So" else _IDEOGRAPH
    return _SIGNS.get(sign, _OTHER)


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text` if it has `room` px, else its beginning and an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    room -= width(ELLIPSIS, size, bold=bold)
    return _beginning(text, size, room, bold).rstrip(" ,;:–-") + ELLIPSIS


@lru_cache(maxsize=16384)
def wrap(
    text: str, size: float, room: float, lines: int, *, bold: bool = False, balanced: bool = True
) -> tuple[str, ...]:
    """`text` on at most so many lines of `room` px; two lines are of about the same length, if `balanced`.

    It breaks between words, between ideographs, and inside a word that is longer than a line. What does not fit is
    left out with an ellipsis.
    """
    text = printable(text)
    if width(text, size, bold=bold) <= room:
        return (text,) if text else ()
    broken = _broken(text, size, room, bold)
    if len(broken) > lines:
        rest = "".join(broken[lines - 1 :])
        return (*(line.strip() for line in broken[: lines - 1]), cut(rest, size, room, bold=bold))
    if len(broken) == 2 and balanced:
        broken = _balanced(text, size, room, broken, bold)
    return tuple(line.strip() for line in broken)


def _balanced(text: str, size: float, room: float, broken: list[str], bold: bool) -> list[str]:
    """The same two lines with less of a difference: the narrowest room that still takes two."""
    whole = width(text, size, bold=bold)
    for share in (0.53, 0.6, 0.7, 0.82):
        narrower = share * whole
        if narrower < room:
            again = _broken(text, size, narrower, bold)
            if len(again) == 2:
                return again
    return broken


def _broken(text: str, size: float, room: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, size, room, bold):
        if line and used + width(piece.rstrip(), size, bold=bold) > room:
            lines.append(line)
            line, used = "", 0.0
        line += piece
        used += width(piece, size, bold=bold)
    return [*lines, line]


def _pieces(text: str, size: float, room: float, bold: bool) -> list[str]:
    """What must not be broken: words with the space after them, single ideographs, parts of words beyond a line."""
    pieces: list[str] = []
    for word in text.split():
        for part in _unbroken(word):
            while width(part, size, bold=bold) > room:
                beginning = _beginning(part, size, room, bold) or part[0]
                pieces.append(beginning)
                part = part[len(beginning) :]
            pieces.append(part)
        pieces[-1] += " "
    pieces[-1] = pieces[-1].rstrip()
    return pieces


def _unbroken(word: str) -> list[str]:
    """A word in one piece, unless it holds ideographs: beside each of them a line may break, but not before a stop."""
    if word.isascii():
        return [word]
    parts: list[str] = []
    for sign in word:
        if not parts or (sign.isalnum() and (_is_ideograph(sign) or _is_ideograph(parts[-1][-1]))):
            parts.append(sign)
        else:
            parts[-1] += sign
    return parts


def _is_ideograph(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" and sign.isalpha()


def _beginning(text: str, size: float, room: float, bold: bool) -> str:
    """As many of the first signs as `room` takes; a mark is never parted from its letter."""
    used, end = 0.0, 0
    for at, sign in enumerate(text):
        used += width(sign, size, bold=bold)
        if used > room:
            break
        end = at + 1
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return text[:end]
