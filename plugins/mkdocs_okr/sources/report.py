"""Collects what is found wrong while a folder is read."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs_okr.model import Place
from mkdocs_okr.sources.diagnostics import Diagnostic, diagnostic
from mkdocs_okr.sources.origin import SourceFile, Step

_NAMING = frozenset({"id", "objectives", "key_results"})


class Report:
    """The findings so far. Of several at the same place the first one stays: the others follow from it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[tuple[Place, str], Diagnostic] = {}
        self._places: dict[Place, str] = {}
        self._meant: set[tuple[str, tuple[Step, ...], str]] = set()

    def at(self, name: str, place: Place, message: str, help: str, object: str = "") -> None:
        """Add a finding of the kind `name` at `place`."""
        # Only a whole file (1:1) can have several things wrong with it at one place.
        if place.line > 1 and self._places.setdefault(place, name) != name:
            return
        self._found.setdefault((place, message), diagnostic(name, message, help, place, object, self._folder))

    def value(
        self, name: str, file: SourceFile, path: Sequence[Step], message: str, help: str, object: str = ""
    ) -> None:
        """Add a finding about the value at `path` of `file`."""
        self.at(name, file.place(path), message, help, object)

    def key(self, name: str, file: SourceFile, path: Sequence[Step], message: str, help: str, object: str = "") -> None:
        """Add a finding about the key that ends `path` in `file`."""
        self.at(name, file.key_place(path), message, help, object)

    def mistyped(self, file: SourceFile, path: Sequence[Step], meant: Iterable[str]) -> None:
        """Remember what an unknown key at `path` of `file` may have been meant for."""
        self._meant.update((file.name, tuple(path[:-1]), key) for key in meant)

    def is_mistyped(self, file: SourceFile, path: Sequence[Step], key: str) -> bool:
        """Whether `key` is only missing from the mapping at `path` because it is spelt wrongly there."""
        return (file.name, tuple(path), key) in self._meant

    def names_are_mistyped(self, file: SourceFile) -> bool:
        """Whether a key of `file` that gives things their names, or holds them, is spelt wrongly."""
        return any(name == file.name and key in _NAMING for name, _, key in self._meant)

    def forget(self) -> None:
        """Drop everything found so far."""
        self._found.clear()
        self._places.clear()
        self._meant.clear()

    def findings(self) -> tuple[Diagnostic, ...]:
        """Everything found, in order of files, lines and columns; what is said about OKRs comes after the OKRs."""

        def order(found: Diagnostic) -> tuple[bool, Place, str, str]:
            return found.place.file.count("/") > 1, found.place, found.code, found.message

        return tuple(sorted(self._found.values(), key=order))
