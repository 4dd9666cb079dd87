"""Who reads a portal: what is not meant for them is left out before anything is computed."""

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_okr.model.okr import CheckIn, Objective, OkrSet, Review
from mkdocs_okr.model.portfolio import Portfolio
from mkdocs_okr.model.ref import Ref

AUDIENCES = ("public", "internal", "restricted")
"""From the widest circle of readers to the narrowest. An audience reads what is meant for it or for a wider one."""


def visible_to(portfolio: Portfolio, audience: str) -> Portfolio:
    """The portfolio as `audience` may read it.

    Objectives for a narrower circle are gone with their key results, check-in entries and grades, and so is every
    reference to them. A dependency on a hidden objective stays as one on its unit. People whom only hidden things name
    are gone too; somebody whom nothing names at all stays.

    Raises ValueError for a word that is no audience.
    """
    widest = AUDIENCES.index(audience)
    hidden = {
        objective.ref for objective in portfolio.objectives.values() if AUDIENCES.index(objective.visibility) > widest
    }
    if not hidden:
        return portfolio
    shown = replace(
        portfolio,
        okr_sets={key: _okr_set(okrs, hidden) for key, okrs in portfolio.okr_sets.items()},
        hidden=frozenset((ref.cycle, ref.unit) for ref in hidden),
    )
    gone = set(named(portfolio)) - set(named(shown))
    return replace(shown, people={id: person for id, person in portfolio.people.items() if id not in gone})


def _okr_set(okrs: OkrSet, hidden: set[Ref]) -> OkrSet:
    return replace(
        okrs,
        objectives=tuple(_objective(o, hidden) for o in okrs.objectives if o.ref not in hidden),
        check_ins=tuple(_check_in(check_in, hidden) for check_in in okrs.check_ins),
        review=_review(okrs.review, hidden) if okrs.review is not None else None,
    )


def _objective(objective: Objective, hidden: set[Ref]) -> Objective:
    return replace(
        objective,
        contributes_to=tuple(c for c in objective.contributes_to if c.to.of_objective not in hidden),
        drives=tuple(ref for ref in objective.drives if ref.of_objective not in hidden),
        depends_on=tuple(
            replace(d, needs=None) if d.needs is not None and d.needs.of_objective in hidden else d
            for d in objective.depends_on
        ),
    )


def _check_in(check_in: CheckIn, hidden: set[Ref]) -> CheckIn:
    kept = tuple(entry for entry in check_in.entries if entry.key_result.of_objective not in hidden)
    return check_in if len(kept) == len(check_in.entries) else replace(check_in, entries=kept)


def _review(review: Review, hidden: set[Ref]) -> Review:
    return replace(review, grades=tuple(g for g in review.grades if g.key_result.of_objective not in hidden))


def named(portfolio: Portfolio) -> Iterator[str | None]:
    """Every id that may be a person's, wherever one is named; None where nobody is."""
    roles = portfolio.organization.roles
    yield from (roles.sponsor, roles.programme_owner, roles.coordinator, *roles.coaches)
    yield from (attestation.by for attestation in portfolio.attestations)
    for unit in portfolio.units.values():
        yield from (unit.lead, unit.charter.champion)
    for okrs in portfolio.okr_sets.values():
        yield from (check_in.by for check_in in okrs.check_ins)
        if okrs.review is not None:
            yield okrs.review.by
            yield from (grade.by for grade in okrs.review.grades)
    for objective in portfolio.objectives.values():
        yield objective.lead
        for key_result in objective.key_results:
            yield from (key_result.lead, *key_result.contributors)
            yield from (initiative.lead for initiative in key_result.initiatives)
