"""Are there neither too many objectives and key results nor too few?"""

from collections.abc import Iterator

from mkdocs_okr.checks.figures import count
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import ObjectiveSubject, OkrsSubject
from mkdocs_okr.model import CycleState


def _limit(name: str, limits: Limits, okrs: OkrsSubject) -> float:
    """A limit, or the one that holds for a person where the unit is one."""
    return limits[f"{name}_for_a_person" if okrs.level.individual else name]


def _evidence(subject: OkrsSubject) -> str:
    return count(len(subject.okrs.objectives), "objective")


@rule(
    "OBJ020",
    "too-many-objectives",
    OkrsSubject,
    serves="drafting.objective.count",
    limits={"most": 5, "most_for_a_person": 2},
    evidence=_evidence,
)
def too_many_objectives(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit that has more objectives in a cycle than it can keep in mind.

    ## Why it matters

    Objectives say what comes first. Whoever has six of them has not decided, and in the seventh week nobody can name
    them all.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
      - {id: trust, title: Become the first address for advice}
      - {id: partners, title: Win partners who speak for us}
      - {id: pages, title: Publish in days what used to take us weeks}
      - {id: returns, title: Bring customers back for a second order}
      - {id: fairs, title: Turn visitors of fairs into friends}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
      - {id: trust, title: Become the first address for advice}
      - {id: pages, title: Publish in days what used to take us weeks}
    ```

    ## Options

    - `most`: the highest number of objectives of a unit, 5.
    - `most_for_a_person`: the same for units that are a single person, 2.
    """
    most, there_are = _limit("most", limits, subject), len(subject.okrs.objectives)
    if there_are > most:
        yield Found(
            f"{subject.unit.name} has {there_are} objectives in {subject.cycle.name}, and {most:g} are the most that "
            "anybody can follow",
            "Keep those that matter most now. The others can wait in the pipeline of a check-in until the next cycle.",
            origin=subject.okrs.objectives[int(most)].origin,
        )


@rule(
    "OBJ021",
    "more-objectives-than-advised",
    OkrsSubject,
    serves="best-practice.not-too-many",
    severity="info",
    limits={"advised": 3},
    evidence=_evidence,
)
def more_than_advised(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A company that sets itself more than three objectives in a cycle.

    ## Why it matters

    Every objective of the company becomes several of its units. Three at the top are what most companies can carry;
    five are the limit, and from there on OBJ020 speaks.

    ## Example

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets}
      - {id: trust, title: Earn the next order}
      - {id: people, title: Be a place where good people stay}
      - {id: speed, title: Answer while the question is warm}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/company.yml
    objectives:
      - {id: grow, title: Become the first address for workshops in new markets}
      - {id: trust, title: Earn the next order}
      - {id: people, title: Be a place where good people stay}
    ```

    ## Options

    - `advised`: the number of objectives of the company that is still fine, 3.
    """
    advised, there_are = limits["advised"], len(subject.okrs.objectives)
    if subject.unit.parent is None and advised < there_are <= too_many_objectives.limits["most"]:
        yield Found(
            f"{subject.unit.name} has {there_are} objectives in {subject.cycle.name}; {advised:g} are the usual advice",
            "Ask of each what would be lost if it came a quarter later.",
            origin=subject.okrs.objectives[int(advised)].origin,
        )


def _has_begun_to_write(subject: OkrsSubject) -> Applies:
    if subject.hidden and not subject.okrs.objectives:
        return NOT_ASSESSED
    if subject.cycle.state is CycleState.DRAFT:
        return NOT_DUE
    return JUDGED if subject.unit.id in subject.company.rolled_out else NOT_ASSESSED


@rule(
    "OBJ022",
    "no-objectives",
    OkrsSubject,
    serves="drafting.objective.count",
    when=_has_begun_to_write,
    evidence=_evidence,
)
def no_objectives(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit that has a file for the cycle and no objective in it.

    ## Why it matters

    The file says that the unit takes part. Without an objective nobody can see what it takes part with. Drafts are
    left alone: there the objectives are still to come.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    unit: marketing
    published: 2026-12-16
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    unit: marketing
    published: 2026-12-16
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
    ```
    """
    if not subject.okrs.objectives:
        yield Found(
            f"{subject.unit.name} has no objective in {subject.cycle.name}",
            "Write one: `objectives: [{id: …, title: …}]`. If the unit takes no part in this cycle, remove the file.",
        )


def _is_no_draft(subject: ObjectiveSubject) -> Applies:
    return NOT_DUE if subject.okrs.cycle.state is CycleState.DRAFT else JUDGED


@rule(
    "OBJ023",
    "objective-without-key-results",
    ObjectiveSubject,
    serves="drafting.objective.manageable",
    when=_is_no_draft,
)
def without_key_results(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that has no key result at all.

    ## Why it matters

    An objective without key results is a slogan: nobody will be able to say whether it was reached. In a draft they
    may follow later.

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
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
          - {id: answer, title: Days until the first answer, metric: {unit: days, baseline: 9, target: 3}}
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 40, target: 55}}
    ```
    """
    if not subject.objective.key_results:
        yield Found(
            f"“{subject.objective.title}” has no key result",
            "Ask how anybody would notice that it is reached, and write three to five answers under `key_results`.",
        )


@rule(
    "OBJ024",
    "few-key-results",
    ObjectiveSubject,
    serves="drafting.objective.manageable",
    severity="info",
    limits={"least": 3, "least_for_a_person": 2},
)
def few_key_results(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that is measured by fewer than three key results.

    ## Why it matters

    One figure alone can be reached in a way that nobody wanted: more leads by lowering the bar, quicker answers by
    shorter ones. Three figures that look from different sides keep each other honest. While a team is learning, one is
    fine.

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
          - {id: leads, title: Qualified leads a month, metric: {unit: leads, baseline: 120, target: 200}}
          - {id: accepted, title: Leads that sales accepts, metric: {unit: "%", baseline: 48, target: 65}}
          - {id: price, title: Cost of a qualified lead, metric: {unit: $, baseline: 74, target: 58}}
    ```

    ## Options

    - `least`: the lowest number of key results of an objective, 3.
    - `least_for_a_person`: the same in units that are a single person, 2.
    """
    least, there_are = _limit("least", limits, subject.okrs), len(subject.objective.key_results)
    if 0 < there_are < least:
        yield Found(
            f"“{subject.objective.title}” has only {count(there_are, 'key result')}",
            "What could go wrong although they are reached? That is the next key result. While you are learning how "
            "OKRs work, one is fine.",
        )


@rule(
    "OBJ025",
    "many-key-results",
    ObjectiveSubject,
    serves="drafting.objective.manageable",
    limits={"most": 5, "most_for_a_person": 4},
)
def many_key_results(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that is measured by more than five key results.

    ## Why it matters

    Somebody has to read and explain each of them every week. Beyond five, it is the list of everything that can be
    measured, and no longer a choice.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month}
          - {id: accepted, title: Leads that sales accepts}
          - {id: price, title: Cost of a qualified lead}
          - {id: visits, title: Visitors who come back}
          - {id: readers, title: Readers of our letter}
          - {id: talks, title: Talks at fairs}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Qualified leads a month}
          - {id: accepted, title: Leads that sales accepts}
          - {id: price, title: Cost of a qualified lead}
    ```

    ## Options

    - `most`: the highest number of key results of an objective, 5.
    - `most_for_a_person`: the same in units that are a single person, 4.
    """
    most, key_results = _limit("most", limits, subject.okrs), subject.objective.key_results
    if len(key_results) > most:
        yield Found(
            f"“{subject.objective.title}” has {len(key_results)} key results",
            f"Keep the {most:g} that say most. A figure that only has to stay as it is belongs to the health metrics "
            "of the unit's charter.",
            origin=key_results[int(most)].origin,
        )
