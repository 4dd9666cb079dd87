"""What only a person in a terminal sees: colours, something that moves, lines that fit."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_okr.checks.registry import RULES
from tests.cli.company import MARKETING, add_key_result, company

pty = pytest.importorskip("pty", reason="this system has no such terminals")

OKR = [sys.executable, "-c", "from mkdocs_okr.cli import main; main(prog_name='okr')"]


@pytest.fixture(autouse=True)
def mistaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company with one key result without a metric."""
    company(tmp_path, monkeypatch)
    add_key_result(MARKETING)


def seen(*arguments: str, stream: str = "stdout", **surroundings: str) -> str:
    """What a terminal gets on one stream; the other streams are none."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment |= {"TERM": "xterm-256color", "COLUMNS": "100", **surroundings}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: theirs}
    process = subprocess.Popen([*OKR, *arguments], env=environment, **streams)
    os.close(theirs)
    told = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # the other end was closed
            break
        if not part:
            break
        told += part
    os.close(ours)
    process.communicate()
    return told.decode().replace("\r\n", "\n")


def uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_findings_are_coloured() -> None:
    told = seen("check", "--select", "KR001")
    assert "\x1b[33m\x1b[1mwarning\x1b[0m KR001" in told
    assert "warning KR001 key-result-without-metric" in uncoloured(told)


@pytest.mark.parametrize("surroundings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_whoever_wants_no_colours_gets_none(surroundings: dict[str, str]) -> None:
    assert "\x1b" not in seen("check", "--select", "KR001", **surroundings)


def test_formats_for_programs_are_never_coloured() -> None:
    assert "\x1b" not in seen("check", "--select", "KR001", "--format", "json")


def test_a_terminal_that_knows_few_signs_gets_others_instead() -> None:
    assert "?Visitors who come back within a month?" in seen("check", "--select", "KR001", PYTHONIOENCODING="ascii")


def test_something_moves_while_it_takes_long() -> None:
    told = seen("check", "--select", "KR001", stream="stderr")
    assert "Reading …" in told
    assert "Judging …" in told


def test_a_rule_is_shown_with_headings() -> None:
    told = uncoloured(seen("explain", "KR001"))
    assert "## Why it matters" not in told
    assert re.search(r"^\s*Why it matters", told, re.MULTILINE)
    assert "metric: {unit: leads, baseline: 120, target: 200, source: CRM}" in told


@pytest.mark.parametrize("columns", ["40", "72", "100", "160"])
def test_the_list_of_rules_fits(columns: str) -> None:
    told = uncoloured(seen("rules", COLUMNS=columns))
    longest = max(len(f"{rule.code}  {rule.name}  warning") for rule in RULES)
    assert max(map(len, told.splitlines())) <= max(int(columns), longest)


def test_without_a_sentence_and_without_a_pipe_judge_says_what_it_wants() -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run([*OKR, "judge"], stdin=theirs, capture_output=True, text=True, timeout=20)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "there is nothing to judge" in done.stderr


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("judge <&-", 0),
        ("judge x >&-", 0),
        ("rules --format json >&-", 0),
        ("check --select KR001 okrs/2027-q1/sales.yml >&-", 0),
        ("check > /dev/full", 2),
        ("explain KR001 > /dev/full", 2),
    ],
)
def test_streams_that_are_closed_or_full_are_no_reason_to_break(command: str, code: int) -> None:
    okr = Path(sys.executable).with_name("okr")
    done = subprocess.run(["sh", "-c", f"'{okr}' {command}"], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == code
