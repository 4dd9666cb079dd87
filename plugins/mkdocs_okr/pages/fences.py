"""What fences show on any page of the site: a registry of kinds, and the way from what is written to HTML."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from markupsafe import Markup

from mkdocs_okr.diagrams.cascade import neighbourhood
from mkdocs_okr.diagrams.picture import Picture
from mkdocs_okr.model import Cycle, CycleState, KeyResult, Level, Objective, OkrSet, Place, Portfolio, Unit
from mkdocs_okr.pages import components
from mkdocs_okr.pages.addresses import Links, unit_address
from mkdocs_okr.pages.alignment_pages import alignment
from mkdocs_okr.pages.cascade_pages import everything_pictured
from mkdocs_okr.pages.dependency_views import dependencies_picture, dependencies_table
from mkdocs_okr.pages.fence_places import FencePlaces
from mkdocs_okr.pages.metrics_mapping import metrics_mapping
from mkdocs_okr.pages.okr_views import key_result_view, objective_view
from mkdocs_okr.pages.pictures import cascade_address, cascade_view, framed, in_words
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.scorecard_views import scorecard
from mkdocs_okr.pages.strategy_views import level_address, level_objectives, level_strategy_map, strategy_map
from mkdocs_okr.sources import Diagnostic
from mkdocs_okr.sources.diagnostics import diagnostic, did_you_mean, listing, nearest
from mkdocs_okr.sources.fences import CYCLE, Entry, in_file, wish
from mkdocs_okr.sources.scalars import shown


class Of(Enum):
    """What may be named behind a kind."""

    UNIT = "a unit"
    OBJECTIVE = "an objective"
    EITHER = "a unit or an objective"
    UNIT_OR_LEVEL = "a unit or a level"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry of a fence is about; `objective` is None where it is about a whole unit.

    `objectives` are those of the unit that are for the portal's readers: one at least, unless the kind is about units
    and there are some below it.
    """

    portal: Portal
    links: Links
    cycle: Cycle
    unit: Unit
    objectives: tuple[Objective, ...]
    objective: Objective | None

    @property
    def closed(self) -> bool:
        """Whether the scores are final."""
        return self.cycle.state is CycleState.CLOSED

    def render(self, template: str, **context: object) -> Markup:
        """The HTML of a template that knows the subject as `it`."""
        return self.portal.render(f"fences/{template}", self.links, it=self, closed=self.closed, **context)


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that a fence can show. `show` gives its HTML, empty where there is nothing to be seen.

    `of_level` does the same for a level where one can be named. `of_objectives` says that there is nothing to show
    while nobody has written objectives.
    """

    of: Of
    show: Callable[[Subject], Markup]
    of_level: Callable[[Portal, Links, Level, Cycle], Markup] | None = None
    of_objectives: bool = True


def _cascade(it: Subject) -> Markup:
    if it.unit.parent is None:
        return _pictured(it, everything_pictured(it.portal, it.links, it.cycle, it.unit)[0])
    whole = it.links.to(cascade_address(it.portal, it.cycle, it.unit))
    return _pictured(it, neighbourhood(cascade_view(it.portal, it.links), it.unit, it.portal.spread(it.cycle), whole))


def _pictured(it: Subject, picture: Picture) -> Markup:
    """A picture with its list; empty where nothing in it leads anywhere."""
    if not picture.arrows:
        return Markup("")
    picture = replace(picture, description="The list below it says the same in words.")
    return framed(it.portal, it.links, picture) + in_words(it.portal, it.links, picture)


def _objective(it: Subject) -> Markup:
    assert it.objective is not None
    view = objective_view(it.portal, it.links, it.objective, it.portal.standings(it.cycle))
    return it.render("objective.j2", o=view, page=it.links.to(unit_address(it.cycle.id, it.unit.id)))


def _key_results(it: Subject) -> Markup:
    standings = it.portal.standings(it.cycle)
    objectives = [it.objective] if it.objective else it.objectives

    def rows(key_results: Iterable[KeyResult]) -> list[tuple[str, object]]:
        return [(it.links.to_ref(k.ref), key_result_view(it.portal, it.links, k, standings)) for k in key_results]

    groups = [(each.title, it.links.to_ref(each.ref), rows(each.key_results)) for each in objectives]
    return it.render("key_results.j2", groups=groups)


def _score(it: Subject) -> Markup:
    standings = it.portal.standings(it.cycle)
    standing = standings.objectives[it.objective.ref] if it.objective else standings.units[it.unit.id]
    return it.render(
        "score.j2",
        title=it.objective.title if it.objective else it.unit.name,
        href=it.links.to_ref(it.objective.ref) if it.objective else it.links.to(unit_address(it.cycle.id, it.unit.id)),
        standing=standing,
        bar=components.bar(standing.score, standing.expected, standing.status),
    )


def _units(it: Subject) -> Markup:
    portal, standings = it.portal, it.portal.standings(it.cycle)
    rows = []
    for unit in (it.unit, *portal.portfolio.children.get(it.unit.id, ())):
        standing = standings.units.get(unit.id)
        bar = components.bar(standing.score, standing.expected, standing.status) if standing else ""
        rows.append((unit.name, it.links.to(portal.unit_page(unit.id, it.cycle)), standing, bar))
    return it.render("units.j2", rows=rows)


def _strategy_map(it: Subject) -> Markup:
    return strategy_map(it.portal, it.links, it.unit, it.cycle)


def _scorecard(it: Subject) -> Markup:
    return it.render("unsearched.j2", html=scorecard(it.portal, it.links, it.unit, it.cycle))


def _alignment(it: Subject) -> Markup:
    return it.render("unsearched.j2", html=alignment(it.portal, it.links, it.unit, it.cycle))


def _dependencies(it: Subject) -> Markup:
    picture = dependencies_picture(it.portal, it.links, it.unit, it.cycle)
    return picture + dependencies_table(it.portal, it.links, it.unit, it.cycle)


def _metrics(it: Subject) -> Markup:
    return metrics_mapping(it.portal, it.links, it.unit, it.cycle)


KINDS: Mapping[str, Kind] = {
    "cascade": Kind(Of.UNIT, _cascade),
    "strategy-map": Kind(Of.UNIT_OR_LEVEL, _strategy_map, level_strategy_map),
    "scorecard": Kind(Of.UNIT, _scorecard),
    "alignment": Kind(Of.UNIT, _alignment),
    "dependencies": Kind(Of.UNIT, _dependencies, of_objectives=False),
    "metrics": Kind(Of.UNIT, _metrics, of_objectives=False),
    "objective": Kind(Of.OBJECTIVE, _objective),
    "key-results": Kind(Of.EITHER, _key_results),
    "score": Kind(Of.EITHER, _score),
    "units": Kind(Of.UNIT, _units),
}
"""Everything that a fence can show, by the word that asks for it."""

COMPANY = "company"
"""The word for the topmost unit, whatever its id."""


class _Wrong(Exception):
    """An entry that cannot be shown: its code's name, message and help."""

    def __init__(self, name: str, message: str, help: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.help = help


class FencedPage:
    """A page of the site while its fences are filled. `diagnostics` are their mistakes.

    `way` leads from it to the portal's root. `file` is its path in `folder`, and `raw` what stands in that file.
    """

    def __init__(self, portal: Portal, way: str, places: FencePlaces, file: str, folder: Path | None, raw: str) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._portal = portal
        self._way = way
        self._places = places
        self._fences = in_file(places.fences, raw)
        self._file = file
        self._folder = folder

    def filled(self, html: str) -> str:
        """The page's HTML with its fences."""
        return self._places.filled(html, lambda numbers: {n: self._filling(n, n == numbers[0]) for n in numbers})

    def _filling(self, number: int, is_first: bool) -> Markup:
        """What stands in the place of a fence; the first of a page brings the symbols that all of them use."""
        asked = wish(self._fences[number])
        notes, parts = [], []
        for mistake in asked.mistakes:
            self._tell("unreadable-fence", mistake.message, mistake.help, mistake.at)
            notes = [_UNREADABLE]
        cycle = self._portal.portfolio.current_cycle
        if asked.cycle:
            cycle = self._portal.portfolio.cycles.get(asked.cycle.value)
            if cycle is None:
                self._tell(*_no_cycle(self._portal.portfolio, asked.cycle), asked.cycle.value_at)
                notes += [_told(entry) for entry in asked.entries]
        for at, entry in enumerate(asked.entries):
            if entry.key not in KINDS:
                otherwise = f"Kinds are {listing(KINDS)}."
                advice = did_you_mean(entry.key, KINDS, otherwise)
                message = f"there is nothing called {shown(entry.key)} to show"
                self._tell("unknown-kind", message, advice, entry.key_at)
                notes.append(_told(entry))
            elif cycle is not None or asked.cycle is None:
                links = self._portal.addresses.seen_from_outside(self._way, f"{number + 1}-{at + 1}")
                try:
                    parts.append(_shown(self._portal, links, entry, cycle, is_chosen=asked.cycle is not None))
                except _Wrong as wrong:
                    self._tell(wrong.name, wrong.message, wrong.help, entry.value_at)
                    notes.append(_told(entry))
        links = self._portal.addresses.seen_from_outside(self._way, "")
        return self._portal.render("fences/fence.j2", links, parts=parts, notes=notes, with_sprite=is_first)

    def _tell(self, name: str, message: str, help: str, at: tuple[int, int]) -> None:
        """Remember a mistake for those who build the site."""
        self.diagnostics.append(diagnostic(name, message, help, Place(self._file, *at), "", self._folder))


_UNREADABLE = "Something is missing here: what was asked for cannot be read."


def _told(entry: Entry) -> str:
    """What the page says of an entry that cannot be shown; why is told to those who build the site."""
    return f"“{shown(f'{entry.key}: {entry.value}').strip('`')}” cannot be shown here."


def _shown(portal: Portal, links: Links, entry: Entry, cycle: Cycle | None, *, is_chosen: bool) -> Markup:
    """An entry's HTML. That a unit has nothing in the current cycle is no mistake: time goes on, pages stay."""
    if not portal.portfolio.units:
        return portal.render("fences/empty.j2", links, name="")
    kind = KINDS[entry.key]
    level = _level(portal.portfolio, entry.value)
    if kind.of_level and level:
        return _level_shown(portal, links, kind.of_level, level, cycle, is_chosen=is_chosen)
    unit, objective = _named(portal, entry, kind, cycle)
    okrs = portal.okrs(cycle, unit) if cycle else None
    objectives = okrs.objectives if okrs else ()
    is_of_units = kind.of in (Of.UNIT, Of.UNIT_OR_LEVEL)
    page = links.to(portal.unit_page(unit.id, cycle))
    is_written = objectives or (cycle and is_of_units and portal.spread(cycle).below(unit.id))
    if cycle is None or (kind.of_objectives and not is_written):
        if cycle and is_chosen:
            raise _Wrong("empty-cycle", f"{shown(unit.id)} has nothing to show in `{cycle.id}`", _when(portal, unit))
        return portal.render("fences/empty.j2", links, name=unit.name, cycle=cycle, page=page)
    html = kind.show(Subject(portal, links, cycle, unit, objectives, objective))
    return _part(portal, links, html, unit.name, cycle, page)


def _level_shown(
    portal: Portal,
    links: Links,
    show: Callable[[Portal, Links, Level, Cycle], Markup],
    level: Level,
    cycle: Cycle | None,
    *,
    is_chosen: bool,
) -> Markup:
    if cycle is None or not level_objectives(portal, level, cycle):
        if cycle and is_chosen:
            message = f"the level {shown(level.id)} has nothing to show in `{cycle.id}`"
            raise _Wrong("empty-cycle", message, "Choose another cycle, or leave the line out.")
        return portal.render("fences/empty.j2", links, name=level.plural, cycle=cycle, page=links.to("units"))
    page = links.to(level_address(portal, level, cycle))
    return _part(portal, links, show(portal, links, level, cycle), level.plural, cycle, page)


def _part(portal: Portal, links: Links, html: Markup, name: str, cycle: Cycle, page: str) -> Markup:
    """Something that is shown, and below it whose it is and of when."""
    return portal.render(
        "fences/part.j2",
        links,
        html=html,
        name=name,
        cycle=cycle,
        page=page,
        closed=cycle.state is CycleState.CLOSED,
        unscored=cycle.id in portal.portfolio.unscored,
        on=portal.standings(cycle).on,
    )


def _level(portfolio: Portfolio, id: str) -> Level | None:
    """The level of this id, unless a unit is called so."""
    return None if id == COMPANY or id in portfolio.units else portfolio.levels.get(id)


def _named(portal: Portal, entry: Entry, kind: Kind, cycle: Cycle | None) -> tuple[Unit, Objective | None]:
    """The unit, and the objective if one is named, behind a kind."""
    id, _, rest = entry.value.partition("/")
    unit = _unit(portal.portfolio, id)
    if unit is None:
        raise _Wrong("unknown-subject", f"there is no unit {shown(id)}", _meant(portal, entry, kind, cycle))
    if kind.of in (Of.UNIT, Of.UNIT_OR_LEVEL) and rest:
        raise _Wrong("unknown-subject", f"`{entry.key}` shows a unit, no objective", f"Write `{entry.key}: {unit.id}`.")
    if kind.of is Of.OBJECTIVE and not rest:
        raise _Wrong("unknown-subject", f"`{entry.key}` shows an objective, no unit", _objectives(portal, cycle, unit))
    okrs = portal.okrs(cycle, unit) if cycle else None
    id, _, key_result = rest.partition("/")
    objective = _objective_of(portal, cycle, unit, okrs, id) if rest else None
    if objective and key_result:
        help = f"Write `{entry.key}: {unit.id}/{objective.id}`, which shows it with the others."
        raise _Wrong("unknown-subject", "a key result cannot be shown by itself", help)
    return unit, objective


def _meant(portal: Portal, entry: Entry, kind: Kind, cycle: Cycle | None) -> str:
    """What may be meant by a name that is no unit's: a cycle, a level, an objective without its unit, or a slip."""
    portfolio, name = portal.portfolio, entry.value
    if name in portfolio.cycles:
        return f"This is a cycle: write `{entry.key}: {COMPANY}`, and below it `{CYCLE}: {name}`."
    if kind.of in (Of.OBJECTIVE, Of.EITHER) and cycle:
        refs = [
            f"{okrs.unit}/{objective.id}"
            for okrs in portal.okrs_by_cycle[cycle.id]
            for objective in okrs.objectives
            if objective.id == name
        ]
        if refs:
            return did_you_mean(refs[0], refs, "")
    if kind.of_level and (level := _level_like(portfolio, name)):
        return f"Did you mean the level `{level.id}`?"
    units = portfolio.units
    otherwise = f"Units are {listing(units)}."
    if kind.of_level:
        otherwise += f" Levels are {listing(portfolio.levels)}."
    return did_you_mean(name.partition("/")[0], units, otherwise)


def _level_like(portfolio: Portfolio, name: str) -> Level | None:
    """The level that somebody calls by its name or, as it is for many, by its plural; or who nearly does."""
    words = {word.casefold(): each for each in portfolio.levels.values() for word in (each.plural, each.name, each.id)}
    if name.casefold() in words:
        return words[name.casefold()]
    close = nearest(name, [*words, *portfolio.units], 1)
    return words.get(close[0]) if close else None


def _unit(portfolio: Portfolio, id: str) -> Unit | None:
    """The unit of this id, present or former."""
    units = portfolio.units
    if id in units:
        return units[id]
    if id == COMPANY and portfolio.company is not None:
        return portfolio.company
    return next((unit for unit in units.values() if id in unit.aliases), None)


def _objective_of(portal: Portal, cycle: Cycle | None, unit: Unit, okrs: OkrSet | None, id: str) -> Objective:
    """The objective of this id, present or former. One that is hidden from the readers is as good as none."""
    for objective in okrs.objectives if okrs else ():
        if id == objective.id or id in objective.aliases:
            return objective
    where = f" in `{cycle.id}`" if cycle else ""
    raise _Wrong(
        "unknown-subject", f"{shown(unit.id)} has no objective {shown(id)}{where}", _elsewhere(portal, unit, okrs, id)
    )


def _elsewhere(portal: Portal, unit: Unit, okrs: OkrSet | None, id: str) -> str:
    """Where an objective is that is not there."""
    names = [objective.id for objective in okrs.objectives] if okrs else []
    if close := nearest(id, names):
        return f"Did you mean `{unit.id}/{close[0]}`?"
    others = [each.cycle for each in portal.okrs_by_unit.get(unit.id, ()) if any(o.id == id for o in each.objectives)]
    if others:
        return f"It is in {listing(others)}: choose one with a line such as `cycle: {others[0]}`."
    return f"It has {listing(names)}." if names else _when(portal, unit)


def _objectives(portal: Portal, cycle: Cycle | None, unit: Unit) -> str:
    okrs = portal.okrs(cycle, unit) if cycle else None
    example = okrs.objectives[0].id if okrs and okrs.objectives else "its-objective"
    return f"Name it behind its unit: `objective: {unit.id}/{example}`."


def _when(portal: Portal, unit: Unit) -> str:
    cycles = [each.cycle for each in portal.okrs_by_unit.get(unit.id, ()) if each.objectives]
    if not cycles:
        return "Nor has it in any other cycle; leave the fence out until it has."
    return f"It has in {listing(cycles)}: choose one with a line such as `cycle: {cycles[0]}`."


def _no_cycle(portfolio: Portfolio, entry: Entry) -> tuple[str, str, str]:
    otherwise = (
        f"Cycles are {listing(reversed(list(portfolio.cycles)))}." if portfolio.cycles else "Leave the line out."
    )
    return (
        "empty-cycle",
        f"there is no cycle {shown(entry.value)}",
        did_you_mean(entry.value, portfolio.cycles, otherwise),
    )
