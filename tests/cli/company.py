"""A company for the tests of the command: in good order, until somebody writes a key result without a metric."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_okr.cli import main

GOOD_ORDER = Path(__file__).parents[1] / "rules" / "company"
MARKETING, SALES = "okrs/2027-q1/marketing.yml", "okrs/2027-q1/sales.yml"

_KEY_RESULT = """\
      - id: fourth
        title: Visitors who come back within a month
        lead: mr-smith
        contributors: [sales]
        indicator: leading
        due: 2027-03-24
"""


def okr(*arguments: str, typed: bytes | None = None) -> Result:
    """Run the command as people do; `typed` is what it gets on standard input."""
    return CliRunner().invoke(main, arguments, input=typed, catch_exceptions=False)


def company(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the company into `folder` and go there."""
    shutil.copytree(GOOD_ORDER, folder, dirs_exist_ok=True)
    monkeypatch.chdir(folder)
    return folder


def add_key_result(file: str, title: str = "Visitors who come back within a month") -> int:
    """Add a key result without a metric to a file of OKRs; the line it begins on."""
    path = Path(file)
    before = path.read_text("utf-8")
    path.write_text(before + _KEY_RESULT.replace("Visitors who come back within a month", title), "utf-8")
    return before.count("\n") + 1


def add_mistake(file: str) -> None:
    """Add a key that the format does not know."""
    path = Path(file)
    path.write_text(path.read_text("utf-8") + "titel: mistyped\n", "utf-8")


def commit(message: str = "OKRs") -> None:
    """Keep everything in git, in a repository of the working directory."""
    git = ["git", "-c", "user.name=Mr. Smith", "-c", "user.email=smith@example.com"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", message]):
        subprocess.run([*git, *command], check=True, capture_output=True)
