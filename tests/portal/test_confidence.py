"""How sure everybody is of the key results, as readers see it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mkdocs_okr.analysis.confidence_sheet import Tally
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages import confidence_pages
from mkdocs_okr.pages.confidence_sheets import part_given
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving

Publish = Callable[..., Published]
PAGE = "confidence/2027-q1"


def company(*said: tuple[str, float | None], **changes: Any) -> dict[str, Any]:
    """A company whose sales said these confidences on these days."""
    check_ins = {
        f"2027-q1__check-ins__sales__{day}": {
            "by": "bob",
            "key_results": {"grow/anvils": {"value": 120, "confidence": confidence}},
        }
        for day, confidence in said
    }
    return a_company(**check_ins, **changes)


def cells(page: Element, row: int = 0) -> list[str]:
    rows = [each for each in page.all(".okr-heat tbody tr") if each.all("td")]
    return rows[row].texts("td")


def test_the_sheet_shows_each_week_and_the_gaps(publish: Publish) -> None:
    page = publish(company(("2027-01-04", 0.7), ("2027-01-18", 0.4), ("2027-02-12", 1)))[PAGE]
    assert cells(page)[:8] == ["0.7", "not given", "0.4", "not given", "not given", "not given", "1", ""]
    assert page.texts(".okr-heat tfoot td")[:8] == ["1/1", "0/1", "1/1", "0/1", "0/1", "0/1", "1/1", ""]
    assert page.one(".okr-heat .okr-now").text == "Week 7"
    assert page.first(".okr-lead").text == "How sure everybody is of the key results. 3 of 7 confidences given."


def test_each_cell_says_in_words_what_when_and_by_whom(publish: Publish) -> None:
    page = publish(company(("2027-01-04", 0.7)))[PAGE]
    titles = [cell["title"].replace("\xa0", " ") for cell in page.all(".okr-heat td")[:7]]
    assert titles[0] == "Week 1: 0.7, likely; given on 4 Jan by Bob Boxer"
    assert titles[1] == "Week 2: not given"
    assert titles[6] == "Week 7: still to be given"


def test_what_stands_out_is_said_in_words(publish: Publish) -> None:
    page = publish(company(("2027-01-04", 1), ("2027-01-11", 0.4)))[PAGE]
    assert page.texts(".okr-remarks li") == [
        "Anvils sold (Sales) fell from high (1) in week 1 to a challenge (0.4) in week 2.",
        "Longest gap, 4 weeks without a confidence, since week 3: Anvils sold (Sales).",
    ]


def test_the_sheet_says_what_the_scores_say(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]
) -> None:
    shown = standings["2026-q2"].key_results
    page = portal["confidence/2026-q2"]
    found = 0
    for row in page.all(".okr-heat tbody tr"):
        for link in row.all("th a"):
            address, anchor = portal.target("confidence/2026-q2", link["href"])
            if "/" not in anchor:
                continue
            [standing] = [each for ref, each in shown.items() if str(ref) == f"{address}/{anchor}"]
            wanted = ["" if each is None else f"{each:g}" for each in standing.confidences]
            given = [text if text[:1].isdigit() else "" for text in row.texts("td")]
            assert given[: len(wanted)] == wanted
            found += 1
    assert found == len(shown) == 65


def test_a_department_has_the_sheet_of_everybody_below_it(portal: Published) -> None:
    page = portal["confidence/2026-q2/marketing"]
    assert page.texts(".okr-heat__of") == ["Marketing", "Email Marketing", "PPC Marketing", "SEO Marketing"]
    assert "confidence/2026-q2/seo-marketing" not in portal.pages
    assert portal.site.redirects["confidence"] == "confidence/2026-q2"
    link = page.first(".okr-heat__of a")["href"]
    assert portal.target("confidence/2026-q2/marketing", link) == ("history/2026-q2/marketing", "confidence")


def test_the_history_of_a_unit_has_its_sheet_by_objective(portal: Published) -> None:
    page = portal["history/2026-q2/marketing"]
    heading = page.one("#confidence")
    assert heading.text == "Confidence"
    assert "79 of 84 confidences given" in page.texts(".okr-sub")
    assert len(page.texts(".okr-heat__of")) == 2
    assert "(Marketing)" not in page.one(".okr-remarks").text


@pytest.mark.parametrize(
    ("changes", "title", "says"),
    [
        ({}, "No confidence given yet", "2027-q1/check-ins/sales/2027-02-12.yml"),
        ({"settings": {"as_of": "2026-12-20"}}, "No confidence given yet", "Q1 2027 begins on 1 Jan 2027"),
        ({"settings": {"as_of": "2027-04-20"}}, "No confidence to show for Q1 2027", "No check-in of this cycle"),
        ({"2027-q1__sales": None}, "No key result to show for Q1 2027", "As soon as somebody writes"),
    ],
)
def test_without_any_confidence_it_says_what_to_write_where(
    publish: Publish, changes: dict[str, Any], title: str, says: str
) -> None:
    page = publish(a_company(**changes))[PAGE]
    assert page.one(".okr-empty__t").text == title
    assert says in page.one(".okr-empty").text
    assert not page.all(".okr-heat")


def test_a_year_is_shown_by_month_with_its_years(publish: Publish) -> None:
    cycle = {"name": "FY 27", "starts": "2026-07-01", "ends": "2027-06-30"}
    page = publish(company(("2026-08-03", 0.7), ("2027-01-04", 0.4), **{"2027-q1__cycle": cycle}))[PAGE]
    assert page.texts(".okr-heat thead th")[:9] == [
        "Month", "Jul 2026", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan 2027", "Feb",
    ]  # fmt: skip
    assert (
        page.all(".okr-heat td")[1]["title"].replace("\xa0", " ")
        == "Aug 2026: 0.7, likely; given on 3 Aug 2026 by Bob Boxer"
    )
    assert "from Sep 2026 to Dec 2026: Anvils sold" in page.text
    assert "shown by month" in page.text


def test_of_many_key_results_each_unit_has_a_row(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence_pages, "MOST_KEY_RESULTS", 1)
    two = [{"id": id, "title": id, "metric": moving()} for id in ("anvils", "hammers")]
    files = company(
        ("2027-01-04", 1),
        ("2027-02-08", 0.4),
        **{"2027-q1__sales": {"objectives": [an_objective(key_results=two)]}},
        **{"2027-q1__company": {"objectives": [an_objective()]}},
    )
    page = publish(files)[PAGE]
    assert page.texts(".okr-heat tbody th") == [
        "ACME 1 key result, 1 never given",
        "Sales 2 key results, 1 fell, 1 never given",
    ]
    assert cells(page, 1)[:2] == ["1/2", "0/2"]
    assert page.all(".okr-heat tbody tr")[1].first("td")["title"] == "Week 1: 1 of 2 given: 1 high"
    assert page.texts(".okr-remarks li") == [
        "1 key result stands two steps or more below an earlier confidence.",
        "2 key results were never given a confidence though it was due.",
        "The longest gap is 4 weeks without a confidence.",
    ]


def test_thousands_are_told_as_a_share_in_narrow_cells() -> None:
    nearly = Tally(0, 0, 0, high=1999, missing=1, open=0)
    assert part_given(nearly) == "99\xa0%"
    assert part_given(Tally(0, 0, 900, 99, 0, 0)) == "999/999"


def test_of_many_units_those_right_below_stand_for_all(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence_pages, "MOST_KEY_RESULTS", 1)
    monkeypatch.setattr(confidence_pages, "MOST_LINES", 2)
    teams = {f"units__team-{n}": {"name": f"Team {n}", "level": "team", "parent": "sales"} for n in range(3)}
    written = {f"2027-q1__team-{n}": {"objectives": [an_objective()]} for n in range(3)}
    published = publish(company(("2027-01-04", 1), **teams, **written))
    assert published[PAGE].texts(".okr-heat tbody th") == ["Sales and below 4 key results, 3 never given"]
    assert published.target(PAGE, published[PAGE].first(".okr-heat tbody a")["href"])[0] == f"{PAGE}/sales"
    below = published[f"{PAGE}/sales"]
    assert len(below.texts(".okr-heat tbody th")) == 2
    assert "2 more units are not shown" in below.text
    assert below.texts(".okr-heat tfoot td")[0] == "1/4"


def test_words_that_mean_harm_stay_words(publish: Publish) -> None:
    bad = "<script>alert(1)</script>"
    titled = an_objective(title=bad, key_results=[{"id": "anvils", "title": bad, "metric": moving()}])
    files = company(
        ("2027-01-04", 1),
        ("2027-01-11", 0),
        **{
            "2027-q1__sales": {"objectives": [titled]},
            "people": {"people": [{"id": "ann", "name": bad}, {"id": "bob", "name": '" onclick="x'}]},
            "units__sales": {"name": bad, "level": "department", "parent": "company", "lead": "bob"},
        },
    )
    published = publish(files)
    html = published.html(PAGE)
    assert "<script" not in html
    assert 'onclick="x' not in html.replace("&#34; onclick=&#34;x", "")
