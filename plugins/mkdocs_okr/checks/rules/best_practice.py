"""Is the programme run well?"""

from collections.abc import Iterator

from mkdocs_okr.analysis.activity import wins
from mkdocs_okr.analysis.amount import MOST_KEY_RESULTS, MOST_OBJECTIVES
from mkdocs_okr.analysis.calibration import ENOUGH_SCORES, Calibration
from mkdocs_okr.analysis.coverage import cycles_above
from mkdocs_okr.checks.phrases import count, only, part, percent
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import Company, CycleSubject, ObjectiveSubject, UnitSubject
from mkdocs_okr.checks.timing import in_use, is_in_force, key_results_of, once_measured, once_over, once_used
from mkdocs_okr.model import Change, CycleState, Deliverable, KeyResult, MilestoneMetric, Objective
from mkdocs_okr.sources.recorded_changes import as_written

_EASY = {"easy": 80, "unrealistic": 50, "reached": 1, "low": 0.3}
_SEVERAL = 2
_WEEKS_TO_A_WIN = 4


@rule(
    "BST001",
    "no-playbook",
    Company,
    serves="best-practice.playbook-published",
    severity="info",
    evidence=lambda company: _pages(company),
)
def no_playbook(company: Company, limits: Limits) -> Iterator[Found]:
    """A company without a playbook: no page says what it covers.

    ## Why it matters

    Everybody asks the same questions: why, how, until when, whom to ask. Written down once, beside the OKRs, the
    answers are the same for all.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    playbook: ../docs/handbook
    ```

    ```markdown
    ---
    # docs/handbook/why.md
    title: Why we work with OKRs
    ---
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    playbook: ../docs/handbook
    ```

    ```markdown
    ---
    # docs/handbook/why.md
    title: Why we work with OKRs
    playbook: {covers: [purpose]}
    ---
    ```
    """
    playbook = company.portfolio.playbook
    if not _pages_of(company):
        name = company.portfolio.organization.name
        yield Found(
            f"{name} has no playbook" if playbook is None else "no page of the playbook says what it covers",
            "Write Markdown pages in docs/playbook/, or in the folder that `playbook` of settings.yml names, and say "
            "in the front matter of each what it covers: `playbook: {covers: [purpose]}`.",
            origin=playbook.origin if playbook is not None else None,
        )


def _pages_of(company: Company) -> int:
    playbook = company.portfolio.playbook
    return len(playbook.pages) if playbook is not None else 0


def _pages(company: Company) -> str:
    return f"a playbook of {count(_pages_of(company), 'page')}"


@rule(
    "BST002",
    "many-units-have-too-many-okrs",
    CycleSubject,
    serves="best-practice.not-too-many",
    severity="info",
    limits={"objectives": MOST_OBJECTIVES, "key_results": MOST_KEY_RESULTS, "share": 20},
    when=once_used,
    evidence=lambda subject: f"{part(_crowded(subject), len(in_use(subject)), 'unit')} with more than five",
)
def many_units_have_too_many_okrs(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which many units have too many objectives, or too many key results for one of them.

    ## Why it matters

    What is one of nine has no chance beside the daily work. When it happens all over the company, the units are not to
    blame: somebody asks for completeness.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
      - {id: brand, title: Become a name that workshops know}
      - {id: prices, title: Make prices easy to understand}
      - {id: partners, title: Win partners in new markets}
      - {id: pages, title: Publish pages in days}
      - {id: fairs, title: Meet workshops where they meet}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
      - {id: pages, title: Publish pages in days}
    ```

    ## Options

    `objectives` is how many a unit may have, 5 by default. `key_results` is how many one objective may have, 5 by
    default. `share` is the percentage of units that may have more before this rule speaks up, 20 by default.
    """
    objectives, key_results = limits["objectives"], limits["key_results"]
    crowded, units = _crowded(subject, objectives, key_results), len(in_use(subject))
    if 100 * crowded > limits["share"] * units:
        yield Found(
            f"{part(crowded, units, 'unit')} have more than {objectives:g} objectives in {subject.cycle.name}, "
            f"or more than {key_results:g} key results for one",
            "Let each unit choose again: what would it keep if it could keep only three?",
        )


def _crowded(subject: CycleSubject, objectives: float = MOST_OBJECTIVES, key_results: float = MOST_KEY_RESULTS) -> int:
    """The number of units with more than that."""
    return sum(
        len(okrs.objectives) > objectives
        or any(len(objective.key_results) > key_results for objective in okrs.objectives)
        for okrs in subject.sets
    )


def _unit_can_be_calibrated(subject: UnitSubject) -> Applies:
    if _closed_cycles(subject.company) < _SEVERAL:
        return NOT_DUE
    return JUDGED if _is_enough(_of_unit(subject)) else NOT_ASSESSED


def _company_can_be_calibrated(company: Company) -> Applies:
    if _closed_cycles(company) < _SEVERAL:
        return NOT_DUE
    return JUDGED if _is_enough(company.calibrations.company) else NOT_ASSESSED


def _closed_cycles(company: Company) -> int:
    return sum(cycle.state is CycleState.CLOSED for cycle in company.portfolio.cycles.values())


def _is_enough(calibration: Calibration) -> bool:
    return calibration.cycles >= _SEVERAL and len(calibration.scores) >= ENOUGH_SCORES


def _of_unit(subject: UnitSubject) -> Calibration:
    return subject.company.calibrations.units.get(subject.unit.id, Calibration())


@rule(
    "BST003",
    "targets-of-unit-too-easy-or-unrealistic",
    UnitSubject,
    serves="best-practice.not-too-easy-or-unrealistic",
    severity="info",
    limits=_EASY,
    when=_unit_can_be_calibrated,
    evidence=lambda subject: _course(_of_unit(subject)),
)
def unit_targets(subject: UnitSubject, limits: Limits) -> Iterator[Found]:
    """A unit whose key results nearly all reached 1.0 in its closed cycles, or most of which hardly moved.

    ## Why it matters

    A run of 1.0 means that the targets were known to be safe. A run of zeros means that nobody believed in them. About
    0.7 is what a good stretch looks like.

    It takes at least two closed cycles and six final scores. Committed objectives are expected to reach 1.0, and a
    number that only has to stay in its range will; neither makes targets look easy.

    ## Example

    ```yaml
    # okrs/2026-q3/cycle.yml
    {name: Q3 2026, kind: quarter, starts: 2026-07-01, ends: 2026-09-30, state: closed}
    ```

    ```yaml
    # okrs/2026-q3/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Leads a month, metric: {baseline: 60, target: 70, current: 71}}
          - {id: calls, title: Calls a week, metric: {baseline: 20, target: 22, current: 23}}
          - {id: days, title: Days to an answer, metric: {baseline: 9, target: 8, current: 8}}
    ```

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Leads a month, metric: {baseline: 71, target: 75, current: 80}}
          - {id: calls, title: Calls a week, metric: {baseline: 23, target: 24, current: 24}}
          - {id: days, title: Days to an answer, metric: {baseline: 8, target: 7, current: 7}}
    ```

    ## Better

    ```yaml
    # okrs/2026-q3/cycle.yml
    {name: Q3 2026, kind: quarter, starts: 2026-07-01, ends: 2026-09-30, state: closed}
    ```

    ```yaml
    # okrs/2026-q3/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Leads a month, metric: {baseline: 60, target: 70, current: 71}}
          - {id: calls, title: Calls a week, metric: {baseline: 20, target: 22, current: 23}}
          - {id: days, title: Days to an answer, metric: {baseline: 9, target: 8, current: 8}}
    ```

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Leads a month, metric: {baseline: 71, target: 110, current: 98}}
          - {id: calls, title: Calls a week, metric: {baseline: 23, target: 40, current: 33}}
          - {id: days, title: Days to an answer, metric: {baseline: 8, target: 3, current: 4}}
    ```

    ## Options

    `easy` is the percentage of key results that may reach `reached`, which is 1 by default: more than 80 are too easy.
    `unrealistic` is the percentage that may end below `low`, which is 0.3 by default: more than 50 are out of reach.
    """
    yield from _judge(subject.unit.name, _of_unit(subject), limits)


@rule(
    "BST004",
    "targets-of-company-too-easy-or-unrealistic",
    Company,
    serves="best-practice.not-too-easy-or-unrealistic",
    severity="info",
    limits=_EASY,
    when=_company_can_be_calibrated,
    evidence=lambda company: _course(company.calibrations.company),
)
def company_targets(company: Company, limits: Limits) -> Iterator[Found]:
    """A company whose key results nearly all reached 1.0 in its closed cycles, or most of which hardly moved.

    ## Why it matters

    When it is not one team but everybody, the reason is seldom courage. Perhaps pay hangs on it, or a miss is punished.

    It is judged like a unit, over everything that all units were graded for.

    ## Example

    ```yaml
    # okrs/2026-q3/cycle.yml
    {name: Q3 2026, kind: quarter, starts: 2026-07-01, ends: 2026-09-30, state: closed}
    ```

    ```yaml
    # okrs/2026-q3/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Leads a month, metric: {baseline: 60, target: 200, current: 66}}
          - {id: calls, title: Calls a week, metric: {baseline: 20, target: 90, current: 21}}
          - {id: days, title: Days to an answer, metric: {baseline: 9, target: 1, current: 9}}
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back for more
        key_results:
          - {id: orders, title: Orders a week, metric: {baseline: 30, target: 300, current: 34}}
          - {id: again, title: Customers who order again, metric: {baseline: 20, target: 90, current: 24}}
          - {id: days, title: Days to an offer, metric: {baseline: 8, target: 1, current: 8}}
    ```

    ## Better

    ```yaml
    # okrs/2026-q3/cycle.yml
    {name: Q3 2026, kind: quarter, starts: 2026-07-01, ends: 2026-09-30, state: closed}
    ```

    ```yaml
    # okrs/2026-q3/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Leads a month, metric: {baseline: 60, target: 200, current: 66}}
          - {id: calls, title: Calls a week, metric: {baseline: 20, target: 90, current: 21}}
          - {id: days, title: Days to an answer, metric: {baseline: 9, target: 1, current: 9}}
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back for more
        key_results:
          - {id: orders, title: Orders a week, metric: {baseline: 30, target: 40, current: 37}}
          - {id: again, title: Customers who order again, metric: {baseline: 20, target: 30, current: 26}}
          - {id: days, title: Days to an offer, metric: {baseline: 8, target: 4, current: 5}}
    ```

    ## Options

    `easy` is the percentage of key results that may reach `reached`, which is 1 by default: more than 80 are too easy.
    `unrealistic` is the percentage that may end below `low`, which is 0.3 by default: more than 50 are out of reach.
    """
    yield from _judge(company.portfolio.organization.name, company.calibrations.company, limits)


def _judge(who: str, calibration: Calibration, limits: Limits) -> Iterator[Found]:
    reached, missed = calibration.reached(limits["reached"]), calibration.missed(limits["low"])
    cycles = count(calibration.cycles, "closed cycle")
    if reached is not None and len(calibration.stretches) >= ENOUGH_SCORES and 100 * reached > limits["easy"]:
        yield Found(
            f"{percent(reached)} of the {count(len(calibration.stretches), 'key result')} of {who} in {cycles} that "
            f"were a stretch reached {limits['reached']:g} or more: the targets were too easy",
            "Set the next targets so that 0.7 would be good work. Ask what would have to be true for twice as much.",
        )
    if missed is not None and 100 * missed > limits["unrealistic"]:
        yield Found(
            f"{percent(missed)} of the {count(len(calibration.scores), 'key result')} of {who} in {cycles} ended below "
            f"{limits['low']:g}: the targets were out of reach",
            "Set fewer targets, and each at what the best week so far would add up to over the whole cycle.",
        )


def _course(calibration: Calibration) -> str:
    return (
        f"{count(len(calibration.scores), 'key result')} in {count(calibration.cycles, 'closed cycle')}: "
        f"{percent(calibration.reached() or 0.0)} of the stretches at 1.0, {percent(calibration.missed() or 0.0)} of "
        f"all below 0.3"
    )


@rule(
    "BST005",
    "many-key-results-count-work",
    CycleSubject,
    serves="best-practice.outcomes-not-tasks",
    severity="info",
    limits={"share": 30},
    when=once_measured,
    evidence=lambda subject: _outputs_in_words(subject),
)
def many_key_results_count_work(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which many key results count what is produced: outputs, milestones, or something done or not.

    ## Why it matters

    A single output among the key results may be right. When many of them are, the company plans work and will be busy
    all quarter, without knowing whether anything is different for anybody.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back for more
        key_results:
          - {id: portal, title: Customer portal, metric: {deliverable: Portal is live}}
          - {id: flyer, title: Flyer, metric: {deliverable: Flyer is printed}}
          - {id: survey, title: Survey, metric: {deliverable: Survey is sent}}
          - {id: calls, title: Calls made, indicator: output, metric: {baseline: 0, target: 400}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back for more
        key_results:
          - {id: portal, title: Orders that come through the portal, metric: {unit: "%", baseline: 0, target: 30}}
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 40, target: 55}}
          - {id: survey, title: Customers who would recommend us, metric: {unit: "%", baseline: 52, target: 65}}
          - {id: calls, title: Calls made, indicator: output, metric: {baseline: 0, target: 400}}
    ```

    ## Options

    `share` is the percentage of a cycle's key results that may count work, 30 by default.
    """
    outputs, all_ = _outputs(subject)
    if 100 * outputs > limits["share"] * all_:
        yield Found(
            f"{part(outputs, all_, 'key result')} of {subject.cycle.name} ({percent(outputs / all_)}) count work: "
            "outputs, milestones, done or not done",
            "Ask of each: what will be different for somebody when it is done? Measure that, and make the work an "
            "initiative.",
        )


def _outputs(subject: CycleSubject) -> tuple[int, int]:
    """The number of the cycle's key results that count work, and of all."""
    key_results = key_results_of(subject)
    return sum(map(_counts_work, key_results)), len(key_results)


def _outputs_in_words(subject: CycleSubject) -> str:
    outputs, all_ = _outputs(subject)
    return f"{part(all_ - outputs, all_, 'key result')} measure outcomes"


def _counts_work(key_result: KeyResult) -> bool:
    return key_result.indicator == "output" or isinstance(key_result.metric, Deliverable | MilestoneMetric)


def _once_changed(subject: ObjectiveSubject) -> Applies:
    return JUDGED if subject.objective.changes else NOT_ASSESSED


@rule(
    "BST006",
    "change-without-reason",
    ObjectiveSubject,
    serves=("best-practice.flexible", "practitioner.flexible"),
    when=_once_changed,
)
def change_without_reason(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """A target, wording or date that was changed inside the cycle without saying why.

    ## Why it matters

    Changing a target is fine: the world moves. Changing it silently makes every score doubtful, also the honest ones.

    Where the OKRs are kept in git, what nobody wrote down is found there: what the file says now is compared with what
    it said when the unit committed to it.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        changes:
          - {date: 2027-02-01, what: leads.target, from: 180, to: 200}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        changes:
          - {date: 2027-02-01, what: leads.target, from: 180, to: 200, why: 180 were there in week four.}
    ```
    """
    for index, change in enumerate(subject.objective.changes):
        if change.recorded:
            yield Found(
                f"`{change.what}` {_moved(change)} on {change.date}, as the history of the file tells, "
                "and nobody says why",
                f"Add it below `changes:` of the objective: `- {as_written(change)}`.",
                at=_where(subject.objective, change),
            )
        elif not change.why.strip():
            yield Found(
                f"`{change.what}` {_moved(change)} on {change.date}, and nobody says why",
                "Add `why: …`, one sentence that somebody can agree or disagree with.",
                at=("changes", index),
            )


def _moved(change: Change) -> str:
    if change.before and change.after:
        return f"was changed from {change.before} to {change.after}"
    if change.recorded:
        return "was added" if change.after else "was removed"
    return "was changed"


def _where(objective: Objective, change: Change) -> tuple[str | int, ...]:
    """Where a change is found that nobody wrote: its key result, else the objective."""
    key_result = objective.key_result_of(change)
    return () if key_result is None else ("key_results", key_result.number - 1)


@rule(
    "BST007",
    "change-after-the-end",
    ObjectiveSubject,
    serves=("best-practice.flexible", "practitioner.flexible"),
    when=_once_changed,
)
def change_after_the_end(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """A target, wording or date that was changed when the cycle was already over.

    ## Why it matters

    During the cycle a changed target changes what people do. Afterwards it only changes the score.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        changes:
          - {date: 2027-01-04, what: leads.target, from: 200, to: 160, why: It was too much for us.}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        changes:
          - {date: 2026-11-16, what: leads.target, from: 200, to: 160, why: The trade fair was called off.}
    ```
    """
    ends = subject.okrs.cycle.ends
    for index, change in enumerate(subject.objective.changes):
        if change.date > ends:
            yield Found(
                f"`{change.what}` was changed on {change.date}, after {subject.okrs.cycle.name} had ended on {ends}",
                "Restore what stood at the end of the cycle, and write what you learnt about it into the review. A "
                "grade may differ from the computed score, with its reason.",
                at=_where(subject.objective, change) if change.recorded else ("changes", index, "date"),
            )


@rule(
    "BST008",
    "few-units-review",
    CycleSubject,
    serves="best-practice.reviewed",
    severity="info",
    limits={"share": 80},
    when=once_over,
    evidence=lambda subject: f"{part(_reviewed(subject), len(in_use(subject)), 'unit')} wrote a review",
)
def few_units_review(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle that is over and of which too few units wrote down what went well and what did not.

    ## Why it matters

    The next cycle is only better than the last one if somebody says what to do differently. Without that, the same
    quarter comes again.

    Reviews are expected when the cycle is closed, or two weeks after its last day.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ```yaml
    # okrs/2026-q4/reviews/marketing.yml
    date: 2026-12-29
    by: mr-smith
    went_well: [Two editors publish without asking.]
    obstacles: [The price list came in week nine.]
    ```

    ## Options

    `share` is the percentage of units that should have reviewed the cycle, 80 by default.
    """
    reviewed, units = _reviewed(subject), len(in_use(subject))
    if 100 * reviewed < limits["share"] * units:
        yield Found(
            f"{only(reviewed, units, 'unit')} wrote down what went well in {subject.cycle.name}, and what did not",
            f"Let each unit look back for an hour and write `{subject.cycle.id}/reviews/<unit>.yml`, with `went_well` "
            "and `obstacles`.",
        )


def _reviewed(subject: CycleSubject) -> int:
    return sum(
        okrs.review is not None and bool(okrs.review.went_well or okrs.review.obstacles) for okrs in in_use(subject)
    )


def _time_for_wins(subject: CycleSubject) -> Applies:
    if not in_use(subject):
        return NOT_ASSESSED
    today = subject.company.portfolio.as_of
    is_time = is_in_force(subject.cycle, today) and subject.cycle.week(today) > _WEEKS_TO_A_WIN
    return JUDGED if is_time or subject.cycle.state is CycleState.CLOSED else NOT_DUE


@rule(
    "BST009",
    "no-wins-told",
    CycleSubject,
    serves="best-practice.wins-celebrated",
    severity="info",
    when=_time_for_wins,
    evidence=lambda subject: f"{count(_wins(subject), 'win')} told",
)
def no_wins_told(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which nobody in the whole company has told of a win, from its fifth week on.

    ## Why it matters

    People who only hear what is late stop listening. A win a week, however small, is why somebody reads the check-ins.

    Wins of the shorter cycles in it count.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ```yaml
    # okrs/2026-q4/reviews/marketing.yml
    date: 2026-12-29
    wins: [A customer quoted our guide to us.]
    ```
    """
    if not _wins(subject):
        yield Found(
            f"nobody has told of a win in {subject.cycle.name}",
            "Ask for one in the next check-in, and write it down: `wins: [A workshop ordered for the third time.]`.",
        )


def _wins(subject: CycleSubject) -> int:
    """The number of wins told in the cycle and in the shorter ones that are part of it."""
    portfolio = subject.company.portfolio
    return sum(
        len(wins(portfolio, cycle))
        for cycle in portfolio.cycles.values()
        if cycle is subject.cycle or subject.cycle in cycles_above(portfolio, cycle)
    )
