"""What search finds."""

import json
from typing import Any


def entries(workshop: Any, **options: Any) -> list[dict[str, str]]:
    index = json.loads(workshop.page("search/search_index.json", **options))
    docs: list[dict[str, str]] = index["docs"]
    return docs


def test_each_part_of_a_page_is_found_at_its_own_anchor_after_the_page_itself(workshop: Any) -> None:
    found = [entry["location"] for entry in entries(workshop) if entry["location"].startswith("2027-q1/sales/")]
    assert found == ["2027-q1/sales/", "2027-q1/sales/#grow", "2027-q1/sales/#grow/deals"]


def test_without_directory_urls(workshop: Any) -> None:
    found = [entry["location"] for entry in entries(workshop, use_directory_urls=False)]
    assert "2027-q1/sales.html#grow/deals" in found


def test_below_another_path(workshop: Any) -> None:
    workshop.config["plugins"] = ["search", {"okr": {"path": "goals"}}]
    assert "goals/2027-q1/sales/#grow" in {entry["location"] for entry in entries(workshop)}


def test_titles_and_texts_are_escaped_because_search_shows_them_as_html(workshop: Any) -> None:
    page = next(entry for entry in entries(workshop) if entry["location"] == "2027-q1/sales/")
    assert page["title"] == "Sales &lt;&amp; Co&gt;"
    assert page["text"] == "The unit &lt;b&gt;"


def test_a_page_without_entries_is_found_by_its_title(workshop: Any) -> None:
    home = [entry for entry in entries(workshop) if entry["location"] == ""]
    assert home == [{"location": "", "title": "Goals", "text": "What we want"}]


def test_the_users_own_pages_stay_in_the_index(workshop: Any) -> None:
    assert "playbook/" in {entry["location"] for entry in entries(workshop)}


def test_without_a_search_plugin_there_is_no_index(workshop: Any) -> None:
    workshop.config["plugins"] = [{"okr": {"path": "/"}}]
    assert not (workshop.build() / "search").exists()


def test_search_works_offline(workshop: Any) -> None:
    workshop.config["plugins"] = ["search", {"okr": {"path": "/"}}, "offline"]
    assert "#grow/deals" in workshop.page("search/search_index.js")


def test_an_index_built_in_advance_does_not_hide_the_portal(workshop: Any) -> None:
    workshop.write(
        {
            "prebuilt.py": "import json, pathlib\n"
            "def on_post_build(config):\n"
            "    path = pathlib.Path(config.site_dir, 'search', 'search_index.json')\n"
            "    path.write_text(json.dumps({**json.loads(path.read_text()), 'index': {'of': 'old'}}))\n"
        }
    )
    workshop.config["hooks"] = ["prebuilt.py"]
    index = json.loads(workshop.page("search/search_index.json"))
    assert "index" not in index
    assert "2027-q1/sales/#grow" in {entry["location"] for entry in index["docs"]}
