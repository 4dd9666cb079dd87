"""Every page reads right for a cycle that is to come, has just begun, runs, is over, is closed, or crosses a year."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from mkdocs_okr.pages.aspects import Aspect
from tests.portal.published import Published, moving, portfolio_of, write

TODAY = date(2027, 1, 20)
CYCLES: dict[str, dict[str, Any]] = {
    "2026": {"kind": "annual", "starts": "2026-01-01", "ends": "2026-12-31", "state": "closed"},
    "2027": {"kind": "annual", "starts": "2027-01-01", "ends": "2027-12-31", "state": "active"},
    "closed": {"starts": "2026-07-01", "ends": "2026-09-30", "state": "closed"},
    "over": {"starts": "2026-10-01", "ends": "2026-12-31", "state": "active"},
    "crosses": {"starts": "2026-12-01", "ends": "2027-02-28", "state": "active"},
    "begun": {"starts": "2027-01-18", "ends": "2027-04-18", "state": "active"},
    "begins-today": {"starts": "2027-01-20", "ends": "2027-04-18", "state": "active"},
    "last-day": {"starts": "2026-10-22", "ends": "2027-01-20", "state": "active"},
    "to-come": {"starts": "2027-04-01", "ends": "2027-06-30", "state": "active"},
    "draft": {"starts": "2027-04-01", "ends": "2027-06-30", "state": "draft"},
    "late-draft": {"starts": "2027-01-01", "ends": "2027-03-31", "state": "draft"},
    "one-day": {"starts": "2027-01-19", "ends": "2027-01-19", "state": "active"},
    "without-data": {"starts": "2027-01-01", "ends": "2027-03-31", "state": "active"},
    "empty": {"starts": "2027-01-01", "ends": "2027-03-31", "state": "active"},
}
SILENT = {"without-data", "to-come", "draft"}
NONSENSE = re.compile(
    r"\bNone\b(?! yet| of| in\b)|\b(?:nan|inf|True|False|undefined|datetime)\b|\b0 of 0\b|\{\{"
    r"|(?<!by )[Ww]eek 0(?: of|,|:)|[Ww]eek -|in -\d|-\d+\s(?:day|week)"
)


def every_state() -> dict[str, Any]:
    """A company with a unit that has OKRs in each of the cycles, and check-ins wherever there can be some."""
    files: dict[str, Any] = {
        "organization.yml": {"name": "ACME", "mission": "Anvils"},
        "people.yml": {"people": [{"id": "mr-smith", "name": "Mr. Smith"}]},
        "units/company.yml": {"name": "ACME", "level": "company", "lead": "mr-smith"},
        "units/sales.yml": {
            "name": "Sales",
            "level": "department",
            "parent": "company",
            "lead": "mr-smith",
            "health_metrics": [{"id": "mood", "title": "Mood", "healthy": "7 or more"}],
        },
    }
    for cycle, written in CYCLES.items():
        files[f"{cycle}/cycle.yml"] = written
        if cycle == "empty":
            continue
        objective = {
            "id": "grow",
            "title": "Grow where we are new",
            "key_results": [
                {"id": "orders", "title": "Orders", "metric": moving(baseline=10, target=20)},
                {"id": "kept", "title": "Complaints", "metric": {"keep": "at most", "target": 3}},
                {"id": "done", "title": "A price list", "metric": {"deliverable": "Price list"}},
            ],
        }
        for unit in ("company", "sales"):
            files[f"{cycle}/{unit}.yml"] = {"objectives": [objective]}
        starts, ends = date.fromisoformat(written["starts"]), date.fromisoformat(written["ends"])
        day = starts
        while day <= min(ends, TODAY) and cycle not in SILENT:
            files[f"{cycle}/check-ins/sales/{day}.yml"] = {
                "by": "mr-smith",
                "key_results": {
                    "grow/orders": {"value": 10 + (day - starts).days % 9, "confidence": 0.7, "note": "A note"},
                    "grow/kept": {"value": 2, "confidence": 1},
                },
                "changed": "Much",
                "wins": ["A win"],
                "health": {"mood": {"value": 7, "light": "green"}},
            }
            day += timedelta(days=14)
        if written["state"] == "closed":
            files[f"{cycle}/reviews/sales.yml"] = {
                "date": str(ends),
                "grades": {"grow/orders": {"score": 0.9, "by": "mr-smith", "reason": "Nearly"}},
                "lessons": ["Ask first"],
            }
    return files


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(portfolio_of(write(tmp_path_factory.mktemp("states") / "okrs", every_state()), as_of=TODAY))


def test_no_page_says_nonsense(portal: Published) -> None:
    said = {}
    for address in portal.pages:
        if address.startswith("rules"):
            continue
        page = portal[address]
        texts = [page.text, *(element.get(name) for element in page.walk() for name in ("title", "aria-label", "d"))]
        for text in texts:
            if found := NONSENSE.search(text):
                said[address] = text[max(found.start() - 60, 0) : found.end() + 60]
    assert not said, "\n".join(f"{address}: {text}" for address, text in said.items())


@pytest.mark.parametrize("cycle", CYCLES)
def test_every_kind_of_page_is_there_for_every_cycle(portal: Published, cycle: str) -> None:
    """Whoever follows "other cycles" from one page finds the same page of any cycle."""
    for aspect in Aspect:
        assert portal[f"{aspect.folder}/{cycle}"].one("h1").text
