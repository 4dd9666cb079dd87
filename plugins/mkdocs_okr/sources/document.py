"""Strict YAML: a file's text becomes mappings, lists and texts, and every one of them knows its place.

The values come from libyaml's event stream, one event after the other, without recursion and without constructors:
nothing in a file can make Python objects, expand aliases or exhaust the stack. Whatever the format does not use
(anchors, aliases, tags, further documents) is reported where it stands.
"""

import re
from codecs import BOM_UTF8
from typing import Any, NamedTuple

from yaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # there, but not named in the stubs

from mkdocs_okr.sources.diagnostics import LINE_BREAK

MAX_BYTES = 1_000_000
"""The size of a file from which it is refused, in bytes."""

MAX_BASELINE_BYTES = 20_000_000
"""The same of the one file that is written by a program and may hold a line for every key result of a company."""

MAX_DEPTH = 32
"""How deep lists and mappings may be nested; the deepest value of the format stands at depth 8."""

_MAX_PROBLEMS = 50

# Next to the control characters this refuses the line separators that libyaml counts as line breaks and editors do
# not: positions would drift apart.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

# The bytes of which every ASCII text without control characters consists: most files are seen through at once.
_HARMLESS = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])

_COLUMN_BITS = 20
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1

Value = Any
"""What a file says: None where nothing is written, else a `str`, a `list` of values or a `dict` of values."""

Marks = Any
"""The places of a value: an int for a text, `(int, keys, values)` for a mapping, `(int, None, items)` for a list.

An int holds line and column; 1,000 files of 300 values each are kept in memory at once, so they are kept small.
"""


class Problem(NamedTuple):
    """Something the reader refuses: the name of its code, message, help, and line and column from 1."""

    name: str
    message: str
    help: str
    line: int
    column: int


class Parsed(NamedTuple):
    """A file's values, their marks and what was refused. `complete` is False when reading had to stop half-way."""

    value: Value
    marks: Marks
    problems: tuple[Problem, ...]
    complete: bool


class _Refused(Exception):
    """Reading cannot go on after this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def packed(line: int, column: int) -> int:
    """The mark of a line and column, both from 1."""
    return line << _COLUMN_BITS | column


def position(mark: int) -> tuple[int, int]:
    """Line and column, from 1, of a packed mark."""
    return mark >> _COLUMN_BITS, mark & _COLUMN_MASK


def decode(raw: bytes, most: int = MAX_BYTES) -> str | Problem:
    """The text of a file without its byte order mark, or the reason why it is none: for one, more than `most` bytes."""
    if len(raw) > most:
        size = f"{len(raw) / 1_000_000:.1f} MB"
        return Problem(
            "file-too-large",
            f"this file is {size} large; files of up to {most // 1_000_000} MB are read",
            "Split it, or remove what does not belong into it.",
            1,
            1,
        )
    if not raw.translate(None, _HARMLESS):
        return raw.decode("ascii")
    raw = raw.removeprefix(BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = LINE_BREAK.split(raw[: error.start].decode("utf-8", "replace"))
        return Problem(
            "not-utf-8",
            f"byte 0x{raw[error.start]:02x} is not UTF-8 text",
            "Save the file with the encoding UTF-8: most editors offer it under “Save with encoding”.",
            len(before),
            len(before[-1]) + 1,
        )
    found = _CONTROL.search(text)
    if found:
        before = LINE_BREAK.split(text[: found.start()])
        return Problem(
            "control-character",
            f"invisible character U+{ord(found[0]):04X}",
            "Delete it. It often comes in by copying from another program; typing the line anew removes it.",
            len(before),
            len(before[-1]) + 1,
        )
    return text


def parse(text: str) -> Parsed:
    """Read one YAML document; never raises."""
    reader = _Reader(text)
    try:
        value, marks = reader.read()
    except _Refused as refused:
        return Parsed(None, packed(1, 1), (*reader.problems, refused.problem), False)
    except YAMLError as error:
        return Parsed(None, packed(1, 1), (*reader.problems, _syntax(error, text)), False)
    return Parsed(value, marks, tuple(reader.problems), True)


class _Reader:
    """Builds one document from the event stream."""

    def __init__(self, text: str) -> None:
        self._next = CParser(text).get_event
        self._decorated = "&" in text or "!" in text  # else no event has an anchor or a tag
        self._escaped = "\\" in text  # else no text can spell a control character
        self.problems: list[Problem] = []

    def read(self) -> tuple[Value, Marks]:
        """The document's value and marks.

        `container` is the list or mapping being filled, `spots` its places, `key` the key whose value comes next.
        """
        next_event, decorated, escaped = self._next, self._decorated, self._escaped
        root: list[Value] = []
        root_spots: list[Marks] = []
        container: Any = root
        spots: Any = root_spots
        keys: dict[str, int] | None = None
        key: str | None = None
        stack: list[tuple[Any, Any, dict[str, int] | None, str | None]] = []
        while True:
            event: Any = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                start = event.start_mark
                mark = (start.line + 1) << _COLUMN_BITS | start.column + 1
                value: Value = event.value
                if decorated:
                    self._refuse_decoration(event)
                if escaped and event.style == '"' and _CONTROL.search(value):
                    self._report(
                        "control-character",
                        "this text spells an invisible control character",
                        "Remove the escape (such as `\\0` or `\\x07`) from the text.",
                        event,
                    )
                if keys is not None and key is None:
                    if value in keys:
                        self._report(
                            "duplicate-key",
                            f"`{value}` stands here a second time (first on line {position(keys[value])[0]})",
                            "Remove one of the two, or merge them.",
                            event,
                        )
                        key = "\0" + value  # the first one counts; the other is read and thrown away below
                    else:
                        key = value
                    keys[key] = mark
                    continue
                if not value and not event.style:
                    value = None
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if keys is not None and self.problems:
                    for doubled in [name for name in keys if name.startswith("\0")]:
                        del keys[doubled], container[doubled], spots[doubled]
                container, spots, keys, key = stack.pop()
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                start = event.start_mark
                mark = (start.line + 1) << _COLUMN_BITS | start.column + 1
                if decorated:
                    self._refuse_decoration(event)
                if keys is not None and key is None:
                    raise self._refused("syntax", "a list or mapping cannot be a key", _QUOTE_HELP, event)
                if len(stack) >= MAX_DEPTH:
                    raise self._refused(
                        "nesting-too-deep",
                        f"lists and mappings are nested deeper than {MAX_DEPTH} levels",
                        "Nothing in the format nests that deep; look for a bracket that is not closed.",
                        event,
                    )
                inner: Any
                inner_spots: Any
                inner_keys: dict[str, int] | None
                if kind is MappingStartEvent:
                    inner, inner_spots, inner_keys = {}, {}, {}
                else:
                    inner, inner_spots, inner_keys = [], [], None
                if keys is not None:
                    container[key] = inner
                    spots[key] = (mark, inner_keys, inner_spots)
                else:
                    container.append(inner)
                    spots.append((mark, inner_keys, inner_spots))
                stack.append((container, spots, keys, None))
                container, spots, keys, key = inner, inner_spots, inner_keys, None
                continue
            elif kind is AliasEvent:
                self._report(
                    "anchor-or-alias",
                    f"`*{event.anchor}` is a YAML alias, which the format does not use",
                    "Write the value out here. To use a text that begins with `*`, put it in quotes.",
                    event,
                )
                start = event.start_mark
                mark = (start.line + 1) << _COLUMN_BITS | start.column + 1
                value = None
                if keys is not None and key is None:
                    raise self._refused("syntax", "an alias cannot be a key", _QUOTE_HELP, event)
            elif kind is DocumentStartEvent:
                if root:
                    raise self._refused(
                        "second-document",
                        "a second YAML document begins here",
                        "Remove the line `---`, or move what follows it into a file of its own.",
                        event,
                    )
                continue
            elif kind is StreamEndEvent:
                return (root[0], root_spots[0]) if root else (None, packed(1, 1))
            elif kind is DocumentEndEvent:
                continue
            else:  # the stream's start
                continue
            if keys is not None:
                container[key] = value
                spots[key] = mark
                key = None
            else:
                container.append(value)
                spots.append(mark)

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(
                "anchor-or-alias",
                f"`&{event.anchor}` is a YAML anchor, which the format does not use",
                "Remove it. To use a text that begins with `&`, put it in quotes.",
                event,
            )
        if event.tag is not None:
            tag = event.tag if event.tag.startswith("!") else f"!!{event.tag.rpartition(':')[2]}"
            self._report(
                "tag",
                f"`{tag}` is a YAML tag, which the format does not use",
                "Remove it. To use a text that begins with `!`, put it in quotes.",
                event,
            )

    def _report(self, name: str, message: str, help: str, event: Any) -> None:
        problem = self._refused(name, message, help, event)
        if len(self.problems) >= _MAX_PROBLEMS:
            raise problem
        self.problems.append(problem.problem)

    @staticmethod
    def _refused(name: str, message: str, help: str, event: Any) -> _Refused:
        mark = event.start_mark
        return _Refused(Problem(name, message, help, mark.line + 1, mark.column + 1))


_QUOTE_HELP = 'Put the text in quotes, for example `title: "Sales: the next step"`.'

# What libyaml says, what it usually means to the person who typed it, and how to mend it.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "there is a colon where none can stand",
        'A text with a colon and a space in it needs quotes: `title: "Sales: the next step"`. Otherwise the '
        "line is indented too far.",
    ),
    (
        "could not find expected ':'",
        "this line is neither `key: value` nor part of the value above it",
        "Add a colon and a space after the key, as in `title: More customers`, or indent a text that goes on.",
    ),
    (
        "cannot start any token",
        "a value cannot begin with this character",
        'Put the value in quotes, for example `day: "@monday"`.',
    ),
    (
        "did not find expected key",
        "this line does not line up with the lines above it",
        "Keys of the same thing begin in the same column. A text after a closing quote also leads here.",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not line up with the list above it",
        "Every item of a list begins with `- ` in the same column.",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin here",
        "Start the list on a line of its own below the key, or write it in brackets: `[one, two]`.",
    ),
    (
        "did not find expected ',' or '}'",
        "a `{` is not closed, or a comma is missing",
        "Write `{key: value, key: value}` and put values with a comma or a brace in quotes.",
    ),
    (
        "did not find expected ',' or ']'",
        "a `[` is not closed, or a comma is missing",
        "Write `[one, two]` and put values with a comma or a bracket in quotes.",
    ),
    (
        "found unexpected end of stream",
        "a quote is opened and never closed",
        'Close it, or use the other kind of quote around a text that has one in it: `"it\'s done"`.',
    ),
    (
        "found unknown escape character",
        "a backslash in double quotes begins an escape that YAML does not know",
        "Use single quotes, which leave backslashes alone: `'C:\\plans'`.",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "Write a value, or remove the comma or bracket that asks for one.",
    ),
)


def _syntax(error: YAMLError, text: str) -> Problem:
    """A libyaml error in the words of somebody who does not know YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    lines = LINE_BREAK.split(text)
    written = lines[line - 1] if line <= len(lines) else ""
    indentation = written[: _indent(written)]
    if "\t" in indentation and column <= len(indentation) + 1:
        return Problem(
            "tab-indentation",
            "this line is indented with a tab",
            "Indent with spaces, two for each level; most editors can turn tabs into spaces.",
            line,
            indentation.index("\t") + 1,
        )
    if "end of stream" in said:  # the end of the file helps nobody; the beginning of the text does
        opened = getattr(error, "context_mark", None)
        if opened is not None:
            line, column = opened.line + 1, opened.column + 1
    if "mapping values" in said and _lacks_colon(lines, line):
        line, column = line - 1, _indent(lines[line - 2]) + 1
        said = "could not find expected ':'"
    for sign, message, help in _SYNTAX:
        if sign in said:
            return Problem("syntax", message, help, line, column)
    return Problem("syntax", f"this is not valid YAML: {said}", _QUOTE_HELP, line, column)


def _lacks_colon(lines: list[str], line: int) -> bool:
    """Whether the line above `line` begins in the same column and has no colon: then it is the one to mend."""
    if line < 2 or line > len(lines):
        return False
    above, this = lines[line - 2], lines[line - 1]
    return bool(above.strip()) and ":" not in above and _indent(above) == _indent(this)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
