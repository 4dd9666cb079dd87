"""One mistake is one finding: what only follows from it is not told."""

import shutil
from pathlib import Path

import pytest

from mkdocs_okr.sources import load

SAMPLE = Path(__file__).parents[2] / "okrs"


@pytest.mark.parametrize(
    ("written", "mistyped", "told"),
    [
        ("    key_results:", "    keyresults:", "unknown key `keyresults`"),
        ("  - id: ready-leads", "  - Id: ready-leads", "unknown key `Id`"),
        ("      - id: email", "      - id: search-ads", "there is already another key result `search-ads`"),
        ("target: 67", "taget: 67", "unknown key `taget`"),
    ],
)
def test_a_slip_in_an_okr_file_is_not_told_again_for_every_check_in(
    tmp_path: Path, written: str, mistyped: str, told: str
) -> None:
    folder = tmp_path / "okrs"
    shutil.copytree(SAMPLE, folder)
    file = folder / "2026-q2" / "marketing.yml"
    text = file.read_text("utf-8")
    assert written in text
    file.write_text(text.replace(written, mistyped, 1), "utf-8")

    findings = load(folder).diagnostics

    assert findings[0].message.startswith(told)
    assert [found.place.file for found in findings] == ["2026-q2/marketing.yml"]
    assert len(findings) == 1
