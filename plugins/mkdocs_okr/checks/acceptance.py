"""What a company lives with: exceptions in settings.yml, suppressions in the sources, and the baseline.

They are asked in this order. An exception may only change how loud a finding is; it then goes on to the other two.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import translate

from mkdocs_okr.checks.registry import rule_called
from mkdocs_okr.checks.subjects import BaselineSubject, Company, ExceptionSubject, SuppressionSubject
from mkdocs_okr.model import Origin, Place, Portfolio, Ref, RuleException
from mkdocs_okr.sources import Diagnostic, KnownFinding, Remark

_SUPPRESSION = re.compile(r"ignore\s*\[([^\]]*)\]\s*(.*)")


_EVERY_RULE = ""
_Firsts = dict[str, int]
"""Of several exceptions the first one for each rule, by the rule's code: its place in the list."""


def _add(firsts: _Firsts, more: Mapping[str, int]) -> None:
    for code, index in more.items():
        firsts[code] = min(index, firsts.get(code, index))


class Exceptions:
    """The exceptions of settings.yml; the first one that fits a finding counts."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._all = [
            (exception, {rule.code for word in exception.rules if (rule := rule_called(word))})
            for exception in portfolio.settings.checks.exceptions
        ]
        self._used: set[int] = set()
        self._by_unit: dict[str, _Firsts] = defaultdict(dict)
        by_pattern: dict[str, _Firsts] = defaultdict(dict)
        for index, (exception, codes) in enumerate(self._all):
            firsts = dict.fromkeys(codes if exception.rules else (_EVERY_RULE,), index)
            for unit in exception.units:
                _add(self._by_unit[unit], firsts)
            for pattern in exception.paths:
                _add(by_pattern[pattern], firsts)
        # By what a path has to begin with, so that a file is compared with few of many patterns.
        self._by_beginning: dict[str, list[tuple[re.Pattern[str], _Firsts]]] = defaultdict(list)
        for pattern, firsts in by_pattern.items():
            self._by_beginning[re.split(r"[*?[]", pattern, maxsplit=1)[0]].append(
                (re.compile(translate(pattern)), firsts)
            )
        self._within: dict[str, _Firsts] = {}
        self._inside: dict[str, _Firsts] = {}

    def of(self, finding: Diagnostic, unit: str) -> RuleException | None:
        """The exception that a finding about `unit` (empty: about none) falls under.

        Units mean everything below them too. A pattern has to fit the whole path of the file that the finding points
        into; its `*` stands for any characters, slashes among them.
        """
        if not self._all:
            return None
        file = finding.place.file
        within = self._within.get(unit)
        if within is None:
            within = self._within[unit] = self._of_unit(unit)
        inside = self._inside.get(file)
        if inside is None:
            inside = self._inside[file] = self._of_file(file)
        fitting = [
            firsts[code] for firsts in (within, inside) for code in (finding.code, _EVERY_RULE) if code in firsts
        ]
        if not fitting:
            return None
        first = min(fitting)
        self._used.add(first)
        return self._all[first][0]

    def subjects(self, company: Company) -> Iterator[ExceptionSubject]:
        """Every exception, to be judged itself once all findings have been asked about."""
        for index, (exception, codes) in enumerate(self._all):
            yield ExceptionSubject(company, exception, index, frozenset(codes), index in self._used)

    def _of_unit(self, unit: str) -> _Firsts:
        """The exceptions for a unit and for those above it."""
        found: _Firsts = {}
        known = self._portfolio.units.get(unit)
        if known is not None:
            for each in (known, *self._portfolio.ancestors(known)):
                _add(found, self._by_unit.get(each.id, {}))
        return found

    def _of_file(self, file: str) -> _Firsts:
        """The exceptions for a file, by its path."""
        found: _Firsts = {}
        for end in range(len(file) + 1):
            for pattern, firsts in self._by_beginning.get(file[:end], ()):
                if pattern.match(file):
                    _add(found, firsts)
        return found


class Suppressions:
    """The comments that silence findings, and which of their words did."""

    def __init__(self, remarks: Sequence[Remark], portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._remarks = remarks
        self._words: list[tuple[str, ...]] = []
        self._reasons: list[str] = []
        self._silenced: dict[int, set[str]] = {}
        # By file and rule, so that nothing more is looked at for the many findings that no comment is about; then by
        # the line that a comment is about. One that speaks for the whole file is found on the first line, too.
        self._about: dict[tuple[str, str], dict[int, tuple[int, str]]] = defaultdict(dict)
        for index, remark in enumerate(remarks):
            match = _SUPPRESSION.fullmatch(remark.text.strip())
            words = tuple(word for part in match[1].split(",") if (word := part.strip())) if match else ()
            self._words.append(words)
            self._reasons.append(match[2].strip() if match else "")
            for word in words:
                rule = rule_called(word)
                if rule is not None:
                    about = self._about[remark.place.file, rule.code]
                    about.setdefault(remark.line, (index, word))
                    if remark.opens:
                        about.setdefault(1, (index, word))

    def reason(self, finding: Diagnostic, about: Origin) -> str | None:
        """The reason for which a finding is silenced, perhaps empty; None where nothing silences it.

        A comment speaks for the line that it is about. On the first line of a key result or an objective it speaks
        for all that is found about that and, for an objective, about its key results; above everything that a file
        says for the whole file. The nearest one counts. `about` is the origin of what the finding is about.
        """
        if not self._about:
            return None  # most companies have no such comment: no place need be looked up
        home = about.place()
        if not any((file, finding.code) in self._about for file in (finding.place.file, home.file)):
            return None
        for place in self._spoken_for(finding, home):
            spoken = self._about.get((place.file, finding.code), {}).get(place.line)
            if spoken is not None:
                index, word = spoken
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
