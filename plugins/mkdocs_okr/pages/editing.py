"""Links into the web editor of the repository that holds the sources.

GitHub and Gitea open a new file with its content filled in (`?filename=…&value=…`); GitLab takes a name only
(gitlab-org/gitlab issue 337038), which is why the pages also show the content to copy.
"""

from functools import lru_cache
from posixpath import normpath
from urllib.parse import quote, urlencode

from mkdocs_okr.model import Place, Repository


def edit_url(repository: Repository | None, place: Place) -> str | None:
    """The web editor on `place`, at its line; None without a repository, and for a file that lies outside it."""
    if repository is None:
        return None
    url = _edit_file(repository, place.file)
    return None if url is None else f"{url}#L{place.line}"


# A page links to one file a dozen times.
@lru_cache(maxsize=256)
def _edit_file(repository: Repository, file: str) -> str | None:
    inside = _in_repository(repository, file)
    if inside.startswith("../"):
        return None
    path = quote(inside)
    branch = quote(repository.branch)
    base = repository.url.rstrip("/")
    match repository.host:
        case "gitlab":
            return f"{base}/-/edit/{branch}/{path}"
        case "gitea":
            return f"{base}/_edit/{branch}/{path}"
    return f"{base}/edit/{branch}/{path}"


def new_file_url(repository: Repository | None, file: str, content: str) -> str | None:
    """The web editor on a new file, prefilled where the host can do that; None without a repository."""
    if repository is None:
        return None
    folder, _, name = _in_repository(repository, file).rpartition("/")
    branch = quote(repository.branch)
    base = repository.url.rstrip("/")
    match repository.host:
        case "gitlab":
            return f"{base}/-/new/{branch}/{quote(folder)}?{urlencode({'file_name': name})}"
        case "gitea":
            query = urlencode({"filename": name, "value": content}, quote_via=quote)
            return f"{base}/_new/{branch}/{quote(folder)}?{query}"
    query = urlencode({"filename": f"{folder}/{name}" if folder else name, "value": content}, quote_via=quote)
    return f"{base}/new/{branch}?{query}"


def _in_repository(repository: Repository, file: str) -> str:
    return normpath("/".join(part for part in (repository.sources.strip("/"), file) if part))
