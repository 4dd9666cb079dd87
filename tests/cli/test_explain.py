"""`okr explain`: every rule, and every error of reading, in the terminal."""

import json

import pytest

from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.sources import CODES, Code
from tests.cli.company import okr


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_explained_by_its_page(rule: AnyRule) -> None:
    result = okr("explain", rule.code)
    assert result.exit_code == 0
    assert result.output.startswith(
        f"# {rule.code} {rule.name}\n\n{rule.page.summary}\n\n- Severity: {rule.severity}\n"
    )
    for title, text in rule.page.sections.items():
        assert f"\n## {title}\n\n{text}\n" in result.output
    for item in rule.serves:
        assert f"- Serves: {ITEMS[item].title} (`{item}`)\n" in result.output
    for name, default in rule.limits.items():
        assert f"- Option: `{name}`, {default:g} unless you set it\n" in result.output
    assert f"# okr: ignore[{rule.code}]" in result.output
    assert f"    {rule.name}: ignore\n" in result.output


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_name_and_code_mean_the_same(rule: AnyRule) -> None:
    assert okr("explain", rule.name).output == okr("explain", rule.code.lower()).output


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_an_error_of_reading_is_explained_by_its_meaning(code: Code) -> None:
    output = okr("explain", code.code).output
    assert output.startswith(f"# {code.code} {code.name}\n\n{code.meaning}\n\n- Severity: {code.severity}\n")
    assert "cannot be silenced" in output
    assert okr("explain", code.name).output == output


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_programs_get_the_same(rule: AnyRule) -> None:
    told = json.loads(okr("explain", "--format", "json", rule.code).stdout)
    assert told == {
        "rule": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "summary": rule.page.summary,
        "items": {item: ITEMS[item].title for item in rule.serves},
        "limits": dict(rule.limits),
        "markdown": rule.page.markdown,
    }


def test_programs_get_errors_of_reading_in_the_same_form() -> None:
    told = json.loads(okr("explain", "--format", "json", "SRC011").stdout)
    assert (told["rule"], told["severity"], told["items"]) == ("SRC011", "error", {})


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("KR0001", "Did you mean `KR001`"),
        ("key-result-without-metrics", "Did you mean `key-result-without-metric`"),
        ("SRC11", "Did you mean `SRC011`"),
        ("what", "`okr rules` lists all of them"),
    ],
)
def test_a_word_that_is_no_rule_exits_with_2_and_what_may_be_meant(word: str, advice: str) -> None:
    result = okr("explain", word)
    assert result.exit_code == 2
    assert f"there is no rule “{word}”" in result.stderr
    assert advice in result.stderr
