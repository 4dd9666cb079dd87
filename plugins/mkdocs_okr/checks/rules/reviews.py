"""Is something learnt from each cycle?"""

from collections.abc import Iterator, Sequence

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.checks.rhythm import is_closed
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import KeyResultSubject, OkrsSubject, ReviewSubject
from mkdocs_okr.checks.timing import GRACE
from mkdocs_okr.model import CycleState, Grade, Ref

_REVIEW = (
    "reviews.scored-by-lead",
    "reviews.went-well-and-obstacles",
    "reviews.questions",
    "reviews.start-stop-continue",
    "reviews.keep-modify-drop",
    "best-practice.reviewed",
)
"""What a review that is not there leaves open."""


def _named(ref: Ref) -> str:
    """A key result as a review of its unit names it."""
    return f"{ref.objective}/{ref.key_result}"


def _listed(words: Sequence[str], most: int = 3) -> str:
    """Some things in words: "`a`, `b` and 2 more"."""
    shown = [f"`{word}`" for word in words[:most]]
    if len(words) > most:
        return f"{', '.join(shown)} and {len(words) - most} more"
    return " and ".join(([", ".join(shown[:-1])] if shown[:-1] else []) + shown[-1:])


def _file(subject: OkrsSubject) -> str:
    return f"{subject.okrs.cycle}/reviews/{subject.okrs.unit}.yml"


def _once_closed(subject: OkrsSubject) -> Applies:
    if not subject.okrs.objectives:
        return NOT_ASSESSED
    return JUDGED if is_closed(subject.cycle) else NOT_DUE


def _once_over(subject: OkrsSubject) -> Applies:
    cycle = subject.cycle
    if not subject.okrs.objectives or is_closed(cycle) or cycle.state is CycleState.DRAFT:
        return NOT_ASSESSED
    return JUDGED if subject.company.portfolio.as_of > cycle.ends + GRACE else NOT_DUE


@rule("REV001", "closed-without-review", OkrsSubject, serves=_REVIEW, when=_once_closed)
def closed_without_review(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit without a review of a cycle that is closed.

    ## Why it matters

    A cycle without a review is repeated: the same targets, missed for the same reasons. Half an hour and twenty lines
    are enough to begin the next one wiser.

    ## Example

    ```yaml
    # okrs/2026-q4/cycle.yml
    name: Q4 2026
    starts: 2026-10-01
    ends: 2026-12-31
    state: closed
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    by: ms-perkins
    grades:
      orders/again: {by: ms-perkins, learning: A call after two weeks brings the second order., decision: keep}
    went_well: [The card in every parcel]
    obstacles: [Two months without a van]
    retrospective: {start: [Calling after two weeks]}
    ```
    """
    if subject.okrs.review is None:
        yield Found(
            f"{subject.unit.name} has no review of {subject.cycle.name}, which is closed",
            f"Write `{_file(subject)}` with `grades`, `went_well`, `obstacles` and `retrospective`.",
        )


@rule("REV002", "review-overdue", OkrsSubject, serves=_REVIEW, severity="info", when=_once_over)
def review_overdue(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """A unit without a review two weeks after the cycle's last day, while the cycle is not closed yet.

    ## Why it matters

    After two weeks nobody remembers why a figure fell in the fifth week, and the next cycle is set without knowing what
    the last one has taught.

    This is only told for information, because it comes about by waiting. It becomes a warning when the cycle is closed.

    ## Example

    ```yaml
    # okrs/2026-q4/cycle.yml
    name: Q4 2026
    starts: 2026-10-01
    ends: 2026-12-31
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - {id: orders, title: Win customers who come back}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/cycle.yml
    name: Q4 2026
    starts: 2026-10-01
    ends: 2026-12-31
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - {id: orders, title: Win customers who come back}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    went_well: [The card in every parcel]
    obstacles: [Two months without a van]
    ```
    """
    if subject.okrs.review is None:
        days = (subject.company.portfolio.as_of - subject.cycle.ends).days
        yield Found(
            f"{subject.cycle.name} ended {days} days ago, and {subject.unit.name} has no review of it",
            f"Write `{_file(subject)}` with `grades`, `went_well`, `obstacles` and `retrospective`.",
        )


def _once_held(subject: ReviewSubject) -> Applies:
    """A review is judged once it was held; until then it may still be in preparation."""
    as_of, cycle, review = subject.company.portfolio.as_of, subject.okrs.cycle, subject.review
    is_held = review.date is not None and review.date <= as_of
    return JUDGED if is_held or as_of > cycle.ends or is_closed(cycle) else NOT_DUE


def _open(subject: ReviewSubject) -> Iterator[tuple[Ref, Grade | None]]:
    """The unit's key results with what the review says of each."""
    grades = {grade.key_result: grade for grade in subject.review.grades}
    for objective in subject.okrs.okrs.objectives:
        for key_result in objective.key_results:
            yield key_result.ref, grades.get(key_result.ref)


@rule("REV003", "key-result-not-graded", ReviewSubject, serves="reviews.scored-by-lead", when=_once_held)
def not_graded(subject: ReviewSubject, limits: Limits) -> Iterator[Found]:
    """A review that leaves out some of the unit's key results.

    ## Why it matters

    The key result that nobody speaks of in the review is the one that there is most to learn from. A grade needs no
    score by hand: the computed one stands, and the lead says what it means.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
          - {id: days, title: Days until the second order, metric: {unit: days, baseline: 80, target: 50}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again: {by: ms-perkins, learning: A call after two weeks brings the second order.}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
          - {id: days, title: Days until the second order, metric: {unit: days, baseline: 80, target: 50}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again: {by: ms-perkins, learning: A call after two weeks brings the second order.}
      orders/days: {by: ms-perkins, learning: Nobody measured it before December.}
    ```
    """
    missing = [_named(ref) for ref, grade in _open(subject) if grade is None]
    if missing:
        lead = subject.okrs.unit.lead or "mr-smith"
        yield Found(
            f"the review says nothing of {_listed(missing)}",
            f"Let the lead grade it: `{missing[0]}: {{by: {lead}, learning: …, decision: keep}}`; the computed score "
            "stands where none is given.",
            ("grades",) if subject.review.grades else (),
        )


@rule(
    "REV004",
    "graded-by-somebody-else",
    ReviewSubject,
    serves="reviews.scored-by-lead",
    severity="info",
    when=_once_held,
)
def graded_by_somebody_else(subject: ReviewSubject, limits: Limits) -> Iterator[Found]:
    """A key result that was graded by nobody, or not by its lead.

    ## Why it matters

    The lead knows what the figures do not tell, and learns more from grading than from being graded. Where it has to be
    somebody else, name them as the lead.

    A grade without `by` counts as given by whoever wrote the review. Key results without a lead are left to the rule
    about leads.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Second orders, lead: ms-perkins, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again: {by: mr-aaron, learning: Sales was too slow.}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Second orders, lead: ms-perkins, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again: {by: ms-perkins, learning: A call after two weeks brings the second order.}
    ```
    """
    portfolio, review = subject.company.portfolio, subject.review
    leads = {each.ref: each.lead for objective in subject.okrs.okrs.objectives for each in objective.key_results}
    for grade in review.grades:
        lead, by = leads.get(grade.key_result), grade.by or review.by
        if lead is None or by == lead:
            continue
        name = _named(grade.key_result)
        who = f"was graded by {portfolio.people[by].name}" if by else "was graded by nobody"
        yield Found(
            f"`{name}` {who}; its lead is {portfolio.people[lead].name}",
            f"Let the lead grade it, `by: {lead}`; or correct the lead in the OKR file.",
            ("grades", name, "by"),
        )


@rule(
    "REV005",
    "review-without-both-sides",
    ReviewSubject,
    serves=("reviews.went-well-and-obstacles", "best-practice.reviewed"),
    when=_once_held,
)
def without_both_sides(subject: ReviewSubject, limits: Limits) -> Iterator[Found]:
    """A review that does not say what went well, or what stood in the way.

    ## Why it matters

    What went well is what should be done again; nobody remembers it unless it is written down. A quarter without
    obstacles had targets that were too easy, or a review that was too polite.

    ## Example

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    by: ms-perkins
    went_well: [The card in every parcel]
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    by: ms-perkins
    went_well: [The card in every parcel]
    obstacles: [Two months without a van]
    ```
    """
    review = subject.review
    missing = [key for key, said in (("went_well", review.went_well), ("obstacles", review.obstacles)) if not said]
    if missing:
        words = {"went_well": "what went well", "obstacles": "what stood in the way"}
        yield Found(
            f"the review does not say {' nor '.join(words[key] for key in missing)}",
            f"Add {' and '.join(f'`{key}: […]`' for key in missing)}, in the words of the people who were there.",
        )


_QUESTIONS = {
    "surprises": "what nobody expected",
    "shifted_priorities": "which priorities have shifted",
    "adjust": "what to adjust",
    "lessons": "what was learnt",
}


@rule(
    "REV006",
    "review-questions-unanswered",
    ReviewSubject,
    serves="reviews.questions",
    severity="info",
    limits={"at_least": 2},
    when=_once_held,
)
def questions_unanswered(subject: ReviewSubject, limits: Limits) -> Iterator[Found]:
    """A review that leaves most of its questions unanswered.

    ## Why it matters

    The questions are there because nobody asks them of themselves: what nobody expected (`surprises`), which priorities
    have shifted (`shifted_priorities`), what to adjust (`adjust`) and what was learnt (`lessons`). Two of the four are
    enough; not every quarter has a surprise.

    ## Example

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    by: ms-perkins
    went_well: [The card in every parcel]
    obstacles: [Two months without a van]
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    by: ms-perkins
    went_well: [The card in every parcel]
    obstacles: [Two months without a van]
    surprises: [Half of the second orders came without a call]
    adjust: [Call those only who have not ordered after four weeks]
    ```

    ## Options

    - `at_least`: how many of the four questions have to be answered; 2.
    """
    empty = [key for key in _QUESTIONS if not getattr(subject.review, key)]
    if len(_QUESTIONS) - len(empty) < limits["at_least"]:
        yield Found(
            f"the review leaves {len(empty)} of its {len(_QUESTIONS)} questions open: "
            f"{', '.join(_QUESTIONS[key] for key in empty)}",
            f"Add {' or '.join(f'`{key}: […]`' for key in empty)}.",
        )


@rule(
    "REV007",
    "review-without-start-stop-continue",
    ReviewSubject,
    serves="reviews.start-stop-continue",
    when=_once_held,
)
def without_retrospective(subject: ReviewSubject, limits: Limits) -> Iterator[Found]:
    """A review from which nothing follows: nothing to start, to stop or to continue.

    ## Why it matters

    A lesson that changes nothing was not learnt. One thing to start and one to stop are an action plan for the next
    cycle.

    ## Example

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    by: ms-perkins
    went_well: [The card in every parcel]
    obstacles: [Two months without a van]
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    by: ms-perkins
    went_well: [The card in every parcel]
    obstacles: [Two months without a van]
    retrospective:
      start: [Calling after two weeks]
      stop: [Discounts in the last week]
      continue: [Visits in pairs]
    ```
    """
    retrospective = subject.review.retrospective
    if not (retrospective.start or retrospective.stop or retrospective.continue_):
        yield Found(
            "nothing follows from this review: nothing to start, to stop or to continue",
            "Add `retrospective: {start: […], stop: […], continue: […]}`; one thing is enough.",
            ("retrospective",),
        )


@rule(
    "REV008",
    "review-without-decisions",
    ReviewSubject,
    serves="reviews.keep-modify-drop",
    severity="info",
    when=_once_held,
)
def without_decisions(subject: ReviewSubject, limits: Limits) -> Iterator[Found]:
    """A review that does not say of every graded key result whether it is kept, modified or dropped.

    ## Why it matters

    A key result that nobody has decided about comes back by itself, with the target of last time.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again: {by: ms-perkins, learning: A call after two weeks brings the second order.}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again: {by: ms-perkins, learning: A call after two weeks brings the second order., decision: keep}
    ```
    """
    undecided = [_named(grade.key_result) for grade in subject.review.grades if not grade.decision]
    if undecided:
        yield Found(
            f"the review does not decide what happens to {_listed(undecided)}",
            "Add `decision: keep`, `modify` or `drop` to each.",
            ("grades", undecided[0]) if len(undecided) == 1 else ("grades",),
        )


@rule(
    "REV009",
    "score-by-hand-without-learning",
    ReviewSubject,
    serves="reviews.questions",
    severity="info",
    limits={"distance": 0.3},
    when=_once_held,
)
def by_hand_without_learning(subject: ReviewSubject, limits: Limits) -> Iterator[Found]:
    """A score given by hand that lies far from the computed one, with nothing learnt from it.

    ## Why it matters

    When a lead and the numbers disagree as much as that, the key result measured something else than what was meant.
    That is worth knowing before the next one is written.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40, current: 40}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again: {score: 0.5, by: ms-perkins, reason: Half of them had been promised a discount.}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40, current: 40}}
    ```

    ```yaml
    # okrs/2026-q4/reviews/sales.yml
    date: 2027-01-07
    grades:
      orders/again:
        score: 0.5
        by: ms-perkins
        reason: Half of them had been promised a discount.
        learning: Count orders at full price.
    ```

    ## Options

    - `distance`: how far the two scores may lie apart; 0.3.
    """
    standings = subject.okrs.standings.key_results
    for grade in subject.review.grades:
        standing = standings.get(grade.key_result)
        if grade.score is None or grade.learning or standing is None or standing.computed is None:
            continue
        if abs(grade.score - standing.computed) > limits["distance"]:
            name = _named(grade.key_result)
            yield Found(
                f"`{name}` was given {grade.score:.2f} by hand where {standing.computed:.2f} was computed, and nothing "
                "was learnt from it",
                "Add `learning: …`: what did the key result measure, and what was meant?",
                ("grades", name, "score"),
            )


def _of_closed_cycle(subject: KeyResultSubject) -> Applies:
    return JUDGED if is_closed(subject.okrs.cycle) else NOT_DUE


@rule("REV010", "closed-without-score", KeyResultSubject, serves="reviews.scored-by-lead", when=_of_closed_cycle)
def closed_without_score(subject: KeyResultSubject, limits: Limits) -> Iterator[Found]:
    """A key result of a closed cycle of which nobody knows how it ended: no value was read, and no grade was given.

    ## Why it matters

    It counts for nothing in the objective's score, so the objective looks better or worse than it was. And nobody can
    learn from a result that is not known.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40}}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: orders
        title: Win customers who come back
        key_results:
          - {id: again, title: Customers who order again, metric: {unit: "%", baseline: 30, target: 40, current: 37}}
    ```
    """
    if subject.standing.status in (Status.NO_DATA, Status.NOT_STARTED):
        key_result = subject.key_result
        name = _named(key_result.ref)
        by = key_result.lead or subject.okrs.unit.lead or "mr-smith"
        yield Found(
            f"nobody knows how “{key_result.title}” ended",
            f"Write its last value into a check-in, or grade it in the review: `{name}: {{score: 0, by: {by}, "
            "reason: It was never measured.}`.",
        )
