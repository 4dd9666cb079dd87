"""What can be found is described alike, whoever finds it."""

from mkdocs_okr.checks.checklists import CHECKLISTS
from mkdocs_okr.checks.formats.described import HOUSEKEEPING, READING, described, grouped
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.sources import CODES


def test_every_code_and_every_name_means_one_thing() -> None:
    words = [word for kind in described() for word in (kind.code, kind.name)]
    assert sorted(words) == sorted(set(words))


def test_rules_and_errors_of_reading_are_all_there() -> None:
    assert [kind.code for kind in described()] == [*CODES, *(rule.code for rule in RULES)]


def test_a_summary_is_one_line_and_a_sentence() -> None:
    assert all(kind.summary.endswith(".") and "\n" not in kind.summary for kind in described())


def test_they_are_listed_by_checklist() -> None:
    titles = [group.title for group, _ in grouped(described())]
    order = [READING.title, *(checklist.title for checklist in CHECKLISTS), HOUSEKEEPING.title]
    assert titles == [title for title in order if title in titles]
    assert sum(len(members) for _, members in grouped(described())) == len(described())
