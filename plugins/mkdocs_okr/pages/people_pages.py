"""People: what each of them leads. No averages and no ranks, because OKRs do not rate people."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Initiative, KeyResult, Objective, Person, Unit
from mkdocs_okr.pages import figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.okr_views import Named, initiative_state, run_line
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry


@dataclass(slots=True)
class Duties:
    """What a person has to do with: collected in one pass over the portfolio."""

    leads_units: list[Unit] = field(default_factory=list)
    champions: list[Unit] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    key_results: list[KeyResult] = field(default_factory=list)
    contributes: list[KeyResult] = field(default_factory=list)
    initiatives: list[tuple[Initiative, KeyResult]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LedItem:
    """An objective or key result that somebody leads. `run` is empty for objectives."""

    title: str
    label: str
    href: str
    where: str
    run: Markup | str
    status: Status
    due: str


@dataclass(frozen=True, slots=True)
class LedInCycle:
    """What somebody leads in one cycle."""

    name: str
    current: bool
    items: tuple[LedItem, ...]


def people_pages(portal: Portal) -> list[GeneratedPage]:
    """The directory of people and a page for each of them."""
    if not portal.portfolio.people:
        return []
    duties = _duties(portal)
    return [
        _directory(portal, duties),
        *(_person_page(portal, p, duties[p.id]) for p in portal.portfolio.people.values()),
    ]


def _duties(portal: Portal) -> Mapping[str, Duties]:
    found: defaultdict[str, Duties] = defaultdict(Duties)
    portfolio = portal.portfolio
    for unit in portfolio.units.values():
        if unit.lead:
            found[unit.lead].leads_units.append(unit)
        if unit.charter.champion:
            found[unit.charter.champion].champions.append(unit)
    for objective in portfolio.objectives.values():
        if objective.lead:
            found[objective.lead].objectives.append(objective)
        for key_result in objective.key_results:
            if key_result.lead:
                found[key_result.lead].key_results.append(key_result)
            for contributor in key_result.contributors:
                if contributor in portfolio.people:
                    found[contributor].contributes.append(key_result)
            for initiative in key_result.initiatives:
                if initiative.lead:
                    found[initiative.lead].initiatives.append((initiative, key_result))
    roles = portfolio.organization.roles
    named = [("Sponsor", roles.sponsor), ("Programme owner", roles.programme_owner), ("Coordinator", roles.coordinator)]
    for role, person in [*named, *(("OKR coach", coach) for coach in roles.coaches)]:
        if person:
            found[person].roles.append(role)
    return found


def _directory(portal: Portal, duties: Mapping[str, Duties]) -> GeneratedPage:
    def render() -> str:
        links = portal.addresses.seen_from("people")
        cycle = portal.portfolio.current_cycle
        people = sorted(portal.portfolio.people.values(), key=lambda p: p.name.casefold())
        rows = [
            (
                person,
                links.to(f"people/{person.id}"),
                [Named(u.name, links.to(portal.unit_page(u.id, cycle))) for u in duties[person.id].leads_units],
                duties[person.id].roles,
            )
            for person in people
        ]
        return portal.render("people.j2", links, rows=rows)

    names = ", ".join(person.name for person in portal.portfolio.people.values())
    return GeneratedPage(
        address="people",
        title="People",
        render=render,
        search=(SearchEntry("", "People", f"Who leads what: {names}"[:2000]),),
        in_nav=True,
    )


def _person_page(portal: Portal, person: Person, duties: Duties) -> GeneratedPage:
    address = f"people/{person.id}"

    def render() -> str:
        links = portal.addresses.seen_from(address)
        cycle = portal.portfolio.current_cycle
        return portal.render(
            "person.j2",
            links,
            person=person,
            roles=duties.roles,
            leads_units=[Named(u.name, links.to(portal.unit_page(u.id, cycle))) for u in duties.leads_units],
            champions=[Named(u.name, links.to(portal.unit_page(u.id, cycle))) for u in duties.champions],
            cycles=_led_by_cycle(portal, links, duties),
            contributes=[
                Named(k.title, links.to_ref(k.ref))
                for k in duties.contributes
                if cycle is not None and k.ref.cycle == cycle.id
            ],
            initiatives=[
                (
                    initiative,
                    initiative_state(initiative, portal.standings(cycle).on),
                    Named(k.title, links.to_ref(k.ref)),
                )
                for initiative, k in duties.initiatives
                if cycle is not None and k.ref.cycle == cycle.id
            ],
            edit_url=portal.edit_url(person.origin.place()),
        )

    return GeneratedPage(
        address=address,
        title=person.name,
        description=person.title,
        render=render,
        search=(SearchEntry("", person.name, person.title),),
        edit_url=portal.edit_url(person.origin.place()),
    )


def _led_by_cycle(portal: Portal, links: Links, duties: Duties) -> list[LedInCycle]:
    """What is led, newest cycle first, the current one on top of all."""
    portfolio = portal.portfolio
    current = portfolio.current_cycle
    items: dict[str, list[LedItem]] = {}
    for objective in duties.objectives:
        items.setdefault(objective.ref.cycle, []).append(_led_objective(portal, links, objective))
    for key_result in duties.key_results:
        items.setdefault(key_result.ref.cycle, []).append(_led_key_result(portal, links, key_result))
    cycles = [portfolio.cycles[id] for id in items]
    cycles.sort(key=lambda c: (current is not None and c.id == current.id, c.starts, -c.days), reverse=True)
    return [LedInCycle(c.name, current is not None and c.id == current.id, tuple(items[c.id])) for c in cycles]


def _where(portal: Portal, objective: Objective) -> str:
    return portal.portfolio.units[objective.ref.unit].name


def _led_objective(portal: Portal, links: Links, objective: Objective) -> LedItem:
    standing = portal.standings(portal.portfolio.cycles[objective.ref.cycle]).objectives[objective.ref]
    return LedItem(
        objective.title, "Objective", links.to_ref(objective.ref), _where(portal, objective), "", standing.status, ""
    )


def _led_key_result(portal: Portal, links: Links, key_result: KeyResult) -> LedItem:
    objective = portal.portfolio.objectives[key_result.ref.of_objective]
    standings = portal.standings(portal.portfolio.cycles[key_result.ref.cycle])
    standing = standings.key_results[key_result.ref]
    return LedItem(
        key_result.title,
        f"KR{key_result.number}",
        links.to_ref(key_result.ref),
        f"{_where(portal, objective)}: {objective.title}",
        run_line(key_result.metric, standing, standings.on),
        standing.status,
        figures.day(key_result.due),
    )
