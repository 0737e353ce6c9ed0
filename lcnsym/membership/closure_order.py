"""The closure order of the strata Δ_(ρ|γ)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import require_integer
from .patterns import RootPattern, patterns_of_degree

if TYPE_CHECKING:
    import networkx

MAX_GRAPH_DEGREE = 32


def degenerations(pattern: RootPattern) -> tuple[RootPattern, ...]:
    """The patterns just below in the closure order, in the slides' order.

    Two real roots collide, two conjugate pairs collide, or a pair lands on the real line as one real root of twice its
    multiplicity. Each step is a covering relation: the first and the last lower the dimension by one. A collision of
    pairs lowers it by two, keeps Σρ and changes γ; two of the other steps that keep Σρ are collisions of real roots
    and keep γ.
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
    """Whether the stratum of `below` lies in the Euclidean closure of that of `above`; False: they are disjoint.

    It does exactly when the roots of `above` can be distributed over those of `below`, real ones over real ones, pairs
    over pairs or, as twice their multiplicity, over real ones, so that all multiplicities are met.
    """
    if below.degree != above.degree:
        return False
    balls = [(m, False) for m in above.real] + [(m, True) for m in above.complex]
    balls.sort(key=lambda ball: (not ball[1], -ball[0]))
    return _distributes(tuple(balls), below.real, below.complex)


@lru_cache(maxsize=65_536)
def _distributes(balls: tuple[tuple[int, bool], ...], real: tuple[int, ...], pairs: tuple[int, ...]) -> bool:
    """Whether the balls (multiplicity, is a pair) fill the bins exactly; bins of one kind and size are alike.

    The balls come pairs first, then large ones first; their total fits, so that single real roots fill what is left.
    """
    if not balls:
        return not any(real) and not any(pairs)
    (size, is_pair), rest = balls[0], balls[1:]
    if size == 1 and not is_pair:
        return not any(pairs)
    for room in sorted({m for m in pairs if m >= size}) if is_pair else ():
        if _distributes(rest, real, _less(pairs, room, size)):
            return True
    weight = 2 * size if is_pair else size
    return any(
        _distributes(rest, _less(real, room, weight), pairs) for room in sorted({m for m in real if m >= weight})
    )


def _less(bins: tuple[int, ...], room: int, size: int) -> tuple[int, ...]:
    """The bins with `size` taken from one that has `room`."""
    i = bins.index(room)
    return tuple(sorted((*bins[:i], room - size, *bins[i + 1 :])))


def closure_graph(degree: int) -> networkx.DiGraph:
    """The Hasse diagram of the closure order for a degree: edges run from a pattern to those just below it.

    Nodes are RootPatterns with the attribute `dimension`.

    Raises:
        BadInputError: the degree is negative, or above MAX_GRAPH_DEGREE.

    Examples:
        >>> graph = closure_graph(3)
        >>> [str(below) for below in graph[RootPattern.parse("12|0")]]
        ['3|0']
    """
    require_integer(degree, "the degree of a closure graph", 0, MAX_GRAPH_DEGREE)
    import networkx  # noqa: PLC0415 - loaded only here, so that importing lcnsym stays light

    graph = networkx.DiGraph()
    for pattern in patterns_of_degree(degree):
        graph.add_node(pattern, dimension=pattern.dimension)
    for pattern in list(graph):
        graph.add_edges_from((pattern, below) for below in degenerations(pattern))
    return graph
