"""Readers who do not see everything are not told that something is missing."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from mkdocs_okr.checks.run import Checked, Scope, check
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.assemble import site
from mkdocs_okr.sources import Loaded, load
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


HIDDEN = 37
NUMBERS = re.compile(r"\b(3[789]|4[0-7]) (objective|unit|key result)|\bof (3[789]|4[0-7])\b")
"""How many there are with those that are hidden."""


def companies(folder: Path, seen: Mapping[str, str], unit: str) -> tuple[Loaded, Loaded]:
    """A company as the public reads it: one whose unit has hidden objectives besides these, and one without them."""
    secrets = "".join(
        f"  - {{id: o{n}, title: Objective {n}, {SECRET}, key_results: [{{id: k, title: A}}]}}\n" for n in range(HIDDEN)
    )
    both = []
    for name, more in (("with", secrets), ("without", "")):
        shutil.copytree(HERE / "company", folder / name)
        file = folder / name / "okrs/2027-q1" / f"{unit}.yml"
        text = seen.get(unit, file.read_text("utf-8"))
        file.write_text(text.rstrip() + "\n" + more, "utf-8")
        both.append(load(folder / name / "okrs", audience="public"))
    return both[0], both[1]


CROWDED = "objectives:\n" + "".join(f"  - {{id: a{n}, title: Aim {n}}}\n" for n in range(6))
SEEN = [
    pytest.param({}, "company", id="the company beside others"),
    pytest.param({}, "sales", id="a unit beside others"),
    pytest.param({"marketing": "objectives:\n"}, "marketing", id="a unit with nothing else"),
    pytest.param({"company": "objectives:\n"}, "company", id="the company with nothing else"),
    pytest.param({"marketing": CROWDED}, "marketing", id="a unit with too many"),
]


@pytest.mark.parametrize(("seen", "unit"), SEEN)
def test_no_finding_and_no_evidence_tells_of_what_is_hidden(tmp_path: Path, seen: dict[str, str], unit: str) -> None:
    hiding, without = (check(each) for each in companies(tmp_path, seen, unit))

    def said(checked: Checked) -> set[tuple[str, str, str]]:
        return {(each.code, each.message, each.help) for each in checked.diagnostics}

    def evidence(checked: Checked) -> set[tuple[str, Scope, str]]:
        return {(code, scope, words()) for (code, scope), words in checked.evidence.items()}

    assert said(hiding) <= said(without)
    assert evidence(hiding) <= evidence(without)


@pytest.mark.parametrize(("seen", "unit"), SEEN)
def test_no_page_tells_of_what_is_hidden(tmp_path: Path, seen: dict[str, str], unit: str) -> None:
    hiding, without = (
        site(portfolio, Addresses(True), check(each))
        for each in companies(tmp_path, seen, unit)
        if (portfolio := each.portfolio) is not None
    )
    pages = {page.address: page.render() for page in without.pages}
    assert {page.address for page in hiding.pages} <= set(pages)
    telling = {
        page.address: told
        for page in hiding.pages
        if (told := set(NUMBERS.findall(page.render())) - set(NUMBERS.findall(pages[page.address])))
    }
    assert not telling
    other = {page.address: page.render() for page in hiding.pages if page.render() != pages[page.address]}
    # Findings and advice are missing, pictures do not claim that nobody contributes or that nothing is aligned, where
    # hidden objectives may do so, and comparisons do not claim that something is new or was left behind.
    by_health = {address for address in other if address == "" or address.startswith(("health", "rules"))}
    by_pictures = {address for address in other if address.startswith(("cascade/", "strategy/", "alignment/"))}
    silent = {address for address, page in other.items() if len(page) < len(pages[address])} if seen else set()
    by_comparison = {address for address in other if address.startswith("compare/")}
    assert other.keys() - by_health - by_pictures - by_comparison <= silent


def test_too_many_are_told_by_what_is_seen(tmp_path: Path) -> None:
    hiding, _ = companies(tmp_path, {"marketing": CROWDED}, "marketing")
    told = [each.message for each in check(hiding).diagnostics if each.code == "OBJ020"]
    assert told == ["Marketing has 6 objectives in Q1 2027, and 5 are the most that anybody can follow"]
