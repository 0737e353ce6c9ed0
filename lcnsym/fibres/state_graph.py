"""The packings as weighted paths of a small graph: bins with equal remaining capacity are identified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement, groupby
from math import factorial, prod
from typing import TYPE_CHECKING

from ..errors import InconclusiveError, require_integer
from .balls import Balls, Bins
from .feasibility import fits, is_feasible, ryser_bounds

if TYPE_CHECKING:
    import networkx

Vector = tuple[int, ...]
Node = tuple[int, Vector]

MAX_STATES = 20_000
EDGES_PER_STATE = 20


def state_graph(balls: Balls, bins: Bins, max_states: int, *, compatible: bool) -> networkx.DiGraph:
    """The graph of PackingProblem.state_graph."""
    import networkx  # noqa: PLC0415 - loaded only here, so that importing lcnsym stays light

    max_states = require_integer(max_states, "max_states", 1)
    graph = networkx.DiGraph()
    if not is_feasible(balls, bins, compatible=compatible):
        return graph
    source: Node = (0, tuple(sorted(bins.capacities, reverse=True)))
    graph.graph.update(source=source, sink=(len(balls.double + balls.single), (0,) * len(bins.capacities)))
    graph.add_node(source)
    placements, level = 0, [source]
    for colour in range(len(balls.double + balls.single)):
        following: dict[Node, None] = {}
        for node in level:
            for after, placement, ways in _steps(balls, colour, node[1], compatible=compatible):
                placements += 1
                _add(graph, node, after, placement, ways)
                following[after] = None
                if len(graph) > max_states or placements > EDGES_PER_STATE * max_states:
                    raise InconclusiveError(
                        f"the graph has more than {max_states} states or {EDGES_PER_STATE} times as many placements;"
                        " a larger max_states may be enough"
                    )
        level = list(following)
    return graph


def _add(graph: networkx.DiGraph, node: Node, after: Node, placement: Vector, ways: int) -> None:
    """One more edge, or more ways for one that is there; it keeps its first placement."""
    if graph.has_edge(node, after):
        graph.edges[node, after]["ways"] += ways
    else:
        graph.add_edge(node, after, placement=placement, ways=ways)


def _steps(balls: Balls, colour: int, left: Vector, *, compatible: bool) -> Iterator[tuple[Node, Vector, int]]:
    """(node after, canonical placement, labelled placements) of a colour, without those that lead nowhere."""
    doubles = len(balls.double)
    size = 2 if colour < doubles else 1
    number = (balls.double + balls.single)[colour]
    most = 1 if compatible else number
    bounds = ryser_bounds(balls.single[max(colour + 1 - doubles, 0) :], len(left))
    groups = [(min(capacity // size, most), len(list(same))) for capacity, same in groupby(left)]
    for placement, ways in _placements(groups, number):
        after = tuple(sorted((c - size * p for c, p in zip(left, placement, strict=True)), reverse=True))
        # without compatibility every ball of size 2 uses up room for exactly one, so that nothing can go wrong
        if not compatible or fits(balls.double[colour + 1 :], bounds, after):
            yield (colour + 1, after), placement, ways


def _placements(groups: list[tuple[int, int]], number: int) -> Iterator[tuple[Vector, int]]:
    """(placement, its rearrangements) of a number of balls into groups (most a bin takes, bins), in descending order.

    Within a group of equal bins, earlier ones take more.
    """
    if not groups:
        if number == 0:
            yield (), 1
        return
    (most, bins), rest = groups[0], groups[1:]
    room = sum(take * count for take, count in rest)
    for taken in combinations_with_replacement(range(min(most, number), -1, -1), bins):
        if number - room <= sum(taken) <= number:
            ways = factorial(bins) // prod(map(factorial, Counter(taken).values()))
            for placement, others in _placements(rest, number - sum(taken)):
                yield taken + placement, ways * others
