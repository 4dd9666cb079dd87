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


def counted(findings: Sequence[Diagnostic]) -> str:
    """How many there are of each severity: "3 errors, 1 hint"; empty when there is none."""
    counts = summary(findings)
    return ", ".join(
        f"{count} {word if count == 1 else word + 's'}"
        for word, count in (
            ("error", counts["errors"]),
            ("warning", counts["warnings"]),
            ("hint", counts["infos"]),
        )
        if count
    )


def summary_line(findings: Sequence[Diagnostic]) -> str:
    """The same with the number of files: "3 errors, 1 hint in 2 files"."""
    if not findings:
        return "Nothing to mend."
    files = len({finding.place.file for finding in findings})
    return f"{counted(findings)} in {'1 file' if files == 1 else f'{files} files'}"
