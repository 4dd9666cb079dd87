"""A figure is the same wherever it stands, and it is the one that was computed."""

from collections.abc import Iterable, Mapping

import pytest

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding
from mkdocs_okr.model import CycleState, Portfolio, Ref
from mkdocs_okr.pages import figures
from tests.portal.document import Element
from tests.portal.published import SAMPLE, Published

CYCLES = sorted(path.parent.name for path in SAMPLE.glob("*/cycle.yml"))


def said(page: Element) -> tuple[str, str]:
    """Score and status that an element with one of each prints."""
    [status] = {element.text for element in page.all(".okr-st")}
    score = page.first(".okr-num").text
    return score, status


def computed(standing: KeyResultStanding | ObjectiveStanding) -> tuple[str, str]:
    return figures.score(standing.score), standing.status.word


def confidence(value: float | None) -> str:
    return "not given" if value is None else figures.number(round(value, 2))


def rows(portal: Published, address: str) -> dict[Ref, Element]:
    """The rows of a listing by the objective or key result that their first link leads to."""
    found = {}
    for row in portal[address].all("tbody tr"):
        if "data-group" not in row.attributes:
            cycle_and_unit, anchor = portal.target(address, row.first("th a")["href"])
            found[Ref(*cycle_and_unit.split("/"), *anchor.split("/"))] = row
    return found


@pytest.mark.parametrize("cycle", CYCLES)
def test_unit_pages_show_what_was_computed(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings], cycle: str
) -> None:
    for objective in sample.objectives.values():
        if objective.ref.cycle != cycle:
            continue
        section = portal[f"{cycle}/{objective.ref.unit}"].one(f"#{objective.id}")
        standing = standings[cycle].objectives[objective.ref]
        figure = section.first(".okr-obj__fig")
        assert (figure.one("b").text, figure.one(".okr-st").text) == computed(standing)
        assert f"{figures.score(standing.expected)} expected by now" in section.text
        for key_result in objective.key_results:
            row = section.one(f"#{objective.id}/{key_result.id}")
            of_key_result = standings[cycle].key_results[key_result.ref]
            assert row.one(".okr-kr__score").text == f"Score {figures.score(of_key_result.score)}"
            head = "Result" if sample.cycles[cycle].state is CycleState.CLOSED else "Pace"
            assert row.one(".okr-kr__pace").text == f"{head} {of_key_result.status.word}"
            assert confidence(of_key_result.confidence) in row.one(".okr-kr__conf").text
            bar = row.one(".okr-kr__run .okr-bar")
            assert f"--v:{of_key_result.score or 0:.3f}" in bar["style"]
            assert f"--e:{of_key_result.expected:.3f}" in bar["style"]


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_panel_of_a_unit_shows_what_was_computed(
    portal: Published, standings: Mapping[str, CycleStandings], cycle: str
) -> None:
    assert standings[cycle].units
    for unit, standing in standings[cycle].units.items():
        panel = portal[f"{cycle}/{unit}"].one(".okr-panel__score")
        assert panel.one("b").text == figures.score(standing.score)
        assert panel.one(".okr-st").text == standing.status.word


@pytest.mark.parametrize("cycle", CYCLES)
def test_explorer_and_cycle_page_agree_with_it(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings], cycle: str
) -> None:
    all_of_them: dict[Ref, KeyResultStanding | ObjectiveStanding] = {
        **standings[cycle].objectives,
        **standings[cycle].key_results,
    }
    explorer = rows(portal, f"explore/{cycle}")
    assert explorer.keys() == all_of_them.keys()
    of_cycle = rows(portal, cycle)
    assert of_cycle.keys() == standings[cycle].objectives.keys()
    for found in (explorer, of_cycle):
        for ref, row in found.items():
            standing = all_of_them[ref]
            assert said(row) == computed(standing)
            assert row["data-status"] == standing.status.value
            assert confidence(standing.confidence) in row.text
            assert row.get("data-score") == ("" if standing.score is None else f"{standing.score:.4f}")
            assert row["data-unit"].split()[0] == ref.unit
            assert sample.units[ref.unit].name in row.text


@pytest.mark.parametrize("cycle", CYCLES)
def test_a_cycle_counts_what_is_in_it(
    portal: Published, standings: Mapping[str, CycleStandings], sample: Portfolio, cycle: str
) -> None:
    known = standings[cycle]
    statuses = [standing.status.word for standing in known.objectives.values()]
    sums = portal[cycle].texts(".okr-sums p")
    if not known.objectives:
        assert "No objectives are written for this cycle yet." in portal[cycle].text
        assert portal[cycle].all("table") == []
        return
    assert sums[:3] == [
        f"{len(known.objectives)} {'objective' if len(known.objectives) == 1 else 'objectives'}",
        f"{len(known.key_results)} {'key result' if len(known.key_results) == 1 else 'key results'}",
        f"{len(known.units)} {'unit' if len(known.units) == 1 else 'units'}",
    ]
    told = [o.source for o in sample.objectives.values() if o.ref.cycle == cycle and o.source]
    share = [f"{round(100 * told.count('bottom-up') / len(told))} % came bottom-up"] if told else []
    assert sorted(sums[3:]) == sorted([f"{statuses.count(word)} {word}" for word in set(statuses)] + share)
    [row] = [row for row in portal["cycles"].all("tbody tr") if row.first("a").text == sample.cycles[cycle].name]
    company = known.units["company"]
    assert row.texts("td")[2:] == [
        str(len(known.units)),
        str(len(known.objectives)),
        str(len(known.key_results)),
        figures.score(company.score),
        company.status.word,
    ]


def test_home_agrees_with_it(portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]) -> None:
    cycle = sample.current_cycle
    assert cycle is not None
    known = standings[cycle.id]
    cards = portal.home.all("article.okr-card")
    objectives = sample.okr_sets[cycle.id, "company"].objectives
    assert [card.one("h3").text for card in cards] == [objective.title for objective in objectives]
    for card, objective in zip(cards, objectives, strict=True):
        assert (card.one(".okr-fig b").text, card.one(".okr-fig .okr-st").text) == computed(
            known.objectives[objective.ref]
        )
        for line, key_result in zip(card.all("ol li"), objective.key_results, strict=True):
            assert line.first("a").text == key_result.title
            assert said(line) == computed(known.key_results[key_result.ref])
    bar = portal.home.one(".okr-cycle")
    assert f"{figures.score(known.units['company'].score)} of" in bar.text
    assert known.units["company"].status.word in bar.text


def test_tiles_and_the_directory_agree_with_it(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]
) -> None:
    assert sample.current_cycle is not None
    units = standings[sample.current_cycle.id].units
    names = {unit.name: units[id] for id, unit in sample.units.items()}
    tiles = portal.home.all("article.okr-tile")
    assert [tile.one("h3").text for tile in tiles] == [unit.name for unit in sample.children["company"]]
    for tile in tiles:
        standing = names[tile.one("h3").text]
        figure = tile.one(".okr-tile__fig")
        assert (figure.one("b").text, figure.one(".okr-st").text) == (
            figures.score(standing.score),
            standing.status.word,
        )
        for team in tile.all(".okr-teams li"):
            of_team = names[team.first("a").text]
            assert said(team) == (figures.score(of_team.score), of_team.status.word)
    directory = portal["units"].all("tbody tr")
    assert [row.first("a").text for row in directory] == [unit.name for unit in sample.units.values()]
    for row in directory:
        standing = names[row.first("a").text]
        assert said(row) == (figures.score(standing.score), standing.status.word)


def contributing(portal: Published) -> Iterable[tuple[Ref, Element]]:
    for address, page in ((address, portal[address]) for address in portal.pages if address.count("/") == 1):
        for child in page.all(".okr-child"):
            target, anchor = portal.target(address, child.first("a")["href"])
            yield Ref(*target.split("/"), *anchor.split("/")), child


def test_contributions_from_below_agree_with_it(portal: Published, standings: Mapping[str, CycleStandings]) -> None:
    children = list(contributing(portal))
    assert len(children) > 20
    for ref, child in children:
        assert said(child) == computed(standings[ref.cycle].objectives[ref])


def test_other_cycles_of_a_unit_agree_with_it(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]
) -> None:
    table = portal["2026-q2/marketing"].all(".okr-main > table") or portal["2026-q2/marketing"].all(".okr-main table")
    [row] = table[-1].all("tbody tr")
    standing = standings["2026-q1"].units["marketing"]
    assert row.texts("td")[1:] == ["1", figures.score(standing.score), standing.status.word]


def test_people_pages_repeat_the_same_words(
    portal: Published, sample: Portfolio, standings: Mapping[str, CycleStandings]
) -> None:
    seen = 0
    for person in sample.people.values():
        address = f"people/{person.id}"
        for row in portal[address].all("table.okr-led tbody tr"):
            target, anchor = portal.target(address, row.first("a")["href"])
            ref = Ref(*target.split("/"), *anchor.split("/"))
            known = standings[ref.cycle]
            standing = known.key_results[ref] if ref.key_result else known.objectives[ref]
            assert row.one(".okr-st").text == standing.status.word
            on_unit_page = portal[target].one(f"#{anchor}").all(".okr-run")
            if ref.key_result:
                assert row.one(".okr-run").text == on_unit_page[0].text
            seen += 1
    assert seen > 90
