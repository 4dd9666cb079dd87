"""A comment for a merge request."""

import html
import re

import pytest
from markdown_it import MarkdownIt

from mkdocs_okr.checks.formats.markdown import LIMIT, as_markdown
from mkdocs_okr.checks.formats.report import Report
from tests.formats.reports import HOSTILE, finding, hostile, report, unknown_key

OURS = re.compile(r"</?(?:details|summary|code|p|ul|li|strong|pre|br)(?: open=?(?:\"\")?)?(?: class=\"[\w-]+\")?\s*/?>")
MENTION = re.compile(r"(?<!\w)[@#!~%$^&][\w\"]|\bGH-\d|https?://|www\.", re.IGNORECASE)


def rendered(told: Report) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(as_markdown(told)))


def prose(page: str) -> str:
    """The text of a page outside of code, as a host looks through it for mentions."""
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<code.*?</code>", " ", page, flags=re.DOTALL)))


def test_it_counts_and_lists_findings_by_file() -> None:
    assert as_markdown(report(unknown_key(), finding())) == (
        "**OKR check:** 1 error, 1 warning in 1 file\n"
        "\n"
        "<details open><summary><code>okrs/2027-q1/marketing.yml</code>: 1 error, 1 warning</summary>\n"
        "\n"
        "- **error**, line 2, SRC011 unknown-key: unknown key `titel`  \n"
        "  Did you mean `title`?\n"
        "- **warning**, line 5, KR001 key-result-without-metric: “More leads” has no metric  \n"
        "  Add one.\n"
        "\n"
        "</details>\n"
    )


def test_nothing_found_is_said() -> None:
    assert as_markdown(report()) == "**OKR check:** Nothing to mend.\n"


def test_hints_come_last_and_are_folded() -> None:
    told = report(finding(severity="info"), finding(place=("b.yml", 1, 1)), unknown_key(), finding(severity="info"))
    heads = re.findall(r"<details.*", as_markdown(told))
    assert heads == [
        "<details open><summary><code>okrs/b.yml</code>: 1 warning</summary>",
        "<details open><summary><code>okrs/2027-q1/marketing.yml</code>: 1 error</summary>",
        "<details><summary><code>okrs/2027-q1/marketing.yml</code>: 2 hints</summary>",
    ]


def test_a_longer_help_can_be_copied() -> None:
    page = rendered(report(finding(help="Write, for example:\nmetric:\n  unit: leads")))
    assert "<pre><code>metric:\n  unit: leads\n</code></pre>" in page


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_nothing_becomes_html_or_a_link(words: str) -> None:
    tags = re.findall(r"<[^>]*>", rendered(hostile(words)))
    assert [tag for tag in tags if not OURS.fullmatch(tag)] == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_nobody_is_mentioned_and_no_address_becomes_a_link(words: str) -> None:
    assert MENTION.findall(prose(rendered(hostile(words)))) == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_was_opened_is_closed(words: str) -> None:
    page = rendered(hostile(words))
    assert page.count("<details") == page.count("</details>") > 0


@pytest.mark.parametrize("character", ["x", "🎯", "&", "*"])
def test_a_comment_is_never_too_long_and_says_how_much_is_left_out(character: str) -> None:
    findings = [finding(character * 300, place=(f"2027-q1/unit-{n % 50}.yml", n + 1, 1)) for n in range(1_000)]
    printed = as_markdown(report(*findings))
    assert LIMIT * 0.9 < len(printed.encode("utf-16-le")) // 2 <= LIMIT
    left = re.search(r"\n… and (\d+) more\.\n$", printed)
    assert left is not None
    assert printed.count("\n- **warning**") + int(left[1]) == 1_000
    assert printed.count("<details") == printed.count("</details>")
