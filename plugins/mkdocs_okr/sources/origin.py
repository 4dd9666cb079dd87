"""Where values were written: the files of a sources folder and points in them."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_okr.model import Place
from mkdocs_okr.sources.document import Marks, Problem, decode, packed, parse, position
from mkdocs_okr.sources.plain_entries import plain_marks

Step = str | int
Path_ = tuple[Step, ...]
"""The way from the top of a file to a value in it: keys and list indexes (from 0)."""


class SourceFile:
    """A file of the sources folder, able to say where its values stand.

    `name` is its path relative to the folder, with forward slashes. The marks of a file that was read the quick way
    are not kept; they are read again when somebody asks for a place in it, which only findings do.
    """

    __slots__ = ("_marks", "folder", "name")

    def __init__(self, folder: Path, name: str, marks: Marks | None = None) -> None:
        self.folder = folder
        self.name = name
        self._marks = marks

    def __repr__(self) -> str:
        return f"SourceFile({self.name!r})"

    @property
    def marks(self) -> Marks:
        """The marks of all values; those of an empty file when it cannot be read any more."""
        if self._marks is None:
            self._marks = self._read()
        return self._marks

    def begin(self) -> None:
        """Give a file that says nothing the marks of an empty mapping."""
        self._marks = (_TOP, {}, {})

    def _read(self) -> Marks:
        try:
            text = decode((self.folder / self.name).read_bytes())
        except OSError:
            return _TOP
        return _TOP if isinstance(text, Problem) else (plain_marks(text) or parse(text).marks or _TOP)

    def place(self, path: Sequence[Step] = ()) -> Place:
        """The place of the value at `path`, or of its nearest written ancestor."""
        if not path:
            return Place(self.name, 1, 1)
        marks = self.marks
        for step in path:
            below = _step(marks, step)
            if below is None:
                break
            marks = below
        mark = marks if isinstance(marks, int) else marks[0]
        return Place(self.name, *position(mark))

    def key_place(self, path: Sequence[Step]) -> Place:
        """The place of the key that the last step of `path` names; that of the value where it is no key."""
        marks = self.marks
        for step in path[:-1]:
            below = _step(marks, step)
            if below is None:
                return self.place(path)
            marks = below
        if isinstance(marks, tuple) and marks[1] is not None and path[-1] in marks[1]:
            return Place(self.name, *position(marks[1][path[-1]]))
        return self.place(path)


_TOP: Marks = packed(1, 1)


def _step(marks: Marks, step: Step) -> Marks | None:
    """The marks one step further down.

    Where the format takes one thing or a list of things, the one thing is read as a list of one: its index 0 leads to
    the thing itself.
    """
    if isinstance(marks, int):
        return marks if step == 0 else None
    _, keys, inner = marks
    if keys is not None:
        return marks if step == 0 else inner.get(step)
    if isinstance(step, int) and step < len(inner):
        return inner[step]
    return None


class FileOrigin:
    """The origin of an object of the model: a file and the way to the object in it."""

    __slots__ = ("_file", "_path")

    def __init__(self, file: SourceFile, path: Path_ = ()) -> None:
        self._file = file
        self._path = path

    def __repr__(self) -> str:
        return f"FileOrigin({self._file.name!r}, {self._path!r})"

    def place(self, *path: Step) -> Place:
        """The place of the value that `path` leads to from the object, or of its nearest written ancestor."""
        return self._file.place((*self._path, *path))
