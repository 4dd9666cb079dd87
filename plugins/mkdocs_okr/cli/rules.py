"""`okr rules`: all rules, by checklist."""

import json
import shutil
import sys
import textwrap
from collections.abc import Sequence

import click

from mkdocs_okr.checks.formats.described import Described, grouped, of_rule
from mkdocs_okr.checks.formats.text import Paint, unpainted
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.cli.terminal import painting, say

_EXAMPLES = """\b
Examples:
  okr rules
  okr rules --format markdown > rules.md
"""

_LEAST = 40
"""Columns that a summary needs beside code, name and severity; with fewer it gets lines of its own."""


@click.command(epilog=_EXAMPLES)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs, Markdown for documents.",
)
def rules(form: str) -> None:
    """List all rules, by checklist.

    Each has a code and a name, a severity unless you chose another, and a sentence that says what it judges.
    `okr explain RULE` tells more about one of them.
    """
    if form == "text":
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        say(listed(RULES, width, painting()))
    else:
        known = [of_rule(rule) for rule in RULES]
        say(_as_json(known) if form == "json" else _as_markdown(known))


def listed(rules: Sequence[AnyRule], width: int | None, paint: Paint = unpainted) -> str:
    """The rules below their checklists, each on a line; where `width` columns are too few for it, on several."""
    known = [of_rule(rule) for rule in rules]
    codes = max((len(rule.code) for rule in known), default=0)
    names = max((len(rule.name) for rule in known), default=0)
    parts = []
    for group, members in grouped(known):
        lines = [paint(group.title, "summary")]
        for rule in members:
            name, severity = paint(f"{rule.name:<{names}}", "place"), paint(f"{rule.severity:<7}", rule.severity)
            head = f"{rule.code:<{codes}}  {name}  {severity}"
            lines.append(_row(head, rule.summary, codes + names + 13, width))
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _row(head: str, summary: str, indent: int, width: int | None) -> str:
    """Head and summary side by side, the summary `indent` columns from the left."""
    if width is None:
        return f"{head}  {summary}"
    beside = width - indent >= _LEAST
    first, *others = textwrap.wrap(
        summary, width - indent if beside else max(width - 4, 1), break_long_words=False, break_on_hyphens=False
    )
    if beside:
        return "\n".join([f"{head}  {first}", *(f"{'':{indent}}{line}" for line in others)])
    return "\n".join([head.rstrip(), *(f"    {line}" for line in (first, *others))])


def _as_json(known: Sequence[Described]) -> str:
    listed = [
        {
            "rule": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "summary": rule.summary,
            "checklist": group.key,
            "items": list(rule.items),
        }
        for group, members in grouped(known)
        for rule in members
    ]
    return f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n"


def _as_markdown(known: Sequence[Described]) -> str:
    parts = []
    for group, members in grouped(known):
        rows = "".join(
            f"| {rule.code} | {rule.name} | {rule.severity} | {rule.summary.replace('|', chr(92) + '|')} |\n"
            for rule in members
        )
        parts.append(f"## {group.title}\n\n| code | name | severity | judges |\n|---|---|---|---|\n{rows}")
    return "\n".join(parts)
