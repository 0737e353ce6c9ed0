"""The width of text on a terminal."""

from __future__ import annotations

import re
import unicodedata

_COLOUR = re.compile(r"\x1b\[\d+m")


def display_width(text: str) -> int:
    """The number of terminal columns of a line: wide characters take two, combining ones and colour none."""
    plain = _COLOUR.sub("", text)
    if plain.isascii():
        return len(plain)
    return sum(_columns(character) for character in plain)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def one_line(text: str) -> str:
    """The text on one line, with blanks for white space and question marks for characters without a shape."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with blanks up to a width, on its left if it is to stand `right`."""
    blanks = " " * max(width - display_width(text), 0)
    return blanks + text if right else text + blanks
