"""Arcs with at most one variation, and how to do with about one breakpoint between neighbouring roots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .breakpoints import End, arc_variations, bits
from .shiftable import ShiftablePolynomial

SHORT_BITS = 24


@dataclass(frozen=True)
class Arc:
    """An open arc from lo to hi (None: infinity) and the sign variations on it."""

    lo: End
    hi: End
    variations: int


def arc_key(arc: Arc) -> tuple[bool, Fraction]:
    """Sort key: ascending, the arc from infinity first."""
    return arc.lo is not None, arc.lo or Fraction(0)


def one_point_a_gap(
    polynomial: ShiftablePolynomial, arcs: Sequence[Arc], orders: Mapping[Fraction, int]
) -> tuple[Arc, ...]:
    """Join arcs that cover the line, each with at most one variation, so that long breakpoints go.

    Breakpoints that are roots stay. Elsewhere the shortest breakpoint between two arcs with a variation stays alone, if
    Descartes' rule is then still exact; where it is not, the given arcs stay. Where all breakpoints are short nothing
    is done: fewer of them are not worth the time. At least one breakpoint is left.
    """
    if all(bits(arc.lo) <= SHORT_BITS for arc in arcs if arc.lo is not None):
        return tuple(arcs)
    joined = [arc for run in _runs(arcs, orders) for arc in _thinned(polynomial, run)]
    return tuple(joined) if len(joined) > 1 else tuple(arcs)


def _runs(arcs: Sequence[Arc], orders: Mapping[Fraction, int]) -> Iterator[list[Arc]]:
    """The arcs between neighbouring breakpoints that are roots."""
    run: list[Arc] = []
    for arc in arcs:
        if arc.lo is not None and orders[arc.lo] and run:
            yield run
            run = []
        run.append(arc)
    yield run


def _thinned(polynomial: ShiftablePolynomial, run: Sequence[Arc]) -> Iterator[Arc]:
    """The run's arcs joined into one for each variation (or one for none), where that keeps the variations."""
    starts = [0, *_cuts(run), len(run)]
    for first, behind in pairwise(starts):
        group = run[first:behind]
        lo, hi, total = group[0].lo, group[-1].hi, sum(arc.variations for arc in group)
        unbounded = lo is None and hi is None
        if len(group) > 1 and not unbounded and arc_variations(polynomial, lo, hi) == total:
            yield Arc(lo, hi, total)
        else:
            yield from group


def _cuts(run: Sequence[Arc]) -> list[int]:
    """For each pair of neighbouring arcs with a variation, the place behind the shortest breakpoint between them."""
    rooted = [i for i, arc in enumerate(run) if arc.variations]
    return [min(range(i + 1, j + 1), key=lambda m: _length(run[m])) for i, j in pairwise(rooted)]


def _length(arc: Arc) -> int:
    return bits(arc.lo) if arc.lo is not None else 0
