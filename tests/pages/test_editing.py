"""Edit links lead into the web editor of each host, at the line."""

from urllib.parse import parse_qs, urlsplit

import pytest

from mkdocs_okr.model import Place, Repository
from mkdocs_okr.pages.editing import edit_url, new_file_url

PLACE = Place("2027-q1/marketing.yml", 12, 5)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("github", "https://host.example/acme/okrs/edit/main/okrs/2027-q1/marketing.yml#L12"),
        ("gitlab", "https://host.example/acme/okrs/-/edit/main/okrs/2027-q1/marketing.yml#L12"),
        ("gitea", "https://host.example/acme/okrs/_edit/main/okrs/2027-q1/marketing.yml#L12"),
    ],
)
def test_edit_opens_the_file_at_its_line(host: str, url: str) -> None:
    assert url == edit_url(Repository("https://host.example/acme/okrs/", host), PLACE)


@pytest.mark.parametrize(
    ("host", "path", "name"),
    [("github", "/acme/okrs/new/main", "filename"), ("gitea", "/acme/okrs/_new/main/okrs/2027-q1", "filename")],
)
def test_a_new_file_opens_with_its_name_and_content(host: str, path: str, name: str) -> None:
    content = "by: mr-smith\nnote: 50 % & more + #1\n"
    url = urlsplit(new_file_url(Repository("https://host.example/acme/okrs", host), "2027-q1/new.yml", content))
    assert url.path == path
    query = parse_qs(url.query)
    assert query["value"] == [content]
    assert query[name][0].endswith("new.yml")


def test_a_host_that_cannot_be_prefilled_gets_at_least_the_name() -> None:
    url = new_file_url(Repository("https://host.example/a/b", "gitlab"), "2027-q1/new.yml", "x")
    assert url == "https://host.example/a/b/-/new/main/okrs/2027-q1?file_name=new.yml"


def test_sources_at_the_root_of_the_repository_have_no_folder_in_the_link() -> None:
    repository = Repository("https://host.example/a/b", "github", sources="")
    assert edit_url(repository, Place("people.yml", 1, 1)) == "https://host.example/a/b/edit/main/people.yml#L1"


@pytest.mark.parametrize(
    ("sources", "file", "path"),
    [
        ("okrs", "../docs/playbook/a b.md", "docs/playbook/a%20b.md"),
        ("company/okrs/", "../docs/playbook/a.md", "company/docs/playbook/a.md"),
    ],
)
def test_a_page_of_the_playbook_opens_where_it_lies_in_the_repository(sources: str, file: str, path: str) -> None:
    repository = Repository("https://host.example/a/b", "github", sources=sources)
    assert edit_url(repository, Place(file, 3, 1)) == f"https://host.example/a/b/edit/main/{path}#L3"


def test_a_page_that_lies_outside_the_repository_has_no_link() -> None:
    repository = Repository("https://host.example/a/b", "github", sources="")
    assert edit_url(repository, Place("../docs/playbook/a.md", 1, 1)) is None


def test_without_a_repository_there_is_no_link() -> None:
    assert edit_url(None, PLACE) is None
    assert new_file_url(None, "x.yml", "") is None
