"""Feeds of check-ins, as a feed reader and a grammar have them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from tests.portal.document import parse
from tests.portal.published import Published, a_company, an_objective
from tests.portal.test_cycle_states import TODAY, every_state
from tests.portal.test_hostile import ATTACKS, company, dangers

Publish = Callable[..., Published]
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
ATOM = "{http://www.w3.org/2005/Atom}"
SAID: Mapping[str, Any] = {
    "by": "bob",
    "key_results": {"grow/anvils": {"value": 150, "confidence": 0.7, "note": "A *good* week"}},
    "changed": "Two large orders",
    "wins": ["An award"],
}


def checked_in(**changes: Any) -> dict[str, Any]:
    return a_company(**{"2027-q1__check_ins__sales__2027_02_10": SAID, **changes})


def read(published: Published, path: str = "feed.xml") -> Any:
    """A feed, as a feed reader has it; the grammar and another parser agree."""
    content = published.site.files[path]
    document = etree.fromstring(content)
    assert GRAMMAR.validate(document), GRAMMAR.error_log
    feed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    told = [(entry.id, entry.content[0].value) for entry in feed.entries]
    assert told == [
        (e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}content").strip()) for e in document.iter(f"{ATOM}entry")
    ]
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    return feed


def test_two_readers_accept_every_feed_of_the_sample(portal: Published) -> None:
    feeds = {path: read(portal, path) for path in portal.site.files if path.endswith(".xml")}
    assert len(feeds) > len(portal.portfolio.units)
    assert len(feeds["feed.xml"].entries) == 100
    days = [entry.updated for entry in feeds["feed.xml"].entries]
    assert days == sorted(days, reverse=True)
    assert feeds["feed.xml"].feed.updated == days[0]


def test_two_readers_accept_feeds_of_cycles_in_every_state(publish: Publish) -> None:
    published = publish(every_state(), rules=(), as_of=TODAY)
    assert len(read(published, "feeds/sales.xml").entries) == 6
    assert read(published, "feeds/company.xml").entries == []


def test_two_readers_accept_the_feed_of_an_empty_portal(publish: Publish) -> None:
    assert read(publish({}, rules=())).entries == []


@pytest.mark.parametrize("words", ATTACKS.values(), ids=ATTACKS)
def test_nothing_that_is_written_runs_in_a_feed_reader(publish: Publish, words: str) -> None:
    [first, *_] = read(publish(company(words), rules=()), "feeds/sales.xml").entries
    content = parse(f"<main>{first.content[0].value}</main>", strict=False)
    assert content.first("a").text == " ".join(words.split())
    assert not dangers(content)
    assert first.author == " ".join(words.split())


def test_an_entry_says_what_the_check_in_says(publish: Publish) -> None:
    [entry] = read(publish(checked_in(), rules=()), "feeds/sales.xml").entries
    assert entry.title == "Sales, 10 Feb 2027, week 6 of Q1 2027"
    assert (entry.updated, entry.author, entry.tags[0].term) == ("2027-02-10T12:00:00Z", "Bob Boxer", "sales")
    content = parse(f"<main>{entry.content[0].value}</main>")
    assert content.first("li").text == "Anvils sold: 150 anvils, confidence 0.7 A good week"
    assert content.texts("h4") == ["What changed?", "Wins"]
    assert "Two large orders" in content.text


def test_links_lead_back_to_the_portal(publish: Publish) -> None:
    here = publish(checked_in(), rules=())
    feed = read(here, "feeds/sales.xml")
    assert feed.entries[0].link == "../2027-q1/sales/#check-in-2027-02-10"
    assert "check-in-2027-02-10" in here.ids("2027-q1/sales")
    assert [link.rel for link in feed.feed.links] == ["alternate"]
    there = Published(here.portfolio, home="https://okrs.example/acme/", rules=())
    moved = read(there, "feeds/sales.xml")
    assert moved.entries[0].link == "https://okrs.example/acme/2027-q1/sales/#check-in-2027-02-10"
    assert {link.rel: link.href for link in moved.feed.links} == {
        "alternate": "https://okrs.example/acme/2027-q1/sales/",
        "self": "https://okrs.example/acme/feeds/sales.xml",
    }
    assert moved.entries[0].id == feed.entries[0].id == "tag:mkdocs-okr,2026:acme:2027-q1/sales/2027-02-10"


def test_a_feed_changes_with_a_check_in_and_not_with_the_day(publish: Publish) -> None:
    today = publish(checked_in(), rules=())
    tomorrow = Published(replace(today.portfolio, as_of=today.portfolio.as_of + timedelta(days=1)), rules=())
    before = Published(replace(today.portfolio, as_of=date(2027, 2, 9)), rules=())
    for path in ("feed.xml", "feeds/sales.xml", "feeds/company.xml"):
        assert today.site.files[path] == tomorrow.site.files[path]
    assert read(before, "feeds/sales.xml").entries == []


def test_who_subscribed_to_a_former_name_goes_on_reading(publish: Publish) -> None:
    unit = {"name": "Sales", "level": "department", "parent": "company", "aliases": ["selling"]}
    published = publish(checked_in(units__sales=unit), rules=())
    assert published.site.files["feeds/selling.xml"] == published.site.files["feeds/sales.xml"]


def test_what_is_hidden_is_in_no_feed(publish: Publish) -> None:
    secret = an_objective(id="zeppelin", title="Buy Zeppelin", visibility="restricted")
    said = {"key_results": {"zeppelin/anvils": {"value": 1}, "grow/anvils": {"value": 150}}}
    files = checked_in(**{"2027-q1__sales": {"objectives": [an_objective(), secret]}})
    files["2027-q1/check-ins/sales/2027-02-11.yml"] = said
    [entry, _] = read(publish(files, rules=())).entries
    assert entry.content[0].value.count("<li>") == 1


def test_pages_tell_browsers_of_their_feed(publish: Publish) -> None:
    published = publish(checked_in(), rules=())
    for address, path in (("", "feed.xml"), ("2027-q1/sales", "feeds/sales.xml")):
        feed = published.pages[address].feed
        assert feed is not None
        assert published.target(address, feed.href)[0] == path
        assert feed.href in published[address].links
