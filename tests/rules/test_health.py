"""The state of every checklist item follows from findings and attestations, and nothing is counted twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_okr.checks.amounts import Kind
from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.health import CycleHealth, Health, ItemHealth, State, Why
from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, NOT_DUE, AnyRule
from mkdocs_okr.checks.run import Checked, check
from mkdocs_okr.checks.subjects import (
    AttestationSubject,
    CheckInSubject,
    Company,
    CycleSubject,
    KeyResultSubject,
    ObjectiveSubject,
    OkrsSubject,
    ReviewSubject,
    UnitSubject,
)
from mkdocs_okr.checks.titles import KeyResultTitle
from mkdocs_okr.model import (
    Attestation,
    CheckSettings,
    CycleState,
    OkrSet,
    Place,
    Portfolio,
    RuleException,
    RuleSetting,
    Unit,
)
from mkdocs_okr.sources import KnownFinding, Loaded, Remark
from tests.builders import ORIGIN, a_cycle, a_key_result, a_portfolio, an_objective, day, okrs
from tests.rules.made_up import a_rule

LEAD = "drafting.key-result.lead"
SPONSOR = "roles.sponsor"
LEADERSHIP = "readiness.leadership"
TRANSPARENCY = "readiness.transparency"
ONE, TWO, THREE = (f"2027-q1/team/goal/{name}" for name in ("one", "two", "three"))


def three(unit: str = "team", cycle: str = "2027-q1") -> OkrSet:
    """What a unit writes: an objective with three key results."""
    at = f"{unit}/goal"
    key_results = (a_key_result(name, None, in_=at, cycle=cycle) for name in ("one", "two", "three"))
    return okrs(an_objective(*key_results, at=at, cycle=cycle), unit=unit, cycle=cycle)


def a_company(*sets: OkrSet, **more: Any) -> Portfolio:
    return a_portfolio(*(sets or (three(),)), **more)


def set_to(portfolio: Portfolio, **checks: Any) -> Portfolio:
    return replace(portfolio, settings=replace(portfolio.settings, checks=CheckSettings(**checks)))


def judged(portfolio: Portfolio, *rules: AnyRule, cycle: str | None = "2027-q1", **loaded: Any) -> CycleHealth:
    checked = check(Loaded(portfolio, (), Path(), **loaded), rules)
    return Health(portfolio, checked).of(portfolio.cycles[cycle] if cycle else None)


def the_item(health: CycleHealth, key: str) -> ItemHealth:
    [found] = [item for checklist in health.checklists for item in checklist.items if item.item.key == key]
    return found


def said(portfolio: Portfolio, key: str, *rules: AnyRule, **more: Any) -> ItemHealth:
    return the_item(judged(portfolio, *rules, **more), key)


def vouched(*words: tuple[str, str, str | None], item: str = LEADERSHIP, as_of: str = "02-12") -> Portfolio:
    """A company in which these people vouched on these days, until those."""
    given = (Attestation(item, by, day(on), ORIGIN, expires=day(until) if until else None) for by, on, until in words)
    return replace(a_company(as_of=as_of), attestations=tuple(given))


def test_an_item_is_met_while_nothing_is_found() -> None:
    item = said(a_company(), LEAD, a_rule("X1", LEAD, KeyResultSubject))
    assert item.state is State.MET
    assert item.parts == ((Kind.KEY_RESULT, 3, 0),)


def test_a_finding_makes_it_not_met_and_says_how_many_are_in_order() -> None:
    item = said(a_company(), LEAD, a_rule("X1", LEAD, KeyResultSubject, [TWO]))
    assert item.state is State.NOT_MET
    assert item.parts == ((Kind.KEY_RESULT, 3, 1),)
    assert [finding.diagnostic.object for finding in item.findings] == [TWO]


def test_a_hint_counts_as_well() -> None:
    assert said(a_company(), LEAD, a_rule("X1", LEAD, KeyResultSubject, [TWO], severity="info")).state is State.NOT_MET


def test_what_several_rules_judge_counts_once() -> None:
    rules = (
        a_rule("X1", LEAD, KeyResultSubject, [ONE, TWO]),
        a_rule("X2", LEAD, KeyResultTitle, [TWO]),
        a_rule("X3", LEAD, KeyResultSubject, when=lambda subject: NOT_DUE),
    )
    item = said(a_company(), LEAD, *rules)
    assert item.parts == ((Kind.KEY_RESULT, 3, 2),)
    assert len(item.findings) == 3


def test_things_of_different_kinds_are_told_apart() -> None:
    rules = (
        a_rule("X1", LEAD, KeyResultSubject, [ONE]),
        a_rule("X2", LEAD, ObjectiveSubject),
        a_rule("X3", LEAD, UnitSubject),
        a_rule("X4", LEAD, OkrsSubject, ["2027-q1/team"]),
    )
    assert said(a_company(), LEAD, *rules).parts == (
        (Kind.UNIT, 2, 0),
        (Kind.OKRS, 1, 1),
        (Kind.OBJECTIVE, 1, 0),
        (Kind.KEY_RESULT, 3, 1),
    )


def test_what_has_not_come_is_not_due() -> None:
    assert (
        said(a_company(), LEAD, a_rule("X1", LEAD, KeyResultSubject, when=lambda subject: NOT_DUE)).state
        is State.NOT_DUE
    )


def test_what_is_due_for_some_is_judged_by_them() -> None:
    rule = a_rule("X1", LEAD, KeyResultSubject, when=lambda s: JUDGED if s.object == ONE else NOT_DUE)
    assert said(a_company(), LEAD, rule).parts == ((Kind.KEY_RESULT, 1, 0),)


@pytest.mark.parametrize(
    ("rules", "settings", "why"),
    [
        ((), {}, Why.NO_RULE),
        ((a_rule("X1", LEAD, KeyResultSubject),), {"x1": RuleSetting("ignore")}, Why.SWITCHED_OFF),
        ((a_rule("X1", LEAD, KeyResultSubject),), {"made-up-X1": RuleSetting("ignore")}, Why.SWITCHED_OFF),
        ((a_rule("X1", LEAD, KeyResultSubject, when=lambda s: NOT_ASSESSED),), {}, Why.NOTHING_THERE),
        ((a_rule("X1", LEAD, CheckInSubject),), {}, Why.NOTHING_THERE),
    ],
)
def test_an_item_that_nothing_was_judged_for_says_why(
    rules: Sequence[AnyRule], settings: Mapping[str, RuleSetting], why: Why
) -> None:
    item = said(set_to(a_company(), rules=settings), LEAD, *rules)
    assert item.state is State.NOT_ASSESSED
    assert item.why is why


def test_a_rule_that_is_switched_off_leaves_the_others() -> None:
    rules = (a_rule("X1", LEAD, KeyResultSubject, [ONE]), a_rule("X2", LEAD, KeyResultSubject))
    item = said(set_to(a_company(), rules={"X1": RuleSetting("ignore")}), LEAD, *rules)
    assert item.state is State.MET


def test_what_is_accepted_is_no_failure_but_is_told() -> None:
    portfolio = set_to(a_company(), exceptions=(RuleException((), "a trial", units=("team",)),))
    item = said(portfolio, LEAD, a_rule("X1", LEAD, KeyResultSubject, [ONE, TWO]))
    assert item.state is State.MET
    assert [(accepted.how, accepted.reason) for accepted in item.accepted] == [("excepted", "a trial")] * 2


def test_a_suppression_and_the_baseline_are_accepted_too() -> None:
    portfolio = a_company()
    remark = Remark(Place("x.yml", 1, 1), 1, "ignore[KR001] it is new")
    suppressed = check(Loaded(portfolio, (), Path(), remarks=(remark,)))
    known = check(Loaded(portfolio, (), Path(), baseline=(KnownFinding("KR001", ONE, Place("b.yml", 1, 1)),)))
    measurable = "drafting.key-result.measurable"
    cycle = portfolio.cycles["2027-q1"]
    for checked, how in ((suppressed, ["suppressed"] * 3), (known, ["baseline"])):
        accepted = the_item(Health(portfolio, checked).of(cycle), measurable).accepted
        assert [each.how for each in accepted if each.finding.diagnostic.code == "KR001"] == how


def test_somebodys_word_holds_up_to_its_last_day() -> None:
    for until, state in (("02-12", State.ATTESTED), ("02-11", State.NOT_MET), (None, State.ATTESTED)):
        item = said(vouched(("ann", "01-05", until)), LEADERSHIP)
        assert item.state is state
        assert item.attestation is not None
        assert item.why is (Why.EXPIRED if state is State.NOT_MET else Why.NOTHING)


def test_the_latest_word_counts_and_none_from_the_future() -> None:
    portfolio = vouched(
        ("ann", "01-20", "02-01"), ("bob", "02-10", None), ("cy", "01-05", None), ("dan", "03-01", None)
    )
    item = said(portfolio, LEADERSHIP)
    assert item.attestation is not None
    assert item.attestation.by == "bob"
    item = said(vouched(("ann", "02-10", None), ("bob", "02-10", None)), LEADERSHIP)
    assert item.attestation is not None
    assert item.attestation.by == "bob", "of two on one day the one that was written last"


def test_what_nobody_vouches_for_is_not_assessed() -> None:
    for key in (LEADERSHIP, TRANSPARENCY):
        item = said(a_company(), key)
        assert (item.state, item.why) == (State.NOT_ASSESSED, Why.NOBODY)


def test_rules_come_before_somebodys_word_where_the_sources_suffice() -> None:
    portfolio = vouched(("ann", "01-05", None), item=TRANSPARENCY)
    assert said(portfolio, TRANSPARENCY, a_rule("X1", TRANSPARENCY, Company, [""])).state is State.NOT_MET
    rule = a_rule("X1", TRANSPARENCY, Company, when=lambda subject: NOT_ASSESSED)
    assert said(portfolio, TRANSPARENCY, rule).state is State.ATTESTED


def test_a_finding_about_an_attestation_stands_under_what_it_attests() -> None:
    item = said(vouched(("ann", "01-05", None)), LEADERSHIP, a_rule("X1", "", AttestationSubject, [LEADERSHIP]))
    assert item.state is State.ATTESTED
    assert [finding.diagnostic.code for finding in item.findings] == ["X1"]


def test_the_letters_of_smart_decide_their_item_together() -> None:
    rules = (
        a_rule("X1", LEAD, KeyResultSubject, [ONE], smart="S"),
        a_rule("X2", "drafting.key-result.measurable", KeyResultSubject, [TWO], smart="M"),
        a_rule("X3", "drafting.key-result.aligned", KeyResultSubject, [THREE]),
    )
    assert said(a_company(), "drafting.key-result.smart", *rules).parts == ((Kind.KEY_RESULT, 3, 2),)


def test_evidence_is_asked_for_only_when_somebody_looks() -> None:
    asked = []

    def evidence(company: Company) -> str:
        asked.append(company)
        return "1 sponsor for 62 people"

    portfolio = a_company()
    checked = check(Loaded(portfolio, (), Path()), (a_rule("X1", SPONSOR, Company, evidence=evidence),))
    assert asked == []
    item = the_item(Health(portfolio, checked).of(portfolio.cycles["2027-q1"]), SPONSOR)
    assert item.evidence == ("1 sponsor for 62 people",)


def test_nothing_is_evidence_of_what_was_not_judged() -> None:
    rule = a_rule("X1", SPONSOR, Company, when=lambda s: NOT_ASSESSED, evidence=lambda s: "a word")
    assert said(a_company(), SPONSOR, rule).evidence == ()


def two_cycles() -> Portfolio:
    cycles = [a_cycle("2026-q4", "2026-10-01", "2026-12-31", CycleState.CLOSED), a_cycle()]
    return a_company(three(cycle="2026-q4"), three(), cycles=cycles)


def test_what_is_judged_whatever_the_cycle_counts_for_the_current_one_alone() -> None:
    rules = (a_rule("X1", SPONSOR, Company, [""]), a_rule("X2", LEAD, KeyResultSubject, ["2026-q4/team/goal/one"]))
    now, before = (judged(two_cycles(), *rules, cycle=cycle) for cycle in ("2027-q1", "2026-q4"))
    assert (now.whole, before.whole) == (True, False)
    assert the_item(now, SPONSOR).state is State.NOT_MET
    assert SPONSOR not in {item.item.key for checklist in before.checklists for item in checklist.items}
    assert the_item(now, LEAD).state is State.MET
    assert the_item(before, LEAD).state is State.NOT_MET
    assert len(now.findings) == len(before.findings) == 1


def test_in_another_cycle_a_word_counts_as_on_its_last_day() -> None:
    portfolio = replace(
        two_cycles(),
        attestations=(
            Attestation(LEADERSHIP, "ann", day("2026-10-05"), ORIGIN, expires=day("2027-01-10")),
            Attestation(TRANSPARENCY, "ann", day("2027-01-05"), ORIGIN),
        ),
    )
    before = judged(portfolio, cycle="2026-q4")
    assert the_item(before, LEADERSHIP).state is State.ATTESTED
    assert the_item(before, TRANSPARENCY).state is State.NOT_ASSESSED
    assert the_item(judged(portfolio), LEADERSHIP).state is State.NOT_MET


def test_without_a_cycle_the_company_is_judged_all_the_same() -> None:
    portfolio = replace(a_company(), cycles={}, okr_sets={})
    health = judged(portfolio, a_rule("X1", SPONSOR, Company, [""]), a_rule("X2", LEAD, KeyResultSubject), cycle=None)
    assert the_item(health, SPONSOR).state is State.NOT_MET
    assert the_item(health, LEAD).state is State.NOT_ASSESSED
    assert sum(health.counts.values()) == len(ITEMS)


def test_shares_by_unit_level_and_cycle() -> None:
    portfolio = a_company(three("red"), three("blue"))
    rules = (
        a_rule("X1", LEAD, KeyResultSubject, ["2027-q1/red/goal/one"]),
        a_rule("X2", "drafting.key-result.aligned", KeyResultSubject),
        a_rule("X3", "roles.unit-leads", UnitSubject, ["red", "company"], severity="error"),
        a_rule("X4", "reviews.scored-by-lead", ReviewSubject),
    )
    health = judged(portfolio, *rules)
    of_key_results = "drafting.key-result"
    assert health.units["red"].shares == {of_key_results: pytest.approx((2 / 3 + 1) / 2), "roles": 0.0}
    assert health.units["red"].severities == {"warning": 1, "error": 1}
    assert health.units["blue"].shares == {of_key_results: 1.0, "roles": 1.0}
    assert health.units["company"].shares == {"roles": 0.0}
    assert health.levels == {
        "company": {"roles": 0.0},
        "team": {of_key_results: pytest.approx((5 / 6 + 1) / 2), "roles": 0.5},
    }
    assert health.own == {of_key_results: pytest.approx((5 / 6 + 1) / 2)}, "charters belong to no cycle"


def test_units_come_in_tree_order() -> None:
    portfolio = a_company(three("red"), three("blue"))
    assert list(judged(portfolio, a_rule("X1", LEAD, UnitSubject)).units) == ["company", "red", "blue"]


def test_a_rule_about_a_cycle_says_one_thing_about_it() -> None:
    item = said(
        a_company(), "practitioner.quarterly", a_rule("X1", "practitioner.quarterly", CycleSubject, ["2027-q1"])
    )
    assert item.parts == ((Kind.CYCLE, 1, 1),)
    assert item.state is State.NOT_MET


def test_nothing_checked_is_no_health() -> None:
    portfolio = a_company()
    health = Health(portfolio, Checked()).of(portfolio.cycles["2027-q1"])
    assert set(health.counts) == {State.NOT_ASSESSED}
    assert health.units == {}


def test_a_unit_that_wrote_nothing_is_not_in_the_way() -> None:
    portfolio = a_company()
    units = {**portfolio.units, "new": Unit("new", "New", "team", "company", ORIGIN)}
    health = judged(replace(portfolio, units=units), a_rule("X1", LEAD, KeyResultSubject))
    assert list(health.units) == ["team"]
