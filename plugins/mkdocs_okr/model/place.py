"""Where a value was written."""

from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """A point in a source file.

    `file` is a path relative to the sources folder with forward slashes; `line` and `column` count from 1.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Origin(Protocol):
    """What every object of the model keeps to say where it, or a value inside it, was written."""

    def place(self, *path: str | int) -> Place:
        """The place of the value reached by `path` from this object (`place("metric", "target")`).

        Keys lead to the value, not to the key. Where `path` leads to nothing that was written, the place of its
        nearest written ancestor is returned, so an absent key is reported where it should be added.
        """
