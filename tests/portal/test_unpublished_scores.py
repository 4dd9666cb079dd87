"""A company may keep the scores of closed cycles to itself; what was said and learnt in them stays."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_okr.analysis.standing import KeyResultStanding, ObjectiveStanding, UnitStanding, assess
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.sources import load
from tests.portal.built import build
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving, portfolio_of, write

KEY_RESULTS = [
    {"id": "anvils", "title": "Anvils sold", "lead": "bob", "metric": moving()},
    {"id": "ropes", "title": "Ropes sold", "lead": "bob", "metric": moving(unit="ropes")},
    {"id": "crates", "title": "Crates sold", "lead": "bob", "metric": moving(unit="crates")},
]
SCORES = ("0.37", "0.87", "0.91", "0.64", "0.72", "0.76")
"""Of the key results: two computed and one by hand that would be 0.64 computed; of their objective; of the company."""
_OUTCOMES = r'(?<=>)(Achieved|Partly|Missed)(?=<)|"(achieved|partly|missed)"|Numbats|graded by hand'


def company(*, publish_closed: bool) -> dict[str, Any]:
    """A company with a closed cycle of many figures, and a running one that nobody has reported in."""
    files = a_company(
        **{
            "2026-q4__cycle": {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"},
            "2026-q4__sales": {"objectives": [an_objective(key_results=KEY_RESULTS, perspective="customer")]},
            "2026-q4__company": {"objectives": [an_objective(
                id="lead", drives=[], perspective="financial",
                key_results=[{"id": "kept", "title": "Kept", "metric": moving(current=176)}])]},
            "2026-q4__check-ins__sales__2026-12-01": {"by": "bob", "key_results": {
                "grow/anvils": {"value": 137, "confidence": 0.4, "note": "Wombats bought most of them"},
                "grow/ropes": {"value": 187}, "grow/crates": {"value": 164}}},
            "2026-q4__reviews__sales": {
                "date": "2027-01-05", "by": "bob",
                "grades": {
                    "grow/anvils": {"by": "bob", "learning": "Wombats are customers", "decision": "keep"},
                    "grow/crates": {"score": 0.91, "by": "bob", "reason": "Numbats waited", "decision": "drop"}},
                "went_well": ["Selling to wombats"], "lessons": ["Ask wombats first"], "wins": ["A wombat came back"]},
            "2027-q1__sales": {"objectives": [
                an_objective(key_results=KEY_RESULTS, contributes_to=["2026-q4/company/lead/kept"])]},
        }
    )  # fmt: skip
    files["settings.yml"]["scoring"] = {"publish_closed": publish_closed}
    return files


def told(texts: Iterator[str]) -> set[str]:
    """The scores of the closed cycle that these texts give away, as figures, shares, lengths of bars, or outcomes."""
    found = set()
    for text in texts:
        for score in SCORES:
            percent = score.removeprefix("0.")
            if re.search(rf"(?<![\d.]){re.escape(score)}0*(?!\d)|(?<![\d.]){percent}\s% of the way", text):
                found.add(score)
        found |= {each.group() for each in re.finditer(_OUTCOMES, text)}
    return found


def texts_of(site: Path) -> Iterator[str]:
    for path in site.rglob("*"):
        # Rules and their pages, schemas and stylesheets hold figures of their own.
        if path.is_file() and not {"assets", "schema", "rules"} & set(path.relative_to(site).parts):
            yield path.read_text("utf-8", "replace") if path.suffix != ".gz" else ""


def test_no_file_of_the_site_tells_them(tmp_path: Path) -> None:
    assert told(texts_of(build(tmp_path, company(publish_closed=False)))) == set()


def test_they_are_told_where_nobody_objects(tmp_path: Path) -> None:
    site = build(tmp_path, company(publish_closed=True))
    assert told(texts_of(site)) >= set(SCORES)


def test_what_was_said_and_learnt_stays(publish: Callable[..., Published]) -> None:
    page = publish(company(publish_closed=False))["2026-q4/sales"]
    for words in ("Wombats bought most of them", "137", "a challenge", "Wombats are customers", "Selling to wombats"):
        assert words in page.text
    assert {each.text for each in page.all(".okr-obj .okr-st")} == {"Closed"}
    assert page.one(".okr-panel__score .okr-sub").text == "final score not published"


def test_running_cycles_are_scored_as_ever(publish: Callable[..., Published]) -> None:
    published = publish(company(publish_closed=False))
    assert published["2027-q1/sales"].one(".okr-panel__score b").text == "0.00"


def test_nothing_computed_of_such_a_cycle_has_a_score(tmp_path: Path) -> None:
    portfolio = portfolio_of(write(tmp_path, company(publish_closed=False)))
    standings = assess(portfolio, portfolio.cycles["2026-q4"])
    every: list[KeyResultStanding | ObjectiveStanding | UnitStanding] = [*standings.key_results.values()]
    every += [*standings.objectives.values(), *standings.units.values()]
    for each in every:
        assert (each.score, each.delta, each.status) == (None, None, Status.CLOSED)
        assert set(each.history) == {None}
    assert {(each.computed, each.progress) for each in standings.key_results.values()} == {(None, None)}
    assert {p.score for unit in standings.units.values() for p in unit.perspectives} == {None}


def test_who_checks_the_files_still_sees_them(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, company(publish_closed=False)), unpublished=True)
    assert loaded.portfolio is not None
    standings = assess(loaded.portfolio, loaded.portfolio.cycles["2026-q4"])
    assert sorted(round(each.score or 0, 2) for each in standings.key_results.values()) == [0.37, 0.76, 0.87, 0.91]


@pytest.mark.parametrize("state", ["active", "draft"])
def test_a_cycle_that_is_not_closed_hides_nothing(tmp_path: Path, state: str) -> None:
    files = company(publish_closed=False)
    files["2026-q4/cycle.yml"]["state"] = state
    portfolio = portfolio_of(write(tmp_path, files))
    assert not portfolio.unscored
    assert yaml.safe_load((tmp_path / "settings.yml").read_text())["scoring"] == {"publish_closed": False}


@pytest.mark.parametrize("publish_closed", [True, False])
def test_what_contributes_stands_in_the_same_columns(publish: Callable[..., Published], publish_closed: bool) -> None:
    files = company(publish_closed=publish_closed)
    files["2026-q4/sales.yml"]["objectives"][0]["contributes_to"] = "company/lead/kept"
    for child in publish(files)["2026-q4/company"].all(".okr-child"):
        assert len([each for each in child.children if isinstance(each, Element)]) == 6
