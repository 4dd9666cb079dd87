"""What a company lives with: exceptions in settings.yml, suppressions in the sources, and the baseline.

They are asked in this order. An exception may only change how loud a finding is; it then goes on to the other two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from mkdocs_okr.checks.registry import rule_called
from mkdocs_okr.checks.subjects import BaselineSubject, Company, ExceptionSubject, SuppressionSubject
from mkdocs_okr.model import Origin, Place, Portfolio, Ref, RuleException
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
        self._used: set[int] = set()

    def of(self, finding: Diagnostic, unit: str) -> RuleException | None:
        """The exception that a finding about `unit` (empty: about none) falls under.

        Units mean everything below them too. A pattern has to fit the whole path of the file that the finding points
        into; its `*` stands for any characters, slashes among them.
        """
        for index, (exception, codes) in enumerate(self._all):
            if (not exception.rules or finding.code in codes) and (
                self._is_within(unit, exception.units)
                or any(fnmatchcase(finding.place.file, pattern) for pattern in exception.paths)
            ):
                self._used.add(index)
                return exception
        return None

    def subjects(self, company: Company) -> Iterator[ExceptionSubject]:
        """Every exception, to be judged itself once all findings have been asked about."""
        for index, (exception, codes) in enumerate(self._all):
            yield ExceptionSubject(company, exception, index, frozenset(codes), index in self._used)

    def _is_within(self, unit: str, units: Sequence[str]) -> bool:
        known = self._portfolio.units.get(unit) if units else None
        return known is not None and (
            unit in units or any(above.id in units for above in self._portfolio.ancestors(known))
        )


class Suppressions:
    """The comments that silence findings, and which of their words did."""

    def __init__(self, remarks: Sequence[Remark], portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._remarks = remarks
        self._words: list[tuple[str, ...]] = []
        self._reasons: list[str] = []
        self._silenced: dict[int, set[str]] = {}
        # By file and rule, so that nothing more is looked at for the many findings that no comment is about.
        self._about: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for index, remark in enumerate(remarks):
            match = _SUPPRESSION.fullmatch(remark.text.strip())
            words = tuple(word for part in match[1].split(",") if (word := part.strip())) if match else ()
            self._words.append(words)
            self._reasons.append(match[2].strip() if match else "")
            for word in words:
                rule = rule_called(word)
                if rule is not None:
                    self._about.setdefault((remark.place.file, rule.code), []).append((index, word))

    def reason(self, finding: Diagnostic, about: Origin) -> str | None:
        """The reason for which a finding is silenced, perhaps empty; None where nothing silences it.

        A comment speaks for the line that it is about. On the first line of a key result or an objective it speaks
        for all that is found about that and, for an objective, about its key results; above everything that a file
        says for the whole file. The nearest one counts. `about` is the origin of what the finding is about.
        """
        if not self._about:
            return None  # most companies have no such comment: no place need be looked up
        home = about.place()
        candidates = self._about.get((finding.place.file, finding.code), [])
        if home.file != finding.place.file:
            candidates = candidates + self._about.get((home.file, finding.code), [])
        if not candidates:
            return None
        for place in self._spoken_for(finding, home):
            for index, word in candidates:
                remark = self._remarks[index]
                if remark.place.file == place.file and (
                    remark.line == place.line or (place.line == 1 and remark.opens)
                ):
                    self._silenced.setdefault(index, set()).add(word)
                    return self._reasons[index]
        return None

    def _spoken_for(self, finding: Diagnostic, home: Place) -> Iterator[Place]:
        """Where a comment that speaks for a finding may stand, nearest first."""
        yield finding.place
        yield home
        objective = (
            self._portfolio.objectives.get(Ref(*parts[:3])) if len(parts := finding.object.split("/")) == 4 else None
        )
        if objective is not None:
            yield objective.origin.place()
        yield Place(finding.place.file, 1, 1)
        yield Place(home.file, 1, 1)

    def subjects(self, company: Company) -> Iterator[SuppressionSubject]:
        """Every comment, to be judged itself once all findings have been asked about."""
        for index, remark in enumerate(self._remarks):
            silenced = frozenset(self._silenced.get(index, ()))
            yield SuppressionSubject(
                company, remark, self._words[index], self._reasons[index], silenced, remark.place.file
            )


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
