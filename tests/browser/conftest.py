"""Chromium, driven by Playwright, on the sample company's portal.

Without a browser these tests are skipped and say so; in continuous integration (`CI=true`) that is a failure.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium on this machine, and CI=true does not let the browser tests be skipped.")
        pytest.skip("no Chromium on this machine (sudo apt install chromium)")
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start as root, as which containers run.
        sandbox = [] if getattr(os, "geteuid", lambda: 1)() else ["--no-sandbox"]
        started = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield started
        started.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def portal(sample: Path) -> Iterator[str]:
    """The address of the sample company's portal."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(sample))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, portal: str) -> Iterator[Page]:
    """A fresh tab. The test fails if the page has called another server or thrown an error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(portal) else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert [problem for problem in wrong if not problem.startswith(("data:", "blob:"))] == []
