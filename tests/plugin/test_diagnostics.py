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


def records(caplog: pytest.LogCaptureFixture, level: str) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelname == level and r.name.startswith("mkdocs.plugins")]


def test_findings_are_warnings_and_fail_only_a_strict_build(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.findings = (problem("warning"), problem("error"))
    workshop.build()
    first, _ = records(caplog, "WARNING")
    assert first.startswith("mkdocs_okr: okrs/2027-q1/sales.yml:12:1: SRC011 unknown key `taget`")
    assert "Did you mean `target`?" in first
    with pytest.raises(Abort, match="2 warnings in strict mode"):
        workshop.build(strict=True)


@pytest.mark.parametrize(
    ("least", "warnings", "quieter"),
    [
        ("error", 1, "2 quieter findings"),
        ("warning", 2, "1 quieter finding:"),
        ("info", 3, ""),
        ("never", 0, "3 quieter"),
    ],
)
def test_the_company_says_which_findings_are_warnings(
    workshop: Any, caplog: pytest.LogCaptureFixture, least: str, warnings: int, quieter: str
) -> None:
    caplog.set_level("INFO")
    workshop.build_from = least
    workshop.findings = (problem("error"), problem("warning"), problem("info"))
    workshop.build()
    assert len(records(caplog, "WARNING")) == warnings
    told = [line for line in records(caplog, "INFO") if "quieter" in line]
    assert len(told) == bool(quieter)
    assert all(quieter in line for line in told)


def test_a_thousand_findings_do_not_flood_the_log(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.findings = (problem("warning"),) * 1000
    workshop.build()
    told = records(caplog, "WARNING")
    assert len(told) == 51
    assert told[-1] == "mkdocs_okr: And 950 more findings: `okr check` prints them all."


def test_a_finding_outside_the_sources_is_told_by_its_own_path(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    found = problem("warning")
    found.place = Place("../docs/playbook/writing.md", 3, 1)
    workshop.findings = (found,)
    workshop.build()
    assert records(caplog, "WARNING")[0].startswith("mkdocs_okr: docs/playbook/writing.md:3:1: ")


def test_findings_do_not_keep_the_site_from_being_built(workshop: Any) -> None:
    workshop.findings = (problem("error"),)
    assert (workshop.build() / "cycles" / "index.html").exists()


def test_a_folder_that_is_not_there_is_named(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    workshop.config["plugins"] = [{"okr": {"sources": "gaols"}}]
    with pytest.raises(Abort):
        workshop.build()
    assert "gaols" in caplog.text
