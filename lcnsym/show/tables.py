"""Aligned tables."""

from __future__ import annotations

from collections.abc import Sequence

from .layout import display_width, padded
from .palette import Palette

GAP = "  "


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    palette: Palette | None = None,
) -> str:
    """Lines with the headers, a rule and the rows in aligned columns; no final newline.

    Args:
        headers: one for each column; all empty for a table without a head.
        rows: as many cells as there are headers.
        right: the indices of the columns that are aligned to the right.
    """
    palette = palette or Palette()
    widths = [max(map(display_width, column)) for column in zip(headers, *rows, strict=True)]
    lines = [_line(row, widths, right) for row in rows]
    if any(headers):
        rule = GAP.join("─" * width for width in widths)
        lines[:0] = [palette.bold(_line(headers, widths, right)), palette.dim(rule)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    columns = enumerate(zip(cells, widths, strict=True))
    return GAP.join(padded(cell, width, right=j in right) for j, (cell, width) in columns).rstrip()


def matrix(rows: Sequence[Sequence[str]]) -> str:
    """The rows of a matrix, every column aligned to the right."""
    columns = len(rows[0]) if rows else 0
    return table([""] * columns, rows, right=range(columns))
