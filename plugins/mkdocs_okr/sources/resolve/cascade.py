"""What only the cascade as a whole can show: circles, and contributions that lead downwards."""

from collections.abc import Mapping

from mkdocs_okr.model import Objective, Ref, Unit
from mkdocs_okr.sources.report import Report


def check_cascade(
    objectives: Mapping[Ref, Objective], units: Mapping[str, Unit], depth: Mapping[str, int], report: Report
) -> None:
    """Report contributions to a lower level, and objectives that contribute to each other in a circle.

    `depth` is the place of each level, 0 for the company's.
    """
    for objective in objectives.values():
        for i, contribution in enumerate(objective.contributes_to):
            own, other = units.get(objective.ref.unit), units.get(contribution.to.unit)
            if own is not None and other is not None and depth[other.level] > depth[own.level]:
                report.at(
                    "contributes-downwards",
                    objective.origin.place("contributes_to", i, "to"),
                    f"`{own.id}` ({own.level}) contributes to `{other.id}` ({other.level}), which is on a lower level",
                    f"Contributions lead upwards or sideways; write `contributes_to` in the file of `{other.id}` "
                    "instead.",
                    str(objective.ref),
                )
    _report_circles(objectives, report)


def _report_circles(objectives: Mapping[Ref, Objective], report: Report) -> None:
    """Report the circles among `objectives`.

    Each knot of circles is walked by itself, so that what is said of it does not depend on what else was read.
    """
    order = {ref: place for place, ref in enumerate(objectives)}
    for knot in _knots(objectives):
        _walk({ref: objectives[ref] for ref in sorted(knot, key=order.__getitem__)}, report)


def _knots(objectives: Mapping[Ref, Objective]) -> list[set[Ref]]:
    """The groups of objectives that all contribute to each other, directly or not: Tarjan's, without recursion."""
    number: dict[Ref, int] = {}
    lowest: dict[Ref, int] = {}
    open_: list[Ref] = []
    closed: set[Ref] = set()
    knots = []
    for start in objectives:
        way = [] if start in number else [(start, iter(objectives[start].contributes_to))]
        while way:
            ref, pending = way[-1]
            if ref not in number:
                number[ref] = lowest[ref] = len(number)
                open_.append(ref)
            for contribution in pending:
                target = contribution.to.of_objective
                if target not in objectives or target in closed:
                    continue
                if target not in number:
                    way.append((target, iter(objectives[target].contributes_to)))
                    break
                lowest[ref] = min(lowest[ref], number[target])
            else:
                way.pop()
                if way:
                    lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[ref])
                if lowest[ref] == number[ref]:
                    knot = set()
                    while ref not in knot:
                        knot.add(open_.pop())
                    closed |= knot
                    if len(knot) > 1:
                        knots.append(knot)
    return knots


def _walk(objectives: Mapping[Ref, Objective], report: Report) -> None:
    """Walk the contributions depth first, without recursion; an edge back onto the way walked closes a circle."""
    done: set[Ref] = set()
    for start in objectives:
        if start in done:
            continue
        way: list[Ref] = [start]
        on_way = {start}
        pending = [iter(enumerate(objectives[start].contributes_to))]
        while way:
            for i, contribution in pending[-1]:
                target = contribution.to.of_objective
                if target in on_way:
                    _report_circle(objectives[way[-1]], i, way[way.index(target) :], report)
                elif target not in done and target in objectives:
                    way.append(target)
                    on_way.add(target)
                    pending.append(iter(enumerate(objectives[target].contributes_to)))
                    break
            else:
                pending.pop()
                on_way.discard(way[-1])
                done.add(way.pop())


def _report_circle(objective: Objective, index: int, circle: list[Ref], report: Report) -> None:
    names = " → ".join(str(ref) for ref in [*circle, circle[0]])
    report.at(
        "cascade-cycle",
        objective.origin.place("contributes_to", index, "to"),
        f"objectives contribute to each other in a circle: {names}",
        "Remove one of these contributions: a cascade leads upwards.",
        str(objective.ref),
    )
