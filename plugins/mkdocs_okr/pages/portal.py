"""What every page is made from: the portfolio, its scores, the links and the templates."""

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import mkdocs_okr_theme
from mkdocs_okr.analysis.activity import Lately
from mkdocs_okr.analysis.calibration import Calibrations, calibrations
from mkdocs_okr.analysis.cascade import Cascade
from mkdocs_okr.analysis.dependencies import CycleDependencies, cycle_dependencies
from mkdocs_okr.analysis.key_dates import RhythmDate, rhythm_dates
from mkdocs_okr.analysis.spread import Spread
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.checks.health import Health
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.checks.run import Checked
from mkdocs_okr.checks.subjects import Company
from mkdocs_okr.model import Cycle, OkrSet, Person, Place, Portfolio, Ref, Unit
from mkdocs_okr.pages import components, editing, figures, markup
from mkdocs_okr.pages.addresses import Addresses, Links, current_address, unit_address


class Portal:
    """One build's shared knowledge. Scores are computed once for each cycle, when the first page asks for them.

    `checked` is what the rules say of the same portfolio; what was computed to judge is not computed again.
    """

    def __init__(self, portfolio: Portfolio, addresses: Addresses, checked: Checked) -> None:
        self.portfolio = portfolio
        self.addresses = addresses
        self.checked = checked
        self._dependencies: dict[str, CycleDependencies] = {}
        self._spreads: dict[str, Spread] = {}
        self._lately: dict[str, Lately] = {}
        self._dates: dict[str, tuple[RhythmDate, ...]] = {}
        self._calibrations: dict[str, Calibrations] = {}

    @cached_property
    def company(self) -> Company:
        """What is computed of the portfolio once."""
        return self.checked.company or Company(self.portfolio)

    @property
    def cascade(self) -> Cascade:
        """Who contributes to what, over all cycles."""
        return self.company.cascade

    @cached_property
    def rules(self) -> Mapping[str, AnyRule]:
        """The rules that were asked, by code."""
        return {rule.code: rule for rule in self.checked.rules}

    @cached_property
    def health(self) -> Health:
        """The state of the checklists."""
        return Health(self.portfolio, self.checked)

    def render(self, template: str, links: Links, **context: Any) -> Markup:
        """The HTML of `template`, with `links` as the way to other pages."""
        return Markup(_templates().get_template(template).render(portal=self, links=links, **context))

    def standings(self, cycle: Cycle) -> CycleStandings:
        """Scores, pace and history of everything in `cycle`."""
        return self.company.standings(cycle)

    def spread(self, cycle: Cycle) -> Spread:
        """Where in the organisation the objectives of `cycle` are."""
        if cycle.id not in self._spreads:
            self._spreads[cycle.id] = Spread(self.portfolio, cycle)
        return self._spreads[cycle.id]

    def lately(self, cycle: Cycle) -> Lately:
        """What the last week of `cycle` brought."""
        if cycle.id not in self._lately:
            self._lately[cycle.id] = Lately(self.portfolio, self.standings(cycle))
        return self._lately[cycle.id]

    def calibrations(self, cycle: Cycle) -> Calibrations:
        """How the key results of `cycle` ended, once it is closed."""
        known = self._calibrations.get(cycle.id)
        if known is None:
            known = self._calibrations[cycle.id] = calibrations(self.portfolio, self.standings, [cycle])
        return known

    def okrs(self, cycle: Cycle, unit: Unit) -> OkrSet | None:
        """What a unit wrote for a cycle, if anything."""
        return self.portfolio.okr_sets.get((cycle.id, unit.id))

    def okrs_of_today(self, unit: str) -> OkrSet | None:
        """What a unit wrote for the current cycle, if anything."""
        cycle = self.portfolio.current_cycle
        return None if cycle is None else self.portfolio.okr_sets.get((cycle.id, unit))

    @cached_property
    def okrs_by_cycle(self) -> Mapping[str, tuple[OkrSet, ...]]:
        """The OKRs of each cycle, in order of units."""
        found: dict[str, list[OkrSet]] = {cycle: [] for cycle in self.portfolio.cycles}
        order = {unit: index for index, unit in enumerate(self.portfolio.units)}
        for (cycle, _), okrs in self.portfolio.okr_sets.items():
            found[cycle].append(okrs)
        return {cycle: tuple(sorted(sets, key=lambda okrs: order[okrs.unit])) for cycle, sets in found.items()}

    @cached_property
    def okrs_by_unit(self) -> Mapping[str, tuple[OkrSet, ...]]:
        """What each unit wrote, newest cycle first."""
        cycles = list(self.portfolio.cycles)
        found: dict[str, list[OkrSet]] = {}
        for cycle in reversed(cycles):
            for okrs in self.okrs_by_cycle[cycle]:
                found.setdefault(okrs.unit, []).append(okrs)
        return {unit: tuple(sets) for unit, sets in found.items()}

    def dependencies(self, cycle: Cycle) -> CycleDependencies:
        """Who waits for whom in `cycle`."""
        known = self._dependencies.get(cycle.id)
        if known is None:
            known = self._dependencies[cycle.id] = cycle_dependencies(self.portfolio, cycle, self.standings)
        return known

    def dates(self, cycle: Cycle) -> tuple[RhythmDate, ...]:
        """The dates of the rhythm in `cycle`."""
        known = self._dates.get(cycle.id)
        if known is None:
            known = self._dates[cycle.id] = rhythm_dates(self.portfolio, cycle)
        return known

    def unit_page(self, unit: str, cycle: Cycle | None) -> str:
        """The address to show for a unit beside things of `cycle`: its page there, else where it is found today."""
        if cycle is not None and (cycle.id, unit) in self.portfolio.okr_sets:
            return unit_address(cycle.id, unit)
        return current_address(self.portfolio, unit)

    @cached_property
    def driven_by(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """For each objective that others drive on the strategy map, those others."""
        found: dict[Ref, list[Ref]] = {}
        for objective in self.portfolio.objectives.values():
            for ref in objective.drives:
                found.setdefault(ref, []).append(objective.ref)
        return {ref: tuple(causes) for ref, causes in found.items()}

    def person(self, id: str | None) -> Person | None:
        """A person by id; None for nobody."""
        return None if id is None else self.portfolio.people.get(id)

    def edit_url(self, place: Place) -> str | None:
        """The repository's web editor on a place of the sources."""
        return editing.edit_url(self.portfolio.settings.repository, place)


@cache
def _templates() -> Environment:
    """The pages' own Jinja2 environment: autoescaping, and strict about what a template asks for.

    One for the process: compiling the templates takes longer than rendering a small portal.
    """
    theme = Path(mkdocs_okr_theme.__file__).parent
    environment = Environment(
        loader=FileSystemLoader([theme / "portal", theme / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        blocks=markup.blocks,
        inline=markup.inline,
        score=figures.score,
        day=figures.day,
        full_day=figures.full_day,
        count=figures.count,
        percent=figures.percent,
        weight=figures.weight,
        status=components.status_word,
        mark=components.status_mark,
        confidence=components.confidence,
        change=components.change,
        light=components.light,
        share=components.share,
        state=components.state_word,
        severity=components.severity_word,
    )
    environment.globals.update(icon=components.icon, bar=components.bar)
    return environment
