"""What is an e-mail address or a telephone number of a person, and what only looks like one."""

import pytest

from mkdocs_okr.checks.contact import contact_in, may_hold_contact


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Ask jane.miller@customer.example first", "jane.miller@customer.example"),
        ("[Jane](mailto:jane@customer.example)", "jane@customer.example"),
        ("Team+Jane@customer.co.example, please", "Team+Jane@customer.co.example"),
        ("+49 170 123 456", "+49 170 123 456"),
        ("+1 (555) 010-9999 in the evening", "+1 (555) 010-9999"),
        ("Tel.: 030 5550 1234", "030 5550 1234"),
        ("telephone no. (030) 5550-1234", "(030) 5550-1234"),
        ("FAX 5550123", "5550123"),
    ],
)
def test_a_contact_is_found(text: str, contact: str) -> None:
    assert contact_in(text) == contact
    assert may_hold_contact([text])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "support@acme.example answers within an hour",
        "git@code.example:acme/okrs.git",
        "https://social.example/@acme",
        "We meet @ 10",
        "name@localhost",
        "+1 000 000 visits and +15 % orders",
        "+2026 2027",
        "phone 1 200 000 minutes",
        "by phone on 2027-02-12",
        "phone 2027-02-12 to 2027-02-14",
        "hotel 5550123",
        "030 5550 1234 visitors",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert contact_in(text) is None
