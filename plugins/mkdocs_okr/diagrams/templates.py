"""The templates of drawings: they escape whatever they print."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import mkdocs_okr_theme


@cache
def template(name: str) -> Template:
    """A template of the theme's folder `pictures`."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(mkdocs_okr_theme.__file__).parent / "pictures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
