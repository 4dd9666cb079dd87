"""Code Quality reports of GitLab."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mkdocs_okr.checks.formats.gitlab import as_gitlab
from mkdocs_okr.checks.formats.report import Report
from tests.formats.reports import HOSTILE, SCHEMAS, finding, hostile, report, unknown_key

VALIDATOR = Draft202012Validator(json.loads((SCHEMAS / "gitlab-code-quality.json").read_text("utf-8")))


def entries(told: Report) -> list[dict[str, Any]]:
    printed = as_gitlab(told).encode("utf-8", "replace")
    read: list[dict[str, Any]] = json.loads(printed)
    VALIDATOR.validate(read)
    return read


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_it_is_what_gitlab_reads(words: str) -> None:
    assert len(entries(hostile(words))) == 3


def test_nothing_found_is_an_empty_list() -> None:
    assert entries(report()) == []


def test_a_finding_becomes_an_entry() -> None:
    (entry,) = entries(report(finding()))
    del entry["fingerprint"]
    assert entry == {
        "description": "“More leads” has no metric. Add one.",
        "check_name": "KR001 key-result-without-metric",
        "severity": "major",
        "location": {"path": "okrs/2027-q1/marketing.yml", "lines": {"begin": 5}},
    }


def test_severities_are_gitlabs_own() -> None:
    told = report(unknown_key(), finding(), finding(severity="info"))
    assert [entry["severity"] for entry in entries(told)] == ["critical", "major", "info"]


def fingerprint(*findings: Any) -> list[str]:
    return [entry["fingerprint"] for entry in entries(report(*findings))]


def test_a_finding_is_known_again_when_lines_moved_and_days_passed() -> None:
    today = finding("no check-in for 12 days", place=("2027-q1/marketing.yml", 5, 9))
    later = finding("no check-in for 19 days", place=("2027-q1/marketing.yml", 8, 9))
    assert fingerprint(today) == fingerprint(later)


def test_findings_of_another_file_object_rule_or_kind_are_others() -> None:
    others = [
        finding(),
        finding(place=("2027-q1/sales.yml", 5, 9)),
        finding(about="2027-q1/marketing/demand/costs"),
        finding("“More leads” has no lead"),
        unknown_key(),
    ]
    assert len(set(fingerprint(*others))) == len(others)


def test_findings_that_are_alike_have_a_fingerprint_each() -> None:
    assert len(set(fingerprint(unknown_key(2), unknown_key(7), unknown_key(9)))) == 3
