"""Pictures inside a page: matplotlib's SVG, with identifiers of their own and a text for those who do not see them."""

from __future__ import annotations

from xml.etree import ElementTree

from ...errors import LcnsymError
from ..html import Markup, figure, paragraph
from ..pictures.drawing_files import Drawing

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
SMALLEST = 0.62
"""Of a picture's natural width, in boxes that scroll."""

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


def pictured(drawing: Drawing, name: str, seen: str) -> Markup:
    """The picture as a figure, or a sentence that says why there is none.

    Args:
        name: a word that no other picture of the page has.
        seen: what is to be seen, in words.
    """
    try:
        content = drawing.rendered("svg", titled=False)
    except LcnsymError as error:
        return paragraph(f"No picture here: {error}.", class_="note")
    return figure(drawing.title, inlined(content, name, drawing.size[0], f"{drawing.title}. {seen}"))


def inlined(content: bytes, name: str, inches: float, seen: str) -> Markup:
    """An SVG file of matplotlib as an element of a page.

    Args:
        name: put before all identifiers.
        inches: the natural width.
        seen: the accessible description.
    """
    root = ElementTree.fromstring(content)  # noqa: S314 - matplotlib wrote it just now
    for part in [part for part in root if part.tag in (f"{{{SVG}}}metadata",)]:
        root.remove(part)
    for parent in root.iter():
        # its rules are about every element there is; those of the page are about pictures
        for style in parent.findall(f"{{{SVG}}}style"):
            parent.remove(style)
    for part in root.iter():
        for key, value in part.attrib.items():
            part.set(key, _renamed(key, value, name))
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    natural = inches * 96
    root.attrib |= {
        "class": "picture",
        "role": "img",
        "aria-labelledby": f"{name}-title",
        "style": f"min-width:{natural * SMALLEST:.0f}px;max-width:{natural:.0f}px",
    }
    title = ElementTree.Element(f"{{{SVG}}}title", {"id": f"{name}-title"})
    title.text = seen
    root.insert(0, title)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _renamed(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    if key == f"{{{XLINK}}}href" and value.startswith("#"):
        return f"#{name}-{value[1:]}"
    return value.replace("url(#", f"url(#{name}-")
