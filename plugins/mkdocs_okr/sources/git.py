"""Asking git, in a way that neither its settings nor the network can disturb."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO

MOST_SECONDS = 60.0
"""How long git may take for one answer."""

MOST_SILENT_SECONDS = 60.0
"""The same for a single blob, while one after the other is asked for."""

FETCH_ALL = "fetch it with its history (on GitHub: `fetch-depth: 0` for actions/checkout; on GitLab: `GIT_DEPTH: 0`)"

OFFLINE = ("-c", "protocol.allow=never")
"""Goes before git's own word where nothing may be fetched that a partial copy lacks."""

# What a hook of git sets for git itself, relative to the folder that it was started in.
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})

# What changes the meaning of the paths that git is asked for.
_OF_PATHS = frozenset({f"GIT_{word}_PATHSPECS" for word in ("GLOB", "NOGLOB", "ICASE", "LITERAL")})


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
        raise NoRevision(_too_slow(MOST_SECONDS)) from error
    if done.returncode:
        raise NoRevision(otherwise, done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout


class Blobs:
    """The contents of files in git, by their hashes, read one at a time from a single process."""

    def __init__(self, process: subprocess.Popen[bytes], most: int) -> None:
        self._process = process
        self._most = most
        self._asked_at: float | None = None
        self._was_silent = False
        self.answered = 0
        """How many bytes git was asked for so far, those of blobs that are too large included."""

    def read(self, blob: str) -> bytes | None:
        """The content of a blob; None where it is larger than allowed.

        Raises `NoRevision` when this copy of the repository does not hold it, or git stops or is silent for long.
        """
        self._asked_at = monotonic()
        try:
            return self._answer(blob)
        except (OSError, ValueError) as error:
            raise NoRevision(_too_slow(MOST_SILENT_SECONDS) if self._was_silent else _INCOMPLETE) from error
        finally:
            self._asked_at = None

    def stop_silence(self) -> None:
        """End a process that has owed its answer for too long. The time between two questions is not its own."""
        if self._asked_at is not None and monotonic() - self._asked_at > MOST_SILENT_SECONDS:
            self._was_silent = True
            self._process.kill()

    def _answer(self, blob: str) -> bytes | None:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(f"{blob}\n".encode("ascii"))
        asked.flush()
        _, kind, size = answers.readline().split()
        length = int(size)
        if kind != b"blob":
            raise ValueError
        self.answered += length
        if length > self._most:
            _skip(answers, length + 1)
            return None
        content = answers.read(length)
        if len(content) < length or not answers.read(1):
            raise ValueError
        return content


def is_blob(content: bytes, blob: str) -> bool:
    """Whether this is the content of a blob, by its hash: git itself would run the filters of the repository."""
    hashed = hashlib.sha1 if len(blob) == 40 else hashlib.sha256
    return hashed(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == blob


@contextmanager
def blobs(folder: Path, most: int) -> Iterator[Blobs]:
    """A way to read blobs of up to `most` bytes, for as long as git answers each within `MOST_SILENT_SECONDS`."""
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
    contents = Blobs(process, most)
    is_done = Event()
    Thread(target=_watch, args=(contents, is_done), daemon=True).start()
    try:
        yield contents
    finally:
        is_done.set()
        process.kill()
        process.communicate()


def _watch(contents: Blobs, is_done: Event) -> None:
    while not is_done.wait(min(MOST_SILENT_SECONDS, 1.0)):
        contents.stop_silence()


_INCOMPLETE = "this copy of the repository does not hold the earlier versions of its files"


def _too_slow(seconds: float) -> str:
    return f"git took longer than {seconds:g} seconds"


def _skip(answers: IO[bytes], length: int) -> None:
    while length > 0 and (part := answers.read(min(length, 1 << 20))):
        length -= len(part)


def _command(arguments: tuple[str, ...]) -> list[str]:
    return ["git", "-c", "core.fsmonitor=false", *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS | _OF_PATHS}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0"}
