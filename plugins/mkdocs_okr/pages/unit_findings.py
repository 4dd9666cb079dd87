"""What the rules say of a unit's OKRs, on the unit's own page: the findings, and which key results are SMART.

Pages that break no rule get a line and a table of words, no more: most pages are like that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from mkdocs_okr.checks.run import Finding
from mkdocs_okr.checks.smart import Letters, smart_letters
from mkdocs_okr.model import Cycle, CycleState, KeyResult, Objective, OkrSet, Unit
from mkdocs_okr.pages.addresses import Links, anchor
from mkdocs_okr.pages.finding_views import FindingItems, about, amounts
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
    numbered = [(f"finding:{number}", finding) for number, finding in enumerate(found, start=1)]
    hints = [(id, f) for id, f in numbered if f.diagnostic.severity == "info"]
    loud = [(id, f) for id, f in numbered if f.diagnostic.severity != "info"]
    closed = cycle is not None and cycle.state is CycleState.CLOSED
    titled = ((_amount(loud) if closed else "", loud), (_amount(hints), hints))
    objectives = okrs.objectives if okrs else ()
    key_results = _in_order(objectives)
    judged = {rule.smart for rule in health.smart_rules}
    letters = tuple(letter for letter in LETTERS if letter in judged)
    lacking = smart_letters(key_results, (finding.diagnostic for finding in found), health.smart_rules)
    smart = len(key_results) - len(lacking)
    return UnitFindings(
        amount=_amount(numbered),
        groups=tuple((title, _list(portal, links, those)) for title, those in titled if those),
        letters=tuple(LETTERS[letter] for letter in letters),
        smart=_rows(key_results, letters, lacking, numbered) if letters and key_results else Markup(""),
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


def _in_order(objectives: Sequence[Objective]) -> list[KeyResult]:
    """Key results in the order of the page: by rank of their objectives."""
    ranked = sorted(objectives, key=lambda o: (o.rank is None, o.rank or 0))
    return [key_result for objective in ranked for key_result in objective.key_results]


def _rows(
    key_results: Sequence[KeyResult],
    letters: Sequence[str],
    lacking: Mapping[str, Letters],
    numbered: Sequence[tuple[str, Finding]],
) -> Markup:
    """A row for each key result: yes or no to each letter, and a no leads to its finding. 3 µs a row."""
    anchors = {id(finding.diagnostic): name for name, finding in numbered} if lacking else {}
    whole = "<td>yes</td>" * len(letters) + "</tr>\n"
    parts = []
    for key_result in key_results:
        label = f'<span class="okr-id">KR{key_result.number}</span> {escape(key_result.title)}'
        parts.append(f'<tr><th scope="row"><a href="#{anchor(key_result.ref)}">{label}</a></th>')
        lacks = lacking.get(str(key_result.ref)) if lacking else None
        if lacks is None:
            parts.append(whole)
            continue
        for letter in letters:
            against = lacks.get(letter)
            if against:
                why = escape("; ".join(each.message for each in against))
                parts.append(f'<td class="okr-no"><a href="#{anchors[id(against[0])]}" title="{why}">no</a></td>')
            else:
                parts.append("<td>yes</td>")
        parts.append("</tr>\n")
    return Markup("".join(parts))
