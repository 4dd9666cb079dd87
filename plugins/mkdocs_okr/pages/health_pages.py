"""The health of the OKRs: every item of every checklist, in the current cycle and in each other one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_okr.checks.amounts import Kind, Part
from mkdocs_okr.checks.checklists import CHECKLISTS, Checklist
from mkdocs_okr.checks.health import CycleHealth, ItemHealth, State, Why
from mkdocs_okr.checks.run import Accepted
from mkdocs_okr.model import Attestation, Cycle, CycleState
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.cycle_pages import state_word
from mkdocs_okr.pages.finding_views import HEALTH, FindingView, amounts, finding_view, health_address
from mkdocs_okr.pages.health_tables import (
    finding_pages,
    findings_address,
    share_columns,
    unit_health_pages,
    units_address,
)
from mkdocs_okr.pages.okr_views import Named, person_link
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.programme_views import maturity_view, roll_out_view, targets
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry

TITLE = "Health of our OKRs"
SHOWN = 5
"""Findings that stand below an item; the table has them all."""
UNITS = 25
"""Units whose shares stand on the page itself: the company and those right below it."""
CYCLES = 8
"""Cycles that are compared."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with its state in words. `notes` are sentences about what the state rests on."""

    key: str
    title: str
    state: State
    notes: tuple[str, ...]
    word: "WordView | None"
    findings: tuple[FindingView, ...]
    more: int
    more_href: str


@dataclass(frozen=True, slots=True)
class WordView:
    """Somebody's word for an item."""

    by: Named | None
    given: str
    until: str
    expired: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """A checklist with its items. `anchor` is its key; `unmet` says whether it stands open."""

    anchor: str
    title: str
    question: str
    bar: Markup
    words: str
    unmet: bool
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """The share of a checklist in each of the last cycles."""

    title: str
    shares: tuple[float | None, ...]
    course: Markup


def health_pages(portal: Portal) -> list[GeneratedPage]:
    """The health of the current cycle, of every other one, and the tables of their units and findings."""
    current = portal.portfolio.current_cycle
    pages = [_page(portal, current)]
    for cycle in portal.portfolio.cycles.values():
        if cycle is not current:
            pages.append(_page(portal, cycle))
        pages += unit_health_pages(portal, cycle)
        pages += finding_pages(portal, cycle)
    if current is None:
        pages += finding_pages(portal, None)
    return pages


def health_redirects(portal: Portal) -> dict[str, str]:
    """The lasting address of the current cycle's health, which leads to the page of today."""
    current = portal.portfolio.current_cycle
    return {f"{HEALTH}/{current.id}": HEALTH} if current else {}


def _page(portal: Portal, cycle: Cycle | None) -> GeneratedPage:
    current = portal.portfolio.current_cycle
    is_current = cycle is current
    address = health_address(portal, cycle.id) if cycle else HEALTH
    title = TITLE if is_current or cycle is None else f"{TITLE}, {cycle.name}"
    search = [SearchEntry("", title, "The state of every checklist, and what was found")]
    if is_current:
        search += [
            SearchEntry(each.key, f"Checklist: {each.title}", " · ".join(item.title for item in each.items))
            for each in CHECKLISTS
        ]
    return GeneratedPage(
        address=address,
        title=title,
        render=lambda: _render(portal, cycle, portal.addresses.seen_from(address)),
        search=tuple(search),
        in_nav=is_current,
    )


def _render(portal: Portal, cycle: Cycle | None, links: Links) -> str:
    portfolio = portal.portfolio
    health = portal.health.of(cycle)
    top = _top_units(portal, health)
    return portal.render(
        "health.j2",
        links,
        title=TITLE,
        organization=portfolio.organization.name,
        cycle=cycle,
        state=state_word(cycle, portfolio.as_of) if cycle else "",
        current=Named(portfolio.current_cycle.name, links.to(HEALTH)) if portfolio.current_cycle else None,
        whole=health.whole,
        counts=health.counts,
        states=tuple(State),
        found=amounts(Counter(f.diagnostic.severity for f in health.findings).items()),
        findings=links.to(findings_address(cycle)) if health.findings else "",
        checklists=[_checklist(portal, links, cycle, each.checklist, each.items) for each in health.checklists],
        columns=share_columns(health),
        levels=[
            (level.plural, shares)
            for level in portfolio.settings.levels
            if (shares := health.levels.get(level.id)) is not None
        ],
        units=[
            (
                Named(portfolio.units[unit].name, links.to(portal.unit_page(unit, cycle))),
                health.units[unit].shares,
                amounts(health.units[unit].severities.items()),
            )
            for unit in top
        ],
        all_units=len(health.units),
        units_href=links.to(units_address(cycle)) if cycle and health.units else "",
        maturity=maturity_view(portal) if health.whole else None,
        roll_out=roll_out_view(portal, links, cycle) if health.whole and cycle else None,
        targets=targets(portal) if health.whole else (),
        compared=(compared := _compared(portal, cycle)),
        over=_over(portal, compared),
        others=[
            Named(other.name, links.to(health_address(portal, other.id)))
            for other in sorted(portfolio.cycles.values(), key=lambda c: (c.starts, -c.days), reverse=True)
            if other is not cycle
        ],
    )


def _checklist(
    portal: Portal,
    links: Links,
    cycle: Cycle | None,
    checklist: Checklist,
    items: Sequence[ItemHealth],
) -> ChecklistView:
    counts = Counter(item.state for item in items)
    return ChecklistView(
        checklist.key,
        checklist.title,
        checklist.question,
        components.states_bar(counts),
        components.states_in_words(counts),
        bool(counts[State.NOT_MET]),
        tuple(_item(portal, links, cycle, item) for item in items),
    )


def _item(portal: Portal, links: Links, cycle: Cycle | None, health: ItemHealth) -> ItemView:
    more = len(health.findings) - SHOWN
    return ItemView(
        health.item.key,
        health.item.title,
        health.state,
        tuple(note for note in (*_based_on(health), _accepted(health.accepted), _why(health)) if note),
        _word(portal, links, health.attestation, health.why is Why.EXPIRED) if health.attestation else None,
        tuple(finding_view(portal, links, finding) for finding in health.findings[:SHOWN]),
        max(more, 0),
        f"{links.to(findings_address(cycle))}?item={health.item.key}",
    )


_PLURALS = {Kind.OKRS: "units with OKRs"}


def _based_on(health: ItemHealth) -> Iterator[str]:
    """What the state rests on, in words: what is not in order, else what the rules say, else all that was judged."""
    failing = [part for part in health.parts if part.failed]
    if failing or not health.evidence:
        yield _counted(failing or health.parts)
    yield from health.evidence


def _counted(parts: Sequence[Part]) -> str:
    """What was judged, in words: "31 of 36 key results, all 9 objectives"."""
    words = []
    for kind, judged, failed in parts:
        if kind in (Kind.COMPANY, Kind.CYCLE):
            continue  # there is one of it: the state says it
        things = figures.count(judged, kind.value, _PLURALS.get(kind, ""))
        if failed:
            words.append(f"{judged - failed:,} of {things}")
        else:
            words.append(things if judged == 1 else f"all {things}")
    return ", ".join(words)


def _accepted(accepted: Sequence[Accepted]) -> str:
    """What the company lives with, in words: "2 accepted with a reason, 5 known from the baseline"."""
    known = sum(each.how == "baseline" for each in accepted)
    with_reason = len(accepted) - known
    words = [f"{with_reason:,} accepted with a reason"] if with_reason else []
    if known:
        words.append(f"{known:,} known from the baseline")
    return ", ".join(words)


_WHY = {
    Why.NO_RULE: "No rule judges it yet.",
    Why.SWITCHED_OFF: "Its rules are switched off in settings.yml.",
    Why.NOTHING_THERE: "There is nothing yet to judge it by.",
    Why.NOBODY: "Nobody has vouched for it in attestations.yml.",
}


def _why(health: ItemHealth) -> str:
    return _WHY.get(health.why, "")


def _word(portal: Portal, links: Links, attestation: Attestation, expired: bool) -> WordView:
    return WordView(
        person_link(portal, links, attestation.by),
        figures.full_day(attestation.date),
        figures.full_day(attestation.expires) if attestation.expires else "",
        expired,
        attestation.evidence,
    )


def _top_units(portal: Portal, health: CycleHealth) -> list[str]:
    """The units that the page itself shows: all of a small company, of a larger one the topmost."""
    if len(health.units) <= UNITS:
        return list(health.units)
    company = portal.portfolio.company
    if company is None:
        return []
    top = [company.id, *(child.id for child in portal.portfolio.children.get(company.id, ()))]
    return [unit for unit in top if unit in health.units][:UNITS]


def _compared(portal: Portal, cycle: Cycle | None) -> list[Cycle]:
    """The cycles that a cycle compares with, itself included: the last ones of its kind, oldest first."""
    if cycle is None:
        return []
    found = [
        other
        for other in portal.portfolio.cycles.values()
        if other is cycle
        or (other.kind == cycle.kind and other.starts < cycle.starts and other.state is not CycleState.DRAFT)
    ]
    return found[-CYCLES:] if len(found) > 1 else []


def _over(portal: Portal, cycles: Sequence[Cycle]) -> list[Over]:
    own: list[Mapping[str, float]] = [portal.health.of(cycle).own for cycle in cycles]
    rows = []
    for checklist in CHECKLISTS:
        shares = tuple(each.get(checklist.key) for each in own)
        if any(share is not None for share in shares):
            rows.append(Over(checklist.title, shares, components.course(shares)))
    return rows
