"""A cycle beside the one before it, for the company and for units."""

from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_okr.pages.comparison_views import comparison_section
from mkdocs_okr.pages.portal import Portal
from tests.portal.document import Element, parse
from tests.portal.published import Published, a_company, an_objective, moving


def results(**values: float) -> list[dict[str, Any]]:
    return [{"id": id, "title": f"{id} sold", "metric": moving(current=value)} for id, value in values.items()]


def two_quarters(**more: Any) -> dict[str, Any]:
    files = a_company(**{
        "2026-q4__cycle": {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"},
        "2026-q4__sales": {"objectives": [
            an_objective(key_results=results(anvils=200, ropes=120)),
            an_objective(id="old", title="Sell to <coyotes>", key_results=results(rockets=150)),
        ]},
        "2026-q4__reviews__sales": {"grades": {"old/rockets": {"decision": "drop"}}},
        "2026-q4__check-ins__sales__2026-10-05": {"changed": "Began"},
        "2026-q4__check-ins__sales__2026-10-06": {"changed": "Again"},
        "2026-q4__check-ins__sales__2026-11-20": {"changed": "Later"},
        "2027-q1__sales": {"objectives": [
            an_objective(key_results=results(anvils=150, crates=110)),
            an_objective(id="fresh", title="Answer every letter", key_results=results(letters=130)),
        ]},
        "2027-q1__check-ins__sales__2027-02-11": {"changed": "Began"},
        **more,
    })  # fmt: skip
    return files


def rows(element: Element) -> dict[str, list[str]]:
    return {row.one("th").text: row.texts("td") for row in element.all("tbody tr")}


def section(published: Published, cycle: str, unit: str = "sales") -> Element:
    """What the history of a unit says of the cycle before."""
    portal = Portal(published.portfolio, published.addresses, published.checked)
    links = published.addresses.seen_from(f"history/{cycle}/{unit}")
    portfolio = published.portfolio
    return parse(f"<div>{comparison_section(portal, links, portfolio.units[unit], portfolio.cycles[cycle])}</div>")


def test_figures_of_both_cycles_stand_side_by_side(publish: Callable[..., Published]) -> None:
    facts = rows(section(publish(two_quarters()), "2027-q1").one(".okr-compared"))
    assert facts == {
        "Score": ["0.55 Partly", "0.30 At risk"],
        "Objectives": ["2", "2"],
        "Key results": ["3", "3"],
        "Mean of the final scores": ["0.57", "once it is closed"],
        "Stretches that reached 1.0": ["33 %", "once it is closed"],
        "Ended below 0.3": ["33 %", "once it is closed"],
        "Weeks with a check-in": ["2 of 13", "1 of 7"],
    }


def test_each_objective_stands_beside_what_it_became(publish: Callable[..., Published]) -> None:
    table = section(publish(two_quarters()), "2027-q1").one(".okr-became")
    assert [row.texts("td") for row in table.all("tbody tr")] == [
        ["Sell more anvils 0.60 Partly", "Sell more anvils 0.30 At risk"],
        ["KR1 anvils sold 100 → 200 anvils · 1.00 Achieved", "KR1 anvils sold 100 → 200 anvils · 0.50 On track"],
        ["new", "KR2 crates sold 100 → 200 anvils · 0.10 Off track"],
        ["KR2 ropes sold 100 → 200 anvils · 0.20 Missed", "left behind"],
        ["new", "Answer every letter 0.30 At risk"],
        ["", "KR1 letters sold 100 → 200 anvils · 0.30 At risk"],
        ["Sell to <coyotes> 0.50 Partly", "left behind"],
        ["KR1 rockets sold 100 → 200 anvils · 0.50 Partly decided: drop", "gone"],
    ]


def test_a_running_cycle_is_compared_with_the_same_week(publish: Callable[..., Published]) -> None:
    reported = {
        "2026-q4__check-ins__sales__2026-10-05": {"key_results": {"grow/anvils": {"value": 110}}},
        "2026-q4__check-ins__sales__2026-12-20": {"key_results": {"grow/anvils": {"value": 190}}},
        "2026-q4__sales": {"objectives": [an_objective()]},
        "2027-q1__sales": {"objectives": [an_objective()]},
        "2027-q1__check-ins__sales__2027-02-11": {"key_results": {"grow/anvils": {"value": 140}}},
        "2026-q4__reviews__sales": None,
    }
    facts = rows(section(publish(two_quarters(**reported)), "2027-q1").one(".okr-compared"))
    assert facts["Score"] == ["0.90 Achieved", "0.40 At risk"]
    assert facts["Score in week 7"] == ["0.10", "0.40"]


def test_the_company_sees_all_units_and_what_became_of_their_objectives(publish: Callable[..., Published]) -> None:
    published = publish(two_quarters(units__shop={"name": "Shop", "level": "team", "parent": "sales"}))
    page = published["compare/2027-q1"]
    assert rows(page.all("table")[0])["Units with objectives"] == ["1", "1"]
    assert rows(page.all("table")[1]) == {"Sales": ["0.55 Partly", "0.30 At risk", "1", "1", "1"]}
    assert published.target("compare/2027-q1", page.all("table")[1].links[0])[0] == "compare/2027-q1/sales"
    assert rows(published["compare/2027-q1/sales"].one(".okr-compared"))["Objectives"] == ["2", "2"]
    assert published.site.redirects["compare"] == "compare/2027-q1"


def test_between_closed_cycles_the_change_is_told(publish: Callable[..., Published]) -> None:
    files = two_quarters()
    files["2027-q1/cycle.yml"]["state"] = "closed"
    assert rows(publish(files)["compare/2027-q1"].all("table")[1])["Sales"][2] == "\N{MINUS SIGN}0.25"


def test_the_first_cycle_says_that_there_is_nothing_before_it(publish: Callable[..., Published]) -> None:
    published = publish(two_quarters())
    page = published["compare/2026-q4"]
    assert page.texts(".okr-empty__t") == ["Nothing to compare Q4 2026 with"]
    assert not page.all("table")
    assert section(published, "2026-q4").text == ""


@pytest.mark.parametrize(
    ("decision", "metric", "became"),
    [
        ("drop", moving(), "still there"),
        ("modify", moving(), "comes back unchanged"),
        ("modify", moving(target=300), ""),
        ("keep", moving(), ""),
    ],
)
def test_a_decision_stands_beside_what_became_of_it(
    publish: Callable[..., Published], decision: str, metric: dict[str, Any], became: str
) -> None:
    grades = {"grades": {"grow/anvils": {"decision": decision}}}
    again = {"objectives": [an_objective(key_results=[{"id": "anvils", "title": "Anvils sold", "metric": metric}])]}
    files = {"2026-q4__sales": {"objectives": [an_objective()]}, "2027-q1__sales": again}
    table = section(publish(two_quarters(**files, **{"2026-q4__reviews__sales": grades})), "2027-q1").one(".okr-became")
    then, now = table.all("tbody tr")[1].all("td")
    assert then.text.endswith(f"decided: {decision}")
    assert now.texts(".okr-broken") == ([became] if became else [])


@pytest.mark.parametrize("which", ["2026-q4", "2027-q1"])
def test_which_unit_hides_something_cannot_be_seen(publish: Callable[..., Published], which: str) -> None:
    shop = {"objectives": [an_objective(id="open", title="Open a shop", lead="ann")]}
    files = two_quarters(**{
        "units__shop": {"name": "Shop", "level": "team", "parent": "sales"}, f"{which}__shop": shop,
    })  # fmt: skip
    files[f"{which}/sales.yml"]["objectives"].append(an_objective(id="secret", title="Secret", visibility="internal"))
    published = publish(files)
    table = published["compare/2027-q1"].all("table")[1]
    assert table.texts("thead th") == ["Unit", "Q4 2026", "Q1 2027"]
    assert list(rows(table)) == ["Sales", "Shop"]
    became = section(published, "2027-q1").one(".okr-became").text
    assert "left behind" not in became
    assert "new" not in became


def test_scores_that_are_not_published_are_not_compared(publish: Callable[..., Published]) -> None:
    files = two_quarters()
    files["settings.yml"]["scoring"] = {"publish_closed": False}
    published = publish(files)
    facts = rows(section(published, "2027-q1").one(".okr-compared"))
    assert facts["Score"] == ["not published", "0.30 At risk"]
    assert facts["Objectives"] == ["2", "2"]
    assert "Mean of the final scores" not in facts
    assert rows(published["compare/2027-q1"].all("table")[1])["Sales"][0] == "not published"
