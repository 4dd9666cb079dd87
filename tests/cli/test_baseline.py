"""`okr check --update-baseline`: a company that starts with many findings is told of new ones only."""

from pathlib import Path

import pytest

from tests.cli.company import MARKETING, SALES, add_key_result, add_mistake, company, okr

BASELINE = Path("okrs/baseline.yml")


@pytest.fixture(autouse=True)
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company that begins with a key result without a metric."""
    company(tmp_path, monkeypatch)
    add_key_result(MARKETING)


def test_what_is_written_down_is_told_no_more() -> None:
    result = okr("check", "--update-baseline")
    assert result.exit_code == 0
    assert "KR001" in BASELINE.read_text("utf-8")
    assert "2027-q1/marketing/demand/fourth" in BASELINE.read_text("utf-8")
    assert okr("check", "--fail-on", "info").output == "Nothing to mend.\n"


def test_it_says_how_much_came_and_went() -> None:
    first = okr("check", "--update-baseline").output
    assert ", 0 removed." in first
    assert okr("check", "--update-baseline").output.endswith(": 0 added, 0 removed.\n")
    path = Path(MARKETING)
    path.write_text(path.read_text("utf-8").partition("      - id: fourth")[0], "utf-8")
    last = okr("check", "--update-baseline").output
    assert ": 0 added, " in last
    assert "KR001" not in BASELINE.read_text("utf-8")


def test_new_findings_are_told_all_the_same() -> None:
    okr("check", "--update-baseline")
    add_key_result(SALES)
    lines = okr("check", "--select", "KR001", "--format", "concise").output.splitlines()
    assert [line.split(":")[0] for line in lines] == [SALES]


def test_it_holds_rule_and_object_and_nothing_that_moves() -> None:
    okr("check", "--update-baseline")
    before = BASELINE.read_bytes()
    path = Path(MARKETING)
    path.write_text(f"# a comment\n\n{path.read_text('utf-8')}", "utf-8")
    okr("check", "--update-baseline")
    assert BASELINE.read_bytes() == before


def test_with_errors_of_reading_it_stays_as_it_was() -> None:
    okr("check", "--update-baseline")
    before = BASELINE.read_bytes()
    add_mistake(SALES)
    result = okr("check", "--update-baseline")
    assert result.exit_code == 1
    assert "SRC011" in result.stdout
    assert "The baseline stays as it was" in result.stderr
    assert BASELINE.read_bytes() == before


def test_what_the_company_lives_with_otherwise_is_not_written_down() -> None:
    path = Path(MARKETING)
    path.write_text(
        path.read_text("utf-8").replace("- id: fourth", "- id: fourth # okr: ignore[KR001] CRM in May"), "utf-8"
    )
    okr("check", "--update-baseline")
    assert "KR001" not in BASELINE.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "KR"],
        ["--ignore", "KR"],
        ["--since", "HEAD"],
        ["--format", "json"],
        ["--fail-on", "info"],
        [MARKETING],
    ],
)
def test_a_part_of_the_baseline_cannot_be_written(arguments: list[str]) -> None:
    result = okr("check", "--update-baseline", *arguments)
    assert result.exit_code == 2
    assert "everything that is found" in result.stderr
    assert not BASELINE.exists()


def test_a_link_that_somebody_put_beside_it_leads_nowhere() -> None:
    precious = Path("precious.txt").absolute()
    precious.write_text("precious", "utf-8")
    for name in (".baseline.yml.new", ".baseline.yml"):
        Path("okrs", name).symlink_to(precious)

    assert okr("check", "--update-baseline").exit_code == 0
    assert precious.read_text("utf-8") == "precious"
    assert not Path("okrs/baseline.yml").is_symlink()


def test_a_comment_that_somebody_wrote_is_not_lost() -> None:
    okr("check", "--update-baseline")
    baseline = Path("okrs/baseline.yml")
    text = baseline.read_text("utf-8") + "# agreed with the board\n"
    baseline.write_text(text, "utf-8")

    result = okr("check", "--update-baseline")
    assert result.exit_code == 2
    assert "“# agreed with the board”" in result.stderr
    assert baseline.read_text("utf-8") == text


def test_an_entry_that_means_no_rule_is_kept_for_who_wrote_it() -> None:
    Path("okrs/baseline.yml").write_text("known:\n  KR9999: [2027-q1/marketing/demand/first]\n", "utf-8")

    assert okr("check", "--update-baseline").exit_code == 0
    assert "KR9999:\n    - 2027-q1/marketing/demand/first\n" in Path("okrs/baseline.yml").read_text("utf-8")
    assert "BAS002" in okr("check").output
