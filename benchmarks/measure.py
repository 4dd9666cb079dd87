"""Time and memory of a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in a unit of `ru_maxrss`: macOS counts bytes, Linux kibibytes."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a process took: seconds by the clock, of them on a processor, and peak resident memory in bytes."""

    seconds: float
    cpu: float
    peak: int


class FailedError(Exception):
    """The measured process ended with an error; the message is the end of what it printed."""


def measure(command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None) -> Measurement:
    """Run the command in the folder, in a fresh process, and measure it alone; raise FailedError if it fails."""
    log, figures = folder / "output.log", folder / "figures.json"
    with log.open("wb") as output:
        # Linux counts the peak of the process that starts another one as the other's, so a small one has to start it.
        launcher = [sys.executable, str(Path(__file__).resolve()), str(figures), *command]
        done = subprocess.run(
            launcher, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
    if done.returncode != 0:
        raise FailedError("\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]))
    return Measurement(**json.loads(figures.read_text("utf-8")))


def _launch(figures: Path, command: Sequence[str]) -> int:
    """Run the command, write what it took, and return its exit code."""
    started = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    taken = Measurement(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * PEAK_UNIT)
    figures.write_text(json.dumps(asdict(taken)), "utf-8")
    return process.returncode


def best(measurements: Sequence[Measurement]) -> Measurement:
    """The quickest run and the smallest peak: what the work takes when nothing else disturbs it."""
    return Measurement(
        min(m.seconds for m in measurements), min(m.cpu for m in measurements), min(m.peak for m in measurements)
    )


if __name__ == "__main__":
    raise SystemExit(_launch(Path(sys.argv[1]), sys.argv[2:]))
