"""Earlier versions of OKR files: which ones git has, and from which days."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.sources.git import OFFLINE, NoRevision, git

MOST_VERSIONS = 10_000
"""How many versions are looked at, the newest; they take some fifteen seconds to read. What is older is not known."""


class Version(NamedTuple):
    """What a file was at the end of a day; `day` None is before everything that is known of it."""

    day: date | None
    blob: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of each file, the oldest first, by its name relative to the folder; one a day at most.

    A file that is not named has not been changed. `begins` is the day of the oldest commit in a copy of the repository
    that was cut off there, or the oldest day that is looked at; None where the history is complete.
    """

    files: Mapping[str, tuple[Version, ...]]
    begins: date | None


def versions_since(folder: Path, day: date) -> Versions:
    """The versions of the OKR files below `folder` since a day, as the branch itself saw them.

    Branches that were merged count as one step on the day of their merge. Costs four processes; a list of the commits
    since the day (10,000 of them take 0.1 s), and one comparison of the folder for each day that has any.

    Raises `NoRevision` when there is nothing that could be asked.
    """
    shallow = git(
        folder, "rev-parse", "--is-shallow-repository", otherwise="the sources do not lie in a repository of git"
    )
    log = git(
        folder,
        *("log", "--first-parent", "--no-show-signature", "--no-color", "--date=short", "--format=%H %cd %P"),
        f"--since={day - timedelta(days=1)}T00:00:00Z",  # a day more, because days begin elsewhere on the globe
        otherwise="git cannot tell the history of the sources",
    )
    commits = [line.split(" ") for line in log.decode("ascii").splitlines()][::-1]
    states = _states(commits)
    begins = states[0].day if states and shallow.strip() == b"true" and not _parent(commits[0]) else None
    steps, begins = _steps(_differences(folder, states), begins)
    for entry in _entries(_unsaved(folder)):
        steps.setdefault(entry.name, []).append(_Step(None, entry.before, ""))
    if not steps and not git(folder, "ls-files", "-z", "--", *_OKR_FILES, otherwise="git does not know the sources"):
        raise NoRevision("the sources are not kept in git")
    return Versions({name: tuple(_versions(found)) for name, found in steps.items()}, begins)


_OKR_FILES = (":(glob)*/*.yml", ":(glob)*/*.yaml")


class _Entry(NamedTuple):
    """A file that was changed until a commit, and what it was before and after; "" for nothing."""

    name: str
    before: str
    after: str
    commit: str


class _Step(NamedTuple):
    """A step of one file; `day` None is a change that is not committed yet."""

    day: date | None
    before: str
    after: str


class _State(NamedTuple):
    """The last commit of a day; `day` None is the one before them all."""

    day: date | None
    commit: str


def _parent(commit: list[str]) -> str:
    """The commit before one on the branch's own line; "" where it is the first one."""
    return commit[2]


def _states(commits: list[list[str]]) -> list[_State]:
    """The last commit of each day, and the one before; `commits` are hash, day and parents of each, the oldest first.

    Clocks differ: the order of the commits counts, and no commit is of a day before that of the one before it.
    """
    days: dict[date, str] = {}
    latest = date.min
    for hash, written, *_ in commits:
        latest = max(latest, date.fromisoformat(written))
        days[latest] = hash
    before = [_State(None, _parent(commits[0]))] if commits and _parent(commits[0]) else []
    return [*before, *(_State(day, hash) for day, hash in days.items())]


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


def _unsaved(folder: Path) -> bytes:
    """The OKR files that are not as the last commit left them."""
    return git(
        folder,
        *("diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-color", "--no-abbrev", "--relative"),
        *("-O/dev/null", "HEAD", "--", *_OKR_FILES),
        otherwise="git cannot tell the state of the sources",
    )


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
        if name.count("/") == 1 and name.endswith((".yml", ".yaml")):
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
        if step.day is not None and step.after and step.after != last:
            last = step.after
            yield Version(step.day, last)
