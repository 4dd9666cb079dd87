"""How the portal's pages sit in the site's own frame."""

import re
from dataclasses import replace
from typing import Any

import pytest

from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import Feed, Site


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

    def nothing_exported(portal: Portal) -> Site:
        seen.append(portal.addresses.home)
        return Site(())

    monkeypatch.setattr("mkdocs_okr.plugin.exported", nothing_exported)
    workshop.config["plugins"] = [{"okr": {"path": path}}]
    workshop.config["site_url"] = site_url
    workshop.build()
    assert seen == [whole]
