"""The same sources give the same site, on any day and in any process."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.portal.built import build
from tests.portal.published import SAMPLE, write

WITHOUT_NOTICE = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
DATED = ("sitemap.xml", "sitemap.xml.gz")
"""What MkDocs itself writes the day of the build into."""


def content(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the sample's sources."""
    folder = tmp_path_factory.mktemp("sample")
    build(folder, {str(p.relative_to(SAMPLE)): p.read_text("utf-8") for p in SAMPLE.rglob("*.yml")})
    return folder


def built_in_another_process(folder: Path, site: str, today: str, seed: str) -> dict[str, bytes]:
    """What a fresh process builds whose clock shows noon of `today` and whose hashes begin with `seed`."""
    code = (
        "import datetime, time\n"
        f"now = datetime.datetime.fromisoformat('{today}T12:00:00')\n"
        "class Date(datetime.date):\n    today = classmethod(lambda cls: cls(now.year, now.month, now.day))\n"
        "datetime.date = Date\n"
        "time.time = now.timestamp\n"
        "from mkdocs.__main__ import cli\n"
        f"cli(['build', '--strict', '--quiet', '--site-dir', '{site}'])\n"
    )
    environment = {**WITHOUT_NOTICE, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, check=True, timeout=120)
    return content(folder / site)


def test_twice_the_same_bytes_on_another_day_and_in_another_process(sample_folder: Path) -> None:
    here = content(sample_folder / "site")
    there = built_in_another_process(sample_folder, "later", "2031-05-17", "77")
    assert here.keys() == there.keys()
    differing = {name for name in here if here[name] != there[name]} - set(DATED)
    assert not differing
    assert len(here) > 60


def test_the_day_of_the_build_counts_where_none_is_fixed(tmp_path: Path) -> None:
    cycle = {"name": "Q1", "starts": "2027-01-01", "ends": "2027-03-31"}
    write(tmp_path / "okrs", {"organization.yml": {"name": "ACME"}, "2027-q1/cycle.yml": cycle})
    write(tmp_path, {"mkdocs.yml": {"site_name": "x", "theme": "okr", "plugins": [{"okr": {"path": "/"}}]}})
    (tmp_path / "docs").mkdir()
    for today, week in (("2027-01-06", "week 1 of 13"), ("2027-02-12", "week 7 of 13")):
        site = built_in_another_process(tmp_path, "site", today, "0")
        assert week in site["index.html"].decode()


def test_the_whole_sample_is_a_small_download(sample_folder: Path) -> None:
    page = (sample_folder / "site/2026-q2/marketing/index.html").read_bytes()
    assert len(gzip.compress(page)) < 60_000
