"""JSON with an entry on each line: people can read it, and tens of thousands of entries are written in a moment."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def as_array(entries: Iterable[Mapping[str, Any]]) -> str:
    """A JSON array of the entries, without a line break at its end."""
    lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    return f"[\n{lines}\n]" if lines else "[]"
