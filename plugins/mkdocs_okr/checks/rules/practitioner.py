"""Does everybody take part?"""

from collections.abc import Iterator

from mkdocs_okr.analysis.amount import FEWEST_KEY_RESULTS, MOST_KEY_RESULTS, MOST_OBJECTIVES, is_healthy
from mkdocs_okr.analysis.coverage import has_objectives, may_take_part, takes_part
from mkdocs_okr.analysis.regularity import checks_in_regularly, is_too_early
from mkdocs_okr.checks.phrases import count, only, part
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import Company, CycleSubject, UnitSubject
from mkdocs_okr.checks.timing import in_use, is_in_force, is_past, once_in_force
from mkdocs_okr.model import Cycle, CycleState

_QUARTER = 124
"""Days. The longest four months have 123."""


def _should_take_part(subject: UnitSubject) -> Applies:
    portfolio = subject.company.portfolio
    cycle = portfolio.current_cycle
    if cycle is None or subject.unit.id not in subject.company.rolled_out:
        return NOT_ASSESSED
    if not takes_part(portfolio, cycle, subject.unit.id) and may_take_part(portfolio, cycle, subject.unit.id):
        return NOT_ASSESSED
    return JUDGED if is_in_force(cycle, portfolio.as_of) else NOT_DUE


@rule(
    "PRC001",
    "unit-without-okrs",
    UnitSubject,
    serves="practitioner.everyone-participates",
    when=_should_take_part,
    evidence=lambda subject: f"has OKRs for {_current(subject).name}",
)
def unit_without_okrs(subject: UnitSubject, limits: Limits) -> Iterator[Found]:
    """A unit of the roll-out that has no OKRs for the current cycle, nor for a longer one that it is part of.

    ## Why it matters

    The others cannot see what the unit is after, and cannot tell whether it can help them.

    ## Example

    ```yaml
    # okrs/units/support.yml
    {name: Support, parent: sales, lead: ms-perkins}
    ```

    ## Better

    ```yaml
    # okrs/units/support.yml
    {name: Support, parent: sales, lead: ms-perkins}
    ```

    ```yaml
    # okrs/2027-q1/support.yml
    objectives:
      - {id: first-answer, title: Answer while the question is warm}
    ```

    Where a unit does not take part yet, let organization.yml name the units that do: `roll_out: {units: [marketing]}`.
    """
    cycle = _current(subject)
    if not takes_part(subject.company.portfolio, cycle, subject.unit.id):
        yield Found(
            f"{subject.unit.name} has no OKRs for {cycle.name}",
            f"Write `{cycle.id}/{subject.unit.id}.yml` with one objective to begin with; or, if the unit does not take "
            "part yet, name the units that do in `roll_out.units` of organization.yml.",
        )


def _current(subject: UnitSubject) -> Cycle:
    cycle = subject.company.portfolio.current_cycle
    assert cycle is not None  # nobody is judged before there is one
    return cycle


def _has_cycles(company: Company) -> Applies:
    return JUDGED if company.portfolio.cycles else NOT_ASSESSED


@rule(
    "PRC002",
    "no-quarterly-cycle",
    Company,
    serves="practitioner.quarterly",
    severity="info",
    limits={"days": _QUARTER},
    when=_has_cycles,
    evidence=lambda company: f"the shortest cycle has {_shortest(company).days} days",
)
def no_quarterly_cycle(company: Company, limits: Limits) -> Iterator[Found]:
    """A company whose shortest cycle is longer than about a quarter.

    ## Why it matters

    Whoever looks back once a year learns once a year. Three months are long enough to move something and short enough
    to correct it.

    ## Example

    ```yaml
    # okrs/2026-q4/cycle.yml
    {name: Second half of 2026, kind: half, starts: 2026-07-01, ends: 2026-12-31, state: closed}
    ```

    ```yaml
    # okrs/2027-q1/cycle.yml
    {name: First half of 2027, kind: half, starts: 2027-01-01, ends: 2027-06-30}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/cycle.yml
    {name: Q1 2027, kind: quarter, starts: 2027-01-01, ends: 2027-03-31}
    ```

    ## Options

    `days` is the longest that a cycle may take and still count as short, 124 by default, which are four months.
    """
    shortest = _shortest(company)
    if shortest.days > limits["days"]:
        yield Found(
            f"the shortest cycle, {shortest.name}, has {shortest.days} days",
            "Set OKRs for each quarter, below the longer cycle: a folder of its own with a cycle.yml that says "
            f"`kind: quarter` and `parent: {shortest.id}`.",
            at=("ends",),
            origin=shortest.origin,
        )


def _shortest(company: Company) -> Cycle:
    return min(company.portfolio.cycles.values(), key=lambda cycle: cycle.days)


def _should_be_quarterly(subject: UnitSubject) -> Applies:
    """Units below the company, where the company has short cycles and the unit OKRs that are in force."""
    portfolio, unit = subject.company.portfolio, subject.unit
    if unit.parent is None or _shortest_days(subject.company) > _QUARTER:
        return NOT_ASSESSED
    running = _running(subject)
    shown = [has_objectives(portfolio, cycle, unit.id) for cycle in running]
    if any(not shows and (cycle.id, unit.id) in portfolio.hidden for cycle, shows in zip(running, shown, strict=True)):
        return NOT_ASSESSED
    return JUDGED if any(shown) else NOT_ASSESSED


def _shortest_days(company: Company) -> int:
    return min((cycle.days for cycle in company.portfolio.cycles.values()), default=0)


def _running(subject: UnitSubject) -> list[Cycle]:
    portfolio = subject.company.portfolio
    return [
        cycle
        for cycle in portfolio.cycles.values()
        if cycle.starts <= portfolio.as_of <= cycle.ends and cycle.state is not CycleState.DRAFT
    ]


@rule(
    "PRC003",
    "unit-without-quarterly-okrs",
    UnitSubject,
    serves="practitioner.quarterly",
    severity="info",
    limits={"days": _QUARTER},
    when=_should_be_quarterly,
    evidence=lambda subject: "has OKRs for a quarter",
)
def unit_without_quarterly_okrs(subject: UnitSubject, limits: Limits) -> Iterator[Found]:
    """A unit below the company that has OKRs for a long cycle only, while others set them for the quarter.

    ## Why it matters

    An annual objective gives direction. What a team does about it in the next weeks is what the others have to know.

    The company itself may well leave the quarters to its units.

    ## Example

    ```yaml
    # okrs/units/support.yml
    {name: Support, parent: sales, lead: ms-perkins}
    ```

    ```yaml
    # okrs/2027/support.yml
    objectives:
      - {id: first-answer, title: Answer while the question is warm}
    ```

    ## Better

    ```yaml
    # okrs/units/support.yml
    {name: Support, parent: sales, lead: ms-perkins}
    ```

    ```yaml
    # okrs/2027/support.yml
    objectives:
      - {id: first-answer, title: Answer while the question is warm}
    ```

    ```yaml
    # okrs/2027-q1/support.yml
    objectives:
      - {id: evenings, title: Answer before the workshop opens again, contributes_to: 2027/support/first-answer}
    ```

    ## Options

    `days` is the longest that a cycle may take and still count as short, 124 by default, which are four months.
    """
    portfolio, unit = subject.company.portfolio, subject.unit
    used = [cycle for cycle in _running(subject) if has_objectives(portfolio, cycle, unit.id)]
    shortest = min(used, key=lambda cycle: cycle.days)
    if shortest.days > limits["days"]:
        yield Found(
            f"{unit.name} has OKRs for {shortest.name} only, which takes {shortest.days} days",
            "Derive an objective for the current quarter from them.",
            origin=portfolio.okr_sets[shortest.id, unit.id].origin,
        )


@rule(
    "PRC004",
    "few-units-have-healthy-okrs",
    CycleSubject,
    serves="practitioner.healthy-okrs",
    severity="info",
    limits={
        "objectives": MOST_OBJECTIVES,
        "fewest": FEWEST_KEY_RESULTS,
        "most": MOST_KEY_RESULTS,
        "share": 80,
    },
    when=once_in_force,
    evidence=lambda subject: (
        f"{part(_healthy(subject), len(in_use(subject)), 'unit')} with one to five objectives of three to five key "
        "results"
    ),
)
def few_units_have_healthy_okrs(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which too few units have one to five objectives with three to five key results each.

    ## Why it matters

    One or two key results leave out what the number does to others; six and more are a list that nobody remembers.

    Two key results are enough for a person.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: orders, title: Win customers who come back for more}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month}
          - {id: answer, title: Days until the first answer}
          - {id: again, title: Customers who order again}
    ```

    ## Options

    `objectives` is how many a unit may have, 5 by default. `fewest` and `most` are how many key results belong to an
    objective, 3 and 5 by default; with a `fewest` of 1, one is fine while teams are learning. `share` is the percentage
    of units that should be within these bounds, 80 by default.
    """
    bounds = {name: limits[name] for name in ("objectives", "fewest", "most")}
    healthy, units = _healthy(subject, bounds), len(in_use(subject))
    if 100 * healthy < limits["share"] * units:
        yield Found(
            f"{only(healthy, units, 'unit')} have 1 to {bounds['objectives']:g} objectives with "
            f"{bounds['fewest']:g} to {bounds['most']:g} key results each in {subject.cycle.name}",
            "Look at the others together: what does a second and third key result guard, and which of six would nobody "
            "miss?",
        )


def _healthy(subject: CycleSubject, bounds: Limits | None = None) -> int:
    """The number of units within these bounds."""
    portfolio = subject.company.portfolio
    return sum(
        is_healthy(
            okrs,
            portfolio.levels[portfolio.units[okrs.unit].level],
            **(bounds or {}),
        )
        for okrs in in_use(subject)
    )


def _time_for_check_ins(subject: CycleSubject) -> Applies:
    """Not in long cycles, whose figures come by the month, and not in the first two weeks."""
    if not in_use(subject) or subject.cycle.days > _QUARTER:
        return NOT_ASSESSED
    return NOT_DUE if is_too_early(subject.company.portfolio, subject.cycle) else JUDGED


@rule(
    "PRC005",
    "few-units-check-in",
    CycleSubject,
    serves="practitioner.weekly-updates",
    severity="info",
    limits={"share": 80},
    when=_time_for_check_ins,
    evidence=lambda subject: f"{part(_regular(subject), len(in_use(subject)), 'unit')} check in regularly",
)
def few_units_check_in(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A quarter in which too few units check in regularly.

    ## Why it matters

    A number that is looked at once a month is looked at when it is too late. When most units are silent, the rhythm of
    the company is at fault, and reminding each of them will not help.

    While it runs, the last check-in must not be older than `rhythm.stale_days` of settings.yml, which are two weeks.
    Once it is over, there must have been one in at least every other week.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {baseline: 60, target: 90}}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/marketing/2026-10-05.yml
    key_results:
      demand/leads: {value: 61, confidence: 0.7}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    key_results:
      demand/first: {value: 154, confidence: 0.7, note: Two more pages are live.}
    ```

    ## Options

    `share` is the percentage of units that should check in regularly, 80 by default.
    """
    regular, units = _regular(subject), len(in_use(subject))
    if 100 * regular < limits["share"] * units:
        yield Found(
            f"{only(regular, units, 'unit')} checked in at least every other week of {subject.cycle.name}"
            if is_past(subject.cycle, subject.company.portfolio.as_of)
            else f"{only(regular, units, 'unit')} have checked in during the last "
            f"{count(subject.company.portfolio.settings.rhythm.stale_days, 'day')}",
            "Give the check-in a fixed quarter of an hour each week, and let the coordinator remind.",
        )


def _regular(subject: CycleSubject) -> int:
    portfolio = subject.company.portfolio
    return sum(checks_in_regularly(portfolio, subject.cycle, okrs) for okrs in in_use(subject))
