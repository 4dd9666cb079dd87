"""The portals that the browser visits: the sample, and some that are written here because they are extreme."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import yaml

from benchmarks.company import company, write_sources

ROOT = Path(__file__).parents[2]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
CHINESE = "让每一位客户在第一次使用时就感到宾至如归并愿意推荐给朋友" * 4
ARABIC = "نساعد الحرفيين في كل مكان على العثور على الأداة المناسبة في الوقت المناسب"


def sample(folder: Path) -> Path:
    """The project's own mkdocs.yml: the sample company and the playbook."""
    return ROOT / "mkdocs.yml"


SCRIPTS = {
    "chinese": "让每一位客户在第一次使用时就感到宾至如归，并愿意推荐给朋友和同事；今年的目标是三万家",
    "japanese": "初めてのお客様が「また買いたい」と思うお店をつくる。カタカナのサービスも",
    "korean": "고객이 처음 사용할 때부터 만족하고 친구에게 추천하도록 만들기",
    "arabic": "نساعد الحرفيين في كل مكان على العثور على الأداة المناسبة (95 %) في الوقت المناسب",
    "hebrew": "לעזור לכל סדנה למצוא את הכלי הנכון בזמן הנכון, עם 3 שווקים חדשים",
    "thai": "ช่วยให้ช่างทุกคนหาเครื่องมือที่เหมาะสมได้ในเวลาที่ต้องการโดยไม่ต้องรอนาน",
    "hindi": "हर कारीगर को सही समय पर सही औज़ार दिलाना और ग्राहकों की संतुष्टि बढ़ाना",
    "russian": "Увеличить выручку в новых регионах без дополнительных расходов на рекламу",
    "greek": "Αυξάνουμε τις πωλήσεις σε νέες αγορές χωρίς πρόσθετο κόστος",
    "emoji": "Ship it 🚀 for every family 👨‍👩‍👧‍👦 and flag 🇩🇪🇫🇷, with 👍🏽 from Zoë and e\u0301milie",
    "wide": "WWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMMMMMM " + "W" * 60,
    "mixed": "Win 客户 in السوق and рынок by 30 %, once, with supercalifragilisticexpialidociousness" + " again" * 40,
}
"""Titles as people write them elsewhere."""


def scripts(folder: Path) -> Path:
    """A company that writes in every script: a team each, which contributes to a key result of the company."""
    today = date.today()
    goals = [{"id": id, "title": words, "metric": {"baseline": 0, "target": 9}} for id, words in SCRIPTS.items()]
    return _write(
        folder,
        {
            "organization.yml": {"name": "Everywhere", "mission": "Tools for all workshops."},
            "people.yml": {"people": [{"id": "kim", "name": "Ms. Perkins"}]},
            "units/company.yml": {"name": "Everywhere", "level": "company", "lead": "kim"},
            **{
                f"units/{id}.yml": {"name": words, "level": "team", "parent": "company"}
                for id, words in SCRIPTS.items()
            },
            "now/cycle.yml": {
                "name": "Now",
                "starts": today - timedelta(days=40),
                "ends": today + timedelta(days=50),
            },
            "now/company.yml": {"objectives": [{"id": "all", "title": "Be understood", "key_results": goals}]},
            **{
                f"now/{id}.yml": {
                    "objectives": [
                        {
                            "id": "own",
                            "title": words,
                            "contributes_to": f"company/all/{id}",
                            "key_results": [{"id": "kr", "title": words, "metric": {"baseline": 0, "target": 9}}],
                        }
                    ]
                }
                for id, words in SCRIPTS.items()
            },
        },
    )


def empty(folder: Path) -> Path:
    """Nothing is written yet."""
    return _write(folder, {})


def alone(folder: Path) -> Path:
    """A company of one unit before its first cycle, with one person."""
    return _write(
        folder,
        {
            "organization.yml": {"name": "Lone & Co", "mission": "One workshop, done well."},
            "people.yml": {"people": [{"id": "lee", "name": "Lee"}]},
            "units/company.yml": {"name": "Lone & Co", "level": "company", "lead": "lee"},
        },
    )


def large(folder: Path) -> Path:
    """Seventy units: 1,050 objectives and key results, so the explorer takes four pages."""
    config = _write(folder, {})
    write_sources(company(70), folder / "okrs")
    return config


def unruly(folder: Path) -> Path:
    """A cycle that runs while the tests do, in words that no designer has foreseen."""
    today = date.today()
    return _write(
        folder,
        {
            "settings.yml": {"format": 1, "repository": {"url": "https://git.example/acme/okrs", "host": "gitea"}},
            "organization.yml": {
                "name": LONG,
                "mission": f"{LONG} **{CHINESE}**",
                "vision": ARABIC,
                "themes": [{"id": "long", "name": LONG}, {"id": "far", "name": CHINESE}],
            },
            "people.yml": {"people": [{"id": "kim", "name": LONG[:200]}, {"id": "noor", "name": ARABIC}]},
            "units/company.yml": {"name": LONG[:200], "level": "company", "lead": "kim", "champion": "noor"},
            "units/far.yml": {"name": CHINESE, "level": "department", "parent": "company", "lead": "noor"},
            "units/right.yml": {"name": ARABIC, "level": "team", "parent": "far", "lead": "noor"},
            "units/new.yml": {"name": "New", "level": "team", "parent": "far"},
            "now/cycle.yml": {
                "name": "Now",
                "starts": today - timedelta(days=40),
                "ends": today + timedelta(days=50),
                "key_dates": [{"date": today + timedelta(days=9), "title": LONG}],
            },
            "now/company.yml": {"objectives": [_objective("grow", LONG[:200], LONG), _objective("stay", CHINESE, "x")]},
            "now/far.yml": {"objectives": [_objective("near", ARABIC, CHINESE, contributes_to="company/grow/first")]},
            "now/right.yml": {"objectives": [_objective("right", LONG, ARABIC, contributes_to="far/near")]},
            f"now/check-ins/company/{today - timedelta(days=3)}.yml": {
                "by": "kim",
                "key_results": {"grow/first": {"value": 4_500_000, "confidence": 0.4, "note": LONG}},
                "changed": f"{LONG}\n\n- {CHINESE}\n- `{LONG}`",
                "wins": [LONG, ARABIC],
                "pipeline": [LONG],
            },
        },
    )


def instant(folder: Path) -> Path:
    """The unruly portal with Material's instant navigation, which swaps pages without loading them."""
    config = unruly(folder)
    config.write_text(config.read_text("utf-8").replace("features: [", "features: [navigation.instant, "), "utf-8")
    return config


def full(folder: Path) -> Path:
    """A unit with as much as a unit should have: five objectives of five key results, and everything in a check-in."""
    lights = ("green", "green", "amber", "red")
    moods = ("Team mood", "Budget used", "Unsubscribes", "Loading time of a page")
    asked = {"needs": "company", "kind": "hard", "what": "A slot for the review box on product pages"}
    answer = "No slot yet for the review box. The brand panel delivers monthly, so recall has no fresh value this week."
    entries = {
        f"goal-{goal}/kr-{number}": {
            "value": 300 + 17 * goal + 31 * number,
            "confidence": 0.7,
            **({"note": "The panel delivers monthly, so there is no fresh value."} if (goal + number) % 3 == 0 else {}),
        }
        for goal in range(5)
        for number in range(5)
    }
    return _write(
        folder,
        {
            "settings.yml": {"as_of": "2027-02-12"},
            "organization.yml": {"name": "ACME", "mission": "Tools for all workshops."},
            "people.yml": {"people": [{"id": "mr-smith", "name": "Mr. Smith"}]},
            "units/company.yml": {"name": "ACME", "level": "company"},
            "units/marketing.yml": {
                "name": "Marketing",
                "level": "department",
                "parent": "company",
                "health_metrics": [{"id": f"mood-{number}", "title": mood} for number, mood in enumerate(moods)],
            },
            "now/cycle.yml": {
                "name": "Q1 2027",
                "starts": "2027-01-01",
                "ends": "2027-03-31",
                "key_dates": [
                    {"date": "2027-02-19", "title": "Mid-cycle review"},
                    {"date": "2027-03-12", "title": "Quarterly review and retrospective"},
                ],
            },
            "now/marketing.yml": {
                "objectives": [
                    {
                        "id": f"goal-{goal}",
                        "title": "Make ACME known in Spain, Brazil and Poland",
                        "depends_on": [dict(asked)] if goal < 4 else [],
                        "key_results": [
                            {
                                "id": f"kr-{number}",
                                "title": "Qualified leads a month from the three new markets",
                                "lead": "mr-smith",
                                "metric": {"unit": "leads a week", "baseline": 100, "target": 1200},
                            }
                            for number in range(5)
                        ],
                    }
                    for goal in range(5)
                ]
            },
            "now/check-ins/marketing/2027-02-12.yml": {
                "by": "mr-smith",
                "key_results": entries,
                **dict.fromkeys(("changed", "how_confident", "slows_us_down", "raise_confidence"), answer),
                "wins": ["Polish pages live before their date", "First customer from Curitiba"],
                "focus": {
                    "near_term": ["Start Portuguese search campaigns", "Prepare the decision on the reviews target"],
                    "projects": ["Welcome series", "Out-of-home test in Warsaw"],
                    "events": ["Fair in Madrid, 3 March"],
                },
                "pipeline": ["Partner webinar", "Forty guides translated", "Reminder mail", "Price list"],
                "health": {f"mood-{number}": {"value": 7, "light": light} for number, light in enumerate(lights)},
            },
        },
    )


KINDS: Mapping[str, Callable[[Path], Path]] = {
    builder.__name__: builder for builder in (sample, empty, alone, large, unruly, scripts, instant, full)
}


def _objective(id: str, title: str, words: str, *, contributes_to: str | None = None) -> dict[str, object]:
    key_results = [
        {
            "id": "first",
            "title": words,
            "lead": "kim",
            "metric": {"unit": words[:40], "baseline": 1_000_000, "target": 123_456_789, "source": words},
            "initiatives": [{"title": words, "status": "doing", "lead": "noor"}],
        },
        {"id": "second", "title": title, "metric": {"milestones": [{"title": words, "weight": 1}]}},
        {"id": "third", "title": "No metric, nobody leads it"},
    ]
    return {
        "id": id,
        "title": title,
        "rank": 1,
        "theme": "long",
        "why": words,
        "key_results": key_results,
        **({"contributes_to": contributes_to} if contributes_to else {}),
    }


def _write(folder: Path, sources: Mapping[str, object]) -> Path:
    """Write a project with the sample's mkdocs.yml, whose sources are given as data, and name its configuration."""
    (folder / "docs").mkdir(parents=True)
    (folder / "okrs").mkdir()
    for path, content in sources.items():
        file = folder / "okrs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    return config
