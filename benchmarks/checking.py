"""The checklists: judging a whole company, one changed file of it, and a single sentence."""

import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from benchmarks.company import CYCLE, company, write_sources
from benchmarks.measure import FailedError, best, measure
from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import load

UNITS = 3000
MOST_SECONDS = 6.0
"""What judging 36,000 key results may take beyond reading them."""
MOST_ONE_FILE = 1.5
"""What `okr check` of one changed file of that company may take, Python's start included."""
MOST_SENTENCE = 0.5
"""What `okr judge` may take for a sentence, Python's start included."""

_OKR = (str(Path(sys.executable).with_name("okr")),)
_SENTENCE = "Launch the referral programme"


def time_checking(runs: int, workplace: Path, units: int = UNITS) -> Iterator[tuple[bool, str]]:
    """Yield, for each promise, whether it holds and the figures in words; raise FailedError if a run fails."""
    folder = workplace / "checked"
    made = company(units)
    write_sources(made, folder / "okrs")
    judged = min((_judged_afresh(folder / "okrs") for _ in range(runs + 1)), key=lambda judged: judged.judging)
    yield (
        judged.judging <= MOST_SECONDS,
        f"judging {judged.key_results} key results took {judged.judging:.2f} s beyond reading "
        f"({judged.reading:.2f} s), {1e6 * judged.judging / judged.key_results:.0f} µs each; {judged.findings} "
        f"findings; at most {MOST_SECONDS:g} s",
    )
    one = f"okrs/{CYCLE}/{made.units[len(made.units) // 2].id}.yml"
    command = (*_OKR, "check", one, "--fail-on", "never")
    taken = best([measure(command, folder=folder) for _ in range(runs + 1)])
    yield (
        taken.seconds <= MOST_ONE_FILE,
        f"okr check of one file of {units} units took {taken.seconds:.2f} s; at most {MOST_ONE_FILE:g} s",
    )
    taken = best([measure((*_OKR, "judge", _SENTENCE), folder=folder) for _ in range(runs + 1)])
    yield (
        taken.seconds <= MOST_SENTENCE,
        f"okr judge of one sentence took {taken.seconds:.2f} s; at most {MOST_SENTENCE:g} s",
    )
    shutil.rmtree(folder)


class _Judged(NamedTuple):
    """What reading and judging a company took, in seconds, and what there was to judge and to find."""

    reading: float
    judging: float
    key_results: int
    findings: int


def _judged_afresh(okrs: Path) -> _Judged:
    """Judge a company in a process that has judged nothing before, as each `okr check` is one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as afresh:
        return afresh.submit(_judged, okrs).result()


def _judged(okrs: Path) -> _Judged:
    started = time.perf_counter()
    loaded = load(okrs, audience="restricted")
    read = time.perf_counter()
    if loaded.portfolio is None:
        raise FailedError("the synthetic company cannot be read")
    checked = check(loaded, counted=False)
    judged = time.perf_counter()
    return _Judged(read - started, judged - read, len(loaded.portfolio.key_results), len(checked.findings))
