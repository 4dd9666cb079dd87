"""Findings as Markdown: a comment for a merge request."""

import html
import re

from mkdocs_okr.checks.formats.clean import one_line, shortened, visible
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.formats.summary import counted, summary_line
from mkdocs_okr.sources import Diagnostic

LIMIT = 60_000
"""Characters of a comment, as UTF-16 counts them: GitHub takes no more than 65,536."""

_LAST_LINE = 100
"""Characters kept free for the line that says how many are left out."""

_CODE = re.compile(r"(`[^`\n]+`)")
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#|~&!$])")
# What hosts make links and mentions of: @name, #12, !12, ~label, %milestone, $12, &12, GH-12, addresses of pages.
_TRIGGER = re.compile(r'([@#!~%$^&](?=[\w"])|\bGH-(?=\d)|\bwww(?=\.)|:(?=//))', re.IGNORECASE)
_WORD_JOINER = "\N{WORD JOINER}"


def as_markdown(report: Report) -> str:
    """A summary, then errors and warnings by file, then hints by file, folded.

    Nothing that a user wrote becomes HTML, a link or a mention. What goes beyond `LIMIT` is counted.
    """
    parts = [f"**OKR check:** {summary_line(report.findings)}\n"]
    room = LIMIT - _LAST_LINE - _size(parts[0])
    shown = 0
    for path, findings in _by_file(report):
        first, last = _frame(path, findings)
        room -= _size(first) + _size(last)
        entries = []
        for entry in map(_entry, findings):
            room -= _size(entry)
            if room < 0:
                break
            entries.append(entry)
        if entries:
            parts += [first, *entries, last]
        shown += len(entries)
        if room < 0:
            break
    if shown < len(report.findings):
        parts.append(f"\n… and {len(report.findings) - shown} more.\n")
    return "".join(parts)


def _by_file(report: Report) -> list[tuple[str, list[Diagnostic]]]:
    """Files with what is loud in them, then files with hints: what does not fit is the quietest."""
    loud: dict[str, list[Diagnostic]] = {}
    quiet: dict[str, list[Diagnostic]] = {}
    for finding in report.findings:
        files = quiet if finding.severity == "info" else loud
        files.setdefault(report.path(finding), []).append(finding)
    return [*loud.items(), *quiet.items()]


def _frame(path: str, findings: list[Diagnostic]) -> tuple[str, str]:
    """What stands before and after the findings of a file."""
    state = "" if findings[0].severity == "info" else " open"
    title = f"<code>{html.escape(path)}</code>: {counted(findings)}"
    return f"\n<details{state}><summary>{title}</summary>\n\n", "\n</details>\n"


def _entry(finding: Diagnostic) -> str:
    """A finding as an item of a list; the lines of a longer help are there to be copied."""
    help, _, copied = visible(finding.help).strip().partition("\n")
    text = (
        f"- **{finding.severity}**, line {finding.place.line}, {finding.code} {finding.name}: "
        f"{_prose(shortened(one_line(finding.message)))}  \n  {_prose(shortened(one_line(help)))}\n"
    )
    return text + _block(shortened(copied)) if copied.strip() else text


def _prose(text: str) -> str:
    """A user's words as text that is only text; what stands in backticks stays code."""
    pieces = _CODE.split(text)
    return "".join(piece if number % 2 else harmless(piece) for number, piece in enumerate(pieces))


def harmless(text: str) -> str:
    """A user's words as text that is only text: no markup, no link, and nobody who is called by it."""
    return _MARKUP.sub(r"\\\1", _TRIGGER.sub(rf"\1{_WORD_JOINER}", text))


def _block(text: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    lines = "".join(f"  {line}\n" for line in [fence, *text.splitlines(), fence])
    return f"\n{lines}"


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
