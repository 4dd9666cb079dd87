"""Reading a sources folder: strict YAML with positions becomes the resolved model, mistakes become diagnostics."""

from mkdocs_okr.sources.baseline import KnownFinding, write_baseline
from mkdocs_okr.sources.diagnostics import CODES, Code, Diagnostic, Excerpt
from mkdocs_okr.sources.git import NoRevision
from mkdocs_okr.sources.load import Loaded, NoSources, load
from mkdocs_okr.sources.remarks import Remark
from mkdocs_okr.sources.revision import changed_since
from mkdocs_okr.sources.selection import Selection, select

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "Excerpt",
    "KnownFinding",
    "Loaded",
    "NoRevision",
    "NoSources",
    "Remark",
    "Selection",
    "changed_since",
    "load",
    "select",
    "write_baseline",
]
