"""All rules, and how one is found by its code or name."""

from collections.abc import Mapping
from types import ModuleType

from mkdocs_okr.checks.rule import AnyRule, Rule
from mkdocs_okr.checks.rules import (
    action_plan,
    alignment,
    attestations,
    best_practice,
    check_ins,
    co_create,
    confidence,
    dependencies,
    drafting_counts,
    drafting_key_result,
    drafting_objective,
    drafting_targets,
    enterprise,
    housekeeping,
    key_result_wording,
    objective_wording,
    perspectives,
    playbook,
    practitioner,
    privacy,
    ranking,
    readiness,
    reviews,
    roles,
)

MODULES: tuple[ModuleType, ...] = (
    objective_wording,
    drafting_objective,
    drafting_counts,
    key_result_wording,
    drafting_key_result,
    drafting_targets,
    ranking,
    alignment,
    perspectives,
    dependencies,
    readiness,
    best_practice,
    practitioner,
    enterprise,
    co_create,
    action_plan,
    check_ins,
    confidence,
    reviews,
    playbook,
    roles,
    privacy,
    attestations,
    housekeeping,
)
"""The modules that hold rules, in the order in which rules are listed."""

RULES: tuple[AnyRule, ...] = tuple(
    found for module in MODULES for found in vars(module).values() if isinstance(found, Rule)
)
"""Every rule, in order of module and of appearance."""

_BY_WORD: Mapping[str, AnyRule] = {word.lower(): rule for rule in RULES for word in (rule.code, rule.name)}


def rule_called(word: str) -> AnyRule | None:
    """The rule with this code or name, however it is capitalised; None where there is none."""
    return _BY_WORD.get(word.lower())
