"""Printing, for people in a terminal and for programs behind a pipe."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "place": {"bold": True},
    "margin": {"dim": True},
    "caret": {"fg": "red", "bold": True},
    "help": {"fg": "cyan"},
    "summary": {"bold": True},
    "good": {"fg": "green", "bold": True},
}


def say(text: str) -> None:
    """Print a text as it is: UTF-8 where a program reads it, and what a terminal can show where a person does."""
    if sys.stdout.isatty():
        encoding = sys.stdout.encoding
        click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)


def painting() -> Callable[[str, str], str]:
    """What gives a piece of text the colours of its part: in a terminal whose user wants them, else nothing does."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return unpainted
    return lambda piece, part: click.style(piece, **_LOOKS[part])


def unpainted(piece: str, part: str) -> str:
    """The piece as it is."""
    return piece
