"""The pages of alignment: who contributes to what, units by perspective, four quadrants."""

from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_okr.analysis.alignment import CycleAlignment, Quadrant
from mkdocs_okr.pages.alignment_pages import alignment
from mkdocs_okr.pages.portal import Portal
from tests.portal.document import Element, parse
from tests.portal.published import Published, a_company, an_objective, moving

PAGE = "alignment/2027-q1"


def company(**changes: Any) -> dict[str, Any]:
    """A company with two objectives, a department that helps one of them, and a team below that."""
    return a_company(
        **{
            "2027-q1__company": {
                "objectives": [
                    an_objective(
                        id="lead",
                        title="Lead the market",
                        perspective="financial",
                        key_results=[
                            {"id": "share", "title": "Share", "metric": moving()},
                            {"id": "price", "title": "Price", "metric": moving()},
                        ],
                    ),
                    an_objective(id="trust", title="Be trusted", perspective="customer"),
                ]
            },
            "2027-q1__sales": {
                "objectives": [an_objective(perspective="customer", contributes_to="company/lead/price")]
            },
            "units__shop": {"name": "Shop", "level": "team", "parent": "sales"},
            "2027-q1__shop": {
                "objectives": [
                    an_objective(
                        id="open",
                        title="Open on Sundays",
                        perspective="internal-process",
                        contributes_to="sales/grow",
                    ),
                    an_objective(id="paint", title="Paint the walls", perspective="learning-growth"),
                ]
            },
            **changes,
        }
    )


def row(page: Element, title: str) -> Element:
    [found] = [each for each in page.all(".okr-mx tr") if any(a.text == title for a in each.all("th a"))]
    return found


def column(page: Element, title: str) -> Element:
    [found] = [each for each in page.all(".okr-mx thead th") if any(a.text == title for a in each.all("a"))]
    return found


def test_a_mark_names_the_key_result_and_leads_to_it(publish: Callable[..., Published]) -> None:
    published = publish(company())
    page = published[PAGE]
    cells = row(page, "Sell more anvils").all("td")
    assert [cell.text for cell in cells] == ["KR2", ""]
    link = cells[0].one("a")
    assert link["title"] == link["aria-label"] == "contributes to KR2 “Price”"
    assert published.target(PAGE, link["href"]) == ("2027-q1/company", "lead/price")


def test_a_lighter_mark_says_through_whom(publish: Callable[..., Published]) -> None:
    cell = row(publish(company())[PAGE], "Open on Sundays").first("td")
    assert cell.text == "via Sales"
    assert cell.one(".okr-mx__through")["title"] == "via Sales: through “Sell more anvils” of Sales"


def test_what_contributes_to_the_whole_objective_says_so(publish: Callable[..., Published]) -> None:
    page = publish(company())[f"{PAGE}/sales"]
    assert row(page, "Open on Sundays").first("td").text == "whole"


def test_an_empty_row_stands_out_and_leads_to_the_finding(publish: Callable[..., Published]) -> None:
    published = publish(company())
    empty = row(published[PAGE], "Paint the walls")
    assert "okr-mx__empty" in empty.classes
    gap = empty.one(".okr-mx__gap")
    assert gap.text == "contributes to nothing"
    target, anchor = published.target(PAGE, gap.one("a")["href"])
    assert published[target].one(f"#{anchor}").one(".okr-find__said").text == (
        "“Paint the walls” contributes to nothing above it"
    )


def test_an_empty_column_stands_out_and_leads_to_the_finding(publish: Callable[..., Published]) -> None:
    published = publish(company())
    page = published[PAGE]
    assert not column(page, "Lead the market").all(".okr-mx__gap")
    gap = column(page, "Be trusted").one(".okr-mx__gap")
    assert gap.text == "nobody contributes"
    target, anchor = published.target(PAGE, gap.one("a")["href"])
    assert published[target].one(f"#{anchor}").one(".okr-find__said").text == "Nobody contributes to “Anvils sold”"


def test_a_column_that_its_unit_moves_itself_is_no_gap(publish: Callable[..., Published]) -> None:
    files = company()
    key_results = files["2027-q1/company.yml"]["objectives"][1]["key_results"]
    key_results[0]["initiatives"] = [{"title": "Ask every customer"}]
    head = column(publish(files)[PAGE], "Be trusted")
    assert not head.all(".okr-mx__gap")
    assert head.one(".okr-sub").text == "nobody else contributes"


def test_what_contributes_elsewhere_is_not_said_to_contribute_to_nothing(publish: Callable[..., Published]) -> None:
    files = company()
    files["2027-q1/shop.yml"]["objectives"][1]["contributes_to"] = "company/trust"
    shown = row(publish(files)[f"{PAGE}/sales"], "Paint the walls")
    assert not shown.all(".okr-mx__gap")
    assert "elsewhere: ACME › Be trusted" in shown.text


def test_in_a_draft_it_is_not_too_late(publish: Callable[..., Published]) -> None:
    cycle = {"starts": "2027-01-01", "ends": "2027-03-31", "state": "draft"}
    page = publish(company(**{"2027-q1__cycle": cycle}))[PAGE]
    assert row(page, "Paint the walls").one(".okr-mx__gap").text == "contributes to nothing yet"
    assert column(page, "Be trusted").one(".okr-mx__gap").text == "nobody contributes yet"


def test_the_lead_sentence_counts(publish: Callable[..., Published]) -> None:
    page = publish(company())[PAGE]
    assert page.one(".okr-lead").text == (
        "2 of 3 objectives contribute to something above them; all of them in the same or the neighbouring perspective."
    )


def test_quadrants_say_what_lies_in_them_and_why(publish: Callable[..., Published]) -> None:
    page = publish(company())[PAGE]
    said = {each.one("h3").text: each for each in page.all(".okr-quad")}
    assert [each.one(".okr-quad__n").text for each in said.values()] == [
        "2 objectives, 67 %", "0 objectives, 0 %", "0 objectives, 0 %", "1 objective, 33 %",
    ]  # fmt: skip
    assert said["In line"].texts("li") == [
        "Sell more anvils Sales · Customer → Financial", "Open on Sundays Shop · Internal process → Customer",
    ]  # fmt: skip
    assert said["On their own"].texts("li") == ["Paint the walls Shop · Learning & growth, far from Customer above"]


def test_perspectives_say_how_many_and_how_well_and_empty_ones_are_seen(publish: Callable[..., Published]) -> None:
    page = publish(company())[PAGE]
    table = page.one(".okr-px")
    assert table.texts("thead th") == [
        "Unit", "Financial", "Customer", "Internal process", "Learning & growth", "Score of the unit",
    ]  # fmt: skip
    rows = {each.first("th").text: each.all("td") for each in table.all("tbody tr")}
    assert list(rows) == ["ACME", "Sales", "Shop"]
    assert rows["Sales"][1].text.endswith("1 objective")
    assert "okr-px__none" in rows["Sales"][0].classes
    assert rows["Sales"][0].text == "– none"
    assert [cell.text.split()[-2] for cell in table.one("tfoot").all("td")] == ["1", "2", "1", "1", "5"]


def test_a_unit_has_its_own_score_and_status_and_a_mean_has_none(portal: Published) -> None:
    """ACME weighs its perspectives, so that its score is not the mean of its objectives."""
    for cycle in ("2026", "2026-q2"):
        table = portal[f"alignment/{cycle}"].one(".okr-px")
        company = table.first("tbody tr").all("td")[-1]
        score, status = company.one("b").text, company.one(".okr-mark")["title"]
        row = portal[f"strategy/{cycle}"].one(".okr-card-table tfoot").text
        assert score in row
        assert f"{status} {score}" in portal[f"{cycle}/company"].text
        assert not table.one("tfoot").all(".okr-mark")
        assert table.one("tfoot").all("td")[-1].text == f"{3 if cycle == '2026' else 21} objectives"


def sums(page: Element, title: str) -> list[str]:
    """What the two last rows of the matrix say of the last column with this title."""
    heads = [each.first("a").text for each in page.all(".okr-mx thead th") if each.all("a")]
    at = max(number for number, head in enumerate(heads) if head == title)
    return [line.all("td")[at].text for line in page.all(".okr-mx tfoot tr")]


def test_a_quarter_and_its_year_count_the_same(portal: Published) -> None:
    title = "Build a second home market"
    assert sums(portal["alignment/2026-q2"], title) == ["3 of them 1 from 2026 Q3", "10"]
    assert sums(portal["alignment/2026"], title) == ["3 of them 2 from 2026 Q2, 1 from 2026 Q3", "10 all from 2026 Q2"]


def test_help_from_beside_is_counted_and_told(publish: Callable[..., Published]) -> None:
    files = company(units__hr={"name": "HR", "level": "department", "parent": "company"})
    files["2027-q1/hr.yml"] = {"objectives": [an_objective(id="hire", contributes_to="sales/grow")]}
    assert sums(publish(files)[f"{PAGE}/sales"], "Sell more anvils") == ["2 of them 1 from other units", "0"]


@pytest.mark.parametrize(("amount", "is_tall"), [(55, False), (56, True)])
def test_only_a_very_tall_matrix_scrolls_by_itself(
    publish: Callable[..., Published], amount: int, is_tall: bool
) -> None:
    files = company()
    files["2027-q1/shop.yml"]["objectives"] += [an_objective(id=f"more-{number}") for number in range(amount + 2)]
    matrix = publish(files, rules=())[PAGE].one(".okr-mx")
    rows = [each for each in matrix.all("tbody tr") if "okr-mx__unit" not in each.classes]
    assert len(rows) == amount + 5
    assert ("okr-tall" in matrix.classes) == is_tall


def test_a_perspective_without_anybody_leads_to_its_rule(publish: Callable[..., Published]) -> None:
    files = company()
    weights = {"financial": 40, "customer": 20, "internal-process": 20, "learning-growth": 20}
    files["settings.yml"]["levels"] = [
        {"id": "company", "name": "Company", "weights": weights},
        {"id": "department", "name": "Department"},
        {"id": "team", "name": "Team"},
    ]
    files["2027-q1/shop.yml"]["objectives"] = files["2027-q1/shop.yml"]["objectives"][:1]
    published = publish(files)
    empty = published[PAGE].one(".okr-px tfoot").all("td")[3]
    assert empty.text == "nobody"
    assert published.target(PAGE, empty.one("a")["href"])[0] == "rules/perspective-without-objective"


def test_without_perspectives_the_page_says_what_to_write(publish: Callable[..., Published]) -> None:
    page = publish(a_company(**{"2027-q1__company": {"objectives": [an_objective(id="lead")]}}))[PAGE]
    assert page.texts(".okr-empty__t") == ["No objective names its perspective"]
    assert "perspective: financial" in page.one(".okr-empty").text
    assert not page.all(".okr-quad")


def test_a_company_without_objectives_leaves_nothing_to_contribute_to(publish: Callable[..., Published]) -> None:
    page = publish(a_company())[PAGE]
    assert page.texts(".okr-empty__t")[0] == "Nothing to contribute to"
    assert "2027-q1/company.yml" in page.first(".okr-empty").text


def test_a_company_alone_is_told_what_units_below_write(publish: Callable[..., Published]) -> None:
    files = company(**{"2027-q1__sales": None, "2027-q1__shop": None})
    empty = publish(files)[PAGE].first(".okr-empty").text
    assert "contributes_to: company/lead/share" in empty
    assert "2027-q1/sales.yml" in empty


def test_a_unit_with_nobody_below_is_told_how_units_stand_below_it(publish: Callable[..., Published]) -> None:
    published = publish(company())
    portal = Portal(published.portfolio, published.addresses, published.checked)
    links = published.addresses.seen_from("2027-q1/shop")
    units, cycle = published.portfolio.units, published.portfolio.cycles["2027-q1"]
    said = parse(str(alignment(portal, links, units["shop"], cycle))).one(".okr-empty").text
    assert (
        said
        == "Nothing below yet No unit stands below Shop. One that does says so in its own file in units/: parent: shop"
    )


def test_a_cycle_without_okrs_says_what_to_write(publish: Callable[..., Published]) -> None:
    page = publish(a_company(**{"2027-q1__sales": None}))[PAGE]
    assert page.texts(".okr-empty__t") == ["No objectives for Q1 2027 yet"]


def test_only_units_with_something_below_have_a_page(publish: Callable[..., Published]) -> None:
    published = publish(company())
    assert [each for each in published.pages if each.startswith("alignment/")] == [PAGE, f"{PAGE}/sales"]


def test_units_below_that_wrote_nothing_make_no_page(publish: Callable[..., Published]) -> None:
    published = publish(company(**{"2027-q1__shop": None}))
    assert [each for each in published.pages if each.startswith("alignment/")] == [PAGE]


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_nobody_is_said_to_be_missing_who_may_be_hidden(publish: Callable[..., Published], visibility: str) -> None:
    files = company()
    files["2027-q1/shop.yml"]["objectives"].append(
        an_objective(id="zeppelin", title="Zeppelin", visibility=visibility, contributes_to="company/trust")
    )
    page = publish(files)[PAGE]
    assert column(page, "Be trusted").text == "No data Be trusted"
    assert "Zeppelin" not in page.text


def test_what_contributes_to_something_hidden_is_not_said_to_contribute_to_nothing(
    publish: Callable[..., Published],
) -> None:
    files = company()
    files["2027-q1/sales.yml"]["objectives"].append(an_objective(id="zeppelin", visibility="restricted"))
    files["2027-q1/shop.yml"]["objectives"][1]["contributes_to"] = "sales/zeppelin"
    page = publish(files)[PAGE]
    assert not row(page, "Paint the walls").all(".okr-mx__gap")
    assert page.one(".okr-lead").text.startswith("All 2 objectives")
    assert "Paint the walls" not in page.one(".okr-quads").text


def test_the_page_and_the_rules_agree(portal: Published) -> None:
    """What lies in a quadrant is what the rules find something about, in every cycle of the sample and of a bad one."""
    for cycle in portal.portfolio.cycles.values():
        readings = CycleAlignment(portal.portfolio, cycle).readings
        agree(portal, cycle.id, readings)


def agree(published: Published, cycle: str, readings: Any) -> None:
    def found(code: str) -> set[str]:
        return {
            each.diagnostic.object
            for each in published.checked.findings
            if each.diagnostic.code == code and each.scope.cycle == cycle
        }

    nothing = {str(ref) for ref, each in readings.items() if not each.quadrant.contributes}
    far = {str(ref) for ref, each in readings.items() if each.quadrant is Quadrant.FAR and each.own and each.above}
    assert (nothing, far) == (found("OBJ028"), found("ALN020"))


def test_the_page_and_the_rules_agree_where_much_is_wrong(publish: Callable[..., Published]) -> None:
    files = company()
    shop = files["2027-q1/shop.yml"]["objectives"]
    shop.append(an_objective(id="far", perspective="learning-growth", contributes_to="company/lead"))
    shop.append(an_objective(id="both", perspective="learning-growth", contributes_to=["company/lead", "shop/open"]))
    shop.append(an_objective(id="none", contributes_to="company/lead"))
    published = publish(files)
    alignment = CycleAlignment(published.portfolio, published.portfolio.cycles["2027-q1"])
    assert {each.quadrant for each in alignment.readings.values()} == {Quadrant.NEAR, Quadrant.FAR, Quadrant.ALONE}
    agree(published, "2027-q1", alignment.readings)


def test_many_units_are_read_as_a_whole(publish: Callable[..., Published]) -> None:
    """Two hundred teams: a table of 150 lines at most, the units with a gap before the others."""
    many: dict[str, Any] = {
        f"units__team-{n:03}": {"name": f"Team {n:03}", "level": "department", "parent": "company"} for n in range(200)
    }
    many |= {
        f"2027-q1__team-{n:03}": {
            "objectives": [an_objective(perspective="customer", contributes_to=None if n == 190 else "company/lead")]
        }
        for n in range(200)
    }
    page = publish(company(**many), rules=())[PAGE]
    lines = page.one(".okr-mx").all("tbody tr")
    assert len(lines) == 150
    assert lines[0].first("a").text == "Team 190"
    assert lines[0].one(".okr-mx__gap").text == "contributes to nothing"
    assert lines[5].first("td").text.startswith("1 of")
    assert "51 more are not shown" in page.text
    assert page.first(".okr-mx tfoot td").text == "200"
    assert len(page.one(".okr-px").all("tbody tr")) == 150
    quadrant = page.first(".okr-quad")
    assert quadrant.one("summary").text == "192 more"
    assert len(quadrant.all("li")) == 158


def test_the_matrix_stands_anywhere(publish: Callable[..., Published]) -> None:
    published = publish(company())
    portal = Portal(published.portfolio, published.addresses, published.checked)
    links = published.addresses.seen_from("2027-q1/sales")
    cycle, units = published.portfolio.cycles["2027-q1"], published.portfolio.units
    both = [parse(str(alignment(portal, links, unit, cycle))) for unit in (None, units["sales"])]
    assert [each.ids for each in both] == [[], []]
    assert row(both[0], "Sell more anvils").first("td").text == "KR2"
    assert row(both[1], "Open on Sundays").first("td").text == "whole"
    assert published.target("2027-q1/sales", row(both[0], "Sell more anvils").first("td a")["href"])
