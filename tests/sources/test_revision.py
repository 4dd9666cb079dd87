"""Git is asked what a branch has changed, and whoever cannot be answered is told what to do."""

import os
from pathlib import Path

import pytest

from mkdocs_okr.sources import NoRevision, changed_since
from tests.sources.repository import Repository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    repository = Repository(tmp_path / "a company")
    repository.write("okrs/people.yml", "okrs/2027-q1/sales.yml", "okrs/2027-q1/old.yml", "okrs/2027-q1/gone.yml")
    repository.write("okrs/2027-q1/staged.yml", "docs/playbook/writing.md", "docs/index.md", "src/main.py")
    repository.write(".gitignore", text="*.tmp.yml\n#")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "branch")
    return repository


def changed(repository: Repository, revision: str = "main") -> set[str]:
    return {*changed_since(repository.root / "okrs", revision)}


def test_nothing_has_changed_at_first(repository: Repository) -> None:
    assert changed(repository) == set()


def test_every_way_to_change_a_file_counts(repository: Repository) -> None:
    repository.write("okrs/2027-q1/sales.yml", "okrs/committed ü.yml")
    repository.git("mv", "okrs/2027-q1/old.yml", "okrs/2027-q1/new.yml")
    repository.commit()
    repository.write("okrs/2027-q1/staged.yml", "okrs/added.yml")
    repository.git("add", "--all")
    repository.write("okrs/people.yml", "okrs/two\nlines.yml", "okrs/:(glob)*.yml", "okrs/x.tmp.yml", "docs/index.md")
    (repository.root / "okrs/2027-q1/gone.yml").unlink()

    assert changed(repository) == {
        "2027-q1/sales.yml", "committed ü.yml", "2027-q1/old.yml", "2027-q1/new.yml", "2027-q1/staged.yml", "added.yml",
        "people.yml", "two\nlines.yml", ":(glob)*.yml", "2027-q1/gone.yml",
    }  # fmt: skip


def test_what_others_did_since_the_branch_began_does_not_count(repository: Repository) -> None:
    repository.write("okrs/2027-q1/sales.yml")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.write("okrs/people.yml", "okrs/theirs.yml")
    repository.commit()
    repository.git("switch", "--quiet", "branch")

    assert changed(repository) == {"2027-q1/sales.yml"}
    assert changed(repository, "HEAD") == set()
    assert changed(repository, "HEAD~1") == {"2027-q1/sales.yml"}


def test_what_was_changed_back_has_not_changed(repository: Repository) -> None:
    before = (repository.root / "okrs/people.yml").read_bytes()
    repository.write("okrs/people.yml")
    repository.git("add", "--all")
    (repository.root / "okrs/people.yml").write_bytes(before)

    assert changed(repository) == set()


def test_pages_of_the_playbook_belong_to_the_sources(repository: Repository) -> None:
    repository.write("docs/playbook/writing.md", "docs/playbook/new.md", "docs/playbook/picture.svg", "handbuch/a.md")
    assert changed(repository) == {"../docs/playbook/writing.md", "../docs/playbook/new.md"}

    repository.write("okrs/settings.yml", text="playbook: ../handbuch/ #")
    assert changed(repository) == {"settings.yml", "../handbuch/a.md"}

    (repository.root / "okrs/settings.yml").unlink()
    repository.write("okrs/settings.yml", text="playbook: ../../elsewhere #")
    assert changed(repository) == {"settings.yml"}


def test_the_sources_may_be_the_whole_repository(repository: Repository, tmp_path: Path) -> None:
    whole = Repository(tmp_path / "whole")
    whole.write("people.yml")
    whole.commit()
    whole.write("people.yml", "2027-q1/a.yml")

    assert changed_since(whole.root, "main") == {"people.yml", "2027-q1/a.yml"}


def test_what_a_hook_of_git_sets_does_no_harm(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("okrs/people.yml")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_DIR", ".git")

    assert changed(repository) == {"people.yml"}


@pytest.mark.parametrize("revision", ["nowhere", "main..branch", "origin/main", "0" * 40, "main:okrs", "@{u}", "a b"])
def test_an_unknown_revision_is_told_with_the_way_to_get_it(repository: Repository, revision: str) -> None:
    with pytest.raises(NoRevision, match=r"git knows no revision “.*” here; fetch it .*fetch-depth: 0"):
        changed(repository, revision)


@pytest.mark.parametrize("revision", ["-n", "--output=x", "", " ", "a\0b", "a\nb"])
def test_what_cannot_be_a_revision_is_not_given_to_git(repository: Repository, revision: str) -> None:
    with pytest.raises(NoRevision, match="cannot be the name of a revision"):
        changed(repository, revision)


def test_a_history_without_a_common_commit_is_told(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.write("okrs/people.yml")
    repository.commit()

    with pytest.raises(NoRevision, match="no commit in common"):
        changed(repository)


def test_outside_a_repository_nothing_can_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NoRevision, match="not part of a git repository"):
        changed_since(tmp_path, "main")
    with pytest.raises(NoRevision, match="there is no folder"):
        changed_since(tmp_path / "okrs", "main")


def test_without_git_that_is_told(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoRevision, match="git is not installed"):
        changed(repository)
