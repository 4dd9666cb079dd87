"""Reading alone and assessing alone."""

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.company import company, write_sources
from benchmarks.measure import FailedError
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.sources import load


def time_rooms(sizes: Sequence[int], runs: int, workplace: Path) -> Iterator[str]:
    """Yield a line per size and room with the best time of the runs; raise FailedError if the sources have errors."""
    yield f"{'units':>6}  {'room':<9} {'seconds':>8} {'µs/KR':>8}"
    for units in sizes:
        folder = workplace / f"sources-{units}"
        files = write_sources(company(units), folder)
        reading, assessing = [], []
        key_results = 0
        for _ in range(runs):
            started = time.perf_counter()
            loaded = load(folder)
            reading.append(time.perf_counter() - started)
            errors = [each for each in loaded.diagnostics if each.severity == "error"]
            portfolio = loaded.portfolio
            if portfolio is None or portfolio.current_cycle is None or errors:
                raise FailedError("\n".join(f"{each.place}: {each.message}" for each in errors[:12]))
            started = time.perf_counter()
            standings = assess(portfolio, portfolio.current_cycle)
            assessing.append(time.perf_counter() - started)
            key_results = len(standings.key_results)
        for room, taken in (("reading", min(reading)), ("assessing", min(assessing))):
            yield f"{units:>6}  {room:<9} {taken:>8.3f} {1e6 * taken / key_results:>8.1f}"
        yield f"{'':>6}  {files} files, {key_results} key results"
        shutil.rmtree(folder)
