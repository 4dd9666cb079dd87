"""`okr schema`: the JSON Schemas of the source files, for editors."""

from pathlib import Path

import click

from mkdocs_okr.sources.schema import write_schemas

_EXAMPLES = """\b
Examples:
  okr schema
  okr schema .vscode/okr-schema
Then let an editor know, in the first line of a source file:
  # yaml-language-server: $schema=../schema/okrs.json
"""


@click.command(epilog=_EXAMPLES)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("schema"))
def schema(folder: Path) -> None:
    """Write the JSON Schema of every kind of source file, for editors.

    They go into FOLDER ("schema" without it). Editors that know YAML complete keys and mark mistakes by them.
    """
    try:
        written = write_schemas(folder)
    except OSError as error:
        raise click.UsageError(f"{folder} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {len(written)} schemas to {folder}.")
