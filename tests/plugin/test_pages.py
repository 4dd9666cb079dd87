"""What the adapter publishes, and where."""

import gc
import json
import re
from html import unescape
from typing import Any

import pytest
from mkdocs.exceptions import Abort

from mkdocs_okr.pages.site import GeneratedPage, Site


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {},
            {
                "index.html",
                "cycles/index.html",
                "2027-q1/sales/index.html",
                "units/sales/index.html",
                "2027-q1/old/index.html",
                "schema/okrs.json",
                "playbook/index.html",
            },
        ),
        (
            {"use_directory_urls": False},
            {
                "index.html",
                "cycles.html",
                "2027-q1/sales.html",
                "units/sales.html",
                "2027-q1/old.html",
                "schema/okrs.json",
                "playbook.html",
            },
        ),
    ],
)
def test_every_page_redirect_and_file_is_at_its_address(workshop: Any, options: Any, expected: set[str]) -> None:
    site = workshop.build(**options)
    for path in expected:
        assert (site / path).is_file(), path
    assert (site / "schema/okrs.json").read_bytes() == b'{"title": "OKRs"}'


def test_the_portal_lives_below_okrs_unless_told_otherwise(workshop: Any) -> None:
    workshop.config["plugins"] = ["okr"]
    site = workshop.build()
    assert (site / "okrs/2027-q1/sales/index.html").is_file()
    assert (site / "okrs/schema/okrs.json").is_file()


@pytest.mark.parametrize("path", ["../up", "a b", "x/../y", "<b>"])
def test_a_path_that_could_leave_the_site_is_refused(
    workshop: Any, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.config["plugins"] = [{"okr": {"path": path}}]
    with pytest.raises(Abort):
        workshop.build()
    assert "is not a path of letters" in caplog.text


def test_a_unit_called_index_has_an_address_of_its_own(workshop: Any) -> None:
    pages = [page for page in workshop.site.pages if page.address in ("", "cycles")]
    pages.append(type(pages[0])("cycles/index", "Index", lambda: "<h1>The unit Index</h1>"))
    workshop.site = type(workshop.site)(tuple(pages))
    site = workshop.build()
    assert "The unit Index" in (site / "cycles/index/index.html").read_text("utf-8")
    assert "<h1>Cycles</h1>" in (site / "cycles/index.html").read_text("utf-8")


def test_the_body_is_published_as_it_is_without_markdown(workshop: Any) -> None:
    assert '<p id="grow/deals">*Ten* deals</p>' in workshop.page("2027-q1/sales/index.html")


def test_title_and_description_cannot_break_out_of_the_head(workshop: Any) -> None:
    html = workshop.page("2027-q1/sales/index.html")
    assert "<title>Sales &lt;&amp; Co&gt; - Intranet</title>" in html
    description = re.search(r'<meta name="description" content="([^"]*)">', html)
    assert description is not None
    assert unescape(description[1]) == 'Says "hello" & <b>more</b>'
    assert "<& Co>" not in html


def test_the_home_page_is_called_as_the_site_is(workshop: Any) -> None:
    assert "<title>Intranet</title>" in workshop.page("index.html")


def test_edit_leads_to_the_source_and_never_to_a_markdown_file(workshop: Any) -> None:
    workshop.write(
        {"overrides/okr.html": '{% extends "main.html" %}{% block content %}[{{ page.edit_url }}]{% endblock %}'}
    )
    workshop.config |= {
        "repo_url": "https://git.example/acme",
        "edit_uri": "edit/main/docs/",
        "theme": {"name": "material", "font": False, "custom_dir": "overrides", "features": ["content.action.edit"]},
    }
    site = workshop.build()
    assert "[https://git.example/edit?file=a.yml&amp;line=3]" in (site / "2027-q1/sales/index.html").read_text("utf-8")
    assert "[None]" in (site / "cycles/index.html").read_text("utf-8")
    assert "edit/main/docs/playbook.md" in (site / "playbook/index.html").read_text("utf-8")


def test_an_old_address_leads_to_the_new_one(workshop: Any) -> None:
    html = workshop.page("units/sales/index.html")
    assert 'href="../../2027-q1/sales/"' in html
    assert "url=../../2027-q1/sales/" in html


def test_an_old_address_of_a_part_leads_to_that_part(workshop: Any) -> None:
    assert 'href="../../2027-q1/sales/#grow"' in workshop.page("2027-q1/old/index.html")
    assert 'href="../2027-q1/sales.html#grow"' in workshop.page("2027-q1/old.html", use_directory_urls=False)


def test_markdown_pages_can_link_to_the_portal(workshop: Any) -> None:
    workshop.write({"docs/playbook.md": "# Playbook\n\nSee [sales](2027-q1/sales.md#grow).\n"})
    assert 'href="../2027-q1/sales/#grow"' in workshop.page("playbook/index.html", strict=True)


def test_sources_inside_the_documentation_are_not_published(workshop: Any) -> None:
    workshop.write({"docs/okrs/secret.yml": "title: sell the company\n"})
    workshop.config["plugins"] = [{"okr": {"path": "/", "sources": "docs/okrs"}}]
    site = workshop.build()
    assert not list(site.rglob("*.yml"))


def test_only_assets_of_the_theme_are_published(workshop: Any) -> None:
    workshop.config["theme"] = "okr"
    site = workshop.build()
    assert not (site / "portal").exists()
    assert not (site / "templates").exists()


def test_the_registered_theme_calls_no_third_party(workshop: Any) -> None:
    workshop.config["theme"] = "okr"
    html = workshop.page("index.html")
    calls = re.findall(r'(?:src|rel="(?:preconnect|stylesheet)" href)="(https?://[^"]+)"', html)
    assert calls == []


def test_the_registered_theme_searches_with_materials_plugin(workshop: Any) -> None:
    workshop.config["theme"] = "okr"
    index = json.loads(workshop.page("search/search_index.json"))
    assert "pipeline" in index["config"]


@pytest.mark.parametrize("plugins", [["search", "tags", ROOT := {"okr": {"path": "/"}}], [ROOT, "search", "meta"]])
def test_other_plugins_work_in_any_order(workshop: Any, plugins: list[Any]) -> None:
    workshop.config["plugins"] = plugins
    index = json.loads(workshop.page("search/search_index.json", strict=True))
    assert "2027-q1/sales/#grow/deals" in {entry["location"] for entry in index["docs"]}


def test_a_site_in_another_language(workshop: Any) -> None:
    workshop.config["theme"] = {"name": "material", "language": "de", "font": False}
    html = workshop.page("2027-q1/sales/index.html")
    assert '<html lang="de"' in html
    assert "Suche" in html


def test_python_looks_for_garbage_again_after_a_build(workshop: Any) -> None:
    workshop.build()
    assert gc.isenabled()


def test_python_looks_for_garbage_again_after_a_build_that_failed(workshop: Any) -> None:
    def fail() -> str:
        assert not gc.isenabled()
        raise ZeroDivisionError

    workshop.site = Site((GeneratedPage(address="broken", title="Broken", render=fail),))
    with pytest.raises(ZeroDivisionError):
        workshop.build()
    assert gc.isenabled()
