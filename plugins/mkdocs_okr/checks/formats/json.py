"""Findings as JSON."""

import json
from typing import Any

from mkdocs_okr.checks.formats.entries import as_array
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.formats.summary import summary
from mkdocs_okr.sources import Diagnostic


def as_json(report: Report) -> str:
    """One JSON object: `findings`, in the order in which they are told, and a `summary` of how many there are.

    `file` is seen from the sources folder, `path` from the working directory where the file lies below it.
    """
    items = {rule.code: list(rule.items) for rule in report.rules}
    found = as_array(_finding(report, finding, items[finding.code]) for finding in report.findings)
    return f'{{"findings": {found},\n"summary": {json.dumps(summary(report.findings))}}}\n'


def _finding(report: Report, finding: Diagnostic, items: list[str]) -> dict[str, Any]:
    excerpt = finding.excerpt
    return {
        "rule": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        "file": finding.place.file,
        "path": report.path(finding),
        "line": finding.place.line,
        "column": finding.place.column,
        "object": finding.object,
        "items": items,
        "excerpt": excerpt.line if excerpt is not None else None,
    }
