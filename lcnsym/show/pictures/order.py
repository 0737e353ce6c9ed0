"""The closure order of root patterns, by matplotlib."""

from __future__ import annotations

from typing import Any

from ...errors import UnsupportedError
from ...membership.closure_order import closure_graph
from ...membership.patterns import RootPattern
from ...membership.positions import Position, position_of_pattern
from ...network.architecture import Architecture
from .drawing_files import Drawing
from .parts import SHADES

MAX_ORDER_DEGREE = 8
STYLES = {Position.INTERIOR: "round", Position.BOUNDARY: "square", Position.OUTSIDE: "sawtooth"}


def order(architecture: Architecture) -> Drawing:
    """Patterns by dimension, edges to those just below; the mark tells the position.

    Raises:
        UnsupportedError: the degree is above MAX_ORDER_DEGREE.
    """
    degree = architecture.degree
    if degree > MAX_ORDER_DEGREE:
        raise UnsupportedError(f"the closure order is drawn up to degree {MAX_ORDER_DEGREE}, not {degree}")
    title = f"{architecture}: root patterns of degree {degree}, e = {architecture.even_filters}"
    return Drawing(title, (12, max(5.4, 0.9 * degree)), lambda figure: _draw(figure, architecture))


def _draw(figure: Any, architecture: Architecture) -> None:
    graph = closure_graph(architecture.degree)
    axes = figure.add_subplot()
    levels: dict[int, list[RootPattern]] = {}
    for pattern in graph:
        levels.setdefault(pattern.dimension, []).append(pattern)
    place = {
        pattern: ((i + 0.5) / len(found), dimension)
        for dimension, found in levels.items()
        for i, pattern in enumerate(found)
    }
    for above, below in graph.edges:
        axes.plot(*zip(place[above], place[below], strict=True), color="#999999", linewidth=0.8, zorder=1)
    for pattern, (x, y) in place.items():
        position = position_of_pattern(pattern, architecture.even_filters)
        axes.text(
            x, y, str(pattern), ha="center", va="center", fontsize=9, zorder=2,
            color="white" if position is Position.BOUNDARY else "black",
            bbox={"boxstyle": STYLES[position], "facecolor": SHADES[position], "edgecolor": "black"},
        )  # fmt: skip
    found = {position_of_pattern(pattern, architecture.even_filters) for pattern in graph}
    for position, shade in SHADES.items():
        if position in found:
            axes.plot([], [], "s", color=shade, markeredgecolor="black", label=f"{position} ({STYLES[position]})")
    axes.legend(loc="lower left", fontsize=8)
    axes.set(ylabel="dimension", xticks=[], yticks=sorted(levels), xlim=(0, 1))
    axes.set_title("closure order: a pattern lies in the closure of those above that it is joined to")
