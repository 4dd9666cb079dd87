"""Puts the portal together: all its pages, redirects and files."""

import json
from functools import cache

from mkdocs_okr.checks.run import Checked
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages.addresses import Addresses, current_address, unit_address
from mkdocs_okr.pages.alignment_pages import alignment_pages
from mkdocs_okr.pages.aspects import Aspect, aspect_address
from mkdocs_okr.pages.badges import unit_files
from mkdocs_okr.pages.cascade_pages import cascade_pages
from mkdocs_okr.pages.comparison_pages import comparison_pages
from mkdocs_okr.pages.confidence_pages import confidence_pages
from mkdocs_okr.pages.cycle_pages import archive_page, cycle_pages
from mkdocs_okr.pages.date_pages import date_pages
from mkdocs_okr.pages.dependency_pages import dependency_pages
from mkdocs_okr.pages.explorer import explorer_pages
from mkdocs_okr.pages.health_metric_pages import health_metric_pages
from mkdocs_okr.pages.health_pages import health_pages, health_redirects
from mkdocs_okr.pages.history_pages import history_pages
from mkdocs_okr.pages.home import home_page
from mkdocs_okr.pages.learnt_pages import learnt_pages, wins_pages
from mkdocs_okr.pages.people_pages import people_pages
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rule_pages import rule_pages, rule_redirects
from mkdocs_okr.pages.site import GeneratedPage, Site
from mkdocs_okr.pages.strategy_pages import strategy_pages
from mkdocs_okr.pages.unit_directory import directory_pages
from mkdocs_okr.pages.unit_page import unit_pages
from mkdocs_okr.pages.week_pages import week_pages
from mkdocs_okr.sources.schema import json_schemas


def site(portfolio: Portfolio, addresses: Addresses, checked: Checked) -> Site:
    """The whole portal. `checked` is what the rules say of it; bodies are rendered only when `render` is called."""
    portal = Portal(portfolio, addresses, checked)
    pages: list[GeneratedPage] = [home_page(portal)]
    cycles = list(portfolio.cycles.values())
    current = portfolio.current_cycle
    cycles.sort(key=lambda cycle: current is None or cycle.id != current.id)  # the current one leads the navigation
    for cycle in cycles:
        pages += cycle_pages(portal, cycle)
    for cycle in cycles:
        pages += cascade_pages(portal, cycle)
        pages += strategy_pages(portal, cycle)
        pages += alignment_pages(portal, cycle)
        pages += dependency_pages(portal, cycle)
        pages += week_pages(portal, cycle)
        pages += comparison_pages(portal, cycle)
        pages += confidence_pages(portal, cycle)
        pages += health_metric_pages(portal, cycle)
    for cycle in cycles:
        pages += history_pages(portal, cycle)
        pages += date_pages(portal, cycle)
    for cycle in cycles:
        pages += explorer_pages(portal, cycle)
    pages += directory_pages(portal)
    pages += people_pages(portal)
    pages.append(archive_page(portal))
    pages += learnt_pages(portal)
    pages += wins_pages(portal)
    pages += health_pages(portal)
    pages += rule_pages(portal)
    pages += unit_pages(portal)
    return Site(
        tuple(pages),
        {**redirects(portfolio), **health_redirects(portal), **rule_redirects(portal)},
        {**_schemas(), **unit_files(portal)},
    )


def redirects(portfolio: Portfolio) -> dict[str, str]:
    """Addresses that lead elsewhere: a unit without a cycle to its current page, and every former name."""
    found: dict[str, str] = {}
    current = portfolio.current_cycle
    if current:
        found["explore"] = f"explore/{current.id}"
        for aspect in Aspect:
            found[aspect.folder] = aspect_address(aspect, current.id)
        for unit in portfolio.units.values():
            found[f"units/{unit.id}"] = current_address(portfolio, unit.id)
    for unit in portfolio.units.values():
        for alias in unit.aliases:
            found[f"units/{alias}"] = current_address(portfolio, unit.id)
            if current:  # where it has a page even if it wrote nothing
                found[unit_address(current.id, alias)] = unit_address(current.id, unit.id)
            for cycle, owner in portfolio.okr_sets:
                if owner == unit.id:
                    found[unit_address(cycle, alias)] = unit_address(cycle, unit.id)
    for person in portfolio.people.values():
        for alias in person.aliases:
            found[f"people/{alias}"] = f"people/{person.id}"
    return found


@cache
def _schemas() -> dict[str, bytes]:
    return {
        f"schema/{name}": (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()
        for name, schema in json_schemas().items()
    }
