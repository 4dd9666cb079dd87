"""Whatever people write is text: nothing of it runs in a reader's browser."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mkdocs_okr.sources import load
from tests.portal.built import build
from tests.portal.document import Element, parse
from tests.portal.published import write

ATTACKS = {
    "tags": "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>",
    "quotes": '"\' onmouseover="alert(1)" x=\'"><iframe src=//evil.example></iframe>',
    "templates": "{{ 7*7 }} {% for i in range(9) %}{{ config }}{% endfor %} ${7*7} #{7*7}",
    "comments": "--><!--]]></title></script></style></textarea></code></pre><script>alert(1)</script>",
    "markdown": "[a](javascript:alert(1)) ![b](//evil.example/x.png) <javascript:alert(1)> [c](data:text/html,x)",
    "references": "[x]: javascript:alert(1) &lt;script&gt;alert(1)&lt;/script&gt; &#106;avascript:alert(1) [x]",
    "bidi": "\u202eevil\u202c \u2066x\u2069 🙂 👩‍🚀 e\u0301 \u200b",
    "brackets": "[" * 300,
}
HARMLESS = "Harmless words"
NAMES = re.compile(r"^on|^formaction$|^srcdoc$|^style$")
LINKS = ("href", "src", "action", "xlink:href")
RUNS = {"script", "iframe", "img", "object", "embed", "style", "base", "meta", "link", "svg", "template", "noscript"}


def company(text: str) -> dict[str, Any]:
    """A company in which every text that somebody may write is `text`."""
    objective: dict[str, Any] = {
        "id": "grow", "title": text, "lead": "ann", "rank": 1, "kind": "committed",
        "perspective": "money", "theme": "t", "why": text,
        "story": {"character": text, "goal": text, "obstacle": text, "resolution": text, "metric_ideas": [text]},
        "contributes_to": "company/grow", "drives": ["company/grow"],
        "depends_on": [{"needs": "company", "for": "kr", "what": text}, {"needs": "company/grow/kr", "for": text}],
        "changes": [{"date": "2027-01-10", "what": text, "from": text, "to": text, "why": text}],
        "key_results": [
            {"id": "kr", "title": text, "lead": "ann", "contributors": ["ann", "sales"],
             "metric": {"unit": text, "baseline": 1, "target": 2, "source": text, "kpi": text},
             "health_metrics": ["mood"],
             "initiatives": [{"title": text, "lead": "ann", "url": "https://x.example/?a=\"'><b>&lt;"}]},
            {"id": "keep", "title": text, "metric": {"keep": "between", "low": 1, "high": 2, "unit": text}},
            {"id": "stages", "title": text, "metric": {"milestones": [{"title": text, "done": "2027-02-10"}]}},
            {"id": "thing", "title": text, "metric": {"deliverable": text, "source": text}},
        ],
    }  # fmt: skip
    top = {key: value for key, value in objective.items() if key not in ("contributes_to", "drives", "depends_on")}
    top["key_results"] = [{**k, "contributors": [], "health_metrics": []} for k in objective["key_results"]]
    unit = {
        "name": text, "lead": "ann", "mission": text, "champion": "ann", "benefits": text,
        "check_in": {"cadence": text, "day": text, "time": text, "updates_due": text},
        "dependencies": text, "hopes": text, "fears": text, "upcoming_themes": [text],
        "metrics": {"outputs": [text], "leading": [text], "lagging": [text]},
        "health_metrics": [{"id": "mood", "title": text, "unit": text, "healthy": text, "source": text}],
    }  # fmt: skip
    check_in = {
        "by": "ann",
        "key_results": {f"grow/{id}": {"value": 1.5, "confidence": 0.7, "note": text} for id in ("kr", "keep")},
        "changed": text, "how_confident": text, "slows_us_down": text, "raise_confidence": text, "wins": [text],
        "focus": {"near_term": [text], "projects": [text], "events": [text]}, "pipeline": [text],
        "health": {"mood": {"value": 1, "light": "amber", "note": text}},
    }  # fmt: skip
    lists = ("went_well", "obstacles", "surprises", "shifted_priorities", "adjust", "lessons", "wins")
    review = {
        "by": "ann", "grades": {"grow/kr": {"score": 0.5, "by": "ann", "reason": text, "learning": text}},
        **{name: [text] for name in lists}, "retrospective": {"start": [text], "stop": [text], "continue": [text]},
    }  # fmt: skip
    level = {"name": text, "plural": text}
    return {
        "settings.yml": {
            "as_of": "2027-02-12",
            "levels": [{"id": "company", **level, "weights": {"money": 50, "people": 50}}, {"id": "team", **level}],
            "perspectives": [{"id": "money", "name": text}, {"id": "people", "name": text}],
            "repository": {
                "url": "https://github.com/acme/okrs?\"'><b>", "host": "github", "branch": text, "sources": text,
            },
        },
        "organization.yml": {
            "name": text, "mission": text, "vision": text, "values": [text], "strategy": text,
            "themes": [{"id": "t", "name": text, "description": text}],
        },
        "people.yml": {"people": [{"id": "ann", "name": text, "title": text}]},
        "attestations.yml": {"attestations": [{"item": text, "by": "ann", "date": "2027-01-01", "evidence": text}]},
        "units/company.yml": {**unit, "level": "company", "aliases": ["firm"]},
        "units/sales.yml": {**unit, "level": "team", "parent": "company"},
        "2027-q1/cycle.yml": {
            "name": text, "kind": text, "starts": "2027-01-01", "ends": "2027-03-31",
            "key_dates": [{"date": "2027-03-01", "title": text}],
        },
        "2027-q1/company.yml": {"objectives": [top]},
        "2027-q1/sales.yml": {"objectives": [objective, {"id": "two", "title": text}]},
        "2027-q1/check-ins/sales/2027-02-10.yml": check_in,
        "2027-q1/check-ins/company/2027-02-10.yml": check_in,
        "2027-q1/reviews/sales.yml": review,
        "2026-q4/cycle.yml": {
            "name": text, "kind": text, "starts": "2026-10-01", "ends": "2026-12-31", "state": "closed",
        },
        "2026-q4/sales.yml": {"objectives": [{**top, "id": "grow"}]},
        "2026-q4/reviews/sales.yml": review,
    }  # fmt: skip


def pages(site: Path) -> Iterator[tuple[str, Element]]:
    for path in sorted(site.rglob("*.html")):
        yield str(path.relative_to(site)), parse(path.read_text("utf-8"), strict=False)


def dangers(page: Element) -> Counter[str]:
    """How often the page has an element that runs or fetches something, an attribute with code, a scheme.

    Of styles only which there are: bars have as many parts as the rules found different things.
    """
    found: Counter[str] = Counter()
    for element in page.walk():
        if element.tag in RUNS and not is_icon(element):
            found[element.tag] += 1
        for name, value in element.attributes.items():
            if name == "style":
                found[f"style {re.sub('[0-9.]+', '0', value)}"] = 1
            elif NAMES.match(name):
                found[name] += 1
            scheme = re.match(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):", value)
            if (
                name in ("href", "src", "action", "xlink:href")
                and scheme
                and scheme[1].lower() not in ("http", "https")
            ):
                found[f"{name} {scheme[1]}"] += 1
    return found


def is_icon(element: Element) -> bool:
    """Whether it is one of our own icons: there are more of them where the rules object to more."""
    return element.attributes == {"class": "okr-i", "aria-hidden": "true"} and [
        isinstance(child, Element) and child.tag for child in element.children
    ] == ["use"]


def scripts(page: Element) -> list[str]:
    return [script.get("src") + script.text for script in page.walk() if script.tag == "script"]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Element]:
    return dict(pages(build(tmp_path_factory.mktemp("harmless"), company(HARMLESS))))


def test_what_these_tests_would_notice() -> None:
    page = parse('<p onclick="x" style="top:12px"><a href="JavaScript:x">a</a><script>alert(1)</script></p>')
    assert dangers(page) == {"script": 1, "onclick": 1, "style top:0px": 1, "href JavaScript": 1}
    assert scripts(page) == ["alert(1)"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_written_runs(tmp_path: Path, harmless: Mapping[str, Element], attack: str) -> None:
    text = ATTACKS[attack]
    site = build(tmp_path, company(text))
    built = dict(pages(site))
    assert built.keys() == harmless.keys()
    for path, page in built.items():
        assert dangers(page) == dangers(harmless[path]), path
        assert len(scripts(page)) == len(scripts(harmless[path]))
        assert not any("alert(1)" in script for script in scripts(page)), path
    plain = " ".join(text.split())
    unit = built["2027-q1/sales/index.html"]
    assert unit.one("article.md-content__inner h1").text == plain
    assert unit.first(".okr-obj__title").text == plain
    assert f"KR1 {plain}" in unit.first(".okr-kr__title").text
    assert plain in unit.first("title").text


@pytest.mark.parametrize("attack", ["tags", "quotes", "comments", "markdown", "references"])
def test_search_and_data_hold_text_only(tmp_path: Path, attack: str) -> None:
    site = build(tmp_path, company(ATTACKS[attack]))
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    assert len(index["docs"]) > 20
    for entry in index["docs"]:
        for field in ("title", "text"):
            assert not parse(entry[field], strict=False).all("script"), entry
            assert "<" not in entry[field], entry
        assert "javascript:" not in entry["location"]
    for path in site.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "alert" not in sitemap


JAVASCRIPT = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "vbscript:x")


@pytest.mark.parametrize("url", [*JAVASCRIPT, "data:text/html,x", "//evil.example"])
def test_a_link_that_would_run_something_is_an_error(tmp_path: Path, url: str) -> None:
    files = company(HARMLESS)
    files["2027-q1/sales.yml"]["objectives"][0]["key_results"][0]["initiatives"][0]["url"] = url
    assert "bad-address" in {d.name for d in load(write(tmp_path, files)).diagnostics}


def test_markdown_keeps_its_meaning_and_loses_its_danger(publish: Callable[..., Any]) -> None:
    files = company(HARMLESS)
    files["units/sales.yml"]["benefits"] = "**Bold** [site](https://a.example) <b>raw</b>\n\n- one\n- two"
    page = publish(files)["2027-q1/sales"]
    part = next(div for div in page.all(".okr-lists div") if "How OKRs will help us" in div.text)
    assert part.one("strong").text == "Bold"
    assert part.one("a").attributes == {"href": "https://a.example", "rel": "noopener"}
    assert part.texts("li") == ["one", "two"]
    assert "<b>raw</b>" in part.text


def test_twenty_thousand_brackets_are_read_in_a_moment(publish: Callable[..., Any]) -> None:
    text = "[" * 20_000
    files = company(HARMLESS)
    files["organization.yml"]["mission"] = text
    files["units/sales.yml"]["hopes"] = text
    files["2027-q1/sales.yml"]["objectives"][0] |= {"title": text, "why": text}
    files["2027-q1/check-ins/sales/2027-02-10.yml"]["wins"] = [text]
    begun = time.process_time()
    page = publish(files)["2027-q1/sales"]
    assert page.first(".okr-obj__title").text == text
    assert page.text.count(text) > 3
    assert time.process_time() - begun < 10
