"""Pages of the playbook say what they cover; everything else in their front matter is MkDocs' own."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.model import PLAYBOOK_TOPICS, Place, Playbook
from mkdocs_okr.sources import Loaded, Remark, load
from mkdocs_okr.sources.playbook import playbook_folder

GOOD = "---\ntitle: Writing OKRs\nplaybook: {covers: [writing, scoring]}\n---\n\n# Writing\n"


def written(folder: Path, pages: Mapping[str, str | bytes], settings: str = "") -> Loaded:
    """A portal whose playbook has these pages, by their path from docs/playbook."""
    (folder / "okrs").mkdir()
    if settings:
        (folder / "okrs" / "settings.yml").write_text(settings, "utf-8")
    for name, content in pages.items():
        path = folder / "docs" / "playbook" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(folder / "okrs")


def playbook_of(loaded: Loaded) -> Playbook:
    assert loaded.portfolio is not None
    assert loaded.portfolio.playbook is not None
    return loaded.portfolio.playbook


def told(loaded: Loaded) -> list[tuple[str, str]]:
    return [(each.name, str(each.place)) for each in loaded.diagnostics]


def test_pages_say_what_they_cover_and_where_they_say_it(tmp_path: Path) -> None:
    loaded = written(tmp_path, {"writing.md": GOOD, "a/b.md": GOOD.replace("Writing OKRs", "B")})

    assert loaded.diagnostics == ()
    first, second = playbook_of(loaded).pages
    assert (first.path, first.title, first.covers) == ("a/b.md", "B", ("writing", "scoring"))
    assert (second.path, second.title) == ("writing.md", "Writing OKRs")
    assert second.origin.place() == Place("../docs/playbook/writing.md", 3, 11)
    assert second.origin.place("covers", 1) == Place("../docs/playbook/writing.md", 3, 30)


def test_pages_without_our_key_are_no_part_of_it(tmp_path: Path) -> None:
    loaded = written(
        tmp_path,
        {
            "none.md": "# Writing\n",
            "empty.md": "",
            "other.md": "---\ntitle: Our playbook\n---\n",
            "late.md": "\n" + GOOD,
            "open.md": "---\nplaybook: {covers: [writing]}\n",
            "text.md": "---\n- playbook\n---\n",
            "nested.md": "---\nextra:\n  playbook: {covers: [nonsense]}\n---\n",
            "page.txt": GOOD,
            ".hidden.md": GOOD,
        },
    )

    assert (loaded.diagnostics, playbook_of(loaded).pages) == ((), ())


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (GOOD, "Writing OKRs"),
        ("---\nplaybook:\n  covers: writing\n---\n\n# How we write # it #\n", "How we write # it"),
        ("---\ntitle: [a]\nplaybook: {covers: writing}\n---\ntext\n", "writing"),
        ("\ufeff---  \r\ntitle: A\r\nplaybook: {covers: writing}\r\n...\r\n", "A"),
    ],
)
def test_a_page_is_called_as_mkdocs_calls_it(tmp_path: Path, page: str, title: str) -> None:
    loaded = written(tmp_path, {"writing.md": page})

    assert loaded.diagnostics == ()
    assert [each.title for each in playbook_of(loaded).pages] == [title]
    assert playbook_of(loaded).pages[0].covers[0] == "writing"


@pytest.mark.parametrize(
    "front",
    [
        "title: !ENV [TITLE, x]",
        "base: &base {a: b}\nmore:\n  <<: *base",
        "? [a, b]\n: c",
        "title: Sales: the next step",
        "x: 1\nx: 2",
        "tags:\n\t- a",
        "list: [a, b",
        "icon: material/\x07x",
        "description: a\u2028b",
        "date: 2027-02-30\n!!python/none x: y",
        "deep: " + "[" * 50 + "]" * 50,
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_whatever_else_stands_in_the_front_matter_is_not_our_business(tmp_path: Path, front: str, first: bool) -> None:
    ours = "playbook:\n  # okr: note\n  covers:\n  - writing\n\n  - scoring"
    page = f"---\n{ours}\n{front}\n---\n" if first else f"---\n{front}\n{ours}\n---\n"
    loaded = written(tmp_path, {"writing.md": page})

    assert loaded.diagnostics == ()
    assert playbook_of(loaded).pages[0].covers == ("writing", "scoring")
    line = page.split("\n").index("  # okr: note") + 1
    assert loaded.remarks == (Remark(Place("../docs/playbook/writing.md", line, 3), line + 1, "note"),)


@pytest.mark.parametrize(
    ("ours", "name", "line", "column"),
    [
        ("playbook: {covers: [wirting]}", "unknown-topic", 3, 21),
        ("playbook:\n  covers:\n    - writing\n    - money", "unknown-topic", 6, 7),
        ("playbook: {cover: [writing]}", "unknown-key", 3, 12),
        ("playbook: writing", "wrong-type", 3, 11),
        ("playbook: {covers: {a: b}}", "wrong-type", 3, 20),
        ("playbook: {covers: [[writing]]}", "wrong-type", 3, 21),
        ("playbook: {covers: !ENV [writing]}", "tag", 3, 20),
        ("playbook: {covers: [writing", "syntax", 4, 1),
        ("playbook: {covers: \x07[writing]}", "control-character", 3, 20),
    ],
)
def test_a_mistake_in_our_key_is_told_at_its_line(tmp_path: Path, ours: str, name: str, line: int, column: int) -> None:
    loaded = written(tmp_path, {"a.md": f"---\ntitle: A\n{ours}\n---\ntext\n"})

    assert told(loaded) == [(name, f"../docs/playbook/a.md:{line}:{column}")]
    excerpt = loaded.diagnostics[0].excerpt
    assert excerpt is not None
    assert excerpt.line == f"---\ntitle: A\n{ours}\n---".split("\n")[line - 1]


def test_a_mistyped_topic_is_recognised(tmp_path: Path) -> None:
    loaded = written(tmp_path, {"a.md": "---\nplaybook: {covers: [wirting, contacts]}\n---\n"})

    assert loaded.diagnostics[0].help == "Did you mean `writing`?"
    assert loaded.diagnostics[0].object == "a.md"
    assert playbook_of(loaded).pages[0].covers == ("contacts",)


def test_without_a_folder_there_is_no_playbook(tmp_path: Path) -> None:
    loaded = written(tmp_path, {})

    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    assert loaded.portfolio.playbook is None


def test_a_playbook_as_a_whole_stands_in_its_first_page_or_where_it_is_chosen(tmp_path: Path) -> None:
    for folder, pages, place in (
        ("a", {"index.md": "# Playbook\n"}, Place("../docs/playbook/index.md", 1, 1)),
        ("b", {"other.md": "# Playbook\n"}, Place("settings.yml", 2, 11)),
    ):
        (tmp_path / folder).mkdir()
        settings = "format: 1\nplaybook: ../docs/playbook/\n"
        assert playbook_of(written(tmp_path / folder, pages, settings)).origin.place() == place


def test_the_folder_can_be_chosen(tmp_path: Path) -> None:
    (tmp_path / "handbuch").mkdir()
    (tmp_path / "handbuch" / "a.md").write_text(GOOD)
    loaded = written(tmp_path, {}, "playbook: ../handbuch\n")

    assert loaded.diagnostics == ()
    assert playbook_of(loaded).pages[0].origin.place().file == "../handbuch/a.md"


@pytest.mark.parametrize("chosen", ["../docs/playbok", "../docs/playbook/writing.md"])
def test_a_chosen_folder_that_is_not_there_is_told(tmp_path: Path, chosen: str) -> None:
    loaded = written(tmp_path, {"writing.md": GOOD}, f"playbook: {chosen}\n")

    assert told(loaded) == [("no-playbook-folder", "settings.yml:1:11")]
    assert loaded.portfolio is not None
    assert loaded.portfolio.playbook is None


@pytest.mark.parametrize("chosen", ["../..", "/etc", "../../elsewhere", "../link", "../docs/../../elsewhere"])
def test_nothing_outside_the_folder_around_the_sources_is_read(tmp_path: Path, chosen: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_text(GOOD)
    (tmp_path / "company").mkdir()
    (tmp_path / "company" / "link").symlink_to(tmp_path / "elsewhere")
    loaded = written(tmp_path / "company", {}, f"playbook: {chosen}\n")

    assert told(loaded) == [("playbook-elsewhere", "settings.yml:1:11")]


def test_links_are_followed_inside_the_folder_around_the_sources_only(tmp_path: Path) -> None:
    company = tmp_path / "company"
    (company / "docs" / "playbook").mkdir(parents=True)
    (company / "pages").mkdir()
    (tmp_path / "secret.md").write_text(GOOD)
    (company / "pages" / "inside.md").write_text(GOOD)
    (company / "docs" / "playbook" / "secret.md").symlink_to(tmp_path / "secret.md")
    (company / "docs" / "playbook" / "everything").symlink_to(tmp_path)
    (company / "docs" / "playbook" / "pages").symlink_to(company / "pages")
    (company / "docs" / "playbook" / "loop").symlink_to(company / "docs" / "playbook")
    (company / "docs" / "playbook" / "itself.md").symlink_to("itself.md")
    loaded = written(company, {})

    assert loaded.diagnostics == ()
    assert [page.path for page in playbook_of(loaded).pages] == ["pages/inside.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for_and_strange_names_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "docs" / "playbook").mkdir(parents=True)
    os.mkfifo(tmp_path / "docs" / "playbook" / "pipe.md")
    loaded = written(tmp_path, {"a\x1b[31m.md": GOOD, "b\nc.md": GOOD})

    assert (loaded.diagnostics, playbook_of(loaded).pages) == ((), ())


@pytest.mark.parametrize(
    "page",
    [
        b"---\nplaybook: {covers: [writing]}\n" + b"x: y\n" * 500_000 + b"---\n",
        b"---\nplaybook: " + b"[" * 60_000 + b"\n---\n",
        b"---\nplaybook:\n---\n" + b"# # " * 15_000 + b"x",
        b"---\nplaybook:\n" + b"-" * 60_000 + b"\n---\n",
        b"---\nplaybook: {covers: [" + b"x, " * 20_000 + b"]}\n---\n",
        b"---\nplaybook: \xff\n---\n",
        b"---\nplaybook:" + b"\n- " * 20_000 + b"\n---\n",
    ],
    ids=range(7),
)
def test_hostile_pages_are_read_in_good_time(tmp_path: Path, page: bytes) -> None:
    started = time.process_time()
    written(tmp_path, {"a.md": page})

    assert time.process_time() - started < 5


PIECES = st.sampled_from(
    ["playbook", "covers", "title", ": ", ":", "writing", "\n", "\n  ", "- ", "{", "}", "[", "]", ", ", "'", '"', "&x",
     "*x", "!x", "|", "#", "---\n", "...\n", "<<"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=15), st.lists(PIECES, max_size=15))
def test_no_front_matter_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str]
) -> None:
    page = f"---\n{''.join(before)}playbook{''.join(after)}\n---\n"
    written(tmp_path_factory.mktemp("company"), {"a.md": page})


def test_thousands_of_pages_are_looked_at_in_good_time(tmp_path: Path) -> None:
    started = time.process_time()
    loaded = written(tmp_path, {f"{n:05}.md": GOOD for n in range(2_100)})

    assert len(playbook_of(loaded).pages) == 2_000
    assert time.process_time() - started < 10


def test_every_topic_can_be_covered(tmp_path: Path) -> None:
    loaded = written(tmp_path, {"a.md": f"---\nplaybook: {{covers: [{', '.join(PLAYBOOK_TOPICS)}]}}\n---\n"})

    assert loaded.diagnostics == ()
    assert playbook_of(loaded).pages[0].covers == PLAYBOOK_TOPICS


@pytest.mark.parametrize("path", ['"a\\0b"', '"a\\u0000b"', "x" * 200_000])
def test_a_path_that_no_system_knows_is_a_mistake_like_any_other(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "okrs"
    folder.mkdir()
    (folder / "settings.yml").write_text(f"playbook: {path}\n", "utf-8")

    assert load(folder).has_errors
    assert playbook_folder(folder) == "../docs/playbook"
