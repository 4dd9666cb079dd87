"""Check-ins as text: a new file, or what is new in a file that somebody has begun."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import Node, ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag
from ruamel.yaml.util import load_yaml_guess_indent

_PLAIN = re.compile(r"[A-Za-z][\w .()/%€$§+-]*[\w.)%€]", re.ASCII)
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_AS_IT_IS = 1 << 20
"""Columns after which a line of a file would be folded: never."""


_FOCUS = ("near_term", "projects", "events")
LISTS = ("wins", "pipeline", *_FOCUS)
"""The keys of a check-in's lists; some of them stand below `focus`."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a key result: None and "" for what is left unsaid. `confidence` is 0, 0.4, 0.7 or 1."""

    value: float | None = None
    confidence: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SaidOfHealth:
    """What somebody says of a health metric. `light` is green, amber, red or empty."""

    value: float | None = None
    light: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A check-in as somebody says it.

    `key_results` maps `objective/key-result` to what is said of it, `answers` a key of `HARD_QUESTIONS` to the answer,
    `lists` a key of `LISTS` to what is to be added there, `health` the id of a health metric to its state. `by` is a
    person's id, or empty.
    """

    by: str = ""
    key_results: Mapping[str, Said] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    health: Mapping[str, SaidOfHealth] = field(default_factory=dict)


def new_check_in(words: Words) -> str:
    """The text of a new file."""
    lines = [f"by: {words.by}"] if words.by else []
    if words.key_results:
        lines.append("key_results:")
        lines += [f"  {name}: {_flow(_entry(said))}" for name, said in words.key_results.items()]
    lines += [f"{question}: {_text(answer)}" for question, answer in words.answers.items() if answer]
    focus = {key: _list(words.lists[key]) for key in _FOCUS if words.lists.get(key)}
    lines += [f"{key}: {_list(items)}" for key, items in words.lists.items() if items and key not in _FOCUS]
    if focus:
        lines.append(f"focus: {_flow(focus)}")
    if words.health:
        lines.append("health:")
        lines += [f"  {name}: {_flow(_state(said))}" for name, said in words.health.items()]
    return "".join(f"{line}\n" for line in lines)


def continued_check_in(text: str, words: Words, former: Mapping[str, Sequence[str]]) -> str:
    """The text of a file that is there already, with what is new in it; comments and order stay.

    New figures take the place of old ones, new words stand behind those that are there. `text` is what the reader
    accepts. `former` maps key results to names that they had before: where the file still uses one, it goes on to.
    """
    yaml = _yaml()
    document, indent, offset = load_yaml_guess_indent(text, yaml=yaml)
    if not isinstance(document, CommentedMap):  # an empty file, or one of comments only
        return text + ("" if not text or text.endswith("\n") else "\n") + new_check_in(words)
    if indent:
        yaml.indent(mapping=2, sequence=indent, offset=offset or 0)
    if words.by:
        document["by"] = words.by
    for key, told in (
        ("key_results", {name: _entry(said) for name, said in words.key_results.items()}),
        ("health", {name: _state(said) for name, said in words.health.items()}),
    ):
        for name, parts in told.items():
            section = _mapping(document, key, flow=False)
            known = next((each for each in (name, *former.get(name, ())) if each in section), name)
            below = _mapping(section, known, flow=True)
            note = below.get("note")
            below.update((part, yaml.load(written)) for part, written in parts.items())
            if note and "note" in parts:
                below["note"] = yaml.load(_quoted(_both(note, below["note"], " ")))
    for question, answer in words.answers.items():
        document[question] = yaml.load(_text(_both(document.get(question), answer, "\n\n")))
    for key, items in words.lists.items():
        if items:
            below = _mapping(document, "focus", flow=False) if key in _FOCUS else document
            _append(below, key, [yaml.load(_text(item)) for item in items])
    written = io.StringIO()
    yaml.dump(document, written)
    return written.getvalue()


class _Texts(VersionedResolver):
    """Takes every scalar for the text that it is, as the reader does, and an empty place for nothing."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0]:
            return Tag(suffix=f"tag:yaml.org,2002:{'str' if value else 'null'}")
        return super().resolve(kind, value, implicit)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _Texts
    yaml.preserve_quotes = True
    yaml.width = _AS_IT_IS
    return yaml


def _mapping(document: CommentedMap, key: str, *, flow: bool) -> CommentedMap:
    """The mapping below a key, which is made where there is none; new ones stand on one line with `flow`."""
    found = document.get(key)
    if not isinstance(found, CommentedMap):
        found = document[key] = CommentedMap()
        if flow:
            found.fa.set_flow_style()
    return found


def _both(before: str | None, words: str, between: str) -> str:
    """What was said and what is said now; once where it is the same."""
    return words if not before or words == before else f"{before.rstrip()}{between}{words}"


def _append(document: CommentedMap, key: str, items: Sequence[str]) -> None:
    """Add items to the list below a key, which may be a single text or not there yet."""
    before = document.get(key)
    if isinstance(before, CommentedSeq):
        before.extend(items)
    elif items:
        document[key] = [*([before] if before else []), *items]


def written_number(value: float) -> str:
    """A number as files hold it: digits, without an exponent."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _entry(said: Said) -> dict[str, str]:
    found = {}
    if said.value is not None:
        found["value"] = written_number(said.value)
    if said.confidence is not None:
        found["confidence"] = written_number(said.confidence)
    if said.note:
        found["note"] = _quoted(said.note)
    return found


def _state(said: SaidOfHealth) -> dict[str, str]:
    found = {} if said.value is None else {"value": written_number(said.value)}
    return {**found, "light": said.light} if said.light else found


def _flow(parts: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {written}' for key, written in parts.items())}}}"


def _list(items: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, items))}]"


def _text(words: str) -> str:
    """A text as people write it, where it cannot mean anything else; in quotes everywhere else."""
    return words if _PLAIN.fullmatch(words) and words.lower() not in _WORDS_OF_YAML else _quoted(words)


def _quoted(words: str) -> str:
    """A text in quotes; what JSON writes is YAML as well, but for three signs that YAML knows more ends of lines by."""
    written = json.dumps(words, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda sign: f"\\u{ord(sign[0]):04x}", written)
