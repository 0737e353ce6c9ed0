"""Cards and aligned tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from .layout import display_width, padded
from .palette import Palette, Toned

LINE = 100
NARROW = 20
"""Values have at least this many columns, however long the labels are."""
GAP = "  "


def card(title: str, facts: Sequence[tuple[str, str]], palette: Palette) -> str:
    """The title over one entry for each (label, value), values aligned and wrapped; no final newline."""
    width = max((display_width(label) for label, _ in facts), default=0)
    lines = [palette.bold(_printable(title))] if title else []
    for label, value in [(_printable(label), value) for label, value in facts]:
        first, *more = _wrapped(palette.toned(_printable(value)), max(LINE - width - 4, NARROW))
        lines.append(f"  {palette.dim(padded(label, width))}  {first}")
        lines += [" " * (width + 4) + line for line in more]
    return "\n".join(lines)


def _printable(text: str) -> str:
    """The text, in its tone, with question marks for what would control a terminal."""
    if text.isprintable():
        return text
    shown = "".join(c if c.isprintable() else "?" for c in text)
    return Toned(shown, text.tone) if isinstance(text, Toned) else shown


def _wrapped(value: str, width: int) -> list[str]:
    """The value on lines of at most that width, broken at blanks only."""
    if display_width(value) <= width:
        return [value]
    return wrap(value, width, break_long_words=False, break_on_hyphens=False)


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int], palette: Palette) -> str:
    """Lines with the headers, a rule and the rows in aligned columns; no final newline.

    Args:
        headers: one for each column; all empty for a table without a head.
        rows: as many cells as there are headers.
        right: the indices of the columns that are aligned to the right.
        palette: the colours.
    """
    headers = [_printable(header) for header in headers]
    rows = [[_printable(cell) for cell in row] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(headers, *rows, strict=True)]
    lines = [_line([palette.toned(cell) for cell in row], widths, right) for row in rows]
    if any(headers):
        rule = GAP.join("─" * width for width in widths)
        lines[:0] = [palette.bold(_line(headers, widths, right)), palette.dim(rule)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    columns = enumerate(zip(cells, widths, strict=True))
    return GAP.join(padded(cell, width, right=j in right) for j, (cell, width) in columns).rstrip()
