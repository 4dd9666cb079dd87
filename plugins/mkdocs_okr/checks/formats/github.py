"""Findings as workflow commands: GitHub Actions shows each at its line of the merge request."""

from mkdocs_okr.checks.formats.clean import one_line, shortened, visible
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.sources import Diagnostic

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(report: Report) -> str:
    """One command a line: `::error file=…,line=…,col=…,title=…::message`."""
    return "".join(f"{_command(report, finding)}\n" for finding in report.findings)


def _command(report: Report, finding: Diagnostic) -> str:
    properties = {
        "file": report.path(finding),
        "line": str(finding.place.line),
        "col": str(finding.place.column),
        "title": f"{finding.code} {finding.name}",
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = f"{shortened(one_line(finding.message))}\n{shortened(visible(finding.help))}"
    return f"::{_COMMANDS[finding.severity]} {said}::{_escaped(text)}"


def _escaped(text: str) -> str:
    """A command ends with its line, and a percent sign begins what is escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
