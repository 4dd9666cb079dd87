"""What is wrong in the sources is told with its place, and nothing half-right is published."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import Abort

from mkdocs_okr.model import Place


def problem(severity: str, line: str = "taget: 200", column: int = 1) -> SimpleNamespace:
    return SimpleNamespace(
        code="SRC011",
        severity=severity,
        message="unknown key `taget`",
        help="Did you mean `target`?",
        place=Place("2027-q1/sales.yml", 12, column),
        excerpt=SimpleNamespace(line=line, column=column),
    )


def test_an_error_shows_place_line_and_remedy(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.diagnostics = (problem("error", "  metric: {taget: 200}", 12),)
    with pytest.raises(Abort, match="1 error in okrs"):
        workshop.build()
    told = caplog.records[-1].getMessage()
    assert told.splitlines() == [
        "mkdocs_okr: okrs/2027-q1/sales.yml:12:12: SRC011 unknown key `taget`",
        "    12 |   metric: {taget: 200}",
        "                    ^",
        "    Did you mean `target`?",
    ]


def test_every_error_is_told_at_once(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.diagnostics = (problem("error"), problem("error"), problem("warning"))
    with pytest.raises(Abort, match="2 errors in okrs"):
        workshop.build()
    assert caplog.text.count("unknown key") == 3


def test_terminals_get_no_control_characters_from_sources(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.diagnostics = (problem("error", "title: \x1b[2J\x07"),)
    with pytest.raises(Abort):
        workshop.build()
    assert "\x1b" not in caplog.text
    assert "\x07" not in caplog.text


def test_errors_leave_the_old_site_as_it_was(workshop: Any) -> None:
    site: Path = workshop.build()
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    workshop.diagnostics = (problem("error"),)
    with pytest.raises(Abort):
        workshop.build()
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_warnings_are_told_and_fail_only_a_strict_build(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.diagnostics = (problem("warning"),)
    workshop.build()
    assert "unknown key" in caplog.text
    with pytest.raises(Abort, match="1 warnings in strict mode"):
        workshop.build(strict=True)


def test_a_folder_that_is_not_there_is_named(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.config["plugins"] = [{"okr": {"sources": "gaols"}}]
    with pytest.raises(Abort):
        workshop.build()
    assert "gaols" in caplog.text
