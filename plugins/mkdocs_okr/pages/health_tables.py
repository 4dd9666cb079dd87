"""The long tables behind the health of a cycle: all its findings, and the shares of all its units."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from mkdocs_okr.checks.checklists import CHECKLISTS, ITEMS
from mkdocs_okr.checks.health import CycleHealth
from mkdocs_okr.checks.run import Finding
from mkdocs_okr.model import Cycle
from mkdocs_okr.pages import components, markup
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.finding_views import HEALTH, LOUDNESS, about, amounts, health_address, rule_address, said
from mkdocs_okr.pages.listing import Column, Facet, Listing, choices, listing_pages
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

MOST = 6000
"""Findings that a table lists: twenty pages. Nobody pages through more, and `okr check` has them all."""


def findings_address(cycle: Cycle | None) -> str:
    """The address of all findings of a cycle."""
    return f"{HEALTH}/{cycle.id}/findings" if cycle else f"{HEALTH}/findings"


def units_address(cycle: Cycle) -> str:
    """The address of the shares of all units."""
    return f"{HEALTH}/{cycle.id}/units"


def finding_pages(portal: Portal, cycle: Cycle | None) -> list[GeneratedPage]:
    """All findings of a cycle, the loudest first; no page where there is none."""
    everything = portal.health.of(cycle).findings
    if not everything:
        return []
    findings = sorted(everything, key=lambda finding: LOUDNESS.index(finding.diagnostic.severity))[:MOST]
    portfolio = portal.portfolio
    units = {finding.scope.unit for finding in findings if finding.scope.unit}
    for unit in tuple(units):
        units.update(above.id for above in portfolio.ancestors(portfolio.units[unit]))
    rows = _FindingRows(portal)
    facets = (
        Facet("severity", "Severity", choices((f.diagnostic.severity for f in findings), _SEVERITIES)),
        Facet(
            "rule",
            "Rule",
            choices(
                (f.diagnostic.code for f in findings),
                {f.diagnostic.code: f"{f.diagnostic.code} {f.diagnostic.name}" for f in sorted(findings, key=_code)},
            ),
        ),
        Facet(
            "item",
            "Checklist item",
            choices((item for f in findings for item in rows.items(f)), {k: i.title for k, i in ITEMS.items()}),
        ),
        Facet("unit", "Unit and below", choices(units, {u.id: u.name for u in portfolio.units.values()})),
        Facet(
            "level",
            "Level",
            choices(
                (portfolio.units[f.scope.unit].level for f in findings if f.scope.unit),
                {level.id: level.name for level in portfolio.settings.levels},
            ),
        ),
    )
    where = cycle.name if cycle else portfolio.organization.name
    left = len(everything) - len(findings)
    listing = Listing(
        address=findings_address(cycle),
        continued=findings_address(cycle),
        title=f"Findings, {where}",
        heading=f"Findings in {where}",
        eyebrow="Health of our OKRs",
        lead="What the rules found and how to mend it. Each rule has a page that says why it matters."
        + (f" The first {MOST:,} of {len(everything):,}; okr check prints them all." if left else ""),
        facets=tuple(facet for facet in facets if len(facet.choices) > 1),
        columns=(
            Column("Finding", "title"),
            Column("How to mend it"),
            Column("Unit", "name"),
            Column("Rule"),
            Column("Place", right=True),
        ),
        total=len(findings),
        rows=lambda links, start, end: rows.drawn(links, findings[start:end]),
        noun="finding",
        plural="findings",
        above=lambda links: _back(portal, links, cycle),
    )
    return listing_pages(portal, listing)


_SEVERITIES = {"error": "Errors", "warning": "Warnings", "info": "Hints"}


def _code(finding: Finding) -> str:
    return finding.diagnostic.code


def _back(portal: Portal, links: Links, cycle: Cycle | None) -> Markup:
    address = health_address(portal, cycle.id) if cycle else HEALTH
    return Markup(
        '<p class="okr-jump okr-jump--above"><a href="{}">All checklists</a><a href="{}">All rules</a></p>'
    ).format(links.to(address), links.to("rules"))


class _FindingRows:
    """Rows of the table of findings. 20 µs a row."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._items = {rule.code: " ".join(rule.serves) for rule in portal.checked.rules}

    def items(self, finding: Finding) -> Sequence[str]:
        """The items that a finding speaks against."""
        return self._items_of(finding).split()

    def _items_of(self, finding: Finding) -> str:
        object = finding.diagnostic.object
        return object if object in ITEMS else self._items.get(finding.diagnostic.code, "")

    def drawn(self, links: Links, findings: Sequence[Finding]) -> Markup:
        """These rows as seen from a page."""
        return Markup("".join(self._row(links, finding) for finding in findings))

    def _row(self, links: Links, finding: Finding) -> str:
        portal, diagnostic, scope = self._portal, finding.diagnostic, finding.scope
        facets = (
            f'data-severity="{diagnostic.severity}" data-rule="{diagnostic.code}" data-item="{self._items_of(finding)}"'
        )
        owner = ""
        if scope.unit:
            unit = portal.portfolio.units[scope.unit]
            within = " ".join([unit.id, *(above.id for above in portal.portfolio.ancestors(unit))])
            facets += f' data-unit="{within}" data-level="{unit.level}"'
            cycle = portal.portfolio.cycles.get(scope.cycle) or portal.portfolio.current_cycle
            owner = f'<a href="{links.to(portal.unit_page(unit.id, cycle))}" data-name>{escape(unit.name)}</a>'
        it = about(portal, links, finding)
        place = Markup("/<wbr>").join(f"{diagnostic.place.file}:{diagnostic.place.line}".split("/"))
        edit = portal.edit_url(diagnostic.place)
        if edit:
            place = Markup(f'<a href="{escape(edit)}" rel="noopener">{place}</a>')
        return (
            f'<tr data-kind="finding" {facets}><th scope="row"><a href="{it.href}" data-title>'
            f'{said(finding)}</a><span class="okr-sub">{escape(it.name)}</span></th>'
            f'<td class="okr-mend">{markup.coded(diagnostic.help)}</td><td>{owner}</td>'
            f'<td>{components.severity_word(diagnostic.severity)}<span class="okr-sub">'
            f'<a href="{links.to(rule_address(diagnostic.name))}">{diagnostic.code}</a></span></td>'
            f'<td class="okr-r okr-place">{place}</td></tr>\n'
        )


def share_columns(health: CycleHealth) -> list[tuple[str, str]]:
    """Key and short title of the checklists that some unit was judged by."""
    judged = {key for unit in health.units.values() for key in unit.shares}
    return [(each.key, short_title(each.title)) for each in CHECKLISTS if each.key in judged]


def short_title(title: str) -> str:
    """A checklist's title as the head of a column: "Objectives" for "Drafting: objectives"."""
    return title.partition(": ")[2].capitalize() or title


def unit_health_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The shares of every unit in a cycle, in tree order; no page where none was judged."""
    health = portal.health.of(cycle)
    if not health.units:
        return []
    portfolio = portal.portfolio
    units = list(health.units)
    columns = share_columns(health)
    parents = {above.id for unit in units for above in portfolio.ancestors(portfolio.units[unit])}
    facets = (
        Facet(
            "level",
            "Level",
            choices(
                (portfolio.units[unit].level for unit in units),
                {level.id: level.name for level in portfolio.settings.levels},
            ),
        ),
        Facet("within", "Unit and below", choices(parents, {u.id: u.name for u in portfolio.units.values()})),
        Facet("findings", "Findings", choices((_loudest(health.units[unit].severities) for unit in units), _HAS)),
    )
    listing = Listing(
        address=units_address(cycle),
        continued=units_address(cycle),
        title=f"Health of units, {cycle.name}",
        heading=f"Health of units in {cycle.name}",
        eyebrow="Health of our OKRs",
        lead="How much of what was judged in a unit's own OKRs is in order, by checklist.",
        facets=tuple(facet for facet in facets if len(facet.choices) > 1),
        columns=(
            Column("Unit", "title"),
            Column("Findings", "amount"),
            *(Column(title, f"c{number}", right=True) for number, (_, title) in enumerate(columns)),
        ),
        total=len(units),
        rows=lambda links, start, end: _unit_rows(portal, links, cycle, units[start:end], columns),
        noun="unit",
        plural="units",
        above=lambda links: _back(portal, links, cycle),
    )
    return listing_pages(portal, listing)


_HAS = {"error": "Errors", "warning": "Warnings", "info": "Hints only", "none": "None"}


def _loudest(severities: Mapping[str, int]) -> str:
    return next((severity for severity in LOUDNESS if severities.get(severity)), "none")


def _unit_rows(
    portal: Portal, links: Links, cycle: Cycle, units: Sequence[str], columns: Sequence[tuple[str, str]]
) -> Markup:
    health = portal.health.of(cycle)
    parts = []
    for id in units:
        unit = portal.portfolio.units[id]
        above = [each.id for each in portal.portfolio.ancestors(unit)]
        shares, severities = health.units[id]
        facets = (
            f'data-within="{" ".join([id, *above])}" data-level="{unit.level}" data-findings="{_loudest(severities)}"'
        )
        facets += f' data-amount="{sum(severities.values())}"'
        cells = []
        for number, (key, title) in enumerate(columns):
            value = shares.get(key)
            if value is not None:
                facets += f' data-c{number}="{value:.4f}"'
            cells.append(f'<td class="okr-r okr-num" data-label="{title}">{components.share(value)}</td>')
        found = amounts(severities.items())
        parts.append(
            f'<tr class="okr-d{min(len(above), 4)}" data-kind="unit" {facets}><th scope="row">'
            f'<a href="{links.to(portal.unit_page(id, cycle))}" data-title>{escape(unit.name)}</a>'
            f'<span class="okr-sub">{escape(portal.portfolio.levels[unit.level].name)}</span></th>'
            f"<td>{found or '<span class=okr-dim>none</span>'}</td>{''.join(cells)}</tr>\n"
        )
    return Markup("".join(parts))
