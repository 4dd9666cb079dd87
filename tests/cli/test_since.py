"""`okr check --since` tells what a branch changed."""

import json
from pathlib import Path

import pytest

from mkdocs_okr.checks.formats.catalogue import FORMATS
from tests.cli.company import MARKETING, SALES, add_key_result, add_mistake, commit, company, okr


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company in git whose marketing has a key result without a metric."""
    company(tmp_path, monkeypatch)
    add_key_result(MARKETING)
    commit()


def test_what_is_found_in_changed_files_is_told() -> None:
    line = add_key_result(SALES)
    output = okr("check", "--select", "KR001", "--since", "HEAD", "--format", "concise").output
    assert output.startswith(f"{SALES}:{line}:9: warning KR001")
    assert MARKETING not in output


def test_a_commit_counts_as_change_until_its_parent() -> None:
    add_key_result(SALES)
    commit("A key result")
    assert SALES in okr("check", "--select", "KR001", "--since", "HEAD~1").output
    assert okr("check", "--select", "KR001", "--since", "HEAD").output == "Nothing changed since HEAD.\n"


def test_new_files_count() -> None:
    path = Path(SALES)
    path.with_name("search.yml").unlink()
    commit("Search has no OKRs")
    path.with_name("search.yml").write_text(path.read_text("utf-8").replace("unit: sales", "unit: search"), "utf-8")
    line = add_key_result("okrs/2027-q1/search.yml")
    output = okr("check", "--select", "KR001", "--since", "HEAD").output
    assert f"okrs/2027-q1/search.yml:{line}:9: warning KR001" in output


def test_an_error_that_a_change_brings_to_another_file_is_told() -> None:
    path = Path("okrs/2027-q1/company.yml")
    path.write_text(path.read_text("utf-8").replace("- id: grow", "- id: growth"), "utf-8")
    result = okr("check", "--select", "KR001", "--since", "HEAD")
    assert f"{MARKETING}:" in result.output
    assert "unknown-reference" in result.output
    assert result.exit_code == 1


def test_paths_and_changes_are_both_minded() -> None:
    add_key_result(SALES)
    assert okr("check", "--select", "KR001", "--since", "HEAD", SALES).output.startswith(SALES)
    assert okr("check", "--since", "HEAD", MARKETING).output == "Nothing changed since HEAD.\n"


@pytest.mark.parametrize("form", FORMATS)
def test_formats_are_written_when_nothing_changed(form: str) -> None:
    result = okr("check", "--since", "HEAD", "--format", f"{form}=written")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing changed since HEAD.\n")
    assert Path("written").exists()


def test_printed_json_stays_json_when_nothing_changed() -> None:
    assert json.loads(okr("check", "--since", "HEAD", "--format", "json").stdout)["findings"] == []


def test_a_revision_that_is_none_is_a_mistake() -> None:
    result = okr("check", "--since", "no-such-branch")
    assert result.exit_code == 2
    assert "no-such-branch" in result.stderr


def test_an_option_of_git_is_no_revision() -> None:
    assert okr("check", "--since", "--output=stolen").exit_code == 2
    assert not Path("stolen").exists()


def test_without_git_it_is_a_mistake(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    company(tmp_path_factory.mktemp("elsewhere"), monkeypatch)
    assert okr("check", "--since", "HEAD").exit_code == 2


def test_mistakes_of_reading_in_changed_files_are_told() -> None:
    add_mistake(SALES)
    assert "SRC011" in okr("check", "--since", "HEAD").output
