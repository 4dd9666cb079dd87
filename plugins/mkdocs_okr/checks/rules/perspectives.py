"""Do objectives fit the scorecard: its perspectives, its themes, its weights, and cause and effect between them?"""

from collections.abc import Iterator

from mkdocs_okr.analysis.alignment import compared, perspective_of
from mkdocs_okr.checks.figures import count, listing
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import Company, CycleSubject, ObjectiveSubject, OkrsSubject
from mkdocs_okr.model import CycleState


def _names_a_perspective(subject: ObjectiveSubject) -> Applies:
    return NOT_ASSESSED if subject.objective.perspective is None else JUDGED


@rule(
    "ALN020",
    "contributes-across-perspectives",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
    severity="info",
    when=_names_a_perspective,
)
def across_perspectives(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that contributes only to perspectives which lie neither in its own row nor next to it.

    ## Why it matters

    Effects climb one step at a time: what people learn makes processes better, better processes please customers, and
    pleased customers pay. A jump over a step often is a step that nobody has written down. Objectives without a
    perspective are not compared.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: learn
        title: Know our customers better than they expect
        perspective: learning-growth
        contributes_to: company/grow/first
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: answers
        title: Answer customers with what we learnt
        perspective: internal-process
        contributes_to: company/grow/first
    ```
    """
    comparisons = list(compared(subject.company.portfolio, subject.objective))
    if comparisons and not any(each.is_near for each in comparisons):
        first = comparisons[0]
        yield Found(
            f"“{subject.objective.title}” ({first.own.name}) contributes to “{first.above.title}” "
            f"({first.other.name}), and there is a step between the two",
            "Is there an objective in between that it helps first? Contribute to that one; or is one of the two in the "
            "wrong perspective?",
            ("contributes_to", first.place, "to"),
        )


def _is_left_out_of_the_scorecard(subject: ObjectiveSubject) -> bool:
    """Whether the unit's score is made without the objective, because its perspective weighs nothing."""
    weights = subject.okrs.level.weights
    if not weights or weights.get(subject.objective.perspective or "", 0) > 0:
        return False
    return subject.okrs.is_weighed


def _others_have_a_perspective(subject: ObjectiveSubject) -> Applies:
    return JUDGED if subject.okrs.perspective_nearby else NOT_ASSESSED


def _others_have_a_theme(subject: ObjectiveSubject) -> Applies:
    return JUDGED if subject.okrs.has_theme_nearby else NOT_ASSESSED


@rule(
    "ALN021",
    "objective-without-perspective",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
    severity="info",
    when=_others_have_a_perspective,
)
def without_perspective(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective without a perspective, while others of its unit or above it have one.

    ## Why it matters

    It is missing from the strategy map and from every table by perspective, as if nobody were at work there.

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
      - {id: demand, title: Make sales wait for nobody but us, perspective: customer}
    ```
    """
    if subject.objective.perspective is None and not _is_left_out_of_the_scorecard(subject):
        yield Found(
            f"“{subject.objective.title}” has no perspective, while others here or above have one",
            f"Add one: `perspective: {_perspective_to_copy(subject)}`, for example.",
        )


def _perspective_to_copy(subject: ObjectiveSubject) -> str | None:
    """The perspective of what the objective contributes to, or of another objective nearby."""
    portfolio = subject.company.portfolio
    to = (portfolio.objectives.get(each.to.of_objective) for each in subject.objective.contributes_to)
    named = (each.perspective for each in to if each is not None)
    return next((name for name in named if name is not None), subject.okrs.perspective_nearby)


@rule(
    "ALN022",
    "objective-left-out-of-the-score",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
)
def left_out_of_the_score(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that counts for nothing in its unit's score, because its perspective weighs nothing.

    ## Why it matters

    A level that weighs perspectives makes its scores from them alone. An objective without a perspective, or in one
    that weighs nothing, can fail without anybody seeing it in the figure on top of the page.

    ## Example

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company}
      - {id: department, name: Department, weights: {customer: 60, internal-process: 40}}
      - {id: team, name: Team}
    ```

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, perspective: customer}
      - {id: trust, title: Become the first address for advice}
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company}
      - {id: department, name: Department, weights: {customer: 60, internal-process: 40}}
      - {id: team, name: Team}
    ```

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, perspective: customer}
      - {id: trust, title: Become the first address for advice, perspective: customer}
    ```
    """
    if _is_left_out_of_the_scorecard(subject):
        name = subject.objective.perspective
        weighed = [f"`{each}`" for each, weight in subject.okrs.level.weights.items() if weight > 0]
        yield Found(
            f"“{subject.objective.title}” counts for nothing in the score of {subject.okrs.unit.name}: "
            + (f"its perspective `{name}` weighs nothing" if name else "it has no perspective"),
            f"Give it one that the level weighs: {listing(weighed)}.",
            ("perspective",),
        )


@rule(
    "ALN023",
    "objective-without-theme",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
    severity="info",
    when=_others_have_a_theme,
)
def without_theme(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective without a strategic theme, while others of its unit or above it have one.

    ## Why it matters

    Themes are what the company has chosen for now. An objective outside of all of them is either a theme that is
    missing or work that could wait.

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
      - {id: demand, title: Make sales wait for nobody but us, theme: new-markets}
    ```
    """
    if subject.objective.theme is None:
        themes = listing([f"`{theme}`" for theme in subject.company.portfolio.themes])
        yield Found(
            f"“{subject.objective.title}” serves no strategic theme, while others here or above do",
            f"Add the one that it serves: `theme: …`; there is {themes}." if themes else "Add `theme: …`.",
        )


def _weighed(company: Company) -> list[str]:
    """The perspectives that some level weighs, in row order."""
    portfolio = company.portfolio
    return [
        each
        for each in portfolio.perspectives
        if any(level.weights.get(each, 0) > 0 for level in portfolio.settings.levels)
    ]


def _used(subject: CycleSubject) -> set[str]:
    """The perspectives that objectives of the cycle name."""
    return {each.perspective for okrs in subject.sets for each in okrs.objectives if each.perspective is not None}


def _cycle_shows_its_perspectives(subject: CycleSubject) -> Applies:
    cycle, company = subject.cycle, subject.company
    is_partly_hidden = any(each == cycle.id for each, _ in company.portfolio.hidden)
    if not _used(subject) or is_partly_hidden or not _weighed(company):
        return NOT_ASSESSED
    return NOT_DUE if cycle.state is CycleState.DRAFT else JUDGED


@rule(
    "ALN024",
    "perspective-without-objective",
    CycleSubject,
    serves="drafting.objective.aligned",
    severity="info",
    when=_cycle_shows_its_perspectives,
    evidence=lambda subject: f"objectives in {count(len(_used(subject)), 'perspective')}",
)
def perspective_without_objective(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle without a single objective in a perspective that weighs something.

    ## Why it matters

    A row of the strategy map is empty. Customers are paid attention to this quarter, say, and nobody learns anything:
    that may be a choice, and then somebody should have made it.

    ## Example

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company, weights: {customer: 60, internal-process: 40}}
      - {id: department, name: Department}
      - {id: team, name: Team}
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company, weights: {customer: 100}}
      - {id: department, name: Department}
      - {id: team, name: Team}
    ```
    """
    used = _used(subject)
    portfolio = subject.company.portfolio
    missing = [portfolio.perspectives[each].name for each in _weighed(subject.company) if each not in used]
    if missing:
        yield Found(
            f"no objective of {subject.cycle.name} lies in the perspective {listing(missing)}",
            "Ask what has to change there so that the other perspectives can succeed; or take its weight away in "
            "settings.yml.",
        )


def _unit_weighs(subject: OkrsSubject) -> Applies:
    objectives = subject.okrs.objectives
    if subject.hidden or not subject.level.weights or not any(each.perspective for each in objectives):
        return NOT_ASSESSED
    return NOT_DUE if subject.cycle.state is CycleState.DRAFT else JUDGED


@rule(
    "ALN025",
    "unit-leaves-a-perspective-out",
    OkrsSubject,
    serves="drafting.objective.aligned",
    severity="info",
    limits={"weight": 20},
    when=_unit_weighs,
    evidence=lambda subject: f"weights of level {subject.level.name}",
)
def leaves_a_perspective_out(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit without an objective in a perspective that its level gives much weight to.

    ## Why it matters

    The weight of the empty perspective is shared out among the others, so the unit's score says something else than
    the weights promise. A unit with fewer objectives than such perspectives cannot fill them all and is not judged.

    ## Example

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company, weights: {internal-process: 90, customer: 10}}
      - {id: department, name: Department}
      - {id: team, name: Team}
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company, weights: {customer: 90, internal-process: 10}}
      - {id: department, name: Department}
      - {id: team, name: Team}
    ```

    ## Options

    - `weight`: the weight, in percent, from which a perspective has to hold an objective of the unit, 20.
    """
    held = {each.perspective for each in subject.okrs.objectives}
    perspectives = subject.company.portfolio.perspectives
    heavy = {name: weight for name, weight in subject.level.weights.items() if weight >= limits["weight"]}
    missing = [name for name in heavy if name not in held and name in perspectives]
    if missing and len(subject.okrs.objectives) >= len(heavy):
        names = listing([f"{perspectives[name].name} ({heavy[name]:g} %)" for name in missing])
        its = "its" if len(missing) == 1 else "their"
        yield Found(
            f"{subject.unit.name} has no objective in {names}; the others carry {its} weight",
            f"Write one for the next cycle, or change the weights of level `{subject.level.id}` in settings.yml.",
        )


@rule(
    "ALN026",
    "level-without-weights",
    Company,
    serves="drafting.objective.aligned",
    severity="info",
    when=lambda company: JUDGED if _weighed(company) else NOT_ASSESSED,
    evidence=lambda company: count(
        sum(bool(level.weights) for level in company.portfolio.settings.levels), "weighed level"
    ),
)
def level_without_weights(subject: Company, limits: Limits) -> Iterator[Found]:
    """A level that does not weigh the perspectives, while others do.

    ## Why it matters

    A score of 0.6 then means one thing in a department and another in a team: here a scorecard, there a plain mean.
    Levels of single persons are left alone, and so are levels without a unit.

    ## Example

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company, weights: {customer: 60, internal-process: 40}}
      - {id: department, name: Department, weights: {customer: 60, internal-process: 40}}
      - {id: team, name: Team}
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    format: 1
    as_of: 2027-02-15
    levels:
      - {id: company, name: Company, weights: {customer: 60, internal-process: 40}}
      - {id: department, name: Department, weights: {customer: 60, internal-process: 40}}
      - {id: team, name: Team, weights: {customer: 50, internal-process: 50}}
    ```
    """
    settings = subject.portfolio.settings
    peopled = {unit.level for unit in subject.portfolio.units.values()}
    for level in settings.levels:
        if not level.weights and not level.individual and level.id in peopled:
            yield Found(
                f"level `{level.id}` does not weigh the perspectives, while other levels do",
                "Add `weights: {…}` that come to 100, or take them away everywhere.",
                origin=level.origin,
            )


def _drives_something(subject: ObjectiveSubject) -> Applies:
    return JUDGED if subject.objective.drives and subject.objective.perspective else NOT_ASSESSED


@rule(
    "ALN027",
    "drives-against-cause-and-effect",
    ObjectiveSubject,
    serves="drafting.objective.aligned",
    severity="info",
    when=_drives_something,
)
def against_cause_and_effect(subject: ObjectiveSubject, limits: Limits) -> Iterator[Found]:
    """An objective that drives one in a lower perspective of the strategy map.

    ## Why it matters

    On the map effects climb: learning drives processes, processes drive customers, customers drive finance. An arrow
    downwards usually stands at the wrong end. The rows are those of settings.yml.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        perspective: customer
        drives: [marketing/answers]
      - {id: answers, title: Answer customers with what we learnt, perspective: internal-process}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, perspective: customer}
      - id: answers
        title: Answer customers with what we learnt
        perspective: internal-process
        drives: [marketing/demand]
    ```
    """
    portfolio = subject.company.portfolio
    own = perspective_of(portfolio, subject.objective)
    for index, ref in enumerate(subject.objective.drives):
        driven = portfolio.objectives.get(ref)
        other = perspective_of(portfolio, driven) if driven is not None else None
        if own is not None and other is not None and driven is not None and other.row > own.row:
            yield Found(
                f"“{subject.objective.title}” ({own.name}) drives “{driven.title}” ({other.name}), which lies below it",
                f"If it is the other way round, write `drives: [{subject.objective.ref.unit}/{subject.objective.id}]` "
                "there and remove it here.",
                ("drives", index),
            )
