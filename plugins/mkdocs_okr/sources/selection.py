"""Which sources somebody means who names files and folders."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.sources.folder import is_source
from mkdocs_okr.sources.load import NoSources

DEFAULT_FOLDER = Path("okrs")
"""Where sources are looked for when nobody says."""

_DEEPEST_PART = 3  # folders between the sources folder and the check-ins of a unit


class Selection(NamedTuple):
    """A sources folder, and the files in it that are meant, relative to it; None means all of them."""

    folder: Path
    files: frozenset[str] | None


def select(paths: Sequence[Path], *, gone: bool = False) -> Selection:
    """The sources that `paths` are or belong to: their folder, folders in it and files in it.

    The folder is the nearest one above a path that holds settings.yml, organization.yml, unit files or a cycle, and is
    not itself a part of such a folder. A folder that belongs to none is taken for one that is still to be filled. With
    `gone`, files that do not exist any more may be named as they were. Without paths the folder is `okrs`.

    Raises `NoSources` when a path belongs to no sources, or two paths to different ones.
    """
    if not paths:
        return Selection(DEFAULT_FOLDER, None)
    homes = {path: _home(path, gone) for path in paths}
    first, home = next(iter(homes.items()))
    for path, other in homes.items():
        if other != home:
            raise NoSources(f"{first} and {path} belong to different folders of sources; name those of one at a time")
    files: set[str] = set()
    for path in paths:
        here = Path(os.path.abspath(path))
        if here == home:
            return Selection(path, None)
        files.update(each.relative_to(home).as_posix() for each in _files(here))
    return Selection(home if first.is_absolute() else Path(os.path.relpath(home)), frozenset(files))


def _home(path: Path, gone: bool) -> Path:
    """The sources folder that a path is or belongs to."""
    here = Path(os.path.abspath(path))
    is_folder = os.path.isdir(here)
    found: list[Path] = []
    for folder in (here, *here.parents) if is_folder else here.parents:
        if found and len(found[0].relative_to(folder).parts) > _DEEPEST_PART:
            break
        if _has(folder, "cycle"):
            found.clear()  # what looked like sources is a part of a cycle
        elif _is_home(folder):
            if found and found[-1] == folder / "units":
                found.pop()  # it holds a unit called settings or organization
            found.append(folder)
    if found:
        if is_folder or os.path.lexists(here) or (gone and is_source(here.name)):
            return found[0]
    elif is_folder:
        return here
    elif os.path.lexists(here):
        raise NoSources(f"{path} belongs to no folder of sources")
    raise NoSources(f"there is no file or folder {path}")


def _is_home(folder: Path) -> bool:
    return (
        _has(folder, "settings")
        or _has(folder, "organization")
        or any(is_source(name) for name in _names(folder / "units"))
        or any(_has(folder / name, "cycle") for name in _names(folder))
    )


def _has(folder: Path, stem: str) -> bool:
    return any(os.path.isfile(os.path.join(folder, f"{stem}.{ending}")) for ending in ("yml", "yaml"))


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # no folder, or none of ours
        return []


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or the sources in a folder."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if is_source(name))
