"""What a company lives with: exceptions in settings.yml, suppressions in the sources, and the baseline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from mkdocs_okr.checks.registry import rule_called
from mkdocs_okr.checks.subjects import BaselineSubject, Company, SuppressionSubject
from mkdocs_okr.model import Place, Portfolio, RuleException
from mkdocs_okr.sources import Diagnostic, KnownFinding, Remark

_SUPPRESSION = re.compile(r"ignore\s*\[([^\]]*)\]\s*(.*)")


class Exceptions:
    """The exceptions of settings.yml; the first one that fits a finding counts."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._all = [
            (exception, {rule.code for word in exception.rules if (rule := rule_called(word))})
            for exception in portfolio.settings.checks.exceptions
        ]

    def of(self, finding: Diagnostic, unit: str) -> RuleException | None:
        """The exception that a finding about `unit` (empty: about none) falls under."""
        for exception, codes in self._all:
            if (not exception.rules or finding.code in codes) and (
                self._is_within(unit, exception.units)
                or any(fnmatchcase(finding.place.file, pattern) for pattern in exception.paths)
            ):
                return exception
        return None

    def _is_within(self, unit: str, units: Sequence[str]) -> bool:
        known = self._portfolio.units.get(unit) if units else None
        return known is not None and (
            unit in units or any(above.id in units for above in self._portfolio.ancestors(known))
        )


class Suppressions:
    """The comments that silence findings, and which of their words did."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        self._remarks = remarks
        self._words: list[tuple[str, ...]] = []
        self._reasons: list[str] = []
        self._by_line: dict[tuple[str, int], list[int]] = {}
        self._silenced: dict[int, set[str]] = {}
        for index, remark in enumerate(remarks):
            match = _SUPPRESSION.fullmatch(remark.text.strip())
            words = tuple(word for part in match[1].split(",") if (word := part.strip())) if match else ()
            self._words.append(words)
            self._reasons.append(match[2].strip() if match else "")
            self._by_line.setdefault((remark.place.file, remark.line), []).append(index)

    def reason(self, finding: Diagnostic, home: Place) -> str | None:
        """The reason for which a finding is silenced, perhaps empty; None where nothing silences it.

        A comment speaks for the line that it is about, and, on the first line of an objective, key result or file,
        for all that is found about it. `home` is the place where what the finding is about begins.
        """
        for place in (finding.place, home):
            for index in self._by_line.get((place.file, place.line), ()):
                for word in self._words[index]:
                    rule = rule_called(word)
                    if rule is not None and rule.code == finding.code:
                        self._silenced.setdefault(index, set()).add(word)
                        return self._reasons[index]
        return None

    def subjects(self, company: Company) -> Iterator[SuppressionSubject]:
        """Every comment, to be judged itself once all findings have been asked about."""
        for index, remark in enumerate(self._remarks):
            silenced = frozenset(self._silenced.get(index, ()))
            yield SuppressionSubject(company, remark, self._words[index], self._reasons[index], silenced)


class Baseline:
    """The findings that the company knows of, by rule and object."""

    def __init__(self, known: Sequence[KnownFinding]) -> None:
        self._known = known
        self._keys = {(rule.code, each.object) for each in known if (rule := rule_called(each.rule))}
        self._seen: set[tuple[str, str]] = set()

    def knows(self, finding: Diagnostic) -> bool:
        """Whether the finding was there when the baseline was written."""
        key = (finding.code, finding.object)
        if key not in self._keys:
            return False
        self._seen.add(key)
        return True

    def subjects(self, company: Company) -> Iterator[BaselineSubject]:
        """Every entry, to be judged itself once all findings have been asked about."""
        for each in self._known:
            rule = rule_called(each.rule)
            yield BaselineSubject(company, each, rule is not None and (rule.code, each.object) in self._seen)


def with_severity(finding: Diagnostic, severity: str) -> Diagnostic:
    """The finding as loud as an exception wants it."""
    return replace(finding, severity=severity)
