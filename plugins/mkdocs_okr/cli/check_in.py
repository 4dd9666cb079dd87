"""`okr check-in`: a unit's check-in, in seconds."""

import codecs
import errno
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from shlex import quote

import click

from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.checks.formats.report import Report, seen_from
from mkdocs_okr.checks.formats.text import as_text
from mkdocs_okr.cli.asking import asked
from mkdocs_okr.cli.check_in_words import former_names, given
from mkdocs_okr.cli.effect import Seen, effect
from mkdocs_okr.cli.terminal import painting, say
from mkdocs_okr.model import Cycle, CycleState, OkrSet, Portfolio, Unit
from mkdocs_okr.model.audience import AUDIENCES, visible_to
from mkdocs_okr.pages.check_in_file import check_in_draft, check_in_path
from mkdocs_okr.sources import Loaded, NoSources, load
from mkdocs_okr.sources.check_in_writing import Words, continued_check_in, new_check_in
from mkdocs_okr.sources.diagnostics import did_you_mean, listing
from mkdocs_okr.sources.resolve.check_ins import AFTER_CYCLE
from mkdocs_okr.sources.scalars import Unreadable, day, identifier
from mkdocs_okr.sources.selection import DEFAULT_FOLDER
from mkdocs_okr.sources.writing import WouldFollowLink, create_file, refuse_links, replace_file

_EXAMPLES = """\b
Examples:
  okr check-in marketing
  okr check-in marketing adwords=168@0.7 email=@0.4
  okr check-in marketing adwords=168 --say adwords="The page is live" --say win="First order from the fair"
  okr check-in marketing --template > okrs/2027-q1/check-ins/marketing/2027-02-08.yml
"""


@click.command("check-in", epilog=_EXAMPLES)
@click.argument("unit", metavar="UNIT")
@click.argument("said", nargs=-1, metavar="[KEY-RESULT=VALUE@CONFIDENCE]...")
@click.option(
    "--say",
    "words",
    multiple=True,
    metavar="ABOUT=TEXT",
    help="A note on a key result, the answer to a hard question (changed, how_confident, slows_us_down, "
    "raise_confidence), or an item of a list (win, focus, project, event, pipeline). May be given several times.",
)
@click.option(
    "--health", multiple=True, metavar="METRIC=VALUE@LIGHT", help="A health metric: `team-mood=7.4@green`, `mood=@red`."
)
@click.option("--by", help="Who checks in: an id from people.yml. Without it, whoever did last time, or the lead.")
@click.option("--date", "on", metavar="DAY", help="The day of the check-in (2027-02-08). Without it, today.")
@click.option("--cycle", "cycle_id", help="The cycle. Without it, the current one.")
@click.option("--template", is_flag=True, help="Print the file to fill in and paste; nothing is written.")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    default=DEFAULT_FOLDER,
    show_default=True,
    help="The folder that your OKRs are in.",
)
def check_in(
    unit: str,
    said: tuple[str, ...],
    words: tuple[str, ...],
    health: tuple[str, ...],
    by: str | None,
    on: str | None,
    cycle_id: str | None,
    template: bool,
    sources: Path,
) -> None:
    """Write down where the key results of UNIT stand, and see what that does to its score and pace.

    Without more words you are asked for each key result, with what it was last time as the answer that Enter gives.
    Otherwise say `adwords=168@0.7` for value and confidence, `adwords=168` for the value or `adwords=@0.7` for the
    confidence alone; where two objectives have a key result of that name, say `demand/adwords`.

    What is said goes into the file of the day below the unit's check-ins. If there is one already, it is continued: its
    comments and everything that is not said anew stay.

    Exits with 0 when the check-in is written, 1 when the files are not in order, 2 when the command was mistaken.
    """
    loaded, okrs = _begin(sources, unit, cycle_id)
    portfolio = loaded.portfolio
    assert portfolio is not None
    cycle, its_unit = portfolio.cycles[okrs.cycle], portfolio.units[unit]
    standings = assess(portfolio, cycle)
    if template:
        author = by or _last_by(okrs) or its_unit.lead
        say(check_in_draft(okrs, standings, author, its_unit.charter.health_metrics))
        return
    today = _day(on) if on else portfolio.as_of
    author = by or _last_by(okrs) or its_unit.lead or ""
    if by is not None and by not in portfolio.people:
        raise click.UsageError(f"--by {by}: nobody has this id. {did_you_mean(by, portfolio.people, _PEOPLE)}")
    if said or words or health:
        told = given(okrs, its_unit, said, words, health)
    elif sys.stdin.isatty():
        told = asked(okrs, its_unit, standings, today)
    else:
        raise click.UsageError(
            f"there is nobody to ask. Say what there is to say, such as `{_example(okrs)}`, or use --template."
        )
    _write(loaded, okrs, its_unit, today, replace(told, by=author))


_MOST_TRIES = 20
"""How often a file is tried to be written while somebody else is writing it, too."""

_PEOPLE = "Ids of people stand in people.yml."


def _begin(sources: Path, unit: str, cycle_id: str | None) -> tuple[Loaded, OkrSet]:
    """The sources as far as they have to do with the unit, and its OKRs in the cycle that is meant.

    Raises `click.UsageError` where there are none to check in, `SystemExit` after printing what is wrong with them.
    """
    try:
        identifier(unit)
        loaded = load(sources, audience="restricted", files=_files_of(sources, unit))
    except Unreadable as error:
        raise click.UsageError(f"{unit}: {error.message}. {error.help}") from None
    except NoSources as error:
        raise click.UsageError(f"{error}. Name the folder that your OKRs are in: --sources FOLDER.") from None
    wrong = [each for each in loaded.diagnostics if each.severity == "error" and _is_about(each.place.file, unit)]
    if loaded.portfolio is None or wrong:
        say(as_text(Report(tuple(wrong or loaded.diagnostics), seen_from(Path.cwd(), sources)), painting()))
        click.echo("Nothing was written: mend these errors first.", err=True)
        raise SystemExit(1)
    if unit not in loaded.portfolio.units:
        raise click.UsageError(f"there is no unit `{unit}`. {_unit_meant(sources, unit)}")
    return loaded, _okrs(loaded.portfolio, loaded.portfolio.units[unit], cycle_id)


def _unit_meant(sources: Path, unit: str) -> str:
    """Which unit may be meant by a name that none has: for this everything is read."""
    portfolio = load(sources).portfolio
    units = portfolio.units if portfolio is not None else {}
    renamed = next((each.id for each in units.values() if unit in each.aliases), None)
    if renamed:
        return f"It is called `{renamed}` now."
    return did_you_mean(unit, units, f"The units are: {listing(units)}." if units else "There are no units yet.")


def _files_of(sources: Path, unit: str) -> frozenset[str]:
    """The files with the unit's OKRs, in whatever cycles it has some."""
    return frozenset(file.relative_to(sources).as_posix() for file in sources.glob(f"*/{unit}.y*ml"))


def _is_about(file: str, unit: str) -> bool:
    """Whether a file is one of those that a check-in of the unit rests on."""
    parts = file.split("/")
    return parts[-1].rpartition(".")[0] in (unit, "cycle", "settings") or f"/check-ins/{unit}/" in file


def _okrs(portfolio: Portfolio, unit: Unit, cycle_id: str | None) -> OkrSet:
    """The unit's OKRs in the cycle that is asked for, or the current one."""
    if cycle_id is not None and cycle_id not in portfolio.cycles:
        advice = did_you_mean(cycle_id, portfolio.cycles, f"There are: {listing(portfolio.cycles)}.")
        raise click.UsageError(f"--cycle {cycle_id}: there is no such cycle. {advice}")
    cycle = portfolio.cycles[cycle_id] if cycle_id else portfolio.current_cycle
    if cycle is None:
        raise click.UsageError("there is no cycle yet. Begin one with a file such as `2027-q1/cycle.yml`.")
    _require_running(cycle, portfolio.as_of)
    okrs = portfolio.okr_sets.get((cycle.id, unit.id))
    if okrs is None or not any(objective.key_results for objective in okrs.objectives):
        others = [each for each, of in portfolio.okr_sets if of == unit.id]
        advice = f" It has some in {listing(others)}: say --cycle." if others else ""
        raise click.UsageError(f"{unit.name} has no key results in {cycle.name}.{advice}")
    return okrs


def _require_running(cycle: Cycle, today: date) -> None:
    if cycle.state is CycleState.CLOSED:
        raise click.UsageError(f"{cycle.name} is closed. What there is to say of it belongs into its review.")
    if cycle.state is CycleState.DRAFT:
        raise click.UsageError(f"{cycle.name} is a draft. Say `state: active` in its cycle.yml when it begins.")
    if today < cycle.starts:
        raise click.UsageError(f"{cycle.name} begins on {cycle.starts}; there is nothing to check in before.")


def _last_by(okrs: OkrSet) -> str | None:
    return next((each.by for each in reversed(okrs.check_ins) if each.by), None)


def _day(text: str) -> date:
    try:
        return day(text)
    except Unreadable as error:
        raise click.UsageError(f"--date: {error.message}. {error.help}") from None


def _example(okrs: OkrSet) -> str:
    first = next(key_result for objective in okrs.objectives for key_result in objective.key_results)
    return f"okr check-in {okrs.unit} {first.id}=…@0.7"


def _write(loaded: Loaded, okrs: OkrSet, unit: Unit, today: date, words: Words) -> None:
    """Write the file, unless the reader would not take it, and say what it does.

    Raises `click.UsageError` where it cannot be written, `SystemExit` after printing what is wrong with it.
    """
    assert loaded.portfolio is not None
    cycle = loaded.portfolio.cycles[okrs.cycle]
    _require_day(cycle, today, loaded.portfolio.as_of)
    name = _name(loaded.folder, okrs, today)
    path = loaded.folder / name
    try:
        refuse_links(loaded.folder, name)
        before = _say_in(path, okrs, words)
    except WouldFollowLink as error:
        raise click.UsageError(
            f"{error} is a link. The reader does not follow links; make it a folder or file."
        ) from None
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}.") from None
    after = load(loaded.folder, audience="restricted", files=_files_of(loaded.folder, unit.id))
    said_before = {(each.code, each.message) for each in loaded.diagnostics}
    wrong = tuple(
        each
        for each in after.diagnostics
        if each.severity == "error" and (each.place.file == name or (each.code, each.message) not in said_before)
    )
    if wrong or after.portfolio is None:
        text = as_text(Report(wrong, seen_from(Path.cwd(), loaded.folder)), painting())
        _restore(path, before)
        say(text)
        click.echo("Nothing was written." if before is None else f"{path} is as it was before.", err=True)
        raise SystemExit(1)
    say(f"{'Wrote' if before is None else 'Continued'} {path}\n\n")
    audience = _audience(loaded.folder, okrs)
    then, now = ((each, visible_to(each, audience)) for each in (loaded.portfolio, after.portfolio))
    say(effect(unit, okrs, *(Seen(*(assess(portfolio, cycle) for portfolio in both)) for both in (then, now))))
    _mention_git(path, unit)


def _require_day(cycle: Cycle, day: date, today: date) -> None:
    if day > today:
        raise click.UsageError(f"{day} has not come yet: today is {today}.")
    if not cycle.starts <= day <= cycle.ends + AFTER_CYCLE:
        raise click.UsageError(
            f"{day} lies outside {cycle.name}, {cycle.starts} to {cycle.ends} and {AFTER_CYCLE.days} days after it."
        )


def _name(folder: Path, okrs: OkrSet, day: date) -> str:
    """The file of the day, also where somebody called it .yaml."""
    name = check_in_path(okrs, day)
    other = name.removesuffix(".yml") + ".yaml"
    return other if (folder / other).exists() and not (folder / name).exists() else name


def _say_in(path: Path, okrs: OkrSet, words: Words) -> bytes | None:
    """Write what is said into the file; what it held before, None if it was not there.

    Where somebody else writes it at the same time, what they said is continued. Raises OSError.
    """
    for _ in range(_MOST_TRIES):
        before = path.read_bytes() if path.exists() else None
        if before is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                create_file(path, new_check_in(words).encode())
            except FileExistsError:
                continue
            return None
        content = _continued(before, okrs, words)
        if path.read_bytes() == before:
            replace_file(path, content)
            return before
    raise OSError(errno.EBUSY, "somebody else is writing it")


def _continued(before: bytes, okrs: OkrSet, words: Words) -> bytes:
    """The content of a file with what is new in it, with the ends of lines and the mark at its start that it had."""
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    text = before.decode("utf-8-sig")
    windows = "\r\n" in text
    told = continued_check_in(text.replace("\r\n", "\n"), words, former_names(okrs))
    return mark + (told.replace("\n", "\r\n") if windows else told).encode()


def _audience(folder: Path, okrs: OkrSet) -> str:
    """Who reads the portal: the score of a unit rests on what they see."""
    if all(objective.visibility == AUDIENCES[0] for objective in okrs.objectives):
        return AUDIENCES[-1]  # there is nothing that they might not see
    portfolio = load(folder, files=_files_of(folder, okrs.unit)).portfolio
    return portfolio.settings.audience if portfolio is not None else AUDIENCES[-1]


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        replace_file(path, before)


def _mention_git(path: Path, unit: Unit) -> None:
    if sys.stdout.isatty():
        file = quote(path.as_posix())
        click.echo(f"\nNow publish it: git add {file} && git commit -m 'Check-in of {unit.id}' && git push")
