"""What a rule is: a function that judges one kind of subject, with a code, a name and a page of documentation."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from mkdocs_okr.model import Origin

S = TypeVar("S")

SEVERITIES = ("info", "warning", "error")
"""From the quietest to the loudest."""

SMART = "drafting.key-result.smart"
"""The checklist item that is the sum of all rules with a SMART letter."""

Limits = Mapping[str, float]
"""The numbers of a rule by name, as the company set them."""


class Found(NamedTuple):
    """What a rule has to say against a subject.

    `message` says what is wrong, quoting what is written; `help` how to mend it, best as a better form to copy. `at` is
    the path of the offending value from the subject's origin, or from `origin` where it stands elsewhere: the value's
    place is pointed at, or, for something missing, the place where it should be added.
    """

    message: str
    help: str
    at: tuple[str | int, ...] = ()
    origin: Origin | None = None


class Applies(StrEnum):
    """Whether a rule can judge a subject: it can, its time has not come, or there is nothing to judge it by."""

    JUDGED = "judged"
    NOT_DUE = "not-due"
    NOT_ASSESSED = "not-assessed"


JUDGED, NOT_DUE, NOT_ASSESSED = Applies.JUDGED, Applies.NOT_DUE, Applies.NOT_ASSESSED


@dataclass(frozen=True)
class Rule(Generic[S]):
    """A rule of a checklist.

    `code` ("KR004") never changes its meaning and is never used again; `name` ("key-result-is-a-task") may be written
    wherever the code may. `subject` is the class of what it judges, `serves` the keys of the checklist items whose
    state it decides, `severity` its loudness unless the company chose another. `limits` are the numbers that a company
    may set, with their defaults. `when` says whether a subject can be judged at all (always, without it); `judge`
    yields a `Found` for everything wrong. `smart` is the SMART letter that a finding costs the key result it is about,
    or every key result of the objective it is about; a rule with a letter also serves the item `SMART`.
    `evidence` says in words, for a subject that is judged, what the judgement rests on.
    """

    code: str
    name: str
    subject: type[S]
    serves: tuple[str, ...]
    severity: str
    judge: Callable[[S, Limits], Iterable[Found]]
    limits: Limits = field(default_factory=dict)
    when: Callable[[S], Applies] | None = None
    smart: str = ""
    evidence: Callable[[S], str] | None = None

    @cached_property
    def page(self) -> "RulePage":
        """The rule's documentation, from the docstring of its function."""
        return _page(inspect.getdoc(self.judge) or "")


class RulePage(NamedTuple):
    """A rule's documentation: what it judges in one sentence, and Markdown sections by title, in order."""

    summary: str
    sections: Mapping[str, str]

    @property
    def markdown(self) -> str:
        """The whole page below its title."""
        return "\n\n".join([self.summary, *(f"## {title}\n\n{text}" for title, text in self.sections.items())])


def rule(
    code: str,
    name: str,
    subject: type[S],
    *,
    serves: str | tuple[str, ...],
    severity: str = "warning",
    limits: Limits = MappingProxyType({}),
    when: Callable[[S], Applies] | None = None,
    smart: str = "",
    evidence: Callable[[S], str] | None = None,
) -> Callable[[Callable[[S, Limits], Iterable[Found]]], Rule[S]]:
    """Make a rule of a function; its docstring becomes the rule's page."""
    items = (serves,) if isinstance(serves, str) else serves
    if smart:
        items = (*items, SMART)

    def made(judge: Callable[[S, Limits], Iterable[Found]]) -> Rule[S]:
        return Rule(code, name, subject, items, severity, judge, limits, when, smart, evidence)

    return made


AnyRule = Rule[Any]


def _page(docstring: str) -> RulePage:
    summary, *rest = re.split(r"^## +(.+)$", docstring, flags=re.MULTILINE)
    return RulePage(summary.strip(), {rest[i].strip(): rest[i + 1].strip() for i in range(0, len(rest), 2)})
