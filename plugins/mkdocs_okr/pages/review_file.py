"""The review file that a unit would write for a cycle, filled in with what is known."""

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.model import KeyResult, OkrSet
from mkdocs_okr.pages import figures


def review_path(okrs: OkrSet) -> str:
    """The file of a unit's review of a cycle, below the sources folder."""
    return f"{okrs.cycle}/reviews/{okrs.unit}.yml"


def review_draft(okrs: OkrSet, standings: CycleStandings, by: str | None) -> str:
    """YAML of a review: every key result with its lead and computed score, the questions still empty.

    A score and its reason are for those who judge otherwise than the computation; left empty, the computed one stands.
    """
    lines = ["date:", f"by: {by}" if by else "by:", "grades:"]
    for objective in okrs.objectives:
        for key_result in objective.key_results:
            lead = key_result.lead or objective.lead or by or ""
            lines += [
                f"  # {_comment(key_result, standings)}",
                f"  {objective.id}/{key_result.id}:",
                f"    by: {lead}".rstrip(),
                "    score:",
                "    reason:",
                "    learning:",
                "    decision:    # keep, modify or drop",
            ]
    questions = ("went_well", "obstacles", "surprises", "shifted_priorities", "adjust", "lessons", "wins")
    lines += [f"{question}:" for question in questions]
    lines += ["retrospective:", "  start:", "  stop:", "  continue:"]
    return "\n".join(lines) + "\n"


def _comment(key_result: KeyResult, standings: CycleStandings) -> str:
    words = f"KR{key_result.number} {' '.join(key_result.title.split())}"
    computed = standings.key_results[key_result.ref].computed
    return words if computed is None else f"{words}: computed {figures.score(computed)}"
