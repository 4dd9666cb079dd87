"""Health metrics of the company: what all units keep healthy beside their OKRs, what is to be acted on first."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from markupsafe import Markup, escape

from mkdocs_okr.analysis.health_metrics import LIGHTS, MetricStanding
from mkdocs_okr.model import Cycle, Unit
from mkdocs_okr.pages import components
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.aspects import Aspect, AspectBody, aspect_address, aspect_page
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.health_metric_views import MetricViews
from mkdocs_okr.pages.listing import Column, Facet, Listing, choices, listing_pages, listing_table
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.site import GeneratedPage

MOST_WARNINGS = 8
"""Key results that may be bought with a metric and are named above the table."""
_TOLD = {"red": "to act on", "amber": "to watch", "": "without a light", None: "never read", "green": "healthy"}
_VALUES = {"red": "red", "amber": "amber", "": "no-light", None: "no-reading", "green": "green"}


def health_metric_pages(portal: Portal, cycle: Cycle) -> list[GeneratedPage]:
    """The page of a cycle, and further ones where there are more metrics than fit on one. 40 µs a metric."""
    portfolio = portal.portfolio
    units = [unit for unit in portfolio.units.values() if unit.charter.health_metrics]
    total = sum(len(unit.charter.health_metrics) for unit in units)

    @cache
    def metrics() -> Sequence[MetricStanding]:
        views = MetricViews(portal, portal.addresses.seen_from(address), cycle)
        return sorted((metric for unit in units for metric in views.of(unit)), key=lambda metric: metric.urgency)

    address = aspect_address(Aspect.HEALTH_METRICS, cycle.id)
    listing = Listing(
        address=address,
        continued=address,
        title=f"Health metrics, {cycle.name}",
        heading="Health metrics",
        lead="",
        eyebrow=cycle.name,
        facets=_facets(portal, units),
        columns=(
            Column("Health metric", "title"),
            Column("Unit", "name"),
            Column("Light", "urgency"),
            Column("Value", right=True),
            Column("Course"),
            Column("Key results that must not harm it"),
        ),
        total=total,
        rows=lambda links, start, end: _rows(portal, links, cycle, metrics()[start:end]),
        noun="health metric",
        plural="health metrics",
    )
    first = aspect_page(
        portal,
        Aspect.HEALTH_METRICS,
        cycle,
        None,
        lambda links: _body(portal, links, cycle, listing, metrics()),
        search="Health metrics: numbers that units keep healthy beside their OKRs, with lights in words",
    )
    return [first, *listing_pages(portal, listing)[1:]]


def _facets(portal: Portal, units: Sequence[Unit]) -> tuple[Facet, ...]:
    portfolio = portal.portfolio
    within = {unit.id for unit in units} | {above.id for unit in units for above in portfolio.ancestors(unit)}
    facets = (
        Facet("unit", "Unit and below", choices(within, {unit.id: unit.name for unit in portfolio.units.values()})),
        Facet("light", "Light", tuple((_VALUES[light], components.light_word(light)) for light in LIGHTS)),
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


def _body(
    portal: Portal, links: Links, cycle: Cycle, listing: Listing, metrics: Sequence[MetricStanding]
) -> AspectBody:
    if not metrics:
        units = list(portal.portfolio.units)
        return AspectBody(
            "Numbers that units keep healthy beside their OKRs.",
            portal.render("health_metrics_empty.j2", links, cycle=cycle, unit=units[-1] if units else "sales"),
        )
    views = MetricViews(portal, links, cycle)
    warnings = [warning for metric in metrics for warning in views.warnings(metric)]
    counts = Counter(metric.light for metric in metrics)
    told = ", ".join(f"{counts[light]:,} {_TOLD[light]}" for light in LIGHTS if counts[light])
    return AspectBody(
        f"Numbers that units keep healthy beside their OKRs: {told}.",
        portal.render(
            "health_metrics.j2",
            links,
            warnings=warnings[:MOST_WARNINGS],
            more=max(len(warnings) - MOST_WARNINGS, 0),
            table=listing_table(portal, links, listing),
        ),
    )


def _rows(portal: Portal, links: Links, cycle: Cycle, metrics: Sequence[MetricStanding]) -> Markup:
    views = MetricViews(portal, links, cycle)
    return Markup("".join(_row(portal, links, views, metric) for metric in metrics))


def _row(portal: Portal, links: Links, views: MetricViews, metric: MetricStanding) -> str:
    unit = metric.unit
    path = " ".join([unit.id, *(above.id for above in portal.portfolio.ancestors(unit))])
    page = portal.unit_page(unit.id, views.cycle)
    okrs = portal.okrs(views.cycle, unit) or portal.okrs_of_today(unit.id)
    key_results = views.key_results(metric)
    beside = f'<ul class="okr-beside">{key_results}</ul>' if key_results else ""
    return (
        f'<tr data-unit="{path}" data-light="{_VALUES[metric.light]}" data-urgency="{metric.urgency}">'
        f'<th scope="row"><a href="{links.to(page, sections(okrs)("health-metrics"))}" data-title>'
        f'<bdi>{escape(metric.metric.title)}</bdi></a><span class="okr-sub">{views.about(metric)}</span></th>'
        f'<td><a href="{links.to(page)}" data-name><bdi>{escape(unit.name)}</bdi></a></td>'
        f'<td>{components.light(metric.light)}<span class="okr-sub">{views.when(metric)}</span></td>'
        f'<td class="okr-r okr-vital__v">{views.value(metric)}</td><td>{views.course(metric)}</td>'
        f"<td>{beside}</td></tr>\n"
    )
