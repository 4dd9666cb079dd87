"""A sentence, taken apart as far as the rules need it."""

from mkdocs_okr.checks.words.language import Language


class Sentence:
    """A title and the words in it that matter."""

    __slots__ = ("language", "text")

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
