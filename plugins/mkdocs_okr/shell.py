"""Parts of Material's shell that are the same on many pages, rendered once for all of them."""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import url_filter

_TEMPLATES = (
    "main.html",
    "base.html",
    "partials/language.html",
    "partials/logo.html",
    "partials/nav-item.html",
    "partials/nav.html",
    "partials/source.html",
    "partials/toc-item.html",
    "partials/toc.html",
)
"""What the shared parts are made of, all of them without a look at the page if it is not in the navigation."""

_SCRIPTS = "assets/javascripts/workers"
"""Where the file lies that the part "config" leads to."""


class SharedParts:
    """The parts of one build that pages have in common.

    Nearly half of the time that Material takes for a page goes into the navigation beside it. On pages that are not in
    the navigation it differs by its relative links alone, and these are the same on all pages of a folder. This holds
    for Material's own templates: with a company's own in their place, every page gets every part anew.
    """

    def __init__(self, env: Environment) -> None:
        self._is_known = _is_of_material(env)
        self._nav: Navigation | None = None
        self._aims: frozenset[str] = frozenset()
        self._kept: dict[tuple[str, ...], str] = {}

    @pass_context
    def part(self, context: Context, name: str, render: Callable[[], str]) -> str:
        """The block `name` of Material's base.html, which `render` gives, for the page of the context."""
        nav, page = context["nav"], context["page"]
        if self._nav is None:
            self._nav, self._aims = nav, frozenset(_aims(nav, context["config"]))
        if not self._is_known or nav is not self._nav or not _is_beside(nav, page, self._aims):
            return render()
        url, hidden = page.url, str(page.meta.get("hide"))
        key = (name, posixpath.dirname(url.rstrip("/")), url[-1:], hidden)
        if key not in self._kept:
            self._kept[key] = render()
        return self._kept[key]


def _is_of_material(env: Environment) -> bool:
    """Whether the shared parts are made by Material's own templates, and the links in them by MkDocs' own filter."""
    package = find_spec("material")
    if package is None or package.origin is None or env.loader is None or env.filters["url"] is not url_filter:
        return False
    folder = Path(package.origin).parent
    try:
        files = [env.loader.get_source(env, name)[1] for name in _TEMPLATES]
    except TemplateNotFound:
        return False
    return all(file is not None and Path(file).is_relative_to(folder) for file in files)


def _is_beside(nav: Navigation, page: Page, aims: frozenset[str]) -> bool:
    """Whether nothing in the navigation is special on this page: no item that is open, no link to it or below it."""
    return (
        not (page.parent or page.previous_page or page.next_page)
        and _path(page.url) not in aims
        and not any(item.active for item in nav.items)
        and not any(entry.children for entry in page.toc)
        and len(page.toc) == 1
    )


def _aims(nav: Navigation, config: MkDocsConfig) -> Iterator[str]:
    """What the shared parts link to, and all folders above that."""
    links = (config.extra.get("homepage"), config.theme.get("logo"), _SCRIPTS)
    for url in (*_urls([*nav.items, *nav.pages]), *(str(link) for link in links if link)):
        path = _path(url)
        yield path
        while path != "/":
            path = posixpath.dirname(path)
            yield path


def _urls(items: Iterable[StructureItem]) -> Iterator[str]:
    for item in items:
        if url := getattr(item, "url", None):
            yield url
        yield from _urls(getattr(item, "children", None) or ())


def _path(url: str) -> str:
    return posixpath.normpath("/" + url.lstrip("/"))
