"""`okr explain`: the page of a rule."""

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.formats.described import described
from mkdocs_okr.checks.registry import rule_called
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.cli.terminal import say
from mkdocs_okr.sources import CODES, Code
from mkdocs_okr.sources.diagnostics import did_you_mean

_EXAMPLES = """\b
Examples:
  okr explain KR001
  okr explain key-result-without-metric
"""


@click.command(epilog=_EXAMPLES)
@click.argument("rule")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)
def explain(rule: str, form: str) -> None:
    """Explain a rule: what it judges, why it matters, and what is better.

    RULE is its code or its name. Errors of reading (SRC…) have one, too.

    Exits with 2 when there is no such rule.
    """
    known, code = rule_called(rule), _code_called(rule)
    if known is not None:
        data, page = _data(known), _page(known)
    elif code is not None:
        data, page = _data_of_code(code), _page_of_code(code)
    else:
        words = [word for each in described() for word in (each.code, each.name)]
        advice = did_you_mean(rule, words, "`okr rules` lists all of them.")
        raise click.UsageError(f"there is no rule “{rule}”. {advice}")
    if form == "json":
        say(f"{json.dumps(data, ensure_ascii=False, indent=2)}\n")
    elif sys.stdout.isatty():
        _show(page)
    else:
        say(page)


def _code_called(word: str) -> Code | None:
    return next((code for code in CODES.values() if word.lower() in (code.code.lower(), code.name)), None)


def _data(rule: AnyRule) -> dict[str, Any]:
    return {
        "rule": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "summary": rule.page.summary,
        "items": {item: ITEMS[item].title for item in rule.serves},
        "limits": dict(rule.limits),
        "markdown": rule.page.markdown,
    }


def _page(rule: AnyRule) -> str:
    facts = [f"Severity: {rule.severity}", *(f"Serves: {ITEMS[item].title} (`{item}`)" for item in rule.serves)]
    if rule.smart:
        facts.append(f"A finding costs the letter {rule.smart} of SMART")
    facts += [f"Option: `{name}`, {value:g} unless you set it" for name, value in rule.limits.items()]
    silence = (
        f"Beside the place, with a reason: `# okr: ignore[{rule.code}] the reason`. For the whole company, in "
        f"`settings.yml`:\n\n```yaml\nchecks:\n  rules:\n    {rule.name}: ignore\n```"
    )
    sections = {**rule.page.sections, "How to silence it": silence}
    return _document(rule.code, rule.name, rule.page.summary, facts, sections)


def _data_of_code(code: Code) -> dict[str, Any]:
    return {
        "rule": code.code,
        "name": code.name,
        "severity": code.severity,
        "summary": code.meaning,
        "items": {},
        "limits": {},
        "markdown": code.meaning,
    }


def _page_of_code(code: Code) -> str:
    facts = [f"Severity: {code.severity}"]
    silence = (
        "An error of reading cannot be silenced: what cannot be read cannot be published. Each says how to mend it."
        if code.severity == "error"
        else "It cannot be silenced, but only a strict build fails by it. Each says how to mend it."
    )
    return _document(code.code, code.name, code.meaning, facts, {"How to silence it": silence})


def _document(code: str, name: str, summary: str, facts: Sequence[str], sections: dict[str, str]) -> str:
    parts = [f"# {code} {name}", summary, "\n".join(f"- {fact}" for fact in facts)]
    parts += [f"## {title}\n\n{text}" for title, text in sections.items()]
    return "\n\n".join(parts) + "\n"


def _show(page: str) -> None:
    """The page with headings, lists and coloured examples."""
    from rich.console import Console  # takes a moment to load, and a pipe does without
    from rich.markdown import Markdown

    Console().print(Markdown(page))
