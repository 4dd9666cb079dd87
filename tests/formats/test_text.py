"""Text for people, and one line for each finding."""

from pathlib import Path

import pytest

from mkdocs_okr.checks.formats.text import as_concise, as_text
from tests.formats.reports import HOSTILE, finding, hostile, report, unknown_key


def test_a_finding_is_shown_with_its_line_a_caret_and_help(tmp_path: Path) -> None:
    (tmp_path / "2027-q1").mkdir()
    (tmp_path / "2027-q1" / "marketing.yml").write_text("objectives:\n  titel: Demand\n")
    found = finding(
        "unknown key `titel`",
        "Did you mean `title`?",
        code="SRC011",
        name="unknown-key",
        severity="error",
        place=("2027-q1/marketing.yml", 2, 3),
        folder=tmp_path,
    )
    assert as_text(report(found)) == (
        "okrs/2027-q1/marketing.yml:2:3: error SRC011 unknown-key: unknown key `titel`\n"
        "    2 |   titel: Demand\n"
        "      |   ^\n"
        "  help: Did you mean `title`?\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_a_longer_help_stays_together() -> None:
    printed = as_text(report(finding(help="Write, for example:\nmetric:\n  unit: leads")))
    assert "  help: Write, for example:\n        metric:\n          unit: leads\n" in printed


def test_every_part_can_be_painted() -> None:
    painted = as_text(report(unknown_key(), finding()), lambda piece, part: f"<{part}>{piece}</{part}>")
    assert "<place>okrs/2027-q1/marketing.yml:2:3</place>: <error>error</error> SRC011" in painted
    assert "<warning>warning</warning> KR001" in painted
    assert "<help>help:</help> Add one." in painted
    assert "<summary>1 error, 1 warning in 1 file</summary>" in painted


def test_nothing_found_is_said() -> None:
    assert as_text(report()) == "Nothing to mend.\n"
    assert as_concise(report()) == ""


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_concise_is_one_line_for_each_finding(words: str) -> None:
    lines = as_concise(hostile(words)).splitlines()
    assert len(lines) == 3
    assert all(line.startswith("okrs/2027-q1/") and len(line) < 1_300 for line in lines)


def test_concise_can_be_read_by_an_editor() -> None:
    assert as_concise(report(finding())) == (
        "okrs/2027-q1/marketing.yml:5:9: warning KR001 key-result-without-metric: “More leads” has no metric\n"
    )
