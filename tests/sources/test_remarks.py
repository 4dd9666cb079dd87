"""Comments that speak to the product are found where they stand, and nothing else is taken for one."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.model import Place
from mkdocs_okr.sources import Remark, load
from mkdocs_okr.sources.document import parse
from mkdocs_okr.sources.remarks import MAX_REMARKS, remarks_in


def heard(text: str) -> list[tuple[int, int, int, str]]:
    """Line and column of each remark, the line that it is about, and its text."""
    return [(each.place.line, each.place.column, each.line, each.text) for each in remarks_in(text, "a.yml")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b # okr: x\n", (1, 6, 1, "x")),
        ("a: b\t#okr:x", (1, 6, 1, "x")),
        ("# okr: x\na: b\n", (1, 1, 2, "x")),
        (
            "# okr: ignore[KR004] a # in the reason\n\n  # more\n  \na: b\n",
            (1, 1, 5, "ignore[KR004] a # in the reason"),
        ),
        ("a: b\r\n# okr: x\r\nc: d\r\n", (2, 1, 3, "x")),
        ("a: b\n# okr: x\n", (2, 1, 2, "x")),
        ("- # okr: x\n  a: b\n", (1, 3, 1, "x")),
        ("a: ü𝔘 # okr: x\n", (1, 7, 1, "x")),
        ("a: |  # okr: x\n  text\n", (1, 7, 1, "x")),
        ("a: >2- # okr: x\n   text\n", (1, 8, 1, "x")),
        ("a: |\n  text\n# okr: x\nb: c\n", (3, 1, 4, "x")),
        ("a: |\n  text\n\n # okr: x\n\nb: c\n", (4, 2, 6, "x")),
        ("a: 'b' # okr: x\n", (1, 8, 1, "x")),
        ('a: "b # okr: no\n  # okr: no" # okr: x\n', (2, 14, 2, "x")),
        ("a: [b, # okr: x\n  c]\n", (1, 8, 1, "x")),
        ("a: [b,\n  # okr: x\n  c]\n", (2, 3, 3, "x")),
        ("a: {b: c} # okr: x\n", (1, 11, 1, "x")),
        ("a: b\n  c # okr: x\nd: e\n", (2, 5, 2, "x")),
        ("a:\n  # okr: x\n  - b\n", (2, 3, 3, "x")),
        ("--- # okr: x\na: b\n", (1, 5, 1, "x")),
        ("%YAML 1.1 # okr: x\n---\na: b\n", (1, 11, 1, "x")),
    ],
)
def test_a_remark_is_heard_where_it_stands(text: str, expected: tuple[int, int, int, str]) -> None:
    assert heard(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a: '# okr: x'\n",
        'a: "b # okr: x"\n',
        "a: 'b\n  # okr: x\n  c'\n",
        "a: |\n  # okr: x\n",
        "a: |\n\n  b\n  # okr: x\n\n  # okr: x\nc: d\n",
        "- >-\n # okr: x\n",
        "a: b# okr: x\n",
        "a: http://x#okr:x\n",
        "# see also # okr: x\na: b\n",
        "# okr is short: x\n",
        "okr: x\n",
        "a: b # OKR: x\n",
    ],
)
def test_nothing_else_is_a_remark(text: str) -> None:
    assert heard(text) == []


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("# okr: x\na: b\n", True),
        ("# a schema\n\n# okr: x\n\na: b\n", True),
        ("a: b # okr: x\n", False),
        ("a: b\n# okr: x\nc: d\n", False),
        ("- # okr: x\n  a: b\n", False),
    ],
)
def test_a_remark_above_everything_opens_its_file(text: str, opens: bool) -> None:
    assert [each.opens for each in remarks_in(text, "a.yml")] == [opens]


LINES = st.sampled_from(
    ["a: b", "a: |", "  # okr: x", "# okr: x", "  text", "", "b: 'c", "d'", 'b: "c', 'd" # okr: x', "- e # okr: x",
     "c: [d, # okr: x", "  e]", "f: g# okr: x", "h: >- # okr: x"]
)  # fmt: skip


@given(st.lists(LINES, max_size=10))
def test_what_is_heard_is_no_part_of_any_value(lines: list[str]) -> None:
    text = "\n".join(lines)
    before = parse(text)
    if not before.complete or before.problems:
        return
    cut = list(lines)
    for line, column, _, _ in heard(text):
        cut[line - 1] = cut[line - 1][: column - 1] + "#"
    assert parse("\n".join(cut)).value == before.value
    assert sum(line.count("# okr: x") for line in cut) == str(before.value).count("# okr: x")


CHECK_INS = {
    "quick": "# okr: x\nkey_results:\n  a/k: {value: 1}\nchanged: y # okr: z\n",
    "slow": "# okr: x\nkey_results:\n  a/k: {value: 1,}\nchanged: y # okr: z\n",
}


@pytest.mark.parametrize("text", CHECK_INS.values(), ids=CHECK_INS.keys())
def test_remarks_of_every_file_are_heard_in_order(tmp_path: Path, text: str) -> None:
    files = {
        "units/marketing.yml": "name: Marketing # okr: unit\n",
        "2027-q1/cycle.yml": "# okr: cycle\nstarts: 2027-01-01\nends: 2027-03-31\n",
        "2027-q1/marketing.yml": "objectives:\n  - {id: a, title: A, key_results: [{id: k, title: K}]} # okr: okrs\n",
        "2027-q1/check-ins/marketing/2027-02-08.yml": text,
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    loaded = load(tmp_path, as_of=date(2027, 2, 12))
    assert not loaded.has_errors
    assert loaded.remarks == (
        Remark(Place("2027-q1/check-ins/marketing/2027-02-08.yml", 1, 1), 2, "x", opens=True),
        Remark(Place("2027-q1/check-ins/marketing/2027-02-08.yml", 4, 12), 4, "z"),
        Remark(Place("2027-q1/cycle.yml", 1, 1), 2, "cycle", opens=True),
        Remark(Place("2027-q1/marketing.yml", 2, 57), 2, "okrs"),
        Remark(Place("units/marketing.yml", 1, 17), 1, "unit"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "# okr: x\n" * 110_000,
        "a: b\n" + "# okr: x\n" * 110_000,
        "# okr: x\n\n" * 100_000,
        "# okr: x\na: [" + "b, # okr: x\n" * 80_000 + "c]",
        "# okr: " + "x" * 990_000,
        "# okr: x\na: " + "[" * 900_000,
        "# okr: x\n" + "? " * 450_000,
        "# okr: x\na: |\n" + "  # okr: x\n" * 90_000,
        "# okr: x\n" + "\n" * 990_000,
    ],
    ids=lambda text: text[:20],
)
def test_a_million_bytes_of_remarks_are_heard_in_good_time(text: str) -> None:
    started = time.process_time()

    assert len(remarks_in(text, "a.yml")) <= MAX_REMARKS
    assert time.process_time() - started < 5
