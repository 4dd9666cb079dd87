"""The organisation beside a unit's page: the way up, the neighbours, what is below.

A tree of all units on each page would make the site grow with the square of the company, so long runs of neighbours are
cut to those around the unit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Cycle, Unit
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.portal import Portal

NEIGHBOURS = 24
"""Units of one parent that are shown at most."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree. `more` is the number of units that a cut left out; `unit` is None on such a line."""

    depth: int
    name: str
    href: str
    current: bool = False
    status: Status | None = None
    more: int = 0


def side_tree(portal: Portal, links: Links, unit: Unit, cycle: Cycle | None) -> tuple[Branch, ...]:
    """The lines of the tree around `unit`, from the company down."""
    path = [*reversed(list(portal.portfolio.ancestors(unit))), unit]
    return tuple(_branches(portal, links, path, 0, cycle, unit))


def _branches(
    portal: Portal, links: Links, path: Sequence[Unit], depth: int, cycle: Cycle | None, current: Unit
) -> Iterator[Branch]:
    """The first unit of `path` with everything that is shown below it."""
    head, *rest = path
    yield _branch(portal, links, head, depth, cycle, current)
    children = portal.portfolio.children.get(head.id, ())
    shown = _around(children, rest[0] if rest else None)
    for child in shown:
        if rest and child.id == rest[0].id:
            yield from _branches(portal, links, rest, depth + 1, cycle, current)
        else:
            yield _branch(portal, links, child, depth + 1, cycle, current)
    if len(shown) < len(children):
        more = len(children) - len(shown)
        yield Branch(depth + 1, "", f"{links.to('units')}?within={head.id}", more=more)


def _branch(portal: Portal, links: Links, unit: Unit, depth: int, cycle: Cycle | None, current: Unit) -> Branch:
    standing = portal.standings(cycle).units.get(unit.id) if cycle else None
    return Branch(
        depth,
        unit.name,
        links.to(portal.unit_page(unit.id, cycle)),
        current=unit.id == current.id,
        status=standing.status if standing else None,
    )


def _around(children: Sequence[Unit], centre: Unit | None) -> Sequence[Unit]:
    """At most NEIGHBOURS of `children`, with `centre` in the middle of them where there is one."""
    if len(children) <= NEIGHBOURS:
        return children
    position = next((i for i, child in enumerate(children) if centre and child.id == centre.id), 0)
    first = min(max(position - NEIGHBOURS // 2, 0), len(children) - NEIGHBOURS)
    return children[first : first + NEIGHBOURS]
