"""The five letters of SMART, for each key result: which findings cost which letter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.model import KeyResult
from mkdocs_okr.sources import Diagnostic

Letters = Mapping[str, tuple[Diagnostic, ...]]
"""The letters that a key result lacks, each with the findings that cost it."""


def smart_letters(
    key_results: Iterable[KeyResult], findings: Iterable[Diagnostic], rules: Iterable[AnyRule] = RULES
) -> Mapping[str, Letters]:
    """What each of the key results lacks, by its full reference; those that lack nothing are not in it.

    A finding costs a letter if its rule has one: the key result that it is about, or all key results of the objective
    that it is about.
    """
    costs = {rule.code: rule.smart for rule in rules if rule.smart}
    by_object: dict[str, list[tuple[str, Diagnostic]]] = defaultdict(list)
    for finding in findings:
        letter = costs.get(finding.code)
        if letter:
            by_object[finding.object].append((letter, finding))
    if not by_object:
        return {}
    lacking: dict[str, Letters] = {}
    for key_result in key_results:
        name = str(key_result.ref)
        found: dict[str, tuple[Diagnostic, ...]] = {}
        for letter, finding in (*by_object.get(name, ()), *by_object.get(str(key_result.ref.of_objective), ())):
            found[letter] = (*found.get(letter, ()), finding)
        if found:
            lacking[name] = found
    return lacking
