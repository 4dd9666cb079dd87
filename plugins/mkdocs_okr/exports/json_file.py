"""okrs.json and its schema: one line for each thing, so that two builds can be compared by line."""

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from mkdocs_okr.exports.made import Make
from mkdocs_okr.exports.portal_data import SCHEMA_PATH, portal_data
from mkdocs_okr.exports.shapes import FORMAT, PortalData
from mkdocs_okr.pages.portal import Portal

DATA_PATH = "okrs.json"


def json_files(portal: Portal) -> dict[str, Make]:
    """The data and their schema, by path."""
    return {DATA_PATH: lambda: _written(portal_data(portal)), SCHEMA_PATH: _schema_written}


def _written(data: PortalData) -> bytes:
    parts = []
    for name, adapter in _adapters().items():
        value = getattr(data, name)
        if isinstance(value, tuple):
            lines = b",\n".join([adapter.dump_json(each, by_alias=True) for each in value])
            written = b"[\n" + lines + b"\n]"
        else:
            written = adapter.dump_json(value, by_alias=True)
        parts.append(f'"{name}": '.encode() + written)
    return b"{\n" + b",\n".join(parts) + b"\n}\n"


@cache
def _adapters() -> Mapping[str, TypeAdapter[Any]]:
    """What writes each field, or each thing in it where it is a list. Made once: it takes a fifth of a second."""
    hints = get_type_hints(PortalData)
    return {
        field.name: TypeAdapter(get_args(hint)[0] if get_origin(hint := hints[field.name]) is tuple else hint)
        for field in fields(PortalData)
    }


@cache
def _schema_written() -> bytes:
    return (json.dumps(portal_schema(), indent=2, ensure_ascii=False) + "\n").encode()


@cache
def portal_schema() -> dict[str, Any]:
    """The JSON Schema of okrs.json, in the dialect of 2020-12."""
    schema = TypeAdapter(PortalData).json_schema(mode="serialization", by_alias=True)
    for part in (schema, *schema["$defs"].values()):
        part.pop("title", None)
        for field in part.get("properties", {}).values():
            field.pop("title", None)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:mkdocs-okr:data:{FORMAT}",
        "title": f"mkdocs-okr data, format {FORMAT}",
        **schema,
    }
