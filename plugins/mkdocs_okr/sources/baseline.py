"""baseline.yml: findings that were there when the checks began, and are not told again."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.model import Place
from mkdocs_okr.sources.origin import SourceFile
from mkdocs_okr.sources.records.baseline import BaselineRecord

NAME = "baseline.yml"

_HEAD = """\
# Findings that were there when the checks began. `okr check --update-baseline` rewrites this file.
"""

# What every reader of YAML takes for a text as it stands: it has a slash, or can be no other word.
_PLAIN = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+|(?!(?:true|false|yes|no|on|off|null|y|n)\Z)[a-z][a-z0-9.-]*")


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

    Raises OSError when it cannot be written.
    """
    path = folder / NAME
    if not path.exists() and (folder / "baseline.yaml").exists():
        path = folder / "baseline.yaml"
    beside = folder / f".{path.name}.new"  # a name with a dot is no source
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_lines(findings))
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return path


def _lines(findings: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield _HEAD
    ordered = sorted({*findings})
    yield "known:\n" if ordered else "known: {}\n"
    for (code, name), group in groupby(ordered, key=lambda finding: finding[:2]):
        yield f"  {code}: # {name}\n"
        yield from (f"    - {_written(object)}\n" for _, _, object in group)


def _written(object: str) -> str:
    return object if _PLAIN.fullmatch(object) else json.dumps(object, ensure_ascii=False)
