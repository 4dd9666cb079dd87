"""Tracking: reading check-ins, and charting the key results of a large company."""

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from benchmarks.company import company, write_sources
from benchmarks.measure import FailedError
from mkdocs_okr.checks.run import check
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.history_pages import history_pages
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.sources import load

BYTES = 8_000_000
MOST_READING = 1.5
"""Seconds for reading so many bytes of check-ins, and the OKRs that they are about, in a process that read nothing."""
SMALL, LARGE = 300, 3000
MOST_GROWTH = 1.3
"""The history of a unit may take at most this many times as long in the large company as in the small one."""
CHARTED = 150
"""Units whose histories are rendered for the comparison, spread over the company."""


def time_tracking(runs: int, workplace: Path) -> Iterator[tuple[bool, str]]:
    """Yield, for each promise, whether it holds and the figures in words; raise FailedError if a run fails."""
    folder = workplace / "tracked"
    units = _written(folder)
    read = min((_afresh(_read, folder) for _ in range(runs + 1)), key=lambda each: each.seconds)
    yield (
        read.seconds <= MOST_READING * read.size / BYTES,
        f"reading {read.size / 1e6:.1f} MB of check-ins of {units} units took {read.seconds:.2f} s with everything "
        f"that they are about; at most {MOST_READING * read.size / BYTES:.2f} s",
    )
    shutil.rmtree(folder)
    charted = [_charted(workplace / f"charted-{size}", size, runs) for size in (SMALL, LARGE)]
    growth = charted[1] / charted[0]
    yield (
        growth <= MOST_GROWTH,
        f"the history of a unit with its charts took {1000 * charted[0]:.1f} ms among {SMALL} units and "
        f"{1000 * charted[1]:.1f} ms among {LARGE}: {growth:.2f} times, at most {MOST_GROWTH:g}",
    )


Measured = TypeVar("Measured")


class _Reading(NamedTuple):
    """What reading took, and how many bytes of check-ins there were."""

    seconds: float
    size: int


def _written(folder: Path) -> int:
    """Write a company with as many check-ins as the promise is about; the number of its units."""
    write_sources(company(SMALL), folder)
    units = round(SMALL * BYTES / _size(folder))
    shutil.rmtree(folder)
    write_sources(company(units), folder)
    return units


def _size(folder: Path) -> int:
    """Bytes of all check-ins."""
    return sum(file.stat().st_size for file in folder.glob("*/check-ins/*/*.yml"))


def _afresh(measured: Callable[[Path], Measured], folder: Path) -> Measured:
    """Measure in a process that has read nothing before, as each build is one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as afresh:
        return afresh.submit(measured, folder).result()


def _read(folder: Path) -> _Reading:
    started = time.perf_counter()
    loaded = load(folder)
    taken = time.perf_counter() - started
    if loaded.portfolio is None or loaded.has_errors:
        raise FailedError("the synthetic company cannot be read")
    return _Reading(taken, _size(folder))


def _charted(folder: Path, units: int, runs: int) -> float:
    """Seconds for the history of one unit of a company with so many."""
    write_sources(company(units), folder)
    taken = min(_afresh(_chart, folder) for _ in range(runs))
    shutil.rmtree(folder)
    return taken


def _chart(folder: Path) -> float:
    loaded = load(folder)
    if loaded.portfolio is None or loaded.portfolio.current_cycle is None:
        raise FailedError("the synthetic company cannot be read")
    cycle = loaded.portfolio.current_cycle
    portal = Portal(loaded.portfolio, Addresses(True), check(loaded))
    pages = [page for page in history_pages(portal, cycle) if page.address.count("/") == 2]
    pages[0].render()
    chosen = pages[:: max(len(pages) // CHARTED, 1)]
    started = time.process_time()
    for page in chosen:
        page.render()
    return (time.process_time() - started) / len(chosen)
