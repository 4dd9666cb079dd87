"""How the portal's pages sit in the site's own frame."""

import re
from typing import Any

import pytest


@pytest.mark.parametrize(("features", "hidden"), [(["navigation.tabs"], True), ([], False)])
def test_the_site_s_navigation_is_beside_the_pages_unless_tabs_have_it(
    workshop: Any, features: list[str], hidden: bool
) -> None:
    workshop.config["theme"] = {"name": "material", "font": False, "features": features}
    html = (workshop.build() / "2027-q1/sales/index.html").read_text("utf-8")
    sidebar = re.search(r'<div class="md-sidebar md-sidebar--primary"[^>]*>', html)
    assert sidebar
    assert ("hidden" in sidebar[0]) is hidden


def test_the_first_tab_skips_to_the_content(workshop: Any) -> None:
    html = (workshop.build() / "2027-q1/sales/index.html").read_text("utf-8")
    assert re.search(r'<a href="#okr:content" class="md-skip">', html)
    assert 'id="okr:content"' in html
