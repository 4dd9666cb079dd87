"""`okr check` finds in git what moved inside a cycle and nobody wrote down."""

from pathlib import Path
from typing import Any

import pytest

from mkdocs_okr.sources import Loaded, load
from tests.cli.company import MARKETING, commit, company, okr


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company in good order that is kept in git; then marketing lowers a target, and has not committed that yet."""
    company(tmp_path, monkeypatch)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-12-29T12:00:00Z")
    commit()
    path = Path(MARKETING)
    path.write_text(path.read_text("utf-8").replace("target: 55", "target: 45"), "utf-8")


@pytest.mark.parametrize("paths", [[], [MARKETING]])
def test_a_target_that_moves_without_a_word_is_told_at_its_key_result(paths: list[str]) -> None:
    output = okr("check", *paths).output
    assert "warning BST006 change-without-reason" in output
    assert "`third.target` was changed from 55 to 45 on 2027-02-15, as the history of the file tells" in output
    assert '- {date: 2027-02-15, what: third.target, from: "55", to: "45", why: …}' in output


def test_what_it_advises_mends_it() -> None:
    line = '    changes: [{date: 2027-02-15, what: third.target, from: "55", to: "45", why: We aimed high.}]\n'
    path = Path(MARKETING)
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    assert "BST006" not in okr("check").output


@pytest.mark.parametrize(("rules", "asked"), [("KR", False), ("best-practice.flexible", True), ("BST007", True)])
def test_git_is_only_asked_for_rules_about_changes(rules: str, asked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Loaded] = []

    def noted(*arguments: Any, **options: Any) -> Loaded:
        found.append(load(*arguments, **options))
        return found[0]

    monkeypatch.setattr("mkdocs_okr.cli.check.load", noted)
    okr("check", "--select", rules)
    assert found[0].portfolio is not None
    assert (found[0].portfolio.change_log is not None) == asked
