"""A page for each rule, from the rule's own documentation, and the list of all rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_okr.checks.checklists import CHECKLISTS, ITEMS
from mkdocs_okr.checks.choices import IGNORE, Choice, choices
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.checks.run import Finding
from mkdocs_okr.pages import figures, markup
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.finding_views import CHECKS, HEALTH, RULES, FindingItems, rule_address
from mkdocs_okr.pages.health_tables import findings_address
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry

SHOWN = 12
"""Findings of the current cycle that stand on a rule's page."""
LETTERS: Mapping[str, str] = {
    "S": "Specific",
    "M": "Measurable",
    "A": "Achievable",
    "R": "Relevant",
    "T": "Time-bound",
}
"""What the letters of SMART stand for."""
_NO_CHECKLIST = "About the checks themselves"
_CHECKLIST_OF: Mapping[str, str] = {item.key: checklist.title for checklist in CHECKLISTS for item in checklist.items}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list: `severity` is empty where it is switched off, `found` how often it found something today."""

    code: str
    title: str
    href: str
    summary: Markup
    severity: str
    found: int


@dataclass(frozen=True, slots=True)
class LimitView:
    """A number of a rule as the company set it, with the rule's own where that is another one."""

    name: str
    value: str
    default: str


class _Counted:
    """The findings by rule and cycle, collected in one pass."""

    def __init__(self, portal: Portal) -> None:
        current = portal.portfolio.current_cycle
        today = {"", current.id} if current else {""}
        self.today: dict[str, list[Finding]] = {}
        self.by_cycle: Counter[tuple[str, str]] = Counter()
        for finding in portal.checked.findings:
            code, cycle = finding.diagnostic.code, finding.scope.cycle
            self.by_cycle[code, cycle] += 1
            if cycle in today:
                self.today.setdefault(code, []).append(finding)
        self.accepted = Counter(accepted.finding.diagnostic.code for accepted in portal.checked.accepted)


def rule_pages(portal: Portal) -> list[GeneratedPage]:
    """The list of all rules, and a page for each."""
    rules = portal.checked.rules
    if not rules:
        return []
    chosen = choices(portal.portfolio.settings.checks, rules)
    counted = _Counted(portal)
    return [_list(portal, rules, chosen, counted), *(_page(portal, rule, chosen[rule.code], counted) for rule in rules)]


def rule_redirects(portal: Portal) -> dict[str, str]:
    """The addresses of rules by their codes, which lead to their pages."""
    return {rule_address(rule.code): rule_address(rule.name) for rule in portal.checked.rules}


def title_of(rule: AnyRule) -> str:
    """A rule's name as a title: "Key result is a task"."""
    return rule.name.replace("-", " ").capitalize().replace("okr", "OKR")


def _list(portal: Portal, rules: Sequence[AnyRule], chosen: Mapping[str, Choice], counted: _Counted) -> GeneratedPage:
    def render() -> str:
        links = portal.addresses.seen_from(RULES)
        lines = {rule.code: _line(links, rule, chosen[rule.code], counted) for rule in rules}
        grouped = [
            (title, anchor, [lines[rule.code] for rule in members]) for title, anchor, members in _grouped(rules)
        ]
        return portal.render("rules.j2", links, groups=grouped, rules=len(rules), health=links.to(HEALTH))

    return GeneratedPage(
        address=RULES,
        title="Rules",
        render=render,
        search=(SearchEntry("", "Rules", "What is checked, by checklist"),),
    )


def _grouped(rules: Sequence[AnyRule]) -> Iterator[tuple[str, str, list[AnyRule]]]:
    """The rules by the checklist of the first item that they decide; title, anchor and rules of each."""
    by_checklist: dict[str, list[AnyRule]] = {}
    for rule in rules:
        served = rule.serves[0] if rule.serves else ""
        key = next((each.key for each in CHECKLISTS if any(item.key == served for item in each.items)), "")
        by_checklist.setdefault(key, []).append(rule)
    for checklist in CHECKLISTS:
        if checklist.key in by_checklist:
            yield checklist.title, checklist.key, by_checklist[checklist.key]
    if "" in by_checklist:
        yield _NO_CHECKLIST, CHECKS, by_checklist[""]


def _line(links: Links, rule: AnyRule, choice: Choice, counted: _Counted) -> RuleLine:
    return RuleLine(
        rule.code,
        title_of(rule),
        links.to(rule_address(rule.name)),
        markup.inline(rule.page.summary),
        "" if choice.severity == IGNORE else choice.severity,
        len(counted.today.get(rule.code, ())),
    )


def _page(portal: Portal, rule: AnyRule, choice: Choice, counted: _Counted) -> GeneratedPage:
    address = rule_address(rule.name)
    summary = markup.plain(rule.page.summary)
    return GeneratedPage(
        address=address,
        title=f"{rule.code} {title_of(rule)}",
        description=summary,
        render=lambda: _render(portal, portal.addresses.seen_from(address), rule, choice, counted),
        search=(SearchEntry("", f"{rule.code} {title_of(rule)}", f"{rule.name}. {summary}"),),
    )


def _render(portal: Portal, links: Links, rule: AnyRule, choice: Choice, counted: _Counted) -> str:
    found = counted.today.get(rule.code, [])
    current = portal.portfolio.current_cycle
    return portal.render(
        "rule.j2",
        links,
        rule=rule,
        title=title_of(rule),
        list=links.to(RULES),
        summary=markup.inline(rule.page.summary),
        severity="" if choice.severity == IGNORE else choice.severity,
        default=rule.severity if choice.severity != rule.severity else "",
        limits=[_limit(name, choice.limits[name], default) for name, default in rule.limits.items()],
        served=[(Named(ITEMS[key].title, links.to(HEALTH, key)), _CHECKLIST_OF[key]) for key in rule.serves],
        letter=LETTERS.get(rule.smart, ""),
        sections=[(title, markup.document(text, _slug(title))) for title, text in rule.page.sections.items()],
        found=len(found),
        findings=Markup("".join(map(FindingItems(portal, links).of_rule, found[:SHOWN]))),
        more=max(len(found) - SHOWN, 0),
        more_href=f"{links.to(findings_address(current))}?rule={rule.code}",
        cycle=current,
        accepted=counted.accepted[rule.code],
        other_cycles=[
            (Named(cycle.name, f"{links.to(findings_address(cycle))}?rule={rule.code}"), amount)
            for cycle in reversed(list(portal.portfolio.cycles.values()))
            if cycle is not current and (amount := counted.by_cycle[rule.code, cycle.id])
        ],
    )


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


def _limit(name: str, value: float, default: float) -> LimitView:
    return LimitView(name, figures.number(value), figures.number(default) if value != default else "")
