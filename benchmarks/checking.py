"""The checklists: judging a whole company, one changed file of it, and a single sentence."""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

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
    reading, judging = [], []
    key_results = findings = 0
    for _ in range(runs):
        started = time.perf_counter()
        loaded = load(folder / "okrs", audience="restricted")
        reading.append(time.perf_counter() - started)
        if loaded.portfolio is None:
            raise FailedError("the synthetic company cannot be read")
        started = time.perf_counter()
        checked = check(loaded, counted=False)
        judging.append(time.perf_counter() - started)
        key_results, findings = len(loaded.portfolio.key_results), len(checked.findings)
    yield (
        min(judging) <= MOST_SECONDS,
        f"judging {key_results} key results took {min(judging):.2f} s beyond reading ({min(reading):.2f} s), "
        f"{1e6 * min(judging) / key_results:.0f} µs each; {findings} findings; at most {MOST_SECONDS:g} s",
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
