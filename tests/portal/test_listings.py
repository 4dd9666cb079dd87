"""Tables of more than three hundred rows go on on further pages."""

from collections.abc import Callable

import pytest

from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, portfolio_of, write

ROWS = 300


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A company with 1,003 units, of which 252 have an objective with three key results."""
    key_results = [{"id": f"k{n}", "title": f"Result {n}"} for n in range(3)]
    objectives = {"objectives": [an_objective(id=f"o{n}", key_results=key_results) for n in range(4)]}
    files = a_company(**{"2027-q1__sales": objectives})
    files["organization.yml"]["units"] = [
        {"id": f"t{n:04}", "name": f"Team {n:04}", "level": "team", "parent": "sales"} for n in range(1001)
    ]
    files |= {f"2027-q1/t{n:04}.yml": objectives for n in range(250)}
    return Published(portfolio_of(write(tmp_path_factory.mktemp("large"), files)))


def pager(page: Element) -> list[tuple[str, str]]:
    return [(a.text, a["href"]) for a in page.one("nav.okr-pages").all("a")]


def test_the_explorer_goes_on(large: Published) -> None:
    first, last = large["explore/2027-q1"], large["explore/2027-q1/14"]
    assert [len(large[a].all("tbody tr")) for a in large.pages if a.startswith("explore/")] == [ROWS] * 13 + [116]
    assert first.one(".okr-tally").text == "4,016 rows, page 1 of 14"
    assert last.one(".okr-tally").text == "4,016 rows, page 14 of 14"
    assert last.one("nav.okr-pages b").text == "14"
    for address in ("explore/2027-q1", "explore/2027-q1/3"):
        links = [large.target(address, href)[0] for _, href in pager(large[address])]
        everywhere = ["explore/2027-q1", *(f"explore/2027-q1/{n}" for n in range(2, 15))]
        assert links == [a for a in everywhere if a != address]
        data = large[address].one("form").get("data-pages").split()
        assert [large.target(address, href)[0] for href in data] == everywhere
    assert large.pages["explore/2027-q1/2"].title == "Explore Q1 2027, page 2"
    assert not large.pages["explore/2027-q1/2"].search, "search finds the rows on the units' pages"


@pytest.mark.parametrize(
    ("first", "continued"),
    [("explore/2027-q1", "explore/2027-q1"), ("2027-q1", "cycles/2027-q1"), ("units", "units/page")],
)
def test_no_row_is_lost_or_shown_twice(large: Published, first: str, continued: str) -> None:
    further = [a for a in large.pages if a.startswith(f"{continued}/") and a.rsplit("/", 1)[1].isdigit()]
    leads_to = [
        large.target(address, row.first("th a")["href"])
        for address in [first, *further]
        for row in large[address].all("tbody tr")
        if "data-group" not in row.attributes
    ]
    assert len(leads_to) == int(large[first].one("form")["data-total"])
    assert len(set(leads_to)) == len(leads_to)


def test_the_directory_and_the_cycle_go_on_beside_it(large: Published) -> None:
    assert len(large["units/page/4"].all("tbody tr")) == 103
    further = [large.target("units", href)[0] for _, href in pager(large["units"])]
    assert further == ["units/page/2", "units/page/3", "units/page/4"]
    assert large["2027-q1"].one(".okr-tally").text == "1,004 objectives, page 1 of 4"
    second = large["cycles/2027-q1/4"]
    assert len([row for row in second.all("tbody tr") if "data-group" not in row.attributes]) == 104
    assert [row.text for row in second.all("tr.okr-group")] == ["Teams"], "a page says which level it goes on with"
    assert not second.all(".okr-sums")


def test_pages_in_navigation_are_the_first_ones(large: Published) -> None:
    assert [page.address for page in large.site.pages if page.in_nav] == [
        "", "2027-q1", "cascade/2027-q1", "strategy/2027-q1", "weekly/2027-q1", "explore/2027-q1",
        "units", "people", "cycles", "health",
    ]  # fmt: skip


def test_rows_up_to_three_hundred_stay_on_one_page(publish: Callable[..., Published]) -> None:
    files = a_company()
    files["organization.yml"]["units"] = [
        {"id": f"t{n:04}", "name": f"Team {n:04}", "level": "team", "parent": "sales"} for n in range(ROWS - 2)
    ]
    published = publish(files)
    assert len(published["units"].all("tbody tr")) == ROWS
    assert "units/page/2" not in published.pages
    assert not published["units"].all("nav.okr-pages")
