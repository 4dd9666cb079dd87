"""Bodies of pages that other processes render ahead of their turn."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from mkdocs_okr import ahead
from mkdocs_okr.ahead import Bodies
from mkdocs_okr.pages.site import GeneratedPage, Site

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="pages are rendered ahead on Linux only"),
    # Whoever runs these tests may have threads. We have none that the processes could wait for.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
MANY = 300


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Whatever happens to a build, no process outlives it."""
    yield
    assert not active_children()


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two other processes, however many cores there are and whatever else runs in this one."""
    monkeypatch.setattr("mkdocs_okr.plugin.workers", lambda pages: 2)


def taken(renders: Sequence[Callable[[], str]], workers: int, order: Callable[[int], int] = int) -> list[str]:
    bodies = Bodies(renders, workers)
    try:
        return [bodies.take(order(number)) for number in range(len(renders))]
    finally:
        bodies.stop()


def portal(render: Callable[[int], str]) -> Site:
    return Site(tuple(GeneratedPage(f"page-{n}", f"Page {n}", partial(render, n)) for n in range(MANY)))


def published(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*.html")}


def test_other_processes_render_the_pages() -> None:
    assert set(taken([lambda: str(os.getpid())] * MANY, 2)) - {str(os.getpid())}


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_each_page_gets_its_own_body(workers: int) -> None:
    texts = [f"Ünït {n} ♚ 目標 \ud800" for n in range(MANY)]
    assert taken([partial(str, text) for text in texts], workers) == texts


def test_pages_may_be_taken_in_any_order() -> None:
    renders = [partial(str, n) for n in range(MANY)]
    assert taken(renders, 2, lambda n: MANY - 1 - n) == [str(MANY - 1 - n) for n in range(MANY)]


def test_the_site_is_the_same_as_without_them(workshop: Any, beside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.site = portal(lambda n: f"<h1>Page {n}</h1>" + "<p>Ünït ♚</p>" * n)
    with_them = published(workshop.build())
    monkeypatch.setattr("mkdocs_okr.plugin.workers", lambda pages: 0)
    assert published(workshop.build()) == with_them
    assert "<h1>Page 299</h1><p>Ünït ♚</p>" in with_them["page-299/index.html"].decode()


@pytest.mark.parametrize("workers", [0, 2])
def test_what_is_wrong_with_a_page_is_told_as_without_them(
    workshop: Any, workers: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def render(number: int) -> str:
        if number == 123:
            raise LookupError("no such figure")
        return ""

    monkeypatch.setattr("mkdocs_okr.plugin.workers", lambda pages: workers)
    workshop.site = portal(render)
    with pytest.raises(LookupError, match="no such figure"):
        workshop.build()
    assert "Error building page 'page-123.md': no such figure" in caplog.text


def test_a_killed_process_costs_no_page(workshop: Any, beside: None) -> None:
    here = os.getpid()

    def render(number: int) -> str:
        if number == 123 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return f"<h1>Page {number}</h1>"

    workshop.site = portal(render)
    site = published(workshop.build())
    assert all(f"<h1>Page {n}</h1>" in site[f"page-{n}/index.html"].decode() for n in range(MANY))


def test_a_system_without_room_for_processes_costs_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert taken([lambda: "body"] * MANY, 2) == ["body"] * MANY


def test_mkdocs_serve_has_no_other_processes(workshop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_okr.plugin.workers", lambda pages: pytest.fail("asked for processes"))
    workshop.command = "serve"
    assert "<h1>Sales</h1>" in workshop.page("2027-q1/sales/index.html")


class TestHowMany:
    @pytest.fixture(autouse=True)
    def machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A machine of four cores with nothing but our own thread, whatever runs these tests."""
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2, 3})
        monkeypatch.setattr(os, "listdir", lambda folder: ["1"])

    def test_one_for_each_core_that_is_free(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert ahead.workers(MANY) == 3
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1})
        assert ahead.workers(MANY) == 1

    def test_no_more_than_mkdocs_can_keep_up_with(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(64)))
        assert ahead.workers(MANY) == ahead.MOST_WORKERS

    def test_none_on_a_single_core(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0})
        assert ahead.workers(MANY) == 0

    def test_none_for_a_small_portal(self) -> None:
        assert ahead.workers(ahead.FEWEST - 1) == 0

    def test_none_beside_threads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2, 3})
        done = threading.Event()
        thread = threading.Thread(target=done.wait)
        thread.start()
        try:
            assert ahead.workers(MANY) == 0
        finally:
            done.set()
            thread.join()

    def test_none_on_other_systems(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr("sys.platform", "darwin")
            workers = ahead.workers(MANY)
        assert workers == 0


@pytest.mark.parametrize("workers", [0, 2])
def test_chores_are_done_by_whoever_has_the_time(workers: int, tmp_path: Path) -> None:
    def chore(number: int) -> dict[str, int]:
        if number == 1 and os.getpid() != us:
            raise OSError("only here")
        return {str(number): (tmp_path / str(number)).write_bytes(b"x" * number)}

    us = os.getpid()
    bodies = Bodies([lambda: "page"] * MANY, workers, [partial(chore, number) for number in range(3)])
    try:
        assert bodies.finish() == {"0": 0, "1": 1, "2": 2}
        assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == {"0": 0, "1": 1, "2": 2}
        assert bodies.finish() == {}
    finally:
        bodies.stop()


def test_chores_of_processes_that_are_gone_are_done_here(tmp_path: Path) -> None:
    bodies = Bodies([lambda: "page"] * MANY, 1, [lambda: {"a": (tmp_path / "a").write_bytes(b"1")}])
    bodies.stop()
    assert bodies.finish() == {"a": 1}
