"""Text that people wrote, made safe.

Free text is Markdown. It goes through markdown-it-py with raw HTML off and then through nh3, which keeps a short list
of tags. Images are dropped: they would make every reader call the host that holds them. Tables are off: a wide one of
5 KB takes the parser a second.
"""

import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_NEEDS_MARKDOWN = re.compile(r"[*_`\[\]<>&#!\\~|\n]|^\s*(?:[-+]|\d+[.)])\s|://|^ {4}|^[-=]+$")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


def _clean(html: str) -> Markup:
    cleaned = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")
    return Markup(cleaned.strip())


def blocks(text: str) -> Markup:
    """`text` as paragraphs, lists and so on; empty for empty text."""
    text = text.strip()
    if not text:
        return Markup("")
    if not _NEEDS_MARKDOWN.search(text):  # most texts are a plain sentence: 30 times quicker than the parser
        return Markup(f"<p>{escape(text)}</p>")
    return _clean(_markdown().render(text))


def inline(text: str) -> Markup:
    """`text` as a run of words with emphasis, code and links, but no blocks."""
    text = text.strip()
    if not _NEEDS_MARKDOWN.search(text):
        return escape(text)
    return _clean(_markdown().renderInline(" ".join(text.split())))


def plain(text: str) -> str:
    """`text` without any markup, on one line, for search and descriptions."""
    if not _NEEDS_MARKDOWN.search(text):
        return text.strip()
    cleaned: str = nh3.clean(_markdown().render(text), tags=set())
    return " ".join(Markup(cleaned).unescape().split())


def safe_url(url: str) -> str:
    """`url` if it leads to a web page or a mail address; empty otherwise, so that no script hides behind a link."""
    scheme, colon, _ = url.strip().partition(":")
    return url.strip() if colon and scheme.lower() in _SCHEMES else ""
