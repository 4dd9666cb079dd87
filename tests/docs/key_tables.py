"""The tables of keys in the manual, made from the records that read the files.

`python -m tests.docs.key_tables` (or `make manual`) writes them into docs/manual/format.md, between the marks
`<!-- keys: KeyResultRecord -->` and `<!-- /keys -->`. A test fails while the page and the records differ.
"""

import json
import re
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from mkdocs_okr.checks.words.language import LISTS
from mkdocs_okr.model import CheckSettings, PaceThresholds, Rhythm, Scoring, WordSettings
from mkdocs_okr.sources.playbook import DEFAULT_FOLDER
from mkdocs_okr.sources.records import baseline, okrs, organization, settings, values
from mkdocs_okr.sources.records.values import Record
from mkdocs_okr.sources.resolve.organization import DEFAULT_NAME

PAGE = Path(__file__).parents[2] / "docs" / "manual" / "format.md"

ROOTS: tuple[type[Record], ...] = (
    settings.SettingsRecord,
    organization.OrganizationRecord,
    organization.UnitRecord,
    organization.PeopleRecord,
    organization.AttestationsRecord,
    baseline.BaselineRecord,
    okrs.CycleRecord,
    okrs.OkrFileRecord,
    okrs.CheckInRecord,
    okrs.ReviewRecord,
)
"""The records of whole files."""

_WORDS: tuple[tuple[Any, str], ...] = (
    (okrs.Contributions, "reference, or list of [contributions](#contribution)"),
    (values.References, "reference, or list of references"),
    (settings.RuleSetting, "`error`, `warning`, `info`, `ignore` or a [rule setting](#rule-setting)"),
    (values.Ids, "id, or list of ids"),
    (values.Texts, "text, or list of texts"),
    (values.Meta, "anything"),
    (values.Id, "id"),
    (values.Title, "text"),
    (values.Text, "text"),
    (values.Share, "number from 0 to 1"),
    (values.Percent, "number from 0 to 100"),
    (values.Weight, "number from 0"),
    (values.Count, "whole number from 0"),
    (values.PositiveCount, "whole number from 1"),
    (values.Number, "number"),
    (values.Confidence, "`0`, `0.4`, `0.7` or `1`"),
    (values.Flag, "`true` or `false`"),
    (values.Day, "day"),
    (values.Reference, "reference"),
    (values.UnitOrReference, "unit id or reference"),
    (values.OwnKeyResult, "`objective/key-result`"),
    (values.WebAddress, "web address"),
)
"""What the manual calls each type of value."""

_scoring, _pace, _rhythm, _checks = Scoring(), PaceThresholds(), Rhythm(), CheckSettings()
DEFAULTS: Mapping[tuple[type[Record], str], str] = {
    (settings.SettingsRecord, "format"): "`1`",
    (settings.SettingsRecord, "audience"): "`public`",
    (settings.SettingsRecord, "levels"): "company, department, team, individual",
    (settings.SettingsRecord, "perspectives"): "the four of the balanced scorecard",
    (settings.LevelRecord, "plural"): "the name",
    (settings.LevelRecord, "weights"): "none: a plain mean",
    (settings.LevelRecord, "individual"): "`false`",
    (settings.PerspectiveRecord, "row"): "its place in the list",
    (settings.PaceRecord, "ahead"): f"`{_pace.ahead:g}`",
    (settings.PaceRecord, "on_track"): f"`{_pace.on_track:g}`",
    (settings.PaceRecord, "at_risk"): f"`{_pace.at_risk:g}`",
    (settings.ScoringRecord, "objective"): f"`{_scoring.objective}`",
    (settings.ScoringRecord, "good"): f"`{_scoring.good:g}`",
    (settings.ScoringRecord, "fair"): f"`{_scoring.fair:g}`",
    (settings.RhythmRecord, "check_in_days"): f"`{_rhythm.check_in_days}`",
    (settings.RhythmRecord, "stale_days"): f"`{_rhythm.stale_days}`",
    (settings.SettingsRecord, "playbook"): f"`{DEFAULT_FOLDER}`, if it is there",
    (settings.RepositoryRecord, "branch"): "`main`",
    (settings.RepositoryRecord, "sources"): "`okrs`",
    (settings.ChecksRecord, "fail_on"): f"`{_checks.fail_on}`",
    (settings.ChecksRecord, "build"): f"`{_checks.build}`",
    (settings.RuleSettingRecord, "severity"): "the rule's own",
    (settings.RuleExceptionRecord, "severity"): "`ignore`",
    (settings.WordsRecord, "language"): f"`{WordSettings().language}`",
    (organization.OrganizationRecord, "name"): f"“{DEFAULT_NAME}”",
    (organization.RollOutRecord, "structure"): "`everybody`",
    (okrs.CycleRecord, "kind"): "`quarter`",
    (okrs.CycleRecord, "state"): "`active`",
    (okrs.MilestoneRecord, "weight"): "`1`",
    (okrs.MetricRecord, "baseline"): "counted from 0",
    (okrs.InitiativeRecord, "status"): "`open`",
    (okrs.ContributionRecord, "weight"): "`1`",
    (okrs.DependencyRecord, "kind"): "`hard`",
    (okrs.ObjectiveRecord, "visibility"): "`public`",
}
"""What a key means when it is left out, where that is more than "nothing"."""


def table(record: type[Record]) -> str:
    """The keys of `record` as a Markdown table, in the order in which the reader names them."""
    rows = ["| key | what it says | what stands there | example |", "|---|---|---|---|"]
    hints = get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        default = DEFAULTS.get((record, name))
        needed = " (needed)" if field.is_required() else ""
        cells = (
            f"`{field.alias or name}`{needed}",
            _said(field.description or "", default),
            _value(hints[name]),
            _example(field),
        )
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def word_lists() -> str:
    """The lists that titles are judged by, as a Markdown table."""
    return "\n".join(
        ["| list | what is on it |", "|---|---|", *(f"| `{name}` | {said} |" for name, said in LISTS.items())]
    )


def reachable() -> Iterator[type[Record]]:
    """Every record of the format: those of files, and those inside them."""
    seen: list[type[Record]] = []
    pending = list(ROOTS)
    while pending:
        record = pending.pop(0)
        if record in seen:
            continue
        seen.append(record)
        yield record
        for hint in get_type_hints(record, include_extras=True).values():
            inner = _record_in(hint)
            if inner is not None:
                pending.append(inner)


def with_tables(page: str) -> str:
    """`page` with every table between marks made anew."""
    records = {record.__name__: record for record in reachable()}
    page = re.sub(
        r"(<!-- word lists -->\n).*?(<!-- /word lists -->)",
        lambda found: f"{found[1]}\n{word_lists()}\n\n{found[2]}",
        page,
        flags=re.DOTALL,
    )
    return re.sub(
        r"(<!-- keys: (\w+) -->\n).*?(<!-- /keys -->)",
        lambda found: f"{found[1]}\n{table(records[found[2]])}\n\n{found[3]}",
        page,
        flags=re.DOTALL,
    )


def _said(description: str, default: str | None) -> str:
    return f"{description} Left out: {default}." if default else description


def _example(field: FieldInfo) -> str:
    return ", ".join(f"`{_yaml(example)}`" for example in field.examples or ())


def _yaml(example: Any) -> str:
    """An example on one line, as somebody would type it."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_yaml(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(_yaml(item) for item in example) + "]"
    if isinstance(example, str):
        needs_quotes = ": " in example or "," in example or example in {"%", "@"}
        return json.dumps(example, ensure_ascii=False) if needs_quotes else example
    return json.dumps(example)


def _value(hint: Any) -> str:
    """What may stand there, in words."""
    for known, words in _WORDS:
        if _same(hint, known):
            return words
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return _value(next(argument for argument in arguments if argument is not type(None)))
    if origin is Literal:
        choices = [f"`{word}`" for word in arguments]
        return f"{', '.join(choices[:-1])} or {choices[-1]}"
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"[{_named(hint)}](#{_anchor(hint)})"
    if origin is list:
        inner = _record_in(arguments[0])
        return f"list of [{_plural(_named(inner))}](#{_anchor(inner)})" if inner else f"list: {_value(arguments[0])}"
    if origin is dict:
        return f"{_value(arguments[0])} → {_value(arguments[1])}"
    raise LookupError(f"the manual has no word for {hint}")


def _same(hint: Any, known: Any) -> bool:
    if get_origin(hint) is Annotated and get_origin(known) is Annotated:
        return get_args(hint)[0] == get_args(known)[0] and _validators(hint) == _validators(known)
    return bool(hint == known)


def _validators(hint: Any) -> list[Any]:
    """What tells two annotations apart; their wording for editors, which holds mere dictionaries, does not."""
    return [part for part in get_args(hint)[1:] if type(part).__name__ != "OneOrMany"]


def _record_in(hint: Any) -> type[Record] | None:
    """The record inside a type, if there is one."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    return next((inner for argument in get_args(hint) if (inner := _record_in(argument))), None)


def _named(record: type[Record]) -> str:
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", record.__name__.removesuffix("Record")).lower()
    return {"inline unit": "unit", "check in rhythm": "check-in rhythm", "roll out": "roll-out"}.get(words, words)


def _plural(words: str) -> str:
    if words == "person":
        return "people"
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def _anchor(record: type[Record]) -> str:
    """The anchor of the section that explains a record: its heading is called as the record is."""
    return _named(record).replace(" ", "-")


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
