"""The checklists: what good OKRs, and a good programme around them, look like, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass

AUTO, ATTESTED, BOTH = "auto", "attested", "auto+"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist.

    `key` is its stable name ("drafting.key-result.lead"), `title` what it asks for, as a statement that can be true.
    `decided` is "auto" (by rules, from the sources), "attested" (somebody vouches for it) or "auto+" (by rules where
    the sources suffice, else attested).
    """

    key: str
    title: str
    decided: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist. `question` is what it answers; `items` are in the order in which they are gone through."""

    key: str
    title: str
    question: str
    items: tuple[Item, ...]


def _checklist(key: str, title: str, question: str, *items: tuple[str, str, str]) -> Checklist:
    return Checklist(key, title, question, tuple(Item(f"{key}.{name}", said, how) for name, said, how in items))


CHECKLISTS: tuple[Checklist, ...] = (
    _checklist(
        "readiness",
        "Readiness",
        "Is the organisation ready for OKRs?",
        ("leadership", "The management backs the programme", ATTESTED),
        ("mission-vision", "Mission and vision are written", AUTO),
        ("commitment", "Teams give it time", ATTESTED),
        ("champion", "There is an OKR champion", AUTO),
        ("transparency", "OKRs are open to everybody, across teams", BOTH),
    ),
    _checklist(
        "drafting.objective",
        "Drafting: objectives",
        "Is it a good objective?",
        ("achievable", "It can be reached", BOTH),
        ("actionable", "The unit can act on it", AUTO),
        ("qualitative", "Its title holds no metric", AUTO),
        ("ambitious", "It is ambitious", AUTO),
        ("aligned", "It serves the mission, the strategy or a key result above", AUTO),
        ("time-bound", "It has a time frame, best a quarter", AUTO),
        ("count", "A unit has one to five of them", AUTO),
        ("inspirational", "It says what will be different, not what will be delivered", AUTO),
        ("manageable", "Three to five key results measure it", AUTO),
        ("focused", "It is one aim", AUTO),
        ("action-oriented", "It begins with a verb", AUTO),
        ("change-not-maintain", "It is about change, not about business as usual", AUTO),
    ),
    _checklist(
        "drafting.key-result",
        "Drafting: key results",
        "Is it a good key result?",
        ("advances-objective", "It brings the objective closer", AUTO),
        ("realistic", "It can be reached", AUTO),
        ("measurable", "It has a metric with unit, baseline and target", AUTO),
        ("lead", "One named person leads it", AUTO),
        ("not-a-task", "It is an outcome, not a to-do", AUTO),
        ("results-based", "It counts results, not work", AUTO),
        ("aligned", "It serves its objective and what lies above", AUTO),
        ("directly-measurable", "It names where the figure comes from", AUTO),
        ("indicates-progress", "It can move week by week", AUTO),
        ("challenging", "It takes an effort", AUTO),
        ("clear-accountability", "It is clear who answers for it and who helps", AUTO),
        ("leading-indicator", "Each objective has a leading indicator among its key results", AUTO),
        ("smart", "It is specific, measurable, achievable, relevant and time-bound", AUTO),
    ),
    _checklist(
        "ranking",
        "Ranking",
        "Is it clear what comes first?",
        ("ranked", "Objectives are ranked from 1, without gaps and ties", AUTO),
        ("at-most-five", "At most five are ranked", AUTO),
        ("outcome-stated", "The outcome of each ranked objective is clear", AUTO),
        ("measurable", "Each ranked objective can be measured", AUTO),
        ("actionable", "Each ranked objective has initiatives", AUTO),
    ),
    _checklist(
        "best-practice",
        "Best practice",
        "Is the programme run well?",
        ("playbook-published", "The playbook is published", AUTO),
        ("educated", "People have learnt how OKRs work", ATTESTED),
        ("not-too-many", "There are not too many OKRs", AUTO),
        ("not-too-easy-or-unrealistic", "Grades of past cycles show targets neither too easy nor out of reach", AUTO),
        ("shared-publicly", "OKRs are shared with everybody", AUTO),
        ("outcomes-not-tasks", "Key results are outcomes, not tasks", AUTO),
        ("flexible", "Targets may change, with date and reason", AUTO),
        ("reviewed", "What went well and what did not is written down", AUTO),
        ("wins-celebrated", "Wins are told", AUTO),
    ),
    _checklist(
        "practitioner",
        "Practitioner",
        "Does everybody take part?",
        ("everyone-participates", "Every unit of the roll-out has OKRs", AUTO),
        ("training-held", "Training was held", ATTESTED),
        ("quarterly", "OKRs are set every quarter", AUTO),
        ("healthy-okrs", "Every team has one to five objectives with three to five key results", AUTO),
        ("weekly-updates", "Every team checks in weekly", AUTO),
        ("flexible", "Targets may change, with date and reason", AUTO),
    ),
    _checklist(
        "enterprise",
        "Enterprise",
        "Was it launched well?",
        ("announced", "Why now and what for was announced", ATTESTED),
        ("company-goals-set", "The company's own OKRs are set and led by its management", AUTO),
        ("shared-with-company", "The company's OKRs are shared with everybody", AUTO),
        ("published-two-weeks-before", "The company's OKRs were published two weeks before the cycle", AUTO),
    ),
    _checklist(
        "co-create",
        "Co-creation",
        "Were the teams' OKRs made together, and in time?",
        ("teams-published-two-weeks-before", "Teams published two weeks before the cycle", AUTO),
        ("peer-reviewed", "Other teams reviewed them in the week before the cycle", BOTH),
        ("committed-before-start", "All were committed to before the first day", AUTO),
    ),
    _checklist(
        "action-plan",
        "Action plan",
        "Is it clear who does what, and when it is looked at?",
        ("leads-and-contributors", "Every key result has a lead and contributors", AUTO),
        ("check-in-schedule", "Every unit has a check-in schedule, best a weekly one", AUTO),
        ("reviews-scheduled", "Monthly reviews and a quarterly retrospective are in the calendar", AUTO),
    ),
    _checklist(
        "check-ins",
        "Check-ins",
        "Are OKRs looked at every week?",
        ("weekly-time-set", "Day and time of the check-in are fixed", AUTO),
        ("short-and-crisp", "The playbook says how to check in, and check-ins are short", AUTO),
        ("confidence-every-two-weeks", "Confidence is told at least every two weeks", AUTO),
        ("hard-questions", "The hard questions are answered", AUTO),
    ),
    _checklist(
        "reviews",
        "Reviews",
        "Is something learnt from each cycle?",
        ("scored-by-lead", "Every key result was scored by its lead", AUTO),
        ("went-well-and-obstacles", "What went well and the obstacles were discussed", AUTO),
        ("questions", "The review's questions are answered", AUTO),
        ("start-stop-continue", "Start, stop and continue lead to an action plan", AUTO),
        ("keep-modify-drop", "Each key result is kept, modified or dropped", AUTO),
    ),
    _checklist(
        "playbook",
        "Playbook",
        "Does the playbook hold what it must?",
        ("purpose", "Why OKRs here", AUTO),
        ("strategy", "Strategy, vision and mission", AUTO),
        ("writing", "How to write OKRs, with examples", AUTO),
        ("contacts", "Whom to ask", AUTO),
        ("interfaces", "How OKRs meet other processes", AUTO),
    ),
    _checklist(
        "roles",
        "Roles",
        "Does everybody know who does what?",
        ("sponsor", "There is one sponsor", AUTO),
        ("programme-owner", "There is one programme owner", AUTO),
        ("coordinator", "There is one coordinator", AUTO),
        ("coaches", "There is an internal coach for every 50 people", AUTO),
        ("unit-leads", "Every unit has a lead", AUTO),
        ("key-result-leads", "Every key result has a lead", AUTO),
        ("contributors", "Contributors are named", AUTO),
    ),
)
"""All checklists, in the order in which they are shown."""

ITEMS: Mapping[str, Item] = {item.key: item for checklist in CHECKLISTS for item in checklist.items}
"""Every item by its key."""
