"""okrs.json: everything that the portal publishes, as its schema says."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from pydantic_core import from_json

from mkdocs_okr.exports.json_file import portal_schema
from tests.portal.published import Published, a_company, an_objective
from tests.portal.test_cycle_states import TODAY, every_state
from tests.portal.test_hostile import ATTACKS, company

Publish = Callable[..., Published]
LINES = "One \\ two\n\n# three\u2003\t\"four\" ]]> 'five' é 漢 🙂"


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def data(published: Published) -> dict[str, Any]:
    """What two independent parsers and two independent validators accept."""
    written = published.site.files["okrs.json"]
    parsed: dict[str, Any] = json.loads(written, parse_constant=_no_constant)
    assert parsed == from_json(written, allow_inf_nan=False)
    schema = json.loads(published.site.files[parsed["schema"]])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(parsed)
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(parsed)
    return parsed


def refuses(parsed: dict[str, Any]) -> bool:
    """Whether both validators refuse it."""
    schema = portal_schema()
    verdicts = {Draft202012Validator(schema).is_valid(parsed), jsonschema_rs.is_valid(schema, parsed)}
    assert len(verdicts) == 1
    return verdicts == {False}


def test_two_readers_accept_the_sample(portal: Published) -> None:
    parsed = data(portal)
    assert (parsed["format"], parsed["as_of"], parsed["url"]) == (1, "2026-06-23", None)
    assert {key for key, value in parsed.items() if isinstance(value, list) and not value} == set()


@pytest.mark.parametrize("words", [*ATTACKS.values(), LINES], ids=[*ATTACKS, "lines"])
def test_two_readers_accept_whatever_people_write(publish: Publish, words: str) -> None:
    parsed = data(publish(company(words), rules=()))
    [first, *_] = [o for o in parsed["objectives"] if o["unit"] == "sales"]
    assert first["title"].split() == words.split()


def test_two_readers_accept_cycles_in_every_state(publish: Publish) -> None:
    parsed = data(publish(every_state(), rules=(), as_of=TODAY))
    assert {cycle["state"] for cycle in parsed["cycles"]} == {"draft", "active", "closed"}


def test_two_readers_accept_an_empty_portal(publish: Publish) -> None:
    assert data(publish({}, rules=()))["objectives"] == []


def test_the_schema_refuses_what_is_not_in_the_format(publish: Publish) -> None:
    parsed = data(publish(a_company(), rules=()))
    assert refuses({**parsed, "format": 2})
    assert refuses({**parsed, "surprise": 1})
    [key_result] = parsed["key_results"]
    for changed in ({"score": "much"}, {"metric": {**key_result["metric"], "kind": "keep"}}, {"status": "fine"}):
        assert refuses({**parsed, "key_results": [{**key_result, **changed}]})
    assert refuses({**parsed, "key_results": [{k: v for k, v in key_result.items() if k != "expected"}]})


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, kind in {"okrs.json": schema, **schema["$defs"]}.items():
        yield name, kind
        for field, said in kind.get("properties", {}).items():
            yield f"{name}.{field}", said


def test_the_schema_says_what_everything_means() -> None:
    said = dict(fields(portal_schema()))
    assert len(said) > 200
    assert [name for name, part in said.items() if not part.get("description")] == []


def test_every_reference_leads_to_something_in_the_data(portal: Published) -> None:
    parsed = data(portal)
    ids = {kind: {each["id"] for each in parsed[kind]} for kind in ("units", "people", "cycles", "themes", "levels")}
    refs = {each["ref"] for each in (*parsed["objectives"], *parsed["key_results"])}
    for each in (*parsed["objectives"], *parsed["key_results"], *parsed["check_ins"], *parsed["okr_sets"]):
        assert each["cycle"] in ids["cycles"]
        assert each["unit"] in ids["units"]
        assert {each.get("lead"), each.get("by")} <= {None, *ids["people"]}
    for objective in parsed["objectives"]:
        assert {each["to"] for each in objective["contributes_to"]} | set(objective["drives"]) <= refs
        assert objective["theme"] in {None, *ids["themes"]}
    assert {key_result["objective"] for key_result in parsed["key_results"]} <= refs
    named = {entry["key_result"] for check_in in parsed["check_ins"] for entry in check_in["key_results"]}
    assert len(named) > 50
    assert named <= refs
    for each in (*parsed["objectives"], *parsed["key_results"], *parsed["units"], *parsed["people"], *parsed["cycles"]):
        page, _, anchor = each["page"].partition("#")
        assert page in portal.paths
        assert not anchor or anchor in portal.ids(portal.paths[page])


def test_keys_of_the_companys_own_come_along(publish: Publish) -> None:
    meta = {"cost-centre": "4711", "tags": ["a", {"b": "c"}]}
    key_result = {"id": "anvils", "title": "Anvils sold", "metric": {"target": 9}, "meta": meta}
    files = a_company(**{"2027-q1__sales": {"objectives": [an_objective(key_results=[key_result], meta=meta)]}})
    files["organization.yml"]["meta"] = meta
    parsed = data(publish(files, rules=()))
    assert parsed["organization"]["meta"] == meta
    assert parsed["objectives"][0]["meta"] == parsed["key_results"][0]["meta"] == meta
    assert parsed["units"][0]["meta"] == {}


def test_nothing_hidden_and_nothing_of_tomorrow_is_in_it(publish: Publish) -> None:
    secret = an_objective(id="zeppelin", title="Buy Zeppelin", visibility="restricted")
    said = {"key_results": {"grow/anvils": {"value": 150}, "zeppelin/anvils": {"value": 199}}}
    files = a_company(
        **{
            "2027-q1__sales": {"objectives": [an_objective(), secret]},
            "2027-q1__check_ins__sales__2027_02_10": said,
        }
    )
    published = publish(files, rules=(), audience="internal")
    parsed = data(published)
    assert [each["key_result"] for each in parsed["check_ins"][0]["key_results"]] == ["2027-q1/sales/grow/anvils"]
    assert not [path for path, content in published.site.files.items() if b"eppelin" in content]
    earlier = data(Published(replace(published.portfolio, as_of=date(2027, 2, 9)), rules=()))
    assert earlier["check_ins"] == []
    assert earlier["key_results"][0]["value"] is None


def test_each_thing_has_a_line_of_its_own(portal: Published) -> None:
    lines = portal.site.files["okrs.json"].decode().splitlines()
    parsed = data(portal)
    for kind in ("units", "objectives", "key_results", "check_ins"):
        for each in parsed[kind]:
            assert json.dumps(each, ensure_ascii=False, separators=(",", ":")) in {line.rstrip(",") for line in lines}


def test_scores_that_are_not_published_are_in_no_file(publish: Publish) -> None:
    files = every_state()
    files["settings.yml"] = {"scoring": {"publish_closed": False}}
    parsed = data(publish(files, rules=(), as_of=TODAY))
    closed = [each for each in (*parsed["objectives"], *parsed["key_results"]) if each["cycle"] == "closed"]
    assert {each["status"] for each in closed} == {"closed"}
    assert {each["score"] for each in closed} == {None}
    assert {score for each in closed for score in each["history"]} <= {None}
    assert {grade["score"] for review in parsed["reviews"] for grade in review["grades"]} == {None}
    assert {each["score"] for each in parsed["key_results"] if each["cycle"] == "over"} != {None}
