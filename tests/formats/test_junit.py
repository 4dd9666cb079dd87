"""JUnit XML for continuous integration."""

from xml.etree import ElementTree

import pytest
from xmlschema import XMLSchema

from mkdocs_okr.checks.formats.described import described
from mkdocs_okr.checks.formats.junit import as_junit
from mkdocs_okr.checks.formats.report import Report
from tests.formats.reports import HOSTILE, SCHEMAS, finding, hostile, report, unknown_key

SCHEMA = XMLSchema(str(SCHEMAS / "junit-10.xsd"))


def parsed(told: Report) -> ElementTree.Element:
    printed = as_junit(told)
    SCHEMA.validate(printed)
    return ElementTree.fromstring(printed.encode())


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_it_is_valid_by_the_schema(words: str) -> None:
    assert len(parsed(hostile(words)).findall("testsuite/testcase/failure")) == 3


def test_every_kind_of_finding_that_was_not_found_is_a_passed_test() -> None:
    root = parsed(report())
    cases = root.findall("testsuite/testcase")
    assert (root.get("tests"), root.get("failures")) == (str(len(described())), "0")
    assert {str(case.get("name")) for case in cases} == {f"{kind.code} {kind.name}" for kind in described()}


def test_a_finding_is_a_failed_test_with_place_and_help() -> None:
    root = parsed(report(finding()))
    (case,) = (case for case in root.iter("testcase") if len(case))
    assert case.get("classname") == "okr.drafting.key-result"
    assert case.get("name") == "KR001 key-result-without-metric: 2027-q1/marketing/demand/leads"
    (failure,) = case
    assert (failure.get("type"), failure.get("message")) == ("warning", "“More leads” has no metric")
    assert failure.text == "okrs/2027-q1/marketing.yml:5:9: warning: “More leads” has no metric\nAdd one."


def test_suites_are_the_checklists_and_count_their_tests() -> None:
    root = parsed(report(unknown_key(2), unknown_key(7), finding()))
    suites = {suite.get("name"): suite for suite in root}
    assert next(iter(suites)) == "Reading the files"
    assert suites["Reading the files"].get("failures") == "2"
    assert suites["Drafting: key results"].get("failures") == "1"
    assert root.get("failures") == "3"
    assert all(suite.get("tests") == str(len(suite)) for suite in root)


def test_no_two_tests_have_the_same_name() -> None:
    names = [
        case.get("name") for case in parsed(report(unknown_key(2), unknown_key(7), unknown_key(9))).iter("testcase")
    ]
    assert len(set(names)) == len(names)
