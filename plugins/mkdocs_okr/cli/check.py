"""`okr check`: what is wrong in a sources folder."""

from pathlib import Path

import click

from mkdocs_okr.checks.formats.json import as_json
from mkdocs_okr.checks.formats.report import Report, seen_from
from mkdocs_okr.checks.formats.text import as_text
from mkdocs_okr.sources import NoSources, load

_EXAMPLES = """\b
Examples:
  okr check
  okr check company/okrs
  okr check --format json > findings.json
"""


@click.command(epilog=_EXAMPLES)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("okrs"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)
def check(folder: Path, form: str) -> None:
    """Read the sources in FOLDER ("okrs" without it) and print everything that is wrong with them.

    Each finding says where it is, what is wrong and how to mend it. Exits with 0 when there is no error, 1 when there
    are errors, 2 when there was nothing to read.
    """
    try:
        loaded = load(folder, audience="restricted")
    except NoSources as error:
        raise click.UsageError(f"{error}. Name the folder that your OKRs are in: `okr check FOLDER`.") from None
    report = Report(loaded.diagnostics, seen_from(Path.cwd(), folder))
    click.echo(as_json(report) if form == "json" else as_text(report), nl=False)
    if loaded.has_errors:
        raise SystemExit(1)
