"""`okr remind`: what is due or stale, unit by unit."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import click

from mkdocs_okr.analysis.reminders import reminders
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.cli.progress import busy
from mkdocs_okr.cli.terminal import say
from mkdocs_okr.exports.reminder_formats import FORMATS
from mkdocs_okr.model import Portfolio
from mkdocs_okr.sources import NoSources, load
from mkdocs_okr.sources.diagnostics import did_you_mean
from mkdocs_okr.sources.selection import DEFAULT_FOLDER

_EXAMPLES = """\b
Examples:
  okr remind
  okr remind --unit marketing --below --days 14
  okr remind --format json
Into a chat that takes a JSON with the key "text", from cron or a scheduled job of GitHub or GitLab:
  okr remind --format markdown | jq -Rs '{text: .}' | curl -sS --json @- "$CHAT_WEBHOOK"
Only when something is due:
  okr remind --format json > due.json
  jq -e '.reminders > 0' due.json && ./tell-them due.json
"""


@click.command(epilog=_EXAMPLES)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT_FOLDER)
@click.option("--unit", "asked", multiple=True, metavar="UNIT", help="Only this unit. May be given several times.")
@click.option("--below", is_flag=True, help="With --unit, the units below it, too.")
@click.option(
    "--days",
    type=click.IntRange(0, 366),
    default=7,
    show_default=True,
    help="How many days ahead key dates are told.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="Text for people, Markdown for a chat, JSON for programs.",
)
def remind(folder: Path, asked: tuple[str, ...], below: bool, days: int, form: str) -> None:
    """List what is due or stale, unit by unit, and the key dates to come.

    That is: check-ins of today and tomorrow and those that were not held, units and key results that have gone quiet,
    confidence that is two weeks old, key results and milestones past their day, dependencies that are late or not
    confirmed, OKRs not published, reviewed or committed in time, and reviews and grades once a cycle is over. Closed
    cycles are not asked about.

    FOLDER holds your OKRs ("okrs" without it). What the site does not show to its readers is not told here either.

    Exits with 0 when all is told, 1 when there are errors in the files, so that something may be missing, 2 when the
    command was mistaken or there was nothing to read.
    """
    if below and not asked:
        raise click.UsageError("--below goes with --unit: without one, all units are told of.")
    try:
        with busy("Reading …"):
            loaded = load(folder)
    except NoSources as error:
        raise click.UsageError(f"{error}. Name the folder that your OKRs are in: `okr remind FOLDER`.") from None
    portfolio = loaded.portfolio
    if portfolio is None:
        raise click.UsageError(f"nothing can be made of {folder}: `okr check {folder}` says why.")
    units = _units(portfolio, asked, below)
    with busy("Looking what is due …"):
        standings = cache(lambda cycle_id: assess(portfolio, portfolio.cycles[cycle_id], courses=False))
        found = reminders(portfolio, lambda cycle: standings(cycle.id), units, days=days)
    say(FORMATS[form](portfolio, found))
    if loaded.has_errors:
        click.echo(f"There are errors in the files, so something may be missing: `okr check {folder}`.", err=True)
        raise SystemExit(1)


def _units(portfolio: Portfolio, asked: Sequence[str], below: bool) -> frozenset[str]:
    """The units that are asked about: all of them, or those that are named, with those below them if that is wished."""
    for unit in asked:
        if unit not in portfolio.units:
            advice = did_you_mean(unit, portfolio.units, "Ids of units are the names of the files in `units/`.")
            raise click.UsageError(f"--unit {unit}: there is no unit of this id. {advice}")
    if not asked:
        return frozenset(portfolio.units)
    if not below:
        return frozenset(asked)
    return frozenset(
        unit.id
        for unit in portfolio.units.values()
        if unit.id in asked or any(above.id in asked for above in portfolio.ancestors(unit))
    )
