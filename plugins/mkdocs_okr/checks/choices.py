"""What a company chose for each rule: how loud it is, and its numbers."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mkdocs_okr.checks.rule import AnyRule, Limits
from mkdocs_okr.model import CheckSettings

IGNORE = "ignore"
"""The severity of a rule that is switched off."""


class Choice(NamedTuple):
    """A rule's severity ("ignore" where it is switched off) and limits here, by default its own."""

    severity: str
    limits: Limits


def choices(settings: CheckSettings, rules: Sequence[AnyRule]) -> Mapping[str, Choice]:
    """What holds for each of `rules`, by code."""
    codes = {word.lower(): rule.code for rule in rules for word in (rule.code, rule.name)}
    chosen = {codes[word.lower()]: setting for word, setting in settings.rules.items() if word.lower() in codes}
    found = {}
    for rule in rules:
        setting = chosen.get(rule.code)
        severity = (setting and setting.severity) or rule.severity
        found[rule.code] = Choice(severity, {**rule.limits, **setting.limits} if setting else rule.limits)
    return found
