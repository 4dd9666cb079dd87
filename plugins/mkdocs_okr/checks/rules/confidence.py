"""How confident are we, and does that fit with what the figures say?"""

from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_okr.analysis.check_in_days import patience
from mkdocs_okr.analysis.key_result_standing import is_settled
from mkdocs_okr.analysis.progress import expected
from mkdocs_okr.analysis.status import Status, pace
from mkdocs_okr.checks.rhythm import (
    held,
    last_entry,
    owed_from,
    own_name,
    while_its_cycle_runs,
    while_running,
)
from mkdocs_okr.checks.rule import Found, Limits, rule
from mkdocs_okr.checks.subjects import KeyResultSubject, OkrsSubject
from mkdocs_okr.model import CheckIn, CheckInEntry, KeepMetric, MovingMetric

_TWO_WEEKS = 14


@rule(
    "CHK004",
    "confidence-out-of-date",
    KeyResultSubject,
    serves="check-ins.confidence-every-two-weeks",
    severity="info",
    limits={"days": 14},
    when=while_its_cycle_runs,
)
def confidence_out_of_date(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that is checked in on, but whose confidence was not told for two weeks.

    ## Why it matters

    A value says where a key result is, confidence where its lead thinks it will end. It falls weeks before the value
    does, which is the time in which others can help.

    It is judged only where the unit tells confidence at all. There is more time where the unit checks in more seldom
    than weekly, and in the OKRs of a year.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 100, target: 200}}
          - {id: trials, title: Workshops that try a tool, metric: {unit: workshops, baseline: 10, target: 40}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/first: {value: 154, confidence: 0.7}
      demand/trials: {value: 18}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 100, target: 200}}
          - {id: trials, title: Workshops that try a tool, metric: {unit: workshops, baseline: 10, target: 40}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/first: {value: 154, confidence: 0.7}
      demand/trials: {value: 18, confidence: 0.4}
    ```

    ## Options

    - `days`: how old a confidence may be, in a quarter; 14.
    """
    standing, key_result, okrs = subject.standing, subject.key_result, subject.okrs
    if standing.last_check_in is None or standing.quiet_days is not None:
        return
    told = standing.confidence_date
    age = (min(okrs.standings.on, key_result.due) - (told or owed_from(okrs, key_result))).days
    if age <= limits["days"] or age <= patience(okrs.cycle, okrs.unit, limits["days"]):
        return
    if is_settled(key_result.metric, standing.computed, standing.grade) or not _tells_confidence(okrs):
        return
    found = last_entry(okrs, key_result.ref)
    assert found is not None  # it has been checked in on
    check_in, _ = found
    said = f"was last told on {told}, {age} days ago" if told else "was never told"
    yield Found(
        f"the confidence in “{key_result.title}” {said}",
        f"Add it to the check-in: `{own_name(key_result.ref)}: {{…, confidence: 0.7}}`; 1 is high, 0.7 likely, "
        "0.4 a challenge, 0 unlikely.",
        ("key_results", own_name(key_result.ref)),
        check_in.origin,
    )


def _tells_confidence(okrs: OkrsSubject) -> bool:
    standings = okrs.standings.key_results
    return any(
        standings[each.ref].confidence is not None
        for objective in okrs.okrs.objectives
        for each in objective.key_results
    )


@rule(
    "CHK005",
    "confidence-never-told",
    OkrsSubject,
    serves="check-ins.confidence-every-two-weeks",
    severity="info",
    when=while_running,
)
def confidence_never_told(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit that has checked in for more than two weeks without once saying how confident it is.

    ## Why it matters

    Values look back. Confidence is the only part of a check-in that looks ahead, and the only one that asks for help in
    time.

    ## Example

    ```yaml
    # okrs/units/support.yml
    name: Support
    parent: company
    lead: mr-klein
    ```

    ```yaml
    # okrs/2027-q1/support.yml
    objectives:
      - id: answers
        title: Help before somebody asks twice
        key_results:
          - {id: hours, title: Hours until the first answer, metric: {unit: h, baseline: 30, target: 4}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/support/2027-02-15.yml
    by: mr-klein
    key_results:
      answers/hours: {value: 18}
    ```

    ## Better

    ```yaml
    # okrs/units/support.yml
    name: Support
    parent: company
    lead: mr-klein
    ```

    ```yaml
    # okrs/2027-q1/support.yml
    objectives:
      - id: answers
        title: Help before somebody asks twice
        key_results:
          - {id: hours, title: Hours until the first answer, metric: {unit: h, baseline: 30, target: 4}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/support/2027-02-15.yml
    by: mr-klein
    key_results:
      answers/hours: {value: 18, confidence: 0.7}
    ```
    """
    check_ins = [check_in for check_in in held(subject) if check_in.entries]
    if (
        subject.hidden
        or not check_ins
        or (subject.standings.on - owed_from(subject)).days <= patience(subject.cycle, subject.unit, _TWO_WEEKS)
    ):
        return
    if not _tells_confidence(subject):
        yield Found(
            f"{subject.unit.name} checks in without saying how confident it is",
            f"Add it to each key result: `{own_name(check_ins[-1].entries[0].key_result)}: {{…, confidence: 0.7}}`; "
            "1 is high, 0.7 likely, 0.4 a challenge, 0 unlikely.",
            ("key_results",),
            check_ins[-1].origin,
        )


_CONFIDENCE = {1.0: "1 (high)", 0.7: "0.7 (likely)", 0.4: "0.4 (a challenge)", 0.0: "0 (unlikely)"}


class _Told(NamedTuple):
    """A confidence beside the pace of the day on which it was told. Scores go from 0 to 1."""

    check_in: CheckIn
    entry: CheckInEntry
    score: float
    expected: float
    status: Status


def _told(subject: KeyResultSubject, *confidences: float) -> _Told | None:
    """The last confidence of a key result, where it is one of these and there is a number to hold it against."""
    standing, key_result, okrs = subject.standing, subject.key_result, subject.okrs
    if standing.confidence not in confidences or standing.confidence_date is None or standing.computed is None:
        return None
    metric = key_result.metric
    if metric is None or isinstance(metric, KeepMetric):
        return None  # its score counts the past; whether a range is kept is a question of the coming weeks
    if isinstance(metric, MovingMetric) and standing.value is None:
        return None
    # Compared on the day it was told: waiting alone does not make a confidence wrong.
    on = max(standing.confidence_date, standing.value_date or standing.confidence_date)
    wanted = expected(metric, key_result.starts or okrs.cycle.starts, key_result.due, on)
    status = pace(standing.computed, wanted, subject.company.portfolio.settings.scoring.pace)
    found = last_entry(okrs, key_result.ref, standing.confidence_date)
    return _Told(*found, standing.computed, wanted, status) if found is not None else None


@rule(
    "CHK007",
    "confidence-above-pace",
    KeyResultSubject,
    serves="check-ins.confidence-every-two-weeks",
    limits={"behind": 0.3},
    when=while_its_cycle_runs,
)
def confidence_above_pace(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that is told as likely or certain although it was far behind its pace when that was told.

    ## Why it matters

    Readers trust the confidence, because it knows more than the numbers. If it does, it is worth a sentence or a `plan`
    with the way that is really expected; if it does not, nobody will come to help.

    The score is held against what was expected on the day of the check-in, so nothing becomes wrong by waiting. Metrics
    that are kept in a range are left out.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: trials, title: Workshops that try a tool, metric: {unit: workshops, baseline: 10, target: 40}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/trials: {value: 12, confidence: 1}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: trials
            title: Workshops that try a tool
            metric: {unit: workshops, baseline: 10, target: 40}
            plan: {2027-02-28: 12, 2027-03-15: 30}    # the trade fair is in March
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/trials: {value: 12, confidence: 1}
    ```

    ## Options

    - `behind`: from which distance between the expected and the real score on it is told; 0.3.
    """
    told = _told(subject, 1.0, 0.7)
    if told is not None and round(told.expected - told.score, 9) >= limits["behind"]:
        name = own_name(subject.key_result.ref)
        yield Found(
            f"“{subject.key_result.title}” is told as {_CONFIDENCE[told.entry.confidence or 0.0]}, but its score was "
            f"{told.score:.2f} where {told.expected:.2f} was expected",
            f"Lower it, for example `{name}: {{…, confidence: 0.4}}`; or write the way that you expect into the key "
            "result's `plan`.",
            ("key_results", name, "confidence"),
            told.check_in.origin,
        )


@rule(
    "CHK008",
    "confidence-below-pace",
    KeyResultSubject,
    serves="check-ins.confidence-every-two-weeks",
    severity="info",
    when=while_its_cycle_runs,
)
def confidence_below_pace(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that is told as a challenge or as unlikely although it was ahead of its pace, without a word on why.

    ## Why it matters

    Somebody knows something that the numbers do not show yet. Everybody else would like to know it, too.

    Ahead is what `scoring.pace` of settings.yml says: by default 0.1 above the score that was expected. A `note` in the
    same check-in is enough of an answer.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: trials, title: Workshops that try a tool, metric: {unit: workshops, baseline: 10, target: 40}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/trials: {value: 34, confidence: 0.4}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: trials, title: Workshops that try a tool, metric: {unit: workshops, baseline: 10, target: 40}}
    ```

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/trials: {value: 34, confidence: 0.4, note: The van is in repair until April.}
    ```
    """
    told = _told(subject, 0.4, 0.0)
    if told is not None and told.status is Status.AHEAD and not told.entry.note:
        name = own_name(subject.key_result.ref)
        yield Found(
            f"“{subject.key_result.title}” is told as {_CONFIDENCE[told.entry.confidence or 0.0]}, but its score was "
            f"{told.score:.2f} where {told.expected:.2f} was expected",
            f"Say why: `{name}: {{…, note: what you are afraid of}}`; or raise the confidence.",
            ("key_results", name, "confidence"),
            told.check_in.origin,
        )
