"""What can be found, by whomever: the problems of reading and the rules, described alike."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from mkdocs_okr.checks.checklists import CHECKLISTS
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.sources import CODES, Code


class Group(NamedTuple):
    """Kinds of findings that are listed together: a checklist, by its key and title, or what is beside them."""

    key: str
    title: str


READING, HOUSEKEEPING = Group("reading", "Reading the files"), Group("housekeeping", "Housekeeping")

_GROUPS = {item.key: Group(each.key, each.title) for each in CHECKLISTS for item in each.items}
_ORDER = [READING, *dict.fromkeys(_GROUPS.values()), HOUSEKEEPING]


class Described(NamedTuple):
    """A kind of finding.

    `severity` is the one it has unless the company chose another. `summary` is a sentence, `markdown` the whole page
    below its title. `items` are the keys of the checklist items that it serves; reading serves none.
    """

    code: str
    name: str
    severity: str
    summary: str
    markdown: str
    items: tuple[str, ...] = ()

    @property
    def group(self) -> Group:
        """Where it is listed: with the checklist of the first item that it serves."""
        if self.code in CODES:
            return READING
        return _GROUPS[self.items[0]] if self.items else HOUSEKEEPING


def described(rules: Sequence[AnyRule] = RULES) -> tuple[Described, ...]:
    """Everything that can be found: what reading tells first, then `rules`, in the order in which they are listed."""
    return (*(of_code(code) for code in CODES.values()), *(of_rule(rule) for rule in rules))


def of_code(code: Code) -> Described:
    """A problem of reading."""
    return Described(code.code, code.name, code.severity, code.meaning, code.meaning)


def of_rule(rule: AnyRule) -> Described:
    """A rule of the checklists."""
    page = rule.page
    summary = " ".join(page.summary.split())
    return Described(rule.code, rule.name, rule.severity, summary, page.markdown, rule.serves)


def grouped(kinds: Iterable[Described]) -> Iterator[tuple[Group, tuple[Described, ...]]]:
    """The kinds by group, in the order of the checklists."""
    ordered = sorted(kinds, key=lambda kind: _ORDER.index(kind.group))
    for group, members in groupby(ordered, key=lambda kind: kind.group):
        yield group, tuple(members)
