"""Building the whole site beside the one that is being served, and swapping it in when it is complete."""

import ctypes
import errno
import glob
import logging
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Material announces its successor on every import; whoever runs this command has not asked.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

import jinja2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

Progress = Callable[[int, int], None]
"""Told now and then how many of how many pages are written."""

_NEW, _OLD = ".new", ".old"


class BuildFailed(Exception):
    """The site could not be built; the one that was there is untouched. The message is for the person who asked."""


class NotStarted(Exception):
    """The build did not begin: the configuration is wrong, or another build of the same site is running."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build: the site's folder, its number of pages, and the seconds that it took."""

    site: Path
    pages: int
    seconds: float


def build_site(
    config_file: Path, *, strict: bool = False, site_dir: Path | None = None, progress: Progress | None = None
) -> Built:
    """Build the site of `config_file` into `site_dir` (by default the one of the configuration).

    The old site stays in place and whole until the new one is complete, and takes its place in one step. `strict`
    makes warnings fail the build.

    Raises:
        NotStarted: when the configuration cannot be used, or another build of this site is running.
        BuildFailed: when sources or pages have errors, or the disk does not take the site.
    """
    began = time.monotonic()
    config = _configuration(config_file, strict, site_dir)
    # A link in the place of the site is how some servers switch versions: what it leads to is replaced, not the link.
    site = Path(os.path.realpath(config.site_dir))
    _refuse_to_replace_more_than_a_site(site, config)
    with _folder_beside(site) as new:
        config.site_dir = str(new)
        watch = _Watch(progress)
        config.plugins["okr-progress"] = watch
        _run(config)
        try:
            _swap(new, site)
        except OSError as error:
            raise BuildFailed(f"The new site could not take the place of {site}: {error.strerror}.") from error
    return Built(site, watch.total, time.monotonic() - began)


def _configuration(config_file: Path, strict: bool, site_dir: Path | None) -> MkDocsConfig:
    if not config_file.is_file():
        raise NotStarted(f"There is no {config_file}. Run this where your mkdocs.yml is, or name it: --config-file.")
    options: dict[str, Any] = {"strict": True} if strict else {}
    if site_dir is not None:
        options["site_dir"] = str(site_dir.absolute())
    try:
        return load_config(str(config_file), **options)
    except (Abort, ConfigurationError) as error:
        raise NotStarted(str(error)) from error


def _refuse_to_replace_more_than_a_site(site: Path, config: MkDocsConfig) -> None:
    """Check that nothing is lost when `site` is replaced.

    Raises:
        NotStarted: when it is no folder, or holds the sources of a portal.
    """
    if os.path.lexists(site) and not site.is_dir():
        raise NotStarted(f"The site cannot be built into {site}, which is not a folder.")
    sources = config.plugins["okr"].config["sources"] if "okr" in config.plugins else None
    if sources and Path(os.path.realpath(sources)).is_relative_to(site):
        raise NotStarted(
            f"The site cannot be built into {site}: your sources, {sources}, would be deleted with what is in it. "
            "Choose another folder as `site_dir`."
        )


def _run(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except (MkDocsException, jinja2.TemplateError) as error:
        raise BuildFailed(str(error)) from error
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        raise BuildFailed(f"{error.strerror or error}{where}") from error
    finally:
        config.plugins.on_shutdown()


class _NoOptions(Config):
    pass


class _Watch(BasePlugin[_NoOptions]):
    """Counts pages as MkDocs writes them."""

    def __init__(self, progress: Progress | None) -> None:
        super().__init__()
        self.total = self._done = 0
        self._progress = progress

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        self.total = len(files.documentation_pages())

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        self._done += 1
        if self._progress:
            self._progress(self._done, self.total)
        return output


@contextmanager
def _folder_beside(site: Path) -> Iterator[Path]:
    """A new folder next to `site`, on the same file system, removed at the end with all that is left in it.

    It is locked as long as this process lives, whichever way it ends: so the next build can tell the leftovers of a
    killed build, which it removes, from the folder of a running one, before which it withdraws.
    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with _locked(site.parent):
            _remove_leftovers(site)
            new = site.parent / f".{site.name}-{secrets.token_hex(4)}{_NEW}"
            new.mkdir()
            lock = _try_lock(new)
    except OSError as error:
        raise NotStarted(f"The site cannot be built in {site.parent}: {error.strerror}.") from error
    try:
        if site.is_dir():
            shutil.copymode(site, new)
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _remove_leftovers(site: Path) -> None:
    beside = f".{glob.escape(site.name)}-*"
    for folder in site.parent.glob(beside + _NEW):
        try:
            lock = _try_lock(folder)
        except FileNotFoundError:  # Its owner has just finished.
            continue
        if lock is None:
            raise NotStarted(f"Another build of {site} is running. Try again when it is done.")
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
    for folder in site.parent.glob(beside + _OLD):
        # A build was killed between the two renames of a swap, or while it removed the former site.
        if site.exists():
            shutil.rmtree(folder, ignore_errors=True)
        else:
            folder.rename(site)


if sys.platform == "win32":

    @contextmanager
    def _locked(folder: Path) -> Iterator[None]:
        yield

    def _try_lock(folder: Path) -> int | None:
        # Windows cannot lock a folder. Two builds at once then each use their own, and the last one wins.
        return os.open(os.devnull, os.O_RDONLY)

else:
    import fcntl

    @contextmanager
    def _locked(folder: Path) -> Iterator[None]:
        """Wait for the lock on `folder`, so that nobody looks for leftovers while a folder is not locked yet."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _try_lock(folder: Path) -> int | None:
        """The handle that holds the lock on `folder` until it is closed; None when another process holds it."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle


def _swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site`; a former site ends up in the place of `new`.

    Where the system can exchange two folders in one step there is no moment without a site. Elsewhere two renames
    follow each other at once, and the first is taken back when the second fails.
    """
    if not site.exists():
        new.rename(site)
        return
    if _exchange(new, site):
        return
    old = new.with_suffix(_OLD)
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step with Linux's renameat2; False where kernel, library or file system cannot."""
    if sys.platform != "linux":
        return False
    current_folder, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE, see renameat2(2)
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(current_folder, os.fsencode(one), current_folder, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(code, os.strerror(code), str(other))


def show_log(handler: logging.Handler) -> None:
    """Send what MkDocs and its plugins tell to `handler`, without the lines that name the folder beside the site."""
    handler.addFilter(lambda record: record.name != "mkdocs.commands.build" or record.levelno > logging.INFO)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
