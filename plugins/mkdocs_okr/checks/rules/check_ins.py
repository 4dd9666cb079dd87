"""Are OKRs looked at every week?"""

from collections.abc import Iterator

from mkdocs_okr.analysis.check_in_days import patience, stretched
from mkdocs_okr.analysis.key_result_standing import is_settled
from mkdocs_okr.checks.rhythm import (
    held,
    is_closed,
    last_entry,
    once_it_has_okrs,
    owed_from,
    own_name,
    silence,
    stale_days,
    still_open,
    while_its_cycle_runs,
    while_running,
)
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import CheckInSubject, Company, KeyResultSubject, OkrsSubject, UnitSubject
from mkdocs_okr.model import HARD_QUESTIONS, CycleState, KeepMetric, MovingMetric

_DAILY = ("dai", "every day", "workday", "weekday")


def _quoted(text: str) -> str:
    return f'"{text}"' if ":" in text else text


@rule(
    "CHK001",
    "no-time-for-the-check-in",
    UnitSubject,
    serves="check-ins.weekly-time-set",
    severity="info",
    when=once_it_has_okrs,
)
def no_time(subject: UnitSubject, limits: Limits) -> Iterator[Found]:
    """A unit whose charter says how often it checks in, but not on which day or at what time.

    ## Why it matters

    “Weekly” is an intention. “Monday at ten” is in everybody's calendar, and nobody has to be asked.

    Where people write their updates without meeting, `updates_due` takes the place of `time`.

    ## Example

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    check_in: {cadence: weekly}
    ```

    ## Better

    ```yaml
    # okrs/units/marketing.yml
    name: Marketing
    parent: company
    lead: mr-smith
    check_in: {cadence: weekly, day: Monday, time: "10:00"}
    ```
    """
    charter = subject.unit.charter
    if not (charter.cadence or charter.day or charter.time or charter.updates_due):
        return  # that there is no schedule at all is another rule's
    has_day = charter.day or any(word in charter.cadence.lower() for word in _DAILY)
    has_time = charter.time or charter.updates_due
    if has_day and has_time:
        return
    missing = " and ".join(
        words for words, there in (("on which day", has_day), ("at what time", has_time)) if not there
    )
    better = {
        "cadence": charter.cadence or "weekly",
        "day": charter.day or ("" if has_day else "Monday"),
        "time": charter.time or ("" if has_time else "10:00"),
        "updates_due": charter.updates_due,
    }
    keys = ", ".join(f"{key}: {_quoted(value)}" for key, value in better.items() if value)
    yield Found(
        f"{subject.unit.name} does not say {missing} it checks in", f"Write `check_in: {{{keys}}}`.", ("check_in",)
    )


@rule(
    "CHK002",
    "unit-gone-quiet",
    OkrsSubject,
    serves=("practitioner.weekly-updates", "check-ins.confidence-every-two-weeks"),
    severity="info",
    when=while_running,
)
def unit_gone_quiet(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit that has not checked in for longer than `rhythm.stale_days` of settings.yml, in a cycle that runs.

    ## Why it matters

    The figures on the page look like today's and are not. A unit goes quiet when it has too much to do or when its OKRs
    have stopped to matter, and both are worth knowing while the cycle lasts.

    This is only told for information: it comes about by waiting, and must not stop everybody else's site from being
    built.

    A unit that plans to check in more seldom than weekly has a week more than its own cadence, and the OKRs of a year
    have four times as long. Nothing is asked any more of key results that are done or past their date.

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
    days = silence(subject)
    if days <= stale_days(subject):
        return
    key_result = next(still_open(subject), None)
    if key_result is None:
        return
    check_ins = held(subject)
    last = f"since {check_ins[-1].date}, for {days} days" if check_ins else "in this cycle yet"
    file = f"{subject.object.replace('/', '/check-ins/')}/{subject.standings.on}.yml"
    yield Found(
        f"{subject.unit.name} has not checked in {last}",
        f"Write `{file}` with `key_results: {{{own_name(key_result.ref)}: {{value: …, confidence: 0.7}}}}`; say so "
        "there if the OKRs no longer matter.",
    )


def _while_its_unit_checks_in(subject: KeyResultSubject) -> Applies:
    """Where a unit has not checked in at all, CHK002 says so, and its key results cannot be judged one by one."""
    applies = while_its_cycle_runs(subject)
    return NOT_ASSESSED if applies is JUDGED and not subject.okrs.okrs.check_ins else applies


@rule(
    "CHK003",
    "key-result-gone-quiet",
    KeyResultSubject,
    serves=("practitioner.weekly-updates", "check-ins.confidence-every-two-weeks"),
    severity="info",
    when=_while_its_unit_checks_in,
)
def key_result_gone_quiet(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that check-ins have not named for longer than `rhythm.stale_days`, while they name others.

    ## Why it matters

    What nobody talks about has been given up, or has lost its lead. Both can be mended as long as somebody notices.

    As for a whole unit that has gone quiet, there is more time where the unit checks in more seldom than weekly, and in
    the OKRs of a year. A key result that is done, past its date, or whose metric has an inline `current` value owes
    nothing.

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
      demand/trials: {value: 12, confidence: 0.4, note: Nobody had a van in January.}
    ```
    """
    standing, key_result, okrs = subject.standing, subject.key_result, subject.okrs
    last = standing.last_check_in
    if last is not None and standing.quiet_days is None:
        return
    if is_settled(key_result.metric, standing.computed, standing.grade):
        return
    if last is None and getattr(key_result.metric, "current", None) is not None:
        return  # for people who do not keep check-ins
    allowed = stale_days(okrs)
    on = min(okrs.standings.on, key_result.due)
    if (on - (last or owed_from(okrs, key_result))).days <= allowed or silence(okrs) > allowed:
        return
    said = f"since {last}" if last else "in this cycle yet"
    yield Found(
        f"no check-in has named “{key_result.title}” {said}",
        f"Add `{own_name(key_result.ref)}: {{value: …, confidence: 0.7}}` to the next check-in, or drop the key result "
        "and say so under `changes`.",
    )


@rule(
    "CHK006",
    "few-check-ins",
    OkrsSubject,
    serves=("practitioner.weekly-updates", "check-ins.confidence-every-two-weeks"),
    severity="info",
    limits={"days": 14},
    when=lambda subject: JUDGED if is_closed(subject.cycle) and subject.okrs.objectives else NOT_ASSESSED,
)
def few_check_ins(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit that checked in less often than every other week in a cycle that is now closed.

    ## Why it matters

    Nothing can be changed about it any more. It is told because a result that surprised everybody at the end of a
    quarter nearly always has this behind it.

    In the OKRs of a year, one check-in in eight weeks is enough.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-12-22.yml
    key_results:
      orders/again: {value: 33, confidence: 0}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-10-12.yml
    key_results:
      orders/again: {value: 31, confidence: 0.7}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-10-26.yml
    key_results:
      orders/again: {value: 32, confidence: 0.7}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-11-09.yml
    key_results:
      orders/again: {value: 32, confidence: 0.4}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-11-23.yml
    key_results:
      orders/again: {value: 36, confidence: 0.7}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-12-07.yml
    key_results:
      orders/again: {value: 38, confidence: 0.7}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-12-22.yml
    key_results:
      orders/again: {value: 39, confidence: 1}
    ```

    ## Options

    - `days`: for how many days of a quarter one check-in is enough; 14.
    """
    cycle = subject.cycle
    there = len({cycle.week(check_in.date) for check_in in held(subject)})
    wanted = int(cycle.days / patience(subject.cycle, subject.unit, limits["days"]))
    if there < wanted:
        times = f"in {there} of the {cycle.weeks} weeks" if there else f"not once in the {cycle.weeks} weeks"
        yield Found(
            f"{subject.unit.name} checked in {times} of {cycle.name}",
            f"Fix a day and a time in its charter for the next cycle; {wanted} check-ins are the least.",
        )


def _once_checked_in(subject: OkrsSubject) -> Applies:
    cycle = subject.cycle
    if len(held(subject)) >= 2 and subject.okrs.objectives:
        return JUDGED
    begun = cycle.state is not CycleState.DRAFT and cycle.starts <= subject.company.portfolio.as_of
    return NOT_ASSESSED if begun else NOT_DUE


@rule(
    "CHK009",
    "hard-questions-unanswered",
    OkrsSubject,
    serves="check-ins.hard-questions",
    severity="info",
    limits={"check_ins": 3},
    when=_once_checked_in,
)
def hard_questions_unanswered(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit whose last check-ins answer none of the hard questions.

    ## Why it matters

    Figures alone are a report. The questions make a conversation of it, and the answers are what people remember when
    the review comes.

    They are `changed` (what changed?), `how_confident` (how confident are we?), `slows_us_down` (what slows us down?)
    and `raise_confidence` (how can confidence rise?). One answer in three check-ins is enough.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-12-15.yml
    key_results:
      orders/again: {value: 35, confidence: 0.4}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-12-22.yml
    key_results:
      orders/again: {value: 36, confidence: 0.4}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-12-15.yml
    key_results:
      orders/again: {value: 35, confidence: 0.4}
    slows_us_down: Half of the workshops close for the holidays.
    ```

    ```yaml
    # okrs/2026-q4/check-ins/sales/2026-12-22.yml
    key_results:
      orders/again: {value: 36, confidence: 0.4}
    ```

    ## Options

    - `check_ins`: how many of the last check-ins are read; 3.
    """
    last = held(subject)[-max(int(limits["check_ins"]), 1) :]
    if not any(each.changed or each.how_confident or each.slows_us_down or each.raise_confidence for each in last):
        yield Found(
            f"the last {len(last)} check-ins of {subject.unit.name} answer none of the hard questions",
            "Answer one of them, for example `slows_us_down: …` or `raise_confidence: …`.",
            (),
            last[-1].origin,
        )


@rule(
    "CHK010",
    "playbook-without-check-ins",
    Company,
    serves="check-ins.short-and-crisp",
    severity="info",
    evidence=lambda company: _guidance(company),
)
def playbook_without_check_ins(subject: Company, limits: Limits) -> Iterator[Found]:
    """A playbook that does not say how to check in.

    ## Why it matters

    Without a word on how long a check-in is and what belongs into it, every unit finds its own way, and the one with
    the longest reports becomes the measure.

    A page of the playbook says in its front matter what it covers: `playbook: {covers: [check-ins]}`.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    playbook: units    # a folder without a page on check-ins
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    playbook: ../docs/playbook
    ```
    """
    playbook = subject.portfolio.playbook
    if playbook is not None and not _pages_on_check_ins(subject):
        yield Found(
            "no page of the playbook says how to check in",
            "Write one, and say so in its front matter: `playbook: {covers: [check-ins]}`.",
            origin=playbook.origin,
        )


def _pages_on_check_ins(company: Company) -> list[str]:
    playbook = company.portfolio.playbook
    return [page.title for page in playbook.pages if "check-ins" in page.covers] if playbook is not None else []


def _guidance(company: Company) -> str:
    pages = ", ".join(f"“{title}”" for title in _pages_on_check_ins(company))
    return f"the playbook's {pages}" if pages else "no page of the playbook on check-ins"


@rule(
    "CHK011",
    "check-in-too-long",
    CheckInSubject,
    serves="check-ins.short-and-crisp",
    severity="info",
    limits={"words": 60},
)
def too_long(subject: CheckInSubject, limits: Limits) -> Iterator[Found]:
    """A check-in with a note or an answer that is longer than sixty words.

    ## Why it matters

    A check-in is read by people who have ten others to read. What does not fit into two or three sentences belongs into
    a document, with a link to it in the note.

    ## Example

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/first:
        value: 154
        confidence: 0.7
        note: >-
          On Monday we looked at the campaign again and found that the second half of the texts had not been read by
          anybody, so we asked two colleagues to read them. On Tuesday both of them were ill. On Wednesday one came
          back and read the first three texts, of which two are fine and one is not. On Thursday we rewrote that one
          and asked again. On Friday it was fine, and all of them went out at ten.
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/first: {value: 154, confidence: 0.7, note: All texts went out on Friday. Two readers next time.}
    ```

    ## Options

    - `words`: how many words a note or an answer may have; 60.
    """
    check_in, most = subject.check_in, limits["words"]
    long: list[tuple[str, tuple[str, ...]]] = [
        (entry.note, ("key_results", own_name(entry.key_result), "note"))
        for entry in check_in.entries
        if len(entry.note) > 2 * most  # a word and its space take two signs at least
    ]
    long += [(text, (key,)) for key in HARD_QUESTIONS if len(text := getattr(check_in, key)) > 2 * most]
    for text, at in long:
        if len(words := text.split()) > most:
            yield Found(
                f"“{' '.join(words[:6])} …” has {len(words)} words",
                f"Keep what others have to know, in {most:g} words or less; the rest can be a link.",
                at,
            )


@rule(
    "CHK012",
    "check-in-by-nobody",
    CheckInSubject,
    serves="practitioner.weekly-updates",
    severity="info",
)
def by_nobody(subject: CheckInSubject, limits: Limits) -> Iterator[Found]:
    """A check-in that does not say who wrote it.

    ## Why it matters

    Whoever reads a note and has a question, or an idea, wants to know whom to call.

    ## Example

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    key_results:
      demand/first: {value: 154, confidence: 0.7}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/first: {value: 154, confidence: 0.7}
    ```
    """
    if subject.check_in.by is None:
        lead = subject.okrs.unit.lead
        yield Found(
            f"this check-in of {subject.okrs.unit.name} does not say who wrote it",
            f"Add `by: {lead or 'an id from people.yml'}`.",
        )


@rule(
    "CHK013",
    "check-in-without-key-results",
    CheckInSubject,
    serves="practitioner.weekly-updates",
    severity="info",
)
def without_key_results(subject: CheckInSubject, limits: Limits) -> Iterator[Found]:
    """A check-in that names none of the unit's key results.

    ## Why it matters

    A check-in without key results is a status report. The figures on the page stay what they were, and so does the
    question whether the objective will be reached.

    ## Example

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    changed: The van came back.
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    by: mr-smith
    key_results:
      demand/first: {value: 154, confidence: 0.7}
    changed: The van came back.
    ```
    """
    okrs = subject.okrs
    if subject.check_in.entries or okrs.hidden:
        return
    first = next((each for objective in okrs.okrs.objectives for each in objective.key_results), None)
    if first is not None:
        yield Found(
            "this check-in names no key result",
            f"Say where at least one stands: `key_results: {{{own_name(first.ref)}: {{value: …, confidence: 0.7}}}}`.",
            ("key_results",),
        )


@rule(
    "CHK014",
    "value-out-of-date",
    KeyResultSubject,
    serves="practitioner.weekly-updates",
    severity="info",
    limits={"days": 35},
    when=_while_its_unit_checks_in,
)
def value_out_of_date(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result with a number that is checked in on without the number.

    ## Why it matters

    The score on the page is computed from the last value. While none comes, it stays where it is, whatever the notes
    say.

    A confidence without a value is all right for a while: many figures come once a month.

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
      demand/trials: {confidence: 0.7, note: Going well.}
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
      demand/trials: {value: 24, confidence: 0.7, note: Going well.}
    ```

    ## Options

    - `days`: how old a value may be, in a quarter; 35.
    """
    standing, key_result, okrs = subject.standing, subject.key_result, subject.okrs
    if standing.last_check_in is None or standing.quiet_days is not None:
        return
    metric = key_result.metric
    if not isinstance(metric, MovingMetric | KeepMetric) or (
        standing.value_date is None and metric.current is not None
    ):
        return
    read = standing.value_date
    age = (min(okrs.standings.on, key_result.due) - (read or owed_from(okrs, key_result))).days
    if age <= limits["days"] or age <= stretched(limits["days"], okrs.cycle):
        return
    found = last_entry(okrs, key_result.ref)
    assert found is not None  # it has been checked in on
    name = own_name(key_result.ref)
    said = f"had its last value on {read}, {age} days ago" if read else "never had a value in a check-in"
    yield Found(
        f"“{key_result.title}” {said}",
        f"Add it: `{name}: {{value: …, confidence: 0.7}}`; `metric.source` says where it comes from.",
        ("key_results", name),
        found[0].origin,
    )
