"""What moved inside a cycle without anybody writing it down: versions of OKR files, compared one with the next."""

import itertools
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mkdocs_okr.model import Change, ChangeLog, Cycle, CycleState, Objective, OkrSet, Portfolio
from mkdocs_okr.sources.document import MAX_BYTES
from mkdocs_okr.sources.folder import Key
from mkdocs_okr.sources.git import Blobs, NoRevision, blobs
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

_Step = tuple[date, Mapping[str, Promise]]
"""The day of a version, and what it promised."""


def with_recorded_changes(portfolio: Portfolio, folder: Path, keys: Collection[Key] | None = None) -> Portfolio:
    """The portfolio with the changes that git tells of, beside those that were written; written ones win.

    Looked at are versions since the unit committed to its OKRs, else since it published them, else since the cycle's
    first day; of drafts none. With `keys` only these cycles and units. Costs nothing for files without such versions;
    for others up to two milliseconds a version, and there is one a day at most.
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
        versions = versions_since(folder, min(wanted.values()))
        with blobs(folder, MAX_BYTES) as contents:
            comparing = _Comparing(portfolio, folder, versions, contents)
            changed = {key: comparing.compared(portfolio.okr_sets[key], day) for key, day in wanted.items()}
    except NoRevision as error:
        return replace(portfolio, change_log=ChangeLog(error.reason))
    okr_sets = {key: changed.get(key, okrs) for key, okrs in portfolio.okr_sets.items()}
    return replace(portfolio, okr_sets=okr_sets, change_log=ChangeLog(begins=versions.begins))


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


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Compares the versions of one file after the other."""

    portfolio: Portfolio
    folder: Path
    versions: Versions
    contents: Blobs

    def compared(self, okrs: OkrSet, counts_from: date) -> OkrSet:
        """A unit's OKRs with what moved after the day from which on they count."""
        names = self._names(okrs)
        found = sorted(
            (version for name in names for version in self.versions.files.get(name, ())),
            key=lambda version: version.day or date.min,
        )
        if not found:
            return okrs
        try:
            now = objectives_in((self.folder / names[0]).read_bytes())
        except OSError:
            now = None
        if now is None:
            return okrs
        former = former_ids(now)
        audience = self.portfolio.settings.audience
        as_of = self.portfolio.as_of
        steps = [*self._read(_since(found, counts_from), former)]
        if found[-1].day is None or found[-1].day <= as_of:  # what is not committed yet is of today
            steps.append((as_of, promises(now, audience, former)))
        ends = self.portfolio.cycles[okrs.cycle].ends
        moved = _moved([step for step in steps if step[0] <= as_of], ends)
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

    def _read(self, found: Iterable[Version], former: FormerIds) -> Iterator[_Step]:
        """What the versions promised; those that cannot be read are passed over."""
        audience = self.portfolio.settings.audience
        for version in found:
            raw = self.contents.read(version.blob)
            objectives = objectives_in(raw) if raw is not None else None
            if objectives is not None:
                yield version.day or date.min, promises(objectives, audience, former)


def _since(found: Sequence[Version], day: date) -> Sequence[Version]:
    """The versions after a day, and the one that counted on it: the last one until then, else the first one."""
    until = sum(version.day is None or version.day <= day for version in found)
    return found[max(until - 1, 0) :]


def _moved(steps: Sequence[_Step], ends: date) -> dict[str, list[Change]]:
    """What changed from step to step, by objective; objectives that came or went under ""."""
    moved: dict[str, list[Change]] = defaultdict(list)
    for (_, before), (day, now) in itertools.pairwise(steps):
        for id in dict.fromkeys((*before, *now)):
            one, other = before.get(id, _NOTHING), now.get(id, _NOTHING)
            if one.is_hidden or other.is_hidden:
                continue  # also for those who may read it now, what it was while it was hidden stays hidden
            if id in before and id in now:
                moved[id] += _differences(day, one, other, ends)
            else:
                moved[""].append(Change(day, id, one.title, other.title, recorded=True))
    return moved


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
    left = list(recorded)
    for written in objective.changes:
        for covered in _covered(objective, written, left, ends):
            left.remove(covered)
    return replace(objective, changes=(*objective.changes, *left)) if left else objective


def _covered(objective: Objective, written: Change, recorded: Sequence[Change], ends: date) -> list[Change]:
    """The recorded changes that a written one speaks of: the shortest way from its value before to that after.

    Of several, the one that ends nearest to the written day.
    """
    key_result, field = _thing(objective, written)
    same = [change for change in recorded if _speaks_of(_thing(objective, change), key_result, field)]
    ways = []
    for start, first in enumerate(same):
        for end, last in enumerate(same[start:], start):
            came_or_went = "" in (_thing(objective, first)[1], _thing(objective, last)[1])
            begins = not written.before or is_same(field, written.before, first.before, ends)
            arrives = not written.after or is_same(field, written.after, last.after, ends)
            if came_or_went or (begins and arrives):
                ways.append((end - start, abs((last.date - written.date).days), start, end))
    if not ways:
        return []
    *_, start, end = min(ways)
    return same[start : end + 1]


def _speaks_of(thing: Thing, key_result: str, field: str) -> bool:
    """Whether a recorded change is what somebody wrote of: of a field, or of a key result without naming one."""
    return thing == (key_result, field) or (not field and thing == (key_result, "title"))


def _thing(objective: Objective, change: Change) -> Thing:
    """The key result ("" for the objective) and the field ("" for the whole) that a change is about."""
    first, *more = change.what.strip("` ").split(".")
    field = _OTHER_WORDS.get((more or [first])[-1], (more or [first])[-1])
    key_result = objective.key_result_of(change)
    if key_result is None and not more and field in OF_OBJECTIVE:
        return "", field
    return key_result.id if key_result else first, field if more else ""


_OTHER_WORDS = {"wording": "title"}
