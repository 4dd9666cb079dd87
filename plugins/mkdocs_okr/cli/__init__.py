"""The `okr` command: a thin skin over the rooms."""

import click

from mkdocs_okr.cli.build import build
from mkdocs_okr.cli.check import check
from mkdocs_okr.cli.schema import schema


@click.group()
@click.version_option(package_name="mkdocs-okr")
def main() -> None:
    """Objectives and key results as files in git, published as a portal."""


main.add_command(build)
main.add_command(check)
main.add_command(schema)
