"""Each rule finds what it is there for, at exactly the place to mend, and nothing else."""

import pytest

from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import SEVERITIES, AnyRule
from mkdocs_okr.checks.rules import attestations, housekeeping, privacy
from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import load
from tests.docs.reading import files
from tests.rules.cases import HERE, Case, Workplace, cases, found_in, judge

CASES = cases()
FAILING = [case for case in CASES if case.fails]
PASSING = [case for case in CASES if not case.fails]


@pytest.mark.parametrize("case", FAILING, ids=str)
def test_a_mistake_is_found_at_its_line_and_column(case: Case, workplace: Workplace) -> None:
    found = found_in(case, workplace)
    assert {(each.place.file, each.place.line, each.place.column) for each in found} == set(case.marks)
    told = "\n".join(f"{each.message}\n{each.help}" for each in found)
    for words in case.says:
        assert words in told


@pytest.mark.parametrize("case", PASSING, ids=str)
def test_what_is_right_is_left_alone(case: Case, workplace: Workplace) -> None:
    assert [(each.message, str(each.place)) for each in found_in(case, workplace)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_cases_that_fail_and_cases_that_pass(rule: AnyRule) -> None:
    assert any(case.rule == rule.code for case in FAILING)
    assert any(case.rule == rule.code for case in PASSING)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_of_a_rules_page_breaks_it_and_the_better_one_does_not(rule: AnyRule, workplace: Workplace) -> None:
    for title, breaks in (("Example", True), ("Better", False)):
        shown = files(rule.page.sections[title])
        assert shown, f"{title} shows no file: its first line is the file's name in a comment"
        inside = {f"../{name}".removeprefix("../okrs/"): text for name, text in shown.items()}
        with workplace.changed(inside) as folder:
            assert bool(judge(rule.code, folder)) is breaks, title


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_it_judges_why_and_which_item_it_serves(rule: AnyRule) -> None:
    page = rule.page
    assert page.summary.endswith(".")
    assert "\n\n" not in page.summary
    expected = ["Why it matters", "Example", "Better", *(["Options"] if rule.limits else [])]
    assert [title for title in page.sections if title != "See also"] == expected
    assert all(page.sections.values())
    for name, default in rule.limits.items():
        assert f"`{name}`" in page.sections["Options"]
        assert f"{default:g}" in page.sections["Options"]
    assert set(rule.serves) <= set(ITEMS)
    about_no_item = [*vars(housekeeping).values(), *vars(privacy).values(), *vars(attestations).values()]
    assert rule.serves or rule in about_no_item, "a rule of a checklist serves one of its items"
    assert rule.severity in SEVERITIES


def test_codes_and_names_are_unique() -> None:
    words = [word for rule in RULES for word in (rule.code, rule.name)]
    assert sorted(set(words)) == sorted(words)


def test_a_company_in_good_order_gets_no_finding() -> None:
    loaded = load(HERE / "company" / "okrs", audience="restricted")
    assert loaded.diagnostics == ()
    assert [(each.code, str(each.place), each.message) for each in check(loaded).diagnostics] == []


def test_every_item_that_the_sources_decide_is_served_by_a_rule() -> None:
    served = {item for rule in RULES for item in rule.serves}
    assert [key for key, item in ITEMS.items() if item.decided != "attested" and key not in served] == []
