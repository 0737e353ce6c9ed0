"""What is shown of a value, and the four ways to show it: on a terminal, in HTML, in Markdown and in LaTeX.

A view has a title with labelled facts, parts below them, and where there is one a formula. It is made once for a value,
in `lcnsym.show.values`; nothing else makes text about results for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .html import Markup, element, joined
from .layout import one_line
from .palette import Palette
from .terminal import card, table

Facts = tuple[tuple[str, str], ...]
"""Labels and values."""

STYLE = "text-align:left;vertical-align:top;padding:0.1em 0.8em 0.1em 0"
NUMBER_STYLE = STYLE.replace("left", "right", 1)


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
        formula: LaTeX for mathematics mode, without dollar signs; empty: there is none.
    """

    title: str
    facts: Facts = ()
    parts: tuple[Part, ...] = ()
    formula: str = ""

    def text(self, palette: Palette | None = None) -> str:
        """The view on a terminal, without a final newline; a formula is shown only where there is nothing else."""
        palette = palette or Palette()
        first = [card(self.title, self.facts, palette)] if self.title or self.facts else []
        return "\n\n".join([*first, *(_text(part, palette) for part in self.parts)]) or self.formula

    @property
    def html(self) -> str:
        """A fragment of HTML; all text is escaped, and the formula stands between dollar signs."""
        parts = [element("div", element("strong", *_lines(self.title)))] if self.title else []
        if self.formula:
            parts.append(element("div", f"${self.formula}$"))
        parts += _html(Card("", self.facts))
        for part in self.parts:
            parts += _html(part)
        return str(element("div", joined(parts), class_="lcnsym"))

    @property
    def markdown(self) -> str:
        """The same in Markdown, with tables in the pipe notation."""
        parts = [f"**{_escaped(self.title)}**"] if self.title else []
        if self.formula:
            parts.append(f"${self.formula}$")
        for part in (Card("", self.facts), *self.parts):
            parts += _markdown(part)
        return "\n\n".join(parts)

    @property
    def latex(self) -> str:
        """The same as the body of a LaTeX document, with tables as tabular environments.

        Text is Unicode as it stands elsewhere, for LuaLaTeX and XeLaTeX.
        """
        parts = [f"\\textbf{{{_tex(self.title)}}}"] if self.title else []
        if self.formula:
            parts.append(f"${self.formula}$")
        for part in (Card("", self.facts), *self.parts):
            parts += _latex(part)
        return "\n\n".join(parts)


def _text(part: Part, palette: Palette) -> str:
    if isinstance(part, Card):
        return card(part.title, part.facts, palette)
    if isinstance(part, Table):
        return table(part.headers, part.rows, part.numbers, palette)
    if isinstance(part, Listing):
        lines = [f"{first}:  {'  '.join(others)}" for first, *others in part.rows]
        return "\n".join([*lines, *([part.more] if part.more else [])])
    return "\n".join(part.lines)


def _html(part: Part) -> list[Markup]:
    if isinstance(part, Card):
        title = [element("div", element("strong", *_lines(part.title)))] if part.title else []
        rows = [_row(fact, "th") for fact in part.facts]
        return title + ([element("table", element("tbody", *rows))] if rows else [])
    if isinstance(part, Lines | Prose):
        style = "font-family:monospace;white-space:pre" if isinstance(part, Lines) else None
        return [element("div", *_lines(line), style=style) for line in part.lines]
    numbers = part.numbers if isinstance(part, Table) else ()
    rows = [_row(row, "td", numbers) for row in _all_rows(part)]
    if not any(part.headers):
        return [element("table", element("tbody", *rows))]
    return [element("table", element("thead", _row(part.headers, "th", numbers, "th")), element("tbody", *rows))]


def _all_rows(part: Table | Listing) -> list[tuple[str, ...]]:
    more = part.more if isinstance(part, Listing) else ""
    return [*part.rows, *([(more, *[""] * (len(part.headers) - 1))] if more else [])]


def _row(cells: Sequence[str], first: str, numbers: Sequence[int] = (), others: str = "td") -> Markup:
    styles = [NUMBER_STYLE if j in numbers else STYLE for j in range(len(cells))]
    shown = zip(cells, styles, strict=True)
    return element(
        "tr", *(element(others if j else first, *_lines(cell), style=style) for j, (cell, style) in enumerate(shown))
    )


def _lines(cell: str) -> list[str]:
    """Dollar signs are kept from being read as mathematics."""
    return [Markup("<span>$</span>") if piece == "$" else piece for piece in _split(cell)]


def _split(cell: str) -> list[str]:
    pieces = cell.split("$")
    return [piece for pair in zip(pieces, ["$"] * (len(pieces) - 1) + [""], strict=True) for piece in pair if piece]


def _markdown(part: Part) -> list[str]:
    if isinstance(part, Card):
        title = [f"**{_escaped(part.title)}**"] if part.title else []
        return title + ([_pipes(("", ""), part.facts)] if part.facts else [])
    if isinstance(part, Lines | Prose):
        mark = "`" if isinstance(part, Lines) else ""
        return ["\\\n".join(_code(line) if mark else _escaped(line) for line in part.lines)]
    return [_pipes(part.headers, _all_rows(part), part.numbers if isinstance(part, Table) else ())]


def _code(line: str) -> str:
    """As it stands; Markdown has no escapes inside, so that a line with its marks is escaped text."""
    shown = one_line(line)
    return _escaped(shown) if "`" in shown or not shown else f"`{shown}`"


def _pipes(headers: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    lines = [[_escaped(cell) for cell in row] for row in (headers, *rows)]
    lines.insert(1, ["---:" if j in numbers else "---" for j in range(len(headers))])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    """Text on one line in which nothing means anything to Markdown, HTML or mathematics."""
    shown = "".join(f"\\{c}" if c in "\\`*_[]|$~" else c for c in one_line(text))
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_TEX = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\\": "\\textbackslash{}",
}


def _tex(text: str) -> str:
    """Text on one line in which nothing means anything to LaTeX."""
    return "".join(_TEX.get(c, c) for c in one_line(text))


def _latex(part: Part) -> list[str]:
    if isinstance(part, Card):
        title = [f"\\textbf{{{_tex(part.title)}}}"] if part.title else []
        return title + ([_tabular(("", ""), part.facts)] if part.facts else [])
    if isinstance(part, Lines | Prose):
        written: Callable[[str], str] = (lambda line: f"\\texttt{{{line}}}") if isinstance(part, Lines) else str
        return ["\\\\\n".join(written(_tex(line)) for line in part.lines)]
    return [_tabular(part.headers, _all_rows(part), part.numbers if isinstance(part, Table) else ())]


def _tabular(headers: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    columns = "".join("r" if j in numbers else "l" for j in range(len(headers)))
    lines = [" & ".join(map(_tex, row)) + r" \\" for row in rows]
    if any(headers):
        lines[:0] = [" & ".join(map(_tex, headers)) + r" \\ \hline"]
    return "\n".join([f"\\begin{{tabular}}{{{columns}}}", *lines, r"\end{tabular}"])
