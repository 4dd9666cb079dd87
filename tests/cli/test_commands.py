"""The command as a whole: what it offers, and what it says about itself."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from mkdocs_okr.cli import COMMANDS, main
from tests.cli.company import okr


def test_help_names_every_command_with_what_it_does() -> None:
    words = " ".join(okr("--help").output.split())
    for name, summary in COMMANDS.items():
        assert f"{name} {summary}" in words


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_the_same_about_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.get_short_help_str(200).rstrip(".") == COMMANDS[name].rstrip(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_examples_that_begin_with_the_command(name: str) -> None:
    output = okr(name, "--help").output
    assert "Examples:" in output
    assert f"  okr {name}" in output


def test_a_command_that_there_is_not_exits_with_2() -> None:
    result = okr("chek")
    assert result.exit_code == 2
    assert "No such command 'chek'" in result.stderr


def test_help_loads_no_room() -> None:
    program = (
        "import sys\nfrom mkdocs_okr.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "print(*sorted(m for m in sys.modules if m.startswith('mkdocs_okr')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "mkdocs_okr mkdocs_okr.cli"


def test_schema_writes_one_file_for_each_kind(tmp_path: Path) -> None:
    result = okr("schema", str(tmp_path / "schema"))
    assert result.exit_code == 0
    assert sorted(path.stem for path in (tmp_path / "schema").iterdir()) == [
        "attestations",
        "baseline",
        "check-in",
        "cycle",
        "okrs",
        "organization",
        "people",
        "review",
        "settings",
        "unit",
    ]


def test_schema_into_a_file_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "schema").write_text("")
    assert okr("schema", str(tmp_path / "schema")).exit_code == 2
