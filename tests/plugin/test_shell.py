"""How the portal's pages sit in the site's own frame."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import pass_context
from jinja2.runtime import Context

from mkdocs_okr.exports.made import MadeFiles
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import Feed, GeneratedPage, Site
from mkdocs_okr.shell import SharedParts


@pytest.mark.parametrize(("features", "hidden"), [(["navigation.tabs"], True), ([], False)])
def test_the_site_s_navigation_is_beside_the_pages_unless_tabs_have_it(
    workshop: Any, features: list[str], hidden: bool
) -> None:
    workshop.config["theme"] = {"name": "material", "font": False, "features": features}
    html = (workshop.build() / "2027-q1/sales/index.html").read_text("utf-8")
    sidebar = re.search(r'<div class="md-sidebar md-sidebar--primary"[^>]*>', html)
    assert sidebar
    assert ("hidden" in sidebar[0]) is hidden


def test_the_first_tab_skips_to_the_content(workshop: Any) -> None:
    html = (workshop.build() / "2027-q1/sales/index.html").read_text("utf-8")
    assert re.search(r'<a href="#okr:content" class="md-skip">', html)
    assert 'id="okr:content"' in html


def test_feed_readers_find_the_feed_of_a_page(workshop: Any) -> None:
    feed = Feed('Check-ins of "Sales" & <Co>', "../../feeds/sales.xml")
    pages = tuple(replace(page, feed=feed if page.address == "2027-q1/sales" else None) for page in workshop.site.pages)
    workshop.site = replace(workshop.site, pages=pages)
    site = workshop.build()
    links = re.findall(r'<link rel="alternate[^>]*>', (site / "2027-q1/sales/index.html").read_text("utf-8"))
    assert links == [
        '<link rel="alternate feed" type="application/atom+xml" title="Check-ins of &#34;Sales&#34; &amp; &lt;Co&gt;" '
        'href="../../feeds/sales.xml">'
    ]
    assert 'rel="alternate' not in (site / "cycles/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("site_url", "path", "whole"),
    [
        ("https://x.example", "/", "https://x.example/"),
        ("https://x.example/a/", "okrs", "https://x.example/a/okrs/"),
        ("", "okrs", ""),
    ],
)
def test_what_travels_knows_the_portals_whole_address(
    workshop: Any, monkeypatch: pytest.MonkeyPatch, site_url: str, path: str, whole: str
) -> None:
    seen = []

    def nothing_exported(portal: Portal) -> MadeFiles:
        seen.append(portal.addresses.home)
        return MadeFiles({})

    monkeypatch.setattr("mkdocs_okr.plugin.exported_files", nothing_exported)
    workshop.config["plugins"] = [{"okr": {"path": path}}]
    workshop.config["site_url"] = site_url
    workshop.build()
    assert seen == [whole]


def a_portal_with_folders(home: Site) -> Site:
    addresses = ("a", "a/b", "a/c", "a/c/d", "a/c/e", "b", "b/c", "b/c/d", "assets/javascripts", "assets/images")
    pages = (GeneratedPage(address, f"Page {address}", lambda: "<h1>It</h1>") for address in addresses)
    return replace(home, pages=(*home.pages, *pages))


def html_of(site: Path) -> Mapping[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize(
    ("features", "nav"),
    [
        ([], None),
        (["navigation.tabs", "navigation.indexes", "navigation.footer"], None),
        (["toc.integrate", "navigation.prune", "navigation.path"], ["index.md", {"Ours": ["a/c.md", "playbook.md"]}]),
        ([], ["playbook.md", {"Near": "a/c/d/?x"}, {"Far": "https://x.example/b/"}, {"Root": "/b/c/"}]),
    ],
)
def test_pages_that_share_parts_are_what_they_would_be_alone(
    workshop: Any, monkeypatch: pytest.MonkeyPatch, features: list[str], nav: Any, directories: bool
) -> None:
    workshop.site = a_portal_with_folders(workshop.site)
    workshop.config["use_directory_urls"] = directories
    workshop.config["theme"] = {"name": "material", "font": False, "features": features, "logo": "assets/images/a.svg"}
    workshop.config["extra"] = {"homepage": "b/c/"}
    if nav:
        workshop.config["nav"] = nav
    sharing = html_of(workshop.build())

    @pass_context
    def alone(self: SharedParts, context: Context, name: str, render: Callable[[], str]) -> str:
        return render()

    monkeypatch.setattr(SharedParts, "part", alone)
    assert html_of(workshop.build()) == sharing


def test_the_navigation_is_rendered_once_for_the_pages_of_a_folder(
    workshop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.site = a_portal_with_folders(workshop.site)
    rendered = []
    shared = SharedParts.part

    @pass_context
    def watched(self: SharedParts, context: Context, name: str, render: Callable[[], str]) -> str:
        def told() -> str:
            rendered.append((name, context["page"].url))
            return render()

        return shared(self, context, name, told)

    monkeypatch.setattr(SharedParts, "part", watched)
    workshop.build()
    below = [url for name, url in rendered if name == "site_nav" and url.startswith("a/c/")]
    assert below == ["a/c/d/"]  # and not a/c/e/


@pytest.mark.parametrize("template", ["partials/nav.html", "partials/nav-item.html", "base.html", "main.html"])
def test_a_company_s_own_templates_see_every_page(workshop: Any, template: str) -> None:
    own = {
        "partials/nav-item.html": "{% macro render(item, path, level) %}seen from {{ page.url }}{% endmacro %}",
        "partials/nav.html": "seen from {{ page.url }}",
        "base.html": "{% block site_nav %}seen from {{ page.url }}{% endblock %}{% block config %}{% endblock %}",
        "main.html": "{% extends 'base.html' %}{% block site_nav %}seen from {{ page.url }}{% endblock %}",
    }
    workshop.site = a_portal_with_folders(workshop.site)
    workshop.write({f"own/{template}": own[template]})
    workshop.config["theme"] = {"name": "material", "font": False, "custom_dir": "own"}
    site = workshop.build()
    for address in ("a/c/d/", "a/c/e/"):
        assert f"seen from {address}" in (site / address / "index.html").read_text("utf-8")


def test_a_plugin_may_open_the_navigation_for_a_single_page(workshop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.site = a_portal_with_folders(workshop.site)
    workshop.config["nav"] = ["index.md", {"Ours": ["playbook.md"]}]
    workshop.write(
        {
            "hooks.py": "def on_page_context(context, page, config, nav):\n"
            "    nav.items[1].active = page.url == 'a/c/e/'\n"
        }
    )
    workshop.config["hooks"] = ["hooks.py"]
    site = html_of(workshop.build())
    opened = [path for path, html in site.items() if path.startswith("a/c/") and "md-nav__item--active" in html]
    assert opened == ["a/c/e/index.html"]
