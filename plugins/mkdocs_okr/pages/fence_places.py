"""Keeps the places of fences while others turn a page's Markdown into HTML, and fills them afterwards."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from mkdocs_okr.sources.fences import Fence, fences

_AS_WRITTEN = frozenset({"pre", "code", "script", "style", "textarea", "title"})


@dataclass(frozen=True, slots=True)
class FencePlaces:
    """A page's Markdown as written, its fences, and the Markdown with a word in the place of each."""

    written: str
    fences: tuple[Fence, ...]
    markdown: str
    word: str

    def filled(self, html: str, fill: Callable[[list[int]], dict[int, Markup]]) -> str:
        """The page with its fences replaced by what `fill` gives for their numbers.

        It is asked for those only that the page shows: where an indented fence turned out to be an example of code, or
        to be commented out, it stands again as it was written.
        """
        filling = fill(_Shown(self.word, html).numbers)

        def instead(found: re.Match[str]) -> str:
            number = int(found["whole"] or found["part"])
            return filling[number] if number in filling else self._as_written(number, found["before"] or "")

        word = re.escape(self.word)
        place = rf"<p>\s*{word}(?P<whole>\d+)z\s*</p>|\n?(?P<before>(?:&gt;| )*){word}(?P<part>\d+)z\n?"
        return re.sub(place, instead, html)

    def _as_written(self, number: int, before: str) -> str:
        return "\n".join(f"{before}{escape(line)}" for line in self.fences[number].lines)


def fence_places(markdown: str) -> FencePlaces | None:
    """The places of the fences in `markdown`; None where it has none."""
    found = fences(markdown)
    if not found:
        return None
    # A word that no Markdown touches and that no page can contain by chance or by intention.
    word = f"okrfence{hashlib.sha256(markdown.encode('utf-8', 'replace')).hexdigest()[:20]}n"
    lines = markdown.split("\n")
    for number, fence in reversed(list(enumerate(found))):
        # A paragraph of its own. Further blank lines would end a footnote.
        blank = fence.prefix.rstrip(" ")
        above = [blank] if _is_filled(lines[fence.first - 1 : fence.first]) else []
        below = [blank] if _is_filled(lines[fence.after : fence.after + 1]) else []
        lines[fence.first : fence.after] = [*above, f"{fence.prefix}{word}{number}z", *below]
    return FencePlaces(markdown, tuple(found), "\n".join(lines), word)


def _is_filled(line: list[str]) -> bool:
    return any(each.strip(" \t>") for each in line)


class _Shown(HTMLParser):
    """Finds the numbers of the words that stand in a page's text, outside of code and comments, in order."""

    def __init__(self, word: str, html: str) -> None:
        super().__init__()
        self._word = re.compile(rf"{re.escape(word)}(\d+)z")
        self._inside: list[str] = []
        self.numbers: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _AS_WRITTEN:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.numbers += [int(number) for number in self._word.findall(data) if int(number) not in self.numbers]
