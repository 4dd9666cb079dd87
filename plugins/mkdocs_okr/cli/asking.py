"""Asking a person for a check-in, key result by key result."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import click

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding
from mkdocs_okr.checks.formats.clean import one_line, visible
from mkdocs_okr.cli.check_in_words import LIGHTS, light_of, spoken
from mkdocs_okr.model import (
    HARD_QUESTIONS,
    HealthMetric,
    HealthReading,
    KeepMetric,
    KeyResult,
    MilestoneMetric,
    MovingMetric,
    OkrSet,
    Unit,
)
from mkdocs_okr.pages import figures
from mkdocs_okr.sources.check_in_writing import Said, SaidOfHealth, Words, written_number

LEAVE_OUT = "-"
"""The answer to say nothing of what is asked."""

_LISTS = {
    "wins": "Wins, with ; between them",
    "near_term": "Priorities of the coming week",
    "pipeline": "What waits, most important first",
}
"""The lists that are asked for; big projects and critical events are rarer."""

_NO_BREAK = "\u00a0"

T = TypeVar("T")


def asked(okrs: OkrSet, unit: Unit, standings: CycleStandings, today: date) -> Words:
    """What a person answers; the last values are what Enter gives.

    Raises `click.Abort` when they stop: then nothing has been written yet.
    """
    cycle = standings.cycle
    week = cycle.week(today)
    click.secho(f"{one_line(unit.name)}, {one_line(cycle.name)}, week {week} of {cycle.weeks}: {today}", bold=True)
    click.echo(
        f"Enter keeps what stands in brackets, “{LEAVE_OUT}” says nothing of it, Ctrl-C stops and writes nothing.\n"
    )
    entries: dict[str, Said] = {}
    total = sum(len(objective.key_results) for objective in okrs.objectives)
    for objective in okrs.objectives:
        if objective.key_results:
            click.secho(one_line(objective.title), bold=True)
        for key_result in objective.key_results:
            name = f"{objective.id}/{key_result.id}"
            said = _of_key_result(key_result, standings.key_results[key_result.ref], f"{len(entries) + 1} of {total}")
            entries[name] = said
    health = {metric.id: _of_health(metric, _last_reading(okrs, metric)) for metric in unit.charter.health_metrics}
    click.secho("\nThe hard questions; Enter leaves one open.", bold=True)
    answers = {key: _words(f"  {question}") for key, question in HARD_QUESTIONS.items()}
    lists = {key: _items(f"  {question}") for key, question in _LISTS.items()}
    return Words(
        key_results={name: said for name, said in entries.items() if said != Said()},
        answers={key: answer for key, answer in answers.items() if answer},
        lists={key: items for key, items in lists.items() if items},
        health={name: said for name, said in health.items() if said != SaidOfHealth()},
    )


def _of_key_result(key_result: KeyResult, standing: KeyResultStanding, position: str) -> Said:
    metric = key_result.metric
    goal = figures.goal(metric).replace(_NO_BREAK, " ")
    due = f", due {figures.day(key_result.due)}".replace(_NO_BREAK, " ")
    click.echo(f"\n  KR{key_result.number} {one_line(key_result.title)}  ", nl=False)
    click.secho(f"{one_line(goal)}{due} ({position})", dim=True)
    value = None
    if isinstance(metric, MovingMetric | KeepMetric):
        value = _answer("    value", standing.value, lambda text: spoken(key_result, text, text))
        if value is not None and value.confidence is not None:  # “170@0.7” answers both at once
            return Said(value.value, value.confidence, _words("    note"))
    elif isinstance(metric, MilestoneMetric):
        done = sum(milestone.done is not None for milestone in metric.milestones)
        click.secho(f"    {done} of {len(metric.milestones)} done; days go into `done:` in the OKR file", dim=True)
    sure = _answer(
        "    confidence 0, 0.4, 0.7 or 1", standing.confidence, lambda text: spoken(key_result, f"@{text}", text)
    )
    told = Said(value.value if value else None, sure.confidence if sure else None)
    return told if told == Said() else Said(told.value, told.confidence, _words("    note"))


def _of_health(metric: HealthMetric, last: HealthReading | None) -> SaidOfHealth:
    healthy = f"  healthy: {one_line(metric.healthy)}" if metric.healthy else ""
    click.echo(f"\n  {one_line(metric.title)}", nl=False)
    click.secho(healthy, dim=True)
    # Nothing is what Enter gives: a light that nobody looked at would be taken for today's.
    value = _answer(f"    value{_was(last)}", None, lambda text: light_of(text, text))
    if value is not None and value.light:
        return value
    light = _answer(f"    light: {', '.join(LIGHTS)}", None, lambda text: light_of(f"@{text}", text))
    return SaidOfHealth(value.value if value else None, light.light if light else "")


def _was(last: HealthReading | None) -> str:
    """What was read last time, in words."""
    if last is None:
        return ""
    parts = [written_number(last.value) if last.value is not None else "", last.light]
    return f", last {' '.join(part for part in parts if part)}" if any(parts) else ""


def _last_reading(okrs: OkrSet, metric: HealthMetric) -> HealthReading | None:
    readings = (each for check_in in reversed(okrs.check_ins) for each in check_in.health if each.metric == metric.id)
    return next(readings, None)


def _answer(question: str, last: float | None, read: Callable[[str], T]) -> T | None:
    """The answer, as `read` understands it; asked again until it does. None where nothing is to be said."""
    default = "" if last is None else written_number(last)
    shown = f" [{default}]" if default else ""
    while True:
        text = click.prompt(f"{question}{shown}", default=default, show_default=False).strip()
        if text in ("", LEAVE_OUT):
            return None
        try:
            return read(text)
        except click.UsageError as error:
            click.secho(f"    {error.message}", fg="red")


def _items(question: str) -> tuple[str, ...]:
    return tuple(item for part in _words(question).split(";") if (item := part.strip()))


def _words(question: str) -> str:
    text = visible(click.prompt(question, default="", show_default=False)).strip()
    return "" if text == LEAVE_OUT else text
