"""The week: the sheet that a unit meets around, and the company in one look."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages import figures
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving

HOME = "weekly/2027-q1"
METRICS = [{"id": "mood", "title": "Mood"}, {"id": "debt", "title": "Debt"}]
SHEET = f"{HOME}/sales"


def said(**check_ins: Mapping[str, Any]) -> dict[str, Any]:
    """A company with check-ins of Sales: keywords are days, "d0205" for 5 February."""
    return a_company(
        **{f"2027_q1__check_ins__sales__2027_{day[1:3]}_{day[3:]}": content for day, content in check_ins.items()}
    )


def value(number: float, **more: Any) -> dict[str, Any]:
    """A check-in that says this of the one key result."""
    return {"by": "bob", "key_results": {"grow/anvils": {"value": number, "confidence": 0.7, **more}}}


def row(sheet: Element, title: str) -> Element:
    [found] = [each for each in sheet.all("tbody tr") if title in each.text]
    return found


def lines(page: Element, name: str) -> list[str]:
    [section] = [section for section in page.all("section") if section.all(f"#{name}")]
    return section.texts("li")


class TestTheSheet:
    def test_it_says_whose_week_it_is(self, portal: Published) -> None:
        page = portal["weekly/2026-q2/marketing"]
        assert page.one("h1").text == "Marketing, week 12 of 13"
        assert page.one(".okr-lead").text == "Check-in of 23 Jun 2026, by Mr. Smith."

    def test_it_agrees_with_every_score(
        self, portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]
    ) -> None:
        known = standings["2026-q2"]
        page = portal["weekly/2026-q2/marketing"]
        assert page.one(".okr-fig").text.startswith(figures.score(known.units["marketing"].score))
        okrs = sample.okr_sets["2026-q2", "marketing"]
        for objective in okrs.objectives:
            assert row(page, objective.title).one("b").text == figures.score(known.objectives[objective.ref].score)
            for key_result in objective.key_results:
                cells = row(page, key_result.title).all("td")
                standing = known.key_results[key_result.ref]
                assert cells[2].text == figures.score(standing.score)
                assert cells[5].text == standing.status.word
                assert cells[6].text.startswith(figures.number(standing.confidence or 0))

    def test_a_key_result_shows_what_the_check_in_changed(self, publish: Callable[..., Published]) -> None:
        files = said(d0127=value(120), d0203=value(130), d0210=value(125, note="A **returned** order"))
        cells = row(publish(files)[SHEET], "Anvils sold")
        assert cells.one("th").text == "KR1 Anvils sold Bob Boxer A returned order"
        assert [cell.text for cell in cells.all("td")][:4] == ["130 → 125", "200 anvils", "0.25", "−0.05"]

    def test_the_first_check_in_counts_from_the_baseline(self, publish: Callable[..., Published]) -> None:
        cells = row(publish(said(d0210=value(110)))[SHEET], "Anvils sold").all("td")
        assert [cell.text for cell in cells][:4] == ["100 → 110", "200 anvils", "0.10", "+0.10"]

    def test_what_the_check_in_leaves_out_says_when_it_was_last_reported_on(
        self, publish: Callable[..., Published]
    ) -> None:
        cells = row(publish(said(d0127=value(120), d0210={"changed": "Nothing"}))[SHEET], "Anvils sold")
        assert cells.one("th").text.endswith("last reported on 27 Jan")
        assert cells.all("td")[3].text == ""

    @pytest.mark.parametrize(
        ("checked_in", "heading", "lead"),
        [
            ("d0212", "Sales, week 7 of 13", "Check-in of 12 Feb 2027, by Bob Boxer."),
            (
                "d0211",
                "Sales, week 6 of 13",
                "Week 7 has no check-in yet; this is week 6, of 11 Feb 2027, by Bob Boxer.",
            ),
            (
                "d0115",
                "Sales, week 3 of 13",
                "Weeks 4 to 7 have no check-in; this is week 3, of 15 Jan 2027, by Bob Boxer.",
            ),
            ("", "Sales, week 7 of 13", "No check-in yet; the first was due by 8 Jan."),
        ],
    )
    def test_a_week_without_check_in_says_so_and_offers_to_add_one(
        self, publish: Callable[..., Published], checked_in: str, heading: str, lead: str
    ) -> None:
        page = publish(said(**({checked_in: value(120)} if checked_in else {})))[SHEET]
        assert (page.one("h1").text, page.one(".okr-lead").text) == (heading, lead)
        first = page.first(".okr-acts").first("a")
        assert first.text == ("Edit" if checked_in == "d0212" else "Add a check-in")
        assert "2027-q1/check-ins/sales/2027-02-12.yml" in first["href"].replace("%2F", "/")

    def test_without_a_repository_adding_leads_to_what_to_write_where(self, publish: Callable[..., Published]) -> None:
        published = publish({**a_company(), "settings.yml": {"as_of": "2027-02-12"}})
        button = published[SHEET].first(".okr-acts").first("a")
        assert published.target(SHEET, button["href"]) == ("2027-q1/sales", "add-check-in")

    def test_everything_that_a_meeting_looks_at_is_there(self, publish: Callable[..., Published]) -> None:
        files = said(
            d0212={
                **value(120),
                "changed": "Two *fairs*",
                "slows_us_down": "One licence",
                "wins": ["A prize"],
                "focus": {"near_term": ["Call Lisbon"], "projects": ["New crate"], "events": ["Fair on 1 March"]},
                "pipeline": ["Price list"],
                "health": {"mood": {"value": 6.5, "light": "amber", "note": "Much overtime"}},
            }
        )
        mood = {"id": "mood", "title": "Mood", "unit": "of 10", "healthy": "7 or more"}
        files["units/sales.yml"]["health_metrics"] = [mood]
        files["2027-q1/cycle.yml"]["key_dates"] = [{"date": "2027-02-19", "title": "Mid-cycle review"}]
        needs = {"needs": "company", "kind": "hard", "what": "A signature", "due": "2027-03-01"}
        done = {"needs": "company", "kind": "hard", "what": "A stamp", "done": "2027-01-20"}
        files["2027-q1/sales.yml"] = {"objectives": [an_objective(depends_on=[needs, done])]}
        sheet = publish(files)[SHEET].one(".okr-sheet")
        parts = {section.first("h2").text: section.texts("li") for section in sheet.all(".okr-sheet__cols section")}
        assert parts == {
            "Near-term priorities": ["Call Lisbon"],
            "Big projects": ["New crate"],
            "Critical events": ["Fair on 1 March"],
            "Priority pipeline": ["Price list"],
            "Operational health": ["Watch Mood healthy: 7 or more Much overtime 6.5 of 10"],
            "Wins": ["A prize"],
            "We wait for": ["A signature from ACME, Not confirmed due 1 Mar"],
            "Next dates": ["19 Feb Mid-cycle review in 7 days"],
        }
        assert [section.text for section in sheet.all(".okr-sheet__questions section")] == [
            "What changed? Two fairs",
            "How confident are we? Not answered.",
            "What slows us down? One licence",
            "How can confidence rise? Not answered.",
        ]

    def test_a_reading_that_is_not_of_this_check_in_says_its_day(self, publish: Callable[..., Published]) -> None:
        charter = {"name": "Sales", "level": "department", "parent": "company", "health_metrics": METRICS}
        before = {"2026_q4__cycle": {"name": "Q4 2026", "starts": "2026-10-01", "ends": "2026-12-31"}}
        said = {"2026_q4__check_ins__sales__2026_12_20": {"health": {"mood": {"light": "red", "value": 5}}}}
        files = a_company(
            **before, **said, units__sales=charter, **{"2026_q4__sales": {"objectives": [an_objective()]}}
        )
        [section] = [
            each for each in publish(files)[SHEET].all("section") if each.texts("h2") == ["Operational health"]
        ]
        assert section.texts("li")[0] == "Act Mood read 20 Dec 2026, before this cycle 5"

    def test_earlier_check_ins_are_found_in_the_log(self, portal: Published) -> None:
        link = next(a for a in portal["weekly/2026-q2/marketing"].all("a") if "earlier check-in" in a.text)
        assert link.text == "11 earlier check-ins"
        assert portal.target("weekly/2026-q2/marketing", link["href"]) == ("2026-q2/marketing", "check-ins")

    def test_the_units_page_leads_there(self, portal: Published) -> None:
        button = portal["2026-q2/marketing"].first(".okr-acts").first("a")
        assert button.text == "Week"
        assert portal.target("2026-q2/marketing", button["href"])[0] == "weekly/2026-q2/marketing"


class TestTheCompany:
    def test_it_says_who_has_checked_in_by_department(self, portal: Published) -> None:
        page = portal["weekly/2026-q2"]
        assert page.one("h1").text == "Week 12 of 13"
        assert page.one(".okr-lead").text.startswith("10 of 11 units (91 %) checked in within the last 7 days.")
        assert page.all(".okr-week__branches")[0].texts("tbody tr") == [
            "ACME 1 of 1 100 % all have",
            "HR 2 of 3 67 % Recruiting 34 days ago",
            "Marketing 4 of 4 100 % all have",
            "Sales 3 of 3 100 % all have",
        ]

    def test_the_explorer_has_the_rest_of_what_moved(self, portal: Published) -> None:
        """The page counts what it folds away; the filter of the explorer finds as many."""
        page, explorer = portal["weekly/2026-q2"], portal["explore/2026-q2"]
        rows = [each.get("data-lately") for each in explorer.all("tbody tr")]
        assert f"{rows.count('rose')} key results rose and none fell" in page.one(".okr-lead").text
        assert len(lines(page, "rose")) == rows.count("rose")
        assert "Last seven days" in explorer.one("form").text

    def test_it_tells_what_fell_what_is_in_the_way_and_what_was_won(self, publish: Callable[..., Published]) -> None:
        files = said(
            d0203=value(150),
            d0210={**value(130), "slows_us_down": "One licence. " * 40, "wins": ["A prize"]},
        )
        published = publish(files)
        page = published[HOME]
        assert lines(page, "fell") == ["Anvils sold 150 → 130 anvils Sales, −0.20"]
        assert lines(page, "rose") == ["Nothing in the last seven days."]
        assert lines(page, "wins") == ["A prize Sales, 10 Feb"]
        [obstacle] = lines(page, "slows-us-down")
        assert obstacle.endswith("… Sales, 10 Feb")
        assert len(obstacle) < 320
        link = next(a for s in page.all("section") if s.all("#slows-us-down") for a in s.all("a"))
        assert published.target(HOME, link["href"])[0] == SHEET

    def test_what_calls_for_attention_is_listed(self, publish: Callable[..., Published]) -> None:
        """Sales sells more but lowers its target, is less sure of it, and pays with its mood."""
        charter = {"name": "Sales", "level": "department", "parent": "company", "health_metrics": METRICS}
        change = {"date": "2027-02-09", "what": "anvils.target", "from": 250, "to": 200}
        files = said(
            d0120={**value(110, confidence=1), "health": {"mood": {"light": "green"}, "debt": {"light": "red"}}},
            d0208=value(140, confidence=0.7),
            d0211={**value(150, confidence=0.4), "health": {"mood": {"light": "red"}, "debt": {"light": "red"}}},
        )
        files["units/sales.yml"] = charter
        files["2027-q1/sales.yml"] = {"objectives": [an_objective(changes=[change])]}
        published = publish(files)
        assert lines(published[HOME], "watch") == [
            "Mood Act Sales, health metric, since 11 Feb",
            "Anvils sold 1 → 0.4, a challenge Sales, confidence, 11 Feb",
            "Anvils sold 250 → 200 Sales, target, 9 Feb, nobody wrote why",
        ]
        [section] = [each for each in published[HOME].all("section") if each.all("#watch")]
        assert [published.target(HOME, link) for link in section.links] == [
            ("2027-q1/sales", "health-metrics"), ("2027-q1/sales", "grow/anvils"), ("2027-q1/sales", "grow/anvils"),
        ]  # fmt: skip

    def test_what_was_known_a_week_ago_needs_no_watch(self, publish: Callable[..., Published]) -> None:
        change = {"date": "2027-02-04", "what": "anvils.target", "from": 250, "to": 200}
        files = said(d0120=value(110, confidence=1), d0204=value(140, confidence=0.4), d0211=value(150, confidence=0))
        files["2027-q1/sales.yml"] = {"objectives": [an_objective(changes=[change])]}
        [nothing] = lines(publish(files)[HOME], "watch")
        assert nothing.startswith("No health metric turned red")

    def test_what_to_watch_is_bounded(self, publish: Callable[..., Published]) -> None:
        change = {"date": "2027-02-09", "what": "anvils.target", "from": 250, "to": 200}
        page = publish(a_company(**{"2027_q1__sales": {"objectives": [an_objective(changes=[change] * 60)]}}))[HOME]
        [section] = [each for each in page.all("section") if each.all("#watch")]
        assert len(section.all("li")) == 48
        assert section.one("summary").text == "52 more"
        assert section.text.endswith("and 12 more, on the pages Health metrics, Confidence, Changes")

    def test_many_missing_units_are_folded_away(self, publish: Callable[..., Published]) -> None:
        objective = {"objectives": [an_objective(key_results=[{"id": "a", "title": "A", "metric": moving()}])]}
        teams = {f"units__t{n:02}": {"name": f"Team {n:02}", "level": "team", "parent": "sales"} for n in range(70)}
        files = a_company(**teams, **{f"2027_q1__t{n:02}": objective for n in range(70)})
        page = publish(files)[HOME]
        [branch] = page.one(".okr-week__branches").all("tbody tr")
        assert branch.text.startswith("Sales 0 of 71 0 % Sales never, Team 00 never,")
        assert branch.one("summary").text == "59 more"
        assert branch.text.endswith("Team 50 never, and 19 more: the directory has all")

    def test_a_cycle_that_has_just_begun_asks_nobody(self, publish: Callable[..., Published]) -> None:
        page = publish(a_company(), as_of=date(2027, 1, 4))[HOME]
        assert page.one(".okr-lead").text == (
            "Nobody owes a check-in yet; the first are due by 8 Jan. This week no key result rose or fell."
        )
        assert not page.all(".okr-week__branches")

    def test_a_closed_cycle_asks_nobody_either(self, portal: Published) -> None:
        page = portal["weekly/2026-q1"]
        assert page.one("h1").text == "The last week of 2026 Q1"
        assert "11 units checked in during its last week." in page.one(".okr-week").text
        assert not page.all(".okr-week__branches")

    def test_an_empty_cycle_says_what_to_write_where(self, publish: Callable[..., Published]) -> None:
        page = publish(a_company(**{"2027_q1__sales": None}))[HOME]
        assert "2027-q1/check-ins/UNIT/2027-01-01.yml" in page.one(".okr-empty").text

    def test_home_leads_there(self, portal: Published, publish: Callable[..., Published]) -> None:
        links = [portal.target("", a["href"]) for a in portal.home.one(".okr-rail").all(".okr-note a")]
        assert ("weekly/2026-q2", "") in links
        assert portal.site.redirects["weekly"] == "weekly/2026-q2"
