"""SARIF for code scanning and for other tools."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from mkdocs_okr import __version__
from mkdocs_okr.checks.formats.described import described
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.formats.sarif import as_sarif
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.sources import CODES
from tests.formats.reports import HOSTILE, SCHEMAS, accepted, finding, hostile, report, unknown_key

SCHEMA = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER)


def run(told: Report) -> dict[str, Any]:
    log = json.loads(as_sarif(told).encode())
    VALIDATOR.validate(log)
    (only,) = log["runs"]
    found: dict[str, Any] = only
    return found


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_it_is_valid_by_the_schema(words: str) -> None:
    assert len(run(hostile(words))["results"]) == 4


def test_nothing_found_is_a_run_without_results() -> None:
    assert run(report())["results"] == []


def test_every_rule_and_every_error_of_reading_is_declared_with_its_page() -> None:
    driver = run(report())["tool"]["driver"]
    assert driver["semanticVersion"] == __version__
    declared = {rule["id"]: rule for rule in driver["rules"]}
    assert list(declared) == [*CODES, *(rule.code for rule in RULES)]
    for rule in RULES:
        assert declared[rule.code]["name"] == rule.name
        assert declared[rule.code]["help"]["markdown"] == rule.page.markdown
        assert declared[rule.code].get("properties", {"tags": []})["tags"] == list(dict.fromkeys(rule.serves))
    assert declared["SRC011"]["shortDescription"]["text"] == CODES["SRC011"].meaning


def test_rules_have_the_level_that_they_have_by_themselves() -> None:
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in run(report())["tool"]["driver"]["rules"]}
    words = {"error": "error", "warning": "warning", "info": "note"}
    assert levels == {kind.code: words[kind.severity] for kind in described()}


def test_a_finding_is_a_result_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "2027-q1").mkdir()
    (tmp_path / "2027-q1" / "marketing.yml").write_text("\n\n\n\n      - {id: leads}\n")
    found = run(report(finding(folder=tmp_path)))
    (result,) = found["results"]
    assert result["ruleId"] == found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "KR001"
    assert result["level"] == "warning"
    assert result["message"]["text"] == "“More leads” has no metric. Add one."
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "okrs/2027-q1/marketing.yml"},
                "region": {"startLine": 5, "startColumn": 9, "snippet": {"text": "      - {id: leads}"}},
            },
            "logicalLocations": [{"fullyQualifiedName": "2027-q1/marketing/demand/leads"}],
        }
    ]
    assert found["columnKind"] == "unicodeCodePoints"


def test_a_finding_is_as_loud_as_it_was_told() -> None:
    told = report(unknown_key(), finding(severity="info"))
    assert [result["level"] for result in run(told)["results"]] == ["error", "note"]


def test_what_the_company_lives_with_is_there_as_suppressed_with_its_reason() -> None:
    results = run(
        report(
            finding(),
            accepted=(
                accepted(finding("b"), "suppressed", "the CRM comes in May"),
                accepted(finding("c"), "excepted", "bought in 2026"),
                accepted(finding("d"), "baseline"),
            ),
        )
    )["results"]
    assert [result.get("suppressions") for result in results] == [
        None,
        [{"kind": "inSource", "justification": "the CRM comes in May"}],
        [{"kind": "external", "justification": "bought in 2026"}],
        [{"kind": "external", "justification": "It was there when the baseline was written."}],
    ]
    assert len({result["partialFingerprints"]["okr/v1"] for result in results}) == 4


@pytest.mark.parametrize(
    ("folder", "file", "uri"),
    [
        ("okrs", "2027 q1/ä.yml", "okrs/2027%20q1/%C3%A4.yml"),
        ("okrs", "c:d.yml", "okrs/c%3Ad.yml"),
        ("/srv/okrs", "a.yml", "file:///srv/okrs/a.yml"),
        ("C:/okrs", "a b.yml", "file:///C:/okrs/a%20b.yml"),
    ],
)
def test_files_are_named_by_an_address(folder: str, file: str, uri: str) -> None:
    (result,) = run(Report((finding(place=(file, 1, 1)),), folder))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_message_holds_no_link() -> None:
    (result,) = run(report(finding("[click](https://evil.example)")))["results"]
    assert "](" not in result["message"]["text"]
