"""Cases of the rules as data: small changes to a company that is in good order, and what a rule says of them.

`cases/KR001.yml` holds the cases of one rule: a mapping of `fail` and `pass`, each a list of mappings with a `name` and
one of

- `key_result`: a key result, alone in an objective of marketing (`2027-q1/marketing.yml`),
- `objective`: an objective, alone in marketing,
- `title`: nothing but the title of a key result or an objective, for the rules that judge words,
- `files`: any files, by their path from the sources folder (`../docs/…` for the playbook); a text of `-` removes one.

`settings` adds sections to settings.yml. In a case that fails, the sign ▸ stands before each place that the rule has to
point at; it is taken out before the file is written. `says` lists parts of the messages and helps.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mkdocs_okr.checks.registry import RULES, rule_called
from mkdocs_okr.checks.run import check
from mkdocs_okr.checks.subjects import BaselineSubject, ExceptionSubject, SuppressionSubject
from mkdocs_okr.checks.titles import KeyResultTitle
from mkdocs_okr.sources import Diagnostic, load

HERE = Path(__file__).parent
MARK = "▸"
REMOVED = "-"
MARKETING = "2027-q1/marketing.yml"
LAST = (ExceptionSubject, SuppressionSubject, BaselineSubject)
"""What is judged by what all other rules have found."""


@dataclass(frozen=True)
class Case:
    """A change to the company, and whether the rule finds something to say about it."""

    rule: str
    fails: bool
    name: str
    files: Mapping[str, str]
    says: tuple[str, ...] = ()
    marks: frozenset[tuple[str, int, int]] = field(default=frozenset())

    def __str__(self) -> str:
        return f"{self.rule}-{'fail' if self.fails else 'pass'}-{self.name}"


def cases() -> list[Case]:
    """Every case of every rule."""
    return [case for path in sorted((HERE / "cases").glob("*.yml")) for case in _cases_of(path)]


def _cases_of(path: Path) -> Iterator[Case]:
    data = yaml.safe_load(path.read_text("utf-8"))
    for kind in ("fail", "pass"):
        for each in data.get(kind, ()):
            files, marks = _unmarked(_files(path.stem, each))
            if "settings" in each:
                files["settings.yml"] = (HERE / "company/okrs/settings.yml").read_text("utf-8") + each["settings"]
            yield Case(
                path.stem,
                kind == "fail",
                str(each.get("name") or each["title"]).replace(MARK, ""),
                files,
                tuple(each.get("says", ())),
                frozenset(marks),
            )


def _files(rule: str, case: Mapping[str, Any]) -> dict[str, str]:
    if "files" in case:
        return dict(case["files"])
    if "objective" in case:
        return {MARKETING: "objectives:\n" + _item(case["objective"], "  ")}
    about = rule_called(rule)
    assert about is not None, f"there is no rule {rule}"
    if "key_result" in case:
        key_result = case["key_result"]
    elif about.subject is KeyResultTitle:
        key_result = f"id: leads\ntitle: {_quoted(case['title'])}"
    else:
        return {MARKETING: "objectives:\n" + _item(f"id: demand\ntitle: {_quoted(case['title'])}", "  ")}
    return {
        MARKETING: "objectives:\n  - id: demand\n    title: Make sales wait for nobody but us\n    key_results:\n"
        + _item(key_result, "      ")
    }


def _quoted(title: str) -> str:
    mark = MARK if title.startswith(MARK) else ""
    return mark + "'" + title.removeprefix(MARK).replace("'", "''") + "'"


def _item(text: str, indent: str) -> str:
    lines = text.rstrip("\n").split("\n")
    lead = MARK if lines[0].startswith(MARK) else ""
    first = f"{indent}- {lead}{lines[0].removeprefix(MARK)}\n"
    return first + "".join(f"{indent}  {line}\n" if line.strip() else "\n" for line in lines[1:])


def _unmarked(marked: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, int, int]]]:
    files, marks = {}, []
    for name, text in marked.items():
        lines = []
        for number, line in enumerate(str(text).split("\n"), start=1):
            while MARK in line:
                marks.append((name, number, line.index(MARK) + 1))
                line = line.replace(MARK, "", 1)
            lines.append(line)
        files[name] = "\n".join(lines)
    return files, marks


class Workplace:
    """A copy of the company that is changed for a moment: a thousand cases need not copy it a thousand times."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(HERE / "company", folder)
        self.sources = folder / "okrs"

    @contextmanager
    def changed(self, files: Mapping[str, str]) -> Iterator[Path]:
        """The sources folder with these files in it; afterwards everything is as it was."""
        paths = {self.sources / name: text for name, text in files.items()}
        before = {path: path.read_bytes() if path.exists() else None for path in paths}
        try:
            for path, text in paths.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                if text.strip() == REMOVED:
                    path.unlink()
                else:
                    path.write_text(text, "utf-8")
            yield self.sources
        finally:
            for path, content in before.items():
                if content is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_bytes(content)


def found_in(case: Case, workplace: Workplace) -> tuple[Diagnostic, ...]:
    """What the rule of the case says of the company once the case's files are in it."""
    with workplace.changed(case.files) as folder:
        return judge(case.rule, folder)


def judge(rule: str, folder: Path) -> tuple[Diagnostic, ...]:
    """What one rule says of the sources in `folder`."""
    about = rule_called(rule)
    assert about is not None, f"there is no rule {rule}"
    loaded = load(folder, audience="restricted")
    errors = [each for each in loaded.diagnostics if each.severity == "error" and not _is_dangling(each)]
    assert not errors, f"the case cannot be read: {errors[0].place}: {errors[0].message}"
    rules = RULES if about.subject in LAST else (about,)
    return tuple(each for each in check(loaded, rules).diagnostics if each.code == about.code)


def _is_dangling(found: Diagnostic) -> bool:
    """Whether it is only about check-ins and references of other files to what a case took away."""
    return bool(re.fullmatch("unknown-(reference|key-result|theme)", found.name))
