"""The page that says what there is for other programs, what it means, and how to read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_okr.exports.feed import NEWEST_OF_COMPANY, NEWEST_OF_UNIT
from mkdocs_okr.exports.json_file import DATA_PATH, portal_schema
from mkdocs_okr.exports.made import MadeFiles
from mkdocs_okr.exports.portal_data import SCHEMA_PATH
from mkdocs_okr.exports.tables import TABLES, Table
from mkdocs_okr.model import Cycle
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links, calendar_path
from mkdocs_okr.pages.badges import PLACEHOLDER, badge_path, summary_path
from mkdocs_okr.pages.data_paths import COMPANY_FEED, DATA, cycle_anchor, feed_path
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its path as a link, what it is, and its size in words ("" where it has none of its own)."""

    name: str
    href: str
    meaning: str
    size: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing in okrs.json: what it is called there and what it is, its fields with type and meaning."""

    id: str
    name: str
    meaning: str
    fields: tuple[tuple[str, str, str], ...]


def data_page(portal: Portal, files: MadeFiles) -> GeneratedPage:
    """The page, which tells the sizes of the files."""
    formats = "okrs.json, CSV for spreadsheets, Atom feeds of check-ins, JSON Schema"
    return GeneratedPage(
        address=DATA,
        title="Data",
        description=f"What other programs can read: {formats}",
        render=lambda: _render(portal, portal.addresses.seen_from(DATA), files),
        search=(SearchEntry("", "Data", f"For other programs: {formats}"),),
    )


def _render(portal: Portal, links: Links, files: MadeFiles) -> str:
    portfolio = portal.portfolio
    current = portfolio.current_cycle

    def download(path: str, meaning: str) -> Download:
        size = figures.size(files.size(path)) if path in files else ""
        return Download(path, links.file(path), meaning, size)

    unit = portfolio.company
    return portal.render(
        "data.j2",
        links,
        organization=portfolio.organization,
        audience=portfolio.settings.audience,
        files=[
            download(DATA_PATH, "all that these pages show, and the keys of your own below meta"),
            download(SCHEMA_PATH, "its JSON Schema: every field with its type, meaning and unit"),
            download(COMPANY_FEED, f"Atom feed of the newest {NEWEST_OF_COMPANY} check-ins of all units"),
        ],
        unit=unit,
        unit_files=[download(path, meaning) for path, meaning in _of_unit(unit.id, files, current)] if unit else [],
        tables=[(table, tuple(table.columns.items())) for table in TABLES],
        cycles=[
            (cycle.name, cycle_anchor(cycle.id), [download(table.path(cycle.id), table.line) for table in TABLES])
            for cycle in reversed(list(portfolio.cycles.values()))
        ],
        kinds=tuple(_kinds(portal_schema())),
        examples=_examples(portal.addresses.home or PLACEHOLDER, current) if current else None,
        root=links.file(""),
        placeholder="" if portal.addresses.home else PLACEHOLDER,
    )


def _of_unit(unit: str, files: MadeFiles, current: Cycle | None) -> Iterator[tuple[str, str]]:
    """The files of a unit and what they are."""
    yield feed_path(unit), f"Atom feed of the newest {NEWEST_OF_UNIT} check-ins"
    if calendar_path(unit) in files:
        yield calendar_path(unit), "calendar of key dates and check-ins"
    if current:
        yield summary_path(unit), "where the unit stands today"
        yield badge_path(unit), "the same as a picture of one line"


@dataclass(frozen=True, slots=True)
class Examples:
    """How to read the data with common programs."""

    shell: str
    python: str


def _examples(root: str, cycle: Cycle) -> Examples:
    by_week = "index=['unit', 'objective', 'key_result'], columns='week', values='confidence', aggfunc='last'"
    return Examples(
        shell=(
            f"curl -s {root}{DATA_PATH} | jq -r '\n"
            f'  .key_results[] | select(.cycle == "{cycle.id}" and .status == "off-track")\n'
            "  | [.unit, .title, .score, .expected] | @tsv'"
        ),
        python=(
            "import pandas as pd\n\n"
            f"check_ins = pd.read_csv('{root}{_table('check-ins').path(cycle.id)}', parse_dates=['date'])\n"
            f"confidence = check_ins.pivot_table({by_week})"
        ),
    )


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def _kinds(schema: Mapping[str, Any]) -> Iterator[Kind]:
    """The file itself, then every kind of thing in it, in the order in which they are met."""
    definitions = schema["$defs"]
    met = [name for name in _named(schema) if "properties" in definitions[name]]
    for name in met:
        met += [n for n in _named(definitions[name]) if n not in met and "properties" in definitions[n]]
    for name, definition in [(DATA_PATH, schema), *((name, definitions[name]) for name in dict.fromkeys(met))]:
        yield Kind(
            id=name.lower().replace(".", "-"),
            name=name,
            meaning=definition["description"].partition("\n")[0],
            fields=tuple(
                (field, _type(value, definitions), value.get("description", ""))
                for field, value in definition["properties"].items()
            ),
        )


def _named(part: object) -> Iterator[str]:
    """The definitions that a part of the schema names."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"].rpartition("/")[2]
        for key, value in part.items():
            if key != "$defs":
                yield from _named(value)
    elif isinstance(part, list):
        for value in part:
            yield from _named(value)


_WORDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "mapping"}


def _type(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """The type of a field in words: "list of Contribution", "number or null"."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return name if "properties" in definitions[name] else _type(definitions[name], definitions)
    choices = field.get("anyOf") or field.get("oneOf")
    if choices:
        return " or ".join(_type(choice, definitions) for choice in choices)
    if "enum" in field:
        return " or ".join(f"“{choice}”" for choice in field["enum"])
    if "const" in field:
        return str(field["const"])
    if field.get("type") == "array":
        return f"list of {_type(field['items'], definitions)}"
    if field.get("format") == "date":
        return "day"
    type: str = field["type"]
    return _WORDS.get(type, type)
