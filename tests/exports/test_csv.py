"""The tables of a cycle, for spreadsheets and statistics."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from mkdocs_okr.exports.csv_file import csv_bytes, guarded
from mkdocs_okr.exports.tables import TABLES
from tests.portal.published import Published, a_company, an_objective, moving
from tests.portal.test_cycle_states import TODAY, every_state
from tests.portal.test_hostile import ATTACKS, company

Publish = Callable[..., Published]
Line = dict[str, str]


def read(content: bytes, folder: Path) -> list[Line]:
    """The lines, as two independent readers have them."""
    path = folder / "table.csv"
    path.write_bytes(content)
    with path.open(encoding="utf-8-sig", newline="") as file:
        [names, *lines] = list(csv.reader(file, strict=True))
    reading = (
        "SELECT * FROM read_csv(?, auto_detect=false, strict_mode=true, header=true, columns=?, delim=',', quote=?)"
    )
    with duckdb.connect() as connection:
        found = connection.execute(reading, [path.as_posix(), dict.fromkeys(names, "VARCHAR"), '"']).fetchall()
    assert [[cell or "" for cell in line] for line in found] == lines
    return [dict(zip(names, line, strict=True)) for line in lines]


def table(published: Published, name: str, folder: Path, cycle: str = "2027-q1") -> list[Line]:
    return read(published.site.files[f"data/{cycle}/{name}.csv"], folder)


def test_two_readers_accept_the_sample(portal: Published, tmp_path: Path) -> None:
    amounts = {
        (cycle, each.name): len(table(portal, each.name, tmp_path, cycle))
        for cycle in portal.portfolio.cycles
        for each in TABLES
    }
    assert amounts["2026-q2", "objectives"] == sum(ref.cycle == "2026-q2" for ref in portal.portfolio.objectives)
    assert amounts["2026-q2", "key-results"] == sum(ref.cycle == "2026-q2" for ref in portal.portfolio.key_results)
    assert amounts["2026-q2", "check-ins"] > 300
    assert amounts["2026-q3", "check-ins"] == 0


@pytest.mark.parametrize("words", ATTACKS.values(), ids=ATTACKS)
def test_two_readers_accept_whatever_people_write(publish: Publish, words: str, tmp_path: Path) -> None:
    published = publish(company(words), rules=())
    for each in TABLES:
        lines = table(published, each.name, tmp_path)
        assert lines
        assert {" ".join(line["unit_name"].split()) for line in lines} == {guarded(" ".join(words.split()))}


def test_two_readers_accept_cycles_in_every_state(publish: Publish, tmp_path: Path) -> None:
    published = publish(every_state(), rules=(), as_of=TODAY)
    for cycle in published.portfolio.cycles:
        for each in TABLES:
            table(published, each.name, tmp_path, cycle)


FORMULAS = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", " =1", "\u200b=1", "\ufeff=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_takes_no_text_for_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "2-1", "Ä+", "(=1)", "'=1", "漢=1", "🙂-", "…-1", "50 %"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_numbers_stay_numbers(publish: Publish, tmp_path: Path) -> None:
    objective = an_objective(title="=HYPERLINK(1)")
    objective["key_results"][0].update(title="-5 % waste", metric=moving(unit="@", baseline=-5, target=-12.5))
    said = {"by": "ann", "key_results": {"grow/anvils": {"value": -7, "confidence": 0.4, "note": '+1, "really"\nyes'}}}
    files = a_company(
        **{"2027-q1__sales": {"objectives": [objective]}, "2027-q1__check_ins__sales__2027_02_10": said},
    )
    published = publish(files, rules=())
    [line] = table(published, "key-results", tmp_path)
    assert (line["title"], line["objective_title"], line["measure"]) == ("'-5 % waste", "'=HYPERLINK(1)", "'@")
    assert (float(line["baseline"]), float(line["target"]), float(line["value"])) == (-5, -12.5, -7)
    [said_line] = table(published, "check-ins", tmp_path)
    assert said_line["note"] == '\'+1, "really"\nyes'
    assert (said_line["date"], said_line["week"], said_line["by_name"]) == ("2027-02-10", "6", "Ann Arbor")


def test_a_check_in_without_values_is_a_line(publish: Publish, tmp_path: Path) -> None:
    files = a_company(**{"2027-q1__check_ins__sales__2027_02_10": {"changed": "Nothing"}})
    [line] = table(publish(files, rules=()), "check-ins", tmp_path)
    assert (line["unit"], line["date"], line["key_result"], line["value"]) == ("sales", "2027-02-10", "", "")


def test_excel_sees_that_it_is_utf_8_and_lines_end_as_the_standard_says() -> None:
    rows: list[Sequence[str | float | None]] = [("ü", 1.5), (None, 2)]
    assert csv_bytes(["a", "b"], rows) == b"\xef\xbb\xbfa,b\r\n\xc3\xbc,1.5\r\n,2\r\n"


def test_the_page_says_what_each_column_means(portal: Published, tmp_path: Path) -> None:
    for each in TABLES:
        box = portal["data"].one(f"#columns/{each.name}")
        assert box.texts("tbody th") == list(table(portal, each.name, tmp_path, "2026-q2")[0])
        assert all(box.texts("tbody td"))
