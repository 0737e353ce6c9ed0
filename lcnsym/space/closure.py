"""The closure order of the strata Δ_(ρ|γ)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .patterns import RootPattern, patterns_of_degree

if TYPE_CHECKING:
    import networkx


def degenerations(pattern: RootPattern) -> tuple[RootPattern, ...]:
    """The patterns just below in the closure order, in the slides' order.

    Two real roots collide, two conjugate pairs collide, or a pair lands on the real line as one real root of twice its
    multiplicity. Each step is a covering relation: the first and the last lower the dimension by one, and a collision
    of pairs, which lowers it by two, keeps Σρ, which no two of the other steps do.
    """
    return tuple(sorted(set(_steps(pattern)), key=lambda below: below.slides_key))


def _steps(pattern: RootPattern) -> Iterator[RootPattern]:
    for collided in _collisions(pattern.real):
        yield RootPattern(collided, pattern.complex)
    for collided in _collisions(pattern.complex):
        yield RootPattern(pattern.real, collided)
    for i, m in enumerate(pattern.complex):
        yield RootPattern((*pattern.real, 2 * m), pattern.complex[:i] + pattern.complex[i + 1 :])


def _collisions(multiplicities: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for j in range(len(multiplicities)):
        for i in range(j):
            rest = multiplicities[:i] + multiplicities[i + 1 : j] + multiplicities[j + 1 :]
            yield (*rest, multiplicities[i] + multiplicities[j])


def in_closure(below: RootPattern, above: RootPattern) -> bool:
    """Whether the stratum of `below` lies in the Euclidean closure of that of `above`; False: they are disjoint."""
    if below.degree != above.degree:
        return False
    reached, frontier = {above}, {above}
    while frontier:
        frontier = {step for pattern in frontier for step in degenerations(pattern)} - reached
        reached |= frontier
    return below in reached


def closure_graph(degree: int) -> networkx.DiGraph:
    """The Hasse diagram of the closure order for a degree: edges run from a pattern to those just below it.

    Nodes are RootPatterns with the attribute `dimension`.
    """
    import networkx  # noqa: PLC0415 - loaded only here, so that importing lcnsym stays light

    graph = networkx.DiGraph()
    for pattern in patterns_of_degree(degree):
        graph.add_node(pattern, dimension=pattern.dimension)
    for pattern in list(graph):
        graph.add_edges_from((pattern, below) for below in degenerations(pattern))
    return graph
