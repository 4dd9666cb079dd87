"""`okr judge`: sentences, without any files and at once."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.cli.company import okr

TASK, RESULT = "Launch the new website", "Increase the share of visitors who register from 2 % to 5 %"


def told(*arguments: str, typed: bytes | None = None) -> list[dict[str, Any]]:
    result = okr("judge", "--format", "json", *arguments, typed=typed)
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_sentence_is_judged_and_its_words_are_quoted() -> None:
    output = okr("judge", TASK).output
    assert output.startswith(f"bad: {TASK}\n")
    assert "“Launch" in output
    assert "    help: " in output
    assert okr("judge", RESULT).output.startswith(f"good: {RESULT}\n")


def test_programs_get_one_object_a_line_in_order() -> None:
    first, second = told(TASK, RESULT)
    assert list(first) == ["text", "kind", "verdict", "findings"]
    assert (first["text"], first["kind"], first["verdict"]) == (TASK, "key-result", "bad")
    assert (second["text"], second["verdict"]) == (RESULT, "good")
    assert list(first["findings"][0]) == ["rule", "name", "severity", "message", "help"]


def test_sentences_are_read_from_standard_input() -> None:
    typed = f"{TASK}\n{RESULT}\r\nErhöhe den Umsatz 🎯".encode()
    assert [each["text"] for each in told(typed=typed)] == [TASK, RESULT, "Erhöhe den Umsatz 🎯"]


def test_empty_lines_are_skipped() -> None:
    assert [each["text"] for each in told(typed=b"\nFirst\n   \n\nSecond\n\n")] == ["First", "Second"]


def test_no_line_is_no_answer() -> None:
    assert told(typed=b"") == []


def test_a_kind_can_be_chosen() -> None:
    (objective,) = told("--kind", "objective", "Become the supplier that customers recommend")
    assert objective["kind"] == "objective"


def test_characters_stay_as_they_are() -> None:
    assert "Erhöhe 🎯" in okr("judge", "--format", "json", "Erhöhe 🎯").stdout


@pytest.mark.parametrize(
    "typed", [b"\xff\xfe\x00", b"caf\xe9\n", b"\xef\xbb\xbfFirst\n", "﻿x\u2028y\n".encode(), b"\x00\x1b[31m\n"]
)
def test_bytes_that_are_no_text_are_no_traceback(typed: bytes) -> None:
    assert len(told(typed=typed)) == 1
    assert okr("judge", typed=typed).exit_code == 0


def test_a_terminal_is_not_moved_by_a_sentence() -> None:
    assert "\x1b" not in okr("judge", "\x1b[2JLaunch").output


@pytest.mark.parametrize("words", ["x" * 100_000, "Launch " * 20_000, "🎯" * 5_000, "1" * 50_000, "a-" * 50_000])
def test_a_sentence_of_any_length_is_judged(words: str) -> None:
    assert told(typed=words.encode())[0]["text"].strip() == words.strip()


@pytest.mark.parametrize("arguments", [["--kind", "task"], ["--format", "xml"], ["--language", "xx"]])
def test_what_cannot_be_meant_exits_with_2(arguments: list[str]) -> None:
    assert okr("judge", *arguments, TASK).exit_code == 2


def test_it_loads_nothing_that_a_sentence_does_not_need() -> None:
    program = (
        "import sys\nfrom mkdocs_okr.cli import main\n"
        f"main(['judge', {TASK!r}], standalone_mode=False)\n"
        "print(*sorted(m for m in sys.modules if '.' not in m))\n"
        "print(*sorted(m for m in sys.modules if m.startswith('mkdocs_okr.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    *_, packages, ours = done.stdout.splitlines()
    assert not {"pydantic", "mkdocs", "jinja2", "rich", "markdown_it", "pygraphviz"} & set(packages.split())
    assert not {"mkdocs_okr.sources", "mkdocs_okr.analysis", "mkdocs_okr.pages"} & set(ours.split())
