"""Whatever people write, each format stays what it is."""

from pathlib import Path

import pytest

from mkdocs_okr.checks.formats.catalogue import FORMATS
from mkdocs_okr.checks.formats.report import Report, seen_from
from tests.formats.reports import HOSTILE, finding, hostile, report, unknown_key

NAMES = list(FORMATS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_the_same_report_gives_the_same_bytes(name: str, words: str) -> None:
    once, again = (FORMATS[name](hostile(words)).encode("utf-8", "replace") for _ in range(2))
    assert once == again


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", [*HOSTILE.values(), None], ids=[*HOSTILE, "nothing"])
def test_it_ends_with_one_line_break(name: str, words: str | None) -> None:
    printed = FORMATS[name](report() if words is None else hostile(words))
    assert printed == "" or (printed.endswith("\n") and not printed.endswith("\n\n"))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "json"])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_it_moves_a_cursor_or_turns_the_direction(name: str, words: str) -> None:
    printed = FORMATS[name](hostile(words))
    assert not set(printed) & set("\x00\x07\x1b\x9b\x85\u2028\u202e\u2067\ud800\ufffe")


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_json_is_utf_8_that_every_program_reads(name: str, words: str) -> None:
    FORMATS[name](hostile(words)).encode("utf-8", "replace").decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_playbook_stands_where_it_is(name: str) -> None:
    printed = FORMATS[name](report(finding(place=("../docs/playbook/roles.md", 3, 1))))
    assert "docs/playbook/roles.md" in printed
    assert "okrs/../docs" not in printed


@pytest.mark.parametrize("name", NAMES)
def test_paths_are_those_of_the_folder_as_it_is_seen(name: str) -> None:
    printed = FORMATS[name](Report((unknown_key(),), "company/okrs"))
    assert "company/okrs/2027-q1/marketing.yml" in printed


@pytest.mark.parametrize(
    ("folder", "seen"),
    [
        ("okrs", "okrs"),
        ("./okrs/", "okrs"),
        ("/repository/okrs", "okrs"),
        (".", "."),
        ("/repository", "."),
        ("../elsewhere/okrs", "../elsewhere/okrs"),
        ("/elsewhere/okrs", "/elsewhere/okrs"),
    ],
)
def test_a_folder_is_seen_from_the_working_directory(folder: str, seen: str) -> None:
    assert seen_from(Path("/repository"), Path(folder)) == seen


def test_in_the_folder_itself_paths_begin_with_the_cycle() -> None:
    assert Report((), ".").path(unknown_key()) == "2027-q1/marketing.yml"
