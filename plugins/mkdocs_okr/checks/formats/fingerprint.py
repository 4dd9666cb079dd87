"""Names by which programs know a finding again, although lines have moved and days have passed."""

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.sources import Diagnostic

_NUMBER = re.compile(r"\d+")


def fingerprints(report: Report, findings: Sequence[Diagnostic]) -> list[str]:
    """A name for each finding, different from all others.

    It is made of rule, file, object and message. Numbers in the message do not count: “no check-in for 12 days” is
    the same finding tomorrow. Findings that are alike are told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    names = []
    for finding in findings:
        key = (finding.code, report.path(finding), finding.object, _NUMBER.sub("0", finding.message))
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        names.append(sha256(text.encode("utf-8", "replace")).hexdigest())
    return names
