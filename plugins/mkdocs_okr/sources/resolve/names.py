"""The names that references may use, and what to say about one that leads nowhere."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mkdocs_okr.sources.diagnostics import did_you_mean, listing
from mkdocs_okr.sources.origin import SourceFile, Step
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.scalars import shown


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its values, and whether all of them are there.

    `complete` is False for a file that is not valid YAML. What it would have defined is unknown then, so nothing that
    may be defined in it is reported as missing.
    """

    file: SourceFile
    value: object
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of one kind of thing. `word` is what it is called, `home` the file that lists it.

    `certain` is False when a file that would define more of them could not be read; `declared` also holds ids of
    things that are written but faulty. Neither leads to a complaint about a reference, but to no reference.
    """

    word: str
    code: str
    home: str
    usable: Collection[str]
    declared: Collection[str]
    certain: bool = True

    def check(
        self, name: str | None, report: Report, file: SourceFile, path: Sequence[Step], object: str = ""
    ) -> str | None:
        """`name` when it can be used; otherwise None, after the complaint where there is reason for one."""
        if name is None or name in self.usable:
            return name
        if self.certain and name not in self.declared:
            self._complain(name, report.value, file, path, object)
        return None

    def check_key(self, name: str, report: Report, file: SourceFile, path: Sequence[Step], object: str = "") -> bool:
        """Whether the key `name` can be used; a complaint points at the key."""
        if name in self.usable:
            return True
        if self.certain and name not in self.declared:
            self._complain(name, report.key, file, path, object)
        return False

    def check_all(
        self, names: Sequence[str] | None, report: Report, file: SourceFile, path: Sequence[Step], object: str = ""
    ) -> tuple[str, ...]:
        """Those of `names` that can be used."""
        if not names:
            return ()
        return tuple(
            name for i, name in enumerate(names) if self.check(name, report, file, (*path, i), object) is not None
        )

    def _complain(self, name: str, tell: "_Tell", file: SourceFile, path: Sequence[Step], object: str) -> None:
        known = listing(sorted({*self.declared})) if self.declared else "none yet"
        otherwise = f"Add it to {self.home}, or use one of those that exist: {known}."
        help = did_you_mean(name, self.declared, otherwise)
        tell(self.code, file, path, f"there is no {self.word} {shown(name)}", help, object)


def ids_of(value: object, *keys: str) -> list[str]:
    """The ids that a file declares in the list below `keys`, faulty entries included."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if not isinstance(value, list):
        return []
    return [item["id"] for item in value if isinstance(item, Mapping) and isinstance(item.get("id"), str)]


def report_duplicates(
    ids: Sequence[tuple[str, tuple[Step, ...]]], word: str, report: Report, file: SourceFile, object: str = ""
) -> set[int]:
    """Report ids that stand twice in one file; the positions in `ids` of all but the first of each."""
    first: dict[str, int] = {}
    doubled: set[int] = set()
    for i, (name, path) in enumerate(ids):
        if name in first:
            doubled.add(i)
            line = file.place(ids[first[name]][1]).line
            report.value(
                "duplicate-id",
                file,
                path,
                f"there is already another {word} `{name}` (line {line})",
                "Give one of the two another id.",
                object,
            )
        else:
            first[name] = i
    return doubled


class _Tell(Protocol):
    def __call__(
        self, name: str, file: SourceFile, path: Sequence[Step], message: str, help: str, object: str = ""
    ) -> None: ...
