"""Findings as text: each with its source line, a caret under the place, and how to mend it."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from mkdocs_okr.checks.formats.summary import summary_line
from mkdocs_okr.sources import Diagnostic, Excerpt

_COLOURS = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}

_WIDTH = 100
"""Characters of a source line that are shown; of a longer one, those around the caret."""


def as_text(findings: Sequence[Diagnostic], folder: Path) -> Text:
    """Everything found, one paragraph each, and a last line that counts.

    Paths begin with `folder`, so that terminals and editors can open them.
    """
    text = Text()
    for finding in findings:
        text.append_text(_finding(finding, folder))
        text.append("\n")
    text.append(summary_line(findings), style="bold")
    text.append("\n")
    return text


def _finding(finding: Diagnostic, folder: Path) -> Text:
    file, line, column = finding.place
    text = Text()
    text.append(f"{(folder / file).as_posix()}:{line}:{column}", style="bold")
    text.append(": ")
    text.append(finding.severity, style=_COLOURS[finding.severity])
    text.append(f" {finding.code} {finding.name}: {finding.message}\n")
    excerpt = finding.excerpt
    if excerpt is not None and excerpt.line.strip():
        text.append_text(_excerpt(excerpt, line))
    text.append("  help: ", style="cyan")
    text.append(f"{finding.help}\n")
    return text


def _excerpt(excerpt: Excerpt, number: int) -> Text:
    line, column = _window(_visible(excerpt.line), excerpt.column)
    before = line[: column - 1]
    # The caret stands under the place only if what is above it is as wide: tabs stay tabs, wide signs count twice.
    indent = "".join("\t" if c == "\t" else " " * _cells(c) for c in before)
    margin = f"{number:>5} | "
    text = Text()
    text.append(margin, style="dim")
    text.append(f"{line}\n")
    text.append(f"{'':>5} | ", style="dim")
    text.append(f"{indent}^\n", style="bold red")
    return text


def _visible(line: str) -> str:
    """The line without signs that would do something to a terminal."""
    return "".join(c if c == "\t" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


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
