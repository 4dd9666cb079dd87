"""Which files matter to a few units' OKRs: the thousands of others need not be read.

To judge what a unit wrote for a cycle it takes

- what this refers to, what refers to it, and what the same people lead elsewhere,
- what the units above wrote for this cycle and for longer ones, those directly below for this one, and the unit itself
  for any other,
- for everything that a unit is only blamed for if others do better (naming a perspective, saying when the OKRs were
  published), one that does.

Of the units, all that these mention are read, with those above them and those beside the ones that are judged.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_okr.sources.diagnostics import nearest
from mkdocs_okr.sources.document import Value
from mkdocs_okr.sources.files import Files
from mkdocs_okr.sources.folder import Entry, Key
from mkdocs_okr.sources.resolve.names import Source
from mkdocs_okr.sources.resolve.organization import circles
from mkdocs_okr.sources.resolve.references import meanings

_PARENT = re.compile(rb"^parent:[ \t]+([a-z0-9][a-z0-9-]*)[ \t]*(?:#.*)?\r?$", re.MULTILINE)

_PREPARATIONS = ("published", "peer_reviewed", "committed")

Fact = tuple[str, str]
"""Something that OKRs say: a key and its value, which is empty where any value will do."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What is known before any OKR file is read.

    `parents` are those of all units, as they are written, `longer` the cycles above each cycle, nearest first, `used`
    are the ids that objectives may name below some keys ("perspective", "theme").
    """

    okrs: Mapping[Key, Entry]
    parents: Mapping[str, str | None]
    longer: Mapping[str, Sequence[str]]
    used: Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The OKR files and units that matter, and the cycles and units whose check-ins and reviews do as well."""

    okrs: Mapping[Key, Source]
    followed: frozenset[Key]
    units: frozenset[str]


def written_parents(units: Iterable[Entry], files: Files) -> dict[str, str | None]:
    """The parent that each unit's file names; None where it names none."""
    return {entry.unit: _written_parent(entry, files) for entry in units}


def _written_parent(entry: Entry, files: Files) -> str | None:
    raw = files.raw(entry.name) or b""
    found = _PARENT.findall(raw)
    if len(found) == 1:
        return str(found[0], "ascii")
    if b"parent" not in raw:
        return None
    value = files.read(entry).value  # written in some other way
    parent = value.get("parent") if isinstance(value, dict) else None
    return parent.strip() if isinstance(parent, str) else None


class Surveyor:
    """Finds out who has to do with whom, reading each OKR file once and most of them not at all."""

    def __init__(self, folder: Folder, files: Files) -> None:
        self._okrs = folder.okrs
        self._parents = _settled(folder.parents)
        self._longer = folder.longer
        self._used = folder.used
        self._files = files
        self._read: dict[Key, Source] = {}

    def neighbourhood(self, named: Collection[Key], others: Iterable[str]) -> Neighbourhood:
        """What it takes to judge what the units of `named` wrote for their cycles.

        `others` are units that matter in any case.
        """
        parents, own = self._parents, {unit for _, unit in named}
        followed = {*named, *(key for key in self._okrs if key[1] in own)}
        needed = {(cycle, unit) for unit, parent in parents.items() for cycle, each in named if each == parent}
        for cycle, unit in named:
            above = _upwards([unit], parents)
            followed.update((cycle, each) for each in above)
            followed.update(self._needed_by((cycle, unit)))
            needed.update((longer, each) for longer in self._longer.get(cycle, ()) for each in above)
            needed.update(self._fed_by((cycle, unit)))
        self._read_upwards({*followed, *needed})
        self._read_upwards(self._in_passing(named))
        units = {*own, *others, *(unit for _, unit in {*self._read, *followed, *needed})}
        units.update(unit for source in self._read.values() for unit in _units_in(source.value))
        units.update(unit for unit, parent in parents.items() if parent is None)
        above_own = {parents.get(unit) for unit in own}
        units.update(unit for unit, parent in parents.items() if parent in above_own)
        for cycle in {cycle for cycle, _ in named}:
            units.update(sorted(unit for each, unit in self._okrs if each == cycle)[:2])
        return Neighbourhood(self._read, frozenset(followed), _upwards(units, parents))

    def _needed_by(self, key: Key) -> Iterator[Key]:
        """What the OKRs of `key` refer to; where a reference leads nowhere, what it may have been meant for."""
        for ref in self._refs(key, _references):
            yield ref
            if ref not in self._okrs:
                in_cycle = sorted(unit for cycle, unit in self._okrs if cycle == ref[0])
                yield from ((ref[0], unit) for unit in nearest(ref[1], in_cycle))

    def _fed_by(self, key: Key) -> Iterator[Key]:
        """One set of OKRs further down that could contribute to those of `key`, in the cycle and each shorter one."""
        for cycle in (key[0], *(shorter for shorter, longer in self._longer.items() if key[0] in longer)):
            for each, unit in self._okrs:
                is_below = key[1] in _upwards([unit], self._parents) and (cycle != key[0] or unit != key[1])
                if each == cycle and is_below and any(_mappings(self._value((each, unit)), "objectives")):
                    yield each, unit
                    break

    def _in_passing(self, named: Collection[Key]) -> Iterator[Key]:
        """What can only be found by a glance at the bytes of every OKR file: a hundredth of the time of reading it.

        That is what refers to the units of `named`, what is led by people who lead key results in those of `named`, and
        the first in their cycles to say something that not everybody says.
        """
        units = {unit for _, unit in named}
        unit_signs = [(unit.encode(), f"{unit}/".encode()) for unit in units]
        leads = {(key[0], lead) for key in named for lead in _leads(self._value(key))}
        lead_signs = [(cycle, lead.encode()) for cycle, lead in leads]
        missing = {cycle: self._unsaid(cycle) for cycle, _ in named}
        for key, entry in self._okrs.items():
            raw = self._files.raw(entry.name) or b""
            # Without a slash, a unit is only named where it is needed.
            may_refer = any(slashed in raw or (b"needs" in raw and unit in raw) for unit, slashed in unit_signs)
            may_share = any(cycle == key[0] and lead in raw for cycle, lead in lead_signs)
            may_say = any(_is_said(fact, raw) for fact in missing.get(key[0], ()))
            if (
                (may_refer and any(ref[1] in units for ref in self._refs(key, _references)))
                or (may_share and any((key[0], lead) in leads for lead in _leads(self._value(key))))
                or (may_say and missing[key[0]] & self._facts(key))
            ):
                yield key
                missing.get(key[0], set()).difference_update(self._facts(key))

    def _unsaid(self, cycle: str) -> set[Fact]:
        """What nobody has said yet among the OKRs of a cycle that were read."""
        facts = {(key, "") for key in _PREPARATIONS} | {(key, name) for key, ids in self._used.items() for name in ids}
        return facts.difference(*(self._facts(key) for key in self._read if key[0] == cycle))

    def _facts(self, key: Key) -> set[Fact]:
        value = self._value(key)
        if not isinstance(value, dict):
            return set()
        is_below = self._parents.get(key[1]) is not None
        facts = {(word, "") for word in _PREPARATIONS if is_below and value.get(word) is not None}
        for objective in _mappings(value, "objectives"):
            facts.update((word, name) for word in self._used for name in _texts(objective.get(word)))
        return facts

    def _read_upwards(self, keys: Iterable[Key]) -> None:
        """Read `keys` and all that they contribute to, directly or by way of others."""
        pending = list(keys)
        seen = {*pending}
        while pending:
            found = {*self._refs(pending.pop(), _contributions)} - seen
            seen |= found
            pending.extend(found)

    def _value(self, key: Key) -> Value:
        """What an OKR file says; None where there is none."""
        if key not in self._okrs:
            return None
        if key not in self._read:
            self._read[key] = self._files.read(self._okrs[key])
        return self._read[key].value

    def _refs(self, key: Key, texts_of: Callable[[Value], Iterator[str]]) -> Iterator[Key]:
        """The cycles and units that the references in an OKR file may lead to."""
        for objective in _mappings(self._value(key), "objectives"):
            for text in texts_of(objective):
                if "/" not in text:
                    yield key[0], text
                for ref in meanings(text, key[0], self._longer):
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


def _is_said(fact: Fact, raw: bytes) -> bool:
    """Whether the bytes of an OKR file look as if it said so."""
    key, value = (word.encode() for word in fact)
    if key not in raw or value not in raw:
        return False
    return bool(re.search(re.escape(key) + rb"[\"']?\s*:\s*[\"']?" + re.escape(value), raw))


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
