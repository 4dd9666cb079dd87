"""`okr check`: the OKRs, judged by the checklists."""

from collections.abc import Sequence
from pathlib import Path

import click

from mkdocs_okr.checks.formats.catalogue import FORMATS
from mkdocs_okr.checks.formats.report import Report, seen_from
from mkdocs_okr.checks.registry import RULES, rule_called
from mkdocs_okr.checks.rule import SEVERITIES, AnyRule
from mkdocs_okr.checks.run import Checked, order
from mkdocs_okr.checks.run import check as judge
from mkdocs_okr.checks.subjects import BaselineSubject, ExceptionSubject, SuppressionSubject
from mkdocs_okr.cli.choosing import chosen
from mkdocs_okr.cli.output import outputs, write
from mkdocs_okr.cli.progress import busy
from mkdocs_okr.cli.terminal import say
from mkdocs_okr.sources import CODES, Diagnostic, Loaded, NoSources, load
from mkdocs_okr.sources.baseline import WouldLoseComments, write_baseline
from mkdocs_okr.sources.git import NoRevision
from mkdocs_okr.sources.revision import changed_since
from mkdocs_okr.sources.selection import Selection
from mkdocs_okr.sources.selection import select as selected

_EXAMPLES = """\b
Examples:
  okr check
  okr check okrs/2027-q1/marketing.yml
  okr check --select KR,ranking --severity warning
  okr check --format github --format sarif=okr.sarif
  okr check --since origin/main
"""

_ABOUT_ACCEPTANCE = (ExceptionSubject, SuppressionSubject, BaselineSubject)
"""Rules about these judge what all other rules found: whether what they silence is still there."""

_ABOUT_CHANGES = "best-practice.flexible"
"""Rules that serve this judge what moved inside the cycles, which is also asked of git."""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, metavar="[PATH]...")
@click.option("--select", multiple=True, metavar="WORDS", help="Judge by these rules only (errors are always told).")
@click.option("--ignore", multiple=True, metavar="WORDS", help="Do not judge by these rules.")
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default=SEVERITIES[0],
    show_default=True,
    help="Tell only what is as loud as this, or louder.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The severity from which the command fails; without it, as settings.yml says.",
)
@click.option(
    "--format",
    "asked",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"How findings are printed: {', '.join(FORMATS)}. May be given several times.",
)
@click.option("--since", metavar="REV", help="Tell only of files that changed since this revision of git.")
@click.option("--update-baseline", is_flag=True, help="Write everything found into baseline.yml, to be told no more.")
def check(
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: str,
    fail_on: str | None,
    asked: tuple[str, ...],
    since: str | None,
    update_baseline: bool,
) -> None:
    """Judge the OKRs by the checklists, and print what to mend.

    Each PATH is the folder of your OKRs ("okrs" without any), or files and folders in it: then only what is found in
    them is told. Each finding says where it is, what is wrong and how to mend it.

    WORDS are codes or names of rules, series such as KR, or keys of checklists such as drafting.key-result, with
    commas between them; `okr rules` lists them.

    Exits with 0 when all is well, 1 when there are findings from the severity of --fail-on upwards, 2 when the
    command was mistaken or there was nothing to read.
    """
    rules = chosen(select, ignore)
    written = outputs(asked)
    selection = _selection(paths, gone=since is not None)
    if update_baseline:
        loud = severity != SEVERITIES[0]
        _refuse_beside_baseline(
            selection, select=select, ignore=ignore, severity=loud, fail_on=fail_on, format=asked, since=since
        )
        _update_baseline(selection.folder)
        return
    folder = seen_from(Path.cwd(), selection.folder)
    if since is not None:
        selection = _changed(selection, since)
        if not selection.files:
            write(Report((), folder), written, f"Nothing changed since {since}.")
            return
    loaded, checked = _judged(selection, rules)
    report = _report(loaded, checked, folder, selection, rules, told_anyway=since is not None)
    write(report.from_severity(severity), written)
    _mention_others(loaded, report)
    if _fails(report.findings, fail_on or _setting(loaded)):
        raise SystemExit(1)


def _selection(paths: Sequence[Path], *, gone: bool) -> Selection:
    try:
        return selected(paths, gone=gone)
    except NoSources as error:
        raise _nothing_to_read(error) from None


def _nothing_to_read(error: NoSources) -> click.UsageError:
    return click.UsageError(f"{error}. Name the folder that your OKRs are in: `okr check FOLDER`.")


def _changed(selection: Selection, since: str) -> Selection:
    """The part of a selection that changed since a revision."""
    try:
        changed = changed_since(selection.folder, since)
    except NoRevision as error:
        raise click.UsageError(f"--since {since}: {error}.") from None
    return selection._replace(files=changed if selection.files is None else changed & selection.files)


def _judged(selection: Selection, rules: Sequence[AnyRule]) -> tuple[Loaded, Checked]:
    asked = RULES if any(rule.subject in _ABOUT_ACCEPTANCE for rule in rules) else rules
    try:
        with busy("Reading …"):
            history = any(_ABOUT_CHANGES in rule.serves for rule in asked)
            loaded = load(
                selection.folder, audience="restricted", files=selection.files, unpublished=True, history=history
            )
    except NoSources as error:
        raise _nothing_to_read(error) from None
    with busy("Judging …"):
        return loaded, judge(loaded, asked, counted=False)


def _report(
    loaded: Loaded, checked: Checked, folder: str, selection: Selection, rules: Sequence[AnyRule], *, told_anyway: bool
) -> Report:
    """What is told: errors of reading (all of them with `told_anyway`) and findings of `rules` in selected files.

    A file with errors is not judged: what a rule misses there may only be mistyped. Nor is, while there are errors,
    whether exceptions, suppressions and baseline still silence anything.
    """
    codes = {rule.code for rule in rules if not (loaded.has_errors and rule.subject in _ABOUT_ACCEPTANCE)}
    faulty = {found.place.file for found in loaded.diagnostics if found.severity == "error"}

    def is_selected(found: Diagnostic) -> bool:
        return selection.files is None or found.place.file in selection.files

    def is_told(found: Diagnostic) -> bool:
        return found.code in codes and found.place.file not in faulty and is_selected(found)

    told_anyway |= loaded.portfolio is None
    told = [found for found in loaded.diagnostics if told_anyway or is_selected(found)]
    told += filter(is_told, checked.diagnostics)
    accepted = tuple(each for each in checked.accepted if is_told(each.finding.diagnostic))
    return Report(tuple(sorted(told, key=order)), folder, accepted)


def _mention_others(loaded: Loaded, report: Report) -> None:
    """Say that there are errors beside what was asked for: what hangs on them could not be judged."""
    untold = sum(found.severity == "error" for found in loaded.diagnostics)
    untold -= sum(found.severity == "error" and found.code in CODES for found in report.findings)
    if untold:
        errors = "is 1 error" if untold == 1 else f"are {untold} errors"
        click.echo(f"There {errors} in other files: `okr check {report.folder}`.", err=True)


def _setting(loaded: Loaded) -> str:
    return loaded.portfolio.settings.checks.fail_on if loaded.portfolio is not None else "error"


def _fails(findings: Sequence[Diagnostic], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    failing = SEVERITIES[SEVERITIES.index(fail_on) :]
    return any(found.severity in failing for found in findings)


def _refuse_beside_baseline(selection: Selection, **options: object) -> None:
    """The baseline is always that of everything: a part of it would drop the rest."""
    for name, value in options.items():
        if value:
            option = name.replace("_", "-")
            raise click.UsageError(f"--update-baseline writes down everything that is found: leave out --{option}.")
    if selection.files is not None:
        raise click.UsageError("--update-baseline writes down everything that is found: name the whole folder.")


def _update_baseline(folder: Path) -> None:
    """Write down what is told now, and what the baseline knew and is still there."""
    loaded, checked = _judged(Selection(folder, None), RULES)
    if loaded.has_errors:
        write(Report(loaded.diagnostics, seen_from(Path.cwd(), folder)), outputs([]))
        click.echo("The baseline stays as it was: mend these errors first.", err=True)
        raise SystemExit(1)
    known = [each.finding.diagnostic for each in checked.accepted if each.how == "baseline"]
    found = [each for each in (*checked.diagnostics, *known) if _may_be_known(each)]
    before = {(rule.code, each.object) for each in loaded.baseline if (rule := rule_called(each.rule))}
    now = {(each.code, each.object) for each in found}
    # What nobody understands stays, too: a rule tells of it, and who wrote it may know what was meant.
    unknown = {(each.rule, "", each.object) for each in loaded.baseline if rule_called(each.rule) is None}
    try:
        write_baseline(folder, {(each.code, each.name, each.object) for each in found} | unknown)
    except WouldLoseComments as error:
        raise click.UsageError(
            f"baseline.yml is as it was: it holds a comment that would be lost, “{error}”. "
            "Move comments to where the finding is, or remove them, and say it again."
        ) from None
    except OSError as error:
        raise click.UsageError(f"the baseline cannot be written: {error.strerror}.") from None
    say(f"The baseline knows {len(now)} findings: {len(now - before)} added, {len(before - now)} removed.\n")


def _may_be_known(found: Diagnostic) -> bool:
    """What is said about suppressions and the baseline itself is mended, not written down."""
    rule = rule_called(found.code)
    return rule is not None and rule.subject not in _ABOUT_ACCEPTANCE
