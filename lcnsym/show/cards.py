"""Cards: a title and labelled facts."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from .layout import display_width, padded
from .palette import Palette

LINE = 100


def card(title: str, facts: Sequence[tuple[str, str]], palette: Palette | None = None) -> str:
    """The title over one entry for each (label, value), values aligned and wrapped; no final newline."""
    palette = palette or Palette()
    width = max((display_width(label) for label, _ in facts), default=0)
    lines = [palette.bold(title)]
    for label, value in facts:
        first, *more = _wrapped(value, LINE - width - 4)
        lines.append(f"  {palette.dim(padded(label, width))}  {first}")
        lines += [" " * (width + 4) + line for line in more]
    return "\n".join(lines)


def _wrapped(value: str, width: int) -> list[str]:
    """The value on lines of at most that width, broken at blanks only."""
    if display_width(value) <= width:
        return [value]
    return wrap(value, width, break_long_words=False, break_on_hyphens=False)
