"""Free text: Markdown works, and nothing in it does anything else."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_okr.pages import markup


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words.", "<p>Plain words.</p>"),
        ("", ""),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("**bold** and `code`", "<p><strong>bold</strong> and <code>code</code></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
    ],
)
def test_markdown_becomes_the_html_that_its_writer_expects(text: str, html: str) -> None:
    assert html == str(markup.blocks(text))


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "![beacon](https://evil.example/beacon.png)",
        "<a href='https://ok.example' onclick='alert(1)'>x</a>",
        '"><svg onload=alert(1)>',
        "<style>@import 'https://evil.example'</style>",
        "[x]: javascript:alert(1)\n\n[x]",
        "`</code><script>alert(1)</script>`",
    ],
)
@pytest.mark.parametrize("render", [markup.blocks, markup.inline])
def test_no_attack_leaves_anything_that_a_browser_would_run_or_fetch(
    render: Callable[[str], Markup], attack: str
) -> None:
    html = str(render(attack)).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert "<style" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    for tag in html.split("<")[1:]:
        assert not tag.split(">")[0].rpartition(" on")[1], f"an event handler survived in {html}"


def test_links_say_nothing_about_where_the_reader_came_from() -> None:
    assert 'rel="noopener"' in str(markup.blocks("see [the board](https://tickets.example/1)"))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://tickets.example/1", "https://tickets.example/1"),
        ("mailto:okr@example.com", "mailto:okr@example.com"),
        ("javascript:alert(1)", ""),
        (" JAVASCRIPT:alert(1)", ""),
        ("//evil.example", ""),
        ("TICKET-12", ""),
    ],
)
def test_only_web_and_mail_addresses_become_links(url: str, kept: str) -> None:
    assert kept == markup.safe_url(url)


@given(st.text(max_size=300))
def test_words_of_plain_text_all_reach_the_reader(text: str) -> None:
    letters = "".join(c for c in text if c.isalnum() and c.isascii())
    shown = "".join(c for c in markup.plain("Words " + letters) if c.isalnum())
    assert "Words" + letters == shown


@given(st.text(alphabet="[]()*_`<>!\\ \nab", max_size=2000))
def test_no_text_takes_the_renderer_down(text: str) -> None:
    assert "<script" not in str(markup.blocks(text))


@pytest.mark.parametrize("shown", [markup.blocks, markup.inline])
def test_of_a_very_long_text_its_beginning_is_shown_and_where_the_rest_is(shown: Callable[[str], Markup]) -> None:
    whole, long = "word " * 1999 + "last", "word " * 2000 + "last"
    assert shown(whole).striptags() == whole
    assert shown(long).striptags().replace(" …", "…") == "word " * 1999 + "word… the rest is in the file"
    assert markup.plain(long) == "word " * 1999 + "word …"
    assert str(markup.inline("**three** words here", 10)).startswith("<strong>three</strong> <span")
