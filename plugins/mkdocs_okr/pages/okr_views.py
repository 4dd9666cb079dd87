"""Objectives and key results as the templates show them: everything looked up, worded and linked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from mkdocs_okr.analysis.standing import CycleStandings, KeyResultStanding, ObjectiveStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.sums import GAIN, Sum, sum_below
from mkdocs_okr.model import (
    Contribution,
    Deliverable,
    Initiative,
    KeepMetric,
    KeyResult,
    Metric,
    MilestoneMetric,
    MovingMetric,
    Objective,
    Ref,
    Story,
)
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links, anchor
from mkdocs_okr.pages.change_views import ChangeView, objective_changes, of_key_result
from mkdocs_okr.pages.portal import Portal

NOT_PUBLISHED = "The scores of closed cycles are not published here."


@dataclass(frozen=True, slots=True)
class Named:
    """A name that leads somewhere; `href` is empty where it leads nowhere."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """An initiative with its state in a word: Done, Doing, Open, Late or Dropped."""

    state: str
    title: str
    url: str
    lead: Named | None
    due: date | None


@dataclass(frozen=True, slots=True)
class KeyResultView:
    """A key result with everything that its row shows. `aliases` are whole anchors, unlike those of an objective."""

    anchor: str
    label: str
    title: str
    lead: Named | None
    contributors: tuple[Named, ...]
    due: str
    source: str
    notes: tuple[str, ...]
    run: Markup
    standing: KeyResultStanding
    bar: Markup
    spark: Markup
    edit_url: str | None
    initiatives: tuple[InitiativeView, ...]
    initiatives_summary: str
    milestones: tuple[tuple[str, date | None], ...]
    aliases: tuple[str, ...]
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class Upward:
    """Something that an objective contributes to, and which share of it goes there where there are several."""

    unit: str
    objective: str
    label: str
    key_result: str
    href: str
    share: str
    cycle: str


@dataclass(frozen=True, slots=True)
class Below:
    """An objective that contributes to this one, and to which of its key results."""

    title: str
    href: str
    unit: str
    to: str
    standing: ObjectiveStanding
    spark: Markup


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective with everything that its section shows."""

    ref: Ref
    anchor: str
    title: str
    rank: int | None
    perspective: str
    theme: str
    kind: str
    origin: str
    lead: Named | None
    visibility: str
    why: str
    story: Story | None
    changes: tuple[ChangeView, ...]
    upward: tuple[Upward, ...]
    below: tuple[Below, ...]
    sums: tuple[str, ...]
    drives: tuple[Named, ...]
    key_results: tuple[KeyResultView, ...]
    standing: ObjectiveStanding
    spark: Markup
    formula: str
    edit_url: str | None
    aliases: tuple[str, ...]


def objective_view(portal: Portal, links: Links, objective: Objective, standings: CycleStandings) -> ObjectiveView:
    """An objective as seen from the page of `links`."""
    standing = standings.objectives[objective.ref]
    perspective = portal.portfolio.perspectives.get(objective.perspective or "")
    theme = portal.portfolio.themes.get(objective.theme or "")
    return ObjectiveView(
        ref=objective.ref,
        anchor=anchor(objective.ref),
        title=objective.title,
        rank=objective.rank,
        perspective=perspective.name if perspective else "",
        theme=theme.name if theme else "",
        kind=objective.kind,
        origin=objective.source,
        lead=person_link(portal, links, objective.lead),
        visibility="" if objective.visibility == "public" else objective.visibility,
        why=objective.why,
        story=objective.story,
        changes=objective_changes(portal, objective, standings.cycle),
        upward=tuple(_upward(portal, links, c, objective) for c in objective.contributes_to),
        below=_below(portal, links, objective),
        sums=tuple(_sums(portal, objective)),
        drives=tuple(
            Named(portal.portfolio.objectives[ref].title, links.to_ref(ref))
            for ref in objective.drives
            if ref in portal.portfolio.objectives
        ),
        key_results=tuple(key_result_view(portal, links, k, standings) for k in objective.key_results),
        standing=standing,
        spark=components.linked(
            components.trend(standing, 140, 52, "Objective score by week against the expected path"),
            links.to_history(objective.ref),
        ),
        formula=_formula(objective, standings, portal.portfolio.settings.scoring.objective),
        edit_url=portal.edit_url(objective.origin.place()),
        aliases=objective.aliases,
    )


def key_result_view(portal: Portal, links: Links, key_result: KeyResult, standings: CycleStandings) -> KeyResultView:
    """A key result as seen from the page of `links`."""
    standing = standings.key_results[key_result.ref]
    initiatives = tuple(_initiative(portal, links, i, standings.on) for i in key_result.initiatives)
    metric = key_result.metric
    objective = portal.portfolio.objectives[key_result.ref.of_objective]
    return KeyResultView(
        anchor=anchor(key_result.ref),
        label=f"KR{key_result.number}",
        title=key_result.title,
        lead=person_link(portal, links, key_result.lead),
        contributors=tuple(_contributor(portal, links, c, standings) for c in key_result.contributors),
        due=figures.day(key_result.due),
        source=metric.source if metric else "",
        notes=_notes(key_result, standing, standings),
        run=run_line(metric, standing, standings.on),
        standing=standing,
        bar=components.bar(standing.score, standing.expected, standing.status),
        spark=components.linked(
            components.trend(standing, 108, 40, "Score by week against the expected path"),
            links.to_history(key_result.ref),
        ),
        edit_url=portal.edit_url(key_result.origin.place()),
        initiatives=initiatives,
        initiatives_summary=_summary(initiatives),
        milestones=_milestones(metric, standings.on),
        aliases=former_anchors(objective, key_result),
        changes=of_key_result(key_result, objective_changes(portal, objective, standings.cycle)),
    )


def former_anchors(objective: Objective, key_result: KeyResult) -> tuple[str, ...]:
    """Every anchor that the key result had under a former id of its own or of its objective."""
    return tuple(
        f"{above}/{own}"
        for above in (objective.id, *objective.aliases)
        for own in (key_result.id, *key_result.aliases)
        if (above, own) != (objective.id, key_result.id)
    )


def person_link(portal: Portal, links: Links, id: str | None) -> Named | None:
    """A person by name, leading to their page."""
    person = portal.person(id)
    return Named(person.name, links.to(f"people/{person.id}")) if person else None


def run_line(metric: Metric | None, standing: KeyResultStanding, on: date) -> Markup:
    """Baseline → current → target, or what stands in its place for the other kinds of metric."""
    match metric:
        case MovingMetric():
            start = figures.bare(0.0 if metric.baseline is None else metric.baseline, metric.unit)
            now = figures.bare(standing.value, metric.unit)
            target = figures.quantity(metric.target, metric.unit)
            return Markup(f"{escape(start)} <i>→</i> <b>{escape(now)}</b> <i>→</i> {escape(target)}")
        case KeepMetric():
            value = figures.quantity(standing.value, metric.unit)
            return Markup(f"<b>{escape(value)}</b>, {escape(figures.goal(metric))}")
        case MilestoneMetric():
            done = sum(1 for m in metric.milestones if m.done is not None and m.done <= on)
            return Markup("<b>{}</b> of {}").format(done, figures.goal(metric))
        case Deliverable(done=done) if done is not None and done <= on:
            return Markup("<b>Done</b> {}").format(figures.day(done))
        case Deliverable():
            return Markup("<b>Not done</b> yet")
    return Markup("No metric yet")


def _contributor(portal: Portal, links: Links, id: str, standings: CycleStandings) -> Named:
    """A contributor is a person or a unit."""
    unit = portal.portfolio.units.get(id)
    if unit is not None:
        return Named(unit.name, links.to(portal.unit_page(id, standings.cycle)))
    return person_link(portal, links, id) or Named(id)


def _notes(key_result: KeyResult, standing: KeyResultStanding, standings: CycleStandings) -> tuple[str, ...]:
    """What a reader has to know to read the figures right."""
    notes = []
    metric = key_result.metric
    if isinstance(metric, MovingMetric) and metric.baseline is None:
        notes.append("no baseline given, counted from 0")
    if isinstance(metric, MovingMetric) and metric.plan:
        steps = ", ".join(f"{figures.quantity(v, metric.unit)} by {figures.day(d)}" for d, v in metric.plan.items())
        notes.append(f"plan: {steps}")
    if standing.grade is not None and standing.grade.score is not None:
        notes.append(f"graded by hand, computed {figures.score(standing.computed)}")
    elif standing.progress is not None and not 0.0 <= standing.progress <= 1.0:
        notes.append(f"{figures.percent(standing.progress)} of the way")
    if standing.quiet_days is not None:
        notes.append(f"quiet for {figures.count(standing.quiet_days, 'day')}")
    if key_result.indicator:
        notes.append(key_result.indicator)
    return tuple(notes)


def _milestones(metric: Metric | None, on: date) -> tuple[tuple[str, date | None], ...]:
    """Stages with the day that each was reached, if it was by the day `on`."""
    if not isinstance(metric, MilestoneMetric):
        return ()
    return tuple((m.title, m.done if m.done is not None and m.done <= on else None) for m in metric.milestones)


def initiative_state(initiative: Initiative, on: date) -> str:
    """An initiative's state on a day in a word: Done, Doing, Open, Late or Dropped."""
    if initiative.status in ("open", "doing") and initiative.due is not None and initiative.due < on:
        return "Late"
    return initiative.status.capitalize()


def _initiative(portal: Portal, links: Links, initiative: Initiative, on: date) -> InitiativeView:
    return InitiativeView(
        state=initiative_state(initiative, on),
        title=initiative.title,
        url=markup.safe_url(initiative.url),
        lead=person_link(portal, links, initiative.lead),
        due=initiative.due,
    )


def _summary(initiatives: Sequence[InitiativeView]) -> str:
    """How many initiatives are in which state: "1 done, 2 doing, 1 late"."""
    counts = {
        state: sum(1 for i in initiatives if i.state == state) for state in dict.fromkeys(i.state for i in initiatives)
    }
    return ", ".join(f"{amount} {state.lower()}" for state, amount in counts.items())


def _upward(portal: Portal, links: Links, contribution: Contribution, objective: Objective) -> Upward:
    to = contribution.to
    parent = portal.portfolio.objectives[to.of_objective]
    key_result = portal.portfolio.key_results[to] if to.key_result else None
    total = sum(c.weight for c in objective.contributes_to)
    share = ""
    if len(objective.contributes_to) > 1 and total > 0:
        share = figures.weight(100 * contribution.weight / total)
    return Upward(
        unit=portal.portfolio.units[to.unit].name,
        objective=parent.title,
        label=f"KR{key_result.number}" if key_result else "",
        key_result=key_result.title if key_result else "",
        href=links.to_ref(to),
        share=share,
        cycle=portal.portfolio.cycles[to.cycle].name if to.cycle != objective.ref.cycle else "",
    )


_SHOWN_PARTS = 6  # of a sum; of more only how many they are


def _sums(portal: Portal, objective: Objective) -> Iterator[str]:
    """Whether the targets of contributing units add up to those of the objective, for each key result that has parts.

    Nothing is said where a part may be hidden from the readers.
    """
    if any(cycle == objective.ref.cycle for cycle, _ in portal.portfolio.hidden):
        return
    for key_result in objective.key_results:
        found = sum_below(portal.portfolio, portal.cascade, key_result)
        if found is not None and (len(found.parts) > 1 or not found.adds_up):
            yield f"KR{key_result.number}: {_sum_in_words(found)}"


def _sum_in_words(found: Sum) -> str:
    metrics = [each.metric for each in (*found.parts, found.whole) if isinstance(each.metric, MovingMetric)]
    figures_of = [each.target - (each.baseline or 0.0) if found.of == GAIN else each.target for each in metrics]
    unit = metrics[-1].unit
    whole = "the way from baseline to target" if found.of == GAIN else "the target"
    parts = " + ".join(figures.number(each) for each in figures_of[:-1])
    many = f"{len(found.parts)} contributing key results come to {figures.quantity(found.total, unit)}"
    said = many if len(found.parts) > _SHOWN_PARTS else f"{parts} = {figures.quantity(found.total, unit)}"
    if found.adds_up:
        return f"{said}, which is {whole}."
    off = figures.quantity(abs(found.wanted - found.total), unit)
    compared = "less" if found.missing > 0 else "more"
    return f"{said}, {off} {compared} than {whole} ({figures.quantity(found.wanted, unit)})."


def _below(portal: Portal, links: Links, objective: Objective) -> tuple[Below, ...]:
    rows = []
    for child, contribution in portal.cascade.below(objective.ref):
        standings = portal.standings(portal.portfolio.cycles[child.ref.cycle])
        standing = standings.objectives[child.ref]
        target = portal.portfolio.key_results[contribution.to] if contribution.to.key_result else None
        rows.append(
            Below(
                title=child.title,
                href=links.to_ref(child.ref),
                unit=portal.portfolio.units[child.ref.unit].name,
                to=f"KR{target.number} {target.title}" if target else "the objective as a whole",
                standing=standing,
                spark=components.linked(
                    components.trend(standing, 108, 34, "Objective score by week against the expected path"),
                    links.to_history(child.ref),
                ),
            )
        )
    return tuple(rows)


def _formula(objective: Objective, standings: CycleStandings, rule: str) -> str:
    """How the objective's score came about, in words."""
    if standings.objectives[objective.ref].status is Status.CLOSED:
        return NOT_PUBLISHED
    scored = [(k, standings.key_results[k.ref]) for k in objective.key_results]
    scored = [(k, s) for k, s in scored if s.score is not None]
    if not scored:
        return "No score: none of the key results can be measured yet."
    if rule == "weakest":
        return "The score is that of the weakest key result, the one that is furthest behind where it should be."
    left_out = len(objective.key_results) - len(scored)
    tail = f" {figures.count(left_out, 'key result')} without a score left out." if left_out else ""
    weights = {k.weight for k, _ in scored}
    if len(weights) == 1:
        terms = " + ".join(figures.score(s.score) for _, s in scored)
        sum_ = f"({terms})" if len(scored) > 1 else terms
        return f"Mean of the key results: {sum_} ÷ {len(scored)}.{tail}"
    terms = " + ".join(f"{figures.number(k.weight)} × {figures.score(s.score)}" for k, s in scored)
    return f"Mean of the key results by weight: ({terms}) ÷ {figures.number(sum(k.weight for k, _ in scored))}.{tail}"
