"""Check-ins in their usual form are read a quicker way, which must mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mkdocs_okr.sources.document import parse
from mkdocs_okr.sources.plain_entries import plain_check_in, plain_marks
from mkdocs_okr.sources.records.okrs import CheckInRecord
from mkdocs_okr.sources.resolve.check_ins import entries_of

USUAL = """\
# a comment
by: john-smith
key_results:
  demand/adwords: {value: 168, confidence: 0.7, note: The page - which took long - is live}
  demand/retention: {value: -2.50}
  demand/cost: {confidence: 0, note: "Up, and away: 5 % #1"}
  demand/rest: {}
changed: "A: b"
wins: [one, two]
"""


def _slowly(text: str) -> tuple[list[object], object] | None:
    parsed = parse(text)
    if not parsed.complete or parsed.problems:
        return None
    try:
        record = CheckInRecord.model_validate(parsed.value)
    except ValidationError:
        return None
    return list(entries_of(record)), record.model_copy(update={"key_results": None})


def _quickly(text: str) -> tuple[list[object], object] | None:
    plain = plain_check_in(text)
    if plain is None:
        return None
    try:
        return list(plain.entries), CheckInRecord.model_validate(plain.rest)
    except ValidationError:
        return None


def _assert_same_places(text: str) -> None:
    """Wherever places are found the quick way, they are those that YAML finds."""
    parsed = parse(text)
    if plain_marks(text) is not None and parsed.complete:
        assert plain_marks(text) == parsed.marks


def test_the_usual_form_is_read_quickly_and_means_the_same() -> None:
    assert _quickly(USUAL) is not None
    assert _quickly(USUAL) == _slowly(USUAL)
    assert plain_marks(USUAL) == parse(USUAL).marks


@pytest.mark.parametrize(
    "text",
    [
        "by: a\nkey_results:\n  a/b: {value: 1,000}\n",
        "by: a\nkey_results:\n  a/b: {value: $5K}\n",
        "by: a\nkey_results:\n  a/b: {note: a, value: 3}\n",
        "by: a\nkey_results:\n  a/b: {note: a: b}\n",
        "by: a\nkey_results:\n  a/b: {note: a #b}\n",
        'by: a\nkey_results:\n  a/b: {note: "\\x07"}\n',
        "by: a\nkey_results:\n  a/b: {confidence: 0.5}\n",
        "by: a\nkey_results:\n  a/b: {value: 1}\n  a/b: {value: 2}\n",
        "by: a\nkey_results:\n  a/b: {value: 1}\nby: b\n",
        "by: a\nkey_results:\n  a/b: {value: 1}\nkey_results: {}\n",
        "by: a\nkey_results:\n  a/b: {value: 1}\n   continued: x\n",
        "by: a\nkey_results:\n  a/b: {value: 1}\n---\nby: b\n",
        "by: a\nkey_results:\n  a/b: {value: 1}\nchanged: *x\n",
        'changed: "\nkey_results:\n  a/b: {value: 1}\n"\n',
        "by: a\nkey_results:\n  A/b: {value: 1}\n",
        "by: a\nkey_results:\n  a/b: {value: 1}",
        "by: a\r\nkey_results:\r\n  a/b: {value: 1}\r\n",
    ],
)
def test_whatever_departs_from_the_form_is_left_to_yaml(text: str) -> None:
    assert plain_check_in(text) is None


LINES = st.sampled_from(
    [
        "by: a", "# x", "key_results:", "  a/b: {value: 1}", "  a/c: {value: -2.5, confidence: 0.7, note: fine}",
        "  a/d: {value: 1, }", "  a/e: {note: 'it is'}", '  a/f: {note: " x "}', "  a/g: {confidence: 1, note: a b}",
        "changed: yes", "wins: [a, b]", "wins:", "  - a", "", "---", "...", "  a/h:", "    value: 3", 'changed: "', '"',
        "changed: |", "  text", "{", "}", "%YAML 1.1", "focus: {projects: [x]}", "key_results: {a/b: {value: 2}}",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=8), st.booleans())
def test_quick_and_slow_agree_on_every_file(lines: list[str], ended: bool) -> None:
    text = "\n".join(["by: a", "key_results:", "  a/a: {value: 0}", *lines]) + ("\n" if ended else "")
    if plain_check_in(text) is not None:
        assert _quickly(text) == _slowly(text)
    _assert_same_places(text)


NOTES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)


@given(NOTES)
def test_quick_and_slow_agree_on_every_note(note: str) -> None:
    text = f"key_results:\n  a/a: {{value: 0, note: {note}}}\n"
    if plain_check_in(text) is not None:
        assert _quickly(text) == _slowly(text)
    _assert_same_places(text)
