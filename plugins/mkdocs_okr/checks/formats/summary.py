"""How many findings there are."""

from collections import Counter
from collections.abc import Sequence

from mkdocs_okr.sources import Diagnostic


def summary(findings: Sequence[Diagnostic]) -> dict[str, int]:
    """The number of findings of each severity, and of the files they are in."""
    counted = Counter(finding.severity for finding in findings)
    return {
        "errors": counted["error"],
        "warnings": counted["warning"],
        "infos": counted["info"],
        "files": len({finding.place.file for finding in findings}),
    }


def summary_line(findings: Sequence[Diagnostic]) -> str:
    """The same in words: "3 errors in 2 files"."""
    counts = summary(findings)
    words = [
        f"{count} {word if count == 1 else word + 's'}"
        for word, count in (
            ("error", counts["errors"]),
            ("warning", counts["warnings"]),
            ("hint", counts["infos"]),
        )
        if count
    ]
    if not words:
        return "Nothing to mend."
    files = "1 file" if counts["files"] == 1 else f"{counts['files']} files"
    return f"{', '.join(words)} in {files}"
