"""MkDocs' own commands, as any user of MkDocs expects them to work."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def eventually(url: str, text: str, server: "subprocess.Popen[str] | None" = None) -> str:
    """The page at `url` as soon as it holds `text`; `server` may not end before that."""
    deadline = time.monotonic() + 60
    page = ""
    while time.monotonic() < deadline:
        assert server is None or server.poll() is None, server.communicate()
        try:
            with urlopen(url, timeout=10) as answer:
                page = answer.read().decode("utf-8")
        except URLError:
            page = ""
        if text in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{text!r} never appeared:\n{page[:2000]}")


@pytest.fixture
def served(terminal: Any) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    server: subprocess.Popen[str] = terminal.start("mkdocs", "serve", "--dev-addr", address)
    url = f"http://{address}/"
    eventually(url, "Anvils for everyone", server)
    yield url
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=30)


def test_build(terminal: Any) -> None:
    status, said = terminal.run("mkdocs", "build", "--strict")
    assert status == 0, said
    assert "Anvils for everyone" in terminal.home()


def test_build_stops_at_an_error_without_touching_the_site(terminal: Any) -> None:
    terminal.run("mkdocs", "build")
    terminal.write({"okrs/organization.yml": "mision: Nothing\n"})
    status, said = terminal.run("mkdocs", "build")
    assert status == 1
    assert "okrs/organization.yml:1:1" in said
    assert "Traceback" not in said
    assert "Anvils for everyone" in terminal.home()


def test_serve_shows_a_saved_source_by_itself(terminal: Any, served: str) -> None:
    terminal.write({"okrs/organization.yml": "name: ACME\nmission: Rockets for everyone\n"})
    assert "Anvils" not in eventually(served, "Rockets for everyone")


def test_serve_keeps_the_last_good_site_while_a_source_is_broken(terminal: Any, served: str) -> None:
    eventually(served, "Anvils for everyone")
    terminal.write({"okrs/organization.yml": "name: ACME\nmision: <b>Rockets\n", "docs/playbook.md": "# Rebuilt\n"})
    eventually(served + "playbook/", "Rebuilt")
    page = eventually(served, "Anvils for everyone")
    assert "This page shows an earlier state: 1 error in okrs." in page
    assert "okrs/organization.yml:2:1" in page
    assert "mision: &lt;b&gt;Rockets" in page
    assert "<b>Rockets" not in page
    terminal.write({"okrs/organization.yml": "name: ACME\nmission: Rockets for everyone\n"})
    assert "earlier state" not in eventually(served, "Rockets for everyone")


def test_serve_goes_on_when_a_page_takes_an_address_of_the_portal(terminal: Any, served: str) -> None:
    terminal.write({"docs/cycles.md": "# My cycles\n"})
    eventually(served + "cycles/", "My cycles")
    page = eventually(served, "Parts of the portal are missing")
    assert "The file docs/cycles.md and the portal&#x27;s page" in page
    (terminal.folder / "docs/cycles.md").unlink()
    eventually(served + "cycles/", "Cycles")
