"""Which sources a branch has changed: what git knows of them."""

import os
import posixpath
from pathlib import Path

from mkdocs_okr.sources.git import FETCH_ALL, NoRevision, git
from mkdocs_okr.sources.playbook import playbook_folder


def changed_since(folder: Path, revision: str) -> frozenset[str]:
    """The files below `folder` that are not what they were when the branch left `revision`, relative to `folder`.

    That are committed changes, staged ones and others, new files and deleted ones; of a renamed file both names. Pages
    of the playbook are among them (`../docs/playbook/writing.md`), files that git ignores are not.

    Raises `NoRevision` when git is missing, or does not know the folder or the revision.
    """
    if not folder.is_dir():
        raise NoRevision(f"there is no folder {folder}")
    if revision.startswith("-") or not revision.isprintable() or not revision.strip():
        raise NoRevision(f"“{revision}” cannot be the name of a revision")
    top = git(folder, "rev-parse", "--show-toplevel", otherwise=f"{folder} is not part of a git repository")
    commit = git(
        folder,
        *("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"),
        otherwise=f"git knows no revision “{revision}” here; {FETCH_ALL}",
    )
    base = git(
        folder,
        *("merge-base", _line(commit), "HEAD"),
        otherwise=f"“{revision}” and the current state have no commit in common here; {FETCH_ALL}",
    )
    root = os.path.realpath(os.fsdecode(top.removesuffix(b"\n")))
    sources = _inside(root, os.path.realpath(folder))
    places = [place for place in (sources, posixpath.normpath(f"{sources}/{playbook_folder(folder)}")) if place]
    places = [place for place in places if place != ".." and not place.startswith("../")]
    here = Path(root)
    unsaid = "git cannot tell what has changed"
    # `diff` compares the files themselves with the commit, whatever is staged; it does not see those never added.
    changed = git(
        here,
        "--literal-pathspecs",
        "diff",
        "--name-only",
        "-z",
        "--no-renames",
        "--no-ext-diff",
        _line(base),
        "--",
        *places,
        otherwise=unsaid,
    )
    added = git(
        here, "--literal-pathspecs", "ls-files", "--others", "--exclude-standard", "-z", "--", *places, otherwise=unsaid
    )
    paths = {os.fsdecode(path) for path in (changed + added).split(b"\0") if path}
    names = {posixpath.relpath(path, sources) for path in paths}
    return frozenset(name for name in names if name.endswith(".md") or not name.startswith("../"))


def _inside(root: str, path: str) -> str:
    """The way from the root of the repository to a folder in it, with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


def _line(output: bytes) -> str:
    return output.decode("ascii", "replace").strip()
