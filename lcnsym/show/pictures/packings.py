"""The packings of a root pattern into the layers as paths of a graph, by matplotlib."""

from __future__ import annotations

from typing import Any

from ...errors import BadInputError, InconclusiveError, UnsupportedError
from ...fibres.balls import Balls, Bins
from ...fibres.problem import PackingProblem
from ...membership.patterns import RootPattern
from ...network.architecture import Architecture
from .drawing_files import Drawing

MAX_NODES = 150
Node = tuple[int, tuple[int, ...]]


def packings(architecture: Architecture, pattern: RootPattern, *, compatible: bool = False) -> Drawing:
    """The graph of states of `PackingProblem.state_graph`, one column for every root.

    Raises:
        BadInputError: the pattern has another degree than the filters.
        UnsupportedError: there is no packing, the graph has more than MAX_NODES states, or a larger stride matters.
    """
    balls, bins = Balls.of_pattern(pattern), Bins.of_architecture(architecture)
    if balls.size != bins.capacity:
        raise BadInputError(
            f"the pattern has degree {balls.size}, but filters of {architecture} have degree {bins.capacity}"
        )
    problem = PackingProblem(balls, bins, compatible=compatible)
    try:
        graph = problem.state_graph(MAX_NODES)
    except InconclusiveError:
        raise UnsupportedError(f"packings are drawn as a graph of up to {MAX_NODES} states; here are more") from None
    kind = "compatible packings" if compatible else "packings"
    if not graph:
        raise UnsupportedError(f"there are no {kind} of {pattern} for {architecture}, so there is no graph to draw")
    columns: dict[int, list[Node]] = {}
    for node in sorted(graph, reverse=True):
        columns.setdefault(node[0], []).append(node)
    tallest = max(map(len, columns.values()))
    size = (max(7.0, 1.9 * len(columns)), max(3.8, 0.62 * tallest + 1.9))
    title = f"{architecture}, pattern {pattern}: {problem.count()} {kind}, as paths from left to right"
    return Drawing(title, size, lambda figure: _draw(figure, graph, columns, balls))


def _draw(figure: Any, graph: Any, columns: dict[int, list[Node]], balls: Balls) -> None:
    axes = figure.add_subplot()
    tallest = max(map(len, columns.values()))
    place = {
        node: (index, (len(nodes) - 1) / 2 - row) for index, nodes in columns.items() for row, node in enumerate(nodes)
    }
    for above, below, found in graph.edges(data=True):
        (x, y), (u, v) = place[above], place[below]
        axes.plot((x, u), (y, v), color="#888888", linewidth=1.1, zorder=1)
        if found["ways"] > 1:
            # near the end, where edges that begin together have parted
            axes.text(
                x + 0.62 * (u - x), y + 0.62 * (v - y), f"×{found['ways']}", fontsize=8, ha="center", va="center",
                zorder=2, bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none"},
            )  # fmt: skip
    for node, (x, y) in place.items():
        is_end = node in (graph.graph["source"], graph.graph["sink"])
        axes.text(
            x, y, ",".join(map(str, node[1])), ha="center", va="center", fontsize=9, zorder=3,
            bbox={"boxstyle": "square" if is_end else "round", "facecolor": "#d7e8f4", "edgecolor": "black"},
        )  # fmt: skip
    names = [*(_named("q", i, m) for i, m in enumerate(balls.double, start=1))]
    names += [_named("p", i, m) for i, m in enumerate(balls.single, start=1)]
    top = (tallest - 1) / 2 + 0.75
    for i, name in enumerate(names):
        axes.text(i + 0.5, top, name, ha="center", va="bottom", fontsize=9, weight="bold")
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(-top, top + 0.5), yticks=[])
    axes.set_xticks(range(len(columns)), ["nothing placed", *(f"after {name.split(' ')[0]}" for name in names)])
    axes.tick_params(labelsize=8)
    axes.set_title(
        "a box lists the room that is left in the layers, largest first; ×m: m placements with this result",
        fontsize=8,
    )


def _named(letter: str, number: int, multiplicity: int) -> str:
    """Such as p2 (2 times)."""
    return f"{letter}{number}" if multiplicity == 1 else f"{letter}{number} ({multiplicity} times)"
