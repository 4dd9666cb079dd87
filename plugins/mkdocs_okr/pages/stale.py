"""What a page says above itself while a preview cannot show all that was written."""

from collections.abc import Sequence
from html import escape


def stale_notice(found: str, first: str) -> str:
    """A box with what stands in the way ("2 errors in okrs") and the first of it as a terminal would print it."""
    told = f'<pre class="okr-code" tabindex="0">{escape(first)}</pre>' if first else ""
    return _box(
        f"This page shows an earlier state: {found}.",
        f"<p>It changes as soon as what is wrong is mended and saved.</p>{told}",
    )


def conflict_notice(conflicts: Sequence[str]) -> str:
    """A box with the addresses of the portal that others have taken, a sentence for each; nothing without any."""
    if not conflicts:
        return ""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in conflicts)
    return _box("Parts of the portal are missing, because something else has their addresses.", f"<ul>{items}</ul>")


def _box(title: str, safe: str) -> str:
    return (
        f'<div class="okr okr-notice" role="alert" data-search-exclude="1"><p><b>{escape(title)}</b></p>{safe}</div>\n'
    )
