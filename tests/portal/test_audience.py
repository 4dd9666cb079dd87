"""What is not meant for the readers is in no file of the site."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mkdocs_okr.sources import load
from tests.portal.built import build
from tests.portal.published import a_company, an_objective, moving, write

SECRETS = (
    "Zeppelin", "zeppelin", "former-name", "Quokka", "quokka", "Wombat", "Narwhal", "Tapir", "Okapi", "Ocelot", "Lynx",
    "Ibex", "Civet", "Puffin", "Axolotl", "Gecko", "Heron",
)  # fmt: skip


def company(visibility: str) -> dict[str, Any]:
    """A company whose team has one objective for everybody and one that is meant for fewer."""
    hidden = an_objective(
        id="zeppelin", title="Zeppelin takes off", lead="quokka", visibility=visibility, aliases=["former-name"],
        why="Wombat", story={"character": "Narwhal"},
        changes=[{"date": "2027-01-10", "what": "Tapir", "from": "1", "to": "2"}],
        depends_on=[{"needs": "company", "for": "Okapi"}],
        contributes_to="company/lead",
        key_results=[
            {"id": "ocelot", "title": "Ocelot", "lead": "quokka", "metric": moving(source="Lynx"),
             "initiatives": [{"title": "Ibex", "lead": "civet", "url": "https://tracker.example/Gecko"}]},
        ],
    )  # fmt: skip
    return a_company(
        people={"people": [
            {"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}, {"id": "cy", "name": "Named by nobody"},
            {"id": "quokka", "name": "Quokka"}, {"id": "civet", "name": "Civet"}, {"id": "heron", "name": "Heron"},
        ]},
        **{
            "2027-q1__company": {"objectives": [
                an_objective(id="lead", title="Lead", drives=["sales/zeppelin"],
                             depends_on=[{"needs": "sales/zeppelin/ocelot", "kind": "hard"}]),
            ]},
            "units__shop": {"name": "Shop", "level": "team", "parent": "sales"},
            "2027-q1__shop": {"objectives": [
                an_objective(contributes_to=[{"to": "sales/zeppelin/ocelot"}, {"to": "sales/grow"}])]},
            "2027-q1__sales": {"objectives": [an_objective(), hidden]},
            "2027-q1__check-ins__sales__2027-02-05": {"by": "bob", "key_results": {
                "grow/anvils": {"value": 120}, "zeppelin/ocelot": {"value": 140, "note": "Puffin"}}},
            "2027-q1__check-ins__sales__2027-02-12": {"key_results": {"zeppelin/ocelot": {"value": 150}}},
            "2027-q1__reviews__sales": {"grades": {"zeppelin/ocelot": {
                "score": 0.4, "by": "heron", "reason": "Puffin", "learning": "Axolotl"}}},
        },
    )  # fmt: skip


def found(site: Path) -> set[str]:
    """The secrets that some file of the site, or its name, gives away."""
    told = set()
    for path in site.rglob("*"):
        if "assets" in path.relative_to(site).parts:
            continue
        content = path.read_text("utf-8", "replace") if path.is_file() and path.suffix != ".gz" else ""
        told |= {word for word in SECRETS if word in str(path.relative_to(site)) or word in content}
    return told


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_an_objective_for_fewer_people_leaves_no_trace(tmp_path: Path, visibility: str) -> None:
    site = build(tmp_path, company(visibility))
    assert found(site) == set()
    assert "Named by nobody" in (site / "people/index.html").read_text("utf-8")
    assert "Sell more anvils" in (site / "2027-q1/sales/index.html").read_text("utf-8")


def test_those_it_is_meant_for_read_all_of_it(tmp_path: Path) -> None:
    files = company("internal")
    files["settings.yml"]["audience"] = "internal"
    assert found(build(tmp_path, files)) == set(SECRETS)


@pytest.mark.parametrize(
    ("audience", "visibility", "told"),
    [
        ("public", "public", True),
        ("public", "internal", False),
        ("public", "restricted", False),
        ("internal", "internal", True),
        ("internal", "restricted", False),
        ("restricted", "internal", True),
        ("restricted", "restricted", True),
    ],
)
def test_who_reads_what(publish: Callable[..., Any], audience: str, visibility: str, told: bool) -> None:
    published = publish(company(visibility), audience=audience)
    assert ("Zeppelin takes off" in published["2027-q1/sales"].text) == told
    assert ("people/quokka" in published.pages) == told
    dependency = published["2027-q1/company"].first(".okr-wait").text
    assert dependency.startswith("Ocelot from Sales" if told else "something that is not described from Sales")


def test_nothing_is_counted_that_is_not_shown(publish: Callable[..., Any]) -> None:
    published = publish(company("internal"))
    assert published["2027-q1"].texts(".okr-sums p")[:3] == ["3 objectives", "3 key results", "3 units"]
    assert published["2027-q1/sales"].one(".okr-panel__score b").text == "0.20"


def test_mistakes_in_what_is_hidden_are_still_told(tmp_path: Path) -> None:
    files: Mapping[str, Any] = company("internal")
    files["2027-q1/sales.yml"]["objectives"][1]["lead"] = "nobody"
    loaded = load(write(tmp_path, files))
    assert [d.name for d in loaded.diagnostics] == ["unknown-person"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")
@pytest.mark.parametrize("way", ["the sources are a link into the docs", "a folder of the docs", "a file of the docs"])
def test_no_link_brings_the_sources_into_the_site(tmp_path: Path, way: str) -> None:
    (tmp_path / "docs").mkdir()
    if way == "the sources are a link into the docs":
        (tmp_path / "docs/okrs").mkdir()
        (tmp_path / "okrs").symlink_to("docs/okrs")
    elif way == "a folder of the docs":
        (tmp_path / "docs/data").symlink_to("../okrs")
    else:
        (tmp_path / "docs/data.yml").symlink_to("../okrs/2027-q1/sales.yml")
    site = build(tmp_path, company("internal"))
    assert found(site) == set()
    assert not list(site.rglob("*.yml"))
