"""Word lists of a language: read from its folder, changed by the company, and looked up word by word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mkdocs_okr.checks.words.grammar import AS_WRITTEN, BASE, GRAMMARS, Grammar

OWN = "own"
"""The language without words: a company that writes in one that nobody has made lists for adds all of them itself."""

LISTS: Mapping[str, str] = {
    "task_verbs": "Verbs for work that is over when it is done, whatever comes of it: implement, launch.",
    "making_verbs": "Verbs for bringing something about; whether that is a task depends on what it is: build, create.",
    "activity_verbs": "Verbs for being busy with something: help, attend, analyse.",
    "cautious_verbs": "Verbs that promise an attempt and no result: explore, try.",
    "keeping_verbs": "Verbs for things that shall stay as they are: maintain, continue.",
    "change_verbs": "Verbs for a change that says nothing until it says by how much: improve, reduce.",
    "weak_verbs": "Verbs that leave all to the words after them: be, have, ensure.",
    "caring_verbs": "Verbs for doing something for somebody, fine where it is said for whom or what: help, keep.",
    "outcome_verbs": "Other verbs that titles begin with, or that say what people do in the end: win, return.",
    "light_verbs": "Verbs that say nothing before a number of things done: make, give (500 calls).",
    "ensuring_verbs": "Verbs that promise that something is so, and do not say how much of it: ensure.",
    "preparing_verbs": "Verbs for getting ready, fine where it is said for whom: prepare.",
    "multiplying_verbs": "Verbs that hold a figure: double, eliminate.",
    "completing_verbs": "Verbs for being done with what was planned: complete, achieve.",
    "spreading_verbs": "Verbs for work whose reach is a result: migrate, train, when it is everybody.",
    "irregular_verbs": "Verbs whose forms are not made by rule, with their forms, one verb a line.",
    "also_nouns": "Verbs that are other words as well, and no order when another word follows: support, open.",
    "noun_gerunds": "Words in -ing that name things: marketing, pricing.",
    "deliverables": "Things that somebody delivers: a website, a process.",
    "activities": "Things that somebody does, no result however many there are: calls, talks.",
    "results": "Things that are results when they are counted: customers, sign-ups.",
    "generic_words": "Words that fit any organisation: business, quality, growth.",
    "people": "People and groups who can do something in a sentence: customers, teams.",
    "ambitious_words": "Words that raise something built above a mere deliverable: world-class, repeatable.",
    "vague_words": "Words that everybody reads in another way: better, several, significantly.",
    "empty_words": "Words that sound like more and say nothing: world-class, significantly.",
    "work_words": "The words of planning itself: KPI, roadmap, backlog.",
    "proofs": "Things that somebody outside grants or refuses: a certification, an award.",
    "baselines": "Words for the first measurement of something: baseline.",
    "quantifiers": "Words for a share that can be checked: all, every, no.",
    "negations": "Words for none at all: no, nobody.",
    "exact_quantities": "Words that are as good as a figure: zero, half, twice.",
    "number_words": "Numbers as words, from two.",
    "number_units": "Words that make the number before them an amount: percent, million.",
    "percent_words": "Words that make the number before them a percentage.",
    "rank_words": "Words that make the number after them a rank: top 10.",
    "range_words": "Words between which a figure moves: from, to.",
    "one_words": "Words before “one” that make a number of it: at least.",
    "frequencies": "How often something happens: from weekly to daily.",
    "labels": "Words whose number is a name: phase 2, tier 1.",
    "time_units": "Spans of time: day, week.",
    "months": "Months and days of the week.",
    "dates": "Words for the cycle and its end: Q1, quarter.",
    "about_words": "Words between a verb and its number: at least, another.",
    "date_words": "Words before a day or an hour: by, until.",
    "ordinals": "Words for a place in an order: first, second.",
    "articles": "The articles.",
    "deadline_words": "Words before a span of time in which work is to be over: in, within.",
    "and_words": "Words that join: and, or.",
    "to_words": "Words between a thing and what it is for: to.",
    "so_words": "Words that open what comes of something: so, which.",
    "of_words": "Words that can stand after the name of a thing but not after an order: of, per.",
    "planning_words": "Words between a share and a word of planning: planned, quarterly.",
    "determiners": "Words that announce the name of a thing: the, our, new.",
    "function_words": "Words without a meaning of their own: and, of, with.",
    "between_words": "Words that make a change specific when they join two by name: between.",
    "guards": "Words that say how or at what price, and so make a change specific: without, while, by.",
    "soft_guards": "Words that make a change specific unless an article follows: with, by.",
    "auxiliaries": "Verbs that show that somebody does or is something: is, can, have.",
    "relatives": "Words that open a clause about the word before them: that, who.",
    "prepositions": "Words that end the name of a thing: for, in, of.",
    "starters": "Words before the verb that are no part of what is said: we, to, will.",
    "usual_business": "Turns of phrase for going on as before: business as usual.",
}
"""The names of all lists, each with what belongs on it."""

_VERBS = frozenset(name for name in LISTS if name.endswith("_verbs") and name != "irregular_verbs")
_NOUNS = frozenset(
    (
        "also_nouns",
        "deliverables",
        "activities",
        "results",
        "people",
        "generic_words",
        "work_words",
        "proofs",
        "baselines",
        "time_units",
        "number_units",
    )
)

BITS: Mapping[str, int] = {name: 1 << place for place, name in enumerate(LISTS)}
"""What stands for each list in `Language.marks`."""

_FOLDER = Path(__file__).parent


class Verb(NamedTuple):
    """A form of a verb: its base form, and which form it is."""

    base: str
    form: str


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The word lists that sentences are judged by.

    `lists` holds the words as written, by the name of the list. `marks` says of every form of every word on which lists
    it is (a sum of `BITS`), `verbs` what form of which verb it is, `phrases` which expressions of several words begin
    with a word, longest first.
    """

    code: str
    lists: Mapping[str, frozenset[str]]
    grammar: Grammar = AS_WRITTEN
    marks: Mapping[str, int] = field(default_factory=dict, repr=False)
    verbs: Mapping[str, Verb] = field(default_factory=dict, repr=False)
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict, repr=False)


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are lists for."""
    return tuple(sorted(each.name for each in _FOLDER.iterdir() if each.is_dir() and any(each.glob("*.txt"))))


def language(
    code: str, *, add: Mapping[str, Sequence[str]] | None = None, remove: Mapping[str, Sequence[str]] | None = None
) -> Language:
    """The lists of the language `code`, with the words that a company added or removed.

    Raises ValueError for a language or a list that does not exist.
    """
    return _language(code, _frozen(add), _frozen(remove))


_Changes = tuple[tuple[str, tuple[str, ...]], ...]


def _frozen(changes: Mapping[str, Sequence[str]] | None) -> _Changes:
    return tuple((name, tuple(words)) for name, words in changes.items()) if changes else ()


@lru_cache(maxsize=16)
def _language(code: str, add: _Changes, remove: _Changes) -> Language:
    if code != OWN and code not in languages():
        known = ", ".join(f"`{each}`" for each in languages())
        raise ValueError(
            f"There are no word lists for the language “{code}”. There are some for {known}; "
            f"with `{OWN}` all words are your own."
        )
    lists = {name: frozenset(_read(code, name)) for name in LISTS}
    for name, more in add:
        lists[_list(name)] |= {_plain(word) for word in more}
    for name, fewer in remove:
        lists[_list(name)] -= {_plain(word) for word in fewer}
    return _indexed(code, lists)


def _list(name: str) -> str:
    if name not in LISTS:
        raise ValueError(f"There is no word list “{name}”. There are {', '.join(f'`{each}`' for each in LISTS)}.")
    return name


def _read(code: str, name: str) -> Iterator[str]:
    path = _FOLDER / code / f"{name}.txt"
    if code != OWN and path.is_file():
        for line in path.read_text("utf-8").splitlines():
            word = _plain(line.partition("#")[0])
            if word:
                yield word


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("’", "'").split())


def _indexed(code: str, lists: Mapping[str, frozenset[str]]) -> Language:
    grammar = GRAMMARS.get(code, AS_WRITTEN)
    irregular = {parts[0]: parts[1:] for line in lists["irregular_verbs"] if (parts := line.split())}
    marks: dict[str, int] = {}
    verbs: dict[str, Verb] = {}
    for name, words in lists.items():
        bit = BITS[name]
        if name == "irregular_verbs":
            continue
        for word in words:
            if name in _VERBS:
                for form, kind in _verb_forms(word, grammar, irregular):
                    marks[form] = marks.get(form, 0) | bit
                    if form not in verbs or kind == BASE:
                        verbs[form] = Verb(word, kind)
            else:
                for form in grammar.noun_forms(word) if name in _NOUNS else (word,):
                    marks[form] = marks.get(form, 0) | bit
    return Language(code, lists, grammar, marks, verbs, _phrases(marks))


def _verb_forms(verb: str, grammar: Grammar, irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    head, space, particle = verb.partition(" ")
    others = irregular.get(head)
    if others is None:
        yield from grammar.verb_forms(verb)
        return
    for form, kind in grammar.verb_forms(head):
        if kind != "past" and not (kind == "gerund" and any(other.endswith("ing") for other in others)):
            yield form + space + particle, kind
    for form in others:
        yield form + space + particle, "gerund" if form.endswith("ing") else "past"


def _phrases(marks: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for expression in marks:
        if " " in expression:
            first, *rest = expression.split()
            found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}
