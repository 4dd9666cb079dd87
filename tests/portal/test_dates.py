"""The dates of a cycle, on a page of their own and on every unit's."""

import re
from typing import Any

import pytest
import yaml

from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, portfolio_of, write


@pytest.fixture
def shown(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The portal of a company, with changes to its files."""

    def portal(**changes: Any) -> Published:
        return Published(portfolio_of(write(tmp_path_factory.mktemp("okrs"), a_company(**changes))), rules=())

    return portal


def rows(page: Element) -> list[str]:
    """The rows of all tables of dates, in words."""
    return [re.sub(r"\s+", " ", row.text).strip() for row in page.all("tr") if row.all("time")]


CYCLE = {"name": "Q1 2027", "starts": "2027-01-01", "ends": "2027-03-31"}


def test_written_and_usual_days_stand_in_their_order_and_say_which_they_are(shown: Any) -> None:
    dates = [{"date": "2027-02-10", "title": "Monthly review"}, {"date": "2027-02-16", "title": "Mid-cycle review"}]
    told = rows(shown(**{"2027_q1__cycle": {**CYCLE, "key_dates": dates}})["dates/2027-q1"])
    assert "10 Feb 2027 Wednesday Monthly review Past" in told
    assert "16 Feb 2027 Tuesday Mid-cycle review Next in 4 days" in told
    assert "31 Mar 2027 Wednesday Grades due usual day Coming in 47 days" in told


def test_what_the_files_say_is_done_or_late(shown: Any) -> None:
    okrs = {"objectives": [an_objective()], "published": "2026-12-21", "committed": "2026-12-30"}
    told = rows(shown(**{"2027_q1__sales": okrs})["dates/2027-q1"])
    assert "18 Dec 2026 Friday OKRs of all other units published usual day Done on 21 Dec, late" in told
    assert "31 Dec 2026 Thursday All OKRs committed usual day Done on 30 Dec" in told
    assert "29 Dec 2026 Tuesday Peer reviews done usual day Not said" in told


def test_a_date_that_not_all_have_kept_names_the_units_that_are_missing(shown: Any) -> None:
    okrs = {"objectives": [an_objective()], "published": "2026-12-21"}
    teams = {f"units__t{n:02}": {"name": f"Team {n:02}", "level": "team", "parent": "sales"} for n in range(10)}
    own = {f"2027_q1__t{n:02}": {"objectives": [an_objective(lead="ann")]} for n in range(10)}
    portal = shown(**{"2027_q1__sales": okrs, **teams, **own})
    [late] = [row for row in portal["dates/2027-q1"].all("tr") if "missing" in row.text]
    assert late.text.replace("\u00a0", " ").endswith(
        "Late 1 of 11 units have, 1 of them late; missing: "
        + ", ".join(f"Team {n:02}" for n in range(8)) + " and 2 more"
    )  # fmt: skip
    assert portal.target("dates/2027-q1", late.links[0]) == ("2027-q1/t00", "")


def test_a_closed_cycle_without_dates_says_where_they_are_written(shown: Any) -> None:
    page = shown(**{"2027_q1__cycle": {**CYCLE, "state": "closed"}})["dates/2027-q1"]
    assert rows(page) == []
    assert "No key dates are written for Q1 2027" in page.text
    assert "key_dates:" in page.text


def test_the_usual_days_can_be_copied_into_the_file(shown: Any) -> None:
    (code,) = re.findall(r"<code>(key_dates:.*?)</code>", shown().html("dates/2027-q1"), re.DOTALL)
    dates = yaml.safe_load(code)["key_dates"]
    again = shown(**{"2027_q1__cycle": {**CYCLE, "key_dates": dates}})
    assert "usual day" not in again["dates/2027-q1"].text


def test_the_days_of_check_ins_are_those_of_the_charters(shown: Any) -> None:
    sales = {
        "name": "Sales",
        "level": "department",
        "parent": "company",
        "check_in": {"day": "Tuesday", "time": "09:30"},
    }
    page = shown(**{"units__sales": sales})["dates/2027-q1"]
    (meetings,) = page.all("dl")
    assert re.sub(r"\s+", " ", meetings.text).strip() == "Tuesday Sales 09:30"


def test_a_unit_shows_its_next_check_in_and_leads_to_its_calendar(shown: Any) -> None:
    sales = {"name": "Sales", "level": "department", "parent": "company", "check_in": {"day": "Tuesday"}}
    portal = shown(**{"units__sales": sales})
    page = portal["2027-q1/sales"]
    assert "16 Feb 2027 Tuesday Next check-in Coming in 4 days" in rows(page)
    assert "next check-in in 4 days" in re.sub(r"\s+", " ", page.text)
    links = [link.get("href") or "" for link in page.all("a") if link.text == "Calendar of Sales"]
    assert [portal.target("2027-q1/sales", link)[0] for link in links] == ["calendar/sales.ics"]


def test_a_check_in_that_is_held_is_not_the_next_one(shown: Any) -> None:
    sales = {"name": "Sales", "level": "department", "parent": "company", "check_in": {"day": "Friday"}}
    before = shown(**{"units__sales": sales})
    assert "12 Feb 2027 Friday Next check-in Today" in rows(before["2027-q1/sales"])
    held = {"key_results": {"grow/anvils": {"value": 120}}}
    after = shown(**{"units__sales": sales, "2027_q1__check_ins__sales__2027_02_12": held})
    assert "19 Feb 2027 Friday Next check-in Coming in 7 days" in rows(after["2027-q1/sales"])


def test_a_unit_that_owes_no_check_in_shows_none(shown: Any) -> None:
    assert "Next check-in" not in shown()["2027-q1/company"].text
    closed = shown(**{"2027_q1__cycle": {**CYCLE, "state": "closed"}})
    assert "Next check-in" not in closed["2027-q1/sales"].text
