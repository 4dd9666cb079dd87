"""What rules judge: the company, a cycle, a unit and its OKRs, down to a single sentence.

Each subject knows what it is part of, where it was written (`origin`) and what its findings are about (`object`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mkdocs_okr.analysis.calibration import Calibrations, calibrations
from mkdocs_okr.analysis.cascade import Cascade, cascade, fed_from_below, longer_cycles
from mkdocs_okr.analysis.coverage import rolled_out
from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding, UnitStanding, assess
from mkdocs_okr.analysis.tree import written_above
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.checks.words.language import LISTS, OWN, Language, language, languages
from mkdocs_okr.model import (
    Attestation,
    CheckIn,
    Cycle,
    KeepMetric,
    KeyResult,
    Level,
    MilestoneMetric,
    MovingMetric,
    Objective,
    OkrSet,
    Origin,
    Person,
    Place,
    Portfolio,
    Review,
    RuleException,
    Unit,
)
from mkdocs_okr.model.audience import named
from mkdocs_okr.sources import KnownFinding, Remark


class Company:
    """The whole portfolio, with what is computed from it once. Findings about it have no object.

    For those that judge how a company speaks of rules: `rules` are all rules there are, `run` the codes of those that
    are run this time. `is_whole` is False where something that is written is not in the portfolio, because it cannot
    be read or is not published: what nothing is found of may then be found elsewhere. `courses` says whether
    standings hold the weekly courses of objectives and units, which pages draw and no rule looks at.
    """

    object = ""

    def __init__(
        self,
        portfolio: Portfolio,
        rules: Sequence[AnyRule] = (),
        run: frozenset[str] = frozenset(),
        is_whole: bool = True,
        courses: bool = True,
    ) -> None:
        self.portfolio = portfolio
        self._courses = courses
        self.rules = rules
        self.run = run
        self.is_whole = is_whole
        self.origin: Origin = portfolio.organization.origin
        self._standings: dict[str, CycleStandings] = {}

    @cached_property
    def rules_by_word(self) -> Mapping[str, AnyRule]:
        """Every rule by its code and by its name, in small letters."""
        return {word.lower(): each for each in self.rules for word in (each.code, each.name)}

    @cached_property
    def language(self) -> Language:
        """The words that titles are judged by. Without a language that there are lists for, there are none."""
        words = self.portfolio.settings.checks.words
        code = words.language if words.language in languages() else OWN
        add = {name: more for name, more in words.add.items() if name in LISTS}
        remove = {name: fewer for name, fewer in words.remove.items() if name in LISTS}
        return language(code, add=add, remove=remove)

    @cached_property
    def cascade(self) -> Cascade:
        """Who contributes to what, over all cycles."""
        return cascade(self.portfolio)

    @cached_property
    def sets_by_cycle(self) -> Mapping[str, tuple[OkrSet, ...]]:
        """The OKRs of each cycle, in order of units."""
        found: dict[str, list[OkrSet]] = {cycle: [] for cycle in self.portfolio.cycles}
        for okrs in self.portfolio.okr_sets.values():
            found[okrs.cycle].append(okrs)
        return {cycle: tuple(sets) for cycle, sets in found.items()}

    @cached_property
    def sets_by_unit(self) -> Mapping[str, tuple[OkrSet, ...]]:
        """What each unit wrote, oldest cycle first."""
        found: dict[str, list[OkrSet]] = {}
        for okrs in self.portfolio.okr_sets.values():
            found.setdefault(okrs.unit, []).append(okrs)
        return {unit: tuple(sets) for unit, sets in found.items()}

    @cached_property
    def rolled_out(self) -> Mapping[str, Unit]:
        """The units that the roll-out includes, by id: those it names, or all of them."""
        return rolled_out(self.portfolio)

    @cached_property
    def calibrations(self) -> Calibrations:
        """How the key results of closed cycles ended."""
        return calibrations(self.portfolio, self.standings)

    @cached_property
    def named(self) -> frozenset[str | None]:
        """The ids of everybody who is named anywhere, among those of units."""
        return frozenset(named(self.portfolio))

    @cached_property
    def fed_from_below(self) -> frozenset[tuple[str, str]]:
        """Cycle and unit of all OKRs that objectives right below could contribute to."""
        return fed_from_below(self.portfolio)

    @cached_property
    def partly_hidden(self) -> frozenset[str]:
        """The cycles of which this audience does not see every objective, and the longer ones above them."""
        cycles = [self.portfolio.cycles[cycle] for cycle, _ in self.portfolio.hidden]
        return frozenset(each.id for cycle in cycles for each in (cycle, *longer_cycles(self.portfolio, cycle)))

    def could_be_contributed_to(self, okrs: OkrSet) -> bool:
        """Whether there is somebody who could contribute to these, and whether this audience would see it."""
        return (okrs.cycle, okrs.unit) in self.fed_from_below and okrs.cycle not in self.partly_hidden

    def standings(self, cycle: Cycle) -> CycleStandings:
        """Scores and pace of everything in `cycle`; with `courses`, also how objectives and units came there."""
        known = self._standings.get(cycle.id)
        if known is None:
            known = self._standings[cycle.id] = assess(self.portfolio, cycle, courses=self._courses)
        return known


@dataclass(slots=True)
class CycleSubject:
    """A cycle as a whole. Its findings point into cycle.yml unless they say otherwise."""

    company: Company
    cycle: Cycle

    @property
    def origin(self) -> Origin:
        """Where the cycle is described."""
        return self.cycle.origin

    @property
    def object(self) -> str:
        """The cycle's id."""
        return self.cycle.id

    @property
    def sets(self) -> tuple[OkrSet, ...]:
        """What the units wrote for it."""
        return self.company.sets_by_cycle[self.cycle.id]

    @property
    def standings(self) -> CycleStandings:
        """Where everything in it stands."""
        return self.company.standings(self.cycle)


@dataclass(slots=True)
class UnitSubject:
    """A unit with its charter, whatever the cycle."""

    company: Company
    unit: Unit

    @property
    def origin(self) -> Origin:
        """Where the unit is described."""
        return self.unit.origin

    @property
    def object(self) -> str:
        """The unit's id."""
        return self.unit.id


@dataclass(slots=True)
class PersonSubject:
    """Somebody of people.yml."""

    company: Company
    person: Person

    @property
    def origin(self) -> Origin:
        """The person's entry."""
        return self.person.origin

    @property
    def object(self) -> str:
        """The person's id."""
        return self.person.id


@dataclass
class OkrsSubject:
    """A unit's OKRs of a cycle, with what its objectives are compared with, looked up once."""

    company: Company
    okrs: OkrSet
    unit: Unit
    cycle: Cycle
    level: Level
    standings: CycleStandings

    @property
    def origin(self) -> Origin:
        """The OKR file."""
        return self.okrs.origin

    @property
    def object(self) -> str:
        """Cycle and unit: "2027-q1/marketing"."""
        return f"{self.okrs.cycle}/{self.okrs.unit}"

    @property
    def standing(self) -> UnitStanding | None:
        """Where the unit stands; None without an objective."""
        return self.standings.units.get(self.unit.id)

    @property
    def hidden(self) -> bool:
        """Whether some of the unit's objectives are not for this audience."""
        return (self.okrs.cycle, self.okrs.unit) in self.company.portfolio.hidden

    @cached_property
    def first_titled(self) -> Mapping[str, Objective]:
        """The first objective of each title, as `as_read` reads it."""
        found: dict[str, Objective] = {}
        for objective in self.okrs.objectives:
            found.setdefault(as_read(objective.title), objective)
        return found

    @cached_property
    def perspective_nearby(self) -> str | None:
        """The first perspective that an objective of the unit has, or else one of the units above in the same cycle."""
        return next((each.perspective for each in self._nearby() if each.perspective), None)

    @cached_property
    def has_theme_nearby(self) -> bool:
        """Whether an objective of the unit, or of the units above in the same cycle, has a theme."""
        return any(each.theme for each in self._nearby())

    @cached_property
    def is_weighed(self) -> bool:
        """Whether any objective lies in a perspective that the level gives weight to."""
        weights = self.level.weights
        return any(weights.get(each.perspective or "", 0) > 0 for each in self.okrs.objectives)

    @cached_property
    def contributors(self) -> tuple[str, ...]:
        """Everybody who contributes to one of the key results, each once, in the order of the file."""
        objectives = self.okrs.objectives
        named = (name for each in objectives for key_result in each.key_results for name in key_result.contributors)
        return tuple(dict.fromkeys(named))

    def _nearby(self) -> Iterator[Objective]:
        """The objectives of the unit, and those of the units above it in the same cycle."""
        yield from self.okrs.objectives
        for above in written_above(self.company.portfolio, self.cycle.id, self.unit):
            yield from above.objectives


@dataclass
class ObjectiveSubject:
    """An objective among its unit's OKRs, with what its key results are compared with, looked up once."""

    okrs: OkrsSubject
    objective: Objective
    standing: ObjectiveStanding

    @property
    def company(self) -> Company:
        """The whole."""
        return self.okrs.company

    @property
    def origin(self) -> Origin:
        """Where the objective is written."""
        return self.objective.origin

    @property
    def object(self) -> str:
        """The objective's full reference."""
        return str(self.objective.ref)

    @cached_property
    def first_titled(self) -> Mapping[str, KeyResult]:
        """The first key result of each title, without regard to capitals."""
        found: dict[str, KeyResult] = {}
        for key_result in self.objective.key_results:
            found.setdefault(key_result.title.casefold(), key_result)
        return found

    @cached_property
    def is_weighed(self) -> bool:
        """Whether any of its key results counts."""
        return any(each.weight > 0 for each in self.objective.key_results)

    @cached_property
    def waits_for_the_last_day(self) -> bool:
        """Whether several key results are due on the cycle's last day, and nothing is expected to be seen before."""
        ends, key_results = self.okrs.cycle.ends, self.objective.key_results
        if any(each.due != ends for each in key_results):
            return False
        open_ones = [each for each in key_results if not isinstance(each.metric, KeepMetric)]
        return len(open_ones) > 1 and all(waits_for_the_last_day(each) for each in open_ones)


@dataclass(slots=True)
class KeyResultSubject:
    """A key result of an objective."""

    objective: ObjectiveSubject
    key_result: KeyResult
    standing: KeyResultStanding

    @property
    def company(self) -> Company:
        """The whole."""
        return self.objective.okrs.company

    @property
    def okrs(self) -> OkrsSubject:
        """The unit's OKRs that it is part of."""
        return self.objective.okrs

    @property
    def origin(self) -> Origin:
        """Where the key result is written."""
        return self.key_result.origin

    @property
    def object(self) -> str:
        """The key result's full reference."""
        return str(self.key_result.ref)


@dataclass(slots=True)
class CheckInSubject:
    """A check-in of a unit."""

    okrs: OkrsSubject
    check_in: CheckIn

    @property
    def company(self) -> Company:
        """The whole."""
        return self.okrs.company

    @property
    def origin(self) -> Origin:
        """The check-in's file."""
        return self.check_in.origin

    @property
    def object(self) -> str:
        """Cycle, unit and day: "2027-q1/marketing/2027-02-08"."""
        return f"{self.check_in.cycle}/{self.check_in.unit}/{self.check_in.date}"


@dataclass(slots=True)
class ReviewSubject:
    """A unit's review of a cycle."""

    okrs: OkrsSubject
    review: Review

    @property
    def company(self) -> Company:
        """The whole."""
        return self.okrs.company

    @property
    def origin(self) -> Origin:
        """The review's file."""
        return self.review.origin

    @property
    def object(self) -> str:
        """Cycle and unit: "2027-q1/marketing"."""
        return f"{self.review.cycle}/{self.review.unit}"


@dataclass(slots=True)
class AttestationSubject:
    """Somebody's word for a checklist item, and a newer one of the same item that counts, if there is one."""

    company: Company
    attestation: Attestation
    newer: Attestation | None

    @property
    def origin(self) -> Origin:
        """Where it stands in attestations.yml."""
        return self.attestation.origin

    @property
    def object(self) -> str:
        """The item's key."""
        return self.attestation.item


@dataclass(slots=True)
class ExceptionSubject:
    """An exception of settings.yml, and whether any finding fell under it.

    `index` is its place in the list, from 0; `codes` are those of its rules that exist.
    """

    company: Company
    exception: RuleException
    index: int
    codes: frozenset[str]
    is_used: bool
    object: str = ""

    @property
    def origin(self) -> Origin:
        """The checks' section of settings.yml; without one there is no exception."""
        origin = self.company.portfolio.settings.checks.origin
        assert origin is not None
        return origin


@dataclass(slots=True)
class SuppressionSubject:
    """A comment that asks not to be told of a finding: `# okr: ignore[KR004] a reason`.

    `rules` are the words in its brackets, `silenced` those of them that silenced something. A remark that is no
    suppression at all has no rules. What is found about a comment is about its file.
    """

    company: Company
    remark: Remark
    rules: tuple[str, ...]
    reason: str
    silenced: frozenset[str]
    object: str

    @property
    def origin(self) -> Origin:
        """The comment."""
        return At(self.remark.place)


@dataclass(slots=True)
class BaselineSubject:
    """An entry of baseline.yml, and whether what it tells of is still there."""

    company: Company
    known: KnownFinding
    still_there: bool

    @property
    def origin(self) -> Origin:
        """The entry."""
        return At(self.known.place)

    @property
    def object(self) -> str:
        """What the finding is about."""
        return self.known.object


def waits_for_the_last_day(key_result: KeyResult) -> bool:
    """Whether nothing is expected to be seen of it before it is due."""
    metric = key_result.metric
    if isinstance(metric, MovingMetric):
        return not metric.plan
    return not (isinstance(metric, MilestoneMetric) and any(each.due for each in metric.milestones))


def as_read(title: str) -> str:
    """A title as somebody compares it with another: without capitals, and without the mark at its end."""
    return title.casefold().strip(" .!")


class At(NamedTuple):
    """The origin of something that is a single point in a file."""

    point: Place

    def place(self, *path: str | int) -> Place:
        """The point, whatever is asked for."""
        return self.point
