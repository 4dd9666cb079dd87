"""`okr build`: the old site stays until the new one is complete."""

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

# A hook that lets the build reach its middle, says so, and waits.
PAUSE = """\
import pathlib, time

def on_page_context(context, **_):
    pathlib.Path("in-the-middle").touch()
    time.sleep(60)
"""


# The same, with other processes that render ahead although the site is small; it tells who they are.
AHEAD = """\
import multiprocessing, pathlib
from mkdocs_okr import plugin

plugin.workers = lambda pages: 2

def on_nav(nav, **_):
    pathlib.Path("others").write_text(" ".join(str(child.pid) for child in multiprocessing.active_children()))
"""


def paused_build(terminal: Any) -> "subprocess.Popen[str]":
    """A build that stands still while it writes pages."""
    config = (terminal.folder / "mkdocs.yml").read_text("utf-8")
    terminal.write({"paused.yml": config + "hooks: [ahead.py, pause.py]\n", "pause.py": PAUSE, "ahead.py": AHEAD})
    process: subprocess.Popen[str] = terminal.start("okr", "build", "--config-file", "paused.yml")
    deadline = time.monotonic() + 60
    while not (terminal.folder / "in-the-middle").exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process


def end(process: "subprocess.Popen[str]", by: signal.Signals) -> int:
    process.send_signal(by)
    process.communicate(timeout=30)
    return process.returncode


def others_running(terminal: Any) -> list[str]:
    """The processes of a paused build that render ahead and are still there."""
    pids = (terminal.folder / "others").read_text("utf-8").split()
    assert len(pids) == 2
    states = [
        status.read_text("utf-8").rpartition(")")[2] for pid in pids if (status := Path(f"/proc/{pid}/stat")).exists()
    ]
    return [state for state in states if state.split()[0] not in "ZX"]


def test_a_build_says_what_it_made_and_where(terminal: Any) -> None:
    status, said = terminal.run("okr", "build")
    assert status == 0, said
    assert "Anvils for everyone" in terminal.home()
    assert "Built " in said
    assert ": site\n" in said
    assert terminal.beside() == []


def test_the_site_directory_can_be_named(terminal: Any) -> None:
    status, said = terminal.run("okr", "build", "--site-dir", "public/okrs")
    assert status == 0, said
    assert (terminal.folder / "public/okrs/index.html").is_file()
    assert not (terminal.folder / "site").exists()


def test_pages_that_are_gone_from_the_sources_are_gone_from_the_site(terminal: Any) -> None:
    terminal.run("okr", "build")
    (terminal.folder / "docs/playbook.md").unlink()
    terminal.run("okr", "build")
    assert not (terminal.folder / "site/playbook").exists()


def test_an_error_in_the_sources_leaves_the_old_site(terminal: Any) -> None:
    terminal.run("okr", "build")
    before = terminal.home()
    terminal.write({"okrs/organization.yml": "name: ACME\nmision: Nothing\n"})
    status, said = terminal.run("okr", "build")
    assert status == 1
    assert "okrs/organization.yml:2:1" in said
    assert "2 | mision: Nothing" in said
    assert "The site is as it was before." in said
    assert "Traceback" not in said
    assert terminal.home() == before
    assert terminal.beside() == []


def test_strict_fails_on_a_warning(terminal: Any) -> None:
    terminal.write({"docs/playbook.md": "[nowhere](gone.md)\n"})
    assert terminal.run("okr", "build")[0] == 0
    before = terminal.home()
    status, said = terminal.run("okr", "build", "--strict")
    assert status == 1
    assert "gone.md" in said
    assert terminal.home() == before


def test_a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up(terminal: Any) -> None:
    terminal.run("okr", "build")
    before = terminal.home()
    assert end(paused_build(terminal), signal.SIGKILL) == -signal.SIGKILL
    assert terminal.home() == before
    assert len(terminal.beside()) == 1
    status, said = terminal.run("okr", "build")
    assert status == 0, said
    assert terminal.beside() == []


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_build_leaves_the_old_site_and_nothing_else(terminal: Any, by: signal.Signals) -> None:
    terminal.run("okr", "build")
    before = terminal.home()
    assert end(paused_build(terminal), by) != 0
    assert terminal.home() == before
    assert terminal.beside() == []


@pytest.mark.skipif(sys.platform != "linux", reason="pages are rendered ahead on Linux only")
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_no_other_process(terminal: Any, by: signal.Signals) -> None:
    process = paused_build(terminal)
    assert len(others_running(terminal)) == 2
    process.send_signal(by)
    _, said = process.communicate(timeout=30)
    assert "ForkProcess" not in said
    deadline = time.monotonic() + 10
    while others_running(terminal):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_second_build_at_the_same_time_withdraws(terminal: Any) -> None:
    first = paused_build(terminal)
    try:
        status, said = terminal.run("okr", "build")
        assert status == 2
        assert "Another build" in said
    finally:
        end(first, signal.SIGTERM)


def test_builds_of_different_sites_do_not_hinder_each_other(terminal: Any) -> None:
    first = paused_build(terminal)
    try:
        status, said = terminal.run("okr", "build", "--site-dir", "other")
        assert status == 0, said
    finally:
        end(first, signal.SIGTERM)


def test_a_full_disk_leaves_the_old_site(terminal: Any) -> None:
    terminal.run("okr", "build")
    before = terminal.home()

    def small_files_only() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    status, said = terminal.run("okr", "build", before=small_files_only)
    assert status == 1
    assert "File too large" in said
    assert "Traceback" not in said
    assert terminal.home() == before
    assert terminal.beside() == []


def test_a_swap_that_was_cut_in_two_is_mended_by_the_next_build(terminal: Any) -> None:
    terminal.run("okr", "build")
    (terminal.folder / "site").rename(terminal.folder / ".site-0badc0de.old")
    terminal.write({"okrs/organization.yml": "nonsense: true\n"})
    status, _ = terminal.run("okr", "build")
    assert status == 1
    assert "Anvils for everyone" in terminal.home()
    assert terminal.beside() == []


def test_everybody_can_read_the_site(terminal: Any) -> None:
    terminal.run("okr", "build", before=lambda: os.umask(0o022) and None)
    assert stat.S_IMODE((terminal.folder / "site").stat().st_mode) == 0o755
    (terminal.folder / "site").chmod(0o750)
    terminal.run("okr", "build")
    assert stat.S_IMODE((terminal.folder / "site").stat().st_mode) == 0o750


def test_a_link_in_the_place_of_the_site_stays_a_link(terminal: Any) -> None:
    (terminal.folder / "releases/blue").mkdir(parents=True)
    (terminal.folder / "site").symlink_to("releases/blue")
    status, said = terminal.run("okr", "build")
    assert status == 0, said
    assert (terminal.folder / "site").is_symlink()
    assert (terminal.folder / "releases/blue/index.html").is_file()


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({}, ("--config-file", "nowhere.yml"), "There is no nowhere.yml"),
        ({"mkdocs.yml": "site_name: [\n"}, (), "parsing the configuration file"),
        ({"mkdocs.yml": "theme: okr\n"}, (), "site_name"),
        ({"mkdocs.yml": "site_name: A\nplugins: [{okr: {sources: gaols}}]\n"}, (), "gaols"),
        ({}, ("--sight-dir", "x"), "No such option"),
    ],
)
def test_what_cannot_begin_exits_with_2(
    terminal: Any, files: dict[str, str], arguments: tuple[str, ...], said: str
) -> None:
    terminal.write(files)
    status, output = terminal.run("okr", "build", *arguments)
    assert status == 2
    assert said in output
    assert "Traceback" not in output


def test_an_empty_sources_folder_is_a_portal(terminal: Any, tmp_path: Path) -> None:
    (tmp_path / "okrs/organization.yml").unlink()
    status, said = terminal.run("okr", "build", "--strict")
    assert status == 0, said
    assert "Our company" in terminal.home()


@pytest.mark.parametrize("site_dir", ["okrs", "data"])
def test_sources_are_never_replaced_by_the_site(terminal: Any, site_dir: str) -> None:
    (terminal.folder / "data").mkdir()
    (terminal.folder / "okrs").rename(terminal.folder / "data/okrs")
    (terminal.folder / "okrs").symlink_to("data/okrs")
    for command in (("okr", "build"), ("mkdocs", "build")):
        status, said = terminal.run(*command, "--site-dir", site_dir)
        assert status in (1, 2), said
        assert "would be deleted" in said
        assert (terminal.folder / "data/okrs/organization.yml").is_file()
    assert terminal.beside() == []


def test_a_file_in_the_place_of_the_site_is_kept(terminal: Any) -> None:
    (terminal.folder / "site").write_text("precious")
    status, said = terminal.run("okr", "build")
    assert status == 2
    assert "not a folder" in said
    assert (terminal.folder / "site").read_text() == "precious"
    assert terminal.beside() == []


def test_a_link_to_itself_in_the_place_of_the_site_is_told(terminal: Any) -> None:
    (terminal.folder / "site").symlink_to("site")
    status, said = terminal.run("okr", "build")
    assert status == 2
    assert "Traceback" not in said
