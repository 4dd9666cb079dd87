"""Record of baseline.yml."""

from mkdocs_okr.sources.records.values import Meta, Record, Texts, Title, meta_field, said


class BaselineRecord(Record):
    """baseline.yml: findings that were there when the checks began, and are not told again."""

    known: dict[Title, Texts | None] | None = said(
        "What each finding is about, by the code or name of its rule; an empty text is the company as a whole.",
        {"KR004": ["2026-q1/marketing/mqls/seo"]},
    )
    meta: Meta | None = meta_field()
