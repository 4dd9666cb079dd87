"""Who contributes to what, directly and through others, and what lies near."""

import itertools
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_okr.analysis.alignment import CycleAlignment, Quadrant, is_moved_by_itself, waits_for_contributions
from mkdocs_okr.analysis.by_perspective import UnitsByPerspective
from mkdocs_okr.analysis.cascade import cascade
from mkdocs_okr.analysis.contributing import MOST_ROWS, MOST_STEPS, marks, matrix
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import Contribution, Initiative, Keep, KeepMetric, MovingMetric, Objective, Portfolio, Ref
from tests.builders import PERSPECTIVES, a_cycle, a_key_result, a_portfolio, an_objective, okrs

NAMES = (None, *(each.id for each in PERSPECTIVES))


def a_cascade(seed: int, units: int = 5, each: int = 3) -> Portfolio:
    """A made-up cascade: every objective contributes to some of those written before it, also beside it."""
    random = Random(seed)
    made: list[Objective] = []
    for unit in range(units):
        for number in range(random.randint(0, each)):
            above = random.sample(made, min(len(made), random.choice((0, 1, 1, 2))))
            to = [f"{one.ref.unit}/{one.ref.objective}" + random.choice(("", "/kr")) for one in above]
            at = f"{'company' if unit == 0 else f'unit-{unit}'}/o{number}"
            key_result = a_key_result("kr", MovingMetric(10, baseline=0, current=random.randint(0, 12)), in_=at)
            perspective = random.choice(NAMES)
            made.append(an_objective(key_result, at=at, contributes_to=to, perspective=perspective))
    by_unit: dict[str, list[Objective]] = {}
    for objective in made:
        by_unit.setdefault(objective.ref.unit, []).append(objective)
    return a_portfolio(*(okrs(*objectives, unit=unit) for unit, objectives in by_unit.items()))


cascades = st.integers(0, 10_000).map(a_cascade)


def naive(portfolio: Portfolio, row: Ref, column: Ref) -> int:
    """The length of the shortest way from one objective to another by trying all of them; 0 for none."""
    lengths = [
        1 if to == column else 1 + rest
        for contribution in portfolio.objectives[row].contributes_to
        if (to := contribution.to.of_objective) == column or (rest := naive(portfolio, to, column))
    ]
    return min(lengths, default=0)


@given(cascades)
@settings(max_examples=150)
def test_marks_are_where_one_objective_can_be_reached_from_another(portfolio: Portfolio) -> None:
    every = list(portfolio.objectives)
    found = marks(portfolio.objectives, every, set(every))
    for row in every:
        for column in every:
            length = naive(portfolio, row, column)
            mark = found.get(row, {}).get(column)
            assert (mark is not None) == (length > 0)
            if mark is not None:
                assert mark.is_direct == (length == 1)
                assert mark.steps == length - 1
                assert len(mark.through) == min(mark.steps, MOST_STEPS)


@given(cascades)
def test_a_way_leads_from_one_to_the_next(portfolio: Portfolio) -> None:
    every = list(portfolio.objectives)
    for row, columns in marks(portfolio.objectives, every, set(every)).items():
        for column, mark in columns.items():
            way = (row, *mark.through, *((column,) if mark.steps <= MOST_STEPS else ()))
            for here, there in itertools.pairwise(way):
                named = {each.to.of_objective for each in portfolio.objectives[here].contributes_to}
                assert there in named


def test_a_way_of_thousands_is_followed_and_its_beginning_is_named() -> None:
    chain = [an_objective(at="company/o0")]
    chain += [an_objective(at=f"company/o{n}", contributes_to=[f"company/o{n - 1}"]) for n in range(1, 5000)]
    objectives = {each.ref: each for each in chain}
    mark = marks(objectives, [chain[-1].ref], {chain[0].ref})[chain[-1].ref][chain[0].ref]
    assert mark.steps == 4998
    assert [each.objective for each in mark.through] == ["o4998", "o4997", "o4996"]


def test_a_circle_ends_where_it_closes() -> None:
    one = an_objective(at="a/one", contributes_to=["b/two"])
    two = an_objective(at="b/two", contributes_to=["a/one", "company/top"])
    top = an_objective(at="company/top")
    found = marks({each.ref: each for each in (one, two, top)}, [one.ref], {top.ref})
    assert found[one.ref][top.ref].through == (two.ref,)


def test_several_key_results_of_one_objective_are_one_mark() -> None:
    top = an_objective(at="company/grow")
    low = an_objective(at="team/help", contributes_to=["company/grow/a", "company/grow/b"])
    found = marks({top.ref: top, low.ref: low}, [low.ref], {top.ref})
    assert [str(to) for to in found[low.ref][top.ref].to] == ["2027-q1/company/grow/a", "2027-q1/company/grow/b"]


@given(cascades)
@settings(max_examples=150)
def test_the_quadrants_hold_everything_that_has_something_above_it_once(portfolio: Portfolio) -> None:
    cycle = portfolio.cycles["2027-q1"]
    alignment = CycleAlignment(portfolio, cycle)
    has_company = ("2027-q1", "company") in portfolio.okr_sets
    expected = {
        each.ref
        for each in portfolio.objectives.values()
        if each.contributes_to or (has_company and each.ref.unit != "company")
    }
    assert set(alignment.readings) == expected
    counted = alignment.counts["company"] if expected else {}
    assert sum(counted.values()) == len(expected)
    for quadrant in Quadrant:
        read = [each for each in alignment.readings.values() if each.quadrant is quadrant]
        assert len(read) == (counted[quadrant] if expected else 0)
    for place, each in alignment.readings.items():
        assert each.quadrant.contributes == bool(portfolio.objectives[place].contributes_to)
        if each.quadrant.near:
            assert each.own is not None
            assert each.above is not None
            assert abs(each.own.row - each.above.row) <= 1


def quadrant(own: str | None, above: str | None, contributes: bool) -> Quadrant:
    top = an_objective(at="company/top", perspective=above)
    low = an_objective(at="team/low", perspective=own, contributes_to=["company/top"] if contributes else [])
    portfolio = a_portfolio(okrs(top, unit="company"), okrs(low))
    return CycleAlignment(portfolio, portfolio.cycles["2027-q1"]).readings[low.ref].quadrant


def test_each_quadrant_by_example() -> None:
    assert quadrant("customer", "financial", True) is Quadrant.NEAR
    assert quadrant("customer", "customer", True) is Quadrant.NEAR
    assert quadrant("process", "financial", True) is Quadrant.FAR
    assert quadrant("customer", "financial", False) is Quadrant.UNLINKED
    assert quadrant("learning", "financial", False) is Quadrant.ALONE


def test_without_a_perspective_nothing_is_known_to_be_near() -> None:
    assert quadrant(None, "financial", True) is Quadrant.FAR
    assert quadrant("customer", None, True) is Quadrant.FAR
    assert quadrant(None, None, False) is Quadrant.ALONE


def test_one_near_contribution_is_enough() -> None:
    tops = [an_objective(at=f"company/{each.id}", perspective=each.id) for each in PERSPECTIVES]
    low = an_objective(at="team/low", perspective="learning", contributes_to=["company/financial", "company/process"])
    portfolio = a_portfolio(okrs(*tops, unit="company"), okrs(low))
    assert CycleAlignment(portfolio, portfolio.cycles["2027-q1"]).readings[low.ref].quadrant is Quadrant.NEAR


def cells(portfolio: Portfolio) -> UnitsByPerspective:
    cycle = portfolio.cycles["2027-q1"]
    return UnitsByPerspective(portfolio, cycle, assess(portfolio, cycle))


@given(cascades)
def test_units_add_up_to_the_company(portfolio: Portfolio) -> None:
    table = cells(portfolio)
    every = list(portfolio.objectives.values())
    for perspective in NAMES:
        amount = sum(each.perspective == perspective for each in every)
        if amount:
            assert table.whole["company"][perspective].objectives == amount
    if every:
        assert sum(each.objectives for each in table.whole["company"].values()) == len(every)


def test_a_units_score_is_that_of_its_scorecard_and_units_count_by_their_objectives() -> None:
    def scored(at: str, current: float, weight: float = 1.0) -> Objective:
        key_result = a_key_result("kr", MovingMetric(10, baseline=0, current=current), in_=at)
        return an_objective(key_result, at=at, perspective="customer", weight=weight)

    portfolio = a_portfolio(
        okrs(scored("a/x", 2, weight=3), scored("a/y", 6), unit="a"), okrs(scored("b/z", 9), unit="b")
    )
    table = cells(portfolio)
    standings = assess(portfolio, portfolio.cycles["2027-q1"])
    [of_a] = standings.units["a"].perspectives
    assert table.own["a"]["customer"].score == of_a.score
    score = table.whole["company"]["customer"].score
    assert score is not None
    assert round(score, 9) == round((2 * 0.3 + 0.9) / 3, 9)


def test_objectives_without_a_score_are_counted_and_leave_the_mean_alone() -> None:
    known = a_key_result("kr", MovingMetric(10, baseline=0, current=5), in_="a/x")
    portfolio = a_portfolio(
        okrs(
            an_objective(known, at="a/x", perspective="customer"),
            an_objective(at="a/y", perspective="customer"),
            unit="a",
        )
    )
    cell = cells(portfolio).own["a"]["customer"]
    assert (cell.objectives, cell.scored, cell.score) == (2, 1, 0.5)


def a_wide_company(units: int, objectives: int) -> Portfolio:
    top = an_objective(at="company/top")
    sets = [
        okrs(*(an_objective(at=f"u{u}/o{o}", contributes_to=["company/top"]) for o in range(objectives)), unit=f"u{u}")
        for u in range(units)
    ]
    return a_portfolio(okrs(top, unit="company"), *sets)


def test_a_matrix_of_many_units_is_read_by_unit() -> None:
    few, many = a_wide_company(5, 3), a_wide_company(MOST_ROWS // 3 + 1, 3)
    for portfolio, by_unit in ((few, False), (many, True)):
        found = matrix(portfolio, cascade(portfolio), portfolio.units["company"], portfolio.cycles["2027-q1"])
        assert found.by_unit == by_unit
        assert found.rows == len(portfolio.objectives) - 1


def test_a_longer_cycle_joins_the_columns_when_something_contributes_to_it() -> None:
    year, quarter = a_cycle("2027", ends="12-31"), replace(a_cycle(), parent="2027")
    goal = an_objective(at="company/goal", cycle="2027")
    other = an_objective(at="company/other", cycle="2027")
    own = replace(an_objective(at="company/own"), contributes_to=(Contribution(goal.ref),))
    portfolio = a_portfolio(
        okrs(goal, other, unit="company", cycle="2027"), okrs(own, unit="company"), cycles=[year, quarter]
    )
    found = matrix(portfolio, cascade(portfolio), portfolio.units["company"], quarter)
    assert [each.ref.objective for each in found.columns] == ["own", "goal", "other"]
    assert [each.objectives for each in found.groups] == [(own,)]
    of_year = matrix(portfolio, cascade(portfolio), portfolio.units["company"], year)
    assert [(each.cycle.id, each.objectives) for each in of_year.groups] == [("2027-q1", (own,))]
    assert of_year.marks[own.ref][goal.ref].is_direct


def test_a_key_result_that_its_unit_moves_waits_for_nobody() -> None:
    plain = a_key_result("a", MovingMetric(10), in_="company/top")
    kept = a_key_result("b", KeepMetric(Keep.AT_LEAST, 1, None), in_="company/top")
    portfolio = a_portfolio(okrs(an_objective(plain, kept, at="company/top"), unit="company"))
    assert not is_moved_by_itself(portfolio, plain)
    assert is_moved_by_itself(portfolio, kept)
    assert is_moved_by_itself(portfolio, replace(plain, initiatives=(Initiative("Ask them"),)))
    nobody = cascade(portfolio)
    assert waits_for_contributions(portfolio, nobody, an_objective(plain, kept, at="company/top"))
    assert waits_for_contributions(portfolio, nobody, an_objective(at="company/top"))
    assert not waits_for_contributions(portfolio, nobody, an_objective(kept, at="company/top"))
