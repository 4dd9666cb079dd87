"""Findings as JSON."""

import json
from collections.abc import Sequence

from mkdocs_okr.checks.formats.summary import summary
from mkdocs_okr.sources import Diagnostic


def as_json(findings: Sequence[Diagnostic]) -> str:
    """One JSON object: `findings`, in order of files and lines, and a `summary` of how many there are."""
    return json.dumps(
        {"findings": [_finding(finding) for finding in findings], "summary": summary(findings)},
        ensure_ascii=False,
        indent=2,
    )


def _finding(finding: Diagnostic) -> dict[str, str | int]:
    return {
        "rule": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "object": finding.object,
    }
