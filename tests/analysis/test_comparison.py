"""What of a cycle comes back in the next one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mkdocs_okr.analysis.comparison import Compared, compare, cycle_after, cycle_before
from mkdocs_okr.model import Cycle, CycleState, KeyResult, Objective
from tests.builders import a_cycle, a_key_result, a_portfolio, an_objective, okrs

FIRST = a_cycle("2027-q1", state=CycleState.CLOSED)
SECOND = a_cycle("2027-q2", "04-01", "06-30")


def a_goal(
    id: str, title: str, *key_results: KeyResult, cycle: Cycle = SECOND, aliases: tuple[str, ...] = ()
) -> Objective:
    """Return an objective of the team; its key results become its own."""
    return replace(
        an_objective(*key_results, at=f"team/{id}", cycle=cycle.id, aliases=aliases), title=title
    )  # fmt: skip


def a_result(id: str, title: str, *, in_: str = "demand", cycle: Cycle = SECOND) -> KeyResult:
    return replace(a_key_result(id, None, in_=f"team/{in_}", cycle=cycle.id), title=title)


def compared(before: list[Objective], after: list[Objective]) -> Compared:
    portfolio = a_portfolio(
        okrs(*before, cycle=FIRST.id), okrs(*after, cycle=SECOND.id), cycles=[FIRST, SECOND], as_of="04-15"
    )
    return compare(portfolio, "team", FIRST, SECOND)


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (a_goal("demand", "Something else altogether"), "the same id"),
        (a_goal("needs", "Something else altogether", aliases=("demand",)), "a former id"),
        (a_goal("more", "Fill the pipeline of sales again"), "nearly the same title"),
        (a_goal("more", "Fill the pipeline of 9 sales"), "a title that differs in a number"),
    ],
)
def test_an_objective_comes_back_by(after: Objective, why: str) -> None:
    found = compared([a_goal("demand", "Fill the pipeline of sales", cycle=FIRST)], [after])
    assert [o.title for o in found.carried] == [after.title], why
    assert (found.new, found.dropped) == ((), ())


def test_another_title_is_another_objective() -> None:
    found = compared(
        [a_goal("demand", "Fill the pipeline of sales", cycle=FIRST)],
        [a_goal("hire", "Hire people who stay"), a_goal("pipe", "The pipeline of water to Rome")],
    )
    assert found.carried == ()
    assert [o.id for o in found.new] == ["hire", "pipe"]
    assert [o.id for o in found.dropped] == ["demand"]


def test_what_is_taken_over_by_id_is_not_found_again_by_title() -> None:
    found = compared(
        [a_goal("demand", "Fill the pipeline", cycle=FIRST)],
        [a_goal("demand", "Fill the pipeline"), a_goal("again", "Fill the pipeline")],
    )
    assert [o.id for o in found.carried] == ["demand"]
    assert [o.id for o in found.new] == ["again"]


def test_a_key_result_may_move_to_another_objective() -> None:
    leads = a_result("leads", "Leads that sales accepts", cycle=FIRST)
    mails = a_result("mails", "Mails that are answered", cycle=FIRST)
    moved = a_result("accepted", "Leads that sales accepts", in_="trust")
    found = compared(
        [a_goal("demand", "Fill the pipeline", leads, mails, cycle=FIRST)],
        [a_goal("trust", "Sales and marketing trust each other", moved)],
    )
    assert found.successor(leads.ref) == moved.ref
    assert found.successor(mails.ref) is None


def test_a_key_result_of_the_same_id_elsewhere_is_another_one() -> None:
    then = a_result("rate", "Answers within a day", cycle=FIRST)
    now = a_result("rate", "Orders without a mistake", in_="quality")
    found = compared([a_goal("demand", "Fill it", then, cycle=FIRST)], [a_goal("quality", "Deliver well", now)])
    assert found.successor(then.ref) is None


def test_a_unit_that_wrote_nothing_before_has_only_new_ones() -> None:
    found = compared([], [a_goal("demand", "Fill the pipeline")])
    assert [o.id for o in found.new] == ["demand"]
    assert found.dropped == ()


def test_where_something_is_hidden_nothing_is_called_new_or_left_behind() -> None:
    portfolio = a_portfolio(
        okrs(a_goal("demand", "Fill it", cycle=FIRST), cycle=FIRST.id),
        okrs(a_goal("hire", "Hire people", cycle=SECOND), cycle=SECOND.id),
        cycles=[FIRST, SECOND],
    )
    for unit in ("team", "another"):
        found = compare(replace(portfolio, hidden=frozenset({(SECOND.id, unit)})), "team", FIRST, SECOND)
        assert (found.new, found.dropped) == ((), ())


def test_cycles_are_compared_with_the_one_before_of_their_kind() -> None:
    year = replace(a_cycle("2027", "2027-01-01", "2027-12-31"), kind="year")
    draft = a_cycle("2027-q3", "07-01", "09-30", state=CycleState.DRAFT)
    last = a_cycle("2027-q4", "10-01", "12-31")
    portfolio = a_portfolio(cycles=[FIRST, year, SECOND, draft, last])
    assert cycle_before(portfolio, FIRST) is None
    assert cycle_before(portfolio, SECOND) == FIRST
    assert cycle_before(portfolio, year) is None
    assert cycle_before(portfolio, last) == SECOND, "a draft was never in force"
    assert cycle_after(portfolio, SECOND) == draft, "what is planned may say what comes back"
    assert cycle_after(portfolio, last) is None
    overlapping = replace(SECOND, starts=FIRST.ends - timedelta(days=1))
    assert cycle_before(a_portfolio(cycles=[FIRST, overlapping]), overlapping) is None
