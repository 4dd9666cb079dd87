"""Is it a good key result? What its data says; its words are judged in `key_result_wording`."""

from collections.abc import Iterator

from mkdocs_okr.checks.rule import Found, Limits, rule
from mkdocs_okr.checks.subjects import KeyResultSubject


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
