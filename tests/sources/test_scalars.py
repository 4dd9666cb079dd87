"""What people write as numbers, dates, ids and references, and what it means."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_okr.sources import scalars
from mkdocs_okr.sources.scalars import Unreadable


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("120", 120),
        ("2.5", 2.5),
        ("007", 7),
        (".02", 0.02),
        ("5.", 5),
        ("-3", -3),
        ("+5 %", 5),
        ("−4", -4),
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("1\u202f000\u202f000", 1_000_000),
        ("1,000", 1000),
        ("1,234.5", 1234.5),
        ("45 %", 45),
        ("45%", 45),
        ("$600K", 600_000),
        ("-$600k", -600_000),
        ("$-600", -600),
        ("€ 2.5M", 2_500_000),
        ("600 €", 600),
        ("3B", 3_000_000_000),
        (" 7 ", 7),
    ],
)
def test_numbers_as_people_write_them(written: str, meant: float) -> None:
    assert scalars.number(written) == pytest.approx(meant)


@pytest.mark.parametrize(
    "written",
    [
        "", "many", "1_000", "1,5", "1,00", "12:30", "1 00", "1.2.3", "nan", "inf", "1e5", "0x10", "--1", "-$-1",
        "5 apples", "$", ".", "٣", "½", "1,000,00", "9" * 400,
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        scalars.number(written)
    assert refused.value.name == "bad-number"


def test_a_decimal_comma_is_answered_with_the_decimal_point() -> None:
    with pytest.raises(Unreadable) as refused:
        scalars.number("1,5")
    assert "`1.5`" in refused.value.help


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_every_number_with_thousands_reads_back(value: float) -> None:
    assert scalars.number(f"{value:,.4f}") == pytest.approx(round(value, 4))


def test_dates_are_year_month_day() -> None:
    assert scalars.day("2027-02-12") == date(2027, 2, 12)


@pytest.mark.parametrize("written", ["", "2027-2-12", "12.02.2027", "20270212", "2027-W06-1", "2027-02-30", "soon"])
def test_other_dates_are_refused(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        scalars.day(written)
    assert refused.value.name == "bad-date"


@pytest.mark.parametrize("written", ["a", "010", "no", "2027-q1", "x" * 64])
def test_ids_stay_what_was_typed(written: str) -> None:
    assert scalars.identifier(written) == written


@pytest.mark.parametrize("written", ["", "-a", "A", "a b", "a_b", "ä", "a/b", "..", "x" * 65, "a\n"])
def test_ids_that_could_not_be_part_of_an_address_are_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        scalars.identifier(f"{written}x" if written == "a\n" else written)


@pytest.mark.parametrize("written", ["con", "nul", "com1", "lpt9"])
def test_device_names_are_refused(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        scalars.identifier(written)
    assert refused.value.name == "reserved-name"


@given(st.text())
def test_a_suggested_id_is_an_id(text: str) -> None:
    suggestion = scalars.suggested_id(text)
    assert suggestion == "" or (scalars.ID_PATTERN and scalars._ID.fullmatch(suggestion))


@pytest.mark.parametrize("written", ["a/b", "a/b/c", "2027/a/b/c"])
def test_references(written: str) -> None:
    assert scalars.reference(written) == written


@pytest.mark.parametrize("written", ["a", "a/b/c/d/e", "a//b", "/a/b", "a/B", "a/b/", "a b/c"])
def test_what_is_no_reference_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        scalars.reference(written)


@pytest.mark.parametrize(
    "written",
    ["javascript:alert(1)", "data:text/html,x", "//x.example", "https://", "https://a b", "x.example", "vbscript:x"],
)
def test_addresses_that_a_browser_would_run_or_not_find_are_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        scalars.web_address(written)


READERS: list[Callable[[object], object]] = [
    scalars.number,
    scalars.whole,
    scalars.confidence,
    scalars.day,
    scalars.identifier,
    scalars.reference,
    scalars.unit_or_reference,
    scalars.own_key_result,
    scalars.web_address,
]


@pytest.mark.parametrize("reader", READERS)
@given(value=st.one_of(st.text(), st.none(), st.lists(st.text()), st.dictionaries(st.text(), st.text())))
def test_no_value_is_answered_with_anything_but_words(reader: Callable[[object], object], value: object) -> None:
    told = None
    try:
        reader(value)
    except Unreadable as refused:
        told = refused
    assert told is None or (told.message and told.help and "\n" not in told.message)
