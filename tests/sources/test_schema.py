"""The JSON Schemas say the same as the reader: what it takes they take, and a typing error they mark."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mkdocs_okr.sources.schema import json_schemas, write_schemas

SITES = Path(__file__).parent.parent / "sites"
SAMPLE = Path(__file__).parent.parent.parent / "okrs"
GOOD = ("every-key", "small-company")
SCHEMAS = json_schemas()


class _Editor(yaml.SafeLoader):
    """YAML as editors read it: numbers and booleans, but no dates."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _schema_of(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder).parts
    if len(parts) == 1:
        return f"{path.stem}.json"
    if parts[0] == "units":
        return "unit.json"
    if len(parts) == 2:
        return "cycle.json" if path.stem == "cycle" else "okrs.json"
    return {"check-ins": "check-in.json", "reviews": "review.json"}[parts[1]]


def _good_files() -> list[Path]:
    return sorted(path for name in GOOD for path in (SITES / name / "okrs").rglob("*.y*ml"))


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), _Editor)


@pytest.mark.parametrize("path", _good_files(), ids=lambda path: str(path.relative_to(SITES)))
def test_what_the_reader_takes_the_schema_takes(path: Path) -> None:
    folder = next(parent for parent in path.parents if parent.name == "okrs")

    assert list(Draft202012Validator(SCHEMAS[_schema_of(path, folder)]).iter_errors(_read(path))) == []


@pytest.mark.parametrize("path", _good_files(), ids=lambda path: str(path.relative_to(SITES)))
def test_a_mistyped_key_is_marked_by_the_schema(path: Path) -> None:
    folder = next(parent for parent in path.parents if parent.name == "okrs")
    value = _read(path)
    value["titel"] = value.pop(next(iter(value)))

    assert list(Draft202012Validator(SCHEMAS[_schema_of(path, folder)]).iter_errors(value))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_of_the_current_dialect_and_say_their_version(name: str) -> None:
    schema = SCHEMAS[name]

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:mkdocs-okr:format:1:{name.removesuffix('.json')}"
    assert "format 1" in schema["title"]


def _fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for owner, part in [("", schema), *schema.get("$defs", {}).items()]:
        for name, field in part.get("properties", {}).items():
            yield f"{owner}.{name}", field


@pytest.mark.parametrize("name", SCHEMAS)
def test_editors_have_something_to_show_for_every_key(name: str) -> None:
    for where, field in _fields(SCHEMAS[name]):
        assert field.get("description"), where
        assert field.get("examples"), where


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_examples_that_editors_show_are_valid(name: str) -> None:
    schema = SCHEMAS[name]
    for where, field in _fields(schema):
        validator = Draft202012Validator({**field, "$defs": schema.get("$defs", {})})
        for example in field["examples"]:
            assert list(validator.iter_errors(example)) == [], where


@pytest.mark.parametrize(
    ("written", "fine"),
    [
        (120, True),
        ("$600K", True),
        ("1 000", True),
        ("45 %", True),
        ("many", False),
        ([1], False),
    ],
)
def test_numbers_may_be_numbers_or_texts(written: object, fine: bool) -> None:
    okrs = {"objectives": [{"id": "a", "title": "A", "key_results": [
        {"id": "k", "title": "K", "metric": {"target": written}},
    ]}]}  # fmt: skip

    assert Draft202012Validator(SCHEMAS["okrs.json"]).is_valid(okrs) is fine


def test_a_check_in_of_something_that_is_no_key_result_is_marked() -> None:
    validator = Draft202012Validator(SCHEMAS["check-in.json"])

    assert validator.is_valid({"key_results": {"a/b": {"value": 3}}})
    assert not validator.is_valid({"key_results": {"a": {"value": 3}}})


def test_schemas_can_be_written_for_editors(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "new" / "schema")

    assert {path.name: json.loads(path.read_text(encoding="utf-8")) for path in written} == SCHEMAS


@pytest.mark.parametrize("name", sorted(json_schemas()))
def test_the_schemas_beside_the_sample_are_the_reader_s_own(name: str) -> None:
    written = json.loads((SAMPLE / "schema" / name).read_text("utf-8"))
    assert written == json_schemas()[name], "the format has changed: run `make manual`"


def test_every_file_of_the_sample_names_its_schema() -> None:
    for file in SAMPLE.rglob("*.yml"):
        modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8"))
        assert modeline, f"{file} does not tell editors its schema"
        assert (file.parent / modeline[1]).is_file(), f"{file} names a schema that is not there"
