"""Findings as SARIF 2.1.0, the exchange format of static analysis."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from mkdocs_okr import __version__
from mkdocs_okr.checks.formats.clean import visible
from mkdocs_okr.checks.formats.described import Described
from mkdocs_okr.checks.formats.fingerprint import fingerprints
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.run import Accepted
from mkdocs_okr.sources import Diagnostic

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_REASONS = {
    "excepted": "An exception in settings.yml.",
    "suppressed": "A comment beside it.",
    "baseline": "It was there when the baseline was written.",
}


def as_sarif(report: Report) -> str:
    """One run that declares every rule. What the company lives with is there as well, marked as suppressed."""
    findings = [*report.findings, *(accepted.finding.diagnostic for accepted in report.accepted)]
    names = fingerprints(report, findings)
    index = {rule.code: number for number, rule in enumerate(report.rules)}
    results = [_result(report, found, index, name) for found, name in zip(findings, names, strict=True)]
    for result, accepted in zip(results[len(report.findings) :], report.accepted, strict=True):
        result["suppressions"] = [_suppression(accepted)]
    driver = {"name": "okr", "semanticVersion": __version__, "rules": [_rule(rule) for rule in report.rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False) + "\n"


def _rule(rule: Described) -> dict[str, Any]:
    declared: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.summary, "markdown": rule.markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.items:
        declared["properties"] = {"tags": list(dict.fromkeys(rule.items))}
    return declared


def _result(report: Report, finding: Diagnostic, index: Mapping[str, int], fingerprint: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.place.line, "startColumn": finding.place.column}
    excerpt = finding.excerpt
    if excerpt is not None:
        region["snippet"] = {"text": visible(excerpt.line)}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(report.path(finding))}, "region": region}
    }
    if finding.object:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(finding.object)}]
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [location],
        "partialFingerprints": {"okr/v1": fingerprint},
    }


def _message(finding: Diagnostic) -> str:
    """The words of a finding. What looks like a link of Markdown would become one."""
    return visible(f"{finding.message}. {finding.help}").replace("](", "] (")


def _uri(path: str) -> str:
    if path.startswith("/"):
        return f"file://{quote(path)}"
    return f"file:///{quote(path, safe='/:')}" if path[1:3] == ":/" else quote(path)


def _suppression(accepted: Accepted) -> dict[str, str]:
    kind = "inSource" if accepted.how == "suppressed" else "external"
    return {"kind": kind, "justification": visible(accepted.reason) or _REASONS[accepted.how]}
