"""A unit's page shows what was found, how to mend it and which key results are SMART, and next to nothing else."""

from collections.abc import Callable
from typing import Any

from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.checks.subjects import KeyResultSubject, ObjectiveSubject, OkrsSubject, UnitSubject
from tests.portal.published import Published, a_company, an_objective
from tests.rules.made_up import a_rule

Publish = Callable[..., Published]
LEAD = "drafting.key-result.lead"
SALES = "2027-q1/sales"
ANVILS = f"{SALES}/grow/anvils"


def about(*objects: str, code: str = "X1", **more: Any) -> AnyRule:
    return a_rule(code, LEAD, KeyResultSubject, objects or [ANVILS], says="“Anvils sold” is a task", **more)


def test_a_finding_says_what_where_and_how_to_mend(publish: Publish) -> None:
    published = publish(a_company(), rules=(about(),))
    page = published[SALES]
    assert page.one(".okr-findings__of").text == "KR1 Anvils sold"
    found = page.one(".okr-find")
    assert found.text == "Warning X1 “Anvils sold” is a task 2027-q1/sales.yml:6 Mend it."
    assert published.target(SALES, found.links[0]) == ("rules/made-up-x1", "")
    assert found.links[1] == "https://github.com/acme/okrs/edit/main/okrs/2027-q1/sales.yml#L6"
    [jump] = [a for a in page.all(".okr-jump a") if a.text.startswith("Findings")]
    assert jump.text == "Findings 1 warning"
    assert jump["href"] == "#findings"


def test_findings_are_grouped_by_what_they_are_about(publish: Publish) -> None:
    rules = (
        about(),
        about(code="X2"),
        a_rule("X3", LEAD, ObjectiveSubject, [f"{SALES}/grow"]),
        a_rule("X4", LEAD, OkrsSubject, [SALES]),
        a_rule("X5", LEAD, UnitSubject, ["sales"]),
    )
    page = publish(a_company(), rules=rules)[SALES]
    heads = page.all(".okr-findings__of")
    assert [(head.text, head.links) for head in heads] == [
        ("OKRs of Q1 2027", ["../../2027-q1/sales/"]),
        ("Sell more anvils", ["#grow"]),
        ("KR1 Anvils sold", ["#grow/anvils"]),
        ("Charter", ["#charter"]),
    ]
    assert len(page.all(".okr-find")) == 5


def test_without_a_repository_the_place_is_told_without_a_link(publish: Publish) -> None:
    page = publish(a_company(settings={"as_of": "2027-02-12"}), rules=(about(),))[SALES]
    assert page.one(".okr-find__at").text == "2027-q1/sales.yml:6"
    assert not page.one(".okr-find__at").links


def test_hints_are_folded_away(publish: Publish) -> None:
    page = publish(a_company(), rules=(about(severity="info"),))[SALES]
    folded = page.one("details.okr-hints")
    assert "open" not in folded.attributes
    assert folded.one("summary").text == "1 hint"
    assert folded.all(".okr-find")


def test_a_closed_cycle_shows_its_findings_on_demand(publish: Publish) -> None:
    before = {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"}
    files = a_company(**{"2026-q4__cycle": before, "2026-q4__sales": {"objectives": [an_objective()]}})
    rules = (about("2026-q4/sales/grow/anvils", smart="S"), a_rule("X2", LEAD, UnitSubject, ["sales"]))
    page = publish(files, rules=rules)["2026-q4/sales"]
    folded, smart = page.one("details.okr-hints"), page.one("details.okr-smart")
    assert folded.one("summary").text == "1 warning"
    assert "open" not in folded.attributes
    assert "open" not in smart.attributes
    assert page.texts(".okr-findings__of") == ["KR1 Anvils sold"], "the charter is judged as it is today"


def test_okrs_that_keep_all_rules_get_one_line(publish: Publish) -> None:
    published = publish(a_company(), rules=(about("another"),))
    page = published[SALES]
    assert page.one(".okr-fine").text == "No finding: these OKRs keep all rules."
    assert published.target(SALES, page.one(".okr-fine").links[0]) == ("rules", "")
    assert not page.all(".okr-find")
    assert "Findings" not in page.one("nav.okr-jump").text


def test_without_rules_or_okrs_nothing_is_said(publish: Publish) -> None:
    silent = (about("another"),)
    for rules, address in (((), SALES), (silent, "2027-q1/company")):
        page = publish(a_company(), rules=rules)[address]
        assert not page.all(".okr-fine")
        assert not page.all(".okr-smart")
        assert not page.all(".okr-find")


def two(**changes: Any) -> dict[str, Any]:
    key_results = [{"id": "anvils", "title": "Anvils sold"}, {"id": "more", "title": "More <anvils>"}]
    return a_company(**{"2027-q1__sales": {"objectives": [an_objective(key_results=key_results)]}, **changes})


def test_the_letters_of_smart_by_key_result(publish: Publish) -> None:
    rules = (
        about(smart="T"),
        about("x", code="X2", smart="S"),
        about("x", code="X3", smart="M"),
    )
    page = publish(two(), rules=rules)[SALES]
    smart = page.one("details.okr-smart")
    assert "open" in smart.attributes
    assert smart.one("summary").text == "SMART · 1 of 2 key results in every letter"
    assert smart.texts("tr") == [
        "Key result Specific Measurable Time-bound",
        "KR1 Anvils sold yes yes no",
        "KR2 More <anvils> yes yes yes",
    ]
    no = smart.one("td.okr-no a")
    assert no["title"] == "“Anvils sold” is a task"
    assert page.one(no["href"]).classes == {"okr-find"}


def test_the_letters_stand_under_their_objectives_where_there_are_several(publish: Publish) -> None:
    first = an_objective(rank=2)
    second = an_objective(id="care", title="Care", rank=1, key_results=[{"id": "calls", "title": "Calls"}])
    empty = {"id": "later", "title": "Later"}
    files = a_company(**{"2027-q1__sales": {"objectives": [first, empty, second]}})
    smart = publish(files, rules=(about("x", smart="S"),))[SALES].one("details.okr-smart")
    assert smart.texts("tr") == ["Key result Specific", "Care", "KR1 Calls yes", first["title"], "KR1 Anvils sold yes"]
    assert [head["colspan"] for head in smart.all("tr.okr-smart__of th")] == ["2", "2"]


def test_where_all_are_smart_the_table_is_folded(publish: Publish) -> None:
    page = publish(two(), rules=(about("x", smart="S"),))[SALES]
    smart = page.one("details.okr-smart")
    assert "open" not in smart.attributes
    assert smart.one("summary").text == "SMART · 2 of 2 key results in every letter"


def test_a_letter_that_nobody_judges_is_not_shown(publish: Publish) -> None:
    settings = {"as_of": "2027-02-12", "checks": {"rules": {"X2": "ignore"}}}
    rules = (about("x", smart="S"), about("x", code="X2", smart="M"))
    head = publish(two(settings=settings), rules=rules)[SALES].one(".okr-smart thead")
    assert head.text == "Key result Specific"
