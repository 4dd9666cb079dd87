"""Which files a sources folder holds, and what each of them is by its name."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from mkdocs_okr.model import Place
from mkdocs_okr.sources.diagnostics import did_you_mean, listing
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.scalars import Unreadable, day, identifier

RESERVED_CYCLES = frozenset(
    {
        "cycles",
        "explore",
        "units",
        "people",
        "playbook",
        "schema",
        "assets",
        "search",
        "health",
        "rules",
        "cascade",
        "strategy",
        "alignment",
        "dependencies",
        "weekly",
        "history",
        "confidence",
        "health-metrics",
        "changes",
        "compare",
        "dates",
        "learnt",
        "wins",
        "data",
        "feeds",
        "calendar",
        "index",
        "404",
    }
)
"""Names that the portal's own pages use; a cycle of that name would take their address."""

_MAX_FOLDERS_DEEP = 8


class Kind(Enum):
    """What a file of the format is."""

    SETTINGS = "settings"
    ORGANIZATION = "organization"
    PEOPLE = "people"
    ATTESTATIONS = "attestations"
    BASELINE = "baseline"
    UNIT = "unit"
    CYCLE = "cycle"
    OKRS = "okrs"
    CHECK_IN = "check-in"
    REVIEW = "review"


TOP_FILES = {
    kind.value: kind for kind in (Kind.SETTINGS, Kind.ORGANIZATION, Kind.PEOPLE, Kind.ATTESTATIONS, Kind.BASELINE)
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the format: its path relative to the folder, what it is, and what its name says."""

    name: str
    kind: Kind
    cycle: str = ""
    unit: str = ""
    day: date | None = None


Key = tuple[str, str]
"""A cycle and a unit: whose OKRs a file holds, or is about."""


def entries(folder: Path, report: Report, *, check_ins: bool = True) -> tuple[Entry, ...]:
    """Every file of the format in `folder`, in order of their paths; misplaced ones are reported.

    Without `check_ins` the folders of check-ins, which hold most of a company's files, are not looked into.
    """

    def is_wanted(name: str) -> bool:
        return check_ins or name.count("/") != 1 or not name.endswith("/check-ins")

    found = _entries(_yaml_files(folder, report, is_wanted=is_wanted), report)
    _report_missing_cycles(found, report)
    return tuple(found)


def check_ins_of(folder: Path, report: Report, keys: Iterable[Key]) -> tuple[Entry, ...]:
    """The check-ins of some units in some cycles, in order of their paths; misplaced ones are reported."""
    folders = [(f"{cycle}/check-ins/{unit}", 3) for cycle, unit in keys]
    there = [
        each
        for each in folders
        if os.path.isdir(path := os.path.join(folder, each[0])) and _inside(os.path.realpath(folder), path)
    ]
    return tuple(_entries(_yaml_files(folder, report, there), report))


def is_source(name: str) -> bool:
    """Whether a file of this name, relative to the folder, would be read: it is YAML, and no part has a dot first."""
    return name.lower().endswith((".yml", ".yaml")) and not any(part.startswith(".") for part in name.split("/"))


def kind_of(name: str) -> Entry | None:
    """What a file of this name, relative to the folder, is to the format; None when it knows no such file."""
    if not is_source(name):
        return None
    try:
        return _entry(name)
    except _Misplaced:
        return None


def _entries(names: Iterable[str], report: Report) -> list[Entry]:
    found: list[Entry] = []
    seen: dict[tuple[Kind, str, str, date | None], str] = {}
    # `.yml` comes before `.yaml`: where both exist, the usual ending counts.
    for name in sorted(names, key=lambda name: (name.rpartition(".")[0], len(name))):
        try:
            entry = _entry(name)
        except _Misplaced as misplaced:
            report.at(misplaced.code, Place(name, 1, 1), misplaced.message, misplaced.help)
            continue
        key = (entry.kind, entry.cycle, entry.unit, entry.day)
        if key in seen:
            report.at(
                "duplicate-id",
                Place(name, 1, 1),
                f"this file and `{seen[key]}` are the same thing with two endings",
                "Merge them into one file that ends in `.yml`.",
            )
            continue
        seen[key] = name
        found.append(entry)
    return found


def _report_missing_cycles(found: list[Entry], report: Report) -> None:
    described = {entry.cycle for entry in found if entry.kind is Kind.CYCLE}
    for cycle in sorted({entry.cycle for entry in found} - described - {""}):
        report.at(
            "no-cycle-file",
            Place(f"{cycle}/cycle.yml", 1, 1),
            f"the folder `{cycle}` holds OKRs but no `cycle.yml`",
            "Add the file with the cycle's first and last day: `starts: 2027-01-01` and `ends: 2027-03-31`.",
        )


def _yaml_files(
    folder: Path,
    report: Report,
    top: Iterable[tuple[str, int]] = (("", 0),),
    is_wanted: Callable[[str], bool] = lambda name: True,
) -> Iterator[str]:
    """Paths of all YAML files below the folder; dot-files and links that lead out of it are left out.

    `top` are folders to begin with, each with its depth; only folders whose path is wanted are looked into.
    """
    root = os.path.realpath(folder)
    pending = list(top)
    visited = {root}
    while pending:
        below, depth = pending.pop()
        try:
            with os.scandir(os.path.join(folder, below)) as found:
                children = list(found)
        except OSError as error:
            report.at(
                "unreadable-file",
                Place(below or ".", 1, 1),
                f"this folder cannot be opened: {error.strerror}",
                "Check who may read it.",
            )
            continue
        for child in children:
            if child.name.startswith("."):
                continue
            name = f"{below}/{child.name}" if below else child.name
            is_yaml = child.name.lower().endswith((".yml", ".yaml"))
            is_folder = _is_folder(child)
            if not is_yaml and not is_folder:
                continue
            if child.is_symlink() and not _inside(root, child.path):
                report.at(
                    "link-leaves-folder",
                    Place(_printable(name), 1, 1),
                    "this link leads out of the sources folder and was not followed",
                    "Put a copy of the file here instead of the link.",
                )
            elif is_folder:
                real = os.path.realpath(child.path) if child.is_symlink() else None
                if depth < _MAX_FOLDERS_DEEP and real not in visited and is_wanted(name):
                    visited.add(os.path.realpath(child.path) if real is None else real)
                    pending.append((name, depth + 1))
            elif not _is_text(name):
                report.at(
                    "unknown-file",
                    Place(_printable(name), 1, 1),
                    "the name of this file cannot be read",
                    "Rename it with small letters, digits and hyphens.",
                )
            elif _is_file(child):
                yield name
            else:
                report.at(
                    "unreadable-file",
                    Place(name, 1, 1),
                    "this is not a file that can be read",
                    "Remove it, or mend the link.",
                )


def _is_folder(child: os.DirEntry[str]) -> bool:
    try:
        return child.is_dir()
    except OSError:  # a link that leads to itself, or where nobody may look
        return False


def _is_file(child: os.DirEntry[str]) -> bool:
    try:
        return child.is_file()
    except OSError:
        return False


def _inside(root: str, path: str) -> bool:
    real = os.path.realpath(path)
    return real == root or real.startswith(root + os.sep)


def _is_text(name: str) -> bool:
    return name.isprintable()


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


class _Misplaced(Exception):
    def __init__(self, code: str, message: str, help: str) -> None:
        self.code = code
        self.message = message
        self.help = help


def _entry(name: str) -> Entry:
    """What the file at `name` is, or the reason why it is nothing that the format knows."""
    parts = name.split("/")
    stem = parts[-1].rpartition(".")[0]
    if len(parts) == 1:
        if stem in TOP_FILES:
            return Entry(name, TOP_FILES[stem])
        known = [f"{top}.yml" for top in TOP_FILES]
        raise _Misplaced(
            "unknown-file",
            f"the format knows no file `{name}` here",
            did_you_mean(f"{stem}.yml", known, f"Known here: {listing(known)}; OKRs go into a folder per cycle."),
        )
    if parts[0] == "units":
        if len(parts) == 2:
            return Entry(name, Kind.UNIT, unit=_id(stem, "unit"))
        raise _Misplaced("unknown-file", "unit files stand directly in `units/`", f"Move it to `units/{parts[-1]}`.")
    cycle = _cycle(parts[0])
    if len(parts) == 2:
        if stem == "cycle":
            return Entry(name, Kind.CYCLE, cycle)
        return Entry(name, Kind.OKRS, cycle, _id(stem, "unit"))
    if parts[1] == "check-ins":
        if len(parts) != 4:
            raise _Misplaced(
                "unknown-file",
                "a check-in stands in the folder of its unit and is called by its date",
                f"Move it to `{cycle}/check-ins/<unit>/<date>.yml`, for example "
                f"`{cycle}/check-ins/marketing/2027-02-08.yml`.",
            )
        unit = _id(parts[2], "unit")
        try:
            return Entry(name, Kind.CHECK_IN, cycle, unit, day(stem))
        except Unreadable as error:
            raise _Misplaced(
                "bad-date", f"the name of a check-in file is its date: {error.message}", error.help
            ) from None
    if parts[1] == "reviews" and len(parts) == 3:
        return Entry(name, Kind.REVIEW, cycle, _id(stem, "unit"))
    raise _Misplaced(
        "unknown-file",
        f"the format knows no folder `{'/'.join(parts[:-1])}`",
        did_you_mean(parts[1], ("check-ins", "reviews"), "A cycle's folder holds `check-ins/` and `reviews/`."),
    )


def _id(text: str, what: str) -> str:
    if what == "unit" and text == "cycle":
        raise _Misplaced(
            "reserved-name",
            "a unit cannot be called `cycle`: its OKRs would stand in the file that describes the cycle",
            "Give the unit another id, for example `bicycle`.",
        )
    try:
        return identifier(text)
    except Unreadable as error:
        raise _Misplaced(
            error.name, f"the name of this file or its folder is the id of a {what}: {error.message}", error.help
        ) from None


def _cycle(text: str) -> str:
    if text in RESERVED_CYCLES:
        raise _Misplaced(
            "reserved-name",
            f"a cycle cannot be called `{text}`: the portal has pages of that name",
            "Rename the folder, for example to `2027-q1`.",
        )
    try:
        return identifier(text)
    except Unreadable as error:
        raise _Misplaced(
            "bad-id" if error.name == "wrong-type" else error.name,
            f"a folder is the id of a cycle: {error.message}",
            error.help,
        ) from None
