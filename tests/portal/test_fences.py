"""Fences on pages of the site: what readers see in their places, and what the build says of wrong ones."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from markupsafe import Markup
from mkdocs.exceptions import Abort

from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.fence_places import fence_places
from mkdocs_okr.pages.fences import KINDS, FencedPage
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.sources.fences import in_file
from tests.portal.built import build
from tests.portal.document import Element, parse
from tests.portal.published import Published, a_company, an_objective

SUPERFENCES = ["admonition", "footnotes", "pymdownx.superfences", "pymdownx.highlight"]
PLAIN = ["admonition", "footnotes"]
COMPANY = {
    "2027-q1__company": {"objectives": [an_objective(id="lead", title="Lead the market")]},
    "2027-q1__sales": {"objectives": [an_objective(contributes_to="company/lead/anvils", aliases=["raise"])]},
}


def fence(*lines: str, indent: str = "", marks: str = "```") -> str:
    return "\n".join(f"{indent}{line}" for line in (f"{marks}okr", *lines, marks))


def site(folder: Path, pages: Mapping[str, str], files: Mapping[str, Any] | None = None, **settings: Any) -> Path:
    """A site of these pages beside the portal of a company in which sales contribute to the company."""
    for name, text in pages.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, "utf-8")
    return build(folder, files or a_company(**COMPANY), **settings)


def article(path: Path) -> Element:
    """What stands on a page between its header and its footer."""
    html = path.read_text("utf-8")
    found = re.search(r"<article[^>]*>.*</article>", html, re.DOTALL)
    assert found is not None
    return parse(found[0])


def shown(page: Element) -> list[Element]:
    return [element for element in page.walk() if "okr-fence" in element.classes]


def links(page: Element) -> list[str]:
    return [element["href"] for fenced in shown(page) for element in fenced.walk() if element.tag == "a"]


PLACES = {
    "alone": fence("score: sales"),
    "between-words": f"Words right before\n{fence('score: sales')}\nand behind",
    "waves": fence("score: sales", marks="~~~~"),
    "in-a-list": f"- item\n\n{fence('score: sales', indent='    ')}\n\n- item",
    "in-a-tight-list": f"- item\n{fence('score: sales', indent='    ')}\n- item",
    "deep": f"1. one\n\n    - two\n\n{fence('score: sales', indent='        ')}",
    "in-a-box": f"!!! note\n\n{fence('score: sales', indent='    ')}",
    "quoted": fence("score: sales", indent="> "),
    "in-html": f"<div>\n\n{fence('score: sales')}\n\n</div>",
    "in-a-loose-footnote": f"Word[^1]\n\n[^1]: Note\n\n{fence('score: sales', indent='    ')}\n\n    more\n\nend",
    "in-a-tight-footnote": f"Word[^1]\n\n[^1]: Note\n{fence('score: sales', indent='    ')}\n    more\n\nend",
}
EXAMPLES = {
    "in-a-longer-fence": f"````markdown\n{fence('score: nobody')}\n````",
    "indented": f"Example:\n\n{fence('score: nobody', indent='    ')}\n    more\n",
    "indented-further": f"Example:\n\n    before\n{fence('score: nobody', indent='      ')}\n",
    "in-html": f"<pre>\n{fence('score: nobody')}\n</pre>",
}


@pytest.mark.parametrize("extensions", [SUPERFENCES, PLAIN], ids=["superfences", "plain"])
def test_a_fence_is_filled_wherever_it_stands(tmp_path: Path, extensions: list[str]) -> None:
    pages = {f"{name}.md": f"# A\n\n{text}\n" for name, text in PLACES.items()}
    built = site(tmp_path, pages, markdown_extensions=extensions)
    for name in PLACES:
        page = article(built / name / "index.html")
        assert len(shown(page)) == 1, name
        assert "Sales" in shown(page)[0].text, name
        assert not re.search("score: sales|okrfence", page.text), name


@pytest.mark.parametrize("extensions", [SUPERFENCES, PLAIN], ids=["superfences", "plain"])
def test_an_example_stays_as_it_is_written(tmp_path: Path, extensions: list[str]) -> None:
    pages = {f"{name}.md": f"# A\n\n{text}\n" for name, text in EXAMPLES.items()}
    built = site(tmp_path, pages, markdown_extensions=extensions)
    for name in EXAMPLES:
        page = article(built / name / "index.html")
        assert not shown(page), name
        assert "```okr score: nobody ```" in page.text, name


def test_what_is_commented_out_is_not_shown(tmp_path: Path) -> None:
    html = (site(tmp_path, {"a.md": f"# A\n\n<!--\n{fence('score: nobody')}\n-->\n"}) / "a/index.html").read_text()
    assert "okr-fence" not in html
    assert "```okr\nscore: nobody\n```" in html


def test_indented_examples_keep_their_own_indentation() -> None:
    places = fence_places("```okr\na: b\n```")
    assert places is not None
    code = f"<pre><code>x\n\n  {places.word}0z\n\ny</code></pre>"
    assert places.filled(code, lambda numbers: {}) == "<pre><code>x\n  ```okr\n  a: b\n  ```\ny</code></pre>"


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("portal", ["/", "okrs", "a/b"])
def test_links_lead_into_the_portal(tmp_path: Path, portal: str, directory_urls: bool) -> None:
    names = ["top", "a/c", "a/b/d", "z/y/x"] + (["index"] if portal != "/" else [])
    pages = {f"{name}.md": fence("objective: sales/grow") for name in names}
    built = site(tmp_path, pages, plugins=[{"okr": {"path": portal}}], use_directory_urls=directory_urls)
    for name in names:
        file = built / (f"{name}/index.html" if directory_urls and name != "index" else f"{name}.html")
        found = links(article(file))
        assert found
        for link in found:
            path, _, anchor = link.partition("#")
            led = file.parent / path / ("index.html" if directory_urls else "")
            assert led.exists(), f"{link} of {name}"
            assert not anchor or f'id="{anchor}"' in led.read_text()


def test_a_page_may_show_the_same_picture_twice(tmp_path: Path) -> None:
    twice = "\n\n".join([fence("cascade: sales", "strategy-map: sales")] * 2)
    page = article(site(tmp_path, {"a.md": f"# A\n\n{twice}\n"}) / "a/index.html")
    ids = [element["id"] for element in page.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert sum(element.tag == "symbol" and element["id"] == "okr:ok" for element in page.walk()) == 1
    assert len([element for element in page.walk() if "okr-pic" in element.classes]) == 4


def test_what_follows_a_fence_in_a_footnote_stays_in_it(tmp_path: Path) -> None:
    names = ("in-a-loose-footnote", "in-a-tight-footnote")
    built = site(tmp_path, {f"{name}.md": PLACES[name] for name in names}, markdown_extensions=PLAIN)
    for name in names:
        note = article(built / name / "index.html").one("div.footnote")
        assert len(shown(note)) == 1, name
        assert "more" in note.text, name


def test_a_fence_in_a_heading_is_shown_once_and_named_in_words(tmp_path: Path) -> None:
    heading = f'[TOC]\n\n<h2 markdown="block">\n{fence("score: sales")}\n</h2>\n'
    html = (site(tmp_path, {"a.md": heading}, markdown_extensions=["md_in_html", "toc"]) / "a/index.html").read_text()
    assert "okrfence" not in html
    page = parse(html)
    assert len(shown(page)) == 1
    assert page.one("article h2")["id"] == "okr-1"
    assert {entry.text for entry in page.all("article .toc a")} == {"score: sales"}


def test_a_page_with_two_thousand_fences_is_filled_in_no_time() -> None:
    markdown = "\n\n".join(fence("score: sales", f"# {n % 7}") for n in range(2_000))
    before = process_time()
    places = fence_places(markdown)
    assert places is not None
    html = places.filled(f"<p>{places.markdown}</p>", lambda numbers: {n: Markup("x") for n in numbers})
    in_file(places.fences, f"---\ntitle: A\n---\n{markdown}")
    assert html.count("x") == 2_000
    assert process_time() - before < 1


def test_a_page_without_a_fence_is_left_alone(tmp_path: Path) -> None:
    html = (site(tmp_path, {"a.md": "# A\n\nokr ```okr``` okr\n"}) / "a/index.html").read_text()
    assert 'id="okr:ok"' not in html
    assert 'class="okr' not in html


def test_no_rule_for_whole_pages_takes_hold_of_a_page_with_a_fence() -> None:
    css = (Path(__file__).parents[2] / "theme/mkdocs_okr_theme/assets/okr/okr.css").read_text("utf-8")
    assert set(re.findall(r":has\(\.okr[^ {,]*", css)) == {":has(.okr:not(.okr-fence))"}


def test_search_finds_the_words_and_not_the_figures(tmp_path: Path) -> None:
    kinds = [
        fence("cascade: sales"),
        fence("objective: sales/grow"),
        fence("key-results: sales"),
        fence("score: sales"),
    ]
    built = site(tmp_path, {"a.md": "# A\n\n" + "\n\n".join(kinds)})
    index = json.loads((built / "search/search_index.json").read_text())["docs"]
    (entry,) = [entry for entry in index if entry["location"].startswith("a/")]
    assert "Sell more anvils" in entry["text"]
    assert "Anvils sold" in entry["text"]
    assert "expected" not in entry["text"]
    assert not re.search(r"\d\.\d\d", entry["text"])


WRONG = {
    "a kind": (
        "cascades: sales",
        "a.md:2:1 FNC002 there is nothing called `cascades` to show",
        "Did you mean `cascade`?",
    ),
    "a unit": ("score: slaes", "a.md:2:8 FNC003 there is no unit `slaes`", "Did you mean `sales`?"),
    "no objective": ("score: sales/x", "FNC003 `sales` has no objective `x` in `2027-q1`", "It has `grow`."),
    "a slip": ("score: sales/grwo", "FNC003 `sales` has no objective `grwo`", "Did you mean `sales/grow`?"),
    "a unit for an objective": ("objective: sales", "shows an objective, no unit", "`objective: sales/grow`"),
    "an objective for a unit": ("cascade: sales/grow", "shows a unit, no objective", "Write `cascade: sales`."),
    "a cycle": ("score: sales\ncycle: 2027-q9", "a.md:3:8 FNC004 there is no cycle `2027-q9`", "Did you mean `2027-q"),
    "an old cycle": (
        "score: sales\ncycle: 2026-q4",
        "FNC004 `sales` has nothing to show in `2026-q4`",
        "`cycle: 2027-q1`",
    ),
    "no YAML": ("score sales", "a.md:2:1 FNC001 this is not `kind: what`", "`score: sales`"),
    "an objective by itself": ("objective: grow", "there is no unit `grow`", "Did you mean `sales/grow`?"),
    "a key result": (
        "key-results: sales/grow/anvils",
        "a.md:2:14 FNC003 a key result cannot be shown by itself",
        "Write `key-results: sales/grow`",
    ),
    "a cycle for a unit": (
        "cascade: 2027-q1",
        "there is no unit `2027-q1`",
        "write `cascade: company`, and below it `cycle: 2027-q1`",
    ),
    "a level's plural": ("strategy-map: teams", "there is no unit `teams`", "Did you mean the level `team`?"),
    "no level": ("strategy-map: x", "there is no unit `x`", "Units are `company`, `sales`. Levels are `company`"),
    "markup": ("score: <img src=x onerror=alert(1)>", "there is no unit `<img src=x onerror=alert(1)>`", "`sales`"),
}
OLD = {"2026-q4__cycle": {"starts": "2026-10-01", "ends": "2026-12-31"}}


def test_all_wrong_fences_of_a_site_are_told_at_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    pages = {"a.md": f"{fence('x: y', 'score: x')}\n\n{fence('score: z')}", "b.md": fence("score: b", indent="> ")}
    pages = {"a.md": f"---\ntitle: A\n---\n\n{pages['a.md']}\n\nThe page goes on.\n", "b.md": pages["b.md"]}
    with pytest.raises(Abort, match="4 warnings in strict mode"):
        site(tmp_path, pages)
    told = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert [re.sub(r"^.*docs/", "", each).split(" `")[0] for each in told] == [
        "a.md:6:1: FNC002 there is nothing called",
        "a.md:7:8: FNC003 there is no unit",
        "a.md:11:8: FNC003 there is no unit",
        "b.md:2:10: FNC003 there is no unit",
    ]
    assert told[3].endswith("    2 | > score: b\n                 ^\n    Units are `company`, `sales`.")
    assert "“score: z” cannot be shown here. The page goes on." in article(tmp_path / "site/a/index.html").text


@pytest.fixture
def filled(publish: Callable[..., Published]) -> Callable[..., tuple[Element, list[str]]]:
    """Gives what a fence shows in the portal of some files, and what is told of it."""

    def fill(text: str, files: Mapping[str, Any], **options: Any) -> tuple[Element, list[str]]:
        published = publish(files, **options)
        places = fence_places(fence(*text.splitlines()))
        assert places is not None
        portal = Portal(published.portfolio, Addresses(True), published.checked)
        page = FencedPage(portal, "", places, "a.md", None, places.written)
        element = parse(page.filled(f"<main>{places.markdown}</main>"))
        return element, [f"{each.place} {each.code} {each.message} {each.help}" for each in page.diagnostics]

    return fill


@pytest.mark.parametrize(("text", "message", "help"), WRONG.values(), ids=WRONG)
def test_a_wrong_fence_leaves_a_note_and_is_told_with_the_way_to_mend_it(
    filled: Any, text: str, message: str, help: str
) -> None:
    page, told = filled(text, a_company(**COMPANY, **OLD))
    assert len(told) == 1
    assert message in told[0]
    assert help in told[0]
    assert "cannot be" in page.text
    assert "FNC" not in page.text
    assert help not in page.text
    assert not [element for element in page.walk() if element.tag == "img"]


HIDDEN = an_objective(id="zeppelin", title="Zeppelin", visibility="restricted", aliases=["blimp"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].of.name != "UNIT"])
@pytest.mark.parametrize("id", ["zeppelin", "blimp"])
def test_a_hidden_objective_is_not_told_apart_from_one_that_does_not_exist(filled: Any, kind: str, id: str) -> None:
    with_it = a_company(**{"2027-q1__sales": {"objectives": [an_objective(), HIDDEN]}})
    without = a_company(**{"2027-q1__sales": {"objectives": [an_objective()]}})
    (one, told), (other, told_of_none) = (filled(f"{kind}: sales/{id}", files) for files in (with_it, without))
    assert one.text == other.text
    assert told == told_of_none
    assert len(told) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cycle", ["", "\ncycle: 2027-q1"])
def test_a_unit_whose_objectives_are_all_hidden_is_like_one_without(filled: Any, kind: str, cycle: str) -> None:
    what = "sales/zeppelin" if kind == "objective" else "sales"
    with_it = a_company(**{"2027-q1__sales": {"objectives": [HIDDEN]}})
    without = a_company(**{"2027-q1__sales": None})
    (one, told), (other, told_of_none) = (filled(f"{kind}: {what}{cycle}", files) for files in (with_it, without))
    assert one.text == other.text
    assert told == told_of_none


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "objective" and KINDS[kind].of_objectives])
def test_that_a_unit_has_written_nothing_yet_is_no_mistake(filled: Any, kind: str) -> None:
    page, told = filled(f"{kind}: sales", a_company(**{"2027-q1__sales": None}))
    assert told == []
    assert "Sales: no objectives to show in Q1 2027 yet." in page.text


def test_a_company_is_shown_by_what_its_units_have(filled: Any) -> None:
    shop = {"name": "Shop", "level": "team", "parent": "sales"}
    below = {"objectives": [an_objective(contributes_to="sales/grow")]}
    page, told = filled("cascade: company\nunits: company", a_company(units__shop=shop, **{"2027-q1__shop": below}))
    assert told == []
    assert "Cascade of ACME, Q1 2027" in page.text
    assert "ACME No objectives to show in Q1 2027" in page.text


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "objective"])
def test_before_the_first_unit_nothing_is_wrong(filled: Any, kind: str) -> None:
    page, told = filled(f"{kind}: company", {"organization.yml": {"name": "ACME"}})
    assert told == []
    assert "units/company.yml" in page.text


def test_a_strategy_map_may_be_of_a_level(filled: Any) -> None:
    page, told = filled("strategy-map: department", a_company(**COMPANY))
    assert told == []
    assert "Sell more anvils" in page.text
    _, told = filled("strategy-map: team\ncycle: 2027-q1", a_company(**COMPANY))
    assert "the level `team` has nothing to show in `2027-q1`" in told[0]


@pytest.mark.parametrize(
    ("level", "page_of_it"), [("group", "strategy/2027-q1/"), ("dep", "strategy/2027-q1/levels/dep/")]
)
def test_a_strategy_map_of_a_level_leads_to_its_page(tmp_path: Path, level: str, page_of_it: str) -> None:
    files = a_company(**COMPANY)
    files["settings.yml"]["levels"] = [{"id": "group", "name": "Group"}, {"id": "dep", "name": "Department"}]
    files["units/company.yml"]["level"] = "group"
    files["units/sales.yml"]["level"] = "dep"
    built = site(tmp_path, {"a.md": fence(f"strategy-map: {level}")}, files)
    pages = [link for link in links(article(built / "a/index.html")) if "strategy/" in link]
    assert pages == [f"../{page_of_it}"]
    assert (built / page_of_it / "index.html").exists()


def test_that_a_level_has_written_nothing_yet_is_no_mistake(filled: Any) -> None:
    page, told = filled("strategy-map: team", a_company(**COMPANY))
    assert told == []
    assert "Teams: no objectives to show in Q1 2027 yet." in page.text


def test_who_wrote_no_objectives_may_still_be_waited_for(filled: Any) -> None:
    waiting = an_objective(depends_on=[{"needs": "company", "for": "anvils", "what": "A new forge"}])
    page, told = filled("dependencies: company", a_company(**{"2027-q1__sales": {"objectives": [waiting]}}))
    assert told == []
    assert "A new forge" in page.text


def test_where_nobody_waits_a_sentence_says_that_there_is_nothing(filled: Any) -> None:
    page, told = filled("dependencies: sales\ncycle: 2027-q1", a_company(**COMPANY))
    assert told == []
    assert "Nothing to show here for Sales in Q1 2027 yet." in page.text


def test_the_company_is_found_whatever_its_id(filled: Any) -> None:
    files = a_company(
        units__company=None, units__acme={"name": "ACME Ltd"}, **{"2027-q1__acme": {"objectives": [an_objective()]}}
    )
    files["units/sales.yml"] = {"name": "Sales", "parent": "acme"}
    page, told = filled("score: company", files)
    assert told == []
    assert "ACME Ltd" in page.text


def test_former_ids_still_work(filled: Any) -> None:
    renamed = {"name": "Sales", "level": "department", "parent": "company", "aliases": ["shop"]}
    page, told = filled("objective: shop/raise", a_company(units__sales=renamed, **COMPANY))
    assert told == []
    assert "Sell more anvils" in page.text


def test_a_closed_cycle_says_that_its_scores_are_final(filled: Any) -> None:
    closed = {"starts": "2026-10-01", "ends": "2026-12-31", "state": "closed", "name": "Q4 2026"}
    files = a_company(**{"2026-q4__cycle": closed, "2026-q4__sales": {"objectives": [an_objective()]}})
    page, told = filled("key-results: sales\ncycle: 2026-q4", files)
    assert told == []
    assert "Sales, Q4 2026 · final scores" in page.text


ATTACK = "</pre>--><script>alert(1)</script>\"' onload=alert(1) `x` {{ 7*7 }} <p>"


@pytest.mark.parametrize(
    "line", [f"score: '{ATTACK}'", f"'{ATTACK}': sales", f"score: sales\ncycle: '{ATTACK}'", ATTACK]
)
def test_hostile_words_in_a_fence_stay_words(filled: Any, line: str) -> None:
    page, told = filled(line.replace("\"'", '"'), a_company(**COMPANY))
    assert told
    assert "script" not in {element.tag for element in page.walk()}
    assert not [name for element in page.walk() for name in element.attributes if name.startswith("on")]


def test_hostile_titles_stay_words(filled: Any) -> None:
    titled = {"2027-q1__sales": {"objectives": [an_objective(title=ATTACK, contributes_to="company/lead")]}}
    page, told = filled("cascade: sales\nobjective: sales/grow\nkey-results: sales", a_company(**{**COMPANY, **titled}))
    assert told == []
    assert "script" not in {element.tag for element in page.walk()}
    assert "<script>alert(1)</script>" in page.text
