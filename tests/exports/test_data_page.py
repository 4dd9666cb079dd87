"""The page of data leads to every file, and says how large it is."""

from collections.abc import Callable

import pytest

from mkdocs_okr.pages import figures
from tests.portal.published import Published, a_company
from tests.portal.test_cycle_states import TODAY, every_state

Publish = Callable[..., Published]


def test_it_leads_to_everything_that_is_made_for_programs(portal: Published) -> None:
    page = portal["data"]
    linked = {portal.target("data", link)[0] for link in page.links}
    made = {path for path in portal.site.files if path.endswith(".csv")} | {
        "okrs.json",
        "feed.xml",
        "schema/portal.json",
    }
    assert len(made) == 3 + 3 * len(portal.portfolio.cycles)
    assert made <= linked
    assert {"feeds/company.xml", "units/company/summary.json", "units/company/badge.svg"} <= linked


def test_it_says_how_large_they_are(portal: Published) -> None:
    for row in portal["data"].all(".okr-downloads li"):
        path = portal.target("data", row.first("a")["href"])[0]
        if size := row.one(".okr-num").text:
            assert size == figures.size(len(portal.site.files[path])).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 KB"), (999_499, "999 KB"), (999_500, "1.0 MB")],
)
def test_a_size_reads_as_in_a_file_manager(amount: int, words: str) -> None:
    assert figures.size(amount).replace("\u00a0", " ") == words


def test_home_cycle_and_unit_lead_there(portal: Published) -> None:
    for address in ("", "2026-q2", "2026-q2/marketing"):
        assert "data" in {portal.target(address, link)[0] for link in portal[address].links if "data/" in link}


def test_its_examples_name_files_that_are_there(publish: Publish) -> None:
    page = publish(a_company(), rules=())["data"]
    shell, python = (block.text for block in page.all("pre"))
    assert "https://okrs.example/okrs.json" in shell
    assert "https://okrs.example/data/2027-q1/check-ins.csv" in python
    known = Published(publish(a_company(), rules=()).portfolio, home="https://acme.example/okrs/", rules=())
    assert "curl -s https://acme.example/okrs/okrs.json" in known["data"].text


@pytest.mark.parametrize(("audience", "words"), [("public", "everybody"), ("internal", "inside the company")])
def test_it_says_for_whom_it_is(publish: Publish, audience: str, words: str) -> None:
    assert words in publish(a_company(), rules=(), audience=audience)["data"].first(".okr-note").text


def test_it_says_what_is_missing(publish: Publish) -> None:
    assert publish({}, rules=())["data"].texts(".okr-empty__t") == ["No cycle yet", "No unit yet"]


def test_every_cycle_has_its_tables(publish: Publish) -> None:
    published = publish(every_state(), rules=(), as_of=TODAY)
    for cycle in published.portfolio.cycles:
        assert published["data"].one(f"#tables/{cycle}").all("a")
        [link] = [link for link in published[cycle].links if "#tables/" in link]
        assert published.target(cycle, link) == ("data", f"tables/{cycle}")
