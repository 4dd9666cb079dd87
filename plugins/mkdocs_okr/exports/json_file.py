"""okrs.json and its schema: one line for each thing, so that two builds can be compared by line."""

import json
from dataclasses import fields
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_json

from mkdocs_okr.exports.portal_data import SCHEMA_PATH, portal_data
from mkdocs_okr.exports.shapes import FORMAT, PortalData, Shape
from mkdocs_okr.pages.portal import Portal

DATA_PATH = "okrs.json"


def json_files(portal: Portal) -> dict[str, bytes]:
    """The data and their schema, by path."""
    return {DATA_PATH: _written(portal_data(portal)), SCHEMA_PATH: _schema_written()}


def _written(data: PortalData) -> bytes:
    parts = []
    for field in fields(PortalData):
        value = getattr(data, field.name)
        if isinstance(value, tuple):
            adapter = TypeAdapter(type(value[0])) if value else None
            text = b",\n".join([adapter.dump_json(each, by_alias=True) for each in value]) if adapter else b""
            text = b"[\n" + text + b"\n]"
        elif isinstance(value, Shape):
            text = TypeAdapter(type(value)).dump_json(value, by_alias=True)
        else:
            text = to_json(value)
        parts.append(to_json(field.name) + b": " + text)
    return b"{\n" + b",\n".join(parts) + b"\n}\n"


@cache
def _schema_written() -> bytes:
    return (json.dumps(portal_schema(), indent=2, ensure_ascii=False) + "\n").encode()


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
