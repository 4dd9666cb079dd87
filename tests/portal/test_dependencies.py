"""Who waits for whom, and what a unit measures, as readers see it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective

PAGE = "dependencies/2027-q1"


def waiting(company: list[dict[str, Any]], sales: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """A company where the company itself and sales wait for these."""
    return a_company(
        **{
            "2027-q1__company": {"objectives": [an_objective(id="lead", title="Lead", depends_on=company)]},
            "2027-q1__sales": {"objectives": [an_objective(depends_on=sales)]},
            **changes,
        }
    )


def rows(page: Element) -> list[str]:
    return page.texts(".okr-table tbody tr")


def test_the_page_of_a_cycle_tells_of_every_dependency(portal: Published) -> None:
    page = portal["dependencies/2026-q2"]
    assert page.first(".okr-lead").text == (
        "12 dependencies among 11 units: 2 late, 1 not confirmed, 4 confirmed, 5 done. 1 of them is at risk."
    )
    assert len(rows(page)) == 12
    assert rows(page)[0] == (
        "landing pages that show within two seconds for Visitors of a landing page who ask for an offer "
        "PPC Marketing SEO Marketing Hard Late was due 29 May"
    )
    assert page.one("details summary").text == "Done · 5"


def test_the_picture_has_an_arrow_for_each_and_says_what_they_mean(portal: Published) -> None:
    page = portal["dependencies/2026-q2"]
    assert len(page.all("svg.okr-map g.okr-edge")) == 12
    assert page.texts(".okr-keys li") == [
        "An arrow runs from the unit that waits to what it waits for",
        "hard (build, sign-off)",
        "soft (feedback)",
        "nobody has agreed yet",
        "at risk",
        "late",
        "done",
    ]
    targets = {portal.target("dependencies/2026-q2", link) for link in page.one("svg.okr-map").links}
    assert ("2026-q2/seo-marketing", "found-first/page-speed") in targets
    assert ("2026-q2/sales", "") in targets


def test_units_that_wait_in_a_circle_are_named(portal: Published, publish: Callable[..., Published]) -> None:
    [told] = portal["dependencies/2026-q2"].texts(".okr-circle")
    assert told == "Waiting in a circle: Sales waits for HR, and HR for Sales. Agree who goes first."
    files = waiting([{"needs": "sales"}], [{"needs": "company", "done": "2027-02-01"}])
    assert not publish(files)[PAGE].all(".okr-circle")


def test_a_cycle_without_dependencies_tells_how_to_write_one(
    portal: Published, publish: Callable[..., Published]
) -> None:
    page = publish(a_company())[PAGE]
    assert page.one(".okr-empty__t").text == "No dependencies to show for Q1 2027"
    assert "2027-q1/sales.yml" in page.one(".okr-empty").text
    assert (
        page.one("pre").text == "depends_on: - needs: company kind: hard what: what you need from them due: 2027-03-31"
    )
    empty = publish(waiting([], []))[PAGE].one(".okr-empty")
    assert "2027-q1/company.yml" in empty.text
    assert "needs: sales/grow " in empty.one("pre").text
    closed = portal["dependencies/2026-q1"].one(".okr-empty")
    assert "The cycle is closed." in closed.text
    assert not closed.all("pre")


def test_what_is_late_and_was_never_agreed_has_a_hollow_red_head(publish: Callable[..., Published]) -> None:
    page = publish(waiting([{"needs": "sales/grow", "due": "2027-02-01"}], []))[PAGE]
    assert {"okr-edge--late", "okr-edge--asked"} <= page.one("svg.okr-map g.okr-edge").classes
    assert page.texts(".okr-keys li")[1:] == ["hard (build, sign-off)", "nobody has agreed yet", "late"]


def test_names_in_other_scripts_keep_their_place_in_the_line(publish: Callable[..., Published]) -> None:
    south = {"name": "فريق الجنوب", "level": "team", "parent": "sales"}
    page = publish(waiting([{"needs": "south"}], [], units__south=south))[PAGE]
    assert south["name"] in page.texts(".okr-table bdi")


def test_a_legend_explains_the_statuses_that_occur(portal: Published, publish: Callable[..., Published]) -> None:
    assert portal["strategy/2026-q3"].one(".okr-top .okr-legend").texts("li") == ["Not started"]
    assert not publish(a_company())[PAGE].all(".okr-top .okr-legend")
    assert publish(waiting([{"needs": "sales/grow"}], []))[PAGE].one(".okr-top .okr-legend").texts("li") == ["No data"]


def test_what_is_needed_tells_why_it_is_at_risk(publish: Callable[..., Published]) -> None:
    needs = {"needs": "sales/grow/anvils", "what": "Anvils", "confirmed": "2026-12-20", "due": "2027-03-20"}
    behind = {"2027-q1__check-ins__sales__2027-02-10": {"key_results": {"grow/anvils": {"value": 101}}}}
    page = publish(waiting([needs], [], **behind))[PAGE]
    assert rows(page) == [
        "Anvils for Lead ACME Sales Hard Confirmed due 20 Mar At risk “Anvils sold” is off track",
    ]
    assert page.one("svg.okr-map").texts("text").count("at risk") == 1


def test_thousands_are_told_up_to_a_few_hundred(publish: Callable[..., Published]) -> None:
    many = [{"needs": "sales/grow", "what": f"thing {number}"} for number in range(699)]
    late = {"needs": "sales/grow", "what": "the late thing", "due": "2027-02-01"}
    published = publish(waiting([*many, late], []), rules=())
    page = published[PAGE]
    assert page.first(".okr-lead").text == "700 dependencies among 2 units: 1 late, 699 not confirmed."
    assert len(rows(page)) == 300
    assert rows(page)[0].startswith("the late thing")
    assert page.texts("p.okr-note")[0].startswith("400 more are less urgent.")
    unit = published["2027-q1/company"]
    assert len(unit.all(".okr-wait")) == 60
    assert unit.first(".okr-waits td .okr-sub").text.startswith("from Sales")
    assert "and 640 more, which are less urgent" in unit.one(".okr-waits").text


def test_much_that_is_done_is_folded_away(publish: Callable[..., Published]) -> None:
    done = [{"needs": "sales/grow", "what": f"thing {number}", "done": "2027-02-01"} for number in range(6)]
    cell = (
        publish(waiting([*done, {"needs": "sales/grow", "what": "the last thing"}], []))["2027-q1/company"]
        .one(".okr-waits tbody")
        .first("td")
    )
    assert cell.first("ul").texts("b") == ["the last thing"]
    assert cell.one("details summary").text == "Done · 6"


def test_more_units_than_can_be_followed_are_left_to_the_table(publish: Callable[..., Published]) -> None:
    names = [f"team-{number}" for number in range(60)]
    units = {f"units__{name}": {"name": name.title(), "level": "team", "parent": "sales"} for name in names}
    needs = [{"needs": name, "what": f"help of {name}"} for name in names]
    page = publish(waiting([], needs, **units), rules=())[PAGE]
    assert len(page.all("svg.okr-map g.okr-box")) == 40
    assert "21 dependencies are in the table only." in page.text
    assert len(rows(page)) == 60


def test_what_is_hidden_is_neither_drawn_nor_told(publish: Callable[..., Published]) -> None:
    secret = an_objective(id="secret", title="Zeppelin", visibility="internal", depends_on=[{"needs": "company"}])
    files = waiting([{"needs": "sales/secret", "what": "A sign"}], [])
    files["2027-q1/sales.yml"]["objectives"].append(secret)
    files["settings.yml"]["audience"] = "public"
    published = publish(files)
    page = published[PAGE]
    assert "Zeppelin" not in published.html(PAGE)
    assert rows(page) == ["A sign for Lead ACME Sales Hard Not confirmed"]
    assert [arrow["data-okr-arrow"] for arrow in page.all("svg.okr-map g.okr-edge")] == ["1 0 0"]
    assert not page.all(".okr-circle")
    assert "–" in published["2027-q1/company"].one(".okr-waits").texts("td")


def test_a_unit_that_waits_for_itself_tells_it_once(publish: Callable[..., Published]) -> None:
    own = an_objective(id="own", title="Own", depends_on=[{"needs": "sales/grow", "what": "Anvils"}])
    files = a_company(**{"2027-q1__sales": {"objectives": [an_objective(), own]}})
    page = publish(files)["2027-q1/sales"]
    assert page.texts(".okr-wait b") == ["Anvils"]
    assert [link.text for link in page.all(".okr-jump a") if "Dependencies" in link.text] == ["Dependencies 1"]


def mapping(page: Element) -> dict[str, list[str]]:
    """What stands in the columns of the metrics mapping."""
    return {kind.one("h4").text: kind.texts("li") for kind in page.all(".okr-mapping__kind")}


def test_metrics_are_mapped_with_the_key_results_of_their_kind(portal: Published) -> None:
    found = mapping(portal["2026-q2/sales"])
    assert list(found) == ["Outputs", "Leading the sweet spot", "Lagging"]
    assert found["Outputs"] == [
        "visits", "demonstrations", "quotes", "A handbook that new colleagues would have liked to have 1.00 On track",
    ]  # fmt: skip
    assert found["Lagging"][:2] == ["revenue", "customers who order again"]
    why = portal["2026-q2/sales"].one(".okr-mapping__why").text
    assert why.endswith("5 of 9 key results lie in it.")


def test_key_results_that_do_not_say_their_kind_are_named(portal: Published) -> None:
    section = portal["2026-q1/sales"].one(".okr-mapped").text
    assert "None of 2 key results lie in it." in section
    assert "do not say what kind of indicator they are: $300K in South America by 31 Mar, $200K" in section
    assert "Write indicator: leading, lagging or output to them in 2026-q1/sales.yml." in section


@pytest.mark.parametrize("has_okrs", [True, False])
def test_a_unit_that_maps_nothing_is_told_which_keys_to_write(
    publish: Callable[..., Published], has_okrs: bool
) -> None:
    files = a_company() if has_okrs else a_company(**{"2027-q1__sales": None})
    section = publish(files)["2027-q1/sales"].one(".okr-mapped")
    assert not section.all(".okr-mapping")
    assert "units/sales.yml: metrics: with outputs, leading and lagging" in section.text
    assert "indicator:" in section.text


def test_the_share_in_the_sweet_spot_is_that_of_what_readers_see(publish: Callable[..., Published]) -> None:
    def section(*objectives: dict[str, Any]) -> str:
        files = a_company(**{"2027-q1__sales": {"objectives": list(objectives)}})
        files["settings.yml"]["audience"] = "public"
        return publish(files)["2027-q1/sales"].one(".okr-mapped").text

    shown = an_objective(key_results=[{"id": "kr", "title": "Calls", "indicator": "leading"}])
    alone = section(shown)
    assert "1 of 1 key result lies in it." in " ".join(alone.split())
    assert section(shown, {**shown, "id": "secret", "visibility": "internal"}) == alone
