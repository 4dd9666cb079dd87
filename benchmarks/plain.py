"""The same company as Markdown pages that people would keep by hand: one page a team, no plugin of ours."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.company import AS_OF, PERSPECTIVES, STARTS, THEMES, CheckIn, Company, KeyResult, Objective, Unit
from mkdocs_okr.analysis.progress import Reading, expected, progress, score_of
from mkdocs_okr.analysis.status import pace
from mkdocs_okr.model import Keep, KeepMetric, MovingMetric, PaceThresholds

PERSPECTIVE_NAMES = dict(PERSPECTIVES)
THEME_NAMES = {id: name for id, name, _ in THEMES}
SHOWN_CHECK_INS = 12
"""How many of the last check-ins a page shows in full. Keep it at what the portal's unit page shows."""
CONFIDENCE_WORDS = {0.0: "out of reach", 0.4: "doubtful", 0.7: "likely", 1.0: "sure"}


def write_plain(company: Company, docs: Path) -> int:
    """Write a page for the company and one for every unit into the folder `docs`; return the number of pages."""
    (docs / "units").mkdir(parents=True, exist_ok=True)
    units = {unit.id: unit for unit in company.units}
    contributors = _contributors(company)
    for unit in company.units:
        text = "\n".join(_page(unit, units, contributors))
        (docs / "units" / f"{unit.id}.md").write_text(text, encoding="utf-8")
    (docs / "index.md").write_text("\n".join(_home(company)), encoding="utf-8")
    return len(company.units) + 1


Contributors = Mapping[tuple[str, str], Sequence[tuple[Unit, Objective]]]


def _contributors(company: Company) -> Contributors:
    """The objectives that contribute to each objective (unit and objective id), or to one of its key results."""
    found: dict[tuple[str, str], list[tuple[Unit, Objective]]] = {}
    for unit in company.units:
        for objective in unit.objectives:
            if objective.contributes_to:
                found.setdefault(objective.contributes_to[:2], []).append((unit, objective))
    return found


def _home(company: Company) -> Iterator[str]:
    yield f"# {company.units[0].name}\n"
    yield f"{company.mission}\n\n{company.vision}\n\n{company.strategy}\n"
    yield from (f"- [{unit.name}](units/{unit.id}.md)" for unit in company.units)


def _page(unit: Unit, units: Mapping[str, Unit], contributors: Contributors) -> Iterator[str]:
    yield f"# {unit.name}\n"
    yield from _charter(unit, units)
    for objective in unit.objectives:
        yield from _objective(unit, objective, units, contributors.get((unit.id, objective.id), ()))
    yield "## Check-ins\n"
    for check_in in reversed(unit.check_ins[-SHOWN_CHECK_INS:]):
        yield from _check_in(check_in)


def _charter(unit: Unit, units: Mapping[str, Unit]) -> Iterator[str]:
    above = f"[{units[unit.parent].name}]({unit.parent}.md)" if unit.parent else "–"
    yield f"{unit.mission}\n"
    yield "## Charter\n"
    yield f"- **Lead:** {unit.lead.name}, {unit.lead.title}"
    yield f"- **OKR champion:** {unit.lead.name}"
    yield f"- **Part of:** {above}"
    yield f"- **People:** {unit.people}"
    yield "- **Check-in:** weekly, Monday 09:30, updates due Friday noon"
    yield f"- **Time for OKRs:** {unit.time_for_okrs} %"
    yield f"- **How OKRs benefit us:** {unit.benefits}"
    yield f"- **Dependencies:** {unit.dependencies}"
    yield f"- **Hopes:** {unit.hopes}"
    yield f"- **Fears:** {unit.fears}"
    yield f"- **Outputs:** {', '.join(unit.outputs)}"
    yield f"- **Leading metrics:** {', '.join(unit.leading)}"
    yield f"- **Lagging metrics:** {', '.join(unit.lagging)}\n"


def _objective(
    unit: Unit, objective: Objective, units: Mapping[str, Unit], below: Sequence[tuple[Unit, Objective]]
) -> Iterator[str]:
    yield f"## {objective.title}\n"
    yield (
        f"Rank {objective.rank} · {objective.kind} · {PERSPECTIVE_NAMES[objective.perspective]} · "
        f"{THEME_NAMES[objective.theme]} · {objective.origin}\n"
    )
    yield f"{objective.why}\n"
    if objective.contributes_to:
        unit_id, objective_id, key_result_id = objective.contributes_to
        above = next(each for each in units[unit_id].objectives if each.id == objective_id)
        key_result = next(each for each in above.key_results if each.id == key_result_id)
        yield f"Contributes to [{units[unit_id].name}: {key_result.title}]({unit_id}.md)\n"
    yield (
        "| Key result | Baseline | Current | Target | Score | Expected | Pace | Confidence | Lead | Due | Source |\n"
        "|---|--:|--:|--:|--:|--:|---|---|---|---|---|"
    )
    for key_result in objective.key_results:
        yield _row(unit, objective, key_result)
    yield "\nInitiatives\n"
    for key_result in objective.key_results:
        for initiative in key_result.initiatives:
            yield f"- {initiative.title} ({initiative.status})"
    if below:
        yield "\nContributing from below\n"
        yield from (f"- [{lower.name}: {each.title}]({lower.id}.md)" for lower, each in below)
    yield ""


def _row(unit: Unit, objective: Objective, key_result: KeyResult) -> str:
    """The row of a key result with the figures that the portal computes."""
    metric: KeepMetric | MovingMetric
    if key_result.keeps:
        metric = KeepMetric(Keep.AT_LEAST, key_result.target, None)
    else:
        metric = MovingMetric(key_result.target, key_result.baseline)
    entries = [
        (check_in.date, entry)
        for check_in in unit.check_ins
        for entry in check_in.entries
        if entry.objective is objective and entry.key_result is key_result
    ]
    score = score_of(progress(metric, [Reading(when, entry.value) for when, entry in entries], AS_OF))
    wanted = expected(metric, STARTS, key_result.due, AS_OF)
    last = entries[-1][1]
    cells = (
        key_result.title,
        "" if key_result.keeps else f"{key_result.baseline:g}",
        f"{last.value:g}",
        f"{'at least ' if key_result.keeps else ''}{key_result.target:g} {key_result.unit}",
        "–" if score is None else f"{score:.2f}",
        f"{wanted:.2f}",
        pace(score, wanted, PaceThresholds()).word,
        f"{last.confidence:g} {CONFIDENCE_WORDS[last.confidence]}",
        key_result.lead.name,
        _day(key_result.due),
        key_result.source,
    )
    return f"| {' | '.join(cells)} |"


def _check_in(check_in: CheckIn) -> Iterator[str]:
    yield f"### {_day(check_in.date)}, {check_in.by.name}\n"
    yield "| Key result | Value | Confidence | Note |\n|---|--:|--:|---|"
    for entry in check_in.entries:
        value = f"{entry.value:g} {entry.key_result.unit}"
        yield f"| {entry.key_result.title} | {value} | {entry.confidence:g} | {entry.note} |"
    yield f"\n- **What changed:** {check_in.changed}"
    yield f"- **How confident are we:** {check_in.how_confident}"
    yield f"- **What slows us down:** {check_in.slows_us_down}"
    yield f"- **How can confidence rise:** {check_in.raise_confidence}"
    yield from (f"- **Win:** {win}" for win in check_in.wins)
    yield f"- **Near-term priorities:** {', '.join(check_in.near_term)}\n"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
