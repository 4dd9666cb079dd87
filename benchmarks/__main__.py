"""Measure the portal on a synthetic company and say whether its targets hold.

`python -m benchmarks` builds companies of 200 and of 1,000 units (3 objectives with 4 key results each, weekly
check-ins for 12 weeks) as a portal and, in the same run, the same content as plain Markdown pages, each build in a
fresh process.
Before that it judges labelled sentences by their words, where there are any, and a company of 3,000 units by all rules,
draws the pictures of large companies, and reads and charts their check-ins.
Exits with 1 when a target is missed and with 2 when something could not be measured.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.building import SIDES, build, report, verdicts
from benchmarks.measure import FailedError

PARTS = ("words", "checking", "rooms", "pictures", "tracking", "build")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that the arguments ask for, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--units", type=_sizes, default=(200, 1000), help="sizes of the company (200,1000)")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part (all)")
    parser.add_argument("--side", choices=SIDES, action="append", help="build only this side (both)")
    parser.add_argument("--runs", type=int, default=2, help="runs of everything, the best of which counts (2)")
    options = parser.parse_args(arguments)
    parts = options.part or PARTS
    held = True
    with tempfile.TemporaryDirectory(prefix="okr-bench-") as workplace:
        try:
            if "words" in parts:
                held = _words()
            if "checking" in parts:
                held = _checking(options.runs, Path(workplace)) and held
            if "rooms" in parts:
                _rooms(options.units, options.runs, Path(workplace))
            if "pictures" in parts:
                held = _pictures(options.runs, Path(workplace)) and held
            if "tracking" in parts:
                held = _tracking(options.runs, Path(workplace)) and held
            if "build" in parts:
                held = _build(options.units, options.side or SIDES, options.runs, Path(workplace)) and held
        except FailedError as failure:
            print(f"A measured run failed:\n{failure}", file=sys.stderr)
            return 2
    return 0 if held else 1


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.split(",")))


def _words() -> bool:
    # Imported here: the plain side alone has to run where the rules do not.
    from benchmarks.labelled import report

    lines, holds = report(Path(__file__).resolve().parents[1])
    print("\n".join(lines), flush=True)
    return holds


def _checking(runs: int, workplace: Path) -> bool:
    # Imported here for the same reason.
    from benchmarks.checking import time_checking

    return _kept(time_checking(runs, workplace))


def _pictures(runs: int, workplace: Path) -> bool:
    # Imported here for the same reason.
    from benchmarks.pictures import time_pictures

    return _kept(time_pictures(runs, workplace))


def _tracking(runs: int, workplace: Path) -> bool:
    # Imported here for the same reason.
    from benchmarks.tracking import time_tracking

    return _kept(time_tracking(runs, workplace))


def _kept(promises: Iterable[tuple[bool, str]]) -> bool:
    """Print each promise as soon as it is measured; whether all of them hold."""
    held = True
    for holds, words in promises:
        print(f"{'holds' if holds else 'MISSED'}: {words}", flush=True)
        held = held and holds
    return held


def _rooms(sizes: Sequence[int], runs: int, workplace: Path) -> None:
    # Imported here: the plain side alone has to run where the sources' room does not.
    from benchmarks.rooms import time_rooms

    for line in time_rooms(sizes, runs, workplace):
        print(line, flush=True)


def _build(sizes: Sequence[int], sides: Sequence[str], runs: int, workplace: Path) -> bool:
    built = list(build(sizes, sides, runs, workplace))
    print("\n".join(report(built)))
    return _kept(verdicts(built))


if __name__ == "__main__":
    sys.exit(main())
