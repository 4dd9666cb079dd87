"""The manual's page about checking shows what the command does."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_okr.checks.checklists import ITEMS
from mkdocs_okr.checks.formats.catalogue import FORMATS
from mkdocs_okr.checks.formats.markdown import LIMIT
from mkdocs_okr.cli import main
from tests.docs.reading import ROOT, blocks, write

PAGE = (ROOT / "docs" / "manual" / "checking.md").read_text("utf-8")
COMPANY = ROOT / "tests" / "rules" / "company"


@pytest.fixture(autouse=True)
def at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company in good order, with the settings and files of the page."""
    shutil.copytree(COMPANY, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


COMMENT = " # okr: ignore[KR001] the CRM counts them from May"
SILENCED = next(block.text for block in blocks(PAGE) if COMMENT in block.text)
MARKETING = "okrs/2027-q1/marketing.yml"


def okr(*arguments: str) -> str:
    return CliRunner().invoke(main, arguments, catch_exceptions=False).stdout


def test_the_first_finding_is_printed_as_it_is_shown() -> None:
    shown = next(block.text for block in blocks(PAGE) if block.language == "text")
    write(Path(), {MARKETING: SILENCED.replace(COMMENT, "")})
    assert okr("check", "--select", "KR001").startswith(shown)


def test_the_comment_silences_it() -> None:
    write(Path(), {MARKETING: SILENCED})
    assert "KR001" not in okr("check", "--format", "concise", MARKETING)
    results = json.loads(okr("check", "--format", "sarif"))["runs"][0]["results"]
    suppressed = [result["suppressions"] for result in results if result["ruleId"] == "KR001"]
    assert suppressed == [[{"kind": "inSource", "justification": "the CRM counts them from May"}]]


def test_every_format_is_in_the_table_in_order() -> None:
    table = PAGE.partition("## Formats")[2].partition("##")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(FORMATS)
    assert f"{LIMIT:,} characters" in table


def test_the_words_of_the_page_choose_rules() -> None:
    for words in ("KR001", "key-result-without-metric", "KR", "drafting", "drafting.key-result"):
        assert f"`{words}`" in PAGE
        assert CliRunner().invoke(main, ["check", "--select", words]).exit_code == 0
    assert "drafting.key-result.lead" in ITEMS


def test_a_judged_sentence_has_the_shape_that_is_shown() -> None:
    shown = json.loads(next(block.text for block in blocks(PAGE) if block.language == "json"))
    told = json.loads(okr("judge", "--format", "json", "Launch the new website"))
    assert list(told) == list(shown)
    assert list(told["findings"][0]) == list(shown["findings"][0])
    assert (told["kind"], told["verdict"]) == (shown["kind"], shown["verdict"])


def test_what_is_attested_is_an_item_that_people_may_attest() -> None:
    (item,) = re.findall(r"item: (\S+)", PAGE)
    assert ITEMS[item].decided != "auto"


def test_the_settings_of_the_page_are_read() -> None:
    settings = next(block.text for block in blocks(PAGE) if block.text.startswith("checks:"))
    write(Path(), {"okrs/settings.yml": Path("okrs/settings.yml").read_text("utf-8") + settings})
    assert ": error " not in okr("check", "--format", "concise")


def test_the_attestation_of_the_page_is_read() -> None:
    attested = next(block.text for block in blocks(PAGE) if block.text.startswith("attestations:"))
    write(Path(), {"okrs/attestations.yml": attested})
    assert "okrs/attestations.yml:2:" not in okr("check", "--format", "concise")
