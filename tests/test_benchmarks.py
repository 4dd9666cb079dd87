"""The benchmark compares like with like: the same company on both sides, and the same one on every run."""

from pathlib import Path

import pytest
import yaml

from benchmarks.building import PLAIN, PORTAL, Built, report, verdicts
from benchmarks.company import CHECK_IN_DAYS, CYCLE, company, write_sources
from benchmarks.measure import Measurement
from benchmarks.plain import write_plain


def test_the_company_is_the_same_on_every_run() -> None:
    assert company(12) == company(12)


def test_it_has_the_size_that_was_asked_for() -> None:
    made = company(30)
    assert len({unit.id for unit in made.units}) == 30
    assert {unit.level for unit in made.units} == {"company", "department", "team"}
    assert all(len(unit.objectives) == 3 and len(unit.check_ins) == 12 for unit in made.units)
    assert all(len(objective.key_results) == 4 for unit in made.units for objective in unit.objectives)


def test_both_sides_say_the_same(tmp_path: Path) -> None:
    made = company(12)
    write_sources(made, tmp_path / "okrs")
    write_plain(made, tmp_path / "docs")
    for unit in made.units:
        page = (tmp_path / f"docs/units/{unit.id}.md").read_text(encoding="utf-8")
        charter = yaml.safe_load((tmp_path / f"okrs/units/{unit.id}.yml").read_text(encoding="utf-8"))
        okrs = yaml.safe_load((tmp_path / f"okrs/{CYCLE}/{unit.id}.yml").read_text(encoding="utf-8"))
        texts = [charter[key] for key in ("name", "mission", "benefits", "dependencies", "hopes", "fears")]
        for objective in okrs["objectives"]:
            texts += [objective["title"], objective["why"]]
            for key_result in objective["key_results"]:
                texts += [key_result["title"], key_result["metric"]["source"]]
                texts += [initiative["title"] for initiative in key_result["initiatives"]]
        for day in CHECK_IN_DAYS:
            file = tmp_path / f"okrs/{CYCLE}/check-ins/{unit.id}/{day}.yml"
            check_in = yaml.safe_load(file.read_text(encoding="utf-8"))
            texts += [entry["note"] for entry in check_in["key_results"].values()]
            texts += [check_in[key] for key in ("changed", "how_confident", "slows_us_down", "raise_confidence")]
            texts += [*check_in.get("wins", []), *check_in["focus"]["near_term"]]
        assert [text for text in texts if text not in page] == []


def built(plain: float, portal: float, units: int) -> list[Built]:
    """What building took, in seconds."""
    return [
        Built(units, PLAIN, Measurement(plain, plain / 2, 200_000_000)),
        Built(units, PORTAL, Measurement(portal, portal / 2, 100_000_000)),
    ]


@pytest.mark.parametrize(
    ("small", "large", "held", "why"),
    [
        ((10, 3), (50, 15), [True, True], "0.30 of the time, growing with the size"),
        ((10, 5), (50, 25), [True, True], "half of the time is allowed"),
        ((10, 6), (50, 26), [False, True], "more than half is not"),
        ((10, 3), (50, 16), [True, False], "5.33 times the time for 5 times the units"),
    ],
)
def test_the_targets(small: tuple[float, float], large: tuple[float, float], held: list[bool], why: str) -> None:
    figures = built(*small, units=200) + built(*large, units=1000)
    assert [holds for holds, _ in verdicts(figures)] == held, why


def test_one_side_alone_decides_nothing() -> None:
    assert list(verdicts([Built(1000, PLAIN, Measurement(70.0, 70.0, 1))])) == []


def test_the_table_has_both_ratios() -> None:
    assert "1000  portal ÷ plain: time 0.30 (cpu 0.30), memory 0.50" in "\n".join(report(built(50, 15, units=1000)))
