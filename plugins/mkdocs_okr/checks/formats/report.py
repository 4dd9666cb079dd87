"""What is printed: findings, and what a format needs to know about them."""

import os
import posixpath
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_okr.checks.formats.clean import one_line
from mkdocs_okr.checks.formats.described import Described, described
from mkdocs_okr.checks.rule import SEVERITIES
from mkdocs_okr.checks.run import Accepted
from mkdocs_okr.sources import Diagnostic


@dataclass(frozen=True, slots=True)
class Report:
    """What a run of the checks has to tell.

    `findings` are in the order in which they are told; `accepted` are those that the company lives with. `folder` is
    the sources folder with slashes, as paths begin with it. `rules` are all kinds of findings that there are.
    """

    findings: tuple[Diagnostic, ...]
    folder: str = "okrs"
    accepted: tuple[Accepted, ...] = ()
    rules: tuple[Described, ...] = field(default_factory=described)

    def from_severity(self, severity: str) -> "Report":
        """The same with only what is as loud as `severity` (info, warning or error), or louder."""
        heard = SEVERITIES[SEVERITIES.index(severity) :]
        return replace(
            self,
            findings=tuple(each for each in self.findings if each.severity in heard),
            accepted=tuple(each for each in self.accepted if each.finding.diagnostic.severity in heard),
        )

    def path(self, finding: Diagnostic) -> str:
        """The file of a finding, from where `folder` is seen."""
        return one_line(posixpath.normpath(posixpath.join(self.folder, finding.place.file)))


def seen_from(directory: Path, folder: Path) -> str:
    """`folder` as paths begin with it: from `directory` where it lies below, else as it was named."""
    inside = os.path.normpath(directory / folder)
    try:
        return Path(inside).relative_to(directory).as_posix()
    except ValueError:
        return folder.as_posix()
