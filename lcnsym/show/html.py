"""Elements of an HTML page: all text is escaped here and nowhere else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""The content security policy of a page: no scripts, nothing from a network."""

VOID = frozenset({"meta", "link", "br", "col"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: str) -> Markup:
    """Text with all that means something in HTML escaped, and without control and direction characters."""
    if isinstance(value, Markup):
        return value
    return Markup(escape("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)))


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """The parts one after the other."""
    return Markup(text(between).join(map(text, parts)))


def element(tag: str, *children: str, **attributes: str | None) -> Markup:
    """An element; children and the values of attributes are escaped unless they are Markup.

    Attributes are named as in Python: class_ for class, aria_label for aria-label; None leaves one out.
    """
    words = [tag]
    for name, value in attributes.items():
        if value is not None:
            words.append(f'{name.rstrip("_").replace("_", "-")}="{text(str(value))}"')
    opened = f"<{' '.join(words)}>"
    return Markup(opened if tag in VOID else f"{opened}{joined(children)}</{tag}>")


def paragraph(*children: str, class_: str | None = None) -> Markup:
    """A paragraph."""
    return element("p", *children, class_=class_)


def scrolling(label: str, *children: str) -> Markup:
    """A box that is scrolled sideways by itself where its content is too wide, by keyboard too."""
    return element("div", *children, class_="scroll", role="region", aria_label=label, tabindex="0")


def facts(entries: Sequence[tuple[str, str]]) -> Markup:
    """Labels and values."""
    rows = (element("div", element("dt", label), element("dd", value)) for label, value in entries)
    return element("dl", *rows)


def table(
    caption: str, headers: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = (), heading: int = 0
) -> Markup:
    """A table in a box of its own.

    Args:
        caption: says what it is.
        numbers: the columns aligned to the right.
        heading: the column whose cells name the rows.
    """

    def cell(j: int, value: str) -> Markup:
        class_ = "number" if j in numbers else None
        return element("th", value, scope="row", class_=class_) if j == heading else element("td", value, class_=class_)

    head = element(
        "tr",
        *(element("th", h, scope="col", class_="number" if j in numbers else None) for j, h in enumerate(headers)),
    )
    body = [element("tr", *(cell(j, value) for j, value in enumerate(row))) for row in rows]
    parts = (element("caption", caption), element("thead", head), element("tbody", *body))
    return scrolling(caption, element("table", *parts))


def figure(caption: str, picture: str) -> Markup:
    """A picture with its caption, in a box of its own."""
    return element("figure", scrolling(caption, picture), element("figcaption", caption))


def details(summary: str, *children: str) -> Markup:
    """What is shown on request."""
    return element("details", element("summary", summary), *children)


def download(name: str, content: str, label: str, about: str = "") -> Markup:
    """A link that holds a JSON file; `about` is said beside the label to those who hear links."""
    address = "data:application/json;base64," + b64encode(content.encode()).decode("ascii")
    return element("a", label, href=address, download=name, aria_label=f"{label}, {about}" if about else None)


def page(title: str, style: str, *body: str) -> str:
    """A page of its own, without scripts, that loads nothing."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", Markup(style)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, element('body', *body), lang='en')}\n"
