"""A synthetic company of any size, the same on every run, and how its people would write it down as sources."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

CYCLE = "2027-q1"
STARTS, ENDS = date(2027, 1, 1), date(2027, 3, 31)
AS_OF = date(2027, 3, 24)
CHECK_IN_DAYS = tuple(date(2027, 1, 4) + timedelta(weeks=week) for week in range(12))
CONFIDENCES = (0.0, 0.4, 0.7, 1.0)
OBJECTIVES, KEY_RESULTS = 3, 4
PEOPLE_PER_UNIT = 2
TEAMS_PER_DEPARTMENT = 9
PERSPECTIVES = (
    ("financial", "Financial"),
    ("customer", "Customer"),
    ("process", "Internal process"),
    ("learning", "Learning & growth"),
)
THEMES = (
    ("enterprise", "Win in enterprise", "Large customers choose us first and stay."),
    ("service", "Service that sells", "Every contact with us is a reason to buy again."),
    ("people", "A place to grow", "People learn here faster than elsewhere."),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who leads something."""

    id: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Initiative:
    """A project behind a key result."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A moving metric, or with `keeps` one that has to stay at or above its target."""

    id: str
    title: str
    lead: Person
    unit: str
    baseline: float
    target: float
    keeps: bool
    source: str
    due: date
    weight: int
    indicator: str
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective; `contributes_to` is the unit, objective and key result above it."""

    id: str
    title: str
    rank: int
    kind: str
    perspective: str
    theme: str
    origin: str
    why: str
    contributes_to: tuple[str, str, str] | None
    key_results: tuple[KeyResult, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a check-in says of a key result."""

    objective: Objective
    key_result: KeyResult
    value: float
    confidence: float
    note: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A unit's week."""

    date: date
    by: Person
    entries: tuple[Entry, ...]
    changed: str
    how_confident: str
    slows_us_down: str
    raise_confidence: str
    wins: tuple[str, ...]
    near_term: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its charter, objectives and check-ins."""

    id: str
    name: str
    level: str
    parent: str | None
    lead: Person
    people: int
    mission: str
    benefits: str
    dependencies: str
    hopes: str
    fears: str
    time_for_okrs: int
    outputs: tuple[str, ...]
    leading: tuple[str, ...]
    lagging: tuple[str, ...]
    objectives: tuple[Objective, ...]
    check_ins: tuple[CheckIn, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """All units, the company itself first, and everybody in them."""

    mission: str
    vision: str
    strategy: str
    units: tuple[Unit, ...]
    people: tuple[Person, ...]


FIRST_NAMES = (
    "Ada", "Ben", "Chloé", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Ivo", "Jun",
    "Kofi", "Lena", "Mateo", "Noor", "Olga", "Priya", "Quentin", "Rosa", "Sven", "Tariq",
)  # fmt: skip
LAST_NAMES = (
    "Almeida", "Bauer", "Castillo", "Dąbrowski", "Eriksen", "Fischer", "Grant", "Hoang", "Ito", "Jansen",
    "Kaya", "Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quispe", "Rossi", "Silva", "Tanaka",
)  # fmt: skip
FUNCTIONS = (
    "Marketing", "Sales", "Customer Support", "Logistics", "Finance", "Human Resources", "Product", "Engineering",
    "Procurement", "Quality", "Data", "Partner Management",
)  # fmt: skip
REGIONS = ("North", "South", "East", "West", "Central Europe", "Latin America", "Asia Pacific", "Nordics", "Iberia")
VERBS = ("Make", "Turn", "Win", "Bring", "Grow", "Shape", "Open", "Build up", "Earn", "Free")
AIMS = (
    "our customers' first week into a reason to stay with us",
    "the trust of the teams that depend on our answers every day",
    "partners who sell our products as if they were their own",
    "a delivery promise that nobody has to ask about twice",
    "quality into something that customers mention by themselves",
    "every new colleague into somebody who teaches the next one",
    "a market that has not heard of us yet but needs what we make",
    "decisions back to the people who know the details",
)
MEASURES = (
    ("Qualified leads from search and social campaigns each month", "MQL", 120, 200, False),
    ("Days from first contact to a signed contract", "days", 42, 25, False),
    ("Customers who reorder within ninety days of their first order", "%", 45, 70, False),
    ("Calls solved at the first contact without a transfer", "%", 75, 90, False),
    ("Hours from order to shipment for goods in stock", "h", 48, 10, False),
    ("Parcels that reach their customer without damage", "%", 97, 97, True),
    ("Trial accounts that become paying customers in the quarter", "accounts", 310, 520, False),
    ("Working days to close the books of the month", "days", 10, 4, False),
    ("Colleagues who say that they have what they need to do good work", "%", 60, 80, False),
    ("Availability of the ordering service during business hours", "%", 99.5, 99.5, True),
    ("Invoices that are paid within thirty days", "%", 62, 85, False),
    ("Revenue from customers that partners brought to us", "K$", 180, 420, False),
)
SOURCES = ("weekly sales report", "support desk statistics", "pulse survey", "warehouse system", "finance cockpit")
PROJECTS = (
    "Rebuild the landing pages with the questions that customers really ask",
    "Pair every new account with a named contact for the first six weeks",
    "Move the approval step in front of the offer instead of behind it",
    "Interview ten customers who left and publish what they told us",
    "Replace the weekly spreadsheet with the data that the system already has",
    "Train two colleagues per team in the new way of answering",
)
NOTES = (
    "Moved as planned; the new landing page went live on Tuesday and brings more visits already.",
    "Slower than hoped because two colleagues were ill, the backlog is sorted by value now.",
    "The figure is provisional until the monthly report, which arrives on the tenth.",
    "A good week: the partner event brought more conversations than the whole of last month.",
    "We wait for the answer of the data team; without it the second half cannot start.",
    "Tried a shorter form with half of the visitors, it wins clearly and is on for everybody now.",
    "No change this week, the effect of the campaign shows with a delay of ten days.",
)
ANSWERS = (
    "The campaign in the second region started a week early, so its effect shows in the figures of this week.",
    "More confident than last week for the first objective, less for the third until the tool is there.",
    "Approvals take four days on average; two of our three initiatives have to wait for them each time.",
    "A decision on the budget for the second half would help more than anything else at the moment.",
    "Nothing new, we keep the plan and look at the second objective in depth at the next review.",
)
WINS = ("First enterprise customer signed", "No complaint for a whole week", "Two colleagues finished their training")


def company(units: int, seed: int = 2027) -> Company:
    """Return a company of so many units: the company itself, departments, and about nine teams in each of them."""
    random = Random(seed)
    departments = max(1, (units - 1) // (TEAMS_PER_DEPARTMENT + 1))
    people: list[Person] = []
    made: list[Unit] = []
    for number in range(units):
        parent: Unit | None = None
        if number == 0:
            id, name, level = "company", "Northwind Synthetic", "company"
        elif number <= departments:
            id, name, level, parent = f"department-{number:03}", _name(number), "department", made[0]
        else:
            parent = made[1 + (number - departments - 1) % departments]
            id, name, level = f"team-{number:04}", f"{parent.name} {number:04}", "team"
        staff = [_person(random, len(people) + index) for index in range(PEOPLE_PER_UNIT)]
        people += staff
        made.append(_unit(random, id, name, level, parent, staff))
    return Company(
        mission="We make the everyday work of small manufacturers lighter, so that they can do what they are good at.",
        vision="Every workshop in reach of an order that fits it.",
        strategy="Fewer products, closer customers, and people who decide where the work is done.",
        units=tuple(made),
        people=tuple(people),
    )


def _name(number: int) -> str:
    region, round_ = divmod(number - 1, len(FUNCTIONS))
    return f"{FUNCTIONS[round_]} {REGIONS[region % len(REGIONS)]}"


def _person(random: Random, number: int) -> Person:
    name = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"
    return Person(f"person-{number:05}", name, random.choice(("Manager", "Specialist", "Analyst", "Team lead")))


def _unit(random: Random, id: str, name: str, level: str, parent: Unit | None, staff: Sequence[Person]) -> Unit:
    objectives = tuple(_objective(random, rank, parent, staff) for rank in range(1, OBJECTIVES + 1))
    return Unit(
        id=id,
        name=name,
        level=level,
        parent=parent.id if parent else None,
        lead=staff[0],
        people=random.randint(4, 24),
        mission=f"{name} is here to {random.choice(VERBS).lower()} {random.choice(AIMS)}.",
        benefits="Fewer things at once, and everybody can see which of them come first.",
        dependencies="The data team for the weekly figures, legal for contracts with new partners.",
        hopes="That a no to new requests becomes easier once everybody sees the plan.",
        fears="That the check-in becomes one more report that nobody reads.",
        time_for_okrs=random.choice((10, 15, 20)),
        outputs=("offers sent", "calls answered"),
        leading=("meetings agreed", "trials started"),
        lagging=("revenue", "customers who stay"),
        objectives=objectives,
        check_ins=tuple(_check_in(random, week, objectives, staff) for week in range(len(CHECK_IN_DAYS))),
    )


def _objective(random: Random, rank: int, parent: Unit | None, staff: Sequence[Person]) -> Objective:
    above = random.choice(parent.objectives) if parent else None
    return Objective(
        id=f"objective-{rank}",
        title=f"{random.choice(VERBS)} {random.choice(AIMS)}",
        rank=rank,
        kind=random.choice(("aspirational", "committed")),
        perspective=random.choice(PERSPECTIVES)[0],
        theme=random.choice(THEMES)[0],
        origin=random.choice(("top-down", "bottom-up")),
        why="Last quarter showed that this is where most of our customers wait, and where we can do most about it.",
        contributes_to=(parent.id, above.id, random.choice(above.key_results).id) if parent and above else None,
        key_results=tuple(_key_result(random, number, staff) for number in range(1, KEY_RESULTS + 1)),
    )


def _key_result(random: Random, number: int, staff: Sequence[Person]) -> KeyResult:
    title, unit, baseline, target, keeps = random.choice(MEASURES)
    return KeyResult(
        id=f"kr-{number}",
        title=title,
        lead=random.choice(staff),
        unit=unit,
        baseline=float(baseline),
        target=float(target),
        keeps=keeps,
        source=random.choice(SOURCES),
        due=random.choice((date(2027, 2, 26), date(2027, 3, 15), ENDS, ENDS)),
        weight=random.choice((1, 1, 1, 2)),
        indicator=random.choice(("leading", "lagging", "output")),
        initiatives=tuple(
            Initiative(title, random.choice(("open", "doing", "done"))) for title in random.sample(PROJECTS, 2)
        ),
    )


def _check_in(random: Random, week: int, objectives: Sequence[Objective], staff: Sequence[Person]) -> CheckIn:
    entries = tuple(
        Entry(
            objective,
            key_result,
            _value(random, week, key_result),
            random.choice(CONFIDENCES),
            random.choice(NOTES),
        )
        for objective in objectives
        for key_result in objective.key_results
    )
    changed, how_confident, slows_us_down, raise_confidence = random.sample(ANSWERS, 4)
    return CheckIn(
        date=CHECK_IN_DAYS[week],
        by=random.choice(staff),
        entries=entries,
        changed=changed,
        how_confident=how_confident,
        slows_us_down=slows_us_down,
        raise_confidence=raise_confidence,
        wins=(random.choice(WINS),) if week % 3 == 0 else (),
        near_term=tuple(random.sample(PROJECTS, 2)),
    )


def _value(random: Random, week: int, key_result: KeyResult) -> float:
    if key_result.keeps:
        return min(100.0, round(key_result.target + random.uniform(-0.2, 0.6), 1))
    way = (week + 1) / len(CHECK_IN_DAYS) * random.uniform(0.5, 1.1)
    return round(key_result.baseline + (key_result.target - key_result.baseline) * way, 1)


def write_sources(company: Company, folder: Path) -> int:
    """Write the company as a folder of sources and return the number of files."""
    count = 0
    for name, text in _files(company):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        count += 1
    return count


def _files(company: Company) -> Iterator[tuple[str, str]]:
    yield "settings.yml", _settings()
    yield "organization.yml", _organization(company)
    people = "\n".join(f"  - {{id: {p.id}, name: {_text(p.name)}, title: {_text(p.title)}}}" for p in company.people)
    yield "people.yml", f"people:\n{people}\n"
    yield f"{CYCLE}/cycle.yml", _cycle()
    for unit in company.units:
        yield f"units/{unit.id}.yml", _charter(unit)
        yield f"{CYCLE}/{unit.id}.yml", _okrs(unit)
        for check_in in unit.check_ins:
            yield f"{CYCLE}/check-ins/{unit.id}/{check_in.date}.yml", _written_check_in(check_in)


def _text(text: str) -> str:
    """A double-quoted scalar: what JSON calls a string."""
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]"


def _settings() -> str:
    perspectives = ", ".join(f"{{id: {id}, name: {_text(name)}}}" for id, name in PERSPECTIVES)
    weights = "weights: {financial: 40, customer: 30, process: 20, learning: 10}"
    return f"""format: 1
as_of: {AS_OF}
perspectives: [{perspectives}]
levels:
  - {{id: company, name: Company, plural: Company, {weights}}}
  - {{id: department, name: Department, plural: Departments}}
  - {{id: team, name: Team, plural: Teams}}
"""


def _organization(company: Company) -> str:
    themes = "\n".join(
        f"  - {{id: {id}, name: {_text(name)}, description: {_text(description)}}}" for id, name, description in THEMES
    )
    sponsor, owner = company.people[0].id, company.people[1].id
    return f"""name: {_text(company.units[0].name)}
mission: {_text(company.mission)}
vision: {_text(company.vision)}
strategy: {_text(company.strategy)}
values: ["Say it early", "Finish things", "Share what you learnt"]
themes:
{themes}
roles: {{sponsor: {sponsor}, programme_owner: {owner}, coordinator: {owner}}}
"""


def _cycle() -> str:
    return f"""name: Q1 2027
kind: quarter
starts: {STARTS}
ends: {ENDS}
state: active
key_dates:
  - {{date: 2027-02-15, title: Mid-cycle review}}
  - {{date: 2027-03-29, title: Retrospective}}
"""


def _charter(unit: Unit) -> str:
    parent = f"parent: {unit.parent}\n" if unit.parent else ""
    return f"""name: {_text(unit.name)}
level: {unit.level}
{parent}lead: {unit.lead.id}
mission: {_text(unit.mission)}
champion: {unit.lead.id}
people: {unit.people}
benefits: {_text(unit.benefits)}
check_in: {{cadence: weekly, day: Monday, time: "09:30", updates_due: Friday noon}}
time_for_okrs: {unit.time_for_okrs} %
dependencies: {_text(unit.dependencies)}
hopes: {_text(unit.hopes)}
fears: {_text(unit.fears)}
metrics:
  outputs: {_list(unit.outputs)}
  leading: {_list(unit.leading)}
  lagging: {_list(unit.lagging)}
"""


def _okrs(unit: Unit) -> str:
    objectives = "".join(_written_objective(objective) for objective in unit.objectives)
    return f"unit: {unit.id}\npublished: 2026-12-17\ncommitted: 2026-12-29\nobjectives:\n{objectives}"


def _written_objective(objective: Objective) -> str:
    to = f"    contributes_to: {'/'.join(objective.contributes_to)}\n" if objective.contributes_to else ""
    key_results = "".join(_written_key_result(key_result) for key_result in objective.key_results)
    return f"""  - id: {objective.id}
    title: {_text(objective.title)}
    rank: {objective.rank}
    kind: {objective.kind}
    perspective: {objective.perspective}
    theme: {objective.theme}
    origin: {objective.origin}
    why: {_text(objective.why)}
{to}    key_results:
{key_results}"""


def _written_key_result(key_result: KeyResult) -> str:
    goal = "keep: at least" if key_result.keeps else f"baseline: {key_result.baseline:g}"
    metric = (
        f"unit: {_text(key_result.unit)}, {goal}, target: {key_result.target:g}, source: {_text(key_result.source)}"
    )
    initiatives = "".join(
        f"          - {{title: {_text(each.title)}, status: {each.status}}}\n" for each in key_result.initiatives
    )
    return f"""      - id: {key_result.id}
        title: {_text(key_result.title)}
        lead: {key_result.lead.id}
        metric: {{{metric}}}
        indicator: {key_result.indicator}
        due: {key_result.due}
        weight: {key_result.weight}
        initiatives:
{initiatives}"""


def _written_check_in(check_in: CheckIn) -> str:
    entries = "".join(
        f"  {entry.objective.id}/{entry.key_result.id}: "
        f"{{value: {entry.value}, confidence: {entry.confidence:g}, note: {_text(entry.note)}}}\n"
        for entry in check_in.entries
    )
    wins = f"wins: {_list(check_in.wins)}\n" if check_in.wins else ""
    return f"""by: {check_in.by.id}
key_results:
{entries}changed: {_text(check_in.changed)}
how_confident: {_text(check_in.how_confident)}
slows_us_down: {_text(check_in.slows_us_down)}
raise_confidence: {_text(check_in.raise_confidence)}
{wins}focus:
  near_term: {_list(check_in.near_term)}
"""
