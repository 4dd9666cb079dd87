"""Findings as a Code Quality report, which GitLab shows in merge requests."""

from mkdocs_okr.checks.formats.clean import one_line, shortened
from mkdocs_okr.checks.formats.entries import as_array
from mkdocs_okr.checks.formats.fingerprint import fingerprints
from mkdocs_okr.checks.formats.report import Report

_SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


def as_gitlab(report: Report) -> str:
    """A JSON array with an entry for each finding; GitLab compares fingerprints to tell new ones from old ones."""
    entries = (
        {
            "description": f"{shortened(one_line(finding.message))}. {shortened(one_line(finding.help))}",
            "check_name": f"{finding.code} {finding.name}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": report.path(finding), "lines": {"begin": finding.place.line}},
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report, report.findings), strict=True)
    )
    return f"{as_array(entries)}\n"
