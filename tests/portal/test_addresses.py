"""An address that was given out once leads to the same thing for ever."""

from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_okr.sources.folder import RESERVED_CYCLES
from tests.portal.published import Published, a_company, an_objective


def renamed() -> dict[str, Any]:
    objective = an_objective(
        id="grow", aliases=["sell", "trade"],
        key_results=[{"id": "anvils", "title": "T", "aliases": ["hammers"]}],
    )  # fmt: skip
    return a_company(
        units__sales={"name": "Sales", "level": "department", "parent": "company", "lead": "bob", "aliases": ["trade"]},
        units__shop={"name": "Shop", "level": "department", "parent": "company", "aliases": ["store"]},
        people={"people": [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob", "aliases": ["robert"]}]},
        **{"2027-q1__sales": {"objectives": [objective]},
           "2026-q4__cycle": {"starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"},
           "2026-q4__sales": {"objectives": [an_objective()]}},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("units/sales", "2027-q1/sales"),
        ("units/shop", "2027-q1/shop"),
        ("units/trade", "2027-q1/sales"),
        ("units/store", "2027-q1/shop"),
        ("2027-q1/trade", "2027-q1/sales"),
        ("2026-q4/trade", "2026-q4/sales"),
        ("2027-q1/store", "2027-q1/shop"),  # has a page of the current cycle though it wrote nothing for it
        ("people/robert", "people/bob"),
        ("explore", "explore/2027-q1"),
    ],
)
def test_a_former_name_leads_to_the_current_place(publish: Callable[..., Published], old: str, new: str) -> None:
    published = publish(renamed())
    assert published.site.redirects[old] == new
    assert new in published.pages


@pytest.mark.parametrize("objective", ["grow", "sell", "trade"])
@pytest.mark.parametrize("key_result", ["", "/anvils", "/hammers"])
def test_an_objective_and_its_key_results_keep_every_anchor_they_had(
    publish: Callable[..., Published], objective: str, key_result: str
) -> None:
    section = publish(renamed())["2027-q1/sales"].one("section.okr-obj")
    [place] = [e for e in section.walk() if e.get("id") == f"{objective}{key_result}"] or section.all(
        f"#{objective}{key_result}"
    )
    inside = section.one("li.okr-kr") if key_result else section
    assert place is inside or place in list(inside.walk())


def test_without_a_cycle_aliases_lead_to_the_units_own_page(publish: Callable[..., Published]) -> None:
    files = {name: content for name, content in renamed().items() if not name.startswith("202")}
    published = publish(files, rules=())
    assert published.site.redirects == {
        "units/trade": "units/sales",
        "units/store": "units/shop",
        "people/robert": "people/bob",
    }


def test_every_objective_and_key_result_of_the_sample_has_its_anchor(portal: Published) -> None:
    for ref in portal.portfolio.objectives:
        assert ref.objective in portal.ids(f"{ref.cycle}/{ref.unit}")
    for ref in portal.portfolio.key_results:
        assert f"{ref.objective}/{ref.key_result}" in portal.ids(f"{ref.cycle}/{ref.unit}")


def test_no_cycle_can_take_the_address_of_another_page(portal: Published) -> None:
    cycles = portal.portfolio.cycles
    roots = {address.split("/")[0] for address in (*portal.pages, *portal.site.redirects, *portal.site.files)}
    roots = {root for root in roots if "." not in root}  # no id has one
    assert roots - {"", *cycles} <= RESERVED_CYCLES
