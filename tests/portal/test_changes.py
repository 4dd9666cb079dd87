"""What moved inside a cycle, as readers see it: with its reason, or saying that there is none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mkdocs_okr.model import Change, ChangeGap, ChangeLog
from tests.portal.published import Published, a_company, an_objective

PAGE = "changes/2027-q1"
WRITTEN = {"date": "2027-02-01", "what": "anvils.target", "from": 180, "to": 200, "why": "The *fair* was cancelled."}
FOUND = Change(date(2027, 2, 3), "anvils.due", "2027-03-31", "2027-03-01", recorded=True)


def company(*changes: dict[str, Any], **files: Any) -> dict[str, Any]:
    return a_company(**{"2027-q1__sales": {"objectives": [an_objective(changes=list(changes))]}}, **files)


def with_found(
    portal: Published, *found: Change, of_unit: tuple[Change, ...] = (), log: ChangeLog | None = None
) -> Published:
    """The portal of the same company, of whose history git told these."""
    okrs = portal.portfolio.okr_sets["2027-q1", "sales"]
    objectives = [replace(objective, changes=(*objective.changes, *found)) for objective in okrs.objectives]
    sets = {
        **portal.portfolio.okr_sets,
        ("2027-q1", "sales"): replace(okrs, objectives=tuple(objectives), changes=of_unit),
    }
    return Published(replace(portal.portfolio, okr_sets=sets, change_log=log or ChangeLog()))


def test_every_change_is_listed_with_its_reason_the_newest_first(publish: Callable[..., Published]) -> None:
    page = with_found(publish(company(WRITTEN)), FOUND)[PAGE]
    assert page.first(".okr-lead").text == "2 changes in 1 unit; for 1 of them nobody wrote why."
    due, target = page.texts(".okr-table tbody tr")
    assert due == (
        "Due date KR1 Anvils sold Sales 3 Feb 31 Mar 2027 → 1 Mar 2027 nobody wrote why, add it Copy the line "
        "The file's history"
    )
    assert target == "Target KR1 Anvils sold Sales 1 Feb 180 → 200 The fair was cancelled. Written down"


def test_the_line_to_copy_is_what_belongs_into_the_file(publish: Callable[..., Published]) -> None:
    page = with_found(publish(company()), FOUND)[PAGE]
    assert page.one(".okr-why button")["data-okr-copy"] == (
        '- {date: 2027-02-03, what: anvils.due, from: "2027-03-31", to: "2027-03-01", why: …}'
    )
    assert "github.com/acme/okrs/edit/" in page.one(".okr-why a")["href"]


def test_rows_lead_to_what_moved(publish: Callable[..., Published]) -> None:
    portal = publish(company(WRITTEN))
    links = portal[PAGE].one(".okr-table tbody").links
    assert ("2027-q1/sales", "grow/anvils") in {portal.target(PAGE, link) for link in links}


def test_a_key_result_tells_what_moved_and_so_does_its_objective(publish: Callable[..., Published]) -> None:
    page = with_found(publish(company(WRITTEN, {"date": "2027-02-02", "what": "title"})), FOUND)["2027-q1/sales"]
    key_result, objective = page.all(".okr-changes")
    assert page.one(".okr-kr .okr-moves summary").text == "2 changes inside the cycle · target, due date"
    assert [item.text for item in key_result.all("li")] == [
        "1 Feb Target 180 → 200 The fair was cancelled.",
        "3 Feb Due date 31 Mar 2027 → 1 Mar 2027 nobody wrote why, add it; found in the file's history",
    ]
    assert [item.text.split(" nobody")[0] for item in objective.all("li")][1:] == [
        "2 Feb title",
        "3 Feb anvils.due 31 Mar 2027 → 1 Mar 2027",
    ]


def test_what_came_and_went_is_told(publish: Callable[..., Published]) -> None:
    gone = Change(date(2027, 1, 20), "bolts", "Bolts sold", "", recorded=True)
    new = Change(date(2027, 1, 21), "anvils", "", "Anvils sold", recorded=True)
    of_unit = (Change(date(2027, 1, 22), "please", "Please <b>all", "", recorded=True),)
    portal = with_found(publish(company()), gone, new, of_unit=of_unit)
    said = [row.split(" nobody")[0] for row in portal[PAGE].texts(".okr-table tbody tr")]
    assert said == [
        "Objective removed please Sales 22 Jan was Please <b>all",
        "Key result added KR1 Anvils sold Sales 21 Jan new: Anvils sold",
        "Key result removed Sell more anvils Sales 20 Jan was Bolts sold",
    ]
    assert "Please <b>all" in portal["2027-q1/sales"].text


def test_a_year_is_said_where_the_cycle_does_not_say_it(publish: Callable[..., Published]) -> None:
    page = publish(company({**WRITTEN, "date": "2026-12-30"}))[PAGE]
    assert "30 Dec 2026" in page.one(".okr-table tbody tr").text


def test_what_is_dated_later_than_today_is_not_told(publish: Callable[..., Published]) -> None:
    portal = publish(company({**WRITTEN, "date": "2027-02-13"}))
    assert not portal[PAGE].all(".okr-table")
    assert not portal["2027-q1/sales"].all(".okr-changes")


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (ChangeLog(), ""),
        (ChangeLog(begins=date(2026, 12, 31)), ""),
        (ChangeLog(begins=date(2027, 2, 1)), " What else moved before 1 Feb 2027 is not known."),
        (ChangeLog("git is not installed"), " What else moved is not known."),
    ],
)
def test_the_headline_promises_no_more_than_is_known(
    publish: Callable[..., Published], log: ChangeLog, said: str
) -> None:
    page = with_found(publish(company(WRITTEN)), log=log)[PAGE]
    assert page.first(".okr-lead").text.replace("\u00a0", " ") == f"1 change in 1 unit, with its reason.{said}"


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (ChangeLog(), "versions of each file are compared"),
        (ChangeLog("git is not installed, or cannot be started"), "is not known, because git is not installed"),
        (ChangeLog(begins=date(2027, 2, 1)), "This copy of the repository begins on 1 Feb 2027"),
        (ChangeLog(begins=date(2026, 12, 31)), "versions of each file are compared"),
    ],
)
def test_the_page_says_how_much_it_knows(publish: Callable[..., Published], log: ChangeLog, said: str) -> None:
    page = with_found(publish(company()), log=log)[PAGE]
    assert said in page.text.replace("\u00a0", " ")
    assert page.one(".okr-empty__t").text == "No change is known"
    assert "2027-q1/sales.yml" in page.one(".okr-empty").text


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (
            ChangeGap("2027-q1", "sales", unreadable=2),
            "Sales: 2 earlier versions of its file cannot be read, so nothing is told of what stood only in them.",
        ),
        (
            ChangeGap("2027-q1", "sales", reason="more than 1,000 things have moved", since=date(2027, 2, 3)),
            "Sales: What moved before 3 Feb 2027 is not known, because more than 1,000 things have moved.",
        ),
        (
            ChangeGap("2027-q1", "sales", reason="git took longer than 60 seconds"),
            "Sales: What moved without being written down is not known, because git took longer than 60 seconds.",
        ),
    ],
)
def test_the_page_names_the_units_of_which_less_is_known(
    publish: Callable[..., Published], gap: ChangeGap, said: str
) -> None:
    page = with_found(publish(company()), log=ChangeLog(gaps=(gap, replace(gap, cycle="2026-q4"))))[PAGE]
    assert [text.replace("\u00a0", " ") for text in page.texts("ul.okr-note li")] == [said]
    assert page.first(".okr-lead").text.endswith(" Of 1 unit not everything is known.")


@pytest.mark.parametrize(
    ("cycle", "said"),
    [
        ({"state": "draft"}, "A draft may change as it likes"),
        ({"name": "Q2", "starts": "2027-04-01", "ends": "2027-06-30"}, "Q2 has not begun"),
    ],
)
def test_a_cycle_that_is_no_promise_yet_says_so(publish: Callable[..., Published], cycle: Any, said: str) -> None:
    portal = publish(company(**{"2027-q1__cycle": {"starts": "2027-01-01", "ends": "2027-03-31", **cycle}}))
    assert portal[PAGE].one(".okr-empty__t").text == said


def test_many_changes_go_on_on_further_pages(publish: Callable[..., Published]) -> None:
    portal = publish(company(*[WRITTEN] * 650))
    assert len(portal[PAGE].all(".okr-table tbody tr")) == 300
    assert len(portal[f"{PAGE}/3"].all(".okr-table tbody tr")) == 50
    assert len(portal.html(PAGE)) < 300_000
