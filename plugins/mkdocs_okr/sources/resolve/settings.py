"""settings.yml becomes `Settings`."""

from datetime import date
from urllib.parse import urlsplit

from mkdocs_okr.model import (
    CheckSettings,
    Level,
    PaceThresholds,
    Perspective,
    Repository,
    Rhythm,
    RuleException,
    RuleSetting,
    Scoring,
    Settings,
    WordSettings,
)
from mkdocs_okr.sources.diagnostics import did_you_mean, listing
from mkdocs_okr.sources.origin import FileOrigin, SourceFile
from mkdocs_okr.sources.records.settings import (
    ChecksRecord,
    LevelRecord,
    PerspectiveRecord,
    RepositoryRecord,
    ScoringRecord,
    SettingsRecord,
    WordsRecord,
)
from mkdocs_okr.sources.records.values import texts
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.resolve.names import report_duplicates

FORMAT = 1
"""The version of the source format that this package reads."""

DEFAULT_LEVELS = (
    Level("company", "Company", "Company"),
    Level("department", "Department", "Departments"),
    Level("team", "Team", "Teams"),
    Level("individual", "Individual", "Individuals", individual=True),
)

DEFAULT_PERSPECTIVES = (
    Perspective("financial", "Financial", 1),
    Perspective("customer", "Customer", 2),
    Perspective("internal-process", "Internal process", 3),
    Perspective("learning-growth", "Learning & growth", 4),
)


def settings(
    record: SettingsRecord, file: SourceFile, report: Report, *, as_of: date | None, audience: str | None
) -> Settings:
    """The portal's choices; `as_of` and `audience`, where given, win over what is written."""
    perspectives = _perspectives(record.perspectives, file, report)
    rhythm = record.rhythm
    return Settings(
        levels=_levels(record.levels, perspectives, file, report),
        perspectives=perspectives,
        scoring=_scoring(record.scoring, file, report),
        rhythm=Rhythm(
            (rhythm and rhythm.check_in_days) or Rhythm().check_in_days,
            (rhythm and rhythm.stale_days) or Rhythm().stale_days,
        ),
        audience=audience or record.audience or "public",
        as_of=as_of or record.as_of,
        repository=_repository(record.repository, file, report),
        playbook=record.playbook,
        checks=_checks(record.checks, file),
        meta=record.meta or {},
    )


def _perspectives(records: list[PerspectiveRecord] | None, file: SourceFile, report: Report) -> tuple[Perspective, ...]:
    if not records:
        return DEFAULT_PERSPECTIVES
    doubled = report_duplicates(
        [(record.id, ("perspectives", i, "id")) for i, record in enumerate(records)], "perspective", report, file
    )
    found = [
        Perspective(record.id, record.name, record.row or i + 1) for i, record in enumerate(records) if i not in doubled
    ]
    return tuple(sorted(found, key=lambda perspective: perspective.row))


def _levels(
    records: list[LevelRecord] | None, perspectives: tuple[Perspective, ...], file: SourceFile, report: Report
) -> tuple[Level, ...]:
    if not records:
        return DEFAULT_LEVELS
    doubled = report_duplicates(
        [(record.id, ("levels", i, "id")) for i, record in enumerate(records)], "level", report, file
    )
    known = [perspective.id for perspective in perspectives]
    levels = []
    for i, record in enumerate(records):
        if i in doubled:
            continue
        weights = record.weights or {}
        for name in weights:
            if name not in known:
                report.key(
                    "unknown-perspective",
                    file,
                    ("levels", i, "weights", name),
                    f"there is no perspective `{name}`",
                    did_you_mean(name, known, f"Perspectives here: {listing(known)}."),
                )
        total = sum(weights.values())
        if weights and abs(total - 100) > 0.01:
            report.key(
                "level-weights",
                file,
                ("levels", i, "weights"),
                f"the weights of level `{record.id}` add up to {total:g}, not to 100",
                f"Raise or lower them by {abs(100 - total):g} in all.",
            )
        origin = FileOrigin(file, ("levels", i))
        levels.append(
            Level(record.id, record.name, record.plural or record.name, weights, record.individual or False, origin)
        )
    return tuple(levels)


def _scoring(record: ScoringRecord | None, file: SourceFile, report: Report) -> Scoring:
    if record is None:
        return Scoring()
    default = Scoring()
    pace = default.pace
    if record.pace is not None:
        pace = PaceThresholds(
            pace.ahead if record.pace.ahead is None else record.pace.ahead,
            pace.on_track if record.pace.on_track is None else record.pace.on_track,
            pace.at_risk if record.pace.at_risk is None else record.pace.at_risk,
        )
        if not pace.ahead >= pace.on_track >= pace.at_risk:
            report.key(
                "out-of-range",
                file,
                ("scoring", "pace"),
                "the bounds of pace do not fall from `ahead` over `on_track` to `at_risk`",
                f"Write them in this order, for example {default.pace.ahead:g}, {default.pace.on_track:g} and "
                f"{default.pace.at_risk:g}.",
            )
    good = default.good if record.good is None else record.good
    fair = default.fair if record.fair is None else record.fair
    if fair > good:
        report.value(
            "out-of-range",
            file,
            ("scoring", "fair" if record.fair is not None else "good"),
            f"`fair` ({fair:g}) lies above `good` ({good:g})",
            f"Fair scores lie below good ones, for example {default.fair:g} and {default.good:g}.",
        )
    publish_closed = default.publish_closed if record.publish_closed is None else record.publish_closed
    return Scoring(record.objective or default.objective, pace, good, fair, publish_closed)


def _checks(record: ChecksRecord | None, file: SourceFile) -> CheckSettings:
    """Whether the rules, limits, units and word lists that it names exist is judged by the rules themselves."""
    origin = FileOrigin(file, ("checks",))
    default = CheckSettings(origin=origin)
    if record is None:
        return default
    return CheckSettings(
        fail_on=record.fail_on or default.fail_on,
        build=record.build or default.build,
        rules={word: RuleSetting(setting.severity, setting.limits) for word, setting in (record.rules or {}).items()},
        exceptions=tuple(
            RuleException(
                texts(each.rules), each.reason, texts(each.units), texts(each.paths), each.severity or "ignore"
            )
            for each in record.exceptions or ()
        ),
        words=_words(record.words),
        origin=origin,
    )


def _words(record: WordsRecord | None) -> WordSettings:
    default = WordSettings()
    if record is None:
        return default
    return WordSettings(
        record.language or default.language,
        {name: tuple(words) for name, words in (record.add or {}).items()},
        {name: tuple(words) for name, words in (record.remove or {}).items()},
    )


def _repository(record: RepositoryRecord | None, file: SourceFile, report: Report) -> Repository | None:
    if record is None:
        return None
    host = record.host or _guessed_host(record.url)
    if host is None:
        report.value(
            "missing-key",
            file,
            ("repository", "url"),
            "it cannot be seen from this address which software runs there",
            "Add `host: github`, `host: gitlab` or `host: gitea` below `repository:`.",
        )
        return None
    url = record.url.removesuffix("/").removesuffix(".git")
    sources = "okrs" if record.sources is None else record.sources.strip("/")
    return Repository(url, host, record.branch or "main", "" if sources == "." else sources)


def _guessed_host(url: str) -> str | None:
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:  # such as a bracket that is not closed
        return None
    if name in {"codeberg.org"} or "gitea" in name or "forgejo" in name:
        return "gitea"
    return next((host for host in ("github", "gitlab") if host in name), None)
