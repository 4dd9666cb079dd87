"""Which rules are meant: the words of `--select` and `--ignore`."""

from collections.abc import Iterator, Sequence

import click

from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.sources import CODES
from mkdocs_okr.sources.diagnostics import did_you_mean


def chosen(select: Sequence[str], ignore: Sequence[str]) -> tuple[AnyRule, ...]:
    """The rules that `select` means (all of them without a word), less those that `ignore` means.

    Each text may hold several words with commas between them. A word is a rule's code or name, the letters of a series
    ("KR"), or the key of a checklist, of a part of it or of an item. Raises `click.UsageError` for any other word.
    """
    wanted = [_meant(word, "--select") for word in _words(select)]
    unwanted = [_meant(word, "--ignore") for word in _words(ignore)]
    return tuple(
        rule
        for rule in RULES
        if (not wanted or any(rule.code in codes for codes in wanted))
        and not any(rule.code in codes for codes in unwanted)
    )


def _words(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from (word for part in text.split(",") if (word := part.strip()))


def _meant(word: str, option: str) -> set[str]:
    """The codes of the rules that a word means."""
    folded = word.lower()
    found = {rule.code for rule in RULES if folded in _names(rule)}
    if found or folded in _checklist_keys():
        return found
    if any(folded in (code.code.lower(), code.code.lower().rstrip("0123456789"), code.name) for code in CODES.values()):
        raise click.UsageError(f"{option} {word}: errors of reading are always told; choose among the rules only.")
    known = [name for rule in RULES for name in (rule.code, rule.name, _series(rule))]
    advice = did_you_mean(word, dict.fromkeys((*known, *sorted(_checklist_keys()))), "`okr rules` lists all of them.")
    raise click.UsageError(f"{option} {word}: there is no rule, series or checklist of this name. {advice}")


def _names(rule: AnyRule) -> set[str]:
    items = {start for item in rule.serves for start in _starts(item)}
    return {rule.code.lower(), rule.name, _series(rule).lower(), *items}


def _series(rule: AnyRule) -> str:
    """The letters that a rule's code begins with."""
    return rule.code.rstrip("0123456789")


def _checklist_keys() -> set[str]:
    return {start for item in ITEMS for start in _starts(item)}


def _starts(item: str) -> Iterator[str]:
    """An item's key and those of what it is part of: drafting.key-result.lead, drafting.key-result, drafting."""
    parts = item.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1))
