"""`okr build`: the site, built beside the old one and swapped in when it is complete."""

import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from mkdocs_okr.build import BuildFailed, NotStarted, build_site, show_log
from mkdocs_okr.build import Progress as OnPage

_SECONDS_BETWEEN_LINES = 5.0
_SECONDS_BETWEEN_BARS = 0.1

_EXAMPLES = """\b
Examples:
  okr build
  okr build --strict --site-dir public
"""


@click.command(epilog=_EXAMPLES)
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's MkDocs configuration.",
)
@click.option("-s", "--strict", is_flag=True, help="Let warnings fail the build.")
@click.option(
    "-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes; by default as configured."
)
def build(config_file: Path, strict: bool, site_dir: Path | None) -> None:
    """Build the site, and replace the old one only when the new one is complete.

    A build that fails or is killed leaves the old site as it was. Exits with 0 when the site is built, 1 when it has
    errors, 2 when the build could not begin.
    """
    console = Console(stderr=True)
    show_log(_ConsoleHandler(console))
    signal.signal(signal.SIGTERM, _leave)
    try:
        with _progress(console) as on_page:
            built = build_site(config_file, strict=strict, site_dir=site_dir, progress=on_page)
    except NotStarted as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    except BuildFailed as error:
        click.echo(f"{error}\nThe site is as it was before.", err=True)
        raise SystemExit(1) from None
    pages = "1 page" if built.pages == 1 else f"{built.pages} pages"
    click.echo(f"Built {pages} in {built.seconds:.1f} s: {_shown(built.site)}")


def _leave(signum: int, frame: FrameType | None) -> NoReturn:
    """End the way that cleans up, with the exit status that a shell expects of a killed process."""
    raise SystemExit(128 + signum)


class _ConsoleHandler(logging.Handler):
    """Prints log records above the progress bar."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.print(
            f"{record.levelname.capitalize()}: {record.getMessage()}", markup=False, highlight=False, soft_wrap=True
        )


@contextmanager
def _progress(console: Console) -> Iterator[OnPage]:
    """Show progress: a bar in a terminal, elsewhere a line every few seconds."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Drawn by us, not by a thread of its own: beside threads, pages cannot be rendered on other cores.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Reading", total=None)
        bar.refresh()
        drawn = time.monotonic()

        def on_page(done: int, total: int) -> None:
            nonlocal drawn
            now = time.monotonic()
            if now - drawn >= _SECONDS_BETWEEN_BARS:
                drawn = now
                bar.update(task, description="Writing pages", completed=done, total=total, refresh=True)

        yield on_page


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = now
            self._console.print(f"{done} of {total} pages written", highlight=False)


def _shown(path: Path) -> Path:
    """`path`, from the current directory where it lies inside."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
