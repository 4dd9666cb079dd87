"""Judges a sentence by its words alone: no files, no metric, at once.

Nothing here may import what reads or computes, nor the other rules: the answer has to come before anybody waits for it.
"""

from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple

from mkdocs_okr.checks.rule import SEVERITIES, AnyRule, Rule
from mkdocs_okr.checks.rules import key_result_wording, objective_wording
from mkdocs_okr.checks.titles import KeyResultTitle, ObjectiveTitle
from mkdocs_okr.checks.words.language import Language, language
from mkdocs_okr.checks.words.sentence import Sentence

OBJECTIVE, KEY_RESULT = "objective", "key-result"
GOOD, BAD = "good", "bad"


class Objection(NamedTuple):
    """What a rule has to say against a sentence."""

    code: str
    name: str
    severity: str
    message: str
    help: str


class Judged(NamedTuple):
    """A sentence and what the rules say of it.

    `kind` is "objective" or "key-result", `verdict` "bad" with a finding at severity warning or error, else "good".
    """

    text: str
    kind: str
    verdict: str
    findings: tuple[Objection, ...] = ()


def judge(text: str, kind: str = KEY_RESULT, words: Language | None = None) -> Judged:
    """Judge a sentence as an objective or a key result, by the words of a language (English unless said otherwise).

    Raises ValueError for another kind.
    """
    if kind not in _RULES:
        raise ValueError(f"A sentence is judged as an {OBJECTIVE} or a {KEY_RESULT}, not as “{kind}”.")
    sentence = Sentence(text, words or language("en"))
    title = ObjectiveTitle(sentence) if kind == OBJECTIVE else KeyResultTitle(sentence)
    findings = tuple(
        Objection(rule.code, rule.name, rule.severity, found.message, found.help)
        for rule in _RULES[kind]
        for found in rule.judge(title, rule.limits)
    )
    is_bad = any(each.severity in _LOUD for each in findings)
    return Judged(text, kind, BAD if is_bad else GOOD, findings)


def _rules(module: ModuleType) -> tuple[AnyRule, ...]:
    return tuple(each for each in vars(module).values() if isinstance(each, Rule))


_LOUD = SEVERITIES[1:]
_RULES: Mapping[str, tuple[AnyRule, ...]] = {
    OBJECTIVE: _rules(objective_wording),
    KEY_RESULT: _rules(key_result_wording),
}
