"""Every way out of a page leads somewhere, and every page is sound."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mkdocs_okr.model import Portfolio
from tests.portal.published import Published, a_company, an_objective

HOSTS = ("https://github.com/acme-example/", "https://tickets.acme.example/")


def check(portal: Published) -> int:
    """Follow every link of every page; how many there were."""
    followed = 0
    for address in portal.pages:
        page = portal[address]
        doubled = [id for id, times in Counter(page.ids).items() if times > 1]
        assert not doubled, f"{address!r} has ids twice: {doubled}"
        for element in page.walk():
            for name in ("aria-labelledby", "aria-describedby", "for"):
                named = (element.get(name) or "").split()
                assert portal.ids(address).issuperset(named), f"{address!r}: {name}={element[name]}"
        for link in page.links:
            if link.startswith(("http:", "https:", "mailto:")):
                continue
            followed += 1
            target, anchor = portal.target(address, link)
            assert not anchor or anchor in portal.ids(target), f"{link} of {address!r}: no such anchor"
        for entry in portal.pages[address].search:
            assert not entry.anchor or entry.anchor in portal.ids(address), f"search leads to {address}#{entry.anchor}"
    for old, new in portal.site.redirects.items():
        target, _, anchor = new.partition("#")
        assert old not in portal.pages, f"a redirect hides the page {old}"
        assert target in portal.pages
        assert not anchor or anchor in portal.ids(target)
    return followed


@pytest.mark.parametrize("directory_urls", [True, False])
def test_every_link_of_the_sample_leads_somewhere(sample: Portfolio, directory_urls: bool) -> None:
    assert check(Published(sample, directory_urls=directory_urls)) > 2000


def test_links_go_to_pages_and_not_through_redirects(portal: Published) -> None:
    through = {
        (address, link)
        for address in portal.pages
        for link in portal[address].links
        if "://" not in link and portal.target(address, link)[0] in portal.site.redirects
    }
    assert not through


def test_links_that_leave_the_site_lead_to_the_repository_or_a_ticket(portal: Published) -> None:
    outside = {link for address in portal.pages for link in portal[address].links if "://" in link}
    assert all(link.startswith(HOSTS) for link in outside)


def test_pages_fetch_nothing(portal: Published) -> None:
    for address in portal.pages:
        for element in portal[address].walk():
            assert element.tag not in ("img", "script", "link", "iframe", "style", "object", "embed"), address
            assert not element.get("src")
            assert "url(" not in element.get("style")


def test_one_heading_says_what_the_page_is(portal: Published) -> None:
    for address in portal.pages:
        page = portal[address]
        first = [e for e in page.walk() if e.tag == "h1" or (e.get("role") == "heading" and e["aria-level"] == "1")]
        assert len(first) == 1, address
        assert first[0].text


def test_headings_leave_out_no_level(portal: Published) -> None:
    for address in portal.pages:
        level = 0
        for element in portal[address].walk():
            is_heading = len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit()
            if not is_heading and element.get("role") != "heading":
                continue
            deeper = int(element.tag[1]) if is_heading else int(element["aria-level"])
            assert deeper <= level + 1, f"{address!r}: {element.tag} {element.text!r} below level {level}"
            level = deeper


SECTIONS = (
    "objectives", "check-ins", "dependencies", "health-metrics", "review", "charter", "cycles", "below",
    "add-check-in", "check-in-2027-02-05",
)  # fmt: skip


def test_an_objective_may_be_called_like_a_part_of_the_page(publish: Callable[..., Published]) -> None:
    files = a_company(
        **{
            "2027-q1__company": {"objectives": [an_objective(id=name, lead="ann") for name in SECTIONS[:5]]},
            "2027-q1__sales": {
                "objectives": [
                    *(
                        an_objective(id=name, key_results=[{"id": "anvils", "title": "T"}])
                        for name in SECTIONS
                        if name != "charter"
                    ),
                    an_objective(
                        id="legal", aliases=["charter"], depends_on=[{"needs": "company", "for": "a signature"}]
                    ),
                ]
            },
            "2027-q1__check-ins__sales__2027-02-05": {"key_results": {"legal/anvils": {"value": 120}}},
            "2027-q1__reviews__sales": {"went_well": "Everything"},
            "units__sales": {
                "name": "Sales",
                "level": "department",
                "parent": "company",
                "health_metrics": [{"id": "mood", "title": "Mood"}],
            },
            "units__team": {"name": "Team", "level": "team", "parent": "sales"},
        }
    )
    published = publish(files)
    check(published)
    page = published["2027-q1/sales"]
    for name in SECTIONS:
        if name != "charter":
            assert page.one(f"#{name}").classes == {"okr-obj"}
    assert page.one("#charter").classes == {"okr-alias"}


def shapes() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Companies at the edges of the format, with what the reader is told."""
    department = {"name": "Sales", "level": "department", "parent": "company"}
    return {
        "empty folder": ({}, {}),
        "nothing but a name": ({"organization.yml": "name: ACME\n"}, {}),
        "no cycle": ({k: v for k, v in a_company().items() if "q1" not in k}, {}),
        "no OKRs": (a_company(**{"2027-q1__sales": None}), {}),
        "no objectives": (a_company(**{"2027-q1__sales": {"published": "2027-01-01"}}), {}),
        "no key results": (a_company(**{"2027-q1__sales": {"objectives": [{"id": "grow", "title": "Grow"}]}}), {}),
        "no repository": (a_company(settings={"as_of": "2027-02-12"}), {}),
        "before the cycle": (a_company(), {"as_of": date(2026, 12, 24)}),
        "over, not closed": (a_company(), {"as_of": date(2027, 5, 1)}),
        "forty departments": (a_company(**{f"units__d{n}": {**department, "name": f"D{n}"} for n in range(40)}), {}),
    }


@pytest.mark.parametrize("name", shapes())
def test_links_hold_for_companies_of_any_shape(publish: Callable[..., Published], name: str) -> None:
    files, options = shapes()[name]
    check(publish(files, **options))
