"""What calls for attention in the company's week: what turned red, whose confidence fell, and which targets moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mkdocs_okr.analysis.health_metrics import MetricStanding
from mkdocs_okr.analysis.watch import Drop, drops, turned_red
from mkdocs_okr.model import Cycle, Objective, OkrSet, Ref
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.change_views import WHAT, ChangeView, objective_changes
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal

_WATCHED = frozenset(WHAT[what] for what in ("target", "keep", "low", "high", "due"))


@dataclass(frozen=True, slots=True)
class Watched:
    """Something to look at, what has become of it, and of which unit, since when and why."""

    it: Named
    now: Markup
    unit: str
    told: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A change of an objective, or of one of its key results, that is worth a look."""

    objective: Objective
    change: ChangeView


class Watch:
    """What calls for attention in a cycle, as seen from the page of `links`."""

    def __init__(self, portal: Portal, links: Links, cycle: Cycle) -> None:
        self._portal = portal
        self._links = links
        self._cycle = cycle

    def found(self, since: date) -> list[MetricStanding | Drop | Moved]:
        """What came up after the day `since`: red health metrics, falls of confidence (the deepest first), changes.

        8 µs a unit of twelve key results, and 6 µs for each thing that is found.
        """
        portal, today = self._portal, self._portal.portfolio.as_of
        sets = [okrs for okrs in portal.okrs_by_cycle[self._cycle.id] if okrs.objectives]
        red = [each for okrs in sets for each in turned_red(portal.portfolio, self._cycle, okrs, since, self._written)]
        fallen = [each for okrs in sets for each in drops(okrs, since, today)]
        fallen.sort(key=lambda drop: drop.after - drop.before)
        return [*red, *fallen, *(each for okrs in sets for each in self._moved(okrs, since))]

    def _written(self, unit: str) -> tuple[OkrSet, ...]:
        return self._portal.okrs_by_unit[unit]

    def _moved(self, okrs: OkrSet, since: date) -> Iterator[Moved]:
        for objective in okrs.objectives:
            for change in objective_changes(self._portal, objective, self._cycle) if objective.changes else ():
                if change.date > since and change.word in _WATCHED:
                    yield Moved(objective, change)

    def view(self, found: MetricStanding | Drop | Moved) -> Watched:
        """Something that was found, in words. 20 µs."""
        match found:
            case MetricStanding():
                return self._red(found)
            case Drop():
                return self._drop(found)
            case Moved():
                return self._change(found)

    def _red(self, metric: MetricStanding) -> Watched:
        okrs = self._portal.okrs(self._cycle, metric.unit)
        page = self._portal.unit_page(metric.unit.id, self._cycle)
        it = Named(metric.metric.title, self._links.to(page, sections(okrs)("health-metrics")))
        day = f"since {figures.day_in(metric.since, self._cycle)}" if metric.since else ""
        return Watched(it, components.light("red"), metric.unit.name, f"health metric, {day}")

    def _drop(self, drop: Drop) -> Watched:
        it = Named(self._portal.portfolio.key_results[drop.key_result].title, self._links.to_ref(drop.key_result))
        now = Markup("{} → <b>{}</b>").format(figures.confidence(drop.before), components.confidence_words(drop.after))
        day = figures.day_in(drop.date, self._cycle)
        return Watched(it, now, self._unit(drop.key_result), f"confidence, {day}")

    def _change(self, moved: Moved) -> Watched:
        objective, change = moved.objective, moved.change
        about = next((each for each in objective.key_results if each.id == change.key_result), objective)
        why = "" if change.why else ", nobody wrote why"
        it = Named(about.title, self._links.to_ref(about.ref))
        return Watched(it, change.moved, self._unit(objective.ref), f"{change.word.lower()}, {change.day}{why}")

    def _unit(self, ref: Ref) -> str:
        return self._portal.portfolio.units[ref.unit].name
