"""What moved inside a cycle without anybody writing it down: versions of OKR files, compared one with the next."""

import itertools
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.model import Change, ChangeGap, ChangeLog, Cycle, CycleState, Objective, OkrSet, Portfolio
from mkdocs_okr.sources.document import MAX_BYTES, Value
from mkdocs_okr.sources.folder import Key
from mkdocs_okr.sources.git import Blobs, NoRevision, blobs, is_blob
from mkdocs_okr.sources.versions import Version, Versions, versions_since
from mkdocs_okr.sources.wording import (
    OF_OBJECTIVE,
    FormerIds,
    Promise,
    Thing,
    former_ids,
    is_same,
    objectives_in,
    promises,
)

MOST_BYTES = 200_000_000
"""How much is read of earlier versions in all; that takes some forty seconds."""

MOST_BYTES_OF_UNIT = 5_000_000
"""How much is read of the earlier versions of a unit's OKRs in a cycle; that takes about a second."""

MOST_VERSIONS_OF_UNIT = 400
"""How many versions of a unit's OKRs in a cycle are compared, the newest: one for each day of a year."""

MOST_CHANGES = 1_000
"""How many changes of a unit's OKRs in a cycle are told, the newest."""

_TOO_MUCH = "there is more to read than can be compared"
_TOO_MANY = f"more than {MOST_CHANGES:,} things have moved"


def with_recorded_changes(portfolio: Portfolio, folder: Path, keys: Collection[Key] | None = None) -> Portfolio:
    """The portfolio with the changes that git tells of, beside those that were written; written ones win.

    Looked at are versions since the unit committed to its OKRs, else since it published them, else since the cycle's
    first day; of drafts none. With `keys` only these cycles and units. Costs 20 µs for files without such versions; for
    others up to two milliseconds a version, and there is one a day at most.
    """
    wanted = {
        key: day
        for key, okrs in portfolio.okr_sets.items()
        if (keys is None or key in keys) and (day := counts_from(okrs, portfolio.cycles[okrs.cycle])) is not None
    }
    wanted = {key: day for key, day in wanted.items() if day < portfolio.as_of}
    if not wanted:
        return replace(portfolio, change_log=ChangeLog())
    try:
        versions = versions_since(
            folder,
            {cycle for cycle, _ in wanted},
            min(wanted.values()),
            portfolio.as_of,
            is_today=portfolio.settings.as_of is None,
        )
        with blobs(folder, MAX_BYTES) as contents:
            comparing = _Comparing(portfolio, folder, versions, contents)
            changed = {key: comparing.compared(portfolio.okr_sets[key], day) for key, day in wanted.items()}
    except NoRevision as error:
        return replace(portfolio, change_log=ChangeLog(error.reason))
    gaps = tuple(comparing.gaps)
    if not contents.answered and (reason := next((gap.reason for gap in gaps if gap.reason), "")):
        return replace(portfolio, change_log=ChangeLog(reason))
    okr_sets = {key: changed.get(key, okrs) for key, okrs in portfolio.okr_sets.items()}
    return replace(portfolio, okr_sets=okr_sets, change_log=ChangeLog(begins=versions.begins, gaps=gaps))


def as_written(change: Change) -> str:
    """A change as a line below `changes:`, to copy and give a reason."""
    values = {"from": change.before, "to": change.after}
    said = "".join(f", {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value)
    return f"{{date: {change.date}, what: {change.what}{said}, why: …}}"


def counts_from(okrs: OkrSet, cycle: Cycle) -> date | None:
    """The day from which on a unit's OKRs are a promise; None while they are a draft."""
    if okrs.committed is None and cycle.state is CycleState.DRAFT:
        return None
    return okrs.committed or okrs.published or cycle.starts


class _Step(NamedTuple):
    """What a version promised, and the day from which on it did."""

    day: date
    promises: Mapping[str, Promise]


@dataclass(slots=True)
class _Comparing:
    """Compares the versions of one file after the other, and notes what of them remains unknown."""

    portfolio: Portfolio
    folder: Path
    versions: Versions
    contents: Blobs
    gaps: list[ChangeGap] = field(default_factory=list)

    def compared(self, okrs: OkrSet, counts_from: date) -> OkrSet:
        """A unit's OKRs with what moved after the day from which on they count."""
        names = self._names(okrs)
        found = sorted(
            (version for name in names for version in self.versions.files.get(name, ())),
            key=lambda version: version.day or date.min,
        )
        try:
            raw = (self.folder / names[0]).read_bytes()
        except OSError:
            return okrs
        saved = next((self.versions.saved[name] for name in names if name in self.versions.saved), "")
        if not found and saved and not is_blob(raw, saved):
            found = [Version(None, saved)]
        now = objectives_in(raw) if found else None
        if now is None:
            return okrs
        ends = self.portfolio.cycles[okrs.cycle].ends
        history = _History(self.portfolio.settings.audience, former_ids(now), ends)
        as_of = self.portfolio.as_of
        history.begin(now, as_of if found[-1].day is None or found[-1].day <= as_of else None)
        earlier = [version for version in _since(found, counts_from) if (version.day or date.min) <= as_of]
        if earlier and is_blob(raw, earlier[-1].blob):
            history.was(now, earlier.pop().day or date.min)
        gap = self._go_back(history, earlier)
        if gap.unreadable or gap.reason:
            self.gaps.append(replace(gap, cycle=okrs.cycle, unit=okrs.unit))
        moved = history.moved()
        return replace(
            okrs,
            objectives=tuple(_with(objective, moved.get(objective.id, ()), ends) for objective in okrs.objectives),
            changes=tuple(moved.get("", ())),
        )

    def _names(self, okrs: OkrSet) -> list[str]:
        """The file of a unit's OKRs, and what it may have been called."""
        now = okrs.origin.place().file
        ids = (okrs.unit, *self.portfolio.units[okrs.unit].aliases)
        names = [f"{okrs.cycle}/{id}.{ending}" for id in ids for ending in ("yml", "yaml")]
        return list(dict.fromkeys((now, *names)))

    def _go_back(self, history: "_History", versions: Sequence[Version]) -> ChangeGap:
        """Read the versions, the newest first, until there are enough; the gap that remains."""
        gap = ChangeGap("", "")
        most = min(self.contents.answered + MOST_BYTES_OF_UNIT, MOST_BYTES)
        for amount, version in enumerate(reversed(versions)):
            if amount >= MOST_VERSIONS_OF_UNIT or self.contents.answered >= most:
                return replace(gap, reason=_TOO_MUCH, since=history.known_from)
            try:
                raw = self.contents.read(version.blob)
            except NoRevision as error:
                return replace(gap, reason=error.reason, since=history.known_from)
            objectives = objectives_in(raw) if raw is not None else None
            if objectives is None:
                gap = replace(gap, unreadable=gap.unreadable + 1)
            elif not history.was(objectives, version.day or date.min):
                return replace(gap, reason=_TOO_MANY, since=history.known_from)
        return gap


class _History:
    """What one version after the other said, from now back, and what moved between them."""

    def __init__(self, audience: str, former: FormerIds, ends: date) -> None:
        self._audience = audience
        self._former = former
        self._ends = ends
        self._next: _Step | None = None
        self._hidden: set[str] = set()
        self._moved: list[list[tuple[str, Change]]] = []
        self._amount = 0
        self.known_from: date | None = None
        """The day of the oldest version that was compared with a later one, or of the only one there is."""

    def begin(self, now: list[Value], day: date | None) -> None:
        """What the file says now; `day` is None where that is later than today."""
        step = self._step(now, day or date.max)
        self._next = step if day is not None else None

    def was(self, objectives: list[Value], day: date) -> bool:
        """What it said before, from a day on; False when there are more changes than are told."""
        step = self._step(objectives, day)
        later, self._next = self._next, step
        if later is not None:
            left = MOST_CHANGES - self._amount
            found = list(itertools.islice(self._between(step, later), left + 1))
            self._moved.append(found[:left])
            self._amount += len(found)
            if len(found) > left:
                self.known_from = later.day
                return False
        self.known_from = day
        return True

    def moved(self) -> dict[str, list[Change]]:
        """What changed, the oldest first, by objective; objectives that came or went under "".

        Of those that were hidden at any time it is not told that they came or went, nor how they were called.
        """
        moved: dict[str, list[Change]] = defaultdict(list)
        for id, change in itertools.chain.from_iterable(reversed(self._moved)):
            if id or change.what not in self._hidden:
                moved[id].append(change)
        return moved

    def _step(self, objectives: list[Value], day: date) -> _Step:
        step = _Step(day, promises(objectives, self._audience, self._former))
        self._hidden.update(id for id, promise in step.promises.items() if promise.is_hidden)
        return step

    def _between(self, before: _Step, now: _Step) -> Iterator[tuple[str, Change]]:
        for id in dict.fromkeys((*before.promises, *now.promises)):
            one, other = before.promises.get(id, _NOTHING), now.promises.get(id, _NOTHING)
            if one.is_hidden or other.is_hidden:
                continue  # also for those who may read it now, what it was while it was hidden stays hidden
            if id in before.promises and id in now.promises:
                for change in _differences(now.day, one, other, self._ends):
                    yield id, change
            else:
                yield "", Change(now.day, id, one.title, other.title, recorded=True)


def _since(found: Sequence[Version], day: date) -> Sequence[Version]:
    """The versions after a day, and the one that counted on it: the last one until then, else the first one."""
    until = sum(version.day is None or version.day <= day for version in found)
    return found[max(until - 1, 0) :]


_NOTHING = Promise(is_hidden=False)


def _differences(day: date, before: Promise, now: Promise, ends: date) -> Iterator[Change]:
    """What an objective says otherwise than before. Of a key result that came or went only this is told."""
    were, are = before.key_results, now.key_results
    for id in dict.fromkeys((*were, *are)):
        if id not in were or id not in are:
            yield Change(day, id, were.get(id, ""), are.get(id, ""), recorded=True)
    for thing, text in now.said.items():
        key_result, field = thing
        if thing in before.said and not is_same(field, before.said[thing], text, ends):
            what = f"{key_result}.{field}" if key_result else field
            yield Change(day, what, _told(field, before.said[thing], ends), _told(field, text, ends), recorded=True)


def _told(field: str, text: str, ends: date) -> str:
    """A text of a file, or what counts where there is none."""
    return text or {"due": ends.isoformat(), "weight": "1"}.get(field, "")


def _with(objective: Objective, recorded: Sequence[Change], ends: date) -> Objective:
    """An objective with those of the recorded changes that nobody wrote down."""
    if not objective.changes:
        return replace(objective, changes=tuple(recorded)) if recorded else objective
    left: dict[str, list[tuple[str, Change]]] = defaultdict(list)
    for change in recorded:
        key_result, field = _thing(objective, change)
        left[key_result].append((field, change))
    covered: set[int] = set()
    for written in objective.changes:
        key_result, field = _thing(objective, written)
        found = {id(change) for change in _covered(written, field, left[key_result], ends)}
        if found:
            left[key_result] = [each for each in left[key_result] if id(each[1]) not in found]
            covered |= found
    return replace(objective, changes=(*objective.changes, *(c for c in recorded if id(c) not in covered)))


def _covered(written: Change, field: str, recorded: Sequence[tuple[str, Change]], ends: date) -> Sequence[Change]:
    """The recorded changes that a written one speaks of: the shortest way from its value before to that after.

    Of several, the one that ends nearest to the written day. Who writes of a whole key result speaks of its title, or
    says that it came or went. `recorded` are the changes of the same key result with their fields.
    """
    same = [each for each in recorded if each[0] == field or (not field and each[0] == "title")]
    ways = []
    start = None
    for end, (of, change) in enumerate(same):
        came_or_went = not of
        if came_or_went or not written.before or is_same(field, written.before, change.before, ends):
            start = end
        arrives = came_or_went or not written.after or is_same(field, written.after, change.after, ends)
        if start is not None and arrives:
            ways.append((end - start, abs((change.date - written.date).days), start, end))
    if not ways:
        return ()
    *_, start, end = min(ways)
    return [change for _, change in same[start : end + 1]]


def _thing(objective: Objective, change: Change) -> Thing:
    """The key result ("" for the objective) and the field ("" for the whole) that a change is about."""
    first, *more = change.what.strip("` ").split(".")
    field = _OTHER_WORDS.get((more or [first])[-1], (more or [first])[-1])
    key_result = objective.key_result_of(change)
    if key_result is None and not more and field in OF_OBJECTIVE:
        return "", field
    return key_result.id if key_result else first, field if more else ""


_OTHER_WORDS = {"wording": "title"}
