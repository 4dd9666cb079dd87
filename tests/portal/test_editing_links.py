"""From what is read to where it is written."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mkdocs_okr.model import Portfolio
from mkdocs_okr.sources import load
from tests.portal.document import Element
from tests.portal.published import SAMPLE, Published, a_company, an_objective, moving, portfolio_of, write

EDIT = re.compile(r"https://github\.com/acme-example/okrs/edit/main/okrs/(?P<file>[^#]+)#L(?P<line>\d+)")


def line_of(link: str) -> str:
    """The line of the sample's source that an edit link opens."""
    match = EDIT.fullmatch(link)
    assert match, link
    return (SAMPLE / match["file"]).read_text("utf-8").split("\n")[int(match["line"]) - 1]


def edit_link(element: Element, label: str) -> str:
    [link] = {a["href"] for a in element.all("a") if a.text == label}
    return link


def test_each_objective_opens_at_the_line_where_it_begins(portal: Published) -> None:
    for ref in portal.portfolio.objectives:
        section = portal[f"{ref.cycle}/{ref.unit}"].one(f"#{ref.objective}")
        link = edit_link(section, "Edit this objective")
        assert f"/okrs/{ref.cycle}/{ref.unit}.yml#" in link
        assert line_of(link).split("#")[0].strip() == f"- id: {ref.objective}"


def test_each_key_result_opens_at_the_line_where_it_begins(portal: Published) -> None:
    for ref in portal.portfolio.key_results:
        row = portal[f"{ref.cycle}/{ref.unit}"].one(f"#{ref.objective}/{ref.key_result}")
        link = edit_link(row, "edit")
        assert f"/okrs/{ref.cycle}/{ref.unit}.yml#" in link
        assert re.match(rf"\s*- (\{{)?id: {ref.key_result}\b", line_of(link))


def test_people_charters_and_check_ins_open_where_they_are_written(portal: Published) -> None:
    assert "id: mr-smith" in line_of(edit_link(portal["people/mr-smith"], "Edit"))
    page = portal["2026-q2/marketing"]
    match = EDIT.fullmatch(edit_link(next(s for s in page.all("section") if s.all("#charter")), "Edit"))
    assert match
    assert match["file"] == "units/marketing.yml"
    for entry in page.all("details.okr-checkin"):
        if entry.get("id").startswith("check-in-"):
            match = EDIT.fullmatch(edit_link(entry, "Edit this check-in"))
            assert match
            assert match["file"] == f"2026-q2/check-ins/marketing/{entry['id'].removeprefix('check-in-')}.yml"


def new_check_in(page: Element) -> tuple[str, str]:
    """File and content that "Add a check-in" proposes."""
    [link] = [a["href"] for a in page.all("a.okr-btn--main") if a.text == "Add a check-in"]
    query = parse_qs(urlsplit(link).query)
    return query["filename"][0], query["value"][0]


def test_the_next_check_in_is_filled_in_and_readable(portal: Published, tmp_path: Path) -> None:
    folder = tmp_path / "okrs"
    for source in SAMPLE.rglob("*.yml"):
        write(folder, {str(source.relative_to(SAMPLE)): source.read_text("utf-8")})
    drafts = {}
    written = {u for u in portal.portfolio.units if _checked_in_today(portal.portfolio, u)}
    assert written == {"company", "hr", "marketing"}
    for unit in portal.portfolio.units.keys() - written:
        path, content = new_check_in(portal[f"2026-q2/{unit}"])
        assert path == f"okrs/2026-q2/check-ins/{unit}/2026-06-23.yml"
        page = portal[f"2026-q2/{unit}"]
        assert page.one("#add-check-in pre").text == " ".join(content.split()), "the same to copy by hand"
        drafts[path.removeprefix("okrs/")] = content
    portfolio = portfolio_of(write(folder, drafts))
    for unit in portfolio.units.keys() - written:
        okrs = portfolio.okr_sets["2026-q2", unit]
        latest = okrs.check_ins[-1]
        assert [entry.key_result for entry in latest.entries] == [k.ref for o in okrs.objectives for k in o.key_results]
        assert latest.by == portfolio.units[unit].lead
        known = portal.portfolio.okr_sets["2026-q2", unit].check_ins
        for entry in latest.entries:
            said = [e for c in known for e in c.entries if e.key_result == entry.key_result]
            values = [e.value for e in said if e.value is not None]
            assert entry.value == (values[-1] if values else None)


def test_a_check_in_that_was_written_today_is_edited_instead_of_written_twice(portal: Published) -> None:
    [link] = [a["href"] for a in portal["2026-q2/marketing"].all("a.okr-btn--main") if a.text == "Add a check-in"]
    assert link.endswith("/edit/main/okrs/2026-q2/check-ins/marketing/2026-06-23.yml#L1")


def _checked_in_today(portfolio: Portfolio, unit: str) -> bool:
    return any(c.date == portfolio.as_of for c in portfolio.okr_sets["2026-q2", unit].check_ins)


AWKWARD = ("100 %: all # of \"it\" 'here'", "{a: [b", "- x", "@`|>*&!", "emoji 🙂 \u202e left", "? : -")


@pytest.mark.parametrize("title", AWKWARD)
def test_no_title_breaks_the_next_check_in(publish: Callable[..., Published], title: str, tmp_path: Path) -> None:
    files: dict[str, Any] = a_company(
        **{
            "2027-q1__sales": {
                "objectives": [
                    an_objective(title=title, key_results=[{"id": "a", "title": title, "metric": moving(unit=title)}])
                ]
            },
            "2027-q1__check-ins__sales__2027-02-05": {
                "key_results": {"grow/a": {"value": -0.000125, "confidence": 0.4}}
            },
        }
    )
    path, content = new_check_in(publish(files)["2027-q1/sales"])
    portfolio = portfolio_of(write(tmp_path / "again", {**files, path.removeprefix("okrs/"): content}))
    [entry] = portfolio.okr_sets["2027-q1", "sales"].check_ins[-1].entries
    assert (entry.value, entry.confidence, entry.note) == (-0.000125, 0.4, "")


@pytest.mark.parametrize(
    ("repository", "edit", "new"),
    [
        (
            {"url": "https://gitlab.com/acme/okrs", "branch": "release/1", "sources": "docs/okrs"},
            "https://gitlab.com/acme/okrs/-/edit/release/1/docs/okrs/2027-q1/sales.yml#L2",
            "https://gitlab.com/acme/okrs/-/new/release/1/docs/okrs/2027-q1/check-ins/sales?file_name=2027-02-12.yml",
        ),
        (
            {"url": "https://git.acme.example/okrs/", "host": "gitea", "branch": "main"},
            "https://git.acme.example/okrs/_edit/main/okrs/2027-q1/sales.yml#L2",
            "https://git.acme.example/okrs/_new/main/okrs/2027-q1/check-ins/sales?filename=2027-02-12.yml&value=",
        ),
    ],
)
def test_other_hosts(publish: Callable[..., Published], repository: dict[str, str], edit: str, new: str) -> None:
    page = publish(a_company(settings={"as_of": "2027-02-12", "repository": repository}))["2027-q1/sales"]
    assert edit_link(page.one("#grow"), "Edit this objective") == edit
    [link] = [a["href"] for a in page.all("a.okr-btn--main") if a.text == "Add a check-in"]
    assert link.startswith(new)


def test_without_a_repository_the_page_tells_which_file_to_save(publish: Callable[..., Published]) -> None:
    page = publish(a_company(settings={"as_of": "2027-02-12"}))["2027-q1/sales"]
    assert not [link for link in page.links if "://" in link]
    [button] = [a for a in page.all("a.okr-btn--main") if a.text == "Add a check-in"]
    assert button["href"] == "#add-check-in"
    assert "Save this as 2027-q1/check-ins/sales/2027-02-12.yml" in page.one("#add-check-in").text


def test_the_first_objective_that_a_link_proposes_is_readable_once_it_has_a_title(
    publish: Callable[..., Published], tmp_path: Path
) -> None:
    files = a_company(**{"2027-q1__sales": None})
    published = publish(files)
    [link] = [link for link in published["2027-q1/sales"].links if "/new/" in link]
    query = parse_qs(urlsplit(link).query)
    content = query["value"][0].replace("title: \n", "title: Something\n")
    loaded = load(write(tmp_path / "again", {**files, query["filename"][0].removeprefix("okrs/"): content}))
    assert [(d.name, d.message) for d in loaded.diagnostics if "metric" not in d.message] == []
