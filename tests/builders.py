"""Small builders of model objects: a test names what it is about, everything else is ordinary."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from mkdocs_okr.model import (
    CheckIn,
    CheckInEntry,
    Contribution,
    Cycle,
    CycleState,
    Grade,
    KeyDate,
    KeyResult,
    Level,
    Metric,
    Objective,
    OkrSet,
    Organization,
    Perspective,
    Place,
    Portfolio,
    Ref,
    Review,
    Rhythm,
    Scoring,
    Settings,
    Unit,
)


class AnyOrigin:
    """An origin for objects that nobody wrote."""

    def place(self, *path: str | int) -> Place:
        """Return the same place for everything."""
        return Place("x.yml", 1, 1)


ORIGIN = AnyOrigin()
PERSPECTIVES = (
    Perspective("financial", "Financial", 1),
    Perspective("customer", "Customer", 2),
    Perspective("process", "Internal process", 3),
    Perspective("learning", "Learning & growth", 4),
)


def day(text: str) -> date:
    """Return the day of 2027 written as "02-12", or of another year written in full."""
    return date.fromisoformat(text if len(text) == 10 else f"2027-{text}")


def ref(text: str, *, cycle: str = "2027-q1") -> Ref:
    """Return the reference written as "unit/objective" or "unit/objective/kr"."""
    return Ref(cycle, *text.split("/"))


def a_cycle(
    id: str = "2027-q1",
    starts: str = "01-01",
    ends: str = "03-31",
    state: CycleState = CycleState.ACTIVE,
    key_dates: Mapping[str, str] | None = None,
) -> Cycle:
    """Return a cycle, by default the first quarter of 2027: 90 days, 13 weeks, the last of them 6 days long."""
    dates = tuple(KeyDate(day(when), title) for when, title in (key_dates or {}).items())
    return Cycle(id, id.upper(), "quarter", day(starts), day(ends), state, ORIGIN, key_dates=dates)


def a_key_result(
    id: str,
    metric: Metric | None,
    *,
    due: str = "03-31",
    starts: str | None = None,
    weight: float = 1.0,
    in_: str = "team/goal",
    cycle: str = "2027-q1",
) -> KeyResult:
    """Return a key result of the objective `in_`."""
    return KeyResult(
        ref=ref(f"{in_}/{id}", cycle=cycle),
        number=1,
        title=id,
        due=day(due),
        origin=ORIGIN,
        metric=metric,
        weight=weight,
        starts=None if starts is None else day(starts),
    )


def an_objective(
    *key_results: KeyResult,
    at: str = "team/goal",
    cycle: str = "2027-q1",
    contributes_to: Sequence[str] = (),
    **fields: Any,
) -> Objective:
    """Return the objective `at` with these key results."""
    return Objective(
        ref=ref(at, cycle=cycle),
        title=at,
        origin=ORIGIN,
        key_results=key_results,
        contributes_to=tuple(Contribution(ref(to, cycle=cycle)) for to in contributes_to),
        **fields,
    )


def a_check_in(
    when: str,
    said: Mapping[str, CheckInEntry | float | None] | None = None,
    *,
    unit: str = "team",
    cycle: str = "2027-q1",
    wins: Sequence[str] = (),
) -> CheckIn:
    """Return a check-in that says these values, or whole entries, of "objective/kr"."""
    entries = tuple(
        what if isinstance(what, CheckInEntry) else CheckInEntry(ref(f"{unit}/{key}", cycle=cycle), what)
        for key, what in (said or {}).items()
    )
    return CheckIn(unit, cycle, day(when), ORIGIN, entries=entries, wins=tuple(wins))


def a_review(*grades: Grade, when: str | None = None, unit: str = "team", wins: Sequence[str] = ()) -> Review:
    """Return a unit's review of the first quarter."""
    return Review(unit, "2027-q1", ORIGIN, date=None if when is None else day(when), grades=grades, wins=tuple(wins))


def okrs(
    *objectives: Objective,
    check_ins: Iterable[CheckIn] = (),
    review: Review | None = None,
    unit: str = "team",
    cycle: str = "2027-q1",
) -> OkrSet:
    """Return what a unit wrote about a cycle."""
    return OkrSet(unit, cycle, ORIGIN, objectives=objectives, check_ins=tuple(check_ins), review=review)


def a_portfolio(
    *sets: OkrSet,
    as_of: str = "02-12",
    cycles: Sequence[Cycle] | None = None,
    weights: Mapping[str, float] | None = None,
    scoring: Scoring | None = None,
    rhythm: Rhythm | None = None,
) -> Portfolio:
    """Return a company of the units that wrote the sets, right below "company", their level weighing by `weights`."""
    levels = (Level("company", "Company", "Company"), Level("team", "Team", "Teams", weights=weights or {}))
    units = {"company": Unit("company", "Company", "company", None, ORIGIN)}
    for each in sets:
        units.setdefault(each.unit, Unit(each.unit, each.unit.title(), "team", "company", ORIGIN))
    return Portfolio(
        settings=Settings(levels, PERSPECTIVES, scoring=scoring or Scoring(), rhythm=rhythm or Rhythm()),
        organization=Organization("ACME", ORIGIN),
        as_of=day(as_of),
        units=units,
        people={},
        cycles={cycle.id: cycle for cycle in (cycles or [a_cycle()])},
        okr_sets={(each.cycle, each.unit): each for each in sets},
    )
