"""Strategy maps and scorecards as leaders read them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages import figures
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving

CYCLES = ("2026", "2026-q1", "2026-q2", "2026-q3")
SETTINGS = {
    "as_of": "2027-02-12",
    "levels": [
        {"id": "company", "name": "Company", "weights": {"financial": 60, "customer": 40}},
        {"id": "department", "name": "Department", "plural": "Departments"},
        {"id": "team", "name": "Team", "plural": "Teams"},
    ],
}


def goal(id: str, title: str = "", **changes: Any) -> dict[str, Any]:
    return an_objective(id=id, title=title or id.capitalize(), **changes)


def strategy(*objectives: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A company whose levels weigh, with these objectives of the company's own and none of others."""
    return a_company(
        **{
            "settings": SETTINGS,
            "2027_q1__company": {"objectives": list(objectives)} if objectives else None,
            "2027_q1__sales": None,
            **changes,
        }
    )


def lanes(page: Element) -> dict[str, Element]:
    """The list beside the map, by perspective."""
    return {section["aria-label"]: section for section in page.all("section.okr-causes__lane")}


def total(page: Element) -> list[str]:
    return told(page.one("tfoot tr"))


def told(row: Element) -> list[str]:
    """What stands in the cells of a row, without those that only keep its place."""
    return [text for text in row.texts("td") if text]


def test_the_company_sees_its_own_objectives_and_those_right_below(portal: Published) -> None:
    page = portal["strategy/2026-q2"]
    own = {box.first("text.okr-box__over").text for box in page.all("g.okr-box--own")}
    others = {box.first("text.okr-box__over").text for box in page.all("g.okr-box--plain")}
    assert own == {"ACME"}
    assert others == {"Marketing", "Sales", "HR"}
    assert page.texts("text.okr-grid__name") == ["Financial", "Customer", "Internal process", "Learning & growth"]
    assert page.texts("text.okr-map__head") == [
        "Win where we are new",
        "Earn the next order",
        "Keep and grow our people",
    ]


def test_every_box_arrow_and_link_of_the_map_is_in_the_list(portal: Published, sample: Portfolio) -> None:
    for address in ("strategy/2026-q2", "strategy/2026-q2/sales", "strategy/2026-q2/levels/team"):
        page = portal[address]
        boxes = [box.first("a")["href"] for box in page.all("g.okr-box")]
        items = page.all(".okr-causes li")
        assert boxes == [item.first("a")["href"] for item in items]
        driven = [link for item in items for link in item.links[1:]]
        inside = [link for link in driven if link in boxes]
        assert len(page.all("g.okr-edge")) == len(inside)
        assert inside
        words = page.texts("g.okr-edge title")
        assert all("drives" in told for told in words)


@pytest.mark.parametrize("cycle", CYCLES)
def test_a_scorecard_comes_to_the_score_that_is_printed_elsewhere(
    portal: Published, standings: Mapping[str, CycleStandings], cycle: str
) -> None:
    for unit, standing in standings[cycle].units.items():
        page = portal[f"{cycle}/{unit}"].one("table.okr-card-table")
        score = "–" if standing.score is None else f"{standing.score:.3f}"
        assert total(page) == [figures.score(standing.score), standing.status.word, score]
        sums = [told(row)[-1] for row in page.all("tr.okr-card-sum")]
        assert sum(float(figure) for figure in sums if figure != "–") == pytest.approx(standing.score or 0.0, abs=0.003)
        rows = [row for row in page.all("tbody tr") if "okr-card-sum" not in row.classes]
        parts = [told(row)[-1] for row in rows if told(row)[-1][0].isdigit()]
        assert sum(map(float, parts)) == pytest.approx(standing.score or 0.0, abs=0.01)


def test_the_head_of_a_row_tells_what_its_scorecard_does(portal: Published) -> None:
    page = portal["strategy/2026-q2"]
    sums = {row.first("th").text: told(row)[0] for row in page.all("tr.okr-card-sum")}
    assert sums.keys() == {"Financial", "Customer", "Learning & growth"}
    for name, score in sums.items():
        assert score in lanes(page)[name].one(".okr-causes__name").text
    assert "ACME: 0.87" in lanes(page)["Financial"].one(".okr-causes__name").text
    assert "weight 20 %, ACME has none here, the other rows carry it" in lanes(page)["Internal process"].text
    assert "ACME:" not in lanes(page)["Internal process"].one(".okr-causes__name").text
    assert "weight 40 %, counts 50 %" in lanes(page)["Financial"].text


def test_without_any_score_no_row_carries_another(portal: Published) -> None:
    page = portal["strategy/2026-q3"]
    assert "weight 40 %, no scores yet" in lanes(page)["Financial"].one(".okr-causes__name").text
    table = page.one("table.okr-card-table")
    assert "weight 40 %, no scores yet" in table.text
    assert [row.texts("td")[-1] for row in table.all("tr.okr-card-sum")] == ["–"] * 3
    assert "carry" not in page.text
    assert "counts" not in table.text


def test_where_no_objective_names_a_perspective_weights_do_not_apply(portal: Published) -> None:
    page = portal["strategy/2026-q1"]
    words = "no objective names a perspective, so weights do not apply"
    assert words in lanes(page)["No perspective"].text
    first, *_, last = page.one("table.okr-card-table").all("tbody")
    assert first.text == "Financial weight 40 %, not applied No objective here"
    assert words in last.text
    assert "carry" not in page.text


def test_a_level_without_weights_has_the_same_words_everywhere(publish: Callable[..., Published]) -> None:
    scored = [{"id": "sold", "title": "Sold", "metric": moving(current=150)}]
    files = {
        "objectives": [
            goal("earn", perspective="financial", key_results=scored),
            goal("save", perspective="financial", key_results=[]),
        ]
    }
    other = {"name": "Crew", "level": "team", "parent": "sales"}
    page = publish(strategy(units__crew=other, **{"2027_q1__sales": files}))["strategy/2027-q1/sales"]
    assert "not weighed" in lanes(page)["Financial"].one(".okr-causes__name").text
    row = page.one("table.okr-card-table").first("tbody")
    assert row.first("th.okr-card-row").text == "Financial not weighed"
    assert [cell.first("a").text for cell in row.all("th.okr-card-objective")] == ["Earn", "Save"]
    assert "Mean of 1 objective by weight, 1 without a score left out" in page.text
    assert "Weighted: share of the objective × share of the key result" in page.text


def test_a_mean_says_what_counts_as_nothing_in_it(publish: Callable[..., Published]) -> None:
    known = [{"id": "sold", "title": "Sold", "metric": moving(current=150)}]
    unknown = [{"id": "kept", "title": "Kept", "metric": moving()}]
    page = publish(
        strategy(
            goal("earn", perspective="financial", key_results=known),
            goal("save", perspective="financial", key_results=unknown),
        )
    )["strategy/2027-q1"]
    assert "No data" in lanes(page)["Financial"].one("ul").text
    assert "1 without data counts as 0" in lanes(page)["Financial"].one(".okr-causes__name").text


def test_the_legend_tells_what_occurs(publish: Callable[..., Published], portal: Published) -> None:
    assert portal["strategy/2026-q3"].texts(".okr-legend li") == ["Not started"]
    assert portal["strategy/2026-q1"].texts(".okr-legend li")[-1] in ("Achieved", "Partly", "Missed")
    assert publish(strategy())["strategy/2027-q1"].all(".okr-legend") == []


def test_a_level_may_have_a_single_objective(publish: Callable[..., Published]) -> None:
    files = strategy(**{"2027_q1__sales": {"objectives": [goal("earn")]}})
    assert "Here is the only objective of this level." in publish(files)["strategy/2027-q1/levels/department"].text


def test_names_keep_their_direction_to_themselves(publish: Callable[..., Published]) -> None:
    name = "فريق الجنوب"
    page = publish(
        strategy(goal("earn", name, perspective="financial"), units__company={"name": name, "level": "company"})
    )
    names = page["strategy/2027-q1"].one(".okr-causes").texts("bdi")
    assert names.count(name) == 2


def test_a_level_shows_its_units_and_what_their_perspectives_count_for(portal: Published) -> None:
    page = portal["strategy/2026-q2/levels/department"]
    assert page.one("p.okr-eyebrow").text.startswith("ACME › Departments")
    rows = {row.first("th a").text: row.texts("td") for row in page.all("table.okr-card-table tbody tr")}
    assert list(rows) == ["HR", "Marketing", "Sales"]
    assert rows["HR"][:2] == ["–", "–"]
    assert rows["HR"][2].endswith("counts 62.5 %")


def test_persons_are_not_set_side_by_side(publish: Callable[..., Published]) -> None:
    settings = {
        **SETTINGS,
        "levels": [*SETTINGS["levels"][:2], {"id": "person", "name": "Person", "plural": "People", "individual": True}],
    }
    person = {"name": "Bob", "level": "person", "parent": "sales"}
    page = publish(strategy(settings=settings, units__bob=person, **{"2027_q1__bob": {"objectives": [goal("read")]}}))[
        "strategy/2027-q1/levels/person"
    ]
    assert page.texts(".okr-causes li a") == ["Read"]
    assert page.all("table") == []


def test_a_unit_may_be_called_like_a_level(publish: Callable[..., Published]) -> None:
    levels = {"name": "Levels", "level": "department", "parent": "company"}
    team = {"name": "Team", "level": "team", "parent": "levels"}
    portal = publish(
        strategy(units__levels=levels, units__team=team, **{"2027_q1__team": {"objectives": [goal("grow")]}})
    )
    assert portal["strategy/2027-q1/levels"].one("h1")
    assert portal["strategy/2027-q1/levels/team"].texts(".okr-causes li a") == ["Grow"]


def test_without_arrows_it_says_what_to_write_and_claims_nothing(publish: Callable[..., Published]) -> None:
    page = publish(strategy(goal("earn", perspective="financial"), goal("please", perspective="customer")))[
        "strategy/2027-q1"
    ]
    assert page.all("g.okr-edge") == []
    advice = page.one(".okr-empty")
    assert "No arrows yet" in advice.text
    assert "2027-q1/company.yml" in advice.text
    assert advice.one("pre").text == "objectives: - id: what-helps drives: [unit/what-it-helps]"


def test_nothing_is_advised_for_a_closed_cycle(portal: Published) -> None:
    page = portal["strategy/2026-q1"]
    assert page.all("g.okr-edge") == page.all(".okr-empty") == []
    assert "No objective on this map was said to drive another." in page.text


def test_what_it_advises_makes_an_arrow(publish: Callable[..., Published]) -> None:
    page = publish(
        strategy(goal("earn", perspective="financial"), goal("please", perspective="customer", drives=["company/earn"]))
    )["strategy/2027-q1"]
    assert page.texts("g.okr-edge title") == ["“Please” drives “Earn” of ACME"]
    assert "drives Earn" in lanes(page)["Customer"].text
    assert page.all(".okr-empty") == []


def test_objectives_without_a_perspective_stand_at_the_foot(publish: Callable[..., Published]) -> None:
    page = publish(strategy(goal("earn", perspective="financial"), goal("wander")))["strategy/2027-q1"]
    assert page.texts("text.okr-grid__name")[-1] == "No perspective"
    assert "Wander" in lanes(page)["No perspective"].text
    assert "perspective: financial" in page.texts("p.okr-note")[1]


def test_a_perspective_may_be_called_like_the_missing_one(publish: Callable[..., Published]) -> None:
    settings = {
        **SETTINGS,
        "perspectives": [{"id": "none", "name": "No perspective"}],
        "levels": SETTINGS["levels"][1:],
    }
    settings["levels"] = [{"id": "company", "name": "Company"}, *settings["levels"]]
    page = publish(strategy(goal("earn", perspective="none"), settings=settings))["strategy/2027-q1"]
    assert "An objective finds its row by" not in page.text


def test_objectives_without_a_theme_have_a_column_where_others_name_one(publish: Callable[..., Published]) -> None:
    themes = {"name": "ACME", "themes": [{"id": "abroad", "name": "Abroad"}]}
    page = publish(strategy(goal("earn", theme="abroad"), goal("stay"), organization=themes))["strategy/2027-q1"]
    assert page.texts("text.okr-map__head") == ["Abroad", "No theme"]
    page = publish(strategy(goal("earn"), goal("stay"), organization=themes))["strategy/2027-q1"]
    assert page.all("text.okr-map__head") == []


def test_of_too_many_objectives_each_cell_tells_how_many(publish: Callable[..., Published]) -> None:
    many = [goal(f"goal-{n}", perspective="financial" if n % 2 else "customer") for n in range(61)]
    page = publish(strategy(*many))["strategy/2027-q1"]
    boxes = page.all("g.okr-box")
    assert [box.first("text.okr-box__title").text for box in boxes] == ["30 objectives", "31 objectives"]
    assert "31 no data" in boxes[1].text
    assert (
        boxes[1].first("a")["href"] == "../../explore/2027-q1/?kind=objective&unit=company&perspective=customer&theme=-"
    )
    assert "arrows" in page.text
    assert page.all(".okr-empty") == []


def test_a_cell_of_what_names_nothing_leads_to_a_table_of_just_that(publish: Callable[..., Published]) -> None:
    themes = {"name": "ACME", "themes": [{"id": "abroad", "name": "Abroad"}]}
    many = [goal(f"goal-{n}", theme="abroad" if n % 2 else None) for n in range(60)]
    portal = publish(strategy(*many, goal("earn", perspective="financial"), organization=themes))
    hrefs = [box.first("a")["href"] for box in portal["strategy/2027-q1"].all("g.okr-box")]
    assert [href.partition("unit=company&")[2] for href in hrefs] == [
        "perspective=financial&theme=-",
        "perspective=-&theme=abroad",
        "perspective=-&theme=-",
    ]
    fields = {select["name"]: select for select in portal["explore/2027-q1"].all("form select")}
    for name, label in (("perspective", "No perspective"), ("theme", "No theme")):
        assert fields[name].texts("option")[-1] == label
        assert fields[name].all("option")[-1]["value"] == "-"


def test_of_too_many_arrows_the_picture_shows_some_and_the_list_all(publish: Callable[..., Published]) -> None:
    ids = [f"goal-{n}" for n in range(14)]
    many = [goal(id, drives=[f"company/{other}" for other in ids if other != id]) for id in ids]
    page = publish(strategy(*many))["strategy/2027-q1"]
    assert len(page.all("g.okr-edge")) == 150
    assert "leaves out 32 arrows" in page.text.replace("\xa0", " ")
    assert sum(len(item.links) - 1 for item in page.all(".okr-causes li")) == 14 * 13


def test_with_many_below_the_company_shows_its_own(publish: Callable[..., Published]) -> None:
    many = {"objectives": [goal(f"goal-{n}") for n in range(60)]}
    page = publish(strategy(goal("earn", perspective="financial"), **{"2027_q1__sales": many}))["strategy/2027-q1"]
    assert page.texts("text.okr-box__title") == ["Earn"]


def test_the_page_of_a_team_shows_what_it_drives_and_what_drives_it(portal: Published) -> None:
    page = portal["2026-q2/ppc-marketing"].one("#strategy-map")
    assert set(page.texts("g.okr-box--plain text.okr-box__over")) == {"Sales", "SEO Marketing"}
    assert len(page.all("g.okr-edge")) == 2
    assert "strategy/2026-q2/ppc-marketing" not in portal.pages
    marketing = portal["2026-q2/marketing"]
    assert marketing.all("#strategy-map") == []
    assert "../../strategy/2026-q2/marketing/" in marketing.one("nav.okr-jump").links


def test_a_team_without_cause_and_effect_has_only_a_scorecard(publish: Callable[..., Published]) -> None:
    two = {"objectives": [goal("earn", perspective="financial"), goal("please", perspective="customer")]}
    page = publish(strategy(**{"2027_q1__sales": two}))["2027-q1/sales"]
    assert page.all("#strategy-map") == []
    assert page.one("#scorecard").one("table")


def test_nobody_is_told_that_something_is_missing_where_something_is_hidden(
    publish: Callable[..., Published],
) -> None:
    secret = goal("secret", perspective="customer", visibility="restricted", drives=["company/earn"])
    other = {"objectives": [goal("please", perspective="customer")]}
    files = strategy(goal("earn", perspective="financial"), secret, **{"2027_q1__sales": other})
    page = publish(files, audience="public")["strategy/2027-q1"]
    assert "Please" in lanes(page)["Customer"].text
    assert "ACME has none here" not in page.text
    assert "Secret" not in page.text
    assert "No objective" not in page.text
    assert "No objective" in publish(strategy(goal("earn", perspective="financial")))["strategy/2027-q1"].text


def test_where_the_weakest_decides_key_results_have_no_weight(publish: Callable[..., Published]) -> None:
    key_results = [
        {"id": "one", "title": "One", "metric": moving(current=150)},
        {"id": "two", "title": "Two", "metric": moving(current=180)},
    ]
    settings = {**SETTINGS, "scoring": {"objective": "weakest"}}
    page = publish(strategy(goal("earn", perspective="financial", key_results=key_results), settings=settings))[
        "strategy/2027-q1"
    ]
    first, second, _ = page.first("tbody").all("tr")
    assert first.texts("td")[1] == second.texts("td")[1] == "–"
    assert first.texts("td")[-1] == "0.500"
    assert len(second.texts("td")) == 7
    assert "score of its weakest key result" in page.text
    assert total(page)[0] == "0.50"


def test_every_kind_of_metric_has_its_figures(publish: Callable[..., Published]) -> None:
    metrics: dict[str, Any] = {
        "moving": moving(current=150),
        "open": {"target": 40, "current": 10},
        "keep": {"keep": "at least", "target": 45, "current": 46, "unit": "%"},
        "stages": {"milestones": [{"title": "contract", "done": "2027-01-20"}, {"title": "order"}]},
        "list": {"deliverable": "The price list", "done": "2027-02-01"},
        "none": None,
    }
    key_results = [{"id": id, "title": id.capitalize(), "metric": metric} for id, metric in metrics.items()]
    page = publish(strategy(goal("earn", perspective="financial", key_results=key_results)))["strategy/2027-q1"]
    rows = {row.first("td").text.split()[-1]: row.texts("td")[2:5] for row in page.first("tbody").all("tr")[:-1]}
    assert rows == {
        "Moving": ["100", "200 anvils", "150"],
        "Open": ["none, from 0", "40", "10"],
        "Keep": ["–", "at least 45 %", "46"],
        "Stages": ["–", "2 milestones", "1 reached"],
        "List": ["–", "done", "1 Feb"],
        "None": ["–", "no metric", "–"],
    }


def test_an_empty_cycle_says_where_to_write(publish: Callable[..., Published]) -> None:
    page = publish(strategy())["strategy/2027-q1"]
    assert "Nothing on the strategy map of ACME for Q1 2027 yet" in page.one(".okr-empty").text
    assert "2027-q1/company.yml" in page.one(".okr-empty").text


def test_hostile_titles_stay_text(publish: Callable[..., Published]) -> None:
    evil = '<script>alert("1")</script>&"\u202e'
    portal = publish(
        strategy(
            goal("earn", evil, perspective="financial"),
            goal("please", evil, perspective="customer", drives=["company/earn"]),
            organization={"name": evil, "themes": [{"id": "x", "name": evil}]},
            units__company={"name": evil, "level": "company"},
        )
    )
    assert portal["strategy/2027-q1"].all("script") == []
    assert len(portal["strategy/2027-q1"].all("g.okr-edge")) == 1
