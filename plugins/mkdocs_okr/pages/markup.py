"""Text that people wrote, made safe.

Free text is Markdown. It goes through markdown-it-py with raw HTML off and then through nh3, which keeps a short list
of tags. Images are dropped: they would make every reader call the host that holds them. Tables are off: a wide one of
5 KB takes the parser a second. A page shows the beginning of a text that nobody reads to its end.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_SIGNS = re.compile(r"[*_`\[\]<>&#!\\~|\n]")
_BEGINNINGS = re.compile(r"\s*(?:[-+]|\d+[.)])\s| {4}|[-=]+$")


def _needs_markdown(text: str) -> bool:
    """Whether Markdown may make something else of a text than the text itself."""
    return bool(_SIGNS.search(text) or _BEGINNINGS.match(text)) or "://" in text


LONGEST = 10_000
"""Characters of a text that a page shows: about four pages of paper."""
_KEPT = 1_000  # characters of texts whose HTML is remembered

_REST = "… the rest is in the file"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


def _clean(html: str, attributes: Mapping[str, set[str]] = _ATTRIBUTES) -> Markup:
    cleaned = nh3.clean(html, tags=_TAGS, attributes=dict(attributes), url_schemes=_SCHEMES, link_rel="noopener")
    return Markup(cleaned.strip())


def blocks(text: str, most: int = LONGEST) -> Markup:
    """`text` as paragraphs, lists and so on; empty for empty text. What is longer than `most` characters says so."""
    text = text.strip()
    if not text:
        return Markup("")
    if len(text) > most:
        return blocks(_beginning(text, most)) + Markup(f'<p class="okr-dim">{_REST}</p>')
    if not _needs_markdown(text):  # most texts are a plain sentence: 30 times quicker than the parser
        return Markup(f"<p>{escape(text)}</p>")
    return _clean(_markdown().render(text))


def inline(text: str, most: int = LONGEST) -> Markup:
    """`text` as a run of words with emphasis, code and links, but no blocks. What is longer than `most` says so."""
    text = text.strip()
    if len(text) > most:
        return inline(_beginning(text, most)) + Markup(f' <span class="okr-dim">{_REST}</span>')
    if not _needs_markdown(text):
        return escape(text)
    return _remembered(text) if len(text) <= _KEPT else _run(text)


def _run(text: str) -> Markup:
    return _clean(_markdown().renderInline(" ".join(text.split())))


_remembered = lru_cache(maxsize=2048)(_run)
"""The same note stands on a unit's page, in its history and in two feeds."""


def _beginning(text: str, most: int) -> str:
    """The first words of a text, at most so many characters."""
    start = text[:most]
    return start.rpartition(" ")[0] or start


def coded(text: str) -> Markup:
    """A line of the product's own that quotes users' words: as it is, with what stands in backticks as code.

    It is no Markdown, so that nothing in a quoted title becomes anything else.
    """
    parts = str(escape(text)).split("`")
    last = len(parts) - 1 - (len(parts) - 1) % 2  # a backtick without its partner stays what it is
    coded = [f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts[: last + 1])]
    return Markup("".join(coded) + "".join(f"`{part}" for part in parts[last + 1 :]))


@lru_cache(maxsize=1024)
def document(text: str, name: str) -> Markup:
    """A text of the product's own, such as a section of a rule's page: Markdown whose code blocks can be copied from.

    `name` is unlike that of any other text on the page.
    """
    return _clean(
        _documents().render(text, {"name": name}),
        {**_ATTRIBUTES, "pre": {"class", "id", "tabindex"}, "code": {"class"}},
    )


@cache
def _documents() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": False})
    renderer.add_render_rule("fence", _fence)
    return renderer


def _fence(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    language = escape(token.info.strip() or "text")
    code = escape(token.content.rstrip("\n"))
    # Material makes ids of its copy buttons from that of the nearest element that has one.
    id = f"code:{env['name']}-{index}"
    return f'<pre class="okr-yaml" id="{id}" tabindex="0"><code class="language-{language}">{code}</code></pre>\n'


def plain(text: str) -> str:
    """`text` without any markup, on one line, for search and descriptions: its beginning, where it is long."""
    if len(text) > LONGEST:
        return f"{plain(_beginning(text, LONGEST))} …"
    if not _needs_markdown(text):
        return text.strip()
    cleaned: str = nh3.clean(_markdown().render(text), tags=set())
    return " ".join(Markup(cleaned).unescape().split())


def safe_url(url: str) -> str:
    """`url` if it leads to a web page or a mail address; empty otherwise, so that no script hides behind a link."""
    scheme, colon, _ = url.strip().partition(":")
    return url.strip() if colon and scheme.lower() in _SCHEMES else ""
