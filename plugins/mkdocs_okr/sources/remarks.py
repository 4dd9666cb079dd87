"""Comments in source files that speak to the product: `# okr: …`."""

from typing import NamedTuple

from mkdocs_okr.model import Place


class Remark(NamedTuple):
    """A comment that begins with `okr:`. `text` is what follows that word.

    `line` is the line that it is about: its own, or, where it stands alone, the next one that says something.
    """

    place: Place
    line: int
    text: str
