"""How far the programme has come, as the health page shows it: maturity, roll-out and the targets of the past."""

from dataclasses import dataclass
from datetime import date

from mkdocs_okr.analysis.calibration import ENOUGH_SCORES, OUT_OF_REACH, TOO_EASY, Calibration, calibrations
from mkdocs_okr.analysis.coverage import Coverage, coverage
from mkdocs_okr.analysis.maturity import Maturity, Stage, maturity
from mkdocs_okr.model import Cycle
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal

_SHOWN = 12
"""Units without OKRs that are named for each level."""
_STRUCTURES = {
    "pilot": "A pilot with some units",
    "leads": "Leads of units first",
    "everybody": "Everybody takes part",
}


@dataclass(frozen=True, slots=True)
class MaturityView:
    """All stages, the last one that is reached (from 0) and its name, and the one to come."""

    number: int
    name: str
    stages: tuple[Stage, ...]
    next: Stage | None


@dataclass(frozen=True, slots=True)
class LevelCoverage:
    """Of a level's units in the roll-out, how many have OKRs, and which have none."""

    name: str
    taking_part: int
    units: int
    missing: tuple[Named, ...]
    more: int


@dataclass(frozen=True, slots=True)
class RollOutView:
    """How the programme is being introduced, and how far that has come."""

    structure: str
    since: date | None
    taking_part: int
    units: int
    levels: tuple[LevelCoverage, ...]


def maturity_view(portal: Portal) -> MaturityView:
    """The company's maturity as of today."""
    found: Maturity = maturity(portal.portfolio, portal.standings)
    return MaturityView(found.number, found.name, found.stages, found.next)


def roll_out_view(portal: Portal, links: Links, cycle: Cycle) -> RollOutView | None:
    """The coverage of the roll-out in a cycle; None where it includes no unit."""
    found = coverage(portal.portfolio, cycle)
    if not found.whole.units:
        return None
    roll_out = portal.portfolio.organization.roll_out
    return RollOutView(
        _STRUCTURES.get(roll_out.structure, roll_out.structure),
        roll_out.since,
        len(found.whole.taking_part),
        found.whole.units,
        tuple(
            _level(portal, links, cycle, portal.portfolio.levels[level].plural, of_level)
            for level, of_level in found.levels.items()
        ),
    )


def _level(portal: Portal, links: Links, cycle: Cycle, name: str, found: Coverage) -> LevelCoverage:
    missing = tuple(
        Named(portal.portfolio.units[unit].name, links.to(portal.unit_page(unit, cycle)))
        for unit in found.missing[:_SHOWN]
    )
    return LevelCoverage(name, len(found.taking_part), found.units, missing, max(len(found.missing) - _SHOWN, 0))


def targets(portal: Portal) -> tuple[tuple[str, str, str], ...]:
    """How the targets of closed cycles turned out: term, figure, and what it is measured by."""
    company = portal.checked.company
    found = company.calibrations if company else calibrations(portal.portfolio, portal.standings)
    return _targets(found.company)


def _targets(found: Calibration) -> tuple[tuple[str, str, str], ...]:
    if not found.scores:
        return ()
    counted = f"of {figures.count(found.cycles, 'closed cycle')}"
    if len(found.scores) < ENOUGH_SCORES:
        counted += f", too few to tell much: it takes {ENOUGH_SCORES}"
    reached, missed = found.reached(), found.missed()
    return (
        ("Final scores", str(len(found.scores)), counted),
        ("Their mean", figures.score(found.mean), "0.70 is good for a stretch"),
        (
            "Stretches that reached 1.0",
            figures.NOTHING if reached is None else figures.part(reached),
            f"too easy above {figures.percent(TOO_EASY)}",
        ),
        (
            "Ended below 0.3",
            figures.NOTHING if missed is None else figures.part(missed),
            f"out of reach above {figures.percent(OUT_OF_REACH)}",
        ),
    )
