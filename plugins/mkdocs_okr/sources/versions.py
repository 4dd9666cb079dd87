"""Earlier versions of OKR files: which ones git has, and from which days."""

import itertools
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.sources.git import OFFLINE, NoRevision, git

MOST_VERSIONS = 10_000
"""How many versions are looked at, the newest; they take some fifteen seconds to read. What is older is not known."""

MOST_COMMITS = 100_000
"""How many commits of the branch are looked at, the newest; git lists them in about a second."""


class Version(NamedTuple):
    """What a file was at the end of a day; `day` None is before everything that is known of it."""

    day: date | None
    blob: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of each file, the oldest first, by its name relative to the folder; one a day at most.

    A file that is not named has not been changed. `saved` are the files as the last commit left them. `begins` is the
    day of the oldest commit in a copy of the repository that was cut off there, or the oldest day that is looked at;
    None where the history is complete.
    """

    files: Mapping[str, tuple[Version, ...]]
    saved: Mapping[str, str]
    begins: date | None


def versions_since(folder: Path, cycles: Collection[str], day: date, as_of: date, *, is_today: bool) -> Versions:
    """The versions of the OKR files in some cycles' folders since a day, as the branch itself saw them.

    Branches that were merged count as one step on the day of their merge. Commits that are dated after `as_of` came
    later than that; where it is today, their clock was wrong. Costs four processes; a list of the branch's commits
    (10,000 of them take 0.1 s), and one comparison of the folder for each day that has any.

    Raises `NoRevision` when there is nothing that could be asked.
    """
    shallow = git(
        folder, "rev-parse", "--is-shallow-repository", otherwise="the sources do not lie in a repository of git"
    )
    log = git(
        folder,
        *("log", "--first-parent", "--no-show-signature", "--no-color", "--date=short", "--format=%H %ct %cd %P"),
        f"--max-count={MOST_COMMITS}",
        otherwise="git cannot tell the history of the sources",
    )
    commits = [_commit(line) for line in log.decode("ascii").splitlines()][::-1]
    saved = _saved(folder, cycles)
    if not saved:
        raise NoRevision("the sources are not kept in git")
    days = _days(commits, as_of, is_today=is_today)
    is_cut_off = bool(commits[0].parent) or shallow.strip() == b"true"
    begins = days[0] if is_cut_off and days[0] > day else None
    steps, begins = _steps(_differences(folder, _states(commits, days, day)), begins)
    return Versions({name: tuple(_versions(found)) for name, found in steps.items()}, saved, begins)


class _Entry(NamedTuple):
    """A file that was changed until a commit, and what it was before and after; "" for nothing."""

    name: str
    before: str
    after: str
    commit: str


class _Step(NamedTuple):
    """A step of one file."""

    day: date
    before: str
    after: str


class _Commit(NamedTuple):
    """A commit of the branch. `seconds` is what the clock said, counted from 1970, `day` the day that it was there."""

    hash: str
    seconds: int
    day: date
    parent: str


class _State(NamedTuple):
    """The last commit of a day; `day` None is the one before them all."""

    day: date | None
    commit: str


def _commit(line: str) -> _Commit:
    hash, seconds, day, *parents = line.split(" ")
    try:
        written = date.fromisoformat(day)
    except ValueError:  # a year of five digits
        written = date.max
    return _Commit(hash, int(seconds), written, parents[0] if parents and parents[0] else "")


def _days(commits: Sequence[_Commit], as_of: date, *, is_today: bool) -> list[date]:
    """The day on which each commit was there for certain; `commits` come in the order of the branch, the oldest first.

    Anybody can set a clock. The order of the commits counts, and those days on which most commits agree; a commit whose
    clock does not fit in counts on the day of the next one whose does, at the latest on `as_of`.
    """
    fitting = _in_order([commit.seconds // 86_400 if commit.day <= as_of else None for commit in commits])
    newest = max(fitting, default=-1)
    later = next((i for i in range(newest + 1, len(commits)) if commits[i].day > as_of), len(commits))
    days = []
    latest = as_of
    for index in reversed(range(len(commits))):
        if index >= later and not is_today:
            days.append(as_of + timedelta(days=1))
            continue
        if index in fitting:
            latest = min(latest, commits[index].day)
        days.append(latest)
    return days[::-1]


def _in_order(days: Sequence[int | None]) -> set[int]:
    """Which of the days make the longest row that never goes back; of several such rows the latest days.

    Patience sorting, from the end: https://en.wikipedia.org/wiki/Longest_increasing_subsequence
    """
    ends: list[int] = []  # the best last day, counted backwards, of a row of each length, and where it stands
    places: list[int] = []
    before: dict[int, int | None] = {}
    for index in reversed(range(len(days))):
        day = days[index]
        if day is None:
            continue
        length = bisect_right(ends, -day)
        before[index] = places[length - 1] if length else None
        ends[length : length + 1] = [-day]
        places[length : length + 1] = [index]
    found = set()
    place = places[-1] if places else None
    while place is not None:
        found.add(place)
        place = before[place]
    return found


def _states(commits: Sequence[_Commit], days: Sequence[date], since: date) -> list[_State]:
    """The last commit of each day after a day, and the one before."""
    last = {day: commit.hash for commit, day in zip(commits, days, strict=True) if day > since}
    earlier = [commit.hash for commit, day in zip(commits, days, strict=True) if day <= since]
    before = earlier[-1] if earlier else commits[0].parent
    return [*([_State(None, before)] if before else []), *(_State(day, hash) for day, hash in last.items())]


def _differences(folder: Path, states: list[_State]) -> Iterator[tuple[date, _Entry]]:
    """The OKR files that each day left otherwise than it found them, the newest day first."""
    days = {now.commit: now.day for now in states if now.day is not None}
    pairs = [f"{now.commit} {before.commit}\n" for before, now in itertools.pairwise(states)]
    told = git(
        folder,
        *(*OFFLINE, "diff-tree", "--stdin", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative"),
        *("-O/dev/null", "--", "."),
        otherwise="this copy of the repository does not hold its earlier commits",
        asked="".join(reversed(pairs)).encode("ascii"),
    )
    return ((days[entry.commit], entry) for entry in _entries(told))


def _saved(folder: Path, cycles: Collection[str]) -> dict[str, str]:
    """The OKR files as the last commit left them."""
    told = git(
        folder,
        *(*OFFLINE, "ls-tree", "-z", "HEAD", "--", *(f"{cycle}/" for cycle in sorted(cycles))),
        otherwise="git cannot tell the state of the sources",
    )
    saved = {}
    for entry in told.split(b"\0")[:-1]:
        head, _, name = entry.partition(b"\t")
        mode, _, blob = head.decode("ascii").split(" ")
        path = name.decode("utf-8", "surrogateescape")
        if mode.startswith("100") and _is_okr_file(path):
            saved[path] = blob
    return saved


def _is_okr_file(name: str) -> bool:
    return name.count("/") == 1 and name.endswith((".yml", ".yaml"))


def _steps(
    differences: Iterator[tuple[date, _Entry]], begins: date | None
) -> tuple[dict[str, list[_Step]], date | None]:
    """The steps of each file, the oldest first, and from which day on they are known."""
    steps: dict[str, list[_Step]] = {}
    for amount, (day, entry) in enumerate(differences):
        if amount >= MOST_VERSIONS:
            begins = day
            break
        steps.setdefault(entry.name, []).append(_Step(day, entry.before, entry.after))
    return {name: found[::-1] for name, found in steps.items()}, begins


def _entries(told: bytes) -> Iterator[_Entry]:
    """The OKR files in git's raw output; links and other things that are no files are nothing."""
    commit = ""
    tokens = iter(told.split(b"\0"))
    for token in tokens:
        if not token.startswith(b":"):
            commit = token.decode("ascii")
            continue
        name = next(tokens).decode("utf-8", "surrogateescape")
        if _is_okr_file(name):
            before_mode, after_mode, before, after, _ = token[1:].decode("ascii").split(" ")
            yield _Entry(
                name,
                before if before_mode.startswith("100") else "",
                after if after_mode.startswith("100") else "",
                commit,
            )


def _versions(steps: list[_Step]) -> Iterator[Version]:
    """The versions that a file's steps lead through, beginning with what was there before."""
    last = steps[0].before
    if last:
        yield Version(None, last)
    for step in steps:
        if step.after and step.after != last:
            last = step.after
            yield Version(step.day, last)
