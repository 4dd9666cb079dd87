"""Which files matter to a few units' OKRs: the thousands of others need not be read.

To judge what a unit wrote for a cycle it takes what this refers to, what refers to it, what the same people lead
elsewhere, what the units above, beside and directly below wrote for the same cycle, and what the unit itself wrote for
other cycles. Of the units, all that these mention are read, with those above them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_okr.sources.diagnostics import nearest
from mkdocs_okr.sources.document import Value
from mkdocs_okr.sources.files import Files
from mkdocs_okr.sources.folder import Entry, Key
from mkdocs_okr.sources.resolve.names import Source
from mkdocs_okr.sources.resolve.organization import circles
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

        `parents` are those of all units, as they are written; `others` are units that matter in any case.
        """
        own = {unit for _, unit in named}
        parents = _settled(parents)
        followed = {*named, *(key for key in self._okrs if key[1] in own)}
        above = {(cycle, parent) for cycle, unit in named if (parent := parents.get(unit)) is not None}
        near = {(cycle, unit) for unit, parent in parents.items() for cycle, each in {*named, *above} if each == parent}
        for cycle, unit in named:
            followed.update((cycle, each) for each in _upwards([unit], parents))
            followed.update(self._needed_by((cycle, unit)))
        self._read_upwards({*followed, *near, *self._that_refer_to(named)})
        mentioned = {unit for source in self._read.values() for unit in _units_in(source.value)}
        tops = (unit for unit, parent in parents.items() if parent is None)
        return Neighbourhood(
            self._read,
            frozenset(followed),
            _upwards(
                [*own, *(unit for _, unit in {*self._read, *followed, *near}), *mentioned, *tops, *others], parents
            ),
        )

    def _needed_by(self, key: Key) -> Iterator[Key]:
        """What the OKRs of `key` refer to; where a reference leads nowhere, what it may have been meant for."""
        for ref in self._refs(key, _references):
            yield ref
            if ref not in self._okrs:
                in_cycle = sorted(unit for cycle, unit in self._okrs if cycle == ref[0])
                yield from ((ref[0], unit) for unit in nearest(ref[1], in_cycle))

    def _that_refer_to(self, named: Collection[Key]) -> Iterator[Key]:
        """The OKRs that refer to the units of `named`, or in which somebody leads a key result as in those of `named`.

        The bytes of all of them are glanced at: that takes a hundredth of the time in which they can be read.
        """
        units = {unit for _, unit in named}
        leads = {(key[0], lead) for key in named for lead in _leads(self._value(key))}
        unit_signs = [(unit.encode(), f"{unit}/".encode()) for unit in units]
        lead_signs = [(cycle, lead.encode()) for cycle, lead in leads]
        for key, entry in self._okrs.items():
            raw = self._files.raw(entry.name) or b""
            # Without a slash, a unit is only named where it is needed.
            is_mentioned = any(slashed in raw or (b"needs" in raw and unit in raw) for unit, slashed in unit_signs)
            if is_mentioned and any(ref[1] in units for ref in self._refs(key, _references)):
                yield key
                continue
            is_shared = any(cycle == key[0] and lead in raw for cycle, lead in lead_signs)
            if is_shared and any((key[0], lead) in leads for lead in _leads(self._value(key))):
                yield key

    def _value(self, key: Key) -> Value:
        """What an OKR file says; None where there is none."""
        if key not in self._okrs:
            return None
        if key not in self._read:
            self._read[key] = self._files.read(self._okrs[key])
        return self._read[key].value

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
        for objective in _mappings(self._value(key), "objectives"):
            for text in texts_of(objective):
                if "/" not in text:
                    yield key[0], text
                for ref in meanings(text, key[0], self._cycles):
                    yield ref.cycle, ref.unit


def _settled(written: Mapping[str, str | None]) -> dict[str, str | None]:
    """The parents of all units, as they are where what is written leads nowhere or in a circle."""
    tops = [unit for unit, parent in written.items() if parent is None]
    company = "company" if "company" in tops else next(iter(tops), None)
    parents = {
        unit: parent if parent in written and parent != unit else None if unit == company else company
        for unit, parent in written.items()
    }
    for circle in circles(parents):
        parents[circle[0]] = None if company in circle else company
    return parents


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


def _leads(value: Value) -> Iterator[str]:
    """Who leads the key results of an OKR file."""
    for objective in _mappings(value, "objectives"):
        for key_result in _mappings(objective, "key_results"):
            yield from _texts(key_result.get("lead"))


def _mappings(value: Value, key: str) -> Iterator[dict[str, Value]]:
    items = value.get(key) if isinstance(value, dict) else None
    return (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))


def _texts(value: Value) -> Iterator[str]:
    """One text, or those in a list."""
    return (item.strip() for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))
