"""`okr check` and `okr schema` as people run them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_okr.cli import main

SITES = Path(__file__).parent.parent / "sites"


def _okr(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_clean_folder_exits_with_0() -> None:
    result = _okr("check", str(SITES / "small-company" / "okrs"))

    assert (result.exit_code, result.output) == (0, "Nothing to mend.\n")


def test_an_empty_folder_is_clean(tmp_path: Path) -> None:
    assert _okr("check", str(tmp_path)).exit_code == 0


def test_mistakes_are_shown_with_line_caret_and_help_and_exit_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SITES)

    result = _okr("check", str(SITES / "mistyped" / "okrs"))

    assert result.exit_code == 1
    assert result.output.startswith("mistyped/okrs/")
    place = "mistyped/okrs/2027-q1/marketing.yml:5:5"
    assert f"{place}: error SRC011 unknown-key: unknown key `titel`\n" in result.output
    assert (
        "    5 |     titel: Make sales wait for nobody but us\n      |     ^\n  help: Did you mean `title`?\n"
    ) in result.output
    assert result.output.endswith("errors in 3 files\n")


def test_text_has_no_colours_where_nobody_sees_them() -> None:
    assert "\x1b" not in _okr("check", str(SITES / "mistyped" / "okrs")).output


def test_a_folder_that_is_not_there_exits_with_2(tmp_path: Path) -> None:
    result = _okr("check", str(tmp_path / "okr"))

    assert result.exit_code == 2
    assert "there is no folder" in result.stderr
    assert "okr check FOLDER" in result.stderr


def test_a_file_instead_of_a_folder_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("format: 1\n")

    result = _okr("check", str(tmp_path / "settings.yml"))

    assert result.exit_code == 2
    assert "is a file, not a folder" in result.stderr


def test_json_holds_every_finding_and_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SITES)
    result = _okr("check", "--format", "json", str(SITES / "bad-dates" / "okrs"))

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["summary"] == {"errors": 8, "warnings": 0, "infos": 0, "files": 4}
    assert told["findings"][0] == {
        "rule": "SRC047",
        "name": "due-outside-cycle",
        "severity": "error",
        "message": "`due` 2027-04-01 lies outside the cycle `2027-q1`, which runs from 2027-01-01 to 2027-03-31",
        "help": "Correct the day, or move the key result to the cycle it belongs to.",
        "file": "2027-q1/marketing.yml",
        "path": "bad-dates/okrs/2027-q1/marketing.yml",
        "line": 5,
        "column": 38,
        "object": "2027-q1/marketing/demand/late",
        "items": [],
        "excerpt": (SITES / "bad-dates/okrs/2027-q1/marketing.yml").read_text("utf-8").splitlines()[4],
    }


def test_json_of_a_clean_folder_is_empty_but_there(tmp_path: Path) -> None:
    result = _okr("check", "--format", "json", str(tmp_path))

    assert json.loads(result.stdout) == {
        "findings": [],
        "summary": {"errors": 0, "warnings": 0, "infos": 0, "files": 0},
    }


@pytest.mark.parametrize("command", ["check", "schema"])
def test_help_shows_examples(command: str) -> None:
    output = _okr(command, "--help").output

    assert "Examples:" in output
    assert f"  okr {command}\n" in output


def test_schema_writes_one_file_for_each_kind(tmp_path: Path) -> None:
    result = _okr("schema", str(tmp_path / "schema"))

    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "schema").iterdir()) == [
        "attestations.json",
        "baseline.json",
        "check-in.json",
        "cycle.json",
        "okrs.json",
        "organization.json",
        "people.json",
        "review.json",
        "settings.json",
        "unit.json",
    ]


def test_schema_into_a_file_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "schema").write_text("")

    assert _okr("schema", str(tmp_path / "schema")).exit_code == 2
