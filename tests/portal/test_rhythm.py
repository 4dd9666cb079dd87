"""A unit that checks in more seldom than every week is measured by its own rhythm, on every page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.portal.published import Published, a_company, an_objective

Publish = Callable[..., Published]
CHARTER = {"cadence": "every two weeks", "day": "Monday"}
MONDAYS = ("2027-01-11", "2027-01-25", "2027-02-08", "2027-02-22", "2027-03-08")


def fortnightly(*days: str, **charter: Any) -> dict[str, Any]:
    """Sales, which checks in every other Monday, with check-ins of these days."""
    sales = {"name": "Sales", "level": "department", "parent": "company", "lead": "bob", "check_in": CHARTER | charter}
    said = {
        f"2027-q1__check-ins__sales__{day}": {
            "by": "bob",
            "key_results": {"grow/anvils": {"value": 110 + 10 * number, "confidence": 0.7}},
        }
        for number, day in enumerate(days)
    }
    return a_company(units__sales=sales, **said)


@pytest.fixture
def punctual(publish: Publish) -> Published:
    """As it stands on the Wednesday of the week between two check-ins."""
    return publish(fortnightly(*MONDAYS), as_of=date(2027, 3, 17))


def test_nobody_waits_for_it_between_two_check_ins(punctual: Published) -> None:
    assert punctual["weekly/2027-q1"].one(".okr-week__branches").all("tbody tr")[-1].texts("td")[0] == "1 of 1"
    lead = punctual["weekly/2027-q1/sales"].one(".okr-lead").text
    assert lead == "Week 10: 5 to 11 Mar. Check-in of 8 Mar 2027, by Bob Boxer; the next one is on 22 Mar."


def test_the_weeks_between_are_no_gaps(punctual: Published) -> None:
    page = punctual["history/2027-q1/sales"]
    assert page.texts(".okr-heat .okr-h--gap") == []
    charts = page.first(".okr-charts").all("svg.okr-chart") + page.one(".okr-past__kr").all("svg.okr-chart")
    assert charts
    today = [gap["d"].count("L") for chart in charts for gap in chart.all(".okr-chart__gap")]
    assert set(today) == {0}  # nothing but the way from the last one to today


def test_a_check_in_that_was_left_out_is_a_gap(publish: Publish) -> None:
    page = publish(fortnightly(*MONDAYS[:2], *MONDAYS[3:]), as_of=date(2027, 3, 17))["history/2027-q1/sales"]
    titles = [cell["title"] for cell in page.all(".okr-heat td.okr-h--gap")]
    assert titles == ["Week 6: not given", "Week 7: not given"]
    assert page.one(".okr-past__kr").first(".okr-chart__gap")["d"].count("L") == 1


def test_who_is_late_by_its_own_rhythm_is_waited_for(publish: Publish) -> None:
    page = publish(fortnightly("2027-01-11"), as_of=date(2027, 2, 3))["weekly/2027-q1"]
    assert page.one(".okr-week__missing").text == "Sales 23 days ago"


def test_its_next_check_in_is_in_the_weeks_in_which_it_meets(punctual: Published) -> None:
    assert "next check-in in 5 days" in punctual["2027-q1/sales"].text
    content = next(made for path, made in punctual.site.files.items() if path.endswith("sales.ics")).decode()
    assert "DTSTART;VALUE=DATE:20270111" in content
    assert "INTERVAL=2" in content


def test_a_comparison_counts_the_check_ins_that_it_owes(publish: Publish) -> None:
    earlier = {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"}
    files = fortnightly(*MONDAYS) | {
        "2026-q4/cycle.yml": earlier,
        "2026-q4/sales.yml": {"objectives": [an_objective()]},
    }
    page = publish(files, as_of=date(2027, 3, 17))["history/2027-q1/sales"]
    held = [row.texts("td") for row in page.all("tr") if row.texts("th") == ["Check-ins held"]]
    assert held == [["0 of 6", "5 of 5"]]
