"""What pictures of the cascade hold, before anybody draws them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from mkdocs_okr.analysis.cascade import cascade
from mkdocs_okr.analysis.spread import Spread
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.diagrams.cascade import MANY_BOXES, MOST_ARROWS, NEAR_LIMIT, CascadeView, neighbourhood, whole_cascade
from mkdocs_okr.diagrams.drawing import drawn
from mkdocs_okr.diagrams.extent import APART_LIMIT, COMPANY_LIMIT, UNIT_LIMIT, Extent, extent
from mkdocs_okr.diagrams.outline import Step, outline
from mkdocs_okr.diagrams.picture import Box, Look, Picture
from mkdocs_okr.model import (
    Contribution,
    Cycle,
    CycleState,
    Level,
    Objective,
    OkrSet,
    Organization,
    Portfolio,
    Ref,
    Settings,
    Unit,
)
from tests.builders import ORIGIN, PERSPECTIVES, a_cycle, a_key_result, an_objective, day, okrs

LEVELS = (
    Level("company", "Company", "Companies"),
    Level("department", "Department", "Departments"),
    Level("team", "Team", "Teams"),
    Level("person", "Person", "Persons", individual=True),
)
YEAR, Q1, Q2 = (
    a_cycle("2027", "01-01", "12-31"),
    replace(a_cycle("2027-q1"), parent="2027"),
    replace(a_cycle("2027-q2", "04-01", "06-30"), parent="2027"),
)


def goal(
    at: str, *to: str, krs: int = 2, cycle: str = "2027-q1", weights: Sequence[float] = (), **fields: str
) -> Objective:
    """An objective "unit/id" with key results kr1, kr2, … that contributes to others, by default of its own cycle."""
    key_results = [
        replace(a_key_result(f"kr{number}", None, in_=at, cycle=cycle), number=number) for number in range(1, krs + 1)
    ]
    made = an_objective(*key_results, at=at, cycle=cycle, **fields)
    return replace(
        made,
        contributes_to=tuple(
            Contribution(Ref(*there.split("/")) if there.startswith("2027") else Ref(cycle, *there.split("/")), weight)
            for there, weight in zip(to, [*weights, *[1.0] * len(to)], strict=False)
        ),
    )


def portfolio(units: Mapping[str, tuple[str, str | None]], *objectives: Objective, **fields: Any) -> Portfolio:
    """A company of these units, each with its level and parent."""
    sets: dict[tuple[str, str], OkrSet] = {}
    for each in objectives:
        key = (each.ref.cycle, each.ref.unit)
        before = sets[key].objectives if key in sets else ()
        sets[key] = okrs(*before, each, unit=each.ref.unit, cycle=each.ref.cycle)
    made = Portfolio(
        settings=Settings(LEVELS, PERSPECTIVES),
        organization=Organization("ACME", ORIGIN),
        as_of=day("02-12"),
        units={id: Unit(id, id.title(), level, parent, ORIGIN) for id, (level, parent) in units.items()},
        people={},
        cycles={cycle.id: cycle for cycle in (YEAR, Q1, Q2)},
        okr_sets=sets,
    )
    return replace(made, **fields)


UNITS: Mapping[str, tuple[str, str | None]] = {
    "company": ("company", None),
    "sales": ("department", "company"),
    "north": ("team", "sales"),
    "ann": ("person", "north"),
    "hr": ("department", "company"),
}


def view(company: Portfolio) -> CascadeView:
    standings = {cycle.id: assess(company, cycle) for cycle in company.cycles.values()}
    return CascadeView(company, cascade(company), lambda cycle: standings[cycle.id], lambda ref: f"#{ref}")


def held(company: Portfolio, unit: str = "company", limit: int = COMPANY_LIMIT, cycle: Cycle = Q1) -> Extent:
    return extent(company, cascade(company), Spread(company, cycle), company.units[unit], limit)


def picture(company: Portfolio, unit: str = "company", limit: int = COMPANY_LIMIT, cycle: Cycle = Q1) -> Picture:
    return whole_cascade(
        view(company),
        company.units[unit],
        Spread(company, cycle),
        held(company, unit, limit, cycle),
        lambda ref: None if ref.unit == unit else f"cascade/{ref.unit}",
    )


def near(company: Portfolio, unit: str = "company") -> Picture:
    return neighbourhood(view(company), company.units[unit], Spread(company, Q1), "cascade")


def box(of: Picture, title: str) -> Box:
    [found] = [each for each in of.boxes if each.title == title]
    return found


def columns(of: Picture) -> dict[str, list[str]]:
    return {
        heading: [each.title for each in of.boxes if each.column == number] for number, heading in enumerate(of.columns)
    }


def names(refs: Sequence[Objective]) -> list[str]:
    return [f"{each.ref.unit}/{each.ref.objective}" for each in refs]


WHOLE = portfolio(
    UNITS,
    goal("company/year", cycle="2027"),
    goal("company/other-year", cycle="2027"),
    goal("company/grow", "2027/company/year/kr1"),
    goal("sales/sell", "company/grow/kr1", "company/grow/kr2", weights=(3, 1), source="bottom-up"),
    goal("north/call", "sales/sell/kr2"),
    goal("ann/learn", "north/call/kr1"),
    goal("hr/hire", "company/grow"),
    goal("hr/help", "sales/sell/kr1"),
)


def test_a_small_company_is_shown_down_to_its_persons_and_up_to_the_year() -> None:
    assert columns(picture(WHOLE)) == {
        "Company, 2027": ["company/year"],
        "Company": ["company/grow"],
        "Departments": ["sales/sell", "hr/help", "hr/hire"],
        "Teams": ["north/call"],
        "Persons": ["ann/learn"],
    }


def test_an_arrow_ends_at_the_key_result_that_is_meant_and_says_its_share() -> None:
    arrows = {(each.start[8:], (each.row or each.end)[8:]): each.label for each in picture(WHOLE).arrows}
    assert arrows["sales/sell", "company/grow/kr1"] == "75\u00a0%"
    assert arrows["sales/sell", "company/grow/kr2"] == "25\u00a0%"
    assert arrows["north/call", "sales/sell/kr2"] == ""
    assert arrows["hr/hire", "company/grow"] == ""


def test_a_box_says_that_an_objective_came_bottom_up() -> None:
    assert [each.title for each in picture(WHOLE).boxes if "bottom-up" in each.notes] == ["sales/sell"]


def test_a_department_is_shown_with_its_way_up_and_everything_below() -> None:
    shown = picture(WHOLE, "sales", UNIT_LIMIT)
    assert [each.title for each in shown.boxes] == [
        "company/year", "company/grow", "sales/sell", "hr/help", "north/call", "ann/learn",
    ]  # fmt: skip
    assert [each.title for each in shown.boxes if each.look is Look.OWN] == ["sales/sell"]


def test_the_page_of_a_year_shows_what_quarters_contribute_each_in_a_column_of_its_own() -> None:
    company = portfolio(
        UNITS,
        goal("company/year", cycle="2027"),
        goal("company/second", "2027/company/year/kr2", cycle="2027-q2"),
        goal("company/first", "2027/company/year/kr1"),
    )
    assert columns(picture(company, cycle=YEAR)) == {
        "Company": ["company/year"],
        "2027-Q1": ["company/first"],
        "2027-Q2": ["company/second"],
    }


def test_what_leads_nowhere_stands_apart_with_what_to_do() -> None:
    company = portfolio(UNITS, goal("company/grow"), goal("sales/sell", "company/grow"), goal("hr/party"))
    shown = picture(company)
    assert [each.title for each in shown.boxes if each.look is Look.APART] == ["hr/party"]
    assert shown.apart_title == "Not aligned"
    assert shown.apart_words[0] == "One objective contributes to nothing above."
    assert "contributes_to:" in shown.apart_words[1]
    assert "hr/party" in str(drawn(shown))


def test_what_others_contribute_to_keeps_its_place_and_is_called_not_aligned() -> None:
    company = portfolio(UNITS, goal("company/grow"), goal("sales/sell"), goal("north/call", "sales/sell/kr1"))
    loose = box(picture(company), "sales/sell")
    assert (loose.look, loose.notes) == (Look.LOOSE, ("not aligned",))


def test_nobody_has_to_contribute_where_nothing_is_above() -> None:
    company = portfolio(UNITS, goal("sales/sell"), goal("hr/hire"))
    assert held(company).apart == ()
    above = portfolio(UNITS, goal("company/year", cycle="2027"), goal("company/grow"), goal("sales/sell"))
    assert names(held(above).apart) == ["sales/sell"]


def test_where_something_is_hidden_nobody_is_called_not_aligned() -> None:
    company = portfolio(
        UNITS, goal("company/grow"), goal("sales/sell"), goal("north/call", "sales/sell/kr1"), goal("hr/party"),
        hidden=frozenset({("2027", "company")}),
    )  # fmt: skip
    shown = picture(company)
    assert shown.apart_title == "Without an arrow upwards"
    assert shown.apart_words == ("One objective contributes to nothing that is shown here.",)
    assert box(shown, "sales/sell").look is Look.PLAIN


def test_after_the_cycle_nobody_is_told_to_link_anything() -> None:
    closed = replace(Q1, state=CycleState.CLOSED)
    company = portfolio(UNITS, goal("company/grow"), goal("hr/party"), cycles={"2027": YEAR, "2027-q1": closed})
    [words] = picture(company, cycle=closed).apart_words
    assert words.startswith("One objective contributed to nothing above. In the next cycle")


def large(departments: int, teams: int, objectives: int = 3) -> Portfolio:
    """A company whose departments and teams all have so many objectives, each contributing to the one above."""
    units: dict[str, tuple[str, str | None]] = {"company": ("company", None)}
    goals = [goal(f"company/o{n}", krs=4) for n in range(objectives)]
    for d in range(departments):
        units[f"d{d}"] = ("department", "company")
        goals += [goal(f"d{d}/o{n}", f"company/o{n}/kr1", krs=4) for n in range(objectives)]
        for t in range(teams):
            units[f"d{d}t{t}"] = ("team", f"d{d}")
            goals += [goal(f"d{d}t{t}/o{n}", f"d{d}/o{n}/kr2", krs=4) for n in range(objectives)]
    return portfolio(units, *goals)


def test_a_larger_company_shows_whole_generations_and_where_the_rest_is() -> None:
    company = large(10, 8)
    shown = picture(company)
    assert len(shown.boxes) == 33
    department = box(shown, "d4/o1")
    assert department.more is not None
    assert (department.more.words, department.more.href) == ("8 objectives below", "cascade/d4")
    assert department.notes == ("4 key results",)
    assert [unit.id for unit in held(company).further] == [f"d{d}" for d in range(10)]


def test_a_company_of_many_departments_names_them_instead_of_drawing_them() -> None:
    found = held(large(300, 1))
    assert names(found.shown) == ["company/o0", "company/o1", "company/o2"]
    assert found.is_cut
    assert len(found.further) == 300


@pytest.mark.parametrize("unit", ["company", "d0"])
def test_no_picture_holds_hundreds_of_boxes(unit: str) -> None:
    company = large(1, 1, objectives=400)
    limit = COMPANY_LIMIT if unit == "company" else UNIT_LIMIT
    found = held(company, unit, limit)
    assert len(found.shown) == limit
    assert found.left_own == 400 - limit


def test_a_department_of_150_boxes_is_light() -> None:
    company = large(1, 48)
    shown = picture(company, "d0", UNIT_LIMIT)
    assert len(shown.boxes) == 150
    assert len(str(drawn(shown)).encode()) < 250_000
    assert [row.label for row in box(shown, "d0/o1").rows] == ["KR2"]
    assert box(shown, "d0/o1").notes == ("+3 key results",)


def test_in_a_picture_that_has_room_boxes_show_all_their_key_results() -> None:
    shown = picture(large(2, 2))
    assert len(shown.boxes) <= MANY_BOXES
    assert {len(each.rows) for each in shown.boxes} == {4}


def test_of_many_unaligned_objectives_the_first_are_shown_and_all_are_counted() -> None:
    company = portfolio(UNITS, goal("company/grow"), *(goal(f"hr/o{n:02}") for n in range(30)))
    found = held(company)
    assert names(found.apart) == [f"hr/o{n:02}" for n in range(APART_LIMIT)]
    assert found.left_apart == 6
    assert picture(company).apart_words[-1] == "The first 24 are shown."


def test_an_objective_from_elsewhere_is_shown_with_what_it_contributes_to() -> None:
    company = portfolio(UNITS, goal("sales/sell"), goal("hr/train", "sales/sell/kr1"), goal("ann/try", "sales/sell"))
    assert names(held(company, "sales").shown) == ["sales/sell", "ann/try", "hr/train"]


def test_a_unit_sees_all_ways_up_and_its_direct_contributors() -> None:
    shown = near(WHOLE, "sales")
    assert [each.title for each in shown.boxes] == [
        "company/year", "company/grow", "sales/sell", "hr/help", "north/call",
    ]  # fmt: skip
    assert [len(each.rows) for each in shown.boxes] == [1, 2, 2, 0, 0]
    assert box(shown, "company/year").notes == ("+1 key result",)
    assert box(shown, "north/call").notes == ("2 key results",)


def test_of_many_contributors_a_unit_sees_some_for_each_objective_and_how_many_more_there_are() -> None:
    shown = near(large(300, 0))
    above = [each for each in shown.boxes if each.look is Look.OWN]
    assert len(shown.boxes) - len(above) == NEAR_LIMIT
    assert [each.more.words for each in above if each.more] == ["and 296 more contribute"] * 3
    for each in above:
        assert len([arrow for arrow in shown.arrows if arrow.end == each.id]) == 4


def test_of_more_arrows_than_anybody_can_follow_a_unit_sees_its_own_first() -> None:
    names = [f"{unit}/o{n}" for unit in UNITS for n in range(8)]
    shown = near(portfolio(UNITS, *(goal(each, *(to for to in names if to != each)) for each in names)), "sales")
    own = {each.id for each in shown.boxes if each.look is Look.OWN}
    assert len(own) == 8
    assert len(shown.arrows) == MOST_ARROWS
    assert shown.left_out == len(shown.boxes) * (len(shown.boxes) - 1) - MOST_ARROWS
    assert all({arrow.start, arrow.end} & own for arrow in shown.arrows)


def test_all_arrows_are_there_as_long_as_they_can_be_followed() -> None:
    assert near(large(300, 0)).left_out == 0


def test_ways_up_without_end_are_cut() -> None:
    company = portfolio(
        UNITS, *(goal(f"company/o{n}") for n in range(100)), goal("sales/sell", *(f"company/o{n}" for n in range(100)))
    )
    assert len(near(company, "sales").boxes) == 1 + 2 * NEAR_LIMIT


def told(of: Picture) -> list[str]:
    """The tree as indented lines."""
    linked, adrift = outline(of)
    said = []
    for line in (*linked, *adrift):
        if line.step in (Step.OPEN, Step.AGAIN, Step.ROW):
            what = (
                line.row.label
                if line.row
                else f"{line.box.title if line.box else ''}{' …' * (line.step is Step.AGAIN)}"
            )
            said.append("  " * line.depth + what)
    return said


def test_the_tree_holds_what_the_picture_holds() -> None:
    assert told(picture(WHOLE)) == [
        "company/year",
        "KR1",
        "  company/grow",
        "  KR1",
        "    sales/sell",
        "    KR1",
        "      hr/help",
        "      KR1",
        "      KR2",
        "    KR2",
        "      north/call",
        "      KR1",
        "        ann/learn",
        "        KR1",
        "        KR2",
        "      KR2",
        "  KR2",
        "    sales/sell …",
        "    hr/hire",
        "    KR1",
        "    KR2",
        "KR2",
    ]


def test_a_branch_that_leads_to_several_names_the_others() -> None:
    linked, _ = outline(picture(WHOLE))
    [sell] = [line for line in linked if line.step is Step.OPEN and line.box and line.box.title == "sales/sell"]
    assert sell.label == "75\u00a0%"
    [also] = sell.others
    assert (also.box.title, also.row and also.row.label, also.label, also.is_here) == (
        "company/grow", "KR2", "25\u00a0%", True,
    )  # fmt: skip


def test_boxes_stand_in_the_order_of_the_tree_which_begins_with_the_first_rank() -> None:
    first, second = goal("company/first"), goal("company/second")
    company = portfolio(
        UNITS,
        replace(second, rank=2), replace(first, rank=1),
        goal("sales/late", "company/second/kr1"), goal("sales/early", "company/first/kr2"),
        goal("hr/soon", "company/first/kr1"),
    )  # fmt: skip
    shown = picture(company)
    assert columns(shown) == {
        "Company": ["company/first", "company/second"],
        "Departments": ["hr/soon", "sales/early", "sales/late"],
    }
    drawing = str(drawn(shown))
    heights = [int(y) for y in re.findall(r"translate\(\d+ (\d+)\)", drawing)]
    assert len(heights) == 5
    assert heights[0] < heights[1]
    assert heights[2] < heights[3] < heights[4]


def test_a_year_shows_what_contributes_directly_and_counts_the_rest() -> None:
    company = portfolio(
        UNITS,
        goal("company/year", cycle="2027"),
        goal("company/grow", "2027/company/year/kr1"),
        goal("sales/sell", "company/grow/kr1"),
        goal("north/call", "sales/sell/kr2", "2027/company/year/kr2"),
        goal("company/next", "2027/company/year/kr1", cycle="2027-q2"),
    )
    shown = picture(company, cycle=YEAR)
    assert columns(shown) == {
        "Company": ["company/year"],
        "2027-Q1": ["company/grow", "north/call"],
        "2027-Q2": ["company/next"],
    }
    assert box(shown, "company/grow").notes == ("1 objective below",)


def test_a_unit_that_contributes_to_nothing_is_told_so_on_its_own_page_too() -> None:
    company = portfolio(
        UNITS, goal("company/grow"), goal("sales/sell"), goal("north/call", "sales/sell/kr1"), goal("hr/party")
    )
    loose = box(near(company, "sales"), "sales/sell")
    assert (loose.look, loose.notes) == (Look.LOOSE, ("not aligned",))
    assert box(near(company, "north"), "sales/sell").look is Look.LOOSE


def test_what_is_not_aligned_has_a_tree_of_its_own() -> None:
    company = portfolio(
        UNITS, goal("company/grow"), goal("sales/sell"), goal("north/call", "sales/sell/kr1"), goal("hr/party", krs=0)
    )
    _, adrift = outline(picture(company))
    assert [line.box.title for line in adrift if line.step is Step.OPEN and line.box] == [
        "sales/sell", "north/call", "hr/party",
    ]  # fmt: skip


def test_boxes_in_a_circle_are_told_once() -> None:
    company = portfolio(UNITS, goal("sales/sell", "hr/hire"), goal("hr/hire", "sales/sell"))
    assert told(picture(company)) == ["sales/sell", "KR1", "KR2", "  hr/hire", "  KR1", "  KR2", "    sales/sell …"]
