"""What a version of an OKR file promises: its titles, targets, weights and dates, as far as they can be read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from mkdocs_okr.model.audience import AUDIENCES
from mkdocs_okr.sources.document import Problem, Value, decode, parse
from mkdocs_okr.sources.records.okrs import OkrFileRecord
from mkdocs_okr.sources.scalars import Unreadable, day, identifier, number

Thing = tuple[str, str]
"""A key result ("" for the objective itself) and one of its fields."""

_OF_METRIC = ("baseline", "target", "keep", "low", "high", "unit", "deliverable")
_OF_KEY_RESULT = ("title", "due", "weight")
OF_OBJECTIVE = ("title", "weight")

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Promise:
    """An objective in one version of a file. `said` holds what is written of each thing, "" where nothing is.

    `is_hidden` says that it was not for the portal's readers then: what it said is nobody's business now.
    """

    is_hidden: bool
    said: Mapping[Thing, str] = field(default_factory=dict)

    @property
    def key_results(self) -> dict[str, str]:
        """The titles of the key results, by id."""
        return {thing[0]: text for thing, text in self.said.items() if thing[0] and thing[1] == "title"}

    @property
    def title(self) -> str:
        """What the objective was called."""
        return self.said.get(("", "title"), "")


@dataclass(frozen=True, slots=True)
class FormerIds:
    """What things are called now that had other ids: objectives by theirs, key results by (objective now, id)."""

    objectives: Mapping[str, str]
    key_results: Mapping[tuple[str, str], str]


def objectives_in(raw: bytes) -> list[Value] | None:
    """The objectives in a version of a file. 0.2 ms for 1,000 bytes.

    None for a version with any mistake for which it could not be published: nobody knows what was meant, least of all
    who was meant to read it.
    """
    text = decode(raw)
    parsed = None if isinstance(text, Problem) else parse(text)
    if parsed is None or not parsed.complete or parsed.problems:
        return None
    value = {} if parsed.value is None else parsed.value
    try:
        OkrFileRecord.model_validate(value)
    except ValidationError:
        return None
    objectives = value.get("objectives") or []
    siblings = (objectives, *(objective.get("key_results") or () for objective in objectives))
    return objectives if all(_have_own_names(values) for values in siblings) else None


def promises(objectives: list[Value], audience: str, former: FormerIds) -> dict[str, Promise]:
    """The objectives of a version by what they are called now."""
    widest = AUDIENCES.index(audience)
    found: dict[str, Promise] = {}
    for value in objectives:
        id = identifier(value["id"])
        name = former.objectives.get(id, id)
        is_hidden = AUDIENCES.index(value.get("visibility") or AUDIENCES[0]) > widest
        if name in found:  # two that have become one since then: who might not read one of them is not told of either
            is_hidden = is_hidden or found[name].is_hidden
        found[name] = Promise(is_hidden, {} if is_hidden else dict(_said(name, value, former)))
    return found


def former_ids(written: list[Value]) -> FormerIds:
    """The aliases that a version of a file gives."""
    objectives: dict[str, str] = {}
    key_results: dict[tuple[str, str], str] = {}
    for value in written:
        id = identifier(value["id"])
        objectives |= dict.fromkeys(_aliases(value), id)
        for inner in value.get("key_results") or ():
            key_results |= {(id, alias): identifier(inner["id"]) for alias in _aliases(inner)}
    return FormerIds(objectives, key_results)


def is_same(field: str, one: str, other: str, ends: date) -> bool:
    """Whether two texts of a field mean the same; a key result is due on `ends` where nobody wrote a day."""
    return _meaning(field, one, ends) == _meaning(field, other, ends)


def _meaning(field: str, text: str, ends: date) -> object:
    text = text.strip()
    try:
        if field == "due":
            return day(text) if text else ends
        if field == "weight" and not text:
            return 1.0
        if field not in ("title", "deliverable", "unit", "keep"):
            return number(text)
    except Unreadable:
        pass
    return text


def _have_own_names(values: Iterable[Mapping[str, Value]]) -> bool:
    """Whether no id or former id of these is that of another one."""
    names = [name for value in values for name in (identifier(value["id"]), *_aliases(value))]
    return len(set(names)) == len(names)


def _aliases(value: Mapping[str, Value]) -> list[str]:
    aliases = value.get("aliases") or []
    return [identifier(alias) for alias in (aliases if isinstance(aliases, list) else [aliases])]


def _said(name: str, value: Mapping[str, Value], former: FormerIds) -> Iterator[tuple[Thing, str]]:
    for key in OF_OBJECTIVE:
        yield ("", key), _text(value.get(key))
    for inner in value.get("key_results") or ():
        id = identifier(inner["id"])
        key_result = former.key_results.get((name, id), id)
        metric = inner.get("metric")
        for key in _OF_KEY_RESULT:
            yield (key_result, key), _text(inner.get(key))
        for key in _OF_METRIC:
            yield (key_result, key), _text(metric.get(key)) if isinstance(metric, dict) else ""


def _text(value: Value) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
