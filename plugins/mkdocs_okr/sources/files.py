"""Opening the files of a sources folder."""

import os
from pathlib import Path

from mkdocs_okr.model import Place
from mkdocs_okr.sources.document import MAX_BASELINE_BYTES, MAX_BYTES, Problem, decode, parse
from mkdocs_okr.sources.folder import Entry, Kind
from mkdocs_okr.sources.origin import SourceFile
from mkdocs_okr.sources.remarks import Remark, remarks_in
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve.names import Source

_AT_ONCE = 1 << 16


class Files:
    """Reads files of one folder and reports what cannot be read."""

    def __init__(self, folder: Path, report: Report) -> None:
        self._folder = folder
        self._prefix = os.path.join(folder, "")
        self._report = report
        self._buffer = bytearray(_AT_ONCE)
        self.remarks: list[Remark] = []
        """What the comments of the files read so far say to the product."""

    def read(self, entry: Entry) -> Source:
        """The values of a file; an incomplete source when it cannot be read to its end."""
        text = self.text(entry.name, MAX_BASELINE_BYTES if entry.kind is Kind.BASELINE else MAX_BYTES)
        if text is None:
            return Source(SourceFile(self._folder, entry.name), None, False)
        return self.parsed(entry.name, text)

    def text(self, name: str, most: int = MAX_BYTES) -> str | None:
        """The text of a file of up to `most` bytes; None, with a complaint, when it is none."""
        raw = self.raw(name, most)
        text = decode(raw, most) if raw is not None else None
        if isinstance(text, Problem):
            self.tell(name, text)
            return None
        return text

    def raw(self, name: str, most: int = MAX_BYTES) -> bytes | None:
        """The bytes of a file, one more than `most` of them where it is larger; None when it cannot be opened."""
        try:
            return self._bytes(name, most)
        except OSError as error:
            self._report.at(
                "unreadable-file",
                Place(name, 1, 1),
                f"this file cannot be opened: {error.strerror}",
                "Check who may read it.",
            )
            return None

    def parsed(self, name: str, text: str) -> Source:
        """The values in the text of a file."""
        parsed = parse(text)
        for problem in parsed.problems:
            self.tell(name, problem)
        if parsed.complete:
            self.hear(name, text)
        return Source(SourceFile(self._folder, name, parsed.marks), parsed.value, parsed.complete)

    def hear(self, name: str, text: str) -> None:
        """Note the remarks in the text of a file."""
        self.remarks += remarks_in(text, name)

    def _bytes(self, name: str, most: int) -> bytes:
        """The content of a file, a little more than the cap at most.

        There are many files and nearly all are small: one system call into a buffer that is already there reads them.
        """
        handle = os.open(self._prefix + name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            size = os.readv(handle, [self._buffer]) if hasattr(os, "readv") else 0
            if 0 < size < _AT_ONCE:
                return bytes(self._buffer[:size])
            parts = [bytes(self._buffer[:size])]
            total = size
            while total <= most and (part := os.read(handle, most + 1 - total)):
                parts.append(part)
                total += len(part)
            return b"".join(parts)
        finally:
            os.close(handle)

    def tell(self, name: str, problem: Problem) -> None:
        """Report what stands in the way of reading a file."""
        self._report.at(problem.name, Place(name, problem.line, problem.column), problem.message, problem.help)
