"""Files that are made when they are written."""

from collections.abc import Callable, Iterator, Mapping

Make = Callable[[], bytes]
"""Makes the content of a file; the same whenever it is called."""


class MadeFiles(Mapping[str, bytes]):
    """Files by path, each made anew when it is asked for: those of a large company would fill 100 MB of memory."""

    def __init__(self, makes: Mapping[str, Make]) -> None:
        self._makes = makes
        self._sizes: dict[str, int] = {}

    def __getitem__(self, path: str) -> bytes:
        content = self._makes[path]()
        self._sizes[path] = len(content)
        return content

    def __contains__(self, path: object) -> bool:
        return path in self._makes

    def __iter__(self) -> Iterator[str]:
        return iter(self._makes)

    def __len__(self) -> int:
        return len(self._makes)

    def note(self, sizes: Mapping[str, int]) -> None:
        """Remember how large files are that were made elsewhere."""
        self._sizes.update(sizes)

    def size(self, path: str) -> int:
        """The bytes of a file. It costs nothing once the file was made, for whatever purpose."""
        return self._sizes[path] if path in self._sizes else len(self[path])
