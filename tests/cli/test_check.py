"""`okr check` as people run it."""

import json
from pathlib import Path

import pytest

from mkdocs_okr.checks.formats.catalogue import FORMATS
from tests.cli.company import MARKETING, SALES, add_key_result, add_mistake, company, okr

SITES = Path(__file__).parent.parent / "sites"


@pytest.fixture
def mistaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A company in good order, but for one key result without a metric; the place of that."""
    company(tmp_path, monkeypatch)
    return f"{MARKETING}:{add_key_result(MARKETING)}:9"


def test_a_company_in_good_order_exits_with_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company(tmp_path, monkeypatch)
    result = okr("check")
    assert (result.exit_code, result.output) == (0, "Nothing to mend.\n")


def test_an_empty_folder_is_read(tmp_path: Path) -> None:
    assert okr("check", "--select", "KR001", str(tmp_path)).exit_code == 0


def test_a_finding_is_told_with_line_caret_and_help(mistaken: str) -> None:
    result = okr("check", "--select", "KR001")
    line = int(mistaken.split(":")[1])
    assert result.output == (
        f"{mistaken}: warning KR001 key-result-without-metric: “Visitors who come back within a month” has no metric\n"
        f"{line:>5} |       - id: fourth\n"
        "      |         ^\n"
        "  help: Add one, for example `metric: {unit: leads, baseline: 120, target: 200, source: CRM}`.\n"
        "\n"
        "1 warning in 1 file\n"
    )


def test_errors_of_reading_are_told_in_order_with_the_findings(mistaken: str) -> None:
    add_mistake(SALES)
    lines = okr("check", "--select", "KR001", "--format", "concise").output.splitlines()
    assert [line.split(" ")[2] for line in lines] == ["KR001", "SRC011"]


def test_a_file_with_errors_is_not_judged_because_its_errors_may_be_the_reason(mistaken: str) -> None:
    add_mistake(MARKETING)
    lines = okr("check", "--select", "KR001", "--format", "concise").output.splitlines()
    assert [line.split(" ")[2] for line in lines] == ["SRC011"]


class TestExitCode:
    """0 all is well, 1 something is to be mended, 2 the command was mistaken."""

    def test_warnings_alone_pass(self, mistaken: str) -> None:
        assert okr("check", "--select", "KR001").exit_code == 0

    @pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
    def test_the_command_line_says_from_which_severity_it_fails(self, mistaken: str, fail_on: str, code: int) -> None:
        assert okr("check", "--select", "KR001", "--fail-on", fail_on).exit_code == code

    def test_settings_say_it_otherwise(self, mistaken: str) -> None:
        settings = Path("okrs/settings.yml")
        settings.write_text(settings.read_text("utf-8") + "checks: {fail_on: warning}\n", "utf-8")
        assert okr("check", "--select", "KR001").exit_code == 1
        assert okr("check", "--select", "KR001", "--fail-on", "error").exit_code == 0

    def test_errors_of_reading_fail(self, mistaken: str) -> None:
        add_mistake(SALES)
        assert okr("check", "--select", "KR001").exit_code == 1
        assert okr("check", "--select", "KR001", "--fail-on", "never").exit_code == 0

    def test_a_folder_in_a_newer_format_fails(self) -> None:
        result = okr("check", str(SITES / "newer" / "okrs"))
        assert result.exit_code == 1
        assert "newer-format" in result.output

    def test_a_folder_that_is_not_there_is_a_mistake(self, tmp_path: Path) -> None:
        result = okr("check", str(tmp_path / "okr"))
        assert result.exit_code == 2
        assert "okr check FOLDER" in result.stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--format", "xml"], "there is no format of this name"),
            (["--format", "sarf"], "Did you mean `sarif`?"),
            (["--format", "json="], "a file is missing"),
            (["--format", "json", "--format", "sarif"], "only one format can be printed"),
            (["--format", "json=a", "--format", "sarif=./a"], "two formats would go to"),
            (["--format", "json=okrs/settings.yml/x"], "cannot be written"),
            (["--fail-on", "off"], "'off' is not one of"),
            (["--select", "KR0001"], "Did you mean `KR001`"),
            (["--ignore", "key-result-without-metrik"], "Did you mean `key-result-without-metric`"),
            (["--select", "drafting.keyresult"], "Did you mean `drafting.key-result`"),
            (["--select", "xyzzy"], "`okr rules` lists all of them"),
            (["--ignore", "SRC011"], "errors of reading are always told"),
            (["--ignore", "unknown-key"], "errors of reading are always told"),
        ],
    )
    def test_what_cannot_be_meant_is_a_mistake(self, mistaken: str, arguments: list[str], said: str) -> None:
        result = okr("check", *arguments)
        assert result.exit_code == 2
        assert said in result.stderr
        assert result.stdout == ""


class TestChoosing:
    """Rules are chosen by words."""

    @pytest.mark.parametrize(
        "words",
        [
            "KR001",
            "kr001",
            "key-result-without-metric",
            "KR",
            "drafting",
            "drafting.key-result",
            "drafting.key-result.measurable",
            "ranking,KR001",
            " ranking , KR001 ,",
        ],
    )
    def test_a_word_is_a_code_a_name_a_series_or_a_key_of_a_checklist(self, mistaken: str, words: str) -> None:
        assert "KR001" in okr("check", "--format", "concise", "--select", words).output
        assert "KR001" not in okr("check", "--format", "concise", "--ignore", words).output

    def test_options_add_up(self, mistaken: str) -> None:
        assert mistaken in okr("check", "--select", "ranking", "--select", "KR001").output

    def test_what_is_ignored_is_left_out_of_what_is_selected(self, mistaken: str) -> None:
        assert "KR001" not in okr("check", "--format", "concise", "--select", "KR", "--ignore", "KR001").output

    def test_a_word_of_another_checklist_leaves_it_out(self, mistaken: str) -> None:
        assert mistaken not in okr("check", "--select", "ranking").output

    def test_no_word_at_all_is_every_rule(self, mistaken: str) -> None:
        assert mistaken in okr("check", "--select", "").output

    def test_errors_of_reading_are_told_whatever_is_chosen(self, mistaken: str) -> None:
        add_mistake(SALES)
        assert "SRC011" in okr("check", "--select", "ranking").output


class TestFormats:
    """One run writes as many formats as are wanted."""

    @pytest.mark.parametrize("form", FORMATS)
    def test_each_can_be_printed(self, mistaken: str, form: str) -> None:
        result = okr("check", "--select", "KR001", "--format", form)
        assert "has no metric" in result.stdout
        assert result.stderr == ""

    def test_several_go_into_files_and_one_is_printed(self, mistaken: str) -> None:
        forms = ["--format=json", "--format=sarif=reports/okr.sarif", "--format", "markdown=okr.md"]
        result = okr("check", "--select", "KR001", *forms)
        assert json.loads(result.stdout)["summary"]["warnings"] == 1
        assert json.loads(Path("reports/okr.sarif").read_text("utf-8"))["version"] == "2.1.0"
        assert "has no metric" in Path("okr.md").read_text("utf-8")

    def test_with_files_alone_the_count_is_said_beside(self, mistaken: str) -> None:
        result = okr("check", "--select", "KR001", "--format", "sarif=okr.sarif")
        assert (result.stdout, result.stderr) == ("", "1 warning in 1 file\n")

    def test_what_is_written_is_what_would_be_printed(self, mistaken: str) -> None:
        for form in FORMATS:
            printed = okr("check", "--select", "KR001", "--format", form).stdout_bytes
            okr("check", "--select", "KR001", "--format", f"{form}=written")
            assert Path("written").read_bytes() == printed

    def test_json_holds_every_finding_and_counts_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(SITES)
        result = okr("check", "--format", "json", "--select", "KR001", "bad-dates/okrs")
        told = json.loads(result.stdout)
        assert result.exit_code == 1
        assert told["summary"] == {"errors": 9, "warnings": 0, "infos": 0, "files": 5}
        assert told["findings"][0]["path"] == "bad-dates/okrs/2027-q1/marketing.yml"

    def test_there_are_no_colours_where_nobody_sees_them(self, mistaken: str) -> None:
        assert "\x1b" not in okr("check").output

    def test_paths_are_seen_from_where_people_are(self, mistaken: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir("okrs")
        assert okr("check", "--select", "KR001", ".").output.startswith("2027-q1/marketing.yml:")
        monkeypatch.chdir("2027-q1")
        assert okr("check", "--select", "KR001", "..").output.startswith("../2027-q1/marketing.yml:")


class TestPaths:
    """Files and folders can be named instead of the whole."""

    @pytest.mark.parametrize("path", [MARKETING, "okrs/2027-q1", "okrs", "./okrs/2027-q1/../2027-q1/marketing.yml"])
    def test_what_is_found_in_them_is_told(self, mistaken: str, path: str) -> None:
        assert okr("check", "--select", "KR001", path).output.startswith(mistaken)

    @pytest.mark.parametrize("path", [SALES, "okrs/units", "okrs/2026-q4"])
    def test_what_is_found_elsewhere_is_not(self, mistaken: str, path: str) -> None:
        assert okr("check", "--select", "KR001", path).output == "Nothing to mend.\n"

    def test_several_can_be_named(self, mistaken: str) -> None:
        add_key_result(SALES)
        lines = okr("check", "--select", "KR001", "--format", "concise", SALES, MARKETING).output.splitlines()
        assert [line.split(":")[0] for line in lines] == [MARKETING, SALES]

    def test_errors_elsewhere_are_only_mentioned(self, mistaken: str) -> None:
        add_mistake("okrs/people.yml")
        result = okr("check", MARKETING)
        assert "SRC011" not in result.stdout
        assert result.stderr == "There is 1 error in other files: `okr check okrs`.\n"

    def test_a_folder_that_cannot_be_read_at_all_is_told_of_whatever_was_asked_for(self, mistaken: str) -> None:
        settings = Path("okrs/settings.yml")
        settings.write_text(settings.read_text("utf-8").replace("format: 1", "format: 2"), "utf-8")
        result = okr("check", MARKETING)
        assert result.exit_code == 1
        assert "newer-format" in result.stdout


def test_a_mistyped_file_is_no_clean_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company(tmp_path, monkeypatch)

    result = okr("check", "okrs/2027-q1/marketing.yml", "okrs/2027-q1/marketting.yml")

    assert result.exit_code == 2
    assert "there is no file or folder okrs/2027-q1/marketting.yml" in result.stderr


def test_hints_can_be_left_out_and_still_make_it_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company(tmp_path, monkeypatch)
    okrs = Path(MARKETING)
    okrs.write_text(okrs.read_text("utf-8").replace("    why: It is what customers ask for most.\n", ""), "utf-8")

    assert "OBJ031" in okr("check").output
    quiet = okr("check", "--severity", "warning")
    assert (quiet.exit_code, quiet.output) == (0, "Nothing to mend.\n")
    assert okr("check", "--severity", "warning", "--fail-on", "info").exit_code == 1
