"""What the tests of the documentation take out of Markdown pages."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

_BLOCK = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"(?:---\n)?# (?P<path>[\w./-]+\.(?:ya?ml|md))\n")


class Block(NamedTuple):
    """A fenced block of a page: its language and its text."""

    language: str
    text: str


def pages(*patterns: str) -> list[Path]:
    """The Markdown pages of the repository that match, in order."""
    return sorted(page for pattern in patterns for page in ROOT.glob(pattern))


def named(page: Path) -> str:
    """A page as it is called in the names of tests."""
    return page.relative_to(ROOT).as_posix()


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(language, body) for _, language, body in _BLOCK.findall(text)]


def files(text: str) -> dict[str, str]:
    """The blocks of a page whose first line names the file that they are, by that name.

    A Markdown file names itself in the first line of its front matter.
    """
    found: dict[str, str] = {}
    for block in blocks(text):
        first = _FILE.match(block.text) if block.language in ("yaml", "markdown") else None
        if first is not None:
            assert first["path"] not in found, f"the page shows {first['path']} twice"
            found[first["path"]] = block.text
    return found


def write(folder: Path, contents: dict[str, str]) -> None:
    """Write files below `folder`."""
    for name, text in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def rows(text: str, mark: str) -> list[list[str]]:
    """The cells of the table that follows `<!-- table: mark -->`, without its head."""
    after = text.partition(f"<!-- table: {mark} -->")[2]
    assert after, f"the page has no table {mark}"
    lines = after.strip().splitlines()
    table = lines[: next((n for n, line in enumerate(lines) if not line.startswith("|")), len(lines))]
    return [_cells(line) for line in table[2:]]


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def slugs(text: str) -> set[str]:
    """The anchors that the headings of a page get, on a portal and on a repository's web pages alike."""
    without_blocks = _BLOCK.sub("", text)
    headings = re.findall(r"^#{1,6} (.+)$", without_blocks, re.MULTILINE)
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}


def links(text: str) -> Iterable[str]:
    """What the links and images of a page lead to, code left out."""
    without_code = re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", text))
    return re.findall(r"\]\(([^)\s]+)\)", without_code)
