"""Whoever names files or folders means the sources that they belong to."""

import os
from pathlib import Path

import pytest

from mkdocs_okr.sources import NoSources, Selection, select

FILES = [
    "okrs/settings.yml",
    "okrs/people.yml",
    "okrs/units/sales.yml",
    "okrs/units/settings.yml",
    "okrs/2027-q1/cycle.yml",
    "okrs/2027-q1/sales.yml",
    "okrs/2027-q1/organization.yml",
    "okrs/2027-q1/reviews/settings.yml",
    "okrs/2027-q1/check-ins/sales/2027-01-11.yml",
    "okrs/2027-q1/check-ins/sales/2027-01-18.yaml",
    "okrs/2027-q1/check-ins/sales/.draft.yml",
    "okrs/2027-q1/check-ins/sales/notes.txt",
    "docs/index.md",
    "new/.keep",
    "only-units/units/a.yml",
    "only-cycles/2027/cycle.yaml",
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def selected(*paths: str) -> tuple[str, set[str] | None]:
    folder, files = select([Path(path) for path in paths], gone=True)
    return folder.as_posix(), None if files is None else set(files)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("paths", "folder", "files"),
    [
        ([], "okrs", None),
        (["okrs"], "okrs", None),
        (["./okrs/"], "okrs", None),
        (["only-units"], "only-units", None),
        (["only-cycles"], "only-cycles", None),
        (["new"], "new", None),
        (["okrs/people.yml"], "okrs", {"people.yml"}),
        (["okrs/units/settings.yml"], "okrs", {"units/settings.yml"}),
        (["okrs/units"], "okrs", {"units/sales.yml", "units/settings.yml"}),
        (["okrs/2027-q1/organization.yml"], "okrs", {"2027-q1/organization.yml"}),
        (["okrs/2027-q1/reviews/settings.yml"], "okrs", {"2027-q1/reviews/settings.yml"}),
        (["okrs/2027-q1/reviews"], "okrs", {"2027-q1/reviews/settings.yml"}),
        (
            ["okrs/2027-q1/check-ins"],
            "okrs",
            {"2027-q1/check-ins/sales/2027-01-11.yml", "2027-q1/check-ins/sales/2027-01-18.yaml"},
        ),
        (["okrs/people.yml", "okrs/2027-q1/sales.yml"], "okrs", {"people.yml", "2027-q1/sales.yml"}),
        (["okrs/people.yml", "okrs"], "okrs", None),
        (["okrs/2027-q1/gone.yml"], "okrs", {"2027-q1/gone.yml"}),
        (["okrs/2027-q9/check-ins/gone/2027-01-01.yml"], "okrs", {"2027-q9/check-ins/gone/2027-01-01.yml"}),
        (["only-cycles/2027/gone.yml"], "only-cycles", {"2027/gone.yml"}),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_the_folder_is_found_from_what_is_in_it(paths: list[str], folder: str, files: set[str] | None) -> None:
    assert selected(*paths) == (folder, files)


def test_a_path_may_begin_in_the_midst_of_the_sources(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "okrs" / "2027-q1")

    assert selected("sales.yml") == ("..", {"2027-q1/sales.yml"})
    assert select([here / "okrs" / "people.yml"]) == Selection(here / "okrs", frozenset({"people.yml"}))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["nowhere"], "there is no file or folder nowhere"),
        (["okrs/2027-q9"], "there is no file or folder okrs/2027-q9"),
        (["elsewhere/people.yml"], "there is no file or folder elsewhere/people.yml"),
        (["docs/index.md"], "docs/index.md belongs to no folder of sources"),
        (["okrs/people.yml", "only-units"], "okrs/people.yml and only-units belong to different folders of sources"),
    ],
    ids=str,
)
def test_what_belongs_to_no_sources_is_told(paths: list[str], message: str) -> None:
    with pytest.raises(NoSources, match=message):
        selected(*paths)


def test_names_that_no_file_can_have_are_told(here: Path) -> None:
    (here / "loop").symlink_to("loop")
    for path in ("x" * 300, "loop/a.yml"):
        with pytest.raises(NoSources):
            selected(path)
    assert os.path.lexists("loop")
