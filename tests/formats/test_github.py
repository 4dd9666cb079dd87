"""Annotations of GitHub Actions."""

import re

import pytest

from mkdocs_okr.checks.formats.github import as_github
from tests.formats.reports import HOSTILE, finding, hostile, report, unknown_key

COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)")


def test_each_severity_has_its_command() -> None:
    assert as_github(report(unknown_key(), finding(), finding(severity="info"))) == (
        "::error file=okrs/2027-q1/marketing.yml,line=2,col=3,title=SRC011 unknown-key::"
        "unknown key `titel`%0ADid you mean `title`?\n"
        "::warning file=okrs/2027-q1/marketing.yml,line=5,col=9,title=KR001 key-result-without-metric::"
        "“More leads” has no metric%0AAdd one.\n"
        "::notice file=okrs/2027-q1/marketing.yml,line=5,col=9,title=KR001 key-result-without-metric::"
        "“More leads” has no metric%0AAdd one.\n"
    )


def test_what_would_end_a_property_or_a_command_is_escaped() -> None:
    found = finding("100 % of it", place=("2027-q1/a,b:c%.yml", 1, 1))
    assert as_github(report(found)).startswith("::warning file=okrs/2027-q1/a%2Cb%3Ac%25.yml,line=1,")
    assert as_github(report(found)).endswith("::100 %25 of it%0AAdd one.\n")


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_nobody_can_write_a_command_of_his_own(words: str) -> None:
    lines = re.split(r"[\r\n]+", as_github(hostile(words)).rstrip("\n"))
    assert len(lines) == 3
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_nothing_found_is_silence() -> None:
    assert as_github(report()) == ""
