"""The company's OKR playbook, as far as the checklists need to know it."""

from dataclasses import dataclass

from mkdocs_okr.model.place import Origin

PLAYBOOK_TOPICS = ("purpose", "strategy", "writing", "contacts", "interfaces", "check-ins", "reviews", "scoring")
"""What a page of the playbook may say that it covers. The first five are what every published playbook must hold."""


@dataclass(frozen=True, slots=True)
class PlaybookPage:
    """A page of the playbook. `path` is relative to the playbook's folder, `covers` holds topics."""

    path: str
    title: str
    covers: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Playbook:
    """The Markdown pages of the playbook's folder that say what they cover."""

    pages: tuple[PlaybookPage, ...]
    origin: Origin
