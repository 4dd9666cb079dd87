"""A sources folder becomes a portfolio."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from mkdocs_okr.model import CheckIn, Cycle, Objective, OkrSet, Portfolio, Ref, Review, Settings, Unit
from mkdocs_okr.model.audience import visible_to
from mkdocs_okr.model.unscored import without_closed_scores
from mkdocs_okr.sources.baseline import KnownFinding, known_findings
from mkdocs_okr.sources.diagnostics import Diagnostic
from mkdocs_okr.sources.document import Value
from mkdocs_okr.sources.files import Files
from mkdocs_okr.sources.folder import Entry, Key, Kind, check_ins_of, entries, is_source, kind_of
from mkdocs_okr.sources.memory import no_garbage_collection
from mkdocs_okr.sources.neighbourhood import Folder, Surveyor, written_parents
from mkdocs_okr.sources.origin import FileOrigin, SourceFile, Step
from mkdocs_okr.sources.plain_entries import plain_check_in
from mkdocs_okr.sources.playbook import playbook
from mkdocs_okr.sources.recorded_changes import with_recorded_changes
from mkdocs_okr.sources.records.baseline import BaselineRecord
from mkdocs_okr.sources.records.okrs import CheckInRecord, CycleRecord, OkrFileRecord, ReviewRecord
from mkdocs_okr.sources.records.organization import (
    AttestationsRecord,
    OrganizationRecord,
    PeopleRecord,
    UnitRecord,
)
from mkdocs_okr.sources.records.settings import SettingsRecord
from mkdocs_okr.sources.records.values import Record
from mkdocs_okr.sources.remarks import Remark
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve import organization as organisation
from mkdocs_okr.sources.resolve.cascade import check_cascade
from mkdocs_okr.sources.resolve.check_ins import KnownKeyResults, Log, entries_of
from mkdocs_okr.sources.resolve.cycles import CycleSource, cycles
from mkdocs_okr.sources.resolve.names import Names, Source, ids_of
from mkdocs_okr.sources.resolve.okrs import OkrSource, Surroundings, okr_set
from mkdocs_okr.sources.resolve.references import Targets
from mkdocs_okr.sources.resolve.settings import FORMAT, settings
from mkdocs_okr.sources.scalars import Unreadable, number
from mkdocs_okr.sources.validation import ObjectAt, no_object, record_of

R = TypeVar("R", bound=Record)

_ABOUT_OKRS = frozenset({Kind.OKRS, Kind.CHECK_IN, Kind.REVIEW})

_MAX_UNITS = 50
"""The OKRs of how many units are judged without reading everything."""


class NoSources(Exception):
    """There is no folder to read; the message says so in words for the person who asked."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a folder gave.

    `portfolio` is None only where nothing can be made of the folder. With errors among the `diagnostics` it is
    incomplete: good enough to check further, not to publish. `remarks` are the comments that speak to the checks,
    `baseline` the findings that the company knows of.

    `named` is None when everything was read. Otherwise a few files were asked for, these are the cycles and units that
    they are about, and others were left out: what is found in those few files is all there is to find in them, what is
    found elsewhere means nothing.
    """

    portfolio: Portfolio | None
    diagnostics: tuple[Diagnostic, ...]
    folder: Path
    remarks: tuple[Remark, ...] = ()
    baseline: tuple[KnownFinding, ...] = ()
    named: frozenset[Key] | None = None

    @property
    def partial(self) -> bool:
        """Whether files were left out because they were not asked for."""
        return self.named is not None

    @property
    def has_errors(self) -> bool:
        """Whether something stands in the way of publishing."""
        return any(found.severity == "error" for found in self.diagnostics)


def load(
    folder: Path,
    *,
    as_of: date | None = None,
    audience: str | None = None,
    files: Collection[str] | None = None,
    unpublished: bool = False,
    history: bool = False,
) -> Loaded:
    """Read every file of `folder`; everything that is wrong is reported, never raised.

    `as_of` is "today" and `audience` who reads the portal (public, internal or restricted); both win over
    settings.yml. Objectives for a narrower circle than the audience are not part of the portfolio. Nor are the scores
    of closed cycles where settings.yml keeps them from being published, unless `unpublished` ones are asked for.

    With `files`, names relative to the folder, no more is read than what it takes to judge these: with a few OKR
    files, check-ins or reviews what they have to do with, with any other file everything.

    With `history`, git is asked what changed inside the cycles without being written down.

    Raises `NoSources` when `folder` is not a folder.
    """
    try:
        there = folder.exists()
    except OSError as error:  # a name that is too long, a link that leads to itself
        raise NoSources(f"{folder} cannot be opened: {error.strerror}") from error
    if not there:
        raise NoSources(f"there is no folder {folder}")
    if not folder.is_dir():
        raise NoSources(f"{folder} is a file, not a folder")
    report = Report(folder)
    with no_garbage_collection():
        loading = _Loading(folder, report, as_of, audience, None if files is None else _named(files))
        portfolio = loading.portfolio()
        baseline: tuple[KnownFinding, ...] = ()
        if portfolio is not None:
            portfolio = visible_to(portfolio, portfolio.settings.audience)
            portfolio = portfolio if unpublished else without_closed_scores(portfolio)
            if history:
                portfolio = with_recorded_changes(portfolio, folder, loading.named)
            baseline = loading.baseline()
    return Loaded(portfolio, report.findings(), folder, tuple(sorted(loading.files.remarks)), baseline, loading.named)


def _named(files: Collection[str]) -> frozenset[Key] | None:
    """The cycles and units that `files` are about; None when they are about more than that."""
    found = set()
    for name in files:
        entry = kind_of(name)
        if entry is not None and entry.kind in _ABOUT_OKRS:
            found.add((entry.cycle, entry.unit))
        elif entry is not None or is_source(name) or name.startswith("../"):
            return None
    return frozenset(found) if len({unit for _, unit in found}) <= _MAX_UNITS else None


class _Loading:
    """One reading of a folder, from the files that others refer to up to those that refer to them."""

    def __init__(
        self, folder: Path, report: Report, as_of: date | None, audience: str | None, named: frozenset[Key] | None
    ) -> None:
        self.named = named
        self.folder = folder
        self.report = report
        self.files = Files(folder, report)
        self.as_of = as_of
        self.audience = audience
        self.entries: dict[Kind, list[Entry]] = defaultdict(list)
        self._note(entries(folder, report, check_ins=named is None))

    def _note(self, found: Iterable[Entry]) -> None:
        for entry in found:
            self.entries[entry.kind].append(entry)

    def portfolio(self) -> Portfolio | None:
        """The whole, or None when the folder is in a newer format."""
        settings_source = self._top(Kind.SETTINGS)
        if self._is_newer(settings_source):
            return None
        choices = self._settings(settings_source)
        as_of = choices.as_of or date.today()

        people_source = self._top(Kind.PEOPLE)
        organization_source = self._top(Kind.ORGANIZATION)
        theme_ids = ids_of(organization_source.value, "themes")
        cycle_ids = {entry.cycle for kind in (Kind.CYCLE, Kind.OKRS) for entry in self.entries[kind]}
        all_units = {*ids_of(organization_source.value, "units"), *(entry.unit for entry in self.entries[Kind.UNIT])}
        found_cycles = self._cycles()
        okr_sources, left_out = self._okr_sources(
            organization_source.value,
            {cycle: _longer(cycle, found_cycles) for cycle in cycle_ids},
            {"perspective": [each.id for each in choices.perspectives], "theme": theme_ids},
        )
        unit_sources = [(entry, self.files.read(entry)) for entry in self.entries[Kind.UNIT]]
        people_ids = ids_of(people_source.value, "people")
        health_ids = {e.unit: ids_of(s.value, "health_metrics") for e, s in unit_sources}
        health_ids |= {name: ids_of(unit, "health_metrics") for name, unit in _inline_units(organization_source.value)}
        health_certain = {e.unit: s.complete for e, s in unit_sources}

        people_record = self._record(PeopleRecord, people_source)
        persons = organisation.people(people_record or PeopleRecord(), people_source.file, self.report)
        people = Names("person", "unknown-person", "people.yml", persons, people_ids, people_source.complete)
        organization_record = self._record(OrganizationRecord, organization_source) or OrganizationRecord()
        unit_records = self._unit_records(unit_sources, organization_record, organization_source)
        unit_names = Names(
            "unit",
            "unknown-unit",
            "units/ (one file for each)",
            {source.id for source in unit_records},
            all_units,
            organization_source.complete,
        )
        level_names = _listed("level", "unknown-level", "settings.yml", [e.id for e in choices.levels], settings_source)
        units = organisation.units(unit_records, choices.levels, self.report, people, level_names, unit_names)
        organization = organisation.organization(
            organization_record, organization_source.file, self.report, people, unit_names
        )

        unread = {(e.cycle, e.unit) for e, s in okr_sources if not s.complete or _has_doubles(s.value)} | left_out
        targets = Targets(
            cycles=cycle_ids,
            units=all_units,
            usable=set(),
            declared={(e.cycle, e.unit): _declared(s.value) for e, s in okr_sources if s.complete},
            unread=unread,
            left_out=left_out,
        )
        okr_records = self._okr_records(okr_sources, found_cycles, unit_names)
        unread.update((e.cycle, e.unit) for e, s in okr_sources if self.report.names_are_mistyped(s.file))
        for source in okr_records:
            targets.usable.update(_refs(source))
        around = Surroundings(
            people=people,
            units=unit_names,
            helpers=Names(
                "person or unit",
                "unknown-person",
                "people.yml",
                {**persons, **units},
                {*people_ids, *all_units},
                people.certain and unit_names.certain,
            ),
            perspectives=_listed(
                "perspective",
                "unknown-perspective",
                "settings.yml",
                [p.id for p in choices.perspectives],
                settings_source,
            ),
            themes=Names(
                "theme",
                "unknown-theme",
                "organization.yml",
                {theme.id for theme in organization.themes},
                theme_ids,
                organization_source.complete,
            ),
            health_metrics={
                unit.id: Names(
                    "health metric",
                    "unknown-health-metric",
                    f"the charter of `{unit.id}`",
                    {metric.id for metric in unit.charter.health_metrics},
                    health_ids.get(unit.id, []),
                    health_certain.get(unit.id, True),
                )
                for unit in units.values()
            },
            targets=targets,
        )
        okr_sets = {(source.cycle.id, source.unit): okr_set(source, self.report, around) for source in okr_records}
        # Of the units beside, it matters which of them have OKRs, not what these are.
        okr_sets |= {key: self._without_okrs(key) for key in left_out if any(key[0] == c for c, _ in self.named or ())}
        objectives = {objective.ref: objective for okrs in okr_sets.values() for objective in okrs.objectives}
        depth = {level.id: i for i, level in enumerate(choices.levels)}
        check_cascade(objectives, units, depth, self.report)
        self._add_check_ins_and_reviews(okr_sets, found_cycles, units, as_of, around)

        attestations_source = self._top(Kind.ATTESTATIONS)
        attestations_record = self._record(AttestationsRecord, attestations_source)
        return Portfolio(
            settings=choices,
            organization=organization,
            as_of=as_of,
            units=units,
            people=persons,
            cycles=found_cycles,
            okr_sets={
                (cycle, unit): okr_sets[cycle, unit]
                for cycle in found_cycles
                for unit in units
                if (cycle, unit) in okr_sets
            },
            attestations=organisation.attestations(
                attestations_record or AttestationsRecord(), attestations_source.file, self.report, people
            ),
            playbook=playbook(choices.playbook, settings_source.file, self.folder, self.files, self.report),
        )

    def baseline(self) -> tuple[KnownFinding, ...]:
        """The findings that the company knows of."""
        source = self._top(Kind.BASELINE)
        record = self._record(BaselineRecord, source)
        return tuple(known_findings(record, source.file)) if record is not None else ()

    def _top(self, kind: Kind) -> Source:
        """One of the files at the top of the folder; an empty one where it is not there."""
        found = self.entries[kind]
        return self.files.read(found[0]) if found else Source(SourceFile(self.folder, f"{kind.value}.yml"), None)

    def _record(self, model: type[R], source: Source, object_at: ObjectAt = no_object) -> R | None:
        """The record of a file; None when nothing can be made of it."""
        if not source.complete:
            return None
        return record_of(model, source.value, source.file, self.report, object_at)

    def _is_newer(self, source: Source) -> bool:
        value = source.value.get("format") if isinstance(source.value, dict) else None
        try:
            written = number(value)
        except Unreadable:
            return False
        if written <= FORMAT:
            return False
        self.report.forget()  # by the rules of another format all of it may be right
        self.report.value(
            "newer-format",
            source.file,
            ("format",),
            f"this folder is written in format {written:g}; this version of mkdocs-okr reads format {FORMAT}",
            "Install a newer version: `pip install --upgrade mkdocs-okr`.",
        )
        return True

    def _settings(self, source: Source) -> Settings:
        record = self._record(SettingsRecord, source) or SettingsRecord()
        return settings(record, source.file, self.report, as_of=self.as_of, audience=self.audience)

    def _unit_records(
        self, sources: Sequence[tuple[Entry, Source]], record: OrganizationRecord, source: Source
    ) -> list[organisation.UnitSource]:
        found = [
            organisation.UnitSource(unit.id, unit, source.file, ("units", i))
            for i, unit in enumerate(record.units or ())
        ]
        for entry, unit_source in sources:
            name = entry.unit
            unit = self._record(UnitRecord, unit_source, _object_named(name))
            if unit is not None:
                found.append(organisation.UnitSource(name, unit, unit_source.file))
        return found

    def _cycles(self) -> dict[str, Cycle]:
        found = []
        for entry in self.entries[Kind.CYCLE]:
            source, name = self.files.read(entry), entry.cycle
            record = self._record(CycleRecord, source, _object_named(name))
            if record is not None:
                found.append(CycleSource(name, record, source.file))
        declared = {entry.cycle for entry in self.entries[Kind.CYCLE]}
        usable = {source.id for source in found}
        names = Names("cycle", "unknown-cycle", "a folder of its own with a cycle.yml", usable, declared)
        return cycles(found, self.report, names)

    def _okr_sources(
        self, organization: Value, longer: Mapping[str, Sequence[str]], used: Mapping[str, Sequence[str]]
    ) -> tuple[list[tuple[Entry, Source]], set[Key]]:
        """The OKR files that matter, and the cycles and units of those that were left out.

        Of units, check-ins and reviews only those that matter stay in the list.
        """
        okrs = {(entry.cycle, entry.unit): entry for entry in self.entries[Kind.OKRS]}
        if self.named is None:
            return [(entry, self.files.read(entry)) for entry in okrs.values()], set()
        inline = _inline_parents(organization)  # these come first, and count where a unit is described twice
        parents = {**inline, **written_parents(self.entries[Kind.UNIT], self.files), **inline}
        surveyor = Surveyor(Folder(okrs, parents, longer, used), self.files)
        around = surveyor.neighbourhood(self.named, _rolled_out(organization))
        units, reviews = self.entries[Kind.UNIT], self.entries[Kind.REVIEW]
        self.entries[Kind.UNIT] = [entry for entry in units if entry.unit in around.units]
        self.entries[Kind.REVIEW] = [entry for entry in reviews if (entry.cycle, entry.unit) in around.followed]
        self._note(check_ins_of(self.folder, self.report, around.followed))
        return (
            [(entry, around.okrs[key]) for key, entry in okrs.items() if key in around.okrs],
            okrs.keys() - around.okrs.keys(),
        )

    def _okr_records(
        self, sources: Sequence[tuple[Entry, Source]], found_cycles: Mapping[str, Cycle], units: Names
    ) -> list[OkrSource]:
        found = []
        for entry, source in sources:
            known = self._belongs_to_unit(entry, source.file, units)
            prefix = f"{entry.cycle}/{entry.unit}"
            record = self._record(OkrFileRecord, source, _object_in_okrs(prefix))
            if record is not None and known and entry.cycle in found_cycles:
                found.append(OkrSource(found_cycles[entry.cycle], entry.unit, record, source.file))
        return found

    def _belongs_to_unit(self, entry: Entry, file: SourceFile, units: Names) -> bool:
        """Whether the unit that the file's name says exists; a complaint when it does not."""
        return units.check(entry.unit, self.report, file, (), entry.unit) is not None

    def _add_check_ins_and_reviews(
        self,
        okr_sets: dict[tuple[str, str], OkrSet],
        found_cycles: Mapping[str, Cycle],
        units: Mapping[str, Unit],
        as_of: date,
        around: Surroundings,
    ) -> None:
        """Read what was said during and after the cycles, and add it to the OKRs that it is about."""
        check_ins: dict[tuple[str, str], list[CheckIn]] = defaultdict(list)
        reviews: dict[tuple[str, str], Review] = {}
        logs: dict[tuple[str, str], Log | None] = {}
        for entry in (*self.entries[Kind.CHECK_IN], *self.entries[Kind.REVIEW]):
            key = (entry.cycle, entry.unit)
            if key not in logs:
                logs[key] = self._log(entry, okr_sets.get(key), found_cycles, units, around)
            log = logs[key]
            if entry.day is None:
                source = self.files.read(entry)
                review_record = self._record(ReviewRecord, source, _object_named("/".join(key)))
                if review_record is not None and log is not None:
                    reviews[key] = log.review(review_record, source.file)
                continue
            found = self._check_in(entry, entry.day, log)
            if found is not None and log is not None:
                log.check_date(entry.day, as_of, SourceFile(self.folder, entry.name))
                check_ins[key].append(found)
        for log in logs.values():
            if log is not None:
                log.report_unknown()
        for key in {**check_ins, **reviews}:
            okrs = okr_sets.get(key) or self._without_okrs(key)
            ordered = tuple(sorted(check_ins[key], key=lambda check_in: check_in.date))
            okr_sets[key] = replace(okrs, check_ins=ordered, review=reviews.get(key))

    def _log(
        self,
        entry: Entry,
        okrs: OkrSet | None,
        found_cycles: Mapping[str, Cycle],
        units: Mapping[str, Unit],
        around: Surroundings,
    ) -> Log | None:
        """What check-ins and reviews of a unit in a cycle are read against; None where unit or cycle are missing."""
        known = self._belongs_to_unit(entry, SourceFile(self.folder, entry.name), around.units)
        if not known or entry.unit not in units or entry.cycle not in found_cycles:
            return None
        key = (entry.cycle, entry.unit)
        return Log(
            found_cycles[entry.cycle],
            entry.unit,
            _known_key_results(key, okrs, around.targets),
            around.people,
            around.health_metrics[entry.unit],
            self.report,
        )

    def _check_in(self, entry: Entry, day: date, log: Log | None) -> CheckIn | None:
        """A check-in: the quick way where its file has the usual form, else the way of all other files."""
        text = self.files.text(entry.name)
        if text is None:
            return None
        plain = plain_check_in(text)
        if plain is not None:
            try:
                record = CheckInRecord.model_validate(plain.rest)
            except ValidationError:
                pass  # read again below, where mistakes are told
            else:
                self.files.hear(entry.name, text)
                file = SourceFile(self.folder, entry.name)
                return log.check_in(record, plain.entries, day, file) if log is not None else None
        source = self.files.parsed(entry.name, text)
        full = self._record(CheckInRecord, source, _object_named(f"{entry.cycle}/{entry.unit}"))
        if full is None or log is None:
            return None
        return log.check_in(full, entries_of(full), day, SourceFile(self.folder, entry.name))

    def _without_okrs(self, key: tuple[str, str]) -> OkrSet:
        """For a unit that checks in without an OKR file, or whose file was left out: its origin is where that is."""
        cycle, unit = key
        return OkrSet(unit, cycle, FileOrigin(SourceFile(self.folder, f"{cycle}/{unit}.yml")))


def _listed(word: str, code: str, home: str, ids: Sequence[str], source: Source) -> Names:
    return Names(word, code, home, ids, ids, source.complete)


def _longer(cycle: str, cycles: Mapping[str, Cycle]) -> list[str]:
    """The cycles above a cycle, the nearest first."""
    found: list[str] = []
    above = cycles[cycle].parent if cycle in cycles else None
    while above is not None:
        found.append(above)
        above = cycles[above].parent
    return found


def _inline_units(organization: Value) -> Iterator[tuple[str, Value]]:
    """The units that stand in organization.yml, by id."""
    units = organization.get("units") if isinstance(organization, dict) else None
    for unit in units if isinstance(units, list) else ():
        if isinstance(unit, dict) and isinstance(unit.get("id"), str):
            yield unit["id"], unit


def _inline_parents(organization: Value) -> dict[str, str | None]:
    written = {name: unit.get("parent") for name, unit in _inline_units(organization)}
    return {name: parent if isinstance(parent, str) else None for name, parent in written.items()}


def _rolled_out(organization: Value) -> list[str]:
    """The units that the roll-out names."""
    roll_out = organization.get("roll_out") if isinstance(organization, dict) else None
    units = roll_out.get("units") if isinstance(roll_out, dict) else None
    return [unit for unit in (units if isinstance(units, list) else [units]) if isinstance(unit, str)]


def _declared(value: Value) -> dict[str, list[str]]:
    """The objectives that an OKR file declares and the key results of each, faulty ones included."""
    objectives = value.get("objectives") if isinstance(value, dict) else None
    if not isinstance(objectives, list):
        return {}
    return {
        objective["id"]: ids_of(objective, "key_results")
        for objective in objectives
        if isinstance(objective, dict) and isinstance(objective.get("id"), str)
    }


def _has_doubles(value: Value) -> bool:
    """Whether an OKR file gives an id twice, so that nobody knows which of the two a reference means."""
    objectives = value.get("objectives") if isinstance(value, dict) else None
    lists = [ids_of(value, "objectives"), *(ids_of(o, "key_results") for o in objectives or () if isinstance(o, dict))]
    return any(len(set(ids)) < len(ids) for ids in lists)


def _refs(source: OkrSource) -> Iterator[Ref]:
    for objective in source.record.objectives or ():
        yield Ref(source.cycle.id, source.unit, objective.id)
        for key_result in objective.key_results or ():
            yield Ref(source.cycle.id, source.unit, objective.id, key_result.id)


def _known_key_results(key: tuple[str, str], okrs: OkrSet | None, targets: Targets) -> KnownKeyResults:
    objectives = okrs.objectives if okrs is not None else ()
    declared = targets.declared.get(key, {})
    return KnownKeyResults(
        refs={f"{o.id}/{k.id}": k.ref for o in objectives for k in o.key_results},
        former=_former_names(objectives),
        declared=[f"{objective}/{name}" for objective, names in declared.items() for name in names],
        certain=key not in targets.unread,
    )


def _former_names(objectives: Iterable[Objective]) -> dict[str, Ref]:
    """The key results that were called otherwise, or whose objective was, by what they may have been called."""
    return {
        f"{objective}/{key_result}": k.ref
        for o in objectives
        for k in o.key_results
        if o.aliases or k.aliases
        for objective in (o.id, *o.aliases)
        for key_result in (k.id, *k.aliases)
    }


def _object_in_okrs(prefix: str) -> ObjectAt:
    """Names the objective or key result that a path of an OKR file leads into."""

    def object_at(value: Value, path: Sequence[Step]) -> str:
        names = [prefix]
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(step, int) and isinstance(value, dict) and len(names) < 3:
                name = value.get("id")
                if not isinstance(name, str):
                    break
                names.append(name)
        return "/".join(names)

    return object_at


def _object_named(name: str) -> ObjectAt:
    """For files that are about one thing as a whole."""
    return lambda value, path: name
