"""Are targets neither too easy nor out of reach, and are the figures on the way to them plausible?"""

import math
from collections.abc import Iterator

from mkdocs_okr.analysis.progress import way_covered
from mkdocs_okr.checks.figures import amount, number
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import CheckInSubject, KeyResultSubject
from mkdocs_okr.model import (
    CheckInEntry,
    CycleState,
    Keep,
    KeepMetric,
    KeyResult,
    Metric,
    MilestoneMetric,
    MovingMetric,
    Ref,
)


@rule(
    "KR040",
    "target-equals-baseline",
    KeyResultSubject,
    serves="drafting.key-result.challenging",
    smart="A",
)
def target_equals_baseline(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result whose target is the figure that it starts from.

    ## Why it matters

    It is reached before anything was done. If the figure only has to stay where it is, `keep` says so and counts the
    weeks in which it did; if it is normal business, it is a health metric.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: accepted, title: Leads that sales accepts, metric: {unit: "%", baseline: 65, target: 65}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: accepted, title: Leads that sales accepts, metric: {unit: "%", keep: at least, target: 65}}
    ```
    """
    metric = subject.key_result.metric
    if isinstance(metric, MovingMetric) and metric.baseline == metric.target:
        yield Found(
            f"“{subject.key_result.title}” is there already: baseline and target are both "
            f"{amount(metric.target, metric.unit)}",
            "Choose a target that takes an effort. If it is to stay there, write "
            f"`keep: at least, target: {number(metric.target)}` (or `at most`) instead of the baseline.",
            ("metric", "target"),
        )


def _first_week_has_passed(subject: KeyResultSubject) -> Applies:
    metric = subject.key_result.metric
    if not isinstance(metric, MovingMetric) or metric.baseline == metric.target:
        return NOT_ASSESSED
    cycle = subject.okrs.cycle
    if cycle.state is CycleState.DRAFT or len(subject.standing.history) <= _first_week(subject):
        return NOT_DUE
    return JUDGED


def _first_week(subject: KeyResultSubject) -> int:
    """The week of the cycle in which work on the key result begins."""
    starts = subject.key_result.starts
    return 1 if starts is None else max(subject.okrs.cycle.week(starts), 1)


@rule(
    "KR041",
    "target-reached-in-the-first-week",
    KeyResultSubject,
    serves="drafting.key-result.challenging",
    when=_first_week_has_passed,
    smart="A",
)
def reached_in_the_first_week(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that had reached its target when the first week was over.

    ## Why it matters

    Either the baseline was out of date or the target was no target. Eleven weeks are left in which everybody looks at a
    1.0, and nobody at what could be done.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 100, target: 105}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-01-05.yml
    key_results:
      demand/first: {value: 109}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 109, target: 200}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-01-05.yml
    key_results:
      demand/first: {value: 109}
    ```
    """
    metric, key_result = subject.key_result.metric, subject.key_result
    history = subject.standing.history
    if isinstance(metric, MovingMetric) and any(score == 1.0 for score in history[: _first_week(subject) + 1]):
        yield Found(
            f"“{key_result.title}” had reached its target of {amount(metric.target, metric.unit)} when the first week "
            "was over",
            "Raise the target while there is time, and note it under `changes` with the reason; or set the figure of "
            "today as baseline and begin from there.",
            ("metric", "target"),
        )


@rule(
    "KR042",
    "target-out-of-proportion",
    KeyResultSubject,
    serves="drafting.key-result.realistic",
    severity="info",
    limits={"times": 10},
    smart="A",
)
def out_of_proportion(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result of a committed objective that is to become many times what it was.

    ## Why it matters

    A promise has to be kept in full. Tenfold growth in one cycle is a dream, which is fine for a stretch: those are not
    judged here, nor is what begins at nothing.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        kind: committed
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 2000}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        kind: committed
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
    ```

    ## Options

    - `times`: how many times the baseline a committed target may be, or the baseline the target, 10.
    """
    metric = subject.key_result.metric
    if subject.objective.objective.kind != "committed" or not isinstance(metric, MovingMetric):
        return
    low, high = sorted((metric.baseline or 0.0, metric.target))
    if low > 0 and high > low * limits["times"]:
        assert metric.baseline is not None
        yield Found(
            f"“{subject.key_result.title}” is promised to go from {amount(metric.baseline, metric.unit)} to "
            f"{amount(metric.target, metric.unit)} in {subject.okrs.cycle.name}",
            "Promise what can be kept and let the rest be a stretch: a lower target, or `kind: aspirational`. Or are "
            "the two figures in different units?",
            ("metric", "target"),
        )


@rule(
    "KR043",
    "kept-figure-begins-outside",
    KeyResultSubject,
    serves=("drafting.key-result.measurable", "drafting.key-result.realistic"),
    severity="info",
)
def kept_figure_begins_outside(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A figure that is to be kept within bounds, and begins outside of them.

    ## Why it matters

    What is kept is scored by the share of weeks in which it held. A figure that has to get there first loses all the
    weeks on the way, however well it moves.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: accepted
            title: Leads that sales accepts
            metric: {unit: "%", keep: at least, baseline: 48, target: 65}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: accepted, title: Leads that sales accepts, metric: {unit: "%", baseline: 48, target: 65}}
    ```
    """
    metric = subject.key_result.metric
    if isinstance(metric, KeepMetric) and metric.baseline is not None and not metric.holds(metric.baseline):
        bound = metric.low if metric.low is not None and metric.baseline < metric.low else metric.high
        assert bound is not None
        target = f"target: {number(bound)}"
        yield Found(
            f"“{subject.key_result.title}” is to be kept {_bounds(metric)}, and begins at "
            f"{amount(metric.baseline, metric.unit)}",
            f"A figure that has to move first has a baseline and a target: `baseline: {number(metric.baseline)}, "
            f"{target}`, without `keep`.",
            ("metric", "baseline"),
        )


def _bounds(metric: KeepMetric) -> str:
    low = "" if metric.low is None else amount(metric.low, metric.unit)
    high = "" if metric.high is None else amount(metric.high, metric.unit)
    return f"between {low} and {high}" if metric.keep is Keep.BETWEEN else f"{metric.keep} {low or high}"


@rule(
    "KR044",
    "plan-leads-elsewhere",
    KeyResultSubject,
    serves="drafting.key-result.indicates-progress",
    severity="info",
)
def plan_leads_elsewhere(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A plan whose values do not lead from the baseline to the target.

    ## Why it matters

    Every status of the key result is judged by its plan. A value beyond the target or on the wrong side of the
    baseline, one that goes back, or another figure than the target on the due day is a slip of the pen as a rule.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: leads
            title: Qualified leads a month
            metric: {unit: leads, baseline: 120, target: 200}
            plan: {2027-01-29: 140, 2027-02-26: 1700}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: leads
            title: Qualified leads a month
            metric: {unit: leads, baseline: 120, target: 200}
            plan: {2027-01-29: 140, 2027-02-26: 170}
    ```
    """
    metric, key_result = subject.key_result.metric, subject.key_result
    if not isinstance(metric, MovingMetric) or not metric.plan or metric.baseline == metric.target:
        return
    before = 0.0
    for day, value in metric.plan.items():
        covered = way_covered(metric, value)
        if not 0.0 <= covered <= 1.0:
            wrong = f"lies outside the way from {number(metric.baseline or 0.0)} to {number(metric.target)}"
        elif covered < before:
            wrong = "goes back behind the value before"
        elif day == key_result.due and value != metric.target:
            wrong = f"is not the target of {number(metric.target)}, although the key result is due that day"
        else:
            before = covered
            continue
        yield Found(
            f"the plan of “{key_result.title}” expects {amount(value, metric.unit)} on {day}, which {wrong}",
            "Correct the value, or the target.",
            ("plan", day.isoformat()),
        )
        return


@rule(
    "KR045",
    "milestone-after-the-due-day",
    KeyResultSubject,
    serves="drafting.key-result.indicates-progress",
    smart="T",
)
def milestone_after_the_due_day(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A milestone that is due later than its key result.

    ## Why it matters

    One of the two days is wrong: the key result cannot be done before its stages are.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: languages
            title: Price lists in our customers' languages
            metric: {milestones: [{title: Spanish, due: 2027-02-12}, {title: Polish, due: 2027-03-26}]}
            due: 2027-03-12
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: languages
            title: Price lists in our customers' languages
            metric: {milestones: [{title: Spanish, due: 2027-02-12}, {title: Polish, due: 2027-03-26}]}
            due: 2027-03-26
    ```
    """
    metric, due = subject.key_result.metric, subject.key_result.due
    if not isinstance(metric, MilestoneMetric):
        return
    for index, milestone in enumerate(metric.milestones):
        if milestone.due is not None and milestone.due > due:
            yield Found(
                f"“{milestone.title}” is due on {milestone.due}, later than “{subject.key_result.title}”, which is due "
                f"on {due}",
                f"Bring the milestone forward, or write `due: {milestone.due}` for the key result.",
                ("metric", "milestones", index, "due"),
            )


_SLIPS = (100.0, 10.0, 1000.0)
"""By how much a figure is off when it was typed as a share, with a digit too many, or in thousands."""


@rule(
    "KR046",
    "implausible-value",
    CheckInSubject,
    serves="drafting.key-result.directly-measurable",
    limits={"factor": 5},
)
def implausible_value(subject: CheckInSubject, limits: Limits) -> Iterator[Found]:
    """A check-in whose value is far off the way from baseline to target, by a factor that looks like a slip.

    ## Why it matters

    0.72 instead of 72 %, 1680 instead of 168, 430 instead of 430,000: one slip turns a score, a trend and a status
    upside down, and the page is published before anybody notices. Only values that would fit with the point somewhere
    else are reported, so that a real surprise is not.

    ## Example

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    key_results:
      demand/first: {value: 1540}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    key_results:
      demand/first: {value: 154}
    ```

    ## Options

    - `factor`: how many times above or below the way from baseline to target a value has to be, 5.
    """
    factor = limits["factor"]
    key_results = subject.company.portfolio.key_results
    for entry in subject.check_in.entries:
        value = entry.value
        if not value or value < 0:
            continue
        key_result = key_results[entry.key_result]
        low, high = _way(key_result.metric)
        if low <= 0:
            if high <= 0 or high / 100 <= value <= high * factor:
                continue
        elif low / factor <= value <= high * factor:
            continue
        meant = _meant(subject, entry, key_result.metric)
        if meant is not None:
            unit = getattr(key_result.metric, "unit", "")
            ref = entry.key_result
            yield Found(
                f"“{key_result.title}” is said to stand at {amount(value, unit)}, while {_said(key_result)}",
                f"If {amount(meant, unit)} is meant, write `value: {number(meant)}`.",
                ("key_results", f"{ref.objective}/{ref.key_result}", "value"),
            )


def _way(metric: Metric | None) -> tuple[float, float]:
    """Between which values a figure is expected; (0, 0) where nothing can be said."""
    if isinstance(metric, MovingMetric):
        start, target = metric.baseline or 0.0, metric.target
        low, high = (start, target) if start < target else (target, start)
        return (low, high) if low >= 0 else (0.0, 0.0)
    if isinstance(metric, KeepMetric) and metric.unit == "%" and metric.low is not None:
        return metric.low, math.inf
    return 0.0, 0.0


def _meant(subject: CheckInSubject, entry: CheckInEntry, metric: Metric | None) -> float | None:
    """What was probably meant: the value with its point elsewhere, near the way; None where nothing fits."""
    value = entry.value
    assert value is not None
    low, high = _way(metric)
    if isinstance(metric, KeepMetric):
        return value * 100 if low * 0.5 <= value * 100 <= 100 else None
    assert isinstance(metric, MovingMetric)
    if value > high:
        return next((value / slip for slip in _SLIPS if low * 0.5 <= value / slip <= high * 1.5), None)
    rises = metric.target == high
    if low <= 0:
        # What rises from 0 may be small at first, what falls to 0 at last.
        low = (_value_before(subject, entry.key_result) or 0.0) if rises else 0.0
        if low < 50 * value:
            return None
    slips = _SLIPS if rises else (100.0, 1000.0)  # a tenth of a target that falls may be a success
    return next((value * slip for slip in slips if low * 0.5 <= value * slip <= high * 1.5), None)


def _value_before(subject: CheckInSubject, key_result: Ref) -> float | None:
    """The last value that was read of the key result before this check-in."""
    found = None
    for check_in in subject.okrs.okrs.check_ins:
        if check_in.date >= subject.check_in.date:
            break
        for entry in check_in.entries:
            if entry.key_result == key_result and entry.value is not None:
                found = entry.value
    return found


def _said(key_result: KeyResult) -> str:
    metric = key_result.metric
    if isinstance(metric, KeepMetric):
        return f"it is to be kept {_bounds(metric)}"
    assert isinstance(metric, MovingMetric)
    return f"it goes from {amount(metric.baseline or 0.0, metric.unit)} to {amount(metric.target, metric.unit)}"
