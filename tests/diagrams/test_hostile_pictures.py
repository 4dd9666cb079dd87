"""Whatever people write stays text in pictures: nothing of it becomes markup, an address, or a word to Graphviz."""

import re
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams import layout
from mkdocs_okr.diagrams.drawing import drawn
from mkdocs_okr.diagrams.picture import Arrow, Box, Look, More, Picture, Row
from mkdocs_okr.diagrams.strategy_drawing import strategy_drawn
from mkdocs_okr.diagrams.strategy_map import Lane, StrategyMap
from tests.portal.published import Published, a_company, an_objective, portfolio_of, write
from tests.portal.test_hostile import ATTACKS, HARMLESS, company

TEXTS = {
    **ATTACKS,
    "controls": "a\x00b\x01c\x1bd\x7fe\x85f\ufffeg\ud800h\u2028i",
    "graphviz": '"];evil[label=<b>];//\\N\\G digraph{} node edge graph strict -> :p0:w HTML <table>',
    "entities": "&lt;script&gt; &amp;amp; &#106; &quot; &nbsp; &evil; <!DOCTYPE x [<!ENTITY e 'x'>]> <![CDATA[x]]>",
    "long": "<b>&" * 25_000,
    "no spaces": "w" * 100_000,
}
ALLOWED = {
    "svg": {"class", "id", "viewBox", "style", "role", "aria-labelledby"},
    "title": {"id"},
    "desc": {"id"},
    "g": {"class", "transform", "data-okr-arrow"},
    "a": {"class", "href"},
    "rect": {"class", "x", "y", "width", "height", "rx"},
    "path": {"class", "d"},
    "text": {"class", "x", "y"},
    "tspan": {"class", "x", "dx"},
    "use": {"class", "href", "x", "y", "width", "height"},
}
KNOWN = {
    *("digraph", "splines", "none", "nslimit", "rankdir", "RL", "ranksep", "nodesep", "node", "edge", "shape", "plain"),
    *("point", "arrowhead", "width", "height", "style", "invis", "solid", "rank", "same", "constraint", "false"),
    *("label", "table", "tr", "td", "port", "border", "cellborder", "cellspacing", "cellpadding"),
    *("n", "c", "p", "w", "e"),
}
"""All words that Graphviz is told; boxes, columns and parts have a letter and a number."""


def pictured(html: str) -> list[str]:
    return re.findall(r'<svg class="okr-map.*?</svg>', html, re.S)


def check(svg: str) -> ElementTree.Element:
    """The drawing, which is XML and holds nothing but what drawings are made of."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert element.tag in ALLOWED
        assert set(element.keys()) <= ALLOWED[element.tag], element.attrib
        href = element.get("href", "#")
        assert href.startswith(("#", "../", "./")) or re.match(r"^[\w./-]*(#[\w./-]*)?$", href), href
    return root


def a_picture(text: str) -> Picture:
    """A picture in which every text that comes from people is `text`."""
    row = Row("a/o/kr", "KR1", text, "../a/#o.kr", 0.5, Status.AT_RISK)
    upper = Box(
        "a/o", text, text, "../a/#o", 0, 0.5, Status.ON_TRACK, (row,), (text,), text, Look.OWN, More(text, "../c/")
    )
    lower = Box("b/o", text, text, "../b/#o", 1, None, Status.NO_DATA, words=text)
    apart = Box("c/o", text, text, "../c/#o", 0, look=Look.APART)
    arrow = Arrow("b/o", "a/o", "a/o/kr", text, text)
    return Picture("cascade", text, text, (upper, lower, apart), (arrow,), (text, text), text, (text,))


def a_map(text: str) -> StrategyMap:
    """The same as a strategy map."""
    boxes = a_picture(text).boxes
    lanes = tuple((Lane("lane", text, (text,), 0.5, Status.AT_RISK, ((box,),)),) for box in boxes)
    return StrategyMap("map", text, text, (text,), lanes, (Arrow("a/o", "b/o", words=text),), text)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_picture_is_xml_that_shows_what_was_written_as_text(kind: str) -> None:
    plain = [element.tag for element in check(drawn(a_picture(HARMLESS))).iter() if element.tag != "text"]
    root = check(drawn(a_picture(TEXTS[kind])))
    tags = [element.tag for element in root.iter() if element.tag != "text"]
    assert [tag for tag in tags if tag not in ("title", "desc")] == [t for t in plain if t not in ("title", "desc")]
    check(strategy_drawn(a_map(TEXTS[kind])))


@pytest.mark.parametrize("kind", TEXTS)
def test_a_picture_of_anything_is_small(kind: str) -> None:
    assert len(drawn(a_picture(TEXTS[kind]))) < 60_000
    assert len(strategy_drawn(a_map(TEXTS[kind]))) < 60_000


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Graphviz was told since the test began."""
    said: list[str] = []
    real = layout._laid_out

    def listening(source: str) -> str:
        said.append(source)
        return real(source)

    monkeypatch.setattr(layout, "_laid_out", listening)
    return said


def leftover(source: str) -> set[str]:
    """What is neither a number, nor a sign of Graphviz' language, nor one of the words that we know."""
    return set(re.findall(r"[^\W\d]+|[^\w\s]", source)) - KNOWN - set('{}[]<>;,:.=-"/')


@pytest.mark.parametrize("kind", TEXTS)
def test_no_word_reaches_graphviz(told: list[str], kind: str) -> None:
    drawn(a_picture(TEXTS[kind]))
    assert told
    assert not leftover(told[0])


def test_this_would_notice_a_word() -> None:
    assert leftover('digraph{n0[label="Grow"]}')
    assert not leftover('digraph{n0[label=""];n1:p0:w->n0:p1:e}')


@pytest.mark.parametrize("attack", ATTACKS)
def test_all_pictures_of_a_portal_hold_text_only(tmp_path: Path, told: list[str], attack: str) -> None:
    published = Published(portfolio_of(write(tmp_path, company(ATTACKS[attack]))))
    found = [svg for address in published.pages for svg in pictured(published.html(address))]
    assert len(found) > 5
    for svg in found:
        check(svg)
    assert told
    assert not any(leftover(source) for source in told)


def test_ids_that_mean_something_to_graphviz_are_ids_like_others(tmp_path: Path) -> None:
    words = ("node", "edge", "graph", "digraph", "subgraph", "strict", "n0", "c0", "p0")
    units = {f"units/{id}.yml": {"name": id, "level": "department", "parent": "company"} for id in words}
    own = an_objective(id="graph", lead=None, contributes_to="company/strict/anvils")
    okrs = {f"2027-q1/{id}.yml": {"objectives": [own]} for id in words}
    top = {"2027-q1/company.yml": {"objectives": [an_objective(id="strict", lead=None)]}}
    published = Published(portfolio_of(write(tmp_path, {**a_company(), **units, **okrs, **top})))
    (svg,) = pictured(published.html("2027-q1/node"))
    assert len(check(svg).findall(".//g[@data-okr-arrow]")) == 1


def test_an_objective_of_a_thousand_key_results_is_drawn_in_a_moment(told: list[str]) -> None:
    rows = tuple(Row(f"a/o/{n}", f"KR{n}", f"Result {n}", f"#{n}", 0.5, Status.ON_TRACK) for n in range(1000))
    top = Box("a/o", "ACME", "Everything", "#o", 0, 0.5, Status.ON_TRACK, rows)
    below = tuple(Box(f"b{n}/o", f"Unit {n}", "Help", f"#{n}", 1, 0.5, Status.ON_TRACK) for n in range(100))
    arrows = tuple(Arrow(f"b{n}/o", "a/o", f"a/o/{10 * n}", "helps") for n in range(100))
    begun = time.process_time()
    root = check(drawn(Picture("cascade", "All", "All", (top, *below), arrows, ("Company", "Units"))))
    assert time.process_time() - begun < 3
    assert len(root.findall(".//g[@data-okr-arrow]")) == 100


PROGRAM = """
import sys
from mkdocs_okr.diagrams.drawing import drawn
from mkdocs_okr.diagrams.strategy_drawing import strategy_drawn
from tests.diagrams.test_hostile_pictures import a_map, a_picture
for text in ("Grow where we are new", "Größer 客户 السوق 👩‍🚀", "w" * 999):
    sys.stdout.buffer.write((drawn(a_picture(text)) + strategy_drawn(a_map(text))).encode())
"""


def output(folder: Path, **environment: str) -> bytes:
    """What a process of its own draws; it must have no complaint."""
    project = Path(__file__).parents[2]
    path = ":".join([str(project), str(project / "plugins"), str(project / "theme")])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=folder,
        env={"PYTHONPATH": path, "PATH": "", **environment},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout


def test_the_same_is_drawn_with_other_hashes_languages_and_fonts_and_nothing_is_complained_of(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    usual = output(Path(__file__).parent, PYTHONHASHSEED="0", LC_ALL="C.UTF-8")
    assert len(usual) > 20_000
    assert usual == output(tmp_path, PYTHONHASHSEED="77", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8")
    assert usual == output(tmp_path, PYTHONHASHSEED="1", LC_ALL="C", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert usual == output(tmp_path, PYTHONHASHSEED="2", FONTCONFIG_FILE="/nowhere", HOME="/nowhere", TZ="Asia/Tokyo")
