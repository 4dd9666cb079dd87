"""What is said of one file does not depend on whether everything was read or only what has to do with it."""

import random
from functools import cache
from pathlib import Path

import pytest

from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import Diagnostic, Loaded, load
from tests.rules.cases import HERE, Case, Workplace, cases

FOLDERS = [HERE.parents[1] / "okrs", HERE / "company" / "okrs", *sorted(HERE.parent.glob("sites/*/okrs"))]


def judged(folder: Path) -> list[str]:
    """The files that can be judged without reading everything: OKRs, check-ins and reviews."""
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.y*ml")))
    return [name for name in names if "/" in name and not name.startswith("units/") and not name.endswith("/cycle.yml")]


def told(loaded: Loaded) -> tuple[Diagnostic, ...]:
    return (*loaded.diagnostics, *check(loaded).diagnostics)


@cache
def everything(folder: Path) -> tuple[Diagnostic, ...]:
    return told(load(folder, audience="restricted"))


def of(found: tuple[Diagnostic, ...], names: list[str]) -> list[Diagnostic]:
    return sorted((each for each in found if each.place.file in names), key=str)


def together(folder: Path) -> dict[str, list[str]]:
    """The files by the cycle and unit that they are about: whichever of these is asked for, the same is read."""
    found: dict[str, list[str]] = {}
    for name in judged(folder):
        cycle, *_, last = parts = name.split("/")
        unit = parts[2] if len(parts) == 4 else last.rpartition(".")[0]
        found.setdefault(f"{cycle}/{unit}", []).append(name)
    return found


ABOUT = [pytest.param(folder, names, id=about) for folder in FOLDERS for about, names in together(folder).items()]


@pytest.mark.parametrize(("folder", "names"), ABOUT)
def test_a_file_is_judged_alone_as_it_is_among_all_others(folder: Path, names: list[str]) -> None:
    found = told(load(folder, audience="restricted", files=names[:1]))

    assert of(found, names) == of(everything(folder), names)


FAILING: dict[str, list[Case]] = {}
for _case in cases():
    if _case.fails:
        FAILING.setdefault(_case.rule, []).append(_case)


@pytest.mark.parametrize("rule", sorted(FAILING))
def test_a_mistake_is_found_alone_as_it_is_among_all_others(rule: str, workplace: Workplace) -> None:
    for case in FAILING[rule]:
        with workplace.changed(case.files) as folder:
            names = [name for name in case.files if name in judged(folder)]
            loaded = load(folder, audience="restricted", files=names)
            assert of(told(loaded), names) == of(told(load(folder, audience="restricted")), names), case


CYCLES = {
    "2026-q4": ("2026-10-01", "2026-12-31"),
    "2027-q1": ("2027-01-01", "2027-03-31"),
    "2027": ("2027-01-01", "2027-12-31"),
}
UNITS = ["company", *(f"{kind}-{n}" for kind in ("department", "team") for n in range(6)), "tea-1", "x"]


def muddle(folder: Path, seed: int) -> None:
    """A company whose units refer to each other without sense, in circles, and often to nothing."""
    chance = random.Random(seed)
    parts = [*CYCLES, *UNITS, *UNITS, "team-l", "departmnt-1", "nobody"]

    def reference() -> str:
        unit, objective = chance.choice(parts), chance.choice("aaabbbc")
        cycle = f"{chance.choice([*CYCLES, 'never'])}/" if chance.random() < 0.2 else ""
        return f"{cycle}{unit}/{objective}{'/k' if chance.random() < 0.3 else ''}"

    files = {}
    for unit in UNITS:
        above = chance.choice([each for each in UNITS if each < unit] or ["nobody"])
        files[f"units/{unit}.yml"] = f"name: {unit}\n" if unit == "company" else f"name: {unit}\nparent: {above}\n"
    for cycle, (starts, ends) in CYCLES.items():
        files[f"{cycle}/cycle.yml"] = f"starts: {starts}\nends: {ends}\n"
        for unit in chance.sample(UNITS, 12):
            files[f"{cycle}/{unit}.yml"] = "objectives:\n" + "".join(
                f"  - id: {objective}\n    title: Grow {objective}\n"
                f"    contributes_to: [{', '.join(reference() for _ in range(chance.randrange(4)))}]\n"
                f"    drives: [{', '.join(reference() for _ in range(chance.randrange(2)))}]\n"
                f"    depends_on: [{{needs: {chance.choice([reference(), *UNITS])}}}]\n"
                "    key_results: [{id: k, title: Sales, metric: {baseline: 0, target: 10}, "
                f"contributors: [{chance.choice(UNITS)}]}}]\n"
                for objective in "ab"
            )
            if chance.random() < 0.5:
                name = chance.choice(["a/k", "a/k", "a/l", "c/k"])
                files[f"{cycle}/check-ins/{unit}/{starts}.yml"] = f"key_results: {{{name}: {{value: 3}}}}\n"
                files[f"{cycle}/reviews/{unit}.yml"] = f"grades: {{{name}: {{score: 0.4, reason: why}}}}\n"
    files["organization.yml"] = "roll_out: {units: [team-1, department-2]}\n"
    files["2027-q1/x.yml"] = "objectives: [{id: a"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize("seed", range(2))
def test_however_units_refer_to_each_other_a_file_is_judged_alone_as_among_all_others(
    seed: int, tmp_path: Path
) -> None:
    muddle(tmp_path, seed)
    found = told(load(tmp_path, audience="restricted"))
    assert {"unknown-reference", "cascade-cycle"} <= {each.name for each in found}
    for name in judged(tmp_path):
        loaded = load(tmp_path, audience="restricted", files=[name])
        assert loaded.partial
        assert of(told(loaded), [name]) == of(found, [name]), name


def test_only_what_has_to_do_with_a_file_is_read(workplace: Workplace) -> None:
    with workplace.changed({"2027-q1/sales.yml": "not: [valid"}) as folder:
        loaded = load(folder, audience="restricted", files=["2027-q1/search.yml"])

    assert loaded.named == frozenset({("2027-q1", "search")})
    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    assert loaded.portfolio.okr_sets["2027-q1", "marketing"].objectives
    assert not loaded.portfolio.okr_sets["2027-q1", "sales"].objectives


REST_ON = ["settings.yml", "organization.yml", "people.yml", "attestations.yml", "baseline.yml", "units/sales.yml"]


@pytest.mark.parametrize("name", [*REST_ON, "2027-q1/cycle.yml", "2027-q1/a/b.yml", "../docs/playbook/writing.md"])
def test_a_file_that_others_rest_on_takes_reading_everything(name: str) -> None:
    loaded = load(HERE / "company" / "okrs", audience="restricted", files=["2027-q1/sales.yml", name])

    assert not loaded.partial
    assert loaded.portfolio is not None
    assert len(loaded.portfolio.okr_sets) == 4


def test_files_that_are_no_sources_take_no_reading() -> None:
    loaded = load(HERE / "company" / "okrs", files=["README.md", ".hidden.yml", "2027-q1/gone.yml"])

    assert loaded.partial
    assert loaded.diagnostics == ()
