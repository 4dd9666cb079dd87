"""The pages of the cascade, and the neighbourhood on a unit's page."""

from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.pages.figures import score
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective

PAGE = "cascade/2027-q1"
COMPANY = {"objectives": [an_objective(id="lead", title="Lead the market")]}
UP = "company/lead/anvils"


def company(**files: Any) -> dict[str, Any]:
    """A company with an objective and a team below Sales that has none yet."""
    files = {"2027_q1__company": COMPANY, "units__shop": {"name": "Shop", "level": "team", "parent": "sales"}} | files
    return a_company(**files)


def linked(*objectives: dict[str, Any]) -> dict[str, Any]:
    return {"objectives": list(objectives)}


def branch(page: Element, id: str) -> Element:
    return page.one(f"#tree:{id}")


def test_every_objective_of_the_sample_stands_in_picture_and_tree(
    portal: Published, standings: Mapping[str, CycleStandings]
) -> None:
    for cycle in portal.portfolio.cycles:
        page = portal[f"cascade/{cycle}"]
        own = {ref: o for ref, o in portal.portfolio.objectives.items() if ref.cycle == cycle}
        drawn = {link for box in page.all("svg.okr-map g.okr-box") for link in box.links}
        for ref, objective in own.items():
            line = branch(page, str(ref)).first(".okr-twig__line")
            assert line.first("a").text == objective.title
            assert line.first("a")["href"] in drawn
            standing = standings[cycle].objectives[ref]
            assert line.text.endswith(f"{score(standing.score)} {standing.status.word}")


def test_the_lead_counts_what_is_aligned_and_what_came_from_below(publish: Callable[..., Published]) -> None:
    sales = linked(
        an_objective(contributes_to=UP, origin="bottom-up"), an_objective(id="b", title="B", origin="top-down")
    )
    page = publish(company(**{"2027_q1__sales": sales}))[PAGE]
    lead = page.one(".okr-lead").text
    assert lead == "1 of 2 objectives contribute to something above them; 50 % came bottom-up."
    assert page.texts(".okr-map__apart") == ["Not aligned"]
    assert [each.text for each in page.all("h3.okr-h3")] == ["Not aligned"]


def test_a_company_alone_is_told_that_nobody_has_followed_yet(publish: Callable[..., Published]) -> None:
    page = publish(company(**{"2027_q1__sales": None}))[PAGE]
    assert page.one(".okr-lead").text == "No unit below ACME has objectives yet."


def test_the_share_from_below_is_of_the_same_objectives_as_on_the_page_about_alignment(portal: Published) -> None:
    leads = [portal[f"{kind}/2026-q2"].one(".okr-lead").text for kind in ("cascade", "alignment")]
    assert leads[0] == "All 21 objectives contribute to something above them; 33 % came bottom-up."
    assert leads[1].startswith("All 21 objectives contribute to something above them; ")
    counted = [each for each in portal.portfolio.objectives.values() if each.ref.cycle == "2026-q2"]
    assert len(counted) == 21
    assert [each.source for each in counted].count("bottom-up") == 7


def test_where_nobody_is_below_no_share_from_below_is_told(portal: Published) -> None:
    assert portal["cascade/2026"].one(".okr-lead").text == "7 objectives of shorter cycles contribute directly."
    assert portal["cascade/2026-q3"].one(".okr-lead").text == (
        "All 3 objectives contribute to something above them; no unit below ACME has objectives yet."
    )


def test_a_branch_names_the_key_result_that_it_also_leads_to(portal: Published) -> None:
    line = branch(portal["cascade/2026"], "2026-q2/company/trusted-supplier").first(".okr-twig__line").text
    assert "also 33 % to KR2 Customers who order again within 90 days ·" in line


def test_a_cycle_without_objectives_tells_where_the_cascade_begins(publish: Callable[..., Published]) -> None:
    page = publish(company(**{"2027_q1__sales": None, "2027_q1__company": None}))[PAGE]
    assert "2027-q1/company.yml" in page.one(".okr-empty").text
    assert not page.all("svg.okr-map")


def test_units_with_objectives_below_have_pages_of_their_own(publish: Callable[..., Published]) -> None:
    shop = linked(an_objective(contributes_to="sales/grow/anvils"))
    published = publish(company(**{"2027_q1__shop": shop}))
    assert {each for each in published.pages if each.startswith("cascade/")} == {PAGE, f"{PAGE}/sales"}
    assert [a.text for a in published[PAGE].all("nav.okr-jump a")][-1] == "Sales"
    page = published[f"{PAGE}/sales"]
    assert page.one(".okr-eyebrow").first("a").text == "ACME"
    assert "Sell more anvils" in page.one(".okr-map").text


def test_a_branch_has_an_address_that_shows_its_path_to_the_top(portal: Published) -> None:
    page = portal["cascade/2026-q2"]
    twigs = [twig for twig in page.all("li.okr-twig") if "path to the top" in twig.first(".okr-twig__line").text]
    assert twigs
    for twig in twigs:
        [path] = [a for a in twig.first(".okr-twig__line").all("a") if a.text == "path to the top"]
        assert path["href"] == f"#{twig['id']}"
    assert len({twig["id"] for twig in page.all("li.okr-twig") if twig.get("id")}) == 24


def test_a_unit_leads_on_to_the_whole_cascade(portal: Published) -> None:
    for address in ("2026-q2/company", "2026-q2/marketing", "2026-q2/recruiting"):
        [link] = [a["href"] for a in portal[address].all("a") if a.text == "Whole cascade"]
        assert portal.target(address, link)[0] == "cascade/2026-q2"


def neighbourhood(published: Published, unit: str) -> str:
    sections = [each for each in published[f"2027-q1/{unit}"].all("section") if each.all("#cascade")]
    return sections[0].text if sections else ""


def test_a_unit_with_too_many_arrows_is_told_how_many_are_drawn(publish: Callable[..., Published]) -> None:
    above = [an_objective(id=f"lead{n}", title=f"Lead {n}") for n in range(13)]
    to = [f"company/lead{n}" for n in range(13)]
    own = [an_objective(id=f"o{n}", title=f"O {n}", contributes_to=to) for n in range(13)]
    page = publish(company(**{"2027_q1__company": linked(*above), "2027_q1__sales": linked(*own)}))["2027-q1/sales"]
    assert len(page.all("svg.okr-map .okr-edge")) == 150
    assert [each.text for each in page.all(".okr-note") if "arrows" in each.text] == [
        "150 of 169 arrows are drawn, those from and to the unit’s own objectives first: "
        "nobody could follow all of them. The pages of the units name the others."
    ]


def test_a_unit_without_arrows_is_told_what_to_write(publish: Callable[..., Published]) -> None:
    published = publish(company())
    assert "Say in 2027-q1/sales.yml" in neighbourhood(published, "sales")
    assert "contributes_to: company/lead/anvils" in neighbourhood(published, "sales")
    assert "contributes_to: company/lead/anvils" in neighbourhood(published, "company")
    assert not published["2027-q1/sales"].all("svg.okr-map")


def test_a_unit_that_nobody_is_above_is_told_of_the_units_below(publish: Callable[..., Published]) -> None:
    published = publish(company(**{"2027_q1__company": None}))
    assert "Nothing contributes to these objectives yet" in neighbourhood(published, "sales")


def test_a_closed_cycle_gives_no_advice(publish: Callable[..., Published]) -> None:
    cycle = {"name": "Q1 2027", "starts": "2027-01-01", "ends": "2027-03-31", "state": "closed"}
    published = publish(company(**{"2027_q1__cycle": cycle}))
    said = neighbourhood(published, "sales")
    assert said.startswith("Cascade In Q1 2027 nothing led")
    assert "contributes_to" not in said


def test_where_objectives_are_hidden_nobody_says_that_nothing_contributes(publish: Callable[..., Published]) -> None:
    hidden = an_objective(id="secret", title="Secret", visibility="internal", contributes_to="sales/grow/anvils")
    published = publish(company(**{"2027_q1__shop": linked(hidden)}))
    assert neighbourhood(published, "sales") == ""
    page = published[PAGE]
    assert "aligned" not in page.one(".okr-lead").text
    assert "Not aligned" not in page.text
    assert f"{PAGE}/sales" not in published.pages


def test_markup_in_titles_stays_text(publish: Callable[..., Published]) -> None:
    bad = an_objective(title="<b>Bold</b> & </svg><script>x</script>", contributes_to=UP, origin="bottom-up")
    page = publish(company(**{"2027_q1__sales": linked(bad)}))[PAGE]
    assert branch(page, "2027-q1/sales/grow").first("a").text == bad["title"]
    assert not page.all("script")
