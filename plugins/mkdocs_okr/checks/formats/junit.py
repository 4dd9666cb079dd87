"""Findings as JUnit XML, which every continuous integration shows as tests."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mkdocs_okr.checks.formats.clean import one_line, visible
from mkdocs_okr.checks.formats.described import Described, grouped
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.sources import Diagnostic


def as_junit(report: Report) -> str:
    """A suite for each checklist: a failed test for each finding, a passed one for each rule that found nothing."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in report.findings:
        found[finding.code].append(finding)
    root = Element("testsuites", name="okr check", tests="0", failures=str(len(report.findings)), errors="0")
    for group, rules in grouped(report.rules):
        suite = SubElement(root, "testsuite", name=group.title)
        for rule in rules:
            _add_tests(suite, f"okr.{group.key}", rule, found[rule.code], report)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", "0")
    root.set("tests", str(sum(len(suite) for suite in root)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _add_tests(suite: Element, group: str, rule: Described, findings: Sequence[Diagnostic], report: Report) -> None:
    """The tests of a rule. Names have to differ, or readers of the file take two of them for one."""
    name = f"{rule.code} {rule.name}"
    if not findings:
        SubElement(suite, "testcase", classname=group, name=name)
    seen: Counter[str] = Counter()
    for finding in findings:
        about = one_line(finding.object) or report.path(finding)
        seen[about] += 1
        told = about if seen[about] == 1 else f"{about} ({seen[about]})"
        test = SubElement(suite, "testcase", classname=group, name=f"{name}: {told}")
        failure = SubElement(test, "failure", type=finding.severity, message=one_line(finding.message))
        place = f"{report.path(finding)}:{finding.place.line}:{finding.place.column}"
        failure.text = f"{place}: {finding.severity}: {one_line(finding.message)}\n{visible(finding.help)}"
