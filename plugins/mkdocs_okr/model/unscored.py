"""Closed cycles whose scores a company keeps to itself: taken out before anything is computed."""

from dataclasses import replace

from mkdocs_okr.model.cycle import CycleState
from mkdocs_okr.model.okr import OkrSet
from mkdocs_okr.model.portfolio import Portfolio


def without_closed_scores(portfolio: Portfolio) -> Portfolio:
    """The portfolio as it may be published: without what was scored in closed cycles, if the settings say so.

    Such cycles are named in `unscored`, and nothing computes a score for them. Grades lose their score and its reason;
    what was learnt and decided stays, and so do the values, confidence and notes of check-ins.
    """
    closed = frozenset(cycle.id for cycle in portfolio.cycles.values() if cycle.state is CycleState.CLOSED)
    if portfolio.settings.scoring.publish_closed or not closed:
        return portfolio
    okr_sets = {key: _ungraded(okrs) if key[0] in closed else okrs for key, okrs in portfolio.okr_sets.items()}
    return replace(portfolio, okr_sets=okr_sets, unscored=closed)


def _ungraded(okrs: OkrSet) -> OkrSet:
    if okrs.review is None:
        return okrs
    grades = tuple(replace(grade, score=None, reason="") for grade in okrs.review.grades)
    return replace(okrs, review=replace(okrs.review, grades=grades))
