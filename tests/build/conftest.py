"""Real sites in a folder of their own, driven from outside like a person's terminal does."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
WITHOUT_NOTICE = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}

CONFIG = """\
site_name: Intranet
theme: okr
plugins:
  - search
  - okr: {path: /}
"""


@dataclass
class Terminal:
    """A project folder and the commands that are run in it."""

    folder: Path

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def start(self, command: str, *arguments: str, before: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [BIN / command, *arguments],
            cwd=self.folder,
            env=WITHOUT_NOTICE,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=before,
        )

    def run(self, command: str, *arguments: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
        """Exit status and everything that was printed."""
        process = self.start(command, *arguments, before=before)
        out, err = process.communicate(timeout=120)
        return process.returncode, out + err

    def home(self) -> str:
        return (self.folder / "site/index.html").read_text("utf-8")

    def beside(self) -> list[str]:
        """What lies in the folder and does not belong to the project."""
        return sorted(entry.name for entry in self.folder.iterdir() if entry.name.startswith("."))


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    made = Terminal(tmp_path)
    made.write(
        {
            "mkdocs.yml": CONFIG,
            "docs/playbook.md": "# Playbook\n",
            "okrs/organization.yml": "name: ACME\nmission: Anvils for everyone\n",
        }
    )
    return made
