"""A drawing can be read: everything in it leads somewhere and says how it stands, and words on arrows are legible."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from markupsafe import Markup

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.diagrams import keeping
from mkdocs_okr.diagrams.drawing import arrow_path, drawn
from mkdocs_okr.diagrams.picture import Arrow, Box, Picture, Row
from tests.portal.document import Element, parse


def a_picture(status: Status = Status.AT_RISK, name: str = "cascade") -> Picture:
    row = Row("a/o/kr", "KR1", "Anvils sold", "../a/#o.kr", 0.42, status)
    boxes = (
        Box("a/o", "ACME", "Sell more anvils", "../a/#o", 0, 0.43, status, (row,), words="0.40 expected by now"),
        Box("b/o", "Sales", "Call every workshop", "../b/#o", 1, 0.5, status),
    )
    arrow = Arrow("b/o", "a/o", "a/o/kr", "“Call every workshop” contributes to “Anvils sold”", "60 %")
    return Picture(name, "ACME in the cascade", "What contributes to what.", boxes, (arrow,), ("Company", "Units"))


def page(picture: Picture) -> Element:
    return parse(drawn(picture))


@pytest.mark.parametrize("status", Status)
def test_each_box_and_row_leads_somewhere_and_says_its_status(status: Status) -> None:
    svg = page(a_picture(status))
    assert [link["href"] for link in svg.all("a")] == ["../a/#o", "../a/#o.kr", "../b/#o"]
    for link in svg.all("a"):
        assert link.one("use")["href"].startswith("#okr:")
        assert status.word in link.text  # of a row in its description, because the score stands beside its shape
    assert svg.all(".okr-box__kr")[0].one("desc").text == status.word


def test_a_drawing_has_a_name_a_description_and_ids_of_its_own() -> None:
    svg = page(a_picture()).one("svg")
    assert svg["aria-labelledby"] == "cascade:title cascade:about"
    assert [part.text for part in svg.all("title")[:1]] == ["ACME in the cascade"]
    assert page(a_picture(name="other")).one("svg")["id"] == "other:map"


def test_what_did_not_fit_can_be_read_when_pointed_at() -> None:
    long = "Become the supplier that workshops everywhere recommend to each other, " * 3
    first, second = a_picture().boxes
    svg = page(replace(a_picture(), boxes=(first._replace(title=long), second)))
    assert svg.first("a").one("title").text == f"ACME: {long.strip()}. 0.40 expected by now"
    assert svg.first(".okr-box__title").text
    assert "…" in svg.first("a").text


def test_an_arrow_points_at_the_very_row() -> None:
    svg = page(a_picture())
    box = svg.first(".okr-box")
    left, top = map(float, re.findall(r"[\d.]+", box["transform"]))
    rule = float(re.findall(r"M1 (\d+)", box.one(".okr-box__kr").one("path")["d"])[0])
    tip = [float(number) for number in re.findall(r"-?[\d.]+", svg.one(".okr-edge__head")["d"])[:2]]
    assert tip[0] == left + 264
    assert abs(tip[1] - (top + rule + 12.5)) <= 1
    assert svg.one(".okr-edge")["data-okr-arrow"] == "1 0 1"


@pytest.mark.parametrize(
    "curve", [[(9, 9)] * 4, [(0, 0), (42, 0), (42, 90), (84, 90)], [(5, 0), (5, 0), (5, 9), (5, 9)]]
)
def test_an_arrow_has_a_head_wherever_it_leads(curve: list[tuple[float, float]]) -> None:
    line, head = arrow_path(curve)
    assert re.fullmatch(r"M[\d. -]+(C[\d. -]+)+", line)
    assert head.startswith(f"M{curve[-1][0]} {curve[-1][1]}L")


def labelled(arrows: Sequence[tuple[int, int, int]]) -> Picture:
    """Boxes in two columns, the first of them at the right, with arrows between them that all have words."""
    boxes = [
        Box(
            str(number), "Sales", f"Objective {number}", "#", 0 if number else 1,
            rows=tuple(Row(f"{number}/{kr}", f"KR{kr}", "Title", "#", None, Status.NO_DATA) for kr in range(1, 5)),
        )
        for number in range(6)
    ]  # fmt: skip
    boxes += [Box(f"far {number}", "HR", "Objective", "#", 1) for number in range(5)]
    return Picture(
        "p", "Title", "About", tuple(boxes),
        tuple(Arrow(boxes[start].id, boxes[end].id, f"{end}/{kr}", "w", "25\u00a0%") for start, end, kr in arrows),
    )  # fmt: skip


def words_and_lines(of: Picture) -> list[tuple[tuple[int, int], list[tuple[float, float]]]]:
    """Where the middles of the words are, and the points of each arrow's line."""
    drawing = str(drawn(of))
    found = []
    for path, x, y in re.findall(r'<g class="okr-edge".*?<path d="([^"]+)"/>.*?<text x="(\d+)" y="(\d+)"', drawing):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
        found.append(((int(x), int(y) - 4), list(zip(numbers[::2], numbers[1::2], strict=True))))
    return found


def test_words_stand_beside_the_box_that_their_arrow_comes_from_and_off_all_others() -> None:
    arrows = [(0, 1, 1), (0, 1, 2), (0, 5, 4), (6, 1, 3), (7, 3, 1)]
    drawn_arrows = words_and_lines(labelled([*arrows, (8, 1, 1), (9, 5, 2), (9, 2, 3)]))
    assert len(drawn_arrows) == 8
    for number, ((x, y), line) in enumerate(drawn_arrows):
        assert abs(line[0][0] - x) < 30
        assert line[0][1] == y
        for other, ((at, beside), foreign) in enumerate(drawn_arrows):
            if other != number:
                assert abs(x - at) >= 26 or abs(y - beside) >= 14
                assert not any(abs(px - x) < 13 and abs(py - y) < 7 for px, py in foreign)


def test_an_arrow_that_arrives_and_one_that_leaves_do_not_meet_at_a_box() -> None:
    boxes = (Box("a", "", "A", "#", 0), Box("b", "", "B", "#", 1))
    drawing = str(drawn(Picture("p", "", "", boxes, (Arrow("a", "b"), Arrow("b", "a")))))
    there, back = re.findall(r'<g class="okr-edge".*?<path d="M\d+ (\d+)C.*? (\d+)"/><path', drawing)
    assert abs(int(there[0]) - int(back[1])) >= 14
    assert abs(int(there[1]) - int(back[0])) >= 14


@pytest.fixture
def drawings() -> Iterator[list[str]]:
    """The names of what was drawn, and not found, since the test began."""
    yield []
    keeping.begin_build(keep=False)


def test_while_a_portal_is_served_only_what_changed_is_drawn_again(
    drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @keeping.kept
    def draw(name: str) -> Markup:
        drawings.append(name)
        return Markup(name * 100)

    draw("a")
    draw("a")
    assert drawings == ["a", "a"], "a single build keeps nothing"
    keeping.begin_build(keep=True)
    assert [draw(name) for name in "abab"] == [draw(name) for name in "abab"]
    assert drawings[2:] == ["a", "b"]
    keeping.begin_build(keep=True)
    draw("b")
    keeping.begin_build(keep=True)
    draw("b")
    draw("a")
    assert drawings[4:] == ["a"], "what the last build did not need was forgotten"
    monkeypatch.setattr(keeping, "ROOM", 200)
    keeping.begin_build(keep=True)
    for name in ("a", "c", "c", "a"):
        draw(name)
    assert drawings[5:] == ["c", "c"], "there was room for one"
