"""Which files matter to a few units' OKRs: the thousands of others need not be read.

To judge what a unit wrote for a cycle it takes what this refers to, what refers to it, what the units above and those
directly below wrote for the same cycle, and what the unit itself wrote for other cycles. Of the units, all that these
mention are read, with those above them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_okr.sources.diagnostics import nearest
from mkdocs_okr.sources.document import Value
from mkdocs_okr.sources.files import Files
from mkdocs_okr.sources.folder import Entry, Key
from mkdocs_okr.sources.resolve.names import Source
from mkdocs_okr.sources.resolve.references import meanings

_PARENT = re.compile(rb"^parent:[ \t]+([a-z0-9][a-z0-9-]*)[ \t]*(?:#.*)?\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The OKR files and units that matter, and the cycles and units whose check-ins and reviews do as well."""

    okrs: Mapping[Key, Source]
    followed: frozenset[Key]
    units: frozenset[str]


class Surveyor:
    """Finds out who has to do with whom, reading each OKR file once and most files not at all."""

    def __init__(self, files: Files, okrs: Mapping[Key, Entry], cycles: Collection[str]) -> None:
        self._files = files
        self._okrs = okrs
        self._cycles = cycles
        self._read: dict[Key, Source] = {}

    def parents(self, units: Iterable[Entry]) -> dict[str, str | None]:
        """The parent that each unit's file names; None where it names none."""
        return {entry.unit: self._parent(entry) for entry in units}

    def _parent(self, entry: Entry) -> str | None:
        raw = self._files.raw(entry.name) or b""
        found = _PARENT.findall(raw)
        if len(found) == 1:
            return str(found[0], "ascii")
        if b"parent" not in raw:
            return None
        value = self._files.read(entry).value  # written in some other way
        parent = value.get("parent") if isinstance(value, dict) else None
        return parent.strip() if isinstance(parent, str) else None

    def neighbourhood(
        self, named: Collection[Key], parents: Mapping[str, str | None], others: Iterable[str]
    ) -> Neighbourhood:
        """What it takes to judge what the units of `named` wrote for their cycles.

        `parents` are those of all units; `others` are units that matter in any case.
        """
        own = {unit for _, unit in named}
        followed = {*named, *(key for key in self._okrs if key[1] in own)}
        below = {(cycle, unit) for cycle, above in named for unit, parent in parents.items() if parent == above}
        for cycle, unit in named:
            followed.update((cycle, above) for above in _upwards([unit], parents))
            followed.update(self._needed_by((cycle, unit)))
        self._read_upwards({*followed, *below, *self._that_mention(own)})
        mentioned = {unit for source in self._read.values() for unit in _units_in(source.value)}
        tops = (unit for unit, parent in parents.items() if parent is None or parent not in parents)
        return Neighbourhood(
            self._read,
            frozenset(followed),
            _upwards(
                [*own, *(unit for _, unit in {*self._read, *followed, *below}), *mentioned, *tops, *others], parents
            ),
        )

    def _needed_by(self, key: Key) -> Iterator[Key]:
        """What the OKRs of `key` refer to; where a reference leads nowhere, what it may have been meant for."""
        for ref in self._refs(key, _references):
            yield ref
            if ref not in self._okrs:
                in_cycle = sorted(unit for cycle, unit in self._okrs if cycle == ref[0])
                yield from ((ref[0], unit) for unit in nearest(ref[1], in_cycle))

    def _that_mention(self, units: Collection[str]) -> Iterator[Key]:
        """The OKRs that refer to something of one of `units`."""
        signs = [(unit.encode(), f"{unit}/".encode()) for unit in units]
        for key, entry in self._okrs.items():
            raw = self._files.raw(entry.name) or b""
            # Few files get past a glance at their bytes. Without a slash, a unit is only named where it is needed.
            if any(slashed in raw or (b"needs" in raw and unit in raw) for unit, slashed in signs) and any(
                ref[1] in units for ref in self._refs(key, _references)
            ):
                yield key

    def _read_upwards(self, keys: Iterable[Key]) -> None:
        """Read `keys` and all that they contribute to, directly or by way of others."""
        pending = list(keys)
        seen = {*pending}
        while pending:
            found = {*self._refs(pending.pop(), _contributions)} - seen
            seen |= found
            pending.extend(found)

    def _refs(self, key: Key, texts_of: Callable[[Value], Iterator[str]]) -> Iterator[Key]:
        """The cycles and units that the references in an OKR file may lead to."""
        entry = self._okrs.get(key)
        if entry is None:
            return
        if key not in self._read:
            self._read[key] = self._files.read(entry)
        for objective in _mappings(self._read[key].value, "objectives"):
            for text in texts_of(objective):
                if "/" not in text:
                    yield key[0], text
                for ref in meanings(text, key[0], self._cycles):
                    yield ref.cycle, ref.unit


def _upwards(units: Iterable[str], parents: Mapping[str, str | None]) -> frozenset[str]:
    """The units and all those above them."""
    found: set[str] = set()
    for unit in units:
        above: str | None = unit
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return frozenset(found)


def _references(objective: Value) -> Iterator[str]:
    """Everything that an objective refers to, as it is written."""
    yield from _contributions(objective)
    yield from _texts(objective.get("drives"))
    for needed in _mappings(objective, "depends_on"):
        yield from _texts(needed.get("needs"))


def _contributions(objective: Value) -> Iterator[str]:
    """What an objective contributes to, as it is written."""
    written = objective.get("contributes_to")
    for item in written if isinstance(written, list) else [written]:
        yield from _texts(item.get("to") if isinstance(item, dict) else item)


def _units_in(value: Value) -> Iterator[str]:
    """The ids in an OKR file that may be those of units, besides its references to OKRs."""
    if isinstance(value, dict) and isinstance(value.get("peer_reviewed"), dict):
        yield from _texts(value["peer_reviewed"].get("by"))
    for objective in _mappings(value, "objectives"):
        for text in _references(objective):
            yield from text.split("/")[:2]
        for key_result in _mappings(objective, "key_results"):
            yield from _texts(key_result.get("contributors"))


def _mappings(value: Value, key: str) -> Iterator[dict[str, Value]]:
    items = value.get(key) if isinstance(value, dict) else None
    return (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))


def _texts(value: Value) -> Iterator[str]:
    """One text, or those in a list."""
    return (item.strip() for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))
