"""The company's playbook: Markdown pages whose front matter says what they cover.

All other keys of the front matter belong to MkDocs and its plugins, and so does what their values look like: nothing in
them is a mistake to us.
"""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.model import PLAYBOOK_TOPICS, Playbook, PlaybookPage
from mkdocs_okr.sources.diagnostics import did_you_mean, listing
from mkdocs_okr.sources.document import MAX_BYTES, Parsed, Problem, Value, decode, packed, parse, position
from mkdocs_okr.sources.files import Files
from mkdocs_okr.sources.origin import FileOrigin, SourceFile
from mkdocs_okr.sources.records.playbook import PlaybookPageRecord
from mkdocs_okr.sources.records.values import texts
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.scalars import shown
from mkdocs_okr.sources.validation import record_of

DEFAULT_FOLDER = "../docs/playbook"
"""Where the playbook is looked for when settings.yml does not say."""

MAX_PAGES = 2_000
"""How many pages are looked at, in order of their paths."""

MAX_FRONT = 64_000
"""How many bytes of a page are read."""

_MAX_CHILDREN = 50_000  # files and folders that are walked over in search of pages
_MAX_FOLDERS_DEEP = 8
_MAX_PATH = 1_000  # characters

_FRONT = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_OURS = re.compile(rb"playbook[ \t]*:")
_GOES_ON = re.compile(rb"[ \t#-]|\r?\n")
_HEADING = re.compile(r"^#[ \t]+(.*)$", re.MULTILINE)


class _Found(NamedTuple):
    """The folder of the playbook: its path from the sources folder, and the pages in it from there."""

    name: str
    pages: list[str]


def playbook(chosen: str | None, settings: SourceFile, folder: Path, files: Files, report: Report) -> Playbook | None:
    """The playbook in the folder that `settings` chose, or in the usual one; None where there is none.

    Nothing outside the folder around the sources is read.
    """
    found = _folder(chosen, settings, folder, report)
    if found is None:
        return None
    pages = []
    for name in found.pages:
        raw = files.raw(f"{found.name}/{name}", MAX_FRONT)
        page = _page(name, SourceFile(folder, f"{found.name}/{name}"), raw or b"", files, report)
        if page is not None:
            pages.append(page)
    return Playbook(tuple(pages), _origin(found, settings, folder))


def playbook_folder(folder: Path) -> str:
    """The folder of the playbook of the sources in `folder`, relative to them, whether it is there or not."""
    for name in ("settings.yml", "settings.yaml"):
        try:
            with (folder / name).open("rb") as file:
                text = decode(file.read(MAX_BYTES + 1))
        except OSError:
            continue
        value = parse(text).value if isinstance(text, str) else None
        chosen = value.get("playbook") if isinstance(value, dict) else None
        return posixpath.normpath(chosen if isinstance(chosen, str) and _can_be_a_path(chosen) else DEFAULT_FOLDER)
    return DEFAULT_FOLDER


def _can_be_a_path(text: str) -> bool:
    """Whether an operating system would take it for one; what it does not take is complained about elsewhere."""
    return bool(text) and "\0" not in text and len(text) <= _MAX_PATH


def _origin(found: _Found, settings: SourceFile, folder: Path) -> FileOrigin:
    """Where a finding about the playbook as a whole belongs: its first page, or else where its folder is chosen."""
    if "index.md" in found.pages:
        return FileOrigin(SourceFile(folder, f"{found.name}/index.md", packed(1, 1)))
    return FileOrigin(settings, ("playbook",))


def _folder(chosen: str | None, settings: SourceFile, folder: Path, report: Report) -> _Found | None:
    """The folder of the playbook; a complaint when it was chosen and cannot be read."""
    name = posixpath.normpath(chosen or DEFAULT_FOLDER)
    around = os.path.dirname(os.path.realpath(folder))
    path = os.path.join(folder, name)
    is_elsewhere = not _can_be_a_path(name) or os.path.isabs(name) or not _is_inside(path, around)
    if not is_elsewhere and os.path.isdir(path):
        return _Found(name, sorted(_markdown(path, around))[:MAX_PAGES])
    if chosen is not None:
        report.value(
            "playbook-elsewhere" if is_elsewhere else "no-playbook-folder",
            settings,
            ("playbook",),
            f"{shown(chosen)} leads out of the folder that holds the sources"
            if is_elsewhere
            else f"there is no folder {shown(chosen)} here",
            f"Write the way from settings.yml to a folder beside the sources, such as `playbook: {DEFAULT_FOLDER}`.",
        )
    return None


def _is_inside(path: str, around: str) -> bool:
    real = os.path.realpath(path)
    return real == around or real.startswith(os.path.join(around, ""))


def _markdown(top: str, around: str) -> Iterator[str]:
    """Paths of the Markdown files below `top`; dot-files and links that lead out of `around` are left out."""
    pending = [("", 0)]
    visited = {os.path.realpath(top)}
    children = 0
    while pending and children < _MAX_CHILDREN:
        below, depth = pending.pop()
        try:
            with os.scandir(os.path.join(top, below)) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            continue
        children += len(entries)
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            if entry.name.startswith(".") or not name.isprintable():
                continue
            if entry.is_symlink() and not _is_inside(entry.path, around):
                continue
            try:
                if entry.is_dir():
                    real = os.path.realpath(entry.path)
                    if depth < _MAX_FOLDERS_DEEP and real not in visited:
                        visited.add(real)
                        pending.append((name, depth + 1))
                elif entry.name.endswith(".md") and entry.is_file():
                    yield name
            except OSError:  # a link that leads to itself, or where nobody may look
                continue


def _page(path: str, file: SourceFile, raw: bytes, files: Files, report: Report) -> PlaybookPage | None:
    """A page that says what it covers; None for all others."""
    front = _FRONT.match(raw)
    if front is None or b"playbook" not in front[1]:
        return None
    text, parsed = _parsed(front[1])
    if not parsed.complete:
        for problem in parsed.problems:
            files.tell(file.name, problem)
        return None
    value = parsed.value
    if not isinstance(value, dict) or "playbook" not in value:
        return None
    mark, keys, spots = parsed.marks
    ours = _lines_of("playbook", keys)
    for problem in parsed.problems:
        if problem.line in ours:
            files.tell(file.name, problem)
    files.hear(file.name, text)
    file = SourceFile(file.folder, file.name, (mark, {"playbook": keys["playbook"]}, {"playbook": spots["playbook"]}))
    record = record_of(PlaybookPageRecord, {"playbook": value["playbook"]}, file, report, lambda *_: path)
    topics = texts(record.playbook.covers) if record is not None and record.playbook is not None else ()
    known = [topic for i, topic in enumerate(topics) if _is_topic(topic, i, path, file, report)]
    return PlaybookPage(
        path,
        _title(path, value, raw[front.end() :]),
        tuple(dict.fromkeys(known)),
        FileOrigin(file, ("playbook",)),
    )


def _parsed(front: bytes) -> tuple[str, Parsed]:
    """The front matter and its values, with the lines of the page as their places.

    Where it cannot be read as a whole, only the lines of our own key are.
    """
    text, parsed = _parsed_lines(front)
    if parsed.complete:
        return text, parsed
    lines, ours = [], False
    for line in front.splitlines(keepends=True):
        ours = bool(_OURS.match(line)) or (ours and bool(_GOES_ON.match(line)))
        lines.append(line if ours else b"\n")
    return _parsed_lines(b"".join(lines))


def _parsed_lines(front: bytes) -> tuple[str, Parsed]:
    text = decode(b"\n" + front)  # in place of the line of dashes
    if isinstance(text, Problem):
        return "", Parsed(None, packed(1, 1), (text,), False)
    return text, parse(text)


def _lines_of(key: str, keys: dict[str, int]) -> range:
    """The lines of a key of a mapping, up to that of the next key."""
    begins = position(keys[key])[0]
    below = [line for mark in keys.values() if (line := position(mark)[0]) > begins]
    return range(begins, min(below, default=MAX_FRONT))


def _title(path: str, value: dict[str, Value], body: bytes) -> str:
    """What a page is called: as MkDocs finds it, in the front matter, in the first heading, or in the file's name."""
    title = value.get("title")
    if isinstance(title, str) and title.strip():
        return title.strip()
    heading = _HEADING.search(body.decode("utf-8", "replace"))
    return (heading[1].strip(" \t\r#") if heading else "") or posixpath.basename(path).removesuffix(".md")


def _is_topic(topic: str, index: int, path: str, file: SourceFile, report: Report) -> bool:
    if topic in PLAYBOOK_TOPICS:
        return True
    report.value(
        "unknown-topic",
        file,
        ("playbook", "covers", index),
        f"a playbook has no topic {shown(topic)}",
        did_you_mean(topic, PLAYBOOK_TOPICS, f"Topics are {listing(PLAYBOOK_TOPICS)}."),
        path,
    )
    return False
