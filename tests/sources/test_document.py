"""YAML becomes texts, lists and mappings, and every one of them knows its place."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.model import Place
from mkdocs_okr.sources.document import decode, parse
from mkdocs_okr.sources.origin import FileOrigin, SourceFile


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("a: no\nb: 010\nc: 12:30\nd: 1e3\ne: ~\nf: 2027-01-01", {
            "a": "no", "b": "010", "c": "12:30", "d": "1e3", "e": "~", "f": "2027-01-01",
        }),
        ("a:\nb: ''\nc: \"\"", {"a": None, "b": "", "c": ""}),
        ("a: [1, {b: c}, []]", {"a": ["1", {"b": "c"}, []]}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("<<: x", {"<<": "x"}),
    ],
)  # fmt: skip
def test_every_scalar_stays_the_text_that_was_typed(text: str, value: Any) -> None:
    parsed = parse(text)

    assert parsed.value == value
    assert parsed.problems == ()
    assert parsed.complete


PLACES = """\
# comment
objectives:
  - id: a   # one
    title: Ä 日本
    metric: {unit: "%", target: 60}
    meta:
      - x
      - [y, z]
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("objectives",), 3, 3),
        (("objectives", 0), 3, 5),
        (("objectives", 0, "id"), 3, 9),
        (("objectives", 0, "title"), 4, 12),
        (("objectives", 0, "metric", "target"), 5, 33),
        (("objectives", 0, "metric", "baseline"), 5, 13),
        (("objectives", 0, "meta", 1, 1), 8, 13),
        (("objectives", 7), 3, 3),
        (("unknown", "deep", 3), 2, 1),
    ],
)
def test_every_value_knows_line_and_column_and_what_is_absent_its_nearest_ancestor(
    tmp_path: Path, path: tuple[str | int, ...], line: int, column: int
) -> None:
    (tmp_path / "a.yml").write_text(PLACES, encoding="utf-8")

    at_once = SourceFile(tmp_path, "a.yml", parse(PLACES).marks)
    later = SourceFile(tmp_path, "a.yml")

    assert at_once.place(path) == Place("a.yml", line, column)
    assert later.place(path) == Place("a.yml", line, column)
    assert FileOrigin(later, path[:1]).place(*path[1:]) == Place("a.yml", line, column)


def test_the_place_of_a_file_that_is_gone_is_its_beginning(tmp_path: Path) -> None:
    assert SourceFile(tmp_path, "gone.yml").place(("a", 1)) == Place("gone.yml", 1, 1)


def test_windows_line_ends_and_byte_order_mark_do_not_move_places() -> None:
    text = decode(b"\xef\xbb\xbf" + PLACES.replace("\n", "\r\n").encode())

    assert isinstance(text, str)
    assert parse(text).marks == parse(PLACES).marks


def test_of_a_key_that_stands_twice_the_first_counts() -> None:
    parsed = parse("a: 1\nb: 2\na: [3]\na: 4\n")

    assert parsed.value == {"a": "1", "b": "2"}
    assert [(p.name, p.line) for p in parsed.problems] == [("duplicate-key", 3), ("duplicate-key", 4)]


@given(st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    decoded = decode(text.encode("utf-8", "surrogatepass"))
    if isinstance(decoded, str):
        parsed = parse(decoded)
        assert parsed.complete or parsed.problems


VALUES = st.recursive(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_json_says_yaml_says(value: Any) -> None:
    import json

    parsed = parse(json.dumps(value))
    assert parsed.value == value
    assert parsed.problems == ()
