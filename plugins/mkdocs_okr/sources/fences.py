"""Fences of the language `okr` in Markdown: found where they stand, and read line by line.

`OKR` and `okrs` are taken for the same: nobody else uses these words, and the code of a fence is of no use to readers.
"""

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mkdocs_okr.sources.document import Parsed, decode, parse, position
from mkdocs_okr.sources.scalars import shown

_ANY = re.compile(r"(?:`{3}|~{3})[ \t]*\{?[ \t]*\.?okrs?(?![\w#.+-])", re.IGNORECASE)
_OPENING = re.compile(r"(?P<prefix>[ >]*)(?P<marks>`{3,}|~{3,})[ ]*(?P<info>.*)")
_CLOSING = re.compile(r"[ >]*(`{3,}|~{3,})[ ]*")
_OURS = re.compile(r"\{?[ ]*\.?okrs?(?![\w#.+-])(?P<rest>.*)", re.IGNORECASE)
_NO_COLON = re.compile(r"(?P<key>[\w-]+)\s+(?P<value>[\w/-]+)")
_TAB = 4

CYCLE = "cycle"
"""The key that chooses a cycle for everything in its fence."""

EXAMPLE = "cascade: company"
_ANOTHER = "Write the second one into a fence of its own."


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence in a Markdown page.

    `first` is the number of its opening line, from 0, and `after` that of the first line below it. `prefix` stands
    before each of its lines: blanks, and the signs of a quotation. `lines` are all its lines without it, the opening
    one first; the closing one is missing where a fence is never closed. `column` is where they begin, from 1.
    """

    first: int
    after: int
    prefix: str
    lines: tuple[str, ...]
    column: int
    is_closed: bool


class Entry(NamedTuple):
    """A line `key: value` of a fence, with the line and column of both in the page, from 1."""

    key: str
    value: str
    key_at: tuple[int, int]
    value_at: tuple[int, int]


class Mistake(NamedTuple):
    """A line that cannot be read: what is wrong, how to mend it, and line and column in the page, from 1."""

    message: str
    help: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a fence asks for, in its own order: kinds and what of; the cycle where it names one; and its mistakes."""

    entries: tuple[Entry, ...] = ()
    cycle: Entry | None = None
    mistakes: tuple[Mistake, ...] = ()


def fences(markdown: str) -> list[Fence]:
    """The fences of a page, in order.

    Those that another fence shows as an example are none. Whether an indented one belongs to a list or is an example
    only shows when the page has been rendered.
    """
    if not _ANY.search(markdown):
        return []
    return list(_found(markdown.split("\n")))


def _found(written: list[str]) -> Iterator[Fence]:
    lines = [line.expandtabs(_TAB) for line in written]
    ends = _Ends(lines)
    at = 0
    while at < len(lines):
        opening = _OPENING.fullmatch(lines[at])
        if opening is None or (opening["marks"][0] == "`" and "`" in opening["info"]):
            at += 1
            continue
        prefix = opening["prefix"]
        end = ends.of(at, opening["marks"], prefix)
        after = at + 1 if end is None else end + 1
        if _OURS.fullmatch(opening["info"]):
            yield Fence(
                first=at,
                after=after,
                prefix=prefix,
                lines=tuple(line[len(prefix) :] for line in lines[at:after]),
                column=len(written[at]) - len(written[at].lstrip(" \t>")) + 1,
                is_closed=end is not None,
            )
        at = after


class _Ends:
    """The lines of a page that may close a fence; to be asked from the top down.

    The cost of all answers grows as the page does, however many fences it opens and never closes.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._closing: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(lines):
            if _CLOSING.fullmatch(line):
                self._closing[line.rstrip(" ")].append(at)
        self._filled = [at for at, line in enumerate(lines) if line.strip(" >")]
        self._outside: dict[str, int] = {}

    def of(self, opening: int, marks: str, prefix: str) -> int | None:
        """The line that closes a fence, which is as deep as the one that opens it; None where it is never closed."""
        end = _next(self._closing.get(prefix + marks, ()), opening)
        if end is None:
            return None
        if self._outside.get(prefix, -1) <= opening:
            first = bisect_right(self._filled, opening)
            below = (self._filled[place] for place in range(first, len(self._filled)))
            over = next((at for at in below if not self._lines[at].startswith(prefix)), len(self._lines))
            self._outside[prefix] = over
        return end if end < self._outside[prefix] else None


def _next(numbers: Sequence[int], after: int) -> int | None:
    at = bisect_right(numbers, after)
    return numbers[at] if at < len(numbers) else None


def in_file(found: Sequence[Fence], raw: str) -> list[Fence]:
    """Fences of a page as they stand in its file, which has a front matter and may have macros.

    One that is not in the file stays as it is.
    """
    twins: dict[tuple[str, ...], deque[Fence]] = defaultdict(deque)
    for each in fences(raw):
        twins[each.lines].append(each)
    return [twins[each.lines].popleft() if twins[each.lines] else each for each in found]


def wish(fence: Fence) -> Wish:
    """What a fence asks for."""
    opening = _OPENING.fullmatch(fence.lines[0])
    ours = _OURS.fullmatch(opening["info"]) if opening else None
    assert ours is not None
    start = (fence.first + 1, fence.column)
    if not fence.is_closed:
        help = "Write the same marks on a line below it, as deep as here."
        return _nothing("this fence is never closed", help, start)
    if rest := ours["rest"].strip(" }"):
        help = f"Write it without, and what to show below: `{EXAMPLE}`."
        return _nothing(f"{shown(rest)} cannot stand behind `okr`", help, start)
    # Empty lines before it make its lines those of the page.
    text = decode(("\n" * start[0] + "\n".join(fence.lines[1:-1])).encode("utf-8", "replace"))
    parsed = parse(text) if isinstance(text, str) else Parsed(None, 0, (text,), False)
    if isinstance(parsed.value, dict):
        return _asked(parsed, fence, start)
    if parsed.problems:
        return Wish(mistakes=_told(parsed, fence))
    if parsed.value is None:
        return _nothing("this fence is empty", f"Write what it is to show, such as `{EXAMPLE}`.", start)
    meant = _NO_COLON.fullmatch(parsed.value) if isinstance(parsed.value, str) else None
    help = f"Write it with a colon: `{meant['key']}: {meant['value']}`." if meant else f"Write it as in `{EXAMPLE}`."
    return _nothing("this is not `kind: what`", help, _at(parsed.marks, fence))


def _asked(parsed: Parsed, fence: Fence, start: tuple[int, int]) -> Wish:
    """What the keys of a fence ask for."""
    entries, mistakes = [], list(_told(parsed, fence))
    _, keys, spots = parsed.marks
    for key, said in parsed.value.items():
        if isinstance(said, str) and said.strip():
            entries.append(Entry(key, said.strip(), _at(keys[key], fence), _at(spots[key], fence)))
            continue
        what = "takes one name, not several" if said else "needs a name behind the colon"
        one = (
            f"Write it as in `{CYCLE}: 2027-q1`."
            if key == CYCLE
            else "Write a unit, such as `company`, or an objective."
        )
        help = _ANOTHER if said else one
        mistakes.append(Mistake(f"{shown(key)} {what}", help, _at(keys[key], fence)))
    cycle = next((entry for entry in entries if entry.key == CYCLE), None)
    entries = [entry for entry in entries if entry is not cycle]
    if not entries and not mistakes:
        return _nothing("this fence shows nothing", f"Write what it is to show, such as `{EXAMPLE}`.", start)
    return Wish(tuple(entries), cycle, tuple(mistakes))


def _told(parsed: Parsed, fence: Fence) -> tuple[Mistake, ...]:
    indent = fence.column - 1
    return tuple(
        Mistake(
            each.message,
            _ANOTHER if each.name == "duplicate-key" else each.help,
            (each.line, each.column + indent),
        )
        for each in parsed.problems
    )


def _nothing(message: str, help: str, at: tuple[int, int]) -> Wish:
    return Wish(mistakes=(Mistake(message, help, at),))


def _at(mark: Any, fence: Fence) -> tuple[int, int]:
    line, column = position(mark if isinstance(mark, int) else mark[0])
    return line, column + fence.column - 1
