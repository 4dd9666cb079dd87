"""Findings as text: each with its source line, a caret under the place, and how to mend it."""

import unicodedata
from collections.abc import Callable

from mkdocs_okr.checks.formats.clean import one_line, shortened, visible
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.formats.summary import summary_line
from mkdocs_okr.sources import Diagnostic, Excerpt

Paint = Callable[[str, str], str]
"""Gives a piece of text the look of its part: a severity, "place", "margin", "caret", "help" or "summary"."""

_WIDTH = 100
"""Characters of a source line that are shown; of a longer one, those around the caret."""


def unpainted(piece: str, part: str) -> str:
    """The piece as it is."""
    return piece


def as_text(report: Report, paint: Paint = unpainted) -> str:
    """Everything found, one paragraph each, and a last line that counts."""
    paragraphs = [_paragraph(report, finding, paint) for finding in report.findings]
    return "\n".join([*paragraphs, f"{paint(summary_line(report.findings), 'summary')}\n"])


def as_concise(report: Report) -> str:
    """One line for each finding."""
    return "".join(f"{_headline(report, finding, unpainted)}\n" for finding in report.findings)


def _paragraph(report: Report, finding: Diagnostic, paint: Paint) -> str:
    excerpt = finding.excerpt
    shown = _excerpt(excerpt, finding.place.line, paint) if excerpt is not None and excerpt.line.strip() else ""
    help = visible(finding.help).rstrip().replace("\n", "\n        ")
    return f"{_headline(report, finding, paint)}\n{shown}  {paint('help:', 'help')} {help}\n"


def _headline(report: Report, finding: Diagnostic, paint: Paint) -> str:
    place = paint(f"{report.path(finding)}:{finding.place.line}:{finding.place.column}", "place")
    severity = paint(finding.severity, finding.severity)
    return f"{place}: {severity} {finding.code} {finding.name}: {shortened(one_line(finding.message))}"


def _excerpt(excerpt: Excerpt, number: int, paint: Paint) -> str:
    line, column = _window(visible(excerpt.line), excerpt.column)
    # The caret stands under the place only if what is above it is as wide: tabs stay tabs, wide signs count twice.
    indent = "".join("\t" if c == "\t" else " " * _cells(c) for c in line[: column - 1])
    return (
        f"{paint(f'{number:>5} | ', 'margin')}{line}\n"
        f"{paint(f'{chr(32):>5} | ', 'margin')}{paint(f'{indent}^', 'caret')}\n"
    )


def _window(line: str, column: int) -> tuple[str, int]:
    if len(line) <= _WIDTH:
        return line, column
    start = max(0, min(column - 1 - _WIDTH // 2, len(line) - _WIDTH))
    shown = line[start : start + _WIDTH]
    if start > 0:
        shown = "…" + shown[1:]
    if start + _WIDTH < len(line):
        shown = shown[:-1] + "…"
    return shown, column - start


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
