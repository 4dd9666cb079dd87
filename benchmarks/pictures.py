"""Pictures: the neighbourhoods of a whole company, a large strategy map, and a large department."""

import gc
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

from benchmarks.company import KEY_RESULTS, OBJECTIVES, Company, Unit, company, write_sources
from benchmarks.measure import FailedError
from mkdocs_okr.checks.run import check
from mkdocs_okr.diagrams.cascade import neighbourhood
from mkdocs_okr.diagrams.drawing import drawn
from mkdocs_okr.diagrams.keeping import begin_build
from mkdocs_okr.diagrams.picture import Picture
from mkdocs_okr.diagrams.strategy_drawing import strategy_drawn
from mkdocs_okr.diagrams.strategy_map import StrategyView, level_map
from mkdocs_okr.model import Cycle
from mkdocs_okr.pages.addresses import Addresses, unit_address
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.cascade_pages import everything_pictured
from mkdocs_okr.pages.pictures import cascade_address, cascade_view
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.sources import load

UNITS = 1000
MOST_COLD = 2.5
"""Seconds for the neighbourhoods of so many units, from resolved values to SVG, in a process that drew nothing yet."""
MOST_AGAIN = 0.3
"""Seconds for seeing that nothing changed in them and finding what was drawn."""
MAP_OBJECTIVES, MAP_ARROWS = 40, 60
MOST_MAP = 0.2
"""Seconds for a strategy map of so many objectives and arrows."""
DEPARTMENT_BOXES = 150
MOST_BYTES = 250_000
"""The size of the picture of a department with so many boxes."""


def time_pictures(runs: int, workplace: Path, units: int = UNITS) -> Iterator[tuple[bool, str]]:
    """Yield, for each promise, whether it holds and the figures in words; raise FailedError if a run fails."""
    folder = workplace / "pictured"
    write_sources(company(units), folder)
    timed = min((_afresh(_time_company, folder) for _ in range(runs)), key=lambda each: each.cold)
    yield (
        timed.cold <= MOST_COLD * units / UNITS,
        f"drawing {timed.pictures} neighbourhoods of {timed.boxes / timed.pictures:.1f} boxes took {timed.cold:.2f} s, "
        f"{timed.modelling:.2f} s of it before anything was drawn, {timed.size / timed.pictures / 1000:.1f} KB each; "
        f"at most {MOST_COLD * units / UNITS:g} s",
    )
    yield (
        timed.again <= MOST_AGAIN * units / UNITS,
        f"seeing that nothing had changed and finding them drawn already took {timed.again:.2f} s; "
        f"at most {MOST_AGAIN * units / UNITS:g} s",
    )
    yield (
        timed.map <= MOST_MAP,
        f"a strategy map of {MAP_OBJECTIVES} objectives and {MAP_ARROWS} arrows took {timed.map:.3f} s; "
        f"at most {MOST_MAP:g} s",
    )
    shutil.rmtree(folder)
    write_sources(_one_department(), folder)
    large = _afresh(_draw_department, folder)
    yield (
        large.boxes == DEPARTMENT_BOXES and large.size < MOST_BYTES,
        f"the picture of a department with {large.boxes} boxes is of {large.size / 1000:.0f} KB and took "
        f"{large.seconds:.2f} s; at most {MOST_BYTES / 1000:g} KB",
    )
    shutil.rmtree(folder)


class _Company(NamedTuple):
    """Seconds: building models, that and drawing them, that and finding them drawn, a strategy map."""

    modelling: float
    cold: float
    again: float
    map: float
    pictures: int
    boxes: int
    size: int


class _Department(NamedTuple):
    """A picture: its seconds, boxes and bytes."""

    seconds: float
    boxes: int
    size: int


Measured = TypeVar("Measured")


def _afresh(measured: Callable[[Path], Measured], folder: Path) -> Measured:
    """Measure in a process that has drawn nothing before, as each build is one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as afresh:
        return afresh.submit(measured, folder).result()


def _time_company(folder: Path) -> _Company:
    portal, cycle = _portal(folder)
    gc.collect()
    gc.disable()  # as it is while a site is built
    begin_build(keep=True)
    started = time.perf_counter()
    pictures = list(_neighbourhoods(portal, cycle))
    modelled = time.perf_counter()
    drawings = [drawn(picture) for picture in pictures]
    cold = time.perf_counter()
    begin_build(keep=True)
    looking = time.perf_counter()
    found = [drawn(picture) for picture in _neighbourhoods(portal, cycle)]
    again = time.perf_counter()
    if found != drawings:
        raise FailedError("the same company was drawn in another way")
    return _Company(
        modelling=modelled - started,
        cold=cold - started,
        again=again - looking,
        map=_time_map(portal, cycle),
        pictures=len(pictures),
        boxes=sum(len(picture.boxes) for picture in pictures),
        size=sum(len(drawing.encode()) for drawing in drawings),
    )


def _neighbourhoods(portal: Portal, cycle: Cycle) -> Iterator[Picture]:
    spread = portal.spread(cycle)
    for unit in portal.portfolio.units.values():
        links = portal.addresses.seen_from(unit_address(cycle.id, unit.id))
        whole = links.to(cascade_address(portal, cycle, unit))
        yield neighbourhood(cascade_view(portal, links), unit, spread, whole)


def _time_map(portal: Portal, cycle: Cycle) -> float:
    """Seconds for a map of objectives that drive each other at random."""
    random = Random(1)
    objectives = list(portal.portfolio.objectives.values())[:MAP_OBJECTIVES]
    pairs = random.sample([(a, b) for a in range(MAP_OBJECTIVES) for b in range(MAP_OBJECTIVES) if a != b], MAP_ARROWS)
    objectives = [
        replace(each, drives=tuple(objectives[end].ref for start, end in pairs if start == number))
        for number, each in enumerate(objectives)
    ]
    links = portal.addresses.seen_from("")
    view = StrategyView(portal.portfolio, portal.standings(cycle), links.to_ref, lambda perspective, theme: "")
    started = time.perf_counter()
    drawing = strategy_drawn(level_map(view, portal.portfolio.settings.levels[0], objectives))
    taken = time.perf_counter() - started
    if drawing.count('class="okr-edge') < MAP_ARROWS:
        raise FailedError("arrows of the strategy map are missing")
    return taken


def _one_department() -> Company:
    """A company of a single department whose teams' objectives fill its picture, with those above them."""
    made = company(DEPARTMENT_BOXES // OBJECTIVES)
    top, department, *others = made.units
    department = _below(top, department)
    return replace(made, units=(top, department, *(_below(department, replace(unit, level="team")) for unit in others)))


def _below(parent: Unit, unit: Unit) -> Unit:
    """The unit below `parent`, with each objective contributing to another one of it."""
    objectives = tuple(
        replace(objective, contributes_to=(parent.id, above.id, above.key_results[len(unit.name) % KEY_RESULTS].id))
        for objective, above in zip(unit.objectives, parent.objectives, strict=True)
    )
    return replace(unit, parent=parent.id, objectives=objectives)


def _draw_department(folder: Path) -> _Department:
    portal, cycle = _portal(folder)
    unit = next(unit for unit in portal.portfolio.units.values() if unit.level == "department")
    links = portal.addresses.seen_from(aspect_address(Aspect.CASCADE, cycle.id, unit.id))
    started = time.perf_counter()
    picture, _ = everything_pictured(portal, links, cycle, unit)
    drawing = drawn(picture)
    return _Department(time.perf_counter() - started, len(picture.boxes), len(drawing.encode()))


def _portal(folder: Path) -> tuple[Portal, Cycle]:
    """A portal whose scores are computed already, as they are when pages are rendered."""
    loaded = load(folder)
    if loaded.portfolio is None or loaded.portfolio.current_cycle is None:
        raise FailedError("the synthetic company cannot be read")
    portal = Portal(loaded.portfolio, Addresses(True), check(loaded, counted=False))
    cycle = loaded.portfolio.current_cycle
    portal.standings(cycle)
    return portal, cycle
