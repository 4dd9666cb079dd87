"""How the portal's top pages appear in the site's navigation."""

import re
from typing import Any

from mkdocs_okr.pages.site import GeneratedPage, Site


def links(html: str) -> list[tuple[str, str]]:
    """Target and title of every link of the site's navigation."""
    nav = html[html.index('class="md-nav md-nav--primary') : html.index('class="md-content"')]
    found = re.findall(
        r'<a href="([^"]*)" class="md-nav__link[^>]*>.*?<span class="md-ellipsis">(.*?)</span>', nav, re.S
    )
    return [(href, re.sub(r"<[^>]+>|\s+", " ", title).strip()) for href, title in found]


def test_at_the_root_the_portal_comes_first_and_the_users_pages_follow(workshop: Any) -> None:
    assert links(workshop.page("playbook/index.html")) == [
        ("..", "Goals"),
        ("../cycles/", "Cycles"),
        ("./", "Playbook"),
    ]


def test_below_a_path_the_portal_is_a_section_at_the_end(workshop: Any) -> None:
    workshop.config["plugins"] = ["okr"]
    html = workshop.page("playbook/index.html")
    assert links(html) == [("./", "Playbook"), ("../okrs/", "Goals"), ("../okrs/cycles/", "Cycles")]
    assert ">OKRs</" in re.sub(r"\s+", "", html)


def test_a_navigation_that_does_not_know_the_portal_gets_it_added(workshop: Any) -> None:
    workshop.config |= {"plugins": ["okr"], "nav": [{"How we work": "playbook.md"}]}
    titles = [title for _, title in links(workshop.page("playbook/index.html", strict=True))]
    assert titles == ["How we work", "Goals", "Cycles"]


def test_a_navigation_that_names_one_of_the_portals_pages_is_left_as_it_is(workshop: Any) -> None:
    workshop.config |= {
        "plugins": ["okr"],
        "nav": ["playbook.md", {"Strategy": [{"Our goals": "okrs/index.md"}, "okrs/2027-q1/sales.md"]}],
    }
    titles = [title for _, title in links(workshop.page("playbook/index.html", strict=True))]
    assert titles == ["Playbook", "Our goals", "Sales &lt;&amp; Co&gt;"]


def test_pages_outside_the_navigation_cause_no_warning(workshop: Any) -> None:
    workshop.config |= {"nav": ["playbook.md"], "validation": {"omitted_files": "warn"}}
    workshop.build(strict=True)


def test_a_thousand_pages_do_not_lengthen_the_navigation(workshop: Any) -> None:
    many = tuple(GeneratedPage(f"2027-q1/unit-{n}", f"Unit {n}", lambda: "<h1>Unit</h1>") for n in range(50))
    workshop.site = Site((*workshop.site.pages, *many))
    assert "Unit 7" not in workshop.page("playbook/index.html")
