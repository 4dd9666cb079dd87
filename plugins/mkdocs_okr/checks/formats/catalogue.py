"""All formats by the names that people ask for them."""

from collections.abc import Callable, Mapping

from mkdocs_okr.checks.formats.github import as_github
from mkdocs_okr.checks.formats.gitlab import as_gitlab
from mkdocs_okr.checks.formats.json import as_json
from mkdocs_okr.checks.formats.junit import as_junit
from mkdocs_okr.checks.formats.markdown import as_markdown
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.formats.sarif import as_sarif
from mkdocs_okr.checks.formats.text import as_concise, as_text

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "concise": as_concise,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "junit": as_junit,
    "sarif": as_sarif,
    "markdown": as_markdown,
}
"""Each makes a whole file of a report, with a line break at its end; the same report always gives the same bytes."""
