"""The numbers that units keep healthy beside their OKRs, as readers see them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.portal.published import Published, a_company, an_objective, moving

Publish = Callable[..., Published]
PAGE = "health-metrics/2027-q1"
UNIT = "2027-q1/sales"
METRICS = [{"id": "mood", "title": "Mood", "unit": "%", "healthy": "70 or more"}, {"id": "debt", "title": "Debt"}]


def company(*said: tuple[str, Any], metrics: Any = METRICS, cycle: str = "2027-q1", **changes: Any) -> dict[str, Any]:
    """A company whose sales said this of their mood on these days; their only key result must not harm it."""
    key_result = {"id": "anvils", "title": "Anvils sold", "metric": moving(), "health_metrics": "mood"}
    return a_company(
        **{
            "units__sales": {
                "name": "Sales", "level": "department", "parent": "company", "health_metrics": metrics,
            },
            "2027-q1__sales": {"objectives": [an_objective(key_results=[key_result])]} if metrics else None,
            **{f"{cycle}__check-ins__sales__{day}": {"health": {"mood": reading}} for day, reading in said},
            **changes,
        }
    )  # fmt: skip


def vitals(published: Published, page: str = UNIT) -> list[str]:
    return [each.text for each in published[page].all(".okr-vital")]


def test_a_unit_shows_the_latest_reading_in_words(publish: Publish, portal: Published) -> None:
    assert vitals(portal, "2026-q2/marketing") == [
        "Complaints about our advertising healthy: three or fewer · source service desk "
        "1 a month Healthy since 16 Jun, read 23 Jun",
        "Mood in the team healthy: 7 or more · source weekly pulse 7.4 of 10 Healthy since 9 Jun, read 23 Jun",
    ]
    files = company(
        ("2027-01-29", {"value": 80, "light": "green"}), ("2027-02-05", {"value": 40, "light": "red", "note": "Rain"})
    )
    assert vitals(publish(files)) == [
        "Mood healthy: 70 or more · Rain 40 % Act read 5 Feb",
        "Debt – No reading",
    ]


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ({"light": "amber"}, "80 % value of 29 Jan Watch read 5 Feb"),
        ({"value": 60}, "60 % No light read 5 Feb"),
        ({"note": "Rain"}, "80 % value of 29 Jan No light read 5 Feb"),
        ({"value": 0, "light": "red"}, "0 % Act read 5 Feb"),
        (None, "80 % Healthy read 29 Jan"),
    ],
)
def test_half_a_reading_is_told_as_half(publish: Publish, last: Any, shown: str) -> None:
    files = company(("2027-01-29", {"value": 80, "light": "green"}), ("2027-02-05", {"value": 1}))
    content = "health: {mood: }" if last is None else {"health": {"mood": last}}
    files["2027-q1/check-ins/sales/2027-02-05.yml"] = content
    assert vitals(publish(files))[0].endswith(shown)


def test_a_light_without_any_value_is_told_so(publish: Publish) -> None:
    assert vitals(publish(company(("2027-02-05", {"light": "green"}))))[0].endswith("no value Healthy read 5 Feb")


def test_an_old_reading_says_its_age_and_one_of_the_cycle_before_that_it_is(publish: Publish) -> None:
    good = {"value": 80, "light": "green"}
    assert "read 29 days ago" in vitals(publish(company(("2027-01-14", good))))[0]


def test_readings_of_the_cycle_before_are_not_lost(publish: Publish) -> None:
    before = {"2026-q4__cycle": {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31"}}
    published = publish(company(("2026-12-07", {"value": 80, "light": "green"}), cycle="2026-q4", **before))
    assert vitals(published)[0].endswith("80 % Healthy read 7 Dec 2026, before this cycle")
    assert "read 7 Dec" in published["health-metrics/2026-q4"].texts("tbody tr")[1]


def test_later_readings_than_a_cycle_are_not_told_in_it(portal: Published) -> None:
    rows = portal["health-metrics/2026-q1"].texts("tbody tr")
    assert not any("Jun" in row or "May" in row for row in rows)


def test_a_key_result_that_goes_well_beside_a_red_light_is_said(publish: Publish) -> None:
    red = {"health": {"mood": {"value": 40, "light": "red"}}, "key_results": {"grow/anvils": {"value": 160}}}
    files = company()
    files["2027-q1/check-ins/sales/2027-02-05.yml"] = red
    said = "Anvils sold is ahead, but Mood has been red since 5 Feb. Look whether one is bought with the other."
    published = publish(files)
    assert published[PAGE].texts(".okr-remarks li") == [said]
    assert published[UNIT].texts(".okr-vital__warn") == [said]
    assert published[UNIT].texts(".okr-beside li") == ["KR1 Anvils sold Ahead"]


@pytest.mark.parametrize(
    ("light", "value"), [("amber", 160), ("green", 160), ("red", 101)], ids=["amber", "green", "behind"]
)
def test_nothing_is_said_otherwise(publish: Publish, light: str, value: float) -> None:
    files = company()
    files["2027-q1/check-ins/sales/2027-02-05.yml"] = {
        "health": {"mood": {"value": 40, "light": light}},
        "key_results": {"grow/anvils": {"value": value}},
    }
    assert not publish(files)[PAGE].all(".okr-remarks")


def test_all_units_stand_on_one_page_what_is_red_first(portal: Published, publish: Publish) -> None:
    page = portal["health-metrics/2026-q2"]
    lights = [row["data-light"] for row in page.all("tbody tr")]
    assert lights == ["amber"] * 2 + ["green"] * 12
    assert page.first(".okr-lead").text == (
        "Numbers that units keep healthy beside their OKRs: 2 to watch, 12 healthy."
    )
    assert page.all("select")[1].texts("option") == ["All", "Act", "Watch", "No light", "No reading", "Healthy"]
    red = publish(company(("2027-02-05", {"value": 40, "light": "red"})))[PAGE]
    assert red.texts("tbody tr th a") == ["Mood", "Debt"]
    assert red.first("tbody tr")["data-unit"] == "sales company"
    assert portal.target("health-metrics/2026-q2", page.first("tbody th a")["href"]) == (
        "2026-q2/recruiting", "health-metrics",
    )  # fmt: skip


def test_many_metrics_continue_on_further_pages(publish: Publish) -> None:
    many = [{"id": f"m{number}", "title": f"Metric {number}"} for number in range(301)]
    published = publish(company(metrics=many) | {"2027-q1/sales.yml": {"objectives": []}}, rules=())
    assert len(published[PAGE].all("tbody tr")) == 300
    assert published[PAGE].texts(".okr-pages a") == ["2"]
    assert published[f"{PAGE}/2"].texts("tbody th a") == ["Metric 300"]


def test_without_any_it_says_how_to_begin(publish: Publish) -> None:
    page = publish(a_company())[PAGE]
    assert page.one(".okr-empty__t").text == "No health metrics yet"
    assert "units/sales.yml" in page.one(".okr-empty").text


def test_the_history_draws_the_values_and_lists_the_readings(portal: Published) -> None:
    page = portal["history/2026-q2/sales"]
    assert page.one("#health-metrics").text == "Health metrics"
    assert len(page.one(".okr-vitals").all("svg.okr-chart")) == 2
    rows = page.texts(".okr-vitals tbody tr")
    assert rows[0] == "22 Jun 2026 7.2 % Healthy"
    assert len(rows) == 22


def test_words_that_mean_harm_stay_words(publish: Publish) -> None:
    bad = "<script>alert(1)</script>"
    metrics = [{"id": "mood", "title": bad, "unit": bad, "healthy": bad, "source": bad}]
    said = [(f"2027-02-0{n}", {"value": n, "light": "red", "note": bad}) for n in (1, 2, 5)]
    published = publish(company(*said, metrics=metrics))
    for html in map(published.html, (PAGE, UNIT, "history/2027-q1/sales")):
        assert "<script>" not in html
        assert "&lt;script&gt;alert(1)" in html
