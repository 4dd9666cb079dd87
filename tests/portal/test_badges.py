"""A unit can be shown elsewhere: a badge and a summary at addresses that stay."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.checks.subjects import KeyResultSubject
from mkdocs_okr.pages import badges
from mkdocs_okr.pages.addresses import unit_address
from tests.portal.published import Published, a_company, an_objective
from tests.rules.made_up import a_rule

Publish = Callable[..., Published]
SVG = "{http://www.w3.org/2000/svg}"
CHECK_IN = {"key_results": {"grow/anvils": {"value": 150, "confidence": 0.7}}}


def drawn(published: Published, unit: str) -> ElementTree.Element:
    return ElementTree.fromstring(published.site.files[f"units/{unit}/badge.svg"])


def told(published: Published, unit: str) -> Mapping[str, Any]:
    summary: Mapping[str, Any] = json.loads(published.site.files[f"units/{unit}/summary.json"])
    return summary


def checked_in(**changes: Any) -> dict[str, Any]:
    return a_company(**{"2027-q1__check-ins__sales__2027-02-10": CHECK_IN, **changes})


def test_a_badge_says_score_and_status(publish: Publish) -> None:
    badge = drawn(publish(checked_in()), "sales")
    assert [text.text for text in badge.iter(f"{SVG}text")] == ["OKRs", "0.50 on track"]
    assert badge.get("role") == "img"
    assert badge.get("aria-label") == "OKRs of Sales, Q1 2027: 0.50 on track"
    title = badge.find(f"{SVG}title")
    assert title is not None
    assert title.text == "OKRs of Sales, Q1 2027: 0.50 on track"


def test_a_unit_without_okrs_has_a_badge_that_says_so(publish: Publish) -> None:
    published = publish(a_company())
    assert [text.text for text in drawn(published, "company").iter(f"{SVG}text")] == ["OKRs", "none yet"]
    assert [text.text for text in drawn(published, "sales").iter(f"{SVG}text")] == ["OKRs", "no data"]


def test_the_words_of_a_badge_end_inside_it(publish: Publish) -> None:
    badge = drawn(publish(checked_in()), "sales")
    for text in badge.iter(f"{SVG}text"):
        assert float(text.get("x", 0)) + float(text.get("textLength", 0)) <= float(badge.get("width", 0)) - 6
    widths = [badges.width_of(f"0.62 {status.word.lower()}") for status in Status]
    assert all(width >= 6 * len(status.word) for width, status in zip(widths, Status, strict=True))


def test_a_summary_holds_the_figures_of_the_page(publish: Publish) -> None:
    rules = (
        a_rule("X1", "drafting.key-result.lead", KeyResultSubject, lambda subject: True),
        a_rule("X2", "drafting.key-result.aligned", KeyResultSubject, lambda subject: True, severity="info"),
    )
    assert told(publish(checked_in(), rules=rules), "sales") == {
        "format": 1,
        "as_of": "2027-02-12",
        "unit": {"id": "sales", "name": "Sales", "level": "department", "parent": "company"},
        "cycle": {"id": "2027-q1", "name": "Q1 2027", "state": "active"},
        "score": 0.5,
        "expected": 0.4719,
        "status": "on-track",
        "confidence": 0.7,
        "objectives": 1,
        "key_results": 1,
        "last_check_in": "2027-02-10",
        "findings": {"error": 0, "warning": 1, "info": 1},
        "health": {"drafting.key-result": 0.0},
        "page": "2027-q1/sales/",
    }


def test_a_summary_of_nothing_is_as_long(publish: Publish) -> None:
    published = publish(a_company(), rules=())
    assert told(published, "company").keys() == told(published, "sales").keys()
    assert {**told(published, "company"), "unit": None} == {
        "format": 1, "as_of": "2027-02-12", "unit": None, "score": None, "expected": None, "status": None,
        "cycle": {"id": "2027-q1", "name": "Q1 2027", "state": "active"}, "confidence": None, "objectives": 0,
        "key_results": 0, "last_check_in": None, "findings": {"error": 0, "warning": 0, "info": 0}, "health": {},
        "page": "2027-q1/company/",
    }  # fmt: skip


def test_both_tell_of_the_current_cycle(publish: Publish) -> None:
    draft = {"name": "Q2 2027", "starts": "2027-04-01", "ends": "2027-06-30"}
    files = checked_in(**{"2027-q2__cycle": draft, "2027-q2__sales": {"objectives": [an_objective()]}})
    published = publish(files, as_of=date(2027, 4, 20))
    assert told(published, "sales")["cycle"]["id"] == "2027-q2"
    assert drawn(published, "sales").get("aria-label") == "OKRs of Sales, Q2 2027: no data"


def test_without_a_cycle_there_is_nothing_to_show(publish: Publish) -> None:
    published = publish({name: content for name, content in a_company().items() if "q1" not in name})
    assert not [path for path in published.site.files if path.startswith("units/")]
    assert not published["units/sales"].all(".okr-embed")


@pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "A & B </title>", "名前 \u202e x"])
def test_a_units_name_is_text(publish: Publish, name: str) -> None:
    published = publish(checked_in(units__sales={"name": name, "level": "department", "parent": "company"}))
    badge = drawn(published, "sales")
    assert (badge.get("aria-label") or "").startswith(f"OKRs of {name}, Q1 2027")
    assert {element.tag.removeprefix(SVG) for element in badge.iter()} == {
        "svg", "title", "rect", "path", "g", "circle", "text",
    }  # fmt: skip
    assert told(published, "sales")["unit"]["name"] == name


def test_what_is_hidden_counts_nowhere(publish: Publish) -> None:
    hidden = an_objective(id="secret", title="Zeppelin", visibility="restricted")
    files = checked_in(**{"2027-q1__sales": {"objectives": [an_objective(), hidden]}})
    published = publish(files, rules=(a_rule("X1", "", KeyResultSubject, lambda subject: True),))
    assert told(published, "sales")["objectives"] == 1
    assert told(published, "sales")["findings"]["warning"] == 1
    assert not [path for path, content in published.site.files.items() if b"eppelin" in content]


def test_the_unit_page_says_how_to_embed_it(publish: Publish) -> None:
    name = "Sales [x](y) <b>"
    published = publish(checked_in(units__sales={"name": name, "level": "department", "parent": "company"}))
    box = published["2027-q1/sales"].one(".okr-embed")
    assert [published.target("2027-q1/sales", link)[0] for link in box.links] == [
        "units/sales/badge.svg",
        "units/sales/summary.json",
        "data",
    ]
    assert box.one("pre").text == (
        "[![OKRs of Sales x y b ](https://okrs.example/units/sales/badge.svg)](https://okrs.example/units/sales/)"
    )
    assert published.site.redirects["units/sales"] == unit_address("2027-q1", "sales")
    assert box["data-okr-embed"] == "../../"
    assert box["data-okr-instead"] == "https://okrs.example/"
