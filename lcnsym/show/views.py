"""How values look in a notebook: a card with a title, facts and tables, and a formula in plain LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .html import Markup, element, joined
from .layout import one_line

STYLE = "text-align:left;vertical-align:top;padding:0.1em 0.8em 0.1em 0"


@dataclass(frozen=True)
class Table:
    """Rows of cells under headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class View:
    """What is shown of a value.

    Attributes:
        title: plain text; empty where the formula says it all.
        facts: labels and values, plain text.
        tables: below the facts.
        formula: LaTeX for mathematics mode, without dollar signs; empty: there is none.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    formula: str = ""

    @property
    def html(self) -> str:
        """A fragment of HTML; all text is escaped, and the formula stands between dollar signs."""
        parts = [element("div", element("strong", *_lines(self.title)))] if self.title else []
        if self.formula:
            parts.append(element("div", f"${self.formula}$"))
        if self.facts:
            parts.append(element("table", element("tbody", *(_row(fact, "th") for fact in self.facts))))
        for table in self.tables:
            head = element(
                "thead", element("tr", *(element("th", *_lines(header), style=STYLE) for header in table.headers))
            )
            parts.append(element("table", head, element("tbody", *(_row(row, "td") for row in table.rows))))
        return str(element("div", joined(parts), class_="lcnsym"))

    @property
    def markdown(self) -> str:
        """The same in Markdown, with tables in the pipe notation."""
        parts = [f"**{_escaped(self.title)}**"] if self.title else []
        if self.formula:
            parts.append(f"${self.formula}$")
        if self.facts:
            parts.append(_pipes(("", ""), self.facts))
        parts += [_pipes(table.headers, table.rows) for table in self.tables]
        return "\n\n".join(parts)

    @property
    def latex(self) -> str | None:
        """The formula between dollar signs; None: there is none."""
        return f"${self.formula}$" if self.formula else None


def _row(cells: Sequence[str], first: str) -> Markup:
    return element("tr", *(element("td" if j else first, *_lines(cell), style=STYLE) for j, cell in enumerate(cells)))


def _lines(cell: str) -> list[str]:
    """Dollar signs are kept from being read as mathematics."""
    return [Markup("<span>$</span>") if piece == "$" else piece for piece in _split(cell)]


def _split(cell: str) -> list[str]:
    pieces = cell.split("$")
    return [piece for pair in zip(pieces, ["$"] * (len(pieces) - 1) + [""], strict=True) for piece in pair if piece]


def _pipes(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [[_escaped(cell) for cell in row] for row in (headers, *rows)]
    lines.insert(1, ["---"] * len(headers))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    """Text on one line in which nothing means anything to Markdown, HTML or mathematics."""
    shown = "".join(f"\\{c}" if c in "\\`*_[]|$~" else c for c in one_line(text))
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
