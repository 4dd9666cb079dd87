"""JSON Schema for every kind of source file, generated from the records that read them.

Editors use them to complete keys, to show what they mean and to mark typing errors; the reader itself stays the
judge. What stands unquoted in YAML and looks like a number is a number to an editor, so numbers are accepted wherever
the reader takes texts.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from mkdocs_okr.sources.records.baseline import BaselineRecord
from mkdocs_okr.sources.records.okrs import CheckInRecord, CycleRecord, OkrFileRecord, ReviewRecord
from mkdocs_okr.sources.records.organization import (
    AttestationsRecord,
    OrganizationRecord,
    PeopleRecord,
    UnitRecord,
)
from mkdocs_okr.sources.records.settings import SettingsRecord
from mkdocs_okr.sources.records.values import Record
from mkdocs_okr.sources.resolve.settings import FORMAT

_RECORDS: Mapping[str, type[Record]] = {
    "settings": SettingsRecord,
    "organization": OrganizationRecord,
    "unit": UnitRecord,
    "people": PeopleRecord,
    "attestations": AttestationsRecord,
    "baseline": BaselineRecord,
    "cycle": CycleRecord,
    "okrs": OkrFileRecord,
    "check-in": CheckInRecord,
    "review": ReviewRecord,
}


def json_schemas() -> Mapping[str, dict[str, Any]]:
    """The schema of each kind of file by the schema's own file name, in the dialect of 2020-12."""
    return {f"{name}.json": _json_schema(name, record) for name, record in _RECORDS.items()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write all schemas into `folder`, which is made where it does not exist; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in json_schemas().items():
        path = folder / name
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


def _json_schema(name: str, record: type[Record]) -> dict[str, Any]:
    schema = record.model_json_schema(by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        _tidy(part)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:mkdocs-okr:format:{FORMAT}:{name}",
        "title": f"mkdocs-okr {name}, format {FORMAT}",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _tidy(record: dict[str, Any]) -> None:
    """Leave out what pydantic says about itself rather than about the format.

    A file may be empty and a mapping may have nothing in it yet; an editor that opens one sees null.
    """
    record.pop("title", None)
    for field in record.get("properties", {}).values():
        field.pop("title", None)
        if field.get("default", ...) is None:
            del field["default"]
        _close(field)


def _close(field: dict[str, Any]) -> None:
    """Mappings with free keys admit no key that does not fit their pattern."""
    for part in (field, *field.get("anyOf", ())):
        if "patternProperties" in part:
            part["additionalProperties"] = False
