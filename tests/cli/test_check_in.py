"""`okr check-in`: an update in seconds, and nothing that a person wrote is lost by it."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.model import CheckIn
from mkdocs_okr.sources import load
from mkdocs_okr.sources.check_in_writing import LISTS, Said, Words, continued_check_in, new_check_in
from mkdocs_okr.sources.scalars import CONFIDENCES, LARGEST, SMALLEST
from tests.cli.company import company, okr

TODAY = "2027-02-17"
FOLDER = Path("okrs/2027-q1/check-ins/marketing")
FILE = FOLDER / f"{TODAY}.yml"
OKR = [sys.executable, "-c", "from mkdocs_okr.cli import main; main(prog_name='okr')"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company in good order, two days after its last check-ins."""
    company(tmp_path, monkeypatch)
    settings = Path("okrs/settings.yml")
    text = "".join(line for line in settings.read_text().splitlines(True) if not line.startswith("as_of"))
    settings.write_text(f"{text}as_of: {TODAY}\n")


def written(day: str = TODAY) -> CheckIn:
    """The check-in of a day as the reader understands it; the folder has no errors."""
    loaded = load(Path("okrs"))
    assert not [each for each in loaded.diagnostics if each.severity == "error"]
    assert loaded.portfolio is not None
    check_ins = loaded.portfolio.okr_sets["2027-q1", "marketing"].check_ins
    return next(each for each in check_ins if each.date == date.fromisoformat(day))


def refused(*arguments: str) -> str:
    """What the command answers to a mistake; it leaves the folder as it was."""
    before = {file: file.read_bytes() for file in Path("okrs").rglob("*") if file.is_file()}
    result = okr("check-in", *arguments)
    assert result.exit_code == 2
    assert {file: file.read_bytes() for file in Path("okrs").rglob("*") if file.is_file()} == before
    return " ".join(result.output.split())


def test_a_line_is_a_check_in() -> None:
    result = okr("check-in", "marketing", "demand/first=190@1", "demand/second=@0.4")
    assert result.exit_code == 0, result.output
    entries = {entry.key_result.key_result: (entry.value, entry.confidence) for entry in written().entries}
    assert entries == {"first": (190.0, 1.0), "second": (None, 0.4)}
    assert FILE.read_text().startswith("by: mr-smith\nkey_results:\n  demand/first: {value: 190, confidence: 1}\n")


def test_it_says_what_it_does_to_score_and_pace() -> None:
    told = okr("check-in", "marketing", "demand/first=200@1").output
    assert told.startswith(f"Wrote {FILE}\n")
    row = next(line for line in told.splitlines() if "KR1 Qualified leads a month" in line)
    assert "→ 1.00" in row
    assert "→ Ahead" in row
    assert told.rstrip().splitlines()[-1].startswith("Marketing")


def test_numbers_may_be_written_as_in_the_files() -> None:
    okr("check-in", "marketing", "demand/first=1,000", "demand/third=45 %@0.7")
    assert [entry.value for entry in written().entries] == [1000.0, 45.0]


def test_words_go_with_it() -> None:
    said = (
        "demand/first=190",
        "--say",
        'demand/first=It\'s "live": {yes}',
        "--say",
        "changed=no",
        "--say",
        "win=# one",
    )
    assert okr("check-in", "marketing", *said, "--say", "win=two").exit_code == 0
    check_in = written()
    assert check_in.entries[0].note == 'It\'s "live": {yes}'
    assert (check_in.changed, check_in.wins) == ("no", ("# one", "two"))


def test_focus_and_pipeline_go_with_it_as_well() -> None:
    said = ("focus=The fair", "focus=Two offers", "pipeline=Price list", "event=Strike on Monday", "project=New brand")
    assert okr("check-in", "marketing", *(part for each in said for part in ("--say", each))).exit_code == 0
    check_in = written()
    assert (check_in.near_term, check_in.pipeline) == (("The fair", "Two offers"), ("Price list",))
    assert (check_in.events, check_in.projects) == (("Strike on Monday",), ("New brand",))


def test_the_score_of_the_unit_is_the_one_that_the_portal_shows() -> None:
    file = Path("okrs/2027-q1/marketing.yml")
    more = "{id: k, title: Visitors, metric: {baseline: 0, target: 9}}"
    file.write_text(
        file.read_text() + f"  - {{id: more, title: Secret, visibility: internal, key_results: [{more}]}}\n"
    )
    told = okr("check-in", "marketing", "more/k=9").output
    cycle = load(Path("okrs")).portfolio
    assert cycle is not None
    shown = assess(cycle, cycle.cycles["2027-q1"]).units["marketing"]
    assert told.splitlines()[-1].split() == ["Marketing", f"{shown.score:.2f}", *shown.status.word.split()]
    assert "Secret (readers do not see it)" in told


def test_a_day_may_be_made_up_for() -> None:
    okr("check-in", "marketing", "demand/first=180", "--date", "2027-02-16")
    assert written("2027-02-16").entries[0].value == 180


def test_a_check_in_of_the_same_day_is_continued() -> None:
    FILE.write_text(
        "# Monday\nby: ms-perkins\nkey_results:\n  # by hand\n  demand/first: {value: 180, note: Slow.} # why?\n"
        "changed: A fair.\nwins: [One]\nfocus:\n  near_term:\n    - A page\n"
    )
    result = okr("check-in", "marketing", "demand/first=185@1", "demand/second=5", "--say", "changed=And rain.")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Continued ")
    okr("check-in", "marketing", "--say", "win=Two", "--say", "demand/first=Then fast.", "--by", "mr-smith")
    assert FILE.read_text() == (
        "# Monday\nby: mr-smith\nkey_results:\n  # by hand\n"
        '  demand/first: {value: 185, note: "Slow. Then fast.", confidence: 1} # why?\n'
        "  demand/second: {value: 5}\n"
        'changed: "A fair.\\n\\nAnd rain."\nwins: [One, Two]\nfocus:\n  near_term:\n    - A page\n'
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["marketin", "demand/first=1"], "there is no unit `marketin`. Did you mean `marketing`?"),
        (["marketing", "demand/frist=1"], "no key result `demand/frist`. Did you mean `demand/first`"),
        (["marketing", "demand/first"], "cannot be understood: a key result is said as `adwords=168@0.7`"),
        (["marketing", "demand/first="], "says nothing"),
        (["marketing", "demand/first=many"], "`many` is not a number"),
        (["marketing", "demand/first=1@0.5"], "`0.5` is not a step of confidence"),
        (["marketing", "demand/first=1", "demand/first=2"], "`demand/first` is said twice"),
        (["marketing", "--say", "chnaged=x"], "Did you mean `changed`?"),
        (["marketing", "--health", "mood=1@blue"], "no health metric `mood`"),
        (["marketing", "demand/first=1", "--by", "nobody"], "nobody has this id"),
        (["marketing", "demand/first=1", "--date", "tomorrow"], "is not a date"),
        (["marketing", "demand/first=1", "--cycle", "2027-q9"], "there is no such cycle"),
        (["company", "demand/first=1", "--cycle", "2026-q4"], "is closed"),
        (["marketing", "demand/first=1", "--sources", "nowhere"], "--sources FOLDER"),
        (["../marketing", "demand/first=1"], "cannot be an id"),
        (["marketing"], "there is nobody to ask"),
    ],
)
def test_a_mistake_is_answered_and_nothing_is_written(arguments: list[str], words: str) -> None:
    assert words in refused(*arguments)


def test_a_name_that_two_objectives_use_has_to_be_said_in_full() -> None:
    file = Path("okrs/2027-q1/marketing.yml")
    more = "  - {id: more, title: Be known, key_results: [{id: first, title: Visitors, metric: {target: 9}}]}\n"
    file.write_text(file.read_text() + more)
    assert "`first` may be `demand/first` or `more/first`" in refused("marketing", "first=1")
    assert okr("check-in", "marketing", "more/first=1", "second=4").exit_code == 0


def test_days_that_cannot_be_are_not_written() -> None:
    assert "2027-03-01 has not come yet" in refused("marketing", "demand/first=1", "--date", "2027-03-01")
    assert "lies outside" in refused("marketing", "demand/first=1", "--date", "2026-03-01")


def test_what_the_reader_would_refuse_is_not_left_behind() -> None:
    FILE.write_bytes(b"changed: |\r\n" + b"  much\r\n" * 120_000)
    before = FILE.read_bytes()
    result = okr("check-in", "marketing", "--say", f"changed={'more ' * 80_000}")
    assert result.exit_code == 1
    assert f"{FILE} is as it was before." in result.output
    assert FILE.read_bytes() == before


@pytest.mark.parametrize("words", ["5", "2027-01-01", "true", "1e3", "~", "[no]"])
def test_whatever_stands_there_is_a_text(words: str) -> None:
    FILE.write_text(f"changed: {words}\nkey_results:\n  demand/first: {{note: 12}}\n")
    if words != "[no]":
        assert okr("check-in", "marketing", "demand/first=3", "--say", "changed=x: y").exit_code == 0
        assert written().changed == f"{words}\n\nx: y"
        assert written().entries[0].note == "12"


def test_ends_of_lines_and_the_mark_at_the_start_stay() -> None:
    FILE.write_bytes(b"\xef\xbb\xbfby: mr-smith\r\nchanged: A fair.\r\n")
    assert okr("check-in", "marketing", "demand/first=3").exit_code == 0
    told = FILE.read_bytes()
    assert told.startswith(b"\xef\xbb\xbfby: mr-smith\r\nchanged: A fair.\r\nkey_results:\r\n")
    assert told.count(b"\n") == told.count(b"\r\n")


def test_a_file_called_yaml_gets_no_twin() -> None:
    other = FILE.with_suffix(".yaml")
    other.write_text("changed: A fair.\n")
    assert okr("check-in", "marketing", "demand/first=3").exit_code == 0
    assert not FILE.exists()
    assert written().entries[0].value == 3


def test_a_file_that_uses_a_former_name_goes_on_to() -> None:
    okrs = Path("okrs/2027-q1/marketing.yml")
    okrs.write_text(okrs.read_text().replace("- id: first\n", "- id: first\n        aliases: [leads]\n"))
    FILE.write_text("key_results:\n  demand/leads: {value: 110, note: Slow.}\n")
    assert okr("check-in", "marketing", "demand/first=3").exit_code == 0
    assert FILE.read_text().splitlines()[:2] == ["key_results:", "  demand/leads: {value: 3, note: Slow.}"]


@pytest.mark.parametrize("link", ["okrs/2027-q1/check-ins/marketing", "okrs/2027-q1/check-ins", str(FILE)])
def test_nothing_is_written_through_a_link(link: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    place = Path(link)
    if place == FILE:
        elsewhere.write_text("mine")
    else:
        shutil.move(link, elsewhere)
    try:
        place.symlink_to(elsewhere)
    except OSError:
        pytest.skip("this system has no such links")
    told = okr("check-in", "marketing", "demand/first=3")
    assert told.exit_code
    assert "link" in told.output
    assert place.is_symlink()
    assert not list(elsewhere.rglob(f"*{TODAY}*")) if elsewhere.is_dir() else elsewhere.read_text() == "mine"


def test_nobody_is_lost_who_checks_in_at_the_same_time() -> None:
    runs = [subprocess.Popen([*OKR, "check-in", "marketing", "--say", f"win={n}"]) for n in range(4)]
    assert [run.wait(timeout=60) for run in runs] == [0] * 4
    assert sorted(written().wins) == ["0", "1", "2", "3"]


def test_a_file_with_errors_is_not_continued() -> None:
    FILE.write_text("by: mr-smith\nkey_result:\n  demand/first: {value: 3}\n")
    before = FILE.read_bytes()
    result = okr("check-in", "marketing", "demand/first=1")
    assert result.exit_code == 1
    assert "mend these errors first" in result.output
    assert FILE.read_bytes() == before


def test_a_template_is_accepted_as_it_is() -> None:
    told = okr("check-in", "marketing", "--template").stdout
    FILE.write_text(told)
    assert written().entries[0].value is not None


def test_a_unit_is_asked_key_result_by_key_result() -> None:
    pty = pytest.importorskip("pty", reason="this system has no such terminals")
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*OKR, "check-in", "marketing"], stdin=theirs, stdout=subprocess.PIPE, text=True)
    os.close(theirs)
    # a value; a slip, then a confidence; a note; both at once; then nothing but Enter
    answers = ["190", "0.5", "0.7", "The page is live", "5@1", "", *[""] * 40]
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    told, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, told
    first, second, third = written().entries[:3]
    assert (first.value, first.confidence, first.note) == (190, 0.7, "The page is live")
    assert (second.value, second.confidence) == (5, 1)
    assert third.value is not None
    assert "`0.5` is not a step of confidence" in told


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
numbers = st.floats(SMALLEST, LARGEST) | st.floats(-LARGEST, -SMALLEST) | st.just(0.0) | st.integers(-1000, 1000)
said = st.builds(Said, st.none() | numbers, st.sampled_from([None, *CONFIDENCES]), texts)
checked_in = st.builds(
    Words,
    st.just("mr-smith"),
    st.dictionaries(st.sampled_from(["demand/first", "demand/second", "demand/third"]), said),
    st.dictionaries(st.sampled_from(["changed", "slows_us_down"]), texts.filter(bool)),
    st.dictionaries(st.sampled_from(LISTS), st.lists(texts.filter(bool), max_size=2).map(tuple)),
)


@given(checked_in, checked_in)
def test_whatever_is_said_reads_back_the_same(first: Words, second: Words) -> None:
    Path("okrs/2027-q1/check-ins/marketing").mkdir(parents=True, exist_ok=True)
    FILE.write_text(new_check_in(first), "utf-8")
    try:
        assert _as_words(written()) == first.key_results
        assert written().changed == first.answers.get("changed", "")
        assert {key: getattr(written(), key) for key in LISTS} == {key: first.lists.get(key, ()) for key in LISTS}
        FILE.write_text(continued_check_in(FILE.read_text("utf-8"), second, {}), "utf-8")
        for name, each in second.key_results.items():
            found = _as_words(written())[name]
            assert each.value in (None, found.value)
            assert each.confidence in (None, found.confidence)
            assert found.note.endswith(each.note)
        for key in LISTS:
            assert getattr(written(), key) == (*first.lists.get(key, ()), *second.lists.get(key, ()))
    finally:
        FILE.unlink()


def _as_words(check_in: CheckIn) -> dict[str, Said]:
    return {
        f"{entry.key_result.objective}/{entry.key_result.key_result}": Said(entry.value, entry.confidence, entry.note)
        for entry in check_in.entries
    }
