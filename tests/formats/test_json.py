"""JSON for programs."""

import json
from pathlib import Path

from mkdocs_okr.checks.formats.described import described
from mkdocs_okr.checks.formats.json import as_json
from tests.formats.reports import finding, report, unknown_key

SERVES = next(kind.items for kind in described() if kind.code == "KR001")


def test_a_finding_tells_all_that_is_known(tmp_path: Path) -> None:
    (tmp_path / "2027-q1").mkdir()
    (tmp_path / "2027-q1" / "marketing.yml").write_text("\n\n\n\n      - {id: leads}\n")
    assert json.loads(as_json(report(finding(folder=tmp_path))))["findings"] == [
        {
            "rule": "KR001",
            "name": "key-result-without-metric",
            "severity": "warning",
            "message": "“More leads” has no metric",
            "help": "Add one.",
            "file": "2027-q1/marketing.yml",
            "path": "okrs/2027-q1/marketing.yml",
            "line": 5,
            "column": 9,
            "object": "2027-q1/marketing/demand/leads",
            "items": list(SERVES),
            "excerpt": "      - {id: leads}",
        }
    ]


def test_words_stay_as_they_were_written() -> None:
    words = 'A "title"\nof 🎯 two lines'
    assert json.loads(as_json(report(finding(words))))["findings"][0]["message"] == words


def test_findings_are_counted() -> None:
    told = json.loads(as_json(report(unknown_key(), finding(), finding(severity="info"))))
    assert told["summary"] == {"errors": 1, "warnings": 1, "infos": 1, "files": 1}


def test_nothing_found_is_an_empty_list() -> None:
    assert json.loads(as_json(report())) == {
        "findings": [],
        "summary": {"errors": 0, "warnings": 0, "infos": 0, "files": 0},
    }
