"""The check-in file that a unit would write next, filled in with what is known."""

from collections.abc import Sequence
from datetime import date

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import HARD_QUESTIONS, HealthMetric, KeepMetric, KeyResult, MovingMetric, OkrSet
from mkdocs_okr.pages import figures
from mkdocs_okr.sources.check_in_writing import written_number


def check_in_path(okrs: OkrSet, day: date) -> str:
    """The file of a unit's check-in on `day`, below the sources folder."""
    return f"{okrs.cycle}/check-ins/{okrs.unit}/{day.isoformat()}.yml"


def check_in_draft(
    okrs: OkrSet, standings: CycleStandings, by: str | None, health_metrics: Sequence[HealthMetric]
) -> str:
    """YAML of a next check-in: each key result with its last value and confidence, everything else still empty.

    Notes stand in quotes, between which anything but a quote can be written.
    """
    lines = [f"by: {by}" if by else "by:", "key_results:"]
    for objective in okrs.objectives:
        for key_result in objective.key_results:
            standing = standings.key_results[key_result.ref]
            entry = [f"confidence: {_plain(standing.confidence)}", 'note: ""']
            if isinstance(key_result.metric, MovingMetric | KeepMetric):
                entry.insert(0, f"value: {_plain(standing.value)}")
            lines.append(f"  # {_comment(key_result)}")
            lines.append(f"  {objective.id}/{key_result.id}: {{{', '.join(entry)}}}")
    lines += [f"{question}:" for question in (*HARD_QUESTIONS, "wins")]
    lines += ["focus: {near_term: [], projects: [], events: []}", "pipeline: []"]
    if health_metrics:
        lines += [
            "health:",
            *(f"  {metric.id}: {{value: , light: }} # green, amber or red" for metric in health_metrics),
        ]
    return "\n".join(lines) + "\n"


def _plain(value: float | None) -> str:
    return "" if value is None else written_number(value)


def _comment(key_result: KeyResult) -> str:
    words = " ".join(key_result.title.split())
    if isinstance(key_result.metric, MovingMetric | KeepMetric):
        return f"KR{key_result.number} {words} ({figures.goal(key_result.metric)})"
    return f"KR{key_result.number} {words}"
