"""Writing files of a sources folder: as a whole or not at all, and never through a link."""

import os
from pathlib import Path
from secrets import token_hex


class WouldFollowLink(Exception):
    """A place inside the folder is a link, which the reader may not follow; the message names it."""


def refuse_links(folder: Path, name: str) -> None:
    """Check that no part of `name`, a file or what lies above it below `folder`, is a link.

    Raises `WouldFollowLink` for the first one that is.
    """
    path = folder
    for part in Path(name).parts:
        path /= part
        if path.is_symlink():
            raise WouldFollowLink(path.relative_to(folder).as_posix())


def replace_file(path: Path, content: bytes) -> None:
    """Write a file, in place of the one that is there. Nobody ever reads half of it.

    Raises OSError when it cannot be written; then the old file is as it was.
    """
    # A fresh name, and one with a dot, which makes it no source: nobody can have put a link there.
    beside = path.with_name(f".{path.name}.{token_hex(8)}")
    try:
        create_file(beside, content)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def create_file(path: Path, content: bytes) -> None:
    """Write a file that is not there yet; raises FileExistsError if it is, or a link stands in its place."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o666), "wb") as file:
        file.write(content)
