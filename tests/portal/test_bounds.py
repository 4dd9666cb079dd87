"""Pages show what people read: of very much the newest, with where the rest is."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.portal.published import Published, a_company, an_objective, moving, portfolio_of, write

UNIT, HISTORY = "2027-q1/sales", "history/2027-q1/sales"


def key_results(amount: int) -> list[dict[str, Any]]:
    return [{"id": f"k{number}", "title": f"Anvils sold {number}", "metric": moving()} for number in range(amount)]


def days(amount: int, *said_of: str, **content: Any) -> dict[str, Any]:
    """Daily check-ins from the first day on."""
    first = date(2027, 1, 1)
    entry = {"value": 110, "confidence": 0.7, "note": content.pop("note", "As planned")}
    return {
        f"2027-q1/check-ins/sales/{first + timedelta(days=number)}.yml": {
            "key_results": {f"grow/{id}": entry for id in said_of or ("anvils",)},
            **content,
        }
        for number in range(amount)
    }


def published(folder: Path, *parts: dict[str, Any], **changes: Any) -> Published:
    files = a_company(settings={"as_of": "2027-03-31", "repository": {"url": "https://github.com/acme/okrs"}})
    for part in (changes, *parts):
        files |= part
    return Published(portfolio_of(write(folder, files)), rules=())


def test_a_unit_shows_its_last_twelve_check_ins_and_names_the_others(tmp_path: Path) -> None:
    portal = published(tmp_path, days(30))
    page = portal[UNIT]
    logs = page.all("details.okr-checkin")
    assert sum(bool(log.all("table.okr-log")) for log in logs) == 12
    assert "18 earlier check-ins" in page.text
    assert {f"check-in-2027-01-{day:02}" for day in range(1, 31)} <= portal.ids(UNIT)


def test_twelve_check_ins_have_no_others(tmp_path: Path) -> None:
    assert "earlier check-in" not in published(tmp_path, days(12))[UNIT].text


def test_the_oldest_that_is_shown_still_tells_where_it_came_from(tmp_path: Path) -> None:
    said = days(13)
    first = "2027-q1/check-ins/sales/2027-01-01.yml"
    said[first] = {"key_results": {"grow/anvils": {"value": 104}}}
    oldest = published(tmp_path, said)[UNIT].all("table.okr-log")[-1]
    assert "104 →" in oldest.text


def test_history_has_a_quarter_of_working_days_and_leads_to_the_rest(tmp_path: Path) -> None:
    page = published(tmp_path, days(70))[HISTORY]
    assert len(page.all("table.okr-behind tbody tr")) == 66
    assert "The 4 days before are in the table of check-ins" in page.text


def test_of_many_key_results_forty_have_charts_and_all_say_where_they_stand(tmp_path: Path) -> None:
    ids = [f"k{number}" for number in range(45)]
    okrs = {"2027-q1/sales.yml": {"objectives": [an_objective(key_results=key_results(45))]}}
    portal = published(tmp_path, okrs, days(2, *ids))
    page = portal[HISTORY]
    assert len(page.all("table.okr-behind")) == 40
    assert {f"grow/{id}" for id in ids} <= portal.ids(HISTORY)
    assert "The first 40 key results have charts and tables here" in page.text
    assert "15 more key results, in its file" in portal[UNIT].text


def test_health_metrics_show_their_newest_readings(tmp_path: Path) -> None:
    metrics = [{"id": f"h{number}", "title": f"Health {number}"} for number in range(22)]
    unit = {"name": "Sales", "level": "department", "parent": "company", "health_metrics": metrics}
    health = {f"h{number}": {"value": 1, "light": "red"} for number in range(22)}
    portal = published(tmp_path, {"units/sales.yml": unit}, days(15, health=health))
    for address, rows in ((UNIT, 13), (HISTORY, 15)):
        tables = portal[address].all(".okr-vitals details table")
        assert [len(table.all("tbody tr")) for table in tables] == [rows] * 20
        assert "The first 20 have their readings here" in portal[address].text
        assert "Health 21" in portal[address].text
    assert "The 2 readings before these are in the history" in portal[UNIT].text


def test_long_notes_and_lists_are_cut_with_where_the_rest_is(tmp_path: Path) -> None:
    wins = [f"Win number {number}" for number in range(25)]
    portal = published(tmp_path, days(1, note="word *b* [ " * 9000, wins=wins))
    for address in (UNIT, HISTORY):
        assert "… the rest is in the file" in portal[address].text
        assert len(portal.html(address)) < 60_000
    assert "5 more in the file" in portal[UNIT].text
    assert ("word *b* [ " * 9000).strip().encode() in portal.site.files["okrs.json"]


def test_feeds_are_no_larger_than_readers_take(tmp_path: Path) -> None:
    wins = [f"Win number {number} " + "long words " * 30 for number in range(900)]
    portal = published(tmp_path, days(90, wins=wins))
    company, own = portal.site.files["feed.xml"].decode(), portal.site.files["feeds/sales.xml"].decode()
    assert len(company) < 1_010_000
    assert (company.count("<entry>"), own.count("<entry>")) == (49, 6)
    assert company.count("More on its page") == 49


def test_of_thousands_of_key_dates_the_next_ones_are_shown(tmp_path: Path) -> None:
    dates = [{"date": str(date(2027, 1, 1) + timedelta(days=n // 25)), "title": f"Talk {n}"} for n in range(2000)]
    cycle = {"name": "Q1 2027", "starts": "2027-01-01", "ends": "2027-03-31", "key_dates": dates}
    files = {"2027-q1/cycle.yml": cycle, "settings.yml": {"as_of": "2027-02-12"}}
    portal = published(tmp_path, files)
    for address in ("dates/2027-q1", "2027-q1", UNIT):
        assert "Talk 1050" in portal[address].text  # of today, and not what is past or weeks away
        assert "Talk 1900" not in portal[address].text
        assert len(portal.html(address)) < 100_000
    assert "more dates are in 2027-q1/cycle.yml" in portal["dates/2027-q1"].text
    assert "1,940 more" in portal["2027-q1"].text


@pytest.mark.parametrize("address", [UNIT, HISTORY])
def test_a_quarter_of_daily_check_ins_is_a_page_like_others(tmp_path: Path, address: str) -> None:
    okrs = {"2027-q1/sales.yml": {"objectives": [an_objective(key_results=key_results(12))]}}
    note = "Moved as planned; the new landing page went live on Tuesday."
    portal = published(tmp_path, okrs, days(90, *(f"k{number}" for number in range(12)), note=note))
    assert len(portal.html(address)) < 500_000
