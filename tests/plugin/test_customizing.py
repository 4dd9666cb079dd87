"""What belongs to the user wins, and what he writes is not trampled on."""

import re
from typing import Any

import pytest
from mkdocs.exceptions import Abort


def test_the_users_own_template_wins(workshop: Any) -> None:
    workshop.write(
        {"overrides/okr.html": '{% extends "main.html" %}{% block content %}MINE {{ page.content }}{% endblock %}'}
    )
    workshop.config["theme"] = {"name": "material", "font": False, "custom_dir": "overrides"}
    assert "MINE <h1>Sales</h1>" in workshop.page("2027-q1/sales/index.html")


def test_the_users_own_main_template_reaches_the_portal(workshop: Any) -> None:
    workshop.write({"overrides/main.html": '{% extends "base.html" %}{% block announce %}Hear, hear{% endblock %}'})
    workshop.config["theme"] = {"name": "material", "font": False, "custom_dir": "overrides"}
    assert "Hear, hear" in workshop.page("2027-q1/sales/index.html")


@pytest.mark.parametrize("place", ["overrides/assets/okr/okr.css", "docs/assets/okr/okr.css"])
def test_the_users_own_stylesheet_replaces_ours(workshop: Any, place: str) -> None:
    workshop.write({place: "body { color: hotpink }", "overrides/x.txt": ""})
    workshop.config["theme"] = {"name": "material", "font": False, "custom_dir": "overrides"}
    assert workshop.page("assets/okr/okr.css") == "body { color: hotpink }"


def test_the_users_stylesheet_is_loaded_after_ours(workshop: Any) -> None:
    workshop.write({"docs/mine.css": ""})
    workshop.config["extra_css"] = ["mine.css"]
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)">', workshop.page("cycles/index.html"))
    assert styles[-4:] == [f"../assets/okr/{own}.css" for own in ("okr", "pictures", "tracking")] + ["../mine.css"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("docs/cycles.md", "The file docs/cycles.md and the portal's page 'Cycles'"),
        ("docs/README.md", "The file docs/README.md and the portal's page 'Goals'"),
        ("docs/schema/okrs.json", "The file docs/schema/okrs.json and the generated file 'schema/okrs.json'"),
        ("docs/units/sales.md", "The file docs/units/sales.md and the generated file 'units/sales/index.html'"),
    ],
)
def test_two_things_at_one_address_are_an_error_that_names_both(
    workshop: Any, file: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.write({file: "# Mine\n"})
    with pytest.raises(Abort, match="1 address taken twice"):
        workshop.build()
    assert said in caplog.text


def test_a_page_that_is_excluded_does_not_stand_in_the_way(workshop: Any) -> None:
    workshop.write({"docs/cycles.md": "# Mine\n"})
    workshop.config["exclude_docs"] = "cycles.md"
    assert "<h1>Cycles</h1>" in workshop.page("cycles/index.html")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"theme": {"name": "material"}}, "load their fonts from Google"),
        ({"repo_url": "https://github.com/acme/okrs"}, "will ask https://github.com/acme/okrs"),
        ({"repo_url": "https://gitlab.acme.example/okrs"}, "will ask https://gitlab.acme.example/okrs"),
    ],
)
def test_settings_that_make_readers_call_others_are_pointed_out(
    workshop: Any, settings: dict[str, Any], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    workshop.config |= settings
    workshop.build(strict=True)
    assert said in caplog.text


def test_a_site_that_calls_nobody_is_told_nothing(workshop: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    workshop.build()
    assert "mkdocs_okr" not in caplog.text


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_portal_does_not_fail_in_another_theme(workshop: Any, theme: str) -> None:
    workshop.config["theme"] = theme
    assert "<h1>Sales</h1>" in workshop.page("2027-q1/sales/index.html")


def test_what_other_plugins_put_around_a_page_stays_around_it(workshop: Any) -> None:
    workshop.write({"around.py": "def on_page_content(html, **_):\n    return f'<i>before</i>{html}<i>after</i>'\n"})
    workshop.config["hooks"] = ["around.py"]
    assert "<i>before</i><h1>Cycles</h1><i>after</i>" in workshop.page("cycles/index.html")
