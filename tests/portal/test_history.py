"""How something came to stand where it does, as readers see it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages import figures
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving

PAGE = "history/2027-q1/sales"


def a_check_in(value: float | None = None, **entry: Any) -> dict[str, Any]:
    return {"by": "bob", "key_results": {"grow/anvils": {"value": value, **entry}}}


def checked_in(**changes: Any) -> dict[str, Any]:
    """Sales with three check-ins, the last one in this week."""
    return a_company(
        **{
            "2027-q1__check-ins__sales__2027-01-08": a_check_in(130, confidence=0.7, note="A *slow* start"),
            "2027-q1__check-ins__sales__2027-01-15": a_check_in(140, confidence=0.4),
            "2027-q1__check-ins__sales__2027-02-10": a_check_in(160),
            "2027-q1__sales": {
                "objectives": [
                    an_objective(
                        key_results=[
                            {"id": "anvils", "title": "Anvils sold", "metric": moving(baseline=120, target=200)}
                        ]
                    )
                ]
            },
            **changes,
        }
    )


def key_result(page: Element) -> Element:
    return page.one(".okr-past__kr")


def test_every_point_of_the_chart_has_a_row_in_the_table(publish: Callable[..., Published]) -> None:
    one = key_result(publish(checked_in())[PAGE])
    assert [row.text for row in one.all("tbody tr")] == [
        "10 Feb 2027 week 6, Bob Boxer 160 anvils 156 0.50 –",
        "15 Jan 2027 week 3, Bob Boxer 140 anvils 132.6 0.25 0.4, a challenge",
        "8 Jan 2027 week 2, Bob Boxer A slow start 130 anvils 126.3 0.12 0.7, likely",
    ]
    assert [title.replace("\u00a0", " ") for title in one.texts("circle title")] == [
        "8 Jan: 130 anvils",
        "15 Jan: 140 anvils",
        "10 Feb: 160 anvils",
        "8 Jan: 0.7, likely",
        "15 Jan: 0.4, a challenge",
    ]
    assert one.texts(".okr-chart__now") == ["160 anvils"]


def test_a_key_result_has_the_anchor_that_it_has_on_its_units_page(portal: Published, sample: Portfolio) -> None:
    for ref in (*sample.objectives, *sample.key_results):
        name = f"{ref.objective}/{ref.key_result}" if ref.key_result else ref.objective
        assert name in portal.ids(f"history/{ref.cycle}/{ref.unit}")


def test_the_sparklines_of_a_units_page_lead_to_the_history_behind_them(portal: Published, sample: Portfolio) -> None:
    page = portal["2026-q2/marketing"]
    targets = [portal.target("2026-q2/marketing", link["href"]) for link in page.all("a.okr-course")]
    assert targets[0] == ("history/2026-q2/marketing", "")
    for ref in sample.key_results:
        if (ref.cycle, ref.unit) == ("2026-q2", "marketing"):
            assert ("history/2026-q2/marketing", f"{ref.objective}/{ref.key_result}") in targets
    for address, anchor in targets:
        assert not anchor or anchor in portal.ids(address)


def test_tables_and_charts_end_where_everything_stands(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]
) -> None:
    for okrs in sample.okr_sets.values():
        if not okrs.objectives:
            continue
        page = portal[f"history/{okrs.cycle}/{okrs.unit}"]
        for objective in okrs.objectives:
            for each in objective.key_results:
                standing = standings[okrs.cycle].key_results[each.ref]
                section = page.one(f"#{objective.id}/{each.id}")
                scores = [cell.text for cell in section.all("tbody td") if cell.get("data-label") == "Score"]
                values = [cell.text for cell in section.all("tbody td") if cell.get("data-label") == "Value"]
                known = [value for value in values if value != figures.NOTHING]
                if scores:
                    assert scores[0] == figures.score(standing.computed)
                if known:
                    assert known[0] == " ".join(
                        figures.quantity(standing.value, getattr(each.metric, "unit", "")).split()
                    )


def test_the_units_line_has_the_points_of_its_standing(
    portal: Published, standings: Mapping[str, CycleStandings]
) -> None:
    of_cycle = standings["2026-q2"]
    for unit, standing in of_cycle.units.items():
        page = portal[f"history/2026-q2/{unit}"]
        said = [score for score in standing.history if score is not None]
        titles = page.first(".okr-charts section").texts("circle title")
        assert [title.split(": ")[1].split(",")[0] for title in titles] == [figures.score(score) for score in said]


def test_what_changed_inside_the_cycle_has_a_flag_and_its_reason(publish: Callable[..., Published]) -> None:
    change = {"date": "2027-01-20", "what": "anvils.target", "from": "180", "to": "200", "why": "Too easy"}
    objective = an_objective(changes=[change])
    one = key_result(publish(checked_in(**{"2027-q1__sales": {"objectives": [objective]}}))[PAGE])
    assert one.one(".okr-chart__flag title").text == "Changed 20 Jan 2027: anvils.target 180 → 200, Too easy"
    assert one.one(".okr-changes").text == "20 Jan Target 180 → 200 Too easy"


def test_a_unit_without_check_ins_says_that_there_is_only_what_is_expected(publish: Callable[..., Published]) -> None:
    page = publish(a_company())[PAGE]
    assert page.one(".okr-lead").text == "No check-in yet: so far there is only what is expected."
    assert "Nothing has been said of it yet" in key_result(page).text


def test_a_cycle_without_objectives_says_what_to_write_where(publish: Callable[..., Published]) -> None:
    page = publish(a_company(**{"2027-q1__sales": None}))["history/2027-q1"]
    assert "2027-q1/company.yml" in page.one(".okr-empty").text


@pytest.mark.parametrize(
    ("done", "said", "charts"),
    [
        (None, "Not done yet, due 31 Mar", 0),
        ("2027-02-20", "Not done yet, due 31 Mar", 0),
        ("2027-02-01", "Done 1 Feb", 1),
    ],
)
def test_a_deliverable_has_a_chart_once_it_is_done(
    publish: Callable[..., Published], done: str | None, said: str, charts: int
) -> None:
    catalogue = {"id": "anvils", "title": "A catalogue", "metric": {"deliverable": True, "done": done}}
    files = a_company(**{"2027-q1__sales": {"objectives": [an_objective(key_results=[catalogue])]}})
    one = key_result(publish(files)[PAGE])
    assert one.one(".okr-run").text.replace("\u00a0", " ") == said
    assert len(one.all("figure")) == charts


def test_the_page_of_a_cycle_lists_units_by_level_with_their_last_cycles(
    portal: Published, standings: Mapping[str, CycleStandings]
) -> None:
    page = portal["history/2026-q2"]
    assert page.texts("h2") == ["Company", "Departments", "Teams"]
    now, before = standings["2026-q2"].units, standings["2026-q1"].units
    rows = page.all("tbody tr")
    assert len(rows) == len(now)
    for row in rows:
        unit = row["data-within"].split(" ")[0]
        assert portal.target("history/2026-q2", row.first("a")["href"]) == (f"history/2026-q2/{unit}", "")
        assert [cell.text for cell in row.all(".okr-num")] == [
            figures.score(now[unit].score),
            figures.score(before[unit].score),
        ]


def test_the_scores_of_closed_cycles_stay_hidden_where_the_company_wants_that(
    publish: Callable[..., Published],
) -> None:
    cycle = {"name": "Q1 2027", "starts": "2027-01-01", "ends": "2027-03-31", "state": "closed"}
    settings = {"as_of": "2027-04-12", "scoring": {"publish_closed": False}}
    portal = publish(checked_in(**{"2027-q1__cycle": cycle, "settings": settings}))
    page = portal[PAGE]
    assert "160 anvils" in key_result(page).text
    assert page.texts(".okr-behind th") == ["Day", "Value", "Confidence", *page.texts(".okr-behind tbody th")]
    assert {each.text for each in page.all(".okr-fig b")} == {figures.NOTHING}
    assert not page.all("#scorecard")


@pytest.mark.parametrize("amount", [301])
def test_a_level_of_hundreds_of_units_has_a_list_of_its_own(publish: Callable[..., Published], amount: int) -> None:
    units = {
        f"units__team-{number}": {"name": f"Team {number}", "level": "team", "parent": "sales"}
        for number in range(amount)
    }
    written = {f"2027-q1__team-{number}": {"objectives": [an_objective(lead="ann")]} for number in range(amount)}
    portal = publish(a_company(**units, **written), rules=())
    links = [portal.target("history/2027-q1", link) for link in portal["history/2027-q1"].links]
    assert ("history/2027-q1/levels/team", "") in links
    assert len(portal["history/2027-q1/levels/team"].all("tbody tr")) == 300
    assert len(portal["history/2027-q1/levels/team/page/2"].all("tbody tr")) == 1
