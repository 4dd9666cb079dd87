"""The five stages, each reached by what the one before it lacks."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from mkdocs_okr.analysis.maturity import Maturity, maturity
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import (
    CheckIn,
    Cycle,
    CycleState,
    Dependency,
    Grade,
    MovingMetric,
    OkrSet,
    Organization,
    Portfolio,
    Retrospective,
    Review,
    RollOut,
)
from tests.builders import ORIGIN, a_check_in, a_cycle, a_key_result, a_portfolio, an_objective, day, okrs, ref

CURIOUS = Organization("ACME", ORIGIN, mission="Good tools.", vision="Everywhere.")
RUNNING = a_cycle("2027-q1")
CLOSED = [
    a_cycle(f"2026-q{n}", starts, ends, CycleState.CLOSED)
    for n, starts, ends in (
        (2, "2026-04-01", "2026-06-30"),
        (3, "2026-07-01", "2026-09-30"),
        (4, "2026-10-01", "2026-12-31"),
    )
]
UNITS = ("company", "marketing", "sales")


def a_set(
    unit: str,
    cycle: Cycle = RUNNING,
    *,
    key_results: int = 3,
    checks_in: bool = True,
    aligned: bool = True,
    reviewed: bool = False,
    learns: bool = True,
    score: float = 0.7,
    depends_on: Sequence[Dependency] = (),
) -> OkrSet:
    """Return the OKRs of a unit that does everything well unless the test says otherwise."""
    goal = f"{unit}/goal"
    metric = MovingMetric(target=10, baseline=0, current=10 * score)
    ids = [f"k{i}" for i in range(key_results)]
    objective = an_objective(
        *(a_key_result(id, metric, in_=goal, cycle=cycle.id) for id in ids),
        at=goal,
        cycle=cycle.id,
        perspective="customer" if aligned else None,
        contributes_to=["company/goal"] if aligned and unit != "company" else [],
        depends_on=tuple(depends_on),
    )
    written = okrs(
        objective,
        check_ins=[a_check_in("02-08", unit=unit)] if checks_in and cycle is RUNNING else [],
        unit=unit,
        cycle=cycle.id,
    )
    if not reviewed:
        return written
    review = Review(
        unit,
        cycle.id,
        ORIGIN,
        grades=tuple(Grade(ref(f"{goal}/{id}", cycle=cycle.id), decision="keep" if learns else "") for id in ids),
        retrospective=Retrospective(start=("Writing down why",) if learns else ()),
    )
    return replace(written, review=review)


def judged(*sets: OkrSet, organization: Organization = CURIOUS, as_of: str = "02-15") -> Maturity:
    """Return the maturity of a company that wrote these."""
    return of(replace(a_portfolio(*sets, as_of=as_of, cycles=[*CLOSED, RUNNING]), organization=organization))


def of(portfolio: Portfolio) -> Maturity:
    """Return the maturity of a company."""
    return maturity(portfolio, partial(assess, portfolio))


def missing(found: Maturity) -> list[tuple[str, str]]:
    """Return what is missing for the next stage, with the figures that show it."""
    return [(each.title, each.evidence) for each in found.next.missing] if found.next else []


def test_without_mission_and_vision_nothing_has_begun() -> None:
    found = judged(organization=replace(CURIOUS, vision=" "))
    assert (found.number, found.name) == (0, "Not begun")
    assert missing(found) == [("The vision is written", "organization.yml has none")]


def test_a_company_that_only_knows_what_it_is_for_is_curious() -> None:
    found = judged()
    assert (found.number, found.name) == (1, "Curious")
    assert missing(found) == [
        ("A unit has OKRs in a cycle that has begun", "nobody has OKRs yet"),
        ("Somebody checks in", "nobody has OKRs yet"),
    ]


def test_okrs_that_nobody_looks_at_are_no_pilot() -> None:
    found = judged(a_set("sales", checks_in=False))
    assert found.number == 1
    assert missing(found) == [("Somebody checks in", "0 of 1 unit in 2027-Q1")]


def test_one_unit_of_three_is_a_pilot() -> None:
    found = judged(a_set("sales", key_results=1), okrs(unit="marketing"))
    assert (found.number, found.name) == (2, "Piloting")
    assert missing(found) == [
        ("Most units of the roll-out have OKRs", "1 of 3 units in 2027-Q1"),
        ("Most of them have one to five objectives with three to five key results", "0 of 1 unit in 2027-Q1"),
    ]


def test_a_pilot_stays_one_until_it_is_called_something_else() -> None:
    pilot = replace(CURIOUS, roll_out=RollOut("pilot", ("sales",)))
    found = judged(a_set("sales"), organization=pilot)
    assert found.number == 2
    assert missing(found) == [("The roll-out is more than a pilot", "it is a pilot of 1 unit")]


def test_a_roll_out_without_units_is_no_more_than_a_pilot() -> None:
    found = of(replace(a_portfolio(cycles=[RUNNING]), units={}, organization=CURIOUS))
    criterion = found.stages[2].criteria[0]
    assert (criterion.met, criterion.evidence) == (False, "it includes no unit")


def test_silent_units_are_not_established() -> None:
    found = judged(*(a_set(unit, checks_in=unit == "sales") for unit in UNITS))
    assert found.number == 2
    assert missing(found) == [("Most of them check in regularly", "1 of 3 units in 2027-Q1")]


def test_healthy_okrs_of_most_units_are_established() -> None:
    waits = [
        Dependency("sales", "soft", "feedback"),
        Dependency("sales", "hard", "a sign-off", confirmed=day("01-04")),
    ]
    sets = [a_set(unit, aligned=False, depends_on=waits if unit == "marketing" else ()) for unit in UNITS]
    found = judged(*sets)
    assert (found.number, found.name) == (3, "Established")
    assert missing(found) == [
        ("Objectives below the company's contribute to another one", "0 of 2 objectives in 2027-Q1"),
        ("Objectives stand in a perspective", "0 of 3 objectives in 2027-Q1"),
        ("Dependencies are confirmed by the other side", "1 of 2 dependencies in 2027-Q1"),
        ("Cycles end with a review", "no cycle is closed yet"),
    ]


def test_dependencies_that_nobody_has_hold_nobody_up_and_are_no_merit() -> None:
    found = judged(*(a_set(unit) for unit in UNITS))
    criterion = found.stages[3].criteria[2]
    assert (criterion.met, criterion.evidence) == (None, "nobody waits for anybody in 2027-Q1")
    assert criterion not in found.stages[3].missing


def test_connected_objectives_and_a_review_are_aligned() -> None:
    found = judged(*(a_set(unit) for unit in UNITS), a_set("sales", CLOSED[2], reviewed=True, learns=False))
    assert (found.number, found.name) == (4, "Aligned")
    assert missing(found) == [
        ("Several cycles are closed", "1 of 3 cycles"),
        ("Targets are neither too easy nor out of reach", "3 key results of closed cycles, too few to tell"),
        ("Most key results are kept, modified or dropped on purpose", "0 of 3 key results in 2026-Q4"),
        ("Most reviews say what to start, stop or adjust", "0 of 1 unit in 2026-Q4"),
    ]


@pytest.mark.parametrize(
    ("score", "evidence"),
    [
        (1.0, "of 9 key results of closed cycles 0 % ended below 0.3, and 100 % of the stretches at 1.0"),
        (0.1, "of 9 key results of closed cycles 100 % ended below 0.3, and 0 % of the stretches at 1.0"),
    ],
)
def test_targets_that_are_always_or_never_reached_are_not_mastered(score: float, evidence: str) -> None:
    closed = [a_set("sales", cycle, reviewed=True, score=score) for cycle in CLOSED]
    found = judged(*(a_set(unit) for unit in UNITS), *closed)
    assert found.number == 4
    assert missing(found) == [("Targets are neither too easy nor out of reach", evidence)]


def test_several_cycles_that_taught_something_are_mastery() -> None:
    found = judged(*(a_set(unit) for unit in UNITS), *(a_set("sales", cycle, reviewed=True) for cycle in CLOSED))
    assert (found.number, found.name, found.next) == (5, "Mastering", None)
    assert missing(found) == []


def test_a_stage_that_is_skipped_is_not_reached() -> None:
    closed = [a_set("sales", cycle, reviewed=True) for cycle in CLOSED]
    found = judged(*(a_set(unit, key_results=1) for unit in UNITS), *closed)
    assert found.number == 2
    assert [stage.missing for stage in found.stages[3:]] == [(), ()]


def test_the_first_days_of_a_cycle_do_not_throw_a_company_back() -> None:
    last = [replace(a_set(unit, CLOSED[2]), check_ins=_weekly(unit)) for unit in UNITS]
    portfolio = a_portfolio(*last, a_set("sales", checks_in=False), as_of="01-04", cycles=[*CLOSED, RUNNING])
    found = of(replace(portfolio, organization=CURIOUS))
    assert found.number == 3
    assert found.stages[2].criteria[1].evidence == "3 of 3 units in 2026-Q4"


def _weekly(unit: str) -> tuple[CheckIn, ...]:
    days = [f"2026-{month}-{n:02}" for month in (10, 11, 12) for n in (5, 12, 19, 26)]
    return tuple(a_check_in(when, unit=unit, cycle="2026-q4") for when in days)


def test_objectives_that_readers_may_not_see_are_not_counted() -> None:
    sets = [replace(a_set(unit), objectives=()) if unit == "sales" else a_set(unit) for unit in UNITS]
    portfolio = replace(a_portfolio(*sets, as_of="02-15", cycles=[RUNNING]), organization=CURIOUS)
    assert of(replace(portfolio, hidden=frozenset({("2027-q1", "sales")}))) == of(portfolio)
