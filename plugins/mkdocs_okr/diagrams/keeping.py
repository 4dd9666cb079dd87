"""Drawings kept from one build to the next while a portal is served, so that only what changed is drawn again."""

from collections.abc import Callable, Hashable
from functools import wraps
from sys import getsizeof
from typing import TypeVar

from markupsafe import Markup

ROOM = 64 * 1024 * 1024
"""Bytes that the drawings of a build may take: those of some 3,000 units. What has no room is drawn each time."""

Shown = TypeVar("Shown", bound=Hashable)
_Key = tuple[object, Hashable]


class _Drawings:
    def __init__(self) -> None:
        self.is_kept = False
        self._former: dict[_Key, Markup] = {}
        self._present: dict[_Key, Markup] = {}
        self._taken = 0

    def begin(self, *, keep: bool) -> None:
        self._former, self._present = (self._present if keep else {}), {}
        self._taken = 0
        self.is_kept = keep

    def get(self, key: _Key) -> Markup | None:
        drawing = self._present.get(key)
        if drawing is None:
            drawing = self._former.pop(key, None)
            if drawing is not None:
                self.add(key, drawing)
        return drawing

    def add(self, key: _Key, drawing: Markup) -> None:
        size = getsizeof(drawing)
        if self._taken + size <= ROOM:
            self._present[key] = drawing
            self._taken += size


_DRAWINGS = _Drawings()


def begin_build(*, keep: bool) -> None:
    """Forget the drawings that the build before did not need; all of them, and those to come, if none shall be kept."""
    _DRAWINGS.begin(keep=keep)


def kept(draw: Callable[[Shown], Markup]) -> Callable[[Shown], Markup]:
    """Have a function keep its drawings while a portal is served; the same is drawn of what is equal."""

    @wraps(draw)
    def drawn(shown: Shown) -> Markup:
        if not _DRAWINGS.is_kept:
            return draw(shown)
        key = (draw, shown)
        drawing = _DRAWINGS.get(key)
        if drawing is None:
            drawing = draw(shown)
            _DRAWINGS.add(key, drawing)
        return drawing

    return drawn
