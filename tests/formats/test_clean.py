"""Texts that are only read do nothing to whoever reads them."""

import pytest

from mkdocs_okr.checks.formats.clean import one_line


@pytest.mark.parametrize("command", ["##[stop-commands]x", "##[add-mask]okr", "##vso[task.setvariable variable=a]b"])
def test_a_title_is_no_command_to_the_runner_that_prints_it(command: str) -> None:
    assert command not in one_line(f"Launch {command} of 5 things")
    assert command.replace("##", "#\u2060#") in one_line(f"Launch {command} of 5 things")


def test_headings_and_hashes_stay() -> None:
    assert one_line("## Why [not]") == "## Why [not]"
