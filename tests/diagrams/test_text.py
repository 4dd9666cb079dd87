"""Lines of text in pictures: nothing gets lost, nothing is too wide, and nothing that belongs together is parted."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.diagrams.text import ELLIPSIS, LONGEST, cut, printable, width, wrap

ROOMS = st.integers(40, 300)
SIZES = st.sampled_from([12.0, 13.0, 13.5])
WORDS = st.text(
    st.sampled_from(
        "abcdefghijklm nopqrstuvwxyz ABCWM .,;-%&() äöüéñß ДЖЩя Ωμέγα 客户满意，。 مرحبا שלום नमस्ते ไทย 👩‍🚀🇩🇪"
    )
)
ANYTHING = st.text(max_size=300)
TOGETHER = (
    "e\u0301\u0323",  # a letter with two marks
    "👨‍👩‍👧‍👦",  # a family, of four
    "👍🏽",  # a thumb and its colour
    "🇩🇪",  # a flag, of two letters
    "❤️",  # a sign and the wish to see it in colour
    "क्षि",  # a syllable of Hindi: two consonants bound together, and a vowel
    "ที่",  # a letter of Thai with a vowel and a tone
    "한",  # a syllable of Korean, of three letters
)


def joined(lines: tuple[str, ...]) -> str:
    return "".join(lines).replace(" ", "")


@given(WORDS | ANYTHING, SIZES, ROOMS, st.booleans(), st.booleans())
def test_nothing_is_lost_or_reordered_where_nothing_is_cut(
    text: str, size: float, room: int, bold: bool, balanced: bool
) -> None:
    lines = wrap(text, size, room, 1000, bold=bold, balanced=balanced)
    assert joined(lines) == printable(text).replace(" ", "")


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=6), min_size=1, max_size=30), ROOMS)
def test_words_stay_whole_where_a_line_has_room_for_each(words: list[str], room: int) -> None:
    lines = wrap(" ".join(words), 12, max(room, 60), 1000)
    assert " ".join(lines).split() == words


@given(WORDS | ANYTHING, SIZES, ROOMS, st.integers(1, 4), st.booleans())
def test_no_line_is_wider_than_its_room_and_there_are_never_too_many(
    text: str, size: float, room: int, most: int, bold: bool
) -> None:
    lines = wrap(text, size, room, most, bold=bold)
    assert len(lines) <= most
    assert all(width(line, size, bold=bold) <= room + 0.001 for line in lines)
    assert all(line.strip(" ") == line != "" for line in lines)


@given(WORDS | ANYTHING, ROOMS, st.integers(1, 3))
def test_what_was_left_out_shows_as_an_ellipsis(text: str, room: int, most: int) -> None:
    lines = wrap(text, 12, room, most)
    whole = printable(text).replace(" ", "")
    if joined(lines) != whole:
        assert lines[-1].endswith(ELLIPSIS)
        assert whole.startswith(joined(lines)[: -len(ELLIPSIS)])


@given(WORDS | ANYTHING, ROOMS)
def test_a_cut_text_is_its_beginning(text: str, room: int) -> None:
    text = printable(text)
    shown = cut(text, 12, room)
    assert width(shown, 12) <= room
    assert shown == text or text.startswith(shown.removesuffix(ELLIPSIS))


@pytest.mark.parametrize("sign", TOGETHER)
@pytest.mark.parametrize("room", range(40, 75))
def test_what_is_read_as_one_sign_is_never_parted(sign: str, room: int) -> None:
    sign = unicodedata.normalize("NFC", sign)
    for text in (sign * 40, "a" + sign * 40, f"ab {sign * 3} " * 9):
        for lines in (wrap(text, 12, room, 99), wrap(text, 12, room, 2), (cut(text, 12, room),)):
            for line in lines:
                left = line.replace(sign, "").replace(ELLIPSIS, "")
                assert not left.strip("ab "), f"{line!r} holds a part of {sign!r}"


def test_a_line_begins_with_no_percent_sign_and_breaks_at_no_space_that_must_not_break() -> None:
    assert wrap("Keep the gross margin at 42 % or better", 12, 147, 3) == ("Keep the gross margin", "at 42 % or better")
    assert wrap("Keep the gross margin at 42\u00a0% or better", 12, 147, 3, balanced=False)[1].startswith("42\u00a0%")


def test_ideographs_break_anywhere_but_before_a_full_stop() -> None:
    lines = wrap("让每一位客户满意。" * 6, 12, 62, 99)
    assert all(len(line) > 2 for line in lines[:-1])
    assert not any(line.startswith("。") for line in lines)


@given(ANYTHING)
def test_nothing_unseen_is_printed(text: str) -> None:
    shown = printable(f"{text}\u202e\u2066\x00\x1b\u200b\u00ad\ufeff\ud800\ufffe\n\t{text}")
    assert printable(shown) == shown
    for sign in shown:
        assert unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Zl", "Zp")
        assert sign in "\u200c\u200d" or unicodedata.category(sign) != "Cf"
        assert sign not in "\ufffe\uffff"


def test_marks_without_end_are_not_painted_over_other_lines() -> None:
    assert len(printable("Z" + "\u0336\u0489\u0334" * 300)) < 10


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "w" * 100_000,
        "客" * 100_000,
        "a客 " * 33_000,
        "e\u0301" * 50_000,
        "👨‍👩‍👧‍👦" * 15_000,
        "\u0301" * 100_000,
    ],
    ids=["words", "one word", "ideographs", "mixed", "marks", "families", "only marks"],
)
def test_a_title_of_100_kilobytes_costs_no_more_than_its_beginning(text: str) -> None:
    begun = time.process_time()
    for number in range(20):
        lines = wrap(f"{number} {text}", 13.5, 240, 3, bold=True)
        assert lines[-1].endswith(ELLIPSIS) or len("".join(lines)) < 20
    assert time.process_time() - begun < 1
    assert sum(map(len, lines)) < LONGEST
