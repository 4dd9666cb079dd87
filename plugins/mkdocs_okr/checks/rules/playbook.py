"""Does the playbook hold what it must?"""

from collections.abc import Callable, Iterator

from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import Company


def _has_playbook(company: Company) -> Applies:
    """Without any page there is a single finding about that, instead of one about each topic."""
    playbook = company.portfolio.playbook
    return JUDGED if playbook is not None and playbook.pages else NOT_ASSESSED


def _covering(topic: str) -> Callable[[Company], str]:
    """Which pages cover the topic, in words."""
    return lambda company: f"{' and '.join(f'“{title}”' for title in _titles(company, topic))}"


def _titles(company: Company, topic: str) -> list[str]:
    playbook = company.portfolio.playbook
    return [page.title for page in playbook.pages if topic in page.covers] if playbook is not None else []


def _missing(company: Company, topic: str, message: str, help: str) -> Iterator[Found]:
    playbook = company.portfolio.playbook
    if playbook is not None and not _titles(company, topic):
        front_matter = f"The page that does so says it in its front matter: `playbook: {{covers: [{topic}]}}`."
        yield Found(f"no page of the playbook says {message}", f"{help} {front_matter}", origin=playbook.origin)


@rule(
    "PLB001",
    "playbook-without-purpose",
    Company,
    serves="playbook.purpose",
    severity="info",
    when=_has_playbook,
    evidence=_covering("purpose"),
)
def without_purpose(company: Company, limits: Limits) -> Iterator[Found]:
    """A playbook that does not say why the company works with OKRs.

    ## Why it matters

    “Because the others do” carries nobody through the second quarter. People join in for a reason that they recognise.

    ## Example

    ```markdown
    ---
    # docs/playbook/purpose.md
    title: Why we work with OKRs
    playbook: {covers: [scoring]}
    ---
    ```

    ## Better

    ```markdown
    ---
    # docs/playbook/purpose.md
    title: Why we work with OKRs
    playbook: {covers: [purpose]}
    ---
    ```
    """
    yield from _missing(
        company, "purpose", "why OKRs are used here", "Write down which problem they solve, and how they help people."
    )


@rule(
    "PLB002",
    "playbook-without-strategy",
    Company,
    serves="playbook.strategy",
    severity="info",
    when=_has_playbook,
    evidence=_covering("strategy"),
)
def without_strategy(company: Company, limits: Limits) -> Iterator[Found]:
    """A playbook that does not hold the company's strategy, vision and mission.

    ## Why it matters

    Objectives are derived from the strategy. Where it is in nobody's hands, they are derived from last quarter's.

    ## Example

    ```markdown
    ---
    # docs/playbook/strategy.md
    title: Where we want to go
    ---
    ```

    ## Better

    ```markdown
    ---
    # docs/playbook/strategy.md
    title: Where we want to go
    playbook: {covers: [strategy]}
    ---
    ```
    """
    yield from _missing(
        company,
        "strategy",
        "which strategy, vision and mission they serve",
        "Write down where the company wants to go and what it leaves out; organization.yml may have the words already.",
    )


@rule(
    "PLB003",
    "playbook-without-writing",
    Company,
    serves="playbook.writing",
    severity="info",
    when=_has_playbook,
    evidence=_covering("writing"),
)
def without_writing(company: Company, limits: Limits) -> Iterator[Found]:
    """A playbook that does not show how OKRs are written, with examples.

    ## Why it matters

    Everybody's first key result is a task. Two good examples from one's own company teach more than a course.

    ## Example

    ```markdown
    ---
    # docs/playbook/writing.md
    title: How to write OKRs
    ---
    ```

    ## Better

    ```markdown
    ---
    # docs/playbook/writing.md
    title: How to write OKRs
    playbook: {covers: [writing]}
    ---
    ```
    """
    yield from _missing(
        company,
        "writing",
        "how OKRs are written",
        "Show two good objectives with their key results, and two weak ones.",
    )


@rule(
    "PLB004",
    "playbook-without-contacts",
    Company,
    serves="playbook.contacts",
    severity="info",
    when=_has_playbook,
    evidence=_covering("contacts"),
)
def without_contacts(company: Company, limits: Limits) -> Iterator[Found]:
    """A playbook that does not say whom to ask.

    ## Why it matters

    Who does not know whom to ask asks nobody, and fills in something.

    ## Example

    ```markdown
    ---
    # docs/playbook/contacts.md
    title: Roles
    ---
    ```

    ## Better

    ```markdown
    ---
    # docs/playbook/contacts.md
    title: Roles and contacts
    playbook: {covers: [contacts]}
    ---
    ```
    """
    yield from _missing(
        company,
        "contacts",
        "whom to ask",
        "List who answers which question: the sponsor, the coordinator, the coaches.",
    )


@rule(
    "PLB005",
    "playbook-without-interfaces",
    Company,
    serves="playbook.interfaces",
    severity="info",
    when=_has_playbook,
    evidence=_covering("interfaces"),
)
def without_interfaces(company: Company, limits: Limits) -> Iterator[Found]:
    """A playbook that does not say how OKRs meet other processes: projects, boards, KPIs, business reviews, appraisals.

    ## Why it matters

    “We already have that” is the most frequent objection, and often true. Unless it is clear what stays where, people
    do everything twice.

    ## Example

    ```markdown
    ---
    # docs/playbook/interfaces.md
    title: OKRs and everything else
    ---
    ```

    ## Better

    ```markdown
    ---
    # docs/playbook/interfaces.md
    title: OKRs and everything else
    playbook: {covers: [interfaces]}
    ---
    ```
    """
    yield from _missing(
        company,
        "interfaces",
        "how OKRs meet other processes",
        "Say what stays where: projects, agile boards, KPIs, business reviews and forecasts, appraisals.",
    )
