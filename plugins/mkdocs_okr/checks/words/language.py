"""Word lists of a language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """The word lists that sentences are judged by, by the name of the list."""

    code: str
    lists: Mapping[str, frozenset[str]]


def language(
    code: str, *, add: Mapping[str, Sequence[str]] | None = None, remove: Mapping[str, Sequence[str]] | None = None
) -> Language:
    """The lists of the language `code`, with the words that a company added or removed."""
    return Language(code, {})
