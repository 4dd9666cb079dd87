"""Reading a sources folder: strict YAML with positions becomes the resolved model, mistakes become diagnostics."""

from mkdocs_okr.sources.diagnostics import CODES, Code, Diagnostic, Excerpt
from mkdocs_okr.sources.load import Loaded, NoSources, load

__all__ = ["CODES", "Code", "Diagnostic", "Excerpt", "Loaded", "NoSources", "load"]
