"""Sentences are judged as a good reviewer would, and any text at all is survived."""

import csv
import re
import time
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.checks.judging import BAD, GOOD, KEY_RESULT, OBJECTIVE, Judged, judge
from mkdocs_okr.checks.rules import key_result_wording, objective_wording
from mkdocs_okr.checks.words.language import LISTS, OWN, Language, language, languages
from mkdocs_okr.checks.words.measures import AMOUNT, DURATION, EXACT, FACTOR, MONEY, PERCENTAGE, RANK, SHARE
from mkdocs_okr.checks.words.sentence import Sentence

HERE = Path(__file__).parent / "words"


def _sentences(name: str, kind: str = "") -> Iterator[tuple[str, str, str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield kind or row["kind"], row["text"], row["verdict"], row["rule"]


ENGLISH = [*_sentences("key_results.csv", KEY_RESULT), *_sentences("objectives.csv", OBJECTIVE)]
GERMAN = list(_sentences("german.csv"))
TEXTS = [text for _, text, _, _ in ENGLISH]
KINDS = st.sampled_from([KEY_RESULT, OBJECTIVE])


def _codes(judged: Judged) -> list[str]:
    return [each.code for each in judged.findings]


@pytest.mark.parametrize(("kind", "text", "verdict", "rule"), ENGLISH)
def test_a_sentence_is_judged_as_a_reviewer_would(kind: str, text: str, verdict: str, rule: str) -> None:
    judged = judge(text, kind)
    assert (judged.verdict, rule in _codes(judged) or not rule) == (verdict, True), judged.findings


@pytest.mark.parametrize(("kind", "text", "verdict", "rule"), GERMAN)
def test_another_language_takes_nothing_but_lists(kind: str, text: str, verdict: str, rule: str) -> None:
    judged = judge(text, kind, language("de"))
    assert (judged.verdict, rule in _codes(judged) or not rule) == (verdict, True), judged.findings


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Reach 1,200 members", [AMOUNT]),
        ("From 60 to 75 %", [AMOUNT, PERCENTAGE]),
        ("Grow by 25 percent", [PERCENTAGE]),
        ("Grow by 25 per cent", [PERCENTAGE]),
        ("Raise £2m or U$ 3 million", [MONEY, MONEY]),
        ("Load in 300ms", [DURATION]),
        ("Answer within two business days", [DURATION]),
        ("Grow 3x", [FACTOR]),
        ("Be in the top 10", [RANK]),
        ("Rank #1 for saws", [RANK]),
        ("All teams", [SHARE]),
        ("No accident", [SHARE]),
        ("Zero accidents", [EXACT]),
        ("Twice as many", [EXACT]),
        ("From weekly to daily", [EXACT, EXACT]),
        ("MQL→SQL 10→2 days", [DURATION]),
        ("Pulse of 8+", [AMOUNT]),
        ("Scores ≥ 4.5/5", [AMOUNT]),
        ("≤45 days", [DURATION]),
        ("P1 incidents", []),
        ("Launch Foo v4.1", []),
        ("In Q3 2027", []),
        ("By March 7", []),
        ("By 2027-03-31", []),
        ("By 31/03/2027", []),
        ("CI/CD and B2B", []),
        ("Support 24/7", []),
        ("ISO 27001 and SOC 2", []),
        ("Phase 2 for tier 1", []),
        ("Retention after the 30-day trial", []),
        ("One inbox", []),
        ("At least one customer", [AMOUNT]),
        ("Weekly reports every week", []),
    ],
)
def test_a_number_is_told_from_a_name_and_a_date(text: str, kinds: list[str]) -> None:
    assert [each.kind for each in Sentence(text, language("en")).measures] == kinds


@pytest.mark.parametrize(
    ("text", "verb", "thing"),
    [
        ("Launch the new portal by May", "launch", "the new portal"),
        ("KR2: Quickly launch the portal", "launch", "the portal"),
        ("- [ ] To launch the portal", "launch", "the portal"),
        ("[P1] We will launch the portal, then rest", "launch", "the portal"),
        ("Launching the portal", "launch", "the portal"),
        ("Launched the portal", "launch", "the portal"),
        ("Design and launch the portal", "launch", "the portal"),
        ("Set up the portal for schools", "set up", "the portal"),
        ("Organise a fair", "organise", "a fair"),
        ("Organize a fair", "organise", "a fair"),
        ("Migrate to the new portal", "migrate", "the new portal"),
        ("Launch date of the portal", "", "date"),
        ("Support tickets are answered", "", "Support tickets are answered"),
        ("Marketing qualified leads", "", "Marketing qualified leads"),
        ("Release of the portal", "", "Release"),
        ("Teams launch on their own", "", "Teams launch"),
    ],
)
def test_an_order_is_told_from_the_name_of_a_thing(text: str, verb: str, thing: str) -> None:
    sentence = Sentence(text, language("en"))
    is_order = sentence.lead is not None and sentence.lead.sure
    assert (sentence.lead.base if sentence.lead and is_order else "", sentence.quote(*sentence.thing)) == (verb, thing)


@pytest.mark.parametrize("kind", [KEY_RESULT, OBJECTIVE])
@pytest.mark.parametrize(("text", "code"), [*((text, "en") for text in TEXTS), *((each[1], "de") for each in GERMAN)])
def test_no_finding_quotes_nothing(kind: str, text: str, code: str) -> None:
    for each in judge(text, kind, language(code)).findings:
        assert re.search(r"“[^\w…]*”", each.message + each.help) is None, each


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (KEY_RESULT, "Neue Website bauen", "“bauen” can be ticked off"),
        (KEY_RESULT, "Dokumentation schreiben", "“schreiben” can be ticked off"),
        (OBJECTIVE, "Vertrieb unterstützen", "to “unterstützen”"),
        (OBJECTIVE, "Neue Märkte ausprobieren", "to “ausprobieren”"),
        (OBJECTIVE, "Marktführerschaft halten", "“Marktführerschaft halten” keeps"),
        (OBJECTIVE, "Qualität sicherstellen", "“Qualität sicherstellen for …, so that …”"),
    ],
)
def test_a_verb_at_the_end_is_quoted(kind: str, text: str, said: str) -> None:
    (found,) = judge(text, kind, language("de")).findings
    assert said in found.message + found.help


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("Deliver everything on the roadmap", "KR009", "Take the one figure"),
        ("Fix critical bugs ASAP", "KR004", "What will be better once that is done?"),
        ("Launch the new website ASAP", "KR004", "What will be different with the new website?"),
        ("Set the new office up", "KR004", "“set up” can be ticked off"),
        ("Yodel the roadmap", "KR006", "for example “… from … to …”, “all …” or “no …”."),
        ("Extra budget", "KR006", "“Extra budget from … to …”"),
        ("The mood in the yard", "KR006", "“Mood from … to …”"),
    ],
)
def test_a_help_can_be_followed(text: str, code: str, said: str) -> None:
    found = judge(text, KEY_RESULT).findings[0]
    assert (found.code, said in found.message + found.help) == (code, True), found


@pytest.mark.parametrize(
    "text",
    [
        "Win over families who never had a garden",
        "Put an end to paper in our wards",
        "Put the patient first in every ward",
        "Move from projects to products",
        "Launch in Poland",
    ],
)
def test_an_order_is_not_said_to_be_none(text: str) -> None:
    assert "OBJ007" not in _codes(judge(text, OBJECTIVE))


@pytest.mark.parametrize(("text", "is_short"), [("NPS +12", False), ("NPS", True), ("ARR (EMEA)", True)])
def test_an_abbreviation_with_an_amount_is_more(text: str, is_short: bool) -> None:
    assert ("KR014" in _codes(judge(text, KEY_RESULT))) == is_short


@given(st.text(max_size=300), KINDS, st.sampled_from(["en", "de", OWN]))
def test_any_text_is_survived(text: str, kind: str, code: str) -> None:
    assert judge(text, kind, language(code)).verdict in (GOOD, BAD)


@given(
    st.lists(st.sampled_from([*TEXTS, "and", "(", ")", "to", "10 %", "…", "\x00", "👍", "評判", "שלום"]), max_size=12),
    KINDS,
)
def test_any_heap_of_words_is_survived(parts: list[str], kind: str) -> None:
    judged = judge(" ".join(parts), kind)
    assert all(each.message and each.help and len(each.message) < 1000 for each in judged.findings)
    assert "“”" not in "".join(each.message + each.help for each in judged.findings)


@given(st.sampled_from(ENGLISH), st.sampled_from(["", " ", "\t", "\n", "  \n"]), st.booleans())
def test_spaces_around_it_and_its_first_letter_do_not_matter(
    sentence: tuple[str, str, str, str], space: str, capital: bool
) -> None:
    kind, text, verdict, _ = sentence
    if text[1:2].isupper() or text[1:2].isdigit():
        capital = True  # "KR2: …", "NPS …"
    first = text[0].upper() if capital else text[0].lower()
    assert judge(space + first + text[1:] + space, kind).verdict == verdict


@pytest.mark.parametrize("text", ["", " ", "\n\t", "👍", "…", "?!", "-"])
def test_a_text_without_words_is_bad_and_says_why(text: str) -> None:
    for kind in (KEY_RESULT, OBJECTIVE):
        judged = judge(text, kind)
        assert judged.verdict == BAD
        assert judged.findings[0].help


@pytest.mark.parametrize(
    "text", ["顧客満足度を上げる", "Повысить качество", "שיפור השירות", "تحسين الخدمة", "서비스 개선"]
)
def test_a_text_in_letters_of_another_language_is_not_judged_by_english_words(text: str) -> None:
    assert judge(text, KEY_RESULT).verdict == judge(text, OBJECTIVE).verdict == GOOD


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "and " * 25_000,
        "( 1" * 33_000,
        "launch 15 " * 10_000,
        "[ ] " * 25_000,
        "👍" * 100_000,
        "1." * 50_000,
    ],
)
def test_an_endless_text_does_not_take_long(text: str) -> None:
    began = time.process_time()
    for kind in (KEY_RESULT, OBJECTIVE):
        judge(text, kind)
    assert time.process_time() - began < 0.2


def test_all_rules_together_take_no_time() -> None:
    titles = [(kind, text) for kind, text, verdict, _ in ENGLISH if verdict == GOOD]
    best = min(_timed(titles) for _ in range(5))
    assert best / len(titles) < 100e-6, f"{best / len(titles) * 1e6:.0f} µs a title"


def _timed(titles: list[tuple[str, str]]) -> float:
    began = time.process_time()
    for kind, text in titles:
        judge(text, kind)
    return time.process_time() - began


@pytest.mark.parametrize("kind", [KEY_RESULT, OBJECTIVE])
def test_every_loud_rule_has_sentences_of_its_own(kind: str) -> None:
    module = key_result_wording if kind == KEY_RESULT else objective_wording
    codes = {each.code for each in vars(module).values() if hasattr(each, "judge") and each.severity != "info"}
    assert codes <= {rule for _, _, _, rule in ENGLISH}


def test_a_company_adds_and_removes_words() -> None:
    plain = language("en")
    ours = language("en", add={"task_verbs": ["yeet", "Roll  over"]}, remove={"task_verbs": ["launch"]})
    assert judge("Yeeting the old forms", KEY_RESULT, ours).findings[0].code == "KR004"
    assert judge("Roll over the old forms", KEY_RESULT, ours).findings[0].code == "KR004"
    assert judge("Launch the portal", KEY_RESULT, ours).findings[0].code == "KR006"
    assert judge("Launch the portal", KEY_RESULT, plain).findings[0].code == "KR004"


def test_a_company_writes_in_a_language_of_its_own() -> None:
    nothing = language(OWN)
    assert judge("Opleiding lanceren", KEY_RESULT, nothing).findings[0].code == "KR006"
    dutch = language(
        OWN, add={"task_verbs": ["lanceren"], "generic_words": ["kwaliteit"], "change_verbs": ["verbeteren"]}
    )
    assert judge("Opleiding lanceren", KEY_RESULT, dutch).findings[0].code == "KR004"
    assert judge("Kwaliteit verbeteren", OBJECTIVE, dutch).findings[0].code == "OBJ003"


def test_the_same_lists_are_made_once() -> None:
    assert language("en") is language("en")
    assert language("en", add={"proofs": ["diploma"]}) is language("en", add={"proofs": ["diploma"]})


def test_an_unknown_language_names_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"“xx”.*`de`, `en`"):
        language("xx")


def test_an_unknown_list_names_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"“verbs”.*`task_verbs`"):
        language("en", add={"verbs": ["go"]})


@pytest.mark.parametrize("code", languages())
def test_the_files_of_a_language_are_lists_that_are_known(code: str) -> None:
    folder = Path(language.__code__.co_filename).parent / code
    assert {path.stem for path in folder.glob("*.txt")} <= set(LISTS)
    for path in folder.glob("*.txt"):
        lines = path.read_text("utf-8").splitlines()
        assert lines[0].startswith("# "), path.name
        words = lines[1:]
        assert len(set(words)) == len(words), path.name
        assert all(word == word.strip() for word in words), path.name


def test_english_knows_every_list() -> None:
    english: Language = language("en")
    assert [name for name, words in english.lists.items() if not words] == []
    assert all(meaning.endswith(".") for meaning in LISTS.values())


def test_a_sentence_is_one_of_two_kinds() -> None:
    with pytest.raises(ValueError, match="“goal”"):
        judge("Win", "goal")


@pytest.mark.parametrize("text", ["Neue Website einführen", "Umsatz erhöhen"])
def test_letters_may_be_written_in_parts(text: str) -> None:
    words = language("de")
    whole, parts = (judge(normalize(form, text), OBJECTIVE, words) for form in ("NFC", "NFD"))
    assert whole.verdict == parts.verdict == BAD
    assert [each.code for each in whole.findings] == [each.code for each in parts.findings]
