"""A page without content says what to do, and never shows a figure that nothing stands behind."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.portal.published import Published, a_company, an_objective, moving

UNIT = "2027-q1/sales"


def without(files: dict[str, Any], part: str) -> dict[str, Any]:
    return {name: content for name, content in files.items() if part not in name}


def test_an_empty_folder_says_how_to_begin(publish: Callable[..., Published]) -> None:
    published = publish({}, rules=())
    assert set(published.pages) == {"", "units", "cycles", "health", "data"}
    assert published.home.one("h1").text == "Our company"
    assert published.home.texts(".okr-empty__t") == ["No cycle yet", "No departments or teams yet"]
    assert published.home.one("pre").text == "starts: 2027-01-01 ends: 2027-03-31"
    assert published["cycles"].texts(".okr-empty__t") == ["No cycle yet"]
    assert "No unit is written yet" in published["units"].text
    assert published.site.redirects == {}


def test_an_organization_alone_is_called_by_its_name(publish: Callable[..., Published]) -> None:
    home = publish({"organization.yml": {"name": "ACME", "mission": "Anvils"}}).home
    assert home.one(".okr-eyebrow").text == "ACME"
    assert home.one(".okr-mission").text == "Anvils"
    assert not home.all(".okr-btn")


def test_a_company_without_a_cycle_has_a_page_of_its_own(publish: Callable[..., Published]) -> None:
    published = publish(without(a_company(), "2027-q1"))
    page = published["units/sales"]
    assert page.texts(".okr-empty__t") == ["No cycle yet"]
    assert page.one(".okr-main .okr-eyebrow").text == "ACME › Department"
    assert published.target("", published.home.first(".okr-tile a")["href"])[0] == "units/sales"
    assert published.home.texts(".okr-tile__checked") == ["No OKRs for this cycle yet"]


def test_a_cycle_without_units_tells_to_write_the_company(publish: Callable[..., Published]) -> None:
    home = publish({"2027-q1/cycle.yml": {"starts": "2027-01-01", "ends": "2027-03-31"}}, as_of=date(2027, 2, 12)).home
    assert home.texts(".okr-empty__t")[0] == "No unit yet"
    assert home.one("pre").text == "name: Our company level: company"


def test_a_cycle_without_okrs_offers_to_write_the_first(publish: Callable[..., Published]) -> None:
    published = publish(without(a_company(), "q1/sales"))
    assert published.home.texts(".okr-empty__t") == ["ACME has no objectives for Q1 2027 yet"]
    [write] = [link for link in published.home.links if "/new/" in link]
    assert write.startswith(
        "https://github.com/acme/okrs/new/main?filename=okrs%2F2027-q1%2Fcompany.yml&value=unit%3A%20"
    )
    page = published[UNIT]
    assert page.texts(".okr-empty__t") == ["No objectives for Q1 2027 yet"]
    assert "2027-q1/sales.yml" in page.one(".okr-empty").text
    assert not page.all(".okr-panel__score")
    assert "No objectives are written for this cycle yet." in published["2027-q1"].text
    assert "No objectives are written for this cycle yet." in published["explore/2027-q1"].text
    assert published["cycles"].one("tbody tr").texts("td")[2:] == ["0", "0", "0", "–", ""]


def test_an_empty_unit_is_told_what_it_can_contribute_to(publish: Callable[..., Published]) -> None:
    files = a_company(
        **{
            "2027-q1__company": {"objectives": [an_objective(), an_objective(id="two")]},
            "2027-q1__cycle": {
                "starts": "2027-01-01",
                "ends": "2027-03-31",
                "key_dates": [{"date": "2027-02-15", "title": "Review"}],
            },
            "2027-q1__sales": None,
        }
    )
    empty = publish(files)[UNIT].one(".okr-empty")
    assert "ACME has 2 objectives that Sales can contribute to." in empty.text
    assert "Next date: Review, 15 Feb 2027." in empty.text
    assert empty.links[-1] == "../../2027-q1/company/"


def test_an_objective_without_key_results(publish: Callable[..., Published]) -> None:
    published = publish(a_company(**{"2027-q1__sales": {"objectives": [{"id": "grow", "title": "Grow"}]}}))
    section = published[UNIT].one("#grow")
    assert section.one(".okr-obj__empty").text == "No key results yet. Add the first one."
    assert section.one(".okr-fig").text == "– No data"
    assert "No score: none of the key results can be measured yet." in section.text
    assert published[UNIT].one(".okr-panel__score .okr-fig").text == "– No data"


def test_a_key_result_without_a_metric_has_no_score(publish: Callable[..., Published]) -> None:
    key_results = [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "metric": moving()}]
    files = a_company(
        **{
            "2027-q1__sales": {"objectives": [an_objective(key_results=key_results)]},
            "2027-q1__check-ins__sales__2027-02-12": {"key_results": {"grow/b": {"value": 150}}},
        }
    )
    section = publish(files)[UNIT].one("#grow")
    row = section.one("#grow/a")
    assert row.one("p.okr-run").text == "No metric yet"
    assert row.one(".okr-kr__score").text == "Score –"
    assert row.one(".okr-kr__pace").text == "Pace No data"
    assert row.one(".okr-bar")["aria-label"].startswith("No score yet")
    assert section.one(".okr-fig").text == "0.50 On track"


@pytest.mark.parametrize(
    ("today", "state", "bar", "status"),
    [
        (date(2026, 12, 31), "begins tomorrow", "0 % Begins tomorrow", "Not started"),
        (date(2027, 1, 1), "week 1 of 13", "0 % week 1 of 13, 89 days left", "Not started"),
        (date(2027, 1, 8), "week 2 of 13", "8 % week 2 of 13, 82 days left", "Not started"),
        (date(2027, 1, 9), "week 2 of 13", "9 % week 2 of 13, 81 days left", "No data"),
        (date(2027, 3, 30), "week 13 of 13", "99 % week 13 of 13, 1 day left", "No data"),
        (date(2027, 3, 31), "week 13 of 13", "100 % week 13 of 13, last day", "No data"),
        (date(2027, 4, 1), "over, not closed yet", "100 % Over, not closed yet", "No data"),
    ],
)
def test_the_days_around_a_cycle(
    publish: Callable[..., Published], today: date, state: str, bar: str, status: str
) -> None:
    published = publish(a_company(), as_of=today)
    assert published.home.one(".okr-eyebrow").text == f"ACME · Q1 2027, {state}"
    assert published.home.texts(".okr-cycle__val") == [bar]
    assert published[UNIT].one("#grow/anvils .okr-kr__pace").text == f"Pace {status}"
    assert bool(published[UNIT].all("#add-check-in")) == (today >= date(2027, 1, 1))


def test_a_cycle_that_crosses_the_year_says_both_years(publish: Callable[..., Published]) -> None:
    files = a_company(**{"2027-q1__cycle": {"starts": "2026-12-01", "ends": "2027-02-28"}})
    published = publish(files)
    assert published["2027-q1"].one(".okr-eyebrow").text == "Quarter, 1 Dec 2026 to 28 Feb 2027"
    assert published.home.one(".okr-cycle__val").text == "82 % week 11 of 13, 16 days left"


def test_a_year_has_52_weeks_without_their_numbers(publish: Callable[..., Published]) -> None:
    files = a_company(**{"2027-q1__cycle": {"kind": "annual", "starts": "2027-01-01", "ends": "2027-12-31"}})
    bar = publish(files).home.one(".okr-cycle")
    assert "week 7 of 52" in bar.text
    assert len(bar.all(".okr-weeks li")) == 52
    assert set(bar.texts(".okr-weeks li")) == {""}


@pytest.mark.parametrize("days", [1, 2, 6])
def test_a_cycle_of_a_few_days(publish: Callable[..., Published], days: int) -> None:
    files = a_company(**{"2027-q1__cycle": {"starts": "2027-02-12", "ends": f"2027-02-{11 + days}"}})
    published = publish(files)
    assert "week 1 of 1" in published.home.one(".okr-eyebrow").text
    assert published[UNIT].all(".okr-obj")


def test_a_draft_expects_nothing_and_takes_no_check_in(publish: Callable[..., Published]) -> None:
    cycle = {"starts": "2027-04-01", "ends": "2027-06-30", "state": "draft"}
    files = a_company(**{"2027-q2__cycle": cycle, "2027-q2__sales": {"objectives": [an_objective()]}})
    page = publish(files)["2027-q2/sales"]
    assert page.one("#grow/anvils .okr-kr__pace").text == "Pace Not started"
    assert "0.00 expected by now" in page.one(".okr-panel__score").text
    assert not page.all("#add-check-in")


def test_twenty_five_key_results_are_numbered_through(publish: Callable[..., Published]) -> None:
    key_results = [{"id": f"k{n}", "title": f"T{n}"} for n in range(1, 26)]
    page = publish(a_company(**{"2027-q1__sales": {"objectives": [an_objective(key_results=key_results)]}}))[UNIT]
    assert page.texts(".okr-kr__title") == [f"KR{n} T{n}" for n in range(1, 26)]


def test_nobody_is_made_up(publish: Callable[..., Published]) -> None:
    files = a_company(
        people=None,
        units__company={"name": "ACME", "level": "company"},
        units__sales={"name": "Sales", "level": "department", "parent": "company"},
        **{"2027-q1__sales": {"objectives": [an_objective(lead=None, key_results=[{"id": "a", "title": "A"}])]}},
    )
    published = publish(files)
    assert not [address for address in published.pages if address.startswith("people")]
    assert published[UNIT].texts("dd")[:2] == ["nobody yet", "nobody yet"]
    assert published[UNIT].texts(".okr-meta span")[0] == "no lead yet"
