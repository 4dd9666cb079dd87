"""A cycle beside the one before it: scores, how targets turned out, and what became of each objective."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from mkdocs_okr.analysis.calibration import Calibration
from mkdocs_okr.analysis.comparison import Compared, became, compare, cycle_before
from mkdocs_okr.analysis.regularity import weeks_checked_in
from mkdocs_okr.analysis.standing import KeyResultStanding, ObjectiveStanding, UnitStanding
from mkdocs_okr.model import Cycle, CycleState, KeyResult, Objective, OkrSet, Unit
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links, unit_address
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.review_views import held


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of both cycles, ready to print."""

    term: str
    before: Markup
    after: Markup


def comparison_section(portal: Portal, links: Links, unit: Unit, cycle: Cycle, *, at: str = "compared") -> Markup:
    """A unit's cycle beside the one before it, as a section at an anchor of the page; empty without one of the two.

    1.2 ms for a unit of twelve key results in both cycles.
    """
    before = cycle_before(portal.portfolio, cycle)
    if before is None:
        return Markup("")
    compared = compare(portal.portfolio, unit.id, before, cycle)
    if compared.before is None or compared.after is None or not compared.after.objectives:
        return Markup("")
    return portal.render(
        "comparison.j2",
        links,
        at=at,
        unit=unit,
        before=before,
        cycle=cycle,
        facts=unit_facts(portal, unit, before, cycle),
        before_href=links.to(unit_address(before.id, unit.id)),
        after_href=links.to(unit_address(cycle.id, unit.id)),
        rows=Markup("".join(_Became(portal, links, compared, before, cycle).rows())),
    )


def unit_facts(portal: Portal, unit: Unit, before: Cycle, cycle: Cycle) -> list[Fact]:
    """The figures of a unit in both cycles."""
    sides = [_of_unit(portal, unit, each) for each in (before, cycle)]
    return _facts(portal, cycle, sides, "Score")


def company_facts(portal: Portal, before: Cycle, cycle: Cycle) -> list[Fact]:
    """The figures of all units together in both cycles; the score is that of the company's own objectives."""
    sides = [_of_all(portal, each) for each in (before, cycle)]
    units = [Fact("Units with objectives", *(Markup(f"{len(side.sets):,}") for side in sides))]
    company = portal.portfolio.company
    return [*units, *_facts(portal, cycle, sides, f"Score of {company.name}" if company else "Score")]


@dataclass(frozen=True, slots=True)
class _Side:
    """What a cycle holds of one unit, or of all of them."""

    cycle: Cycle
    standing: UnitStanding | None
    sets: tuple[OkrSet, ...]
    final: Calibration


def _of_unit(portal: Portal, unit: Unit, cycle: Cycle) -> _Side:
    okrs = portal.okrs(cycle, unit)
    return _Side(
        cycle,
        portal.standings(cycle).units.get(unit.id),
        (okrs,) if okrs and okrs.objectives else (),
        portal.calibrations(cycle).units.get(unit.id, Calibration()),
    )


def _of_all(portal: Portal, cycle: Cycle) -> _Side:
    company = portal.portfolio.company
    return _Side(
        cycle,
        portal.standings(cycle).units.get(company.id) if company else None,
        tuple(okrs for okrs in portal.okrs_by_cycle[cycle.id] if okrs.objectives),
        portal.calibrations(cycle).company,
    )


def _facts(portal: Portal, cycle: Cycle, sides: Sequence[_Side], score: str) -> list[Fact]:
    then, now = sides
    today = portal.portfolio.as_of
    facts = [
        Fact(score, standing_words(portal, then.cycle, then.standing), standing_words(portal, cycle, now.standing))
    ]
    week = portal.standings(cycle).week
    if cycle.state is CycleState.ACTIVE and cycle.starts <= today <= cycle.ends and week:
        scores = [_in_week(each.standing, week) for each in sides]
        if None not in scores:
            facts.append(Fact(f"{score} in week {week}", *(Markup(figures.score(each)) for each in scores)))
    facts.append(Fact("Objectives", *(_count(len(okrs.objectives) for okrs in side.sets) for side in sides)))
    key_results = [_count(len(o.key_results) for okrs in side.sets for o in okrs.objectives) for side in sides]
    facts.append(Fact("Key results", *key_results))
    if any(side.final.scores for side in sides):
        facts += [Fact(term, *(_final(portal, side, of) for side in sides)) for term, of in _FINAL]
    facts.append(Fact("Weeks with a check-in", *(_regularity(portal, side) for side in sides)))
    return facts


def _count(amounts: Iterable[int]) -> Markup:
    return Markup(f"{sum(amounts):,}")


def standing_words(portal: Portal, cycle: Cycle, standing: UnitStanding | None) -> Markup:
    """How a unit stands in a cycle: score, status word, and that it is not final yet."""
    if cycle.id in portal.portfolio.unscored:
        return NOT_TOLD
    if standing is None:
        return _dim("no objectives")
    return Markup(f"<b>{figures.score(standing.score)}</b> {components.status_word(standing.status)}")


def _in_week(standing: UnitStanding | None, week: int) -> float | None:
    """The last score that was known at the end of a week; None where no week so far has told one."""
    known = [score for score in standing.history[1 : week + 1] if score is not None] if standing else []
    return known[-1] if known else None


def _final(portal: Portal, side: _Side, of: Callable[[Calibration], str]) -> Markup:
    """A figure of final scores; where there are none, why."""
    if side.cycle.id in portal.portfolio.unscored:
        return NOT_TOLD
    if side.cycle.state is not CycleState.CLOSED:
        return _dim("once it is closed")
    return Markup(of(side.final))


def _part(share: float | None) -> str:
    return figures.NOTHING if share is None else figures.part(share)


_FINAL: tuple[tuple[str, Callable[[Calibration], str]], ...] = (
    ("Mean of the final scores", lambda final: figures.score(final.mean)),
    ("Stretches that reached 1.0", lambda final: _part(final.reached())),
    ("Ended below 0.3", lambda final: _part(final.missed())),
)


def _regularity(portal: Portal, side: _Side) -> Markup:
    """In how many of its weeks so far a unit has checked in; of several units in which part of all their weeks."""
    weeks = portal.standings(side.cycle).week * len(side.sets)
    if not weeks:
        return Markup(figures.NOTHING)
    said = sum(weeks_checked_in(portal.portfolio, side.cycle, okrs) for okrs in side.sets)
    return Markup(f"{said} of {weeks}" if len(side.sets) == 1 else figures.part(said / weeks))


def _dim(words: str) -> Markup:
    return Markup(f'<span class="okr-dim">{escape(words)}</span>')


NOT_TOLD = _dim("not published")


class _Became:
    """Rows that show the objectives and key results of both cycles side by side, each beside what it became.

    Written by hand, as all rows of unit pages: 50 µs a key result.
    """

    def __init__(self, portal: Portal, links: Links, compared: Compared, before: Cycle, cycle: Cycle) -> None:
        self.portal = portal
        self.links = links
        self.compared = compared
        self.before, self.cycle = before, cycle
        self.named = tuple(str(escape(each.name)) for each in (before, cycle))
        okrs = compared.before
        review = held(okrs.review, portal.portfolio.as_of) if okrs else None
        self.decisions = {grade.key_result: grade.decision for grade in review.grades} if review else {}

    def rows(self) -> Iterator[str]:
        """What was carried over, what is new, what was left behind."""
        objectives = self.portal.portfolio.objectives
        for now in self.compared.carried:
            yield from self._objective(objectives[self.compared.origins[now.ref]], now)
        for now in self.compared.new:
            yield from self._objective(None, now)
        for then in self.compared.dropped:
            yield from self._objective(then, None)

    def _objective(self, then: Objective | None, now: Objective | None) -> Iterator[str]:
        yield f'<tr class="okr-became__o">{self._cells(then, now)}</tr>\n'
        known, key_results = self.compared.origins, self.portal.portfolio.key_results
        for each in now.key_results if now else ():
            origin = known.get(each.ref)
            yield f"<tr>{self._cells(key_results[origin] if origin else None, each, told=then is not None)}</tr>\n"
        back = set(known.values())
        for each in then.key_results if then else ():
            if each.ref not in back:
                yield f"<tr>{self._cells(each, None, told=now is not None)}</tr>\n"

    def _cells(
        self, then: Objective | KeyResult | None, now: Objective | KeyResult | None, *, told: bool = True
    ) -> str:
        """Both sides of a row; what is missing on one is `told` unless its objective is missing there as well."""
        decision, words = self._decided(then, now)
        before = self._item(then, self.before, decision) if then else self._gap("new" if told else "")
        after = self._item(now, self.cycle, words) if now else self._gap(words or ("left behind" if told else ""))
        return f'<td data-label="{self.named[0]}">{before}</td><td data-label="{self.named[1]}">{after}</td>'

    def _decided(self, then: Objective | KeyResult | None, now: Objective | KeyResult | None) -> tuple[str, str]:
        """What a review decided about a key result, and what became of it, marked where something else was decided."""
        decision = self.decisions.get(then.ref) if then else None
        if not decision or not isinstance(then, KeyResult):
            return "", ""
        words, is_broken = became(decision, then, now if isinstance(now, KeyResult) else None)
        mark = f'<span class="okr-broken">{components.icon("risk")}{words}</span>' if is_broken else words
        return f"decided: {decision}", mark

    def _gap(self, words: str) -> str:
        return f'<span class="okr-dim">{words}</span>' if words and self.compared.is_whole else ""

    def _item(self, item: Objective | KeyResult, cycle: Cycle, decided: str) -> str:
        standings = self.portal.standings(cycle)
        standing: ObjectiveStanding | KeyResultStanding
        if isinstance(item, KeyResult):
            standing, label = standings.key_results[item.ref], f'<span class="okr-id">KR{item.number}</span> '
            goal = f"{escape(figures.goal(item.metric))} · "
        else:
            standing, label, goal = standings.objectives[item.ref], "", ""
        stands = f"{figures.score(standing.score)} {components.status_word(standing.status)}"
        if cycle.id in self.portal.portfolio.unscored:
            stands = NOT_TOLD
        below = f'<span class="okr-sub">{decided}</span>' if decided else ""
        return (
            f'<span><a href="{self.links.to_ref(item.ref)}">{label}<bdi>{escape(item.title)}</bdi></a>'
            f'<span class="okr-sub">{goal}<span class="okr-num">{stands}</span></span>'
            f"{below}</span>"
        )
