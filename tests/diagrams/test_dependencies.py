"""Who waits for whom, as a picture."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from mkdocs_okr.analysis.dependencies import CycleDependencies, cycle_dependencies
from mkdocs_okr.analysis.standing import CycleStandings, assess
from mkdocs_okr.diagrams.dependencies import (
    MOST_AROUND,
    MOST_BOXES,
    MOST_COLUMNS,
    DependencyView,
    columns,
    company_dependencies,
    most_urgent,
    unit_dependencies,
)
from mkdocs_okr.diagrams.drawing import BOX, drawn
from mkdocs_okr.diagrams.picture import Look, Picture
from mkdocs_okr.model import Cycle, Dependency, MovingMetric, Portfolio
from tests.builders import a_key_result, a_portfolio, an_objective, day, okrs, ref
from tests.portal.document import parse


def company(*waits: str, **fields: Any) -> Portfolio:
    """Units that have written "A>B" (A waits for B), "A>B/goal" or "A>B/goal/first" into their objective."""
    needs: dict[str, list[Dependency]] = {}
    for each in waits:
        unit, needed = each.split(">")
        other = needed.split("/")[0]
        needs.setdefault(other, [])
        to = ref(needed) if "/" in needed else None
        needs.setdefault(unit, []).append(Dependency(other, "hard", f"what {unit} needs", needs=to, **fields))
    return a_portfolio(
        *(
            okrs(
                an_objective(
                    a_key_result("first", MovingMetric(100, baseline=0), in_=f"{unit}/goal"),
                    at=f"{unit}/goal",
                    depends_on=tuple(depends_on),
                ),
                unit=unit,
            )
            for unit, depends_on in needs.items()
        )
    )


def known(portfolio: Portfolio) -> tuple[DependencyView, Cycle, CycleDependencies]:
    [cycle] = portfolio.cycles.values()
    standings = assess(portfolio, cycle)

    def of_cycle(cycle: Cycle) -> CycleStandings:
        return standings

    view = DependencyView(portfolio, of_cycle, lambda ref: f"#{ref.unit}/{ref.objective}", lambda unit: f"{unit}/")
    return view, cycle, cycle_dependencies(portfolio, cycle, of_cycle)


def picture(portfolio: Portfolio) -> Picture:
    view, cycle, dependencies = known(portfolio)
    return company_dependencies(view, cycle, dependencies.all)


def around(portfolio: Portfolio, unit: str) -> Picture:
    view, cycle, dependencies = known(portfolio)
    return unit_dependencies(view, portfolio.units[unit], cycle, dependencies)


def places(*waits: str) -> dict[str, int]:
    return dict(columns(known(company(*waits))[2].all))


def test_an_arrow_ends_at_the_very_thing_that_is_needed() -> None:
    shown = picture(company("A>C/goal/first", "B>C/goal", "D>C"))
    assert {(arrow.start, arrow.row) for arrow in shown.arrows} == {
        ("A", "2027-q1/C/goal/first"),
        ("B", "2027-q1/C/goal"),
        ("D", None),
    }
    [needed] = [box for box in shown.boxes if box.id == "C"]
    assert [(row.label, row.title) for row in needed.rows] == [("Obj.", "C/goal"), ("KR1", "first")]


def test_what_is_needed_at_one_place_is_one_arrow() -> None:
    [arrow] = picture(company("A>B/goal", "A>B/goal")).arrows
    assert arrow.words.count("A waits for “what A needs” from B") == 2


def test_words_stand_where_it_is_urgent_and_nobody_having_agreed_is_seen_besides() -> None:
    agreed = day("01-04")

    def set_as(**fields: date) -> tuple[str, str]:
        [arrow] = picture(company("A>B", **fields)).arrows
        return arrow.label, arrow.style

    assert set_as() == ("", "hard open asked")
    assert set_as(confirmed=agreed) == ("", "hard open")
    assert set_as(confirmed=agreed, due=day("02-01")) == ("late", "hard late")
    assert set_as(due=day("02-13")) == ("at risk", "hard risk asked")
    assert set_as(due=day("02-01"), done=day("02-02")) == ("", "hard done")


def test_who_waits_stands_right_of_what_it_waits_for() -> None:
    assert places("A>B", "B>C", "A>C") == {"C": 0, "B": 1, "A": 2}
    assert places("A>B", "B>C", "A>X")["X"] == 1, "near the one that waits for it"


def test_two_that_wait_for_each_other_stand_side_by_side() -> None:
    assert sorted(places("A>B", "B>A").values()) == [0, 1]


def test_a_circle_has_one_arrow_that_runs_back() -> None:
    waits = [("A", "B"), ("B", "C"), ("C", "A")]
    found = places(*(f"{waiting}>{giving}" for waiting, giving in waits))
    assert sorted(found[waiting] - found[giving] for waiting, giving in waits) == [-2, 1, 1]


def test_a_long_chain_needs_no_more_columns_than_a_screen_has() -> None:
    chain = [f"{a}>{b}" for a, b in pairwise("ABCDEFGHIJ")]
    found = places(*chain)
    assert set(found.values()) == set(range(MOST_COLUMNS))
    assert all(found[each[0]] != found[each[2]] for each in chain)


def test_of_many_units_those_are_drawn_where_something_is_urgent() -> None:
    portfolio = company(*(f"U{number}>V{number}" for number in range(100)))
    units = {okrs.unit: okrs for okrs in portfolio.okr_sets.values()}
    late = Dependency("V99", "hard", "it", due=day("02-01"))
    urgent = a_portfolio(
        *(each for unit, each in units.items() if unit != "U99"),
        okrs(an_objective(at="U99/goal", depends_on=(late,)), unit="U99"),
    )
    kept = most_urgent(known(urgent)[2].all, MOST_BOXES)
    assert len({unit for each in kept for unit in (each.waiting, each.giving)}) == MOST_BOXES
    assert kept[0].waiting == "U99"


def test_around_a_unit_is_only_what_has_to_do_with_it() -> None:
    shown = around(company("A>B", "B>C", "C>A", "D>B"), "B")
    assert {box.id: box.look for box in shown.boxes} == {
        "A": Look.PLAIN, "B": Look.OWN, "C": Look.PLAIN, "D": Look.PLAIN,
    }  # fmt: skip
    assert {(arrow.start, arrow.end) for arrow in shown.arrows} == {("A", "B"), ("B", "C"), ("D", "B")}


def test_who_waits_for_a_unit_and_is_waited_for_by_it_stands_at_the_left() -> None:
    at = {box.id: box.column for box in around(company("A>M", "M>A", "W>A"), "A").boxes}
    assert at == {"M": 0, "A": 1, "W": 2}


def test_a_unit_that_everybody_waits_for_is_still_a_picture() -> None:
    shown = around(company(*(f"U{number}>A" for number in range(500))), "A")
    assert len(shown.boxes) == MOST_AROUND


@pytest.mark.parametrize(
    "waits",
    [["A>B"], ["A>B", "B>A"], ["A>A/goal"], ["A>A/goal/first", "B>A", "A>B/goal"], ["A>B", "B>C", "C>A", "C>B"]],
)
def test_every_arrow_and_every_box_is_drawn(waits: Sequence[str]) -> None:
    shown = picture(company(*waits))
    svg = parse(str(drawn(shown)))
    assert len(svg.all("g.okr-edge")) == len(shown.arrows) == len(waits)
    assert {box.href for box in shown.boxes} <= set(svg.links)


def test_words_at_arrows_stand_between_the_columns() -> None:
    svg = str(drawn(picture(company("A>B/goal", "B>A", "C>A/goal/first", due=day("02-01")))))
    boxes = [int(x) for x in re.findall(r'<g class="okr-box[^"]*" transform="translate\((\d+) ', svg)]
    words = [int(x) for x in re.findall(r'<text x="(\d+)" y="\d+">late</text>', svg)]
    assert len(words) == 3
    assert not any(box - 12 < middle < box + BOX + 12 for middle in words for box in boxes)
