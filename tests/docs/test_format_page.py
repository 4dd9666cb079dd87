"""The manual names every key of every file, with what the reader really takes."""

import json
import re

from mkdocs_okr.model import PLAYBOOK_TOPICS
from mkdocs_okr.sources.folder import RESERVED_CYCLES
from mkdocs_okr.sources.records.organization import InlineUnitRecord
from mkdocs_okr.sources.schema import json_schemas
from tests.docs.key_tables import DEFAULTS, PAGE, ROOTS, reachable, with_tables
from tests.docs.reading import slugs

TEXT = PAGE.read_text("utf-8")


def test_the_tables_say_what_the_reader_takes() -> None:
    assert with_tables(TEXT) == TEXT, "the keys have changed: run `make manual`"


def test_every_kind_of_mapping_has_its_table_once() -> None:
    shown = re.findall(r"<!-- keys: (\w+) -->", TEXT)
    # A unit in organization.yml has the keys of a unit's file and an id: the page says so instead of repeating them.
    assert sorted(shown) == sorted(record.__name__ for record in reachable() if record is not InlineUnitRecord)


def test_every_key_of_the_published_schemas_is_in_a_table() -> None:
    schemas = json_schemas()
    assert len(schemas) == len(ROOTS)
    named = set(re.findall(r"^\| `([\w-]+)`", TEXT, re.MULTILINE))
    for schema in schemas.values():
        parts = [schema, *schema.get("$defs", {}).values()]
        assert {key for part in parts for key in part.get("properties", {})} <= named, json.dumps(schema["title"])


def test_every_topic_of_a_playbook_is_named() -> None:
    section = TEXT.partition("## Playbook")[2].partition("\n## ")[0]
    assert [topic for topic in PLAYBOOK_TOPICS if f"`{topic}`" not in section] == []


def test_every_name_that_a_cycle_cannot_have_is_named() -> None:
    said = re.search(r"A cycle cannot be called (.*?), because", TEXT, re.DOTALL)
    assert said is not None
    assert set(re.findall(r"`([^`]+)`", said[1])) == RESERVED_CYCLES


def test_defaults_are_told_of_keys_that_exist() -> None:
    assert [key for record, key in DEFAULTS if key not in record.model_fields] == []


def test_tables_lead_to_sections_that_exist() -> None:
    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) <= slugs(TEXT)
