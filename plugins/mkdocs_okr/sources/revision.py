"""Which sources a branch has changed: what git knows of them."""

import os
import posixpath
import subprocess
from pathlib import Path

from mkdocs_okr.sources.playbook import playbook_folder

# What a hook of git sets for git itself, relative to the folder that it was started in.
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


class NoRevision(Exception):
    """It cannot be told what has changed; the message says why, and what to do about it."""


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
    top = _git(folder, "rev-parse", "--show-toplevel", otherwise=f"{folder} is not part of a git repository")
    commit = _git(
        folder,
        *("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"),
        otherwise=f"git knows no revision “{revision}” here; {_FETCH}",
    )
    base = _git(
        folder,
        *("merge-base", _line(commit), "HEAD"),
        otherwise=f"“{revision}” and the current state have no commit in common here; {_FETCH}",
    )
    root = os.path.realpath(os.fsdecode(top.removesuffix(b"\n")))
    sources = _inside(root, os.path.realpath(folder))
    places = [place for place in (sources, posixpath.normpath(f"{sources}/{playbook_folder(folder)}")) if place]
    places = [place for place in places if place != ".." and not place.startswith("../")]
    here = Path(root)
    unsaid = "git cannot tell what has changed"
    # `diff` compares the files themselves with the commit, whatever is staged; it does not see those never added.
    changed = _git(
        here, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", _line(base), "--", *places, otherwise=unsaid
    )
    added = _git(here, "ls-files", "--others", "--exclude-standard", "-z", "--", *places, otherwise=unsaid)
    paths = {os.fsdecode(path) for path in (changed + added).split(b"\0") if path}
    names = {posixpath.relpath(path, sources) for path in paths}
    return frozenset(name for name in names if name.endswith(".md") or not name.startswith("../"))


_FETCH = "fetch it with its history (on GitHub: `fetch-depth: 0` for actions/checkout; on GitLab: `GIT_DEPTH: 0`)"


def _inside(root: str, path: str) -> str:
    """The way from the root of the repository to a folder in it, with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


def _line(output: bytes) -> str:
    return output.decode("ascii", "replace").strip()


def _git(folder: Path, *arguments: str, otherwise: str) -> bytes:
    """What git prints; `NoRevision` with `otherwise` and git's own words when it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    command = ["git", "--literal-pathspecs", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env={**environment, "GIT_OPTIONAL_LOCKS": "0"}, capture_output=True)
    except OSError as error:
        raise NoRevision("git is not installed, or cannot be started") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise NoRevision(f"{otherwise} ({said})" if said else otherwise)
    return done.stdout
