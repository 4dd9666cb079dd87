"""Readers who do not see everything are not told that something is missing."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from mkdocs_okr.checks.run import check
from mkdocs_okr.sources import load
from tests.rules.cases import HERE

SECRET = "visibility: restricted"


def codes(folder: Path, files: Mapping[str, str], audience: str) -> set[str]:
    """The codes of what is found in the company with these files of 2027-q1, for an audience."""
    shutil.copytree(HERE / "company", folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / "okrs" / "2027-q1" / name).write_text(text, "utf-8")
    return {each.code for each in check(load(folder / "okrs", audience=audience)).diagnostics}


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (
            "OBJ028",
            {
                "company.yml": f"objectives: [{{id: grow, title: Grow, {SECRET}}}]\n",
                "marketing.yml": "objectives: [{id: demand, title: Make sales wait, contributes_to: company/grow}]\n",
            },
        ),
        ("OBJ022", {"marketing.yml": f"objectives: [{{id: demand, title: Make sales wait, {SECRET}}}]\n"}),
        (
            "RNK001",
            {"marketing.yml": f"objectives: [{{id: a, title: A, rank: 1, {SECRET}}}, {{id: b, title: B, rank: 2}}]"},
        ),
        (
            "ALN003",
            {
                "company.yml": "objectives: [{id: grow, title: Grow, key_results: [{id: first, title: Leads}]}]\n",
                "marketing.yml": f"objectives: [{{id: a, title: One, contributes_to: company/grow/first, {SECRET}}}]\n",
            },
        ),
        (
            "DEP006",
            {
                "marketing.yml": "objectives: [{id: a, title: One, depends_on: [{needs: sales/orders, kind: hard}]}]\n",
                "sales.yml": f"objectives: [{{id: orders, title: Win, {SECRET}}}, {{id: other, title: Other}}]\n",
            },
        ),
    ],
)
@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_what_is_hidden_is_not_missing(rule: str, files: Mapping[str, str], audience: str, tmp_path: Path) -> None:
    assert rule not in codes(tmp_path, files, audience)


def test_hidden_objectives_are_counted(tmp_path: Path) -> None:
    hidden = "".join(f"  - {{id: o{n}, title: Objective {n}, {SECRET}}}\n" for n in range(5))
    marketing = f"objectives:\n  - {{id: demand, title: Make sales wait}}\n{hidden}"
    assert "OBJ020" in codes(tmp_path, {"marketing.yml": marketing}, "public")
