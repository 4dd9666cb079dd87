"""Which lines of a page are a fence, and what its lines say."""

from time import process_time

import pytest

from mkdocs_okr.sources.fences import fences, in_file, wish

BARE = "```okr\ncascade: sales\n```"

FOUND = {
    "three marks": (BARE, [0]),
    "waves": ("~~~okr\ncascade: sales\n~~~", [0]),
    "more marks": ("`````okr\ncascade: sales\n`````", [0]),
    "a blank before the word": ("``` okr\ncascade: sales\n```", [0]),
    "braces": ("``` { .okr }\ncascade: sales\n```", [0]),
    "capitals": ("```OKR\ncascade: sales\n```", [0]),
    "more than one": ("```okrs\ncascade: sales\n```", [0]),
    "text around": (f"Before\n{BARE}\nAfter\n\n{BARE}\n", [1, 6]),
    "in a list": ("- item\n\n    ```okr\n    cascade: sales\n    ```", [2]),
    "in a list, with tabs": ("- item\n\n\t```okr\n\tcascade: sales\n\t```", [2]),
    "in a quotation": ("> ```okr\n> cascade: sales\n> ```", [0]),
    "with blank lines": ("    ```okr\n\n    cascade: sales\n\n    ```", [0]),
    "another language": ("```python\nokr\n```", []),
    "a longer word": ("```okr-yaml\ncascade: sales\n```", []),
    "inside a longer fence": (f"````markdown\n{BARE}\n````", []),
    "inside waves": (f"~~~\n{BARE}\n~~~\n{BARE}", [5]),
    "after a fence that is never closed": (f"````\n{BARE}", [1]),
    "after words in marks": (f"```one line```\n\n{BARE}", [2]),
    "in a sentence": ("Write ```okr and so on", []),
}


@pytest.mark.parametrize(("markdown", "lines"), FOUND.values(), ids=FOUND)
def test_a_fence_is_found_where_it_stands(markdown: str, lines: list[int]) -> None:
    assert [fence.first for fence in fences(markdown)] == lines
    assert all(fence.is_closed for fence in fences(markdown))


@pytest.mark.parametrize(
    "markdown", ["```okr\ncascade: sales", "```okr\ncascade: sales\n````", "> ```okr\n> cascade: sales\n\nover\n```"]
)
def test_a_fence_without_an_end_is_only_its_first_line(markdown: str) -> None:
    (fence,) = fences(markdown)
    assert not fence.is_closed
    assert fence.after == fence.first + 1
    (mistake,) = wish(fence).mistakes
    assert (mistake.message, mistake.at) == ("this fence is never closed", (1, fence.column))


def test_many_openings_that_nothing_closes_are_read_in_no_time() -> None:
    assert len(fences("````okr\n" * 20_000)) == 20_000


def test_many_ends_that_close_nothing_are_read_in_no_time() -> None:
    before = process_time()
    assert len(fences("```okr\n    ```\n" * 20_000)) == 20_000
    assert process_time() - before < 2


READ = {
    "one": ("cascade: sales", [("cascade", "sales")], None),
    "several": ("cascade: sales\nscore: sales/grow", [("cascade", "sales"), ("score", "sales/grow")], None),
    "with a cycle": ("cycle: 2027-q1\ncascade: sales", [("cascade", "sales")], "2027-q1"),
    "a remark": ("# a remark\ncascade: sales # and another", [("cascade", "sales")], None),
    "quotes": ("cascade: 'sales'", [("cascade", "sales")], None),
    "a number": ("score: 2027", [("score", "2027")], None),
}


@pytest.mark.parametrize(("text", "entries", "cycle"), READ.values(), ids=READ)
def test_a_fence_says_what_to_show(text: str, entries: list[tuple[str, str]], cycle: str | None) -> None:
    (fence,) = fences(f"```okr\n{text}\n```")
    asked = wish(fence)
    assert asked.mistakes == ()
    assert [(entry.key, entry.value) for entry in asked.entries] == entries
    assert (asked.cycle and asked.cycle.value) == cycle


WRONG = {
    "empty": ("```okr\n```", "this fence is empty", "2:3"),
    "a sentence": ("```okr\ncascade sales\n```", "this is not `kind: what`", "3:3"),
    "a list": ("```okr\n- cascade\n```", "this is not `kind: what`", "3:3"),
    "only a cycle": ("```okr\ncycle: 2027-q1\n```", "this fence shows nothing", "2:3"),
    "no name": ("```okr\ncascade:\n```", "`cascade` needs a name behind the colon", "3:3"),
    "several names": ("```okr\ncascade: [a, b]\n```", "`cascade` takes one name, not several", "3:3"),
    "twice": ("```okr\nscore: a\nscore: b\n```", "`score` stands here a second time (first on line 3)", "4:3"),
    "a colon too many": ("```okr\nscore: a: b\n```", "there is a colon where none can stand", "3:11"),
    "an anchor": ("```okr\nscore: &a b\n```", "`&a` is a YAML anchor, which the format does not use", "3:10"),
    "a control character": ("```okr\nscore: a\x07\n```", "invisible character U+0007", "3:11"),
    "words behind": ("```okr cascade\nscore: a\n```", "`cascade` cannot stand behind `okr`", "2:3"),
}


@pytest.mark.parametrize(("text", "message", "place"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_told_where_it_stands(text: str, message: str, place: str) -> None:
    (fence,) = fences("\n" + "\n".join(f"  {line}" for line in text.split("\n")))
    mistake = wish(fence).mistakes[0]
    assert message in mistake.message
    assert f"{mistake.at[0]}:{mistake.at[1]}" == place
    assert mistake.help


def test_a_fence_is_found_again_below_a_front_matter() -> None:
    found = fences(f"{BARE}\n\n{BARE}")
    raw = f"---\ntitle: A\n---\n\n{BARE}\nwords\n{BARE}\n"
    assert [fence.first for fence in in_file(found, raw)] == [4, 8]


def test_a_fence_that_another_plugin_wrote_keeps_its_own_line() -> None:
    found = fences(BARE)
    assert in_file(found, "{{ cascade }}") == found


HELPED = {
    "no colon": ("cascade sales", "`cascade: sales`"),
    "a sentence": ("please show our cascade", "`cascade: company`"),
    "twice": ("score: a\nscore: b", "a fence of its own"),
    "several names": ("score: [a, b]", "a fence of its own"),
    "no name": ("score:", "`company`"),
}


@pytest.mark.parametrize(("text", "help"), HELPED.values(), ids=HELPED)
def test_the_way_to_mend_it_is_about_what_was_written(text: str, help: str) -> None:
    (fence,) = fences(f"```okr\n{text}\n```")
    (mistake,) = wish(fence).mistakes
    assert help in mistake.help
