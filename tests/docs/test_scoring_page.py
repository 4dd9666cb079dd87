"""Every figure in the manual's page on scores is what the portal computes."""

from datetime import date
from pathlib import Path

import pytest

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding, assess
from mkdocs_okr.analysis.status import outcome, pace
from mkdocs_okr.analysis.unit_standing import UnitStanding
from mkdocs_okr.model import PaceThresholds, Ref, Scoring
from mkdocs_okr.sources import load
from tests.docs.reading import ROOT, files, rows, write

PAGE = (ROOT / "docs" / "manual" / "scoring.md").read_text("utf-8")
CYCLE = "2027-q1"


def standings(folder: Path, contents: dict[str, str], on: str) -> CycleStandings:
    write(folder, contents)
    loaded = load(folder, as_of=date.fromisoformat(on))
    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    return assess(loaded.portfolio, loaded.portfolio.cycles[CYCLE])


def company(key_result: str, values: list[str]) -> dict[str, str]:
    """A company with one key result, written as the inside of a YAML mapping, and a value for each week."""
    return {
        "units/company.yml": "name: Example Ltd\n",
        f"{CYCLE}/cycle.yml": "starts: 2027-01-01\nends: 2027-03-31\n",
        f"{CYCLE}/company.yml": "objectives:\n  - id: o\n    title: One\n    key_results:\n"
        f"      - {{id: k, title: Its key result, {key_result}}}\n",
        **{
            f"{CYCLE}/check-ins/company/2027-01-{week:02d}.yml": f"key_results: {{o/k: {{value: {value}}}}}\n"
            for week, value in enumerate(values, start=1)
        },
    }


def shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.2f}"


@pytest.mark.parametrize(("metric", "values", "score"), rows(PAGE, "scores"))
def test_score_of_a_key_result(metric: str, values: str, score: str, tmp_path: Path) -> None:
    given = values.split(", ") if values else []
    found = standings(tmp_path, company(f"metric: {metric}", given), "2027-02-15")
    assert shown(found.key_results[Ref(CYCLE, "company", "o", "k")].score) == score


@pytest.mark.parametrize(("key_result", "on", "expected"), rows(PAGE, "expected"))
def test_expected_score_of_a_key_result(key_result: str, on: str, expected: str, tmp_path: Path) -> None:
    found = standings(tmp_path, company(key_result[1:-1], []), on)
    assert shown(found.key_results[Ref(CYCLE, "company", "o", "k")].expected) == expected


def test_bounds_of_pace() -> None:
    bands = rows(PAGE, "pace")
    for bound, word in bands[:-1]:
        gap = float(bound.removeprefix("from ").removesuffix(" or more"))
        assert pace(0.5 + gap, 0.5, PaceThresholds()).word == word
        assert pace(0.5 + gap - 0.001, 0.5, PaceThresholds()).word != word
    assert bands[-1] == ["less", pace(0.0, 1.0, PaceThresholds()).word]


@pytest.mark.parametrize(("score", "aspirational", "committed"), rows(PAGE, "outcome"))
def test_words_of_a_closed_cycle(score: str, aspirational: str, committed: str) -> None:
    assert outcome(float(score), "aspirational", Scoring()).word == aspirational
    assert outcome(float(score), "", Scoring()).word == aspirational
    assert outcome(float(score), "committed", Scoring()).word == committed


def test_the_example_comes_out_as_printed(tmp_path: Path) -> None:
    contents = {name.removeprefix("okrs/"): text for name, text in files(PAGE).items()}
    found = standings(tmp_path, contents, "2027-02-15")
    printed = {name: figures for name, _, *figures in rows(PAGE, "example")}
    computed: dict[str, KeyResultStanding | ObjectiveStanding | UnitStanding] = {
        **{f"{ref.objective}/{ref.key_result}": standing for ref, standing in found.key_results.items()},
        **{ref.objective: standing for ref, standing in found.objectives.items()},
        **found.units,
    }
    assert printed == {
        name: [shown(standing.score), shown(standing.expected), standing.status.word]
        for name, standing in computed.items()
    }
