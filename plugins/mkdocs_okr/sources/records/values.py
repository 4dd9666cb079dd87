"""The types that the fields of records are made of: what the reader accepts, and how JSON Schema says the same."""

from collections.abc import Sequence
from datetime import date
from math import inf
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mkdocs_okr.sources import scalars

_WRITTEN = ["string", "number", "boolean"]  # other readers turn `name: 2027` and `name: no` into numbers and booleans

_NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": scalars.NUMBER_PATTERN}],
}


class Record(BaseModel):
    """What stands in a mapping of the format: no key besides those it names."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, regex_engine="rust-regex", defer_build=True)


class OneOrMany:
    """Where a list may stand, one item may stand alone: `values: honesty` is `values: [honesty]`."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


class OrBare:
    """Where a mapping may stand, the text of its one necessary key may stand alone."""

    def __init__(self, key: str, schema: dict[str, Any]) -> None:
        self.key = key
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [self.schema, handler(core)]}


def as_list(value: object) -> object:
    """One text as a list of one."""
    return [value] if isinstance(value, str) else value


def _flag(value: object) -> bool:
    text = scalars.text_in(value, "`true` or `false`").lower()
    if text in {"true", "yes"}:
        return True
    if text in {"false", "no"}:
        return False
    raise scalars.Unreadable(
        "wrong-choice", f"{scalars.shown(value)} is neither `true` nor `false`", "Write `true` or `false`."
    )


def _not_negative(value: object) -> float:
    return scalars.within(value, 0, inf)


def _share(value: object) -> float:
    return scalars.within(value, 0, 1)


def _percent(value: object) -> float:
    return scalars.within(value, 0, 100)


def _positive_whole(value: object) -> int:
    parsed = scalars.whole(value)
    if parsed < 1:
        raise scalars.Unreadable("out-of-range", f"{scalars.shown(value)} is less than 1", "Write `1` or more.")
    return parsed


Text = Annotated[str, WithJsonSchema({"type": _WRITTEN})]
"""Any text, on one line or (with `|`) on many."""

Title = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": _WRITTEN, "minLength": 1})]
"""A text that has to say something."""

Texts = Annotated[list[Text], BeforeValidator(as_list), OneOrMany()]
"""A list of texts; a single one may stand without a list."""

Number = Annotated[float, PlainValidator(scalars.number), WithJsonSchema(_NUMBER_SCHEMA)]
Weight = Annotated[float, PlainValidator(_not_negative), WithJsonSchema(_NUMBER_SCHEMA)]
Share = Annotated[float, PlainValidator(_share), WithJsonSchema(_NUMBER_SCHEMA)]
Percent = Annotated[float, PlainValidator(_percent), WithJsonSchema(_NUMBER_SCHEMA)]
Count = Annotated[int, PlainValidator(scalars.whole), WithJsonSchema(_NUMBER_SCHEMA)]
PositiveCount = Annotated[int, PlainValidator(_positive_whole), WithJsonSchema(_NUMBER_SCHEMA)]
Confidence = Annotated[
    float,
    PlainValidator(scalars.confidence),
    WithJsonSchema({"enum": [0, 0.4, 0.7, 1, "0", "0.4", "0.7", "1"]}),
]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"enum": [True, False, "true", "false", "yes", "no"]})]
Day = Annotated[
    date,
    PlainValidator(scalars.day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Id = Annotated[
    str,
    PlainValidator(scalars.identifier),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": scalars.ID_PATTERN}),
]
Ids = Annotated[list[Id], BeforeValidator(as_list), OneOrMany()]

_PART = "[a-z0-9][a-z0-9-]{0,63}"
REFERENCE_SCHEMA: dict[str, Any] = {"type": "string", "pattern": f"^{_PART}(/{_PART}){{1,3}}$"}
Reference = Annotated[str, PlainValidator(scalars.reference), WithJsonSchema(REFERENCE_SCHEMA)]
References = Annotated[list[Reference], BeforeValidator(as_list), OneOrMany()]
UnitOrReference = Annotated[
    str,
    PlainValidator(scalars.unit_or_reference),
    WithJsonSchema({"type": "string", "pattern": f"^{_PART}(/{_PART}){{0,3}}$"}),
]
OwnKeyResult = Annotated[
    str,
    PlainValidator(scalars.own_key_result),
    WithJsonSchema({"type": "string", "pattern": f"^{_PART}/{_PART}$"}),
]
WebAddress = Annotated[
    str,
    PlainValidator(scalars.web_address),
    WithJsonSchema({"type": "string", "pattern": r"^(https?://|mailto:)\S+$"}),
]
Meta = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]


def meta_field() -> Any:
    """The one free-form mapping that every object has."""
    return Field(
        default=None,
        description="Whatever else you want to note, in keys of your own: the one place where any key is right.",
        examples=[{"cost-centre": "4711"}],
    )


def said(description: str, *examples: Any, default: Any = None, alias: str | None = None) -> Any:
    """A key that may be left out, with what an editor shows about it."""
    return Field(default=default, description=description, examples=list(examples) or None, alias=alias)


def needed(description: str, *examples: Any) -> Any:
    """A key that must be there, with what an editor shows about it."""
    return Field(description=description, examples=list(examples) or None)


def texts(values: Sequence[str] | None) -> tuple[str, ...]:
    """The texts of an optional list."""
    return tuple(values or ())
