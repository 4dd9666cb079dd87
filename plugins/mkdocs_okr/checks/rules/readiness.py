"""Is the organisation ready for OKRs?"""

from collections.abc import Iterator

from mkdocs_okr.checks.phrases import count, only, part, percent
from mkdocs_okr.checks.rule import NOT_ASSESSED, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import Company, CycleSubject
from mkdocs_okr.checks.timing import once_used

_PLACEHOLDERS = frozenset({"", "todo", "to do", "tbd", "tba", "n/a", "none", "-", "–", "?", "…", "..."})
_RESTRICTED = "restricted"


@rule(
    "RDY001",
    "no-mission-or-vision",
    Company,
    serves="readiness.mission-vision",
    severity="info",
    evidence=lambda company: _mission_and_vision(company),
)
def no_mission_or_vision(company: Company, limits: Limits) -> Iterator[Found]:
    """A company that does not say what it is for, or what the world looks like when it has succeeded.

    ## Why it matters

    Objectives are steps. Without a mission and a vision nobody can tell whether they lead anywhere, and the loudest
    wish becomes the objective.

    ## Example

    ```yaml
    # okrs/organization.yml
    name: Example Ltd
    mission: Good tools for people who build.
    ```

    ## Better

    ```yaml
    # okrs/organization.yml
    name: Example Ltd
    mission: Good tools for people who build.
    vision: The right tool is never more than a day away.
    ```
    """
    organization = company.portfolio.organization
    for key, text, what in (
        ("mission", organization.mission, "what the company is for"),
        ("vision", organization.vision, "what it will be like when it has succeeded"),
    ):
        written = text.strip()
        if not written:
            yield Found(f"{organization.name} has no {key}", f"Say in organization.yml {what}: `{key}: …`.", at=())
        elif written.lower() in _PLACEHOLDERS:
            yield Found(f"the {key} is “{written}”", f"Say {what}, in a sentence.", at=(key,))


def _mission_and_vision(company: Company) -> str:
    organization = company.portfolio.organization
    both = {"mission": organization.mission, "vision": organization.vision}
    missing = [key for key, text in both.items() if text.strip().lower() in _PLACEHOLDERS]
    if not missing:
        return "both stand in organization.yml"
    if len(missing) == len(both):
        return "neither stands in organization.yml"
    there = next(key for key in both if key not in missing)
    return f"the {there} stands in organization.yml, the {missing[0]} does not"


@rule(
    "RDY002",
    "no-champion",
    Company,
    serves="readiness.champion",
    severity="info",
    evidence=lambda company: _champions(company),
)
def no_champion(company: Company, limits: Limits) -> Iterator[Found]:
    """A company where nobody is named who looks after OKRs: no champion, no coach, no coordinator.

    ## Why it matters

    OKRs do not fail in the first week, they are forgotten in the fourth. Somebody has to know how they work, to ask for
    them and to be asked.

    ## Example

    ```yaml
    # okrs/organization.yml
    name: Example Ltd
    roles: {sponsor: mr-aaron}
    ```

    ```yaml
    # okrs/units/company.yml
    name: Example Ltd
    lead: mr-aaron
    ```

    ## Better

    ```yaml
    # okrs/organization.yml
    name: Example Ltd
    roles: {sponsor: mr-aaron, coordinator: mr-klein}
    ```
    """
    roles = company.portfolio.organization.roles
    if roles.coordinator or roles.coaches or _champion_count(company):
        return
    yield Found(
        "nobody is named who looks after OKRs",
        "Name somebody: `champion` in a unit's charter, or `coordinator` or `coaches` under `roles` in "
        "organization.yml.",
        at=("roles",),
    )


def _champions(company: Company) -> str:
    roles = company.portfolio.organization.roles
    named = [
        f"champions in {part(_champion_count(company), len(company.portfolio.units), 'unit')}",
        *([count(len(roles.coaches), "coach")] if roles.coaches else []),
        *(["a coordinator"] if roles.coordinator else []),
    ]
    return ", ".join(named)


def _champion_count(company: Company) -> int:
    return sum(unit.charter.champion is not None for unit in company.portfolio.units.values())


@rule(
    "RDY003",
    "few-okrs-are-open",
    CycleSubject,
    serves=("readiness.transparency", "best-practice.shared-publicly"),
    severity="info",
    limits={"share": 80},
    when=lambda subject: _when_all_is_seen(subject),
    evidence=lambda subject: _openness(subject),
)
def few_okrs_are_open(subject: CycleSubject, limits: Limits) -> Iterator[Found]:
    """A cycle in which too many objectives are not open to everybody.

    ## Why it matters

    People can only connect their work to what they can read. A few objectives have to stay secret, such as an
    acquisition; when many do, OKRs become a report to the top.

    Objectives with `visibility: restricted` are not open. The share is shown to those who may see everything: by
    `okr check`, and in a portal with `audience: restricted`. Where a portal leaves out objectives of a cycle, the
    cycle is not assessed there, because the share would tell its readers how many there are. What counts for them is
    what somebody vouches for in attestations.yml.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us, visibility: restricted}
      - {id: brand, title: Become a name that workshops know, visibility: restricted}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: demand, title: Make sales wait for nobody but us}
      - {id: brand, title: Become a name that workshops know}
    ```

    ## Options

    `share` is the percentage of a cycle's objectives that should be open, 80 by default.
    """
    open_, all_ = _open(subject)
    if all_ and 100 * open_ < limits["share"] * all_:
        yield Found(
            f"{only(open_, all_, 'objective')} of {subject.cycle.name} ({percent(open_ / all_)}) are open to everybody",
            "Open the ones that hold no secret: remove `visibility`, or set it to `public`. Where a figure is "
            "sensitive, the objective's title may not be.",
        )


def _when_all_is_seen(subject: CycleSubject) -> Applies:
    if any(cycle == subject.cycle.id for cycle, _ in subject.company.portfolio.hidden):
        return NOT_ASSESSED
    return once_used(subject)


def _open(subject: CycleSubject) -> tuple[int, int]:
    """The number of the cycle's objectives that are open to everybody, and of all."""
    all_ = [objective for okrs in subject.sets for objective in okrs.objectives]
    return sum(objective.visibility != _RESTRICTED for objective in all_), len(all_)


def _openness(subject: CycleSubject) -> str:
    open_, all_ = _open(subject)
    return f"{part(open_, all_, 'objective')} ({percent(open_ / all_)}) open to everybody"
