"""The files that a company copies into its own repository to check and publish its OKRs."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from mkdocs_okr.cli import main

READY = Path(__file__).parents[2] / "docs/manual/ci"
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
    assert ["okr", "check"] in called
    assert any(words[:3] == ["okr", "build", "--strict"] for words in called)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_and_option_in_it_exists(path: Path) -> None:
    for _, name, *arguments in commands(path):
        command = main.get_command(click.Context(main), name)
        assert command is not None, name
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("-")} <= known


def test_github_gives_no_job_more_rights_than_it_needs() -> None:
    workflow = read("github-actions.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["build"]
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_github_uses_actions_of_github_alone_at_a_fixed_major_version() -> None:
    steps = [step for job in read("github-actions.yml")["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)


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
    assert pipeline["pages"]["artifacts"] == {"paths": ["public"]}


def test_both_see_the_whole_history() -> None:
    checkout = read("github-actions.yml")["jobs"]["build"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == "0"
    assert read("gitlab-ci.yml")["variables"]["GIT_DEPTH"] == "0"
