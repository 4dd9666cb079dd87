"""What can be wrong with a sources folder, and how it is told to the person who has to mend it."""

import re
from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.model import Place

LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""The line breaks that positions are counted by."""

_COMPARED = 100  # candidates for a mistyped word

_MAX_READ = 20_000_000  # bytes: nothing is ever found further down


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its stable code and name, its severity and one line that says what it means."""

    code: str
    name: str
    meaning: str
    severity: str = "error"


def _registry(*codes: tuple[str, str, str] | tuple[str, str, str, str]) -> Mapping[str, Code]:
    return {code[0]: Code(*code) for code in codes}


CODES: Mapping[str, Code] = _registry(
    ("SRC001", "not-utf-8", "The file is not UTF-8 text."),
    ("SRC002", "control-character", "The file holds an invisible control character."),
    ("SRC003", "file-too-large", "The file is larger than 1 MB."),
    ("SRC004", "syntax", "The file is not valid YAML."),
    ("SRC005", "tab-indentation", "A line is indented with a tab instead of spaces."),
    ("SRC006", "nesting-too-deep", "Lists and mappings are nested deeper than any value of the format."),
    ("SRC007", "anchor-or-alias", "YAML anchors (&name) and aliases (*name) are not part of the format."),
    ("SRC008", "tag", "YAML tags (!name) are not part of the format."),
    ("SRC009", "second-document", "A file holds more than one YAML document."),
    ("SRC010", "duplicate-key", "The same key stands twice in one mapping."),
    ("SRC011", "unknown-key", "A key that the format does not know."),
    ("SRC012", "missing-key", "A key that must be there is not, or has no value."),
    ("SRC013", "wrong-type", "A list, a mapping or a text stands where another of them belongs."),
    ("SRC014", "wrong-choice", "The value is not one of the words that may stand here."),
    ("SRC015", "bad-number", "The value cannot be read as a number."),
    ("SRC016", "bad-date", "The value cannot be read as a date."),
    ("SRC017", "bad-id", "An id uses characters that cannot become part of an address."),
    ("SRC018", "reserved-name", "An id or folder uses a name that is taken."),
    ("SRC019", "duplicate-id", "Two things of the same kind have the same id."),
    ("SRC020", "out-of-range", "A number lies outside the range that makes sense."),
    ("SRC021", "newer-format", "The folder is written in a newer format than this version reads."),
    ("SRC022", "unknown-file", "A YAML file or folder where the format knows none."),
    ("SRC023", "unreadable-file", "The file cannot be opened."),
    ("SRC024", "link-leaves-folder", "A symbolic link leads out of the sources folder."),
    ("SRC025", "no-cycle-file", "A folder holds OKRs but no cycle.yml."),
    ("SRC026", "bad-address", "The value is not a web address."),
    ("SRC027", "bad-reference", "The value does not have the form of a reference."),
    ("SRC028", "metric-kind", "The keys of a metric do not add up to one kind of metric."),
    ("SRC029", "unit-mismatch", "A file says that it belongs to another unit than its name does."),
    ("SRC030", "unknown-reference", "A reference to an objective or key result that does not exist."),
    ("SRC031", "self-reference", "Something refers to itself."),
    ("SRC032", "cascade-cycle", "Objectives contribute to each other in a circle."),
    ("SRC033", "contributes-downwards", "An objective contributes to one of a lower level."),
    ("SRC034", "unknown-unit", "A unit that does not exist."),
    ("SRC035", "unknown-person", "A person that people.yml does not list."),
    ("SRC036", "unknown-perspective", "A perspective that settings.yml does not list."),
    ("SRC037", "unknown-theme", "A theme that organization.yml does not list."),
    ("SRC038", "unknown-level", "A level that settings.yml does not list."),
    ("SRC039", "unknown-cycle", "A cycle that does not exist."),
    ("SRC040", "unknown-key-result", "A check-in or review of a key result that the unit does not have."),
    ("SRC041", "unknown-health-metric", "A health metric that the unit's charter does not list."),
    ("SRC042", "level-weights", "The weights of a level do not add up to 100."),
    ("SRC043", "several-companies", "Not exactly one unit stands at the top."),
    ("SRC044", "parent-cycle", "Units or cycles are each other's parents in a circle."),
    ("SRC045", "level-order", "A unit's level does not lie below the level of its parent."),
    ("SRC046", "cycle-ends-before-start", "A cycle ends before it starts."),
    ("SRC047", "due-outside-cycle", "A due date lies outside its cycle."),
    ("SRC048", "check-in-in-future", "A check-in is dated after today."),
    ("SRC049", "check-in-outside-cycle", "A check-in lies outside its cycle."),
    ("SRC050", "grade-without-reason", "A score given by hand has no reason."),
    ("SRC051", "unknown-topic", "A page of the playbook covers a topic that no checklist knows."),
    ("SRC052", "no-playbook-folder", "The folder of the playbook does not exist."),
    ("SRC053", "playbook-elsewhere", "The folder of the playbook lies outside the folder that holds the sources."),
    ("SRC054", "cycle-too-long", "A cycle is longer than 2,000 days."),
    ("FNC001", "unreadable-fence", "The lines of a fence are not `kind: what`.", "warning"),
    ("FNC002", "unknown-kind", "A fence asks for a kind of picture or table that does not exist.", "warning"),
    ("FNC003", "unknown-subject", "A fence names a unit or an objective that the portal does not show.", "warning"),
    ("FNC004", "empty-cycle", "A fence names a cycle in which there is nothing to show.", "warning"),
)
"""Every kind of problem that reading can find, by code: SRC in the sources, FNC in fences on pages of the site."""

_BY_NAME: Mapping[str, Code] = {code.name: code for code in CODES.values()}


class Excerpt(NamedTuple):
    """The source line of a problem, without its line break, and the column (from 1) that the caret points to."""

    line: str
    column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: what is wrong, how to mend it, where, and with what.

    `severity` is "error", "warning" or "info". `object` names the unit, person, objective or key result it is about,
    and is empty where there is none. `folder` is the sources folder that `place` is relative to.
    """

    code: str
    name: str
    severity: str
    message: str
    help: str
    place: Place
    object: str = ""
    folder: Path | None = field(default=None, repr=False, compare=False)

    @property
    def excerpt(self) -> Excerpt | None:
        """The line it points to, read from the file now; None when there is no such file or line (any more)."""
        if self.folder is None:
            return None
        path = self.folder / self.place.file
        try:
            lines = _lines(path, path.stat().st_mtime_ns)
        except OSError:
            return None
        if not 0 < self.place.line <= len(lines):
            return None
        return Excerpt(lines[self.place.line - 1], self.place.column)


@lru_cache(maxsize=4)
def _lines(path: Path, changed: int) -> list[str]:
    """The lines of a file as it was when it was `changed`: findings come file by file, often many of one."""
    with path.open("rb") as file:
        return LINE_BREAK.split(file.read(_MAX_READ).decode("utf-8-sig", "replace"))


def diagnostic(name: str, message: str, help: str, place: Place, object: str, folder: Path | None) -> Diagnostic:
    """A diagnostic of the kind named `name`."""
    code = _BY_NAME[name]
    return Diagnostic(code.code, code.name, code.severity, message, help, place, object, folder)


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The candidates that look most like `word`, best first; empty when none comes near."""
    folded: dict[str, str] = {}
    for candidate in candidates:
        folded.setdefault(candidate.casefold(), candidate)
    wanted = word.casefold()[:200]
    found = get_close_matches(wanted, _likely(wanted, list(folded)), n=limit, cutoff=0.6)
    return tuple(folded[match] for match in found)


def _likely(word: str, candidates: list[str]) -> list[str]:
    """The candidates worth a close look: of many, those that begin or end most like `word`.

    Comparing takes long, and a file may hold thousands of mistakes beside thousands of candidates.
    """
    if len(candidates) <= _COMPARED:
        return candidates
    near: set[str] = set()
    for step in (1, -1):  # forwards, and backwards for a mistake in the first letters
        ordered = sorted(candidate[::step] for candidate in candidates)
        at = bisect(ordered, word[::step])
        near.update(text[::step] for text in ordered[max(at - _COMPARED // 4, 0) : at + _COMPARED // 4])
    return [candidate for candidate in candidates if candidate in near]


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str) -> str:
    """Advice for a mistyped word: "Did you mean `target`?", or `otherwise` when nothing comes near."""
    close = nearest(word, candidates)
    if not close:
        return otherwise
    return f"Did you mean {_any_of(close)}?"


def listing(words: Iterable[str], limit: int = 12) -> str:
    """Words in backquotes, separated by commas; a long list is cut with the number of those left out."""
    quoted = [f"`{word}`" for word in words]
    left = len(quoted) - limit
    return ", ".join(quoted) if left <= 0 else f"{', '.join(quoted[:limit])} and {left} more"


def _any_of(words: tuple[str, ...]) -> str:
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
