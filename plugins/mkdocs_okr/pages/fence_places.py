"""Keeps the places of fences while others turn a page's Markdown into HTML, and fills them afterwards."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
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
        to be commented out, it stands again as it was written. A link, or whoever repeats a text, has its words; what
        is named after it, as a heading is, has a name that tells its number.
        """
        places = _Places(self.word, html).found
        filling = fill([number for number, where in places.values() if where is _Where.TEXT])

        def instead(found: re.Match[str]) -> str:
            number = int(found["whole"] or found["part"])
            _, where = places.get(found.start("whole" if found["whole"] else "part"), (number, None))
            if where is _Where.TEXT:
                return filling[number]
            if where is _Where.TAG:
                return self.named(found[0])
            return self.in_words(found[0]) if where else self._as_written(number, found["before"] or "")

        word = re.escape(self.word)
        place = rf"<p>\s*{word}(?P<whole>\d+)z\s*</p>|\n?(?P<before>(?:&gt;| )*){word}(?P<part>\d+)z\n?"
        return re.sub(place, instead, html)

    def in_words(self, html: str) -> str:
        """A text that cannot hold a picture, such as an entry of the table of contents, with words for each fence."""
        return re.sub(rf"{self.word}(\d+)z", lambda found: self._words(int(found[1])), html)

    def named(self, name: str) -> str:
        """A name that was made of a text with fences, such as the id of a heading."""
        return re.sub(rf"{self.word}(\d+)z", lambda found: f"okr-{int(found[1]) + 1}", name)

    def _words(self, number: int) -> str:
        return escape("; ".join(line.strip() for line in self.fences[number].lines[1:-1]))

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


class _Where(Enum):
    """Where the word of a fence may stand in a page, besides code and comments."""

    TEXT = "text"
    LINK = "in a link, or a second time"
    TAG = "in the attributes of a tag"


class _Places(HTMLParser):
    """Finds the words of fences in a page: `found` by the place of its number in the HTML, in order."""

    def __init__(self, word: str, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._word = re.compile(rf"{re.escape(word)}(\d+)z")
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._inside: list[str] = []
        self._shown: set[int] = set()
        self.found: dict[int, tuple[int, _Where]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for at, number in self._numbers(self.get_starttag_text() or ""):
            self.found[at] = number, _Where.TAG
        if tag in _AS_WRITTEN or tag == "a":
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not _AS_WRITTEN.isdisjoint(self._inside):
            return
        for at, number in self._numbers(data):
            is_shown = not self._inside and number not in self._shown
            self.found[at] = number, _Where.TEXT if is_shown else _Where.LINK
            if is_shown:
                self._shown.add(number)

    def _numbers(self, part: str) -> Iterator[tuple[int, int]]:
        line, column = self.getpos()
        for found in self._word.finditer(part):
            yield self._lines[line - 1] + column + found.start(1), int(found[1])
