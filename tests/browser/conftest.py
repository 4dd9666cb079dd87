"""Real sites in a real browser. Each portal is built once, however many workers share the tests."""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from mkdocs_okr.build import build_site
from tests.browser.portals import KINDS

CHROMIUMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
HERE = Path(__file__).parent
PATIENCE = 30_000
"""Milliseconds: a busy machine is slow, not wrong."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    executable = next((path for path in CHROMIUMS if Path(path).exists()), None)
    if executable is None:
        why = "There is no Chromium here: sudo apt install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """A test's report has no room for the log of a server."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A tab that moves on before all has arrived is no error; anything else a test sees in the browser."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which the files of `site` are served."""
    server = _Server(("127.0.0.1", 0), partial(_Files, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def portal_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Path]:
    """Gives the site of a portal by name, and builds it when it is asked for the first time."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    return partial(_built, shared)


@pytest.fixture(scope="session")
def portal(portal_folder: Callable[[str], Path]) -> Iterator[Callable[[str], str]]:
    """Gives the address at which a portal is served, by name."""
    addresses: dict[str, str] = {}
    servers: list[Any] = []

    def address(name: str) -> str:
        if name not in addresses:
            server = served(portal_folder(name))
            addresses[name] = server.__enter__()
            servers.append(server)
        return addresses[name]

    yield address
    for server in servers:
        server.__exit__(None, None, None)


def _built(shared: Path, name: str) -> Path:
    """The site of a portal. The first worker builds it, the others wait for the lock and find it there."""
    folder = shared / f"portal-{name}"
    site = folder / "site"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            build_site(KINDS[name](folder), site_dir=site)
    return site


@pytest.fixture(scope="session")
def sample(portal: Callable[[str], str]) -> str:
    """Where the sample is served."""
    return portal("sample")


def _window(browser: Browser) -> BrowserContext:
    """A browser without any memory, in which nothing takes longer than it must."""
    made = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    made.set_default_timeout(PATIENCE)
    return made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's own browser, for tests that leave traces in it: a chosen palette, a clock, a clipboard."""
    made = _window(browser)
    yield made
    made.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The tab that tests share, because opening one takes longer than most of them."""
    made = _window(browser)
    yield made.new_page()
    made.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The shared tab, as good as new."""
    yield tab
    tab.unroute_all()
    tab.emulate_media(media="screen", color_scheme="light")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto("about:blank")
