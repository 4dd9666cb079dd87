"""A figure is the same wherever it stands, and it is the one that was computed."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import feedparser
import pytest

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding
from mkdocs_okr.model import CycleState, KeepMetric, MovingMetric, Portfolio, Ref
from mkdocs_okr.pages import figures
from tests.portal.document import Element, parse
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
    return "not given" if value is None else figures.confidence(value)


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
        is_closed = sample.cycles[cycle].state is CycleState.CLOSED  # nothing is expected any more
        assert (f"{figures.score(standing.expected)} expected by now" in section.text) is not is_closed
        for key_result in objective.key_results:
            row = section.one(f"#{objective.id}/{key_result.id}")
            of_key_result = standings[cycle].key_results[key_result.ref]
            assert row.one(".okr-kr__score").text == f"Score {figures.score(of_key_result.score)}"
            head = "Result" if is_closed else "Pace"
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


def of_data(portal: Published) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(portal.site.files["okrs.json"])
    return parsed


def of_table(portal: Published, cycle: str, name: str) -> list[dict[str, str]]:
    text = portal.site.files[f"data/{cycle}/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def in_words(each: Mapping[str, Any]) -> tuple[str, str]:
    """Score and status of something in the data, as a page prints them."""
    score = each["score"]
    return figures.NOTHING if score in (None, "") else f"{float(score):.2f}", each["status"].replace(
        "-", " "
    ).capitalize()


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_data_say_what_the_explorer_prints(portal: Published, cycle: str) -> None:
    explorer = rows(portal, f"explore/{cycle}")
    data = of_data(portal)
    told = {each["ref"]: each for each in (*data["objectives"], *data["key_results"]) if each["cycle"] == cycle}
    assert told.keys() == {str(ref) for ref in explorer}
    for ref, row in explorer.items():
        assert in_words(told[str(ref)]) == said(row)
        assert confidence(told[str(ref)]["confidence"]) in row.text


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_tables_say_what_the_explorer_prints(portal: Published, cycle: str) -> None:
    explorer = rows(portal, f"explore/{cycle}")
    told = {
        **{Ref(cycle, line["unit"], line["objective"]): line for line in of_table(portal, cycle, "objectives")},
        **{
            Ref(cycle, line["unit"], line["objective"], line["key_result"]): line
            for line in of_table(portal, cycle, "key-results")
        },
    }
    assert told.keys() == explorer.keys()
    for ref, row in explorer.items():
        assert in_words(told[ref]) == said(row)
        assert confidence(float(told[ref]["confidence"]) if told[ref]["confidence"] else None) in row.text


def test_the_data_say_what_the_panel_of_a_unit_prints(portal: Published) -> None:
    checked = 0
    for okrs in of_data(portal)["okr_sets"]:
        if okrs["objectives"]:
            panel = portal[f"{okrs['cycle']}/{okrs['unit']}"].one(".okr-panel__score")
            assert (panel.one("b").text, panel.one(".okr-st").text) == in_words(okrs)
            checked += 1
    assert checked > 20


def test_the_data_say_what_a_badge_and_a_summary_say(portal: Published) -> None:
    current = portal.portfolio.current_cycle
    assert current is not None
    for okrs in of_data(portal)["okr_sets"]:
        if okrs["cycle"] == current.id and okrs["objectives"]:
            summary = json.loads(portal.site.files[f"units/{okrs['unit']}/summary.json"])
            for figure in ("score", "expected", "confidence"):
                assert summary[figure] == (None if okrs[figure] is None else round(okrs[figure], 4))
            badge = portal.site.files[f"units/{okrs['unit']}/badge.svg"].decode()
            assert f": {in_words(okrs)[0]} {in_words(okrs)[1].lower()}" in badge


def test_check_ins_say_the_same_on_the_page_in_the_data_in_the_table_and_in_the_feed(portal: Published) -> None:
    """Values with their units and confidence, of every check-in that stands in the feed of its unit."""
    units = {each["ref"]: (each["metric"] or {}).get("unit", "") for each in of_data(portal)["key_results"]}
    titles = {each["ref"]: each["title"] for each in of_data(portal)["key_results"]}
    in_table = {
        (line["date"], f"{cycle}/{line['unit']}/{line['objective']}/{line['key_result']}"): (
            float(line["value"]) if line["value"] else None,
            float(line["confidence"]) if line["confidence"] else None,
        )
        for cycle in CYCLES
        for line in of_table(portal, cycle, "check-ins")
    }
    in_data = {
        (check_in["date"], entry["key_result"]): (entry["value"], entry["confidence"])
        for check_in in of_data(portal)["check_ins"]
        for entry in check_in["key_results"]
    }
    assert in_table == in_data
    seen = 0
    for unit in portal.portfolio.units:
        feed = feedparser.parse(
            portal.site.files[f"feeds/{unit}.xml"], sanitize_html=False, resolve_relative_uris=False
        )
        for entry in feed.entries:
            address, anchor = portal.target(f"feeds/{unit}", "../" + entry.link)
            log = portal[address].one(f"#{anchor}").all("table tbody tr")
            day = anchor.removeprefix("check-in-")
            items = parse(f"<main>{entry.content[0].value}</main>").all("ul")
            lines = items[0].all("li") if log else []
            assert len(lines) == len(log)
            for line, row in zip(lines, log, strict=True):
                ref = f"{address}/{row.first('a')['href'].removeprefix('#')}"
                value, sure = in_data[day, ref]
                words = " ".join(figures.quantity(value, units[ref]).split())
                assert line.first("a").text == titles[ref]
                if value is not None:
                    assert row.all("td")[0].text.endswith(words)
                    assert f"{titles[ref]}: {words}" in line.text
                if sure is not None:
                    assert f"confidence {figures.confidence(sure)}" in line.text
                    assert figures.confidence(sure) in row.all("td")[1].text
                seen += 1
    assert seen > 150


def tracked(portal: Published, folder: str) -> Iterable[tuple[str, str, Element]]:
    """The pages of an aspect that are about a unit: cycle, unit and page."""
    for address in portal.pages:
        parts = address.split("/")
        if parts[0] == folder and len(parts) == 3 and parts[2] in portal.portfolio.units:
            yield parts[1], parts[2], portal[address]


def test_the_sheet_of_a_week_says_what_was_computed(portal: Published, standings: Mapping[str, CycleStandings]) -> None:
    seen = 0
    for cycle, unit, page in tracked(portal, "weekly"):
        for row in page.all(".okr-sheet__krs tbody tr"):
            address, anchor = portal.target(f"weekly/{cycle}/{unit}", row.first("a")["href"])
            ref = Ref(*address.split("/"), *anchor.split("/"))
            known = standings[cycle]
            standing = known.key_results[ref] if ref.key_result else known.objectives[ref]
            [score] = [cell for cell in row.all("td") if cell.get("data-label") == "Score"]
            assert (score.text, row.one(".okr-st").text) == computed(standing)
            if ref.key_result and standing.confidence is not None:
                assert row.one(".okr-conf b").text == figures.confidence(standing.confidence)
            seen += 1
    assert seen > 120


def number(text: str) -> float:
    """The number in what a page prints: "$225,000", "−0.5", "7.4 of 10", and "0.5M" beside an axis."""
    digits, scale = re.findall(r"(\d[\d,]*(?:\.\d+)?)\s?([KMB]?)", text)[0]
    value = float(digits.replace(",", "")) * {"": 1, "K": 1e3, "M": 1e6, "B": 1e9}[scale]
    return -value if "\N{MINUS SIGN}" in text else value


def drawn_value(chart: Element, point: Element) -> float:
    """The value that a point of a chart stands at, by the numbers beside its axis."""
    ticks = [(float(tick["y"]), number(tick.text)) for tick in chart.all("text.okr-chart__y")]
    (low_y, low), (high_y, high) = ticks[0], ticks[-1]
    return low + (float(point["cy"]) - low_y) / (high_y - low_y) * (high - low)


def test_a_history_draws_and_lists_what_check_ins_say(
    portal: Published, standings: Mapping[str, CycleStandings]
) -> None:
    said_in: dict[str, dict[str, float]] = {}
    for check_in in of_data(portal)["check_ins"]:
        for entry in check_in["key_results"]:
            if entry["value"] is not None:
                said_in.setdefault(entry["key_result"], {})[check_in["date"]] = entry["value"]
    points = 0
    for cycle, unit, page in tracked(portal, "history"):
        for section in page.all(".okr-past__kr"):
            ref = Ref(cycle, unit, *section["id"].split("/"))
            standing = standings[cycle].key_results[ref]
            now = section.one(".okr-past__now")
            assert (now.one(".okr-num").text, now.one(".okr-st").text) == computed(standing)
            metric = portal.portfolio.key_results[ref].metric
            if not isinstance(metric, MovingMetric | KeepMetric):
                continue
            values = list(said_in.get(str(ref), {}).values())
            chart = section.first(".okr-chart")
            drawn = [point for point in chart.all("circle") if not point.get("class")]
            assert [point.one("title").text.partition(": ")[2] for point in drawn] == [
                " ".join(figures.quantity(value, metric.unit).split()) for value in values
            ]
            cells = [cell.text for cell in section.all("td") if cell.get("data-label") == "Value"]
            assert [text for text in reversed(cells) if text != figures.NOTHING] == [
                " ".join(figures.quantity(value, metric.unit).split()) for value in values
            ]
            if values and len({tick.text for tick in chart.all("text.okr-chart__y")}) > 1:
                spread = abs(number(chart.all("text.okr-chart__y")[-1].text) - number(chart.first("text").text))
                for point, value in zip(drawn, values, strict=True):
                    assert drawn_value(chart, point) == pytest.approx(value, abs=max(spread, 1e-9) / 500)
                    points += 1
    assert points > 400


def test_a_confidence_sheet_says_what_was_given(portal: Published, standings: Mapping[str, CycleStandings]) -> None:
    seen = 0
    for cycle, unit, page in tracked(portal, "history"):
        for table in page.all("table.okr-heat"):
            for row in table.all("tbody tr"):
                cells = row.all("td")
                if not cells or len(cells) != standings[cycle].weeks:  # a long cycle is shown by month
                    continue
                address, anchor = portal.target(f"history/{cycle}/{unit}", row.first("a")["href"])
                given = standings[cycle].key_results[Ref(*address.split("/"), *anchor.split("/"))].confidences
                shown = [cell.text if cell.text[:1].isdigit() else "" for cell in cells]
                told = ["" if value is None else figures.confidence(value) for value in given]
                assert shown == told + [""] * (len(cells) - len(told))
                seen += 1
    assert seen > 60
