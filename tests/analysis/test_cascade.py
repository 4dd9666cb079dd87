"""Who contributes to what."""

from mkdocs_okr.analysis.cascade import bottom_up_share, cascade
from mkdocs_okr.model import MovingMetric
from tests.builders import a_key_result, a_portfolio, an_objective, okrs, ref

GROW = an_objective(a_key_result("leads", MovingMetric(600), in_="company/grow"), at="company/grow")
DEMAND = an_objective(at="marketing/demand", contributes_to=["company/grow/leads"])
BRAND = an_objective(at="marketing/brand", contributes_to=["company/grow", "company/grow/leads"])
ADS = an_objective(at="ppc/ads", contributes_to=["marketing/demand"])
PORTFOLIO = a_portfolio(okrs(GROW, unit="company"), okrs(DEMAND, BRAND, unit="marketing"), okrs(ADS, unit="ppc"))


def test_contributors_are_those_that_name_exactly_this() -> None:
    links = cascade(PORTFOLIO)
    assert links.contributors(ref("company/grow/leads")) == (DEMAND, BRAND)
    assert links.contributors(ref("company/grow")) == (BRAND,)
    assert links.contributors(ref("ppc/ads")) == ()


def test_below_an_objective_is_everything_that_names_it_or_its_key_results() -> None:
    below = cascade(PORTFOLIO).below(ref("company/grow"))
    assert [(objective.ref, str(contribution.to)) for objective, contribution in below] == [
        (DEMAND.ref, "2027-q1/company/grow/leads"),
        (BRAND.ref, "2027-q1/company/grow"),
        (BRAND.ref, "2027-q1/company/grow/leads"),
    ]
    assert cascade(PORTFOLIO).below(ref("ppc/ads")) == ()


def test_the_share_that_came_bottom_up_is_of_those_that_say_so() -> None:
    up, down, silent = an_objective(source="bottom-up"), an_objective(source="top-down"), an_objective()
    assert bottom_up_share([up, down, down, silent]) == 1 / 3
    assert bottom_up_share([up]) == 1.0
    assert bottom_up_share([silent]) is None
