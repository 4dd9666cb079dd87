"""Is it a good objective? What its data says. Words are judged in `objective_wording`, counts in `drafting_counts`."""

from collections.abc import Iterator

from mkdocs_okr.analysis.alignment import contributes_out_of_sight, has_something_above
from mkdocs_okr.analysis.cascade import longer_cycles
from mkdocs_okr.analysis.tree import written_above
from mkdocs_okr.checks.figures import number
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import ObjectiveSubject, as_read
from mkdocs_okr.model import (
    CycleState,
    Deliverable,
    KeepMetric,
    KeyResult,
    Metric,
    MilestoneMetric,
    MovingMetric,
    Objective,
)


def _is_team(subject: ObjectiveSubject) -> bool:
    """Whether the unit is of the lowest level of units that are more than one person, or lower."""
    level = subject.okrs.level
    if subject.okrs.unit.parent is None:
        return False
    return (
        level.individual
        or level.id == [each.id for each in subject.company.portfolio.settings.levels if not each.individual][-1]
    )


@rule(
    "OBJ026",
    "objective-in-a-long-cycle",
    ObjectiveSubject,
    serves="drafting.objective.time-bound",
    severity="info",
    limits={"days": 184},
    smart="T",
)
def in_a_long_cycle(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective of a team or a person that has more than half a year to be reached.

    ## Why it matters

    A quarter is long enough to change something and short enough to notice that it does not work. What has to be there
    in a year is begun in autumn. The year belongs to the levels above, which give the direction.

    ## Example

    ```yaml
    # okrs/2027/search.yml
    objectives:
      - {id: answers, title: Answer what workshops really look for}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/search.yml
    objectives:
      - {id: answers, title: Answer what workshops really look for}
    ```

    ## Options

    - `days`: the longest cycle, in days, for objectives of the lowest level, 184.
    """
    cycle = subject.okrs.cycle
    if cycle.days > limits["days"] and _is_team(subject):
        yield Found(
            f"“{subject.objective.title}” has {cycle.weeks} weeks to be reached",
            "Say what will be different after the next quarter, and write it into the file of that cycle. The year can "
            f"stay with the level above {subject.okrs.unit.name}.",
        )


@rule(
    "OBJ027",
    "objective-kind-not-stated",
    ObjectiveSubject,
    serves="drafting.objective.ambitious",
    severity="info",
)
def kind_not_stated(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that does not say whether it is a promise or a stretch.

    ## Why it matters

    A score of 0.7 is good for a stretch and a broken promise for something that others rely on. Without the word,
    everybody reads the score in his own way, and nobody dares to aim high.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, kind: aspirational}
    ```
    """
    if not subject.objective.kind:
        yield Found(
            f"“{subject.objective.title}” does not say whether it is a promise or a stretch",
            "Add `kind: committed` if 1.0 is expected, or `kind: aspirational` if 0.7 would be good.",
        )


def _has_something_above(subject: ObjectiveSubject) -> Applies:
    return JUDGED if has_something_above(subject.company.portfolio, subject.objective) else NOT_ASSESSED


@rule(
    "OBJ028",
    "objective-contributes-to-nothing",
    ObjectiveSubject,
    serves=("drafting.objective.aligned", "drafting.key-result.aligned"),
    when=_has_something_above,
    smart="R",
)
def contributes_to_nothing(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective below the company that does not say what it contributes to.

    ## Why it matters

    A team that reaches everything it wanted and moves nothing that the company wants has worked hard for nothing. The
    line upwards also tells those above who is already at work for them. While nobody above has written anything for
    the cycle, the rule is silent.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, contributes_to: company/grow/first}
    ```
    """
    if not subject.objective.contributes_to and not contributes_out_of_sight(subject.objective):
        yield Found(
            f"“{subject.objective.title}” contributes to nothing above it",
            f"Name the objective or key result that it helps: {_contribution_to_copy(subject)}. If there is none, ask "
            "whether it is worth doing now.",
        )


def _contribution_to_copy(subject: ObjectiveSubject) -> str:
    """A contribution to something above, as it would be written: to a key result of the nearest unit that has one."""
    okrs = subject.okrs
    for above in written_above(okrs.company.portfolio, okrs.cycle.id, okrs.unit):
        objective = above.objectives[0]
        ref = objective.key_results[0].ref if objective.key_results else objective.ref
        return f"`contributes_to: {str(ref).removeprefix(f'{okrs.cycle.id}/')}`, for example"
    return "`contributes_to: unit/objective`"


def _is_the_companys(subject: ObjectiveSubject) -> Applies:
    return JUDGED if subject.okrs.unit.parent is None else NOT_ASSESSED


@rule(
    "OBJ029",
    "company-objective-without-direction",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
    severity="info",
    when=_is_the_companys,
)
def company_without_direction(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective of the company that is tied to no theme, no perspective and no objective of the year.

    ## Why it matters

    There is nobody above the company, so its objectives have to follow from what it wants to be: from its strategy,
    its mission or the objectives of the longer cycle. If they do not, the whole cascade hangs in the air.

    ## Example

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets, theme: new-markets}
    ```
    """
    objective = subject.objective
    if objective.contributes_to or objective.theme or objective.perspective:
        return
    direction = _direction(subject)
    if direction is not None and not contributes_out_of_sight(objective):
        yield Found(f"“{objective.title}” is tied to nothing that the company wants in the long run", direction)


def _direction(subject: ObjectiveSubject) -> str | None:
    """What a company's objective could be tied to, as advice; None where its mission has to be enough."""
    company, okrs = subject.company, subject.okrs
    organization = company.portfolio.organization
    if organization.themes:
        return f"Name the theme that it serves, for example `theme: {organization.themes[0].id}`."
    for cycle in longer_cycles(company.portfolio, okrs.cycle):
        above = company.portfolio.okr_sets.get((cycle.id, okrs.unit.id))
        if above is not None and above.objectives:
            return f"Name what it contributes to, for example `contributes_to: {above.objectives[0].ref}`."
    if okrs.perspective_nearby:
        return (
            "Name the perspective that it belongs to, as other objectives of the company do: `perspective: customer`."
        )
    if organization.mission or organization.strategy:
        return None
    return "Write down the `mission` and the `strategy` of the company in organization.yml, and see whether it follows."


def _could_have_a_lead(subject: ObjectiveSubject) -> Applies:
    return JUDGED if subject.company.portfolio.people and not subject.okrs.level.individual else NOT_ASSESSED


@rule(
    "OBJ030",
    "objective-without-lead",
    ObjectiveSubject,
    serves="drafting.objective.actionable",
    severity="info",
    when=_could_have_a_lead,
)
def without_lead(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that nobody leads.

    ## Why it matters

    Key results have leads of their own. Somebody also has to look at the whole: whether they still say the same, and
    whether the objective is still the right one. Objectives of a single person need no lead, and while people.yml
    lists nobody, nobody can be named.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, lead: mr-smith}
    ```
    """
    if subject.objective.lead is None:
        unit = subject.okrs.unit
        advice = f"Add `lead: {unit.lead}`, who leads {unit.name}, or" if unit.lead else "Add `lead: …` with"
        yield Found(f"nobody leads “{subject.objective.title}”", f"{advice} whoever knows most about it.")


@rule(
    "OBJ031",
    "objective-without-why",
    ObjectiveSubject,
    serves="drafting.objective.inspirational",
    severity="info",
)
def without_why(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that says neither why it matters now nor tells a story.

    ## Why it matters

    People who were not in the room read only the title. Two lines about what went wrong, or who will be better off,
    make the difference between an order and something to work for.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        why: Sales called 310 of our 473 leads. The others were people who wanted a catalogue.
    ```
    """
    if not subject.objective.why and subject.objective.story is None:
        yield Found(
            f"“{subject.objective.title}” does not say why it matters now",
            "Add `why: …` with a sentence or two: what happened, or whose life gets easier?",
        )


def _before(subject: ObjectiveSubject) -> Objective | None:
    """The same objective, by id or title, of the unit's last closed cycle of the same kind; None if there is none."""
    now, objective = subject.okrs.cycle, subject.objective
    portfolio = subject.company.portfolio
    for okrs in reversed(subject.company.sets_by_unit[subject.okrs.unit.id]):
        cycle = portfolio.cycles[okrs.cycle]
        if cycle.ends < now.starts and cycle.kind == now.kind:
            if cycle.state is not CycleState.CLOSED:
                return None
            return next((o for o in okrs.objectives if o.id == objective.id or o.title == objective.title), None)
    return None


def _comes_back_unchanged(subject: ObjectiveSubject) -> Applies:
    before = _before(subject)
    if before is None or not before.key_results or not subject.objective.key_results:
        return NOT_ASSESSED
    if not all(_is_the_same_goal(each, before.key_results) for each in subject.objective.key_results):
        return NOT_ASSESSED
    return NOT_ASSESSED if any(score is None for score in _scores(subject, before)) else JUDGED


def _scores(subject: ObjectiveSubject, before: Objective) -> list[float | None]:
    cycle = subject.company.portfolio.cycles[before.ref.cycle]
    standings = subject.company.standings(cycle)
    return [standings.key_results[key_result.ref].score for key_result in before.key_results]


@rule(
    "OBJ032",
    "objective-missed-and-repeated",
    ObjectiveSubject,
    serves="drafting.objective.achievable",
    severity="info",
    limits={"fell_below": 0.3},
    when=_comes_back_unchanged,
)
def missed_and_repeated(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that comes back with the same targets although all of them were missed by far.

    ## Why it matters

    Wanting the same thing once more, without another way or another size, seldom ends differently. What was learnt in
    the review should be seen in the next cycle. Only closed cycles of the same kind count, and only if every key
    result fell short and none of the targets changed.

    ## Example

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {baseline: 100, target: 300, current: 120}}
    ```

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {baseline: 120, target: 300}}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {baseline: 100, target: 300, current: 120}}
    ```

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {baseline: 120, target: 180}}
    ```

    ## Options

    - `fell_below`: the score below which a key result counts as missed by far, 0.3.
    """
    before = _before(subject)
    if before is not None and all((score or 0.0) < limits["fell_below"] for score in _scores(subject, before)):
        name = subject.company.portfolio.cycles[before.ref.cycle].name
        yield Found(
            f"“{subject.objective.title}” comes back unchanged: in {name} none of its key results reached "
            f"{number(limits['fell_below'])}",
            "Say what will be done differently, and choose targets from what was learnt; or leave it for now.",
        )


def _is_the_same_goal(key_result: KeyResult, earlier: tuple[KeyResult, ...]) -> bool:
    return any(
        (key_result.id == each.id or key_result.title == each.title) and _goal(key_result.metric) == _goal(each.metric)
        for each in earlier
    )


def _goal(metric: Metric | None) -> object:
    """What a metric wants to reach, whatever it starts from."""
    if isinstance(metric, MovingMetric):
        return metric.target, metric.unit
    if isinstance(metric, KeepMetric):
        return metric.low, metric.high, metric.unit
    if isinstance(metric, MilestoneMetric):
        return tuple(milestone.title for milestone in metric.milestones)
    return metric.title if isinstance(metric, Deliverable) else None


@rule(
    "OBJ033",
    "objective-copied-from-above",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
    severity="info",
)
def copied_from_above(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that repeats, word by word, what it contributes to in another unit.

    ## Why it matters

    Copying a line downwards tells nobody what this unit does about it. Its own answer does: what will be different
    here, so that the line above moves?

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: grow
        title: Become the first address for workshops in new markets
        contributes_to: company/grow
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: company/grow
    ```
    """
    objective = subject.objective
    portfolio = subject.company.portfolio
    for contribution in objective.contributes_to:
        to = contribution.to
        above = portfolio.objectives.get(to) if to.key_result is None else portfolio.key_results.get(to)
        if above is not None and to.unit != objective.ref.unit and as_read(above.title) == as_read(objective.title):
            yield Found(
                f"“{objective.title}” is what {portfolio.units[to.unit].name} wrote, word by word",
                f"Say what {subject.okrs.unit.name} will change, so that the line above moves.",
                ("title",),
            )
            return


@rule(
    "OBJ034",
    "objective-repeated",
    ObjectiveSubject,
    serves="drafting.objective.count",
)
def repeated(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective with the same title as another one of the same unit and cycle.

    ## Why it matters

    Two objectives of one name are one objective, or two that nobody can tell apart in a conversation.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
      - {id: more-demand, title: Make sales wait for nobody but us}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
      - {id: trust, title: Become the first address for advice}
    ```
    """
    objective = subject.objective
    first = subject.okrs.first_titled[as_read(objective.title)]
    if first is not objective:
        yield Found(
            f"“{objective.title}” stands here twice: `{first.id}` has the same title",
            "Join the two, or give each a title that says what is its own.",
            ("title",),
        )


@rule(
    "OBJ035",
    "one-key-result-outweighs-the-others",
    ObjectiveSubject,
    serves="drafting.objective.manageable",
    severity="info",
    limits={"share": 75},
)
def one_outweighs(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective whose score is that of a single key result, for the others weigh next to nothing.

    ## Why it matters

    If the others hardly count, they are not needed; if they are needed, they should count. Somebody who looks only at
    the score will not see that three of four key results have failed.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, weight: 10}
          - {id: accepted, title: Leads that sales accepts}
          - {id: price, title: Cost of a qualified lead}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, weight: 2}
          - {id: accepted, title: Leads that sales accepts}
          - {id: price, title: Cost of a qualified lead}
    ```

    ## Options

    - `share`: the highest share of an objective's weight, in percent, that a single key result may have, 75.
    """
    key_results = subject.objective.key_results
    if len(key_results) < 2:
        return
    heaviest = max(key_results, key=lambda each: each.weight)
    if heaviest.weight > limits["share"] / 100 * sum(each.weight for each in key_results):
        share = heaviest.weight / sum(each.weight for each in key_results)
        yield Found(
            f"“{heaviest.title}” makes {100 * share:.0f} % of the score of “{subject.objective.title}”",
            "Bring the weights closer together: a `weight` of 2 beside 1 is enough to say what matters more.",
            ("weight",),
            heaviest.origin,
        )
