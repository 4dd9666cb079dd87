"""The company in one look."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from mkdocs_okr.analysis.activity import gone_quiet, moved, wins
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages import figures
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving


def feed(home: Element, name: str) -> list[str]:
    [section] = [section for section in home.all(".okr-rail section") if section.all(f"#{name}")]
    return section.texts("li")


def test_it_opens_with_the_company_and_its_cycle(portal: Published) -> None:
    top = portal.home.one("header.okr-top")
    assert top.one(".okr-eyebrow").text == "ACME · 2026 Q2, week 12 of 13"
    assert "Good tools for people who build, wherever they live." in top.text
    assert "In ten years a workshop in Córdoba" in top.text
    bar = portal.home.one(".okr-cycle")
    assert bar.texts(".okr-cycle__val")[0] == "92 % week 12 of 13, 7 days left"
    assert [mark for mark in bar.texts(".okr-cycle__marks li") if "Today" in mark] == ["23 Jun Today"]
    assert len(bar.all(".okr-weeks .okr-gone")) == 11
    assert bar.one(".okr-weeks .okr-now").text == "12"


def test_what_moved_this_week(portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]) -> None:
    movements = moved(sample, standings["2026-q2"])
    lines = feed(portal.home, "moved")
    assert len(lines) == 5
    for line, movement in zip(lines, movements, strict=False):
        assert line.startswith(movement.key_result.title)
        assert movement.score_delta is not None
        assert line.endswith(
            f"{sample.units[movement.key_result.ref.unit].name}, {figures.signed(movement.score_delta)}"
        )
    assert f"and {len(movements) - 5} more" in portal.home.texts(".okr-note")


def test_who_has_gone_quiet(portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]) -> None:
    quiet = gone_quiet(sample, standings["2026-q2"])
    assert quiet
    for line, it in zip(feed(portal.home, "quiet"), quiet[:5], strict=True):
        assert line.startswith(it.key_result.title if it.key_result else it.unit.name)
        assert f"{it.days} day" in line if it.days is not None else "never" in line


def test_wins_newest_first(portal: Published, sample: Portfolio) -> None:
    assert sample.current_cycle is not None
    expected = wins(sample, sample.current_cycle)[:5]
    lines = feed(portal.home, "wins")
    assert [line.rsplit(" ", 2)[1:] for line in lines] == [figures.day(win.date).split() for win in expected]
    assert all(win.unit.name in line for line, win in zip(lines, expected, strict=True))


def test_next_dates_come_from_all_cycles_and_say_how_far_ahead(portal: Published) -> None:
    assert feed(portal.home, "dates") == [
        "24 Jun Peer reviews begin 2026 Q3 tomorrow",
        "25 Jun Quarterly review and retrospective 2026 Q2 in 2 days",
        "29 Jun Alignment meeting 2026 Q3 in 6 days",
        "30 Jun Grades due 2026 Q2 in 7 days",
        "30 Jun All OKRs committed 2026 Q3 in 7 days",
    ]


def test_cards_of_the_companys_objectives(portal: Published) -> None:
    cards = portal.home.all("article.okr-card")
    assert [card.one(".okr-rank").text for card in cards] == ["Rank 1", "Rank 2", "Rank 3"]
    assert [card.texts(".okr-tag")[0] for card in cards] == ["Financial", "Customer", "Learning & growth"]


def test_nothing_from_after_today_is_told(publish: Callable[..., Published]) -> None:
    files = a_company(
        **{
            "2027-q1__cycle": {
                "starts": "2027-01-01",
                "ends": "2027-03-31",
                "key_dates": [{"date": "2027-02-11", "title": "Past"}, {"date": "2027-02-12", "title": "Now"}],
            },
            "2027-q1__check-ins__sales__2027-02-12": {
                "key_results": {"grow/anvils": {"value": 150}},
                "wins": "Fair won",
            },
            "2027-q1__reviews__sales": {"date": "2027-03-30", "wins": "A win of March"},
            "2027-q1__company": {
                "objectives": [
                    an_objective(
                        key_results=[
                            {"id": "x", "title": "Later", "metric": {"deliverable": "D", "done": "2027-02-13"}},
                            {"id": "y", "title": "Done now", "metric": {"deliverable": "D", "done": "2027-02-12"}},
                        ]
                    )
                ]
            },
        }
    )
    home = publish(files).home
    assert feed(home, "wins") == ["Fair won Sales, 12 Feb"]
    assert feed(home, "dates") == ["12 Feb Now 2027-q1 today"]
    assert feed(home, "moved") == ["Done now 0 % → 100 % ACME, +1.00", "Anvils sold 100 → 150 anvils Sales, +0.50"]


def test_silence_everywhere(publish: Callable[..., Published]) -> None:
    home = publish(a_company()).home
    assert feed(home, "moved") == ["Nothing in the last seven days."]
    assert feed(home, "wins") == ["None yet. A check-in has a field for them."]
    assert feed(home, "dates") == ["No key dates ahead. They stand in each cycle's cycle.yml."]
    assert feed(home, "quiet") == ["Sales never whole unit"]


@pytest.mark.parametrize(
    ("departments", "tiles", "left"), [(1, 1, ""), (24, 24, ""), (25, 24, "1 more unit"), (30, 24, "6 more units")]
)
def test_many_departments_end_in_the_directory(
    publish: Callable[..., Published], departments: int, tiles: int, left: str
) -> None:
    files = a_company(
        **{
            f"units__d{n:02}": {"name": f"Department {n}", "level": "department", "parent": "company"}
            for n in range(1, departments)
        }
    )
    published = publish(files)
    assert len(published.home.all("article.okr-tile")) == tiles
    notes = [
        note
        for note in published.home.all("section > .okr-note") or published.home.all(".okr-note")
        if "unit" in note.text
    ]
    assert [note.text for note in notes] == ([left] if left else [])
    assert all(published.target("", note.links[0])[0] == "units" for note in notes)
    assert len(published["units"].all("tbody tr")) == departments + 1


def test_a_tile_names_eight_teams_and_says_how_many_more(publish: Callable[..., Published]) -> None:
    teams = {f"units__t{n:02}": {"name": f"Team {n:02}", "level": "team", "parent": "sales"} for n in range(25)}
    published = publish(a_company(**teams))
    [tile] = published.home.all("article.okr-tile")
    assert len(tile.all(".okr-teams li")) == 9
    assert tile.first(".okr-teams li").texts("a") == ["Team 00"]
    assert "no OKRs yet" in tile.first(".okr-teams li").text
    more = tile.all(".okr-teams li")[-1]
    assert more.text == "17 more"
    assert published.target("", more.links[0]) == ("2027-q1/sales", "below")
    assert len(published["2027-q1/sales"].all(".okr-teams--wide li")) == 25


@pytest.mark.parametrize(("siblings", "shown"), [(24, 24), (25, 24), (60, 24)])
def test_the_side_tree_is_limited_and_keeps_the_unit_in_it(
    publish: Callable[..., Published], siblings: int, shown: int
) -> None:
    teams = {f"units__t{n:02}": {"name": f"Team {n:02}", "level": "team", "parent": "sales"} for n in range(siblings)}
    published = publish(a_company(**teams))
    for n in (0, siblings // 2, siblings - 1):
        address = f"2027-q1/t{n:02}"
        branches = published[address].all(".okr-branches li")
        names = [branch.first("a").text for branch in branches]
        assert sum(name.startswith("Team") for name in names) == shown
        assert [a.text for a in published[address].all(".okr-branches a") if a.get("aria-current")] == [f"Team {n:02}"]
        rest = [branch for branch in branches if "more" in branch.text]
        assert [branch.text for branch in rest] == ([f"{siblings - shown} more"] if siblings > shown else [])
        assert all(branch.links == ["../../units/?within=sales"] for branch in rest)


def test_figures_have_the_sign_of_their_change(publish: Callable[..., Published]) -> None:
    down: dict[str, Any] = {
        "2027-q1__sales": {
            "objectives": [an_objective(key_results=[{"id": "a", "title": "A", "metric": moving(unit="$")}])]
        },
        "2027-q1__check-ins__sales__2027-02-03": {"key_results": {"grow/a": {"value": "1,150.5"}}},
        "2027-q1__check-ins__sales__2027-02-10": {"key_results": {"grow/a": {"value": -20}}},
    }
    home = publish(a_company(**down)).home
    assert feed(home, "moved") == ["A $1,150.5 → −$20 Sales, −1.00"]


def test_stages_are_told_in_percent(publish: Callable[..., Published]) -> None:
    stages = [{"title": "A", "done": "2027-01-12"}, {"title": "B", "done": "2027-02-10"}, {"title": "C"}]
    files = a_company(
        **{
            "2027-q1__sales": {
                "objectives": [an_objective(key_results=[{"id": "a", "title": "A", "metric": {"milestones": stages}}])]
            }
        }
    )
    assert feed(publish(files).home, "moved") == ["A 33 % → 67 % Sales, +0.33"]


@pytest.mark.parametrize(
    ("as_of", "state", "words"),
    [
        ("2026-12-20", "active", "Check-ins begin with the cycle, on 1 Jan 2027."),
        ("2027-01-02", "active", "Nobody has been silent for more than 14 days."),
        ("2027-04-20", "closed", "The cycle is closed; nobody owes a check-in."),
    ],
)
def test_an_empty_list_of_the_quiet_says_what_is_true(
    publish: Callable[..., Published], as_of: str, state: str, words: str
) -> None:
    files = a_company(**{"2027-q1__sales": {"objectives": [an_objective()]}})
    files["2027-q1/cycle.yml"] = {**files["2027-q1/cycle.yml"], "state": state}
    home = publish(files, as_of=date.fromisoformat(as_of))[""]
    assert words in home.text
