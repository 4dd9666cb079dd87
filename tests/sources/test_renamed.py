"""A key result that is renamed keeps what was said of it, and whoever forgot that is told once."""

from datetime import date
from pathlib import Path

import pytest

from mkdocs_okr.sources import Loaded, load

OKRS = """\
objectives:
  - id: demand
    title: Demand
    aliases: [%s]
    key_results: [{id: leads, title: Leads, aliases: [%s]}, {id: cost, title: Cost}]
"""
DAYS = ("2027-01-11", "2027-01-18", "2027-01-25")


def company(folder: Path, okrs: str, check_in: str, review: str = "") -> Loaded:
    files = {
        "units/marketing.yml": "name: Marketing\n",
        "2027-q1/cycle.yml": "starts: 2027-01-01\nends: 2027-03-31\n",
        "2027-q1/marketing.yml": okrs,
        **{f"2027-q1/check-ins/marketing/{day}.yml": f"key_results:\n{check_in}" for day in DAYS},
        **({"2027-q1/reviews/marketing.yml": f"grades:\n{review}"} if review else {}),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return load(folder, as_of=date(2027, 2, 1))


@pytest.mark.parametrize(
    ("okrs", "name"),
    [
        (OKRS % ("", "mqls"), "demand/mqls"),
        (OKRS % ("old", ""), "old/leads"),
        (OKRS % ("old", "mqls"), "old/mqls"),
    ],
)
def test_check_ins_and_reviews_may_keep_a_former_name(tmp_path: Path, okrs: str, name: str) -> None:
    loaded = company(
        tmp_path, okrs, f"  {name}: {{value: 3}}\n  demand/cost: {{value: 4}}\n", f"  {name}: {{learning: x}}\n"
    )

    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    okr_set = loaded.portfolio.okr_sets["2027-q1", "marketing"]
    for check_in in okr_set.check_ins:
        assert {(entry.key_result.key_result, entry.value) for entry in check_in.entries} == {("leads", 3), ("cost", 4)}
    assert okr_set.review is not None
    assert [str(grade.key_result) for grade in okr_set.review.grades] == ["2027-q1/marketing/demand/leads"]


def test_an_id_that_is_given_anew_means_the_new_one(tmp_path: Path) -> None:
    loaded = company(tmp_path, OKRS % ("", "price"), "  demand/cost: {value: 3}\n")

    assert loaded.portfolio is not None
    check_in = loaded.portfolio.okr_sets["2027-q1", "marketing"].check_ins[0]
    assert [entry.key_result.key_result for entry in check_in.entries] == ["cost"]


def test_both_names_in_one_file_are_told(tmp_path: Path) -> None:
    both = "  demand/mqls: {value: 3}\n  demand/leads: {value: 4}\n"
    loaded = company(tmp_path, OKRS % ("", "mqls"), both, both.replace("value", "score"))

    places = [str(each.place) for each in loaded.diagnostics if each.name == "duplicate-key"]
    assert places == [
        *(f"2027-q1/check-ins/marketing/{day}.yml:2:3" for day in DAYS),
        "2027-q1/reviews/marketing.yml:3:3",
    ]


def test_a_name_without_a_key_result_is_told_once(tmp_path: Path) -> None:
    loaded = company(tmp_path, OKRS % ("", ""), "  demand/mqls: {value: 3}\n", "  demand/mqls: {decision: drop}\n")

    (found,) = loaded.diagnostics
    assert str(found.place) == "2027-q1/check-ins/marketing/2027-01-11.yml:2:3"
    assert found.message == "`2027-q1/marketing` has no key result `demand/mqls`, named here and in 3 more files"
    assert found.help.endswith("If it has been renamed, add `mqls` to the `aliases` of the key result that it is now.")


def test_a_renamed_objective_is_thought_of(tmp_path: Path) -> None:
    loaded = company(tmp_path, OKRS % ("", ""), "  old/leads: {value: 3}\n  old/cost: {value: 3}\n")

    assert len(loaded.diagnostics) == 2
    assert all(
        each.help.endswith("add `old` to the `aliases` of the objective that it is now.") for each in loaded.diagnostics
    )
