"""What a person's page tells, and what it keeps to itself."""

import re
from collections.abc import Callable

from mkdocs_okr.model import Portfolio
from tests.portal.published import Published, a_company, an_objective

SCORE = re.compile(r"(?<![\d.,])[01]\.\d\d(?![\d.])")


def test_no_person_has_a_score(portal: Published, sample: Portfolio) -> None:
    for address in ("people", *(f"people/{person}" for person in sample.people)):
        page = portal[address]
        assert not page.all(".okr-fig")
        assert not page.all(".okr-bar")
        assert not page.all(".okr-conf")
        for element in page.all("td") + page.all("dd") + page.all("p"):
            if "okr-run" not in element.classes:  # the metric's own figures
                assert not SCORE.search(element.text), f"{address}: {element.text}"


def test_a_person_leads_in_the_cycle_where_they_lead(portal: Published, sample: Portfolio) -> None:
    page = portal["people/mr-smith"]
    assert page.texts("h2")[0] == "Leads in 2026 Q2", "the current cycle comes first"
    led_in = dict(zip(page.texts("h2"), page.all("table.okr-led"), strict=False))
    for cycle in sample.cycles.values():
        led = [o.title for o in sample.objectives.values() if o.ref.cycle == cycle.id and o.lead == "mr-smith"]
        led += [k.title for k in sample.key_results.values() if k.ref.cycle == cycle.id and k.lead == "mr-smith"]
        table = led_in.get(f"Leads in {cycle.name}")
        rows = table.all("tbody tr") if table else []
        assert sorted(row.first("a").text.split(" ", 1)[1] for row in rows) == sorted(led)
    assert page.texts("dl.okr-facts dt")[0] == "Leads"
    assert page.texts("dl.okr-facts dd")[0] == "Marketing"


def test_roles_stand_on_the_page_and_in_the_directory(portal: Published) -> None:
    assert "OKR coach" in portal["people/email-marketing-manager"].one("dl.okr-facts").text
    [row] = [row for row in portal["people"].all("tbody tr") if row.first("a").text == "Mr. Aaron"]
    assert row.texts("td") == ["ACME", "Sponsor"]


def test_somebody_without_anything_is_told_how_to_lead(publish: Callable[..., Published]) -> None:
    published = publish(a_company(people={"people": [{"id": "ann", "name": "A"}, {"id": "bob", "name": "B"},
                                                     {"id": "cy", "name": "Cy"}]}))  # fmt: skip
    page = published["people/cy"]
    assert page.one("h1").text == "Cy"
    assert page.texts(".okr-empty__t") == ["Leads no objective or key result"]
    assert page.one("code").text == "lead: cy"


def test_contributions_and_initiatives_are_those_of_the_current_cycle(publish: Callable[..., Published]) -> None:
    objective = an_objective(
        key_results=[
            {"id": "a", "title": "Anvils", "contributors": ["ann"],
             "initiatives": [{"title": "Open a shop", "lead": "ann", "due": "2027-03-01"}]}]
    )  # fmt: skip
    before = an_objective(
        key_results=[
            {"id": "a", "title": "Long ago", "contributors": ["ann"],
             "initiatives": [{"title": "Done long ago", "lead": "ann"}]}]
    )  # fmt: skip
    published = publish(
        a_company(
            **{
                "2027-q1__sales": {"objectives": [objective]},
                "2026-q4__cycle": {"starts": "2026-10-01", "ends": "2026-12-31", "state": "closed"},
                "2026-q4__sales": {"objectives": [before]},
            }
        )
    )
    page = published["people/ann"]
    assert page.texts(".okr-deps li") == ["Open a shop for Anvils Open due 1 Mar"]
    assert page.texts(".okr-bullets li") == ["Anvils"]
    assert "ago" not in page.text
