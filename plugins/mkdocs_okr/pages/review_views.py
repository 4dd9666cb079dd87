"""A unit's review of a cycle as its page shows it; while there is none, the file to begin it with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from mkdocs_okr.analysis.comparison import Compared, became, compare, cycle_after
from mkdocs_okr.analysis.key_result_standing import KeyResultStanding
from mkdocs_okr.model import Cycle, CycleState, Grade, KeyResult, Objective, OkrSet, Review, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.editing import new_file_url
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.review_file import review_draft, review_path

LEARNT = "learnt"
"""Where everything that was learnt is gathered."""

_PREPARED = timedelta(days=14)
"""How long before the cycle's end a review is begun."""


@dataclass(frozen=True, slots=True)
class GradeView:
    """A key result's final word in the review.

    `how` says where its score comes from, and how far a score by hand lies from the computed one. `differs` marks that
    it does. `decision` is Keep, Modify, Drop or empty; `became` is what was made of it in the next cycle, and `broken`
    marks that this is not what was decided.
    """

    label: str
    title: str
    href: str
    score: float | None
    how: str
    differs: bool
    by: Named | None
    lead: Named | None
    reason: str
    learning: str
    decision: str
    became: Named | None
    broken: bool
    is_graded: bool


@dataclass(frozen=True, slots=True)
class NewReview:
    """A review that is still to be written: the file, its content, and the web editor where there is one."""

    path: str
    content: str
    url: str | None


def held(review: Review | None, today: date) -> Review | None:
    """A review once it has been held; an undated one has."""
    return None if review is None or (review.date is not None and review.date > today) else review


def review_section(portal: Portal, links: Links, unit: Unit, cycle: Cycle, okrs: OkrSet, name: str) -> Markup:
    """The review of a unit below the anchor `name`, with what is open in it; before it is held, how to begin.

    Empty while it is too early for one. 2 ms for a unit of twelve key results, 0.2 ms before the review is held.
    """
    portfolio = portal.portfolio
    review = held(okrs.review, portfolio.as_of)
    if review is None:
        return _to_come(portal, links, unit, cycle, okrs, name)
    grades = tuple(_grades(portal, links, okrs, review))
    return portal.render(
        "review.j2",
        links,
        name=name,
        cycle=cycle,
        review=review,
        by=person_link(portal, links, review.by),
        grades=grades,
        unscored=cycle.id in portfolio.unscored,
        missing=tuple(_missing(review, grades)),
        edit_url=portal.edit_url(review.origin.place()),
        learnt=links.to(LEARNT),
    )


def _to_come(portal: Portal, links: Links, unit: Unit, cycle: Cycle, okrs: OkrSet, name: str) -> Markup:
    portfolio = portal.portfolio
    is_over = cycle.state is CycleState.CLOSED or portfolio.as_of > cycle.ends
    is_near = cycle.state is CycleState.ACTIVE and portfolio.as_of > cycle.ends - _PREPARED
    if not okrs.objectives or cycle.state is CycleState.DRAFT or not (is_over or is_near):
        return Markup("")
    path, content = review_path(okrs), review_draft(okrs, portal.standings(cycle), unit.lead)
    planned = okrs.review
    return portal.render(
        "review_to_come.j2",
        links,
        name=name,
        unit=unit,
        cycle=cycle,
        is_over=is_over,
        planned=planned,
        edit_url=portal.edit_url(planned.origin.place()) if planned else None,
        new=None if planned else NewReview(path, content, new_file_url(portfolio.settings.repository, path, content)),
    )


def _grades(portal: Portal, links: Links, okrs: OkrSet, review: Review) -> Iterator[GradeView]:
    """Every key result of the unit, whether it was graded or not."""
    portfolio = portal.portfolio
    cycle = portfolio.cycles[okrs.cycle]
    standings = portal.standings(cycle).key_results
    after = cycle_after(portfolio, cycle)
    is_written = after is not None and bool(
        (next_ := portfolio.okr_sets.get((after.id, okrs.unit))) and next_.objectives
    )
    compared = compare(portfolio, okrs.unit, cycle, after) if after and is_written else None
    given = {grade.key_result: grade for grade in review.grades}
    for objective in okrs.objectives:
        for key_result in objective.key_results:
            grade = given.get(key_result.ref)
            standing = standings[key_result.ref]
            successor, broken = None, False
            if grade and grade.decision and compared and after:
                successor, broken = _became(portal, links, grade, key_result, compared, after)
            how, differs = _how(grade, standing)
            by = grade.by if grade else None
            yield GradeView(
                label=f"KR{key_result.number}",
                title=key_result.title,
                href=links.to_ref(key_result.ref),
                score=standing.score,
                how=how,
                differs=differs,
                by=person_link(portal, links, by),
                lead=_other_lead(portal, links, by, objective, key_result),
                reason=grade.reason if grade else "",
                learning=grade.learning if grade else "",
                decision=grade.decision.capitalize() if grade else "",
                became=successor,
                broken=broken,
                is_graded=grade is not None,
            )


def _other_lead(
    portal: Portal, links: Links, by: str | None, objective: Objective, key_result: KeyResult
) -> Named | None:
    """The key result's lead, where somebody else gave the grade."""
    lead = key_result.lead or objective.lead
    return person_link(portal, links, lead) if by and lead and lead != by else None


def _how(grade: Grade | None, standing: KeyResultStanding) -> tuple[str, bool]:
    """Where a score comes from in words, and whether a score by hand is another than the computed one."""
    if grade is None or grade.score is None:
        return ("" if standing.computed is None else "computed"), False
    if standing.computed is None:
        return "by hand, nothing could be computed", False
    apart = round(grade.score, 2) - round(standing.computed, 2)
    computed = figures.score(standing.computed)
    if abs(apart) < 0.005:
        return "by hand, and computed", False
    return f"by hand, {figures.score(abs(apart))} {'above' if apart > 0 else 'below'} the computed {computed}", True


def _became(
    portal: Portal, links: Links, grade: Grade, key_result: KeyResult, compared: Compared, after: Cycle
) -> tuple[Named | None, bool]:
    """What was made of a decision in the next cycle, and whether this is something else than was decided."""
    successor = compared.successor(key_result.ref)
    if successor is None and not compared.is_whole:
        return None, False
    now = portal.portfolio.key_results[successor] if successor else None
    words, is_broken = became(grade.decision, key_result, now)
    if now is None:
        return Named(f"{words} {'in' if is_broken else 'from'} {after.name}"), is_broken
    where = f"{words} in {after.name}, as KR{now.number}" if words else f"KR{now.number} in {after.name}"
    return Named(where, links.to_ref(now.ref)), is_broken


def _missing(review: Review, grades: tuple[GradeView, ...]) -> Iterator[str]:
    """What a whole review says and this one does not."""
    if ungraded := sum(not grade.is_graded for grade in grades):
        yield f"a grade for {figures.count(ungraded, 'key result')}"
    if undecided := sum(grade.is_graded and not grade.decision for grade in grades):
        yield f"keep, modify or drop for {figures.count(undecided, 'key result')}"
    if nameless := sum(grade.is_graded and grade.by is None for grade in grades):
        yield f"who graded {figures.count(nameless, 'key result')}"
    said = (
        ("what went well", review.went_well),
        ("obstacles", review.obstacles),
        ("surprises", review.surprises),
        ("priorities that shifted", review.shifted_priorities),
        ("what to adjust", review.adjust),
        ("lessons", review.lessons),
    )
    yield from (question for question, items in said if not items)
    plan = review.retrospective
    if not (plan.start or plan.stop or plan.continue_):
        yield "what to start, stop or continue"
