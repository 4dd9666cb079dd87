"""The `okr` command: a thin skin over the rooms."""

import errno
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

COMMANDS: Mapping[str, str] = {
    "build": "Build the site, and replace the old one only when the new one is complete.",
    "check": "Judge the OKRs by the checklists, and print what to mend.",
    "check-in": "Write down where the key results of UNIT stand, and see what that does to its score and pace.",
    "explain": "Explain a rule: what it judges, why it matters, and what is better.",
    "judge": "Judge sentences as key results or objectives, by their words alone.",
    "remind": "List what is due or stale, unit by unit, and the key dates to come.",
    "rules": "List all rules, by checklist.",
    "schema": "Write the JSON Schema of every kind of source file, for editors.",
}
"""Every command, and what it does in one line."""


class _Commands(click.Group):
    """A group that imports a command when it is called: each needs other rooms, and some have to answer at once."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command, also where nobody listens: a closed stream is like one that leads nowhere."""
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # for the whole process
        try:
            return super().main(*args, **options)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            click.echo(f"Error: the output cannot be written: {error.strerror}.", err=True)
            os._exit(2)  # what is still to be flushed has no place to go either

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"mkdocs_okr.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands)
@click.version_option(package_name="mkdocs-okr")
def main() -> None:
    """Objectives and key results as files in git, published as a portal."""
