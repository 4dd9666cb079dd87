"""The health of the OKRs: what is in order, who vouches for it, and a way to mend everything that is not."""

from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.rule import NOT_DUE, AnyRule
from mkdocs_okr.checks.rules.readiness import no_mission_or_vision
from mkdocs_okr.checks.subjects import (
    AttestationSubject,
    CheckInSubject,
    Company,
    CycleSubject,
    KeyResultSubject,
    ObjectiveSubject,
    OkrsSubject,
    UnitSubject,
)
from mkdocs_okr.pages import health_tables
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective
from tests.portal.test_links import check
from tests.rules.made_up import a_rule

Publish = Callable[..., Published]
LEAD = "drafting.key-result.lead"
SALES = "2027-q1/sales"
ANVILS = f"{SALES}/grow/anvils"
FINDINGS = "health/2027-q1/findings"


def leads(*objects: str, **more: Any) -> AnyRule:
    return a_rule("X1", LEAD, KeyResultSubject, objects or [ANVILS], says="“Anvils sold” has no `lead`", **more)


def item(published: Published, key: str, address: str = "health") -> Element:
    return published[address].one(f"#{key}")


def test_every_item_of_every_checklist_has_a_state(publish: Publish) -> None:
    page = publish(a_company(), rules=(leads(),))["health"]
    assert page.one("h1").text == "Health of our OKRs"
    assert len(page.all(".okr-ck")) == len(ITEMS)
    states = {text.split(" ", 1)[1]: int(text.split(" ", 1)[0]) for text in page.texts(".okr-states li")}
    assert states == {"Met": 0, "Not met": 1, "Attested": 0, "Not due yet": 0, "Not assessed": len(ITEMS) - 1}
    assert page.one(".okr-eyebrow").text == "ACME · Q1 2027, week 7 of 13"


def test_a_finding_leads_to_what_it_is_about_and_to_its_rule(publish: Publish) -> None:
    published = publish(a_company(), rules=(leads(),))
    found = item(published, LEAD)
    assert found.text == ("Not met One named person leads it 0 of 1 key result “Anvils sold” has no lead Sales · X1")
    to_it, to_rule = found.links
    assert published.target("health", to_it) == (SALES, "grow/anvils")
    assert published.target("health", to_rule) == ("rules/made-up-x1", "")


def test_a_checklist_stands_open_where_something_is_not_met(publish: Publish) -> None:
    page = publish(a_company(), rules=(leads(),))["health"]
    assert [details["id"] for details in page.all("details") if "open" in details.attributes] == ["drafting.key-result"]
    assert page.one("#drafting.key-result").one("summary").text == (
        "Drafting: key results Is it a good key result? 1 not met, 12 not assessed"
    )


def test_what_is_met_says_by_what(publish: Publish) -> None:
    rules = (
        a_rule("X1", LEAD, KeyResultSubject),
        a_rule("X2", "roles.coaches", Company, evidence=lambda company: "2 coaches for 62 people"),
        a_rule("X3", "reviews.scored-by-lead", OkrsSubject, when=lambda subject: NOT_DUE),
        a_rule("X4", "check-ins.hard-questions", CheckInSubject),
    )
    published = publish(a_company(), rules=rules)
    assert item(published, LEAD).text == "Met One named person leads it 1 key result"
    assert item(published, "roles.coaches").text.endswith("2 coaches for 62 people")
    assert item(published, "reviews.scored-by-lead").text.startswith("Not due yet")
    assert item(published, "check-ins.hard-questions").text.endswith("There is nothing yet to judge it by.")
    assert item(published, "roles.sponsor").text.endswith("No rule judges it yet.")


def test_a_company_without_a_vision_is_not_said_to_have_both(publish: Publish) -> None:
    found = item(publish(a_company(), rules=(no_mission_or_vision,)), "readiness.mission-vision")
    assert "the mission stands in organization.yml, the vision does not" in found.text


def test_a_level_without_a_gap_says_of_what(publish: Publish) -> None:
    rows = publish(a_company(), rules=())["health"].all(".okr-covered tbody tr")
    assert [row.all("td")[1]["data-label"] for row in rows] == ["Without"] * len(rows)


def test_dependencies_that_nobody_has_are_neither_ticked_nor_missing(publish: Publish) -> None:
    criteria = publish(a_company(), rules=())["health"].texts(".okr-crit")
    [dependencies] = [words for words in criteria if "Dependencies" in words]
    assert "Nothing to show: Dependencies are confirmed" in dependencies
    assert dependencies.endswith("nobody waits for anybody in Q1 2027")


def attested(**word: Any) -> dict[str, Any]:
    word = {"item": "readiness.leadership", "by": "ann", "date": "2027-01-05", **word}
    return a_company(attestations={"attestations": [word]})


def test_somebody_vouches_for_an_item(publish: Publish) -> None:
    published = publish(attested(evidence="See **the minutes**", expires="2027-12-31"))
    found = item(published, "readiness.leadership")
    assert found.text.startswith("Attested The management backs the programme")
    assert "Ann Arbor, 5 Jan 2027, until 31 Dec 2027: See the minutes" in found.text
    assert published.target("health", found.links[0]) == ("people/ann", "")


def test_a_word_that_ran_out_is_not_met(publish: Publish) -> None:
    found = item(publish(attested(expires="2027-02-01"), rules=()), "readiness.leadership")
    assert found.text.startswith("Not met")
    assert "Ann Arbor, 5 Jan 2027; this ran out on 1 Feb 2027" in found.text


def test_what_nobody_vouched_for_says_where_to_do_so(publish: Publish) -> None:
    found = item(publish(a_company(), rules=()), "readiness.leadership")
    assert found.text.endswith("Nobody has vouched for it in attestations.yml.")


def test_what_is_accepted_is_said(publish: Publish) -> None:
    exceptions = [{"units": ["sales"], "reason": "A trial"}]
    settings = {"as_of": "2027-02-12", "checks": {"exceptions": exceptions}}
    found = item(publish(a_company(settings=settings), rules=(leads(),)), LEAD)
    assert found.text == "Met One named person leads it 1 key result 1 accepted with a reason"


def test_rules_that_are_switched_off_are_said(publish: Publish) -> None:
    settings = {"as_of": "2027-02-12", "checks": {"rules": {"KR001": "ignore"}}}
    published = publish(a_company(settings=settings))
    [rule] = [rule for rule in published.checked.rules if rule.code == "KR001"]
    assert rule.serves[0] == "drafting.key-result.measurable"
    alone = publish(a_company(settings=settings), rules=(rule,))
    assert item(alone, rule.serves[0]).text.endswith("Its rules are switched off in settings.yml.")


def many(amount: int) -> dict[str, Any]:
    """A company whose sales department has so many key results."""
    key_results = [{"id": f"k{number}", "title": f"T{number}"} for number in range(amount)]
    return a_company(**{"2027-q1__sales": {"objectives": [an_objective(key_results=key_results)]}})


ALL = a_rule("X1", LEAD, KeyResultSubject, lambda subject: True, says=lambda subject: f"“{subject.key_result.title}”")


def test_many_findings_are_cut_and_lead_to_a_table(publish: Publish) -> None:
    published = publish(many(36), rules=(ALL,))
    found = item(published, LEAD)
    assert len(found.all(".okr-ck__found li")) == 6
    assert found.links[-1] == f"../health/2027-q1/findings/?item={LEAD}"
    assert "and 31 more" in found.text
    rows = published[FINDINGS].all("tbody tr")
    assert len(rows) == 36
    assert rows[0]["data-item"] == LEAD
    assert rows[0]["data-rule"] == "X1"
    assert rows[0]["data-unit"] == "sales company"


def test_the_table_of_findings_says_how_to_mend_and_where(publish: Publish) -> None:
    published = publish(a_company(), rules=(leads(),))
    row = published[FINDINGS].one("tbody tr")
    assert row.text == "“Anvils sold” has no lead KR1 Anvils sold Mend it. Sales Warning X1 2027-q1/sales.yml:6"
    assert row.links[-1] == "https://github.com/acme/okrs/edit/main/okrs/2027-q1/sales.yml#L6"
    assert [published.target(FINDINGS, link) for link in row.links[:-1]] == [
        (SALES, "grow/anvils"),
        (SALES, ""),
        ("rules/made-up-x1", ""),
    ]


def test_the_loudest_findings_come_first(publish: Publish) -> None:
    rules = (
        leads(severity="info"),
        a_rule("X2", "", ObjectiveSubject, lambda subject: True),
        a_rule("X3", "", CycleSubject, lambda subject: True, severity="error"),
    )
    page = publish(a_company(), rules=rules)[FINDINGS]
    assert [row["data-severity"] for row in page.all("tbody tr")] == ["error", "warning", "info"]


def test_long_tables_go_on_and_end_somewhere(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_tables, "MOST", 650)
    published = publish(many(700), rules=(ALL,))
    assert published[FINDINGS].one(".okr-tally").text == "650 findings, page 1 of 3"
    assert len(published[f"{FINDINGS}/3"].all("tbody tr")) == 50
    assert "The first 650 of 700; okr check prints them all." in published[FINDINGS].text


def test_three_hundred_and_one_units_take_two_pages(publish: Publish) -> None:
    files = a_company()
    files["organization.yml"]["units"] = [
        {"id": f"t{n:04}", "name": f"Team {n:04}", "level": "team", "parent": "sales"} for n in range(299)
    ]
    published = publish(files, rules=(a_rule("X1", LEAD, UnitSubject, ["t0007"]),))
    assert published["health/2027-q1/units"].one(".okr-tally").text == "301 units, page 1 of 2"
    assert len(published["health/2027-q1/units/2"].all("tbody tr")) == 1
    page = published["health"]
    by_unit = page.all(".okr-shares")[0]
    assert by_unit.texts("tbody th") == ["ACME", "Sales"], "of a large company, the top"
    assert "All 301 units" in page.text


def test_shares_by_unit_and_level(publish: Publish) -> None:
    rules = (leads(), a_rule("X2", "roles.unit-leads", UnitSubject))
    page = publish(a_company(), rules=rules)["health"]
    by_unit, by_level = page.all(".okr-shares")
    assert by_unit.texts("tr") == [
        "Unit Findings Key results Roles",
        "ACME none – 100 %",
        "Sales 1 warning 0 % 100 %",
    ]
    assert by_level.texts("tr") == ["Level Key results Roles", "Company – 100 %", "Departments 0 % 100 %"]


def with_the_quarter_before(**changes: Any) -> dict[str, Any]:
    before = {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"}
    two = {"objectives": [an_objective(key_results=[{"id": "anvils", "title": "A"}, {"id": "b", "title": "B"}])]}
    return a_company(**{"2026-q4__cycle": before, "2026-q4__sales": two, **changes})


def test_cycles_are_compared(publish: Publish) -> None:
    published = publish(with_the_quarter_before(), rules=(leads("2026-q4/sales/grow/b"),))
    assert published["health"].one(".okr-shares--over").texts("tr") == [
        "Checklist Q4 2026 Q1 2027 Course",
        "Drafting: key results 50 % 100 %",
    ]
    assert not published["health/2026-q4"].all(".okr-shares--over"), "there was nothing before"


def test_cycles_of_another_kind_and_drafts_do_not_compare(publish: Publish) -> None:
    year = {"name": "2026", "kind": "annual", "starts": "2026-01-01", "ends": "2026-12-31", "state": "closed"}
    draft = {"name": "Q3 2026", "starts": "2026-07-01", "ends": "2026-09-30", "state": "draft"}
    files = with_the_quarter_before(**{"2026__cycle": year, "2026-q3__cycle": draft})
    head = publish(files, rules=(leads(),))["health"].one(".okr-shares--over").first("tr")
    assert head.text == "Checklist Q4 2026 Q1 2027 Course"


def test_another_cycle_shows_only_what_is_known_of_it(publish: Publish) -> None:
    rules = (leads(), a_rule("X2", "roles.sponsor", Company, [""]))
    published = publish(with_the_quarter_before(), rules=rules)
    page = published["health/2026-q4"]
    assert page.one(".okr-eyebrow").text == "ACME · Q4 2026, closed"
    assert "roles.sponsor" not in page.ids
    assert "readiness.leadership" in page.ids
    note = page.one(".okr-note--above")
    assert "is part of the health of today" in note.text
    assert published.target("health/2026-q4", note.links[0]) == ("health", "")
    assert published.target("health", published["health"].all(".okr-jump a")[-1]["href"]) == ("health/2026-q4", "")


def test_the_address_of_a_cycles_health_lasts(publish: Publish) -> None:
    published = publish(with_the_quarter_before())
    assert published.site.redirects["health/2027-q1"] == "health"
    assert "health/2026-q4" in published.pages
    assert "health/2027-q1" not in published.pages


def test_an_empty_folder_has_a_health_too(publish: Publish) -> None:
    published = publish({})
    page = published["health"]
    assert page.one(".okr-empty__t").text == "No cycle yet"
    assert len(page.all(".okr-ck")) == len(ITEMS)
    assert published.pages["health"].in_nav


def test_findings_before_the_first_cycle_have_a_table(publish: Publish) -> None:
    published = publish({"organization.yml": {"name": "ACME"}}, rules=(a_rule("X1", "roles.sponsor", Company, [""]),))
    assert published["health/findings"].one("tbody tr").text.startswith("Objected ACME")
    check(published)


def test_a_cycle_without_findings_has_no_table_of_them(publish: Publish) -> None:
    published = publish(a_company(), rules=())
    assert not [address for address in published.pages if "findings" in address]
    assert not published["health"].all(".okr-shares")
    assert not published.home.all(".okr-health-line")


def test_home_and_cycle_lead_to_it(publish: Publish) -> None:
    published = publish(with_the_quarter_before(), rules=(leads(),))
    line = published.home.one(".okr-health-line")
    assert line.text == f"Health of our OKRs: 1 not met, {len(ITEMS) - 1} not assessed."
    assert published.target("", line.links[0]) == ("health", "")
    for cycle, address in (("2027-q1", "health"), ("2026-q4", "health/2026-q4")):
        [link] = [a["href"] for a in published[cycle].all(".okr-jump a") if a.text == "Health"]
        assert published.target(cycle, link) == (address, "")


def everything() -> tuple[AnyRule, ...]:
    """Rules that object to everything that can be judged."""
    kinds = (
        AttestationSubject, CheckInSubject, Company, CycleSubject, KeyResultSubject, ObjectiveSubject, OkrsSubject,
        UnitSubject,
    )  # fmt: skip
    return tuple(a_rule(f"X{n}", LEAD, kind, lambda subject: True) for n, kind in enumerate(kinds))


def all_kinds(**changes: Any) -> dict[str, Any]:
    return with_the_quarter_before(
        **{
            "2027-q1__check-ins__sales__2027-02-05": {"key_results": {"grow/anvils": {"value": 120}}},
            "attestations": {"attestations": [{"item": "readiness.leadership", "by": "ann", "date": "2027-01-05"}]},
            **changes,
        }
    )


def test_findings_of_every_kind_lead_somewhere(publish: Publish) -> None:
    published = publish(all_kinds(), rules=everything())
    check(published)
    about = {
        row.all("td")[2].text.split()[-1]: published.target(FINDINGS, row.first("a")["href"])
        for row in published[FINDINGS].all("tbody tr")
    }
    assert about == {
        "X0": ("health", "readiness.leadership"),
        "X1": (SALES, "check-in-2027-02-05"),
        "X2": ("", ""),
        "X3": ("2027-q1", ""),
        "X4": (SALES, "grow/anvils"),
        "X5": (SALES, "grow"),
        "X6": (SALES, ""),
        "X7": (SALES, "charter"),
    }


def test_links_hold_without_directory_urls_and_where_ids_are_called_like_sections(publish: Publish) -> None:
    objectives = [an_objective(), an_objective(id="charter"), an_objective(id="findings"), an_objective(id="finding")]
    files = all_kinds(**{"2027-q1__sales": {"objectives": objectives}})
    published = publish(files, rules=everything())
    check(published)
    check(Published(published.portfolio, directory_urls=False, rules=everything()))


TAGS = '<script>alert(1)</script> "quoted" & `code` [a](https://evil.example) *x*'


def test_what_a_finding_quotes_is_text(publish: Publish) -> None:
    rules = (a_rule("X1", LEAD, KeyResultSubject, [ANVILS], says=lambda subject: f"“{subject.key_result.title}”"),)
    files = a_company(
        units__sales={"name": TAGS, "level": "department", "parent": "company"},
        **{"2027-q1__sales": {"objectives": [an_objective(key_results=[{"id": "anvils", "title": TAGS}])]}},
    )
    published = publish(files, rules=rules)
    for address in ("health", FINDINGS, "health/2027-q1/units", SALES, "rules/made-up-x1"):
        page = published[address]
        assert '<script>alert(1)</script> "quoted" &' in page.text
        assert not page.all("script")
        assert not [link for link in page.links if link.startswith("https://evil")]
