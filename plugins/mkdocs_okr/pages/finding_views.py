"""Findings as the pages show them: what is wrong, where that is, and how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.checks.run import Finding
from mkdocs_okr.checks.subjects import AttestationSubject, Company, PersonSubject
from mkdocs_okr.model import OkrSet, Ref
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links, unit_address
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal

HEALTH = "health"
"""The address of the current cycle's health."""
RULES = "rules"
"""The address of the list of all rules."""
CHECKS = "checks"
"""The anchor of the rules about the checks themselves in that list."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in a few words. `about` is what it is about, `unit` the name of whose that is, empty for nobody's."""

    code: str
    rule: str
    message: Markup
    about: Named
    unit: str


def finding_view(portal: Portal, links: Links, finding: Finding) -> FindingView:
    """A finding as seen from a page."""
    diagnostic, unit = finding.diagnostic, finding.scope.unit
    return FindingView(
        code=diagnostic.code,
        rule=links.to(rule_address(diagnostic.name)),
        message=said(finding),
        about=about(portal, links, finding),
        unit=portal.portfolio.units[unit].name if unit else "",
    )


class FindingItems:
    """Findings in full as seen from a page: how loud, what is wrong and where, and how to mend it. 15 µs each.

    A page of a unit without OKR culture has a hundred of them, so they are written here and not by a template.
    """

    def __init__(self, portal: Portal, links: Links) -> None:
        self._portal = portal
        self._links = links

    def of_unit(self, id: str, finding: Finding) -> str:
        """A finding on the page of what it is about, with its anchor there."""
        diagnostic = finding.diagnostic
        rule = self._links.to(rule_address(diagnostic.name))
        return (
            f'<li class="okr-find" id="{id}"><p class="okr-find__rule">{components.severity_word(diagnostic.severity)}'
            f'<span class="okr-sub"><a href="{rule}">{diagnostic.code}</a></span></p>{self._rest("", finding)}</li>\n'
        )

    def of_rule(self, finding: Finding) -> str:
        """A finding on the page of its rule."""
        unit, it = owner(self._portal, self._links, finding), about(self._portal, self._links, finding)
        links = [f'<a href="{named.href}">{escape(named.name)}</a> ' for named in (unit, it) if named is not None]
        return f'<li class="okr-find">{self._rest("".join(links), finding)}</li>\n'

    def _rest(self, where: str, finding: Finding) -> str:
        diagnostic = finding.diagnostic
        place = f"<code>{escape(diagnostic.place.file)}:{diagnostic.place.line}</code>"
        edit = self._portal.edit_url(diagnostic.place)
        if edit is not None:
            place = f'<a class="okr-noprint" href="{escape(edit)}" rel="noopener">{place}</a>'
        return (
            f'<div><p class="okr-find__said">{said(finding)}</p><p class="okr-find__at">{where}{place}</p></div>'
            f'<p class="okr-find__mend">{markup.coded(diagnostic.help)}</p>'
        )


def said(finding: Finding) -> Markup:
    """The message as a sentence, which begins with a capital unless it begins with somebody's words."""
    message = finding.diagnostic.message
    return markup.coded(message[:1].upper() + message[1:])


def rule_address(name: str) -> str:
    """The address of a rule's page."""
    return f"{RULES}/{name}"


def health_address(portal: Portal, cycle: str) -> str:
    """The address of the health of a cycle."""
    current = portal.portfolio.current_cycle
    return HEALTH if current is not None and current.id == cycle else f"{HEALTH}/{cycle}"


def about(portal: Portal, links: Links, finding: Finding) -> Named:
    """What a finding is about, and where readers find that: an objective, a check-in, a charter, a checklist item …"""
    portfolio = portal.portfolio
    scope, object = finding.scope, finding.diagnostic.object
    if scope.unit and not scope.cycle:
        section = sections(portal.okrs_of_today(scope.unit))
        page = portal.unit_page(scope.unit, portfolio.current_cycle)
        return Named("Charter", links.to(page, section("charter")))
    if scope.unit:
        return _within_okrs(portal, links, finding)
    if scope.cycle:
        return Named(portfolio.cycles[scope.cycle].name, links.to(scope.cycle))
    subject = portal.rules[finding.diagnostic.code].subject
    if subject is Company:
        return Named(portfolio.organization.name, links.to(""))
    if subject is PersonSubject:
        return Named(portfolio.people[object].name, links.to(f"people/{object}"))
    if subject is AttestationSubject:
        known = ITEMS.get(object)
        return Named(known.title, links.to(HEALTH, object)) if known else Named(object, links.to(HEALTH))
    return Named("What is said about the checks", links.to(RULES, CHECKS))


def _within_okrs(portal: Portal, links: Links, finding: Finding) -> Named:
    portfolio = portal.portfolio
    parts = finding.diagnostic.object.split("/")
    if len(parts) == 4 and (key_result := portfolio.key_results.get(Ref(*parts))):
        return Named(f"KR{key_result.number} {key_result.title}", links.to_ref(key_result.ref))
    if len(parts) == 3:
        objective = portfolio.objectives.get(Ref(*parts))
        if objective is not None:
            return Named(objective.title, links.to_ref(objective.ref))
        if (day := _day(parts[2])) is not None:
            section = sections(portfolio.okr_sets.get((parts[0], parts[1])))
            page = unit_address(parts[0], parts[1])
            return Named(f"Check-in of {figures.full_day(day)}", links.to(page, section(f"check-in-{day}")))
    scope = finding.scope
    name = portfolio.cycles[scope.cycle].name
    return Named(f"OKRs of {name}", links.to(portal.unit_page(scope.unit, portfolio.cycles[scope.cycle])))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def owner(portal: Portal, links: Links, finding: Finding) -> Named | None:
    """The unit that a finding is about; None where it is about none."""
    scope = finding.scope
    if not scope.unit:
        return None
    cycle = portal.portfolio.cycles.get(scope.cycle) or portal.portfolio.current_cycle
    return Named(portal.portfolio.units[scope.unit].name, links.to(portal.unit_page(scope.unit, cycle)))


def sections(okrs: OkrSet | None) -> Callable[[str], str]:
    """The anchors of a unit page's own sections: their names, out of the way of an objective that is called so."""
    taken = {name for o in okrs.objectives for name in (o.id, *o.aliases)} if okrs else set()
    return lambda name: f"{name}:" if name in taken else name


LOUDNESS = ("error", "warning", "info")
"""Severities from the loudest to the quietest."""

_WORDS = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("hint", "hints")}


def numbered(findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """The findings of a unit's page with their anchors there; those of its OKRs come before those of its charter."""
    return [(f"finding:{number}", finding) for number, finding in enumerate(findings, start=1)]


class FindingLinks:
    """The ways from a page to what a rule found, where it stands on the page of its unit."""

    def __init__(self, portal: Portal, links: Links) -> None:
        self._portal = portal
        self._links = links
        self._known: dict[tuple[str, str], dict[tuple[str, str], str]] = {}

    def of(self, rule: AnyRule, *about: Ref) -> str:
        """The link to the first finding of a rule about one of these, all of one unit; empty where there is none."""
        for ref in about:
            anchor = self._anchors(ref.cycle, ref.unit).get((rule.code, str(ref)))
            if anchor:
                return self._links.to(unit_address(ref.cycle, ref.unit), anchor)
        return ""

    def _anchors(self, cycle: str, unit: str) -> dict[tuple[str, str], str]:
        known = self._known.get((cycle, unit))
        if known is None:
            known = self._known[cycle, unit] = {
                (finding.diagnostic.code, finding.diagnostic.object): anchor
                for anchor, finding in numbered(self._portal.health.findings(cycle, unit))
            }
        return known


def amounts(severities: Iterable[tuple[str, int]]) -> str:
    """How many findings of each severity there are: "2 warnings, 1 hint"; empty for none."""
    counted = dict(severities)
    return ", ".join(
        figures.count(counted[severity], *_WORDS[severity]) for severity in LOUDNESS if counted.get(severity)
    )
