"""The `okr` command: a thin skin over the rooms."""

import click

from mkdocs_okr.cli.build import build


@click.group()
@click.version_option(package_name="mkdocs-okr")
def main() -> None:
    """Objectives and key results as files in git, published as a portal."""


main.add_command(build)
