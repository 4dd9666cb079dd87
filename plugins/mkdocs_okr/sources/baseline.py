"""baseline.yml: findings that were there when the checks began, and are not told again."""

from typing import NamedTuple

from mkdocs_okr.model import Place


class KnownFinding(NamedTuple):
    """A finding that the company knows of: the rule's code or name, and the object that it is about."""

    rule: str
    object: str
    place: Place
