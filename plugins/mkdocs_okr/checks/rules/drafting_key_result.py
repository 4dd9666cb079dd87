"""Is it a good key result? What its data says. Its words are judged in `key_result_wording`, targets in
`drafting_targets`.
"""

from collections.abc import Iterator

from mkdocs_okr.checks.figures import amount, count, number, quoted
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import KeyResultSubject, ObjectiveSubject, OkrsSubject
from mkdocs_okr.model import Deliverable, KeepMetric, KeyResult, MilestoneMetric, MovingMetric


@rule(
    "KR001",
    "key-result-without-metric",
    KeyResultSubject,
    serves="drafting.key-result.measurable",
    smart="M",
)
def without_metric(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that does not say how it is measured.

    ## Why it matters

    Without a metric nobody can tell how far it has come, so everybody will see what they want to see.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: More qualified leads}
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
            metric: {unit: leads, baseline: 120, target: 200, source: CRM}
    ```
    """
    if subject.key_result.metric is None:
        yield Found(
            f"“{subject.key_result.title}” has no metric",
            "Add one, for example `metric: {unit: leads, baseline: 120, target: 200, source: CRM}`.",
        )


@rule(
    "KR002",
    "key-result-without-baseline",
    KeyResultSubject,
    serves="drafting.key-result.measurable",
    smart="M",
)
def without_baseline(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result whose figure has a target but no baseline.

    ## Why it matters

    200 leads can be a record or a disgrace: it depends on where one begins. Without a baseline progress is counted
    from 0, and a key result that stands still looks half done.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, target: 200}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
    ```
    """
    metric = subject.key_result.metric
    if isinstance(metric, MovingMetric) and metric.baseline is None:
        yield Found(
            f"“{subject.key_result.title}” is to reach {amount(metric.target, metric.unit)}, but from where?",
            "Add the figure of the day before the cycle: `baseline: …`. If it starts from nothing, write "
            f"`metric: {_with_baseline(metric)}`.",
            ("metric",),
        )


def _with_baseline(metric: MovingMetric) -> str:
    """The metric as it would be written with a baseline of 0."""
    unit = f"unit: {quoted(metric.unit)}, " if metric.unit else ""
    source = f", source: {quoted(metric.source)}" if metric.source else ""
    return f"{{{unit}baseline: 0, target: {number(metric.target)}{source}}}"


def _could_have_a_lead(subject: KeyResultSubject) -> Applies:
    return JUDGED if subject.company.portfolio.people and not subject.okrs.level.individual else NOT_ASSESSED


@rule(
    "KR003",
    "key-result-without-lead",
    KeyResultSubject,
    serves=("drafting.key-result.lead", "drafting.key-result.clear-accountability"),
    when=_could_have_a_lead,
)
def without_lead(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that nobody leads.

    ## Why it matters

    Somebody has to read the figure every week, to say how sure he is, and to ask for help in time. “All of us” is
    nobody. Key results of a unit that is a single person need no lead: it is that person. While people.yml lists
    nobody, nobody can be named.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, lead: mr-smith}
    ```
    """
    if subject.key_result.lead is None:
        lead = subject.objective.objective.lead or subject.okrs.unit.lead
        yield Found(
            f"nobody leads “{subject.key_result.title}”",
            f"Add `lead: {lead}`, or whoever can move it." if lead else "Add `lead: …`: one person from people.yml.",
        )


@rule(
    "KR020",
    "key-result-without-source",
    KeyResultSubject,
    serves="drafting.key-result.directly-measurable",
    severity="info",
)
def without_source(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that does not say where its figure comes from.

    ## Why it matters

    Two people who count leads in two systems get two numbers, and the check-in is spent on which of them is right.
    Milestones and deliverables need no source: they are there or they are not.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
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
            metric: {unit: leads, baseline: 120, target: 200, source: "CRM, last 30 days"}
    ```
    """
    metric = subject.key_result.metric
    if isinstance(metric, MovingMetric | KeepMetric) and not metric.source:
        yield Found(
            f"“{subject.key_result.title}” does not say where its figure comes from",
            "Add `source: …` to the metric: the report or system in which everybody finds the same number.",
            ("metric",),
        )


@rule(
    "KR021",
    "key-result-without-unit",
    KeyResultSubject,
    serves="drafting.key-result.measurable",
    severity="info",
)
def without_unit(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result whose figure has no unit.

    ## Why it matters

    “From 4 to 5” may be percent, days or stars. The unit is printed with every figure, so that nobody has to ask.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: answer, title: First answer to a question, metric: {baseline: 9, target: 3}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: answer, title: First answer to a question, metric: {unit: days, baseline: 9, target: 3}}
    ```
    """
    metric = subject.key_result.metric
    if isinstance(metric, MovingMetric | KeepMetric) and not metric.unit:
        yield Found(
            f"the figure of “{subject.key_result.title}” has no unit",
            'Add `unit: …` to the metric, for example `unit: days`, `unit: leads` or `unit: "%"`.',
            ("metric",),
        )


@rule(
    "KR022",
    "key-result-is-an-output",
    KeyResultSubject,
    serves="drafting.key-result.results-based",
    severity="info",
)
def is_an_output(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that counts what was made instead of what came of it.

    ## Why it matters

    Pages, campaigns and handbooks are work. They are finished whether or not anybody reads them. A key result says what
    changes for somebody because of them. The rule goes by `indicator: output`, and by deliverables without any
    indicator.

    Not everybody agrees: “launch it, to win a quarter more sign-ups” is a good key result to some. Whoever thinks so
    sets this rule to `ignore`.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: pages
            title: Pages about our tools
            metric: {unit: pages, baseline: 4, target: 20}
            indicator: output
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: asked
            title: Visitors of our pages who ask for an offer
            metric: {unit: "%", baseline: 2.4, target: 3.6}
            indicator: leading
    ```
    """
    key_result = subject.key_result
    if key_result.indicator == "output" and not isinstance(key_result.metric, Deliverable):
        yield Found(
            f"“{key_result.title}” is marked as an output: it counts work, not what comes of it",
            "Ask what will be different for somebody once it is there, and measure that. The work itself goes to "
            "`initiatives`.",
            ("indicator",),
        )


@rule(
    "KR023",
    "key-result-moves-only-at-the-end",
    KeyResultSubject,
    serves="drafting.key-result.indicates-progress",
    severity="info",
)
def moves_only_at_the_end(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that can only be done or not done: a deliverable, or a single milestone.

    ## Why it matters

    It stands at 0 for eleven weeks and says nothing. When it turns out that it will not be reached, it is too late to
    do anything about it.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: languages, title: Price lists in our customers' languages, metric: {deliverable: Price lists}}
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
            metric:
              milestones:
                - {title: Spanish, due: 2027-01-29}
                - {title: Portuguese, due: 2027-02-26}
                - {title: Polish, due: 2027-03-26}
    ```
    """
    metric = subject.key_result.metric
    if isinstance(metric, Deliverable) or (isinstance(metric, MilestoneMetric) and len(metric.milestones) == 1):
        yield Found(
            f"“{subject.key_result.title}” is done or not done: until then nobody sees it move",
            "Measure something that moves every week, or name at least the stages on the way: "
            "`milestones: [{title: …, due: …}, {title: …, due: …}]`.",
            ("metric",),
        )


def _states_indicators(subject: ObjectiveSubject) -> Applies:
    return JUDGED if any(each.indicator for each in subject.objective.key_results) else NOT_ASSESSED


@rule(
    "KR024",
    "objective-without-leading-indicator",
    ObjectiveSubject,
    serves="drafting.key-result.leading-indicator",
    severity="info",
    when=_states_indicators,
)
def without_leading_indicator(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that states indicators, and no leading one among them.

    ## Why it matters

    Revenue says in March what went wrong in January. A figure that moves early, such as first talks or trial accounts,
    leaves time to do something about it. Objectives whose key results state no indicator at all are not judged.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: revenue, title: Revenue from our leads, indicator: lagging}
          - {id: again, title: Customers who order again, indicator: lagging}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: revenue, title: Revenue from our leads, indicator: lagging}
          - {id: leads, title: Qualified leads a month, indicator: leading}
    ```
    """
    if not any(each.indicator == "leading" for each in subject.objective.key_results):
        yield Found(
            f"no key result of “{subject.objective.title}” is a leading indicator",
            "Which figure moves weeks before the others do? Add it with `indicator: leading`.",
        )


def _waits_for_the_last_day(key_result: KeyResult) -> bool:
    """Whether nothing is expected to be seen of it before it is due."""
    metric = key_result.metric
    if isinstance(metric, MovingMetric):
        return not metric.plan
    return not (isinstance(metric, MilestoneMetric) and any(each.due for each in metric.milestones))


def _all_wait_for_the_last_day(subject: ObjectiveSubject) -> bool:
    """Whether several key results are due on the cycle's last day, and nothing is expected to be seen before."""
    ends, key_results = subject.okrs.cycle.ends, subject.objective.key_results
    if any(each.due != ends for each in key_results):
        return False
    open_ones = [each for each in key_results if not isinstance(each.metric, KeepMetric)]
    return len(open_ones) > 1 and all(_waits_for_the_last_day(each) for each in open_ones)


@rule(
    "KR025",
    "everything-due-on-the-last-day",
    ObjectiveSubject,
    serves="drafting.key-result.indicates-progress",
    severity="info",
    smart="T",
)
def everything_on_the_last_day(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective whose key results are all due on the last day of the cycle.

    ## Why it matters

    Then everything happens in the last week, and there is nothing to celebrate or to correct on the way. Key results
    with a plan or with dated milestones count as seen on the way; figures that are only to be kept are left out.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, due: 2027-03-31}
          - {id: accepted, title: Leads that sales accepts, due: 2027-03-31}
          - {id: price, title: Cost of a qualified lead, due: 2027-03-31}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, due: 2027-03-31}
          - {id: accepted, title: Leads that sales accepts, due: 2027-02-26}
          - {id: price, title: Cost of a qualified lead, due: 2027-03-12}
    ```
    """
    if _all_wait_for_the_last_day(subject):
        yield Found(
            f"all key results of “{subject.objective.title}” are due on the last day, {subject.okrs.cycle.ends}",
            "Give at least one of them an earlier `due`, or a `plan` with the values expected on the way.",
        )


@rule(
    "KR026",
    "key-result-without-date",
    KeyResultSubject,
    serves="drafting.key-result.indicates-progress",
    severity="info",
    smart="T",
)
def without_date(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that says nothing about time: no due day, no plan, no dated milestones.

    ## Why it matters

    Without a date of its own it is due on the last day of the cycle. That is allowed, and often nobody has thought
    about it. Figures that are only to be kept hold all the time and need no date.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
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
            due: 2027-03-12
    ```
    """
    key_result = subject.key_result
    if key_result.has_due or isinstance(key_result.metric, KeepMetric) or not _waits_for_the_last_day(key_result):
        return
    if not _all_wait_for_the_last_day(subject.objective):  # that is told of the objective, once
        yield Found(
            f"“{key_result.title}” has no date of its own",
            f"Add `due: …`, {key_result.due} at the latest, or a `plan` with values on the way.",
        )


@rule(
    "KR027",
    "one-lead-for-too-many-key-results",
    OkrsSubject,
    serves="drafting.key-result.clear-accountability",
    severity="info",
    limits={"most": 8},
    evidence=lambda subject: count(_key_results(subject), "key result"),
)
def one_lead_for_too_many(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A person who leads more key results of a unit than anybody can look after.

    ## Why it matters

    Each wants a figure, a confidence and a talk every week. Whoever leads ten of them leads none, and those who could
    have led one stand by. Units that are a single person are left alone: other rules count their key results.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, lead: mr-smith}
          - {id: accepted, title: Leads that sales accepts, lead: mr-smith}
          - {id: price, title: Cost of a qualified lead, lead: mr-smith}
      - id: speed
        title: Publish in days what used to take us weeks
        key_results:
          - {id: days, title: Days from brief to page, lead: mr-smith}
          - {id: rework, title: Pages that come back, lead: mr-smith}
          - {id: read, title: Pages that are read to the end, lead: mr-smith}
      - id: trust
        title: Become the first address for advice
        key_results:
          - {id: asked, title: Questions that workshops ask us, lead: mr-smith}
          - {id: solved, title: Questions solved at first contact, lead: mr-smith}
          - {id: told, title: Workshops that recommend our advice, lead: mr-smith}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, lead: mr-smith}
          - {id: accepted, title: Leads that sales accepts, lead: ms-perkins}
          - {id: price, title: Cost of a qualified lead, lead: mr-smith}
      - id: speed
        title: Publish in days what used to take us weeks
        key_results:
          - {id: days, title: Days from brief to page, lead: mr-smith}
          - {id: rework, title: Pages that come back, lead: search-manager}
          - {id: read, title: Pages that are read to the end, lead: search-manager}
    ```

    ## Options

    - `most`: the highest number of a unit's key results that one person leads, 8: two objectives with four each.
    """
    if subject.level.individual:
        return
    led: dict[str, list[KeyResult]] = {}
    for objective in subject.okrs.objectives:
        for key_result in objective.key_results:
            if key_result.lead is not None:
                led.setdefault(key_result.lead, []).append(key_result)
    for lead, key_results in led.items():
        if len(key_results) > limits["most"]:
            person = subject.company.portfolio.people.get(lead)
            yield Found(
                f"{person.name if person else lead} leads {len(key_results)} key results of {subject.unit.name}",
                "Ask those who do the work to lead what they can move best; `lead` takes any person of people.yml.",
                ("lead",),
                key_results[0].origin,
            )


def _key_results(subject: OkrsSubject) -> int:
    return sum(len(objective.key_results) for objective in subject.okrs.objectives)


@rule(
    "KR028",
    "key-result-repeated",
    KeyResultSubject,
    serves="drafting.key-result.advances-objective",
    smart="R",
)
def repeated(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result with the same title as another one of its objective.

    ## Why it matters

    It counts twice in the score and adds nothing, or it is something else that nobody can tell apart.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
          - {id: mail, title: Qualified leads a month, metric: {unit: leads, baseline: 20, target: 40}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
          - {id: mail, title: Qualified leads a month from mail, metric: {unit: leads, baseline: 20, target: 40}}
    ```
    """
    key_result = subject.key_result
    title = key_result.title.casefold()
    for other in subject.objective.objective.key_results:
        if other is key_result:
            return
        if other.title.casefold() == title:
            yield Found(
                f"“{key_result.title}” stands here twice: `{other.id}` has the same title",
                "Remove one of them, or say in the title what is counted here and not there.",
                ("title",),
            )
            return


@rule(
    "KR029",
    "key-result-repeats-objective",
    KeyResultSubject,
    serves=("drafting.key-result.advances-objective", "drafting.key-result.aligned"),
    smart="R",
)
def repeats_objective(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that says the same as its objective.

    ## Why it matters

    The objective says what is wanted, the key result how one will see it. If both are one sentence, one of the two is
    missing.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: waiting, title: Make sales wait for nobody but us, metric: {unit: leads, baseline: 120, target: 200}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
    ```
    """
    key_result = subject.key_result
    if key_result.title.casefold() == subject.objective.objective.title.casefold():
        yield Found(
            f"“{key_result.title}” is the title of the objective as well",
            "Name what is measured: by which figure will everybody see that the objective is reached?",
            ("title",),
        )


@rule(
    "KR030",
    "key-result-counts-for-nothing",
    KeyResultSubject,
    serves="drafting.key-result.advances-objective",
    severity="info",
)
def counts_for_nothing(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that weighs 0 while others of its objective count.

    ## Why it matters

    Its score disappears: it can fail or succeed, and the objective stays the same. A figure that is only to be watched
    is a health metric.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month}
          - {id: complaints, title: Complaints about our mails, weight: 0}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, weight: 2}
          - {id: complaints, title: Complaints about our mails, weight: 1}
    ```
    """
    key_result = subject.key_result
    if key_result.weight == 0 and any(each.weight > 0 for each in subject.objective.objective.key_results):
        yield Found(
            f"“{key_result.title}” has a weight of 0: whatever happens to it, the objective's score stays the same",
            "Give it a weight above 0, or make it a health metric in the unit's charter.",
            ("weight",),
        )
