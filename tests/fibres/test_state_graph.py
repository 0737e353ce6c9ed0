"""The state graph: its weighted paths are the packings."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given

from lcnsym import BadInputError, Balls, Bins, InconclusiveError, PackingProblem

from .problems import problems

pytestmark = pytest.mark.quick


@given(problems())
def test_weighted_paths_are_the_packings(problem: PackingProblem) -> None:
    graph = problem.state_graph()
    if not problem.is_feasible():
        assert len(graph) == 0
        return
    source, sink = graph.graph["source"], graph.graph["sink"]
    ways = dict.fromkeys(graph, 0) | {source: 1}
    for node in networkx.topological_sort(graph):
        for _, after, weight in graph.out_edges(node, data="ways"):
            ways[after] += ways[node] * weight
    assert ways[sink] == problem.count()
    assert set(graph) == {source} | networkx.descendants(graph, source) == {sink} | networkx.ancestors(graph, sink)


@given(problems(feasible=True))
def test_edges_are_placements(problem: PackingProblem) -> None:
    graph, balls = problem.state_graph(), problem.balls
    for (colour, left), (following, after), placement in graph.edges(data="placement"):
        size = 2 if colour < len(balls.double) else 1
        assert following == colour + 1
        assert sum(placement) == (balls.double + balls.single)[colour]
        assert tuple(sorted((c - size * p for c, p in zip(left, placement, strict=True)), reverse=True)) == after
        assert max(placement) == 1 or not problem.compatible


def test_equal_bins_are_one_state() -> None:
    graph = PackingProblem(Balls((1, 1, 1)), Bins((1, 1, 1)), compatible=True).state_graph()
    assert list(graph) == [(0, (1, 1, 1)), (1, (1, 1, 0)), (2, (1, 0, 0)), (3, (0, 0, 0))]
    assert [ways for *_, ways in graph.edges(data="ways")] == [3, 2, 1]
    assert [placement for *_, placement in graph.edges(data="placement")] == [(1, 0, 0)] * 3


def test_large_graphs_are_refused() -> None:
    problem = PackingProblem(Balls((4, 4, 4)), Bins((3,) * 4))
    with pytest.raises(InconclusiveError, match="more than 3 states"):
        problem.state_graph(max_states=3)
    assert len(problem.state_graph()) > 3
    with pytest.raises(BadInputError):
        problem.state_graph(max_states=0)
