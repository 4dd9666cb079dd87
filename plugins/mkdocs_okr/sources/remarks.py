"""Comments in source files that speak to the product: `# okr: …`."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yaml import (
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # there, but not named in the stubs

from mkdocs_okr.model import Place
from mkdocs_okr.sources.diagnostics import LINE_BREAK
from mkdocs_okr.sources.document import MAX_DEPTH

MAX_REMARKS = 1_000
"""How many remarks of one file are heard."""

_WORD = "okr:"
_REMARK = re.compile(rf"#[ \t]*{_WORD}(.*)")
_COMMENT = re.compile(r"[ \t]*(#.*)")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*")  # of a text that goes on below; a comment may follow

_OPENING = (BlockMappingStartToken, BlockSequenceStartToken, FlowMappingStartToken, FlowSequenceStartToken)
_CLOSING = (BlockEndToken, FlowMappingEndToken, FlowSequenceEndToken)


class Remark(NamedTuple):
    """A comment that begins with `okr:`. `text` is what follows that word.

    `line` is the line that it is about: its own, or, where it stands alone, the next one that says something.
    `opens` says that it stands above everything that its file says.
    """

    place: Place
    line: int
    text: str
    opens: bool = False


def remarks_in(text: str, name: str) -> tuple[Remark, ...]:
    """The remarks in the text of the file `name`, in their order: the first thousand of them.

    Only YAML's own scanner knows for sure what is a comment and what a `#` inside a text; few files have a reason to
    be scanned.
    """
    if "#" not in text or _WORD not in text:  # the first is seen thirty times as fast
        return ()
    lines = LINE_BREAK.split(text)
    found = []
    below = 0  # the number of the last line that was looked at for one that says something
    top = next((n for n, line in enumerate(lines, start=1) if not _says_nothing(line)), len(lines))
    for number, column in _comments(text, lines):
        match = _REMARK.match(lines[number - 1], column - 1)
        if match is None:
            continue
        line = number
        if not lines[number - 1][: column - 1].strip():
            below = max(below, number + 1)
            while below <= len(lines) and _says_nothing(lines[below - 1]):
                below += 1
            line = below if below <= len(lines) else number
        found.append(Remark(Place(name, number, column), line, match[1].strip(), number < top))
        if len(found) == MAX_REMARKS:
            break
    return tuple(found)


def _says_nothing(line: str) -> bool:
    line = line.lstrip()
    return not line or line.startswith("#")


def _comments(text: str, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Line and column, from 1, of every comment: what stands between the tokens and is no blank."""
    next_token = CParser(text).get_token
    line, column = 0, 0  # where the last token ended, from 0
    depth = 0
    while True:
        try:
            token = next_token()
        except YAMLError:
            return
        if token is None:
            return
        start, kind = token.start_mark, token.__class__
        for number in range(line, min(start.line + 1, len(lines))):
            end = start.column if number == start.line else len(lines[number])
            comment = _COMMENT.match(lines[number], column if number == line else 0, end)
            if comment is not None:
                yield number + 1, comment.start(1) + 1
        line, column = token.end_mark.line, token.end_mark.column
        if isinstance(token, ScalarToken) and token.style in ("|", ">"):
            head = _BLOCK_HEAD.match(lines[start.line], start.column)
            comment = _COMMENT.match(lines[start.line], head.end() if head else start.column)
            if comment is not None:
                yield start.line + 1, comment.start(1) + 1
        depth += (kind in _OPENING) - (kind in _CLOSING)
        if depth > MAX_DEPTH:
            return
