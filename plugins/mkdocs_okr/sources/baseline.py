"""baseline.yml: findings that were there when the checks began, and are not told again."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.model import Place
from mkdocs_okr.sources.origin import SourceFile
from mkdocs_okr.sources.records.baseline import BaselineRecord
from mkdocs_okr.sources.writing import replace_file

NAME = "baseline.yml"

_HEAD = """\
# Findings that were there when the checks began. `okr check --update-baseline` rewrites this file.
"""

# What every reader of YAML takes for a text as it stands: it has a slash, or can be no other word.
_PLAIN = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+|(?!(?:true|false|yes|no|on|off|null|y|n)\Z)[a-z][a-z0-9.-]*")


_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_COMMENT = re.compile(r"(?:^|\s)#")
_GENERATED = re.compile(r"\s+[A-Z]+\d+: # [a-z0-9-]+|[^#]*\"[^\"]*#[^\"]*\"\s*")
"""A rule with its name, as the command writes it, or a text in quotes that happens to hold the sign."""


class WouldLoseComments(Exception):
    """A baseline holds a comment that rewriting it would lose; the message is the comment's line."""


class KnownFinding(NamedTuple):
    """A finding that the company knows of: the rule's code or name, and the object that it is about."""

    rule: str
    object: str
    place: Place


def known_findings(record: BaselineRecord, file: SourceFile) -> Iterator[KnownFinding]:
    """Every entry of the baseline, in order of the file."""
    for rule, objects in (record.known or {}).items():
        for i, name in enumerate(objects or ()):
            yield KnownFinding(rule, name, file.place(("known", rule, i)))


def write_baseline(folder: Path, findings: Iterable[tuple[str, str, str]]) -> Path:
    """Make `findings` the baseline of the sources in `folder`, in place of the one that is there; the file written.

    Each finding is a rule's code and name and the object that it is about. The same findings give the same bytes in
    whatever order they come. The file is replaced as a whole or not at all.

    Raises `WouldLoseComments` when somebody has written comments into it, OSError when it cannot be written.
    """
    path = _path(folder)
    comments = [line for line in _text(path).splitlines() if _is_own_comment(line)]
    if comments:
        raise WouldLoseComments(comments[0].strip())
    replace_file(path, "".join(_lines(findings)).encode())
    return path


def _path(folder: Path) -> Path:
    path, other = folder / NAME, folder / "baseline.yaml"
    return other if other.exists() and not path.exists() else path


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except FileNotFoundError:
        return ""


def _is_own_comment(line: str) -> bool:
    """Whether a line of a baseline holds a comment that was not written by the command."""
    return bool(_COMMENT.search(line)) and f"{line}\n" != _HEAD and not _GENERATED.fullmatch(line)


def _lines(findings: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield _HEAD
    ordered = sorted({*findings})
    yield "known:\n" if ordered else "known: {}\n"
    for (code, name), group in groupby(ordered, key=lambda finding: finding[:2]):
        yield f"  {code}: # {name}\n" if name else f"  {code if _WORD.fullmatch(code) else json.dumps(code)}:\n"
        yield from (f"    - {_written(object)}\n" for _, _, object in group)


def _written(object: str) -> str:
    return object if _PLAIN.fullmatch(object) else json.dumps(object, ensure_ascii=False)
