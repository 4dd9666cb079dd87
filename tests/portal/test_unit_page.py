"""What a team reads on its page."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages import figures
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving

MARKETING = "2026-q2/marketing"


def facts(page: Element) -> dict[str, str]:
    panel = page.one("dl.okr-facts")
    return dict(zip(panel.texts("dt"), panel.texts("dd"), strict=True))


def test_the_charter_is_there(portal: Published) -> None:
    page = portal[MARKETING]
    assert page.one("h1").text == "Marketing"
    assert "We help workshops to find out that we exist" in page.one(".okr-top .okr-lead").text
    assert facts(page) == {
        "Lead": "Mr. Smith",
        "OKR champion": "Email Marketing Manager",
        "Check-in": "Weekly, Tuesday, 10:30",
        "Time for OKRs": "8 % of the week",
        "Last check-in": "today, by Mr. Smith",
        "People": "14",
    }
    charter = " ".join(element.text for element in page.all("section") if element.all("#charter"))
    for words in (
        "Three teams with three budgets stop fighting",
        "Sales tells us which leads were worth calling",
        "That sales asks for more of our leads",
        "That we chase the number of leads",
        "campaigns sent",
        "qualified leads a month",
        "cost of winning a customer",
        "a customer magazine",
        "Weekly check-in on Tuesday at 10:30, updates due Tuesday 10:00. Published 17 Mar 2026.",
        "Reviewed by Sales, HR on 26 Mar 2026. Committed 31 Mar 2026.",
    ):
        assert words in charter


@pytest.mark.parametrize(
    ("check_in", "fact", "sentence"),
    [
        (None, "not said", "When it checks in is not said. Committed 31 Dec 2026."),
        ({"day": "Monday"}, "Monday", "Check-in on Monday. Committed 31 Dec 2026."),
        ({"cadence": "weekly"}, "Weekly", "Weekly check-in. Committed 31 Dec 2026."),
    ],
)
def test_a_rhythm_that_is_not_or_partly_said(
    publish: Callable[..., Published], check_in: dict[str, str] | None, fact: str, sentence: str
) -> None:
    unit = {"name": "Sales", "level": "department", "parent": "company"}
    files = a_company(
        units__sales={**unit, "check_in": check_in} if check_in else unit,
        **{"2027-q1__sales": {"committed": "2026-12-31", "objectives": [an_objective()]}},
    )
    page = publish(files)["2027-q1/sales"]
    assert facts(page)["Check-in"] == fact
    assert f"Rhythm {sentence}" in page.text


def test_objectives_stand_in_order_of_rank(portal: Published, sample: Portfolio) -> None:
    for (cycle, unit), okrs in sample.okr_sets.items():
        titles = portal[f"{cycle}/{unit}"].texts(".okr-obj__title")
        assert titles == [o.title for o in sorted(okrs.objectives, key=lambda o: o.rank or 99)]


def test_rank_decides_whatever_the_order_in_the_file_and_those_without_one_come_last(
    publish: Callable[..., Published],
) -> None:
    ranks: list[int | None] = [3, None, 1, 2]
    objectives = [an_objective(id=f"o{rank or 'x'}", title=f"Rank {rank}", rank=rank) for rank in ranks]
    page = publish(a_company(**{"2027-q1__sales": {"objectives": objectives}}))["2027-q1/sales"]
    assert page.texts(".okr-obj__title") == ["Rank 1", "Rank 2", "Rank 3", "Rank None"]
    assert page.texts("p.okr-rank") == ["Rank 1", "Rank 2", "Rank 3", "·"]


def test_a_key_result_says_how_far_by_whom_whence_and_until_when(portal: Published) -> None:
    row = portal[MARKETING].one("#fast-pages/lead-time")
    assert row.one(".okr-kr__title").text == "KR1 Days from brief to published page"
    assert row.one("p.okr-run").text == "21 → 8 → 7 days"
    assert row.texts(".okr-meta span") == [
        "Mr. Smith",
        "with PPC Marketing, Email Marketing, SEO Marketing",
        "due 19 Jun",
        "source editorial board, median of the last ten",
        "leading",
        "edit",
    ]
    assert row.one(".okr-kr__score").text == f"Score {13 / 14:.2f}"
    assert row.one(".okr-kr__conf").text == "Confidence 0.4 a challenge"


@pytest.mark.parametrize(
    ("metric", "value", "run"),
    [
        (moving(), None, "100 → – → 200 anvils"),
        (moving(), 150, "100 → 150 → 200 anvils"),
        (moving(baseline=None), 150, "0 → 150 → 200 anvils"),
        (moving(unit="$", target="600K"), "1,500.5", "$100 → $1,500.5 → $600,000"),
        (moving(baseline=10, target=-5, unit="%"), -2, "10 → −2 → −5 %"),
        ({"keep": "at least", "target": 60, "unit": "%"}, 71, "71 %, at least 60 %"),
        ({"keep": "at most", "target": 60}, 71, "71, at most 60"),
        ({"keep": "between", "low": 40, "high": 60, "unit": "days"}, None, "–, between 40 and 60 days"),
        (
            {"milestones": [{"title": "A", "done": "2027-02-01"}, {"title": "B", "done": "2027-02-20"}]},
            None,
            "1 of 2 milestones",
        ),
        ({"deliverable": "Price list"}, None, "Not done yet"),
        ({"deliverable": "Price list", "done": "2027-02-01"}, None, "Done 1 Feb"),
        ({"deliverable": "Price list", "done": "2027-02-20"}, None, "Not done yet"),
        (None, None, "No metric yet"),
    ],
)
def test_baseline_current_target(
    publish: Callable[..., Published], metric: Mapping[str, Any] | None, value: Any, run: str
) -> None:
    metric = metric and {key: value for key, value in metric.items() if value is not None}
    key_result = {"id": "kr", "title": "T", **({"metric": metric} if metric else {})}
    files = a_company(
        **{
            "2027-q1__sales": {"objectives": [an_objective(key_results=[key_result])]},
            "2027-q1__check-ins__sales__2027-02-05": {"key_results": {"grow/kr": {"value": value}}} if value else None,
        }
    )
    assert publish(files)["2027-q1/sales"].one("p.okr-run").text == run


def test_a_milestone_is_done_from_its_day_on(publish: Callable[..., Published]) -> None:
    stages = [{"title": "A", "done": "2027-02-12"}, {"title": "B", "done": "2027-02-13"}, {"title": "C"}]
    files = a_company(
        **{"2027-q1__sales": {"objectives": [an_objective(key_results=[
            {"id": "kr", "title": "T", "metric": {"milestones": stages}}])]}}
    )  # fmt: skip
    [listed] = publish(files)["2027-q1/sales"].all("ul.okr-inis")
    assert listed.texts("li") == ["Done A 12 Feb", "Open B", "Open C"]


def test_an_initiative_that_should_be_done_is_late(publish: Callable[..., Published]) -> None:
    initiatives = [
        {"title": "Past", "due": "2027-02-11", "lead": "ann"},
        {"title": "Today", "due": "2027-02-12", "status": "doing"},
        {"title": "Ticket", "due": "2027-01-11", "status": "done", "url": "https://tracker.example/1"},
        {"title": "Given up", "due": "2027-01-11", "status": "dropped"},
    ]
    files = a_company(
        **{"2027-q1__sales": {"objectives": [an_objective(key_results=[
            {"id": "kr", "title": "T", "initiatives": initiatives}])]}}
    )  # fmt: skip
    published = publish(files)
    more = published["2027-q1/sales"].one("#grow/kr details")
    assert more.one("summary").text == "4 initiatives · 1 late, 1 doing, 1 done, 1 dropped"
    assert more.texts("li") == [
        "Late Past Ann Arbor 11 Feb",
        "Doing Today 12 Feb",
        "Done Ticket 11 Jan",
        "Dropped Given up 11 Jan",
    ]
    assert more.links[1:] == ["https://tracker.example/1"]
    on_person_page = published["people/ann"].texts(".okr-depst b")
    assert on_person_page == ["Late"], "the person reads the same as the team"


def test_contributions_lead_to_the_very_key_result_and_back(portal: Published, sample: Portfolio) -> None:
    page = portal[MARKETING]
    ups = page.one("#fast-pages").all("p.okr-up")
    assert [portal.target(MARKETING, up.links[0]) for up in ups[:2]] == [
        ("2026-q2/company", "profitable-growth/acquisition-cost"),
        ("2026-q2/company", "profitable-growth/qualified-leads"),
    ]
    assert ups[0].text.startswith("Contributes 33.3 % to ACME › ")
    assert ups[1].text.startswith("Contributes 66.7 % to ACME › ")
    assert portal.target(MARKETING, ups[2].links[0]) == (MARKETING, "ready-leads")
    for objective in sample.objectives.values():
        for contribution in objective.contributes_to:
            above = portal[f"{contribution.to.cycle}/{contribution.to.unit}"].one(f"#{contribution.to.objective}")
            rows = {row.first("a").text: row for row in above.all(".okr-child")}
            row = rows[objective.title]
            assert sample.units[objective.ref.unit].name in row.text
            if len(objective.contributes_to) == 1 and contribution.to.key_result:
                target = sample.key_results[contribution.to]
                assert f"KR{target.number} {target.title}" in row.text


def test_the_log_has_the_newest_check_in_first_with_what_changed(portal: Published) -> None:
    page = portal[MARKETING]
    log = [entry for entry in page.all("details.okr-checkin") if entry.get("id").startswith("check-in-")]
    dates = [entry["id"].removeprefix("check-in-") for entry in log]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 12
    assert log[0].one("summary").text == "23 Jun 2026 week 12, Mr. Smith"
    assert "open" in log[0].attributes
    assert all("open" not in entry.attributes for entry in log[1:])
    values = {row.one("a").text: row.all("td") for row in log[0].all("tbody tr")}
    assert values["KR1 Days from brief to published page"][0].text == "8 days"
    assert values["KR3 Qualified leads a month from organic search"][0].text == "49 → 54 leads"
    assert values["KR3 Offer and price list in the languages of our customers"][0].text == "–"
    assert "Polish on Thursday" in log[0].text
    assert "195 leads a month. Without the lost April" in log[0].text
    assert "Sales accepts 72 of 100 leads" in log[0].text
    assert "Retrospective" in log[0].texts("li")
    first = log[-1].first("tbody tr")
    assert "→" not in first.first("td").text, "the first value has none before it"


def test_before_and_after_skip_check_ins_without_a_value(publish: Callable[..., Published]) -> None:
    said = {"2027-01-08": 110, "2027-01-15": None, "2027-01-22": 130, "2027-01-29": 130}
    files = a_company(
        **{
            f"2027-q1__check-ins__sales__{day}": {"key_results": {"grow/anvils": {"value": value, "note": "n"}}}
            for day, value in said.items()
        }
    )
    page = publish(files)["2027-q1/sales"]
    assert page.texts(".okr-log td.okr-num") == ["130 anvils", "110 → 130 anvils", "–", "110 anvils"]


def waits(page: Element) -> dict[tuple[str, str], list[str]]:
    """What the worksheet says, by row and column."""
    if not page.all(".okr-waits"):
        return {}
    table = page.one(".okr-waits")
    kinds = [heading.text.split()[0] for heading in table.all("thead th")]
    return {
        (row.one("th").text, kind): cell.texts("li")
        for row in table.all("tbody tr")
        for kind, cell in zip(kinds, row.all("td"), strict=len(row.all("td")) == len(kinds))
    }


def test_dependencies_are_told_on_both_sides(portal: Published) -> None:
    needed = waits(portal["2026-q2/email-marketing"])["We depend on others", "Soft"]
    assert needed == [
        "delivery dates in the CRM from Sales, for First buyers who open the mail about their tool "
        "Not confirmed At risk its day is near, and nobody has agreed"
    ]
    sales = waits(portal["2026-q2/sales"])
    assert [len(entries) for entries in sales.values()] == [1, 1, 1, 3]
    given = sales["Others depend on us", "Soft"][0]
    assert given.startswith("delivery dates in the CRM for Email Marketing: First buyers who open")
    [late] = waits(portal["2026-q2/ppc-marketing"])["We depend on others", "Hard"]
    assert late.endswith("Late was due 29 May")
    [done] = waits(portal["2026-q2/european-sales"])["We depend on others", "Hard"]
    assert done.endswith("Done 29 Apr")


def test_a_unit_without_dependencies_has_no_such_section(publish: Callable[..., Published]) -> None:
    page = publish(a_company())["2027-q1/sales"]
    assert not page.all("#dependencies")
    assert "Dependencies" not in page.texts(".okr-jump a")


def test_a_single_dependency_needs_no_picture(portal: Published) -> None:
    assert [
        page.ids.count("dependencies:map") for page in (portal["2026-q2/sales"], portal["2026-q2/hr-management"])
    ] == [1, 0]
    assert waits(portal["2026-q2/hr-management"])["Others depend on us", "Soft"]


def test_a_closed_cycle_shows_review_and_grades(portal: Published) -> None:
    page = portal["2026-q1/marketing"]
    assert "closed" in page.one(".okr-main .okr-eyebrow").text
    assert "final score of the cycle" in page.one(".okr-panel__score").text
    review = next(section for section in page.all("section") if section.all("#review"))
    assert "1 Apr 2026" in review.text
    grades = {row.first("a").text: row for row in review.all("tbody tr")}
    [seo] = [row for row in grades.values() if "Three strategies are work" in row.text]
    assert "graded by Mr. Smith: Done on paper, and late." in seo.text
    assert seo.texts("td") == [
        "0.60 by hand, 0.40 below the computed 1.00", "Drop gone from 2026 Q2",
        "Three strategies are work. What they bring is the result.",
    ]  # fmt: skip
    assert "graded by hand, computed 1.00" in page.one("#mqls/seo").text
    for title, words in {
        "What went well": "Offer mails", "Obstacles": "the leads were missing", "Surprises": "wanted a catalogue",
        "What to adjust": "Count leads a month", "Lessons": "nobody looked any more", "Wins": "473 leads",
        "Start": "Talking to two reps", "Stop": "Mailing everybody", "Continue": "One list of leads",
    }.items():  # fmt: skip
        [part] = [part for part in review.all(".okr-lists div") if part.one("h3").text == title]
        assert words in part.text
    assert not page.all("#add-check-in")


def test_grades_of_a_review_still_to_come_are_not_shown(publish: Callable[..., Published]) -> None:
    review = {
        "date": "2027-03-29",
        "went_well": "The future",
        "grades": {"grow/anvils": {"score": 0.9, "reason": "Hm"}},
    }
    page = publish(a_company(**{"2027-q1__reviews__sales": review}))["2027-q1/sales"]
    assert "The future" not in page.text
    assert not page.all("#review")
    assert page.one(".okr-kr__score").text == "Score 0.00"


def test_other_cycles_and_the_one_to_come(portal: Published, publish: Callable[..., Published]) -> None:
    page = portal[MARKETING]
    assert [portal.target(MARKETING, table.links[-1])[0] for table in page.all("table")[-1:]] == ["2026-q1/marketing"]
    coming = page.one(".okr-upcoming")
    assert coming.text.startswith("2026 Q3 begins 1 Jul 2026; Marketing has written nothing for it yet.")
    assert coming.links[1].startswith(
        "https://github.com/acme-example/okrs/new/main?filename=okrs%2F2026-q3%2Fmarketing.yml"
    )
    assert not portal["2026-q2/company"].all(".okr-upcoming"), "the company has drafted its objectives"


def test_neighbours_are_one_click_away(portal: Published) -> None:
    page = portal["2026-q2/seo-marketing"]
    tree = page.all(".okr-branches li")
    assert [(item["style"], item.first("a").text) for item in tree] == [
        ("--d:0", "ACME"),
        ("--d:1", "HR"),
        ("--d:1", "Marketing"),
        ("--d:2", "Email Marketing"),
        ("--d:2", "PPC Marketing"),
        ("--d:2", "SEO Marketing"),
        ("--d:1", "Sales"),
    ]
    [current] = [item for item in page.all(".okr-branches a") if item.get("aria-current")]
    assert current.text == "SEO Marketing"
    assert portal[MARKETING].texts(".okr-teams--wide a") == ["Email Marketing", "PPC Marketing", "SEO Marketing"]


NUMBER = r"(\d+(?:\.\d+)?)"


def from_formula(sentence: str) -> float | None:
    """What comes out of the sum that a sentence about an objective's score prints."""
    head, _, rest = sentence.partition(":")
    if head == "No score":
        return None
    summed, _, divisor = rest.partition("÷")
    if head == "Mean of the key results":
        return sum(float(n) for n in re.findall(NUMBER, summed)) / float(re.findall(NUMBER, divisor)[0])
    assert head == "Mean of the key results by weight", sentence
    pairs = re.findall(rf"{NUMBER} × {NUMBER}", summed)
    assert pairs
    return sum(float(w) * float(s) for w, s in pairs) / float(re.findall(NUMBER, divisor)[0])


def from_scorecard(sentence: str, objectives: list[float]) -> float:
    """What comes out of a unit's sentence, where its objectives have these scores and equal weights."""
    if sentence.startswith(f"Mean of {len(objectives)} objective"):
        return sum(objectives) / len(objectives)
    pairs = re.findall(rf"{NUMBER}.% × {NUMBER}", sentence)
    assert pairs, sentence
    assert sum(float(weight) for weight, _ in pairs) == pytest.approx(100, abs=0.3)
    return sum(float(weight) * float(score) for weight, score in pairs) / 100


def formula(section: Element) -> str:
    """How an objective's score comes about: the last but one paragraph, before that of its lead."""
    return section.texts(".okr-obj__more p")[-2]


def test_the_sum_in_words_gives_the_score_that_is_shown(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]
) -> None:
    for ref in sample.objectives:
        section = portal[f"{ref.cycle}/{ref.unit}"].one(f"#{ref.objective}")
        shown = section.first(".okr-obj__fig").one("b").text
        result = from_formula(formula(section))
        assert (result is None) == (shown == figures.NOTHING)
        if result is not None:
            assert float(shown) == pytest.approx(result, abs=0.0101)
    for cycle, known in standings.items():
        for unit, standing in known.units.items():
            scores = [o.score for ref, o in known.objectives.items() if ref.unit == unit and o.score is not None]
            notes = portal[f"{cycle}/{unit}"].texts(".okr-note")
            [note] = [text for text in notes if text.startswith(("Scorecard", "Mean", "No score"))]
            if standing.score is None:
                assert note.startswith("No score yet")
            else:
                assert from_scorecard(note, scores) == pytest.approx(standing.score, abs=0.0111)


def test_the_sum_in_words_with_weights_and_without_a_score(publish: Callable[..., Published]) -> None:
    key_results = [
        {"id": "a", "title": "A", "weight": 3, "metric": moving()},
        {"id": "b", "title": "B", "weight": "0.5", "metric": moving(target=300)},
        {"id": "c", "title": "C", "weight": 7},
    ]
    files = a_company(
        **{
            "2027-q1__sales": {"objectives": [an_objective(key_results=key_results)]},
            "2027-q1__check-ins__sales__2027-02-05": {
                "key_results": {"grow/a": {"value": 150}, "grow/b": {"value": 250}}
            },
        }
    )
    section = publish(files)["2027-q1/sales"].one("#grow")
    assert formula(section).startswith(
        "Mean of the key results by weight: (3 × 0.50 + 0.5 × 0.75) ÷ 3.5. 1 key result without a score left out."
    )
    assert section.first(".okr-obj__fig").one("b").text == f"{(3 * 0.5 + 0.5 * 0.75) / 3.5:.2f}"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("2026-q1/marketing", "KR1: 150 + 50 = 200 MQLs, which is the target."),
        ("2026-q1/sales", "KR1: 150,000 + 150,000 = $300,000, which is the target."),
        ("2026-q2/company", "67 + 73 + 60 = 200 leads, which is the target."),
    ],
)
def test_targets_of_contributing_units_that_add_up_are_shown(portal: Published, address: str, words: str) -> None:
    assert words in portal[address].text.replace("\N{NO-BREAK SPACE}", " ")
