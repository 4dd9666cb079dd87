"""The metrics mapping of a unit: what it produces, what moves early, what confirms late, and the sweet spot."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding
from mkdocs_okr.model import Cycle, KeyResult, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.portal import Portal

SWEET = "leading"
"""The kind of indicator that a key result had best be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A key result in a column, with where it stands."""

    title: str
    href: str
    standing: KeyResultStanding


@dataclass(frozen=True, slots=True)
class Kind:
    """A column: what it is called and means, the metrics of the charter, and the key results of this kind."""

    title: str
    meaning: str
    metrics: Sequence[str]
    key_results: Sequence[Placed]
    is_sweet: bool


def metrics_mapping(portal: Portal, links: Links, unit: Unit, cycle: Cycle | None) -> Markup:
    """The charter's metrics and the unit's key results of a cycle by the kind of indicator.

    What is missing says where to write it. The cost grows with the unit's key results.
    """
    okrs = portal.okrs(cycle, unit) if cycle else None
    standings = portal.standings(cycle) if cycle else None
    by_kind: dict[str, list[Placed]] = {"output": [], SWEET: [], "lagging": [], "": []}
    if okrs is not None and standings is not None:
        for objective in okrs.objectives:
            for key_result in objective.key_results:
                by_kind[key_result.indicator].append(_placed(links, key_result, standings))
    metrics = unit.charter.metrics
    kinds = (
        Kind("Outputs", "what we produce", metrics.outputs, by_kind["output"], False),
        Kind("Leading", "moves early and predicts", metrics.leading, by_kind[SWEET], True),
        Kind("Lagging", "confirms late", metrics.lagging, by_kind["lagging"], False),
    )
    return portal.render(
        "metrics_mapping.j2",
        links,
        unit=unit,
        cycle=cycle,
        kinds=kinds,
        has_metrics=any(kind.metrics for kind in kinds),
        is_empty=not any(kind.metrics or kind.key_results for kind in kinds),
        silent=by_kind[""],
        in_sweet_spot=_in_sweet_spot(portal, unit, cycle, by_kind),
    )


def _placed(links: Links, key_result: KeyResult, standings: CycleStandings) -> Placed:
    return Placed(key_result.title, links.to_ref(key_result.ref), standings.key_results[key_result.ref])


def _in_sweet_spot(portal: Portal, unit: Unit, cycle: Cycle | None, by_kind: dict[str, list[Placed]]) -> str:
    """How many key results lie in the sweet spot; nothing where some are hidden, for those would not be counted."""
    total = sum(len(placed) for placed in by_kind.values())
    if cycle is None or not total or (cycle.id, unit.id) in portal.portfolio.hidden:
        return ""
    lie = "lies" if len(by_kind[SWEET]) == 1 else "lie"
    return f"{len(by_kind[SWEET]) or 'None'} of {figures.count(total, 'key result')} {lie} in it."
