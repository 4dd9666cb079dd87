"""Reviews: what was graded, decided and learnt, what became of it, and how to begin one."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from mkdocs_okr.analysis.standing import assess
from mkdocs_okr.pages.review_file import review_draft, review_path
from mkdocs_okr.sources.records.okrs import ReviewRecord
from tests.portal.document import Element
from tests.portal.published import Published, a_company, an_objective, moving, portfolio_of, write

CLOSED = "2027-q1/sales"
NEXT = {"name": "Q2 2027", "starts": "2027-04-01", "ends": "2027-06-30"}


def after(
    review: dict[str, Any] | None = None, comes_back: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """A company in the second quarter, with a review of the first one and what Sales writes for the second."""
    files = a_company(**{
        "2027-q1__cycle": {"name": "Q1 2027", "starts": "2027-01-01", "ends": "2027-03-31", "state": "closed"},
        "2027-q1__check-ins__sales__2027-03-26": {"key_results": {"grow/anvils": {"value": 180}}},
        "2027-q1__reviews__sales": review,
        "2027-q2__cycle": NEXT,
        "2027-q2__sales": {"objectives": [comes_back]} if comes_back else None,
        **more,
    })  # fmt: skip
    files["settings.yml"]["as_of"] = "2027-04-20"
    return files


def section(published: Published, address: str = CLOSED) -> Element:
    return next(each for each in published[address].all("section") if each.all("#review"))


def graded(**grade: Any) -> dict[str, Any]:
    return {"date": "2027-04-02", "by": "bob", "grades": {"grow/anvils": {"by": "bob", **grade}}}


def the_same(**changes: Any) -> dict[str, Any]:
    return an_objective(
        key_results=[{"id": "anvils", "title": "Anvils sold", "lead": "bob", "metric": moving(**changes)}]
    )


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ({}, "0.80 computed"),
        ({"score": 0.5, "reason": "Half came back"}, "0.50 by hand, 0.30 below the computed 0.80"),
        ({"score": 0.9, "reason": "They wait for us"}, "0.90 by hand, 0.10 above the computed 0.80"),
        ({"score": 0.8, "reason": "Counted twice"}, "0.80 by hand, and computed"),
    ],
)
def test_a_grade_says_how_far_it_lies_from_the_computed_score(
    publish: Callable[..., Published], grade: dict[str, Any], words: str
) -> None:
    review = section(publish(after(graded(**grade))))
    assert review.one("tbody").first("td").text == words
    assert review.one(
        "tbody th"
    ).text == f"KR1 Anvils sold graded by Bob Boxer{': ' * ('reason' in grade)}" + grade.get("reason", "")


@pytest.mark.parametrize(
    ("decision", "comes_back", "words", "broken"),
    [
        ("keep", the_same(), "Keep KR1 in Q2 2027", False),
        ("modify", the_same(target=300), "Modify KR1 in Q2 2027", False),
        ("modify", the_same(), "Modify comes back unchanged in Q2 2027, as KR1", True),
        ("keep", an_objective(id="other", title="Quiet", key_results=[]), "Keep does not come back in Q2 2027", True),
        ("modify", an_objective(id="other", title="Quiet", key_results=[]), "Modify not found again in Q2 2027", True),
        ("drop", an_objective(id="other", title="Quiet", key_results=[]), "Drop gone from Q2 2027", False),
        ("drop", the_same(), "Drop still there in Q2 2027, as KR1", True),
        ("keep", None, "Keep", False),
        (None, the_same(), "not decided", False),
    ],
)
def test_what_was_decided_meets_what_was_done(
    publish: Callable[..., Published], decision: str | None, comes_back: Any, words: str, broken: bool
) -> None:
    review = section(publish(after(graded(decision=decision), comes_back)))
    assert review.one("tbody").all("td")[1].text == words
    assert bool(review.all(".okr-broken")) == broken


def test_nothing_is_said_to_be_gone_where_something_is_hidden(publish: Callable[..., Published]) -> None:
    hidden = the_same() | {"visibility": "internal"}
    review = section(publish(after(graded(decision="keep"), hidden)))
    assert review.one("tbody").all("td")[1].text == "Keep"


def test_somebody_else_may_have_graded(publish: Callable[..., Published]) -> None:
    review = section(publish(after(graded(by="ann", learning="Ask Bob"))))
    assert "graded by Ann Arbor, led by Bob Boxer" in review.one("tbody th").text


def test_a_review_says_what_it_leaves_open(publish: Callable[..., Published]) -> None:
    goals = the_same()["key_results"] + [{"id": "ropes", "title": "Ropes sold", "metric": moving()}]
    files = after({**graded(), "went_well": ["Fridays"], "retrospective": {"stop": ["Mondays"]}})
    files["2027-q1/sales.yml"] = {"objectives": [an_objective(key_results=goals)]}
    review = section(publish(files))
    assert review.all("tbody tr")[1].text == "KR2 Ropes sold not graded 0.00 computed not decided"
    assert review.one(".okr-note").text == (
        "Not in this review: a grade for 1 key result, keep, modify or drop for 1 key result, obstacles, surprises, "
        "priorities that shifted, what to adjust, lessons."
    )


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        ("2027-02-12", "active", None),
        ("2027-03-20", "draft", None),
        ("2027-03-20", "active", "Time to prepare the review: Q1 2027 ends on 31 Mar 2027"),
        ("2027-04-01", "active", "No review of Q1 2027 yet"),
        ("2027-04-01", "closed", "No review of Q1 2027 yet"),
    ],
)
def test_a_missing_review_is_told_when_it_is_time(
    publish: Callable[..., Published], day: str, state: str, words: str | None
) -> None:
    files = a_company()
    files["settings.yml"]["as_of"] = day
    files["2027-q1/cycle.yml"]["state"] = state
    page = publish(files)[CLOSED]
    assert bool(page.all("#review")) == (words is not None)
    if words:
        empty = next(each for each in page.all(".okr-empty") if "review" in each.text)
        assert empty.one(".okr-empty__t").text == words
        assert "/new/main?filename=okrs%2F2027-q1%2Freviews%2Fsales.yml&value=date" in empty.one(".okr-btn")["href"]


def test_a_review_that_is_planned_says_when(publish: Callable[..., Published]) -> None:
    files = after({"date": "2027-04-28", "went_well": ["A secret until then"]})
    review = section(publish(files))
    assert "The review of Q1 2027 is planned for 28 Apr 2027" in review.text
    assert "secret" not in review.text


def test_the_file_to_begin_with_is_read_as_it_is(publish: Callable[..., Published], tmp_path: Any) -> None:
    goals = [
        {"id": "anvils", "title": 'Anvils: "sold" #1', "lead": "bob", "metric": moving()},
        {"id": "list", "title": "Price\nlist", "metric": {"deliverable": "The list"}},
    ]
    files = after()
    files["2027-q1/sales.yml"] = {"objectives": [an_objective(key_results=goals)]}
    published = publish(files)
    portfolio = published.portfolio
    okrs = portfolio.okr_sets["2027-q1", "sales"]
    content = parse_qs(urlsplit(section(published).one(".okr-btn")["href"]).query)["value"][0]
    assert " ".join(content.split()) == section(published).one("pre").text
    assert content == review_draft(okrs, assess(portfolio, portfolio.cycles["2027-q1"]), "bob")
    again = portfolio_of(write(tmp_path / "again", {**files, review_path(okrs): content}))
    review = again.okr_sets["2027-q1", "sales"].review
    assert review is not None
    assert [(g.key_result.key_result, g.by, g.score) for g in review.grades] == [
        ("anvils", "bob", None),
        ("list", "bob", None),
    ]
    assert set(yaml.safe_load(content)) == set(ReviewRecord.model_fields) - {"meta"}, (
        "a question of a review is missing"
    )


def learnt(published: Published) -> list[tuple[str, ...]]:
    return [(row.one("th").text, *row.texts("td")) for row in published["learnt"].all("tbody tr")]


def test_what_was_learnt_is_gathered_newest_cycle_first(publish: Callable[..., Published]) -> None:
    said = {
        **graded(learning="Ropes follow **anvils**"),
        "went_well": ["Fridays"],
        "lessons": ["Ask <first>"],
        "retrospective": {"stop": ["Fax"]},
    }
    published = publish(
        after(said, the_same(), **{"2027-q2__reviews__sales": {"surprises": ["A flood"], "date": "2027-04-19"}})
    )
    assert learnt(published) == [
        ("Q2 2027: Obstacles, surprises and what to adjust",),
        ("A flood", "Surprise", "Sales", "Q2 2027"),
        ("Q1 2027: Lessons",),
        ("Ask <first>", "Lesson", "Sales", "Q1 2027"),
        ("Ropes follow anvils Anvils sold", "From a key result", "Sales", "Q1 2027"),
        ("Q1 2027: Start, stop, continue",),
        ("Fax", "Stop", "Sales", "Q1 2027"),
        ("Q1 2027: What went well",),
        ("Fridays", "Went well", "Sales", "Q1 2027"),
    ]
    row = published["learnt"].all("tbody tr")[4]
    assert (row["data-unit"], row["data-cycle"], row["data-kind"]) == ("sales company", "2027-q1", "key-result")
    assert [published.target("learnt", link) for link in row.links] == [
        (CLOSED, "grow/anvils"), (CLOSED, "review"), ("2027-q1", ""),
    ]  # fmt: skip
    [entry] = [e for e in published.pages[CLOSED].search if e.anchor == "review"]
    assert (entry.title, entry.text) == ("Review of Sales, Q1 2027", "Ask <first> · Ropes follow anvils")


def test_a_review_still_to_come_has_taught_nothing(publish: Callable[..., Published]) -> None:
    published = publish(after({"date": "2027-04-28", "lessons": ["Patience"]}))
    assert "No review has been held yet" in published["learnt"].text
    assert all(entry.anchor != "review" for entry in published.pages[CLOSED].search)


def test_all_wins_newest_first_lead_to_where_they_are_told(publish: Callable[..., Published]) -> None:
    published = publish(after(
        {"date": "2027-04-02", "wins": ["A year full"]},
        **{"2027-q1__check-ins__sales__2027-02-05": {"wins": ["First anvil", "Second anvil"]}},
    ))  # fmt: skip
    rows = published["wins"].all("tbody tr")
    assert [row.text for row in rows] == [
        "A year full Sales Q1 2027 2 Apr 2027", "First anvil Sales Q1 2027 5 Feb 2027",
        "Second anvil Sales Q1 2027 5 Feb 2027",
    ]  # fmt: skip
    assert [published.target("wins", row.links[0]) for row in rows[:2]] == [
        (CLOSED, "review"), (CLOSED, "check-in-2027-02-05"),
    ]  # fmt: skip


def test_where_nothing_was_won_it_says_where_to_write(publish: Callable[..., Published]) -> None:
    assert "a check-in and a review each have a list of wins" in publish(a_company())["wins"].text


def test_as_of_moves_a_planned_review_into_the_open(publish: Callable[..., Published]) -> None:
    files = after({"date": "2027-04-28", "lessons": ["Patience"]})
    files["settings.yml"]["as_of"] = None
    assert "Patience" in publish(files, as_of=date(2027, 4, 28))["learnt"].text
