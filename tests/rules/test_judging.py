"""A bare sentence is judged at once, without anything that reads files, and as well as was promised."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import labelled
from mkdocs_okr.checks.judging import BAD, KEY_RESULT, judge

ROOT = Path(__file__).parents[2]
IMPORTED = """
import json, sys
from mkdocs_okr.checks.judging import judge
judge("Launch the app")
print(json.dumps(sorted(sys.modules)))
"""


def test_judging_imports_nothing_that_reads_or_computes() -> None:
    result = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True)
    modules = set(json.loads(result.stdout))
    heavy = {"pydantic", "yaml", "click", "mkdocs", "rich", "jinja2", "mkdocs_okr.sources", "mkdocs_okr.analysis"}
    assert not modules & (heavy | {"mkdocs_okr.checks.registry", "mkdocs_okr.checks.subjects"})


def test_what_is_said_quotes_the_sentence_and_offers_another() -> None:
    judged = judge("Launch the onboarding redesign", KEY_RESULT)
    assert judged.verdict == BAD
    (finding,) = judged.findings
    assert (finding.code, finding.name, finding.severity) == ("KR004", "key-result-is-a-task", "warning")
    assert "“Launch the onboarding redesign”" in finding.message
    assert "with the onboarding redesign" in finding.help


def test_the_labelled_sentences_are_judged_as_promised() -> None:
    path = labelled.path(ROOT)
    if not path.is_file():
        pytest.skip(f"the labelled sentences are not there: {path}")
    measured = labelled.measure(path)
    for each in measured:
        assert each.holds, "\n".join(each.lines())


def test_labelled_sentences_that_are_missing_are_told_loudly(tmp_path: Path) -> None:
    lines, _ = labelled.report(tmp_path)
    assert lines[0].startswith("NOT MEASURED")
    assert str(labelled.path(tmp_path)) in lines[0]
