"""Files that are meant to break a reader: each is answered with a diagnosis, quickly, and never with a traceback."""

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_okr.checks.formats.catalogue import FORMATS
from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.run import check
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.assemble import site
from mkdocs_okr.sources import Loaded, NoSources, load

KINDS = [
    "settings.yml",
    "organization.yml",
    "people.yml",
    "attestations.yml",
    "baseline.yml",
    "units/marketing.yml",
    "2027-q1/cycle.yml",
    "2027-q1/marketing.yml",
    "2027-q1/check-ins/marketing/2027-02-08.yml",
    "2027-q1/reviews/marketing.yml",
]

GOOD = {
    "settings.yml": "as_of: 2027-02-12\n",
    "units/marketing.yml": "name: Marketing\n",
    "2027-q1/cycle.yml": "starts: 2027-01-01\nends: 2027-03-31\n",
    "2027-q1/marketing.yml": "objectives: [{id: a, title: A, key_results: [{id: k, title: K}]}]\n",
}


def _portal(folder: Path, files: dict[str, bytes]) -> Loaded:
    """Read a portal of good files, some of them replaced; print it in every format."""
    for name, content in {**{n: t.encode() for n, t in GOOD.items()}, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    loaded = load(folder)
    for form in FORMATS.values():
        form(Report(loaded.diagnostics, folder.as_posix()))
    return loaded


def _names(loaded: Loaded) -> list[str]:
    return [finding.name for finding in loaded.diagnostics]


NESTED = {
    "brackets": b"name: " + b"[" * 30_000,
    "closed brackets": b"name: " + b"[" * 30_000 + b"]" * 30_000,
    "braces": b"name: " + b"{a: " * 30_000,
    "brackets on lines": b"name:\n  " + b"[\n  " * 30_000,
    "lists": b"name:\n" + b"".join(b"  " * i + b"-\n" for i in range(400)),
    "lists on one line": b"name:\n  " + b"- " * 30_000,
    "mappings": b"".join(b" " * i + b"a:\n" for i in range(900)),
    "explicit keys": b"? " * 30_000,
    "keys of keys": b"{" * 30_000,
}


@pytest.mark.parametrize("content", NESTED.values(), ids=NESTED.keys())
@pytest.mark.parametrize("name", ["units/marketing.yml", "2027-q1/check-ins/marketing/2027-02-08.yml"])
def test_deep_nesting_is_refused_at_once(tmp_path: Path, name: str, content: bytes) -> None:
    started = time.process_time()

    loaded = _portal(tmp_path, {name: content})

    assert {"nesting-too-deep", "syntax"} & {*_names(loaded)}
    assert time.process_time() - started < 5


def test_billions_of_laughs_are_not_expanded(tmp_path: Path) -> None:
    laughs = 'a: &a ["lol", "lol"]\n' + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    loaded = _portal(tmp_path, {"settings.yml": laughs.encode()})

    assert "anchor-or-alias" in _names(loaded)


@pytest.mark.parametrize(
    "tagged", ["!!python/object/apply:os.system ['true']", "!!binary aGk=", "!x y", "! y", "!!set {a}", "!<tag:x> y"]
)
def test_tags_are_refused_and_make_nothing(tmp_path: Path, tagged: str) -> None:
    assert "tag" in _names(_portal(tmp_path, {"units/marketing.yml": f"name: {tagged}\n".encode()}))


def test_a_file_over_the_cap_is_not_read(tmp_path: Path) -> None:
    loaded = _portal(tmp_path, {"units/marketing.yml": b"name: " + b"x" * 1_000_000})

    assert _names(loaded) == ["file-too-large"]


def test_a_file_just_below_the_cap_is_read(tmp_path: Path) -> None:
    loaded = _portal(tmp_path, {"units/marketing.yml": b"name: Marketing\nmission: " + b"x" * 999_000})

    assert _names(loaded) == []


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"\x00",
        b"a: \x1b[31mred",
        "a: \u2028b".encode(),
        b"\xef\xbb\xbf\xef\xbb\xbfa: b",
        b"\xed\xa0\x80",
    ],
)
def test_what_is_no_text_is_refused_in_every_kind_of_file(tmp_path: Path, name: str, content: bytes) -> None:
    assert {"not-utf-8", "control-character"} & {*_names(_portal(tmp_path, {name: content}))}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"[]", b"{}", b"x", b"- a", b"? a", b": b", b"a: b: c", b"'", b'"', b"|", b">", b"%", b"@", b"`",
     b"%YAML 9.9\n---\na", b"---\n---\n", b"...", b"...\na: b", b"a: [", b"a: }", b"\t", b"a:\n\t- b", b"&a", b"*a",
     b"!", b"<<: {a: b}", b"meta: [a]", b"meta: text", b"objectives: {}", b"objectives: [[]]", b"objectives: [x]",
     b"people: [null]", b"units: [{id: []}]", b"key_results: {a: b}", b"grades: {a/b: [c]}", b"1: 2", b"'': ''"],
)  # fmt: skip
def test_every_kind_of_file_survives_every_kind_of_nonsense(tmp_path: Path, name: str, content: bytes) -> None:
    _portal(tmp_path, {name: content})


PIECES = st.sampled_from(
    [
        "objectives", "key_results", "id", "title", "metric", "target", "contributes_to", "units", "people", "parent",
        "settings", "a", "a/a", "a/k", "marketing", "marketing/a", "2027-q1", "2027-01-01", "1", "-", "- ", ": ", ":",
        "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "'", '"', "&x", "*x", "!x", "|", ">", "#", "\t", "---\n",
        "meta", "plan", "health", "grades", "levels", "weights", "format", "starts", "ends", "for", "from", "needs",
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(st.sampled_from(KINDS), st.lists(PIECES, max_size=30))
def test_no_mixture_of_the_formats_own_words_makes_a_traceback(name: str, pieces: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _portal(Path(folder), {name: "".join(pieces).encode()})


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)
@given(st.sampled_from(KINDS), st.binary(max_size=200))
def test_no_bytes_make_a_traceback(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _portal(Path(folder), {name: content})


VALUES = st.recursive(
    st.sampled_from(["", "a", "a/a", "a/a/k", "k", "1", "-1", "2027-01-01", "marketing", "at least"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                "objectives", "key_results", "id", "title", "metric", "target", "keep", "milestones", "contributes_to",
                "to", "weight", "drives", "depends_on", "needs", "for", "plan", "changes", "a/k", "health", "focus",
                "grades", "people", "units", "name", "parent", "level", "levels", "weights", "meta", "aliases", "lead",
            ]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=15,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(st.sampled_from(KINDS), VALUES)
def test_no_shape_of_known_keys_makes_a_traceback(name: str, value: object) -> None:
    import json

    with tempfile.TemporaryDirectory() as folder:
        loaded = _portal(Path(folder), {name: json.dumps(value).encode()})
        assert loaded.portfolio is not None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("name: Secret\n")
    (tmp_path / "outside").mkdir()
    okrs = tmp_path / "okrs"
    (okrs / "units").mkdir(parents=True)
    (okrs / "units" / "a.yml").symlink_to(tmp_path / "secret.yml")
    (okrs / "2027-q1").symlink_to(tmp_path / "outside")

    loaded = load(okrs)

    assert _names(loaded) == ["link-leaves-folder", "link-leaves-folder"]
    assert loaded.portfolio is not None
    assert not loaded.portfolio.units


def test_a_link_that_leads_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "2027-q1").mkdir()
    (tmp_path / "2027-q1" / "loop").symlink_to(tmp_path)

    assert load(tmp_path).portfolio is not None


def test_a_link_to_nothing_is_reported(tmp_path: Path) -> None:
    (tmp_path / "people.yml").symlink_to(tmp_path / "gone.yml")

    assert _names(load(tmp_path)) == ["unreadable-file"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "people.yml")

    assert _names(load(tmp_path)) == ["unreadable-file"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
@pytest.mark.parametrize("name", ["a\nb.yml", "a\x1b[31m.yml", "\u202eevil.yml", "-.yml", " .yml", "...yml"])
def test_strange_file_names_are_reported_and_do_nothing_to_a_terminal(tmp_path: Path, name: str) -> None:
    (tmp_path / "units").mkdir()
    (tmp_path / "units" / name).write_text("name: X\n")

    loaded = load(tmp_path)

    assert name.startswith(".") or _names(loaded)
    printed = FORMATS["text"](Report(loaded.diagnostics))
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "units").mkdir()
    try:
        Path(os.fsdecode(os.fsencode(tmp_path / "units") + b"/\xff.yml")).write_text("name: X\n")
    except OSError:
        pytest.skip("this file system has no such names")

    assert _names(load(tmp_path)) == ["unknown-file"]


def test_thousands_of_mistakes_are_told_in_good_time(tmp_path: Path) -> None:
    started = time.process_time()
    objectives = "".join(
        f"  - {{id: o{i}, titel: x, title: y, contributes_to: compny/o{i}x, lead: nobody-{i}}}\n" for i in range(2_000)
    )

    loaded = _portal(tmp_path, {"2027-q1/marketing.yml": f"objectives:\n{objectives}".encode()})

    assert len(loaded.diagnostics) == 6_000
    assert time.process_time() - started < 20


def test_an_objective_that_is_a_link_in_a_chain_of_thousands_needs_no_stack(tmp_path: Path) -> None:
    chain = "".join(f"  - {{id: o{i}, title: y, contributes_to: marketing/o{i + 1}}}\n" for i in range(3_000))

    loaded = _portal(tmp_path, {"2027-q1/marketing.yml": f"objectives:\n{chain}  - {{id: o3000, title: y}}\n".encode()})

    assert _names(loaded) == []


HUGE, TINY = "9" * 308, "0." + "0" * 310 + "1"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("settings.yml", "rhythm: {check_in_days: 9999999}\n", None),
        ("settings.yml", f"rhythm: {{check_in_days: {HUGE}}}\n", "bad-number"),
        ("settings.yml", "as_of: 0001-01-01\n", "bad-date"),
        ("settings.yml", "repository: {url: 'https://[x'}\n", "missing-key"),
        ("settings.yml", "repository: {url: https://a\u2100b.com/x}\n", "missing-key"),
        ("settings.yml", '"[key]": 1\n', "unknown-key"),
        ("settings.yml", 'levels: [{id: team, name: Team, "[key]": 1}]\n', "unknown-key"),
        ("2027-q1/cycle.yml", "starts: 0001-01-01\nends: 9999-12-31\n", "bad-date"),
        ("2027-q1/check-ins/marketing/9999-12-30.yml", "changed: x\n", "bad-date"),
        ("units/marketing.yml", f"name: Marketing\npeople: {HUGE}\n", "bad-number"),
        ("units/marketing.yml", f"name: Marketing\ntime_for_okrs: {TINY}\n", "bad-number"),
    ],
)
def test_numbers_days_and_addresses_beyond_all_measure_are_told(
    tmp_path: Path, name: str, text: str, code: str | None
) -> None:
    loaded = _portal(tmp_path, {name: text.encode()})
    assert _names(loaded)[:1] == ([code] if code else [])
    if not loaded.has_errors and loaded.portfolio:
        for page in site(loaded.portfolio, Addresses(True), check(loaded)).pages:
            assert page.render()


@pytest.mark.parametrize("metric", ["{baseline: -HUGE, target: HUGE, current: HUGE}", "{target: TINY, current: 1}"])
def test_a_way_that_no_float_can_measure_is_told(tmp_path: Path, metric: str) -> None:
    metric = metric.replace("HUGE", HUGE).replace("TINY", TINY)
    text = f"objectives: [{{id: a, title: A, key_results: [{{id: k, title: K, metric: {metric}}}]}}]\n"
    assert "bad-number" in _names(_portal(tmp_path, {"2027-q1/marketing.yml": text.encode()}))


@pytest.mark.parametrize(("raw", "column"), [(b"\xef\xbb\xbfab\xff", 3), (b"ab\xff", 3), (b"\xef\xbb\xbf\xff", 1)])
def test_a_wrong_byte_is_named_and_found_behind_a_byte_order_mark_too(tmp_path: Path, raw: bytes, column: int) -> None:
    found = _portal(tmp_path, {"people.yml": raw}).diagnostics[0]
    assert (found.name, found.place.column) == ("not-utf-8", column)
    assert "0xff" in found.message


@pytest.mark.parametrize(("name", "target"), [("units/x.yml", "x.yml"), ("2027-q2", "2027-q2"), ("a.yml", "z" * 300)])
def test_a_link_that_leads_to_itself_or_nowhere_makes_no_traceback(tmp_path: Path, name: str, target: str) -> None:
    (tmp_path / "units").mkdir()
    (tmp_path / name).symlink_to(target)
    assert _names(load(tmp_path)) == (["unreadable-file"] if name.endswith(".yml") else [])


@pytest.mark.parametrize("name", ["x" * 300, "loop"])
def test_a_folder_that_cannot_be_looked_for_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(NoSources):
        load(tmp_path / name)


@pytest.mark.parametrize("name", ["index", "404"])
def test_a_cycle_cannot_take_the_home_page_or_the_one_for_wrong_addresses(tmp_path: Path, name: str) -> None:
    loaded = _portal(tmp_path, {f"{name}/cycle.yml": b"starts: 2027-01-01\nends: 2027-03-31\n"})
    assert _names(loaded) == ["reserved-name"]


def test_thousands_of_references_that_lead_nowhere_are_told_in_good_time(tmp_path: Path) -> None:
    started = time.process_time()
    lines = "".join(
        f"  - {{id: objective-number-{i}, title: y, contributes_to: marketing/objective-nomber-{i}}}\n"
        for i in range(1_000)
    )

    loaded = _portal(tmp_path, {"2027-q1/marketing.yml": f"objectives:\n{lines}".encode()})

    assert set(_names(loaded)) == {"unknown-reference"}
    assert "`marketing/objective-number-777`" in loaded.diagnostics[777].help
    assert time.process_time() - started < 10
