"""Every rule has a page that says what it wants, why, how it is set here and what it found."""

from collections.abc import Callable
from typing import Any

from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.subjects import KeyResultSubject, SuppressionSubject
from tests.portal.published import Published, a_company, an_objective
from tests.rules.made_up import PAGE, a_rule

Publish = Callable[..., Published]
LEAD = "drafting.key-result.lead"
ANVILS = "2027-q1/sales/grow/anvils"
OPTIONS = f"{PAGE}\n## Options\n\n`most` is the largest number, 5 by default."


def facts(published: Published, address: str) -> dict[str, str]:
    page = published[address]
    return {dl.one("dt").text: dl.one("dd").text for dl in page.all(".okr-facts div")}


def test_every_rule_has_a_page_and_its_code_leads_there(publish: Publish) -> None:
    published = publish({})
    for rule in RULES:
        page = published[f"rules/{rule.name}"]
        assert rule.code in page.one(".okr-eyebrow").text
        assert page.texts("h2")[: len(rule.page.sections)] == list(rule.page.sections)
        assert page.all("pre code")
        assert published.site.redirects[f"rules/{rule.code}"] == f"rules/{rule.name}"
        assert published.pages[f"rules/{rule.name}"].search[0].title.startswith(rule.code)


def test_a_page_shows_the_documentation_with_its_examples_to_copy(publish: Publish) -> None:
    page = publish(a_company(), rules=(a_rule("X1", LEAD, KeyResultSubject),))["rules/made-up-x1"]
    assert page.one("h1").text == "Made up x1"
    assert page.one(".okr-lead").text == "A thing that a test objects to."
    assert page.texts("h2") == ["Why it matters", "Example", "Better", "If it does not fit here"]
    assert page.one("em").text == "something"
    assert page.first("pre").text == '# okrs/2027-q1/marketing.yml objectives: [{id: demand, title: "<Demand>"}]'


def test_a_page_shows_how_the_rule_is_set_here(publish: Publish) -> None:
    rules = tuple(
        a_rule(f"X{n}", LEAD, KeyResultSubject, page=OPTIONS, limits={"most": 5.0}, smart="R") for n in range(4)
    )
    chosen: dict[str, Any] = {"X1": "error", "made-up-x2": {"most": 7.5}, "X3": "ignore"}
    published = publish(a_company(settings={"checks": {"rules": chosen}}, **NOW), rules=rules)
    of = {n: facts(published, f"rules/made-up-x{n}") for n in range(4)}
    assert [of[n]["Here it is"] for n in range(4)] == [
        "Warning", "Error by default Warning", "Warning", "Switched off by default Warning",
    ]  # fmt: skip
    assert [of[n]["most"] for n in range(4)] == ["5", "5", "7.5 by default 5", "5"]
    assert published["rules/made-up-x0"].texts(".okr-facts li") == [
        "One named person leads it Drafting: key results",
        "It is specific, measurable, achievable, relevant and time-bound Drafting: key results",
    ]
    assert of[0]["Decides"].endswith(" Relevant, the R of SMART")


NOW: dict[str, Any] = {"2027-q1__cycle": {"name": "Q1 2027", "starts": "2027-01-01", "ends": "2027-03-31"}}


def test_a_page_says_what_was_found_and_where(publish: Publish) -> None:
    before = {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"}
    files = a_company(**{"2026-q4__cycle": before, "2026-q4__sales": {"objectives": [an_objective()]}})
    published = publish(files, rules=(a_rule("X1", LEAD, KeyResultSubject, lambda subject: True),))
    address = "rules/made-up-x1"
    page = published[address]
    assert facts(published, address)["Found in Q1 2027"] == "1"
    found = page.one(".okr-find")
    assert found.text == "Objected Sales KR1 Anvils sold 2027-q1/sales.yml:6 Mend it."
    assert [published.target(address, link) for link in found.links[:2]] == [
        ("2027-q1/sales", ""),
        ("2027-q1/sales", "grow/anvils"),
    ]
    assert found.links[2] == "https://github.com/acme/okrs/edit/main/okrs/2027-q1/sales.yml#L6"
    assert page.links[-1] == "../../health/2026-q4/findings/?rule=X1"
    assert page.text.endswith("1 in Q4 2026")


def test_much_that_was_found_leads_to_the_table(publish: Publish) -> None:
    key_results = [{"id": f"k{number}", "title": "T"} for number in range(40)]
    files = a_company(**{"2027-q1__sales": {"objectives": [an_objective(key_results=key_results)]}})
    page = publish(files, rules=(a_rule("X1", LEAD, KeyResultSubject, lambda subject: True),))["rules/made-up-x1"]
    assert len(page.all(".okr-find")) == 12
    assert page.text.endswith("and 28 more")
    assert page.links[-1] == "../../health/2027-q1/findings/?rule=X1"


def test_the_list_goes_by_checklist(publish: Publish) -> None:
    rules = (
        a_rule("X1", "", SuppressionSubject),
        a_rule("X2", LEAD, KeyResultSubject, [ANVILS]),
        a_rule("X3", "readiness.champion", KeyResultSubject, severity="info"),
    )
    settings = {"as_of": "2027-02-12", "checks": {"rules": {"X3": "ignore"}}}
    published = publish(a_company(settings=settings), rules=rules)
    page = published["rules"]
    assert page.texts("h2") == ["Readiness", "Drafting: key results", "About the checks themselves"]
    assert [row.text for row in page.all("tbody tr")] == [
        "Made up x3 X3 A thing that a test objects to. Switched off –",
        "Made up x2 X2 A thing that a test objects to. Warning 1",
        "Made up x1 X1 A thing that a test objects to. Warning 0",
    ]
    assert published.target("rules", page.all("tbody a")[1]["href"]) == ("rules/made-up-x2", "")
    assert "3 rules" in page.one(".okr-lead").text


def test_the_rules_are_reached_from_the_health(publish: Publish) -> None:
    published = publish(a_company())
    assert "rules" in {published.target("health", link)[0] for link in published["health"].links}
