"""Arcs with at most one variation, and how to do with about one breakpoint between neighbouring roots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..algebra.breakpoints import End, Partition, arc_variations, bits
from ..algebra.shiftable import ShiftablePolynomial

SHORT_BITS = 24


def one_point_a_gap(polynomial: ShiftablePolynomial, partition: Partition) -> Partition:
    """Join arcs, each with at most one variation, so that long breakpoints go.

    Breakpoints that are roots stay. Elsewhere the shortest breakpoint between two arcs with a variation stays alone, if
    Descartes' rule is then still exact; where it is not, the given arcs stay. Where all breakpoints are short nothing
    is done: fewer of them are not worth the time. At least one breakpoint is left.
    """
    if all(bits(point) <= SHORT_BITS for point in partition.points):
        return partition
    arcs = partition.arcs
    kept: list[int] = []
    variations: list[int] = []
    for first, behind in pairwise([0, *_walls(partition), len(partition.variations)]):
        lo, hi = arcs[first][0], arcs[behind - 1][1]
        total = sum(partition.variations[first:behind])
        if _joins(polynomial, lo, hi, total):
            variations.append(total)
        else:
            kept += range(first, behind - 1)
            variations += partition.variations[first:behind]
        if behind < len(partition.variations):
            kept.append(behind - 1)
    if not kept:
        return partition
    points = tuple(partition.points[i] for i in kept)
    return Partition(points, tuple(partition.orders[i] for i in kept), tuple(variations))


def _joins(polynomial: ShiftablePolynomial, lo: End, hi: End, total: int) -> bool:
    unbounded = lo is None and hi is None
    return not unbounded and arc_variations(polynomial, lo, hi) == total


def _walls(partition: Partition) -> Iterator[int]:
    """The numbers of the arcs behind the breakpoints that stay: the roots, and the shortest in each gap."""
    rooted: int | None = None
    for i, variations in enumerate(partition.variations):
        if i and partition.orders[i - 1]:
            rooted = None
            yield i
        if variations:
            if rooted is not None:
                yield min(range(rooted + 1, i + 1), key=lambda j: bits(partition.points[j - 1]))
            rooted = i
