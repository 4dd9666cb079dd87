"""Are dependencies agreed, and do they hold?"""

from collections.abc import Iterator

from mkdocs_okr.analysis.dependencies import (
    AGREED_BEFORE,
    STANDS_BADLY,
    DependencyState,
    is_running,
    needed_status,
    needed_title,
    state_of,
)
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import ObjectiveSubject
from mkdocs_okr.model import CycleState, Dependency


def _open(subject: ObjectiveSubject) -> Iterator[tuple[int, Dependency]]:
    """The dependencies that are not done, with their place in the list."""
    return ((i, each) for i, each in enumerate(subject.objective.depends_on) if each.done is None)


def _what(subject: ObjectiveSubject, dependency: Dependency) -> str:
    """What is waited for, and from whom, as a message says it."""
    other = subject.company.portfolio.units[dependency.unit].name
    return f"“{dependency.what}” from {other}" if dependency.what else f"what it needs from {other}"


def _depends(subject: ObjectiveSubject) -> Applies:
    return JUDGED if subject.objective.depends_on else NOT_ASSESSED


def _is_time_to_agree(subject: ObjectiveSubject) -> Applies:
    if not subject.objective.depends_on:
        return NOT_ASSESSED
    begins = subject.okrs.cycle.starts - AGREED_BEFORE
    return NOT_DUE if subject.company.portfolio.as_of < begins else JUDGED


def _unconfirmed(subject: ObjectiveSubject, kind: str) -> Iterator[tuple[int, Dependency]]:
    return ((i, each) for i, each in _open(subject) if each.kind == kind and each.confirmed is None)


@rule(
    "DEP001",
    "hard-dependency-not-confirmed",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    when=_is_time_to_agree,
)
def hard_not_confirmed(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """Something that another unit has to build or sign, and has not agreed to.

    ## Why it matters

    The objective stands or falls with it, and the other unit may not even know. It is reported from two weeks before
    the cycle begins; until then there is time to ask.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders, kind: hard, what: a rule which leads are accepted}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders, kind: hard, what: a rule which leads are accepted, confirmed: 2026-12-28}
    ```
    """
    for index, dependency in _unconfirmed(subject, "hard"):
        yield Found(
            f"nobody has confirmed {_what(subject, dependency)}, and “{subject.objective.title}” cannot do without",
            "Talk to them, and add `confirmed:` with the day on which they agreed. If it works without, say so: "
            "`kind: soft`.",
            ("depends_on", index),
        )


@rule(
    "DEP002",
    "soft-dependency-not-confirmed",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    severity="info",
    when=_is_time_to_agree,
)
def soft_not_confirmed(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """Something that another unit is hoped to help with, and has not agreed to.

    ## Why it matters

    Feedback takes somebody's time as well. Whoever has agreed to it plans for it. It is reported from two weeks before
    the cycle begins.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders, kind: soft, what: what customers asked}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders, kind: soft, what: what customers asked, confirmed: 2026-12-28}
    ```
    """
    for index, dependency in _unconfirmed(subject, "soft"):
        yield Found(
            f"nobody has confirmed {_what(subject, dependency)}",
            "Ask them, and add `confirmed:` with the day on which they agreed.",
            ("depends_on", index),
        )


def _is_running(subject: ObjectiveSubject) -> Applies:
    if not subject.objective.depends_on or subject.okrs.cycle.state is CycleState.CLOSED:
        return NOT_ASSESSED
    return JUDGED if is_running(subject.okrs.cycle, subject.company.portfolio.as_of) else NOT_DUE


@rule(
    "DEP003",
    "dependency-at-risk",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    severity="info",
    when=_is_running,
)
def at_risk(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """Something that is waited for and hangs on an objective or key result that is at risk or off track.

    ## Why it matters

    What is late there will be late here. Now is the time to offer help, or to look for a way round. In closed cycles
    nothing is waited for any more.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders/first, kind: hard, what: a rule which leads are accepted, confirmed: 2026-12-28}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/sales/2027-02-15.yml
    key_results:
      orders/first: {value: 102}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - needs: sales/orders/first
            kind: hard
            what: a rule which leads are accepted
            confirmed: 2026-12-28
            done: 2027-01-20
    ```

    ```yaml
    # okrs/2027-q1/check-ins/sales/2027-02-15.yml
    key_results:
      orders/first: {value: 102}
    ```
    """
    portfolio = subject.company.portfolio
    for index, dependency in _open(subject):
        needs = dependency.needs
        status = needed_status(portfolio, dependency, subject.company.standings)
        if needs is not None and status in STANDS_BADLY:
            other, title = portfolio.units[dependency.unit].name, needed_title(portfolio, needs)
            yield Found(
                f"“{subject.objective.title}” waits for “{title}” of {other}, which is {status.word.lower()}",
                f"Ask {other} what would help, and think of a way round; add `done:` with the day if it has come.",
                ("depends_on", index, "needs"),
            )


@rule(
    "DEP004",
    "dependency-overdue",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    severity="info",
    when=_depends,
)
def overdue(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """Something that was due and has not come.

    ## Why it matters

    Either it is late, and somebody has to be told, or it has come and nobody noted it. Both take a minute.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders, what: a rule which leads are accepted, confirmed: 2026-12-28, due: 2027-01-29}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - needs: sales/orders
            what: a rule which leads are accepted
            confirmed: 2026-12-28
            due: 2027-01-29
            done: 2027-02-03
    ```
    """
    as_of = subject.company.portfolio.as_of
    for index, dependency in _open(subject):
        if state_of(dependency, as_of) is DependencyState.LATE:
            yield Found(
                f"{_what(subject, dependency)} was due on {dependency.due} and has not come",
                "Add `done:` with the day if it has; else agree on another `due`.",
                ("depends_on", index, "due"),
            )


@rule(
    "DEP005",
    "dependency-on-a-unit-without-okrs",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    severity="info",
    when=_is_time_to_agree,
)
def on_a_unit_without_okrs(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """Something that is waited for from a unit that has no OKRs in the cycle.

    ## Why it matters

    Nothing there says that it is planned, and nothing will show whether it comes. It is reported from two weeks before
    the cycle begins.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: service, what: what customers asked, confirmed: 2026-12-28}
    ```

    ```yaml
    # okrs/units/service.yml
    name: Service
    parent: company
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders, what: what customers asked, confirmed: 2026-12-28}
    ```
    """
    for index, dependency in _open(subject):
        if dependency.needs is None and not _may_have_objectives(subject, dependency):
            other = subject.company.portfolio.units[dependency.unit].name
            yield Found(
                f"“{subject.objective.title}” waits for {_what(subject, dependency)}, and {other} has no OKRs in "
                f"{subject.okrs.cycle.name}",
                f"Ask {other} how it will be made sure, or write an initiative of your own for it.",
                ("depends_on", index, "needs"),
            )


def _may_have_objectives(subject: ObjectiveSubject, dependency: Dependency) -> bool:
    """Whether the unit that is waited for has an objective, or may have one that this audience does not see."""
    portfolio = subject.company.portfolio
    key = (subject.okrs.cycle.id, dependency.unit)
    okrs = portfolio.okr_sets.get(key)
    return (okrs is not None and bool(okrs.objectives)) or key in portfolio.hidden


@rule(
    "DEP006",
    "hard-dependency-on-a-unit-as-such",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    severity="info",
    when=_depends,
)
def on_a_unit_as_such(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """Something that has to be built or signed, and hangs on a unit instead of on one of its objectives.

    ## Why it matters

    What is part of an objective is looked at every week and can be seen to be late. What is only asked of a unit
    competes with everything else that it does. Feedback may be asked of a unit.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales, kind: hard, what: a rule which leads are accepted, confirmed: 2026-12-28}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: sales/orders, kind: hard, what: a rule which leads are accepted, confirmed: 2026-12-28}
    ```
    """
    portfolio = subject.company.portfolio
    for index, dependency in _open(subject):
        key = (subject.okrs.cycle.id, dependency.unit)
        okrs = portfolio.okr_sets.get(key)
        if (
            dependency.needs is None
            and dependency.kind == "hard"
            and okrs
            and okrs.objectives
            and key not in portfolio.hidden
        ):
            other = portfolio.units[dependency.unit].name
            first = okrs.objectives[0]
            yield Found(
                f"“{subject.objective.title}” waits for {_what(subject, dependency)}, and no objective there is named",
                f"Name the objective of {other} that it belongs to, for example `needs: {first.ref.unit}/{first.id}`.",
                ("depends_on", index, "needs"),
            )


@rule(
    "DEP007",
    "mutual-dependency",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    severity="info",
    when=_depends,
)
def mutual(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """Two objectives that wait for each other.

    ## Why it matters

    Each can say that it could not begin. Agree who goes first, with what, and until when.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: marketing/pages, what: pages about our tools, confirmed: 2026-12-28}
      - id: pages
        title: Publish in days what used to take us weeks
        depends_on:
          - {needs: marketing/demand, what: what customers look for, confirmed: 2026-12-28}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        depends_on:
          - {needs: marketing/pages, what: pages about our tools, confirmed: 2026-12-28}
      - id: pages
        title: Publish in days what used to take us weeks
    ```
    """
    own, objectives = subject.objective.ref, subject.company.portfolio.objectives
    for index, dependency in _open(subject):
        other = objectives.get(dependency.needs.of_objective) if dependency.needs is not None else None
        if other is not None and any(
            each.done is None and each.needs is not None and each.needs.of_objective == own for each in other.depends_on
        ):
            yield Found(
                f"“{subject.objective.title}” and “{other.title}” wait for each other",
                "Agree who goes first, and note what is `done` as soon as it is.",
                ("depends_on", index, "needs"),
            )
