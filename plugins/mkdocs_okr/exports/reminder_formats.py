"""Reminders in words, for a terminal, a chat or a program."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mkdocs_okr.analysis.key_dates import RhythmDate, Step
from mkdocs_okr.analysis.reminders import Kind, Reminder, Reminders
from mkdocs_okr.checks.formats.clean import one_line
from mkdocs_okr.checks.formats.markdown import harmless
from mkdocs_okr.model import Portfolio, Unit
from mkdocs_okr.pages import figures

FORMAT = 1
"""The version of the JSON's form; it grows when something in it is renamed or goes."""

_STEPS = {
    Step.COMPANY_PUBLISHED: "not published",
    Step.UNITS_PUBLISHED: "not published",
    Step.PEER_REVIEW: "not reviewed by another unit",
    Step.COMMITTED: "not committed",
}


def as_text(portfolio: Portfolio, found: Reminders) -> str:
    """Reminders by unit, then the dates to come, a line each."""
    return "\n\n".join(_blocks(portfolio, found, one_line, "{}", "  {}")) + "\n"


def as_markdown(portfolio: Portfolio, found: Reminders) -> str:
    """The same as lists that any chat shows. Nothing that a user wrote becomes markup, a link or a mention."""
    return "\n\n".join(_blocks(portfolio, found, lambda text: harmless(one_line(text)), "**{}**", "- {}")) + "\n"


def as_json(portfolio: Portfolio, found: Reminders) -> str:
    """Everything that is known of each reminder, and the sentence that says it."""
    data = {
        "format": FORMAT,
        "date": found.today.isoformat(),
        "days": found.days,
        "reminders": found.count,
        "units": [
            {
                "id": unit,
                "name": portfolio.units[unit].name,
                "lead": _lead(portfolio, portfolio.units[unit]),
                "reminders": [_data(portfolio, each) for each in reminders],
            }
            for unit, reminders in found.by_unit.items()
        ],
        "dates": [
            {
                "date": each.day.isoformat(),
                "title": each.title,
                "cycle": each.cycle.id,
                "usual": not each.is_written,
            }
            for each in found.dates
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Portfolio, Reminders], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
"""What `okr remind --format` may ask for."""


def _blocks(
    portfolio: Portfolio, found: Reminders, plain: Callable[[str], str], title: str, item: str
) -> Iterator[str]:
    """The parts of a text: how much there is, what each unit should do, and the dates."""
    units = f"for {figures.count(len(found.by_unit), 'unit')}" if found.by_unit else ""
    amount = f"{figures.count(found.count, 'reminder')} {units}" if found.count else "nothing is due"
    yield one_line(f"OKRs on {figures.weekday(found.today)}, {figures.full_day(found.today)}: {amount}.")
    for unit, reminders in found.by_unit.items():
        lead = _lead(portfolio, portfolio.units[unit])
        name = plain(portfolio.units[unit].name) + (f" ({plain(lead)})" if lead else "")
        lines = [item.replace("{}", plain(sentence(portfolio, each))) for each in reminders]
        yield "\n".join([title.replace("{}", name), *([""] if item.startswith("-") else []), *lines])
    if found.dates:
        lines = [item.replace("{}", plain(_date(found, each))) for each in found.dates]
        head = title.replace("{}", one_line(f"Key dates from today to {figures.count(found.days, 'day')} ahead"))
        yield "\n".join([head, *([""] if item.startswith("-") else []), *lines])
    else:
        yield one_line(f"No key date in the next {figures.count(found.days, 'day')}.")


def _lead(portfolio: Portfolio, unit: Unit) -> str:
    person = portfolio.people.get(unit.lead or "")
    return person.name if person is not None else ""


def _date(found: Reminders, each: RhythmDate) -> str:
    usual = "" if each.is_written else ", usual day"
    ahead = figures.ahead(each.day, found.today)
    return f"{figures.weekday(each.day)}, {figures.day(each.day)}: {each.title} ({each.cycle.name}{usual}), {ahead}"


def sentence(portfolio: Portfolio, each: Reminder) -> str:
    """What a unit should do, in a sentence. Other cycles than the current one are named."""
    current = portfolio.current_cycle
    where = "" if current is each.cycle else f" ({each.cycle.name})"
    return f"{_SENTENCES[each.kind](portfolio, each)}{where}"


def _check_in(portfolio: Portfolio, each: Reminder) -> str:
    if each.is_silence:
        return _silent(portfolio, each)
    assert each.day is not None
    if each.is_late:
        return f"The check-in of {figures.weekday(each.day)}, {_day(portfolio, each)}, has not been held"
    at = f", {each.unit.charter.time}" if each.unit.charter.time else ""
    return f"Check-in {figures.ahead(each.day, portfolio.as_of)}{at}"


def _silent(portfolio: Portfolio, each: Reminder) -> str:
    days = None if each.day is None else (portfolio.as_of - each.day).days
    since = "yet" if days is None else f"for {figures.count(days, 'day')}"
    return f"No check-in on {_quoted(each)} {since}" if each.key_result else f"No check-in {since}"


def _unsure(portfolio: Portfolio, each: Reminder) -> str:
    since = "yet" if each.day is None else f"since {_day(portfolio, each)}"
    return f"No confidence in {_quoted(each)} {since}"


def _past_due(portfolio: Portfolio, each: Reminder) -> str:
    stands = "nothing is known of it" if each.score is None else f"it stands at {figures.score(each.score)}"
    return f"{_quoted(each)} was due on {_day(portfolio, each)}, and {stands}"


def _milestone_due(portfolio: Portfolio, each: Reminder) -> str:
    assert each.milestone is not None
    return f"“{each.milestone.title}” of {_quoted(each)} was due on {_day(portfolio, each)}, and is not done"


def _waits(portfolio: Portfolio, each: Reminder) -> str:
    assert each.wait is not None
    dependency, units = each.wait.dependency, portfolio.units
    what = f"“{dependency.what}”" if dependency.what else "something"
    if dependency.unit == each.unit.id:
        head = f"{units[each.wait.waiting].name} waits for {what}"
    else:
        head = f"{what} from {units[dependency.unit].name}"
    if each.is_late:
        return f"{head}: it was due on {_day(portfolio, each)}"
    return f"{head}: nobody has confirmed it, and it is due on {_day(portfolio, each)}"


def _step(portfolio: Portfolio, each: Reminder) -> str:
    assert each.step is not None
    return f"The OKRs are {_STEPS[each.step]}; the day for it was {_day(portfolio, each)}"


def _day(portfolio: Portfolio, each: Reminder) -> str:
    """The day that a reminder is about, with its year where it is another than today's."""
    is_of_this_year = each.day is not None and each.day.year == portfolio.as_of.year
    return figures.day(each.day) if is_of_this_year else figures.full_day(each.day)


def _quoted(each: Reminder) -> str:
    assert each.key_result is not None
    return f"“{each.key_result.title}”"


_SENTENCES: Mapping[Kind, Callable[[Portfolio, Reminder], str]] = {
    Kind.CHECK_IN: _check_in,
    Kind.QUIET: _silent,
    Kind.CONFIDENCE: _unsure,
    Kind.KEY_RESULT: _past_due,
    Kind.MILESTONE: _milestone_due,
    Kind.DEPENDENCY: _waits,
    Kind.OKRS: lambda portfolio, each: f"No OKRs yet; they were to be published on {_day(portfolio, each)}",
    Kind.STEP: _step,
    Kind.REVIEW: lambda portfolio, each: f"The review has not been held; the cycle ended on {_day(portfolio, each)}",
    Kind.GRADES: lambda _, each: f"The review says nothing of {figures.count(each.amount, 'key result')}",
}


def _data(portfolio: Portfolio, each: Reminder) -> dict[str, Any]:
    wait = each.wait
    return {
        "kind": each.kind.value,
        "cycle": each.cycle.id,
        "late": each.is_late,
        "date": each.day.isoformat() if each.day is not None else None,
        "key_result": str(each.key_result.ref) if each.key_result is not None else None,
        "milestone": each.milestone.title if each.milestone is not None else None,
        "objective": str(wait.objective.ref) if wait is not None else None,
        "step": each.step.value if each.step is not None else None,
        "score": each.score,
        "text": one_line(sentence(portfolio, each)),
    }
