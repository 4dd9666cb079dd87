"""`okr remind`: what is due or stale, for people, chats and programs."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_okr.checks.formats.markdown import harmless
from tests.cli.company import MARKETING, add_mistake, company, okr


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company in good order, on a day on which nothing is due."""
    company(tmp_path, monkeypatch)


def on(today: str) -> None:
    """Let another day be today."""
    change("okrs/settings.yml", as_of=today)


def change(file: str, **changes: Any) -> None:
    path = Path(file)
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), **changes}), "utf-8")


def as_json(*arguments: str) -> dict[str, Any]:
    result = okr("remind", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_when_nothing_is_due_it_says_so() -> None:
    result = okr("remind")
    assert result.exit_code == 0
    assert result.output == (
        "OKRs on Monday, 15 Feb 2027: nothing is due.\n\n"
        "Key dates from today to 7 days ahead\n"
        "  Monday, 15 Feb: Mid-cycle review (Q1 2027, usual day), today\n"
    )


def test_each_unit_is_told_by_name_with_its_lead() -> None:
    on("2027-02-24")
    lines = okr("remind").output.splitlines()
    assert lines[0].startswith("OKRs on Wednesday, 24 Feb 2027: ")
    at = lines.index("Marketing (Mr. Smith)")
    assert lines[at + 1] == "  The check-in of Monday, 22 Feb, has not been held"


def test_where_no_day_is_agreed_the_silence_is_counted_and_no_day_invented() -> None:
    change("okrs/units/marketing.yml", check_in={})
    on("2027-02-24")
    lines = okr("remind").output.splitlines()
    assert lines[lines.index("Marketing (Mr. Smith)") + 1] == "  No check-in for 9 days"


def test_programs_get_what_is_told_and_what_it_is_about() -> None:
    on("2027-02-24")
    told = as_json("--unit", "marketing")
    assert (told["format"], told["date"], told["days"], told["reminders"]) == (1, "2027-02-24", 7, 1)
    (unit,) = told["units"]
    assert (unit["id"], unit["name"], unit["lead"]) == ("marketing", "Marketing", "Mr. Smith")
    assert unit["reminders"] == [
        {
            "kind": "check-in",
            "cycle": "2027-q1",
            "late": True,
            "date": "2027-02-22",
            "key_result": None,
            "milestone": None,
            "objective": None,
            "step": None,
            "score": None,
            "text": "The check-in of Monday, 22 Feb, has not been held",
        }
    ]


def test_the_units_below_are_told_of_when_that_is_asked() -> None:
    on("2027-03-10")
    assert {unit["id"] for unit in as_json("--unit", "marketing")["units"]} == {"marketing"}
    assert {unit["id"] for unit in as_json("--unit", "marketing", "--below")["units"]} == {"marketing", "search"}


def test_key_dates_are_told_as_far_ahead_as_is_asked() -> None:
    assert [each["title"] for each in as_json("--days", "0")["dates"]] == ["Mid-cycle review"]
    assert as_json("--days", "8")["dates"] == [
        {"date": "2027-02-15", "title": "Mid-cycle review", "cycle": "2027-q1", "usual": True},
        {"date": "2027-02-23", "title": "Monthly review", "cycle": "2027-q1", "usual": False},
    ]
    on("2027-02-16")
    assert "No key date in the next 3 days." in okr("remind", "--days", "3").output


def test_a_chat_gets_lists_and_nothing_in_them_calls_anybody() -> None:
    change("okrs/units/marketing.yml", name="@all **now** [here](https://evil.example) #1")
    on("2027-02-24")
    output = okr("remind", "--format", "markdown", "--unit", "marketing").output
    name = harmless("@all **now** [here](https://evil.example) #1")
    assert f"\n**{name} (Mr. Smith)**\n\n- The check-in of Monday, 22 Feb, has not been held\n" in output
    assert "@all" not in output
    assert "](http" not in output


def test_errors_in_the_files_are_said_beside_what_is_known() -> None:
    on("2027-02-24")
    add_mistake("okrs/2027-q1/sales.yml")
    result = okr("remind")
    assert result.exit_code == 1
    assert "Marketing (Mr. Smith)\n" in result.stdout
    assert "There are errors in the files, so something may be missing: `okr check okrs`." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (("nothing",), "there is no folder nothing"),
        (("--unit", "markting"), "Did you mean `marketing`?"),
        (("--below",), "--below goes with --unit"),
        (("--days", "-1"), "--days"),
        (("--format", "html"), "--format"),
    ],
)
def test_a_mistaken_command_exits_with_2_and_what_to_do(arguments: tuple[str, ...], advice: str) -> None:
    result = okr("remind", *arguments)
    assert result.exit_code == 2
    assert advice in " ".join(result.stderr.split())


def test_what_the_site_does_not_show_is_not_told() -> None:
    path = Path(MARKETING)
    okrs = yaml.safe_load(path.read_text("utf-8"))
    for objective in okrs["objectives"]:
        objective["visibility"] = "restricted"
    path.write_text(yaml.safe_dump(okrs), "utf-8")
    on("2027-02-24")
    assert all(unit["id"] != "marketing" for unit in as_json()["units"])
