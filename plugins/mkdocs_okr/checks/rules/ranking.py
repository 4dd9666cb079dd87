"""Is it clear what comes first?"""

from collections.abc import Iterator

from mkdocs_okr.checks.figures import count
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import ObjectiveSubject, OkrsSubject
from mkdocs_okr.model import CycleState, KeepMetric, KeyResult, MovingMetric, Objective


def _ranked(subject: OkrsSubject) -> list[tuple[int, Objective]]:
    """The ranked objectives with their ranks, in order of rank."""
    ranked = [(each.rank, each) for each in subject.okrs.objectives if each.rank is not None]
    return sorted(ranked, key=lambda each: each[0])


def _evidence(subject: OkrsSubject) -> str:
    return f"{len(_ranked(subject))} of {count(len(subject.okrs.objectives), 'objective')} ranked"


def _ranks_something(subject: OkrsSubject) -> Applies:
    return JUDGED if any(each.rank is not None for each in subject.okrs.objectives) else NOT_ASSESSED


def _ranks_and_shows_all(subject: OkrsSubject) -> Applies:
    return NOT_ASSESSED if subject.hidden else _ranks_something(subject)


@rule(
    "RNK001",
    "ranks-with-gaps",
    OkrsSubject,
    serves="ranking.ranked",
    when=_ranks_and_shows_all,
    evidence=_evidence,
)
def gaps(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """Ranks that leave a number out.

    ## Why it matters

    Somebody who reads 1, 2, 4 looks for the third and asks whether he may not see it. Where objectives are hidden from
    the readers, the rule is silent.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice, rank: 3}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice, rank: 2}
    ```
    """
    expected = 1
    for rank, objective in _ranked(subject):
        if rank > expected:
            missing = {1: f"{expected}", 2: f"{expected} and {rank - 1}"}.get(
                rank - expected, f"{expected} to {rank - 1}"
            )
            yield Found(
                f"“{objective.title}” has rank {rank}, and no objective has rank {missing}",
                f"Write `rank: {expected}`, and move up what comes after it.",
                ("rank",),
                objective.origin,
            )
            return
        expected = rank + 1


@rule(
    "RNK002",
    "ranks-tied",
    OkrsSubject,
    serves="ranking.ranked",
    when=_ranks_something,
    evidence=_evidence,
)
def ties(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """Two objectives of a unit that have the same rank.

    ## Why it matters

    Ranks decide who gets the one free week that is left. Two first places decide nothing.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice, rank: 1}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice, rank: 2}
    ```
    """
    holders: dict[int, Objective] = {}
    for rank, objective in _ranked(subject):
        holder = holders.setdefault(rank, objective)
        if holder is not objective:
            yield Found(
                f"“{objective.title}” has rank {rank}, and “{holder.title}” has it too",
                "Decide which of the two would be given up first, and rank it lower.",
                ("rank",),
                objective.origin,
            )


@rule(
    "RNK003",
    "partly-ranked",
    OkrsSubject,
    serves="ranking.ranked",
    severity="info",
    when=_ranks_something,
    evidence=_evidence,
)
def partly_ranked(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit that ranks some of its objectives and not the others.

    ## Why it matters

    Does an objective without a rank come last, or has nobody decided? Ranking all of them takes one talk.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice, rank: 2}
    ```
    """
    ranked = len(_ranked(subject))
    if ranked >= too_many_ranked.limits["most"]:
        return
    for objective in subject.okrs.objectives:
        if objective.rank is None:
            yield Found(
                f"“{objective.title}” has no rank, while {count(ranked, 'other objective')} of {subject.unit.name} "
                f"{'has' if ranked == 1 else 'have'} one",
                f"Rank it as well, for example `rank: {ranked + 1}`.",
                origin=objective.origin,
            )


@rule(
    "RNK004",
    "too-many-ranked",
    OkrsSubject,
    serves="ranking.at-most-five",
    limits={"most": 5},
    when=_ranks_something,
    evidence=_evidence,
)
def too_many_ranked(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit that ranks more than five objectives.

    ## Why it matters

    A ranking says what is left out. Whoever ranks ten keeps ten.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice, rank: 2}
      - {id: partners, title: Win partners who speak for us, rank: 3}
      - {id: pages, title: Publish in days what used to take us weeks, rank: 4}
      - {id: returns, title: Bring customers back for a second order, rank: 5}
      - {id: fairs, title: Turn visitors of fairs into friends, rank: 6}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, rank: 1}
      - {id: trust, title: Become the first address for advice, rank: 2}
      - {id: partners, title: Win partners who speak for us, rank: 3}
    ```

    ## Options

    - `most`: the highest number of ranked objectives of a unit, 5.
    """
    ranked, most = _ranked(subject), limits["most"]
    if len(ranked) > most:
        _, first_too_many = ranked[int(most)]
        yield Found(
            f"{subject.unit.name} ranks {count(len(ranked), 'objective')}; {most:g} are the most that can come first",
            f"Keep the first {most:g}, and let the others wait for the next cycle.",
            ("rank",),
            first_too_many.origin,
        )


def _is_ranked(subject: ObjectiveSubject) -> Applies:
    return NOT_ASSESSED if subject.objective.rank is None else JUDGED


def _is_ranked_and_no_draft(subject: ObjectiveSubject) -> Applies:
    if subject.objective.rank is not None and subject.okrs.cycle.state is CycleState.DRAFT:
        return NOT_DUE
    return _is_ranked(subject)


@rule(
    "RNK005",
    "ranked-without-outcome",
    ObjectiveSubject,
    serves="ranking.outcome-stated",
    severity="info",
    when=_is_ranked,
)
def without_outcome(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """A ranked objective that does not let anybody see what will come of it.

    ## Why it matters

    Objectives can only be put in order by what they bring. `why`, a story, or one key result that measures an outcome
    is enough.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        rank: 1
        key_results:
          - {id: pages, title: Pages about our tools, metric: {deliverable: Twenty pages}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        rank: 1
        why: Sales called 310 of our 473 leads. The others were people who wanted a catalogue.
        key_results:
          - {id: pages, title: Pages about our tools, metric: {deliverable: Twenty pages}}
    ```
    """
    objective = subject.objective
    if not objective.why and objective.story is None and not any(map(_is_an_outcome, objective.key_results)):
        yield Found(
            f"“{objective.title}” has rank {objective.rank}, and nothing says what will come of it",
            "Add `why: …`, or a key result that measures what will be different.",
        )


def _is_an_outcome(key_result: KeyResult) -> bool:
    return isinstance(key_result.metric, MovingMetric | KeepMetric) and key_result.indicator != "output"


@rule(
    "RNK006",
    "ranked-without-measure",
    ObjectiveSubject,
    serves="ranking.measurable",
    severity="info",
    when=_is_ranked_and_no_draft,
)
def without_measure(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """A ranked objective that none of its key results measures.

    ## Why it matters

    What comes first is looked at first. If nothing about it can be measured, it will be praised or blamed by feeling.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        rank: 1
        key_results:
          - {id: leads, title: More qualified leads}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        rank: 1
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
    ```
    """
    objective = subject.objective
    if all(key_result.metric is None for key_result in objective.key_results):
        yield Found(
            f"“{objective.title}” has rank {objective.rank}, and none of its key results has a metric",
            "Add a `metric` to at least one of them.",
        )


@rule(
    "RNK007",
    "ranked-without-initiatives",
    ObjectiveSubject,
    serves="ranking.actionable",
    severity="info",
    when=_is_ranked_and_no_draft,
)
def without_initiatives(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """A ranked objective for which nothing is planned to be done.

    ## Why it matters

    Figures do not move by being read. The first thing to be done can be named on the day on which the objective is
    ranked. Objectives that others contribute to count as being worked on.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        rank: 1
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        rank: 1
        key_results:
          - id: leads
            title: Qualified leads a month
            metric: {unit: leads, baseline: 120, target: 200}
            initiatives: [{title: Rebuild the landing page, status: doing}]
    ```
    """
    objective = subject.objective
    is_worked_on = any(key_result.initiatives for key_result in objective.key_results)
    if not is_worked_on and not subject.company.cascade.below(objective.ref):
        yield Found(
            f"“{objective.title}” has rank {objective.rank}, and no key result of it has an initiative",
            "Add what is to be done first: `initiatives: [{title: …, status: open}]`.",
        )
