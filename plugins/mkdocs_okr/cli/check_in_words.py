"""What is said of a check-in on the command line: `adwords=168@0.7`."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import click

from mkdocs_okr.checks.formats.clean import visible
from mkdocs_okr.model import HARD_QUESTIONS, KeepMetric, KeyResult, MovingMetric, OkrSet, Unit
from mkdocs_okr.sources.check_in_writing import Said, SaidOfHealth, Words
from mkdocs_okr.sources.diagnostics import did_you_mean, listing
from mkdocs_okr.sources.scalars import Unreadable, confidence, number

ITEMS: Mapping[str, str] = {
    "win": "wins",
    "focus": "near_term",
    "project": "projects",
    "event": "events",
    "pipeline": "pipeline",
}
"""What an item of a list is said about, and the list that it goes into: `--say win=…`."""

LIGHTS = ("green", "amber", "red")

T = TypeVar("T")


def given(okrs: OkrSet, unit: Unit, said: Iterable[str], words: Iterable[str], health: Iterable[str]) -> Words:
    """The check-in that these arguments of the command make.

    Raises `click.UsageError` for the first of them that cannot be understood.
    """
    key_results = by_name(okrs)
    entries: dict[str, Said] = {}
    for text in said:
        name, told = _halves(text, "a key result is said as `adwords=168@0.7`")
        full = _found(name, key_results, text)
        _once(entries, full, text)
        entries[full] = spoken(key_results[full], told, text)
    answers: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for text in words:
        about, told = _halves(text, "words are said as `--say adwords=…`, `--say changed=…` or `--say win=…`")
        if about in ITEMS:
            lists.setdefault(ITEMS[about], []).append(visible(told))
        elif about in HARD_QUESTIONS:
            _once(answers, about, text)
            answers[about] = visible(told)
        else:
            full = _found(about, key_results, text, (*HARD_QUESTIONS, *ITEMS))
            entry = entries.get(full, Said())
            if entry.note:
                raise click.UsageError(f"“{text}”: `{full}` has two notes. Make one of them.")
            entries[full] = Said(entry.value, entry.confidence, visible(told))
    return Words(
        key_results={name: entries[name] for name in key_results if name in entries},
        answers={key: answers[key] for key in HARD_QUESTIONS if key in answers},
        lists={key: tuple(lists[key]) for key in ITEMS.values() if key in lists},
        health=_health(unit, health),
    )


def by_name(okrs: OkrSet) -> Mapping[str, KeyResult]:
    """The unit's key results by `objective/key-result`, in their order."""
    return {f"{o.id}/{k.id}": k for o in okrs.objectives for k in o.key_results}


def former_names(okrs: OkrSet) -> Mapping[str, tuple[str, ...]]:
    """The names that key results had before they, or their objectives, were renamed; by `objective/key-result`."""
    return {
        f"{o.id}/{k.id}": tuple(f"{of}/{own}" for of in (o.id, *o.aliases) for own in (k.id, *k.aliases))[1:]
        for o in okrs.objectives
        for k in o.key_results
    }


def spoken(key_result: KeyResult, told: str, where: str) -> Said:
    """`168@0.7`, `168` or `@0.7`, said of a key result.

    Raises `click.UsageError`, naming `where` it was said, for anything else.
    """
    value, _, sure = (part.strip() for part in told.partition("@"))
    if not value and not sure:
        raise click.UsageError(f"“{where}” says nothing. Say value, confidence or both: `168@0.7`.")
    if value and not isinstance(key_result.metric, MovingMetric | KeepMetric):
        raise click.UsageError(
            f"“{where}”: `{key_result.id}` is not counted. What is done gets its day with `done:` in the OKR file; "
            f"a check-in can say how confident you are: `{key_result.id}=@0.7`."
        )
    return Said(
        _read(number, value, where) if value else None,
        _read(confidence, sure, where) if sure else None,
    )


def light_of(told: str, where: str) -> SaidOfHealth:
    """`7.4@green`, `7.4` or `@red`, said of a health metric; raises `click.UsageError` for anything else."""
    value, _, light = (part.strip() for part in told.partition("@"))
    if light and light not in LIGHTS:
        raise click.UsageError(f"“{where}”: there is no light `{light}`. {did_you_mean(light, LIGHTS, _LIGHTS)}")
    if not value and not light:
        raise click.UsageError(f"“{where}” says nothing. Say value, light or both: `7.4@green`.")
    return SaidOfHealth(_read(number, value, where) if value else None, light)


_LIGHTS = f"There are {listing(LIGHTS)}."


def _health(unit: Unit, said: Iterable[str]) -> Mapping[str, SaidOfHealth]:
    metrics = [metric.id for metric in unit.charter.health_metrics]
    found: dict[str, SaidOfHealth] = {}
    for text in said:
        name, told = _halves(text, "a health metric is said as `--health team-mood=7.4@green`")
        if name not in metrics:
            otherwise = f"{unit.name} has: {listing(metrics)}." if metrics else f"The charter of {unit.name} has none."
            raise click.UsageError(f"“{text}”: no health metric `{name}`. {did_you_mean(name, metrics, otherwise)}")
        _once(found, name, text)
        found[name] = light_of(told, text)
    return found


def _halves(text: str, form: str) -> tuple[str, str]:
    name, equals, told = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"“{text}” cannot be understood: {form}.")
    return name.strip(), told.strip()


def _once(known: Mapping[str, object], name: str, text: str) -> None:
    if name in known:
        raise click.UsageError(f"“{text}”: `{name}` is said twice.")


def _found(name: str, key_results: Mapping[str, KeyResult], text: str, others: Iterable[str] = ()) -> str:
    """The full name of the key result that a name means: its own, a former one, or one of them without its objective.

    Raises `click.UsageError` where it means none, or several.
    """
    if name in key_results:
        return name
    objective, _, own = name.rpartition("/")
    found = [
        full
        for full, key_result in key_results.items()
        if own in (key_result.id, *key_result.aliases) and objective in ("", key_result.ref.objective)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"“{text}”: `{name}` may be {' or '.join(f'`{each}`' for each in found)}. Say which.")
    known = [*(key_result.id for key_result in key_results.values()), *key_results, *others]
    advice = did_you_mean(name, known, f"There are: {listing(key_results)}.")
    raise click.UsageError(f"“{text}”: there is no key result `{name}`. {advice}")


def _read(reader: Callable[[object], T], text: str, where: str) -> T:
    try:
        return reader(text)
    except Unreadable as error:
        raise click.UsageError(f"“{where}”: {error.message}. {error.help}") from None
