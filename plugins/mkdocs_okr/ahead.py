"""Bodies of pages, rendered ahead of their turn by processes on the machine's other cores, and files made there."""

import ctypes
import os
import signal
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context

Render = Callable[[], str]
"""Makes the body of a page; the same whenever and wherever it is called."""

Chore = Callable[[], Mapping[str, int]]
"""Writes files, wherever it is called, and gives their sizes in bytes."""

FEWEST = 200
"""Pages from which on it is worth it to start other processes."""

MOST_WORKERS = 3
"""More of them would only wait for MkDocs, which puts the pages around the bodies in a single process."""

_TOGETHER = 8
"""Pages that are handed over at once."""

_AHEAD = 256
"""Hand-overs that are under way or wait for their turn: so many bodies at most are in memory."""

_PDEATHSIG = 1  # PR_SET_PDEATHSIG, see prctl(2)


class Bodies:
    """The bodies of pages, each to be taken once, best in the order of `renders`.

    With `workers`, other processes render them ahead. What they have not begun when it is needed, or cannot render, is
    rendered here; so an exception comes from where it would without them. They do the `chores` first, because those
    need nothing of this process, and it nothing of them until `finish`. Call `stop` at the end, whichever it is.
    """

    def __init__(self, renders: Sequence[Render], workers: int, chores: Sequence[Chore] = ()) -> None:
        self._renders = renders
        self._chores = dict(enumerate(chores))
        self._rendered: dict[int, bytes] = {}
        self._coming: dict[int, Future[list[bytes | None]]] = {}
        self._pool = _started(renders, chores, workers) if workers else None
        self._doing = {number: self._pool.submit(_chore, number) for number in self._chores} if self._pool else {}
        self._left = deque(range(0, len(renders), _TOGETHER) if self._pool else ())
        self._hand_over()

    def take(self, number: int) -> str:
        """The body of a page, by its place among `renders`."""
        self._receive(number - number % _TOGETHER)
        body = self._rendered.pop(number, None)
        return self._renders[number]() if body is None else _unpacked(body)

    def finish(self) -> Mapping[str, int]:
        """See to it that all chores are done; the sizes of the files written since this was asked last."""
        sizes: dict[str, int] = {}
        for number, chore in list(self._chores.items()):
            doing = self._doing.pop(number, None)
            try:
                done = None if doing is None else doing.result()
            except (BrokenProcessPool, CancelledError):
                done = None
            sizes |= chore() if done is None else done  # an exception comes from where it would without others
            del self._chores[number]
        return sizes

    def stop(self) -> None:
        """End the other processes; what is taken from now on is rendered here."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        self._coming.clear()
        self._doing.clear()
        self._rendered.clear()
        self._left.clear()

    def _receive(self, first: int) -> None:
        """Wait for the pages from `first` on, and be of use in the meantime."""
        coming = self._coming.pop(first, None)
        if coming is None:
            return
        self._hand_over()
        while not coming.done() and (last := self._last()) is not None:
            self._keep(last, _packed(self._renders, last))
        try:
            self._keep(first, coming.result())
        except BrokenProcessPool:  # A worker was killed, perhaps because memory ran out.
            self.stop()

    def _last(self) -> int | None:
        """The last pages that nobody has begun to render, taken from the others; None where they are all begun."""
        if self._left:
            return self._left.pop()
        for first in reversed(self._coming):
            if self._coming[first].cancel():
                del self._coming[first]
                return first
        return None

    def _keep(self, first: int, bodies: Iterable[bytes | None]) -> None:
        self._rendered |= {number: body for number, body in enumerate(bodies, first) if body is not None}

    def _hand_over(self) -> None:
        while self._pool is not None and self._left and len(self._coming) < _AHEAD:
            first = self._left.popleft()
            try:
                self._coming[first] = self._pool.submit(_worked, first)
            except BrokenProcessPool:
                self.stop()


def workers(pages: int) -> int:
    """How many processes shall render so many pages ahead: none where that is not safe, or not worth it.

    Only Linux lets a process be copied safely, as long as nothing runs in it beside us.
    """
    if sys.platform != "linux" or pages < FEWEST:
        return 0
    try:
        is_alone = len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return 0
    return min(len(os.sched_getaffinity(0)) - 1, MOST_WORKERS) if is_alone else 0


def _started(renders: Sequence[Render], chores: Sequence[Chore], workers: int) -> ProcessPoolExecutor | None:
    """Processes that know what this one knows at this moment; None where the system does not allow any."""
    others = set(active_children())
    try:
        pool = ProcessPoolExecutor(workers, get_context("fork"), _begin, (renders, chores, os.getpid()))
        pool.submit(int)  # The first piece of work starts them.
    except (OSError, NotImplementedError):  # no memory for another process, no semaphores
        for child in set(active_children()) - others:
            child.kill()
        return None
    return pool


_RENDERS: Sequence[Render] = ()
_CHORES: Sequence[Chore] = ()
"""In a worker: what it renders, and what it writes."""


def _begin(renders: Sequence[Render], chores: Sequence[Chore], parent: int) -> None:
    """Make a worker end when its parent ends it, and only then; or with it, when that is killed."""
    global _RENDERS, _CHORES
    _RENDERS, _CHORES = renders, chores
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _chore(number: int) -> Mapping[str, int] | None:
    try:
        return _CHORES[number]()
    except Exception:  # whoever needs it does it again, and sees why
        return None


def _worked(first: int) -> list[bytes | None]:
    return _packed(_RENDERS, first)


def _packed(renders: Sequence[Render], first: int) -> list[bytes | None]:
    """The bodies of the pages from `first` on; None for one that cannot be rendered: whoever takes it will see why."""
    return [_pack(render) for render in renders[first : first + _TOGETHER]]


def _pack(render: Render) -> bytes | None:
    try:
        # Small, because it has to come through a pipe that a busy process empties slowly, and waits in memory.
        return zlib.compress(render().encode("utf-8", "surrogatepass"), 1)
    except Exception:
        return None


def _unpacked(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "surrogatepass")
