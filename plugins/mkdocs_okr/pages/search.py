"""What search engines in the browser are given to index."""

from collections.abc import Iterator
from html import escape

from mkdocs_okr.pages.site import GeneratedPage, SearchEntry


def search_documents(page: GeneratedPage, url: str) -> Iterator[dict[str, str]]:
    """The entries of `page`, published at `url`, in the form of MkDocs' search index: location, title and text.

    Title and text are escaped, because the theme's search puts them into the page as HTML. The page itself always
    comes first: Material files every later entry of the same address under the first one.
    """
    entries = page.search
    if not entries or entries[0].anchor:
        entries = (SearchEntry("", page.title, page.description), *entries)
    for entry in entries:
        yield {
            "location": f"{url}#{entry.anchor}" if entry.anchor else url,
            "title": escape(entry.title, quote=False),
            "text": escape(entry.text, quote=False),
        }
