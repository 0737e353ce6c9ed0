"""Views in HTML, in Markdown and in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from .html import Markup, element, joined
from .layout import one_line
from .views import Card, Lines, Listing, Part, Prose, Table, View

STYLE = "text-align:left;vertical-align:top;padding:0.1em 0.8em 0.1em 0"
NUMBER_STYLE = STYLE.replace("left", "right", 1)


def html(view: View) -> str:
    """A fragment of HTML; all text is escaped, and the formula stands between dollar signs."""
    parts = [element("div", element("strong", *_lines(view.title)))] if view.title else []
    if view.formula:
        parts.append(element("div", f"${view.formula}$"))
    parts += _html(Card("", view.facts))
    for part in view.parts:
        parts += _html(part)
    return str(element("div", joined(parts), class_="lcnsym"))


def markdown(view: View) -> str:
    """The same in Markdown, with tables in the pipe notation."""
    parts = [f"**{_escaped(view.title)}**"] if view.title else []
    if view.formula:
        parts.append(f"${view.formula}$")
    for part in (Card("", view.facts), *view.parts):
        parts += _markdown(part)
    return "\n\n".join(parts)


def latex(view: View) -> str:
    """The same as the body of a LaTeX document, with tables as tabular environments.

    Text is Unicode as it stands elsewhere, for LuaLaTeX and XeLaTeX.
    """
    parts = [f"\\textbf{{{_tex(view.title)}}}"] if view.title else []
    if view.formula:
        parts.append(f"${view.formula}$")
    for part in (Card("", view.facts), *view.parts):
        parts += _latex(part)
    return "\n\n".join(parts)


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
    """What begins or ends mathematics in a notebook or on a page stands alone in an element, where it does not."""
    pieces = re.split(r"([$\\])", cell)
    return [Markup(f"<span>{piece}</span>") if i % 2 else piece for i, piece in enumerate(pieces) if piece]


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
    """Text on one line in which nothing means anything to Markdown, HTML or mathematics.

    Programs look for mathematics before Markdown and after it, so what begins or ends it is an element of its own, and
    a bracket has no backslash before it.
    """
    return "".join(_MARKDOWN.get(c, c) for c in one_line(text))


_MARKDOWN = {c: f"\\{c}" for c in "`*_|~"} | {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "[": "&#91;",
    "]": "&#93;",
    "$": "<span>&#36;</span>",
    "\\": "<span>&#92;</span>",
}


_TEX = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\\": "\\textbackslash{}",
}


def _tex(text: str) -> str:
    """Text on one line in which nothing means anything to LaTeX, nor to the end of a line before it."""
    shown = "".join(_TEX.get(c, c) for c in one_line(text))
    return "{}" + shown if shown.startswith(("[", "*")) else shown


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
