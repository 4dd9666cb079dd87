"""Do contributions lead upwards, and do they come to what is wanted above?"""

from collections.abc import Iterator

from mkdocs_okr.analysis.alignment import is_moved_by_itself
from mkdocs_okr.analysis.sums import GAIN, Sum, sum_below
from mkdocs_okr.checks.figures import amount, count, listing
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import KeyResultSubject, ObjectiveSubject
from mkdocs_okr.model import CycleState, MovingMetric, Ref


@rule(
    "ALN001",
    "contributes-to-too-many",
    ObjectiveSubject,
    serves="drafting.objective.focused",
    severity="info",
    limits={"most": 3},
)
def contributes_to_too_many(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that contributes to more than three objectives.

    ## Why it matters

    What helps everything a little helps nothing in particular. Several key results of one objective count once.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: [company/grow, sales/orders, company/trust, company/people]
    ```

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets}
      - {id: trust, title: Earn the next order}
      - {id: people, title: Be a place where good people stay}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: [company/grow, sales/orders]
    ```

    ## Options

    - `most`: the highest number of objectives that one objective contributes to, 3.
    """
    contributions = subject.objective.contributes_to
    if len(contributions) <= limits["most"]:
        return
    seen: set[Ref] = set()
    for index, contribution in enumerate(contributions):
        seen.add(contribution.to.of_objective)
        if len(seen) > limits["most"]:
            every = len({each.to.of_objective for each in contributions})
            yield Found(
                f"“{subject.objective.title}” contributes to {every} objectives",
                f"Name the one that would miss it most, and {limits['most']:g} at most.",
                ("contributes_to", index, "to"),
            )
            return


@rule(
    "ALN002",
    "contributions-without-weight",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
    severity="info",
)
def contributions_without_weight(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective whose contributions all have a weight of 0.

    ## Why it matters

    Weights say how much of the objective helps where. All of them 0 means that it helps nowhere; then the line upwards
    should not be there. They are read as equal weights meanwhile.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: [{to: company/grow/first, weight: 0}, {to: company/grow/second, weight: 0}]
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: [{to: company/grow/first, weight: 2}, {to: company/grow/second, weight: 1}]
    ```
    """
    contributions = subject.objective.contributes_to
    if contributions and all(each.weight == 0 for each in contributions):
        yield Found(
            f"“{subject.objective.title}” contributes with a weight of 0",
            "Leave `weight` out, or say which contribution counts more: `weight: 2` beside `weight: 1`.",
            ("contributes_to", 0, "weight"),
        )


def _could_be_contributed_to(subject: KeyResultSubject) -> Applies:
    if not subject.company.could_be_contributed_to(subject.okrs.okrs):
        return NOT_ASSESSED
    return NOT_DUE if subject.okrs.cycle.state is CycleState.DRAFT else JUDGED


@rule(
    "ALN003",
    "key-result-without-contributions",
    KeyResultSubject,
    serves="drafting.key-result.aligned",
    when=_could_be_contributed_to,
)
def without_contributions(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result of a higher level that nobody contributes to, and for which nothing is done by the unit itself.

    ## Why it matters

    Everybody believes that somebody else is at it. It is judged where units right below have objectives in the cycle,
    and in a longer cycle once the unit has written something for a shorter one. An objective that contributes to the
    whole objective counts, and so do initiatives, and contributors from other units. Figures that are only to be kept
    need nobody.

    ## Example

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - id: grow
        title: Become the first address for workshops in new markets
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 100, target: 200}}
          - {id: fourth, title: Workshops that recommend us, metric: {unit: "%", baseline: 31, target: 50}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - id: grow
        title: Become the first address for workshops in new markets
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 100, target: 200}}
          - id: fourth
            title: Workshops that recommend us
            metric: {unit: "%", baseline: 31, target: 50}
            initiatives: [{title: Call everybody who gives six or less, status: doing}]
    ```
    """
    key_result, company = subject.key_result, subject.company
    if is_moved_by_itself(company.portfolio, key_result):
        return
    cascade = company.cascade
    if not cascade.contributors(key_result.ref) and not cascade.contributors(subject.objective.objective.ref):
        yield Found(
            f"nobody contributes to “{key_result.title}”",
            f"Ask the units below {subject.okrs.unit.name} who can move it; they write `contributes_to: "
            f"{key_result.ref}`. Or name the `initiatives` by which {subject.okrs.unit.name} moves it itself.",
        )


@rule(
    "ALN004",
    "targets-do-not-add-up",
    KeyResultSubject,
    serves="drafting.key-result.aligned",
    limits={"missing": 2, "beyond": 25},
)
def targets_do_not_add_up(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result whose target is not what the targets of those who contribute to it come to.

    ## Why it matters

    If three channels promise 180 leads and the company counts on 200, twenty leads have no home, and that is known on
    the first day. Only figures that can be added are: leads and revenue, not percentages, days or ratings. Parts have
    the same unit as the whole and move the same way; where they name a `kpi`, it is the same one. Either the targets
    have to add up or the ways from baseline to target. Some more than is wanted is a reserve.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: company/grow/first
        key_results:
          - {id: ads, title: Qualified leads from ads, metric: {unit: leads, baseline: 60, target: 90}}
          - {id: mail, title: Qualified leads from mail, metric: {unit: leads, baseline: 40, target: 70}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: company/grow/first
        key_results:
          - {id: ads, title: Qualified leads from ads, metric: {unit: leads, baseline: 60, target: 120}}
          - {id: mail, title: Qualified leads from mail, metric: {unit: leads, baseline: 40, target: 80}}
    ```

    ## Options

    - `missing`: how much of the target, in percent, may be without a home, 2.
    - `beyond`: how much more than the target, in percent, the parts may come to, 25.
    """
    key_result, company = subject.key_result, subject.company
    if subject.okrs.cycle.id in company.partly_hidden:
        return
    below = sum_below(company.portfolio, company.cascade, key_result)
    if below is None or -limits["beyond"] <= 100 * below.missing <= limits["missing"]:
        return
    assert isinstance(key_result.metric, MovingMetric)
    unit = key_result.metric.unit
    total, wanted = amount(below.total, unit), amount(below.wanted, unit)
    what = "gains" if below.of == GAIN else "targets"
    gap = amount(abs(below.wanted - below.total), unit)
    if below.missing > 0:
        message = f"the {what} of those who contribute to “{key_result.title}” come to {total} of {wanted}"
        advice = f"Find a home for the missing {gap}, or lower the target."
    else:
        message = f"the {what} of those who contribute to “{key_result.title}” come to {total}, and {wanted} are wanted"
        advice = f"If the {gap} beyond are no reserve, raise the target."
    yield Found(message, f"{advice} It is made of {_parts(below)}.", ("metric", "target"))


def _parts(below: Sum) -> str:
    if len(below.parts) > 6:
        return f"{count(len(below.parts), 'key result')}, the first of them `{below.parts[0].ref}`"
    return listing([f"`{each.ref}`" for each in below.parts])


@rule(
    "ALN005",
    "moves-against-what-it-contributes-to",
    KeyResultSubject,
    serves="drafting.key-result.aligned",
    smart="R",
)
def moves_against(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result that wants its KPI to fall, while what it contributes to wants the same KPI to rise, or the reverse.

    ## Why it matters

    One of the two targets lies in the wrong direction, or the two do not mean the same figure. Only key results that
    name the same `kpi` are compared.

    ## Example

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - id: grow
        title: Become the first address for workshops in new markets
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 100, target: 200, kpi: mql}}
    ```

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: company/grow/first
        key_results:
          - {id: mail, title: Qualified leads from mail, metric: {unit: leads, baseline: 90, target: 40, kpi: mql}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - id: grow
        title: Become the first address for workshops in new markets
        key_results:
          - {id: first, title: Qualified leads a month, metric: {unit: leads, baseline: 100, target: 200, kpi: mql}}
    ```

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        contributes_to: company/grow/first
        key_results:
          - {id: mail, title: Qualified leads from mail, metric: {unit: leads, baseline: 40, target: 90, kpi: mql}}
    ```
    """
    metric = subject.key_result.metric
    if not isinstance(metric, MovingMetric) or not metric.kpi or metric.baseline is None:
        return
    for contribution in subject.objective.objective.contributes_to:
        above = subject.company.portfolio.key_results.get(contribution.to)
        wanted = above.metric if above is not None else None
        if not isinstance(wanted, MovingMetric) or wanted.kpi != metric.kpi or wanted.baseline is None:
            continue
        if (metric.target - metric.baseline) * (wanted.target - wanted.baseline) < 0:
            yield Found(
                f"“{subject.key_result.title}” goes from {amount(metric.baseline, metric.unit)} to "
                f"{amount(metric.target, metric.unit)}, while `{contribution.to}` wants `{metric.kpi}` to "
                f"{'rise' if wanted.target > wanted.baseline else 'fall'}",
                "Correct the figures, or remove the `kpi` from the one that measures something else.",
                ("metric", "target"),
            )
            return
