"""The titles of objectives and key results, as the rules about words judge them.

They stand apart from the other subjects because a bare sentence is judged without any files, and at once: nothing here
may import what reads or computes.
"""

from dataclasses import dataclass

from mkdocs_okr.checks.words.sentence import Sentence
from mkdocs_okr.model import Metric, Origin


@dataclass(slots=True)
class ObjectiveTitle:
    """The words of an objective, with or without a file around them. Findings point at `title` of the origin."""

    sentence: Sentence
    origin: Origin | None = None
    object: str = ""


@dataclass(slots=True)
class KeyResultTitle:
    """The words of a key result. `metric` is how it is measured, `bare` that nothing but the words is known."""

    sentence: Sentence
    metric: Metric | None = None
    bare: bool = True
    origin: Origin | None = None
    object: str = ""
