"""Cards: a title and labelled facts."""

from __future__ import annotations

from collections.abc import Sequence

from .layout import display_width, padded
from .palette import Palette


def card(title: str, facts: Sequence[tuple[str, str]], palette: Palette | None = None) -> str:
    """The title over one line for each (label, value), values aligned; no final newline."""
    palette = palette or Palette()
    width = max((display_width(label) for label, _ in facts), default=0)
    lines = [f"  {palette.dim(padded(label, width))}  {value}" for label, value in facts]
    return "\n".join([palette.bold(title), *lines])
