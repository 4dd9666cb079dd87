"""Python's search for garbage, out of the way where none is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """While a million small objects are built and nearly all of them stay, looking for garbage only takes time.

    Freezing and unfreezing makes them old at once, so that no young collection looks through them afterwards either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
            gc.unfreeze()
