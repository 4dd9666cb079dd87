"""Real repositories of git to work on."""

import os
import subprocess
from pathlib import Path


class Repository:
    """A real repository with commands to work on it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "") -> str:
        settings = (
            "user.name=Mr. Smith",
            "user.email=smith@example.com",
            "commit.gpgsign=false",
            "core.hooksPath=/none",
        )
        options = [part for setting in settings for part in ("-c", setting)]
        dated = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z"} if day else {}
        done = subprocess.run(
            ["git", *options, *arguments],
            cwd=self.root,
            env={**os.environ, **dated},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, *names: str, text: str = "x") -> None:
        for name in names:
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{path.read_text() if path.exists() else ''}{text} {name}\n", "utf-8")

    def commit(self, day: str = "") -> None:
        """Commit everything, as if it was noon of a day."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "a change", day=day)
