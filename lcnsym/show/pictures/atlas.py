"""Pictures of atlases, by matplotlib: the cells with their answers, and the walls by what happens there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib import import_module
from typing import Any

from ...atlases.atlas import Atlas, AtlasCell
from ...atlases.families import LossFamily
from ...atlases.outlines import outlines
from ...atlases.regions import DRAWN_DEPTH, Patch
from ...atlases.walls import Event
from ...roots.roots import RealRoot
from .drawing_files import Drawing

FILLS = ("#f7fbff", "#9ecae1", "#fdd0a2", "#a1d99b", "#bcbddc", "#fc9272", "#d9d9d9", "#ffffb3", "#c7e9b4", "#fccde5")
UNDECIDED = "#ffffff"
WALLS = {
    Event.BIRTH: "#08519c",
    Event.JOINING: "#54278f",
    Event.COLLISION: "#636363",
    Event.LEAVING: "#a50f15",
    Event.TARGET: "#a50f15",
    Event.EXCHANGE: "#e6550d",
}
BITS = 40
LEAST_LABEL = 0.004
"""The share of the window from which on a cell has a label."""
TITLES = {
    "spurious": "numbers of spurious minima",
    "minima": "numbers of minima",
    "critical": "numbers of critical functions",
    "patterns": "critical functions by root pattern",
    "least": "root patterns of the global minimum",
}


def atlas_picture(found: Atlas) -> Drawing:
    """The picture of a line or a plane."""
    title = f"{found.architecture}: {TITLES[found.question]}"
    if found.family.dimension == 1:
        return Drawing(title, (9, 3.2), lambda figure: _line(figure, found))
    return Drawing(title, (8.4, 7.2), lambda figure: _plane(figure, found))


def answer_label(cell: AtlasCell, found: Atlas) -> str:
    """What a cell says, in a few characters."""
    value = None if cell.answer is None else cell.answer.about(found.question)
    if value is None:
        return "?"
    return " ".join(f"{number}·{p}" for p, number in value) if isinstance(value, tuple) else str(value)


def fills(found: Atlas) -> dict[str, str]:
    """A colour for every label, those of the smallest numbers first."""
    labels = sorted({answer_label(cell, found) for cell in found.cells} - {"?"}, key=lambda label: (len(label), label))
    return {label: FILLS[i % len(FILLS)] for i, label in enumerate(labels)} | {"?": UNDECIDED}


def _plane(figure: Any, found: Atlas) -> None:
    axes, colours = figure.add_subplot(), fills(found)
    owner = {piece: cell for cell in found.cells for piece in cell.pieces}
    events = {wall.curve: wall.event for wall in reversed(found.walls)}
    curves = found.curves
    seen: set[Event] = set()
    before: tuple[object, AtlasCell | None] = (None, None)
    for outline in () if found.is_in_boxes else outlines(found.family, curves):
        cell = owner.get(outline.cell)
        label = "?" if cell is None else answer_label(cell, found)
        hatch = "////" if label == "?" else None
        axes.add_patch(_patch(outline.polygon, facecolor=colours[label], edgecolor=colours[label], hatch=hatch))
        if outline.below is not None:
            event = events[curves[outline.below]]
            is_change = before[1] is not cell
            style = {"color": WALLS[event], "linewidth": 1.3} if is_change else {"color": "#999999", "linewidth": 0.4}
            named = {"label": str(event)} if is_change and event not in seen else {}
            axes.plot(*zip(*outline.lower, strict=True), **style, **named, zorder=3)
            seen |= {event} if is_change else set()
        before = (outline.cell, cell)
    for cell in found.cells:
        for box in rectangles(cell.patches, found.family):
            axes.add_patch(_patch(box, facecolor=colours[answer_label(cell, found)], zorder=1.5))
    for wall in found.walls:
        named = {"label": str(wall.event)} if wall.patches and wall.event not in seen else {}
        seen |= {wall.event} if wall.patches else set()
        for box in rectangles(wall.patches, found.family):
            axes.add_patch(_patch(box, facecolor=WALLS[wall.event], zorder=3, **named))
            named = {}
    for cell in found.cells:
        if cell.area[0] > LEAST_LABEL * found.family.area:
            axes.annotate(answer_label(cell, found), tuple(map(float, cell.point)), ha="center", va="center", zorder=4)
    (a, b), (c, d) = found.family.bounds
    axes.set(xlim=(float(a), float(b)), ylim=(float(c), float(d)), xlabel="s", ylabel="t")
    if seen:
        figure.legend(loc="outside lower center", ncols=2, fontsize=8, frameon=False)


def rectangles(patches: tuple[Patch, ...], family: LossFamily) -> Iterator[tuple[tuple[float, float], ...]]:
    """Their corners in the window, around each."""
    (a, b), (c, d) = (tuple(map(float, part)) for part in family.bounds)
    size = 1 << DRAWN_DEPTH
    for i, lo, hi in patches:
        left, right = (a + (b - a) * k / size for k in (i, i + 1))
        below, above = (c + (d - c) * k / size for k in (lo, hi))
        yield (left, below), (right, below), (right, above), (left, above)


def _patch(points: Any, **style: Any) -> Any:
    return import_module("matplotlib.patches").Polygon(points, linewidth=0.2, **style)


def _line(figure: Any, found: Atlas) -> None:
    axes, colours = figure.add_subplot(), fills(found)
    (window,) = found.family.bounds
    for cell in found.cells:
        lo, hi = (float(w) if end is None else _place(end) for end, w in zip(cell.ends, window, strict=True))
        label = answer_label(cell, found)
        axes.axvspan(lo, hi, facecolor=colours[label], hatch="////" if label == "?" else None)
        if hi - lo > 0.01 * float(window[1] - window[0]):
            axes.annotate(label, ((lo + hi) / 2, 0.5), ha="center", va="center")
    seen: set[Event] = set()
    for wall in found.walls:
        for root in wall.roots:
            named = {"label": str(wall.event)} if wall.event not in seen else {}
            seen.add(wall.event)
            style = {"linewidth": 1.6} if wall.separates else {"linewidth": 0.8, "linestyle": ":"}
            axes.axvline(_place(root), color=WALLS[wall.event], **style, **named)
    axes.set(xlim=tuple(map(float, window)), ylim=(0, 1), xlabel="s")
    axes.set_yticks([])
    if seen:
        figure.legend(loc="outside lower center", ncols=2, fontsize=8, frameon=False)


def _place(root: RealRoot) -> float:
    return float(sum(root.refined(BITS).interval, Fraction(0)) / 2)
