"""The files that a company copies into its own repository to check and publish its OKRs."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from mkdocs_okr.cli import main

READY = Path(__file__).parents[2] / "docs/manual/ci"
COMPANY = Path(__file__).parents[1] / "rules" / "company"
FILES = sorted(READY.glob("*.yml"))


def read(name: str) -> dict[str, Any]:
    # BaseLoader, because YAML 1.1 would read GitHub's "on" as a truth value.
    parsed: dict[str, Any] = yaml.load((READY / name).read_text("utf-8"), yaml.BaseLoader)
    return parsed


def commands(path: Path) -> Iterator[list[str]]:
    """Every call of our own command in a file, as words."""
    for line in re.findall(r"^\s*(?:- |run: )(okr .+)$", path.read_text("utf-8"), re.M):
        yield shlex.split(line, comments=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_checks_the_sources_and_builds_strictly(path: Path) -> None:
    called = list(commands(path))
    assert any(words[:2] == ["okr", "check"] for words in called)
    assert any(words[:3] == ["okr", "build", "--strict"] for words in called)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_and_option_in_it_exists(path: Path) -> None:
    for _, name, *arguments in commands(path):
        command = main.get_command(click.Context(main), name)
        assert command is not None, name
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("-")} <= known


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("github-actions.yml", {"summary.md", "okr.sarif"}),
        ("gitlab-ci.yml", {"code-quality.json", "junit.xml"}),
    ],
)
def test_its_checks_write_the_reports_that_it_hands_on(
    name: str, written: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(COMPANY, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for words in commands(READY / name):
        if words[1] == "check":
            arguments = [word.replace("$GITHUB_STEP_SUMMARY", "summary.md") for word in words[1:]]
            result = CliRunner().invoke(main, arguments, catch_exceptions=False)
            assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"okrs", "docs"} | written


def test_github_gives_no_job_more_rights_than_it_needs() -> None:
    workflow = read("github-actions.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["build"]
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["jobs"]["scan"]["permissions"] == {
        "actions": "read",
        "contents": "read",
        "security-events": "write",
    }


def test_github_uses_actions_of_github_alone_at_a_fixed_major_version() -> None:
    steps = [step for job in read("github-actions.yml")["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert all(re.fullmatch(r"(actions/[a-z-]+|github/codeql-action/upload-sarif)@v\d+", action) for action in used)


def test_github_shows_findings_as_code_scanning_where_that_is_free() -> None:
    jobs = read("github-actions.yml")["jobs"]
    assert "!github.event.repository.private" in jobs["scan"]["if"]
    handed = {step["uses"].split("@")[0]: step["with"] for step in jobs["scan"]["steps"]}
    uploaded = next(step for step in jobs["build"]["steps"] if "upload-artifact" in step.get("uses", ""))
    assert uploaded["with"]["name"] == handed["actions/download-artifact"]["name"]
    assert uploaded["with"]["path"] == handed["github/codeql-action/upload-sarif"]["sarif_file"]
    assert uploaded["if"] == "${{ !cancelled() }}"


def test_github_publishes_only_what_reached_the_main_branch() -> None:
    jobs = read("github-actions.yml")["jobs"]
    guard = "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert jobs["publish"]["if"] == guard
    upload = next(step for step in jobs["build"]["steps"] if "upload-pages" in step.get("uses", ""))
    assert upload["if"] == guard


def test_gitlab_checks_merge_requests_and_publishes_the_default_branch() -> None:
    pipeline = read("gitlab-ci.yml")
    assert pipeline["check"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert pipeline["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]


def test_gitlab_gets_its_reports_even_when_the_check_fails() -> None:
    pipeline = read("gitlab-ci.yml")
    for job in ("check", "pages"):
        artifacts = pipeline[job]["artifacts"]
        assert artifacts["when"] == "always"
        script = "\n".join(pipeline[job]["script"])
        assert all(f"={file}" in script for file in artifacts["reports"].values())
    assert set(pipeline["check"]["artifacts"]["reports"]) == {"codequality", "junit"}


def test_both_see_the_whole_history() -> None:
    checkout = read("github-actions.yml")["jobs"]["build"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == "0"
    assert read("gitlab-ci.yml")["variables"]["GIT_DEPTH"] == "0"
