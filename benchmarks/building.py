"""The whole way: the portal against the same content as plain Markdown pages."""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.company import Company, company, write_sources
from benchmarks.measure import Measurement, best, measure
from benchmarks.plain import write_plain

PORTAL, PLAIN = "portal", "plain"
SIDES = (PLAIN, PORTAL)
MOST_TIME = 0.5
"""The portal's build may take at most this share of the plain one's time, at `TIME_AT` units and beyond."""
TIME_AT = 1000
MOST_GROWTH = 5.2
"""A company five times the size may take at most this many times as long."""

SHELL = """site_name: Northwind Synthetic
theme:
  name: material
  font: false
"""
PORTAL_CONFIG = f"""{SHELL}plugins:
  - search
  - okr:
      sources: okrs
      path: /
"""
PLAIN_CONFIG = f"""{SHELL}plugins:
  - search
not_in_nav: /units/
nav:
  - index.md
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What building a company of so many units took on a side."""

    units: int
    side: str
    measurement: Measurement


def build(sizes: Sequence[int], sides: Sequence[str], runs: int, workplace: Path) -> Iterator[Built]:
    """Build each size on each side, one after the other in turns, and yield the best of the runs.

    The turns let a slow spell of the machine hit both sides. Raises FailedError if a build fails.
    """
    for units in sizes:
        folders = {side: workplace / f"{side}-{units}" for side in sides}
        made = company(units)
        for side, folder in folders.items():
            _write(made, side, folder)
        taken: dict[str, list[Measurement]] = {side: [] for side in sides}
        for _ in range(runs):
            for side, folder in folders.items():
                shutil.rmtree(folder / "site", ignore_errors=True)
                taken[side].append(measure([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder=folder))
        for side, measurements in taken.items():
            yield Built(units, side, best(measurements))
        for folder in folders.values():
            shutil.rmtree(folder)


def _write(made: Company, side: str, folder: Path) -> None:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    if side == PORTAL:
        (folder / "mkdocs.yml").write_text(PORTAL_CONFIG, encoding="utf-8")
        write_sources(made, folder / "okrs")
    else:
        (folder / "mkdocs.yml").write_text(PLAIN_CONFIG, encoding="utf-8")
        write_plain(made, docs)


def report(built: Sequence[Built]) -> Iterator[str]:
    """The figures as a table, with the ratio of the portal to the plain pages where both were built."""
    yield f"{'units':>6}  {'side':<7} {'seconds':>8} {'cpu s':>8} {'ms/unit':>8} {'peak MB':>8}"
    for each in built:
        taken = each.measurement
        yield (
            f"{each.units:>6}  {each.side:<7} {taken.seconds:>8.2f} {taken.cpu:>8.2f} "
            f"{1000 * taken.seconds / each.units:>8.2f} {taken.peak / 1e6:>8.0f}"
        )
    by_size = _by_size(built)
    for units, sides in by_size.items():
        if len(sides) == len(SIDES):
            portal, plain = sides[PORTAL], sides[PLAIN]
            time, cpu, memory = portal.seconds / plain.seconds, portal.cpu / plain.cpu, portal.peak / plain.peak
            yield f"{units:>6}  portal ÷ plain: time {time:.2f} (cpu {cpu:.2f}), memory {memory:.2f}"


def verdicts(built: Sequence[Built]) -> Iterator[tuple[bool, str]]:
    """Whether each target holds, for those that these figures can decide."""
    by_size = _by_size(built)
    for units, sides in by_size.items():
        if units >= TIME_AT and len(sides) == len(SIDES):
            ratio = sides[PORTAL].seconds / sides[PLAIN].seconds
            yield ratio <= MOST_TIME, f"time ÷ plain at {units} units: {ratio:.2f}, at most {MOST_TIME}"
    sizes = sorted(units for units, sides in by_size.items() if PORTAL in sides)
    for small, large in pairwise(sizes):
        growth = by_size[large][PORTAL].seconds / by_size[small][PORTAL].seconds
        most = MOST_GROWTH / 5 * large / small
        yield growth <= most, f"growth from {small} to {large} units: {growth:.2f} times, at most {most:.2f}"


def _by_size(built: Sequence[Built]) -> Mapping[int, dict[str, Measurement]]:
    sizes: dict[int, dict[str, Measurement]] = {}
    for each in built:
        sizes.setdefault(each.units, {})[each.side] = each.measurement
    return sizes
