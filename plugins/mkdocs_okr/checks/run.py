"""Runs the rules over a portfolio and sorts out what is to be told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Protocol

from mkdocs_okr.analysis.attested import attested_again
from mkdocs_okr.checks.acceptance import Baseline, Exceptions, Suppressions, with_severity
from mkdocs_okr.checks.choices import IGNORE, choices
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule, Applies, Found, Limits
from mkdocs_okr.checks.subjects import (
    AttestationSubject,
    BaselineSubject,
    CheckInSubject,
    Company,
    CycleSubject,
    ExceptionSubject,
    KeyResultSubject,
    ObjectiveSubject,
    OkrsSubject,
    PersonSubject,
    ReviewSubject,
    SuppressionSubject,
    UnitSubject,
)
from mkdocs_okr.checks.titles import KeyResultTitle, ObjectiveTitle
from mkdocs_okr.checks.words.sentence import Sentence
from mkdocs_okr.model import OkrSet, Origin, Place, Portfolio
from mkdocs_okr.sources import Diagnostic, Loaded
from mkdocs_okr.sources.memory import no_garbage_collection


class Scope(NamedTuple):
    """Where a subject belongs: a cycle and a unit, each empty where it belongs to none."""

    cycle: str = ""
    unit: str = ""


class Finding(NamedTuple):
    """Something that a rule found, and where it belongs."""

    diagnostic: Diagnostic
    scope: Scope


class Accepted(NamedTuple):
    """A finding that is not told. `how` is "excepted", "suppressed" or "baseline"; `reason` is the company's own."""

    finding: Finding
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found.

    `findings` are to be told, in order of files and lines; `accepted` are those that the company lives with. `tally`
    counts the subjects of a rule (by its code) in a scope by whether the rule could judge them. `evidence` says, when
    asked, what the judgement of the company or of a cycle rests on. `rules` are those that were asked, and `company`
    keeps what was computed on the way.
    """

    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    tally: Mapping[tuple[str, Scope], Counter[Applies]] = field(default_factory=dict, repr=False)
    evidence: Mapping[tuple[str, Scope], Callable[[], str]] = field(default_factory=dict, repr=False)
    rules: Sequence[AnyRule] = field(default=(), repr=False)
    company: Company | None = field(default=None, repr=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings that are to be told, as they are printed."""
        return tuple(finding.diagnostic for finding in self.findings)


def check(loaded: Loaded, rules: Sequence[AnyRule] = RULES, *, counted: bool = True) -> Checked:
    """Judge what was read by `rules`, minding the company's settings, suppressions and baseline.

    Where only a few files were asked for, nothing is judged that has no finding in them. Who only wants the findings
    leaves out what is `counted`: the tally of what was judged, which is what the health of the OKRs is read from.
    """
    if loaded.portfolio is None:
        return Checked()
    with no_garbage_collection():
        return _Run(loaded, loaded.portfolio, rules, counted).checked()


class _Subject(Protocol):
    @property
    def origin(self) -> Origin | None: ...

    @property
    def object(self) -> str: ...


_Due = tuple[Sequence[_Subject], Counter[Applies]]


class _Run:
    """One run of rules over a portfolio.

    The cost is one call of each rule for each of its subjects, and for each finding that of its place. Nothing is kept
    but the findings and the counts: subjects are made for one unit at a time.
    """

    def __init__(self, loaded: Loaded, portfolio: Portfolio, rules: Sequence[AnyRule], counted: bool) -> None:
        self.loaded = loaded
        self.counted = counted
        self.portfolio = portfolio
        self.asked = rules
        self.tally: dict[tuple[str, Scope], Counter[Applies]] = {}
        self.evidence: dict[tuple[str, Scope], Callable[[], str]] = {}
        self._found: list[tuple[Finding, Origin]] = []  # with the origin of what it is about
        self._rules: dict[type, list[tuple[AnyRule, str, Limits]]] = defaultdict(list)
        chosen = choices(portfolio.settings.checks, rules)
        for rule in rules:
            severity, limits = chosen[rule.code]
            if severity != IGNORE:
                self._rules[rule.subject].append((rule, severity, limits))
        run = frozenset(rule.code for rule in rules if chosen[rule.code].severity != IGNORE)
        is_whole = not (loaded.has_errors or portfolio.hidden or portfolio.unscored)
        self.company = Company(portfolio, RULES, run, is_whole, courses=counted)  # pages take over what is computed

    def checked(self) -> Checked:
        """Everything that was found and what became of it."""
        company, portfolio = self.company, self.portfolio
        self._judge(Company, [company], Scope())
        named = self.loaded.named
        if named is None:
            attestations = [
                AttestationSubject(company, each, newer)
                for each, newer in zip(portfolio.attestations, attested_again(portfolio), strict=True)
            ]
            self._judge(AttestationSubject, attestations, Scope())
            self._judge(PersonSubject, [PersonSubject(company, each) for each in portfolio.people.values()], Scope())
        for unit in portfolio.units.values():
            if named is None or any(unit.id == of for _, of in named):
                self._judge(UnitSubject, [UnitSubject(company, unit)], Scope("", unit.id))
        for cycle in portfolio.cycles.values():
            self._judge(CycleSubject, [CycleSubject(company, cycle)], Scope(cycle.id, ""))
        for key, okrs in portfolio.okr_sets.items():
            if named is None or key in named:
                self._judge_okrs(okrs)
        told, accepted = self._sorted_out()
        told.sort(key=lambda finding: order(finding.diagnostic))
        return Checked(tuple(told), tuple(accepted), self.tally, self.evidence, self.asked, company)

    def _judge_okrs(self, okrs: OkrSet) -> None:
        portfolio, company = self.portfolio, self.company
        cycle, unit = portfolio.cycles[okrs.cycle], portfolio.units[okrs.unit]
        scope = Scope(okrs.cycle, okrs.unit)
        standings = company.standings(cycle)
        whole = OkrsSubject(company, okrs, unit, cycle, portfolio.levels[unit.level], standings)
        objectives = [ObjectiveSubject(whole, each, standings.objectives[each.ref]) for each in okrs.objectives]
        key_results = [
            KeyResultSubject(objective, each, standings.key_results[each.ref])
            for objective in objectives
            for each in objective.objective.key_results
        ]
        self._judge(OkrsSubject, [whole], scope)
        self._judge(ObjectiveSubject, objectives, scope)
        self._judge(ObjectiveTitle, [_objective_title(objective) for objective in objectives], scope)
        self._judge(KeyResultSubject, key_results, scope)
        self._judge(KeyResultTitle, [_key_result_title(key_result) for key_result in key_results], scope)
        self._judge(CheckInSubject, [CheckInSubject(whole, each) for each in okrs.check_ins], scope)
        if okrs.review is not None:
            self._judge(ReviewSubject, [ReviewSubject(whole, okrs.review)], scope)

    def _judge(self, kind: type, subjects: Sequence[_Subject], scope: Scope) -> None:
        if not subjects:
            return
        due: dict[Callable[[Any], Applies] | None, _Due] = {}  # many rules ask the same
        for rule, severity, limits in self._rules.get(kind, ()):
            if rule.when not in due:
                due[rule.when] = _due(rule.when, subjects)
            judged, counts = due[rule.when]
            if self.counted:
                self._count(rule, subjects, counts, scope)
            judge = rule.judge
            for subject in judged:
                for found in judge(subject, limits):
                    self._found.append(self._finding(rule, severity, subject, found, scope))

    def _count(self, rule: AnyRule, subjects: Sequence[_Subject], counts: Counter[Applies], scope: Scope) -> None:
        """Keep how much the rule can judge, and what the judgement rests on. A scope has one kind of subjects once."""
        self.tally[rule.code, scope] = counts
        if rule.evidence is not None and not scope.unit and counts[Applies.JUDGED]:
            self.evidence[rule.code, scope] = partial(rule.evidence, subjects[0])

    def _finding(
        self, rule: AnyRule, severity: str, subject: _Subject, found: Found, scope: Scope
    ) -> tuple[Finding, Origin]:
        assert subject.origin is not None  # only a bare sentence has none
        place = (found.origin or subject.origin).place(*found.at)
        diagnostic = Diagnostic(
            rule.code, rule.name, severity, found.message, found.help, place, subject.object, self.loaded.folder
        )
        return Finding(diagnostic, scope), subject.origin

    def _sorted_out(self) -> tuple[list[Finding], list[Accepted]]:
        """What is told and what is accepted: by exceptions first, then by suppressions, then by the baseline."""
        exceptions = Exceptions(self.portfolio)
        suppressions = Suppressions(self.loaded.remarks, self.portfolio)
        baseline = Baseline(self.loaded.baseline)
        told: list[Finding] = []
        accepted: list[Accepted] = []

        def settle(finding: Finding, about: Origin) -> None:
            exception = exceptions.of(finding.diagnostic, finding.scope.unit)
            if exception is not None and exception.severity != "ignore":
                finding = finding._replace(diagnostic=with_severity(finding.diagnostic, exception.severity))
            if exception is not None and exception.severity == "ignore":
                accepted.append(Accepted(finding, "excepted", exception.reason))
            elif (reason := suppressions.reason(finding.diagnostic, about)) is not None:
                accepted.append(Accepted(finding, "suppressed", reason))
            elif baseline.knows(finding.diagnostic):
                accepted.append(Accepted(finding, "baseline", ""))
            else:
                told.append(finding)

        if self.portfolio.settings.checks.exceptions or self.loaded.remarks or self.loaded.baseline:
            for finding, about in self._found:
                settle(finding, about)
        else:
            told = [finding for finding, _ in self._found]
        self._found = []
        self._judge(ExceptionSubject, list(exceptions.subjects(self.company)), Scope())
        self._judge(SuppressionSubject, list(suppressions.subjects(self.company)), Scope())
        self._judge(BaselineSubject, list(baseline.subjects(self.company)), Scope())
        for finding, about in self._found:
            settle(finding, about)
        return told, accepted


def _due(when: Callable[[Any], Applies] | None, subjects: Sequence[_Subject]) -> _Due:
    """Which of the subjects can be judged, and how many: all of them, or the others by why they cannot."""
    if when is None:
        return subjects, Counter({Applies.JUDGED: len(subjects)})
    answers = [when(subject) for subject in subjects]
    counts = Counter({Applies.JUDGED: 0})
    counts.update(answers)
    return [subject for subject, answer in zip(subjects, answers, strict=True) if answer is Applies.JUDGED], counts


def _objective_title(subject: ObjectiveSubject) -> ObjectiveTitle:
    sentence = Sentence(subject.objective.title, subject.company.language)
    return ObjectiveTitle(sentence, subject.origin, subject.object)


def _key_result_title(subject: KeyResultSubject) -> KeyResultTitle:
    key_result = subject.key_result
    sentence = Sentence(key_result.title, subject.company.language)
    return KeyResultTitle(sentence, key_result.metric, False, subject.origin, subject.object)


def order(found: Diagnostic) -> tuple[bool, Place, str]:
    """In order of files and lines; what is said about OKRs comes after the OKRs."""
    return found.place.file.count("/") > 1, found.place, found.code
