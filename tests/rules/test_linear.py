"""Twice as much to judge takes twice the steps, not four times: a file may hold a thousand of something."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import Loaded, load

MARKETING = "2027-q1/marketing.yml"
FILES = {
    "organization.yml": "name: Example Ltd\n",
    "people.yml": "people: [{id: mr-aaron, name: Mr. Aaron}]\n",
    "units/company.yml": "name: Example Ltd\n",
    "units/marketing.yml": "name: Marketing\nparent: company\n",
    "2027-q1/cycle.yml": "starts: 2027-01-01\nends: 2027-03-31\n",
    "settings.yml": "as_of: 2027-02-15\n",
}
FEW = 150


def objectives(number: int, comment: str = "") -> str:
    """OKRs of so many objectives with one key result each."""
    return "objectives:\n" + "".join(
        f"  - id: o{each}\n    title: Sales waits for nobody {each}\n    key_results:\n"
        f"      - {{id: a, title: Leads {each}}}{comment}\n"
        for each in range(number)
    )


def key_results(number: int, more: str) -> str:
    """An objective of so many key results."""
    return "objectives:\n  - id: demand\n    title: Sales waits for nobody\n    key_results:\n" + "".join(
        f"      - {{id: k{each}, title: Leads {each}{more}}}\n" for each in range(number)
    )


def exceptions(number: int, which: str) -> str:
    """Settings with so many exceptions."""
    return "as_of: 2027-02-15\nchecks:\n  exceptions:\n" + "".join(
        f"    - {{rules: [KR001], {which.format(each)}, reason: We learn.}}\n" for each in range(number)
    )


MANY: Mapping[str, Callable[[int], Mapping[str, str]]] = {
    "objectives": lambda number: {MARKETING: objectives(number)},
    "objectives of weighed perspectives": lambda number: {
        MARKETING: objectives(number),
        "settings.yml": "as_of: 2027-02-15\nlevels:\n  - {id: company, name: Company}\n"
        "  - {id: department, name: Department, weights: {customer: 100}}\n",
    },
    "objectives below others": lambda number: {
        MARKETING: objectives(number),
        "2027-q1/company.yml": objectives(number) + "  - {id: last, title: Last, perspective: customer}\n",
    },
    "key results": lambda number: {MARKETING: key_results(number, "")},
    "key results that weigh nothing": lambda number: {MARKETING: key_results(number, ", weight: 0")},
    "attestations of an item": lambda number: {
        "attestations.yml": "attestations:\n"
        + "  - {item: readiness.leadership, by: mr-aaron, date: 2026-10-05, evidence: Minutes}\n" * number
    },
    "exceptions for paths": lambda number: {
        MARKETING: objectives(number),
        "settings.yml": exceptions(number, "paths: ['2027-q1/team-{}*']"),
    },
    "exceptions for units": lambda number: {
        MARKETING: objectives(number),
        "settings.yml": exceptions(number, "units: [company]"),
    },
    "suppressions": lambda number: {MARKETING: objectives(number, "  # okr: ignore[KR001] we learn")},
    "a baseline that is out of date": lambda number: {
        "baseline.yml": "known:\n  KR001:\n" + "".join(f"    - 2027-q1/marketing/demand/k{n}\n" for n in range(number))
    },
    "a baseline of an unknown rule": lambda number: {
        "baseline.yml": "known:\n  KR01:\n" + "".join(f"    - 2027-q1/marketing/demand/k{n}\n" for n in range(number))
    },
}


def loaded(folder: Path, files: Mapping[str, str]) -> Loaded:
    """A small company with these files."""
    for name, text in {**FILES, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    read = load(folder, audience="restricted")
    assert not read.has_errors, read.diagnostics[0]
    return read


def steps(read: Loaded) -> int:
    """How many calls it takes to judge what was read, a step of a generator counted as one."""
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        check(read)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("many", MANY)
def test_twice_as_many_take_twice_the_steps(many: str, tmp_path: Path) -> None:
    read = {number: loaded(tmp_path / str(number), MANY[many](number)) for number in (FEW, 2 * FEW, 4 * FEW)}
    check(read[FEW])  # what is computed once for all, such as lists of words, is computed
    few, twice, four_times = (steps(read[number]) for number in (FEW, 2 * FEW, 4 * FEW))
    assert (four_times - twice) < 2.3 * (twice - few)
