"""How wide a text is, and where it breaks: without a font, so that every machine comes to the same lines.

Pictures are set in Arial or in a font that was made to its measures; the stylesheet narrows others that systems have
instead. The widths of letters that Arial lacks are estimates on the safe side: a line may end early, but hardly ever
runs into what stands beside it.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# In thousandths of the type size: the published widths that Arial and Liberation Sans share.
_ORDER = (
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    "ÆØŒÐÞæøœðþßıŁłĐđĦħŊŋ©®¼½¾×÷¬±µ¶°·¡¿«»§¢£¥¤–—‘’‚“”„†‡•…‰‹›€№™−"
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЂЄЅІЈЉЊЋЏҐђєѕіјљњћџґ"
)
_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 "
    "278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 "
    "667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 "
    "556 333 500 278 556 500 722 500 500 500 334 260 334 584 1000 778 1000 722 667 889 611 944 556 556 611 278 556 "
    "222 722 556 722 556 723 556 737 737 834 834 834 584 549 584 549 576 537 400 278 333 611 556 556 556 556 556 "
    "556 556 556 1000 222 222 222 333 333 333 556 556 350 1000 1000 333 333 556 1073 1000 584 667 667 551 668 667 "
    "611 722 778 278 667 668 833 722 650 778 722 667 618 611 667 798 667 835 748 578 575 500 557 446 441 556 556 "
    "222 500 500 576 500 448 556 690 569 482 617 395 547 648 525 713 781 667 656 667 542 677 667 923 604 719 719 "
    "583 656 833 722 778 719 667 722 611 635 760 667 740 667 917 938 792 885 656 719 1010 722 556 573 531 365 583 "
    "556 669 458 559 559 438 583 688 552 556 542 556 500 458 500 823 500 573 521 802 823 625 719 521 510 750 542 "
    "865 719 667 278 500 1057 1010 854 719 489 556 510 500 222 222 906 812 556 552 411"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 "
    "333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 "
    "667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 "
    "611 389 556 333 611 556 778 556 556 500 389 280 389 584 1000 778 1000 722 667 889 611 944 611 611 611 278 611 "
    "278 722 611 722 611 723 611 737 737 834 834 834 584 549 584 549 576 556 400 278 333 611 556 556 556 556 556 "
    "556 556 556 1000 278 278 278 500 500 500 556 556 350 1000 1000 333 333 556 1115 1000 584 722 722 601 719 667 "
    "611 722 778 278 722 667 833 722 644 778 722 667 600 611 667 821 667 809 802 615 610 556 606 475 460 611 541 "
    "278 558 556 612 556 445 611 766 619 520 684 446 582 715 576 753 845 722 719 722 567 712 667 904 626 719 719 "
    "610 702 833 722 778 719 667 722 611 622 854 667 730 703 1005 1019 870 979 719 711 1031 719 556 618 615 417 635 "
    "556 709 497 615 615 500 635 740 604 611 604 611 556 490 556 875 556 615 581 833 844 729 854 615 552 854 583 "
    "885 711 667 278 556 1094 1062 875 719 487 611 552 556 278 278 969 906 611 604 447"
)
_WIDTHS = tuple(dict(zip(_ORDER, map(int, widths.split()), strict=True)) for widths in (_PLAIN, _BOLD))

# Letters of other scripts are about as wide as these, or narrower; each system takes them from a font of its own.
_IDEOGRAPH, _EMOJI, _ACCENTED_I, _OTHER = 1000, 1300, 278, 720
_BY_CATEGORY = {"Lu": 900, "Lt": 1000, "No": 1000, "Sm": 1000, "So": 1100, "Sk": 400}
_SAFETY = 1.02
ELLIPSIS = "…"
"""What stands at the end of a text that was cut."""

LONGEST = 600
"""Of a longer text only so many characters are looked at: more cannot be shown anywhere in a picture."""

_JOINERS = "\u200c\u200d"
_NO_BREAK = "\u00a0\u202f"
_MARKS = ("Mn", "Me", "Mc")
_MOST_MARKS = 6
_UNSEEN = ("Cc", "Cf", "Cs", "Co")
_HARMLESS = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u02af\u0391-\u03a1\u0410-\u044f\u4e00-\u9fff–—‘’“”…€→−]*")
_SPACE = re.compile(rf"[^\S{_NO_BREAK}]+")


def printable(text: str) -> str:
    """`text` on one line, without signs that nobody sees and that change what is seen: controls, marks of direction.

    Accents become part of their letters where there is such a letter, and of the marks on a letter only the first few
    are kept: more of them would paint over other lines.
    """
    text = text[: 2 * LONGEST]
    return text.strip()[:LONGEST] if _HARMLESS.fullmatch(text) and "  " not in text else _cleaned(text)


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind in _MARKS else 0
        if sign.isspace():
            kept.append(sign if sign in _NO_BREAK else " ")
        elif sign in _JOINERS or not (kind in _UNSEEN or marks > _MOST_MARKS or _is_no_character(sign)):
            kept.append(sign)
    return _SPACE.sub(" ", "".join(kept)).strip()[:LONGEST]


def _is_no_character(sign: str) -> bool:
    number = ord(sign)
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


@lru_cache(maxsize=16384)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at most, in px, set at `size` px."""
    known = _WIDTHS[bold]
    return sum([known.get(sign) or _other(sign, bold) for sign in text]) * size * _SAFETY / 1000


@lru_cache(maxsize=4096)
def _other(sign: str, bold: bool) -> int:
    """The width of a sign without a known one: of the letter below its accent, or an estimate by its kind."""
    kind = unicodedata.category(sign)
    if kind in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", sign)[0]
    if base in _WIDTHS[bold]:
        return max(_WIDTHS[bold][base], _ACCENTED_I)
    if unicodedata.east_asian_width(sign) in "WF":
        return _EMOJI if kind == "So" else _IDEOGRAPH
    return _BY_CATEGORY.get(kind, _OTHER)


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text` if it has `room` px, else its beginning and an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    room -= width(ELLIPSIS, size, bold=bold)
    return _beginning(text, size, room, bold).rstrip(" ,;:–-") + ELLIPSIS


def wrap(
    text: str, size: float, room: float, lines: int, *, bold: bool = False, balanced: bool = True
) -> tuple[str, ...]:
    """`text` on at most so many lines of `room` px; two lines are of about the same length, if `balanced`.

    It breaks between words, between ideographs, and inside a word that is longer than a line, but never inside what is
    read as one sign. What does not fit is left out with an ellipsis.
    """
    return _wrapped(printable(text), size, room, lines, bold, balanced)


@lru_cache(maxsize=16384)
def _wrapped(text: str, size: float, room: float, lines: int, bold: bool, balanced: bool) -> tuple[str, ...]:
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
    for word in text.split(" "):
        if pieces and len(word) <= 2 and not word.isalnum() and width(pieces[-1] + word, size, bold=bold) <= room:
            pieces[-1] += f"{word} "  # a line does not begin with a dash or a percent sign
            continue
        for part in _unbroken(word):
            while width(part, size, bold=bold) > room:
                beginning = _beginning(part, size, room, bold) or _signs(part)[0]
                pieces.append(beginning)
                part = part[len(beginning) :]
            pieces.append(part)
        pieces[-1] += " "
    pieces[-1] = pieces[-1].rstrip(" ")
    return pieces


def _unbroken(word: str) -> list[str]:
    """A word in one piece, unless it holds ideographs: beside each of them a line may break, but not before a stop."""
    if word.isascii():
        return [word]
    parts: list[str] = []
    for sign in _signs(word):
        if not parts or (sign[0].isalnum() and (_is_ideograph(sign[0]) or _is_ideograph(parts[-1][-1]))):
            parts.append(sign)
        else:
            parts[-1] += sign
    return parts


def _is_ideograph(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" and sign.isalpha()


def _beginning(text: str, size: float, room: float, bold: bool) -> str:
    """As many of the first signs as `room` takes."""
    used, end = 0.0, 0
    for sign in _signs(text):
        used += width(sign, size, bold=bold)
        if used > room:
            break
        end += len(sign)
    return text[:end]


def _signs(text: str) -> Sequence[str]:
    """What is read as one sign: a letter with its marks, syllables of India, emoji made of several."""
    if text.isascii():
        return text
    signs: list[str] = []
    for sign in text:
        if signs and _continues(signs[-1], sign):
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


_VIRAMA = 9
"""The combining class of signs that bind a consonant to the next one."""


def _continues(before: str, sign: str) -> bool:
    last = before[-1]
    return (
        unicodedata.category(sign) in _MARKS
        or sign in _JOINERS
        or last == "\u200d"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or (unicodedata.combining(last) == _VIRAMA and sign.isalpha())
        or (len(before) == 1 and _is_of_flag(last) and _is_of_flag(sign))
    )


def _is_of_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
