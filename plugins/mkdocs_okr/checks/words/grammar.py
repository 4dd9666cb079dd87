"""How the words of a language change their form."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

BASE, THIRD, GERUND, PAST = "base", "third", "gerund", "past"
"""Forms of a verb: win, wins, winning, won."""


class Grammar(NamedTuple):
    """What has to be known of a language beside its words.

    `verb_forms` yields every form of a verb with its name, `noun_forms` every form of any other word. `verb_last` says
    that a title may end with its verb instead of beginning with it ("Kunden gewinnen"). `plural` is found in the words
    that name several.
    """

    verb_forms: Callable[[str], Iterable[tuple[str, str]]]
    noun_forms: Callable[[str], Iterable[str]]
    plural: re.Pattern[str] = re.compile("s$")
    adverb_ending: str = ""
    verb_last: bool = False


def _as_written(word: str) -> Iterator[tuple[str, str]]:
    yield word, BASE


def _one(word: str) -> Iterator[str]:
    yield word


AS_WRITTEN = Grammar(_as_written, _one, verb_last=True)
"""For a language that nothing is known of: its lists hold every form."""

_DOUBLED = re.compile(r"[^aeiou][aeiou][bdglmnprt]$")
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$")
_AFTER_CONSONANT = re.compile(r"[^aeiou]y$")


def _english_verb(written: str) -> Iterator[tuple[str, str]]:
    for verb in _spellings(written):
        head, space, particle = verb.partition(" ")
        for form, name in _english_head(head):
            yield form + space + particle, name


def _english_head(verb: str) -> Iterator[tuple[str, str]]:
    yield verb, BASE
    yield _with_s(verb), THIRD
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    yield stem + "ing", GERUND
    yield verb[:-1] + "ied" if _AFTER_CONSONANT.search(verb) else stem + "ed", PAST
    if _DOUBLED.search(verb):
        yield verb + verb[-1] + "ing", GERUND
        yield verb + verb[-1] + "ed", PAST


def _english_noun(written: str) -> Iterator[str]:
    for word in _spellings(written):
        yield word
        if word[-1:].isalpha() and not word.endswith("s"):
            yield _with_s(word)
        elif word.endswith("ss"):
            yield word + "es"


def _with_s(word: str) -> str:
    if _AFTER_CONSONANT.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _HISSING.search(word) else "s")


_AMERICAN = (
    (re.compile(r"is(e|er|ation|ational)\b"), r"iz\1"),
    (re.compile(r"yse\b"), "yze"),
    (re.compile(r"(behavi|col|lab|fav|endeav|neighb)our"), r"\1or"),
    (re.compile(r"\b(fulfil|enrol|instal)\b"), r"\1l"),
    (re.compile(r"programme\b"), "program"),
    (re.compile(r"logue\b"), "log"),
    (re.compile(r"\bpractise\b"), "practice"),
)


def _spellings(word: str) -> Iterator[str]:
    """A word as the British write it, and as the Americans do."""
    yield word
    american = word
    for pattern, instead in _AMERICAN:
        american = pattern.sub(instead, american)
    if american != word:
        yield american


def _german_verb(verb: str) -> Iterator[tuple[str, str]]:
    yield verb, BASE
    if verb.endswith("en"):
        stem = verb[:-2]
        yield stem + ("et" if stem.endswith(("t", "d")) else "t"), THIRD
    elif verb.endswith("n"):
        yield verb[:-1] + "t", THIRD


def _german_noun(word: str) -> Iterator[str]:
    yield from (word, word + "e", word + "en", word + "n", word + "s", word + "es", word + "er", word + "em")


GRAMMARS = {
    "en": Grammar(
        _english_verb,
        _english_noun,
        plural=re.compile(r"[^s]s$|^(?:people|staff|women|men|children)$"),
        adverb_ending="ly",
    ),
    "de": Grammar(_german_verb, _german_noun, plural=re.compile(r"(?:[enrs]|eltern)$"), verb_last=True),
}
"""By the code of the language."""
