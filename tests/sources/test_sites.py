"""Whole small portals: what `okr check` prints about each of them stands beside it in `expected.txt`."""

import re
from pathlib import Path

import pytest

from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.formats.text import as_text
from mkdocs_okr.sources import CODES, load

SITES = Path(__file__).parent.parent / "sites"
NAMES = sorted(path.parent.name for path in SITES.glob("*/okrs"))

# What cannot be kept in a repository, or has a size, is shown in tests/hostile; playbooks lie beside the sources.
ELSEWHERE = {"file-too-large", "unreadable-file", "link-leaves-folder", "unknown-topic"}


@pytest.mark.parametrize("name", NAMES)
def test_check_says_what_is_expected(name: str) -> None:
    loaded = load(SITES / name / "okrs", audience="restricted")

    expected = (SITES / name / "expected.txt").read_text(encoding="utf-8")
    assert as_text(Report(loaded.diagnostics)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_points_into_its_file(name: str) -> None:
    for finding in load(SITES / name / "okrs").diagnostics:
        if finding.name == "no-cycle-file":  # points to the file that is to be added
            continue
        excerpt = finding.excerpt
        assert excerpt is not None
        assert 1 <= excerpt.column <= len(excerpt.line) + 1


@pytest.mark.parametrize("name", NAMES)
def test_broken_portals_still_give_a_portfolio_to_check_further(name: str) -> None:
    loaded = load(SITES / name / "okrs")

    assert (loaded.portfolio is None) == (name == "newer")


def test_every_kind_of_problem_has_an_example() -> None:
    shown = "".join((SITES / name / "expected.txt").read_text(encoding="utf-8") for name in NAMES)

    assert set(re.findall(r"SRC\d+ ([a-z0-9-]+):", shown)) | ELSEWHERE == {
        code.name for code in CODES.values() if code.code.startswith("SRC")
    }
