"""Record of what a page of the playbook says in its front matter."""

from mkdocs_okr.sources.records.values import Record, Texts, said


class TopicsRecord(Record):
    """What a page of the playbook tells its readers."""

    covers: Texts | None = said("Topics that the page covers.", ["writing", "scoring"])


class PlaybookPageRecord(Record):
    """The one key of a page's front matter that is ours; all others belong to MkDocs."""

    playbook: TopicsRecord | None = said("What the page tells its readers.", {"covers": ["writing"]})
