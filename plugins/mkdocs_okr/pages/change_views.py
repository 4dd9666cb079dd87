"""What moved inside a cycle, in words: at the objective, at the key result, and in the list of all changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from mkdocs_okr.model import Change, Cycle, KeyResult, Objective, OkrSet
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.sources.recorded_changes import as_written
from mkdocs_okr.sources.scalars import Unreadable, number

WHAT = {
    "target": "Target",
    "title": "Wording",
    "due": "Due date",
    "weight": "Weight",
    "baseline": "Baseline",
    "keep": "Bound",
    "low": "Lower bound",
    "high": "Upper bound",
    "unit": "Unit",
    "deliverable": "Deliverable",
}
"""What can move, by the last word of a change's path."""

_AIMS = ("target", "baseline", "due", "weight", "keep", "low", "high")
ADDED, REMOVED = "Added", "Removed"
_TOLD = (WHAT["target"], WHAT["baseline"], WHAT["due"])


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as pages show it.

    `what` is the path as it was written, `word` what moved in a word ("" where the path has none), `key_result` the id
    of the key result that it is about ("" for others). Of `before` and
    `after` one may be empty. `line` is what to write below `changes:`, "" where somebody wrote it; `edit_url` leads to
    where a reason is missing.
    """

    date: date
    day: str
    what: str
    word: str
    key_result: str
    before: str
    after: str
    why: str
    recorded: bool
    line: str
    edit_url: str | None

    @property
    def moves_aims(self) -> bool:
        """Whether it is about what scores are measured by, and not about words alone."""
        return self.word in (ADDED, REMOVED) or self.word in {WHAT[field] for field in _AIMS}

    @property
    def in_words(self) -> str:
        """What moved, and from where to where, as plain text."""
        values = " → ".join(value or figures.NOTHING for value in (self.before, self.after))
        return f"{self.what} {values}" if self.before or self.after else self.what

    @property
    def moved(self) -> Markup:
        """The values before and after."""
        before, after = escape(self.before), escape(self.after)
        if before and after:
            return Markup(f'<span class="okr-dim"><bdi>{before}</bdi></span> → <b><bdi>{after}</bdi></b>')
        if after:
            return Markup(
                f'<span class="okr-dim">{"new:" if self.recorded else "now"}</span> <b><bdi>{after}</bdi></b>'
            )
        return Markup(f'<span class="okr-dim">was</span> <bdi>{before}</bdi>' if before else "")


def objective_changes(portal: Portal, objective: Objective, cycle: Cycle) -> tuple[ChangeView, ...]:
    """The changes of an objective and its key results, the oldest first, without those that are dated later than today.

    Costs next to nothing for objectives without changes.
    """
    today = portal.portfolio.as_of
    views = [
        _view(portal, objective, index, change, cycle)
        for index, change in enumerate(objective.changes)
        if change.date <= today
    ]
    return tuple(sorted(views, key=lambda view: view.date))


def of_key_result(key_result: KeyResult, changes: tuple[ChangeView, ...]) -> tuple[ChangeView, ...]:
    """Those of an objective's changes that are about one of its key results."""
    return tuple(change for change in changes if change.key_result == key_result.id)


def amount(text: str) -> float | None:
    """An amount as it was written; None where it is none."""
    try:
        return number(text)
    except Unreadable:
        return None


def earlier_aims(changes: Sequence[ChangeView]) -> list[str]:
    """What a key result aimed at before, in words with the reason: of each thing that moved its last change."""
    last = {each.word: each for each in changes if each.before and each.word in _TOLD}
    return [
        f"{each.word.lower()} was {each.before} until {each.day}: {each.why or 'nobody wrote why'}"
        for each in last.values()
    ]


def unit_changes(portal: Portal, okrs: OkrSet, cycle: Cycle) -> Iterator[ChangeView]:
    """The objectives that a unit added or removed."""
    for change in okrs.changes:
        yield _said(change, cycle, portal.edit_url(okrs.origin.place()))


def _view(portal: Portal, objective: Objective, index: int, change: Change, cycle: Cycle) -> ChangeView:
    key_result = objective.key_result_of(change)
    if not change.recorded:
        place = objective.origin.place("changes", index)
    else:
        place = (key_result or objective).origin.place()
    edit_url = None if change.why.strip() else portal.edit_url(place)
    return _said(change, cycle, edit_url, key_result.id if key_result else "")


def _said(change: Change, cycle: Cycle, edit_url: str | None, key_result: str = "") -> ChangeView:
    last = change.what.strip("` ").rpartition(".")[2]
    word = WHAT.get(last, "")
    if change.recorded and not word:
        word = REMOVED if change.before else ADDED
    return ChangeView(
        date=change.date,
        day=_day(change.date, cycle),
        what=change.what,
        word=word,
        key_result=key_result,
        before=_value(last, change.before),
        after=_value(last, change.after),
        why=change.why.strip(),
        recorded=change.recorded,
        line=f"- {as_written(change)}" if change.recorded else "",
        edit_url=edit_url,
    )


def _value(field: str, text: str) -> str:
    """A value as it was written; days as pages print them."""
    if field == "due":
        try:
            return figures.full_day(date.fromisoformat(text))
        except ValueError:
            pass
    return text


def _day(day: date, cycle: Cycle) -> str:
    """A day, with its year where the cycle's name may not say it."""
    return figures.day(day) if cycle.starts.year == day.year == cycle.ends.year else figures.full_day(day)
