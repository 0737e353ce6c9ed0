"""What is shown of a value, and how it is shown on a terminal; `renderings` has HTML, Markdown and LaTeX.

A view has a title with labelled facts, parts below them, and where there is one a formula. It is made once for a value,
in `lcnsym.show.values`; nothing else makes text about results for people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .palette import Palette
from .terminal import card, table

Facts = tuple[tuple[str, str], ...]
"""Labels and values."""


@dataclass(frozen=True)
class Card:
    """A title over labelled facts."""

    title: str
    facts: Facts = ()


@dataclass(frozen=True)
class Table:
    """Rows of cells under headers, all of which are empty in a table without a head; numbers: columns with numbers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A table that a terminal shows with one line for each row, as its rows may be long; more: what is not listed."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines of mathematics, such as equations or the rows of a matrix."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Prose:
    """Sentences, each on a line of its own."""

    lines: tuple[str, ...]


Part = Card | Table | Listing | Lines | Prose


@dataclass(frozen=True)
class View:
    """What is shown of a value.

    Attributes:
        title: plain text; empty where the formula says it all.
        facts: labels and values, plain text; values may be `Toned`.
        parts: below the facts.
        write_formula: makes the formula when it is wanted, which a terminal rarely does; None: there is none.
    """

    title: str
    facts: Facts = ()
    parts: tuple[Part, ...] = ()
    write_formula: Callable[[], str] | None = None

    @property
    def formula(self) -> str:
        """LaTeX for mathematics mode, without dollar signs; empty: there is none."""
        return self.write_formula() if self.write_formula else ""

    def text(self, palette: Palette | None = None) -> str:
        """The view on a terminal, without a final newline; a formula is shown only where there is nothing else."""
        palette = palette or Palette()
        first = [card(self.title, self.facts, palette)] if self.title or self.facts else []
        return "\n\n".join([*first, *(_text(part, palette) for part in self.parts)]) or self.formula


def _text(part: Part, palette: Palette) -> str:
    if isinstance(part, Card):
        return card(part.title, part.facts, palette)
    if isinstance(part, Table):
        return table(part.headers, part.rows, part.numbers, palette)
    if isinstance(part, Listing):
        lines = [f"{first}:  {'  '.join(others)}" for first, *others in part.rows]
        return "\n".join([*lines, *([part.more] if part.more else [])])
    return "\n".join(part.lines)
