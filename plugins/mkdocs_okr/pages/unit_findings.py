"""What the rules say of a unit's OKRs, on the unit's own page: the findings, and which key results are SMART.

Pages that break no rule get a line and a table of words, no more: most pages are like that.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from mkdocs_okr.checks.run import Finding
from mkdocs_okr.checks.smart import smart_letters
from mkdocs_okr.model import Cycle, CycleState, KeyResult, Objective, OkrSet, Unit
from mkdocs_okr.pages.addresses import Links, anchor
from mkdocs_okr.pages.finding_views import FindingItems, about, amounts, numbered
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rule_pages import LETTERS


@dataclass(frozen=True, slots=True)
class UnitFindings:
    """What was found about a unit's OKRs. `amount` are the findings in words, empty for none.

    `groups` are lists of findings; those with a title are folded away under it. `smart` are the rows of the table of
    letters, empty where no rule judges any, and `smart_words` how many key results have all of them.
    """

    amount: str
    groups: tuple[tuple[str, Markup], ...]
    letters: tuple[str, ...]
    smart: Markup
    smart_words: str
    all_smart: bool


def unit_findings(
    portal: Portal, links: Links, unit: Unit, cycle: Cycle | None, okrs: OkrSet | None
) -> UnitFindings | None:
    """The findings of a unit's page; None where nothing is judged: without OKRs, or without rules."""
    health, current = portal.health, portal.portfolio.current_cycle
    found: list[Finding] = []
    if cycle is not None:
        found += health.findings(cycle.id, unit.id)
    if cycle is current:
        found += health.findings("", unit.id)
    if not found and (okrs is None or not okrs.objectives or not portal.checked.rules):
        return None
    anchored = numbered(found)
    hints = [(id, f) for id, f in anchored if f.diagnostic.severity == "info"]
    loud = [(id, f) for id, f in anchored if f.diagnostic.severity != "info"]
    closed = cycle is not None and cycle.state is CycleState.CLOSED
    titled = ((_amount(loud) if closed else "", loud), (_amount(hints), hints))
    objectives = okrs.objectives if okrs else ()
    key_results = [k for o in objectives for k in o.key_results]
    missing = _missing(portal, key_results, anchored)
    letters = tuple(letter for letter in LETTERS if letter in health.smart_letters)
    smart = sum(str(k.ref) not in missing for k in key_results)
    return UnitFindings(
        amount=_amount(anchored),
        groups=tuple((title, _list(portal, links, those)) for title, those in titled if those),
        letters=tuple(LETTERS[letter] for letter in letters),
        smart=_rows(objectives, letters, missing) if letters and key_results else Markup(""),
        smart_words=f"{smart} of {len(key_results)}",
        all_smart=smart == len(key_results),
    )


def _amount(findings: Iterable[tuple[str, Finding]]) -> str:
    return amounts(Counter(finding.diagnostic.severity for _, finding in findings).items())


def _list(portal: Portal, links: Links, findings: Iterable[tuple[str, Finding]]) -> Markup:
    """Findings under what they are about, in order of the files."""
    items = FindingItems(portal, links)
    groups: dict[Named, list[str]] = {}
    for id, finding in findings:
        groups.setdefault(about(portal, links, finding), []).append(items.of_unit(id, finding))
    return Markup(
        "".join(
            f'<li class="okr-findings__of"><a href="{it.href}">{escape(it.name)}</a></li>\n{"".join(members)}'
            for it, members in groups.items()
        )
    )


def _missing(
    portal: Portal, key_results: Iterable[KeyResult], findings: Sequence[tuple[str, Finding]]
) -> dict[str, dict[str, tuple[str, str]]]:
    """By key result and letter, the first finding that costs it: anchor and message."""
    anchors = {finding.diagnostic: id for id, finding in findings}
    lacking = smart_letters(key_results, anchors, portal.checked.rules)
    return {
        name: {letter: (anchors[first], first.message) for letter, (first, *_) in letters.items()}
        for name, letters in lacking.items()
    }


def _rows(
    objectives: Sequence[Objective], letters: Sequence[str], missing: dict[str, dict[str, tuple[str, str]]]
) -> Markup:
    """A row for each key result: yes or no to each letter. 3 µs a row.

    They stand in the order of the page, and under their objective's title where there are several.
    """
    shown = [o for o in sorted(objectives, key=lambda o: (o.rank is None, o.rank or 0)) if o.key_results]
    yes = {letter: f'<td data-letter="{letter}">yes</td>' for letter in letters}
    whole = "".join(yes.values()) + "</tr>\n"
    parts = []
    for objective in shown:
        parts.append("<tbody>\n")
        if len(shown) > 1:
            title = f'<th scope="rowgroup" colspan="{len(letters) + 1}">{escape(objective.title)}</th>'
            parts.append(f'<tr class="okr-smart__of">{title}</tr>\n')
        for key_result in objective.key_results:
            label = f'<span class="okr-id">KR{key_result.number}</span> {escape(key_result.title)}'
            parts.append(f'<tr><th scope="row"><a href="#{anchor(key_result.ref)}">{label}</a></th>')
            costs = missing.get(str(key_result.ref))
            parts.append(whole if costs is None else _letters(yes, costs))
        parts.append("</tbody>\n")
    return Markup("".join(parts))


def _letters(yes: dict[str, str], costs: dict[str, tuple[str, str]]) -> str:
    """The cells of a key result that lacks some letters, each of which leads to its finding."""
    cells = []
    for letter, cell in yes.items():
        if letter in costs:
            id, message = costs[letter]
            no = f'<a href="#{id}" title="{escape(message)}">no</a>'
            cells.append(f'<td class="okr-no" data-letter="{letter}">{no}</td>')
        else:
            cells.append(cell)
    return "".join(cells) + "</tr>\n"
