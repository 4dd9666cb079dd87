"""What a person sees while something takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def busy(doing: str) -> Iterator[None]:
    """Show `doing` with something that moves, on standard error, as long as the block runs; only in a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # takes a moment to load, and most runs of the command have no terminal

    with Console(stderr=True).status(doing):
        yield
