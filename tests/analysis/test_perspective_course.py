"""The scorecard of a unit week by week ends where its standing is."""

import pytest

from mkdocs_okr.analysis.perspective_course import perspective_courses
from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import MovingMetric
from tests.builders import PERSPECTIVES, a_check_in, a_cycle, a_key_result, a_portfolio, an_objective, okrs

ORDER = tuple(perspective.id for perspective in PERSPECTIVES)


def test_each_perspective_has_its_score_of_every_week() -> None:
    objectives = [
        an_objective(
            a_key_result("kr", MovingMetric(target=10, baseline=0), in_=f"team/{name}"),
            at=f"team/{name}",
            perspective=where,
        )
        for name, where in (("sell", "financial"), ("earn", "financial"), ("learn", "learning"), ("else", None))
    ]
    written = okrs(
        *objectives,
        check_ins=[
            a_check_in("01-05", {"sell/kr": 2, "earn/kr": 4, "learn/kr": 1}),
            a_check_in("01-12", {"sell/kr": 6}),
            a_check_in("01-26", {"learn/kr": 5}),
        ],
    )
    portfolio = a_portfolio(written, as_of="01-28")
    standings = assess(portfolio, a_cycle())
    financial, learning, none = perspective_courses(standings, written, {}, ORDER)
    assert [course.perspective for course in (financial, learning, none)] == ["financial", "learning", None]
    assert financial.history[1:3] == pytest.approx((0.3, 0.5))
    assert [score is None for score in financial.history] == [True, False, False, True, True]
    assert list(learning.history) == [None, 0.1, None, None, 0.5]
    assert list(none.history) == [None, None, None, None, None]
    now = {each.perspective: each.score for each in standings.units["team"].perspectives}
    assert now["learning"] == learning.history[-1]
    assert now["financial"] == pytest.approx(financial.history[2])
