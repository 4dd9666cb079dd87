"""A unit's standing for other places: a badge to show, and a summary for programs.

Both stand at addresses that never change and tell of the current cycle: `units/marketing/badge.svg` and
`units/marketing/summary.json`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from mkdocs_okr.analysis.standing import UnitStanding
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.model import Cycle, Unit
from mkdocs_okr.pages.addresses import Links, current_address
from mkdocs_okr.pages.finding_views import LOUDNESS
from mkdocs_okr.pages.portal import Portal

PLACEHOLDER = "https://okrs.example/"
"""Stands for the address of the portal in what is to be pasted elsewhere; the script knows it and puts it there."""

FORMAT = 1
"""The version of the summary's form; it grows when something in it is renamed or goes."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a unit's page says about embedding it.

    `root` leads from the page to the portal's root. Its whole address only the reader's browser knows: the script puts
    it where `placeholder` stands.
    """

    root: str
    placeholder: str
    badge: str
    summary: str
    markdown: str


def badge_path(unit: str) -> str:
    """Where the badge of a unit is published."""
    return f"units/{unit}/badge.svg"


def summary_path(unit: str) -> str:
    """Where the summary of a unit is published."""
    return f"units/{unit}/summary.json"


def embedding(portal: Portal, links: Links, unit: Unit, cycle: Cycle | None) -> Embedding | None:
    """How to show a unit elsewhere; None on pages of other cycles than the current one."""
    current = portal.portfolio.current_cycle
    if current is None or cycle is not current:
        return None
    page = portal.addresses.path(f"units/{unit.id}")
    alt = _plain(f"OKRs of {unit.name}")
    return Embedding(
        root=links.file(""),
        placeholder=PLACEHOLDER,
        badge=links.file(badge_path(unit.id)),
        summary=links.file(summary_path(unit.id)),
        markdown=f"[![{alt}]({PLACEHOLDER}{badge_path(unit.id)})]({PLACEHOLDER}{page})",
    )


def _plain(text: str) -> str:
    """A text that means nothing to Markdown."""
    return "".join(" " if sign in "[]()<>`*_\\!\n" else sign for sign in text)


def unit_files(portal: Portal) -> dict[str, bytes]:
    """Badge and summary of every unit. 20 µs a unit."""
    cycle = portal.portfolio.current_cycle
    if cycle is None:
        return {}
    standings = portal.standings(cycle).units
    files = {}
    for unit in portal.portfolio.units.values():
        standing = standings.get(unit.id)
        files[badge_path(unit.id)] = badge(unit.name, cycle.name, standing).encode()
        files[summary_path(unit.id)] = _json(summary(portal, unit, cycle, standing))
    return files


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def summary(portal: Portal, unit: Unit, cycle: Cycle, standing: UnitStanding | None) -> dict[str, Any]:
    """How a unit stands in a cycle, as data. Shares and scores go from 0 to 1, and are null where nothing is known."""
    portfolio = portal.portfolio
    health = portal.health.of(cycle).units.get(unit.id)
    key_results = standing.key_results if standing else 0
    return {
        "format": FORMAT,
        "as_of": portfolio.as_of.isoformat(),
        "unit": {"id": unit.id, "name": unit.name, "level": unit.level, "parent": unit.parent},
        "cycle": {"id": cycle.id, "name": cycle.name, "state": cycle.state.value},
        "score": _rounded(standing.score if standing else None),
        "expected": _rounded(standing.expected if standing else None),
        "status": standing.status.value if standing else None,
        "confidence": _rounded(_confidence(portal, unit, cycle)),
        "objectives": standing.objectives if standing else 0,
        "key_results": key_results,
        "last_check_in": standing.last_check_in.isoformat() if standing and standing.last_check_in else None,
        "findings": {severity: health.severities.get(severity, 0) if health else 0 for severity in LOUDNESS},
        "health": {key: _rounded(share) for key, share in health.shares.items()} if health else {},
        "page": portal.addresses.path(current_address(portfolio, unit.id)),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _confidence(portal: Portal, unit: Unit, cycle: Cycle) -> float | None:
    """The mean of what its objectives' key results were last said to be reached with; None where nobody said."""
    okrs = portal.okrs(cycle, unit)
    objectives = portal.standings(cycle).objectives
    said = [c for o in okrs.objectives if (c := objectives[o.ref].confidence) is not None] if okrs else []
    return sum(said) / len(said) if said else None


_HEIGHT = 20
_PADDING = 7.0
_SHAPE = 8.0
_GAP = 5.0
_LABEL = "OKRs"
_COLOURS = {"ok": "#2e7d32", "risk": "#b87300", "off": "#c62828", "ahead": "#1565c0", "none": "#5d6570"}
_SHAPES = {
    "ok": '<circle cx="{x}" cy="10" r="4"/>',
    "risk": '<path d="M{x} 5.5l4.5 8h-9z"/>',
    "off": '<path d="M{x} 5l5 5-5 5-5-5z"/>',
    "ahead": '<path d="M{x} 5l4.5 4.5h-9zM{x} 10l4.5 4.5h-9z"/>',
    "none": '<circle cx="{x}" cy="10" r="3.4" fill="none" stroke="#5d6570" stroke-width="1.2"/>',
}
_LOOKS = {
    Status.AHEAD: "ahead",
    Status.ON_TRACK: "ok",
    Status.AT_RISK: "risk",
    Status.OFF_TRACK: "off",
    Status.ACHIEVED: "ok",
    Status.PARTLY: "risk",
    Status.MISSED: "off",
}


def badge(unit: str, cycle: str, standing: UnitStanding | None) -> str:
    """An SVG of one line, "OKRs | 0.62 on track", with a ground of its own, so that it reads on any page."""
    if standing is None:
        words, look = "none yet", "none"
    else:
        word = standing.status.word.lower()
        look = _LOOKS.get(standing.status, "none")
        words = word if standing.score is None or look == "none" else f"{standing.score:.2f} {word}"
    head, body = _drawn(words, look)
    title = escape(f"OKRs of {unit}, {cycle}: {words}")
    return f'{head} aria-label="{title}"><title>{title}</title>{body}'


@cache
def _drawn(words: str, look: str) -> tuple[Markup, Markup]:
    """The badge up to its name, and from there on: the same for all units that say the same."""
    label, said = width_of(_LABEL), width_of(words)
    left = label + 2 * _PADDING
    total = left + _PADDING + _SHAPE + _GAP + said + _PADDING
    shape = _SHAPES[look].format(x=f"{left + _PADDING + _SHAPE / 2:.1f}")
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total:.0f}" height="{_HEIGHT}" '
        f'viewBox="0 0 {total:.1f} {_HEIGHT}" role="img"'
    ), Markup(
        f'<rect x=".5" y=".5" width="{total - 1:.1f}" height="{_HEIGHT - 1}" rx="3" fill="#fff" stroke="#7f8894"/>'
        f'<path d="M{left:.1f} .5H4a3.5 3.5 0 0 0-3.5 3.5v12A3.5 3.5 0 0 0 4 19.5h{left - 4:.1f}z" fill="#1f2a3a"/>'
        f'<g fill="{_COLOURS[look]}">{shape}</g>'
        f'<g font-family="Verdana,DejaVu Sans,Arial,sans-serif" font-size="11">'
        f'<text x="{_PADDING}" y="14" fill="#fff" textLength="{label:.1f}">{_LABEL}</text>'
        f'<text x="{left + _PADDING + _SHAPE + _GAP:.1f}" y="14" fill="#1a1e24" textLength="{said:.1f}">{words}</text>'
        f"</g></svg>\n"
    )


_WIDTHS = {
    **dict.fromkeys("il.,", 3.6),
    **dict.fromkeys("fjrt ", 4.6),
    **dict.fromkeys("mwMOW", 10.0),
    **dict.fromkeys("KRsc", 6.9),
}
"""Widths of signs at 11 px in the widest of the fonts that a reader may have; text is drawn to exactly this length."""


def width_of(text: str) -> float:
    """The width that a badge gives to a text, in pixels: enough in any font."""
    return sum(_WIDTHS.get(sign, 7.0) for sign in text)
