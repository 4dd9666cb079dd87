"""The entries of a check-in, read without YAML where they have their usual form.

A company of a thousand units writes a dozen thousand check-ins a quarter, and nearly all of each is lines like

    demand/adwords: {value: 168, confidence: 0.7, note: The page is live}

One regular expression reads such lines six times as fast as an event for every word. It takes only what cannot mean
anything else: whatever departs from the form sends the whole file down the road of all other files, which also is the
only one that finds mistakes. What stands before the entries is held to a form as well, so that they cannot lie inside
a text; what stands after them is read as YAML of its own.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_okr.sources.document import Marks, Value, packed, parse
from mkdocs_okr.sources.scalars import CONFIDENCES

_ID = "[a-z0-9][a-z0-9-]{0,63}"
# A plain text inside braces: no sign that has a meaning anywhere in YAML, and none at its ends.
_PLAIN = r"[^\s,\[\]{}:#?&*!|>'\"%@`=~<-](?:[^\n\r\t,\[\]{}:#?'\"]*[^\s,\[\]{}:#?'\"])?"
_ENTRY = (
    rf"  ({_ID}/{_ID}): "
    r"\{(?:value: ([-+]?\d{1,15}(?:\.\d{1,15})?)(?:, |(?=\})))?"
    r"(?:confidence: (0|0\.4|0\.7|1)(?:, |(?=\})))?"
    rf"(?:note: (?:({_PLAIN})|\"([^\"\\\r\n]*)\"|'([^'\r\n]*)'))?\}}\n"
)
_ENTRIES = re.compile(_ENTRY, re.ASCII)
_FILE = re.compile(
    rf"(?P<head>(?:#[^\n\r]*\n)*)(?:by: (?P<by>{_ID})\n)?key_results:\n(?P<entries>(?:{_ENTRY})+)(?=[a-z]|\Z)",
    re.ASCII,
)

_CONFIDENCE = {f"{step:g}": step for step in CONFIDENCES}


class PlainEntry(NamedTuple):
    """What a line says: `objective/key-result`, value, confidence and note."""

    key_result: str
    value: float | None
    confidence: float | None
    note: str


class PlainCheckIn(NamedTuple):
    """A check-in whose entries have their usual form, and everything else that its file says."""

    entries: list[PlainEntry]
    rest: dict[str, Value]


def plain_check_in(text: str) -> PlainCheckIn | None:
    """What a check-in file says; None where it departs from the usual form in the least."""
    found = _FILE.match(text)
    if found is None:
        return None
    end = found.end()
    rest: dict[str, Value] = {}
    if end < len(text):
        parsed = parse(text[end:])
        if not parsed.complete or parsed.problems or not isinstance(parsed.value, dict):
            return None
        rest = parsed.value
        if "key_results" in rest or "by" in rest:
            return None
    if found["by"]:
        rest["by"] = found["by"]
    lines = _ENTRIES.findall(found["entries"])
    if len({line[0] for line in lines}) < len(lines):
        return None
    return PlainCheckIn(
        [
            PlainEntry(
                name,
                float(value) if value else None,
                _CONFIDENCE[confidence] if confidence else None,
                (plain or double or single).strip(),
            )
            for name, value, confidence, plain, double, single in lines
        ],
        rest,
    )


def plain_marks(text: str) -> Marks | None:
    """The marks that `parse` finds in a check-in file of the usual form; None for any other file.

    Twice as fast: most findings about check-ins stand in files of which nobody kept the marks.
    """
    found = _FILE.match(text)
    if found is None:
        return None
    line = top_line = found["head"].count("\n") + 1
    keys: dict[str, int] = {}
    values: dict[str, Marks] = {}
    if found["by"]:
        keys["by"], values["by"] = packed(line, 1), packed(line, len("by: ") + 1)
    line += bool(found["by"])
    keys["key_results"] = packed(line, 1)
    names: dict[str, int] = {}
    entries: dict[str, Marks] = {}
    for entry in _ENTRIES.finditer(text, found.start("entries"), found.end("entries")):
        line += 1
        before = entry.start() - 1  # columns count from 1
        names[entry[1]] = packed(line, entry.start(1) - before)
        said = {name: packed(line, start - before) for name, start in _starts(entry) if start > 0}
        told = {name: mark - len(f"{name}: ") for name, mark in said.items()}
        entries[entry[1]] = (packed(line, entry.end(1) + len(": ") - before), told, said)
    if line > top_line + bool(found["by"]) + len(entries):
        return None  # something stands there twice
    values["key_results"] = (packed(line - len(entries) + 1, len("  ") + 1), names, entries)
    if found.end() < len(text):
        below = parse("\n" * line + text[found.end() :]).marks
        if isinstance(below, int) or below[1] is None or not keys.keys().isdisjoint(below[1]):
            return None
        keys |= below[1]
        values |= below[2]
    return packed(top_line, 1), keys, values


def _starts(entry: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Where the values of a line begin, in order; -1 for what it does not say."""
    yield "value", entry.start(2)
    yield "confidence", entry.start(3)
    yield "note", max(entry.start(4), entry.start(5) - 1, entry.start(6) - 1)
