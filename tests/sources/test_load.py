"""A folder becomes a portfolio in which every reference leads somewhere."""

import gc
from datetime import date
from pathlib import Path

import pytest

from mkdocs_okr.model import (
    Contribution,
    CycleState,
    Deliverable,
    Keep,
    KeepMetric,
    MilestoneMetric,
    MovingMetric,
    Place,
    Portfolio,
    Ref,
)
from mkdocs_okr.sources import NoSources, load

SITES = Path(__file__).parent.parent / "sites"
ADWORDS = Ref("2027-q1", "marketing", "demand", "adwords")


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    loaded = load(SITES / "every-key" / "okrs", audience="restricted")
    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    return loaded.portfolio


def test_an_empty_folder_is_a_portal_with_nothing_in_it(tmp_path: Path) -> None:
    loaded = load(tmp_path, as_of=date(2027, 1, 1))

    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    assert loaded.portfolio.organization.name == "Our company"
    assert loaded.portfolio.as_of == date(2027, 1, 1)
    assert [level.id for level in loaded.portfolio.settings.levels] == ["company", "department", "team", "individual"]
    assert loaded.portfolio.company is None
    assert loaded.portfolio.current_cycle is None


def test_without_a_folder_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NoSources, match="there is no folder"):
        load(tmp_path / "okrs")


def test_units_are_in_tree_order(portfolio: Portfolio) -> None:
    assert list(portfolio.units) == ["company", "marketing", "sales"]
    assert portfolio.units["sales"].parent == "company"


def test_a_small_company_needs_no_levels_no_people_and_no_unit_files() -> None:
    loaded = load(SITES / "small-company" / "okrs")

    assert loaded.portfolio is not None
    assert {unit.id: unit.level for unit in loaded.portfolio.units.values()} == {
        "bakery": "company",
        "shop": "department",
    }


def test_cycles_are_in_order_and_know_their_parent(portfolio: Portfolio) -> None:
    assert list(portfolio.cycles) == ["2027", "2027-q1"]
    assert portfolio.cycles["2027-q1"].parent == "2027"
    assert portfolio.cycles["2027"].state is CycleState.ACTIVE


def test_every_kind_of_metric(portfolio: Portfolio) -> None:
    metrics = {ref.key_result: kr.metric for ref, kr in portfolio.key_results.items() if ref.unit == "marketing"}

    assert metrics["adwords"] == MovingMetric(
        200, 120, "MQL", 130, "weekly report", "mql", {date(2027, 1, 31): 150, date(2027, 2, 15): 1170}
    )
    assert metrics["retention"] == KeepMetric(Keep.AT_LEAST, 60, None, unit="%")
    assert metrics["cost"] == KeepMetric(Keep.BETWEEN, 40, 60, 55, "$", 50)
    assert metrics["complaints"] == KeepMetric(Keep.AT_MOST, None, 3)
    assert isinstance(metrics["partners"], MilestoneMetric)
    assert [m.done for m in metrics["partners"].milestones] == [date(2027, 1, 20), None]
    assert metrics["prices"] == Deliverable("The price list", date(2027, 2, 20), "shared drive", "none")
    assert metrics["unmeasured"] is None


def test_a_key_result_is_due_on_the_cycles_last_day_unless_it_says_so(portfolio: Portfolio) -> None:
    assert portfolio.key_results[ADWORDS].due == date(2027, 2, 24)
    assert portfolio.key_results[ADWORDS._replace(key_result="cost")].due == date(2027, 3, 31)


def test_references_lead_to_this_cycle_or_to_the_one_they_name(portfolio: Portfolio) -> None:
    assert portfolio.objectives[ADWORDS.of_objective].contributes_to == (
        Contribution(Ref("2027-q1", "company", "win")),
        Contribution(Ref("2027", "company", "grow", "revenue"), 0.5),
    )


def test_a_dependency_is_on_a_unit_or_on_what_it_has(portfolio: Portfolio) -> None:
    rules, budget, feedback = portfolio.objectives[ADWORDS.of_objective].depends_on

    assert (rules.unit, rules.needs, rules.what) == (
        "sales",
        Ref("2027-q1", "sales", "revenue"),
        "lead acceptance rules",
    )
    assert (budget.wanted_for, budget.what) == (ADWORDS, "budget")
    assert (feedback.unit, feedback.needs, feedback.kind) == ("sales", None, "soft")


def test_check_ins_are_in_order_of_their_dates(portfolio: Portfolio) -> None:
    first, second = portfolio.okr_sets["2027-q1", "marketing"].check_ins

    assert (first.date, second.date) == (date(2027, 1, 11), date(2027, 2, 8))
    assert (first.entries[0].value, first.entries[0].confidence, first.entries[0].note) == (
        125,
        0.7,
        "The page is live",
    )
    assert second.entries[0].value == 1168
    assert second.entries[0].note == "A *long* note:\n- with a list"
    assert second.entries[2].value is None
    assert second.wins == ("first enterprise customer",)


def test_everything_says_where_it_was_written(portfolio: Portfolio) -> None:
    key_result = portfolio.key_results[ADWORDS]
    check_in = portfolio.okr_sets["2027-q1", "marketing"].check_ins[0]

    assert key_result.origin.place() == Place("2027-q1/marketing.yml", 25, 9)
    assert key_result.origin.place("metric", "target") == Place("2027-q1/marketing.yml", 29, 52)
    assert check_in.origin.place() == Place("2027-q1/check-ins/marketing/2027-01-11.yml", 1, 1)
    assert check_in.origin.place("key_results", "demand/retention", "value").line == 4


def test_own_keys_below_meta_are_kept_as_they_are(portfolio: Portfolio) -> None:
    assert portfolio.settings.meta == {"owner": {"team": "planning", "list": ["1", "two"]}}


def test_a_broken_file_hides_nothing_else_and_causes_no_further_complaints() -> None:
    loaded = load(SITES / "bad-yaml" / "okrs")

    assert loaded.portfolio is not None
    assert {"company", "sales", "marketing"} <= {*loaded.portfolio.units}
    # marketing contributes to company/grow/never-read, whose file is no YAML: only the cause is told.
    assert "unknown-reference" not in {finding.name for finding in loaded.diagnostics}


def test_what_is_told_as_wrong_leaves_no_loose_end() -> None:
    for name in ("bad-references", "circles", "mistyped", "bad-organization"):
        loaded = load(SITES / name / "okrs", audience="restricted")
        assert loaded.portfolio is not None
        targets = {*loaded.portfolio.objectives, *loaded.portfolio.key_results}
        for objective in loaded.portfolio.objectives.values():
            assert {c.to for c in objective.contributes_to} | {*objective.drives} <= targets
            assert objective.lead is None or objective.lead in loaded.portfolio.people
        for unit in loaded.portfolio.units.values():
            assert unit.parent is None or unit.parent in loaded.portfolio.units
            assert unit.level in loaded.portfolio.levels
        assert sum(unit.parent is None for unit in loaded.portfolio.units.values()) == 1


def test_reading_leaves_the_garbage_collector_as_it_was() -> None:
    load(SITES / "small-company" / "okrs")

    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_today_and_audience_can_be_given() -> None:
    loaded = load(SITES / "every-key" / "okrs", as_of=date(2027, 1, 11), audience="public")

    assert loaded.portfolio is not None
    assert loaded.portfolio.as_of == date(2027, 1, 11)
    assert loaded.portfolio.settings.audience == "public"
    assert [finding.name for finding in loaded.diagnostics] == ["check-in-in-future"]


@pytest.mark.parametrize(
    ("audience", "objectives"),
    [
        ("public", {"2027/company/grow", "2027-q1/company/win"}),
        ("internal", {"2027/company/grow", "2027-q1/company/win", "2027-q1/marketing/demand"}),
        (
            "restricted",
            {"2027/company/grow", "2027-q1/company/win", "2027-q1/marketing/demand", "2027-q1/sales/revenue"},
        ),
    ],
)
def test_nobody_sees_what_is_meant_for_a_narrower_circle(audience: str, objectives: set[str]) -> None:
    portfolio = load(SITES / "every-key" / "okrs", audience=audience).portfolio

    assert portfolio is not None
    assert {str(ref) for ref in portfolio.objectives} == objectives
    okrs = portfolio.okr_sets["2027-q1", "marketing"]
    mentioned = [entry.key_result for check_in in okrs.check_ins for entry in check_in.entries]
    mentioned += [grade.key_result for grade in okrs.review.grades] if okrs.review else []
    mentioned += [d.needs for o in okrs.objectives for d in o.depends_on if d.needs]
    assert {str(ref.of_objective) for ref in mentioned} <= objectives


def test_a_hidden_dependency_is_one_on_the_unit() -> None:
    portfolio = load(SITES / "every-key" / "okrs", audience="internal").portfolio

    assert portfolio is not None
    assert portfolio.objectives[ADWORDS.of_objective].depends_on[0].needs is None
    assert portfolio.objectives[ADWORDS.of_objective].depends_on[0].unit == "sales"
