"""The baseline is written so that it reads back the same, and mistakes in it are told like all others."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.model import Place
from mkdocs_okr.sources import KnownFinding, load, write_baseline

FINDINGS = [
    ("KR004", "key-result-is-a-task", "2027-q1/marketing/demand/adwords"),
    ("KR004", "key-result-is-a-task", "2026-q4/marketing/mqls/seo"),
    ("OB002", "objective-has-a-number", "2027-q1/company/win"),
    ("RD001", "mission-is-missing", ""),
    ("AT001", "attestation-expired", "no"),
    ("AT001", "attestation-expired", "2027-01-01"),
    ("AT001", "attestation-expired", 'He said: "yes" # and left'),
]

WRITTEN = """\
# Findings that were there when the checks began. `okr check --update-baseline` rewrites this file.
known:
  AT001: # attestation-expired
    - "2027-01-01"
    - "He said: \\"yes\\" # and left"
    - "no"
  KR004: # key-result-is-a-task
    - 2026-q4/marketing/mqls/seo
    - 2027-q1/marketing/demand/adwords
  OB002: # objective-has-a-number
    - 2027-q1/company/win
  RD001: # mission-is-missing
    - ""
"""


def test_a_baseline_is_sorted_and_names_its_rules(tmp_path: Path) -> None:
    path = write_baseline(tmp_path, FINDINGS)

    assert path == tmp_path / "baseline.yml"
    assert path.read_bytes().decode() == WRITTEN
    assert load(tmp_path).baseline[2:5] == (
        KnownFinding("AT001", "no", Place("baseline.yml", 6, 7)),
        KnownFinding("KR004", "2026-q4/marketing/mqls/seo", Place("baseline.yml", 8, 7)),
        KnownFinding("KR004", "2027-q1/marketing/demand/adwords", Place("baseline.yml", 9, 7)),
    )


def test_the_same_findings_give_the_same_bytes_in_any_order_and_number(tmp_path: Path) -> None:
    write_baseline(tmp_path, [])
    findings = [*FINDINGS, *FINDINGS]
    random.Random(1).shuffle(findings)

    assert write_baseline(tmp_path, findings).read_bytes().decode() == WRITTEN
    assert [path.name for path in tmp_path.iterdir()] == ["baseline.yml"]


def test_a_baseline_without_findings_can_be_read(tmp_path: Path) -> None:
    write_baseline(tmp_path, [])

    loaded = load(tmp_path)
    assert (loaded.baseline, loaded.diagnostics) == ((), ())


def test_the_ending_of_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "baseline.yaml").write_text("known: {}\n")

    assert write_baseline(tmp_path, FINDINGS).name == "baseline.yaml"
    assert load(tmp_path).diagnostics == ()


def test_a_baseline_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "baseline.yml").mkdir()

    with pytest.raises(OSError, match="baseline"):
        write_baseline(tmp_path, FINDINGS)
    assert [path.name for path in tmp_path.iterdir()] == ["baseline.yml"]


OBJECTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"))


@given(st.lists(st.tuples(st.sampled_from(["KR001", "KR002"]), st.just("a-name"), OBJECTS.map(str.strip)), max_size=5))
def test_whatever_a_finding_is_about_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, findings: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("okrs")
    write_baseline(folder, findings)

    loaded = load(folder)
    assert loaded.diagnostics == ()
    assert [(each.rule, each.object) for each in loaded.baseline] == sorted(
        {(code, object) for code, _, object in findings}
    )


def test_a_large_company_s_baseline_can_be_read(tmp_path: Path) -> None:
    findings = [("KR004", "a-task", f"2027-q1/department-{n // 100}/objective/key-result-{n}") for n in range(30_000)]

    assert write_baseline(tmp_path, findings).stat().st_size > 1_000_000
    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert len(loaded.baseline) == 30_000


@pytest.mark.parametrize(
    ("text", "name", "line", "column"),
    [
        ("knwon: {}\n", "unknown-key", 1, 1),
        ("known: [KR004]\n", "wrong-type", 1, 8),
        ("known:\n  KR004: {a: b}\n", "wrong-type", 2, 10),
        ("known:\n  KR004: [a, [b]]\n", "wrong-type", 2, 14),
        ("known:\n  KR004:\n    - a\n    -\n", "missing-key", 4, 6),
        ("known:\n  KR004: [a]\n  KR004: [b]\n", "duplicate-key", 3, 3),
        ("- a\n", "wrong-type", 1, 1),
    ],
)
def test_a_mistake_is_told_at_its_place_and_the_rest_counts(
    tmp_path: Path, text: str, name: str, line: int, column: int
) -> None:
    (tmp_path / "baseline.yml").write_text(text)

    found = load(tmp_path)
    assert [(each.name, each.place) for each in found.diagnostics] == [(name, Place("baseline.yml", line, column))]
    assert all(each.object == "a" for each in found.baseline)


def test_a_rule_may_stand_without_a_list_or_with_nothing(tmp_path: Path) -> None:
    (tmp_path / "baseline.yml").write_text("known:\n  KR004: a/b\n  KR005:\n")

    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert loaded.baseline == (KnownFinding("KR004", "a/b", Place("baseline.yml", 2, 10)),)
