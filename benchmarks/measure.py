"""Time and memory of a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    log = folder / "output.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise FailedError("\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]))
    return Measurement(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * PEAK_UNIT)


def best(measurements: Sequence[Measurement]) -> Measurement:
    """The quickest run and the smallest peak: what the work takes when nothing else disturbs it."""
    return Measurement(
        min(m.seconds for m in measurements), min(m.cpu for m in measurements), min(m.peak for m in measurements)
    )
