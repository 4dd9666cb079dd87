"""Calendars that two independent readers accept and understand alike, whatever somebody wrote into a title."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from mkdocs_okr.analysis.check_in_days import check_in_days
from mkdocs_okr.exports.calendars import calendar_files
from mkdocs_okr.exports.icalendar import Event, calendar, event
from mkdocs_okr.model import Charter, Portfolio
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.portal import Portal
from tests.builders import a_cycle, a_key_result, a_portfolio, an_objective, day, okrs
from tests.portal.built import build
from tests.portal.published import SAMPLE, Published, a_company, portfolio_of

HOME = "https://okrs.acme.example/portal/"
HOSTILE = [
    "Comma, semicolon; and backslash\\n",
    "Two\nlines\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "ä" * 100,
    "😀" * 40,
    "<script>alert(1)</script>",
    'DTSTART:20200101 "quoted": yes',
    "\u2028\x85\x0b\x00",
    "x" * 500,
]


def files(portfolio: Portfolio, home: str = HOME) -> dict[str, bytes]:
    """The calendars of a portfolio, by their paths."""
    checked = Published(portfolio, rules=()).checked
    return calendar_files(Portal(portfolio, Addresses(True, home), checked))


def by_icalendar(content: bytes) -> list[dict[str, Any]]:
    """What the package icalendar reads; a complaint fails the test."""
    whole = icalendar.Calendar.from_ical(content)
    assert not whole.errors
    found = []
    for each in whole.events:
        assert not each.errors
        rule: Any = each.get("rrule")
        found.append(
            {
                "uid": str(each["uid"]),
                "summary": str(each["summary"]),
                "description": str(each.get("description", "")),
                "starts": each.decoded("dtstart"),
                "ends": each.decoded("dtend"),
                "stamp": each.decoded("dtstamp"),
                "url": str(each.get("url", "")),
                "rule": rule.to_ical().decode() if rule else "",
            }
        )
    return found


def by_ical(content: bytes) -> list[dict[str, Any]]:
    """What the package ical reads."""
    return [
        {
            "uid": each.uid,
            "summary": each.summary,
            "description": each.description or "",
            "starts": each.dtstart,
            "ends": each.dtend,
            "stamp": each.dtstamp,
            "url": str(each.url or ""),
            "rule": each.rrule.as_rrule_str() if each.rrule else "",
        }
        for each in IcsCalendarStream.calendar_from_ics(content.decode()).events
    ]


def read(content: bytes) -> list[dict[str, Any]]:
    """What both readers read, which must be the same."""
    first, second = by_icalendar(content), by_ical(content)
    for one, other in zip(first, second, strict=True):
        assert set(one.pop("rule").split(";")) >= {p for p in other["rule"].split(";") if p != "INTERVAL=1"}
        one["rule"] = other.pop("rule")
        assert {**other, "rule": one["rule"]} == one
    return first


def a_team(charter: Charter | None = None, **portfolio: Any) -> Portfolio:
    """A company with a team that has a key result."""
    made = a_portfolio(okrs(an_objective(a_key_result("a", None))), **portfolio)
    team = replace(made.units["team"], charter=charter or Charter())
    return replace(made, units={**made.units, "team": team})


def test_two_readers_read_every_calendar_of_the_sample_alike() -> None:
    for content in files(portfolio_of(SAMPLE)).values():
        assert len(read(content)) > 20


def test_every_unit_has_the_key_dates_and_its_own_check_ins() -> None:
    made = files(a_team(Charter(day="Tuesday", time="09:30", updates_due="Monday evening")))
    assert sorted(made) == ["calendar/company.ics", "calendar/team.ics"]
    company, team = (read(content) for content in made.values())
    assert "Grades due (2027-Q1)" in [each["summary"] for each in company]
    (check_in,) = [each for each in team if each not in company]
    assert check_in["summary"] == "OKR check-in of Team"
    assert check_in["starts"] == datetime(2027, 1, 5, 9, 30)
    assert check_in["ends"] == datetime(2027, 1, 5, 9, 45)
    assert check_in["description"] == "Updates due: Monday evening."
    assert check_in["url"] == f"{HOME}2027-q1/team/"


@pytest.mark.parametrize(
    "charter",
    [
        Charter(),
        Charter(day="Monday", time="10:00"),
        Charter(cadence="every two weeks", day="Wednesday"),
        Charter(day="Monday and Thursday", time="8 am"),
        Charter(cadence="every two weeks", day="Monday and Thursday"),
        Charter(cadence="daily"),
        Charter(cadence="every 10 days"),
    ],
)
@pytest.mark.parametrize(("starts", "ends"), [("01-01", "03-31"), ("02-03", "04-30"), ("2026-11-21", "2027-02-19")])
def test_a_repeated_check_in_falls_on_the_days_that_the_pages_name(charter: Charter, starts: str, ends: str) -> None:
    cycle = a_cycle(starts=starts, ends=ends)
    portfolio = a_team(charter, cycles=[cycle])
    content = files(portfolio)["calendar/team.ics"].decode()
    timeline = IcsCalendarStream.calendar_from_ics(content).timeline
    starts_at = [each.dtstart for each in timeline if each.summary == "OKR check-in of Team"]
    days = [each.date() if isinstance(each, datetime) else each for each in starts_at]
    assert days == list(check_in_days(portfolio, cycle, portfolio.units["team"]))


def test_nothing_changes_from_one_build_to_the_next() -> None:
    assert files(a_team(as_of="02-12")) == files(a_team(as_of="02-13"))


def test_a_date_that_is_moved_stays_the_same_event() -> None:
    def retrospective(when: str) -> dict[str, Any]:
        portfolio = a_team(cycles=[a_cycle(key_dates={when: "Retrospective"})])
        return next(
            e for e in read(files(portfolio)["calendar/team.ics"]) if e["summary"].startswith("Retrospective (")
        )

    before, after = retrospective("03-24"), retrospective("03-26")
    assert (before["uid"], before["starts"]) == (after["uid"], day("03-24"))
    assert after["starts"] == day("03-26")


def test_all_events_of_a_calendar_are_told_apart() -> None:
    for content in files(portfolio_of(SAMPLE)).values():
        uids = [each["uid"] for each in read(content)]
        assert len(uids) == len(set(uids))


def test_without_a_known_address_no_event_leads_anywhere() -> None:
    assert b"URL" not in files(a_team(), home="")["calendar/team.ics"]


def test_a_site_that_says_where_it_is_leads_there(tmp_path: Path) -> None:
    site = build(tmp_path, a_company(), site_url="https://intranet.example/all", plugins=[{"okr": {"path": "okrs"}}])
    urls = {each["url"] for each in read((site / "okrs/calendar/sales.ics").read_bytes())}
    assert urls == {
        "https://intranet.example/all/okrs/dates/2027-q1/",
        "https://intranet.example/all/okrs/2027-q1/sales/",
    }


def test_what_is_over_leaves_the_calendar_but_for_the_last_cycle() -> None:
    cycles = [
        a_cycle("a", "2026-07-01", "2026-09-30"),
        a_cycle("b", "2026-10-01", "2026-12-31"),
        a_cycle(),
        a_cycle("d", "04-01", "06-30"),
    ]
    events = read(files(a_team(cycles=cycles))["calendar/company.ics"])
    assert {each["summary"].rpartition("(")[2] for each in events} == {"B)", "2027-Q1)", "D)"}


def test_a_usual_day_says_that_it_is_one() -> None:
    cycle = a_cycle(key_dates={"03-31": "Grades due"})
    events = {each["summary"]: each for each in read(files(a_team(cycles=[cycle]))["calendar/team.ics"])}
    assert events["Grades due (2027-Q1)"]["description"] == ""
    assert "usual day" in events["All OKRs committed (2027-Q1)"]["description"]


def test_without_a_cycle_there_is_no_calendar() -> None:
    assert files(replace(a_portfolio(), cycles={})) == {}


def an_event(summary: str) -> bytes:
    return calendar(summary, [event(Event("x", day("01-04"), summary, day("01-01"), summary))])


def understood(text: str) -> str:
    """A text as it can stand in a calendar: hidden signs are blanks, all ends of lines are one."""
    for sign in "\x00\x0b\u2028":
        text = text.replace(sign, " ")
    return text.replace("\r\n", "\n").replace("\x85", "\n")


@pytest.mark.parametrize("title", HOSTILE)
def test_words_that_mean_harm_stay_words(title: str) -> None:
    content = an_event(title)
    (found,) = read(content)
    assert found["summary"] == found["description"] == understood(title)
    assert [line for line in content.split(b"\r\n") if line.startswith(b"BEGIN")] == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
    ]


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_line_is_longer_than_75_octets_and_every_one_ends_as_it_should(title: str) -> None:
    content = an_event(title)
    content.decode()  # nothing is cut within a sign
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert (lines[0], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")


def test_a_whole_day_ends_with_the_next_one() -> None:
    (found,) = read(an_event("Grades due"))
    assert (found["starts"], found["ends"]) == (date(2027, 1, 4), date(2027, 1, 4) + timedelta(days=1))
