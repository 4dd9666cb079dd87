"""Reading a sources folder: strict YAML with positions becomes the resolved model, mistakes become diagnostics."""

from mkdocs_okr.sources.baseline import KnownFinding, write_baseline
from mkdocs_okr.sources.diagnostics import CODES, Code, Diagnostic, Excerpt
from mkdocs_okr.sources.load import Loaded, NoSources, load
from mkdocs_okr.sources.remarks import Remark

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "Excerpt",
    "KnownFinding",
    "Loaded",
    "NoSources",
    "Remark",
    "load",
    "write_baseline",
]
