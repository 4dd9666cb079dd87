"""`okr judge`: sentences, judged by their words alone."""

import json
import sys
from collections.abc import Iterator

import click

from mkdocs_okr.checks.formats.clean import one_line
from mkdocs_okr.checks.judging import Judged
from mkdocs_okr.checks.judging import judge as judged
from mkdocs_okr.checks.words.language import language as language_called
from mkdocs_okr.cli.terminal import painting, say

_EXAMPLES = """\b
Examples:
  okr judge "Launch the new website"
  okr judge --kind objective "Become the supplier that customers recommend"
  okr judge --format json < key-results.txt
"""

_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""Signs that JSON leaves as they are and many programs end a line at."""


@click.command(epilog=_EXAMPLES)
@click.argument("sentences", nargs=-1, metavar="[SENTENCE]...")
@click.option(
    "--kind",
    type=click.Choice(["objective", "key-result"]),
    default="key-result",
    show_default=True,
    help="What the sentences are.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people; JSON for programs, one object a line.",
)
@click.option("--language", default="en", show_default=True, help="The language of the sentences.")
def judge(sentences: tuple[str, ...], kind: str, form: str, language: str) -> None:
    """Judge sentences as key results or objectives, by their words alone.

    Without any SENTENCE, one is read from each line of standard input; empty lines are skipped. No files are needed,
    and none are read.

    Exits with 0 whatever the verdict, 2 when the command was mistaken.
    """
    if not sentences and sys.stdin.isatty():
        raise click.UsageError('there is nothing to judge. Write a sentence in quotes: `okr judge "…"`.')
    try:
        words = language_called(language)
    except ValueError as error:
        raise click.UsageError(f"--language {language}: {error}") from None
    for text in sentences or _lines():
        if text.strip():
            verdict = judged(text, kind, words)
            say(_as_json(verdict) if form == "json" else _as_text(verdict))


def _lines() -> Iterator[str]:
    """The lines of standard input, each as soon as it is there."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def _as_json(judged: Judged) -> str:
    found = [
        {
            "rule": finding.code,
            "name": finding.name,
            "severity": finding.severity,
            "message": finding.message,
            "help": finding.help,
        }
        for finding in judged.findings
    ]
    told = {"text": judged.text, "kind": judged.kind, "verdict": judged.verdict, "findings": found}
    return f"{json.dumps(told, ensure_ascii=False).translate(_BREAKS)}\n"


def _as_text(judged: Judged) -> str:
    painted = painting()
    verdict = painted(judged.verdict, "good" if judged.verdict == "good" else "error")
    lines = [f"{verdict}: {one_line(judged.text)}"]
    for finding in judged.findings:
        severity = painted(finding.severity, finding.severity)
        lines.append(f"  {severity} {finding.code} {finding.name}: {one_line(finding.message)}")
        lines.append(f"    {painted('help:', 'help')} {one_line(finding.help)}")
    return "\n".join(lines) + "\n"
