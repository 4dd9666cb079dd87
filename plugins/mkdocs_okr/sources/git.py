"""Asking git, in a way that neither its settings nor the network can disturb."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

MOST_SECONDS = 60.0
"""How long git may take for one answer."""

FETCH_ALL = "fetch it with its history (on GitHub: `fetch-depth: 0` for actions/checkout; on GitLab: `GIT_DEPTH: 0`)"

OFFLINE = ("-c", "protocol.allow=never")
"""Goes before git's own word where nothing may be fetched that a partial copy lacks."""

# What a hook of git sets for git itself, relative to the folder that it was started in.
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


class NoRevision(Exception):
    """Git cannot tell; the message says why, and what to do about it.

    `reason` is the same without git's own words, which may name folders of the machine.
    """

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(f"{reason} ({said})" if said else reason)
        self.reason = reason


def git(folder: Path, *arguments: str, otherwise: str, asked: bytes = b"") -> bytes:
    """What git prints when it is `asked` on its standard input.

    Raises `NoRevision` with `otherwise` and git's own words when it fails or takes too long.
    """
    try:
        done = subprocess.run(
            _command(arguments),
            cwd=folder,
            env=_environment(),
            input=asked,
            capture_output=True,
            timeout=MOST_SECONDS,
        )
    except OSError as error:
        raise NoRevision("git is not installed, or cannot be started") from error
    except subprocess.TimeoutExpired as error:
        raise NoRevision(_too_slow()) from error
    if done.returncode:
        raise NoRevision(otherwise, done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout


class Blobs:
    """The contents of files in git, by their hashes, read one at a time from a single process."""

    def __init__(self, process: subprocess.Popen[bytes], most: int) -> None:
        self._process = process
        self._most = most

    def read(self, blob: str) -> bytes | None:
        """The content of a blob; None where it is larger than allowed.

        Raises `NoRevision` when this copy of the repository does not hold it, or git stops.
        """
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        try:
            asked.write(f"{blob}\n".encode("ascii"))
            asked.flush()
            _, kind, *size = answers.readline().split()
            length = int(size[0]) if size and kind == b"blob" else -1
            if 0 <= length <= self._most:
                content = answers.read(length)
                if len(content) == length and answers.read(1):
                    return content
            elif length > self._most:
                _skip(self._process, length + 1)
                return None
        except (OSError, ValueError) as error:
            raise NoRevision(_INCOMPLETE) from error
        raise NoRevision(_INCOMPLETE)


@contextmanager
def blobs(folder: Path, most: int) -> Iterator[Blobs]:
    """A way to read blobs of up to `most` bytes, for at most `MOST_SECONDS`."""
    try:
        process = subprocess.Popen(
            _command((*OFFLINE, "cat-file", "--batch")),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise NoRevision("git is not installed, or cannot be started") from error
    watch = Timer(MOST_SECONDS, process.kill)
    watch.daemon = True
    watch.start()
    try:
        yield Blobs(process, most)
    finally:
        watch.cancel()
        process.kill()
        process.communicate()


_INCOMPLETE = "this copy of the repository does not hold the earlier versions of its files"


def _too_slow() -> str:
    return f"git took longer than {MOST_SECONDS:g} seconds"


def _skip(process: subprocess.Popen[bytes], length: int) -> None:
    assert process.stdout is not None
    while length > 0 and (part := process.stdout.read(min(length, 1 << 20))):
        length -= len(part)


def _command(arguments: tuple[str, ...]) -> list[str]:
    return ["git", "-c", "core.fsmonitor=false", *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0"}
