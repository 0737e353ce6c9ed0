"""The page of an atlas: its picture, the cells to be clicked, and for two layers the loss along the projective line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

from ...algebra.linear import inverse
from ...atlases.atlas import Atlas, AtlasCell
from ...atlases.outlines import outlines
from ...atlases.regions import Patch
from ...roots.roots import RealRoot
from ..html import Markup, element, joined, paragraph, text
from ..numbers import decimal
from ..pictures.atlas import TITLES, WALLS, answer_label, fills, rectangles
from .atlas_script import SCRIPT

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
WIDTH, HEIGHT, EDGE = 640.0, 560.0, 30.0
LINE_HEIGHT = 140.0
STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 76rem; padding: 0 1rem; color: #222; }
main { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
svg { max-width: 100%; height: auto; touch-action: none; }
[data-cell] { cursor: pointer; }
.chosen { filter: brightness(0.92); }
.wall { fill: none; stroke-width: 1.6; pointer-events: none; }
.faint { stroke: #999; stroke-width: 0.5; }
.frame { fill: none; stroke: #222; pointer-events: none; }
.label { pointer-events: none; text-anchor: middle; font-size: 14px; }
.panel { flex: 1 1 20rem; }
dl div { display: flex; gap: 1rem; } dt { flex: 0 0 11rem; color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
#graph path { fill: none; stroke: #08519c; stroke-width: 1.6; }
.least { fill: #1a9641; } .spurious { fill: #d7191c; }
.key { display: inline-block; width: 1.6em; height: 0; border-top: 3px solid; margin: 0 0.4em 0.25em 1em; }
"""


def atlas_page(found: Atlas) -> str:
    """A page of its own, which loads nothing from elsewhere.

    A click on a cell shows its sample, the numbers there and its share of the window. For two layers, one of size two,
    the least loss for every root of the small layer is drawn as the pointer moves over the picture.
    """
    title = f"{found.architecture}: {TITLES[found.question]}"
    height = HEIGHT if found.family.dimension == 2 else LINE_HEIGHT
    data = json.dumps(_data(found, height)).replace("<", "\\u003c")
    body = (
        element("h1", title),
        element("main", _picture(found, height), element("section", *_panel(found), class_="panel")),
        element("script", Markup(data), type="application/json", id="data"),
        element("script", Markup(SCRIPT)),
    )
    head = (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(STYLE)),
    )
    return "<!DOCTYPE html>\n" + element("html", element("head", *head), element("body", *body), lang="en") + "\n"


def _panel(found: Atlas) -> Iterator[Markup]:
    yield element("h2", "The cell")
    yield element("dl", id="told", aria_live="polite")
    if _kernel(found) is not None:
        yield element("h2", "The loss for every root of the small layer")
        yield element(
            "svg",
            element("path", d=""),
            element("g"),
            id="graph",
            viewBox="0 0 500 200",
            width="500",
            role="img",
            aria_label="the least loss along the projective line",
        )
        yield paragraph(element("span", "", id="seen"))
    events = dict.fromkeys(wall.event for wall in found.walls if wall.separates)
    keys = (joined((element("span", "", class_="key", style=f"color: {WALLS[e]}"), text(str(e)))) for e in events)
    yield paragraph("Walls: ", *keys)
    yield element("h2", "All cells")
    rows = (
        element("li", element("button", f"{answer_label(cell, found)} at ({_point_text(cell)})", data_cell=str(i)))
        for i, cell in enumerate(found.cells)
    )
    yield element("ol", *rows)


def _point_text(cell: AtlasCell) -> str:
    return ", ".join(map(str, cell.point))


def _picture(found: Atlas, height: float) -> Markup:
    shapes = _plane(found, height) if found.family.dimension == 2 else _line(found, height)
    frame = element("rect", x=str(EDGE), y=str(EDGE), width=str(WIDTH), height=str(height), class_="frame")
    view = f"0 0 {WIDTH + 2 * EDGE:g} {height + 2 * EDGE:g}"
    return element("svg", *shapes, frame, id="picture", viewBox=view, width=f"{WIDTH + 2 * EDGE:g}", role="img")


class _Frame:
    """From parameters to places in the picture."""

    def __init__(self, found: Atlas, height: float) -> None:
        self._bounds = [tuple(map(float, part)) for part in found.family.bounds]
        self._height = height

    def across(self, s: float) -> float:
        """The x of a value of s."""
        lo, hi = self._bounds[0]
        return EDGE + WIDTH * (s - lo) / (hi - lo)

    def down(self, t: float) -> float:
        """The y of a value of t."""
        lo, hi = self._bounds[1]
        return EDGE + self._height * (hi - t) / (hi - lo)

    def points(self, points: tuple[tuple[float, float], ...]) -> str:
        """For polygons and polylines."""
        return " ".join(f"{self.across(s):.2f},{self.down(t):.2f}" for s, t in points)


def _plane(found: Atlas, height: float) -> Iterator[Markup]:
    frame, colours, curves = _Frame(found, height), fills(found), found.curves
    owner = {piece: i for i, cell in enumerate(found.cells) for piece in cell.pieces}
    events = {wall.curve: wall.event for wall in reversed(found.walls)}
    lines, before = [], None
    for outline in () if found.is_in_boxes else outlines(found.family, curves):
        i = owner.get(outline.cell)
        fill = colours["?" if i is None else answer_label(found.cells[i], found)]
        number = None if i is None else str(i)
        yield element("polygon", points=frame.points(outline.polygon), fill=fill, stroke=fill, data_cell=number)
        if outline.below is not None:
            points = frame.points(outline.lower)
            is_change = before != i
            colour = WALLS[events[curves[outline.below]]] if is_change else None
            lines.append(
                element("polyline", points=points, stroke=colour, class_="wall" if is_change else "wall faint")
            )
        before = i
    for i, cell in enumerate(found.cells):
        if cell.patches:
            path, fill = _path(frame, cell.patches, found), colours[answer_label(cell, found)]
            yield element("path", d=path, fill=fill, stroke=fill, data_cell=str(i))
    for wall in found.walls:
        if wall.patches:
            yield element("path", d=_path(frame, wall.patches, found), fill=WALLS[wall.event])
    yield from lines
    for cell in found.cells:
        if cell.area[0] > found.family.area / 250:
            s, t = map(float, cell.point)
            x, y = f"{frame.across(s):.1f}", f"{frame.down(t) + 5:.1f}"
            yield element("text", answer_label(cell, found), x=x, y=y, class_="label")


def _path(frame: _Frame, patches: tuple[Patch, ...], found: Atlas) -> str:
    """Of rectangles."""
    corners = (frame.points(box).split() for box in rectangles(patches, found.family))
    return "".join(f"M{a}L{b} {c} {d}Z" for a, b, c, d in corners)


def _line(found: Atlas, height: float) -> Iterator[Markup]:
    frame, colours = _Frame(found, height), fills(found)
    (window,) = found.family.bounds
    for i, cell in enumerate(found.cells):
        ends = [float(w) if end is None else _place(end) for end, w in zip(cell.ends, window, strict=True)]
        lo, hi = (frame.across(s) for s in ends)
        label = answer_label(cell, found)
        yield element(
            "rect",
            x=f"{lo:.2f}",
            y=str(EDGE),
            width=f"{hi - lo:.2f}",
            height=str(height),
            fill=colours[label],
            data_cell=str(i),
        )
        if hi - lo > 14:
            yield element("text", label, x=f"{(lo + hi) / 2:.1f}", y=f"{EDGE + height / 2:.1f}", class_="label")
    for wall in found.walls:
        for root in wall.roots:
            x = f"{frame.across(_place(root)):.2f}"
            colour = WALLS[wall.event] if wall.separates else None
            name = "wall" if wall.separates else "wall faint"
            yield element("line", x1=x, x2=x, y1=str(EDGE), y2=f"{EDGE + height:g}", stroke=colour, class_=name)


def _place(root: RealRoot) -> float:
    lo, hi = root.refined(40).interval
    return float((lo + hi) / 2)


def _data(found: Atlas, height: float) -> dict[str, object]:
    family = found.family
    forms = [form.rationals for form in (family.origin, *family.along)]
    return {
        "cells": [{"point": [float(c) for c in cell.point], "facts": _facts(cell, found)} for cell in found.cells],
        "frame": {"x": EDGE, "y": EDGE, "width": WIDTH, "height": height},
        "window": [[float(lo), float(hi)] for lo, hi in family.bounds],
        "target": [[float(c) for c in entry] for entry in zip(*forms, strict=True)],
        "kernel": _kernel(found),
    }


def _facts(cell: AtlasCell, found: Atlas) -> list[tuple[str, str]]:
    facts = [("parameters", f"({_point_text(cell)})"), ("target", str(cell.target))]
    lo, hi = (decimal(100 * area / found.family.area, 4) for area in cell.area)
    facts.append(("share of the window", f"{lo} % to {hi} %"))
    answer = cell.answer
    if answer is None:
        return [*facts, ("answer", "not decided")]
    counted = (("spurious minima", answer.spurious_minima), ("minima", answer.minima), ("global minimum", answer.least))
    facts += [(label, "not decided" if value is None else str(value)) for label, value in counted]
    return facts + [(f"critical, pattern {pattern}", str(number)) for pattern, number in answer.critical]


def _kernel(found: Atlas) -> list[float] | None:
    """κ as a form of degree 2n, for two layers of which one has size two. None: others, or changing Gram matrices."""
    sizes = sorted(size for size in found.architecture.filter_sizes if size > 1)
    if len(sizes) != 2 or sizes[0] != 2 or found.family.gram_along:
        return None
    rows, n = inverse(found.family.grams[0]), found.family.degree
    kernel = [Fraction(0)] * (2 * n + 1)
    for i, row in enumerate(rows):
        for j, q in enumerate(row):
            kernel[i + j] += q
    return [float(q) for q in kernel]
