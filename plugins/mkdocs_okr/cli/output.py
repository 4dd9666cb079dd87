"""Where a report goes: formats into files and to standard output."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from mkdocs_okr.checks.formats.catalogue import FORMATS
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.formats.summary import summary_line
from mkdocs_okr.checks.formats.text import as_text
from mkdocs_okr.cli.terminal import painting, say
from mkdocs_okr.sources.diagnostics import did_you_mean


class Output(NamedTuple):
    """A format and the file that it goes to; None is standard output."""

    form: str
    file: Path | None = None


def outputs(asked: Sequence[str]) -> tuple[Output, ...]:
    """What is to be written: each `FORMAT` or `FORMAT=FILE` that was asked for, or text.

    Raises `click.UsageError` for what is none of them, and where two would go to the same place.
    """
    found = tuple(map(_output, asked)) or (Output("text"),)
    places = [output.file and os.path.realpath(output.file) for output in found]
    for output, place in zip(found, places, strict=True):
        if places.count(place) > 1 and output.file is None:
            raise click.UsageError("only one format can be printed. Give the others a file: `--format sarif=FILE`.")
        if places.count(place) > 1:
            raise click.UsageError(f"two formats would go to {output.file}. Give each a file of its own.")
    return found


def _output(asked: str) -> Output:
    form, equals, file = asked.partition("=")
    if form not in FORMATS:
        advice = did_you_mean(form, FORMATS, f"There are {', '.join(FORMATS)}.")
        raise click.UsageError(f"--format {asked}: there is no format of this name. {advice}")
    if equals and not file:
        raise click.UsageError(f"--format {asked}: a file is missing. Without “=” the format is printed.")
    return Output(form, Path(file) if file else None)


def write(report: Report, asked: Sequence[Output], instead: str = "") -> None:
    """Write the report in every format. People read `instead`, where there is one, instead of text.

    Files are complete before anything is printed. Raises `click.UsageError` for a file that cannot be written.
    """
    for output in asked:
        if output.file is not None:
            _write_file(output.file, FORMATS[output.form](report))
    printed = next((output.form for output in asked if output.file is None), None)
    if printed == "text":
        say(f"{instead}\n" if instead else as_text(report, painting()))
        return
    if printed is not None:
        say(FORMATS[printed](report))
    if printed is None or instead:
        click.echo(instead or summary_line(report.findings), err=True)


def _write_file(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}.") from None
