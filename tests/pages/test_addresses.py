"""Links hold in any folder of any server, with and without folder addresses."""

import pytest

from mkdocs_okr.model import Ref
from mkdocs_okr.pages.addresses import Addresses


@pytest.mark.parametrize(
    ("directory_urls", "here", "to", "anchor", "link"),
    [
        (True, "", "2027-q1/marketing", "", "2027-q1/marketing/"),
        (True, "2027-q1/marketing", "", "", "../../"),
        (True, "2027-q1/marketing", "people/mr-smith", "", "../../people/mr-smith/"),
        (True, "2027-q1", "2027-q1/sales", "grow/eu", "../2027-q1/sales/#grow/eu"),
        (True, "", "", "", "./"),
        (True, "2027-q1/sales", "2027-q1/sales", "grow", "#grow"),
        (False, "", "2027-q1/marketing", "", "2027-q1/marketing.html"),
        (False, "2027-q1/marketing", "", "", "../index.html"),
        (False, "2027-q1", "2027-q1/sales", "grow", "2027-q1/sales.html#grow"),
        (False, "", "", "", "index.html"),
    ],
)
def test_a_link_leads_from_one_page_to_another(
    directory_urls: bool, here: str, to: str, anchor: str, link: str
) -> None:
    assert link == Addresses(directory_urls).seen_from(here).to(to, anchor)


def test_a_key_result_is_found_at_the_address_that_its_reference_spells() -> None:
    ref = Ref("2027-q1", "marketing", "demand", "adwords")
    assert Addresses(True).seen_from("").to_ref(ref) == "2027-q1/marketing/#demand/adwords"
