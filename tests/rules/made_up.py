"""Rules that are made up for a test, so that what is said about rules in general does not hang on a real one."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mkdocs_okr.checks.rule import SMART, AnyRule, Found, Limits, Rule

PAGE = """A thing that a test objects to.

## Why it matters

A test has to object to *something*.

## Example

```yaml
# okrs/2027-q1/marketing.yml
objectives: [{id: demand, title: "<Demand>"}]
```

## Better

```yaml
# okrs/2027-q1/marketing.yml
objectives: []
```
"""


def a_rule(
    code: str,
    item: str,
    subject: type,
    objects: Iterable[str] | Callable[[Any], bool] = (),
    *,
    says: str | Callable[[Any], str] = "objected",
    severity: str = "warning",
    page: str = PAGE,
    **more: Any,
) -> AnyRule:
    """A rule called "made-up-…" after its code that finds something against these objects, or where a test says so.

    `says` is its message, or makes it of the subject.
    """
    those = frozenset() if callable(objects) else frozenset(objects)

    def judge(subject: Any, limits: Limits) -> Iterator[Found]:
        if objects(subject) if callable(objects) else subject.object in those:
            yield Found(says(subject) if callable(says) else says, "Mend `it`.")

    judge.__doc__ = page
    serves = ((item,) if item else ()) + ((SMART,) if more.get("smart") else ())
    return Rule(code, f"made-up-{code.lower()}", subject, serves, severity, judge, **more)
