"""What a version of an OKR file promises: its titles, targets, weights and dates, as far as they can be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from mkdocs_okr.model.audience import AUDIENCES
from mkdocs_okr.sources.document import Problem, Value, decode, parse
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
    """The objectives in a version of a file, all of them with ids, and so their key results. 0.1 ms for 1,000 bytes.

    None for a version that cannot be read: what is missing there is not gone.
    """
    text = decode(raw)
    parsed = None if isinstance(text, Problem) else parse(text)
    if parsed is None or not parsed.complete or not isinstance(parsed.value, dict):
        return None
    objectives = parsed.value.get("objectives") or []
    return (
        objectives if _have_ids(objectives) and all(_have_ids(o.get("key_results") or []) for o in objectives) else None
    )


def promises(objectives: list[Value], audience: str, former: FormerIds) -> dict[str, Promise]:
    """The objectives of a version by what they are called now."""
    widest = AUDIENCES.index(audience)
    found = {}
    for value in objectives:
        name = former.objectives.get(value["id"], value["id"])
        visibility = value.get("visibility") or AUDIENCES[0]
        # A word that means nothing hides: it was meant to.
        is_hidden = visibility not in AUDIENCES or AUDIENCES.index(visibility) > widest
        found[name] = Promise(is_hidden, {} if is_hidden else dict(_said(name, value, former)))
    return found


def former_ids(written: list[Value]) -> FormerIds:
    """The aliases that a version of a file gives."""
    objectives: dict[str, str] = {}
    key_results: dict[tuple[str, str], str] = {}
    for value in written:
        objectives |= dict.fromkeys(_aliases(value), value["id"])
        for inner in value.get("key_results") or ():
            key_results |= {(value["id"], alias): inner["id"] for alias in _aliases(inner)}
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


def _have_ids(values: Value) -> bool:
    """Whether this is a list of objectives or key results that each have their id."""
    return isinstance(values, list) and all(isinstance(value, dict) and _is_id(value.get("id")) for value in values)


def _is_id(value: Value) -> bool:
    try:
        return bool(identifier(value))
    except Unreadable:
        return False


def _aliases(value: Mapping[str, Value]) -> list[str]:
    aliases = value.get("aliases")
    return [alias for alias in (aliases if isinstance(aliases, list) else [aliases]) if isinstance(alias, str)]


def _said(name: str, value: Mapping[str, Value], former: FormerIds) -> Iterator[tuple[Thing, str]]:
    for key in OF_OBJECTIVE:
        yield ("", key), _text(value.get(key))
    for inner in value.get("key_results") or ():
        key_result = former.key_results.get((name, inner["id"]), inner["id"])
        metric = inner.get("metric")
        for key in _OF_KEY_RESULT:
            yield (key_result, key), _text(inner.get(key))
        for key in _OF_METRIC:
            yield (key_result, key), _text(metric.get(key)) if isinstance(metric, dict) else ""


def _text(value: Value) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
