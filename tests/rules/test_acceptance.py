"""What a company lives with is not told: exceptions, suppressions and the baseline, in this order."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from mkdocs_okr.checks.registry import RULES, rule_called
from mkdocs_okr.checks.run import Accepted, Checked, check
from mkdocs_okr.sources import load

MEASURED = "key-result-without-metric"

MARKETING = "2027-q1/marketing.yml"
CHECK_IN = "2027-q1/check-ins/marketing/2027-02-08.yml"
BASELINE = "baseline.yml"
NOTHING: Mapping[str, str] = {}

FILES = {
    "organization.yml": "name: Example Ltd\n",
    "units/company.yml": "name: Example Ltd\n",
    "units/sales.yml": "name: Sales\nparent: company\n",
    "units/europe.yml": "name: Europe\nparent: sales\n",
    "units/marketing.yml": "name: Marketing\nparent: company\n",
    "2027-q1/cycle.yml": "starts: 2027-01-01\nends: 2027-03-31\n",
    "2027-q1/europe.yml": "objectives:\n  - id: orders\n    title: Orders\n    key_results: [{id: a, title: A}]\n",
    MARKETING: "objectives:\n  - id: demand\n    title: Demand\n    key_results:\n"
    "      - {id: a, title: A}\n      - {id: b, title: B}\n",
}
A, B, EUROPE = "2027-q1/marketing/demand/a", "2027-q1/marketing/demand/b", "2027-q1/europe/orders/a"


def judged(folder: Path, checks: str = "", rules: str = MEASURED, files: Mapping[str, str] = NOTHING) -> Checked:
    """What is found in a small company whose key results have no metric, with these files in place of its own."""
    settings = f"as_of: 2027-02-15\n{checks}"
    for name, text in {**FILES, "settings.yml": settings, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    loaded = load(folder, audience="restricted")
    assert not loaded.has_errors, loaded.diagnostics[0]
    return check(loaded, [rule for word in rules.split() if (rule := rule_called(word))])


def told(checked: Checked) -> dict[str, str]:
    """The severity of each finding by its object."""
    return {each.object: each.severity for each in checked.diagnostics}


def accepted(checked: Checked) -> dict[str, tuple[str, str]]:
    """How each accepted finding is accepted, and why, by its object."""

    def of(each: Accepted) -> str:
        return each.finding.diagnostic.object

    return {of(each): (each.how, each.reason) for each in checked.accepted}


def test_without_a_word_everything_is_told(tmp_path: Path) -> None:
    assert told(judged(tmp_path)) == {A: "warning", B: "warning", EUROPE: "warning"}


class TestSettings:
    @pytest.mark.parametrize("word", ["KR001", "kr001", MEASURED, "Key-Result-Without-Metric"])
    def test_a_severity_by_code_or_name(self, tmp_path: Path, word: str) -> None:
        assert set(told(judged(tmp_path, f"checks: {{rules: {{{word}: error}}}}")).values()) == {"error"}

    def test_a_rule_that_is_ignored_is_not_run(self, tmp_path: Path) -> None:
        checked = judged(tmp_path, "checks: {rules: {KR001: ignore}}")
        assert (checked.findings, checked.accepted, checked.tally) == ((), (), {})

    def test_a_number(self, tmp_path: Path) -> None:
        note = "key_results:\n  demand/a: {note: one two three}\n"
        files = {CHECK_IN: note}
        for most, findings in ((2, 1), (3, 0)):
            checked = judged(tmp_path, f"checks: {{rules: {{CHK011: {{words: {most}}}}}}}", "CHK011", files)
            assert len(checked.findings) == findings


class TestExceptions:
    @pytest.mark.parametrize(
        ("where", "excepted"),
        [
            ("units: [marketing]", {A, B}),
            ("units: sales", {EUROPE}),
            ("units: [company]", {A, B, EUROPE}),
            ("paths: ['2027-q1/**']", {A, B, EUROPE}),
            ("paths: ['2027-q1/*']", {A, B, EUROPE}),
            ("paths: '*/marketing.yml'", {A, B}),
            ("paths: ['2027-q?/europe.yml']", {EUROPE}),
            ("paths: ['marketing.yml', '2027-q1', '2027-q1/', '2027-Q1/*']", set()),
            ("units: [europe], paths: ['*/marketing.yml']", {A, B, EUROPE}),
        ],
    )
    def test_units_with_all_below_them_and_paths(self, tmp_path: Path, where: str, excepted: set[str]) -> None:
        checked = judged(tmp_path, f"checks: {{exceptions: [{{rules: [KR001], {where}, reason: We learn.}}]}}")
        assert accepted(checked) == dict.fromkeys(excepted, ("excepted", "We learn."))
        assert set(told(checked)) == {A, B, EUROPE} - excepted

    def test_a_pattern_reaches_every_file_below_a_folder(self, tmp_path: Path) -> None:
        checked = judged(
            tmp_path,
            "checks: {exceptions: [{paths: ['2027-q1/**'], reason: We learn.}]}",
            "check-in-by-nobody key-result-without-metric",
            files={CHECK_IN: "key_results:\n  demand/a: {value: 1}\n"},
        )
        assert told(checked) == {}
        assert len(checked.accepted) == 4

    def test_without_rules_all_are_meant(self, tmp_path: Path) -> None:
        exception = "{units: [company], reason: We learn.}"
        checked = judged(tmp_path, f"checks: {{exceptions: [{exception}]}}", "KR001 key-result-without-contributors")
        assert told(checked) == {}

    def test_the_rules_of_an_exception_that_do_not_exist_are_not_all_rules(self, tmp_path: Path) -> None:
        checked = judged(tmp_path, "checks: {exceptions: [{rules: [KR999], units: [company], reason: We learn.}]}")
        assert set(told(checked)) == {A, B, EUROPE}

    def test_another_severity_is_told(self, tmp_path: Path) -> None:
        checked = judged(tmp_path, "checks: {exceptions: [{units: [sales], severity: info, reason: We learn.}]}")
        assert told(checked) == {A: "warning", B: "warning", EUROPE: "info"}
        assert checked.accepted == ()

    def test_the_first_that_fits_counts(self, tmp_path: Path) -> None:
        checked = judged(
            tmp_path,
            "checks:\n  exceptions:\n    - {units: [europe], severity: error, reason: They know how.}\n"
            "    - {units: [sales, marketing], reason: We learn.}\n",
        )
        assert told(checked) == {EUROPE: "error"}

    def test_what_is_about_no_unit_falls_under_none(self, tmp_path: Path) -> None:
        checked = judged(tmp_path, "checks: {exceptions: [{units: [company], reason: We learn.}]}", "no-playbook")
        assert len(checked.findings) == 1


def with_comments(before: str = "", objective: str = "", first: str = "", second: str = "") -> str:
    """The OKRs of marketing with comments above all of it and at the ends of three lines."""
    return (
        f"{before}objectives:\n  - id: demand {objective}\n    title: Demand\n    key_results:\n"
        f"      - {{id: a, title: A}} {first}\n      - id: b {second}\n        title: B\n"
    )


class TestSuppressions:
    @pytest.mark.parametrize(
        ("text", "silenced"),
        [
            (with_comments(first="# okr: ignore[KR001] why not"), {A}),
            (with_comments(first="# okr: ignore[key-result-without-metric] why not"), {A}),
            (with_comments(first="# okr: ignore[ACT001, kr001] why not"), {A}),
            (with_comments(first="# okr: ignore[ACT001] why not"), set()),
            (with_comments(first="\n      # okr: ignore[KR001] why not"), {B}),
            (with_comments(first="\n\n      # okr: ignore[KR001] why not\n      # and more\n"), {B}),
            (with_comments(second="# okr: ignore[KR001] why not"), {B}),
            (with_comments(objective="# okr: ignore[KR001] why not"), {A, B}),
            (with_comments(before="# okr: ignore[KR001] why not\n"), {A, B}),
            (with_comments(before="# a schema\n\n# okr: ignore[KR001] why not\n\n"), {A, B}),
            (with_comments(before="unit: marketing\n# okr: ignore[KR001] why not\n"), set()),
        ],
    )
    def test_a_comment_speaks_for_its_line_and_for_what_begins_there(
        self, tmp_path: Path, text: str, silenced: set[str]
    ) -> None:
        checked = judged(tmp_path, files={MARKETING: text})
        assert accepted(checked) == dict.fromkeys(silenced, ("suppressed", "why not"))
        assert set(told(checked)) == {A, B, EUROPE} - silenced

    def test_on_the_first_line_it_speaks_for_what_is_found_further_down(self, tmp_path: Path) -> None:
        text = with_comments(second="# okr: ignore[CHK004] why not").replace(
            "title: B", "title: B\n        metric: {target: 1}"
        )
        files = {
            MARKETING: text,
            CHECK_IN: "key_results:\n  demand/a: {confidence: 1}\n  demand/b: {value: 1}\n",
        }
        # The finding points at the check-in, the comment stands where the key result begins.
        assert accepted(judged(tmp_path, "", "CHK004", files)) == {B: ("suppressed", "why not")}

    def test_of_several_comments_the_nearest_one_counts(self, tmp_path: Path) -> None:
        text = with_comments(
            before="# okr: ignore[KR001] far\n",
            objective="# okr: ignore[KR001] near",
            first="# okr: ignore[KR001] here",
        )
        checked = judged(tmp_path, files={MARKETING: text})
        assert accepted(checked) == {A: ("suppressed", "here"), B: ("suppressed", "near")}

    def test_above_a_check_in_it_speaks_for_the_check_in(self, tmp_path: Path) -> None:
        text = "# okr: ignore[check-in-by-nobody] a robot wrote it\nkey_results:\n  demand/a: {value: 1}\n"
        checked = judged(tmp_path, "", "check-in-by-nobody", files={CHECK_IN: text})
        assert accepted(checked) == {"2027-q1/marketing/2027-02-08": ("suppressed", "a robot wrote it")}

    def test_a_suppression_of_a_rule_that_was_not_run_is_not_called_unused(self, tmp_path: Path) -> None:
        text = with_comments(first="# okr: ignore[ACT001] why not")
        text = text.replace("title: A", "title: A, contributors: [sales]")
        files = {MARKETING: text}
        assert "SUP001" not in {each.code for each in judged(tmp_path, "", "KR001 SUP001", files).diagnostics}
        assert "SUP001" in {each.code for each in judged(tmp_path, "", "ACT001 SUP001", files).diagnostics}

    def test_nothing_is_called_unused_while_something_is_hidden_from_the_readers(self, tmp_path: Path) -> None:
        text = with_comments(first="# okr: ignore[KR001] why not").replace(
            "title: Demand", "title: Demand\n    visibility: internal"
        )
        judged(tmp_path, files={MARKETING: text})
        for audience, silenced in (("internal", 1), ("public", 0)):
            checked = check(load(tmp_path, audience=audience), RULES)
            assert sum(each.how == "suppressed" for each in checked.accepted) == silenced
            assert "SUP001" not in {each.code for each in checked.diagnostics}


class TestBaseline:
    def test_what_was_known_is_not_told(self, tmp_path: Path) -> None:
        checked = judged(
            tmp_path, files={BASELINE: f"known:\n  KR001: [{A}]\n  key-result-without-metric: [{EUROPE}]\n"}
        )
        assert accepted(checked) == {A: ("baseline", ""), EUROPE: ("baseline", "")}
        assert set(told(checked)) == {B}

    def test_it_holds_wherever_the_finding_has_moved_to(self, tmp_path: Path) -> None:
        moved = with_comments(before="# one more line\n\nunit: marketing\n")
        checked = judged(tmp_path, files={BASELINE: f"known: {{KR001: [{A}, {B}]}}", MARKETING: moved})
        assert set(told(checked)) == {EUROPE}


def test_exceptions_come_before_suppressions_and_both_before_the_baseline(tmp_path: Path) -> None:
    checked = judged(
        tmp_path,
        "checks:\n  exceptions:\n    - {units: [sales], reason: We learn.}\n"
        "    - {units: [marketing], severity: error, reason: We do not.}\n",
        files={
            BASELINE: f"known: {{KR001: [{A}, {B}, {EUROPE}]}}",
            MARKETING: with_comments(first="# okr: ignore[KR001] why not"),
        },
    )
    assert accepted(checked) == {
        EUROPE: ("excepted", "We learn."),
        A: ("suppressed", "why not"),
        B: ("baseline", ""),
    }
    assert {each.finding.diagnostic.severity for each in checked.accepted if each.how != "excepted"} == {"error"}
