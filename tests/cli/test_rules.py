"""`okr rules`: all of them, by checklist."""

import json
import re

import pytest

from mkdocs_okr.checks.checklists import CHECKLISTS
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.cli.rules import listed
from tests.cli.company import okr


def test_every_rule_is_one_line_in_a_pipe_and_nothing_is_cut_off() -> None:
    lines = okr("rules").output.splitlines()
    for rule in RULES:
        (line,) = (line for line in lines if line.startswith(f"{rule.code} "))
        assert line.split() == [rule.code, rule.name, rule.severity, *rule.page.summary.split()]


def test_they_stand_below_their_checklists_in_order() -> None:
    lines = okr("rules").output.splitlines()
    titles = [line for line in lines if line in {checklist.title for checklist in CHECKLISTS}]
    assert titles == [checklist.title for checklist in CHECKLISTS if checklist.title in titles]
    at = lines.index("KR001  " + next(line for line in lines if line.startswith("KR001 "))[7:])
    assert [line for line in lines[:at] if line in titles][-1] == "Drafting: key results"


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_a_terminal_is_never_too_narrow(width: int) -> None:
    text = listed(RULES, width)
    longest = max(len(f"{rule.code}  {rule.name}  warning") + 2 for rule in RULES)
    assert all(len(line) <= max(width, longest) for line in text.splitlines())
    words = " ".join(text.split())
    assert all(" ".join(rule.page.summary.split()) in words for rule in RULES)


def test_programs_get_all_that_a_table_says() -> None:
    told = {entry["rule"]: entry for entry in json.loads(okr("rules", "--format", "json").stdout)}
    assert set(told) == {rule.code for rule in RULES}
    assert told["KR001"] == {
        "rule": "KR001",
        "name": "key-result-without-metric",
        "severity": "warning",
        "summary": "A key result that does not say how it is measured.",
        "checklist": "drafting.key-result",
        "items": list(next(rule.serves for rule in RULES if rule.code == "KR001")),
    }


def test_documents_get_a_table_for_each_checklist() -> None:
    output = okr("rules", "--format", "markdown").output
    assert "## Drafting: key results\n\n| code | name | severity | judges |\n|---|---|---|---|\n" in output
    rows = [line for line in output.splitlines() if re.match(r"\| [A-Z]+\d+ \|", line)]
    assert len(rows) == len(RULES)
    assert all(len(re.split(r"(?<!\\)\|", row)) == 6 for row in rows)
