"""What all tests share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on what else the machine does; speed is measured by `make bench`.
settings.register_profile("okr", deadline=None)
settings.load_profile("okr")

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample company's site, built once."""
    site = tmp_path_factory.mktemp("sample") / "site"
    command = [str(Path(sys.executable).with_name("okr")), "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site
